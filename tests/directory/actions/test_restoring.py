"""Bringing back what was: exactly, and without taking what came later."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from raitti.core.audit import System
from raitti.core.verdicts import Refused
from raitti.directory.actions import save_organisation, save_service, set_status
from raitti.directory.actions.restoring import restore_revision, undo_change
from raitti.directory.differences import content_fields
from raitti.directory.facts import ChannelFacts, ContactFacts, ScheduleFacts, ServiceFacts
from raitti.directory.models import Organisation, Revision, Service
from raitti.directory.snapshots import facts_of, to_json

pytestmark = pytest.mark.django_db


def content(thing):
    facts = to_json(facts_of(type(thing).objects.get(pk=thing.pk)))
    return {field: facts[field] for field in content_fields(facts)}


WORDS = st.text(st.sampled_from("abcäö "), min_size=1, max_size=12).filter(str.strip)
TEXTS = st.dictionaries(st.sampled_from(["fi", "sv", "se"]), WORDS, max_size=3)
NAMES = st.fixed_dictionaries({"fi": WORDS}, optional={"sv": WORDS})
PHONES = st.sampled_from(["", "040 123", "08 555 1234"])
CONTACTS = st.lists(
    st.builds(ContactFacts, role=TEXTS, name=WORDS, phone=PHONES, is_public=st.booleans()), max_size=3
).map(tuple)
SCHEDULES = st.lists(
    st.builds(
        ScheduleFacts,
        starts_on=st.dates(date(2026, 1, 1), date(2027, 1, 1)),
        opens=st.sampled_from([None, time(9), time(17, 30)]),
        rrule=st.sampled_from(["", "FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"]),
        note=TEXTS,
    ),
    max_size=2,
).map(tuple)
CHANNELS = st.lists(
    st.builds(ChannelFacts, kind=st.just("phone"), phone=PHONES, note=TEXTS, schedules=SCHEDULES), max_size=3
).map(tuple)
ORGANISATIONS = st.fixed_dictionaries(
    {
        "name": NAMES,
        "summary": TEXTS,
        "phone": PHONES,
        "contacts": CONTACTS,
        "alternative_names": st.lists(WORDS.map(str.strip), unique=True, max_size=2).map(tuple),
        "home_municipality": st.sampled_from(["", "564", "244"]),
        "operating_areas": st.sets(st.sampled_from(["564", "244", "890"])).map(sorted).map(tuple),
        "topics": st.sets(st.sampled_from(["urn:raitti:topic:arki", "urn:raitti:topic:digituki"])).map(tuple),
        "founded_year": st.sampled_from([None, 1956]),
        "status": st.sampled_from(["active", "dormant"]),
    }
)
SERVICES = st.fixed_dictionaries(
    {"name": NAMES, "description": TEXTS, "channels": CHANNELS, "min_age": st.sampled_from([None, 0, 18])}
)
_MANY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_MANY
@given(st.lists(ORGANISATIONS, min_size=2, max_size=5), st.data())
def test_restoring_an_organisation_gives_exactly_the_facts_of_then(save, topics, actor, now, changes, data):
    Organisation.objects.filter(source_id="1").delete()
    Revision.objects.all().delete()
    then = [content(save(**facts, at=now + timedelta(minutes=number)).thing) for number, facts in enumerate(changes)]
    organisation = Organisation.objects.get(source_id="1")
    kept = list(Revision.objects.order_by("at", "pk"))
    if not kept:
        return
    revision = data.draw(st.sampled_from(kept))
    restore_revision(revision, actor=actor, now=now + timedelta(hours=1))
    assert content(organisation) in then
    assert content(organisation) == {field: revision.before[field] for field in content_fields(revision.before)}


@_MANY
@given(st.lists(SERVICES, min_size=2, max_size=4), st.data())
def test_restoring_an_activity_brings_its_ways_and_times_back(save_activity, save, actor, now, changes, data):
    Service.objects.all().delete()
    Revision.objects.all().delete()
    save()
    for number, facts in enumerate(changes):
        save_activity(**facts, at=now + timedelta(minutes=number))
    service = Service.objects.get()
    kept = list(Revision.objects.filter(thing_kind="service").order_by("at", "pk"))
    if not kept:
        return
    revision = data.draw(st.sampled_from(kept))
    restore_revision(revision, actor=actor, now=now + timedelta(hours=1))
    assert content(service) == {field: revision.before[field] for field in content_fields(revision.before)}


def test_one_field_comes_back_alone_and_the_restoring_can_be_restored(save, actor, now):
    save(phone="040 1", summary={"fi": "Ennen"})
    save(phone="040 2", summary={"fi": "Nyt"}, at=now + timedelta(minutes=1))
    revision = Revision.objects.get()
    saved = restore_revision(revision, ["phone"], actor=actor, now=now + timedelta(minutes=2))
    assert (saved.thing.phone, str(saved.thing.summary)) == ("040 1", "Nyt")
    restoring = Revision.objects.order_by("-at").first()
    assert restoring.fields == ["phone"]
    assert restore_revision(restoring, actor=actor, now=now + timedelta(minutes=3)).thing.phone == "040 2"


def test_restoring_leaves_the_check_and_what_is_hidden_as_they_are(save, actor, now):
    organisation = save(phone="040 1", verified_on=date(2026, 1, 1), verified_by="a").thing
    save(phone="040 2", verified_on=date(2026, 9, 1), verified_by="b", at=now + timedelta(minutes=1))
    Organisation.objects.update(publication="hidden")
    restore_revision(Revision.objects.get(), actor=actor, now=now + timedelta(minutes=2))
    organisation.refresh_from_db()
    assert (organisation.phone, organisation.publication) == ("040 1", "hidden")
    assert organisation.verified_on == date(2026, 9, 1)


def changed_for(save, organisation, now, **facts):
    """What an agent changes on the organisation's behalf; the revision of it."""
    fresh = Organisation.objects.get(pk=organisation.pk)
    saved = save_organisation(
        replace(facts_of(fresh), **facts), actor=System("agent"), now=now, on_behalf_of=organisation
    )
    return Revision.objects.filter(thing_uid=saved.thing.uid).order_by("-at", "-pk").first()


def test_undoing_takes_back_one_change_and_leaves_what_came_after_it(save, actor, now):
    organisation = save(phone="040 1", email="vanha@example.org", summary={"fi": "Vanha", "sv": "Gammal"}).thing
    at = now + timedelta(minutes=1)
    done = changed_for(save, organisation, at, phone="040 2", summary={"fi": "Agentin", "sv": "Gammal"})
    changed_for(save, organisation, at + timedelta(minutes=1), email="uusi@example.org")
    own = {"phone": "040 2", "email": "uusi@example.org", "summary": {"fi": "Agentin", "sv": "Ny"}}
    save(**own, at=at + timedelta(minutes=2))
    undone = undo_change(done, actor=actor, now=at + timedelta(hours=1))
    organisation.refresh_from_db()
    assert (organisation.phone, organisation.email) == ("040 1", "uusi@example.org")
    assert organisation.summary.data == {"fi": "Vanha", "sv": "Ny"}
    assert undone.changed
    assert undone.stays == ()
    done.refresh_from_db()
    assert done.undone is not None


def test_what_the_association_itself_wrote_since_is_not_undone_and_that_is_said(save, actor, now):
    organisation = save(phone="040 1").thing
    done = changed_for(save, organisation, now + timedelta(minutes=1), phone="040 2")
    save(phone="040 3", at=now + timedelta(minutes=2))
    undone = undo_change(done, actor=actor, now=now + timedelta(minutes=3))
    organisation.refresh_from_db()
    assert organisation.phone == "040 3"
    assert [conflict.path for conflict in undone.stays] == [("phone",)]


def test_undoing_twice_is_refused(save, actor, now):
    organisation = save(phone="040 1").thing
    done = changed_for(save, organisation, now + timedelta(minutes=1), phone="040 2")
    undo_change(done, actor=actor, now=now)
    with pytest.raises(Refused):
        undo_change(done, actor=actor, now=now)


def test_what_was_made_for_an_association_is_no_longer_shown_when_undone(save, actor, now):
    organisation = save().thing
    facts = ServiceFacts(source="", source_id="", organisation=f"uid:{organisation.uid}", name={"fi": "Kerho"})
    service = save_service(facts, actor=actor, now=now, on_behalf_of=organisation).thing
    undo_change(Revision.objects.get(thing_uid=service.uid), actor=actor, now=now)
    service.refresh_from_db()
    assert service.publication == "draft"


CLOSED = date(2026, 10, 1)


def statuses():
    return dict(Service.objects.values_list("source_id", "status"))


@pytest.fixture
def at_work(save, save_place, save_activity):
    """An association with an activity that runs, one that rests and one that has ended."""
    organisation = save().thing
    save_place(), save_activity()
    save_activity("paused", name={"fi": "Tauolla"}, status="temporarily_closed")
    save_activity("ended", name={"fi": "Loppunut"}, status="defunct")
    return organisation


@pytest.mark.parametrize("fields", [None, ["status"]])
def test_restoring_an_association_that_was_closed_brings_back_what_stopped_with_it(at_work, actor, now, fields):
    before = statuses()
    set_status(at_work, "dissolved", since=CLOSED, reason={"fi": "Jäsenet loppuivat."}, actor=actor, now=now)
    closing = Revision.objects.get(thing_uid=at_work.uid)
    restore_revision(closing, fields, actor=actor, now=now + timedelta(days=1))
    at_work.refresh_from_db()
    assert (at_work.status, at_work.status_since, str(at_work.status_reason)) == ("active", None, "")
    assert statuses() == before

    opening = Revision.objects.filter(thing_uid=at_work.uid).latest("at")
    restore_revision(opening, fields, actor=actor, now=now + timedelta(days=2))
    at_work.refresh_from_db()
    assert (at_work.status, at_work.status_since) == ("dissolved", CLOSED)
    assert set(statuses().values()) == {"defunct"}


@pytest.mark.parametrize("alone", [True, False])
def test_undoing_an_agent_s_closing_brings_back_what_stopped_with_it(at_work, actor, now, alone):
    before = statuses()
    set_status(at_work, "dissolved", since=CLOSED, actor=System("agent"), now=now, on_behalf_of=at_work)
    done = Revision.objects.exclude(undo_until=None).order_by("-at", "-pk")
    for revision in done.filter(thing_uid=at_work.uid) if alone else done:
        undo_change(revision, actor=actor, now=now + timedelta(days=1))
    at_work.refresh_from_db()
    assert at_work.status == "active"
    assert statuses() == before


def test_what_was_said_of_an_activity_since_its_association_was_closed_outlives_the_undoing(
    at_work, save_activity, actor, now
):
    set_status(at_work, "dissolved", since=CLOSED, actor=System("agent"), now=now, on_behalf_of=at_work)
    for day, status in enumerate(["active", "defunct"], 1):
        save_activity(status=status, at=now + timedelta(days=day))
    undo_change(Revision.objects.get(thing_uid=at_work.uid), actor=actor, now=now + timedelta(days=3))
    assert statuses() == {"neuvonta": "defunct", "paused": "temporarily_closed", "ended": "defunct"}


def test_a_page_that_is_gone_cannot_be_restored(save, actor, now):
    save(phone="040 1")
    save(phone="040 2", at=now + timedelta(minutes=1))
    Revision.objects.update(thing_uid=UUID(int=7))
    with pytest.raises(Refused) as refused:
        restore_revision(Revision.objects.get(), actor=actor, now=now)
    assert refused.value.verdict.code == "gone"
