"""The balance a choice of candidates makes: genders by the law, themes, areas, first-timers and organisations."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from raitti.bodies.balance import Balance, Standing, balance_of
from raitti.bodies.facts.calls import Choice
from raitti.bodies.models import Body, Call, Candidate, Holding, Rights
from raitti.bodies.queries.calls import first_timers, sent_nominations
from raitti.core.texts import pick


@dataclass(frozen=True)
class Weighed:
    """Members, or deputies: how they would be balanced, and how those who stay on are without anybody new."""

    place: str
    staying: Balance
    chosen: Balance
    together: Balance


@dataclass(frozen=True)
class Line:
    """One theme, area or organisation: how many candidates it has, and how many of them are chosen."""

    label: Any
    candidates: int
    chosen: int


@dataclass(frozen=True)
class Weighing:
    """All that is seen of a choice. Those of `genders` are members first, then deputies."""

    genders: tuple[Weighed, Weighed]
    lines: dict[str, list[Line]]
    candidates: int
    first_timers: int
    first_timers_chosen: int

    @property
    def is_balanced(self) -> bool:
        """Whether the law's share is kept, as far as is known, of members and of deputies."""
        kept = {Standing.KEPT, Standing.EMPTY}
        return all(each.together.standing in kept for each in self.genders)


def candidates_of(call: Call) -> list[Candidate]:
    """All candidates of what was sent, each with the nomination and organisation they come from."""
    found = []
    for nomination in sent_nominations(call):
        for candidate in nomination.candidates.all():
            candidate.nomination = nomination
            found.append(candidate)
    return found


def choices_kept(call: Call, candidates: Iterable[Candidate]) -> tuple[Choice, ...]:
    """The choice that was put together, seat by seat."""
    chosen: dict[tuple[int | None, str], int] = {(each.seat_id, each.place): each.pk for each in candidates}
    return tuple(
        Choice(seat.pk, chosen.get((seat.pk, Holding.Place.MEMBER)), chosen.get((seat.pk, Holding.Place.DEPUTY)))
        for seat in call.seats.all()
    )


def weigh(call: Call, candidates: Sequence[Candidate], choices: Iterable[Choice], *, on: date) -> Weighing:
    """What a choice does to the balance on the day it begins. `candidates` are those of `candidates_of`."""
    known = {each.pk: each for each in candidates}
    members = {choice.seat: known[choice.member] for choice in choices if choice.member in known}
    deputies = {choice.seat: known[choice.deputy] for choice in choices if choice.deputy in known}
    seats = {seat.pk: seat for seat in call.seats.all()}
    genders = []
    for place, chosen in ((Holding.Place.MEMBER, members), (Holding.Place.DEPUTY, deputies)):
        counted = {seat: each for seat, each in chosen.items() if seat in seats and seats[seat].rights == Rights.FULL}
        staying = _staying(call.body, place, on=on, but=set(chosen))
        new = [each.gender for each in counted.values()]
        genders.append(Weighed(place, balance_of(staying), balance_of(new), balance_of([*staying, *new])))
    picked = {each.pk for each in (*members.values(), *deputies.values())}
    new_ones = first_timers(list(candidates), call.body)
    return Weighing(
        genders=(genders[0], genders[1]),
        lines={
            "theme": _lines(candidates, picked, _theme),
            "area": _lines(candidates, picked, _area),
            "organisation": _lines(candidates, picked, lambda each: each.nomination.organisation.name),
        },
        candidates=len(candidates),
        first_timers=len(new_ones),
        first_timers_chosen=len(new_ones & picked),
    )


def _staying(body: Body, place: str, *, on: date, but: set[int]) -> list[str]:
    """The genders of those who sit on a day anyway: who only speaks is no member."""
    held = Holding.objects.on(on).filter(seat__body=body, seat__rights=Rights.FULL, place=place)
    return list(held.exclude(seat__in=but).values_list("holder__gender", flat=True))


def _theme(candidate: Candidate) -> Any:
    """The theme of the seat wished for; a seat of no theme stands for itself."""
    seat = candidate.wished
    if seat is None:
        return None
    return seat.topic.name if seat.topic is not None else seat.name


def _area(candidate: Candidate) -> Any:
    home = candidate.nomination.organisation.home_municipality
    return home.name if home is not None else None


def _lines(candidates: Iterable[Candidate], picked: set[int], of: Callable[[Candidate], Any]) -> list[Line]:
    labels: dict[str, Any] = {}
    all_of: Counter[str] = Counter()
    chosen: Counter[str] = Counter()
    for each in candidates:
        label = of(each)
        key = pick(label, "fi").value if label is not None else ""
        labels[key] = label
        all_of[key] += 1
        chosen[key] += each.pk in picked
    ordered = sorted(all_of, key=lambda key: (not key, -all_of[key], key.casefold()))
    return [Line(labels[key], all_of[key], chosen[key]) for key in ordered]
