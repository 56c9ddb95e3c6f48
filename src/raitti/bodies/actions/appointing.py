"""From candidates to seats: a choice is put together, weighed, and decided by whoever appoints the body."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions import call_letters
from raitti.bodies.actions.calls import held, show, take_step
from raitti.bodies.actions.seating import seat_person
from raitti.bodies.facts.calls import Choice
from raitti.bodies.facts.seating import HolderFacts, Sitting
from raitti.bodies.models import Call, Candidate, FoundingStep, Holding, Seat
from raitti.bodies.queries.weighing import candidates_of, choices_kept, weigh
from raitti.bodies.rules.calls import may_appoint, may_propose
from raitti.core.audit import System, record
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions import checks
from raitti.directory.actions.saving import set_fields
from raitti.directory.facts import Texts
from raitti.directory.models import OrganisationStatus

_MEMBER, _DEPUTY = Holding.Place.MEMBER, Holding.Place.DEPUTY


@dataclass(frozen=True)
class Problem:
    """What stands in the way of a choice, and at which seat; at none, where it is about the whole."""

    seat: Seat | None
    place: str
    verdict: Verdict


@dataclass(frozen=True)
class _Chosen:
    seat: Seat
    place: str
    candidate: Candidate


def first_day(call: Call, *, now: datetime) -> date:
    """From when those appointed sit, unless somebody says otherwise: the term's first day, or today."""
    today = timezone.localdate(now)
    return max(call.term.starts, today) if call.term is not None else today


@transaction.atomic
def propose(call: Call, choices: Sequence[Choice], *, actor: Any, now: datetime) -> Call:
    """Keep a choice of candidates for whoever appoints. Nobody is told of it, and nobody sits by it yet.

    It may still want something, such as a consent; but only candidates of this call, one seat each, can be in it.
    """
    call = held(call)
    require(may_propose(actor, call, now=now))
    candidates = candidates_of(call)
    known = {each.pk: each for each in candidates}
    seats = {seat.pk for seat in call.seats.all()}
    wanted: dict[int, tuple[int, str]] = {}
    for choice in choices:
        for place, key in ((_MEMBER, choice.member), (_DEPUTY, choice.deputy)):
            if key is None:
                continue
            field = f"{place}_{choice.seat}"
            if key not in known or choice.seat not in seats:
                reason = _("This candidate is no longer there: their association has changed its nomination.")
                checks.refuse(field, "", reason, code="gone")
            if key in wanted:
                checks.refuse(field, known[key].name, _two_seats(known[key]), code="two_seats")
            wanted[key] = (choice.seat, place)
    for each in candidates:
        seat, as_what = wanted.get(each.pk, (None, ""))
        if (each.seat_id, each.place) != (seat, as_what):
            each.seat_id, each.place = seat, as_what
            each.save(update_fields=["seat", "place"])
    call.proposed, call.proposed_by = now, str(actor)[:200]
    call.save(update_fields=["proposed", "proposed_by"])
    record(actor, "proposed appointments", call, now=now, changes={"seats": [None, len(wanted)]})
    take_step(call.body, FoundingStep.Step.BALANCE, actor=actor, now=now)
    return call


def what_stands_in_the_way(call: Call, choices: Iterable[Choice], *, since: date, now: datetime) -> list[Problem]:
    """Everything that would keep a choice from being decided, by doing it and taking it back."""
    with transaction.atomic():
        problems = _seat_all(held(call), choices, since=since, actor=System("trial"), now=now)[1]
        transaction.set_rollback(True)
    return problems


@transaction.atomic
def appoint(
    call: Call, *, since: date, seen: str, words: Texts, imbalance_reason: str = "", actor: Any, now: datetime
) -> Call:
    """Appoint those of the choice that was put together, which decides the call; everybody concerned is told.

    `seen` names the choice that was on the page (`proposed` in ISO form). `words` is what everyone reads of the
    decision: when, by whom, which section. Where the law's share binds the body and would not be kept, as far as is
    known, `imbalance_reason` says which special reason there is (609/1986, § 4 a). Raises `Refused` with a code:
    `open`, `overtaken`, `nobody`, `no_consent`, `two_seats`, `no_member`, `organisation_closed`, `imbalance`, and those
    of `seating.seat_person`.
    """
    call = held(call)
    require(may_appoint(actor, call, now=now))
    if seen != seen_of(call):
        reason = _("The choice has been changed meanwhile. Look at it as it is now, then decide.")
        raise Refused(Verdict("overtaken", reason, {"field": "since"}))
    candidates = candidates_of(call)
    choices = choices_kept(call, candidates)
    appointed, problems = _seat_all(call, choices, since=since, actor=actor, now=now)
    for problem in problems:
        raise Refused(problem.verdict)
    if not appointed:
        checks.refuse("since", "", _("Nobody has been chosen yet."), code="nobody")
    why = checks.text("imbalance_reason", imbalance_reason)
    if call.body.is_gender_balanced and not weigh(call, candidates, choices, on=since).is_balanced and not why:
        reason = _(
            "There would be fewer than 40 per cent of women or of men, or it is not known. Choose otherwise, or say "
            "which special reason there is for it."
        )
        checks.refuse("imbalance_reason", "", reason, code="imbalance")
    call.state, call.ended, call.ended_by, call.changed = Call.State.DECIDED, now, str(actor)[:200], now
    call.imbalance_reason = why
    set_fields(call, {"end_words": checks.texts("words", words)})
    call.save()
    record(actor, "appointed", call, now=now, changes={"seats": [None, len(appointed)]})
    take_step(call.body, FoundingStep.Step.APPOINTMENT, actor=actor, now=now)
    call_letters.tell_of_decision(call, now=now)
    show(call)
    return call


def seen_of(call: Call) -> str:
    """The choice that is on a page, to tell whether it is still the same."""
    return call.proposed.isoformat() if call.proposed is not None else ""


def _seat_all(
    call: Call, choices: Iterable[Choice], *, since: date, actor: Any, now: datetime
) -> tuple[list[Holding], list[Problem]]:
    """Seat everyone of a choice, members before their deputies; and what stood in the way of the rest."""
    people = {each.pk: each for each in candidates_of(call)}
    seats = {seat.pk: seat for seat in call.seats.select_related("body", "organisation")}
    chosen = [
        _Chosen(seats[choice.seat], place, people[key])
        for place in (_MEMBER, _DEPUTY)
        for choice in choices
        if (key := choice.member if place == _MEMBER else choice.deputy) in people and choice.seat in seats
    ]
    done: list[Holding] = []
    problems: list[Problem] = []
    met: set[str] = set()
    for each in chosen:
        verdict = _may_be_appointed(each, met)
        met.add(each.candidate.email.casefold())
        if verdict:
            try:
                with transaction.atomic():
                    sits = each.candidate.holding if _sits_by_it(each) else None
                    done.append(sits or _seat(each, since=since, actor=actor, now=now))
            except Refused as refused:
                verdict = refused.verdict
        if not verdict:
            details = {"field": f"{each.place}_{each.seat.pk}"}
            reason = _named(each, verdict.reason)
            problems.append(Problem(each.seat, each.place, Verdict(verdict.code, reason, details)))
    return done, problems


@transaction.atomic
def seat_candidate(candidate: Candidate, seat: Seat, place: str, *, since: date, actor: Any, now: datetime) -> Holding:
    """Seat somebody nominated, by a decision made elsewhere, such as an election; the caller asks who may.

    The call stays to be decided: what was done here counts as done then. Raises `Refused` as `appoint` does.
    """
    each = _Chosen(seat, place, candidate)
    require(_may_be_appointed(each, set()))
    return _seat(each, since=since, actor=actor, now=now)


def _sits_by_it(each: _Chosen) -> bool:
    """Whether somebody has been given this very place already, by an election say, and holds it."""
    holding = each.candidate.holding
    return holding is not None and (holding.seat_id, holding.place) == (each.seat.pk, each.place)


def _may_be_appointed(each: _Chosen, met: set[str]) -> Verdict:
    """What only candidates can lack; all else is asked by whoever seats them."""
    candidate = each.candidate
    if not candidate.is_willing:
        return Verdict("no_consent", _("has not said yes. Nobody is appointed without their own yes."))
    if candidate.nomination.organisation.status == OrganisationStatus.DISSOLVED:
        return Verdict("organisation_closed", _("was nominated by an organisation that has been closed meanwhile."))
    if candidate.email.casefold() in met:
        return Verdict("two_seats", _("has been chosen twice. Nobody holds two seats of one body."))
    return Verdict()


def _seat(each: _Chosen, *, since: date, actor: Any, now: datetime) -> Holding:
    candidate = each.candidate
    who = HolderFacts(
        name=candidate.name,
        email=candidate.email,
        language=candidate.language,
        gender=candidate.gender,
        name_is_public=candidate.name_is_public,
    )
    sitting = Sitting(since=since, place=each.place, nominated_by=candidate.nomination.organisation)
    holding = seat_person(each.seat, who, sitting, actor=actor, now=now, is_decided=True)
    candidate.holding, candidate.seat, candidate.place = holding, each.seat, each.place
    candidate.save(update_fields=["holding", "seat", "place"])
    return holding


def _named(each: _Chosen, reason: str | Promise) -> str:
    return f"{each.seat}, {each.candidate.name}: {reason}"


def _two_seats(candidate: Candidate) -> str:
    return _("%s has been chosen twice. Nobody holds two seats of one body.") % candidate.name


__all__ = ["Problem", "appoint", "first_day", "propose", "seat_candidate", "seen_of", "what_stands_in_the_way"]
