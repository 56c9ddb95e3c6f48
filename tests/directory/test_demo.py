"""The demo is believable, clearly an example, and covers every municipality of its four regions."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.contrib.auth import authenticate
from django.db import transaction
from pytest_django import DjangoDbBlocker

from raitti.accounts.models import Person
from raitti.core.audit import System
from raitti.core.models import AuditEntry
from raitti.core.texts import versions
from raitti.directory.actions.portals import set_region
from raitti.directory.actions.things import save_thing
from raitti.directory.demo import DemoFault, demo_accounts, load_demo, read_organisations
from raitti.directory.demo.regions import portals
from raitti.directory.facts import OrganisationFacts, ServiceFacts, Texts
from raitti.directory.models import Contact, DuplicateSuspicion, Location, Mandate, Organisation, Portal, Service
from raitti.directory.queries.mandates import roles_over
from raitti.directory.queries.queue import queue_of
from raitti.directory.snapshots import facts_of
from raitti.places.actions import load_facts
from raitti.places.models import Area
from raitti.search.analysis import Facet
from raitti.search.models import SearchDocument
from tests.conftest import NOW

REGIONS = {"17", "08", "09", "19"}
INVENTED = read_organisations()


def described() -> Iterator[OrganisationFacts | ServiceFacts]:
    for one in INVENTED:
        yield one.organisation
        yield from one.services
    for _portal, steward in portals():
        yield steward


def sentences(text: str) -> list[str]:
    return [found.strip().casefold() for found in re.split(r"(?<=[.!?…])\s+", text) if found.strip()]


def test_at_least_150_invented_associations_a_third_in_another_language_too():
    def is_in(texts: Texts, language: str) -> bool:
        return bool(texts.get(language))

    written = [one.organisation for one in INVENTED]

    assert len(written) >= 150
    assert all(facts.is_example and is_in(facts.description, "fi") for facts in written)
    others = [facts for facts in written if is_in(facts.description, "sv") or is_in(facts.description, "en")]
    assert len(others) * 3 >= len(written)


def test_no_two_descriptions_share_a_sentence():
    told = Counter(
        (language, sentence)
        for facts in described()
        for text in (facts.summary, facts.description)
        for language, words in text.items()
        for sentence in sentences(words)
    )

    assert [sentence for sentence, times in told.items() if times > 1] == []


def test_nobody_is_named_and_nothing_leads_to_a_real_address():
    contacts = [contact for one in INVENTED for contact in one.organisation.contacts]
    reached = [
        address
        for one in INVENTED
        for address in (
            one.organisation.website,
            one.organisation.email,
            *(contact.email for contact in contacts),
            *(channel.url for service in one.services for channel in service.channels),
        )
        if address
    ]

    assert all(contact.role and not contact.name for contact in contacts)
    assert all(re.search(r"[@/.][a-z0-9.-]+\.example(/|$|\?)", address) for address in reached)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[organisation]]\nid = 'a'\n", "a lacks “kind”"),
        ("[[organisation]]\nid = 'a'\ncolour = 'red'\n", "a says “colour”"),
        ("[[organisation]\n", "cannot be read"),
    ],
)
def test_a_slip_in_a_file_is_told_with_file_and_id(tmp_path, text, told):
    (tmp_path / "nowhere.toml").write_text(text)

    with pytest.raises(DemoFault, match=f"nowhere.toml.*{told}"):
        read_organisations(tmp_path)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole demo, loaded once for the tests of this module and rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_facts(actor=System("test"), now=NOW)
        load_demo(actor=System("test"), now=NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: None, db: None) -> datetime:
    """When the demo was loaded. `db` comes second: each test is rolled back inside what stays loaded."""
    return NOW


def test_everything_written_is_loaded_shown_and_found(demo):
    assert Organisation.objects.filter(source="demo", kind="association").count() >= 150
    assert Service.objects.filter(source="demo", publication="published").count() == sum(
        len(one.services) for one in INVENTED
    )
    assert Location.objects.filter(source="demo").count() == sum(len(one.locations) for one in INVENTED)
    found = set(SearchDocument.objects.filter(kind="organisation").values_list("source_id", flat=True))
    assert found >= {one.organisation.source_id for one in INVENTED}
    assert not Organisation.objects.filter(source="demo", is_example=False).exists()


def test_every_municipality_of_the_regions_has_an_association_and_a_contact(demo):
    municipalities = Area.objects.current().municipalities().filter(region__code__in=REGIONS)
    associations = Organisation.objects.filter(is_example=True).exclude(kind="municipality")
    contacts = Contact.objects.filter(is_association_contact=True, is_public=True)

    assert municipalities.count() == 66
    without = municipalities.exclude(home_of__in=associations)
    assert [str(area) for area in without] == []
    assert set(contacts.values_list("organisation__home_municipality__code", flat=True)) == set(
        municipalities.values_list("code", flat=True)
    )


def test_each_region_has_its_own_face_with_a_steward_and_texts_in_three_languages(demo):
    portals = Portal.objects.order_by("position")

    assert [portal.key for portal in portals] == ["pohjois-pohjanmaa", "kymenlaakso", "etela-karjala", "lappi"]
    assert {area.code for portal in portals for area in portal.areas.all()} == REGIONS
    for portal in portals:
        assert portal.hostname.startswith(f"{portal.key}.")
        assert portal.steward.is_example
        for text in (portal.name, portal.name_of, portal.name_in_region, portal.intro, portal.about):
            assert {"fi", "sv", "en"} <= set(versions(text))


def test_what_a_region_has_is_marked_with_its_portal(demo):
    service = Service.objects.filter(source="demo", channels__location__municipality__region__code="19").first()
    row = SearchDocument.objects.filter(kind="service", object_id=str(service.uid)).first()

    assert Facet("portal", "lappi").token in row.filters.split()
    assert Facet("region", "19").token in row.filters.split()


def test_of_the_invented_associations_only_one_and_its_double_are_taken_for_each_other(demo):
    assert [{found.first.source_id, found.second.source_id} for found in DuplicateSuspicion.objects.all()] == [
        {"oulu-merikosken-omaishoitajat", "oulu-merikosken-omaishoitajat-vanha-luettelo"}
    ]


def test_one_of_each_kind_waits_in_the_steward_s_queue(demo):
    steward = Person.objects.get(email="alue@esimerkki.example")

    waiting = {matter.kind for matter in queue_of(steward, now=demo)}

    assert waiting >= {"claim", "suggestion", "report", "appeal", "duplicate", "stale", "new"}


def test_loading_again_writes_nothing(demo):
    before = AuditEntry.objects.count()

    load_demo(actor=System("test"), now=demo + timedelta(days=1))

    assert AuditEntry.objects.count() == before
    assert not Organisation.objects.filter(changed__gt=demo).exists()


def test_loading_again_leaves_what_people_have_changed_since(demo):
    later, steward = demo + timedelta(hours=1), Person.objects.get(email="alue@esimerkki.example")
    service = Service.objects.filter(source="demo", organisation__source_id="oulu-muistivaki").first()
    portal = Portal.objects.get(key="pohjois-pohjanmaa")
    for thing in (portal.steward, service):
        save_thing(replace(facts_of(thing), name={"fi": "Uusi nimi"}), actor=steward, now=later)
    set_region(portal, looks_first=False, check_months=6, hide_after_months=None, actor=steward, now=later)

    load_demo(actor=System("test"), now=demo + timedelta(days=1))

    for row in (service, portal, portal.steward):
        row.refresh_from_db()
    assert {str(service), str(portal.steward)} == {"Uusi nimi"}
    assert (portal.looks_first, portal.check_months, portal.hide_after_months) == (False, 6, None)


def test_anyone_can_sign_in_with_the_printed_accounts(demo):
    for account in demo_accounts():
        assert authenticate(username=account.email, password=account.password).email == account.email
        assert account.password in str(account)


def test_each_account_has_its_role_so_that_a_newcomer_sees_everything(demo):
    held = {
        (mandate.person.email.partition("@")[0], mandate.role, mandate.organisation.kind)
        for mandate in Mandate.objects.current(demo.date()).select_related("person", "organisation")
    }
    assert held >= {
        ("yhdistys", "owner", "association"),
        ("agentti", "agent", "municipality"),
        ("kunta", "contact_officer", "municipality"),
        ("maakunta", "county_officer", "county"),
        ("alue", "steward", "federation"),
        ("alue", "coordinator", "federation"),
        ("rahoittaja", "reader", "authority"),
    }


def test_the_officers_and_agents_of_the_demo_reach_the_associations_of_their_area(demo):
    association = Organisation.objects.get(source_id="oulu-kiviniemen-kylayhdistys")
    for name, role in (("agentti", "agent"), ("kunta", "contact_officer"), ("maakunta", "county_officer")):
        person = Person.objects.get(email=f"{name}@esimerkki.example")
        assert roles_over(person, association, on=demo.date()) == {role}
