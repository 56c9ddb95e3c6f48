"""Facts become rows: created once, updated when something differs, refused with a reason."""

from datetime import date, timedelta

import pytest

from raitti.core.models import AuditEntry, Slug
from raitti.core.verdicts import Refused
from raitti.directory.actions import keep_apart, save_organisation, set_publication, set_status
from raitti.directory.facts import ChannelFacts, ContactFacts, OrganisationFacts, ScheduleFacts
from raitti.directory.lookup import Lookup
from raitti.directory.models import Channel, Contact, DuplicateSuspicion, Organisation, Schedule
from raitti.search.models import SearchDocument
from tests.directory.conftest import SOURCE, TUESDAYS

BUSINESS_ID = "2077474-0"


def titles(kind: str) -> list[str]:
    return sorted(SearchDocument.objects.filter(kind=kind).values_list("title", flat=True))


def test_saving_the_same_facts_again_writes_nothing(save, save_place, save_activity, topics, now):
    organisation = {"topics": ("urn:raitti:topic:digituki",), "contacts": (ContactFacts(role={"fi": "Sihteeri"}),)}
    save(**organisation), save_place(), save_activity()
    later = now + timedelta(days=1)
    before = AuditEntry.objects.count(), SearchDocument.objects.count()

    again = [save(at=later, **organisation), save_place(at=later), save_activity(at=later)]

    assert [saved.outcome for saved in again] == ["unchanged"] * 3
    assert all(type(saved.thing).objects.get(pk=saved.thing.pk).changed == now for saved in again)
    assert (AuditEntry.objects.count(), SearchDocument.objects.count()) == before


def test_a_change_is_told_with_what_was_and_what_is(save, now):
    save(phone="08 111 222")

    saved = save(phone="08 333 444", at=now + timedelta(days=1))

    assert saved.outcome == "updated"
    assert saved.changes == {"phone": ["08 111 222", "08 333 444"]}
    assert AuditEntry.objects.filter(verb="updated organisation").get().changes == saved.changes
    assert Organisation.objects.get().changed == now + timedelta(days=1)


def test_a_changed_relation_alone_moves_the_date_of_change(save, topics, now):
    save()

    save(topics=("urn:raitti:topic:digituki",), at=now + timedelta(days=1))

    assert Organisation.objects.get().changed == now + timedelta(days=1)


def test_a_thing_without_a_source_is_known_by_its_uid(save):
    first = save("", source="").thing

    second = save("", source="", uid=first.uid, name={"fi": "Oulun Verkkoapu ry"})

    assert (second.outcome, second.thing.pk) == ("updated", first.pk)


def test_what_nobody_sees_is_left_out_of_texts(save):
    saved = save(name={"fi": "Oulun\x0b \x1bSyke\u202e ry"}, description={"fi": "Rivi\r\n\u200b  toinen"})
    assert saved.thing.name_in("fi").value == "Oulun Syke ry"
    assert saved.thing.description.data["fi"] == "Rivi\ntoinen"


def test_a_new_name_gets_a_new_address_and_the_old_one_still_leads_there(save):
    save()
    save(name={"fi": "Oulun Verkkoapu ry"})

    organisation = Organisation.objects.get()
    assert organisation.slugs["fi"] == "oulun-verkkoapu-ry"
    assert Slug.objects.get(kind="organisation", language="fi", slug="oulun-digiapu-ry").object_id == organisation.pk


@pytest.mark.parametrize(
    ("facts", "field", "value"),
    [
        ({"name": {"fi": " "}}, "name", ""),
        ({"business_id": "2077474-1"}, "business_id", "2077474-1"),
        ({"register_number": "abc"}, "register_number", "abc"),
        ({"home_municipality": "999"}, "home_municipality", "999"),
        ({"operating_areas": ("564", "region:99")}, "operating_areas", "region:99"),
        ({"topics": ("urn:raitti:topic:nothing",)}, "topics", "urn:raitti:topic:nothing"),
        ({"parent": "nobody"}, "parent", "nobody"),
        ({"email": "not an address"}, "email", "not an address"),
        ({"website": "javascript:alert(1)"}, "website", "javascript:alert(1)"),
        ({"founded_year": 2099}, "founded_year", 2099),
        ({"kind": "club"}, "kind", "club"),
        ({"languages": ("suomi!",)}, "languages", "suomi!"),
        ({"phone": "0" * 61}, "phone", "0" * 61),
        ({"description": {"fi": "nul\x00l"}}, "description", "nul\x00l"),
        ({"contacts": (ContactFacts(email="@"),)}, "contact_email", "@"),
    ],
)
def test_a_refused_organisation_says_which_field_and_leaves_nothing(save, facts, field, value):
    with pytest.raises(Refused) as refused:
        save(**facts)

    assert refused.value.verdict.details == {"field": field, "value": value}
    assert str(refused.value.verdict.reason).endswith((".", value))
    assert not Organisation.objects.exists()
    assert not AuditEntry.objects.filter(subject_kind="organisation").exists()
    assert not SearchDocument.objects.filter(kind="organisation").exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"latitude": 95.0}, "latitude"),
        ({"longitude": None}, "longitude"),
        ({"latitude": float("nan")}, "latitude"),
        ({"accessibility": {"wheelchair": "perhaps"}}, "accessibility"),
        ({"organisation": "nobody"}, "organisation"),
    ],
)
def test_a_refused_place_says_which_field(save, save_place, facts, field):
    save()

    with pytest.raises(Refused) as refused:
        save_place(**facts)

    assert refused.value.verdict.details["field"] == field


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"min_age": 20, "max_age": 10}, "max_age"),
        ({"channels": (ChannelFacts(kind="place", location="nowhere"),)}, "location"),
        ({"channels": (ChannelFacts(kind="online", url="example.org"),)}, "channel_url"),
        ({"channels": (ChannelFacts(kind="smoke"),)}, "channel"),
        (
            {
                "channels": (
                    ChannelFacts(kind="phone", schedules=(ScheduleFacts(starts_on=date(2026, 9, 1), rrule="often"),)),
                )
            },
            "rrule",
        ),
    ],
)
def test_a_refused_service_says_which_field(save, save_place, save_activity, facts, field):
    save(), save_place()

    with pytest.raises(Refused) as refused:
        save_activity(**facts)

    assert refused.value.verdict.details["field"] == field
    assert not Channel.objects.exists()


def test_a_channel_keeps_its_row_when_its_times_change(save, save_place, save_activity):
    save(), save_place(), save_activity()
    before = Channel.objects.get()
    phone = ChannelFacts(kind="phone", phone="08 123 456")
    wednesdays = ScheduleFacts(starts_on=date(2026, 9, 2), rrule="FREQ=WEEKLY;BYDAY=WE")

    saved = save_activity(channels=(phone, ChannelFacts(kind="place", location="talo", schedules=(wednesdays,))))

    assert saved.outcome == "updated"
    assert Channel.objects.get(kind="place").uid == before.uid
    assert [channel.kind for channel in saved.thing.channels.all()] == ["phone", "place"]
    assert Schedule.objects.get().rrule == "FREQ=WEEKLY;BYDAY=WE"


def test_channels_and_contacts_that_are_gone_leave(save, save_place, save_activity):
    save(contacts=(ContactFacts(role={"fi": "Sihteeri"}), ContactFacts(role={"fi": "Puheenjohtaja"})))
    save_place(), save_activity()

    save(contacts=(ContactFacts(role={"fi": "Puheenjohtaja"}),))
    save_activity(channels=())

    assert [str(contact.role) for contact in Contact.objects.all()] == ["Puheenjohtaja"]
    assert not Channel.objects.exists()


def test_what_is_hidden_here_stays_hidden_whatever_the_source_says(save, actor, now):
    set_publication(save().thing, "hidden", actor=actor, now=now)

    save(phone="08 333 444")

    assert Organisation.objects.get().publication == "hidden"
    assert titles("organisation") == []


def test_a_draft_is_published_by_a_later_import_and_never_the_other_way(save):
    save(publication="draft")
    assert titles("organisation") == []

    save()
    save(publication="draft")

    assert Organisation.objects.get().publication == "published"
    assert titles("organisation") == ["Oulun Digiapu ry"]


def test_a_check_by_a_person_outlives_a_source_that_knows_of_none(save):
    save(verified_on=date(2026, 10, 1), verified_by="Sihteeri")

    save()

    organisation = Organisation.objects.get()
    assert (organisation.verified_on, organisation.next_check_due) == (date(2026, 10, 1), date(2027, 10, 1))


def test_hiding_an_organisation_hides_what_it_does_and_where(save, save_place, save_activity, actor, now):
    organisation = save().thing
    save_place(), save_activity()

    set_publication(organisation, "hidden", actor=actor, now=now)
    assert (titles("organisation"), titles("service"), titles("location")) == ([], [], [])

    set_publication(organisation, "published", actor=actor, now=now)
    assert (titles("service"), titles("location")) == (["Älypuhelinopastus"], ["Kumppanuustalo"])


def test_a_dissolved_organisation_stays_findable_and_says_so(save, actor, now):
    set_status(save().thing, "dissolved", since=date(2026, 5, 1), actor=actor, now=now)

    assert SearchDocument.objects.get(kind="organisation").data["status"] == "dissolved"
    assert AuditEntry.objects.filter(verb="set status of organisation").count() == 1


def test_a_taken_business_id_is_left_out_and_the_pair_is_to_be_looked_at(save):
    first = save("1", name={"fi": "Oulun Omaiset ry"}, business_id=BUSINESS_ID).thing
    other = {"name": {"fi": "Kempeleen Marttayhdistys ry"}, "business_id": BUSINESS_ID, "source": "another"}

    second = save("9", **other)

    assert second.outcome == "created"
    assert second.thing.business_id is None
    assert BUSINESS_ID in str(second.notes[0])
    suspicion = DuplicateSuspicion.objects.get()
    assert {suspicion.first_id, suspicion.second_id} == {first.pk, second.thing.pk}
    assert [(reason["kind"], reason["value"]) for reason in suspicion.reasons] == [("business_id", BUSINESS_ID)]
    assert save("9", **other).outcome == "unchanged"


@pytest.mark.parametrize(
    "twin",
    [
        {"name": {"fi": "Oulun Digi-apu rf"}},
        {"name": {"fi": "Oulun Digiapuyhdistys"}, "home_municipality": "244"},
        {"name": {"fi": "Aivan Muu ry"}, "email": "toimisto@digiapu.example", "phone": "+358 8 123 4567"},
        {"name": {"sv": "Digital hjälp rf"}, "phone": "+358 8 123 4567", "website": "http://www.digiapu.example"},
        {"name": {"fi": "OULUN DIGIAPU RY"}, "home_municipality": ""},
    ],
)
def test_look_alikes_nearby_are_queued_and_both_shown(save, twin):
    save("1", email="Toimisto@digiapu.example", phone="08 123 4567", website="https://digiapu.example/")

    save("2", **twin)

    assert DuplicateSuspicion.objects.get().state == "open"
    assert len(titles("organisation")) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"name": {"fi": "Oulun Digiapu ry"}, "home_municipality": "890"},
        {"name": {"fi": "Oulun Partiolaiset ry"}},
        {"name": {"fi": "Aivan Muu ry"}, "phone": "08 123 4567"},
        {"name": {"fi": "Oulun Digiapu 2 ry"}},
        {"name": {"fi": "Kempeleen Digiapu ry"}, "home_municipality": "244"},
        {"name": {"fi": "Oulun Digiapu ry, Haukipudas"}, "phone": "08 123 4567"},
        {"name": {"fi": "Oulun Digiavun nuoret ry"}, "parent": "1", "phone": "08 123 4567"},
    ],
)
def test_organisations_that_only_sound_related_are_left_in_peace(save, other):
    save("1", phone="08 123 4567")

    save("2", **other)

    assert not DuplicateSuspicion.objects.exists()


def test_a_pair_kept_apart_is_not_asked_about_again(save, actor, now):
    save("1")
    save("2")
    keep_apart(DuplicateSuspicion.objects.get(), actor=actor, now=now)

    save("2", phone="08 123 4567")
    save("1", phone="08 123 4567")

    suspicion = DuplicateSuspicion.objects.get()
    assert (suspicion.state, suspicion.reasons[0]["kind"]) == ("kept", "same_words")


def test_a_long_run_looks_areas_and_topics_up_only_once(areas, topics, actor, now, django_assert_max_num_queries):
    def facts(number: int) -> OrganisationFacts:
        return OrganisationFacts(
            source=SOURCE,
            source_id=str(number),
            name={"fi": f"Yhdistys {number} ry"},
            home_municipality="564",
            topics=("urn:raitti:topic:digituki",),
        )

    lookup = Lookup()
    for number in range(3):
        save_organisation(facts(number), actor=actor, now=now, lookup=lookup)
    with django_assert_max_num_queries(12):
        save_organisation(facts(2), actor=actor, now=now, lookup=lookup)


def test_a_schedule_is_kept_as_it_was_said(save, save_place, save_activity):
    save(), save_place(), save_activity()

    schedule = Schedule.objects.get()
    assert (schedule.starts_on, schedule.rrule) == (TUESDAYS.starts_on, TUESDAYS.rrule)
