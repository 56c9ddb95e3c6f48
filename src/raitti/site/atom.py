"""Atom feeds (RFC 4287), written in one way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse

from raitti.core.texts import Text

_ATOM = "http://www.w3.org/2005/Atom"
# When there is nothing yet: before anything could be.
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class FeedEntry:
    """One entry: `address` is where it is read, `by` who tells it."""

    uid: UUID
    title: Text
    address: str
    published: datetime
    updated: datetime
    by: str
    summary: Text | None = None


def atom(
    entries: Iterable[FeedEntry], *, title: str, own: str, page: str, author: str, language: str, identity: str = ""
) -> HttpResponse:
    """The entries, the latest first, as a feed whose own address is `own`, told on `page` for people to read.

    `identity` is the feed's lasting name, its own address unless another is given.
    """
    found = list(entries)
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": language})
    SubElement(root, "title").text = title
    SubElement(root, "id").text = identity or own
    SubElement(root, "link", rel="self", type="application/atom+xml", href=own)
    SubElement(root, "link", rel="alternate", type="text/html", href=page)
    SubElement(root, "updated").text = _moment(found[0].updated if found else _FIRST)
    SubElement(SubElement(root, "author"), "name").text = author
    SubElement(root, "rights").text = "CC BY 4.0"
    for each in found:
        entry = SubElement(root, "entry")
        SubElement(entry, "title", {"xml:lang": each.title.language}).text = each.title.value
        SubElement(entry, "id").text = f"urn:uuid:{each.uid}"
        SubElement(entry, "link", rel="alternate", type="text/html", href=each.address)
        SubElement(entry, "published").text = _moment(each.published)
        SubElement(entry, "updated").text = _moment(each.updated)
        SubElement(SubElement(entry, "author"), "name").text = each.by
        if each.summary:
            SubElement(entry, "summary", {"xml:lang": each.summary.language}).text = each.summary.value
    return as_xml(root, "application/atom+xml")


def as_xml(root: Element, kind: str) -> HttpResponse:
    """A document of a kind of XML."""
    return HttpResponse(
        b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8"),
        content_type=f"{kind}; charset=utf-8",
    )


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
