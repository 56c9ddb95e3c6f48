"""Persons named as contacts are asked in time, stay when they agree, and are forgotten without a trace."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core import mail
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from raitti.core.access import forget_old_accesses, note_access
from raitti.core.audit import System
from raitti.core.deeds import in_words
from raitti.core.jobs import Worker
from raitti.core.models import AccessEntry
from raitti.core.personal import every_holding
from raitti.core.rows import keep_row
from raitti.directory.actions.contacts import remove_outdated, renew_contacts
from raitti.directory.actions.merging import merge
from raitti.directory.facts import ContactFacts
from raitti.directory.forms.contacts import CONSENT_TEXT
from raitti.directory.models import Contact, Draft, Suggestion
from raitti.directory.people import CONSENT_TEXTS, is_of_a_person
from raitti.directory.snapshots import facts_of, to_json
from tests.factories import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


def dump() -> str:
    """All that any table holds."""
    out = StringIO()
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy:
            for row in model._default_manager.all():
                print(model._meta.label, keep_row(row), file=out)
    return out.getvalue()


def letters() -> list:
    worker = Worker()
    while worker.work_once():
        pass
    return mail.outbox


def person(**fields) -> ContactFacts:
    known = {"name": "Tove Testi", "email": "tove.testi@example.org", "phone": "040 555 0199", "is_public": True}
    return ContactFacts(**known | fields)


def test_every_version_of_the_consent_has_its_text_kept():
    assert CONSENT_TEXT in CONSENT_TEXTS


@pytest.mark.parametrize(
    ("name", "email", "expected"),
    [
        ("Tove Testi", "", True),
        ("", "tove.testi@example.org", True),
        ("", "toimisto@example.org", False),
        ("", "", False),
    ],
)
def test_a_person_is_told_from_an_office(name, email, expected):
    assert is_of_a_person(name, email) is expected


def test_a_person_without_a_term_gets_two_years_and_an_office_none(save, now):
    save(contacts=(person(consent_on=date(2026, 3, 1)), ContactFacts(email="toimisto@example.org")))
    remove_outdated(now)
    assert Contact.objects.get(name="Tove Testi").keep_until == date(2028, 3, 1)
    assert Contact.objects.get(email="toimisto@example.org").keep_until is None


def test_what_is_not_yet_over_stays_and_confirming_renews_it(save, now):
    organisation = save(contacts=(person(consent_on=date(2026, 1, 1), keep_until=date(2027, 12, 1)),)).thing
    remove_outdated(now)
    renew_contacts(organisation, on=date(2026, 11, 21))
    assert Contact.objects.get().keep_until == date(2028, 11, 21)


def test_whoever_has_an_address_is_asked_once_before_the_end(save, now):
    save(contacts=(person(keep_until=now.date() + timedelta(days=20)),))
    remove_outdated(now)
    remove_outdated(now + timedelta(days=1))
    (letter,) = letters()
    assert letter.to == ["tove.testi@example.org"]
    assert "miksi-minut-nakyy/" in letter.body


@pytest.mark.parametrize(
    ("account", "languages", "expected"),
    [("", ("sv", "fi"), "sv"), ("", ("fi",), "fi"), ("", ("en",), "en"), ("en", ("sv",), "en"), ("", (), "fi")],
)
@pytest.mark.parametrize("place", ["organisation", "service", "location"])
def test_a_contact_is_asked_in_their_own_language_or_else_the_organisation_s(
    save, save_place, save_activity, now, account, languages, expected, place
):
    known = (person(keep_until=now.date() + timedelta(days=20)),)
    save("1", languages=languages, contacts=known if place == "organisation" else ())
    save_place(contacts=known if place == "location" else ())
    save_activity(contacts=known if place == "service" else ())
    if account:
        PersonFactory(email="tove.testi@example.org", language=account)
    remove_outdated(now)
    (letter,) = letters()
    assert letter.extra_headers["Content-Language"] == expected
    assert f"/{expected}/" in letter.body


tokens = st.text("abcdefghijklmnopqrstuvwxyz", min_size=6, max_size=12)


@tuned(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    first=tokens, last=tokens, number=st.integers(1000000, 9999999), place=st.sampled_from(["organisation", "service"])
)
def test_of_an_outdated_contact_no_trace_stays_in_any_table(
    save, save_place, save_activity, now, first, last, number, place
):

    with transaction.atomic():
        name, email, phone = f"Zq{first} Zq{last}", f"zq{first}.zq{last}@example.org", f"040 {number}"
        known = person(name=name, email=email, phone=phone, keep_until=date(2026, 1, 1))
        save("1"), save_place(), save_activity()
        thing = (save("1", contacts=(known,)) if place == "organisation" else save_activity(contacts=(known,))).thing
        # History, an unfinished form, a suggestion and a merge hold copies.
        (save if place == "organisation" else save_activity)(
            "1" if place == "organisation" else "neuvonta", summary={"fi": "Toinen"}, contacts=(known,)
        )
        owner = thing if place == "organisation" else thing.organisation
        about = {"organisation": owner, "thing_kind": place, "thing_uid": thing.uid}
        fields = {"contact-0-name": [name], "contact-0-email": [email], "contact-0-phone": [phone]}
        base = to_json(facts_of(thing))
        Draft.objects.create(person=PersonFactory(), fields=fields, base_facts=base, created=now, saved=now, **about)
        Suggestion.objects.create(proposed={"contacts": base["contacts"]}, created=now, **about)
        other = save("2", name={"fi": "Toinen yhdistys"}, contacts=(known,) if place == "organisation" else ()).thing
        merge(owner, other, choices={}, actor=System("test"), now=now)
        assert email in dump()

        remove_outdated(now)

        left = dump()
        for word in (name, email, phone):
            assert word not in left
        transaction.set_rollback(True)


def test_a_persons_own_data_tell_where_they_are_a_contact_and_erasing_takes_it_away(save, now):
    save(contacts=(person(),))
    one = PersonFactory(email="tove.testi@example.org")
    holdings = {str(holding.name): holding for holding in every_holding()}
    mine = next(holding for name, holding in holdings.items() if holding.show(one) and "page" in holding.show(one)[0])
    assert mine.show(one)[0]["name"] == "Tove Testi"
    mine.erase(one, now)
    assert not Contact.objects.exists()


def test_accesses_are_noted_once_an_hour_kept_two_years_and_shown_to_whom_they_are_of(now):
    one, organisation = PersonFactory(), OrganisationFactory()
    for minutes in (0, 5, 70):
        note_access(one, "contacts", organisation, now=now + timedelta(minutes=minutes), why="history")
    assert AccessEntry.objects.count() == 2
    assert [row for holding in every_holding() for row in holding.show(one) if row.get("what") == in_words("contacts")]
    forget_old_accesses(now + timedelta(days=800))
    assert not AccessEntry.objects.exists()
