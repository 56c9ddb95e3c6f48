"""Who is elected, and every step of the count as plain data: enough to explain it and to do it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from raitti.voting.problem import Election

Phase = Literal["approval", "equal_shares", "phragmen"]
Deed = Literal["first_preferences", "surplus", "exclusion"]
About = Literal["election", "order", "surplus", "exclusion"]


@dataclass(frozen=True, slots=True)
class Tie:
    """Candidates who were equal, in the order of the lot, and whom it fell on.

    `stage` is the earlier stage whose votes told them apart (transferable votes only); without it the lot decided.
    With `about` "exclusion" the chosen one is excluded, else preferred.
    """

    about: About
    candidates: tuple[str, ...]
    chosen: str
    stage: int | None = None


@dataclass(frozen=True, slots=True)
class Barred:
    """Someone who from now on cannot be elected, because these quotas could not be kept then."""

    candidate: str
    quotas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pick:
    """One seat filled from approval ballots.

    `measures` has, of everyone who can still be elected and has one, what is compared:

    - approval: ballots that approve of them; the most is elected,
    - equal_shares: the price, the most any supporter would pay (who has less pays all of it); the least is
      elected, and who cannot be paid for has none,
    - phragmen: the load each supporter would carry; the least is elected, and who has no supporter has none.

    `paid` lists what the elected one's supporters paid in equal shares, as shares of a seat, with the number of
    ballots that paid it; `left` is all that nobody has paid yet, in seats. `barred` are those barred just before.
    """

    number: int
    phase: Phase
    elected: str
    supporters: int
    measures: Mapping[str, Fraction]
    barred: tuple[Barred, ...] = ()
    tie: Tie | None = None
    paid: tuple[tuple[Fraction, int], ...] = ()
    left: Fraction | None = None

    @property
    def measure(self) -> Fraction | None:
        """The elected one's own."""
        return self.measures.get(self.elected)


@dataclass(frozen=True, slots=True)
class Transfer:
    """Ballots that moved to a candidate, or to nobody, with the votes they are worth there."""

    to: str | None
    ballots: int
    votes: Fraction


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of transferable votes: first preferences counted, a surplus passed on, or a candidate excluded.

    `votes` is everyone's at its end but the excluded ones'; with `exhausted` (no further preference) and `lost`
    (digits after the fifth decimal) they sum up to the number of ballots. `share` is what each ballot of a surplus
    kept of its value, before rounding. `elected` and `barred` are those of the stage's end; `spared` had no more
    votes than the excluded one, but their quotas need them.
    """

    number: int
    deed: Deed
    candidate: str | None
    votes: Mapping[str, Fraction]
    exhausted: Fraction
    lost: Fraction
    transfers: tuple[Transfer, ...] = ()
    share: Fraction | None = None
    elected: tuple[str, ...] = ()
    barred: tuple[Barred, ...] = ()
    spared: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result: `elected` in the order they were elected.

    `picks` tell a count of approvals, `stages` one of ranked ballots, where `needed` votes suffice to be elected.
    Blank ballots are told but count for nothing. `lot` is the order in which ties are settled.
    """

    election: Election
    ballots: int
    blank: int
    lot: tuple[str, ...]
    elected: tuple[str, ...] = ()
    picks: tuple[Pick, ...] = ()
    stages: tuple[Stage, ...] = ()
    needed: int | None = None

    @property
    def drawn(self) -> bool:
        """Whether a lot had any part in who was elected or in which order."""
        ties = [pick.tie for pick in self.picks if pick.tie] + [tie for stage in self.stages for tie in stage.ties]
        return any(tie.stage is None for tie in ties)
