"""A project's year clock in calendars."""

from datetime import date
from decimal import Decimal

import pytest
from icalendar import Calendar

from raitti.core.addresses import address, slug_of
from raitti.core.slugs import assign_slugs
from raitti.directory.models import Publication
from tests.programmes.factories import GrantFactory, LedgerEntryFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


@pytest.fixture
def grant():
    grant = GrantFactory(kind="Ak")
    LedgerEntryFactory(grant=grant, amount=Decimal("100.01"), note="Salaisuus")
    assign_slugs(grant.project, "project")
    return grant


def feed(client, project, language="fi"):
    return client.get(address("project_clock", language, slug=slug_of(project, language)), headers=HOST)


def by_uid(whole):
    return {str(event["UID"]): event.decoded("DTSTART") for event in whole.events}


def test_the_feed_is_valid_and_each_day_keeps_its_uid(client, grant):
    first = feed(client, grant.project)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    whole = Calendar.from_ical(first.content)
    assert not whole.errors
    days = by_uid(whole)
    assert len(days) == len(whole.events) == 11
    assert all(event.decoded("DTSTAMP") for event in whole.events)
    account = f"account-2026@{grant.project.uid}"
    assert days[account] == date(2027, 5, 31)
    LedgerEntryFactory(grant=grant, kind="extended", amount=0, on=date(2027, 6, 1), usable_until=date(2028, 12, 31))
    again = by_uid(Calendar.from_ical(feed(client, grant.project, "sv").content))
    assert again.keys() == days.keys()
    assert again[f"use-{grant.uid}@{grant.project.uid}"] == date(2028, 12, 31)


def test_the_feed_tells_nothing_that_is_not_public(client, grant):
    LedgerEntryFactory(grant=grant, kind="used", amount=Decimal("98.76"), on=date(2026, 3, 1))
    body = feed(client, grant.project).content.decode()
    assert "Salaisuus" not in body
    assert "98,76" not in body
    assert "1,25" not in body
    project = grant.project
    project.publication = Publication.DRAFT
    project.save()
    assert feed(client, project).status_code == 404


def test_a_day_that_something_is_due_takes_nobody_s_time(client, grant):
    whole = Calendar.from_ical(feed(client, grant.project, "sv").content)
    assert {str(event["TRANSP"]) for event in whole.events} == {"TRANSPARENT"}
    assert str(whole["PRODID"]) == "-//Raitti//Raitti//SV"
