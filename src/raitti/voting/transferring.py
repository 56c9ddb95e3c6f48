"""Ranked ballots counted by transferable votes; with one seat this is instant runoff.

The count is that of Scottish councils: The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1,
rules 45 to 52. Droop's quota in whole votes; surpluses passed on from all ballots of the elected, each at its value
times surplus by votes, to five decimals with the rest ignored (the weighted inclusive Gregory method); the largest
surplus first; the one with the fewest votes excluded; equals told apart by the last earlier stage at which they
differed, then by lot. Votes are whole numbers of hundred-thousandths, so that all sums are exact.

Quotas of groups are kept as Hill and Otten do (`raitti.voting.quotas`): who can no longer be elected is excluded
at once, also with enough votes, and who must be elected is spared from exclusion.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from raitti.voting.outcome import About, Barred, Deed, Stage, Tie, Transfer
from raitti.voting.quotas import Keeping

ONE = 100_000

Weighed = Sequence[tuple[tuple[str, ...], int]]


@dataclass(frozen=True, slots=True)
class Parcel:
    """So many equal ballots with one candidate: their ranking, its place in it, and what each is worth there."""

    ranking: tuple[str, ...]
    number: int
    place: int
    value: int


def transferred(
    weighed: Weighed, keeping: Keeping, lot: Sequence[str]
) -> tuple[tuple[str, ...], tuple[Stage, ...], int]:
    """Who is elected, in order, the stages of the count, and how many votes suffice to be elected."""
    tally = Tally(weighed, keeping, lot)
    while keeping.seats:
        tally.go_on()
    return tuple(tally.elected), tuple(tally.stages), tally.needed // ONE


class Tally:
    """Where every ballot is and what it is worth, stage by stage."""

    def __init__(self, weighed: Weighed, keeping: Keeping, lot: Sequence[str]) -> None:
        self.keeping = keeping
        self.lot = {candidate: place for place, candidate in enumerate(lot)}
        number = sum(number for _, number in weighed)
        self.needed = (number // (keeping.seats + 1) + 1) * ONE
        self.continuing = set(lot)
        self.elected: list[str] = []
        # Those elected whose surplus has not been passed on, and those to be excluded because of quotas.
        self.unpassed = set[str]()
        self.doomed = set[str]()
        self.piles: dict[str, list[Parcel]] = {candidate: [] for candidate in lot}
        self.votes = dict.fromkeys(lot, 0)
        self.exhausted = self.lost = 0
        self.before: list[dict[str, int]] = []
        self.ties: list[Tie] = []
        self.stages: list[Stage] = []
        for ranking, many in weighed:
            self._credit(ranking[0], Parcel(ranking, many, 0, ONE))
        self._end("first_preferences", None)

    def go_on(self) -> None:
        """One stage more: somebody doomed is excluded, else a surplus passed on, else somebody excluded."""
        if self.doomed:
            self._exclude(self._lowest(self.doomed))
            return
        over = [candidate for candidate in self.unpassed if self.votes[candidate] > self.needed]
        if over:
            self._pass_on(self._first(over, "surplus"))
            return
        can_go = [candidate for candidate in self.continuing if self.keeping.may_exclude(candidate)]
        lowest = self._lowest(can_go)
        kept = self.continuing.difference(can_go)
        spared = sorted((name for name in kept if self.votes[name] <= self.votes[lowest]), key=self._rank)
        self._exclude(lowest, spared=spared)

    def _exclude(self, candidate: str, *, spared: Sequence[str] = ()) -> None:
        self.keeping.exclude(candidate)
        self.continuing.discard(candidate)
        self.doomed.discard(candidate)
        del self.votes[candidate]
        transfers = self._move(candidate, [(parcel, parcel.value) for parcel in self.piles.pop(candidate)])
        self._end("exclusion", candidate, transfers=transfers, spared=spared)

    def _pass_on(self, candidate: str) -> None:
        self.unpassed.discard(candidate)
        votes = self.votes[candidate]
        surplus = votes - self.needed
        moving = [(parcel, surplus * parcel.value // votes) for parcel in self.piles.pop(candidate)]
        self.lost += surplus - sum(parcel.number * value for parcel, value in moving)
        self.votes[candidate] = self.needed
        transfers = self._move(candidate, moving)
        self._end("surplus", candidate, transfers=transfers, share=Fraction(surplus, votes))

    def _move(self, candidate: str, moving: Iterable[tuple[Parcel, int]]) -> list[Transfer]:
        """Ballots at new values to their next preference who can be elected; told by receiver, nobody last."""
        received: dict[str | None, tuple[int, int]] = {}
        hopeful = self.continuing - self.doomed
        for parcel, value in moving:
            place = parcel.place + 1
            while place < len(parcel.ranking) and parcel.ranking[place] not in hopeful:
                place += 1
            to = parcel.ranking[place] if place < len(parcel.ranking) else None
            number, votes = received.get(to, (0, 0))
            received[to] = (number + parcel.number, votes + parcel.number * value)
            if to is None:
                self.exhausted += parcel.number * value
            else:
                self._credit(to, Parcel(parcel.ranking, parcel.number, place, value))
        receivers = sorted(received, key=lambda to: len(self.lot) if to is None else self.lot[to])
        return [Transfer(to, received[to][0], Fraction(received[to][1], ONE)) for to in receivers]

    def _credit(self, candidate: str, parcel: Parcel) -> None:
        self.piles[candidate].append(parcel)
        self.votes[candidate] += parcel.number * parcel.value

    def _end(
        self,
        deed: Deed,
        candidate: str | None,
        *,
        transfers: Sequence[Transfer] = (),
        spared: Sequence[str] = (),
        share: Fraction | None = None,
    ) -> None:
        """Elect whoever can be now, find whom the quotas doom, and tell the stage."""
        first = len(self.elected)
        barred: list[Barred] = list(self._doom())
        for reached in self._in_order(candidate for candidate in self.continuing if self._reaches(candidate)):
            if self.keeping.seats and reached in self.continuing and reached not in self.doomed:
                self._elect(reached)
                barred += self._doom()
        hopeful = self.continuing - self.doomed
        if len(hopeful) == self.keeping.seats:
            for last in self._in_order(hopeful):
                self._elect(last)
        self.before.append(dict(self.votes))
        self.stages.append(
            Stage(
                number=len(self.stages) + 1,
                deed=deed,
                candidate=candidate,
                votes={name: Fraction(self.votes[name], ONE) for name in sorted(self.votes, key=self._rank)},
                exhausted=Fraction(self.exhausted, ONE),
                lost=Fraction(self.lost, ONE),
                transfers=tuple(transfers),
                share=share,
                elected=tuple(self.elected[first:]),
                barred=tuple(barred),
                spared=tuple(spared),
                ties=tuple(self.ties),
            )
        )
        self.ties = []

    def _reaches(self, candidate: str) -> bool:
        return self.votes[candidate] >= self.needed

    def _elect(self, candidate: str) -> None:
        self.keeping.elect(candidate)
        self.elected.append(candidate)
        self.continuing.discard(candidate)
        self.unpassed.add(candidate)

    def _doom(self) -> tuple[Barred, ...]:
        if not self.keeping.seats:
            return ()
        barred = self.keeping.barred(sorted(self.continuing - self.doomed, key=self.lot.__getitem__))
        self.doomed.update(each.candidate for each in barred)
        return barred

    def _rank(self, candidate: str) -> tuple[int, int]:
        return -self.votes[candidate], self.lot[candidate]

    def _in_order(self, candidates: Iterable[str]) -> list[str]:
        """Candidates by votes, the most first."""
        left = set(candidates)
        ordered = []
        while left:
            ordered.append(self._first(left, "order"))
            left.remove(ordered[-1])
        return ordered

    def _first(self, candidates: Iterable[str], about: About) -> str:
        """The one with the most votes."""
        most = max(self.votes[candidate] for candidate in candidates)
        return self._told_apart([name for name in candidates if self.votes[name] == most], about)

    def _lowest(self, candidates: Iterable[str]) -> str:
        """The one with the fewest votes."""
        fewest = min(self.votes[candidate] for candidate in candidates)
        return self._told_apart([name for name in candidates if self.votes[name] == fewest], "exclusion")

    def _told_apart(self, equal: Sequence[str], about: About) -> str:
        """Of equals the best, or the worst when one is to be excluded: by the last stage they differed, or by lot."""
        if len(equal) == 1:
            return equal[0]
        extreme = min if about == "exclusion" else max
        left, decided = list(equal), None
        for number in range(len(self.before), 0, -1):
            votes = self.before[number - 1]
            best = extreme(votes[name] for name in left)
            fewer = [name for name in left if votes[name] == best]
            if len(fewer) < len(left):
                left, decided = fewer, number
            if len(left) == 1:
                break
        if len(left) > 1:
            decided = None
        chosen = (max if about == "exclusion" else min)(left, key=self.lot.__getitem__)
        self.ties.append(Tie(about, tuple(sorted(equal, key=self.lot.__getitem__)), chosen, decided))
        return chosen
