"""Who shows a new organisation to everyone, and who looks first. Written by hand: this is what is wanted."""

from collections.abc import Callable

from raitti.directory.models import FirstLook, Mandate, Organisation, Portal, Publication, Role
from raitti.places.models import AreaKind
from tests.directory.rules.cases import Ask, Case, asking
from tests.directory.world import World
from tests.factories import AreaFactory

FREE = "in Oulu, whose portal looks at none first"
# Those who look after Oulu; its association's own agent does not.
HERE = "municipality's agent, contact officer, steward, the program"
ANYWHERE = f"its agent, {HERE}, coordinator, agent elsewhere, contact officer elsewhere, steward elsewhere"


def _opening(areas: Callable[[World], list[object]], *, free: bool = False) -> Callable[[World], Ask]:
    def prepare(world: World) -> Ask:
        Portal.objects.filter(pk=world.portal.pk).update(looks_first=not free)
        return asking("may_open", areas(world), world=world)

    return prepare


def _look(state: str = "open", **about: object) -> Callable[[World], Ask]:
    def prepare(world: World) -> Ask:
        Organisation.objects.filter(pk=world.association.pk).update(publication=Publication.DRAFT, **about)
        world.association.refresh_from_db()
        sender = world.people["contact officer"]
        look = FirstLook.objects.create(
            organisation=world.association, sent_by=sender, sent=world.now, state=FirstLook.State(state)
        )
        return asking("may_decide_first_look", look, world=world)

    return prepare


def _no_stewards(world: World) -> Ask:
    Mandate.objects.filter(role=Role.STEWARD).delete()
    return _look()(world)


def _countrywide(world: World) -> Ask:
    ask = _look(home_municipality=None)(world)
    world.association.operating_areas.set([AreaFactory(kind=AreaKind.COUNTRY, code="FI")])
    return ask


CASES = [
    Case("may_open", "in Oulu", _opening(lambda world: [world.oulu]), HERE),
    Case("may_open", "without a place", _opening(lambda _world: []), ANYWHERE),
    Case(
        "may_open",
        FREE,
        _opening(lambda world: [world.oulu], free=True),
        "signed in",
    ),
    Case(
        "may_open",
        "where no region has a portal",
        _opening(lambda _world: [AreaFactory(code="240")]),
        "coordinator, the program",
    ),
    Case("may_decide_first_look", "sent by the contact officer", _look(), f"{HERE} but contact officer"),
    Case("may_decide_first_look", "decided", _look("refused"), "none"),
    Case(
        "may_decide_first_look",
        "where no steward is",
        _no_stewards,
        "municipality's agent, coordinator, the program",
    ),
    Case("may_decide_first_look", "at work in all of the country", _countrywide, "coordinator, the program"),
]
