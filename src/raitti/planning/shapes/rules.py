"""Staff shared out in whole parts by a rule of apportionment, as seats of a parliament are.

The rules are those of Balinski and Young, Fair Representation (1982). Largest remainder stays within a part of each
region's exact share, Sainte-Laguë favours neither great nor small regions, Adams favours small ones. With the last two
no region loses a part when there are more to share.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import Literal

from apportionment import methods

from raitti.planning.shapes.needs import Needs

Rule = Literal["largest_remainder", "sainte_lague", "adams"]
RULES: dict[Rule, str] = {"largest_remainder": "largest_remainder", "sainte_lague": "saintelague", "adams": "adams"}


def apportion(rule: Rule, needs: Needs, *, parts: int, least: int) -> tuple[int, ...]:
    """All parts of staff shared out by need, at least so many to each region; they must suffice for that.

    Regions the rule would give less than the least get the least, and the others share the rest by the same rule.
    Of equals the region with the greater need comes first, then the one that stands first.
    """
    given = [least] * len(needs)
    sharing = list(range(len(needs)))
    while True:
        rest = parts - least * (len(needs) - len(sharing))
        shared = dict(zip(sharing, _shared(rule, [needs[at] for at in sharing], rest), strict=True))
        short = [at for at, count in shared.items() if count < least]
        if not short:
            break
        sharing = [at for at in sharing if at not in short]
    for at, count in shared.items():
        given[at] = count
    return tuple(given)


def by_rank(needs: Sequence[Fraction]) -> list[int]:
    """The regions' places, the greatest need first."""
    return sorted(range(len(needs)), key=lambda at: (-needs[at], at))


def _shared(rule: Rule, needs: Sequence[Fraction], parts: int) -> list[int]:
    given = [0] * len(needs)
    order = [at for at in by_rank(needs) if needs[at]]
    if not parts or not order:
        return given
    scale = lcm(*(needs[at].denominator for at in order))
    votes = {at: int(needs[at] * scale) for at in order}
    if rule == "largest_remainder":
        # The library settles ties in the order of its input, before it has come to all greater remainders.
        total = sum(votes.values())
        order.sort(key=lambda at: -(votes[at] * parts % total))
    counts = methods.compute(RULES[rule], [votes[at] for at in order], parts, fractions=True)
    for at, count in zip(order, counts, strict=True):
        given[at] = int(count)
    return given
