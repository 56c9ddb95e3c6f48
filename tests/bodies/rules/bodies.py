"""Who sees and edits bodies."""

from raitti.bodies.models import Term
from raitti.directory.models import Organisation, OrganisationStatus
from tests.bodies.factories import TermFactory
from tests.bodies.rules.cases import SeatedCase as Case
from tests.bodies.rules.cases import asking
from tests.bodies.world import Seated


def ended(it: Seated) -> Seated:
    return in_stage(it, "ended")


def founding(it: Seated) -> Seated:
    return in_stage(it, "founding")


def in_stage(it: Seated, stage: str) -> Seated:
    it.body.stage = stage
    it.body.save()
    return it


def closed(organisation: Organisation) -> Organisation:
    organisation.status = OrganisationStatus.DISSOLVED
    organisation.save()
    return organisation


def without_setter(it: Seated) -> Seated:
    closed(it.body.setter)
    return it


def without_steward(it: Seated) -> Seated:
    closed(it.body.steward)
    return it


def a_term(it: Seated) -> Term:
    return TermFactory(body=it.body)


CASES = [
    Case("may_see_own_bodies", "anywhere", lambda it: asking("may_see_own_bodies", it=it), "signed in"),
    Case(
        "may_see_body",
        "at work",
        lambda it: asking("may_see_body", it.body, it=it),
        "keepers, county officer, owner elsewhere, anyone, the program",
    ),
    Case("may_edit_body", "at work", lambda it: asking("may_edit_body", it.body, it=it), "keepers, the program"),
    Case("may_edit_body", "ended", lambda it: asking("may_edit_body", ended(it).body, it=it), "none"),
    Case(
        "may_open_body",
        "association",
        lambda it: asking("may_open_body", it.body.steward, it=it),
        "owner, other owner, the program",
    ),
    Case(
        "may_open_body",
        "coordinating federation",
        lambda it: asking("may_open_body", it.world.federation, it=it),
        "steward, coordinator, the program",
    ),
    Case("may_open_body", "closed", lambda it: asking("may_open_body", closed(it.body.steward), it=it), "none"),
    Case(
        "may_end_body",
        "at work",
        lambda it: asking("may_end_body", it.body, it=it),
        "owner, other owner, county officer, the program",
    ),
    Case("may_end_body", "ended", lambda it: asking("may_end_body", ended(it).body, it=it), "none"),
    Case(
        "may_name_setter",
        "at work",
        lambda it: asking("may_name_setter", it.body, it=it),
        "county officer, the program",
    ),
    Case(
        "may_name_setter",
        "being founded",
        lambda it: asking("may_name_setter", founding(it).body, it=it),
        "keepers, county officer, the program",
    ),
    Case(
        "may_name_setter",
        "setter closed",
        lambda it: asking("may_name_setter", without_setter(it).body, it=it),
        "keepers, county officer, the program",
    ),
    Case("may_take_over_body", "at work", lambda it: asking("may_take_over_body", it.body, it=it), "none"),
    Case(
        "may_take_over_body",
        "steward closed",
        lambda it: asking("may_take_over_body", without_steward(it).body, it=it),
        "county officer, the program",
    ),
    Case("may_found_body", "at work", lambda it: asking("may_found_body", it.body, it=it), "none"),
    Case(
        "may_found_body",
        "being founded",
        lambda it: asking("may_found_body", founding(it).body, it=it),
        "keepers, county officer, the program",
    ),
    Case(
        "may_edit_report",
        "of a term",
        lambda it: asking("may_edit_report", a_term(it), it=it),
        "keepers, the program",
    ),
]
