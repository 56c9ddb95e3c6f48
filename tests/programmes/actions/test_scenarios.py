"""Asking the optimiser from a project's rows, and accepting its answer."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from raitti.core.audit import System
from raitti.core.models import AuditEntry
from raitti.core.verdicts import Refused
from raitti.planning.months import month_of
from raitti.planning.what_if import WhatIf
from raitti.programmes.actions.scenarios import Question, accept, ask, ask_again, keep, remove, solve_later, stop
from raitti.programmes.choices import told
from raitti.programmes.models import PlanVersion, Scenario
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.programmes.factories import ActivityFactory, GrantFactory, LedgerEntryFactory, PostFactory
from tests.programmes.world import fund

pytestmark = pytest.mark.django_db
OWNER_REASON = "Rahat riittävät tähän."


@pytest.fixture
def funded():
    it = fund(build_world(NOW))
    PostFactory(project=it.project)
    grant = GrantFactory(project=it.project)
    LedgerEntryFactory(grant=grant, kind="applied", amount=Decimal(60_000), on=date(2025, 9, 30))
    LedgerEntryFactory(grant=grant, amount=Decimal(45_000), on=date(2026, 1, 10))
    ActivityFactory(project=it.project, priority="must", running=True)
    ActivityFactory(project=it.project, priority="could", running=True, fte=Decimal("0.9"))
    return it


def question(**fields):
    return Question(**{"name": "Päätöksen mukaan", "start": "2026-01", "end": "2026-12", "on": NOW.date()} | fields)


def test_the_answer_counts_on_what_was_decided_by_the_day_asked_about(funded):
    decided = ask(funded.project, question(), actor=System("test"), now=NOW)
    asked_before = ask(funded.project, question(on=date(2025, 12, 1)), actor=System("test"), now=NOW)

    assert told(decided).project.money[0].amount == Decimal(45_000)
    assert told(asked_before).project.money[0].amount == Decimal(60_000)
    assert told(decided).cost <= Decimal(45_000)
    assert decided.result["status"] == "optimal"


def test_a_trial_replaces_the_trial_before_it_and_leaves_what_was_kept(funded):
    owner = funded.people["owner"]
    first = ask(funded.project, question(), actor=owner, now=NOW)
    less = WhatIf(amounts={"Avustus 2026": Decimal(20_000)})
    trial = ask_again(first, less, name="Kokeilu", actor=owner, now=NOW, keep=False)
    other = ask_again(first, less, name="Toinen", actor=owner, now=NOW, keep=False)

    assert not Scenario.objects.filter(pk=trial.pk).exists()
    assert set(Scenario.objects.all()) == {first, other}
    assert told(other).cost <= Decimal(20_000) < told(first).cost

    further = ask_again(other, WhatIf(end=month_of("2026-06")), name="Vielä", actor=owner, now=NOW, keep=False)
    assert further.based_on == first
    assert told(further).plan.end <= month_of("2026-06")
    other = further

    keep(other, name="Vähemmän rahaa", actor=owner, now=NOW)
    ask_again(first, less, name="Kolmas", actor=owner, now=NOW, keep=False)
    assert Scenario.objects.filter(name="Vähemmän rahaa").exists()


def test_an_accepted_plan_costs_to_the_cent_what_was_shown_and_stays_when_its_scenario_goes(funded):
    owner = funded.people["owner"]
    scenario = ask(funded.project, question(), actor=owner, now=NOW)
    version = accept(scenario, reason=OWNER_REASON, seen=0, actor=owner, now=NOW)

    assert version.number == 1
    assert version.cost == told(version).cost == Decimal(str(scenario.result["cost"]))
    assert AuditEntry.objects.filter(verb="accepted plan", actor_id=str(owner.pk)).exists()

    remove(scenario, actor=owner, now=NOW)
    version.refresh_from_db()
    assert told(version).cost == version.cost


def test_whoever_comes_second_is_told_who_was_first_and_nothing_is_lost(funded):
    first, second = (funded.people[name] for name in ("owner", "other owner"))
    one = ask(funded.project, question(), actor=first, now=NOW)
    other = ask(funded.project, question(name="Toinen"), actor=second, now=NOW)
    accept(one, reason=OWNER_REASON, seen=0, actor=first, now=NOW)

    with pytest.raises(Refused) as no:
        accept(other, reason="Minun", seen=0, actor=second, now=NOW + timedelta(minutes=1))

    assert no.value.verdict.code == "overtaken"
    assert first.name in str(no.value.verdict.reason)
    assert PlanVersion.objects.get().scenario == one
    assert accept(other, reason="Minun", seen=1, actor=second, now=NOW).number == 2


@pytest.mark.parametrize(
    ("who", "code"), [("editor", "not_allowed"), ("coordinator", "not_allowed"), ("nobody", "sign_in")]
)
def test_only_the_host_accepts(funded, who, code):
    scenario = ask(funded.project, question(), actor=System("test"), now=NOW)
    with pytest.raises(Refused) as no:
        accept(scenario, reason=OWNER_REASON, seen=0, actor=funded.people[who], now=NOW)
    assert no.value.verdict.code == code


def test_a_plan_is_not_accepted_without_a_reason(funded):
    scenario = ask(funded.project, question(), actor=System("test"), now=NOW)
    with pytest.raises(Refused) as no:
        accept(scenario, reason="  ", seen=0, actor=funded.people["owner"], now=NOW)
    assert no.value.verdict.details["field"] == "reason"


def test_a_project_that_cannot_be_paid_says_what_lacks(funded):
    poor = WhatIf(amounts={"Avustus 2026": Decimal(1000)})
    scenario = ask(funded.project, question(what_if=poor), actor=System("test"), now=NOW)
    assert scenario.choice is None
    assert scenario.result["lacks"] == {"euros": 3000, "month": "2026-01"}
    with pytest.raises(Refused) as no:
        accept(scenario, reason=OWNER_REASON, seen=0, actor=funded.people["owner"], now=NOW)
    assert no.value.verdict.code == "unsolved"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"end": "2025-12"}, "end"),
        ({"end": "2040-12"}, "end"),
        ({"start": "2026-13"}, "start"),
        ({"name": " "}, "name"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_at_its_field(funded, fields, field):
    with pytest.raises(Refused) as no:
        ask(funded.project, question(**fields), actor=System("test"), now=NOW)
    assert no.value.verdict.details["field"] == field


def test_a_search_that_someone_stops_ends_with_the_best_plan_so_far_and_says_how_far_it_is(funded, shared):
    problem = (shared / "plans" / "project-60x36x8.toml").read_text()
    scenario = Scenario.objects.create(project=funded.project, name="Suuri", problem=problem, created=NOW)

    stop(scenario, actor=funded.people["owner"], now=NOW)
    solve_later.func(str(scenario.uid))

    scenario.refresh_from_db()
    assert scenario.state == "solved"
    assert scenario.result["status"] == "feasible"
    assert float(scenario.result["gap"]) > 0
    assert told(scenario).cost > 0
