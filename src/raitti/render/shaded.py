"""A map of areas in five shades, the more the stronger; to be shown beside the table of the same figures.

Colours come from the page's style sheet by class, so that they follow light and dark.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SHADES = 5


@dataclass(frozen=True)
class Shade:
    """One area: its SVG path, the point for its label, its figure and how that is written."""

    name: str
    path: str
    label_x: float
    label_y: float
    value: float
    words: str


def shaded_map(
    areas: Sequence[Shade], *, kind: str, view_box: str, title: str, key: str, highest: float | None = None
) -> SafeString:
    """The areas, the greatest figure strongest unless `highest` says so; `key` tells a page's drawings apart."""
    most = highest if highest is not None else max((area.value for area in areas), default=0)
    shapes = format_html_join(
        "",
        '<path class="shade-{}" d="{}"><title>{}: {}</title></path>',
        ((shade_of(area.value, most), area.path, area.name, area.words) for area in areas),
    )
    labels = format_html_join(
        "",
        '<text x="{}" y="{}" dy="0.35em">{}</text>',
        ((f"{area.label_x:.1f}", f"{area.label_y:.1f}", area.words) for area in areas),
    )
    told = "; ".join(f"{area.name}: {area.words}" for area in areas)
    return format_html(
        '<svg class="map shaded {kind}" viewBox="{box}" role="img" aria-labelledby="{key}-title {key}-desc">'
        '<title id="{key}-title">{title}</title><desc id="{key}-desc">{told}</desc>{shapes}{labels}</svg>',
        kind=kind,
        box=view_box,
        key=key,
        title=title,
        told=told,
        shapes=shapes,
        labels=labels,
    )


def shade_of(value: float, most: float) -> int:
    """Which of the shades, from 0 for nothing."""
    if value <= 0 or most <= 0:
        return 0
    return min(SHADES, 1 + int(value * SHADES / most * (1 - 1e-9)))
