"""A body is opened, changed and ended by those who answer for it; its terms follow each other; its chair sits in it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from raitti.bodies.actions.bodies import change_body, end_body, name_setter, open_body, take_over_body
from raitti.bodies.actions.offices import end_office, give_office
from raitti.bodies.actions.seats import add_seat, change_seat, end_seat, order_seats
from raitti.bodies.actions.terms import change_term, open_term, remove_term
from raitti.bodies.facts.bodies import BodyFacts, SeatFacts
from raitti.bodies.facts.seating import HolderFacts
from raitti.bodies.models import Body, Holding, Office, Seat, Stage
from raitti.bodies.queries.history import body_on
from raitti.bodies.queries.terms import next_span, span_by_rule
from raitti.core.models import AuditEntry, Slug
from raitti.core.texts import pick
from raitti.directory.models import OrganisationStatus
from tests.bodies.actions.test_seating import refusal
from tests.bodies.factories import BodyFactory, HolderFactory, HoldingFactory, SeatFactory, TermFactory
from tests.bodies.world import seat
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.factories import OrganisationFactory
from tests.letters import letters

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
PLAIN = BodyFacts(name={"fi": "Oulun järjestöfoorumi", "sv": "Uleåborgs forum"}, areas=("564",), is_at_work=True)


@pytest.fixture
def seated():
    return seat(build_world(NOW))


@pytest.fixture
def keeper(seated):
    return seated.people["owner"]


def closed(organisation):
    organisation.status = OrganisationStatus.DISSOLVED
    organisation.save()
    return organisation


def test_a_plain_body_is_opened_by_who_answers_for_its_steward(seated, keeper):
    body = open_body(PLAIN, steward=seated.world.association, actor=keeper, now=NOW)

    assert (body.setter, body.steward, body.stage) == (seated.world.association, seated.world.association, "active")
    assert [area.code for area in body.areas.all()] == ["564"]
    assert Slug.objects.filter(kind="body", object_id=body.pk, language="sv", slug="uleaborgs-forum").exists()
    assert AuditEntry.objects.filter(verb="opened body").exists()


def test_nobody_opens_a_body_for_an_organisation_that_is_not_theirs_or_is_closed(seated, keeper):
    assert refusal(open_body, PLAIN, steward=seated.world.county, actor=keeper, now=NOW) == "not_allowed"
    assert refusal(open_body, PLAIN, steward=closed(seated.world.association), actor=keeper, now=NOW) == "closed"


def test_whoever_is_said_to_appoint_a_body_hears_of_it_and_must_be_open(seated, keeper):
    by_county = replace(PLAIN, setter=seated.world.county)
    open_body(by_county, steward=seated.world.association, actor=keeper, now=NOW)
    assert [letter.to for letter in letters()] == [seated.people["county officer"].email]
    gone = closed(OrganisationFactory())
    code = refusal(open_body, replace(PLAIN, setter=gone), steward=seated.world.association, actor=keeper, now=NOW)
    assert code == "closed"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": {}}, "missing"),
        ({"term_rule": "fixed_years"}, "missing"),
        ({"most_terms": 0}, "number"),
        ({"meetings_a_year": 8, "most_meetings_a_year": 5}, "order"),
        ({"areas": ("999",)}, "area"),
        ({"mandate_url": "https://esimerkki.example/p.pdf"}, "missing"),
        ({"email": "ei osoite"}, "email"),
    ],
)
def test_what_cannot_be_of_a_body_is_refused_at_its_field(seated, keeper, wrong, code):
    assert refusal(change_body, seated.body, replace(PLAIN, **wrong), actor=keeper, now=NOW) == code


def test_what_is_said_of_a_body_changes_with_its_address_and_who_appoints_it_does_not(seated, keeper):
    setter = seated.body.setter
    body = change_body(seated.body, PLAIN, actor=keeper, now=NOW)
    assert pick(body.name, "fi").value == "Oulun järjestöfoorumi"
    assert body.slugs["fi"] == "oulun-jarjestofoorumi"
    assert body.setter == setter
    before = AuditEntry.objects.count()
    change_body(body, PLAIN, actor=keeper, now=NOW)
    assert AuditEntry.objects.count() == before, "what changes nothing is no deed"


def test_an_ended_body_can_be_read_and_everyone_in_it_has_left(seated, keeper):
    assert refusal(end_body, seated.body, reason={}, on=TODAY, actor=keeper, now=NOW) == "missing"
    body = end_body(seated.body, reason={"fi": "Työ siirtyi alueelle."}, on=TODAY, actor=keeper, now=NOW)

    assert (body.stage, body.ended_on) == (Stage.ENDED, TODAY)
    assert body_on(body, TODAY).held == 1
    assert body_on(body, TODAY + timedelta(days=1)).held == 0
    assert refusal(change_body, body, PLAIN, actor=keeper, now=NOW) == "ended"
    assert refusal(open_term, body, actor=keeper, now=NOW) == "ended"


def test_where_who_appoints_is_closed_the_keepers_say_who_does_now(seated, keeper):
    officer = seated.people["county officer"]
    assert refusal(name_setter, seated.body, seated.world.federation, actor=keeper, now=NOW) == "not_allowed"
    closed(seated.body.setter)
    seated.body.refresh_from_db()
    assert name_setter(seated.body, seated.world.federation, actor=keeper, now=NOW).setter == seated.world.federation
    assert refusal(name_setter, seated.body, seated.world.county, actor=officer, now=NOW) == "not_allowed"


def test_where_the_steward_is_closed_who_appoints_takes_the_body_over_with_its_groups(seated):
    officer = seated.people["county officer"]
    below = BodyFactory(parent=seated.body, steward=seated.body.steward, setter=seated.body.setter)
    foreign = BodyFactory(parent=seated.body)
    assert refusal(take_over_body, seated.body, actor=officer, now=NOW) == "not_closed"
    closed(seated.body.steward)
    body = take_over_body(Body.objects.get(pk=seated.body.pk), actor=officer, now=NOW)

    assert body.steward == seated.world.county
    below.refresh_from_db()
    assert below.steward == seated.world.county
    before = foreign.steward
    foreign.refresh_from_db()
    assert foreign.steward == before
    assert seated.body.seats.get().holdings.count() == 2, "seats and who holds them stay"


# Terms.


@pytest.mark.parametrize(
    ("rule", "day", "expected"),
    [
        ("council_term", date(2026, 11, 21), (date(2025, 6, 1), date(2029, 5, 31))),
        ("council_term", date(2025, 5, 31), (date(2021, 6, 1), date(2025, 5, 31))),
        ("council_term", date(2029, 6, 1), (date(2029, 6, 1), date(2033, 5, 31))),
        ("half_term", date(2026, 11, 21), (date(2025, 6, 1), date(2027, 5, 31))),
        ("half_term", date(2027, 6, 1), (date(2027, 6, 1), date(2029, 5, 31))),
        ("fixed_years", date(2026, 2, 17), (date(2026, 2, 17), date(2028, 2, 16))),
        ("none", date(2026, 2, 17), (date(2026, 2, 17), None)),
    ],
)
def test_each_rule_gives_its_term(rule, day, expected):
    span = span_by_rule(Body(term_rule=rule, term_years=2), on=day)
    assert (span.starts, span.ends) == expected


def test_terms_follow_each_other_by_the_rule(seated, keeper):
    seated.body.term_rule = "council_term"
    seated.body.save()
    first = open_term(seated.body, actor=keeper, now=NOW)
    second = open_term(seated.body, actor=keeper, now=NOW)
    assert (first.starts, first.ends) == (date(2025, 6, 1), date(2029, 5, 31))
    assert (second.starts, second.ends) == (date(2029, 6, 1), date(2033, 5, 31))


def test_terms_of_one_body_never_overlap(seated, keeper):
    TermFactory(body=seated.body, starts=date(2025, 6, 1), ends=date(2029, 5, 31))
    opening = {"actor": keeper, "now": NOW}
    same = {"starts": date(2029, 5, 31), "ends": date(2033, 5, 31)}
    assert refusal(open_term, seated.body, **same, **opening) == "overlap"
    assert refusal(open_term, seated.body, starts=date(2020, 1, 1), **opening) == "overlap"
    assert refusal(open_term, seated.body, starts=date(2030, 1, 1), ends=date(2029, 12, 1), **opening) == "order"
    later = open_term(seated.body, starts=date(2029, 6, 1), **opening)
    assert later.ends is None
    assert next_span(seated.body, on=TODAY) is None
    moved = {"starts": date(2029, 5, 1), "ends": None}
    assert refusal(change_term, later, **moved, **opening) == "overlap"
    elsewhere = TermFactory(starts=date(2026, 1, 1))
    assert elsewhere, "another body's terms are its own"


def test_a_term_that_is_moved_takes_along_whoever_sat_to_its_end(seated, keeper):
    term = TermFactory(body=seated.body)
    staying = HoldingFactory(seat=SeatFactory(body=seated.body), term=term, until=term.ends)
    leaving = HoldingFactory(
        seat=SeatFactory(body=seated.body), term=term, until=date(2026, 1, 31), ended_because="resigned"
    )
    change_term(term, starts=term.starts, ends=date(2029, 7, 31), actor=keeper, now=NOW)
    for each in (staying, leaving):
        each.refresh_from_db()
    assert (staying.until, leaving.until) == (date(2029, 7, 31), date(2026, 1, 31))
    change_term(term, starts=term.starts, ends=date(2028, 12, 31), actor=keeper, now=NOW)
    staying.refresh_from_db()
    assert staying.until == date(2028, 12, 31)
    late = {"starts": date(2026, 1, 1), "ends": None}
    assert refusal(change_term, term, **late, actor=keeper, now=NOW) == "held"


def test_only_a_term_nobody_sat_in_is_removed(seated, keeper):
    empty, held = TermFactory(body=seated.body), TermFactory(body=seated.body, starts=date(2021, 6, 1), ends=None)
    HoldingFactory(seat=seated.seat, term=held)
    remove_term(empty, actor=keeper, now=NOW)
    assert refusal(remove_term, held, actor=keeper, now=NOW) == "held"
    assert list(seated.body.terms.all()) == [held]


# Seats.


def test_a_seat_holds_only_what_goes_with_whom_it_belongs_to(seated, keeper):
    facts = {"name": {"fi": "Kunta"}, "organisation": seated.world.municipality}
    made = add_seat(seated.body, SeatFacts(belongs="public_body", **facts), actor=keeper, now=NOW)
    assert (made.organisation, made.position > seated.seat.position) == (seated.world.municipality, True)
    wrong = SeatFacts(belongs="theme", **facts)
    assert refusal(add_seat, seated.body, wrong, actor=keeper, now=NOW) == "belongs"
    assert refusal(change_seat, made, SeatFacts(belongs="area", area="999", name={"fi": "A"}), actor=keeper, now=NOW)


def test_a_deputys_place_is_not_taken_from_under_a_deputy(seated, keeper):
    bare = SeatFacts(name={"fi": "Ikäihmiset"}, has_deputy=False)
    assert refusal(change_seat, seated.seat, bare, actor=keeper, now=NOW) == "held"


def test_an_ended_seat_lets_its_holders_go_and_one_never_held_is_taken_away(seated, keeper):
    empty = SeatFactory(body=seated.body)
    assert end_seat(empty, on=TODAY, actor=keeper, now=NOW) is None
    assert not Seat.objects.filter(pk=empty.pk).exists()
    ended = end_seat(seated.seat, on=TODAY, actor=keeper, now=NOW)
    assert ended.ended_on == TODAY
    assert set(ended.holdings.values_list("until", "ended_because")) == {(TODAY, "seat")}


def test_a_seat_with_a_support_group_behind_it_is_ended_not_taken_away(seated, keeper):
    empty = SeatFactory(body=seated.body)
    BodyFactory(kind="support_group", behind=empty)
    assert end_seat(empty, on=TODAY, actor=keeper, now=NOW) is not None


def test_seats_are_put_in_order(seated, keeper):
    second, third = SeatFactory(body=seated.body), SeatFactory(body=seated.body)
    order_seats(seated.body, [third.uid, seated.seat.uid], actor=keeper, now=NOW)
    assert list(seated.body.seats.all()) == [third, seated.seat, second]


# Offices.


def test_the_chair_and_vice_chair_hold_a_seat_as_members_and_the_secretary_need_not(seated, keeper):
    member = Holding.objects.get(seat=seated.seat, place="member").holder
    deputy = Holding.objects.get(seat=seated.seat, place="deputy").holder
    giving = {"since": TODAY, "actor": keeper, "now": NOW}

    for task in ("chair", "vice_chair"):
        assert refusal(give_office, seated.body, task, deputy, **giving) == "not_a_member"
        assert give_office(seated.body, task, member, **giving).holder == member
    for task in ("presenter", "secretary"):
        assert give_office(seated.body, task, HolderFacts(name="Esittelijä Ulkoa"), **giving)
    assert refusal(give_office, seated.body, "vice_chair", member, **giving) == "in_office"


def test_there_is_one_chair_at_a_time(seated, keeper):
    first = Holding.objects.get(seat=seated.seat, place="member").holder
    second = HolderFactory()
    HoldingFactory(seat=SeatFactory(body=seated.body), holder=second)
    give_office(seated.body, "chair", first, since=date(2026, 1, 1), actor=keeper, now=NOW)
    give_office(seated.body, "chair", second, since=TODAY, actor=keeper, now=NOW)

    chairs = Office.objects.filter(body=seated.body, task="chair")
    assert set(chairs.values_list("holder", "until")) == {(first.pk, TODAY - timedelta(days=1)), (second.pk, None)}
    end_office(chairs.get(holder=second), on=TODAY, actor=keeper, now=NOW)
    assert chairs.get(holder=second).until == TODAY


def test_an_office_lasts_to_the_end_of_the_term(seated, keeper):
    TermFactory(body=seated.body)
    office = give_office(seated.body, "secretary", HolderFacts(name="Sihteeri"), since=TODAY, actor=keeper, now=NOW)
    assert office.until == date(2029, 5, 31)
