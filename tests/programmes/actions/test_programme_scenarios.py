"""Plans of all projects of a programme at once, and each project's part among its own plans."""

from datetime import date
from decimal import Decimal

import pytest

from raitti.core.models import AuditEntry
from raitti.core.verdicts import Refused
from raitti.planning.faults import BadPlan
from raitti.planning.files import read_plan
from raitti.planning.what_if import WhatIf
from raitti.programmes.actions.permission import move_on
from raitti.programmes.actions.programme_scenarios import (
    ProgrammeQuestion,
    ask_programme,
    ask_programme_file,
    propose,
    remove,
    solve_programme_later,
    stop,
)
from raitti.programmes.actions.scenarios import accept, ask_again
from raitti.programmes.choices import told
from raitti.programmes.models import PlanVersion, ProgrammeScenario, Scenario
from raitti.programmes.programme_telling import part_of, tell_programme
from raitti.programmes.queries.permission import check_of
from raitti.programmes.rules import may_act_on_plan
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.programmes.joint import join
from tests.programmes.world import fund

pytestmark = pytest.mark.django_db
FILE = """
title = "Kaksi hanketta"
[[money]]
name = "Tuki"
decided = 30000
usable_from = "2026-01"
usable_until = "2026-12"
[[staff]]
name = "Yhteinen"
fte = 1
monthly_cost = 2000
[[project]]
title = "Yksi"
start = "2026-01"
end = "2026-06"
[[project.money]]
name = "Tuki"
decided = 5000
usable_from = "2026-01"
usable_until = "2026-06"
[[project.activity]]
name = "Neuvonta"
priority = "must"
value = 3
fte = 0.5
monthly = 1200
"""


@pytest.fixture
def funded():
    return fund(build_world(NOW))


def asked(funded, parts, **fields):
    given = {"name": "Yhdessä", "start": "2026-01", "end": "2026-12", "on": date(2026, 6, 1), "parts": parts}
    question = ProgrammeQuestion(**given | fields)
    return ask_programme(funded.programme, question, actor=funded.people["coordinator"], now=NOW)


def solved(scenario):
    solve_programme_later.func(str(scenario.uid))
    scenario.refresh_from_db()
    assert scenario.state == "solved"
    return scenario


def worth(told, title):
    line = next(line for line in told.projects if line.title == title)
    return line.told.outcome.value


def test_shared_staff_and_money_make_more_possible_and_every_figure_is_told_again_to_the_cent(funded):
    joint = join(funded)
    parts = {joint.first.uid: "own", joint.second.uid: "own"}
    apart = tell_programme(solved(asked(funded, parts)), "fi")
    scenario = solved(asked(funded, parts | {joint.pool.uid: "shared"}))
    together = tell_programme(scenario, "fi")

    assert worth(together, "Oulun hanke") > worth(apart, "Oulun hanke")
    (post,) = together.staff
    helped = {project for line in post.lines for project, _share in line.shares}
    assert "Oulun hanke" in helped
    assert helped == {line.title for line in together.projects if line.lent > 0}
    outcomes = [told(part_of(scenario, place)) for place in range(3)]
    for outcome, row in zip(outcomes, scenario.result["projects"], strict=True):
        assert outcome.cost == Decimal(str(row["cost"]))
        assert [str(each.decision) for each in outcome.activities] == [each["decision"] for each in row["activities"]]
    assert together.wages > 0
    assert sum(outcome.cost for outcome in outcomes) + together.wages == together.cost


def test_money_that_may_move_pays_what_another_project_lacks(funded):
    joint = join(funded)
    fixed = tell_programme(solved(asked(funded, {joint.first.uid: "own", joint.second.uid: "own"})), "fi")
    joint.first.grants.get().entries.get()
    moving = solved(asked(funded, {joint.first.uid: "movable", joint.second.uid: "movable", joint.pool.uid: "own"}))
    assert tell_programme(moving, "fi").value >= fixed.value
    assert all(money.movable for project in read_plan(moving.problem).projects[:2] for money in project.money)


def test_a_part_paid_with_another_projects_money_waits_for_the_funders_permission(funded):
    joint, owner, coordinator = join(funded), funded.people["owner"], funded.people["coordinator"]
    # The first project's 30 000 € pay its worker only; what it does costs more.
    joint.first.activities.update(fte=Decimal("0.4"), monthly=Decimal(2_000))
    solution = solved(asked(funded, {joint.first.uid: "movable", joint.second.uid: "movable"}))
    mine, other = sorted(propose(solution, actor=coordinator, now=NOW), key=lambda each: each.project != joint.first)
    version = accept(mine, reason="Yhdessä.", seen=0, actor=owner, now=NOW)

    (ground,) = [ground for ground in check_of(version).grounds if ground.code == "borrowed"]
    assert (ground.money, ground.euros > 0) == ("Avustus 2026, Toinen hanke", True)
    application = version.change_applications.get()
    assert ground.money in application.text
    assert may_act_on_plan(owner, version, now=NOW).code == "permission"
    # What is tried out from it keeps the other project's money, and the question with it.
    again = ask_again(mine, WhatIf(), name="Sama", actor=owner, now=NOW)
    assert any(money.movable for money in read_plan(again.problem).money)
    # Money of one's own is nobody else's, though it could have moved.
    assert not any(money.movable for money in read_plan(other.problem).money)

    move_on(application, "sent", on=NOW.date(), actor=owner, now=NOW)
    move_on(application, "approved", on=NOW.date(), actor=owner, now=NOW)
    assert may_act_on_plan(owner, version, now=NOW)
    later = accept(again, reason="Sama.", seen=1, actor=owner, now=NOW)
    assert not later.change_applications.exists()


def test_each_project_is_given_its_part_and_its_approver_accepts_it_as_any_other(funded):
    joint, owner, coordinator = join(funded), funded.people["owner"], funded.people["coordinator"]
    parts = {joint.first.uid: "own", joint.second.uid: "own", joint.pool.uid: "shared"}
    scenario = solved(asked(funded, parts))
    made = propose(scenario, actor=coordinator, now=NOW)

    assert {each.project for each in made} == {joint.first, joint.second}
    mine = next(each for each in made if each.project == joint.first)
    assert (mine.part_of, mine.state) == (scenario, "solved")
    assert told(mine).plan.lent
    with pytest.raises(Refused):
        accept(mine, reason="Näin.", seen=0, actor=coordinator, now=NOW)
    version = accept(mine, reason="Näin yhdessä.", seen=0, actor=owner, now=NOW)
    assert version.cost == told(mine).cost
    assert told(version).plan.lent == told(mine).plan.lent
    assert version.names["Vertaisryhmät"]["sv"] == "Kamratgrupper"
    with pytest.raises(Refused) as twice:
        propose(scenario, actor=coordinator, now=NOW)
    assert twice.value.verdict.code == "twice"
    remove(scenario, actor=coordinator, now=NOW)
    assert Scenario.objects.count() == 2
    assert PlanVersion.objects.get() == version
    assert AuditEntry.objects.filter(verb="proposed plans").count() == 1


def test_what_is_shared_has_names_of_its_own_where_projects_call_theirs_alike(funded):
    joint = join(funded)
    problem = read_plan(asked(funded, {joint.first.uid: "own", joint.pool.uid: "shared"}).problem)
    assert [each.name for each in problem.staff] == ["Hanketyöntekijä, Yhteinen hanke"]
    assert [each.name for each in problem.money] == ["Avustus 2026, Yhteinen hanke"]


def test_a_project_is_planned_in_its_own_months_and_one_that_is_elsewhere_in_time_is_left_out(funded):
    joint = join(funded)
    joint.second.starts, joint.second.ends = date(2026, 4, 1), date(2026, 9, 30)
    joint.second.save()
    joint.pool.starts, joint.pool.ends = date(2027, 1, 1), date(2027, 12, 31)
    joint.pool.save()
    every = {project.uid: "own" for project in (joint.first, joint.second, joint.pool)}
    problem = read_plan(asked(funded, every).problem)
    assert [len(project.months) for project in problem.projects] == [12, 6]
    with pytest.raises(Refused) as nobody:
        asked(funded, {joint.pool.uid: "own"})
    assert nobody.value.verdict.details["field"] == "end"


@pytest.mark.parametrize(
    ("change", "field"), [({"end": "2025-12"}, "end"), ({"end": "2040-01"}, "end"), ({"name": " "}, "name")]
)
def test_what_cannot_be_asked_is_refused_at_its_field(funded, change, field):
    joint = join(funded)
    with pytest.raises(Refused) as refusal:
        asked(funded, {joint.first.uid: "own"}, **change)
    assert refusal.value.verdict.details["field"] == field
    assert not ProgrammeScenario.objects.exists()


def from_file(funded, text, name=""):
    return ask_programme_file(funded.programme, text.encode(), name=name, actor=funded.people["coordinator"], now=NOW)


def test_a_file_is_worked_out_under_its_title_though_own_and_shared_money_have_one_name(funded):
    scenario = solved(from_file(funded, FILE))
    assert scenario.name == "Kaksi hanketta"
    (line,) = tell_programme(scenario, "fi").projects
    assert line.told.outcome.cost == Decimal(str(scenario.result["projects"][0]["cost"])) > 0
    assert line.told.outcome.plan.lent
    with pytest.raises(Refused) as nobody:
        propose(scenario, actor=funded.people["coordinator"], now=NOW)
    assert nobody.value.verdict.code == "nobody"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("value = 3", "value = -3", ("project 1, Yksi · activity 1, Neuvonta", "value", "-3")),
        ('start = "2026-01"', 'start = "2026-13"', ("project 1, Yksi", "start", "2026-13")),
        ("fte = 1\n", "fte = 1\nage = 40\n", ("staff 1, Yhteinen", "age")),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_table_field_and_reason(funded, old, new, words):
    with pytest.raises(Refused) as refusal:
        from_file(funded, FILE.replace(old, new, 1))
    assert refusal.value.verdict.details["field"] == "file"
    assert all(each in str(refusal.value.verdict.reason) for each in words)


def test_a_file_of_a_single_project_is_sent_where_it_belongs(funded):
    with pytest.raises(Refused) as refusal:
        from_file(funded, 'title = "Yksi"\nstart = "2026-01"\nend = "2026-12"\n')
    assert refusal.value.verdict.code == "single"


def test_what_cannot_even_pay_its_notices_has_no_plans_to_give(funded):
    dear = FILE + '[[project.overhead]]\nname = "Tilat"\nmonthly = 90000\n'
    scenario = solved(from_file(funded, dear))
    assert (scenario.choice, scenario.result["status"]) == (None, "infeasible")
    with pytest.raises(Refused):
        propose(scenario, actor=funded.people["coordinator"], now=NOW)


def test_a_search_that_breaks_says_so_instead_of_going_on_for_ever(funded):
    scenario = from_file(funded, FILE)
    ProgrammeScenario.objects.filter(pk=scenario.pk).update(problem="title = 1")
    with pytest.raises(BadPlan):
        solve_programme_later.func(str(scenario.uid))
    scenario.refresh_from_db()
    assert scenario.state == "failed"


def test_only_the_coordinators_people_ask_stop_and_give(funded):
    joint = join(funded)
    scenario = solved(asked(funded, {joint.first.uid: "own"}))
    for act in (stop, remove, propose):
        with pytest.raises(Refused):
            act(scenario, actor=funded.people["owner"], now=NOW)
    stop(scenario, actor=funded.people["coordinator"], now=NOW)
    assert ProgrammeScenario.objects.get().stop_asked
