"""What money a project has on a day, with its working shown: computed from the ledgers, never typed in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from raitti.planning.months import month_of
from raitti.planning.problem import Money, MoneyKind
from raitti.programmes.models import EntryKind, Grant, GrantKind, LedgerEntry, Project

ZERO = Decimal(0)
# Of what a funder says of an amount, the later stage counts for more.
_STAGES = (EntryKind.DECIDED, EntryKind.PROPOSED, EntryKind.APPLIED)
_GIVES = (EntryKind.DECIDED, EntryKind.CARRIED_OVER)
_TAKES = (EntryKind.USED, EntryKind.RETURNED)


@dataclass(frozen=True)
class Step:
    """One line of the working: what an entry changes, less than nothing where it takes away, and what is left then."""

    entry: LedgerEntry
    amount: Decimal
    left: Decimal


@dataclass(frozen=True)
class Balance:
    """What is left of one grant on a day, the steps that lead there, and the days it may be used.

    The steps add up to what is left, which is less than nothing only before a decision, when money was used ahead.
    """

    grant: Grant
    steps: tuple[Step, ...]
    left: Decimal
    usable_from: date | None
    usable_until: date | None

    def usable(self, on: date) -> Decimal:
        """Euros that may be used on a day."""
        if self.usable_from is None or self.usable_until is None or not self.usable_from <= on <= self.usable_until:
            return ZERO
        return max(ZERO, self.left)

    def state(self, on: date) -> str:
        """`usable`, `waits` for its day, `expired` with something left, or `none`."""
        if self.usable(on):
            return "usable"
        if self.left <= 0 or self.usable_from is None:
            return "none"
        return "waits" if on < self.usable_from else "expired"


@dataclass(frozen=True)
class Usable:
    """All the money a project may use on a day, grant by grant."""

    on: date
    balances: tuple[Balance, ...]

    @property
    def total(self) -> Decimal:
        return sum((balance.usable(self.on) for balance in self.balances), ZERO)


def in_force(grant: Grant, *, on: date | None = None) -> list[LedgerEntry]:
    """A grant's entries that no other corrects, up to a day; see `uncorrected`."""
    return uncorrected(grant.entries.all(), on=on)


def uncorrected(entries: Iterable[LedgerEntry], *, on: date | None = None) -> list[LedgerEntry]:
    """Those of one grant's entries that no other corrects, up to a day, in the order of their days.

    On the same day they stand as they were entered; a correction stands where what it corrects stood.
    """
    by_pk = {entry.pk: entry for entry in entries}
    corrected = {entry.corrects_id for entry in by_pk.values()}

    def first(entry: LedgerEntry) -> int:
        while entry.corrects_id is not None:
            entry = by_pk[entry.corrects_id]
        return entry.pk

    return sorted(
        (entry for entry in by_pk.values() if entry.pk not in corrected and (on is None or entry.on <= on)),
        key=lambda entry: (entry.on, first(entry)),
    )


def latest(entries: Iterable[LedgerEntry], kind: EntryKind) -> LedgerEntry | None:
    """The last entry of a kind: what is said later of an amount replaces what was said before."""
    return next((entry for entry in reversed(list(entries)) if entry.kind == kind), None)


def months_covered(entry: LedgerEntry | None) -> int | None:
    """How many months an amount is meant for, where that was said."""
    if entry is None or not entry.covers_from or not entry.covers_until:
        return None
    return month_of(entry.covers_until) - month_of(entry.covers_from) + 1


def balance(entries: Sequence[LedgerEntry]) -> Balance:
    """What is left of a grant by its entries in force, in the order of their days.

    A later decision changes what an earlier one gave; what is carried over takes the place of what was left.
    """
    if not entries:
        raise ValueError("a balance is of entries")
    steps: list[Step] = []
    decided = left = ZERO
    for entry in entries:
        if entry.kind == EntryKind.DECIDED:
            change, decided = entry.amount - decided, entry.amount
        elif entry.kind == EntryKind.CARRIED_OVER:
            change = entry.amount - left
        elif entry.kind in _TAKES:
            change = -entry.amount
        else:
            continue
        left += change
        steps.append(Step(entry, change, left))
    return Balance(entries[0].grant, tuple(steps), left, *use_time(entries))


def use_time(entries: Sequence[LedgerEntry]) -> tuple[date | None, date | None]:
    """The first and last day of use: as entered last, else by the funder's rules; `None` before a decision."""
    if not any(entry.kind in _GIVES for entry in entries):
        return None, None
    grant = entries[0].grant
    said = [entry for entry in entries if entry.kind in (*_GIVES, EntryKind.EXTENDED)]
    first = next((entry.usable_from for entry in said if entry.usable_from), date(grant.year, 1, 1))
    last = next((entry.usable_until for entry in reversed(said) if entry.usable_until), None)
    return first, last or end_of_use(grant)


def end_of_use(grant: Grant, *, extended: bool = False) -> date:
    """The last day of use by the funder's rules alone, or the last to which it may be put off."""
    years = grant.rules.use_years if grant.rules else 1
    if extended and grant.rules:
        years += grant.rules.most_extension_years
    return date(grant.year + years - 1, 12, 31)


def usable_money(project: Project, *, on: date) -> Usable:
    """What a project may use on a day, the oldest grant first."""
    return usable_of(grants_of(project), on=on)


def usable_of(grants: Iterable[Grant], *, on: date) -> Usable:
    """What may be used of grants on a day."""
    ledgers = [in_force(grant, on=on) for grant in grants]
    return Usable(on, tuple(balance(entries) for entries in ledgers if entries))


def money_for_plan(project: Project, *, start: str, end: str, on: date) -> tuple[Money, ...]:
    """The money a plan from one month to another can count on, by what is known on a day.

    Of a grant's year the furthest of what was decided, proposed and applied for counts, less what was used before the
    plan begins; of earlier grants what was left then. What was used since is part of the plan's own costs.
    """
    first, last = month_of(start), month_of(end)
    begins = date(first // 12, first % 12 + 1, 1)
    found = []
    for grant in grants_of(project):
        entries = in_force(grant, on=on)
        if not entries:
            continue
        usable_from, usable_until = _months_of_use(entries)
        if usable_until < first or usable_from > last:
            continue
        period = max(usable_from, first), min(usable_until, last)
        if latest(entries, EntryKind.CARRIED_OVER) is not None:
            since = sum((each.amount for each in entries if each.kind == EntryKind.USED and each.on >= begins), ZERO)
            left = max(ZERO, balance(entries).left + since)
            found.append(Money(grant.name, *period, kind="carry_over", decided=left))
            continue
        gone = sum(
            (
                each.amount
                for each in entries
                if each.kind == EntryKind.RETURNED or (each.kind == EntryKind.USED and each.on < begins)
            ),
            ZERO,
        )
        decided, proposed, applied = (_less(latest(entries, kind), gone) for kind in _STAGES)
        source: MoneyKind = "other" if grant.kind == GrantKind.OTHER else "grant"
        found.append(Money(grant.name, *period, kind=source, applied=applied, proposed=proposed, decided=decided))
    return tuple(found)


def grants_of(project: Project) -> list[Grant]:
    """A project's grants with their entries, the oldest first."""
    return grants_by_project([project]).get(project.pk, [])


def grants_by_project(projects: Iterable[Project]) -> dict[int, list[Grant]]:
    """The same of many projects, by their ids."""
    known = Grant.objects.filter(project__in=projects).select_related("rules", "funder")
    found: dict[int, list[Grant]] = {}
    for grant in known.prefetch_related("entries", "planned_instalments").order_by("year", "pk"):
        found.setdefault(grant.project_id, []).append(_with_itself(grant))
    return found


def _with_itself(grant: Grant) -> Grant:
    """The grant, known to its entries too, so that none asks for it again."""
    for entry in grant.entries.all():
        entry.grant = grant
    return grant


def _less(entry: LedgerEntry | None, gone: Decimal) -> Decimal | None:
    """What an entry still gives when some has gone; `None` where nothing has been said."""
    return None if entry is None else max(ZERO, entry.amount - gone)


def _months_of_use(entries: Sequence[LedgerEntry]) -> tuple[int, int]:
    first, last = use_time(entries)
    year = entries[0].grant.year
    first, last = first or date(year, 1, 1), last or date(year, 12, 31)
    return first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
