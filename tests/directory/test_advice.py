"""Advice tells what would help most, a little at a time, and falls silent when all is there."""

from datetime import date

from raitti.directory.advice import advice
from raitti.directory.facts import (
    ChannelFacts,
    ContactFacts,
    LocationFacts,
    OrganisationFacts,
    ScheduleFacts,
    ServiceFacts,
)

EMPTY = {"source": "", "source_id": "", "name": {"fi": "X"}}


def fields(facts: OrganisationFacts | ServiceFacts | LocationFacts, **options: int) -> list[str]:
    return [each.field for each in advice(facts, **options)]


def test_never_more_than_three_at_a_time_and_the_most_useful_first():
    assert fields(OrganisationFacts(**EMPTY)) == ["phone", "summary", "home"]
    assert fields(ServiceFacts(**EMPTY, organisation="x"))[0] == "when"


def test_an_address_by_role_is_enough_to_be_reached():
    contacts = (ContactFacts(role={"fi": "Sihteeri"}, phone="1", is_public=True),)

    assert "phone" not in fields(OrganisationFacts(**EMPTY, contacts=contacts), most=99)
    hidden = (ContactFacts(role={"fi": "Sihteeri"}, phone="1", is_public=False),)
    assert "phone" in fields(OrganisationFacts(**EMPTY, contacts=hidden), most=99)


def test_a_whole_entry_gets_no_advice():
    texts = {"fi": "A", "sv": "B"}
    organisation = OrganisationFacts(
        source="",
        source_id="",
        name=texts,
        summary=texts,
        description=texts,
        phone="1",
        home_municipality="564",
        topics=("t",),
    )
    way = ChannelFacts(kind="place", location="uid:1", schedules=(ScheduleFacts(starts_on=date(2026, 1, 1)),))
    service = ServiceFacts(
        **EMPTY,
        organisation="x",
        summary=texts,
        fee="free",
        topics=("t",),
        target_groups=("g",),
        channels=(way,),
    )
    location = LocationFacts(**EMPTY, street="Tie 1", accessibility={"lift": "no"}, directions=texts)

    assert advice(organisation) == advice(service) == advice(location) == []
