"""How long a table of associations takes to come in, to come in again, and to be looked through for duplicates.

    raitti bench importing [--rows 5000] [--postgres URL] [--profile]

The table is invented (`crowd.py`); prints, asserts nothing; figures go to docs/benchmarks.md.
"""

import argparse
import cProfile
import csv
import pstats
import resource
from io import StringIO
from pathlib import Path
from time import perf_counter, process_time

from crowd import crowd
from instance import fresh_instance


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", default="", help="a PostgreSQL address; else SQLite")
    parser.add_argument("--profile", action="store_true", help="tell where the first import spends its time")
    asked = parser.parse_args()
    with fresh_instance(postgres=asked.postgres) as folder:
        table = folder / "table.csv"
        write_table(table, rows=asked.rows, seed=asked.seed)
        profile = cProfile.Profile()
        if asked.profile:
            profile.enable()
        take_in(table, "first import")
        profile.disable()
        if asked.profile:
            pstats.Stats(profile).sort_stats("cumulative").print_stats(70)
        take_in(table, "the same again")
        look_through()
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


def write_table(path: Path, *, rows: int, seed: int) -> None:
    from django.utils import timezone

    from raitti.core.audit import System
    from raitti.core.texts import pick
    from raitti.directory.actions import load_topics
    from raitti.places.actions import load_facts
    from raitti.places.queries import current_municipalities

    now, actor = timezone.now(), System("benchmark")
    load_facts(actor=actor, now=now)
    load_topics(actor=actor, now=now)
    towns = [(area.code, pick(area.name, "fi").value) for area in current_municipalities()]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "nimi", "kunta", "sähköposti", "puhelin", "www", "kuvaus"])
        for number, made in enumerate(crowd(rows, towns, seed)):
            about = f"{made.name} kokoontuu viikoittain. Mukaan voi tulla kuka tahansa."
            writer.writerow([number, made.name, made.municipality, made.email, made.phone, made.website, about])


def take_in(table: Path, what: str) -> None:
    from django.core.management import call_command

    out = StringIO()
    began, began_cpu = perf_counter(), process_time()
    call_command("import_organisations", str(table), lang="en", stdout=out)
    last = out.getvalue().splitlines()[-1]
    print(f"{what}: {perf_counter() - began:.1f} s, {process_time() - began_cpu:.1f} s of CPU ({last})", flush=True)


def look_through() -> None:
    from django.utils import timezone

    from raitti.directory.actions.duplicates import look_for_duplicates
    from raitti.directory.models import DuplicateSuspicion, Organisation

    before = DuplicateSuspicion.objects.count()
    began, began_cpu = perf_counter(), process_time()
    look_for_duplicates(timezone.now())
    took, cpu = perf_counter() - began, process_time() - began_cpu
    number, found = Organisation.objects.count(), DuplicateSuspicion.objects.count()
    print(f"the night over {number}: {took:.1f} s, {cpu:.1f} s of CPU; {before} pairs suspected before, {found} after")


if __name__ == "__main__":
    main()
