"""Approval ballots added up by what they approve, and the plainest rule: the most approvals."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from raitti.voting.picking import Picking


class Voters:
    """Ballots that say the same are one group. `weights` are their numbers, `supporters` the groups of a candidate."""

    def __init__(self, weighed: Sequence[tuple[tuple[str, ...], int]]) -> None:
        self.weights = [weight for _, weight in weighed]
        self.number = sum(self.weights)
        self._supporters: dict[str, list[int]] = {}
        self._support = Counter[str]()
        for group, (choices, weight) in enumerate(weighed):
            for candidate in choices:
                self._supporters.setdefault(candidate, []).append(group)
                self._support[candidate] += weight

    def supporters(self, candidate: str) -> Sequence[int]:
        """The groups that approve of a candidate."""
        return self._supporters.get(candidate, ())

    def support(self, candidate: str) -> int:
        """The number of ballots that approve of a candidate."""
        return self._support[candidate]


def most_approved(voters: Voters, picking: Picking) -> None:
    """Approval voting: whom the most ballots approve of is elected (Brams and Fishburn 1978)."""
    while picking.open:
        measures = {candidate: Fraction(voters.support(candidate)) for candidate in picking.eligible}
        chosen, tie = picking.choose(measures, most=True)
        picking.elect("approval", chosen, tie=tie, measures=measures, supporters=voters.support(chosen))
