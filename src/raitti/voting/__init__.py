"""Election rules: who is elected, by exact count, with quotas kept and every step told. No framework."""

from raitti.voting.checking import check_ballot, check_election
from raitti.voting.counting import count
from raitti.voting.faults import BadElection, Fault
from raitti.voting.files import read_election, write_csv, write_json
from raitti.voting.lot import lot_order
from raitti.voting.outcome import Barred, Outcome, Pick, Stage, Tie, Transfer
from raitti.voting.problem import Approval, Ballot, Election, Quota, Ranked, Rule
from raitti.voting.telling import result_of

__all__ = [
    "Approval",
    "BadElection",
    "Ballot",
    "Barred",
    "Election",
    "Fault",
    "Outcome",
    "Pick",
    "Quota",
    "Ranked",
    "Rule",
    "Stage",
    "Tie",
    "Transfer",
    "check_ballot",
    "check_election",
    "count",
    "lot_order",
    "read_election",
    "result_of",
    "write_csv",
    "write_json",
]
