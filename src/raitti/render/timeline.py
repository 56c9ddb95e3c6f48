"""Months as a drawing: spans of time one under the other, and amounts that step from month to month under them.

Each is to be shown beside the table of the same rows. Colours come from the page's style sheet by class.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# Heights in pixels: of a bar, of the months' names, of a curve.
_BAR, _HEAD, _CURVE = 12, 22, 96
_MOST_NAMED = 6


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
    lines = format_html_join(
        "",
        '<li><span class="label">{}</span> <span class="value">{}</span>'
        '<svg aria-hidden="true" width="100%" height="{}">{}{}</svg></li>',
        ((row.label, row.words, _BAR, _rectangle("track", *row.window, count), _bar(row, count)) for row in rows),
    )
    return format_html(
        '<div class="chart timeline" role="group" aria-labelledby="{key}-title">'
        '<p id="{key}-title" class="hidden-text">{title}</p>'
        '<svg aria-hidden="true" width="100%" height="{head}">{names}</svg><ol>{lines}</ol></div>',
        key=key,
        title=title,
        head=_HEAD,
        names=_names(places),
        lines=lines,
    )


def _bar(row: Span, count: int) -> SafeString | str:
    if row.first is None or row.last is None:
        return ""
    return _rectangle(f"bar {row.tone}", row.first, row.last, count)


def steps(curves: Sequence[Curve], *, places: Sequence[str], title: str, told: str, key: str) -> SafeString:
    """Amounts over the places as steps, all on one scale that begins at nothing; `told` says in words what is seen."""
    count = len(places)
    highest = max((value for curve in curves for value in curve.values), default=0) or 1
    paths = format_html_join(
        "",
        '<path class="curve {}" d="{}" vector-effect="non-scaling-stroke"/>',
        ((curve.tone, _path(curve.values, highest)) for curve in curves),
    )
    inside = format_html(
        '<svg x="0" y="{}" width="100%" height="{}" viewBox="0 0 {} 100" preserveAspectRatio="none">'
        '<path class="floor" d="M0 100H{}" vector-effect="non-scaling-stroke"/>{}</svg>',
        _HEAD,
        _CURVE,
        count,
        count,
        paths,
    )
    return _drawing(key, title, told, _HEAD + _CURVE + 4, _names(places) + inside)


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
    apart = -(-len(places) // _MOST_NAMED) or 1
    return format_html_join(
        "",
        '<text class="place" x="{}%" y="14">{}</text>',
        ((_share(index, len(places)), name) for index, name in enumerate(places) if index % apart == 0),
    )


def _rectangle(name: str, first: int, last: int, count: int) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}%" y="0" width="{}%" height="{}" rx="3"/>',
        name,
        _share(first, count),
        _share(last - first + 1, count),
        _BAR,
    )


def _path(values: Sequence[float], highest: float) -> str:
    heights = [100 - 100 * max(value, 0) / highest for value in values]
    return "".join(
        f"{'M' if place == 0 else 'L'}{place} {height:.2f}H{place + 1}" for place, height in enumerate(heights)
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}" if whole else "0"
