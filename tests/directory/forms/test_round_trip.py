"""What goes into a form and is not touched comes out as it was, whatever the form shows of it."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from raitti.core.languages import CONTENT_CODES
from raitti.directory.facts import (
    ChannelFacts,
    ContactFacts,
    LocationFacts,
    OrganisationFacts,
    ScheduleFacts,
    ServiceFacts,
)
from raitti.directory.forms import FORMS, as_sent
from raitti.directory.models import (
    ACCESSIBILITY_FACTS,
    FeeKind,
    OrganisationKind,
    ServiceFormat,
    ServiceKind,
    ServiceStatus,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
TRIED = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

WORDS = st.text(st.sampled_from('abcåäöÅŋđʒ’ .,;:-–\n1"<&'), min_size=1, max_size=30).map(str.strip).filter(bool)
MAYBE = st.just("") | WORDS
# Languages beyond those the form has fields for come in with imports.
TEXTS = st.dictionaries(st.sampled_from([*CONTENT_CODES, "de", "ru"]), WORDS, max_size=4)
NAMES = TEXTS.filter(lambda texts: bool(set(texts) & set(CONTENT_CODES)))
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
URIS = st.lists(
    st.sampled_from(
        [
            "urn:raitti:topic:digituki",
            "urn:raitti:topic:arki",
            "urn:raitti:topic:ikaihmiset",
            "http://www.yso.fi/onto/yso/p1",
        ]
    ),
    unique=True,
    max_size=4,
).map(tuple)
CODES = st.lists(st.sampled_from(["564", "244", "890", "region:17", "region:19"]), unique=True, max_size=4).map(tuple)
TONGUES = st.lists(st.sampled_from(["fi", "sv", "se", "fsl", "ja", "so"]), unique=True, max_size=4).map(tuple)

PHONES = st.sampled_from(["", "08 555 0100", "+358 (0)40 123 4567", "040-1234567 tai 112"])
CONTACTS = st.lists(
    st.builds(
        ContactFacts,
        role=TEXTS,
        name=MAYBE,
        email=st.sampled_from(["", "sihteeri@example.org"]),
        phone=PHONES,
        is_public=st.booleans(),
        is_association_contact=st.booleans(),
        source_id=MAYBE,
        keep_until=st.none() | DAYS,
    ),
    max_size=3,
).map(tuple)
SCHEDULES = st.lists(
    st.builds(
        ScheduleFacts,
        starts_on=DAYS,
        opens=st.sampled_from([None, time(9), time(17, 30)]),
        closes=st.sampled_from([None, time(18), time(19, 15)]),
        rrule=st.sampled_from(
            ["", "FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=DAILY"]
        ),
        except_dates=st.lists(DAYS, max_size=3).map(tuple),
        leaves_out=st.sampled_from([(), ("holidays",), ("christmas", "FREQ=MONTHLY;BYDAY=-1TU")]),
        note=TEXTS,
        source_id=MAYBE,
    ),
    max_size=3,
).map(tuple)
CHANNELS = st.lists(
    st.builds(
        ChannelFacts,
        kind=st.sampled_from(["place", "online", "phone"]),
        location=st.sampled_from(
            ["uid:6f1c0d3e-0000-4000-8000-000000000001", "uid:6f1c0d3e-0000-4000-8000-000000000002"]
        ),
        url=st.sampled_from(["", "https://example.org/a?b=1"]),
        phone=PHONES,
        note=TEXTS,
        schedules=SCHEDULES,
        source_id=MAYBE,
        uid=st.uuids(version=4),
    ),
    max_size=3,
    unique_by=lambda channel: channel.uid,
).map(tuple)
COMMON: dict[str, Any] = {
    "source": MAYBE,
    "source_id": MAYBE,
    "uid": st.uuids(version=4),
    "name": NAMES,
    "contacts": CONTACTS,
    "verified_on": st.none() | DAYS,
    "verified_by": MAYBE,
    "publication": st.sampled_from(["published", "draft", "hidden"]),
}
ORGANISATIONS = st.builds(
    OrganisationFacts,
    **COMMON,
    kind=st.sampled_from(OrganisationKind.values),
    alternative_names=st.lists(WORDS, max_size=3).map(tuple),
    summary=TEXTS,
    description=TEXTS,
    business_id=st.sampled_from(["", "2077474-0"]),
    register_number=st.sampled_from(["", "123.456"]),
    parent=MAYBE,
    status=st.sampled_from(["active", "dormant"]),
    status_since=st.none() | DAYS,
    founded_year=st.none() | st.integers(1900, 2020),
    home_municipality=st.sampled_from(["", "564", "890"]),
    operating_areas=CODES,
    topics=URIS,
    target_groups=URIS,
    languages=TONGUES,
    website=st.sampled_from(["", "https://example.org"]),
    email=st.sampled_from(["", "yhdistys@example.org"]),
    phone=PHONES,
    is_example=st.booleans(),
)
LOCATIONS = st.builds(
    LocationFacts,
    **COMMON,
    organisation=MAYBE,
    description=TEXTS,
    street=MAYBE,
    postal_code=st.sampled_from(["", "90100"]),
    city=MAYBE,
    municipality=st.sampled_from(["", "564"]),
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
    accessibility=st.dictionaries(st.sampled_from([*ACCESSIBILITY_FACTS, "parking"]), st.sampled_from(["yes", "no"])),
    accessibility_note=TEXTS,
    directions=TEXTS,
    schedules=SCHEDULES,
)
SERVICES = st.builds(
    ServiceFacts,
    **COMMON,
    organisation=WORDS,
    kind=st.sampled_from(ServiceKind.values),
    format=st.sampled_from(["", *ServiceFormat.values]),
    alternative_names=st.lists(WORDS, max_size=3).map(tuple),
    summary=TEXTS,
    description=TEXTS,
    eligibility=TEXTS,
    min_age=st.none() | st.integers(0, 30),
    max_age=st.none() | st.integers(30, 100),
    fee=st.sampled_from(FeeKind.values),
    fee_text=TEXTS,
    languages=TONGUES,
    areas=CODES,
    topics=URIS,
    target_groups=URIS,
    website=st.sampled_from(["", "https://example.org"]),
    status=st.sampled_from(ServiceStatus.values),
    channels=CHANNELS,
)
ANY = st.one_of(
    st.tuples(st.just("organisation"), ORGANISATIONS),
    st.tuples(st.just("location"), LOCATIONS),
    st.tuples(st.just("service"), SERVICES),
)


def form_of(kind: str, facts: Any, data: Any = None, language: str = "fi") -> Any:
    options: dict[str, Any] = {"base": facts, "language": language, "today": TODAY}
    if kind == "service":
        options["places"] = {way.location: "Kylätalo" for way in facts.channels if way.location}
    return FORMS[kind](data, **options)


@TRIED
@given(entry=ANY, language=st.sampled_from(["fi", "sv", "en"]))
def test_an_untouched_form_gives_the_facts_back(areas, topics, entry, language):
    kind, facts = entry
    sent = as_sent(form_of(kind, facts, language=language))

    form = form_of(kind, facts, sent)

    assert form.is_valid(), form.problems()
    assert form.facts() == facts


@TRIED
@given(entry=ANY, language=st.sampled_from(["fi", "sv", "en"]))
def test_a_new_name_changes_the_name_and_nothing_else(areas, topics, entry, language):
    kind, facts = entry
    sent = as_sent(form_of(kind, facts, language=language))
    sent["name_sv"] = "Föreningshuset"

    form = form_of(kind, facts, sent)

    assert form.is_valid(), form.problems()
    assert form.facts() == replace(facts, name={**facts.name, "sv": "Föreningshuset"})


@TRIED
@given(facts=SERVICES)
def test_a_form_that_did_not_show_a_part_leaves_it_alone(areas, topics, facts):
    sent = MultiValueDict({"name_fi": ["Uusi nimi"], "language": ["fi"]})
    ticked = as_sent(form_of("service", facts))
    for name in ("topics", "target_groups", "languages"):
        sent.setlist(name, ticked.getlist(name))

    made = form_of("service", facts, sent).facts_so_far()

    assert made == replace(facts, name={**facts.name, "fi": "Uusi nimi"})


def test_a_day_later_the_untouched_words_still_mean_what_they_meant(areas, topics):
    schedule = ScheduleFacts(
        starts_on=TODAY + timedelta(days=1), rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", opens=time(12), source_id="a7"
    )
    way = ChannelFacts(
        kind="phone", phone="08 555 0100", schedules=(schedule,), uid=UUID("6f1c0d3e-0000-4000-8000-000000000009")
    )
    facts = ServiceFacts(source="", source_id="", organisation="x", name={"fi": "Puhelinpäivystys"}, channels=(way,))
    sent = as_sent(form_of("service", facts))

    later = FORMS["service"](sent, base=facts, language="fi", today=TODAY + timedelta(days=30))

    assert later.is_valid(), later.problems()
    [read] = later.facts().channels[0].schedules
    assert (read.rrule, read.opens, read.source_id) == (schedule.rrule, schedule.opens, schedule.source_id)


def test_a_role_and_a_note_are_changed_in_one_language_and_stay_in_the_others(areas, topics):
    contact = ContactFacts(role={"fi": "sihteeri", "de": "Sekretär"}, email="sihteeri@example.org")
    way = ChannelFacts(
        kind="phone", phone="08 555 0100", note={"fi": "soita ensin"}, uid=UUID("6f1c0d3e-0000-4000-8000-000000000009")
    )
    facts = ServiceFacts(
        source="", source_id="", organisation="x", name={"fi": "Kerho"}, channels=(way,), contacts=(contact,)
    )
    shown = form_of("service", facts, language="sv")
    with override("sv"):
        tongues = shown.contacts[0].tongues()
    assert [(tongue.fallback, tongue.fallback_words) for tongue in tongues][:2] == [("finska", "sihteeri"), ("", "")]
    sent = as_sent(shown)
    sent[f"{shown.contacts[0].prefix}-role_sv"] = "sekreterare"
    sent[f"{shown.ways[0].prefix}-note_se"] = "riŋge vuos"

    form = form_of("service", facts, sent)

    assert form.is_valid(), form.problems()
    assert form.facts().contacts[0].role == {"fi": "sihteeri", "de": "Sekretär", "sv": "sekreterare"}
    assert form.facts().channels[0].note == {"fi": "soita ensin", "se": "riŋge vuos"}
