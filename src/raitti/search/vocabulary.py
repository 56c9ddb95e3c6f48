"""The words of the index: how common each is, and what a mistyped one was meant to be."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import F, Q, QuerySet
from rapidfuzz.distance import OSA

from raitti.search.analysis import NAME_END
from raitti.search.models import SearchDocument, SearchWord
from raitti.text.tokens import without_dots

_LONGEST = 64
_CHUNK = 400
_CANDIDATES = 3000
_LOCK = 7_203_114


def count_words(rows: Iterable[SearchDocument], forms: dict[str, str], *, sign: int = 1) -> None:
    """Add the words of the rows to the statistics, or take them out with `sign=-1`.

    On PostgreSQL a second writer does not wait for the first: it leaves its words uncounted until
    the next rebuild, as statistics must never hold up or deadlock the acts they are about.
    """
    documents: Counter[str] = Counter()
    for row in rows:
        text = f"{row.words_name} {row.words_keys} {row.words_body} {row.words_parts}"
        documents.update({word for word in text.split() if len(word) <= _LONGEST and word != NAME_END})
    if connection.vendor == "postgresql" and not _is_our_turn():
        return
    if sign > 0:
        known = [_word(word, "", number) for word, number in sorted(documents.items())]
        known += [
            _word(word, base[:_LONGEST], 0)
            for word, base in sorted(forms.items())
            if word not in documents and len(word) <= _LONGEST
        ]
        _add(known)
    else:
        for number, words in _by_number(documents).items():
            for start in range(0, len(words), _CHUNK):
                chunk = words[start : start + _CHUNK]
                SearchWord.objects.filter(word__in=chunk).update(documents=F("documents") - number)


def _is_our_turn() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _add(words: Sequence[SearchWord]) -> None:
    """Insert new words and add to the counts of known ones, in one statement a chunk."""
    table = SearchWord._meta.db_table
    for start in range(0, len(words), _CHUNK):
        chunk = words[start : start + _CHUNK]
        places = ", ".join(["(%s, %s, %s, %s, %s)"] * len(chunk))
        values = [v for w in chunk for v in (w.word, w.base, w.folded, w.backwards, w.documents)]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (word, base, folded, backwards, documents) VALUES {places} "  # noqa: S608
                f"ON CONFLICT (word) DO UPDATE SET documents = {table}.documents + excluded.documents",
                values,
            )


def _by_number(documents: Counter[str]) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = {}
    for word in sorted(documents):
        groups.setdefault(documents[word], []).append(word)
    return groups


def _word(word: str, base: str, documents: int) -> SearchWord:
    folded = without_dots(word)
    return SearchWord(word=word, base=base, folded=folded, backwards=folded[::-1], documents=documents)


def frequencies(words: Iterable[str]) -> dict[str, int]:
    """In about how many documents each word stands; words the index does not have are left out."""
    wanted = list(dict.fromkeys(words))[:_CHUNK]
    return {
        word: max(documents, 1)
        for word, documents in SearchWord.objects.filter(word__in=wanted, documents__gt=0).values_list(
            "word", "documents"
        )
    }


def nearest(word: str, *, most: int = 3) -> SearchWord | None:
    """The word of the index a mistyped word was most likely meant to be.

    å, ä and ö may be typed without dots. A word of four or five letters may have one mistake, a longer one
    two, from eleven letters three (optimal string alignment), but never more than `most`; its first or its last
    half must be right.
    """
    folded = without_dots(word)
    if len(folded) < 3 or word.startswith("0u"):
        return None
    allowed = 0 if len(folded) < 4 else 1 if len(folded) < 6 else 2 if len(folded) < 11 else 3
    allowed = min(allowed, most)
    half = max(2, len(folded) // 2)
    found: dict[str, SearchWord] = {}
    for query in (Q(folded=folded), _begins("folded", folded[:half]), _begins("backwards", folded[: -half - 1 : -1])):
        for candidate in _by_likelihood(SearchWord.objects.filter(query)):
            found[candidate.word] = candidate
    best: tuple[int, int, int] | None = None
    nearest_word = None
    for candidate in found.values():
        apart = OSA.distance(folded, candidate.folded, score_cutoff=allowed)
        if apart <= allowed:
            score = (apart, 0 if candidate.folded[:1] == folded[:1] else 1, -candidate.documents)
            if best is None or score < best:
                best, nearest_word = score, candidate
    return nearest_word


def beginning_with(prefix: str, *, limit: int) -> list[str]:
    """Base forms that begin with the letters, dots or no dots, the most common first."""
    words = SearchWord.objects.filter(_begins("folded", without_dots(prefix)), base="", documents__gt=0)
    return list(words.order_by("-documents").values_list("word", flat=True)[:limit])


def _by_likelihood(words: QuerySet[SearchWord]) -> QuerySet[SearchWord]:
    return words.filter(Q(documents__gt=0) | ~Q(base=""))[:_CANDIDATES]


def _begins(field: str, prefix: str) -> Q:
    """A prefix condition that uses the column's index: SQLite's LIKE would not."""
    if connection.vendor == "postgresql":
        return Q(**{f"{field}__startswith": prefix})
    return Q(**{f"{field}__gte": prefix, f"{field}__lt": prefix + "\uffff"})
