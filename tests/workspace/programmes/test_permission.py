"""A plan that changes what the grant was given for waits for the funder's permission."""

from datetime import timedelta
from decimal import Decimal

import pytest

from raitti.core.addresses import address
from raitti.core.verdicts import Refused, require
from raitti.planning.months import month_of
from raitti.planning.what_if import WhatIf
from raitti.programmes.actions.grants import enter
from raitti.programmes.actions.scenarios import Question, accept, ask, ask_again
from raitti.programmes.choices import told
from raitti.programmes.facts import EntryFacts
from raitti.programmes.models import ChangeApplication, LedgerEntry
from raitti.programmes.permission import costs_by_kind
from raitti.programmes.queries.permission import check_of
from raitti.programmes.queries.published import published_plan
from raitti.programmes.rules import may_act_on_plan
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def scenario(funded):
    question = Question(name="Päätöksen mukaan", start="2026-01", end="2026-12", on=NOW.date())
    return ask(funded.project, question, actor=funded.people["owner"], now=NOW)


def acts(funded, version):
    return may_act_on_plan(funded.people["owner"], version, now=NOW)


def send(visit, version, act=None, **said):
    where = {"project": version.project.uid, "number": version.number}
    return visit("owner", "plan_permission", said if act is None else {act: "", **said}, **where)


def test_a_plan_that_changes_nothing_needs_no_permission(visit, funded, scenario):
    visit("owner", "plan_accept", {"reason": "Rahat riittävät.", "seen": 0}, scenario=scenario.uid)
    version = funded.project.plan_versions.get()
    assert not version.change_applications.exists()
    assert acts(funded, version)
    page = visit("owner", "plan_permission", project=funded.project.uid, number=1).content.decode()
    assert "first plan since the decision" in page or "ensimmäinen suunnitelma" in page


def test_a_tick_without_words_is_asked_for_them(visit, scenario):
    said = {"reason": "Rahat riittävät.", "seen": 0, "changed": ["aims"]}
    answer = visit("owner", "plan_accept", said, scenario=scenario.uid)
    assert answer.status_code == 422
    assert not ChangeApplication.objects.exists()


def test_acting_is_refused_until_the_funder_has_approved(visit, funded, scenario):
    said = {"reason": "Kohderyhmä vaihtui.", "seen": 0, "changed": ["target_groups"], "explanation": "Nuoret mukaan."}
    answer = visit("owner", "plan_accept", said, scenario=scenario.uid)
    version = funded.project.plan_versions.get()
    assert answer["Location"].endswith("/muutoshakemus/")
    application = version.change_applications.get()
    assert [row["code"] for row in application.grounds] == ["target_groups"]
    assert all(words in application.text for words in ("Nuoret mukaan.", "Kohderyhmä vaihtui.", "45\u00a0000"))
    assert acts(funded, version).code == "permission"
    assert published_plan(funded.project) is None
    # The page that leads on does not hide that something is waited for.
    assert answer["Location"] in visit("owner", "own_project", project=funded.project.uid).content.decode()

    assert send(visit, version, "sent", text="Haemme lupaa.", on="").status_code == 422
    send(visit, version, "sent", text="Haemme lupaa.", on="2026-11-10")
    application.refresh_from_db()
    assert (application.text, application.state) == ("Haemme lupaa.", "sent")
    assert acts(funded, version).code == "permission"
    assert send(visit, version, state="approved", on="2026-11-09", answer="").status_code == 422
    send(visit, version, state="approved", on="2026-11-20", answer="Hyväksytään.")
    application.refresh_from_db()
    assert (application.state, application.answer) == ("approved", "Hyväksytään.")
    assert acts(funded, version)
    assert published_plan(funded.project) == version


def test_after_a_refusal_the_plan_stays_forbidden(visit, funded, scenario):
    said = {"reason": "Kokeilu.", "seen": 0, "changed": ["purpose"], "explanation": "Toinen asia."}
    visit("owner", "plan_accept", said, scenario=scenario.uid)
    version = funded.project.plan_versions.get()
    draft = visit("owner", "plan_permission", query="?draft=sv", project=version.project.uid, number=1)
    assert "Toinen asia." in draft.content.decode().partition("<textarea")[2]
    send(visit, version, "sent", text="Haemme lupaa.", on="2026-11-10")
    send(visit, version, state="refused", on="2026-11-20", answer="Ei.")
    with pytest.raises(Refused) as refused:
        require(acts(funded, version))
    assert refused.value.verdict.code == "refused"


def test_a_later_plan_that_moves_more_than_a_tenth_of_the_costs_needs_permission(funded, scenario):
    owner = funded.people["owner"]
    accept(scenario, reason="Ensin.", seen=0, actor=owner, now=NOW)
    activity = funded.project.activities.order_by("pk").first()
    activity.once = 15_000
    activity.save()
    funded.project.posts.update(until="2026-03")
    question = Question(name="Toisin", start="2026-01", end="2026-12", on=NOW.date())
    later = accept(ask(funded.project, question, actor=owner, now=NOW), reason="Sitten.", seen=1, actor=owner, now=NOW)
    assert [row["code"] for row in later.change_applications.get().grounds] == ["moved"]


def test_a_later_plan_that_only_gets_smaller_needs_none(funded, scenario):
    owner = funded.people["owner"]
    first = accept(scenario, reason="Ensin.", seen=0, actor=owner, now=NOW)
    less = ask_again(scenario, WhatIf(end=month_of("2026-06")), name="Lyhyt", actor=owner, now=NOW)
    later = accept(less, reason="Lyhyempi.", seen=first.number, actor=owner, now=NOW + timedelta(hours=1))
    assert later.cost < first.cost
    assert not later.change_applications.exists()


def test_others_of_the_programme_read_and_do_not_apply(visit, funded, scenario):
    visit("owner", "plan_accept", {"reason": "Rahat riittävät.", "seen": 0}, scenario=scenario.uid)
    where = {"project": funded.project.uid, "number": 1}
    assert visit("coordinator", "plan_permission", **where).status_code == 200
    said = {"changed": ["aims"], "explanation": "Muuttuu."}
    assert visit("coordinator", "plan_permission", said, **where).status_code == 403
    assert visit("editor", "plan_permission", said, **where).status_code == 302
    assert ChangeApplication.objects.get().state == "draft"


def budgeted(funded, kind, pay, overhead, activities):
    """The application or the decision entered anew, with its budget."""
    before = LedgerEntry.objects.get(kind=kind)
    facts = EntryFacts(
        kind=kind, amount=before.amount, on=before.on, for_pay=pay, for_overhead=overhead, for_activities=activities
    )
    return enter(before.grant, facts, actor=funded.people["editor"], now=NOW, corrects=before)


def first_plan(funded, scenario):
    """The first plan since the decision, accepted: it pays 4 000 € a month of pay and up to 200 € of activities."""
    return accept(scenario, reason="Ensin.", seen=0, actor=funded.people["owner"], now=NOW)


def test_a_first_plan_within_the_budget_that_was_applied_for_needs_no_permission(visit, funded, scenario):
    budgeted(funded, "applied", Decimal(50_000), Decimal(5_000), Decimal(5_000))
    version = first_plan(funded, scenario)
    assert not version.change_applications.exists()
    page = visit("owner", "plan_permission", project=funded.project.uid, number=1)
    assert page.context["check"].budget.kind == "applied"
    assert page.context["costs"][0][1] == Decimal(50_000)


def test_a_first_plan_that_moves_more_than_a_tenth_of_the_budget_waits_for_permission(visit, funded, scenario):
    budgeted(funded, "applied", Decimal(30_000), Decimal(20_000), Decimal(10_000))
    visit("owner", "plan_accept", {"reason": "Palkkoihin.", "seen": 0}, scenario=scenario.uid)
    version = funded.project.plan_versions.get()
    application = version.change_applications.get()
    pay = costs_by_kind(told(version))["pay"]
    assert [(row["code"], Decimal(row["euros"])) for row in application.grounds] == [("moved", pay - 30_000)]
    assert "30\u00a0000 € → " in application.text
    assert acts(funded, version).code == "permission"
    assert published_plan(funded.project) is None


def test_the_budget_of_the_decision_counts_before_that_of_the_application(funded, scenario):
    budgeted(funded, "applied", Decimal(30_000), Decimal(20_000), Decimal(10_000))
    budgeted(funded, "decided", Decimal(44_000), Decimal(0), Decimal(2_000))
    version = first_plan(funded, scenario)
    assert not version.change_applications.exists()
    assert check_of(version).budget.kind == "decided"


def test_later_plans_are_held_against_the_budget_too_until_the_funder_approves_one(visit, funded, scenario):
    budgeted(funded, "applied", Decimal(30_000), Decimal(20_000), Decimal(10_000))
    first, owner = first_plan(funded, scenario), funded.people["owner"]
    again = ask_again(scenario, WhatIf(), name="Sama", actor=owner, now=NOW)
    second = accept(again, reason="Sama.", seen=1, actor=owner, now=NOW)
    assert check_of(second).budget is not None
    assert second.change_applications.exists()
    send(visit, first, "sent", text="Haemme lupaa.", on="2026-11-10")
    send(visit, first, state="approved", on="2026-11-20", answer="Hyväksytään.")
    assert check_of(second).before == first
    assert not check_of(second).grounds


def test_acting_is_refused_from_the_moment_a_budget_entered_later_shows_that_permission_is_needed(
    visit, funded, scenario
):
    version = first_plan(funded, scenario)
    where = {"project": funded.project.uid, "number": 1}
    assert visit("owner", "plan_permission", {"explanation": ""}, **where).status_code == 422
    assert acts(funded, version)
    budgeted(funded, "applied", Decimal(30_000), Decimal(20_000), Decimal(10_000))
    assert acts(funded, version).code == "permission"
    assert published_plan(funded.project) is None
    page = visit("owner", "own_project", project=funded.project.uid).content.decode()
    assert address("plan_permission", "fi", **where) in page
    # One act comes first on the page: applying, not the notice that has to wait.
    assert page.count('class="button"') == 1
    assert visit("owner", "plan_permission", {"explanation": ""}, **where).status_code == 302
    assert [row["code"] for row in version.change_applications.get().grounds] == ["moved"]
    send(visit, version, "sent", text="Haemme lupaa.", on="2026-11-10")
    send(visit, version, state="approved", on="2026-11-20", answer="Hyväksytään.")
    assert acts(funded, version)
    assert published_plan(funded.project) == version


def test_a_budget_added_to_the_decision_after_the_plan_counts_and_makes_it_no_new_decision(funded, scenario):
    version = first_plan(funded, scenario)
    before = LedgerEntry.objects.get(kind="decided")
    facts = EntryFacts(
        kind="decided",
        amount=before.amount,
        on=before.on,
        for_pay=Decimal(10_000),
        for_overhead=Decimal(20_000),
        for_activities=Decimal(15_000),
    )
    enter(before.grant, facts, actor=funded.people["editor"], now=NOW + timedelta(days=3), corrects=before)
    assert check_of(version).budget.kind == "decided"
    assert acts(funded, version).code == "permission"
