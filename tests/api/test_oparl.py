"""Bodies in OParl's words: what the standard asks of objects, lists in pages, what is gone, who is not told."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from raitti.api.oparl.regions import region_of
from raitti.bodies.models import Body, Holding, Office, Rights
from tests.bodies.factories import BodyFactory, HolderFactory, HoldingFactory, OfficeFactory, SeatFactory, TermFactory
from tests.bodies.world import Seated, seat
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.factories import CREATED

pytestmark = pytest.mark.django_db
TYPE = "https://schema.oparl.org/1.1/"
COMMON = {"id", "type", "created", "modified"}
# What OParl 1.1 says every object of a type has, and all it may have besides; extensions of one's own are prefixed.
REQUIRED = {
    "System": {"oparlVersion", "body"},
    "Body": {
        *("name", "system", "organization", "person", "meeting", "paper", "legislativeTerm", "agendaItem", "file"),
        *("consultation", "locationList", "legislativeTermList", "membership"),
    },
    "Organization": {"name", "membership"},
    "Person": {"body", "name", "membership"},
    "Membership": {"organization"},
}
ALLOWED = {
    "System": {
        *("oparlVersion", "otherOparlVersions", "license", "body", "name", "contactEmail", "contactName", "website"),
        *("vendor", "product", "web", "deleted"),
    },
    "Body": {
        *("system", "shortName", "name", "website", "license", "licenseValidSince", "oparlSince", "ags", "rgs"),
        *("equivalent", "contactEmail", "contactName", "organization", "person", "meeting", "paper"),
        *("legislativeTerm", "agendaItem", "consultation", "file", "locationList", "legislativeTermList"),
        *("membership", "classification", "location", "keyword", "web", "deleted"),
    },
    "Organization": {
        *("body", "name", "membership", "meeting", "consultation", "shortName", "post", "subOrganizationOf"),
        *("organizationType", "classification", "startDate", "endDate", "website", "location", "externalBody"),
        *("license", "keyword", "web", "deleted"),
    },
    "Person": {
        *("body", "name", "familyName", "givenName", "formOfAddress", "affix", "title", "gender", "phone", "email"),
        *("location", "locationObject", "status", "membership", "life", "lifeSource", "license", "keyword", "web"),
        "deleted",
    },
    "Membership": {
        *("person", "organization", "role", "votingRight", "startDate", "endDate", "onBehalfOf", "license"),
        *("keyword", "web", "deleted"),
    },
}
LISTS = ("organization", "person", "membership", "meeting", "agendaItem", "paper", "file", "consultation", "location")


@pytest.fixture
def program(client: Client) -> Client:
    client.defaults |= {"HTTP_ACCEPT_LANGUAGE": "en", "HTTP_HOST": "localhost:8000"}
    client.raise_request_exception = False
    return client


@pytest.fixture
def seated() -> Seated:
    """The body of the world, whose member has agreed to be named and whose deputy has not."""
    found = seat(build_world(NOW))
    member, deputy = Holding.objects.order_by("pk")
    member.holder.consented = CREATED
    member.holder.save()
    TermFactory(body=found.body)
    OfficeFactory(body=found.body, holder=member.holder)
    assert deputy.holder.consented is None
    return found


def ask(program: Client, address: str, **query: Any) -> dict[str, Any]:
    answer = program.get(address.removeprefix("http://localhost:8000"), query)
    assert answer.status_code == 200, (address, answer.content)
    found: dict[str, Any] = answer.json()
    return found


def listed(program: Client, kind: str, **query: Any) -> list[dict[str, Any]]:
    """A list of the region the world's body counts as its own."""
    home = region_of(Body.objects.order_by("pk")[0].pk)
    found: list[dict[str, Any]] = ask(program, f"/oparl/v1/body/{home}/{kind}", **query)["data"]
    return found


def faults_in(thing: dict[str, Any]) -> list[str]:
    """What an object lacks or has too much of, by the standard's lists."""
    kind = thing["type"].removeprefix(TYPE)
    own = {name for name in thing if not name.startswith("raitti:")} - COMMON
    lacking = COMMON - thing.keys() if thing.get("deleted") else (COMMON | REQUIRED[kind]) - thing.keys()
    return [f"{kind} lacks {name}" for name in lacking] + [f"{kind} has {name}" for name in own - ALLOWED[kind]]


def everything(program: Client) -> list[dict[str, Any]]:
    """Whatever a program finds that begins at the system and follows every list."""
    system = ask(program, "/oparl/v1/")
    found = [system]
    for region in ask(program, system["body"])["data"]:
        found.append(region)
        for name in ("organization", "person", "membership"):
            found += ask(program, region[name])["data"]
    return found


def test_every_object_has_what_oparl_asks_and_nothing_it_does_not_know(program: Client, seated: Seated) -> None:
    found = everything(program)

    assert {thing["type"].removeprefix(TYPE) for thing in found} == set(REQUIRED)
    assert [fault for thing in found for fault in faults_in(thing)] == []


def test_every_id_is_the_address_the_object_is_read_at(program: Client, seated: Seated) -> None:
    for thing in everything(program):
        assert thing["id"].startswith("http://localhost:8000/oparl/v1/")
        assert ask(program, thing["id"])["id"] == thing["id"]


def test_every_address_within_an_object_leads_somewhere(program: Client, seated: Seated) -> None:
    for thing in everything(program):
        for value in thing.values():
            for address in value if isinstance(value, list) else [value]:
                if isinstance(address, str) and "/oparl/v1/" in address:
                    ask(program, address)


def test_a_membership_says_who_sits_on_whose_behalf_with_what_right(program: Client, seated: Seated) -> None:
    speaking = SeatFactory(body=seated.body, rights=Rights.SPEAKING)
    HoldingFactory(seat=speaking, until=date(2026, 1, 31))

    member, deputy, guest, chair = listed(program, "membership", lang="fi")

    assert (bool(member["role"]), member["votingRight"]) == (True, True)
    assert ask(program, member["onBehalfOf"])["organizationType"] == "Institution"
    assert ask(program, member["person"])["name"] == "Esimerkki Owner Elsewhere"
    assert member["startDate"] == "2025-06-01"
    assert (deputy["votingRight"], "person" in deputy) == (False, False)
    assert deputy["raitti:onBehalfOfName"]
    assert (guest["votingRight"], guest["endDate"]) == (False, "2026-01-31")
    assert chair["person"] == member["person"]


def test_lists_come_in_pages_that_lead_to_each_other(program: Client, seated: Seated) -> None:
    BodyFactory.create_batch(5)

    first = ask(program, "/oparl/v1/body/installation_/organization", per_page=2)
    second = ask(program, first["links"]["next"])
    last = ask(program, first["links"]["last"])

    assert first["pagination"] == {"totalElements": 5, "elementsPerPage": 2, "currentPage": 1, "totalPages": 3}
    assert set(first["links"]) == {"first", "self", "next", "last"}
    assert set(second["links"]) == {"first", "prev", "self", "next", "last"}
    ids = [each["id"] for page in (first, second, last) for each in page["data"]]
    assert len(set(ids)) == 5


def test_a_page_of_two_tables_goes_on_from_one_to_the_other(program: Client, seated: Seated) -> None:
    OfficeFactory.create_batch(3, body=seated.body, task=Office.Task.SECRETARY)
    whole = [each["id"] for each in listed(program, "membership")]

    pages = [each["id"] for number in (1, 2, 3) for each in listed(program, "membership", per_page=2, page=number)]

    assert len(whole) == 6
    assert pages == whole


def test_what_changed_since_is_asked_for_and_what_went_is_told_as_deleted(program: Client, seated: Seated) -> None:
    gone = BodyFactory(changed=NOW, publication="hidden")
    draft = BodyFactory(changed=NOW, publication="draft")
    for body in (gone, draft, BodyFactory()):
        body.areas.set(seated.body.areas.all())

    plain = {each["id"] for each in listed(program, "organization")}
    since = listed(program, "organization", modified_since=(NOW - timedelta(hours=1)).isoformat())

    assert not any(str(gone.uid) in each or str(draft.uid) in each for each in plain)
    assert [(each["id"].rpartition("/")[2], each.get("deleted")) for each in since] == [(str(gone.uid), True)]
    assert set(since[0]) == COMMON | {"deleted"}
    assert program.get(f"/oparl/v1/organization/{draft.uid}").status_code == 404


def test_whoever_takes_back_their_consent_is_told_as_deleted_without_their_name(
    program: Client, seated: Seated
) -> None:
    holder = Holding.objects.order_by("pk")[0].holder
    holder.withdrawn = NOW
    holder.save()

    assert listed(program, "person") == []
    person = ask(program, f"/oparl/v1/person/{holder.uid}")
    assert set(person) == COMMON | {"deleted"}
    since = listed(program, "person", modified_since=(NOW - timedelta(hours=1)).isoformat())
    assert [each["id"] for each in since] == [person["id"]]


def test_a_body_is_in_the_one_region_that_shows_its_area(program: Client, seated: Seated) -> None:
    found = {
        region["id"].rpartition("/")[2]: [each["name"] for each in ask(program, region["organization"])["data"]]
        for region in ask(program, "/oparl/v1/body")["data"]
    }
    assert sum(len(names) for names in found.values()) == 1


@pytest.mark.parametrize("kind", LISTS)
def test_every_list_of_a_body_answers_in_a_bounded_number_of_queries(
    program: Client, seated: Seated, kind: str, django_assert_max_num_queries: Any
) -> None:
    for _number in range(5):
        body = BodyFactory()
        body.areas.set(seated.body.areas.all())
        HoldingFactory.create_batch(3, seat__body=body, holder=HolderFactory(consented=CREATED))
    with django_assert_max_num_queries(25):
        listed(program, kind)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/oparl/v1/body/nowhere", 404),
        ("/oparl/v1/body/installation_/nothing", 404),
        ("/oparl/v1/person/none", 404),
        ("/oparl/v1/membership/seat-99999999999999999999999", 404),
        ("/oparl/v1/nothing/at/all", 404),
        ("/oparl/v1/body?page=0", 422),
        ("/oparl/v1/body?modified_since=yesterday", 422),
    ],
)
def test_what_cannot_be_answered_is_a_problem(program: Client, path: str, status: int) -> None:
    answer = program.get(path)

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_who_never_agreed_is_not_known_at_all(program: Client, seated: Seated) -> None:
    deputy = Holding.objects.order_by("pk")[1].holder

    assert program.get(f"/oparl/v1/person/{deputy.uid}").status_code == 404
    assert "Esimerkki Anyone" not in str(everything(program))
