"""Has another program count random elections from ranked ballots, and writes down what it found.

The library pref_voting cannot be loaded beside Raitti: it needs an older numpy, and ortools, which does not go into
one process with highspy. Its counts are therefore recorded, in an environment of its own:

    pip install pref_voting==1.18.2
    python tests/voting/recording.py > tests/voting/counted_elsewhere.json

`stv` are counts by the Scottish rules whose result does not hang on a lot, `instant_runoff` all winners any lot gives.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator

ELECTIONS, SEED = 80, 2007


def made(chance: random.Random, *, cut: bool) -> tuple[int, Counter[tuple[int, ...]]]:
    """How many candidates, and ballots that lean towards a few shared orders, often `cut` short."""
    candidates = chance.randint(3, 9)
    shared = [chance.sample(range(candidates), candidates) for _ in range(chance.randint(1, 4))]
    ballots = Counter[tuple[int, ...]]()
    for _ in range(chance.choice([9, 25, 80, 240])):
        order = list(chance.choice(shared))
        for _ in range(chance.randint(0, 3)):
            here, there = chance.randrange(candidates), chance.randrange(candidates)
            order[here], order[there] = order[there], order[here]
        ballots[tuple(order[: chance.randint(1, candidates)] if cut else order)] += 1
    return candidates, ballots


def transferred(chance: random.Random) -> Iterator[dict[str, object]]:
    """Elections of one to five, without those a lot decides."""
    from pref_voting.profiles_with_ties import ProfileWithTies
    from pref_voting.proportional_methods import stv_scottish

    while True:
        candidates, ballots = made(chance, cut=True)
        seats = chance.randint(1, min(5, candidates - 1))
        rankings = [{choice: place for place, choice in enumerate(ballot, start=1)} for ballot in ballots]
        profile = ProfileWithTies(rankings, list(ballots.values()), candidates=list(range(candidates)))
        found = {tuple(stv_scottish(profile, num_seats=seats, rng=random.Random(lot))) for lot in range(12)}
        if len(found) == 1:
            yield {"candidates": candidates, "seats": seats, "ballots": plain(ballots), "elected": list(found.pop())}


def run_off(chance: random.Random) -> Iterator[dict[str, object]]:
    """Elections of one, from whole rankings, which are all that the library counts so."""
    from pref_voting.iterative_methods import instant_runoff_put
    from pref_voting.profiles import Profile

    while True:
        candidates, ballots = made(chance, cut=False)
        found = instant_runoff_put(Profile(list(ballots), list(ballots.values())))
        yield {"candidates": candidates, "ballots": plain(ballots), "winners": [int(winner) for winner in found]}


def plain(ballots: Counter[tuple[int, ...]]) -> list[list[object]]:
    return [[number, list(ballot)] for ballot, number in sorted(ballots.items())]


def main() -> None:
    """Print the recorded counts as JSON, an election a line."""
    print('{"counted_by": "pref_voting 1.18.2"')
    for name, counts in (("stv", transferred), ("instant_runoff", run_off)):
        found = counts(random.Random(SEED))
        lines = [json.dumps(next(found), separators=(",", ":"), default=int) for _ in range(ELECTIONS)]
        print(f',"{name}": [\n' + ",\n".join(lines) + "\n]")
    print("}")


if __name__ == "__main__":
    main()
