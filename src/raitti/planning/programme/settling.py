"""The prices of shared work and money, found by asking every project and mixing the answers."""

import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import numpy as np

from raitti.planning.blocks import Floats
from raitti.planning.problem import ZERO, Programme
from raitti.planning.programme.bidding import Answer, Bidder, Prices
from raitti.planning.programme.master import Master, Mixture, lasts_of
from raitti.planning.search import Progress, Tell, quietly

ROUNDS = 30
SMOOTHING = 0.5
CLOSE = 0.008
WORKERS = 2
# Prices, in units of value, at which only what a project cannot do without is taken in.
DEAR_WORK = 3000.0
DEAR_EURO = 1.0


def between(prices: Prices, mixture: Mixture) -> Prices:
    """Prices half way to those of a mixture, which by themselves jump."""
    return (
        SMOOTHING * prices[0] + (1 - SMOOTHING) * mixture.work,
        SMOOTHING * prices[1] + (1 - SMOOTHING) * mixture.euros,
    )


class Stopping:
    """Passes on how far the search is, and remembers once it was answered that the plans are good enough."""

    def __init__(self, tell: Tell | None) -> None:
        self.tell, self.is_stopped = tell or quietly, False

    def __call__(self, progress: Progress) -> bool | None:
        if self.tell(progress) is False:
            self.is_stopped = True
        return None if not self.is_stopped else False


class Settling:
    """Finds the prices of what is shared."""

    def __init__(self, programme: Programme, *, deadline: float, tell: Stopping) -> None:
        self.programme, self.deadline, self.tell = programme, deadline, tell
        self.master = Master(programme)
        with ThreadPoolExecutor(WORKERS) as pool:
            self.bidders = list(pool.map(lambda project: Bidder(programme, project), programme.projects))
        self.bound = np.inf
        self.best_prices = (np.zeros(self.master.span), np.zeros(self.master.span))
        self.lasts: dict[str, int] = {}
        # All answers there were when the prices were found.
        self.asked: list[list[Answer]] = []
        # What each project takes even where everything shared is dear.
        self.least: list[Answer] = []

    @property
    def is_stopped(self) -> bool:
        """Whether plans are good enough for whoever hears of them."""
        return self.tell.is_stopped

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
            if self.is_stopped:
                break
            self._ask(*between(self.best_prices, mixture))
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
        self.asked = [list(answers) for answers in self.master.answers]
        self.master.posts = [(number, self.lasts[staff.name] - start) for number, staff in enumerate(programme.staff)]

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
