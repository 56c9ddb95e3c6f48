"""Who may see, change, hand over, take and end structures, and close a project."""

from datetime import timedelta

from django.db.models import Model

from raitti.programmes.models import Structure
from tests.bodies.factories import BodyFactory
from tests.programmes.factories import StructureFactory
from tests.programmes.rules.cases import FundedCase as Case
from tests.programmes.rules.cases import asking
from tests.programmes.rules.programmes import closed
from tests.programmes.world import Funded


def structure(it: Funded, **fields: object) -> Structure:
    """One of the project's own, with the county as its receiver."""
    return StructureFactory(
        **{"project": it.project, "steward": it.project.host, "successor": it.world.county} | fields
    )


def given(it: Funded, *, days: int = 100) -> Structure:
    """One that the county has accepted."""
    today = it.now.date()
    made = structure(it, steward=it.world.county, status="handed_over", settled_by="Vastaanottaja", settled_on=today)
    until = today + timedelta(days=days)
    made.handovers.create(giver=it.project.host, receiver=made.steward, accepted_on=today, giver_reads_until=until)
    return made


def handed_on(it: Funded, **fields: object) -> Structure:
    """One that the county has accepted and hands on to the federation."""
    made = given(it)
    Structure.objects.filter(pk=made.pk).update(successor=it.world.federation, **fields)
    made.refresh_from_db()
    return made


def settled(it: Funded) -> Model:
    structure(it, status="ended")
    return it.project


def unsettled(it: Funded) -> Model:
    structure(it)
    return it.project


CASES = [
    Case(
        "may_see_structures",
        "running",
        lambda it: asking("may_see_structures", it.project, it=it),
        "keepers, coordinator, the program",
    ),
    Case(
        "may_add_structure",
        "running",
        lambda it: asking("may_add_structure", it.project, it=it),
        "keepers, the program",
    ),
    Case("may_add_structure", "closed", lambda it: asking("may_add_structure", closed(it).project, it=it), "none"),
    Case(
        "may_see_structure",
        "with the project",
        lambda it: asking("may_see_structure", structure(it), it=it),
        "keepers, coordinator, the program",
    ),
    Case(
        "may_see_structure",
        "offered",
        lambda it: asking("may_see_structure", structure(it, status="offered"), it=it),
        "keepers, coordinator, county officer, the program",
    ),
    Case(
        "may_see_structure",
        "handed over",
        lambda it: asking("may_see_structure", given(it), it=it),
        "keepers, coordinator, county officer, the program",
    ),
    Case(
        "may_see_structure",
        "handed over long ago",
        lambda it: asking("may_see_structure", given(it, days=-1), it=it),
        "coordinator, county officer, the program",
    ),
    Case(
        "may_see_structure",
        "from another service",
        lambda it: asking("may_see_structure", structure(it, project=None), it=it),
        "keepers, the program",
    ),
    *(
        Case(
            "may_change_structure",
            state,
            lambda it, make=make: asking("may_change_structure", make(it), it=it),
            who,
        )
        for state, make, who in (
            ("with the project", structure, "keepers, the program"),
            ("handed over", given, "county officer, the program"),
            ("ended", lambda it: structure(it, status="ended"), "none"),
        )
    ),
    *(
        Case(
            "may_hand_over_structure",
            state,
            lambda it, make=make: asking("may_hand_over_structure", make(it), it=it),
            who,
        )
        for state, make, who in (
            ("with the project", structure, "keepers, the program"),
            ("handed over", given, "county officer, the program"),
            ("ended", lambda it: structure(it, status="ended"), "none"),
        )
    ),
    Case(
        "may_offer_structure",
        "handed over, nobody else named",
        lambda it: asking("may_offer_structure", given(it), it=it),
        "none",
    ),
    Case(
        "may_offer_structure",
        "handed on",
        lambda it: asking("may_offer_structure", handed_on(it), it=it),
        "county officer, the program",
    ),
    Case(
        "may_answer_structure",
        "handed on",
        lambda it: asking("may_answer_structure", handed_on(it, status="offered"), it=it),
        "steward, the program",
    ),
    Case(
        "may_end_structure",
        "being handed on",
        lambda it: asking("may_end_structure", handed_on(it, status="offered"), it=it),
        "county officer, the program",
    ),
    *(
        Case(
            "may_offer_structure",
            state,
            lambda it, fields=fields: asking("may_offer_structure", structure(it, **fields(it)), it=it),
            who,
        )
        for state, fields, who in (
            ("receiver named", lambda _it: {}, "keepers, the program"),
            ("no receiver", lambda _it: {"successor": None}, "none"),
            ("offered", lambda _it: {"status": "offered"}, "none"),
            (
                "with a page that is somebody's own",
                lambda it: {"thing_kind": "organisation", "thing_uid": it.world.association.uid},
                "owner, other owner, the program",
            ),
        )
    ),
    Case(
        "may_give_thing",
        "a page",
        lambda it: asking("may_give_thing", it.world.association, it=it),
        "owner, other owner, the program",
    ),
    Case(
        "may_give_thing",
        "a portal",
        lambda it: asking("may_give_thing", it.world.portal, it=it),
        "steward, the program",
    ),
    Case(
        "may_give_thing",
        "a body",
        lambda it: asking("may_give_thing", BodyFactory(steward=it.world.association), it=it),
        "owner, other owner, the program",
    ),
    Case(
        "may_answer_structure",
        "offered",
        lambda it: asking("may_answer_structure", structure(it, status="offered"), it=it),
        "county officer, the program",
    ),
    Case(
        "may_answer_structure",
        "not offered",
        lambda it: asking("may_answer_structure", structure(it), it=it),
        "none",
    ),
    Case("may_answer_structure", "accepted", lambda it: asking("may_answer_structure", given(it), it=it), "none"),
    Case(
        "may_end_structure",
        "with the project",
        lambda it: asking("may_end_structure", structure(it), it=it),
        "owner, other owner, the program",
    ),
    Case(
        "may_end_structure",
        "handed over",
        lambda it: asking("may_end_structure", given(it), it=it),
        "county officer, the program",
    ),
    Case(
        "may_end_structure",
        "ended",
        lambda it: asking("may_end_structure", structure(it, status="ended"), it=it),
        "none",
    ),
    Case(
        "may_close_project",
        "everything settled",
        lambda it: asking("may_close_project", settled(it), it=it),
        "owner, other owner, the program",
    ),
    Case(
        "may_close_project", "something unsettled", lambda it: asking("may_close_project", unsettled(it), it=it), "none"
    ),
    Case("may_close_project", "closed", lambda it: asking("may_close_project", closed(it).project, it=it), "none"),
    Case(
        "may_see_archive",
        "closed",
        lambda it: asking("may_see_archive", closed(it).project, it=it),
        "keepers, coordinator, the program",
    ),
]
