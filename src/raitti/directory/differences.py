"""Two states of one entry, told apart for a reader: which fields differ, in words, and which words within them."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from raitti.core.languages import CONTENT_LANGUAGES
from raitti.core.recurrence import in_words
from raitti.core.texts import pick
from raitti.directory.languages import LANGUAGE_NAMES
from raitti.directory.lookup import UID
from raitti.directory.models import (
    ACCESSIBILITY_FACTS,
    ChannelKind,
    FeeKind,
    Location,
    Organisation,
    OrganisationKind,
    OrganisationStatus,
    Publication,
    ServiceFormat,
    ServiceKind,
    ServiceStatus,
    Topic,
)
from raitti.directory.wording.leaving_out import words_for
from raitti.places.models import Area, AreaKind

Facts = Mapping[str, Any]
# Identity and checks: nobody's words, and never brought back.
NOT_CONTENT = frozenset(
    {"only_public_contacts", "source", "source_id", "uid", "verified_on", "verified_by", "publication", "is_example"}
)
LABELS: dict[str, str | Promise] = {
    "name": _("Name"),
    "summary": _("In one sentence"),
    "description": _("Description"),
    "eligibility": _("Who it is for"),
    "alternative_names": _("Also known as"),
    "kind": _("Kind"),
    "format": _("Form"),
    "business_id": _("Business ID"),
    "register_number": _("Register of Associations"),
    "parent": _("Member of"),
    "organisation": _("Arranged by"),
    "status": _("Status"),
    "status_since": _("Since when"),
    "status_reason": _("Why"),
    "founded_year": _("Founded"),
    "home_municipality": _("Home municipality"),
    "municipality": _("Municipality"),
    "operating_areas": _("Works in"),
    "areas": _("Area"),
    "topics": _("Topics"),
    "target_groups": _("For"),
    "languages": _("Languages"),
    "website": _("Website"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "contacts": _("Contacts"),
    "min_age": _("Lowest age"),
    "max_age": _("Highest age"),
    "fee": _("Price"),
    "fee_text": _("About the price"),
    "channels": _("Times and places"),
    "schedules": _("Opening times"),
    "street": _("Street address"),
    "postal_code": _("Postal code"),
    "city": _("Town"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
    "accessibility": _("Accessibility"),
    "accessibility_note": _("Getting in and around"),
    "directions": _("How to get there"),
    "publication": _("Shown to everyone"),
}
_CHOICES: dict[str, list[Any]] = {
    "status": [OrganisationStatus, ServiceStatus],
    "kind": [OrganisationKind, ServiceKind],
    "format": [ServiceFormat],
    "fee": [FeeKind],
    "publication": [Publication],
}
_TEXTS = frozenset({"name", "summary", "description", "eligibility", "fee_text", "accessibility_note", "directions"})
_PIECES = re.compile(r"\s+|\w+|[^\w\s]")
_LANGUAGES = dict(CONTENT_LANGUAGES)


class Piece(NamedTuple):
    """Some words and what became of them: `same`, `gone` or `new`."""

    what: str
    text: str


@dataclass(frozen=True)
class Difference:
    """One field that differs, in words; `language` where it is one language version of it."""

    field: str
    label: str | Promise
    before: str
    after: str
    language: str = ""

    @property
    def language_name(self) -> str:
        return _LANGUAGES.get(self.language, self.language)

    @property
    def heading(self) -> str:
        """The field, and which language version of it: "Description (Svenska)"."""
        return f"{self.label} ({self.language_name})" if self.language else str(self.label)

    @property
    def key(self) -> str:
        return f"{self.field}.{self.language}" if self.language else self.field

    @cached_property
    def pieces(self) -> list[Piece]:
        return word_differences(self.before, self.after)


def word_differences(before: str, after: str) -> list[Piece]:
    """What stayed, went and came, word by word; all that is the same or gone is `before`, same or new `after`."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    found: list[Piece] = []
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece("same", "".join(old[i:j])))
            continue
        if j > i:
            found.append(Piece("gone", "".join(old[i:j])))
        if m > k:
            found.append(Piece("new", "".join(new[k:m])))
    return found


def content_fields(facts: Facts) -> list[str]:
    """The fields of facts that are the entry's content, in the order they are shown."""
    known = [field for field in LABELS if field in facts and field not in NOT_CONTENT]
    return known + [field for field in facts if field not in LABELS and field not in NOT_CONTENT]


def differing(before: Facts, after: Facts) -> list[str]:
    """The content fields in which two states of one entry differ."""
    return [field for field in content_fields({**before, **after}) if before.get(field) != after.get(field)]


def differences(
    before: Facts, after: Facts, *, contacts: bool = False, fields: Collection[str] | None = None
) -> list[Difference]:
    """How two states of one entry differ, in the reader's language; non-public contacts only with `contacts`."""
    names = Names([before, after])
    wanted = differing(before, after)
    if before.get("publication") != after.get("publication") and before:
        wanted.append("publication")
    found: list[Difference] = []
    for field in wanted:
        if fields is None or field in fields:
            found += _field(field, before.get(field), after.get(field), names, contacts=contacts)
    return [each for each in found if each.before != each.after]


def _field(field: str, old: Any, new: Any, names: "Names", *, contacts: bool) -> list[Difference]:
    label = LABELS.get(field) or capfirst(field.replace("_", " "))
    if field in _TEXTS:
        old, new = old or {}, new or {}
        codes = dict.fromkeys([*(code for code in _LANGUAGES if code in old or code in new), *old, *new])
        return [Difference(field, label, old.get(code, ""), new.get(code, ""), code) for code in codes]
    if field == "contacts" and not contacts:
        old, new = ([each for each in rows or () if each.get("is_public")] for rows in (old, new))
    return [Difference(field, label, names.words(field, old), names.words(field, new))]


class Names:
    """Codes, addresses of topics and references of two states as the names people know, read in a few questions."""

    def __init__(self, states: Iterable[Facts]) -> None:
        self._states = list(states)
        self._language = get_language() or "fi"

    def words(self, field: str, value: Any) -> str:
        """A field's value as plain text, a line for each item."""
        if value is None or value in ("", [], {}):
            return ""
        if field in _CHOICES:
            labels = (dict(choices.choices).get(value) for choices in _CHOICES[field])
            return str(next(filter(None, labels), value))
        readers: dict[str, Callable[[Any], str]] = {
            "topics": self._topics,
            "target_groups": self._topics,
            "home_municipality": self._areas,
            "municipality": self._areas,
            "operating_areas": self._areas,
            "areas": self._areas,
            "parent": self._reference,
            "organisation": self._reference,
            "contacts": self._contacts,
            "channels": self._channels,
            "schedules": self._schedules,
            "accessibility": self._accessibility,
            "status_since": self._day,
            "languages": self._languages,
        }
        if (reader := readers.get(field)) is not None:
            return reader(value)
        return "\n".join(str(each) for each in value) if isinstance(value, list) else self._plain(value)

    def _plain(self, value: Any) -> str:
        return pick(value, self._language).value if isinstance(value, dict) else str(value)

    def _languages(self, value: list[str]) -> str:
        return "\n".join(capfirst(str(LANGUAGE_NAMES.get(code, code))) for code in value)

    def _day(self, value: str) -> str:
        return date_format(date.fromisoformat(value), "j.n.Y")

    @cached_property
    def _topic_names(self) -> dict[str, str]:
        fields = ("topics", "target_groups")
        uris = {uri for facts in self._states for field in fields for uri in facts.get(field) or ()}
        return {topic.uri: topic.name_in(self._language).value for topic in Topic.objects.filter(uri__in=uris)}

    def _topics(self, value: list[str]) -> str:
        return "\n".join(self._topic_names.get(uri, uri) for uri in value)

    @cached_property
    def _area_names(self) -> dict[str, str]:
        codes: set[str] = set()
        for facts in self._states:
            for field in ("operating_areas", "areas", "home_municipality", "municipality"):
                value = facts.get(field) or ()
                codes |= {value} if isinstance(value, str) else set(value)
        names: dict[str, str] = {}
        for area in Area.objects.filter(code__in={code.rpartition(":")[2] for code in codes}).order_by("valid_until"):
            kind = "" if area.kind == AreaKind.MUNICIPALITY else f"{area.kind}:"
            names.setdefault(f"{kind}{area.code}", pick(area.name, self._language).value)
        return names

    def _areas(self, value: str | list[str]) -> str:
        codes = [value] if isinstance(value, str) else value
        return "\n".join(self._area_names.get(code, code) for code in codes)

    @cached_property
    def _things(self) -> dict[str, str]:
        told = {facts.get(field) or "" for facts in self._states for field in ("parent", "organisation")}
        told |= {way.get("location") or "" for facts in self._states for way in facts.get("channels") or ()}
        uids = {UUID(each.removeprefix(UID)) for each in told if each.startswith(UID)}
        rows: list[Organisation | Location] = []
        for model in (Organisation, Location) if uids else ():
            rows += model._default_manager.filter(uid__in=uids)
        return {f"{UID}{row.uid}": row.name_in(self._language).value for row in rows}

    def _reference(self, value: str) -> str:
        return self._things.get(value, "" if value.startswith(UID) else value)

    def _contacts(self, value: list[Facts]) -> str:
        lines = []
        for contact in value:
            shown = "" if contact.get("is_public") else gettext("not shown to everyone")
            parts = [self._plain(contact.get("role") or {}), contact.get("name"), contact.get("email"), shown]
            parts.insert(3, contact.get("phone"))
            lines.append(", ".join(part for part in parts if part))
        return "\n".join(lines)

    def _channels(self, value: list[Facts]) -> str:
        kinds = dict(ChannelKind.choices)
        lines = []
        for way in value:
            where = self._reference(way.get("location") or "") or way.get("url") or way.get("phone")
            parts = [str(where or kinds.get(way["kind"], way["kind"])), self._schedules(way.get("schedules") or [])]
            parts.append(self._plain(way.get("note") or {}))
            lines.append(": ".join(part.replace("\n", "; ") for part in parts if part))
        return "\n".join(lines)

    def _schedules(self, value: list[Facts]) -> str:
        return "\n".join(self._schedule(each) for each in value)

    def _schedule(self, facts: Facts) -> str:
        opens, closes = (time.fromisoformat(facts[name]) if facts.get(name) else None for name in ("opens", "closes"))
        words = in_words(
            facts.get("rrule") or "",
            date.fromisoformat(facts["starts_on"]),
            opens=opens,
            closes=closes,
            except_dates=[date.fromisoformat(day) for day in facts.get("except_dates") or ()],
            leaves_out=[words_for(each, self._language) for each in facts.get("leaves_out") or ()],
            language=self._language,
        )
        note = self._plain(facts.get("note") or {})
        return f"{words}. {note}" if note else words

    def _accessibility(self, value: Facts) -> str:
        answers = {"yes": gettext("yes"), "no": gettext("no")}
        return "\n".join(
            f"{ACCESSIBILITY_FACTS.get(fact, fact)}: {answers.get(answer, answer)}" for fact, answer in value.items()
        )
