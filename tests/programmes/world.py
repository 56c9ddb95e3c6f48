"""The world of `tests/directory/world.py` with a programme and a project in it.

The association of Oulu hosts the project, the federation coordinates the programme, the authority funds it. So *owner*
and *editor* are the project's people, *owner* its approver, *coordinator* and *reader* stand beside it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from raitti.core.texts import translated
from raitti.programmes.actions.shapes import save_study
from raitti.programmes.models import Programme, Project, ShapeStudy
from raitti.programmes.queries.shapes import first_inputs
from tests.directory.world import World
from tests.programmes.factories import ProgrammeFactory, ProjectFactory


@dataclass
class Funded:
    """A world, its programme and its project."""

    world: World
    programme: Programme
    project: Project

    @property
    def people(self) -> dict[str, Any]:
        return self.world.people

    @property
    def now(self) -> Any:
        return self.world.now


def fund(world: World) -> Funded:
    programme = ProgrammeFactory(
        name=translated(fi="Järjestö-ohjelma", sv="Organisationsprogrammet"),
        funder=world.authority,
        coordinator=world.federation,
    )
    project = ProjectFactory(
        name=translated(fi="Oulun hanke", sv="Projektet i Uleåborg"),
        programme=programme,
        host=world.association,
        starts=date(2025, 1, 1),
        ends=date(2026, 12, 31),
    )
    project.areas.set([world.oulu])
    return Funded(world, programme, project)


def study_of(funded: Funded, *, name: str = "Malli") -> ShapeStudy:
    """A study of the programme's shape, on the regions of the world and two figures of their own."""
    inputs = first_inputs()
    for number, row in enumerate(inputs["regions"].values(), start=1):
        row |= {"population": str(number * 100_000), "associations": str(number * 10)}
    inputs["weights"] |= {"population": "40", "associations": "20"}
    coordinator = funded.people["coordinator"]
    return save_study(funded.programme, None, name=name, inputs=inputs, actor=coordinator, now=funded.now)
