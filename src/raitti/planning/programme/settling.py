"""Prices found, then one project after another planned in whole months."""

import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from raitti.planning.best import Tell, best_plan
from raitti.planning.blocks import Floats
from raitti.planning.outcome import Ledger, Plan, value_of_plan
from raitti.planning.problem import ZERO, Money, Programme, Project
from raitti.planning.program import Market, Program
from raitti.planning.programme.bidding import Answer, Bidder, Prices, money_of
from raitti.planning.programme.master import Master, Mixture, lasts_of
from raitti.planning.purses import Paid, pay
from raitti.planning.search import Progress, quietly
from raitti.planning.solve import plan_of

ROUNDS = 30
SMOOTHING = 0.5
CLOSE = 0.008
WORKERS = 2
LEAST_TIME = 0.3
# Times the projects still to be planned are asked anew after each that is.
REFRESHED = 1
# Prices, in units of value, at which only what a project cannot do without is taken in; of that so much is kept for
# each that is still to be planned.
DEAR_WORK = 3000.0
DEAR_EURO = 1.0
RESERVE = 1.15
# Times a project is planned anew because what it took could not be paid after all.
TRIES = 4


@dataclass(frozen=True, slots=True)
class Planned:
    """A project's plan, and what it takes of shared work and others' euros each month."""

    project: Project
    plan: Plan
    value: Decimal
    missed: Decimal
    taken_work: dict[int, Decimal]
    taken_euros: dict[int, Decimal]
    answer: Answer

    @property
    def rank(self) -> tuple[Decimal, Decimal]:
        """Greater is better: fewer musts missed, then more value."""
        return -self.missed, self.value


def _between(prices: Prices, mixture: Mixture) -> Prices:
    """Prices half way to those of a mixture, which by themselves jump."""
    return (
        SMOOTHING * prices[0] + (1 - SMOOTHING) * mixture.work,
        SMOOTHING * prices[1] + (1 - SMOOTHING) * mixture.euros,
    )


class Settling:
    """Finds the prices, then plans project after project."""

    def __init__(self, programme: Programme, *, deadline: float, tell: Tell | None) -> None:
        self.programme, self.deadline, self.tell = programme, deadline, tell or quietly
        self.master = Master(programme)
        with ThreadPoolExecutor(WORKERS) as pool:
            self.bidders = list(pool.map(lambda project: Bidder(programme, project), programme.projects))
        self.bound = np.inf
        self.best_prices = (np.zeros(self.master.span), np.zeros(self.master.span))
        self.lasts: dict[str, int] = {}
        # What each project takes even where everything shared is dear.
        self.least: list[Answer] = []

    def find_prices(self, until: float) -> Mixture | None:
        """Ask and mix until bound and mixture are close; `None` when a project has no plan at any price."""
        free = np.zeros(self.master.span)
        if not self._ask(free, free):
            return None
        self._ask(free + DEAR_WORK, free + DEAR_EURO)
        self.least = [answers[-1] for answers in self.master.answers]
        work, euros = self._share_evenly()
        self._ask(work, euros)
        mixture = self.master.mix()
        for _ in range(ROUNDS):
            if self.bound - mixture.value <= CLOSE * max(1.0, mixture.value) or time.monotonic() > until:
                break
            self._ask(*_between(self.best_prices, mixture))
            mixture = self.master.mix()
            self.tell(Progress(-np.inf, self.bound))
        return mixture

    def _answers(self, bidders: list[Bidder], prices: Prices) -> list[float] | None:
        """Ask these projects and keep what they answer; what each gains at most, `None` if one has no plan."""
        with ThreadPoolExecutor(WORKERS) as pool:
            answers = list(pool.map(lambda bidder: bidder.answer(*prices), bidders))
        gains = []
        for bidder, answer in zip(bidders, answers, strict=True):
            if answer is None:
                return None
            gains.append(answer[0])
            self.master.answers[self.bidders.index(bidder)].append(answer[1])
        return gains

    def _share_evenly(self) -> tuple[Floats, Floats]:
        """Answers to an even share of everything; prices are then what more would gain them on average."""
        programme, span, start = self.programme, self.master.span, self.programme.start
        count = len(programme.projects)
        work = np.zeros(span)
        wages = 0.0
        for staff in programme.staff:
            latest = lasts_of(staff, start, span)[-1]
            work[: max(0, latest + 1 - staff.leave_months)] += float(staff.fte)
            wages += float(staff.monthly_cost) * (latest + 1)
        total = sum(float(money.amount) for money in programme.money)
        spare = max(0.0, 1 - wages / total) if total else 0.0
        shares = []
        for number, bidder in enumerate(self.bidders):
            euros = np.zeros(span)
            for key, amount in self.master.purses.items():
                months = self.master.months(key)
                if key[0] in (-1, number) and len(months):
                    part = float(amount) * (spare / count if key[0] < 0 else 1.0)
                    euros[months.start : months.stop] += part / len(months)
            shares.append((bidder, euros))
        with ThreadPoolExecutor(WORKERS) as pool:
            told = list(pool.map(lambda share: share[0].share(work / count, share[1]), shares))
        wanted: list[tuple[Floats, Floats]] = []
        for number, answer in enumerate(told):
            if answer is not None:
                self.master.answers[number].append(answer[0])
                wanted.append(answer[1:])
        if not wanted:
            return np.zeros(span), np.zeros(span)
        return np.mean([work for work, _ in wanted], axis=0), np.mean([euros for _, euros in wanted], axis=0)

    def _ask(self, work: Floats, euros: Floats) -> bool:
        gains = self._answers(self.bidders, (work, euros))
        if gains is None:
            return False
        total = sum(gains)
        bound = total + self.master.worth(work, euros)
        if bound < self.bound:
            self.bound, self.best_prices = bound, (work, euros)
        return True

    def settle_posts(self, mixture: Mixture) -> None:
        """Let each shared position end in the month that the mixture holds for its middle; wages are set aside."""
        programme, start = self.programme, self.programme.start
        for number, staff in enumerate(programme.staff):
            weights = [
                (last, weight)
                for (of, last), weight in zip(self.master.posts, mixture.posts, strict=True)
                if of == number
            ]
            sums = np.cumsum([weight for _, weight in weights])
            self.lasts[staff.name] = start + weights[int(np.searchsorted(sums, 0.5))][0]
        self.master.posts = [(number, self.lasts[staff.name] - start) for number, staff in enumerate(programme.staff)]

    def plan_all(self, mixture: Mixture, enough: float) -> list[Planned] | None:
        """Plan one project after another in whole months at the prices of what is left, greatest takers first."""
        order = sorted(range(len(self.bidders)), key=lambda number: (float(self._mixed(mixture, number).sum()), number))
        planned: dict[int, Planned] = {}
        prices = self.best_prices
        for place, number in enumerate(order):
            found = self._plan(number, planned, prices, enough, self._until(len(order) - place))
            if found is None:
                return None
            planned[number] = found
            self.master.answers[number] = [found.answer]
            mixture = self.master.mix()
            for _ in range(REFRESHED):
                prices = _between(prices, mixture)
                self._answers([self.bidders[other] for other in order[place + 1 :]], prices)
                mixture = self.master.mix()
            prices = _between(prices, mixture)
            self.tell(Progress(float(sum(plan.value for plan in planned.values())), self.bound))
        return [planned[number] for number in range(len(order))]

    def improve(self, planned: list[Planned], enough: float) -> None:
        """Offer what is left over to each project in turn, while there is time."""
        for number in range(len(planned)):
            if time.monotonic() > self.deadline:
                break
            others = {other: plan for other, plan in enumerate(planned) if other != number}
            found = self._plan(number, others, None, enough, self._until(len(planned) - number))
            if found is not None and found.rank > planned[number].rank:
                planned[number] = found
            self.tell(Progress(float(sum(plan.value for plan in planned)), self.bound))

    def _until(self, left: int) -> float:
        """When one of so many projects left should be done, if all take as long."""
        now = time.monotonic()
        return now + max(LEAST_TIME, (self.deadline - now) / max(1, left))

    def _mixed(self, mixture: Mixture, number: int) -> Floats:
        """Shared work of each month that the mixture foresees for a project."""
        return sum(
            (
                weight * answer.work
                for weight, answer in zip(mixture.weights[number], self.master.answers[number], strict=True)
            ),
            np.zeros(self.master.span),
        )

    def supply(self) -> list[Decimal]:
        """Work that shared staff give each month of the programme."""
        work = [ZERO] * self.master.span
        for staff in self.programme.staff:
            for month in range(self.lasts[staff.name] - staff.leave_months - self.programme.start + 1):
                work[month] += staff.fte
        return work

    def wages(self) -> dict[int, Decimal]:
        """Euros that shared staff cost each month."""
        wages: dict[int, Decimal] = {}
        for staff in self.programme.staff:
            for month in range(self.programme.start, self.lasts[staff.name] + 1):
                wages[month] = wages.get(month, ZERO) + staff.monthly_cost
        return wages

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
        return Paid((*first.drawn, *second.drawn), (*first.left, *second.left), second.lacking)

    @property
    def movable(self) -> list[tuple[int, int]]:
        """Keys of the money that one project has and another may use."""
        return [key for key in self.master.purses if key[0] >= 0]

    def _market(self, number: int, planned: dict[int, Planned], prices: Prices | None) -> Market:
        """What is left for a project: free, or at prices where others still wait for it."""
        bidder, programme = self.bidders[number], self.programme
        work = self.supply()
        for plan in planned.values():
            for month, fte in plan.taken_work.items():
                work[month - programme.start] -= fte
        waiting = [least for other, least in enumerate(self.least) if other != number and other not in planned]
        kept = RESERVE * sum((least.work for least in waiting), np.zeros(self.master.span))[bidder.mine]
        kept_euros = RESERVE * float(sum(least.euros.sum() for least in waiting))
        paid = self.accounts(planned.values())
        purses = [*(money_of(programme, key) for key in self.movable), *programme.money]
        months = bidder.project.months
        usable = [
            sum(
                (
                    left
                    for left, purse in zip(paid.left, purses, strict=True)
                    if purse.usable_from <= month <= purse.usable_until
                ),
                ZERO,
            )
            for month in months
        ]
        most = [max(ZERO, fte) for fte in work[bidder.mine]] + usable
        asked = np.zeros(2 * len(months))
        if prices is not None:
            asked = np.concatenate([prices[0][bidder.mine], prices[1][bidder.mine]])
        limits = np.array([float(amount) for amount in most])
        limits[: len(months)] = np.maximum(0, limits[: len(months)] - kept)
        return Market(asked, limits, max(0.0, float(sum(paid.left, ZERO)) - kept_euros))

    def _plan(
        self, number: int, planned: dict[int, Planned], prices: Prices | None, enough: float, until: float
    ) -> Planned | None:
        bidder, project = self.bidders[number], self.programme.projects[number]
        market = self._market(number, planned, prices)
        for _ in range(TRIES):
            program = Program(bidder.project, market=market)
            best = best_plan(program, missed=bidder.missed, deadline=until, enough=enough)
            if best is None:
                return None
            found = self._planned(number, plan_of(best))
            lacking = self.accounts([*planned.values(), found]).lacking
            if not lacking:
                return found
            most = market.most.copy()
            for month in lacking:
                most[len(project.months) + month - project.start] = 0.0
            market = replace(market, most=most, euros=market.euros - float(sum(lacking.values())))
        return None

    def _planned(self, number: int, plan: Plan) -> Planned:
        """The plan with what it takes of others, exact."""
        bidder, project, start = self.bidders[number], self.programme.projects[number], self.programme.start
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
        return Planned(project, plan, value, missed, taken, lacking, Answer(float(value), used[0], used[1]))

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
