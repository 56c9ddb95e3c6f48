"""The balance of women and men in a body, counted as the law counts it. Pure: no database, no framework.

Of the members of such a body at least 40 % shall be women and at least 40 % men, and of the deputies likewise,
counted apart (Act on Equality between Women and Men 609/1986, § 4 a; Supreme Administrative Court KHO 1997:49). Forty
per cent of a whole number of people is rounded up, for 2 of 7 are not yet 40 %; but never beyond half of them, as both
shares must fit: of three members one of each is enough (Ombudsman for Equality, TAS 426/2010). Somebody whose gender
is not known, or is neither of the two, counts among all and in neither share.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

WOMAN, MAN = "woman", "man"


class Standing(StrEnum):
    KEPT = "kept"
    # It depends on those who have not stated their gender.
    UNKNOWN = "unknown"
    BROKEN = "broken"
    # Nobody to count.
    EMPTY = "empty"


@dataclass(frozen=True)
class Balance:
    """How many of each there are: `other` have said that they are neither, `unknown` have said nothing."""

    women: int = 0
    men: int = 0
    other: int = 0
    unknown: int = 0

    @property
    def people(self) -> int:
        return self.women + self.men + self.other + self.unknown

    @property
    def least(self) -> int:
        """How many women, and how many men, there have to be."""
        return least(self.people)

    @property
    def short(self) -> int:
        """How many women and men are missing, as far as is known."""
        return max(0, self.least - self.women) + max(0, self.least - self.men)

    @property
    def standing(self) -> Standing:
        if not self.people:
            return Standing.EMPTY
        if not self.short:
            return Standing.KEPT
        return Standing.UNKNOWN if self.short <= self.unknown else Standing.BROKEN


def least(people: int) -> int:
    """At least 40 % of so many people, as a whole number that leaves room for as many others."""
    return min(-(-2 * people // 5), people // 2)


def balance_of(genders: Iterable[str]) -> Balance:
    """Count people by the gender each has stated; an empty word where they have not."""
    counted = {"women": 0, "men": 0, "other": 0, "unknown": 0}
    for gender in genders:
        counted[{WOMAN: "women", MAN: "men", "": "unknown"}.get(gender, "other")] += 1
    return Balance(**counted)
