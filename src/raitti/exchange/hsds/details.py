"""What HSDS has no field for, kept as attributes: other languages, our own kinds, codes of areas.

Each detail is an attribute whose taxonomy term belongs to one small taxonomy of our own, so that other
readers may pass it over and ours gets everything back.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from i18nfield.strings import LazyI18nString

from raitti.core.texts import versions

URI = "urn:raitti:detail"
# The national service data: what its ids are called, the detail they stand in where HSDS has no place, and the
# source they are kept under here.
PTV, PTV_ID, PTV_SOURCE = "PTV", "ptv_id", "ptv"
# The address words a thing once had, so that old links lead on where the package goes.
FORMER = "former_words"
_LIST_MARK = "\n"


def detail_term(field: str) -> dict[str, str]:
    """The taxonomy term that stands for a field: `kind`, `name.sv`."""
    uri = f"{URI}:{field}"
    return {
        "id": str(uuid5(NAMESPACE_URL, uri)),
        "name": field,
        "description": f"Raitti's own field {field}, for which HSDS has no place.",
        "taxonomy": "Raitti details",
        "language": "en",
        "term_uri": uri,
    }


DETAILS_TAXONOMY = {
    "id": str(uuid5(NAMESPACE_URL, URI)),
    "name": "Raitti details",
    "description": "Fields of Raitti's own that HSDS has no place for, carried as attributes.",
    "uri": URI,
    "version": "1",
}


def child_id(owner: UUID | str, part: str, which: object = "") -> str:
    """A lasting id for a part that has none of its own: the same part of the same thing always gets the same."""
    return str(uuid5(UUID(str(owner)), f"{part}:{which}"))


def without_empty(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record without nothings, empty texts and empty lists, none of which the schemas allow."""
    return {key: value for key, value in record.items() if value not in (None, "", [])}


def attribute(owner: UUID | str, entity: str, field: str, value: str) -> dict[str, Any]:
    """One detail as an HSDS attribute of the thing with the id `owner`."""
    return {
        "id": child_id(owner, "detail", field),
        "link_id": str(owner),
        "link_type": "detail",
        "link_entity": entity,
        "value": value,
        "taxonomy_term": detail_term(field),
    }


def attributes(owner: UUID | str, entity: str, fields: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Details for every filled field; a translated text becomes one per language, a list one with its lines."""
    found = []
    for field, value in fields.items():
        if isinstance(value, (LazyI18nString, dict)):
            texts = versions(value)
            found += [attribute(owner, entity, f"{field}.{code}", text) for code, text in sorted(texts.items())]
        elif isinstance(value, (list, tuple)) and value:
            found.append(attribute(owner, entity, field, _LIST_MARK.join(map(str, value))))
        elif value not in (None, "", False, (), []):
            found.append(attribute(owner, entity, field, "yes" if value is True else str(value)))
    return found


def area_codes(areas: Iterable[Any]) -> list[str]:
    """Codes as facts write them, in a fixed order."""
    return sorted(area.code if area.kind == "municipality" else f"{area.kind}:{area.code}" for area in areas)


def in_lines(lists: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Lists by language as texts by language, a line for each."""
    return {code: _LIST_MARK.join(each) for code, each in lists.items()}


class Details:
    """The details found among a thing's attributes."""

    def __init__(self, found: Iterable[Mapping[str, Any]]) -> None:
        self._values = dict(_details(found))

    def __bool__(self) -> bool:
        return bool(self._values)

    def text(self, field: str) -> str:
        return self._values.get(field, "")

    def items(self, field: str) -> tuple[str, ...]:
        return tuple(filter(None, self._values.get(field, "").split(_LIST_MARK)))

    def lists(self, field: str) -> dict[str, tuple[str, ...]]:
        """The field's lists by language."""
        return {code: tuple(filter(None, text.split(_LIST_MARK))) for code, text in self.texts(field).items()}

    def texts(self, field: str) -> dict[str, str]:
        """The field's text by language."""
        start = f"{field}."
        return {key[len(start) :]: value for key, value in self._values.items() if key.startswith(start)}


def _details(found: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for each in found:
        term = each.get("taxonomy_term")
        uri = term.get("term_uri") if isinstance(term, Mapping) else None
        if isinstance(uri, str) and uri.startswith(f"{URI}:"):
            yield uri[len(URI) + 1 :], str(each.get("value") or "")
