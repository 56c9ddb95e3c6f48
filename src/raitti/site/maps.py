"""The map of municipalities as a drawing whose every part is a link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from raitti.directory.queries import areas_of, organisations_by_municipality
from raitti.places.models import Area
from raitti.places.queries import area_map
from raitti.programmes.models import Project
from raitti.site.addresses import Links
from raitti.site.rendering import drawn_part, portal_of

# A square has room for six letters; maps of more squares than this are too small for any.
_SHORTEST, _LONGEST, _MOST_LABELLED = 4, 6, 60


@dataclass(frozen=True)
class MapPart:
    """One municipality on the map: an SVG path, its link, and its label where there is room for one."""

    name: str
    short: str
    href: str
    path: str
    label_x: float
    label_y: float
    count: int
    count_text: str


@dataclass(frozen=True)
class MunicipalityMap:
    kind: str
    view_box: str
    parts: Sequence[MapPart]


def municipality_map(areas: Sequence[Area], counts: Mapping[int, int], links: Links) -> MunicipalityMap:
    """Outlines where boundaries have been loaded, else our own tiles; `counts` by the area's id."""
    drawn = area_map(areas, links.language)
    names = [shape.name for shape in drawn.shapes]
    is_labelled = drawn.kind == "tiles" and len(names) <= _MOST_LABELLED
    parts = [
        MapPart(
            name=shape.name,
            short=_short(shape.name, names) if is_labelled else "",
            href=links.to("municipality", shape.area),
            path=shape.path,
            label_x=shape.label_x,
            label_y=shape.label_y,
            count=(count := counts.get(shape.area.pk, 0)),
            count_text=ngettext("%(count)d association", "%(count)d associations", count) % {"count": count},
        )
        for shape in drawn.shapes
    ]
    return MunicipalityMap(drawn.kind, drawn.view_box, parts)


def _short(name: str, names: Sequence[str]) -> str:
    """The beginning of a name, as long as it must be to be told from the others."""
    for length in range(_SHORTEST, _LONGEST):
        if sum(other.startswith(name[:length]) for other in names) == 1:
            return name[:length]
    return name[:_LONGEST]


@dataclass(frozen=True)
class ProjectPart:
    """One project on the map: where it works as one SVG path, its link, and the number it has in the list."""

    name: str
    number: int
    href: str
    path: str
    label_x: float
    label_y: float


@dataclass(frozen=True)
class ProjectMap:
    """The country with its projects; `rest` is where none of them works."""

    kind: str
    view_box: str
    rest: str
    parts: Sequence[ProjectPart]


def project_map(projects: Sequence[Project], links: Links) -> ProjectMap:
    """The projects, in the order of their list, where they work; one for the whole country has no part of its own."""
    drawn = area_map(areas_of(None), links.language)
    shapes = list(drawn.shapes)
    parts = []
    for number, project in enumerate(projects, start=1):
        areas = {area.pk for area in project.areas.all()}
        own = [shape for shape in shapes if areas & {shape.area.pk, shape.area.region_id, shape.area.county_id}]
        if not own:
            continue
        shapes = [shape for shape in shapes if shape not in own]
        parts.append(
            ProjectPart(
                name=project.name_in(links.language).value,
                number=number,
                href=links.to("project", project),
                path="".join(shape.path for shape in own),
                label_x=sum(shape.label_x for shape in own) / len(own),
                label_y=sum(shape.label_y for shape in own) / len(own),
            )
        )
    return ProjectMap(drawn.kind, drawn.view_box, "".join(shape.path for shape in shapes), parts)


def drawn_map(request: HttpRequest) -> SafeString:
    """The map of a portal's municipalities, or of the country's; the same for all its pages."""
    portal = portal_of(request)

    def read() -> dict[str, MunicipalityMap]:
        areas = list(portal.areas.all() if portal else areas_of(None))
        counts = organisations_by_municipality(portal)
        return {"map": municipality_map(areas, counts, Links(request, request.LANGUAGE_CODE))}

    return drawn_part(request, "map", "site/parts/map.html", read)
