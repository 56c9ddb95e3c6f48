"""From a file to a vocabulary's facts, by what the file turns out to be."""

import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from raitti.core.slugs import slugify
from raitti.directory.facts import TopicFacts, VocabularyFacts

_LARGEST = 200 * 1024 * 1024
_RDF = {".ttl": "turtle", ".rdf": "xml", ".xml": "xml", ".nt": "nt", ".jsonld": "json-ld"}


class BrokenFile(ValueError):
    """The file cannot be read; the sentence says where and why."""


@dataclass(frozen=True)
class Reading:
    """A vocabulary as a file gives it. `total` counts its concepts."""

    vocabulary: VocabularyFacts
    topics: Callable[[], Iterator[TopicFacts]]
    total: int


def read_vocabulary(path: Path) -> Reading:
    """Read a SKOS file (Turtle, RDF/XML, N-Triples), PTV's or Finto's JSON, or a TSV of `uri fi sv en`; also gzipped.

    Key, name and role are what the file says or its name suggests. Raises `BrokenFile`.
    """
    from raitti.directory.vocabularies import ontologies, skos, tables

    data = _bytes(path)
    name = path.name.removesuffix(".gz")
    suffix = Path(name).suffix.lower()
    key = slugify(re.split(r"[.]|-(?:skos|labels|\d)", name)[0]) or "vocabulary"
    if suffix in _RDF:
        return skos.read(data, key, _RDF[suffix])
    text = _text(data)
    if suffix == ".json":
        return ontologies.read(text, key)
    if suffix in {".tsv", ".csv", ".txt"}:
        return tables.read(text, key, "," if suffix == ".csv" else "\t")
    raise BrokenFile(_("Files ending in “%s” are not understood: SKOS (.ttl, .rdf), .json or .tsv is.") % suffix)


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
        if data[:2] == b"\x1f\x8b":
            unpacking = zlib.decompressobj(31)
            data = unpacking.decompress(data, _LARGEST + 1)
            if not unpacking.eof and len(data) <= _LARGEST:
                raise BrokenFile(_("The packed file ends in the middle."))
    except (OSError, gzip.BadGzipFile, zlib.error) as error:
        raise BrokenFile(_("The file cannot be opened: %s.") % error) from error
    if len(data) > _LARGEST:
        raise BrokenFile(_("The file is larger than %d megabytes.") % (_LARGEST // 1024 // 1024))
    if not data.strip():
        raise BrokenFile(_("The file is empty."))
    return data


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BrokenFile(_("Line %d is not written in UTF-8.") % line) from error
