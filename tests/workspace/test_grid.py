"""Activities in a table, on the page and as a workbook."""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from raitti.core.addresses import address
from raitti.core.audit import System
from raitti.directory.actions import save_service
from raitti.directory.models import FirstLook, Hiding, Location, Revision, Role, Service
from raitti.directory.snapshots import service_facts
from tests.factories import MandateFactory, ServiceFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


@pytest.fixture
def organisation(client):
    mandate = MandateFactory()
    client.force_login(mandate.person)
    ServiceFactory(organisation=mandate.organisation)
    return mandate.organisation


def at(name, organisation, language="en", **words):
    return address(name, language, organisation=organisation.uid, **words)


def sent_of(client, organisation, page=1):
    """What a browser would send of the table as it is shown."""
    form = client.get(f"{at('grid', organisation)}?page={page}", headers=HOST).context["rows"]
    return {
        bound.html_name: bound.value() or "" for row in form for bound in row if bound.value() is not None or row.is_new
    }


def test_the_table_changes_one_and_adds_another(client, organisation):
    sent = sent_of(client, organisation) | {"row-1-name": "Renamed", "row-2-name": "Added", "row-2-kind": "hobby"}
    response = client.post(at("grid", organisation), sent, headers=HOST)
    assert response.status_code == 302, response.context["problems"]
    assert {service.name.data.get("en") for service in organisation.services.all()} == {"Added", "Renamed"}


def test_a_wrong_row_saves_nothing_and_loses_nothing(client, organisation):
    sent = sent_of(client, organisation) | {
        "row-1-name": "Renamed",
        "row-2-name": "Added",
        "row-2-times": "now and then",
    }
    response = client.post(at("grid", organisation), sent, headers=HOST)
    page = response.content.decode()
    assert response.status_code == 422
    assert Service.objects.count() == 1
    assert "Renamed" in page
    assert "now and then" in page
    assert 'href="#row-2-times"' in page
    assert 'aria-invalid="true"' in page


def test_the_same_table_sent_twice_adds_its_new_rows_once(client, organisation, now):
    place = Location.objects.create(organisation=organisation, name={"en": "Hall"}, created=now, changed=now)
    sent = sent_of(client, organisation) | {
        "row-1-name": "Renamed",
        "row-2-name": "Added",
        "row-2-times": "every Thursday 5–7 pm",
        "row-2-place": f"uid:{place.uid}",
    }
    for _press in range(2):
        response = client.post(at("grid", organisation), sent, headers=HOST)
        assert response.status_code == 302, response.context["problems"]
    assert [service.name_in("en").value for service in organisation.services.order_by("pk")] == ["Renamed", "Added"]


def test_where_nothing_may_be_added_the_reason_stands_beside_what_was_typed(client, organisation, now):
    about = {"organisation": organisation, "thing_kind": "organisation", "thing_uid": organisation.uid}
    Hiding.objects.create(**about, reason="Kysytty.", hidden_by="test", at=now)
    response = client.post(
        at("grid", organisation), sent_of(client, organisation) | {"row-2-name": "Added"}, headers=HOST
    )
    assert response.status_code == 422
    assert "Added" in response.content.decode()
    assert "has been hidden" in response.content.decode()
    assert organisation.services.count() == 1


def test_activities_may_be_added_while_a_new_page_waits_to_be_looked_at(client, organisation, now):
    FirstLook.objects.create(organisation=organisation, sent=now)
    response = client.post(
        at("grid", organisation), sent_of(client, organisation) | {"row-2-name": "Added"}, headers=HOST
    )
    assert response.status_code == 302, response.context["problems"]
    assert organisation.services.count() == 2


def test_a_new_row_is_never_somebody_elses_activity(client, organisation):
    theirs = ServiceFactory()
    sent = sent_of(client, organisation) | {"row-2-name": "Mine now", "row-2-uid": str(theirs.uid)}
    assert client.post(at("grid", organisation), sent, headers=HOST).status_code == 422
    theirs.refresh_from_db()
    assert str(theirs) != "Mine now"


def test_a_long_table_is_seen_page_by_page_and_each_page_saves(client, organisation):
    ServiceFactory.create_batch(299, organisation=organisation)
    first = client.get(at("grid", organisation), headers=HOST)
    assert first.context["page"].paginator.num_pages == 6
    sent = sent_of(client, organisation, page=6) | {"row-50-name": "Renamed", "row-53-name": "Added"}
    response = client.post(at("grid", organisation) + "?page=6", sent, headers=HOST)
    assert response.status_code == 302
    assert response["Location"].endswith("?page=6")
    names = {service.name_in("en").value for service in organisation.services.all()}
    assert {"Renamed", "Added"} <= names
    assert len(names) == 301


def test_a_workbook_confirmed_twice_is_saved_once(client, organisation):
    file = SimpleUploadedFile("table.csv", b"Id (leave as it is);Name\n;Added\n")
    look = client.post(at("workbook_in", organisation), {"file": file}, headers=HOST)
    for _press in range(2):
        done = client.post(at("workbook_in", organisation), {"rows": look.context["token"]}, headers=HOST)
        assert done.status_code == 302
    assert organisation.services.count() == 2


def test_the_workbook_goes_out_is_edited_and_comes_in_after_a_look(client, organisation):
    out = client.get(at("workbook", organisation), headers=HOST)
    book = load_workbook(BytesIO(out.content))
    sheet = book.worksheets[0]
    sheet["A2"] = "Renamed"
    sheet["A3"], sheet["B3"] = "Added", "hobby"
    sheet["A4"], sheet["C4"] = "Wrong", "now and then"
    edited = BytesIO()
    book.save(edited)
    file = SimpleUploadedFile("table.xlsx", edited.getvalue())
    look = client.post(at("workbook_in", organisation), {"file": file}, headers=HOST)
    page = look.content.decode()
    assert look.status_code == 200
    assert look.context["counts"] == {"new": 1, "changed": 1, "same": 0, "wrong": 1, "stale": 0}
    assert "now and then" in page
    assert Service.objects.count() == 1
    done = client.post(at("workbook_in", organisation), {"rows": look.context["token"]}, headers=HOST)
    assert done.status_code == 302
    assert {service.name.data.get("en") for service in organisation.services.all()} == {"Added", "Renamed"}


def test_an_old_workbook_does_not_overwrite_what_changed_since(client, organisation, now):
    out = client.get(at("workbook", organisation), headers=HOST)
    service = organisation.services.get()
    facts = replace(service_facts(service), name={"en": "Someone else’s"})
    save_service(facts, actor=System("test"), now=now + timedelta(hours=1))
    book = load_workbook(BytesIO(out.content))
    book.worksheets[0]["A2"] = "Mine"
    edited = BytesIO()
    book.save(edited)
    file = SimpleUploadedFile("table.xlsx", edited.getvalue())
    look = client.post(at("workbook_in", organisation), {"file": file}, headers=HOST)
    assert look.context["counts"]["stale"] == 1
    assert look.context["to_save"] == 0
    assert "Someone else’s" in look.content.decode()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no zip", b"a;b\n1;2\n", b"\0" * 100])
def test_what_is_no_table_is_refused_in_words(client, organisation, data):
    file = SimpleUploadedFile("table.xlsx", data)
    response = client.post(at("workbook_in", organisation), {"file": file}, headers=HOST)
    assert response.status_code == 422
    assert response.context["problem"]


def test_no_file_is_asked_for(client, organisation):
    assert client.post(at("workbook_in", organisation), {}, headers=HOST).status_code == 422


def test_a_made_up_confirmation_saves_nothing(client, organisation):
    response = client.post(at("workbook_in", organisation), {"rows": "made:up:x"}, headers=HOST)
    assert response.status_code == 302
    assert Revision.objects.count() == 0


@pytest.mark.parametrize("name", ["grid", "workbook", "workbook_in"])
def test_others_see_nothing_of_it(client, organisation, name):
    other = ServiceFactory().organisation
    assert client.get(at(name, other), headers=HOST).status_code == 403
    client.logout()
    assert client.get(at(name, organisation), headers=HOST).status_code == 302


def test_a_copy_opens_as_a_draft_to_go_on_with(client, organisation):
    service = organisation.services.get()
    response = client.post(at("copy_service", organisation, part=service.uid), headers=HOST)
    assert response.status_code == 302
    copied = organisation.services.exclude(pk=service.pk).get()
    assert copied.publication == "draft"
    assert str(copied.uid) in response["Location"]
    assert client.get(response["Location"], headers=HOST).status_code == 200


def test_a_copy_asked_for_twice_by_one_page_is_one_copy(client, organisation):
    desk = client.get(at("organisation_desk", organisation), headers=HOST)
    page = re.search(r'name="page" value="([^"]+)"', desk.content.decode())[1]
    service = organisation.services.get()
    opened = {
        client.post(at("copy_service", organisation, part=service.uid), {"page": page}, headers=HOST)["Location"]
        for _press in range(2)
    }
    assert len(opened) == 1
    assert organisation.services.count() == 2


def test_an_agent_acts_visibly_on_behalf(client, organisation):
    MandateFactory(organisation=organisation, role=Role.EDITOR)
    assert client.get(at("grid", organisation), headers=HOST).context["on_behalf_of"] is None


def test_a_number_of_a_row_that_no_table_has_changes_nothing(client, organisation):
    sent = urlencode(sent_of(client, organisation) | {f"row-{'9' * 5000}-name": "Renamed"})
    form = "application/x-www-form-urlencoded"
    response = client.post(at("grid", organisation), sent, content_type=form, headers=HOST)
    assert response.status_code == 302
    assert not any("Renamed" in str(service.name) for service in organisation.services.all())
