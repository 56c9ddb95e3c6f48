"""What a notice tells, in the words of one language: pure rows, from which each language makes its own sentences."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Work:
    """One activity. `last` is its last month, `period` all of them ("1–11/2020"), `why` what binds it, in a word."""

    name: str
    last: int | None = None
    period: str = ""
    level: str = ""
    why: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LivesOn:
    """A structure: `handed_over`, `offered` to a receiver, `ended`, or `open` while nobody has it yet."""

    name: str
    state: str
    receiver: str = ""
    due: date | None = None


@dataclass(frozen=True, kw_only=True)
class Material:
    """Everything a notice tells. Months are whole numbers, as in `planning.months`.

    `covers` and `asked_months` are how many months the money was decided, and asked, for. `carried` says whether money
    of earlier years helps, `carried_most` whether it is more than the new grant.
    """

    project: str
    host: str
    decider: str = ""
    proposer: str = ""
    year: int
    applied: Decimal | None = None
    proposed: Decimal | None = None
    decided: Decimal | None = None
    decided_on: date | None = None
    covers: int | None = None
    asked_months: int | None = None
    conditions: str = ""
    carried: bool = False
    carried_most: bool = False
    # The project's last month by the plan, the last at work, and the last that was hoped for.
    ends: int
    works_until: int
    hoped_until: int
    focuses: tuple[str, ...] = ()
    goes_on: tuple[Work, ...] = ()
    narrows: tuple[Work, ...] = ()
    ends_early: tuple[Work, ...] = ()
    stops: tuple[Work, ...] = ()
    not_begun: tuple[Work, ...] = ()
    closing: tuple[Work, ...] = ()
    lives_on: tuple[LivesOn, ...] = ()
    email: str = ""
    phone: str = ""

    @property
    def goes_to_the_end(self) -> bool:
        """Whether the project lives as long as was hoped, and nothing of it narrows or ends early."""
        return self.ends >= self.hoped_until and not (self.narrows or self.ends_early or self.stops or self.not_begun)

    @property
    def given(self) -> Decimal | None:
        """What was decided, or so far proposed."""
        return self.decided if self.decided is not None else self.proposed

    @property
    def cut(self) -> Decimal | None:
        """The share of what was applied for that was not given; nothing where that is not known, or all was given."""
        if not self.applied or self.given is None or self.given >= self.applied:
            return None
        return 1 - self.given / self.applied
