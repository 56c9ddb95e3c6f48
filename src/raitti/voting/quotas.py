"""Quotas kept by the count: who can still be elected and who must stay, so that some completion keeps them all.

One completion is always at hand. Only where it does not answer a question itself is another looked for: first with
one person exchanged, then by a small integer program (`raitti.voting.completion`), so that groups may overlap in any
way. Electing and excluding only ever take completions away: whoever cannot be elected now never can be later, and who
must be elected must be for good, so that each kind of candidates is refused once.

The principle is Gray and Fitzgerald's for transferable votes (I. D. Hill, STV with constraints, Voting matters 9,
1998; J. Otten, STV with multiple constraints, Voting matters 13, 2001): who is in no completion is doomed, who is
in all of them is guarded. For picks from approvals the same says whom a pick may fall on.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product

from raitti.voting.completion import Bound, Kind, completion, irreducible, within
from raitti.voting.outcome import Barred
from raitti.voting.problem import Election


class Keeping:
    """The seats and the candidates left, with a completion that keeps every quota.

    Raises `ValueError` for an election whose quotas cannot be kept (`clash_of` tells which).
    """

    def __init__(self, election: Election) -> None:
        self.names = [quota.name for quota in election.quotas]
        self.kinds = _kinds(election)
        self.left = Counter(self.kinds.values())
        self.seats = election.seats
        self.bounds = _bounds(election)
        self.doomed = set[Kind]()
        self.guarded = set[Kind]()
        found = completion(self.left, self.seats, self.bounds)
        if found is None:
            raise ValueError("these quotas cannot be kept together")
        self.completion: Counter[Kind] = found

    def may_elect(self, candidate: str) -> bool:
        """Whether some completion has this candidate."""
        kind = self.kinds[candidate]
        if kind in self.doomed or not self.seats:
            return False
        if self.completion[kind]:
            return True
        found = self._exchanged(into=[kind], out_of=self.completion) or completion(
            self.left, self.seats, self.bounds, with_one=kind
        )
        if found is None:
            self.doomed.add(kind)
            return False
        self.completion = found
        return True

    def may_exclude(self, candidate: str) -> bool:
        """Whether some completion does without this candidate."""
        kind = self.kinds[candidate]
        if kind in self.guarded:
            return False
        if self.completion[kind] < self.left[kind]:
            return True
        found = self._exchanged(into=self.left, out_of=[kind]) or completion(
            self.left - Counter([kind]), self.seats, self.bounds
        )
        if found is None:
            self.guarded.add(kind)
            return False
        self.completion = found
        return True

    def elect(self, candidate: str) -> None:
        """Give a seat to someone who may be elected."""
        if not self.may_elect(candidate):
            raise ValueError(f"{candidate} cannot be elected")
        kind = self.kinds[candidate]
        self.left[kind] -= 1
        self.completion[kind] -= 1
        self.seats -= 1
        self.bounds = [
            Bound(bound.quota, bound.least - 1, bound.most - 1) if bound.quota in kind else bound
            for bound in self.bounds
        ]

    def exclude(self, candidate: str) -> None:
        """Take out someone who may be excluded."""
        if not self.may_exclude(candidate):
            raise ValueError(f"{candidate} cannot be excluded")
        self.left[self.kinds[candidate]] -= 1

    def barred(self, candidates: Iterable[str]) -> tuple[Barred, ...]:
        """Those of the candidates who cannot be elected, each with the fewest quotas that bar them."""
        reasons = dict[Kind, tuple[str, ...]]()
        told = []
        for candidate in candidates:
            if not self.may_elect(candidate):
                kind = self.kinds[candidate]
                if kind not in reasons:
                    reasons[kind] = self._against(kind)
                told.append(Barred(candidate, reasons[kind]))
        return tuple(told)

    def _against(self, kind: Kind) -> tuple[str, ...]:
        def impossible(few: Sequence[Bound]) -> bool:
            return completion(self.left, self.seats, few, with_one=kind) is None

        return tuple(self.names[bound.quota] for bound in irreducible(self.bounds, impossible))

    def _exchanged(self, *, into: Iterable[Kind], out_of: Iterable[Kind]) -> Counter[Kind] | None:
        """The completion at hand with one person of one kind exchanged for one of another, if that keeps the quotas."""
        coming = [kind for kind in into if self.completion[kind] < self.left[kind]]
        going = [kind for kind in out_of if self.completion[kind]]
        for one, other in product(sorted(coming), sorted(going)):
            changed = self.completion - Counter([other]) + Counter([one])
            if one != other and within(changed, self.bounds):
                return changed
        return None


def clash_of(election: Election) -> tuple[str, ...]:
    """Names of quotas that cannot be kept together, none of which can be left out; empty where all can be kept."""
    left = Counter(_kinds(election).values())

    def impossible(few: Sequence[Bound]) -> bool:
        return completion(left, election.seats, few) is None

    bounds = _bounds(election)
    if not impossible(bounds):
        return ()
    return tuple(election.quotas[bound.quota].name for bound in irreducible(bounds, impossible))


def _bounds(election: Election) -> list[Bound]:
    """A bound for each quota that some choice of candidates would break."""
    bounds = []
    for at, quota in enumerate(election.quotas):
        highest = min(election.seats, len(quota.members))
        most = highest if quota.at_most is None else quota.at_most
        if quota.at_least > 0 or most < highest:
            bounds.append(Bound(at, quota.at_least, most))
    return bounds


def _kinds(election: Election) -> dict[str, Kind]:
    binding = [(bound.quota, election.quotas[bound.quota].members) for bound in _bounds(election)]
    return {
        candidate: tuple(at for at, members in binding if candidate in members) for candidate in election.candidates
    }
