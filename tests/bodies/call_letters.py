"""Every letter about getting in, made by what really happens; for the tests that read all letters."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from raitti.bodies.actions.appointing import appoint, propose, seen_of
from raitti.bodies.actions.calls import publish_call, save_call, withdraw_call
from raitti.bodies.actions.consenting import answer_as_candidate, remind_candidates
from raitti.bodies.actions.nominating import save_nomination, stamp, withdraw_nomination
from raitti.bodies.facts.calls import CallFacts, CandidateFacts, Choice, NominationFacts
from raitti.bodies.models import Body, Call, Candidate
from raitti.core.audit import System
from raitti.core.slugs import assign_slugs
from raitti.core.texts import translated
from raitti.directory.models import Organisation
from tests.bodies.factories import BodyFactory, SeatFactory

_PROGRAM = System("test")
_DAY = timedelta(days=1)
# Names read the same in every language.
_NAME = "Esimerkki"


def write_call_letters(owned: Callable[..., Organisation], *, words: str, language: str, now: datetime) -> None:
    """Let one of each happen; `owned` makes an association whose owner reads the language."""
    body = BodyFactory(name=translated(fi=_NAME), setter=owned(), steward=owned())
    assign_slugs(body, "body")
    _told(body, owned(), words=words, language=language, now=now)
    _decided(body, owned(), language=language, now=now)


def _opened(body: Body, *, now: datetime) -> tuple[Call, list[Any]]:
    seats = [SeatFactory(body=body, name=translated(fi=_NAME)) for _number in range(2)]
    facts = CallFacts(
        name={"fi": _NAME}, seats=tuple(each.pk for each in seats), opens=now - _DAY, closes=now + 10 * _DAY
    )
    call = save_call(body, facts, actor=_PROGRAM, now=now)
    return publish_call(call, actor=_PROGRAM, now=now), seats


def _nominate(call: Call, of: Organisation, *names: str, language: str, now: datetime) -> Any:
    people = [CandidateFacts(name=_NAME, email=f"{name}@ehdokas.example") for name in names]
    first = CandidateFacts(
        name=_NAME, email="a@ehdokas.example", deputy_name=_NAME, deputy_email="varalla@ehdokas.example"
    )
    facts = NominationFacts(candidates=(first, *people), language=language)
    known = call.nominations.filter(organisation=of).first()
    return save_nomination(call, of, facts, send=True, actor=_PROGRAM, now=now, seen=stamp(known))


def _told(body: Body, of: Organisation, *, words: str, language: str, now: datetime) -> None:
    """Nominated, reminded, changed, said no, prolonged, changed, taken back, withdrawn."""
    call, seats = _opened(body, now=now)
    _nominate(call, of, "b", language=language, now=now)
    remind_candidates(now + 6 * _DAY)
    nomination = _nominate(call, of, "c", language=language, now=now + 7 * _DAY)
    answer_as_candidate(nomination.candidates.get(email="c@ehdokas.example"), is_willing=False, now=now + 7 * _DAY)
    facts: dict[str, Any] = {"name": {"fi": _NAME}, "opens": call.opens, "closes": call.closes + _DAY}
    keys = tuple(each.pk for each in seats)
    save_call(body, CallFacts(**facts, seats=keys), actor=_PROGRAM, now=now, call=call)
    save_call(body, CallFacts(**facts, seats=keys[:1]), actor=_PROGRAM, now=now, call=call)
    withdraw_nomination(nomination, actor=_PROGRAM, now=now)
    _nominate(call, of, language=language, now=now)
    withdraw_call(call, {language: words}, actor=_PROGRAM, now=now)


def _decided(body: Body, of: Organisation, *, language: str, now: datetime) -> None:
    """Withdrawn after closing, appointed as member and deputy, not appointed, left the seat."""
    call, seats = _opened(body, now=now)
    nomination = _nominate(call, of, "d", language=language, now=now)
    Call.objects.filter(pk=call.pk).update(candidates_each=5)
    people = {each.email[0]: each for each in nomination.candidates.all()}
    for each in people.values():
        answer_as_candidate(each, is_willing=True, now=now)
    Call.objects.filter(pk=call.pk).update(closes=now)
    call.refresh_from_db()
    answer_as_candidate(people["d"], is_willing=False, now=now)
    answer_as_candidate(people["d"], is_willing=True, now=now)
    call = propose(call, [Choice(seats[0].pk, people["a"].pk, people["v"].pk)], actor=_PROGRAM, now=now)
    appoint(call, since=now.date(), seen=seen_of(call), words={}, actor=_PROGRAM, now=now)
    answer_as_candidate(Candidate.objects.get(pk=people["a"].pk), is_willing=False, now=now)
