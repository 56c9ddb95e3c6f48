"""In what parts a grant is paid, and what of them has been: by the funder's calendar, a payment plan, or on request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Literal

from raitti.programmes.models import EntryKind, Grant
from raitti.programmes.queries.money import ZERO, in_force, latest

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Instalment:
    """One part: when it is due, how much, and how much of it has been paid. `pk` is its row in a payment plan."""

    due: date
    amount: Decimal
    paid: Decimal
    pk: int | None = None

    @property
    def is_paid(self) -> bool:
        return self.paid >= self.amount


@dataclass(frozen=True)
class Payment:
    """How a grant is paid. `unplanned` is what of the decision the parts leave out, less than nothing if too much."""

    way: Literal["calendar", "plan", "request"]
    instalments: tuple[Instalment, ...]
    paid: Decimal
    unplanned: Decimal


def payment_of(grant: Grant) -> Payment:
    """The parts of what was decided: those of a payment plan, else equal ones by the funder's calendar for its kind."""
    entries = in_force(grant)
    decided = latest(entries, EntryKind.DECIDED)
    amount = ZERO if decided is None else decided.amount
    paid = sum((entry.amount for entry in entries if entry.kind == EntryKind.INSTALMENT), ZERO)
    planned = [(row.due, row.amount, row.pk) for row in grant.planned_instalments.all()]
    days = (grant.rules.equal_parts if grant.rules else {}).get(grant.kind, [])
    if planned:
        parts: list[tuple[date, Decimal, int | None]] = list(planned)
    elif decided is not None:
        dues = [day_of(grant.year, day) for day in days]
        parts = [(due, part, None) for due, part in zip(dues, equal_parts(amount, len(dues)), strict=True)]
    else:
        parts = []
    way: Literal["calendar", "plan", "request"] = "plan" if planned else "calendar" if days else "request"
    return Payment(way, _paid(parts, paid), paid, amount - sum((part for _, part, _ in parts), ZERO))


def equal_parts(amount: Decimal, number: int) -> list[Decimal]:
    """Equal parts in whole cents that make up the amount; later ones are a cent more where it does not divide."""
    marks = [(amount * place / number).quantize(_CENT, ROUND_DOWN) for place in range(1, number + 1)]
    return [mark - before for mark, before in zip(marks, [ZERO, *marks], strict=False)]


def day_of(year: int, day: str) -> date:
    """The day of a year written "MM-DD"."""
    return date(year, int(day[:2]), int(day[3:]))


def _paid(parts: Sequence[tuple[date, Decimal, int | None]], paid: Decimal) -> tuple[Instalment, ...]:
    """What has been paid covers the parts in the order of their days."""
    found = []
    for due, amount, pk in sorted(parts, key=lambda part: part[0]):
        covered = min(amount, paid)
        paid -= covered
        found.append(Instalment(due, amount, covered, pk))
    return tuple(found)
