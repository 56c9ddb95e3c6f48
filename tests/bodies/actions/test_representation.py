"""Representatives are named, asked, confirmed by the other body, seated, ended; and report back."""

from datetime import timedelta
from urllib.parse import unquote

import pytest

from raitti.bodies.actions.representation import (
    answer_naming,
    answer_token,
    confirm_representation,
    end_representation,
    name_representative,
    report_back,
    representative_of,
)
from raitti.bodies.facts.statements import NamedFacts, RepresentationFacts
from raitti.bodies.models import Holding
from raitti.bodies.queries.statements import public_representations
from raitti.core.verdicts import Refused
from tests.bodies.actions.test_statements import refusal
from tests.bodies.factories import HoldingFactory
from tests.bodies.rules.representation import BY, named, other_seat
from tests.letters import letters

pytestmark = pytest.mark.django_db
SOMEBODY = NamedFacts(name="Esimerkki Edustaja", email="edustaja@esimerkki.example")


def facts(it, **changed):
    known = {"member": SOMEBODY, "outside": {"fi": "Maakunnan yhteistyöryhmä"}, "since": it.now.date()}
    return RepresentationFacts(**known | changed)


def name(it, **changed):
    return name_representative(it.body, facts(it, **changed), actor=it.people["owner"], now=it.now)


def test_whoever_is_named_is_asked_by_letter_and_shown_only_after_a_yes(it):
    representation = name(it)
    letter = letters(SOMEBODY.email)[-1]
    token = unquote(letter.path()).rstrip("/").rpartition("/")[2]
    assert public_representations(it.body, on=it.now.date()) == []
    answer_naming(representative_of(token), accepts=True, name_public=False, now=it.now)
    (shown,) = public_representations(it.body, on=it.now.date())
    assert shown == representation
    assert not shown.accepted_representatives[0].holder.name_is_public


def test_an_answer_is_given_once_and_a_made_up_link_is_nobodys(it):
    asked = name(it).representatives.get()
    answer_naming(asked, accepts=False, name_public=True, now=it.now)
    with pytest.raises(Refused):
        answer_naming(asked, accepts=True, name_public=True, now=it.now)
    assert representative_of("made up") is None
    assert representative_of(answer_token(asked)) == asked


def test_at_a_seat_of_another_body_somebody_sits_when_both_have_said_yes(it):
    representation = named(it, accepted=True)
    assert not representation.seat.holdings.exists()
    confirm_representation(representation, actor=it.people["county officer elsewhere"], now=it.now)
    holding = representation.seat.holdings.get()
    assert (holding.holder, holding.nominated_by) == (representation.representatives.get().holder, it.body.steward)
    tomorrow = (it.now + timedelta(days=1)).date()
    end_representation(representation, on=tomorrow, reason="Vaihtuu", actor=it.people["owner"], now=it.now)
    holding.refresh_from_db()
    assert (holding.until, holding.ended_because) == (tomorrow, Holding.End.REPLACED)


def test_two_representations_in_one_place_do_not_overlap(it):
    until = (it.now + timedelta(days=30)).date()
    name(it, until=until)
    assert refusal(name, it, since=until).code == "overlap"
    assert refusal(name, it, outside={"fi": "MAAKUNNAN yhteistyöryhmä"}).code == "overlap"
    name(it, since=until + timedelta(days=1))


def test_nobody_is_named_to_a_seat_they_hold_or_that_somebody_holds(it):
    seat = other_seat(it)
    holder = it.seat.holdings.get(place="member").holder
    HoldingFactory(seat=seat, holder=holder)
    assert refusal(name, it, seat=seat.pk, outside={}, member=NamedFacts(holder=holder.pk)).code == "twice"
    assert refusal(name, it, seat=seat.pk, outside={}).code == "taken"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"outside": {}}, "outside"),
        ({"member": NamedFacts(name="Esimerkki", email="")}, "member_email"),
        ({"member": NamedFacts(email="a@esimerkki.example")}, "member_name"),
        ({"deputy": SOMEBODY}, "deputy"),
        ({"member": NamedFacts(holder=0)}, "member"),
        ({"seat": 0}, "seat"),
    ],
)
def test_what_is_missing_is_said_at_its_field(it, changed, field):
    assert refusal(name, it, **changed).details["field"] == field


def test_a_body_is_not_represented_at_its_own_seat_and_not_backwards_in_time(it):
    assert refusal(name, it, seat=it.seat.pk).code == "own"
    assert refusal(name, it, until=(it.now - timedelta(days=1)).date()).details["field"] == "until"


def test_a_representative_reports_back_to_the_body(it):
    representation = named(it, accepted=True)
    member, day = it.people["owner elsewhere"], it.now.date()
    report = report_back(representation, on=day, text="Päätettiin kutsua.", actor=member, now=it.now)
    assert (report.text, report.person) == ("Päätettiin kutsua.", member)
    later = day + timedelta(days=1)
    assert refusal(report_back, representation, on=later, text="x", actor=BY, now=it.now).details["field"] == "on"
