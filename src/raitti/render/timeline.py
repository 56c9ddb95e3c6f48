"""Months as a drawing: spans of time one under the other, and amounts that step from month to month under them.

Each is to be shown beside the table of the same rows. Colours come from the page's style sheet by class.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# Heights in pixels: of a bar, of the months' names, of what the highest point is worth, of a curve.
_BAR, _HEAD, _MOST, _CURVE = 14, 22, 18, 96
_MOST_NAMED = 6
_MOST_PARTED = 24
# What is striped besides its colour, for those who do not see the colour.
_STRIPED = frozenset({"warm"})


@dataclass(frozen=True)
class Span:
    """One line: what it is of, the first and last place it fills (both belong to it) or none, and that in words.

    `window` are the places it could have filled; `tone` picks one of the style sheet's colours.
    """

    label: str
    first: int | None
    last: int | None
    words: str
    window: tuple[int, int]
    tone: str = "plain"


@dataclass(frozen=True)
class Curve:
    """One amount for each place; drawn as steps. `tone` picks one of the style sheet's colours."""

    label: str
    values: Sequence[float]
    tone: str = "plain"


def timeline(rows: Sequence[Span], *, places: Sequence[str], title: str, key: str) -> SafeString:
    """Spans over the places (months, by name), from the first row down.

    Words are words, so that long ones wrap on a phone and are read aloud; only the bars are drawn, their lengths shares
    of the width. `key` tells this drawing's parts from another's on the page.
    """
    count = len(places)
    between = _between(count)
    lines = format_html_join(
        "",
        '<li><span class="label">{}</span> <span class="value">{}</span>'
        '<svg aria-hidden="true" width="100%" height="{}">{}{}{}</svg></li>',
        (
            (row.label, row.words, _BAR, _rectangle("track", *row.window, count), _bar(row, count, key), between)
            for row in rows
        ),
    )
    return format_html(
        '<div class="chart timeline" role="group" aria-labelledby="{key}-title">'
        '<p id="{key}-title" class="hidden-text">{title}</p>'
        '<svg aria-hidden="true" width="100%" height="{head}"><defs><pattern id="{key}-stripes" width="6" height="6"'
        ' patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="stripes" d="M0 0V6"/></pattern>'
        "</defs>{names}</svg><ol>{lines}</ol></div>",
        key=key,
        title=title,
        head=_HEAD,
        names=_names(places),
        lines=lines,
    )


def _bar(row: Span, count: int, key: str) -> SafeString | str:
    if row.first is None or row.last is None:
        return ""
    bar = _rectangle(f"bar {row.tone}", row.first, row.last, count)
    if row.tone not in _STRIPED:
        return bar
    return bar + _rectangle("striped", row.first, row.last, count, fill=f"url(#{key}-stripes)")


def _between(count: int) -> SafeString:
    """What parts one month from the next; of many only every third, so that on a phone the bars are more than gaps."""
    every = 1 if count <= _MOST_PARTED else 3
    return format_html(
        '<svg width="100%" height="100%" viewBox="0 0 {} 1" preserveAspectRatio="none">'
        '<path class="months" d="{}" vector-effect="non-scaling-stroke"/></svg>',
        count,
        "".join(f"M{place} 0V1" for place in range(every, count, every)),
    )


def steps(
    curves: Sequence[Curve], *, places: Sequence[str], title: str, told: str, key: str, most: str = ""
) -> SafeString:
    """Amounts over the places as steps, all on one scale that begins at nothing.

    `told` says in words what is seen, `most` what the highest point is worth.
    """
    count = len(places)
    highest = highest_of(curves)
    paths = format_html_join(
        "",
        '<path class="curve {}" d="{}" vector-effect="non-scaling-stroke"/>',
        ((curve.tone, _path(curve.values, highest)) for curve in curves),
    )
    inside = format_html(
        '<text class="most" x="100%" y="{}" text-anchor="end">{}</text>'
        '<svg x="0" y="{}" width="100%" height="{}" viewBox="0 0 {} 100" preserveAspectRatio="none" overflow="visible">'
        '<path class="floor" d="M0 0H{}M0 100H{}" vector-effect="non-scaling-stroke"/>{}</svg>',
        _HEAD + _MOST - 5,
        most,
        _HEAD + _MOST,
        _CURVE,
        count,
        count,
        count,
        paths,
    )
    return _drawing(key, title, told, _HEAD + _MOST + _CURVE + 4, _names(places) + inside)


def highest_of(curves: Sequence[Curve]) -> float:
    """The highest point of all curves, which the scale ends at."""
    return max((value for curve in curves for value in curve.values), default=0) or 1


def _drawing(key: str, title: str, told: str, height: int, inside: SafeString) -> SafeString:
    return format_html(
        '<svg class="chart timeline" role="img" aria-labelledby="{key}-title {key}-desc" width="100%"'
        ' height="{height}">'
        '<title id="{key}-title">{title}</title><desc id="{key}-desc">{told}</desc>{inside}</svg>',
        key=key,
        height=height,
        title=title,
        told=told,
        inside=inside,
    )


def _names(places: Sequence[str]) -> SafeString:
    """The names of some places over the drawing, as many as fit the narrowest screen."""
    return format_html_join(
        "",
        '<text class="place" x="{}%" y="14">{}</text>',
        ((_share(index, len(places)), name) for index, name in named_places(places, most=_MOST_NAMED)),
    )


def named_places(places: Sequence[str], *, most: int) -> list[tuple[int, str]]:
    """Those of the places that are named over a drawing, evenly apart and no more than `most`."""
    apart = -(-len(places) // most) or 1
    return [(index, name) for index, name in enumerate(places) if index % apart == 0]


def _rectangle(name: str, first: int, last: int, count: int, *, fill: str = "") -> SafeString:
    return format_html(
        '<rect class="{}" x="{}%" y="0" width="{}%" height="{}" rx="3"{}/>',
        name,
        _share(first, count),
        _share(last - first + 1, count),
        _BAR,
        format_html(' fill="{}"', fill) if fill else "",
    )


def _path(values: Sequence[float], highest: float) -> str:
    heights = [100 - 100 * max(value, 0) / highest for value in values]
    return "".join(
        f"{'M' if place == 0 else 'L'}{place} {height:.2f}H{place + 1}" for place, height in enumerate(heights)
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}" if whole else "0"
