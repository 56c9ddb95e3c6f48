"""JSON lists of concepts: PTV's classifications (capitals: `Id`, `Label`) and Finto's ontologies (`id`, `label`)."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from raitti.core.languages import INTERFACE_CODES
from raitti.directory.actions.own_topics import PTV
from raitti.directory.facts import TopicFacts, VocabularyFacts
from raitti.directory.lookup import canonical_uri
from raitti.directory.vocabularies.reading import BrokenFile, Reading

_PTV_TYPES = {"ptvserclass": "P", "ptvkohderyhmat": "KR", "ptvelti": "KE"}
_NAMES = {"JUPO": "JUPO – Julkishallinnon ontologia", "TERO": "TERO – Terveyden ja hyvinvoinnin ontologia"}


def read(text: str, key: str) -> Reading:
    try:
        rows = json.loads(text)
    except json.JSONDecodeError as error:
        raise BrokenFile(_("Line %(line)d: %(why)s.") % {"line": error.lineno, "why": error.msg}) from error
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise BrokenFile(_("Line 1: this is not a list of concepts."))
    if "Id" in rows[0] or "ConceptType" in rows[0]:
        return _ptv(rows)
    if "id" not in rows[0] or "label" not in rows[0]:
        raise BrokenFile(_("Line 1: the concepts have no “id” and “label”."))
    topics = [_concept(row, number) for number, row in enumerate(rows, start=1) if not row.get("replacedBy")]
    kind = str(rows[0].get("conceptType") or key)
    facts = VocabularyFacts(
        key=kind.lower(), name=_NAMES.get(kind, kind), source="Finto", licence="CC BY 4.0" if kind in _NAMES else ""
    )
    return Reading(facts, lambda: iter(topics), len(topics))


def _ptv(rows: Sequence[Mapping[str, Any]]) -> Reading:
    kinds = {_PTV_TYPES[row["ConceptType"]] for row in rows if row.get("ConceptType") in _PTV_TYPES}
    if len(kinds) != 1:
        raise BrokenFile(_("Line 1: this is none of PTV’s service classes, target groups or life events."))
    # A row without an id is a class that has been withdrawn; only its number is left.
    topics = [_ptv_class(row) for row in rows if row.get("Id")]
    return Reading(PTV[kinds.pop()], lambda: iter(topics), len(topics))


def _ptv_class(row: Mapping[str, Any]) -> TopicFacts:
    label = row.get("Label") or {}
    return TopicFacts(
        uri=canonical_uri(row["Id"]),
        notation=row.get("Notation") or "",
        name={code: label[code.capitalize()].strip() for code in INTERFACE_CODES if label.get(code.capitalize())},
        broader=tuple(canonical_uri(uri) for uri in row.get("BroaderUris") or ()),
        same_as=(row["OldUri"],) if row.get("OldUri") else (),
    )


def _concept(row: Mapping[str, Any], number: int) -> TopicFacts:
    try:
        uri, label = str(row["id"]), dict(row["label"])
        other = {
            code: tuple(str(word) for kind in ("altLabels", "hiddenLabels") for word in _words(row, kind, code))
            for code in INTERFACE_CODES
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BrokenFile(_("Concept %d of the list is not like the others.") % number) from error
    return TopicFacts(
        uri=uri,
        notation=str(row.get("notation") or ""),
        name={code: str(label[code]) for code in INTERFACE_CODES if label.get(code)},
        other={code: words for code, words in other.items() if words},
        broader=tuple(map(str, row.get("broaderURIs") or ())),
        same_as=tuple(str(same) for same in row.get("exactMatchURIs") or () if same != uri),
    )


def _words(row: Mapping[str, Any], kind: str, language: str) -> Sequence[str]:
    return (row.get(kind) or {}).get(language) or ()
