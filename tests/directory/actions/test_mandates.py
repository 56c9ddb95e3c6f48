"""Mandates are given, renewed and ended; a page is never left without an owner."""

from datetime import timedelta

import pytest
from django.utils import timezone

from raitti.core.models import AuditEntry
from raitti.core.verdicts import Refused
from raitti.directory.actions.mandates import end_mandate, give_mandate, renew_mandate
from raitti.directory.models import Invitation, Mandate, Role
from raitti.directory.queries.mandates import owners_of
from tests.directory.world import confirmed
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory
from tests.letters import letters

pytestmark = pytest.mark.django_db


def test_a_role_given_holds_from_today_and_wants_renewing_in_a_year(now):
    mandate = give_mandate(PersonFactory(), OrganisationFactory(), Role.EDITOR, actor=PersonFactory(), now=now)

    today = timezone.localdate(now)
    assert Mandate.objects.current(today).get() == mandate
    assert mandate.renew_by == today.replace(year=today.year + 1)
    assert AuditEntry.objects.get(verb="gave mandate").subject_id == str(mandate.pk)


def test_giving_a_role_again_changes_nothing_unless_it_had_run_out(now):
    held = MandateFactory(role=Role.AGENT)
    assert give_mandate(held.person, held.organisation, Role.AGENT, actor=held.person, now=now) == held

    held.until = timezone.localdate(now) - timedelta(days=1)
    held.save()
    anew = give_mandate(held.person, held.organisation, Role.AGENT, actor=held.person, now=now)

    assert anew != held
    assert list(Mandate.objects.current(timezone.localdate(now))) == [anew]


def test_an_owners_role_has_no_last_day(now):
    mandate = give_mandate(
        PersonFactory(), OrganisationFactory(), Role.OWNER, actor=PersonFactory(), now=now, until=now.date()
    )
    assert mandate.until is None


def test_the_last_owner_cannot_vanish(now):
    mandate = MandateFactory()
    MandateFactory(organisation=mandate.organisation, role=Role.EDITOR)
    MandateFactory(organisation=mandate.organisation, person=PersonFactory(is_active=False))

    with pytest.raises(Refused) as refused:
        end_mandate(mandate, actor=mandate.person, now=now)

    assert refused.value.verdict.code == "last_owner"
    assert owners_of(mandate.organisation, on=now.date()).get() == mandate.person


def test_two_owners_who_read_the_page_together_cannot_both_leave(now):
    first = MandateFactory()
    second = MandateFactory(organisation=first.organisation)

    end_mandate(first, actor=first.person, now=now)
    with pytest.raises(Refused) as refused:
        end_mandate(second, actor=second.person, now=now)

    assert refused.value.verdict.code == "last_owner"


def test_whoever_loses_a_role_to_another_is_told_and_whoever_gives_it_up_is_not(now):
    owner, editor = MandateFactory(), None
    editor = MandateFactory(organisation=owner.organisation, role=Role.EDITOR)
    leaver = MandateFactory(organisation=owner.organisation, role=Role.EDITOR)

    end_mandate(editor, actor=owner.person, now=now)
    end_mandate(leaver, actor=leaver.person, now=now)

    assert [letter.to for letter in letters()] == [editor.person.email]
    editor.refresh_from_db()
    assert (editor.ended_on, editor.ended_by) == (timezone.localdate(now), str(owner.person))


def test_offers_made_by_someone_who_lost_the_role_are_no_longer_good(now):
    owner = MandateFactory()
    leaving = MandateFactory(organisation=owner.organisation, person=confirmed())
    offer = Invitation.objects.create(
        organisation=owner.organisation,
        email="uusi@example.org",
        role=Role.OWNER,
        given_by=leaving.person,
        created=now,
        expires=now + timedelta(days=30),
    )

    end_mandate(leaving, actor=owner.person, now=now)

    offer.refresh_from_db()
    assert offer.state == Invitation.State.WITHDRAWN


def test_renewing_puts_the_day_a_year_ahead_and_lets_a_new_reminder_come(now):
    mandate = MandateFactory(renew_by=now.date(), reminded_on=now.date())

    renew_mandate(mandate, actor=mandate.person, now=now)

    mandate.refresh_from_db()
    assert mandate.renew_by == timezone.localdate(now).replace(year=now.year + 1)
    assert mandate.reminded_on is None


def test_nobody_else_renews_a_role(now):
    mandate = MandateFactory(renew_by=now.date())
    with pytest.raises(Refused):
        renew_mandate(mandate, actor=MandateFactory().person, now=now)
