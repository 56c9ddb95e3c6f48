"""How fast the search answers with a filter and facets, and how the index grows.

    python benchmarks/search_speed.py [--records 10000 --records 100000] [--postgres URL] [--queries 300] [--keep FOLDER]

Records are put together from real sentences (../shared/data) and made-up names, analysed as the program does;
they are written past the analyser sentence by sentence, so that a million take minutes. Nothing is asserted.
"""

import argparse
import json
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from instance import SHARED, fresh_instance

KINDS = ["service"] * 5 + ["organisation"] * 3 + ["location"] * 2
FIRST_PARTS = """
vertaistuki ystävä liikunta luonto käsityö muisti omaishoitaja eläkeläinen nuoriso lapsiperhe musiikki teatteri
kansalaistoiminta maahanmuuttaja vapaaehtoistoiminta ruoka-apu digituki potilas sydän diabetes näkövammainen kuulo
mielenterveys kehitysvammainen metsästys kalastus kotiseutu martta partio urheilu hiihto jalkapallo kuoro puutarha
"""
LAST_PARTS = "yhdistys kerho ryhmä seura toiminta tapaaminen kahvila neuvonta päivä piiri talo keskus paja kurssi"
FAMILY_NAMES = "Ahola Kallio Niemi Lehto Saari Koski Mäki Harju Ranta Salmi Joki Suo Vaara Lampi Kangas Pelto Virta"
FIRST, LAST, NAMES = FIRST_PARTS.split(), LAST_PARTS.split(), FAMILY_NAMES.split()
WORDS = 22_000
CHOICES = [("municipalities", "municipality"), ("kinds", "kind"), ("topics", "topic"), ("regions", "region")]


@dataclass(frozen=True)
class Piece:
    """A sentence with the index words it gives."""

    text: str
    words: str
    parts: str


def read_sentences() -> list[str]:
    """Sentences of service and organisation descriptions and titles; made-up ones where there is no real material."""
    found: dict[str, None] = {}
    directory = SHARED / "ptv" / "directory"
    for name in ("services.json", "organizations.json", "general_descriptions.json"):
        if (directory / name).exists():
            for item in json.loads((directory / name).read_text("utf-8-sig")):
                text = f"{item.get('shortDescription') or ''} {item.get('description') or ''}"
                found.update(dict.fromkeys(s.strip() for s in re.split(r"(?<=[.!?])\s+", text) if 20 < len(s) < 300))
    if found:
        import gzip

        with gzip.open(SHARED / "retrieval" / "annif-archaeology-documents.tsv.gz", "rt", encoding="utf-8") as lines:
            found.update(dict.fromkeys(line.partition("\t")[0] for line in lines))
    return list(found) or [f"{first} ja {last} kokoontuvat joka viikko." for first in FIRST for last in LAST]


def municipalities() -> list[tuple[str, str, str]]:
    """Code, name and region of every municipality, from the package's own table where it can be read."""
    from raitti.places.models import Area

    rows = Area.objects.municipalities().current().select_related("region")
    return [(area.code, str(area), area.region.code if area.region else "") for area in rows]


def generate(
    number: int, pieces: list[Piece], places: list[tuple[str, str, str]], ids: dict[str, int]
) -> Iterator[Any]:
    """Unsaved rows; `ids` are those of the facet tokens."""
    from raitti.search.analysis import Facet, analyser, hidden_token, pack
    from raitti.search.geography import squares
    from raitti.search.models import SearchDocument

    chance = random.Random(1)
    read = analyser().read
    topics = [f"aihe-{n}" for n in range(80)]
    weights = [1 / (n + 3) for n in range(80)]
    place_weights = [1 / (n + 8) for n in range(len(places))]
    tokens: dict[tuple[str, str], str] = {}

    def token(name: str, value: str) -> str:
        if (name, value) not in tokens:
            tokens[name, value] = Facet(name, value).token
        return tokens[name, value]

    for n in range(number):
        code, place, region = chance.choices(places, place_weights)[0]
        kind = chance.choice(KINDS)
        own = (
            f"{chance.choice(NAMES)}{chance.choice(('', 'n', 'nen', 'la', 'lainen'))}{n % WORDS if n % 3 == 0 else ''}"
        )
        title = f"{place} {own} {chance.choice(FIRST)}{chance.choice(LAST)}"
        titled = [(word, read(word.lower(), "fi")) for word in title.split()]
        body = chance.sample(pieces, 4)
        lat, lon = chance.uniform(60, 69), chance.uniform(21, 31)
        filters = [token("kind", kind), token("municipality", code), token("region", region)]
        filters += [token("topic", t) for t in {*chance.choices(topics, weights, k=2)}]
        filters += [token("target_group", f"ryhma-{chance.randrange(12)}"), token("portal", f"portaali-{n % 19}")]
        filters += [token("language", code) for code in ("fi", "sv", "en")[: chance.choice((1, 1, 2, 3))]]
        filters += [token("accessibility", "ramp")] if n % 4 == 0 else []
        filters += [token("remote", "yes")] if n % 7 == 0 else []
        hidden = [hidden_token("sv"), hidden_token("en")] if n % 5 == 0 else []
        yield SearchDocument(
            kind=kind, object_id=str(n), language="fi", filters=" ".join([*filters, *hidden, *squares(lat, lon)]),
            packed=pack(ids[one] for one in filters),
            hidden=" ".join(hidden),
            latitude=lat, longitude=lon, sort_key=title[:40].lower(), fingerprint="", title=title,
            summary=body[0].text, body=" ".join(piece.text for piece in body[1:]),
            words_name=" ".join(t for word, r in titled for t in dict.fromkeys((*r.lemmas, word.lower()))),
            words_keys=" ".join(read(place.lower(), "fi").lemmas),
            words_body=" ".join(piece.words for piece in body),
            words_parts=" ".join([*(part for _, r in titled for part in r.parts), *(piece.parts for piece in body)]),
            data={"id": str(n)},
        )  # fmt: skip


def write(number: int) -> float:
    """Fill the index up to so many records, going on from those it has; seconds it took."""
    from django.db import transaction
    from django.utils import timezone

    from raitti.core.audit import System
    from raitti.places.actions import load_facts
    from raitti.search import vocabulary
    from raitti.search.analysis import Facet, analyser
    from raitti.search.models import SearchDocument, SearchFacet

    have = SearchDocument.objects.count()
    if have > number:
        raise SystemExit(f"The kept index has {have:,} records already, so it cannot be measured with {number:,}.")
    if have == number:
        return 0.0
    load_facts(actor=System("benchmark"), now=timezone.now())
    pieces = []
    for sentence in read_sentences():
        words = [word for word in analyser().words(sentence, "fi") if not word.is_stop]
        lemmas = " ".join(token for word in words for token in word.lemmas)
        pieces.append(Piece(sentence, lemmas, " ".join(token for word in words for token in word.parts)))
    places = municipalities()
    facets = [Facet("kind", kind) for kind in set(KINDS)]
    facets += [Facet("municipality", code) for code, _, _ in places] + [
        Facet("region", r) for r in {p[2] for p in places}
    ]
    facets += [Facet("topic", f"aihe-{n}") for n in range(80)] + [
        Facet("target_group", f"ryhma-{n}") for n in range(12)
    ]
    facets += [Facet("portal", f"portaali-{n}") for n in range(19)] + [Facet("language", c) for c in ("fi", "sv", "en")]
    facets += [Facet("accessibility", "ramp"), Facet("remote", "yes")]
    began = time.perf_counter()
    SearchFacet.objects.bulk_create(
        [SearchFacet(token=f.token, name=f.name, value=f.value) for f in facets], ignore_conflicts=True
    )
    ids = dict(SearchFacet.objects.values_list("token", "id"))
    waiting = islice(generate(number, pieces, places, ids), have, None)
    batch: list[Any] = []
    while True:
        batch = [row for _, row in zip(range(5000), waiting)]  # noqa: B905
        if not batch:
            break
        with transaction.atomic():
            SearchDocument.objects.bulk_create(batch, batch_size=500)
            vocabulary.count_words(batch, {})
    return time.perf_counter() - began


def ask(number: int) -> dict[str, list[float]]:
    """Milliseconds of queries, of this process's own processor time in them, and of suggestions while typing.

    A query is one to three words of a document, from its name or its text, with one of its own filter values
    chosen and all facets counted.
    """
    from raitti.search import facets
    from raitti.search.models import SearchDocument
    from raitti.search.queries import Query, complete, find

    chance = random.Random(2)
    last = SearchDocument.objects.order_by("-id").values_list("id", flat=True)[0]
    first = SearchDocument.objects.order_by("id").values_list("id", flat=True)[0]
    took: dict[str, list[float]] = {"find": [], "find CPU": [], "suggest": []}
    for n in range(number):
        row = SearchDocument.objects.get(id=chance.randint(first, last))
        source = (row.title if n % 2 else f"{row.summary} {row.body}").split()
        words = [word.strip(".,:;()") for word in source if len(word) > 4]
        text = " ".join(chance.sample(words, min(len(words), 1 + n % 3)))
        own = facets.name(facets.count([row.packed]))
        field, facet = CHOICES[n % len(CHOICES)]
        choice = {field: [chance.choice(sorted(own[facet]))]}
        began, worked = time.perf_counter(), time.process_time()
        find(Query(text, **choice))  # type: ignore[arg-type]
        took["find"].append((time.perf_counter() - began) * 1000)
        took["find CPU"].append((time.process_time() - worked) * 1000)
        began = time.perf_counter()
        complete(text[:4], "fi")
        took["suggest"].append((time.perf_counter() - began) * 1000)
    return took


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def index_bytes(folder: Path) -> int:
    """Bytes of the whole SQLite file, or of the search tables with their indexes in PostgreSQL."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relname LIKE 'search%' AND relkind = 'r'"
            )
            return int(cursor.fetchone()[0])
    return (folder / "raitti.sqlite3").stat().st_size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, action="append", help="how many records (10,000 and 100,000)")
    parser.add_argument("--postgres", default="", help="postgresql://… of a server to measure instead of SQLite")
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument(
        "--keep",
        type=Path,
        help="a folder that stays with its index (in PostgreSQL the database raitti_benchmark too), to be filled on later",
    )
    options = parser.parse_args()
    print("database     records     index    write   p50 / p95")
    with fresh_instance(postgres=options.postgres, keep=options.keep) as folder:
        from django.db import connection

        for number in options.records or [10_000, 100_000]:
            seconds = write(number)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)")
            ask(20)
            took = ask(options.queries)
            size = index_bytes(folder) / 1e6
            figures = "   ".join(
                f"{name} {percentile(values, 0.5):.1f} / {percentile(values, 0.95):.1f} ms"
                for name, values in took.items()
            )
            print(f"{connection.vendor:10} {number:9,} {size:6.0f} MB {seconds:6.0f} s   {figures}", flush=True)


if __name__ == "__main__":
    main()
