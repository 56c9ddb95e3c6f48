"""Seats filled one after another from approval ballots: who may be picked, who is, and what is told of it."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from raitti.voting.outcome import Barred, Phase, Pick, Tie
from raitti.voting.quotas import Keeping


class Picking:
    """The seats filled so far. Before each pick `eligible` are those who can be elected with all quotas kept."""

    def __init__(self, keeping: Keeping, lot: Sequence[str]) -> None:
        self.keeping = keeping
        self.lot = {candidate: place for place, candidate in enumerate(lot)}
        self.eligible = list(lot)
        self.picks: list[Pick] = []
        self.barred: tuple[Barred, ...] = ()
        self._bar()

    @property
    def elected(self) -> tuple[str, ...]:
        return tuple(pick.elected for pick in self.picks)

    @property
    def open(self) -> int:
        """Seats left."""
        return self.keeping.seats

    def choose(self, measures: Mapping[str, Fraction], *, most: bool = False) -> tuple[str, Tie | None]:
        """Of the eligible the one with the least measure, or the most; who has none comes last. Ties go by lot."""
        measured = [candidate for candidate in self.eligible if candidate in measures]
        equal = self.eligible
        if measured:
            best = (max if most else min)(measures[candidate] for candidate in measured)
            equal = [candidate for candidate in measured if measures[candidate] == best]
        chosen = min(equal, key=self.lot.__getitem__)
        return chosen, Tie("election", tuple(equal), chosen) if len(equal) > 1 else None

    def elect(
        self,
        phase: Phase,
        candidate: str,
        *,
        tie: Tie | None,
        measures: Mapping[str, Fraction],
        supporters: int,
        paid: Sequence[tuple[Fraction, int]] = (),
        left: Fraction | None = None,
    ) -> None:
        """Give the candidate a seat, tell of it, and bar those whom the quotas now rule out."""
        self.keeping.elect(candidate)
        self.picks.append(
            Pick(
                number=len(self.picks) + 1,
                phase=phase,
                elected=candidate,
                supporters=supporters,
                measures=measures,
                barred=self.barred,
                tie=tie,
                paid=tuple(paid),
                left=left,
            )
        )
        self.eligible.remove(candidate)
        self._bar()

    def _bar(self) -> None:
        self.barred = self.keeping.barred(self.eligible) if self.open else ()
        gone = {barred.candidate for barred in self.barred}
        self.eligible = [candidate for candidate in self.eligible if candidate not in gone]
