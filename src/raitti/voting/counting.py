"""From an election and its ballots to the outcome."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from raitti.voting.approvals import Voters, most_approved
from raitti.voting.checking import check_ballots, check_election
from raitti.voting.equal_shares import equal_shares
from raitti.voting.faults import BadElection, Fault
from raitti.voting.lot import lot_order
from raitti.voting.outcome import Outcome
from raitti.voting.phragmen import phragmen
from raitti.voting.picking import Picking
from raitti.voting.problem import Ballot, Election, Rule
from raitti.voting.quotas import Keeping
from raitti.voting.transferring import transferred

APPROVAL_RULES: dict[Rule, Callable[[Voters, Picking], None]] = {
    "approval": most_approved,
    "equal_shares": equal_shares,
    "phragmen": phragmen,
}


def count(election: Election, ballots: Iterable[Ballot] | Mapping[Ballot, int]) -> Outcome:
    """Count the ballots by the election's rule; `BadElection` where election or ballots are at fault.

    Every ballot weighs 1; a mapping gives how many there are of each. The order of ballots and of candidates
    changes nothing. Blank ballots count for nothing; with none but blank ones nobody is elected (`no_ballots`),
    unless everyone gets a seat. All arithmetic is in whole numbers and fractions of them.
    """
    check_election(election)
    papers = Counter[Ballot](ballots)
    check_ballots(election, papers)
    lot = lot_order(election.seed, election.candidates)
    keeping = Keeping(election)
    cast = Counter[tuple[str, ...]]()
    for ballot, number in papers.items():
        cast[ballot.choices] += number
    blank = cast.pop((), 0)
    if not cast.total() and len(election.candidates) > election.seats:
        raise BadElection(Fault("ballots", "no_ballots"))
    # In one order, so that the same ballots in another give the same outcome to the last detail.
    weighed = tuple(sorted(cast.items()))
    outcome = Outcome(election, ballots=papers.total(), blank=blank, lot=lot)
    if election.ranked:
        elected, stages, needed = transferred(weighed, keeping, lot)
        return replace(outcome, elected=elected, stages=stages, needed=needed)
    picking = Picking(keeping, lot)
    APPROVAL_RULES[election.rule](Voters(weighed), picking)
    return replace(outcome, elected=picking.elected, picks=tuple(picking.picks))
