"""Whether an election can be held and a ballot be counted in it; the first fault found is raised."""

from collections import Counter
from collections.abc import Iterable, Mapping

from raitti.voting.faults import BadElection, Code, Fault, Field
from raitti.voting.problem import ONE_SEAT_RULES, RULES, Approval, Ballot, Election, Quota, Ranked
from raitti.voting.quotas import clash_of


def check_election(election: Election) -> None:
    """Raise `BadElection` where the election cannot be held, for its seats, candidates, seed or quotas."""
    if election.rule not in RULES:
        raise _bad("rule", "unknown_rule", given=election.rule, allowed=", ".join(RULES))
    if election.seats < 1:
        raise _bad("seats", "no_seats", given=election.seats)
    if election.rule in ONE_SEAT_RULES and election.seats != 1:
        raise _bad("seats", "one_seat_only", name=election.rule, given=election.seats)
    _check_candidates(election)
    if not election.seed.strip():
        raise _bad("seed", "no_seed")
    _check_text("seed", election.seed)
    if twice := _first_twice(quota.name for quota in election.quotas):
        raise _bad("quotas", "quota_twice", name=twice)
    for quota in election.quotas:
        _check_quota(quota, election)
    if clash := clash_of(election):
        raise BadElection(Fault("quotas", "impossible_together", quotas=clash))


def check_ballot(election: Election, ballot: Ballot) -> None:
    """Raise `BadElection` where a ballot cannot be counted.

    It must be of the kind the rule counts, and name candidates of the election, each of them once. A blank one is good.
    """
    _check_ballot(ballot, election, frozenset(election.candidates), "")


def check_ballots(election: Election, ballots: Mapping[Ballot, int]) -> None:
    """Raise `BadElection` at the first ballot that cannot be counted; its fault's name is its place, from 1."""
    known = frozenset(election.candidates)
    for place, (ballot, number) in enumerate(ballots.items(), start=1):
        _check_ballot(ballot, election, known, str(place))
        if number < 1:
            raise _bad("ballots", "negative", name=str(place), given=number)


def _check_ballot(ballot: Ballot, election: Election, known: frozenset[str], name: str) -> None:
    if not isinstance(ballot, Ranked if election.ranked else Approval):
        raise _bad("ballots", "wrong_ballot", name=name, given=type(ballot).__name__, allowed=election.rule)
    for choice in ballot.choices:
        if choice not in known:
            raise _bad("ballots", "unknown_candidate", name=name, given=choice)
    if twice := _first_twice(ballot.choices):
        raise _bad("ballots", "candidate_twice", name=name, given=twice)


def _check_candidates(election: Election) -> None:
    for candidate in election.candidates:
        _check_text("candidates", candidate)
    if twice := _first_twice(election.candidates):
        raise _bad("candidates", "candidate_twice", name=twice)
    if len(election.candidates) < election.seats:
        raise _bad("candidates", "too_few_candidates", given=len(election.candidates), allowed=election.seats)


def _check_quota(quota: Quota, election: Election) -> None:
    name = quota.name
    _check_text("quotas", name)
    if strangers := sorted(quota.members.difference(election.candidates)):
        raise _bad("quotas", "unknown_candidate", name=name, given=strangers[0])
    if quota.at_least < 0 or (quota.at_most is not None and quota.at_most < 0):
        raise _bad("quotas", "negative", name=name, given=min(quota.at_least, quota.at_most or 0))
    if quota.at_most is not None and quota.at_most < quota.at_least:
        raise _bad("quotas", "backwards", name=name, given=quota.at_most, allowed=quota.at_least)
    if quota.at_least > len(quota.members):
        raise _bad("quotas", "more_than_members", name=name, given=quota.at_least, allowed=len(quota.members))
    if quota.at_least > election.seats:
        raise _bad("quotas", "more_than_seats", name=name, given=quota.at_least, allowed=election.seats)


def _check_text(field: Field, text: str) -> None:
    """Ids, names and the seed are one printable line, so that files carry them unchanged."""
    if not text or text != text.strip() or not text.isprintable():
        raise _bad(field, "not_text", given=text[:60])


def _first_twice(names: Iterable[str]) -> str | None:
    return next((name for name, count in Counter(names).items() if count > 1), None)


def _bad(field: Field, code: Code, *, name: str = "", given: object = "", allowed: object = "") -> BadElection:
    return BadElection(Fault(field, code, name=name, given=str(given), allowed=str(allowed)))
