"""Who sets seats and terms, seats people, and ends their sitting."""

from raitti.bodies.models import Holding
from raitti.directory.models import OrganisationStatus
from tests.bodies.rules.bodies import ended
from tests.bodies.rules.cases import SeatedCase as Case
from tests.bodies.rules.cases import asking
from tests.bodies.world import Seated


def held(it: Seated) -> Holding:
    return Holding.objects.select_related("seat__body", "holder").get(seat=it.seat, place="member")


def without_setter(it: Seated) -> Seated:
    it.body.setter.status = OrganisationStatus.DISSOLVED
    it.body.setter.save()
    return it


CASES = [
    Case(
        "may_change_seats",
        "at work",
        lambda it: asking("may_change_seats", it.body, it=it),
        "keepers, county officer, the program",
    ),
    Case("may_change_seats", "ended", lambda it: asking("may_change_seats", ended(it).body, it=it), "none"),
    Case("may_seat", "at work", lambda it: asking("may_seat", it.body, it=it), "keepers, county officer, the program"),
    Case("may_seat", "ended", lambda it: asking("may_seat", ended(it).body, it=it), "none"),
    Case("may_seat", "setter closed", lambda it: asking("may_seat", without_setter(it).body, it=it), "none"),
    Case(
        "may_end_holding",
        "held",
        lambda it: asking("may_end_holding", held(it), it=it),
        "keepers, county officer, owner elsewhere, the program",
    ),
    Case(
        "may_change_holder",
        "sits there",
        lambda it: asking("may_change_holder", held(it).holder, it.body, it=it),
        "keepers, county officer, owner elsewhere, the program",
    ),
]
