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


@dataclass(frozen=True)
class Step:
    """One line of the working: `amount` is added, negative ones taken away; `entry` is where it stands."""

    kind: str
    amount: Decimal
    entry: LedgerEntry


@dataclass(frozen=True)
class Balance:
    """What is left of one grant on a day, the steps that lead there, and the days it may be used.

    `differs` is how much more (or less) was said to be carried over than the entries before it leave.
    """

    grant: Grant
    steps: tuple[Step, ...]
    left: Decimal
    usable_from: date | None
    usable_until: date | None
    differs: Decimal = ZERO

    def usable(self, on: date) -> Decimal:
        """Euros that may be used on a day."""
        if self.usable_from is None or self.usable_until is None or not self.usable_from <= on <= self.usable_until:
            return ZERO
        return self.left

    def state(self, on: date) -> str:
        """`usable`, `waits` for its day, `expired` with something left, or `none`."""
        if self.usable(on):
            return "usable"
        if not self.left or self.usable_from is None:
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
    """A grant's entries that no other corrects, up to a day, in the order of their days."""
    entries = list(grant.entries.all())
    corrected = {entry.corrects_id for entry in entries}
    return sorted(
        (entry for entry in entries if entry.pk not in corrected and (on is None or entry.on <= on)),
        key=lambda entry: (entry.on, entry.pk),
    )


def latest(entries: Iterable[LedgerEntry], kind: EntryKind) -> LedgerEntry | None:
    """The last entry of a kind: what is said later of an amount replaces what was said before."""
    return next((entry for entry in reversed(list(entries)) if entry.kind == kind), None)


def balance(entries: Sequence[LedgerEntry]) -> Balance:
    """What is left of a grant by its entries in force, in the order of their days.

    What was decided, less what was used and returned; from a carrying over on, what was carried over, less what was
    used and returned since.
    """
    if not entries:
        raise ValueError("a balance is of entries")
    decided, carried = latest(entries, EntryKind.DECIDED), latest(entries, EntryKind.CARRIED_OVER)
    before = ZERO if decided is None else decided.amount - _taken(entries, since=None, until=carried)
    start = carried or decided
    steps: list[Step] = [] if start is None else [Step(start.kind, start.amount, start)]
    left = ZERO if start is None else start.amount
    for entry in _after(entries, carried):
        if entry.kind in (EntryKind.USED, EntryKind.RETURNED):
            steps.append(Step(entry.kind, -entry.amount, entry))
            left -= entry.amount
    usable_from, usable_until = _use_time(entries)
    return Balance(
        grant=entries[0].grant,
        steps=tuple(steps),
        left=left,
        usable_from=usable_from,
        usable_until=usable_until,
        differs=carried.amount - before if carried is not None and decided is not None else ZERO,
    )


def usable_money(project: Project, *, on: date) -> Usable:
    """What a project may use on a day, the oldest grant first."""
    ledgers = [in_force(grant, on=on) for grant in _grants(project)]
    return Usable(on, tuple(balance(entries) for entries in ledgers if entries))


def money_for_plan(project: Project, *, start: str, end: str, on: date) -> tuple[Money, ...]:
    """The money a plan from one month to another can count on, by what is known on a day.

    Of a grant's year the furthest of what was decided, proposed and applied for counts, less what was used before the
    plan begins; of earlier grants what is left.
    """
    first, last = month_of(start), month_of(end)
    found = []
    for grant in _grants(project):
        entries = in_force(grant, on=on)
        if not entries:
            continue
        usable_from, usable_until = _months_of_use(entries)
        if usable_until < first or usable_from > last:
            continue
        period = max(usable_from, first), min(usable_until, last)
        if latest(entries, EntryKind.CARRIED_OVER) is not None:
            found.append(Money(grant.name, *period, kind="carry_over", decided=balance(entries).left))
            continue
        used = _taken(entries, since=None, until=None)
        decided, proposed, applied = (_less(latest(entries, kind), used) for kind in _STAGES)
        source: MoneyKind = "other" if grant.kind == GrantKind.OTHER else "grant"
        found.append(Money(grant.name, *period, kind=source, applied=applied, proposed=proposed, decided=decided))
    return tuple(found)


def _grants(project: Project) -> list[Grant]:
    found = project.grants.select_related("rules").prefetch_related("entries").order_by("year", "pk")
    return [_with_itself(grant) for grant in found]


def _with_itself(grant: Grant) -> Grant:
    """The grant, known to its entries too, so that none asks for it again."""
    for entry in grant.entries.all():
        entry.grant = grant
    return grant


def _less(entry: LedgerEntry | None, used: Decimal) -> Decimal | None:
    """What an entry still gives when some has been used; `None` where nothing has been said."""
    return None if entry is None else max(ZERO, entry.amount - used)


def _after(entries: Sequence[LedgerEntry], mark: LedgerEntry | None) -> Sequence[LedgerEntry]:
    return entries if mark is None else entries[entries.index(mark) + 1 :]


def _taken(entries: Sequence[LedgerEntry], *, since: LedgerEntry | None, until: LedgerEntry | None) -> Decimal:
    """Euros used and returned between two entries."""
    some = _after(entries, since)
    some = some if until is None else some[: some.index(until)]
    return sum((each.amount for each in some if each.kind in (EntryKind.USED, EntryKind.RETURNED)), ZERO)


def _use_time(entries: Sequence[LedgerEntry]) -> tuple[date | None, date | None]:
    """The first and last day of use: as entered, else by the funder's rules; `None` before a decision."""
    marks = [latest(entries, kind) for kind in (EntryKind.DECIDED, EntryKind.CARRIED_OVER, EntryKind.EXTENDED)]
    said = [mark for mark in marks if mark is not None]
    if not said:
        return None, None
    grant = entries[0].grant
    use_years = grant.rules.use_years if grant.rules else 1
    first = next((mark.usable_from for mark in said if mark.usable_from), date(grant.year, 1, 1))
    ends = [mark.usable_until for mark in said if mark.usable_until]
    return first, ends[-1] if ends else date(grant.year + use_years - 1, 12, 31)


def _months_of_use(entries: Sequence[LedgerEntry]) -> tuple[int, int]:
    first, last = _use_time(entries)
    year = entries[0].grant.year
    first, last = first or date(year, 1, 1), last or date(year, 12, 31)
    return first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
