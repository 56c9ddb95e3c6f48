"""From an entry to the words and tokens of its row."""

import hashlib
import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from raitti.core.languages import INTERFACE_CODES
from raitti.core.texts import sort_key
from raitti.search.entries import Entry
from raitti.search.geography import squares
from raitti.search.models import SearchDocument
from raitti.text.analyser import Analyser, Word, get_analyser

LONGEST_BODY = 60_000
# Stands between the names of a thing in `words_name`.
NAME_END = "0n"
# Stands in the filters of what no longer runs, or rests.
RESTING = "0r"


def analyser() -> Analyser:
    """The analyser this installation uses, its dictionaries in `RAITTI_DATA`."""
    return _analyser_in(settings.DATA, settings.RAITTI_ANALYSER)


@lru_cache(maxsize=4)
def _analyser_in(data: Path, choice: str) -> Analyser:
    """Asked for at every word, and putting a path together takes longer than reading one."""
    return get_analyser(data / "dictionaries", choice)


@dataclass(frozen=True)
class Facet:
    name: str
    value: str

    @property
    def token(self) -> str:
        """A word that no text contains, the same in every installation."""
        return "0f" + hashlib.blake2b(f"{self.name}={self.value}".encode(), digest_size=5).hexdigest()


def hidden_token(language: str) -> str:
    """Stands in the rows that readers of an interface language are not shown, as another row is for them."""
    return f"0h{language}"


def shown_in(language: str, siblings: Iterable[str]) -> list[str]:
    """The interface languages whose readers get this version of a thing that has versions in `siblings`.

    Its own, and those the thing has no version in when this is the first one in the order fi, sv, en.
    """
    written = set(siblings)
    order = [code for code in INTERFACE_CODES if code in written] or sorted(written)
    missing = [code for code in INTERFACE_CODES if code not in written]
    own = [language] if language in INTERFACE_CODES else []
    return own + (missing if order and order[0] == language else [])


def facets_of(entry: Entry) -> Iterator[Facet]:
    yield Facet("kind", entry.kind)
    for name, values in entry.facets.items():
        for value in dict.fromkeys(values):
            yield Facet(name, str(value)[:200])


def fingerprint(entry: Entry, siblings: Sequence[str], made_by: str) -> str:
    """Changes when anything of the row would."""
    content = [
        entry.title, entry.summary, entry.body, list(entry.names), list(entry.keywords),
        sorted((name, list(values)) for name, values in entry.facets.items()),
        entry.data, entry.source_id, entry.latitude, entry.longitude, str(entry.changed), entry.is_resting,
        sorted(siblings), made_by,
    ]  # fmt: skip
    return hashlib.blake2b(json.dumps(content, default=str, sort_keys=True).encode(), digest_size=16).hexdigest()


def pack(ids: Iterable[int]) -> bytes:
    return array("I", ids).tobytes()


def to_row(entry: Entry, siblings: Sequence[str], *, mark: str, ids: Mapping[str, int]) -> SearchDocument:
    """The row of an entry whose thing has versions in the languages `siblings`; `ids` are those of facet tokens."""
    read = analyser()
    title, summary, body = (_clean(text) for text in (entry.title, entry.summary, entry.body))
    names = [list(read.words(text, entry.language, longest=2000)) for text in dict.fromkeys((title, *entry.names))]
    name = [word for words in names for word in words]
    keys = [word for text in entry.keywords for word in read.words(text, entry.language, longest=2000)]
    text = [
        word for part in (summary, body) for word in read.words(part, entry.language, longest=LONGEST_BODY)
        if not word.is_stop
    ]  # fmt: skip
    hidden = set(INTERFACE_CODES) - set(shown_in(entry.language, siblings))
    filters = [facet.token for facet in facets_of(entry)]
    packed = pack(ids[token] for token in dict.fromkeys(filters))
    unseen = [hidden_token(code) for code in sorted(hidden)]
    filters += [*unseen, *([RESTING] if entry.is_resting else [])]
    if entry.latitude is not None and entry.longitude is not None:
        filters += squares(entry.latitude, entry.longitude)
    return SearchDocument(
        kind=entry.kind,
        object_id=entry.object_id,
        language=entry.language,
        packed=packed,
        hidden=" ".join(unseen),
        filters=" ".join(dict.fromkeys(filters)),
        latitude=entry.latitude,
        longitude=entry.longitude,
        changed=entry.changed,
        sort_key=sort_key(title)[:40],
        fingerprint=mark,
        source_id=_clean(entry.source_id)[:200],
        title=title,
        summary=summary,
        body=body,
        words_name=f" {NAME_END} ".join(" ".join(_with_surface(words)) for words in names),
        words_keys=" ".join(token for word in keys for token in word.lemmas),
        words_body=" ".join(token for word in text for token in word.lemmas),
        words_parts=" ".join(_parts((*name, *keys, *text))),
        data=dict(entry.data),
    )


def written_forms(row: SearchDocument) -> dict[str, str]:
    """Each form as written in the row's texts and the base form it was given, for the spelling help."""
    words = analyser().words(" ".join((row.title, row.summary, row.body)), row.language, longest=LONGEST_BODY)
    return {word.surface: word.lemmas[0] for word in words if word.lemmas and word.surface not in word.lemmas}


def _with_surface(words: Iterable[Word]) -> Iterator[str]:
    """Names are found as they are written too."""
    return (token for word in words for token in dict.fromkeys((*word.lemmas, word.surface)))


def _parts(words: Iterable[Word]) -> Iterator[str]:
    return (part for word in words if not word.is_stop for part in word.parts)


def _clean(text: str) -> str:
    """PostgreSQL refuses null characters."""
    return text.replace("\x00", " ")
