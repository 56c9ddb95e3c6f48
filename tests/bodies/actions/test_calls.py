"""Calls for nominations: seen when published, never shorter than said, told when changed, withdrawn for a reason."""

from datetime import timedelta

import pytest

from raitti.bodies.actions.calls import publish_call, remove_call, save_call, withdraw_call
from raitti.bodies.models import Call, FoundingStep
from raitti.core.models import AuditEntry
from raitti.core.texts import pick
from raitti.core.verdicts import Refused
from raitti.search.models import SearchDocument
from tests.bodies.calling import DAY, a_call, call_facts, nominated, open_seats
from tests.bodies.factories import BodyFactory, SeatFactory, TermFactory
from tests.bodies.world import seat
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.letters import letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def seated():
    return seat(build_world(NOW))


def refusal(act):
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.verdict


def changed(seated, call, **more):
    facts = call_facts(list(call.seats.all()), NOW, **({"opens": call.opens, "closes": call.closes} | more))
    return save_call(call.body, facts, call=call, actor=seated.people["owner"], now=NOW)


def found():
    return list(SearchDocument.objects.filter(kind="call").values_list("language", flat=True))


def test_a_draft_is_numbered_and_found_by_nobody_until_it_is_published(seated):
    first, second = a_call(seated, published=False), a_call(seated, published=False)
    assert (first.number, second.number) == (1, 2)
    assert found() == []

    publish_call(first, actor=seated.people["owner"], now=NOW)

    assert sorted(found()) == ["fi", "sv"]
    assert list(AuditEntry.objects.values_list("verb", flat=True).order_by("pk"))[-1] == "published call"


def test_where_a_call_stands_follows_the_clock(seated):
    call = a_call(seated)
    at = {
        NOW - 11 * DAY: Call.Stage.COMING,
        call.opens: Call.Stage.OPEN,
        call.closes - timedelta(seconds=1): Call.Stage.OPEN,
        call.closes: Call.Stage.CLOSED,
    }
    assert {moment: call.stage(moment) for moment in at} == at


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"closes": NOW - 20 * DAY}, "order"),
        ({"name": {}}, "missing"),
        ({"seats": ()}, "missing"),
        ({"candidates_each": 0}, "choice"),
        ({"candidates_each": 11}, "choice"),
    ],
)
def test_a_call_that_cannot_be_is_refused_at_its_field(seated, facts, code):
    seats = open_seats(seated)
    verdict = refusal(
        lambda: save_call(seated.body, call_facts(seats, NOW, **facts), actor=seated.people["owner"], now=NOW)
    )
    assert verdict.code == code
    assert verdict.details["field"] in {"closes", "name", "seats", "candidates_each"}


def test_seats_and_terms_of_other_bodies_are_not_taken(seated):
    strange, term = SeatFactory(), TermFactory(body=BodyFactory())
    owner = seated.people["owner"]
    assert (
        refusal(lambda: save_call(seated.body, call_facts([strange], NOW), actor=owner, now=NOW)).details["field"]
        == "seats"
    )
    facts = call_facts(open_seats(seated), NOW, term=term.pk)
    assert refusal(lambda: save_call(seated.body, facts, actor=owner, now=NOW)).details["field"] == "term"


def test_what_would_be_closed_already_is_not_published(seated):
    call = a_call(seated, published=False, closes=NOW - DAY)
    assert refusal(lambda: publish_call(call, actor=seated.people["owner"], now=NOW)).code == "late"


def test_a_published_call_never_closes_earlier_nor_takes_fewer_nor_opens_anew(seated):
    call = a_call(seated)
    for more, code in (
        ({"closes": call.closes - DAY}, "shorter"),
        ({"candidates_each": 1}, "fewer"),
        ({"opens": NOW + DAY}, "opened"),
    ):
        assert refusal(lambda more=more: changed(seated, call, **more)).code == code


def test_a_prolonged_call_is_told_to_those_who_nominate_and_to_nobody_else(seated):
    call = a_call(seated)
    nominated(seated, call)
    before = len(letters())

    changed(seated, call, closes=call.closes + 7 * DAY)

    told = letters()[before:]
    assert [letter.to for letter in told] == [seated.people["owner elsewhere"].email]
    assert "8.12.2026" in told[0].text


def test_saving_what_is_the_same_tells_nobody(seated):
    call = a_call(seated)
    nominated(seated, call)
    before = len(letters()), AuditEntry.objects.count()
    changed(seated, call)
    assert (len(letters()), AuditEntry.objects.count()) == before


def test_a_withdrawn_call_says_why_to_nominators_and_candidates_and_takes_no_more(seated):
    call = a_call(seated)
    nominated(seated, call)
    before = len(letters())
    owner = seated.people["owner"]
    assert refusal(lambda: withdraw_call(call, {"fi": " "}, actor=owner, now=NOW)).details["field"] == "reason"

    done = withdraw_call(call, {"fi": "Rahoitus siirtyi vuodella."}, actor=owner, now=NOW)

    told = {letter.to for letter in letters()[before:]}
    assert told == {seated.people["owner elsewhere"].email, "anna@example.org", "bertta@example.org"}
    assert all("Rahoitus siirtyi" in letter.text for letter in letters()[before:])
    assert pick(done.end_words, "fi").value == "Rahoitus siirtyi vuodella."
    assert refusal(lambda: nominated(seated, call)).code == "withdrawn"
    assert refusal(lambda: publish_call(call, actor=owner, now=NOW)).code == "withdrawn"


def test_only_a_draft_is_removed(seated):
    owner = seated.people["owner"]
    published, draft = a_call(seated), a_call(seated, published=False)
    assert refusal(lambda: remove_call(published, actor=owner, now=NOW)).code == "published"
    assert refusal(lambda: withdraw_call(draft, {"fi": "Ei."}, actor=owner, now=NOW)).code == "draft"
    remove_call(draft, actor=owner, now=NOW)
    assert list(Call.objects.all()) == [published]


def test_publishing_takes_the_step_of_the_founding_path(seated):
    step = FoundingStep.objects.create(body=seated.body, step=FoundingStep.Step.CALL)
    a_call(seated)
    step.refresh_from_db()
    assert step.done_on is not None
