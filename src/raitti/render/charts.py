"""Charts that everyone can read: small SVG drawings, each to be shown beside the table of the same rows.

Colours come from the page's style sheet by class, so that they follow light and dark.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# Heights in pixels of one line: the words, and the bar under them.
_LINE, _WORDS, _BAR = 46, 18, 12


@dataclass(frozen=True)
class Bar:
    """One bar: what it is of, how long it is, and the value in words. `tone` picks one of the style sheet's colours."""

    label: str
    value: float
    words: str
    tone: str = "plain"


def bars(rows: Sequence[Bar], *, title: str, key: str, highest: float | None = None) -> SafeString:
    """Horizontal bars from the first row down, the longest as wide as the drawing unless `highest` says otherwise.

    Lengths are shares of the width, so that bars shrink on a phone and words do not. `key` tells this drawing's
    parts from another's on the page. Negative values are drawn as nothing.
    """
    longest = highest if highest is not None else max((row.value for row in rows), default=0)
    drawn = (
        (
            index * _LINE + _WORDS,
            row.label,
            index * _LINE + _WORDS,
            row.words,
            index * _LINE + _WORDS + 8,
            _BAR,
            row.tone,
            index * _LINE + _WORDS + 8,
            _share(row.value, longest),
            _BAR,
        )
        for index, row in enumerate(rows)
    )
    inside = format_html_join(
        "",
        '<text x="0" y="{}">{}</text><text class="value" x="100%" y="{}" text-anchor="end">{}</text>'
        '<rect class="track" x="0" y="{}" width="100%" height="{}" rx="3"/>'
        '<rect class="bar {}" x="0" y="{}" width="{}%" height="{}" rx="3"/>',
        drawn,
    )
    told = "; ".join(f"{row.label}: {row.words}" for row in rows)
    return format_html(
        '<svg class="chart" role="img" aria-labelledby="{key}-title {key}-desc" width="100%" height="{height}">'
        '<title id="{key}-title">{title}</title><desc id="{key}-desc">{told}</desc>{inside}</svg>',
        key=key,
        height=max(1, len(rows)) * _LINE,
        title=title,
        told=told,
        inside=inside,
    )


def named_bars(rows: Sequence[Bar], *, title: str, key: str, highest: float) -> SafeString:
    """The same for long names: words are words, which wrap on a phone and are read aloud, and only bars are drawn."""
    lines = format_html_join(
        "",
        '<li><span class="label">{}</span> <span class="value">{}</span>'
        '<svg aria-hidden="true" width="100%" height="{}">'
        '<rect class="track" width="100%" height="{}" rx="3"/><rect class="bar {}" width="{}%" height="{}" rx="3"/>'
        "</svg></li>",
        ((row.label, row.words, _BAR, _BAR, row.tone, _share(row.value, highest), _BAR) for row in rows),
    )
    return format_html(
        '<div class="chart timeline" role="group" aria-labelledby="{key}-title">'
        '<p id="{key}-title" class="hidden-text">{title}</p><ol>{lines}</ol></div>',
        key=key,
        title=title,
        lines=lines,
    )


def _share(value: float, longest: float) -> str:
    """A length as a share of the longest, in percent with a point for its decimals."""
    return f"{100 * min(max(value, 0), longest) / longest:.2f}" if longest > 0 else "0"
