"""Drawings for paper: pictures that hold all they need, with words for those who do not see them.

A page's own drawings take their colours from its style sheet; what is printed has none to ask.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from raitti.render.shaded import Shade, shade_of
from raitti.render.timeline import Curve, Span, highest_of, named_places

# The look's colours in light, which is what paper is.
INK, SOFT, LINE, PAPER = "#16241d", "#4d5a53", "#dcd9cf", "#ffffff"
TONES = {"good": "#23634a", "warm": "#f0a830", "bad": "#b23a24", "plain": "#15568f"}
SHADES = ("#e5efe6", "#c2d6c9", "#9bbcab", "#74a18c", "#4c836c", "#23634a")
# From this shade on a dark figure can no longer be read on it.
_DARK = 4

# In quarters of a millimetre: the width of a text on A4, a legend, the months' names, a line with its bar, a curve.
_WIDTH, _LEGEND, _HEAD, _LINE, _BAR, _CURVE = 720, 24, 20, 38, 14, 130
_LINES_A_PICTURE = 18
_MOST_NAMED = 12
# So many letters of a label fit beside its words.
_MOST_LETTERS = 78


@dataclass(frozen=True)
class Picture:
    """A drawing as an address that holds it, and what it shows, in words."""

    address: str
    told: str


def timeline_pictures(
    rows: Sequence[Span], *, places: Sequence[str], title: str, legend: Sequence[tuple[str, str]]
) -> list[Picture]:
    """Spans over the places as pictures one under the other, each low enough for its page.

    `legend` says what each tone means; the tone "track" is what a span could have filled.
    """
    parts = [rows[first : first + _LINES_A_PICTURE] for first in range(0, len(rows), _LINES_A_PICTURE)]
    return [
        _picture(_timeline(part, places, legend), title, "; ".join(f"{row.label}: {row.words}" for row in part))
        for part in parts
    ]


def steps_picture(curves: Sequence[Curve], *, places: Sequence[str], title: str, told: str, most: str) -> Picture:
    """Amounts over the places as steps, all on one scale; `most` is what its end is worth."""
    top, highest = _LEGEND + _HEAD, highest_of(curves)
    drawn = format_html_join(
        "",
        '<path d="{}" fill="none" stroke="{}" stroke-width="2.5"{}/>',
        ((_steps(curve, highest, top), TONES[curve.tone], _dashes(curve.tone)) for curve in curves),
    )
    inside = format_html(
        '{}{}<text x="{width}" y="14" text-anchor="end" font-size="13" fill="{soft}">{most}</text>'
        '<path d="M0 {top}H{width}M0 {bottom}H{width}" stroke="{line}" stroke-width="1"/>{}',
        _curve_names(curves),
        _names(places, _LEGEND),
        drawn,
        top=top,
        bottom=top + _CURVE,
        width=_WIDTH,
        line=LINE,
        soft=SOFT,
        most=most,
    )
    return _picture(_drawing(top + _CURVE + 4, inside), title, told)


def map_picture(areas: Sequence[Shade], *, view_box: str, title: str, highest: float | None = None) -> Picture:
    """Areas in shades, the more the stronger, each with its figure."""
    most = highest if highest is not None else max((area.value for area in areas), default=0)
    height = float(view_box.split()[3])
    shapes = format_html_join(
        "",
        '<path d="{}" fill="{}" stroke="{}" stroke-width="{}"/>',
        ((area.path, SHADES[shade_of(area.value, most)], PAPER, f"{height / 700:.2f}") for area in areas),
    )
    labels = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle" font-weight="700" font-size="{}" fill="{}">{}</text>',
        (
            (
                f"{area.label_x:.1f}",
                f"{area.label_y + height / 90:.1f}",
                f"{height / 30:.1f}",
                PAPER if shade_of(area.value, most) >= _DARK else INK,
                area.words,
            )
            for area in areas
        ),
    )
    drawn = format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}" font-family="Paper">{}{}</svg>', view_box, shapes, labels
    )
    return _picture(drawn, title, "; ".join(f"{area.name}: {area.words}" for area in areas))


def _picture(drawn: SafeString, title: str, told: str) -> Picture:
    return Picture("data:image/svg+xml;base64," + b64encode(drawn.encode()).decode(), f"{title}. {told}")


def _drawing(height: float, inside: SafeString) -> SafeString:
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" font-family="Paper">{}</svg>',
        _WIDTH,
        height,
        inside,
    )


def _timeline(rows: Sequence[Span], places: Sequence[str], legend: Sequence[tuple[str, str]]) -> SafeString:
    stripes = format_html(
        '<defs><pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><path d="M0 0V6" stroke="{}" stroke-width="2" stroke-opacity="0.4"/>'
        "</pattern></defs>",
        INK,
    )
    top = _LEGEND + _HEAD
    lines = format_html_join("", "{}", ((_line(row, top + at * _LINE, len(places)),) for at, row in enumerate(rows)))
    return _drawing(top + _LINE * len(rows), stripes + _tone_names(legend) + _names(places, _LEGEND) + lines)


def _line(row: Span, top: float, count: int) -> SafeString:
    label = row.label if len(row.label) <= _MOST_LETTERS else row.label[: _MOST_LETTERS - 1] + "…"
    between = "".join(f"M{_WIDTH * place / count:.1f} {top + _LINE - _BAR - 3}v{_BAR}" for place in range(1, count))
    return format_html(
        '<text x="0" y="{at}" font-size="14" fill="{ink}">{label}</text>'
        '<text x="{width}" y="{at}" text-anchor="end" font-size="14" font-weight="700" fill="{ink}">{words}</text>'
        '{bars}<path d="{between}" stroke="{paper}" stroke-width="1.5"/>',
        bars=format_html_join("", "{}", ((bar,) for bar in _bars(row, top, count))),
        at=top + 15,
        between=between,
        ink=INK,
        label=label,
        paper=PAPER,
        width=_WIDTH,
        words=row.words,
    )


def _bars(row: Span, top: float, count: int) -> Iterator[SafeString]:
    yield _bar(*row.window, SHADES[0], top=top, count=count)
    if row.first is not None and row.last is not None:
        for fill in _fills(row.tone):
            yield _bar(row.first, row.last, fill, top=top, count=count)


def _bar(first: int, last: int, fill: str, *, top: float, count: int) -> SafeString:
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
        f"{_WIDTH * first / count:.1f}",
        top + _LINE - _BAR - 3,
        f"{_WIDTH * (last - first + 1) / count:.1f}",
        _BAR,
        fill,
    )


def _fills(tone: str) -> list[str]:
    """A tone's colour, and its stripes where colour alone would not do."""
    if tone == "track":
        return [SHADES[0]]
    return [TONES[tone], "url(#stripes)"] if tone == "warm" else [TONES[tone]]


def _names(places: Sequence[str], top: float) -> SafeString:
    return format_html_join(
        "",
        '<text x="{}" y="{}" font-size="12" fill="{}">{}</text>',
        (
            (f"{_WIDTH * place / len(places):.1f}", top + 13, SOFT, name)
            for place, name in named_places(places, most=_MOST_NAMED)
        ),
    )


def _tone_names(legend: Sequence[tuple[str, str]]) -> SafeString:
    """What the colours mean, a patch of each before its words."""
    return format_html_join(
        "",
        '{}<text x="{}" y="14" font-size="13" fill="{}">{}</text>',
        (
            (
                format_html_join(
                    "",
                    '<rect x="{}" y="4" width="26" height="11" fill="{}"/>',
                    ((at * _WIDTH // 4, fill) for fill in _fills(tone)),
                ),
                at * _WIDTH // 4 + 33,
                INK,
                words,
            )
            for at, (tone, words) in enumerate(legend)
        ),
    )


def _curve_names(curves: Sequence[Curve]) -> SafeString:
    """What the curves are, a piece of each before its words."""
    return format_html_join(
        "",
        '<path d="M{} 10h26" stroke="{}" stroke-width="2.5"{}/><text x="{}" y="14" font-size="13" fill="{}">{}</text>',
        (
            (at * _WIDTH // 4, TONES[curve.tone], _dashes(curve.tone), at * _WIDTH // 4 + 33, INK, curve.label)
            for at, curve in enumerate(curves)
        ),
    )


def _dashes(tone: str) -> SafeString | str:
    return format_html(' stroke-dasharray="{}"', "6 4") if tone == "bad" else ""


def _steps(curve: Curve, highest: float, top: float) -> str:
    across = _WIDTH / max(1, len(curve.values))
    heights = [top + _CURVE * (1 - max(value, 0) / highest) for value in curve.values]
    return "".join(
        f"{'M' if place == 0 else 'L'}{place * across:.1f} {height:.1f}H{(place + 1) * across:.1f}"
        for place, height in enumerate(heights)
    )
