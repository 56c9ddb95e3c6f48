"""What changes the index: every writer calls these inside the transaction of its own act."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Q

from raitti.search import vocabulary
from raitti.search.analysis import analyser, facets_of, fingerprint, to_row, written_forms
from raitti.search.entries import SOURCES, Entry, Term
from raitti.search.models import SearchDocument, SearchFacet, SearchState, SearchTerm, SearchWord
from raitti.search.terms import term_rows

# Goes up when what is written to the index changes, so that older indexes are made anew.
_FORM = 2
_BATCH = 500
# SQLite allows 32,766 parameters a statement.
_KEYS = 400

Key = tuple[str, str]


@transaction.atomic
def put(entries: Iterable[Entry]) -> int:
    """Write things into the index; returns how many rows were written.

    All entries of one thing (same kind and object id) must come in one call: they replace all its rows, and
    its other languages leave the index. A row that would be the same is not written again.
    """
    written = 0
    for things in _batches(entries):
        written += _put_batch(things)
    return written


@transaction.atomic
def drop(kind: str, object_id: str) -> None:
    """Take a thing out of the index in all languages."""
    gone = list(SearchDocument.objects.filter(kind=kind, object_id=str(object_id)))
    _remove(gone)


@transaction.atomic
def put_terms(source: str, terms: Iterable[Term]) -> int:
    """Replace the words a source (a vocabulary) gives: labels, other labels and narrower ones; returns the rows."""
    SearchTerm.objects.filter(source=source).delete()
    rows = term_rows(source, terms, analyser())
    SearchTerm.objects.bulk_create(rows, batch_size=_BATCH)
    return len(rows)


@transaction.atomic
def rebuild(*, now: datetime, step: Callable[[str, int], None] | None = None) -> int:
    """Make the whole index anew from what the rooms have registered; returns the number of rows.

    In one transaction, so that readers see the old index until the new one is whole. `step` hears the
    kind and how many things of it were written with each batch.
    """
    SearchDocument.objects.all().delete()
    SearchWord.objects.all().delete()
    written = 0
    for kind, source in SOURCES.items():
        things = source()
        while batch := list(islice(things, _BATCH)):
            written += _put_batch(batch)
            if step is not None:
                step(kind, len(batch))
    SearchState.objects.update_or_create(pk=1, defaults={"analyser": _made_by(), "rebuilt": now})
    return written


def _made_by() -> str:
    """What the index is made by: the analyser, and the form the index keeps its words in."""
    return f"{analyser().name}, index {_FORM}"


def is_stale() -> bool:
    """Whether the index was made by another analyser, and so must be rebuilt before its answers are right."""
    state = SearchState.objects.filter(pk=1).first()
    return state is not None and state.analyser != _made_by()


def _batches(entries: Iterable[Entry]) -> Iterator[list[list[Entry]]]:
    things: dict[Key, list[Entry]] = {}
    for entry in entries:
        things.setdefault((entry.kind, str(entry.object_id)), []).append(entry)
    waiting = iter(things.values())
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _put_batch(things: Sequence[Sequence[Entry]]) -> int:
    made_by = _made_by()
    old = {(row.kind, row.object_id, row.language): row for row in _rows_of(things)}
    changed: list[tuple[Entry, list[str], str]] = []
    for thing in things:
        languages = [entry.language for entry in thing]
        for entry in thing:
            key = (entry.kind, str(entry.object_id), entry.language)
            mark = fingerprint(entry, languages, made_by)
            if key in old and old[key].fingerprint == mark:
                del old[key]
                continue
            changed.append((entry, languages, mark))
    _remove(list(old.values()))
    ids = _facet_ids(entry for entry, _, _ in changed)
    new = [to_row(entry, languages, mark=mark, ids=ids) for entry, languages, mark in changed]
    SearchDocument.objects.bulk_create(new, batch_size=_BATCH)
    SearchState.objects.get_or_create(pk=1, defaults={"analyser": made_by})
    forms: dict[str, str] = {}
    for row in new:
        forms.update(written_forms(row))
    vocabulary.count_words(new, forms)
    return len(new)


def _rows_of(things: Sequence[Sequence[Entry]]) -> Iterator[SearchDocument]:
    by_kind: dict[str, list[str]] = {}
    for thing in things:
        by_kind.setdefault(thing[0].kind, []).append(str(thing[0].object_id))
    for kind, ids in by_kind.items():
        for start in range(0, len(ids), _KEYS):
            yield from SearchDocument.objects.filter(Q(kind=kind), object_id__in=ids[start : start + _KEYS])


def _remove(rows: Sequence[SearchDocument]) -> None:
    if rows:
        vocabulary.count_words(rows, {}, sign=-1)
        ids = [row.pk for row in rows]
        for start in range(0, len(ids), _KEYS):
            SearchDocument.objects.filter(pk__in=ids[start : start + _KEYS]).delete()


def _facet_ids(entries: Iterable[Entry]) -> dict[str, int]:
    """The ids of the facet values of the entries by token, new ones made."""
    facets = {facet.token: facet for entry in entries for facet in facets_of(entry)}
    ids = _known_ids(facets)
    missing = [facet for token, facet in sorted(facets.items()) if token not in ids]
    if missing:
        rows = [SearchFacet(token=facet.token, name=facet.name, value=facet.value) for facet in missing]
        SearchFacet.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_BATCH)
        ids |= _known_ids(facet.token for facet in missing)
    return ids


def _known_ids(tokens: Iterable[str]) -> dict[str, int]:
    wanted = list(tokens)
    ids: dict[str, int] = {}
    for start in range(0, len(wanted), _KEYS):
        chunk = wanted[start : start + _KEYS]
        ids.update(SearchFacet.objects.filter(token__in=chunk).values_list("token", "id"))
    return ids
