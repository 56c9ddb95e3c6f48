"""A project to be planned, as the plan file defines it: money, overhead, staff and activities over months.

Months are numbers (`raitti.planning.months`), amounts euros in `Decimal`, work full-time equivalents.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Priority = Literal["must", "should", "could"]
MoneyKind = Literal["grant", "carry_over", "other"]

WEIGHTS: dict[Priority, int] = {"must": 100, "should": 10, "could": 1}
FULL = "full"
# A closing activity ends in the project's last month or in one of so many before it.
CLOSING_SLACK = 2

ZERO = Decimal(0)
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Money:
    """Money that can be used from one month to another; of its three amounts the furthest known one counts."""

    name: str
    usable_from: int
    usable_until: int
    kind: MoneyKind = "grant"
    applied: Decimal | None = None
    proposed: Decimal | None = None
    decided: Decimal | None = None
    movable: bool = False

    @property
    def amount(self) -> Decimal:
        """Euros that can be counted on."""
        known = [amount for amount in (self.decided, self.proposed, self.applied) if amount is not None]
        return known[0] if known else ZERO


@dataclass(frozen=True, slots=True)
class Overhead:
    """What a project costs every month it lives, whatever it does."""

    name: str
    monthly: Decimal


@dataclass(frozen=True, slots=True)
class Staff:
    """A position. `monthly_cost` is of the whole position; in its last `leave_months` it costs but does no work."""

    name: str
    fte: Decimal
    monthly_cost: Decimal
    until: int | None = None
    leave_months: int = 0
    notice_months: int = 0
    keep: bool = False

    @property
    def least_months(self) -> int:
        """Months of employment from the project's beginning that cannot be avoided."""
        return max(1, self.notice_months, self.leave_months)


@dataclass(frozen=True, slots=True)
class Level:
    """A narrower way to run an activity: a share of its monthly cost and work, a share of its worth."""

    name: str
    share: Decimal
    value: Decimal


AT_FULL = Level(FULL, ONE, ONE)


@dataclass(frozen=True, slots=True)
class Activity:
    """Something the project does in one unbroken run of months, or not at all.

    `value` is the worth of a month, `once` is paid in its first month whatever its level. A `running` one
    begins with its window or is stopped at once; a `closing` one ends with the project; `needs` are names of
    activities that must have run and finished before.
    """

    name: str
    priority: Priority
    value: Decimal = ZERO
    fte: Decimal = ZERO
    monthly: Decimal = ZERO
    once: Decimal = ZERO
    begins: int | None = None
    ends: int | None = None
    min_months: int = 1
    max_months: int = 0
    running: bool = False
    closing: bool = False
    needs: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()

    @property
    def weight(self) -> int:
        """How much a unit of its worth counts against others'."""
        return WEIGHTS[self.priority]

    @property
    def ways(self) -> tuple[Level, ...]:
        """Every level it can run at, the full one first."""
        return (AT_FULL, *self.levels)


@dataclass(frozen=True, slots=True)
class Project:
    """One project: its months from `start` to `end`, and whether it may close before its end."""

    title: str
    start: int
    end: int
    closes: bool = False
    money: tuple[Money, ...] = ()
    overhead: tuple[Overhead, ...] = ()
    staff: tuple[Staff, ...] = ()
    activities: tuple[Activity, ...] = ()

    @property
    def months(self) -> range:
        """All months from the first to the last."""
        return range(self.start, self.end + 1)

    def window(self, activity: Activity) -> tuple[int, int]:
        """First and last month in which the activity may run, within the project's own."""
        first = self.start if activity.begins is None else max(self.start, activity.begins)
        last = self.end if activity.ends is None else min(self.end, activity.ends)
        return first, last


@dataclass(frozen=True, slots=True)
class Programme:
    """Projects that share staff and money."""

    title: str
    projects: tuple[Project, ...]
    staff: tuple[Staff, ...] = ()
    money: tuple[Money, ...] = ()

    @property
    def start(self) -> int:
        """The first month of the first project."""
        return min(project.start for project in self.projects)

    @property
    def end(self) -> int:
        """The last month of the last project."""
        return max(project.end for project in self.projects)
