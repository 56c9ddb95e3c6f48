"""What is wrong with an election or its ballots, for whoever words it for a reader."""

from dataclasses import dataclass
from typing import Literal

Code = Literal[
    # the election
    "unknown_rule",
    "no_seats",
    "one_seat_only",
    "too_few_candidates",
    "candidate_twice",
    "no_seed",
    # its quotas
    "quota_twice",
    "unknown_candidate",
    "negative",
    "backwards",
    "more_than_members",
    "more_than_seats",
    "impossible_together",
    # ballots
    "wrong_ballot",
    "no_ballots",
    # a file
    "not_readable",
    "too_large",
    "too_many",
    "unknown_field",
    "missing",
    "not_text",
    "not_whole",
    "not_list",
    "not_table",
]
Field = Literal["file", "rule", "seats", "candidates", "seed", "quotas", "ballots"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One refusal. `name` tells which quota, candidate, row or ballot; `quotas` those that cannot be kept together."""

    field: Field
    code: Code
    name: str = ""
    given: str = ""
    allowed: str = ""
    quotas: tuple[str, ...] = ()


class BadElection(ValueError):
    """An election, ballot or file that cannot be counted; `fault` says where and why."""

    def __init__(self, fault: Fault) -> None:
        told = (fault.field, fault.name, fault.code, fault.given, fault.allowed, *fault.quotas)
        super().__init__(" · ".join(part for part in told if part))
        self.fault = fault
