"""The way from a PTV file or folder to rows."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from raitti.exchange.known import Known
from raitti.exchange.ptv.flat import FlatReader
from raitti.exchange.ptv.gathering import Gathered, gather
from raitti.exchange.ptv.openapi import OpenReader
from raitti.exchange.rows import Item, Material, Note, refuse_repeated


def read_ptv(path: Path, *, limit: int) -> Material:
    """The rows of a PTV file or folder; at most `limit` bytes of each file are read. Raises `Unreadable`."""
    gathered = gather(path, limit=limit)
    sentence = _("The id %s has been seen already, at %s.")
    return Material(items=refuse_repeated(_rows(gathered), sentence=sentence), total=len(gathered))


def _rows(gathered: Gathered) -> Iterator[Item]:
    known = Known()
    yield from gathered.remarks
    if not known.has_ptv_topics:
        text = _("PTV's classes are not here, so topics were left out where ours name no match: %s brings them.")
        yield Note(text=text % "raitti import vocabulary")
    yield from FlatReader(gathered.flat, known).rows()
    yield from OpenReader(gathered.open, known).rows()
