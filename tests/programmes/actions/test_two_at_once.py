"""Two who act on one project in the same moment: one is first, the other is told, and the money is spent once."""

from datetime import date
from decimal import Decimal

import pytest

from raitti.programmes.actions.grants import enter
from raitti.programmes.actions.scenarios import Question, accept, ask
from raitti.programmes.actions.work import save_row
from raitti.programmes.facts import EntryFacts
from raitti.programmes.models import LedgerEntry, PlanVersion
from raitti.programmes.queries.work import activity_facts, work_of
from tests.conftest import NOW
from tests.directory.actions.test_two_at_once import are, at_once
from tests.directory.world import build_world
from tests.programmes.factories import ActivityFactory, GrantFactory, LedgerEntryFactory
from tests.programmes.world import fund

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def funded():
    it = fund(build_world(NOW))
    LedgerEntryFactory(grant=GrantFactory(project=it.project), amount=Decimal(10_000), on=date(2026, 1, 10))
    ActivityFactory(project=it.project, running=True)
    return it


@pytest.mark.parametrize("_time", range(3))
def test_of_two_who_accept_different_plans_the_second_is_told(funded, _time):
    owners = [funded.people[name] for name in ("owner", "other owner")]
    plans = [
        ask(
            funded.project,
            Question(name=f"Suunnitelma {number}", start="2026-01", end="2026-12", on=NOW.date()),
            actor=owner,
            now=NOW,
        )
        for number, owner in enumerate(owners)
    ]

    outcomes = at_once(
        *(
            lambda plan=plan, owner=owner: accept(plan, reason="Tämä.", seen=0, actor=owner, now=NOW)
            for plan, owner in zip(plans, owners, strict=True)
        )
    )

    assert are(outcomes, "done", "overtaken")
    assert PlanVersion.objects.count() == outcomes.count("done")


@pytest.mark.parametrize("_time", range(3))
def test_the_last_euros_are_used_once(funded, _time):
    grant, owner = funded.project.grants.get(), funded.people["owner"]
    used = EntryFacts(kind="used", amount=Decimal(6_000), on=date(2026, 2, 1))

    outcomes = at_once(*(lambda: enter(grant, used, actor=owner, now=NOW) for _ in range(2)))

    assert are(outcomes, "done", "uncovered")
    assert LedgerEntry.objects.filter(kind="used").count() == outcomes.count("done")


@pytest.mark.parametrize("_time", range(3))
def test_of_two_who_change_one_activity_the_second_is_told(funded, _time):
    seen = activity_facts(funded.project.activities.get())
    owner = funded.people["owner"]

    def change(value: int) -> None:
        changed = type(seen)(**{**seen.__dict__, "value": Decimal(value)})
        save_row(funded.project, "activities", 0, changed, seen=seen, actor=owner, now=NOW)

    outcomes = at_once(lambda: change(7), lambda: change(8))

    assert are(outcomes, "done", "changed")
    assert work_of(funded.project).activities[0].value in {Decimal(5), Decimal(7), Decimal(8)}
