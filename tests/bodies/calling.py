"""What tests of getting in share: a call over the world with a body, nominations, and their candidates."""

from datetime import datetime, timedelta
from typing import Any

from raitti.bodies.actions.calls import publish_call, save_call
from raitti.bodies.actions.consenting import answer_as_candidate
from raitti.bodies.actions.nominating import save_nomination, stamp
from raitti.bodies.facts.calls import CallFacts, CandidateFacts, NominationFacts
from raitti.bodies.models import Call, Candidate, Nomination, Seat
from raitti.core.slugs import assign_slugs
from raitti.core.texts import translated
from raitti.directory.models import Organisation
from tests.bodies.factories import SeatFactory
from tests.bodies.world import Seated

DAY = timedelta(days=1)
ANNA = CandidateFacts(
    name="Anna Esimerkki",
    email="anna@example.org",
    deputy_name="Bertta Esimerkki",
    deputy_email="bertta@example.org",
)
CARL = CandidateFacts(name="Carl Esimerkki", email="carl@example.org")


def open_seats(it: Seated, many: int = 2) -> list[Seat]:
    """Seats of the body that nobody holds."""
    return [SeatFactory(body=it.body, name=translated(fi=f"Tyhjä paikka {number}")) for number in range(many)]


def call_facts(places: list[Seat], now: datetime, **more: Any) -> CallFacts:
    given: dict[str, Any] = {
        "name": {"fi": "Haku neuvottelukuntaan", "sv": "Nominering till delegationen"},
        "text": {"fi": "Kokoukset ovat neljä kertaa vuodessa."},
        "seats": tuple(place.pk for place in places),
        "opens": now - 10 * DAY,
        "closes": now + 10 * DAY,
    }
    return CallFacts(**given | more)


def a_call(it: Seated, *, seats: list[Seat] | None = None, published: bool = True, **more: Any) -> Call:
    """A call that is open now, by whoever looks after the body."""
    if not it.body.slugs:
        assign_slugs(it.body, "body")
    actor = it.people["owner"]
    call = save_call(it.body, call_facts(seats or open_seats(it), it.now, **more), actor=actor, now=it.now - 11 * DAY)
    return publish_call(call, actor=actor, now=it.now - 11 * DAY) if published else call


def nominated(
    it: Seated,
    call: Call,
    *candidates: CandidateFacts,
    by: str = "owner elsewhere",
    organisation: Organisation | None = None,
    send: bool = True,
    **more: Any,
) -> Nomination:
    """A nomination by the association elsewhere, unless another is named."""
    of = organisation or it.world.elsewhere["association"]
    known = call.nominations.filter(organisation=of).first()
    facts = NominationFacts(candidates=candidates or (ANNA,), motivation="Pitkä kokemus.")
    return save_nomination(
        call, of, facts, send=send, actor=it.people[by], now=more.pop("now", it.now), seen=stamp(known), **more
    )


def willing(call: Call, *, now: datetime, gender: str = "", public: bool = True) -> list[Candidate]:
    """All candidates of a call, each having said yes."""
    found = Candidate.objects.filter(nomination__call=call).order_by("pk")
    return [
        answer_as_candidate(each, is_willing=True, name_is_public=public, gender=gender or each.gender, now=now)
        for each in found
    ]


def has_closed(call: Call) -> Call:
    """The same call, after its closing."""
    Call.objects.filter(pk=call.pk).update(closes=call.opens + DAY)
    return Call.objects.select_related("body__setter", "body__steward", "term").get(pk=call.pk)
