"""Whatever the activities say: a workbook that comes back unedited changes nothing, an edited cell only itself."""

from dataclasses import replace
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from raitti.core.addresses import address
from raitti.core.audit import System
from raitti.directory.actions import save_location, save_service
from raitti.directory.facts import ChannelFacts, LocationFacts, ScheduleFacts, ServiceFacts
from raitti.directory.models import FeeKind, Service, ServiceKind, ServiceStatus
from raitti.directory.snapshots import service_facts
from tests.factories import MandateFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}
ACTOR = System("test")
TRIED = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

WORDS = st.text(st.sampled_from("abcåäö=+@-'\"é\u0301\u00a0 \n01234.,;()"), min_size=1, max_size=30).filter(
    lambda text: any(sign.isalpha() for sign in text)
)
TEXTS = st.dictionaries(st.sampled_from(["fi", "sv", "en", "se"]), WORDS.map(str.strip), min_size=1, max_size=3)
SCHEDULES = st.lists(
    st.builds(
        ScheduleFacts,
        starts_on=st.dates(date(2024, 1, 1), date(2027, 1, 1)),
        opens=st.sampled_from([None, time(9), time(17, 30)]),
        closes=st.sampled_from([None, time(18, 15)]),
        rrule=st.sampled_from(
            ["", "FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "FREQ=MONTHLY;BYDAY=-1TH;BYMONTH=1,2,3"]
        ),
        note=st.just({}) | TEXTS,
    ),
    max_size=3,
).map(tuple)
CHANNELS = st.lists(
    st.builds(
        ChannelFacts,
        kind=st.sampled_from(["place", "online", "phone"]),
        location=st.sampled_from(["one", "two"]),
        url=st.just("https://example.org"),
        phone=st.just("08 123 4567"),
        note=st.just({}) | TEXTS,
        schedules=SCHEDULES,
        uid=st.uuids(version=4),
    ),
    max_size=3,
    unique_by=lambda way: way.uid,
).map(lambda ways: tuple(way if way.kind == "place" else replace(way, location="") for way in ways))
SERVICES = st.builds(
    ServiceFacts,
    source=st.just("t"),
    source_id=st.just("1"),
    organisation=st.just(""),
    name=TEXTS,
    kind=st.sampled_from(ServiceKind.values),
    fee=st.sampled_from(FeeKind.values),
    fee_text=st.just({}) | TEXTS,
    status=st.sampled_from(ServiceStatus.values),
    channels=CHANNELS,
)


@pytest.fixture
def organisation(client, now):
    mandate = MandateFactory()
    client.force_login(mandate.person)
    own = f"uid:{mandate.organisation.uid}"
    for source_id in ("one", "two"):
        place = LocationFacts(source="t", source_id=source_id, organisation=own, name={"fi": "Talo"}, street="Tie 1")
        save_location(place, actor=ACTOR, now=now)
    return mandate.organisation


def there_and_back(client, organisation, language, edit=None) -> Any:
    """What the page shows of a workbook taken out and brought in again."""
    words = {"organisation": organisation.uid}
    book = load_workbook(BytesIO(client.get(address("workbook", language, **words), headers=HOST).content))
    if edit is not None:
        edit(book.worksheets[0])
    kept = BytesIO()
    book.save(kept)
    file = SimpleUploadedFile("table.xlsx", kept.getvalue())
    return client.post(address("workbook_in", language, **words), {"file": file}, headers=HOST).context


@TRIED
@given(facts=SERVICES, language=st.sampled_from(["fi", "sv", "en"]))
def test_out_and_in_unedited_changes_nothing(client, organisation, now, facts, language):
    with transaction.atomic():
        save_service(replace(facts, organisation=f"uid:{organisation.uid}"), actor=ACTOR, now=now)

        looked = there_and_back(client, organisation, language)

        assert looked["problem"] == ""
        assert [(row.outcome, row.changes, row.errors) for row in looked["planned"] if row.outcome != "same"] == []
        assert len(looked["planned"]) == max(1, len(facts.channels))
        transaction.set_rollback(True)


@TRIED
@given(facts=SERVICES.filter(lambda facts: bool(facts.channels)), language=st.sampled_from(["fi", "sv", "en"]))
def test_out_edited_and_in_changes_only_what_was_edited(client, organisation, now, facts, language):
    with transaction.atomic():
        save_service(replace(facts, organisation=f"uid:{organisation.uid}"), actor=ACTOR, now=now - timedelta(hours=1))
        before = service_facts(Service.objects.get())

        def edit(sheet: Any) -> None:
            sheet["A2"] = "Uusi nimi"
            sheet.cell(len(before.channels) + 1, 3).value = "6.12.2027 12:00"

        looked = there_and_back(client, organisation, language, edit)
        words = {"organisation": organisation.uid}
        done = client.post(address("workbook_in", language, **words), {"rows": looked["token"]}, headers=HOST)

        assert done.status_code == 302
        after = service_facts(Service.objects.get())
        assert after.channels[-1].schedules[0].starts_on == date(2027, 12, 6)
        last = replace(before.channels[-1], schedules=after.channels[-1].schedules)
        wanted = replace(before, name={**before.name, language: "Uusi nimi"}, channels=(*before.channels[:-1], last))
        assert after == wanted
        transaction.set_rollback(True)
