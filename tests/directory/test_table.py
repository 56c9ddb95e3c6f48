"""Rows of services: what is left alone is kept, what is changed is saved, what is wrong is told."""

from datetime import date, timedelta

import pytest

from raitti.core.audit import System
from raitti.core.texts import translated
from raitti.directory.actions import save_location, save_organisation, save_service
from raitti.directory.actions.rows import copy_service, move_on, save_rows
from raitti.directory.facts import ChannelFacts, LocationFacts, OrganisationFacts, ScheduleFacts, ServiceFacts
from raitti.directory.models import Service
from raitti.directory.snapshots import service_facts
from raitti.directory.table import Rows

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
ACTOR = System("test")


@pytest.fixture
def organisation(now):
    facts = OrganisationFacts(source="t", source_id="1", name={"fi": "Kudonnan ystävät ry"})
    made = save_organisation(facts, actor=ACTOR, now=now).thing
    place = LocationFacts(source="t", source_id="talo", organisation="1", name={"fi": "Kylätalo"}, street="Kylätie 1")
    save_location(place, actor=ACTOR, now=now)
    way = ChannelFacts(
        kind="place",
        location="talo",
        schedules=(ScheduleFacts(starts_on=date(2024, 1, 9), rrule="FREQ=WEEKLY;BYDAY=TU"),),
        note={"fi": "Ota villasukat"},
    )
    online = ChannelFacts(kind="online", url="https://example.org")
    service = ServiceFacts(
        source="t",
        source_id="piiri",
        organisation="1",
        name={"fi": "Kutomapiiri", "sv": "Vävkrets"},
        description={"fi": "Kudotaan."},
        kind="hobby",
        channels=(way, online),
    )
    save_service(service, actor=ACTOR, now=now)
    return made


def table(organisation, language="fi"):
    return Rows(organisation, language=language, today=TODAY)


def test_rows_left_as_they_are_change_nothing(organisation):
    rows = table(organisation)
    assert [row.outcome for row in rows.plan(rows.shown())] == ["same", "same"]


def test_a_change_keeps_all_that_the_row_does_not_show(organisation, now):
    rows = table(organisation)
    sent = [rows.shown()[0] | {"times": "tiistaisin klo 17–19", "name": "Kudontapiiri"}]
    planned = rows.plan(sent)
    assert [change.column for change in planned[0].changes]
    _rows, saved = save_rows(planned, actor=ACTOR, now=now + timedelta(hours=1))
    assert len(saved) == 1
    after = service_facts(Service.objects.get())
    assert after.name == {"fi": "Kudontapiiri", "sv": "Vävkrets"}
    assert after.description == {"fi": "Kudotaan."}
    assert after.channels[0].note == {"fi": "Ota villasukat"}
    assert after.channels[0].schedules[0].starts_on == date(2024, 1, 9)
    assert [way.kind for way in after.channels] == ["place", "online"]


def test_a_new_row_becomes_a_service_at_its_place(organisation, now):
    rows = table(organisation)
    place = next(iter(rows.places))
    sent = [{"name": "Kahvila", "times": "arkisin 12–14", "place": place, "kind": "meeting_place"}]
    _rows, saved = save_rows(rows.plan(sent), actor=ACTOR, now=now)
    assert saved[0].outcome == "created"
    assert saved[0].thing.channels.get().location.name == translated(fi="Kylätalo")


def test_empty_rows_are_passed_over(organisation):
    assert table(organisation).plan([{"name": " ", "kind": "other", "fee": "unknown", "status": "active"}]) == []


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"name": ""}, "name"),
        ({"times": "silloin tällöin"}, "times"),
        ({"kind": "leikki"}, "kind"),
        ({"place": "Ei mikään talo"}, "place"),
    ],
)
def test_a_wrong_cell_is_told_in_its_column(organisation, cells, column):
    rows = table(organisation)
    planned = rows.plan([rows.shown()[0] | cells])
    assert planned[0].outcome == "wrong"
    assert planned[0].errors[column]
    assert planned[0].cells[column] == cells[column]


def test_times_without_a_place_ask_for_one(organisation):
    planned = table(organisation).plan([{"name": "Retki", "times": "la 12.12.2026 klo 12"}])
    assert "place" in planned[0].errors


def test_choices_are_understood_by_their_word_in_any_language(organisation):
    rows = table(organisation)
    planned = rows.plan([rows.shown()[0] | {"fee": "maksuton"}, rows.shown()[0] | {"uid": "", "fee": "free of charge"}])
    assert planned[1].facts.fee == "free"


def test_a_row_someone_else_has_changed_is_told_and_not_overwritten(organisation, now):
    rows = table(organisation)
    sent = rows.shown()[0] | {"name": "Minun nimeni"}
    other = service_facts(Service.objects.get())
    from dataclasses import replace

    save_service(replace(other, name={"fi": "Toisen nimi"}), actor=ACTOR, now=now + timedelta(hours=1))
    planned = table(organisation).plan([sent])
    assert planned[0].outcome == "stale"
    assert "Toisen nimi" in planned[0].errors[""]
    assert planned[0].facts is None or save_rows([], actor=ACTOR, now=now)[1] == []


def test_a_row_left_alone_is_no_trouble_though_someone_has_changed_it(organisation, now):
    from dataclasses import replace

    sent = table(organisation).shown()
    other = service_facts(Service.objects.get())
    save_service(replace(other, name={"fi": "Toisen nimi"}), actor=ACTOR, now=now + timedelta(hours=1))
    assert [row.outcome for row in table(organisation).plan(sent)] == ["same", "same"]


def test_another_organisations_service_cannot_be_reached_by_its_id(organisation, now):
    facts = OrganisationFacts(source="t", source_id="2", name={"fi": "Muu ry"})
    other = save_organisation(facts, actor=ACTOR, now=now).thing
    sent = table(organisation).shown()[0] | {"name": "Kaapattu"}
    assert table(other).plan([sent])[0].outcome == "wrong"


def test_all_or_nothing_is_saved(organisation, now):
    rows = table(organisation)
    good = rows.shown()[0] | {"name": "Uusi nimi"}
    planned = rows.plan([good, {"name": "Hyvä"}])
    from dataclasses import replace

    broken = replace(planned[1], facts=replace(planned[1].facts, website="ei osoite"))
    outcome, saved = save_rows([planned[0], broken], actor=ACTOR, now=now)
    assert saved == []
    assert outcome[1].outcome == "wrong"
    assert str(Service.objects.get()) == "Kutomapiiri"


def test_a_copy_is_a_draft_with_times_ahead(organisation, now):
    service = Service.objects.get()
    copied = copy_service(service, actor=ACTOR, now=now, today=TODAY).thing
    assert copied.publication == "draft"
    assert copied.pk != service.pk
    before, after = service_facts(service), service_facts(copied)
    assert after.name == before.name
    assert {way.uid for way in after.channels}.isdisjoint({way.uid for way in before.channels})
    assert after.source_id == ""


def test_times_that_are_over_move_on_by_whole_weeks():
    last_spring = ScheduleFacts(
        starts_on=date(2025, 1, 14),
        rrule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20250429",
        except_dates=(date(2025, 2, 25),),
    )
    moved = move_on(last_spring, today=TODAY)
    assert moved.starts_on == date(2026, 1, 13) + timedelta(weeks=52)
    assert moved.starts_on.weekday() == 1
    assert moved.rrule == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270427"
    assert moved.except_dates == ()


def test_times_that_go_on_stay_as_they_are():
    weekly = ScheduleFacts(starts_on=date(2020, 1, 7), rrule="FREQ=WEEKLY;BYDAY=TU")
    assert move_on(weekly, today=TODAY) == weekly


def test_each_way_has_a_row_of_its_own_and_both_are_changed_in_one_save(organisation, now):
    rows = table(organisation)
    first, second = rows.shown()
    assert (first["place"] in rows.places, second["place"], second["kind"]) == (True, "online", "")
    sent = [first | {"times": "torstaisin klo 10"}, second | {"times": "maanantaisin klo 18–19"}]

    planned = rows.plan(sent)
    _rows, saved = save_rows(planned, actor=ACTOR, now=now + timedelta(hours=1))

    assert ([row.outcome for row in planned], len(saved)) == (["changed", "changed"], 1)
    at_place, online = service_facts(Service.objects.get()).channels
    assert (at_place.schedules[0].rrule, online.schedules[0].rrule) == ("FREQ=WEEKLY;BYDAY=TH", "FREQ=WEEKLY;BYDAY=MO")
    assert (at_place.note, online.url) == ({"fi": "Ota villasukat"}, "https://example.org")


def test_only_a_cleared_row_takes_its_way_away(organisation, now):
    rows = table(organisation)
    first, second = rows.shown()
    _rows, saved = save_rows(rows.plan([first, second | {"place": ""}]), actor=ACTOR, now=now + timedelta(hours=1))
    assert len(saved) == 1
    assert [way.kind for way in service_facts(Service.objects.get()).channels] == ["place"]


def test_what_belongs_on_the_first_row_is_told_on_a_further_one(organisation):
    rows = table(organisation)
    first, second = rows.shown()
    planned = rows.plan([first, second | {"fee_text": "5 €"}])
    assert [row.outcome for row in planned] == ["same", "wrong"]
    assert list(planned[1].errors) == ["fee_text"]


def test_a_way_that_went_away_meanwhile_is_told(organisation, now):
    rows = table(organisation)
    first, second = rows.shown()
    gone = second | {"way": "6f1c0d3e-0000-4000-8000-000000000009"}
    assert [row.outcome for row in rows.plan([first, gone])] == ["same", "wrong"]


def test_two_places_of_one_name_are_told_apart(organisation, now):
    twin = LocationFacts(source="t", source_id="toinen", organisation="1", name={"fi": "Kylätalo"}, street="Kylätie 1")
    save_location(twin, actor=ACTOR, now=now)
    assert sorted(table(organisation).places.values()) == ["Kylätalo, Kylätie 1", "Kylätalo, Kylätie 1 (2)"]
