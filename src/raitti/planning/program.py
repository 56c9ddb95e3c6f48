"""The plan as a linear program over blocks of months, and its integer counterpart on a chosen few of them.

Columns: for each position its last month of employment (a *post*), for each must whether it is missed, then blocks.
Rows: work of each month, pay, one block an activity, one post a position, for each need that nothing begins before
what it needs has finished, and at last the worth of all missed musts.

Pay has few rows: for each set of purses, what the months cost that no other purse pays (`purses.calls`). Where money
can be taken in from others or purses are many, each month has a row of its own instead, each purse another, and what is
drawn of each purse each month is a column.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import highspy
import numpy as np

from raitti.planning.blocks import Blocks, Flags, Floats, Whole, blocks_of
from raitti.planning.problem import Project, Staff
from raitti.planning.purses import calls

INFINITE = highspy.kHighsInf
Objective = Literal["value", "cost", "missed"]


@dataclass(frozen=True, slots=True)
class Scope:
    """What part of all plans is looked at: the project's last month, and from which to which each post may end."""

    end: int
    posts: tuple[tuple[int, int], ...]

    def holds(self, end: int, posts: Sequence[int]) -> bool:
        """Whether a plan with these ends is one of them."""
        ranges = zip(posts, self.posts, strict=True)
        return end == self.end and all(low <= last <= high for last, (low, high) in ranges)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of a sparse matrix, one after another."""

    starts: list[int]
    rows: list[int]
    values: list[float]

    @classmethod
    def of(cls, columns: Iterable[tuple[Sequence[int], Sequence[float]]]) -> "Columns":
        starts, rows, values = [0], list[int](), list[float]()
        for at, entries in columns:
            rows.extend(at)
            values.extend(entries)
            starts.append(len(rows))
        return cls(starts, rows, values)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __iter__(self) -> Iterator[tuple[list[int], list[float]]]:
        for begin, end in itertools.pairwise(self.starts):
            yield self.rows[begin:end], self.values[begin:end]


@dataclass(frozen=True, slots=True)
class Losses:
    """What choosing a block or a post would cost against the bound it was measured at; infinite where not allowed."""

    blocks: Floats
    posts: Floats


@dataclass(frozen=True, slots=True)
class Pot:
    """Purses that several pay from: first and last month and euros of each, and what others draw every month.

    Months are counted from the pot's own first; the project's first month is the pot's number `offset`.
    """

    purses: tuple[tuple[int, int, float], ...]
    asked: Floats
    offset: int

    @property
    def draws(self) -> list[tuple[int, int]]:
        """Purse and month of everything that can be drawn."""
        return [
            (number, month) for number, (first, last, _) in enumerate(self.purses) for month in range(first, last + 1)
        ]


@dataclass(frozen=True, slots=True)
class Market:
    """What a project can take in from others: prices and limits of work, then of euros, of each of its months.

    `euros` limits the euros of all months together; with a `pot` they must be payable from it beside what others draw.
    """

    prices: Floats
    most: Floats
    euros: float
    pot: Pot | None = None


class Program:
    """The rows and columns of one project.

    With a `market`, work and euros can also be taken in month by month, at prices in units of value. `miss_price` is
    the value lost for each worth of a missed must, beside any limit on what may be missed.
    """

    def __init__(self, project: Project, *, market: "Market | None" = None, miss_price: float = 0.0) -> None:
        self.project = project
        self.market = market
        self.miss_price = miss_price
        self.blocks: Blocks = blocks_of(project)
        self.span = len(project.months)
        self.overhead = float(sum(item.monthly for item in project.overhead))
        self._call_on_money()
        self._name_rows()
        self._name_columns()

    def _call_on_money(self) -> None:
        """Which months each row of pay is about, and how many euros it has beside what is drawn."""
        project = self.project
        rows = calls(project.money, project.months) if self.market is None else None
        self.is_drawn = rows is None
        self.purses = [float(money.amount) for money in project.money] if self.is_drawn else []
        if rows is None:
            self.pays, self.payable = np.eye(self.span), np.zeros(self.span)
        else:
            self.pays = np.array([[month in months for month in project.months] for months, _ in rows], float)
            self.pays = self.pays.reshape(len(rows), self.span)
            self.payable = np.array([float(euros) for _, euros in rows], float)
        # Months of each row before a month.
        self.paid = np.concatenate([np.zeros((len(self.pays), 1)), np.cumsum(self.pays, axis=1)], axis=1)

    def _name_rows(self) -> None:
        project, span = self.project, self.span
        count = len(project.activities)
        # What is taken in is a column to each of the first rows: work of each month, then pay of each month.
        self.work, self.pay = 0, span
        self.purse = span + len(self.pays)
        self.one = self.purse + len(self.purses)
        self.post = self.one + count
        self.order = self.post + len(project.staff)
        numbers = {activity.name: number for number, activity in enumerate(project.activities)}
        self.needs = [
            (number, numbers[name]) for number, activity in enumerate(project.activities) for name in activity.needs
        ]
        self.missed = self.order + len(self.needs) * span
        self.bought = self.missed + 1
        self.pot = self.market.pot if self.market else None
        # A row to each month of the pot, then one to each of its purses.
        self.pot_month = self.bought + 1
        self.pot_purse = self.pot_month + (len(self.pot.asked) if self.pot else 0)
        self.rows = self.pot_purse + (len(self.pot.purses) if self.pot else 0)
        self.needing: dict[int, list[int]] = {}
        self.needed: dict[int, list[int]] = {}
        for at, (needing, needed) in enumerate(self.needs):
            self.needing.setdefault(needing, []).append(at)
            self.needed.setdefault(needed, []).append(at)

    def _name_columns(self) -> None:
        project, start = self.project, self.project.start
        self.posts: list[tuple[int, int]] = []
        self.post_starts = [0]
        for number, staff in enumerate(project.staff):
            latest = self.span - 1 if staff.until is None else min(self.span - 1, staff.until - start)
            self.posts += [(number, last) for last in range(staff.least_months - 1, latest + 1)]
            self.post_starts.append(len(self.posts))
        self.draws = [
            (number, month)
            for number, money in enumerate(project.money if self.is_drawn else ())
            for month in range(max(0, money.usable_from - start), min(self.span - 1, money.usable_until - start) + 1)
        ]
        fits = np.diff(self.blocks.starts) > 0
        self.misses = [
            number for number, activity in enumerate(project.activities) if activity.priority == "must" and fits[number]
        ]
        self.unfit = [
            number
            for number, activity in enumerate(project.activities)
            if activity.priority == "must" and not fits[number]
        ]
        self.pot_draws = self.pot.draws if self.pot else []
        self.first_miss = len(self.posts) + len(self.draws) + len(self.pot_draws)
        self.first_trade = self.first_miss + len(self.misses)
        self.first_block = self.first_trade + (2 * self.span if self.market else 0)
        self.post_staff = np.array([number for number, _ in self.posts], np.int64)
        self.post_last = np.array([last for _, last in self.posts], np.int64)
        self.post_cost = np.array(
            [float(project.staff[number].monthly_cost) * (last + 1) for number, last in self.posts], float
        )
        self.miss_worth = np.array([float(project.activities[number].value) for number in self.misses], float)

    def whole(self, end: int) -> Scope | None:
        """All plans of a project that ends in a month, or `None` when someone's notice is longer than that."""
        ranges = []
        for number, staff in enumerate(self.project.staff):
            lasts = [
                last for _, last in self.posts[self.post_starts[number] : self.post_starts[number + 1]] if last <= end
            ]
            if not lasts:
                return None
            ranges.append((lasts[-1] if staff.keep else lasts[0], lasts[-1]))
        return Scope(end, tuple(ranges))

    def allowed_posts(self, scope: Scope) -> Flags:
        """Which posts lie in the scope."""
        if not self.posts:
            return np.zeros(0, bool)
        low = np.array([low for low, _ in scope.posts])[self.post_staff]
        high = np.array([high for _, high in scope.posts])[self.post_staff]
        return (low <= self.post_last) & (self.post_last <= high)

    def pay_limits(self, end: int) -> Floats:
        """Upper limits of the pay rows: overhead is paid to the project's end."""
        limits: Floats = self.payable - self.overhead * self.paid[:, end + 1]
        return limits

    def row_limits(self, end: int, missed: float) -> tuple[Floats, Floats]:
        """Lower and upper limits of all rows; musts may be missed up to a sum of their worth."""
        low = np.full(self.rows, -INFINITE)
        high = np.zeros(self.rows)
        high[self.pay : self.purse] = self.pay_limits(end)
        high[self.purse : self.one] = self.purses
        high[self.one : self.order] = 1
        low[self.post : self.order] = 1
        for number in self.misses:
            low[self.one + number] = 1
        high[self.missed] = missed
        high[self.bought] = self.market.euros if self.market else 0
        if self.pot:
            low[self.pot_month : self.pot_purse] = self.pot.asked
            high[self.pot_month : self.pot_purse] = INFINITE
            high[self.pot_purse :] = [euros for _, _, euros in self.pot.purses]
        return low, high

    def fixed_columns(self) -> Columns:
        """Posts, draws, misses and, where there are any, work and euros taken in."""
        trades: list[tuple[list[int], list[float]]] = []
        if self.market:
            trades += [([self.work + month], [-1.0]) for month in range(self.span)]
            trades += [self._bought_column(month) for month in range(self.span)]
        return Columns.of(
            [
                *map(self._post_column, self.posts),
                *map(self._draw_column, self.draws),
                *(([self.pot_month + month, self.pot_purse + number], [1.0, 1.0]) for number, month in self.pot_draws),
                *map(self._miss_column, self.misses),
                *trades,
            ]
        )

    def _post_column(self, post: tuple[int, int]) -> tuple[list[int], list[float]]:
        number, last = post
        staff: Staff = self.project.staff[number]
        rows, values = self._pay_entries(float(staff.monthly_cost) * self.paid[:, last + 1])
        rows.append(self.post + number)
        values.append(1.0)
        at_work = last + 1 - staff.leave_months
        if staff.fte and at_work > 0:
            rows += range(self.work, self.work + at_work)
            values += [-float(staff.fte)] * at_work
        return rows, values

    def _pay_entries(self, euros: Floats) -> tuple[list[int], list[float]]:
        """What stands in the pay rows of something that costs so many euros in each."""
        at = np.nonzero(euros)[0]
        return (self.pay + at).tolist(), euros[at].tolist()

    def _draw_column(self, draw: tuple[int, int]) -> tuple[list[int], list[float]]:
        number, month = draw
        return [self.pay + month, self.purse + number], [-1.0, 1.0]

    def _bought_column(self, month: int) -> tuple[list[int], list[float]]:
        rows, values = [self.pay + month, self.bought], [-1.0, 1.0]
        if self.pot:
            rows.append(self.pot_month + self.pot.offset + month)
            values.append(-1.0)
        return rows, values

    def _miss_column(self, number: int) -> tuple[list[int], list[float]]:
        return [self.one + number, self.missed], [1.0, float(self.project.activities[number].value)]

    def block_columns(self, chosen: Whole) -> Columns:
        """The columns of the chosen blocks."""
        return Columns.of(map(self._block_column, chosen.tolist()))

    def _block_column(self, block: int) -> tuple[list[int], list[float]]:
        blocks = self.blocks
        number, first, last = int(blocks.activity[block]), int(blocks.first[block]), int(blocks.last[block])
        monthly, fte, once = float(blocks.monthly[block]), float(blocks.fte[block]), float(blocks.once[block])
        rows, values = [self.one + number], [1.0]
        if fte:
            rows += range(self.work + first, self.work + last + 1)
            values += [fte] * (last - first + 1)
        if monthly or once:
            euros = monthly * (self.paid[:, last + 1] - self.paid[:, first]) + once * self.pays[:, first]
            more_rows, more_values = self._pay_entries(euros)
            rows += more_rows
            values += more_values
        for need in self.needing.get(number, ()):
            rows += range(self.order + need * self.span + first, self.order + (need + 1) * self.span)
            values += [1.0] * (self.span - first)
        for need in self.needed.get(number, ()):
            rows += range(self.order + need * self.span + last + 1, self.order + (need + 1) * self.span)
            values += [-1.0] * (self.span - last - 1)
        return rows, values

    def gains(self, objective: Objective, chosen: Whole) -> Floats:
        """What is made as great as can be, column for column: worth, saved money, or musts not missed."""
        fixed = np.zeros(self.first_block)
        fixed[self.first_miss : self.first_trade] = self.miss_gains(objective)
        if self.market and objective == "value":
            fixed[self.first_trade :] = -self.market.prices
        if objective == "value":
            return np.concatenate([fixed, self.blocks.value[chosen]])
        if objective == "cost":
            fixed[: len(self.posts)] = -self.post_cost
            return np.concatenate([fixed, -self.blocks.cost[chosen]])
        return np.concatenate([fixed, np.zeros(len(chosen))])

    def miss_gains(self, objective: Objective) -> Floats:
        """What missing each must adds to an objective: nothing, or less than nothing."""
        prices: dict[Objective, float] = {"value": self.miss_price, "missed": 1.0, "cost": 0.0}
        return -prices[objective] * self.miss_worth

    def post_numbers(self, lasts: Sequence[int]) -> list[int]:
        """The posts in which everyone's employment ends in these months."""
        return [
            self.post_starts[staff] + last - self.posts[self.post_starts[staff]][1] for staff, last in enumerate(lasts)
        ]

    def reduced(self, objective: Objective, duals: Floats) -> tuple[Floats, Floats]:
        """Gain less price of every block and post, at the rows' prices."""
        span, blocks = self.span, self.blocks
        work = np.concatenate([[0], np.cumsum(duals[self.work : self.work + span])])
        price = duals[self.pay : self.purse] @ self.pays
        pay = np.concatenate([[0], np.cumsum(price)])
        of_block = blocks.value if objective == "value" else -blocks.cost if objective == "cost" else 0 * blocks.value
        of_block = (
            of_block
            - blocks.fte * (work[blocks.last + 1] - work[blocks.first])
            - blocks.monthly * (pay[blocks.last + 1] - pay[blocks.first])
            - blocks.once * price[blocks.first]
            - duals[self.one + blocks.activity]
        )
        for at, (needing, needed) in enumerate(self.needs):
            prices = duals[self.order + at * span : self.order + (at + 1) * span]
            after = np.concatenate([np.cumsum(prices[::-1])[::-1], [0]])
            mine = slice(blocks.starts[needing], blocks.starts[needing + 1])
            theirs = slice(blocks.starts[needed], blocks.starts[needed + 1])
            of_block[mine] -= after[blocks.first[mine]]
            of_block[theirs] += after[blocks.last[theirs] + 1]
        if not self.posts:
            return of_block, np.zeros(0)
        fte = np.array([float(staff.fte) for staff in self.project.staff])[self.post_staff]
        leave = np.array([staff.leave_months for staff in self.project.staff])[self.post_staff]
        monthly = np.array([float(staff.monthly_cost) for staff in self.project.staff])[self.post_staff]
        of_post = (
            (-self.post_cost if objective == "cost" else 0)
            - monthly * pay[self.post_last + 1]
            + fte * work[np.maximum(0, self.post_last + 1 - leave)]
            - duals[self.post + self.post_staff]
        )
        return of_block, of_post
