"""One project after another planned in whole months, at the prices found."""

import itertools
import time
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

import numpy as np

from raitti.planning.best import Best
from raitti.planning.blocks import Floats
from raitti.planning.integer import Choice
from raitti.planning.outcome import Ledger, Plan, value_of_plan
from raitti.planning.problem import ZERO, Money, Project
from raitti.planning.program import Market, Pot, Program
from raitti.planning.programme.bidding import Answer, Prices, money_of
from raitti.planning.programme.master import Mixture
from raitti.planning.programme.settling import DEAR_EURO, DEAR_WORK, WORKERS, Settling, between
from raitti.planning.programme.together import Joint
from raitti.planning.purses import Paid, pay, pay_each, share_out
from raitti.planning.search import Progress
from raitti.planning.solve import plan_of
from raitti.planning.swift import swift_plan

# Projects planned at a time; always as many, so that the same file takes the same way.
AT_ONCE = 2
LEAST_TIME = 0.3
# Less than so many seconds rarely make a plan better.
WORTH_SECONDS = 2.0
# Orders of the projects that are tried where there is time.
TURNS = 6
# Prices are never less, so that of two plans as good the one is taken that leaves others more.
LEAST = (0.1, 1e-4)
# Value lost for a worth of musts that are missed: more than anything else could bring.
MISS_PRICE = 1e4
# How much of what a project cannot do without is kept for each that is still to be planned; where that leaves too
# little, the next.
RESERVES = (1.15, 1.0)


@dataclass(frozen=True, slots=True)
class Planned:
    """A project's plan, and what it takes of shared work and others' euros each month."""

    project: Project
    plan: Plan
    choice: Choice
    value: Decimal
    missed: Decimal
    taken_work: dict[int, Decimal]
    taken_euros: dict[int, Decimal]
    answer: Answer
    # How much better it could be at most, at the prices it was found at.
    slack: float

    @property
    def rank(self) -> tuple[Decimal, Decimal]:
        """Greater is better: fewer musts missed, then more value."""
        return -self.missed, self.value


def rank_of(planned: Collection[Planned]) -> tuple[Decimal, Decimal]:
    """Greater is better: fewer musts missed, then more value."""
    return -sum((plan.missed for plan in planned), ZERO), sum((plan.value for plan in planned), ZERO)


def _payers(purses: Sequence[tuple[int, Money]], month: int, owners: Collection[int]) -> list[int]:
    """Numbers of the purses of these owners that can pay a month."""
    return [
        at
        for at, (owner, money) in enumerate(purses)
        if owner in owners and money.usable_from <= month <= money.usable_until
    ]


class Placing(Settling):
    """Plans project after project beside what the others have."""

    def plan_best(self, mixture: Mixture, enough: float, *, first: float, deadline: float) -> list[Planned] | None:
        """The best plans met by the deadline; all projects are planned once by `first`.

        Where there is time, projects that came late are planned early, as each order comes out otherwise.
        """
        begun, best = time.monotonic(), None
        for turn in range(min(TURNS, len(self.bidders))):
            now = time.monotonic()
            is_late = turn > 0 and now + (now - begun) / turn > deadline
            if best and (is_late or self.is_stopped or self._is_close(best, enough)):
                break
            self.deadline = first if best is None else deadline
            planned = self.plan_all(mixture, enough / 4, turn=turn)
            if planned is None:
                break
            self.deadline = deadline
            self.improve(planned, enough / 4)
            if best is None or rank_of(planned) > rank_of(best):
                best = planned
        return best

    def _is_close(self, planned: list[Planned], enough: float) -> bool:
        return Progress(float(sum(plan.value for plan in planned)), self.bound).gap < enough

    def plan_all(self, mixture: Mixture, enough: float, *, turn: int = 0) -> list[Planned] | None:
        """Plan one project after another in whole months at the prices of what is left, greatest takers last.

        A project that the others leave too little to is planned before them instead.
        """
        self.master.answers = [list(answers) for answers in self.asked]
        expected = [self._expected(mixture, number).work.sum() for number in range(len(self.bidders))]
        order = sorted(range(len(self.bidders)), key=lambda number: (expected[number], number))
        order = [*order[len(order) - turn :], *order[: len(order) - turn]]
        for _ in order:
            planned, stuck = self._in_order(order, enough)
            if stuck is None:
                return [planned[number] for number in range(len(order))]
            if stuck == order[0]:
                break
            order = [stuck, *(number for number in order if number != stuck)]
            self.master.answers = [list(answers) for answers in self.asked]
        return None

    def _in_order(self, order: list[int], enough: float) -> tuple[dict[int, Planned], int | None]:
        """Plans of the projects in that order, two at a time, and the first one that has none."""
        planned: dict[int, Planned] = {}
        prices, mixture = self.best_prices, self.master.mix()
        waiting = list(order)
        while waiting:
            pair, until = waiting[:AT_ONCE], self._until(-(-len(waiting) // AT_ONCE))
            with ThreadPoolExecutor(WORKERS) as pool:
                # Each leaves the others of its pair what they are expected to take.
                beside = [[self._expected(mixture, other) for other in pair if other != number] for number in pair]
                plan = partial(self._plan, planned=dict(planned), prices=prices, enough=enough, until=until)
                tasks = [pool.submit(plan, number, beside=others) for number, others in zip(pair, beside, strict=True)]
                found = [task.result() for task in tasks]
            for number, first in zip(pair, found, strict=True):
                fits = first is not None and self._fits([*planned.values(), first])
                mine = first if fits else plan(number, planned=dict(planned), until=self._until(len(waiting)))
                if mine is None:
                    return planned, number
                planned[number] = mine
                self.master.answers[number] = [mine.answer]
                waiting.remove(number)
            mixture = self.master.mix()
            prices = between(prices, mixture)
            self._answers([self.bidders[other] for other in waiting], prices)
            mixture = self.master.mix()
            prices = between(prices, mixture)
            self.tell(Progress(float(sum(plan.value for plan in planned.values())), self.bound))
        return planned, None

    def _expected(self, mixture: Mixture, number: int) -> Answer:
        """What the mixture foresees for a project."""
        answers, weights = self.master.answers[number], mixture.weights[number]
        work, euros = np.zeros(self.master.span), np.zeros(self.master.span)
        for weight, answer in zip(weights, answers, strict=True):
            work += weight * answer.work
            euros += weight * answer.euros
        return Answer(0.0, work, euros)

    def _fits(self, planned: Collection[Planned]) -> bool:
        """Whether there is work and money for all of these plans together."""
        work = self.supply()
        for plan in planned:
            for month, fte in plan.taken_work.items():
                work[month - self.programme.start] -= fte
        return min(work) >= 0 and not self.accounts(planned).lacking

    def improve(self, planned: list[Planned], enough: float) -> None:
        """Offer what is left over to each project in turn, while there is time."""
        free = np.zeros(self.master.span)
        order = sorted(range(len(planned)), key=lambda number: (-planned[number].missed, -planned[number].slack))
        for place, number in enumerate(order):
            if time.monotonic() > self.deadline or self.is_stopped:
                break
            others = {other: plan for other, plan in enumerate(planned) if other != number}
            until = max(self._until(len(order) - place), min(self.deadline, time.monotonic() + WORTH_SECONDS))
            known = planned[number].choice
            found = self._plan(number, others, (free, free), enough=enough, until=until, known=known)
            if found is not None and found.rank > planned[number].rank:
                planned[number] = found
            self.tell(Progress(float(sum(plan.value for plan in planned)), self.bound))

    def placed(self, joint: Joint) -> list[Planned] | None:
        """The plans made in one go, with what each takes of the others exactly; `None` where that cannot be paid."""
        start = self.programme.start
        for staff, last in zip(self.programme.staff, joint.lasts, strict=True):
            self.lasts[staff.name] = start + last
        planned = []
        for number, (bidder, choice) in enumerate(zip(self.bidders, joint.choices, strict=True)):
            best = Best(bidder.program, choice, "feasible", 0.0, 0.0)
            planned.append(self._planned(number, best))
        planned = self._paid_together(planned)
        return planned if self._fits(planned) else None

    def _paid_together(self, planned: list[Planned]) -> list[Planned]:
        """The same plans, with euros of the pot wherever a project's own money is needed elsewhere."""
        purses = [(number, money) for number, bidder in enumerate(self.bidders) for money in bidder.project.money]
        pot = [(-1, money_of(self.programme, key)) for key in self.movable]
        shared = [(-2, money) for money in self.programme.money]
        order = sorted([*purses, *pot, *shared], key=lambda one: (one[0] < 0, one[1].usable_until))
        dues: list[tuple[Decimal, list[int]]] = []
        of: list[tuple[int, int]] = []
        for number, plan in enumerate(planned):
            costs = Ledger(self.bidders[number].project, plan.plan).costs(plan.plan.runs)
            for month, euros in costs.items():
                dues.append((euros, _payers(order, month, {number, -1, -2})))
                of.append((number, month))
        dues += [(euros, _payers(order, month, {-2})) for month, euros in self.wages().items()]
        given = share_out([money.amount for _, money in order], dues)
        taken: list[dict[int, Decimal]] = [{} for _ in planned]
        for (number, month), (euros, _), paid in zip(of, dues, given, strict=False):
            own = sum((part for at, part in paid.items() if order[at][0] == number), ZERO)
            if euros > own:
                taken[number][month] = euros - own
        return [self._taking(plan, euros) for plan, euros in zip(planned, taken, strict=True)]

    def _taking(self, plan: Planned, euros: dict[int, Decimal]) -> Planned:
        used = np.zeros(self.master.span)
        for month, amount in euros.items():
            used[month - self.programme.start] = float(amount)
        return replace(plan, taken_euros=euros, answer=replace(plan.answer, euros=used))

    def _until(self, left: int) -> float:
        """When one of so many projects left should be done, if all take as long."""
        now = time.monotonic()
        return now + max(LEAST_TIME, (self.deadline - now) / max(1, left))

    def accounts(self, planned: Iterable[Planned]) -> Paid:
        """Wages and what projects take, paid from the pot; wages only from the programme's own money."""
        movable = [money_of(self.programme, key) for key in self.movable]
        taken: dict[int, Decimal] = {}
        for plan in planned:
            for month, euros in plan.taken_euros.items():
                taken[month] = taken.get(month, ZERO) + euros
        first = pay(movable, taken)
        wages = self.wages()
        rest = {month: wages.get(month, ZERO) + first.lacking.get(month, ZERO) for month in {*wages, *first.lacking}}
        second = pay(self.programme.money, rest)
        if second.lacking:
            return pay_each([*movable, *self.programme.money], (wages, len(movable)), (taken, 0))
        return Paid((*first.drawn, *second.drawn), (*first.left, *second.left), second.lacking)

    @property
    def movable(self) -> list[tuple[int, int]]:
        """Keys of the money that one project has and another may use."""
        return [key for key in self.master.purses if key[0] >= 0]

    def _market(
        self, number: int, planned: Collection[Planned], prices: Prices, kept: list[Answer], *, exact: bool
    ) -> Market:
        """What is left for a project beside what others have and what is kept for those who wait.

        Unless it is `exact`, whether months and purses fit is for the accounts to tell: that is quicker.
        """
        bidder = self.bidders[number]
        work = np.array([float(fte) for fte in self.supply()])
        euros = np.zeros(self.master.span)
        for answer in (*(plan.answer for plan in planned), *kept):
            work -= answer.work
            euros += answer.euros
        pot = self._pot(euros, bidder.mine.start)
        total = sum(left for _, _, left in pot.purses)
        if exact:
            usable = [total] * len(bidder.project.months)
        else:
            owned = [*(money_of(self.programme, key) for key in self.movable), *self.programme.money]
            purses = list(zip(owned, self.accounts(planned).left, strict=True))
            usable = [
                float(sum(left for money, left in purses if money.usable_from <= month <= money.usable_until))
                for month in bidder.project.months
            ]
        return Market(
            prices=np.concatenate([np.maximum(prices[at][bidder.mine], LEAST[at]) for at in (0, 1)]),
            most=np.concatenate([np.maximum(0, work[bidder.mine]), usable]),
            euros=max(0.0, total - float(euros.sum())),
            pot=pot if exact else None,
        )

    def _pot(self, asked: Floats, offset: int) -> Pot:
        """The purses once shared staff is paid, as one where their months are the same."""
        paid = pay(self.programme.money, self.wages())
        owned = [*zip(self.programme.money, paid.left, strict=True)]
        owned += [(money, money.amount) for money in map(partial(money_of, self.programme), self.movable)]
        purses: dict[tuple[int, int], Decimal] = {}
        for money, left in owned:
            first = max(0, money.usable_from - self.programme.start)
            last = min(self.master.span - 1, money.usable_until - self.programme.start)
            if first <= last:
                purses[first, last] = purses.get((first, last), ZERO) + left
        return Pot(tuple((*months, float(left)) for months, left in purses.items()), asked, offset)

    def _plan(
        self,
        number: int,
        planned: dict[int, Planned],
        prices: Prices,
        *,
        enough: float,
        until: float,
        beside: Collection[Answer] = (),
        known: Choice | None = None,
    ) -> Planned | None:
        """A project's plan beside those there are and what is foreseen; `None` when they leave it too little."""
        bidder = self.bidders[number]
        waiting = [least for other, least in enumerate(self.least) if other != number and other not in planned]
        ample, scant = (
            [*beside, *(Answer(0.0, more * least.work, more * least.euros) for least in waiting)] for more in RESERVES
        )
        # At last only the least is taken in, whatever is left for those who wait; and musts are missed where they must.
        dear = (np.full(self.master.span, DEAR_WORK), np.full(self.master.span, DEAR_EURO))
        tries = [(prices, ample, False), (prices, ample, True), (prices, scant, True), (dear, [], True)]
        for may_miss, (asked, kept, exact) in itertools.product((False, True), tries):
            last = may_miss and asked is dear
            if time.monotonic() > until and not last:
                continue
            best = swift_plan(
                Program(
                    bidder.project,
                    market=self._market(number, planned.values(), asked, kept, exact=exact),
                    miss_price=MISS_PRICE if may_miss else 0.0,
                ),
                missed=np.inf if may_miss else bidder.missed,
                until=np.inf if last else until,
                # Whoever has come so far takes any plan, where time is short.
                loose=np.inf if last and np.isfinite(until) else enough,
                known=known,
            )
            if best is not None:
                found = self._planned(number, best)
                if self._fits([*planned.values(), found]):
                    return found
        return None

    def _planned(self, number: int, best: Best) -> Planned:
        """The plan with what it takes of others, exact."""
        plan, bidder, project, start = (
            plan_of(best),
            self.bidders[number],
            self.programme.projects[number],
            self.programme.start,
        )
        ledger = Ledger(bidder.project, plan)
        need, work = ledger.need(plan.runs), ledger.at_work()
        taken = {month: need[month] - work[month] for month in ledger.months if need[month] > work[month]}
        lacking = dict(pay(bidder.project.money, ledger.costs(plan.runs)).lacking)
        used = np.zeros((2, self.master.span))
        for row, amounts in enumerate((taken, lacking)):
            for month, amount in amounts.items():
                used[row, month - start] = float(amount)
        value = value_of_plan(project, plan)
        missed = sum(
            (item.value for item in project.activities if item.priority == "must" and item.name not in plan.runs), ZERO
        )
        answer = Answer(float(value), used[0], used[1])
        return Planned(project, plan, best.choice, value, missed, taken, lacking, answer, best.bound - best.value)

    def named(self, key: tuple[int, int], number: int) -> Money:
        """A purse of the pot by the name it has in a project's own account."""
        money, (owner, _) = money_of(self.programme, key), key
        return (
            money
            if owner in (-1, number)
            else replace(money, name=f"{money.name}, {self.programme.projects[owner].title}")
        )

    def release(self, planned: Iterable[Planned]) -> None:
        """Let shared positions end as early as the plans allow, the dearest first."""
        needed = [ZERO] * self.master.span
        for plan in planned:
            for month, fte in plan.taken_work.items():
                needed[month - self.programme.start] += fte
        for staff in sorted(self.programme.staff, key=lambda staff: -staff.monthly_cost):
            least = self.programme.start + staff.least_months - 1
            while not staff.keep and self.lasts[staff.name] > least:
                self.lasts[staff.name] -= 1
                if any(given < asked for given, asked in zip(self.supply(), needed, strict=True)):
                    self.lasts[staff.name] += 1
                    break
