"""Each of the handbook's nine boards, opened as a body: what its row says is there (domain handbook, 4.2)."""

from datetime import date, timedelta

import pytest

from raitti.bodies.actions.bodies import open_body
from raitti.bodies.boards import boards, known_board
from raitti.bodies.facts.bodies import BodyFacts
from raitti.bodies.models import Seat
from raitti.core.texts import pick, translated, versions
from raitti.directory.models import OrganisationKind
from tests.bodies.actions.test_seating import refusal
from tests.bodies.factories import TopicFactory
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.factories import AreaFactory

pytestmark = pytest.mark.django_db
Belongs = Seat.Belongs


@pytest.fixture
def world():
    return build_world(NOW)


@pytest.fixture
def opened(world):
    def act(model, **facts):
        written = BodyFacts(**{"name": {"fi": "Neuvottelukunta"}, "setter": world.county} | facts)
        owner = world.people["owner"]
        return open_body(written, steward=world.association, model=model, actor=owner, now=NOW)

    return act


def seats(body, **which):
    return list(body.seats.filter(**which))


def with_deputies(body):
    return body.seats.filter(has_deputy=True).count()


def test_there_are_the_nine_of_the_table_each_named_in_three_languages_with_its_source():
    assert [board.key for board in boards()] == [
        "pohjois-pohjanmaa",
        "pohjois-karjala",
        "kymenlaakso",
        "etela-karjala",
        "paijat-hame",
        "ita-uusimaa",
        "vantaa-kerava",
        "keski-suomi",
        "helsinki",
    ]
    for board in boards():
        texts = [board.name, board.notes, *(each.name for each in (*board.seats, *board.parts))]
        assert all(set(text) == {"fi", "sv", "en"} for text in texts), board.key
        assert board.source, board.key


def test_northern_ostrobothnia_15_organisations_for_the_councils_term(opened):
    body = opened("pohjois-pohjanmaa")
    assert len(seats(body, belongs=Belongs.ORGANISATION)) == body.seats.count() == 15
    assert body.term_rule == "council_term"
    assert body.terms.get().starts == date(2025, 6, 1)
    assert "verkkolomakkeella" in pick(body.how_to_get_in, "fi").value, "candidates come by a web form"


def test_north_karelia_16_members_and_16_deputies_by_sector_5_to_8_meetings_and_an_executive_committee(opened):
    body = opened("pohjois-karjala")
    assert len(seats(body, belongs=Belongs.THEME)) == with_deputies(body) == body.seats.count() == 16
    assert (body.meetings_a_year, body.most_meetings_a_year) == (5, 8)
    committee = body.parts.get()
    assert (committee.kind, committee.steward, committee.setter) == ("executive_committee", body.steward, body.setter)
    assert "vuosikertomuksessa" in known_board(body.model).notes["fi"]


def test_kymenlaakso_nine_heads_of_networks_officials_and_experts_as_a_pilot_of_two_years(opened):
    body = opened("kymenlaakso")
    assert len(seats(body, belongs=Belongs.THEME)) == 9
    assert len(seats(body, belongs=Belongs.PUBLIC_BODY)) == 2, "of the municipalities and of the region"
    assert len(seats(body, belongs=Belongs.EXPERT)) == 1
    assert (body.term_rule, body.term_years) == ("fixed_years", 2)


def test_south_karelia_22_associations_of_13_groups_all_municipalities_four_meetings(opened, world):
    towns = [AreaFactory(code=f"90{n}", name=translated(fi=f"Kunta {n}"), region=world.oulu.region) for n in (1, 2)]
    body = opened("etela-karjala", areas=("region:17",))
    own = seats(body, belongs=Belongs.ORGANISATION)
    assert len(own) == 22
    assert len({pick(seat.name, "fi").value.partition(",")[0] for seat in own}) == 13
    public = {pick(seat.name, "fi").value: seat.organisation for seat in seats(body, belongs=Belongs.PUBLIC_BODY)}
    assert public.keys() == {"Oulu", *(str(town) for town in towns)}
    assert public["Oulu"] == world.municipality, "where the municipality is among our organisations, the seat is its"
    assert (body.kind, body.meetings_a_year) == ("partnership_table", 4)


def test_paijat_hame_ten_networks_with_deputies_for_half_a_term_and_the_county_presents(opened):
    body = opened("paijat-hame")
    assert len(seats(body, belongs=Belongs.THEME, has_deputy=True)) == 10
    presenter = body.seats.get(belongs=Belongs.PUBLIC_BODY)
    assert (presenter.rights, presenter.has_deputy) == ("speaking", False)
    assert (body.term_rule, body.terms.get().ends) == ("half_term", date(2027, 5, 31))
    assert body.parts.filter(kind="working_group").count() == 3
    assert body.fills_vacancies


def test_east_uusimaa_a_call_of_ten_weeks_sorted_by_theme_group(opened):
    themes = [TopicFactory(name=translated(fi=name)) for name in ("Kulttuuri", "Liikunta", "Perheet")]
    body = opened("ita-uusimaa", topics=tuple(theme.uri for theme in themes), first_meeting=date(2027, 12, 1))
    assert {seat.topic for seat in seats(body, belongs=Belongs.THEME)} == set(themes)
    days = {step.step: step.due for step in body.founding_steps.all()}
    assert days["nominations"] - days["call"] == timedelta(weeks=10)


def test_vantaa_and_kerava_two_of_each_of_eight_types_make_16(opened):
    body = opened("vantaa-kerava")
    own = seats(body, belongs=Belongs.ORGANISATION_KIND)
    by_type = [pick(seat.name, "fi").value.partition(",")[0] for seat in own]
    assert len(own) == 16
    assert {by_type.count(kind) for kind in by_type} == {2}
    assert {seat.organisation_kind for seat in own} == {OrganisationKind.ASSOCIATION}
    assert "kolme" in known_board(body.model).notes["fi"], "three legal forms were compared"


def test_central_finland_12_proposed_by_the_partnership_table_in_a_call_of_a_week(opened):
    body = opened("keski-suomi", first_meeting=date(2027, 12, 1))
    days = {step.step: step.due for step in body.founding_steps.all()}
    assert body.seats.count() == 12
    assert days["nominations"] - days["call"] == timedelta(weeks=1)
    assert "Kumppanuuspöytä ehdottaa" in pick(body.how_to_get_in, "fi").value


def test_helsinki_14_with_deputies_five_councillors_and_two_terms_on_end_at_most(opened):
    body = opened("helsinki")
    assert len(seats(body, belongs=Belongs.ORGANISATION, has_deputy=True)) == with_deputies(body) == 14
    assert len(seats(body, belongs=Belongs.PUBLIC_BODY)) == 5
    assert (body.most_terms, body.most_organisation_terms) == (2, 2)
    assert "612/2021" in known_board(body.model).notes["fi"]


def test_what_was_written_stands_before_what_the_model_says(opened):
    body = opened("pohjois-pohjanmaa", how_to_get_in={"fi": "Kysy sihteeriltä."})
    assert versions(body.how_to_get_in) == {"fi": "Kysy sihteeriltä."}


def test_there_is_no_other_model(opened):
    assert refusal(opened, "atlantis") == "unknown"
