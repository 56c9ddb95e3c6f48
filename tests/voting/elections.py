"""Elections made up by hypothesis, and what tests of several rules ask of them."""

from collections.abc import Sequence
from itertools import combinations

from hypothesis import settings
from hypothesis import strategies as st

from raitti.voting import Approval, Ballot, Election, Quota, Ranked, Rule

LETTERS = "abcdefgh"
# The first question asked of the solver waits for it to be loaded.
QUIETLY = settings(deadline=None)
APPROVAL_RULES: tuple[Rule, ...] = ("equal_shares", "phragmen")
COMMITTEE_RULES: tuple[Rule, ...] = (*APPROVAL_RULES, "stv")


def named(*names: str) -> Approval:
    """A ballot that approves of candidates known by one letter: `named("ab")`, `named()`."""
    return Approval(frozenset("".join(names)))


def ordered(names: str) -> Ranked:
    """A ballot that ranks candidates known by one letter."""
    return Ranked(tuple(names))


def quota(name: str, members: str, at_least: int = 0, at_most: int | None = None) -> Quota:
    return Quota(name, frozenset(members), at_least, at_most)


@st.composite
def ballots(draw: st.DrawFn, candidates: Sequence[str], rule: Rule, *, most: int = 10) -> list[Ballot]:
    """Ballots of the rule's kind, at least one of them not blank, many of them the same."""
    choices = st.builds(
        lambda order, number: tuple(order[:number]), st.permutations(candidates), st.integers(1, len(candidates))
    )
    kinds = [*draw(st.lists(choices, min_size=1, max_size=4)), ()]
    cast = [kinds[0], *draw(st.lists(st.one_of(st.sampled_from(kinds), choices), max_size=most - 1))]
    return [Ranked(choice) if rule in ("stv", "instant_runoff") else Approval(frozenset(choice)) for choice in cast]


@st.composite
def elections(draw: st.DrawFn, rule: Rule, *, most: int = 6) -> tuple[Election, list[Ballot]]:
    """An election without quotas, and its ballots."""
    candidates = tuple(LETTERS[: draw(st.integers(2, most))])
    seats = 1 if rule in ("approval", "instant_runoff") else draw(st.integers(1, len(candidates)))
    election = Election(candidates, seats, rule, seed=draw(st.sampled_from(["1", "2", "kylä", "Våren 2026"])))
    return election, draw(ballots(candidates, rule))


@st.composite
def with_quotas(draw: st.DrawFn, rule: Rule, *, most: int = 7) -> tuple[Election, list[Ballot]]:
    """An election with quotas on groups that may overlap, which somebody could keep, and its ballots."""
    election, cast = draw(elections(rule, most=most))
    # Made to fit some committee, so that quotas can be kept and are often tight.
    some = set(draw(st.permutations(election.candidates))[: election.seats])
    quotas = []
    for number in range(draw(st.integers(1, 4))):
        members = frozenset(draw(st.sets(st.sampled_from(election.candidates), min_size=1)))
        here = len(members & some)
        least = draw(st.integers(0, here))
        most_of_them = draw(st.one_of(st.none(), st.integers(here, election.seats)))
        quotas.append(Quota(f"group {number}", members, least, most_of_them))
    return Election(election.candidates, election.seats, rule, election.seed, tuple(quotas)), cast


def keeps(committee: Sequence[str], quotas: Sequence[Quota]) -> bool:
    """Whether a committee keeps the quotas."""
    counts = [(each, len(each.members.intersection(committee))) for each in quotas]
    return all(each.at_least <= count and (each.at_most is None or count <= each.at_most) for each, count in counts)


def committees(election: Election) -> list[tuple[str, ...]]:
    """All committees that keep the election's quotas."""
    every = combinations(election.candidates, election.seats)
    return [committee for committee in every if keeps(committee, election.quotas)]
