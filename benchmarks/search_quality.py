"""How well the search understands Finnish: forms of words on gold lemmas, and the order of results on tagged texts.

    python benchmarks/search_quality.py [--analyser simplemma|voikko] [--gold FILE.conllu.gz ...]

Reads ../shared/data; figures go to docs/benchmarks.md. Nothing is asserted.
"""

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log2
from pathlib import Path
from typing import Any

from instance import SHARED, fresh_instance

CONTENT = {"NOUN", "PROPN", "ADJ", "VERB"}
GOLD = [SHARED / "finnish" / f"fi_{name}.conllu.gz" for name in ("tdt-ud-dev", "pud-ud-test")]


@dataclass
class Collection:
    """Texts and, for each subject, which of them are about it; `forms` gives a subject as people ask for it."""

    name: str
    texts: dict[str, Mapping[str, Any]]
    about: dict[str, set[str]]
    forms: dict[str, str] = field(default_factory=dict)


def gold_words(path: Path) -> Iterator[tuple[str, str]]:
    """Form and lemma, parts of compounds divided by `#`, of the content words of a treebank."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) > 5 and fields[0].isdigit() and fields[3] in CONTENT:
                yield fields[1].lower(), fields[2].lower()


def measure_forms(analyser: Any, path: Path) -> None:
    """A query by the base form finds the form; a query by head or first parts finds the compound."""
    hits: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    index: dict[str, Counter[str]] = defaultdict(Counter)
    wanted: Counter[str] = Counter()

    @lru_cache(None)
    def query(word: str) -> set[str]:
        return {word, *analyser.read(word, "fi").lemmas}

    for form, lemma in gold_words(path):
        whole = lemma.replace("#", "")
        reading = analyser.read(form, "fi")
        found = bool(query(whole) & set(reading.lemmas))
        for name, counts in (("all", True), ("inflected", form != whole)):
            asked[name] += counts
            hits[name] += counts and found
        wanted[whole] += 1
        for token in reading.lemmas:
            index[token][whole] += 1
        parts = lemma.split("#")
        tokens = {*reading.lemmas, *reading.parts}
        if len(parts) > 1:
            asked["head"] += 1
            hits["head"] += bool(query(parts[-1]) & tokens)
            for part in parts[:-1]:
                if analyser.read(part, "fi").lemmas != (part,) or len(part) > 3:
                    asked["first part"] += 1
                    hits["first part"] += bool(query(part) & tokens)
    right = retrieved = 0
    for whole, number in wanted.items():
        got: Counter[str] = Counter()
        for token in query(whole):
            got |= index[token]
        right += min(got[whole], number)
        retrieved += sum(got.values())
    figures = "  ".join(f"{name} {hits[name] / asked[name]:.3f}" for name in ("all", "inflected", "head", "first part"))
    print(f"  {path.name:28} {asked['all']:6} words  {figures}  precision {right / retrieved:.3f}")


def service_texts() -> Collection:
    """National and municipal service descriptions with their ontology terms and service classes."""
    texts, about = {}, defaultdict(set)
    for name in ("services.json", "general_descriptions.json"):
        for item in json.loads((SHARED / "ptv" / "directory" / name).read_text("utf-8-sig")):
            key = f"{name[0]}{item['id']}"
            texts[key] = {
                "title": item["name"], "names": item.get("alternateName") or [],
                "summary": item.get("shortDescription") or "", "body": item.get("description") or "",
            }  # fmt: skip
            for subject in (*(item["ontologyTerm"] or ()), *(item["serviceClass"] or ())):
                about[subject.lower()].add(key)
    return Collection("service descriptions", texts, dict(about))


def archaeology_titles(labels: Mapping[str, str], *, most: int) -> Collection:
    """Titles of archaeological literature with YSO subjects; subjects of 3 to 60 titles are asked for."""
    texts, about = {}, defaultdict(set)
    with gzip.open(SHARED / "retrieval" / "annif-archaeology-documents.tsv.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            title, _, uris = line.partition("\t")
            texts[str(number)] = {"title": title}
            for uri in re.findall(r"<([^>]+)>", uris):
                if uri in labels:
                    about[labels[uri]].add(str(number))
    asked = {subject: keys for subject, keys in sorted(about.items()) if 3 <= len(keys) <= 60}
    return Collection("archaeology titles", texts, dict(list(asked.items())[:most]))


def yso_labels() -> dict[str, str]:
    with gzip.open(SHARED / "vocab" / "yso-2019.3-labels.tsv.gz", "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines)
        return {row[0]: row[1] for row in rows if len(row) > 1 and row[1]}


def vocabulary_terms() -> dict[str, list[Any]]:
    """Labels, other labels and narrower labels of JUPO and TERO as the search takes them."""
    from raitti.search.entries import Term

    found = {}
    for name in ("jupo-2022", "tero-2022"):
        with gzip.open(SHARED / "vocab" / f"{name}.json.gz", "rt", encoding="utf-8-sig") as file:
            concepts = json.load(file)
        labels = {concept["id"]: concept["label"].get("fi") for concept in concepts}
        found[name] = [
            Term(
                language="fi",
                label=concept["label"]["fi"],
                also=concept["altLabels"].get("fi", []),
                narrower=[labels[uri] for uri in concept["narrowerURIs"] if labels.get(uri)],
            )
            for concept in concepts
            if concept["label"].get("fi")
        ]
    return found


def inflected(subjects: Iterable[str], folder: Path) -> dict[str, str]:
    """Each subject with its last word in another case, of forms the word list knows."""
    from raitti.text import dictionaries

    trie = dictionaries.load(folder / "dictionaries", "fi")._trie
    endings = ("ssa", "ssä", "sta", "stä", "lle", "lla", "llä", "a", "ä", "n")
    forms = {}
    for subject in subjects:
        *before, last = subject.split()
        base = trie.get(last)
        known = [] if not base else [
            form for form in trie.keys(last[: max(3, len(last) - 3)])
            if form != last and trie[form][0] == base[0] and len(form) < len(last) + 8
        ]  # fmt: skip
        known.sort(key=lambda form: (next((i for i, e in enumerate(endings) if form.endswith(e)), 99), len(form), form))
        forms[subject] = " ".join((*before, known[0] if known else last))
    return forms


def measure_ranking(collection: Collection, name: str) -> None:
    from raitti.search.queries import Query, find_many

    precisions, gains, empty = [], [], 0
    for subject, relevant in collection.about.items():
        answer = find_many(Query(collection.forms.get(subject, subject), facets=False), limit=1000)
        order = [hit.object_id for hit in answer.hits]
        empty += not order
        precisions.append(average_precision(order, relevant))
        gains.append(gain(order[:10], relevant))
    number = len(precisions)
    print(
        f"  {name:34} MAP {sum(precisions) / number:.3f}  nDCG@10 {sum(gains) / number:.3f}  without result {empty}/{number}"
    )


def average_precision(order: Sequence[str], relevant: set[str]) -> float:
    found, total = 0, 0.0
    for place, key in enumerate(order, 1):
        if key in relevant:
            found += 1
            total += found / place
    return total / len(relevant)


def gain(order: Sequence[str], relevant: set[str]) -> float:
    got = sum(1 / log2(place + 1) for place, key in enumerate(order, 1) if key in relevant)
    return got / sum(1 / log2(place + 1) for place in range(1, min(len(relevant), 10) + 1))


def put(collection: Collection) -> None:
    from raitti.search import actions
    from raitti.search.entries import Entry
    from raitti.search.models import SearchDocument, SearchWord

    SearchDocument.objects.all().delete()
    SearchWord.objects.all().delete()
    actions.put(Entry(kind="text", object_id=key, language="fi", **text) for key, text in collection.texts.items())


def variants(analyser: Any) -> dict[str, Callable[[str, str], Any]]:
    """What is read of a word in each variant of the trial."""
    from raitti.text.readings import Reading
    from raitti.text.tokens import plain

    return {
        "words as written": lambda word, language: Reading((plain(word),)),
        "base forms": lambda word, language: Reading(analyser.read(word, language).lemmas),
        "base forms and parts": analyser.read,
    }


class Reader:
    """An analyser that reads words in another way."""

    def __init__(self, analyser: Any, read: Callable[[str, str], Any], name: str) -> None:
        self._analyser, self.read, self.name, self.has_voikko = analyser, read, name, analyser.has_voikko
        self.knows = analyser.knows

    def words(self, text: str, language: str, **more: Any) -> Iterator[Any]:
        from dataclasses import replace

        for word in self._analyser.words(text, language, **more):
            reading = self.read(text[word.start : word.end].lower(), language)
            yield replace(word, lemmas=reading.lemmas, parts=reading.parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--analyser", action="append", choices=["simplemma", "voikko"])
    parser.add_argument("--gold", action="append", type=Path, help="a treebank in CoNLL-U, gzipped")
    parser.add_argument("--only", choices=["forms", "ranking"])
    parser.add_argument("--titles", type=int, default=200, help="how many subjects of the archaeology titles (200)")
    options = parser.parse_args()
    with fresh_instance() as folder:
        from raitti.search import actions, analysis
        from raitti.text.analyser import get_analyser

        for choice in options.analyser or ["simplemma", "voikko"]:
            try:
                analyser = get_analyser(folder / "dictionaries", choice)
            except LookupError as error:
                print(f"{choice}: left out. {error}")
                continue
            print(f"\n{analyser.name}")
            if options.only != "ranking":
                for path in options.gold or GOLD:
                    measure_forms(analyser, path)
            if options.only == "forms":
                continue
            labels = yso_labels()
            for collection in (service_texts(), archaeology_titles(labels, most=options.titles)):
                asked = inflected(collection.about, folder)
                print(f" {collection.name}: {len(collection.texts)} texts, {len(collection.about)} subjects")
                for name, read in variants(analyser).items():
                    analysis._analyser_in = lambda *_, read=read, name=name: Reader(analyser, read, name)
                    put(collection)
                    measure_ranking(collection, name)
                terms = vocabulary_terms()
                for source, rows in terms.items():
                    actions.put_terms(source, rows)
                measure_ranking(collection, "… and related words (JUPO, TERO)")
                collection.forms = asked
                measure_ranking(collection, "… the same, queries inflected")
                for source in terms:
                    actions.put_terms(source, [])
                collection.forms = {}


if __name__ == "__main__":
    main()
