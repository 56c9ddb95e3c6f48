"""Addresses made of names: one current word per language, older ones kept so that links live on."""

import unicodedata
from collections.abc import Mapping, Sequence

from django.db.models import Q

from raitti.core.languages import INTERFACE_CODES
from raitti.core.models import Named, Slug
from raitti.core.texts import pick

_LONGEST = 80
# Nobody renames a thing more often; what comes from elsewhere may not fill the table.
_MOST_FORMER = 20
_TABLE = str.maketrans(
    {"å": "a", "ä": "a", "ö": "o", "đ": "d", "ŋ": "n", "ŧ": "t", "ø": "o", "æ": "a", "ʒ": "z", "ß": "s"}
)


def slugify(name: str) -> str:
    """A readable address word in plain ASCII: `Hyrynsalmen äijät ry` becomes `hyrynsalmen-aijat-ry`."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_TABLE))
    letters = "".join(c if c.isascii() and c.isalnum() else " " if not unicodedata.combining(c) else "" for c in plain)
    word = "-".join(letters.split())
    return word if len(word) <= _LONGEST else word[:_LONGEST].rpartition("-")[0]


def assign_slugs(thing: Named, kind: str) -> None:
    """Give a saved thing its address in each interface language after its name changed.

    Call it inside the transaction that saved the thing. A word already taken by another
    thing gets a number after it; the thing's own older words are kept for redirects.
    """
    wanted = {code: slugify(pick(thing.name, code).value) or kind for code in INTERFACE_CODES}
    rows = Slug.objects.filter(Q(object_id=thing.pk) | Q(slug__in=set(wanted.values())), kind=kind)
    near = {(row.language, row.slug): row for row in rows}
    own = {address: row for address, row in near.items() if row.object_id == thing.pk}
    fresh, current = [], {}
    for code, word in wanted.items():
        kept = thing.slugs.get(code, "")
        if _still_fits(kept, word):
            current[code] = kept
            continue
        candidate, number = word, 1
        while (code, candidate) not in own and _taken(kind, code, candidate, near):
            number += 1
            candidate = f"{word}-{number}"
        if any(language == code for language, _slug in own):
            Slug.objects.filter(kind=kind, language=code, object_id=thing.pk).update(current=Q(slug=candidate))
        if (code, candidate) not in own:
            fresh.append(Slug(kind=kind, language=code, slug=candidate, object_id=thing.pk))
        current[code] = candidate
    Slug.objects.bulk_create(fresh)
    if current != thing.slugs:
        thing.slugs = current
        type(thing)._default_manager.filter(pk=thing.pk).update(slugs=current)


def assign_slugs_many(things: Sequence[Named], kind: str) -> None:
    """Do what `assign_slugs` does for many things of one kind in a handful of queries.

    Reads every address of the kind, so it is for imports of whole registers, not for single rows.
    """
    rows = {(row.language, row.slug): row for row in Slug.objects.filter(kind=kind)}
    fresh: list[Slug] = []
    turned: list[Slug] = []
    moved: list[Named] = []
    for thing in things:
        current = {}
        for code in INTERFACE_CODES:
            word = slugify(pick(thing.name, code).value) or kind
            kept = thing.slugs.get(code, "")
            if _still_fits(kept, word):
                current[code] = kept
                continue
            candidate, number = word, 1
            while (row := rows.get((code, candidate))) is not None and row.object_id != thing.pk:
                number += 1
                candidate = f"{word}-{number}"
            if kept and (old := rows.get((code, kept))) is not None:
                old.current = False
                turned.append(old)
            if row is None:
                row = rows[code, candidate] = Slug(kind=kind, language=code, slug=candidate, object_id=thing.pk)
                fresh.append(row)
            else:
                row.current = True
                turned.append(row)
            current[code] = candidate
        if current != thing.slugs:
            thing.slugs = current
            moved.append(thing)
    Slug.objects.bulk_create(fresh)
    Slug.objects.bulk_update([row for row in turned if row.pk], ["current"], batch_size=200)
    if moved:
        type(moved[0])._default_manager.bulk_update(moved, ["slugs"], batch_size=200)


def _still_fits(kept: str, word: str) -> bool:
    """Whether the address word still says the name: the word itself, or it with a number after it."""
    base, _, number = kept.rpartition("-")
    return bool(kept) and (kept == word or (base == word and number.isdigit()))


def _taken(kind: str, language: str, slug: str, near: Mapping[tuple[str, str], Slug]) -> bool:
    """Whether another thing has the address; words without a number are all in `near`."""
    if (language, slug) in near or not slug.rpartition("-")[2].isdigit():
        return (language, slug) in near
    return Slug.objects.filter(kind=kind, language=language, slug=slug).exists()


def former_words(kind: str) -> dict[int, dict[str, list[str]]]:
    """The address words that things of a kind no longer have but that still lead to them, by id and language."""
    found: dict[int, dict[str, list[str]]] = {}
    for row in Slug.objects.filter(kind=kind, current=False).order_by("pk"):
        found.setdefault(row.object_id, {}).setdefault(row.language, []).append(row.slug)
    return found


def keep_former_words(thing: Named, kind: str, words: Mapping[str, Sequence[str]]) -> None:
    """Let the words a thing had elsewhere lead to it here too; a word that something has here stays as it is."""
    wanted = {
        (code, word)
        for code in INTERFACE_CODES
        for word in list(words.get(code, ()))[:_MOST_FORMER]
        if word and slugify(word) == word
    }
    if not wanted:
        return
    near = Slug.objects.filter(kind=kind, slug__in={word for _code, word in wanted})
    taken = set(near.values_list("language", "slug"))
    Slug.objects.bulk_create(
        Slug(kind=kind, language=code, slug=word, object_id=thing.pk, current=False)
        for code, word in sorted(wanted - taken)
    )


def find_by_slug(kind: str, language: str, slug: str) -> tuple[int, bool] | None:
    """The id the address leads to and whether it is the current one; `None` when it leads nowhere."""
    return Slug.objects.filter(kind=kind, language=language, slug=slug).values_list("object_id", "current").first()
