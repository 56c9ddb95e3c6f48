"""Addresses made of names: one current word per language, older ones kept so that links live on."""

import unicodedata

from raitti.core.languages import INTERFACE_CODES
from raitti.core.models import Named, Slug
from raitti.core.texts import pick

_LONGEST = 80
_TABLE = str.maketrans({"å": "a", "ä": "a", "ö": "o", "đ": "d", "ŋ": "n", "ŧ": "t", "ø": "o", "æ": "a", "ʒ": "z", "ß": "s"})


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
    own = {(s.language, s.slug): s for s in Slug.objects.filter(kind=kind, object_id=thing.pk)}
    current = {}
    for code, word in wanted.items():
        kept = thing.slugs.get(code, "")
        if kept and (kept == word or kept.rpartition("-")[0] == word and kept.rpartition("-")[2].isdigit()):
            current[code] = kept
            continue
        candidate, number = word, 1
        while (code, candidate) not in own and _taken(kind, code, candidate):
            number += 1
            candidate = f"{word}-{number}"
        Slug.objects.filter(kind=kind, language=code, object_id=thing.pk).update(current=False)
        Slug.objects.update_or_create(
            kind=kind, language=code, slug=candidate, defaults={"object_id": thing.pk, "current": True}
        )
        current[code] = candidate
    if current != thing.slugs:
        thing.slugs = current
        type(thing)._default_manager.filter(pk=thing.pk).update(slugs=current)


def _taken(kind: str, language: str, slug: str) -> bool:
    return Slug.objects.filter(kind=kind, language=language, slug=slug).exists()


def find_by_slug(kind: str, language: str, slug: str) -> tuple[int, bool] | None:
    """The id the address leads to and whether it is the current one; `None` when it leads nowhere."""
    found = Slug.objects.filter(kind=kind, language=language, slug=slug).values_list("object_id", "current").first()
    return found
