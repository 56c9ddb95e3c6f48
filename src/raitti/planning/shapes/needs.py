"""How much of the work each region needs, from what is counted there."""

from fractions import Fraction

from raitti.planning.shapes.terms import Measure, Terms

Needs = tuple[Fraction, ...]


def needs_of(terms: Terms) -> Needs:
    """Each region's share of the whole need, in the order of the regions; exact, summing to one."""
    total = sum(Fraction(measure.weight) for measure in terms.measures)
    parts = [(Fraction(measure.weight) / total, _shares(terms, measure)) for measure in terms.measures]
    return tuple(
        sum((weight * shares[at] for weight, shares in parts), Fraction(0)) for at in range(len(terms.regions))
    )


def _shares(terms: Terms, measure: Measure) -> list[Fraction]:
    """Shares by one measure; one that tells no region from another makes all alike.

    Of what is lacking, a region counts for as much as it has less than the region that has most.
    """
    counts = [Fraction(region.counts[measure.name]) for region in terms.regions]
    if measure.lacking:
        counts = [max(counts) - count for count in counts]
    total = sum(counts)
    if not total:
        return [Fraction(1, len(counts))] * len(counts)
    return [count / total for count in counts]
