"""Plans on their pages: asked for, turned, compared and accepted, and nothing typed is lost."""

import re

import pytest

from raitti.programmes.actions.scenarios import Question, accept, ask
from raitti.programmes.models import PlanVersion, Scenario
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario(funded):
    question = Question(name="Päätöksen mukaan", start="2026-01", end="2026-12", on=NOW.date())
    return ask(funded.project, question, actor=funded.people["owner"], now=NOW)


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def knobs(page):
    """The fields of the what-if form as a browser would send them."""
    form = page.context["form"]
    return {field.html_name: "" if field.value() is None else str(field.value()) for field in form}


def test_a_plan_is_asked_for_and_its_answer_shown(visit, funded):
    sent = {"name": "Yhdeksän kuukautta", "start": "2026-01", "end": "2026-12", "on": "2026-02-01", "closes": "on"}
    answer = visit("editor", "plan_ask", sent, project=funded.project.uid)
    scenario = Scenario.objects.get()

    page = visit("editor", "scenario", scenario=scenario.uid)
    assert answer.status_code == 302
    assert "Yhdeksän kuukautta" in words(page)
    assert "Toiminta" in words(page)
    assert "<svg" in page.content.decode()


def test_a_question_that_cannot_be_asked_comes_back_with_all_that_was_typed(visit, funded):
    sent = {"name": "Keskeneräinen", "start": "2026-14", "end": "", "on": "eilen"}
    answer = visit("editor", "plan_ask", sent, project=funded.project.uid)

    assert answer.status_code == 422
    body = answer.content.decode()
    assert all(f'value="{typed}"' in body for typed in ("Keskeneräinen", "2026-14", "eilen"))
    assert not Scenario.objects.exists()


def test_turning_a_knob_makes_a_trial_that_says_what_becomes_different(visit, scenario):
    page = visit("owner", "scenario", scenario=scenario.uid)
    sent = knobs(page) | {"amount-0": "12 000,50"}
    answer = visit("owner", "scenario_what_if", sent, scenario=scenario.uid)

    trial = Scenario.objects.get(is_kept=False)
    page = visit("owner", "scenario", scenario=trial.uid)
    assert answer["Location"] in page.request["PATH_INFO"] or answer.status_code == 302
    assert trial.result["cost"] <= 12000.5
    assert "Mikä muuttuu" in words(page)


def test_the_months_a_grant_covers_can_be_turned_instead_of_its_amount(visit, scenario):
    page = visit("owner", "scenario", scenario=scenario.uid)
    assert knobs(page)["covered-0"] == "9"

    visit("owner", "scenario_what_if", knobs(page) | {"covered-0": "6"}, scenario=scenario.uid)
    assert "decided = 30000" in Scenario.objects.get(is_kept=False).problem


def test_an_amount_that_is_no_number_is_told_at_its_field_and_kept(visit, scenario):
    page = visit("owner", "scenario", scenario=scenario.uid)
    answer = visit("owner", "scenario_what_if", knobs(page) | {"amount-0": "paljon"}, scenario=scenario.uid)

    assert answer.status_code == 422
    assert 'value="paljon"' in answer.content.decode()
    assert "numeroin" in words(answer)


def test_whoever_answers_for_the_project_accepts_with_a_reason(visit, scenario):
    answer = visit("owner", "plan_accept", {"reason": "", "seen": "0"}, scenario=scenario.uid)
    assert answer.status_code == 422

    answer = visit("owner", "plan_accept", {"reason": "Rahat riittävät.", "seen": "0"}, scenario=scenario.uid)
    assert answer.status_code == 302
    version = PlanVersion.objects.get()
    page = visit("editor", "plan_version", project=version.project.uid, number=1)
    assert "Rahat riittävät." in words(page)


def test_whoever_accepts_second_is_told_and_keeps_their_reason(visit, funded, scenario):
    accept(scenario, reason="Ensin.", seen=0, actor=funded.people["other owner"], now=NOW)
    answer = visit("owner", "plan_accept", {"reason": "Minun syyni.", "seen": "0"}, scenario=scenario.uid)

    assert answer.status_code == 422
    assert "Minun syyni." in answer.content.decode()
    assert str(funded.people["other owner"]) in words(answer)
    assert PlanVersion.objects.count() == 1


def test_two_plans_stand_side_by_side_with_what_differs(visit, funded, scenario):
    version = accept(scenario, reason="Ensin.", seen=0, actor=funded.people["owner"], now=NOW)
    other = Scenario.objects.get(pk=scenario.pk)
    query = f"?a=v{version.number}&b={other.uid}"
    page = visit("coordinator", "plan_compare", project=funded.project.uid, query=query)

    assert page.status_code == 200
    assert len(page.context["sides"]) == 2
    assert visit("reader", "plan_compare", project=funded.project.uid, query=query).status_code == 403


@pytest.mark.parametrize(("form", "kind"), [("pdf", "pdf"), ("xlsx", "spreadsheetml"), ("toml", "toml")])
def test_a_plan_is_taken_along(visit, funded, scenario, form, kind):
    accept(scenario, reason="Ensin.", seen=0, actor=funded.people["owner"], now=NOW)
    answer = visit("editor", "plan_version_file", project=funded.project.uid, number=1, form=form)
    assert kind in answer["Content-Type"]
    assert visit("editor", "plan_version_file", project=funded.project.uid, number=1, form="exe").status_code == 404


def test_comparing_begins_with_the_two_newest_answers_the_older_first_then_with_the_plan_in_force(
    visit, funded, scenario
):
    question = Question(name="Lyhyempi", start="2026-01", end="2026-06", on=NOW.date())
    newer = ask(funded.project, question, actor=funded.people["owner"], now=NOW)
    page = visit("editor", "plan_compare", project=funded.project.uid)
    assert [side[0] for side in page.context["sides"]] == [scenario.name, newer.name]

    accept(newer, reason="Näin.", seen=0, actor=funded.people["owner"], now=NOW)
    page = visit("editor", "plan_compare", project=funded.project.uid)
    assert (page.context["a"], page.context["b"]) == ("v1", str(scenario.uid))
    assert visit("owner", "scenario", scenario=newer.uid).context["may_accept"] is False


def test_a_project_nobody_can_pay_says_what_lacks_and_when_in_words(visit, funded, scenario):
    scenario.choice, scenario.result = None, {"lacks": {"euros": 1200, "month": "2026-03"}}
    scenario.save()
    page = visit("owner", "scenario", scenario=scenario.uid)
    assert "in March 2026" in words(page) or "maaliskuu" in words(page)


def test_the_way_of_a_project_knows_a_notice_that_waits_to_be_published(visit, funded, scenario):
    accept(scenario, reason="Näin.", seen=0, actor=funded.people["owner"], now=NOW)

    def waiting():
        way = visit("owner", "own_project", project=funded.project.uid).context["way"]
        return next(step.count for step in way.steps if step.key == "notice")

    before = waiting()
    visit("owner", "own_notices", {}, project=funded.project.uid)
    assert (before, waiting()) == (0, 1)
