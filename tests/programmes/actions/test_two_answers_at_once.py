"""Two who answer an offer in the same moment: one answer counts, the other person is told."""

import pytest

from raitti.directory.models import Role
from raitti.programmes.actions.answers import accept_structure, decline_structure
from raitti.programmes.models import HandoverStep, Structure
from tests.conftest import NOW
from tests.directory.actions.test_two_at_once import are, at_once
from tests.factories import MandateFactory, OrganisationFactory
from tests.programmes.factories import StructureFactory

pytestmark = pytest.mark.django_db(transaction=True)
STEPS = ("named", "agreed", "content_moved", "access_moved")


@pytest.fixture
def offered():
    receiver = OrganisationFactory()
    structure = StructureFactory(successor=receiver, status="offered")
    people = [MandateFactory(organisation=receiver, role=Role.OWNER).person for _ in range(2)]
    return structure, people


def current(structure):
    return Structure.objects.get(pk=structure.pk)


def test_of_two_who_accept_one_has_accepted(offered):
    structure, people = offered

    outcomes = at_once(
        *(lambda who=who: accept_structure(current(structure), confirmed=STEPS, actor=who, now=NOW) for who in people)
    )

    assert are(outcomes, "done", "settled")
    assert HandoverStep.objects.filter(step="accepted").count() <= 1
    if "done" in outcomes:
        assert current(structure).settled_by in {str(who) for who in people}


def test_an_acceptance_and_a_refusal_do_not_both_count(offered):
    structure, (first, second) = offered

    outcomes = at_once(
        lambda: accept_structure(current(structure), confirmed=STEPS, actor=first, now=NOW),
        lambda: decline_structure(current(structure), reason="Ei.", actor=second, now=NOW),
    )

    assert outcomes.count("done") <= 1 or "busy" in outcomes
    if outcomes.count("done") == 1:
        state = current(structure)
        assert (state.status, state.handovers.exists()) in {("handed_over", True), ("living", False)}
