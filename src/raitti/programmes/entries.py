"""What the room of programmes hands to the index: programmes and projects in each language they are written in."""

from collections.abc import Iterator
from typing import Any

from raitti.core.languages import INTERFACE_CODES
from raitti.core.texts import pick, versions
from raitti.directory.lookup import Lookup
from raitti.directory.models import Publication
from raitti.programmes.models import Programme, Project
from raitti.search.entries import Entry, register_source


def programme_entries(programme: Programme) -> list[Entry]:
    """The programme in each language it is written in; none while it is not public."""
    return _entries(programme, "programme", areas=[], is_resting=False)


def project_entries(project: Project) -> list[Entry]:
    """The project in each language it is written in; a closed one after those that run."""
    return _entries(project, "project", areas=list(project.areas.all()), is_resting=project.closed_on is not None)


def _entries(thing: Programme | Project, kind: str, *, areas: list[Any], is_resting: bool) -> list[Entry]:
    if thing.publication != Publication.PUBLISHED:
        return []
    lookup = Lookup()
    codes = sorted({found.code for area in areas for found in lookup.municipalities(area)})
    written = [code for code in INTERFACE_CODES if code in versions(thing.name)]
    return [
        Entry(
            kind=kind,
            object_id=str(thing.uid),
            language=language,
            title=pick(thing.name, language).value,
            summary=pick(thing.summary, language).value,
            body="\n".join(pick(text, language).value for text in (thing.description, thing.aims)),
            keywords=[pick(area.name, language).value for area in areas],
            facets={"municipality": codes} if codes else {},
            data={"id": str(thing.uid), "slugs": thing.slugs, "is_example": thing.is_example},
            changed=thing.changed,
            is_resting=is_resting,
        )
        for language in written
    ]


def list_programmes() -> Iterator[list[Entry]]:
    for programme in Programme.objects.order_by("pk"):
        if found := programme_entries(programme):
            yield found


def list_projects() -> Iterator[list[Entry]]:
    for project in Project.objects.prefetch_related("areas").order_by("pk"):
        if found := project_entries(project):
            yield found


def register() -> None:
    register_source("programme", list_programmes)
    register_source("project", list_projects)
