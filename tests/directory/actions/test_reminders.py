"""Time goes by: people are reminded once, what has run out ends, and what nobody needs is forgotten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from raitti.directory.actions.reminders import forget_old, remind_of_mandates
from raitti.directory.models import Claim, Invitation, Mandate, Role
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory
from tests.letters import letters

pytestmark = pytest.mark.django_db


def run(now, *days: int) -> list[int]:
    """How many letters have gone out after the chore of each day, done twice."""
    counted = []
    for day in days:
        for _ in range(2):
            remind_of_mandates(now + timedelta(days=day))
        counted.append(len(letters()))
    return counted


def test_one_letter_comes_within_thirty_days_of_the_last_day_and_one_when_it_is_over(now):
    mandate = MandateFactory(role=Role.EDITOR, until=timezone.localdate(now) + timedelta(days=40))

    assert run(now, 0, 9, 10, 20, 40, 41, 60) == [0, 0, 1, 1, 1, 2, 2]

    mandate.refresh_from_db()
    assert mandate.ended_on == timezone.localdate(now) + timedelta(days=41)
    assert not Mandate.objects.current(timezone.localdate(now) + timedelta(days=41)).exists()


def test_a_role_nobody_renews_is_asked_about_twice_and_ends_a_month_later(now):
    mandate = MandateFactory(role=Role.AGENT, renew_by=timezone.localdate(now) + timedelta(days=30))

    assert run(now, 0, 15, 30, 31, 45, 60, 61) == [1, 1, 1, 2, 2, 2, 3]

    mandate.refresh_from_db()
    assert mandate.ended_on is not None
    assert {letter.to for letter in letters()} == {mandate.person.email}


def test_an_owner_who_does_not_answer_stays_the_owner(now):
    mandate = MandateFactory(renew_by=timezone.localdate(now))

    assert run(now, 0, 1, 100, 400) == [1, 2, 2, 2]

    mandate.refresh_from_db()
    assert mandate.ended_on is None


def test_a_reminder_says_what_to_do_in_the_readers_language(now):
    mandate = MandateFactory(person=PersonFactory(language="sv"), renew_by=timezone.localdate(now))
    remind_of_mandates(now)
    assert letters()[0].path() == f"/sv/mina-sidor/roller/{mandate.uid}/"


def test_old_invitations_and_claims_are_forgotten_and_open_claims_are_not(now):
    organisation = OrganisationFactory()
    common = {"organisation": organisation, "role": Role.EDITOR, "created": now - timedelta(days=200)}
    for name, days in (("vanha", 91), ("uusi", 10)):
        Invitation.objects.create(email=f"{name}@example.org", expires=now - timedelta(days=days), **common)
    claims = {"organisation": organisation, "way": "address", "created": now - timedelta(days=500)}
    Claim.objects.create(person=PersonFactory(), **claims)
    Claim.objects.create(person=PersonFactory(), state=Claim.State.REFUSED, decided=now - timedelta(days=366), **claims)

    forget_old(now)

    assert Invitation.objects.get().email == "uusi@example.org"
    assert Claim.objects.get().state == Claim.State.OPEN
