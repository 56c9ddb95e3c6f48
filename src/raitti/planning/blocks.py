"""Every way an activity can run: a block of months at a level. All of them at once, as columns of numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import gcd

import numpy as np
from numpy.typing import NDArray

from raitti.planning.problem import CLOSING_SLACK, Activity, Project

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Blocks:
    """One entry a block; months are counted from the project's first.

    `value` is weighted worth of the whole block, `monthly` euros and `fte` work of each of its months,
    `once` euros of its first.
    """

    activity: Whole
    level: Whole
    first: Whole
    last: Whole
    value: Floats
    monthly: Floats
    fte: Floats
    once: Floats
    closing: Flags
    # Entry numbers of activity i are starts[i] to starts[i + 1].
    starts: Whole

    def __len__(self) -> int:
        return len(self.activity)

    def fitting(self, end: int) -> Flags:
        """Which blocks a project that ends in month `end` can hold."""
        closed = ~self.closing | (self.last >= end - CLOSING_SLACK)
        return closed & (self.last <= end)

    @property
    def cost(self) -> Floats:
        """Euros of each whole block."""
        return self.once + self.monthly * (self.last - self.first + 1)


def spans(project: Project, activity: Activity, *, end: int | None = None) -> Iterator[tuple[int, int]]:
    """First and last months (numbers of the calendar) between which the activity may run, earliest first.

    `end` is the project's last month where it is known; otherwise any month could be it.
    """
    opens, closes = project.window(activity)
    closes = closes if end is None else min(closes, end)
    begins = (opens,) if activity.running else range(opens, closes + 1)
    for first in begins:
        longest = closes if not activity.max_months else min(closes, first + activity.max_months - 1)
        for last in range(first + activity.min_months - 1, longest + 1):
            if not activity.closing or end is None or last >= end - CLOSING_SLACK:
                yield first, last


def blocks_of(project: Project) -> Blocks:
    """All blocks of all activities of the project, in file order, levels from the full one on."""
    rows: list[tuple[int, int, int, int]] = []
    starts = [0]
    for number, activity in enumerate(project.activities):
        runs = list(spans(project, activity))
        for level in range(len(activity.ways)):
            rows += [(number, level, first - project.start, last - project.start) for first, last in runs]
        starts.append(len(rows))
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    of, levels, first, last = table.T
    each = {
        (number, at): _numbers(activity, at)
        for number, activity in enumerate(project.activities)
        for at in range(len(activity.ways))
    }
    ways = np.array([each[key] for key in zip(of.tolist(), levels.tolist(), strict=True)], np.float64).reshape(-1, 4)
    closing = np.array([activity.closing for activity in project.activities], bool)
    return Blocks(
        activity=of,
        level=levels,
        first=first,
        last=last,
        value=ways[:, 0] * (last - first + 1),
        monthly=ways[:, 1],
        fte=ways[:, 2],
        once=ways[:, 3],
        closing=closing[of] if len(of) else np.zeros(0, bool),
        starts=np.array(starts, np.int64),
    )


def month_value(activity: Activity, level: int) -> Decimal:
    """Weighted worth of one month at a level."""
    return activity.weight * activity.value * activity.ways[level].value


def _numbers(activity: Activity, level: int) -> tuple[float, float, float, float]:
    share = activity.ways[level].share
    return (
        float(month_value(activity, level)),
        float(activity.monthly * share),
        float(activity.fte * share),
        float(activity.once),
    )


def grain(amounts: list[Decimal]) -> Decimal:
    """The greatest number of which all amounts are whole multiples: two sums of them differ by it or not at all."""
    places = max((-int(amount.normalize().as_tuple().exponent) for amount in amounts if amount), default=0)
    scale = Decimal(10) ** max(0, places)
    common = gcd(*(int(amount * scale) for amount in amounts)) if amounts else 0
    return Decimal(common) / scale if common else Decimal(1)
