"""Every rule answers every role as the specification beside this file says, in every state it tells apart."""

import pytest

from raitti.core.verdicts import SECOND_FACTOR, SIGN_IN
from raitti.directory.rules import RULES
from tests.directory.rules import care, claims, entries, first_looks, mandates
from tests.directory.rules.cases import Case, asked_of_people, chosen, may

CASES: list[Case] = [*entries.CASES, *mandates.CASES, *claims.CASES, *care.CASES, *first_looks.CASES]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_exactly_these_people_may_and_the_others_are_told_why_not(world, case):
    ask = case.prepare(world)
    answers = {name: ask(person) for name, person in world.people.items()}

    assert {name for name, verdict in answers.items() if verdict} == chosen(case.who)
    assert all(verdict or str(verdict.reason).strip() for verdict in answers.values())
    if any(answers[name] for name in ("anyone", "owner", "steward")) and not answers["nobody"]:
        assert answers["nobody"].code == SIGN_IN


def test_every_rule_that_is_asked_of_people_is_specified():
    missing = asked_of_people("raitti.directory.") - {case.rule for case in CASES}
    assert missing == set(), "write down in tests/directory/rules/ who may, in each state the rule tells apart"


def test_the_specification_names_only_people_of_the_world(world):
    for case in CASES:
        assert chosen(case.who) <= world.people.keys(), case.name


# What staff may without the second step: what everyone may who has signed in, or what is their own to give up.
_OPEN_TO_ALL = {"may_see", "may_suggest", "may_report", "may_claim", "may_create", "may_see_own_pages", "may_see_draft"}
_ONES_OWN = {"may_end_mandate", "may_withdraw_claim", "may_withdraw_invitation", "may_prove_claim", "may_see_claim"}
_BY_LINK = {"may_see_invitation", "may_answer_invitation", "may_answer_claim_link"}
_STAFF = {
    *("its agent", "municipality's agent", "contact officer", "county officer", "steward", "coordinator", "reader"),
    *("agent elsewhere", "contact officer elsewhere", "county officer elsewhere", "steward elsewhere"),
}


def asks_for_the_second_step(case: Case) -> bool:
    open_otherwise = _OPEN_TO_ALL | _ONES_OWN | _BY_LINK
    to_everybody = case.state in {"association", first_looks.FREE}
    return case.rule not in open_otherwise and not to_everybody and bool(chosen(case.who) & _STAFF)


@pytest.mark.parametrize("case", filter(asks_for_the_second_step, CASES), ids=lambda case: case.name)
def test_roles_of_the_staff_open_only_with_a_second_step_and_all_others_without(world, case, settings):
    settings.RAITTI_SECOND_FACTOR = True
    assert may(world, case) == chosen(case.who) - _STAFF


def test_a_role_of_the_staff_that_lacks_the_second_step_is_told_how_to_get_it(world, settings):
    settings.RAITTI_SECOND_FACTOR = True
    for name in _STAFF & chosen(care.QUEUE_ANYWHERE):
        assert RULES["may_see_queue"](world.people[name], now=world.now).code == SECOND_FACTOR
