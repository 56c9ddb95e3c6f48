"""Sequential Phragmén: each seat is a load of 1 on its supporters, and the most loaded voter is to carry least."""

from collections.abc import Sequence
from fractions import Fraction

from raitti.voting.approvals import Voters
from raitti.voting.picking import Picking


def phragmen(voters: Voters, picking: Picking, *, loads: Sequence[int] | None = None, unit: int = 1) -> None:
    """Fill the seats left by Phragmén's sequential rule (1894; S. Janson, Phragmén's and Thiele's methods, 2016).

    Whoever is elected adds a load of 1, spread so that all supporters carry the same after it; elected is the one
    with whom that is least. Who has no supporter comes last. `loads` are those of the groups at the beginning, in
    parts of `unit`: whole numbers over one denominator, which keeps fractions exact and quick.
    """
    carried = list(loads) if loads else [0] * len(voters.weights)
    while picking.open:
        sums = {
            candidate: unit + sum(voters.weights[group] * carried[group] for group in voters.supporters(candidate))
            for candidate in picking.eligible
            if voters.support(candidate)
        }
        measures = {candidate: Fraction(whole, unit * voters.support(candidate)) for candidate, whole in sums.items()}
        chosen, tie = picking.choose(measures)
        picking.elect("phragmen", chosen, tie=tie, measures=measures, supporters=voters.support(chosen))
        if chosen in sums:
            parts = voters.support(chosen)
            carried = [load * parts for load in carried]
            for group in voters.supporters(chosen):
                carried[group] = sums[chosen]
            unit *= parts
