"""What is voted on and how: candidates, seats, rule, quotas, and the two kinds of ballots.

Candidates are known by ids, any texts that differ; names are the business of whoever shows the result.
"""

from dataclasses import dataclass
from typing import Literal

Rule = Literal["approval", "instant_runoff", "equal_shares", "phragmen", "stv"]

RULES: tuple[Rule, ...] = ("approval", "instant_runoff", "equal_shares", "phragmen", "stv")
RANKED_RULES: tuple[Rule, ...] = ("instant_runoff", "stv")
ONE_SEAT_RULES: tuple[Rule, ...] = ("approval", "instant_runoff")


@dataclass(frozen=True, slots=True)
class Approval:
    """A ballot that names everyone the voter approves of. An empty one is blank."""

    approved: frozenset[str]

    @property
    def choices(self) -> tuple[str, ...]:
        """The ids named, in the order of the alphabet."""
        return tuple(sorted(self.approved))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A ballot that puts candidates in order, the best first; those left out come last. An empty one is blank."""

    ranking: tuple[str, ...]

    @property
    def choices(self) -> tuple[str, ...]:
        """The ids named, in the voter's order."""
        return self.ranking


Ballot = Approval | Ranked


@dataclass(frozen=True, slots=True)
class Quota:
    """Of `members` (ids) so many are elected at least and at most; a candidate may be a member of several groups."""

    name: str
    members: frozenset[str]
    at_least: int = 0
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Election:
    """One election. `seed` is the published text that settles ties (`raitti.voting.lot`)."""

    candidates: tuple[str, ...]
    seats: int
    rule: Rule
    seed: str
    quotas: tuple[Quota, ...] = ()

    @property
    def ranked(self) -> bool:
        """Whether its ballots put candidates in order."""
        return self.rule in RANKED_RULES
