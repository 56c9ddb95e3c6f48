"""The library abcvoting as a judge of approval rules: all committees some way of settling ties gives."""

from abcvoting import abcrules, properties
from abcvoting.preferences import Profile

from raitti.voting import Ballot, Election

THEIR_NAMES = {"equal_shares": "equal-shares", "phragmen": "seqphragmen"}


def profile_of(election: Election, ballots: list[Ballot]) -> Profile:
    """The ballots that are not blank, candidates numbered in the election's order."""
    number = {candidate: place for place, candidate in enumerate(election.candidates)}
    profile = Profile(len(election.candidates))
    profile.add_voters([{number[choice] for choice in ballot.choices} for ballot in ballots if ballot.choices])
    return profile


def committees_of(election: Election, ballots: list[Ballot]) -> list[set[str]]:
    """Every committee the rule allows, with exact fractions and no solver."""
    found = abcrules.compute(
        THEIR_NAMES[election.rule],
        profile_of(election, ballots),
        election.seats,
        algorithm="standard-fractions",
        resolute=False,
        max_num_of_committees=None,
    )
    return [{election.candidates[number] for number in committee} for committee in found]


def has(what: str, election: Election, ballots: list[Ballot], committee: tuple[str, ...]) -> bool:
    """Whether a committee has an axiomatic property: "jr", "pjr", "ejr", "priceability" and so on."""
    numbers = {election.candidates.index(candidate) for candidate in committee}
    return bool(properties.check(what, profile_of(election, ballots), numbers, algorithm="brute-force"))
