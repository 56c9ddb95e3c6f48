"""How well duplicates are found: on 306 real organisations, and on deliberate doubles and look-alikes of them.

    raitti bench duplicates [--seed 1] [--half tuning|reported]

Reads ../shared/data/ptv/directory and the demo; prints, asserts nothing; figures go to docs/benchmarks.md. The rules
were tuned on the half called `tuning` with seed 1; report the other with a seed of its own.
"""

import argparse
import random
from collections import Counter
from time import perf_counter
from typing import Any

from doubling import GENITIVES, Town, double_of, look_alike_of
from instance import SHARED, fresh_instance


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--half", choices=("tuning", "reported"), default="reported")
    parser.add_argument("--misses", action="store_true", help="print what was missed or wrongly suspected")
    asked = parser.parse_args()
    with fresh_instance():
        load()
        measure(asked.half, random.Random(asked.seed), tell=asked.misses)


def load() -> None:
    from io import StringIO

    from django.core.management import call_command
    from django.utils import timezone

    from raitti.core.audit import System
    from raitti.directory.demo import load_demo
    from raitti.directory.models import DuplicateSuspicion, Organisation
    from raitti.places.actions import load_facts

    now, actor = timezone.now(), System("benchmark")
    load_facts(actor=actor, now=now)
    load_demo(actor=actor, now=now)
    began = perf_counter()
    call_command("import_ptv", str(SHARED / "ptv" / "directory"), lang="en", partial=True, stdout=StringIO())
    real = Organisation.objects.filter(source="ptv")
    print(f"{real.count()} real organisations read in {perf_counter() - began:.0f} s; suspected among them:")
    ids = set(real.values_list("pk", flat=True))
    for pair in DuplicateSuspicion.objects.filter(first__in=ids, second__in=ids).order_by("pk"):
        print(f"  {pair.first} = {pair.second}? {', '.join(reason['kind'] for reason in pair.reasons)}")
    print(f"{Organisation.objects.exclude(source='ptv').count()} others of the demo; suspected among all:", end=" ")
    print(DuplicateSuspicion.objects.exclude(first__in=ids, second__in=ids).count())


def measure(half: str, dice: random.Random, *, tell: bool) -> None:
    from django.utils import timezone

    from raitti.core.audit import System
    from raitti.core.texts import pick
    from raitti.directory.actions import save_organisation
    from raitti.directory.actions.duplicates import look_for_duplicates
    from raitti.directory.lookup import Lookup
    from raitti.directory.models import DuplicateSuspicion, Organisation
    from raitti.directory.snapshots import facts_of
    from raitti.places.queries import current_municipalities

    now, actor = timezone.now(), System("benchmark")
    lookup = Lookup()
    towns = [
        Town(a.code, n, GENITIVES[n]) for a in current_municipalities() if (n := pick(a.name, "fi").value) in GENITIVES
    ]
    rest = 0 if half == "tuning" else 1
    rows = Organisation.objects.exclude(kind="municipality").select_related("home_municipality")
    chosen = [row for row in rows.order_by("pk") if row.pk % 2 == rest]
    old = set(DuplicateSuspicion.objects.values_list("first", "second"))
    doubles: dict[int, tuple[int, tuple[str, ...]]] = {}
    decoys: dict[int, str] = {}
    called: set[str] = set()
    for row in chosen:
        facts: Any = facts_of(row)
        near = [area.code for area in lookup.near(row.home_municipality)][:4] if row.home_municipality else []
        double, how = double_of(facts, dice, near)
        doubles[save_organisation(double, actor=actor, now=now, lookup=lookup).thing.pk] = (row.pk, how)
        made = look_alike_of(facts, dice, towns)
        if made is not None and str(made[0].name) not in called:
            called.add(str(made[0].name))
            decoys[save_organisation(made[0], actor=actor, now=now, lookup=lookup).thing.pk] = made[1]
    print(f"Half “{half}”: {len(doubles)} doubles, {len(decoys)} look-alikes that are others.")
    report("when entered", old, doubles, decoys, tell=False)
    began = perf_counter()
    look_for_duplicates(now)
    print(f"(the night took {perf_counter() - began:.1f} s)")
    report("after the night", old, doubles, decoys, tell=tell)


def report(
    when: str,
    old: set[tuple[int, int]],
    doubles: dict[int, tuple[int, tuple[str, ...]]],
    decoys: dict[int, str],
    *,
    tell: bool,
) -> None:
    from raitti.directory.models import DuplicateSuspicion

    wanted = {tuple(sorted((pk, original))): how for pk, (original, how) in doubles.items()}
    # Doubles of two that are one in truth belong together as well, and so do a double and its original's double.
    origin = {pk: original for pk, (original, _how) in doubles.items()}
    same = [set(pair) for pair in old]
    said: dict[tuple[int, int], Any] = {}
    for pair in DuplicateSuspicion.objects.select_related("first", "second"):
        if (pair.first_id, pair.second_id) not in old:
            said[(pair.first_id, pair.second_id)] = pair
    right = [pair for pair in said if pair in wanted]
    kin = [pair for pair in said if pair not in wanted and {origin.get(pk, pk) for pk in pair} in same]
    wrong = [pair for pair in said if pair not in wanted and pair not in kin]
    precision, recall = len(right) / max(1, len(right) + len(wrong)), len(right) / len(wanted)
    print(f"{when}: precision {precision:.3f}, recall {recall:.3f} ({len(right)} found, {len(wrong)} wrong)")
    missed, all_ = Counter[str](), Counter[str]()
    for key, how in wanted.items():
        all_.update(how)
        if key not in said:
            missed.update(how)
    print("  missed:", ", ".join(f"{what} {number} of {all_[what]}" for what, number in missed.most_common()) or "none")
    false = Counter(decoys.get(a) or decoys.get(b) or "other" for a, b in wrong)
    print("  wrong:", ", ".join(f"{what} {number}" for what, number in false.most_common()) or "none")
    if tell:
        from raitti.directory.models import Organisation

        for key, how in wanted.items():
            if key not in said:
                print("  MISSED", [str(Organisation.objects.get(pk=pk)) for pk in key], how)
        for key in wrong:
            reasons = [(reason["kind"], reason["points"]) for reason in said[key].reasons]
            print("  WRONG", said[key].first, "=", said[key].second, reasons)


if __name__ == "__main__":
    main()
