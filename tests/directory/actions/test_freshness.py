"""Confirming, closing and waking: what changes, what stays, and what everyone sees of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from raitti.core.models import AuditEntry
from raitti.directory.actions import save_service, set_status
from raitti.directory.actions.check_rounds import ask_now
from raitti.directory.actions.freshness import ByLink, close_organisation, confirm
from raitti.directory.models import CheckRound, Organisation, Revision, Service
from raitti.directory.queries import services
from raitti.directory.queries.confirmers import BY_LINK, confirmer, confirmer_words
from raitti.directory.queries.freshness import is_overdue
from raitti.directory.snapshots import service_facts
from raitti.search.models import SearchDocument
from tests.factories import OrganisationFactory

DAY = date(2026, 11, 21)


def found() -> list[str]:
    return sorted(SearchDocument.objects.filter(kind="service").values_list("title", flat=True))


def test_confirming_tells_who_and_when_but_not_that_anything_changed(save, now):
    organisation = save().thing
    later = now + timedelta(days=3)

    confirm(organisation, actor=ByLink(), by=BY_LINK, now=later)

    organisation.refresh_from_db()
    assert (organisation.verified_on, organisation.changed) == (date(2026, 11, 24), now)
    assert SearchDocument.objects.get(kind="organisation").data["verified_on"] == "2026-11-24"
    assert not Revision.objects.exists()
    entry = AuditEntry.objects.get(verb="confirmed organisation")
    assert entry.changes == {"verified_on": [None, "2026-11-24"]}


def test_an_older_check_from_a_source_does_not_undo_a_newer_one(save, now):
    organisation = save(verified_on=date(2026, 1, 1)).thing
    confirm(organisation, actor=ByLink(), by=BY_LINK, now=now)
    assert save(verified_on=date(2026, 1, 1)).outcome == "unchanged"
    organisation.refresh_from_db()
    assert (organisation.verified_on, organisation.verified_by) == (DAY, BY_LINK)


def test_a_closed_association_ends_what_it_did_with_its_history_kept(save, save_place, save_activity, actor, now):
    organisation = save(email="a@example.org").thing
    save_place(), save_activity()
    ask_now(organisation, actor=actor, now=now)

    close_organisation(organisation, "dissolved", since=DAY, reason={"fi": "Väki väheni."}, actor=actor, now=now)

    assert Service.objects.get().status == "defunct"
    assert (found(), services().count()) == ([], 0)
    assert SearchDocument.objects.get(kind="organisation").data["status"] == "dissolved"
    assert CheckRound.objects.get().answer == "closed"
    assert Revision.objects.get(thing_kind="service").before["status"] == "active"


def test_what_rests_wakes_up_with_its_services_and_what_ended_does_not(save, save_place, save_activity, actor, now):
    organisation = save().thing
    save_place(), save_activity(), save_activity("toinen", name={"fi": "Toinen"}, status="defunct")

    set_status(organisation, "dormant", since=DAY, reason={"fi": "Etsimme väkeä."}, actor=actor, now=now)
    assert set(Service.objects.values_list("status", flat=True)) == {"temporarily_closed", "defunct"}
    set_status(organisation, "active", since=None, actor=actor, now=now)

    assert found() == ["Älypuhelinopastus"]
    assert str(Organisation.objects.get().status_reason) == ""


@pytest.mark.parametrize("between", [[], ["dormant"]])
def test_what_ended_with_an_association_comes_back_with_it(save, save_place, save_activity, actor, now, between):
    organisation = save().thing
    save_place(), save_activity()
    save_activity("paused", name={"fi": "Tauolla"}, status="temporarily_closed")
    save_activity("ended", name={"fi": "Loppunut"}, status="defunct")
    before = dict(Service.objects.values_list("source_id", "status"))

    for day, status in enumerate(["dissolved", *between, "active"]):
        set_status(organisation, status, since=DAY, reason={}, actor=actor, now=now + timedelta(days=day))

    assert dict(Service.objects.values_list("source_id", "status")) == before
    assert found() == ["Tauolla", "Älypuhelinopastus"]


def test_what_was_said_of_an_activity_while_its_association_was_closed_stays(
    save, save_place, save_activity, actor, now
):
    organisation = save().thing
    save_place(), save_activity()
    set_status(organisation, "dissolved", since=DAY, actor=actor, now=now)
    for day, status in enumerate(["active", "defunct"], 1):
        facts = replace(service_facts(Service.objects.get()), status=status)
        save_service(facts, actor=actor, now=now + timedelta(days=day))

    set_status(organisation, "active", since=DAY, actor=actor, now=now + timedelta(days=3))

    assert Service.objects.get().status == "defunct"


def test_a_source_that_says_the_same_again_does_not_wake_who_said_here_that_they_rest(save, actor, now):
    set_status(save().thing, "dormant", since=DAY, reason={"fi": "Etsimme väkeä."}, actor=actor, now=now)
    assert save().outcome == "unchanged"
    assert Organisation.objects.get().status == "dormant"


@pytest.mark.parametrize(
    ("verified", "due", "today", "overdue"),
    [
        (None, None, DAY, True),
        (date(2025, 11, 21), DAY, DAY, False),
        (date(2025, 11, 21), DAY, DAY + timedelta(days=63), False),
        (date(2025, 11, 21), DAY, DAY + timedelta(days=64), True),
        (date(2025, 11, 21), None, DAY + timedelta(days=64), True),
    ],
)
def test_an_entry_counts_as_unconfirmed_when_asking_has_been_in_vain(verified, due, today, overdue):
    entry = OrganisationFactory.build(verified_on=verified, next_check_due=due)
    assert is_overdue(entry, today) is overdue


def test_only_roles_are_shown_as_who_confirmed_never_what_a_source_wrote():
    assert confirmer_words(OrganisationFactory.build(verified_by=BY_LINK))
    assert confirmer_words(OrganisationFactory.build(verified_by=confirmer(["agent"])))
    assert confirmer_words(OrganisationFactory.build(verified_by="Aino Esimerkki")) == ""
