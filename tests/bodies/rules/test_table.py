"""Every rule of bodies answers every role as the specification beside this file says, in every state."""

import pytest

from raitti.core.verdicts import SIGN_IN
from tests.bodies.rules import bodies, meetings
from tests.bodies.rules.cases import SeatedCase
from tests.directory.rules.cases import asked_of_people, chosen

CASES: list[SeatedCase] = [*bodies.CASES, *meetings.CASES]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_exactly_these_people_may_and_the_others_are_told_why_not(seated, case):
    ask = case.prepare(seated)
    answers = {name: ask(person) for name, person in seated.people.items()}

    assert {name for name, verdict in answers.items() if verdict} == chosen(case.who)
    assert all(verdict or str(verdict.reason).strip() for verdict in answers.values())
    if answers["owner"] and not answers["nobody"]:
        assert answers["nobody"].code == SIGN_IN


def test_every_rule_that_is_asked_of_people_is_specified():
    missing = asked_of_people("raitti.bodies.") - {case.rule for case in CASES}
    assert missing == set(), "write down in tests/bodies/rules/ who may, in each state the rule tells apart"


def test_the_specification_names_only_people_of_the_world(seated):
    for case in CASES:
        assert chosen(case.who) <= seated.people.keys(), case.name
