"""How long it takes to count an election exactly, with and without quotas, and how it grows with the ballots.

    raitti bench counting                       500, 5 000 and 20 000 ballots
    raitti bench counting --ballots 100000

Sixty candidates for fifteen seats. Voters and candidates have places on a map; a voter approves of, or ranks, 3 to 20
of the nearest, so that hardly two ballots are the same. Quotas, where there are any: 1 to 3 of each of eight themes,
2 to 4 of each of five areas, 6 to 9 women; they all cross.
"""

import argparse
import random
import time
from math import dist

from rich.console import Console
from rich.table import Table

from raitti.voting import Approval, Ballot, Election, Quota, Ranked, Rule, count

SEATS, RULES = 15, ("approval", "equal_shares", "phragmen", "instant_runoff", "stv")
CANDIDATES = tuple(f"candidate {number}" for number in range(1, 61))


def quotas() -> tuple[Quota, ...]:
    """Fourteen groups, the sixty candidates spread over all their crossings."""

    def group(name: str, chosen: list[bool], least: int, most: int) -> Quota:
        members = frozenset(name for name, in_it in zip(CANDIDATES, chosen, strict=True) if in_it)
        return Quota(name, members, least, most)

    numbers = range(len(CANDIDATES))
    themes = [group(f"theme {theme}", [at % 8 == theme for at in numbers], 1, 3) for theme in range(8)]
    areas = [group(f"area {area}", [at // 8 % 5 == area for at in numbers], 2, 4) for area in range(5)]
    return (*themes, *areas, group("women", [at * 7 % 11 < 5 for at in numbers], 6, 9))


def ballots(number: int, *, ranked: bool, seed: int = 1) -> list[Ballot]:
    """Ballots of voters who prefer those near them."""
    chance = random.Random(seed)
    places = {name: (chance.random(), chance.random()) for name in CANDIDATES}
    cast: list[Ballot] = []
    for _ in range(number):
        here = chance.random(), chance.random()
        near = sorted(CANDIDATES, key=lambda name: dist(here, places[name]))[: chance.randint(3, 20)]
        cast.append(Ranked(tuple(near)) if ranked else Approval(frozenset(near)))
    return cast


def row(rule: Rule, cast: list[Ballot], groups: tuple[Quota, ...]) -> tuple[str, ...]:
    """One count, timed: what was counted, seconds, rounds, and how many the quotas barred."""
    one = rule in ("approval", "instant_runoff")
    election = Election(CANDIDATES, 1 if one else SEATS, rule, "seed", groups)
    began = time.perf_counter()
    outcome = count(election, cast)
    took = time.perf_counter() - began
    rounds = (*outcome.picks, *outcome.stages)
    barred = sum(len(each.barred) for each in rounds)
    sizes = [measure.denominator for pick in outcome.picks for measure in pick.measures.values()]
    digits = len(str(max(sizes))) if sizes else 5
    told = (f"{len(cast):,}".replace(",", " "), "yes" if groups else "no", f"{took:.2f}")
    return (rule, *told, str(len(rounds)), str(barred), str(digits))


def main() -> None:
    """Print a table of counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ballots", type=int, nargs="*", default=[500, 5_000, 20_000])
    numbers = parser.parse_args().ballots
    table = Table("rule", "ballots", "quotas", "seconds", "rounds", "barred", "digits of denominators", box=None)
    for number in numbers:
        for rule in RULES:
            cast = ballots(number, ranked=rule in ("instant_runoff", "stv"))
            for groups in ((), quotas()) if rule not in ("approval", "instant_runoff") else ((),):
                table.add_row(*row(rule, cast, groups))
    Console().print(table)


if __name__ == "__main__":
    main()
