"""The world of `tests/directory/world.py` with a body in it.

The wellbeing services county sets the body up, the association of Oulu looks after it. So *county officer* appoints,
*owner* and *editor* keep its papers. *owner elsewhere* sits in it as a member, *anyone* as that member's deputy.
"""

from dataclasses import dataclass
from typing import Any

from raitti.bodies.models import Body, Holding, Seat
from raitti.core.texts import translated
from tests.bodies.factories import BodyFactory, HolderFactory, HoldingFactory, SeatFactory
from tests.directory.world import World


@dataclass
class Seated:
    """A world, its body, and the seat two of its people hold."""

    world: World
    body: Body
    seat: Seat

    @property
    def people(self) -> dict[str, Any]:
        return self.world.people

    @property
    def now(self) -> Any:
        return self.world.now


def seat(world: World) -> Seated:
    body = BodyFactory(
        name=translated(fi="Oulun seudun järjestöneuvottelukunta", sv="Organisationsdelegationen"),
        setter=world.county,
        steward=world.association,
    )
    body.areas.set([world.oulu])
    place = SeatFactory(body=body, name=translated(fi="Ikäihmiset", sv="Äldre"))
    for name, as_what in (("owner elsewhere", Holding.Place.MEMBER), ("anyone", Holding.Place.DEPUTY)):
        holder = HolderFactory(person=world.people[name], name=f"Esimerkki {name.title()}")
        HoldingFactory(seat=place, holder=holder, place=as_what, nominated_by=world.elsewhere["association"])
    return Seated(world, body, place)
