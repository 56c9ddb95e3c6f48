"""An organisation's services as rows of a table: what each row shows, and what its changes would do.

A row holds texts only, as a browser or a spreadsheet sends them. A cell left as it was shown changes nothing,
so that what a row does not show is kept. A service has a row for each way to take part: the first tells all of the
service, the further ones times and place.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, cast
from uuid import UUID, uuid4

from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from raitti.core.languages import INTERFACE_CODES
from raitti.core.uids import read_uid
from raitti.directory.facts import ChannelFacts, ServiceFacts
from raitti.directory.lookup import UID
from raitti.directory.models import ChannelKind, FeeKind, Organisation, Service, ServiceKind, ServiceStatus
from raitti.directory.queries.editing import facts_at, places_to_choose
from raitti.directory.snapshots import service_facts
from raitti.directory.wording import parse_schedule, schedule_text

MOST_ROWS = 300
_LONGEST = 1000
COLUMNS: dict[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "kind": gettext_lazy("Kind of activity"),
    "times": gettext_lazy("Times"),
    "place": gettext_lazy("Place"),
    "fee": gettext_lazy("Price"),
    "fee_text": gettext_lazy("Price in words"),
    "status": gettext_lazy("Situation"),
}
CHOICES: dict[str, list[tuple[str, Any]]] = {
    "kind": list(ServiceKind.choices),
    "fee": list(FeeKind.choices),
    "status": list(ServiceStatus.choices),
}
KEYS = ("uid", "way", "version")
_WAY_COLUMNS = ("times", "place")
_NEW = {"kind": ServiceKind.OTHER.value, "fee": FeeKind.UNKNOWN.value, "status": ServiceStatus.ACTIVE.value}
# What stands for the place of a way that has none.
_PLACE_OF_OTHERS: dict[str, str | Promise] = {
    ChannelKind.ONLINE.value: gettext_lazy("online"),
    ChannelKind.PHONE.value: gettext_lazy("by phone"),
}
Cells = Mapping[str, str]


@dataclass(frozen=True)
class Change:
    """One cell that differs: its column's name, and what stood there and would."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Planned:
    """What one row would do: `new`, `changed`, `same`, `wrong`, or `stale` when someone changed the service since.

    `errors` are sentences by column (empty: the whole row); `facts` are what to save, for `new` and `changed`.
    """

    cells: dict[str, str]
    outcome: str
    service: Service | None = None
    facts: ServiceFacts | None = None
    errors: dict[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()

    def wrong(self, column: str, reason: str) -> "Planned":
        return replace(self, outcome="wrong", facts=None, errors={**self.errors, column: reason})


class Rows:
    """The table of one organisation, in one language, on one day."""

    def __init__(self, organisation: Organisation, *, language: str, today: date) -> None:
        self.organisation = organisation
        self.language = language
        self.today = today
        self.services = {
            service.uid: service
            for service in organisation.services.prefetch_related("channels__schedules", "channels__location").order_by(
                f"sort_{language}", "pk"
            )
        }
        references = [
            way.location
            for service in self.services.values()
            for way in service_facts(service).channels
            if way.location
        ]
        self.places = _told_apart(places_to_choose(organisation, references, language=language))
        self._names = {name.casefold() for service in self.services.values() for name in service.name.data.values()}

    def shown(self) -> list[dict[str, str]]:
        """Every service as rows of cells, with its id, that of the way and the version that is shown."""
        found: list[dict[str, str]] = []
        for service in self.services.values():
            facts = service_facts(service)
            for way in [str(each.uid) for each in facts.channels] or [""]:
                keys = {"uid": str(service.uid), "way": way, "version": service.changed.isoformat()}
                found.append({**keys, **(self.cells(facts, way) or {})})
        return found

    def blank(self) -> dict[str, str]:
        """A row for a new service, which has its id from the start: sent twice, it is still one service."""
        return {**_NEW_CELLS, "uid": str(uuid4())}

    def cells(self, facts: ServiceFacts, key: str = "") -> dict[str, str] | None:
        """What the row of one way shows; of the first way without a key, `None` where there is no such way."""
        first = facts.channels[0] if facts.channels else None
        way = _way(facts, key) if key else first
        if key and way is None:
            return None
        name = facts.name.get(self.language) or next(iter(facts.name.values()), "")
        told = {
            "times": schedule_text(way.schedules, self.language, today=self.today) if way else "",
            "place": (way.location if way.kind == ChannelKind.PLACE else way.kind) if way else "",
        }
        if way is not first:
            return {**dict.fromkeys(COLUMNS, ""), "name": name, **told}
        price = {"fee": facts.fee, "fee_text": facts.fee_text.get(self.language, "")}
        return {"name": name, "kind": facts.kind, **told, **price, "status": facts.status}

    def plan(
        self, sent: Iterable[Cells], *, unread: Mapping[int, Mapping[str, str]] = MappingProxyType({})
    ) -> list[Planned]:
        """What each row would do; rows without anything in them are passed over.

        Of a service's rows the last one with a change holds the facts to save. `unread` tells by the row's place
        in `sent`, from 0, which of its cells cannot be read and why: such a row is `wrong`.
        """
        planned: list[Planned] = []
        seen: set[tuple[str, str]] = set()
        so_far: dict[UUID, ServiceFacts] = {}
        for at, cells in enumerate(sent):
            clean = {name: str(value).strip()[: _LONGEST + 1] for name, value in cells.items()}
            if at in unread:
                planned.append(Planned(clean, "wrong", errors=dict(unread[at])))
                continue
            is_known = clean.get("uid") and clean.get("version")
            if not is_known and not any(clean.get(name) for name in ("name", "times", "place", "fee_text")):
                continue
            one = self._plan_one(clean, so_far)
            key = (clean.get("uid", ""), clean.get("way", ""))
            if key[0] and key in seen:
                one = one.wrong("", _("This activity is in two rows. Leave the id empty in the one that is new."))
            elif one.service is not None and one.facts is not None:
                so_far[one.service.uid] = one.facts
            seen.add(key)
            planned.append(one)
        return _saved_once(planned)

    def _plan_one(self, cells: dict[str, str], so_far: Mapping[UUID, ServiceFacts]) -> Planned:
        if "uid" not in cells and cells.get("name", "").casefold() in self._names:
            reason = _("There is an activity of this name already. Take the table out anew, and change it there.")
            return Planned(cells, "wrong", errors={"name": reason})
        if not cells.get("uid"):
            return self._plan_new(cells, uuid4())
        uid, key = read_uid(cells["uid"]), cells.get("way", "")
        service = self.services.get(uid) if uid else None
        if service is None and uid and not cells.get("version") and not Service.objects.filter(uid=uid).exists():
            return self._plan_new(cells, uid)
        if service is None:
            reason = _("This activity is not here any more. To add it as a new one, leave its id empty.")
            return Planned(cells, "wrong", errors={"": reason})
        seen = parse_datetime(cells.get("version", ""))
        now_facts = service_facts(service)
        is_old = seen is None or seen < service.changed
        base = cast("ServiceFacts", facts_at(service, seen)) if is_old and seen else now_facts
        shown = self.cells(base, key)
        if shown is None:
            return Planned(cells, "wrong", service, errors={"": _("This time and place is not here any more.")})
        planned = self._apply(Planned(cells, "changed", service), so_far.get(service.uid, base), shown)
        if not is_old or planned.outcome != "changed":
            return planned
        present = self._apply(Planned(cells, "changed", service), now_facts, self.cells(now_facts, key) or {})
        return present if present.outcome == "same" else self._stale(planned, now_facts)

    def _plan_new(self, cells: dict[str, str], uid: UUID) -> Planned:
        blank = ServiceFacts(source="", source_id="", uid=uid, organisation=f"{UID}{self.organisation.uid}", name={})
        planned = Planned({**_NEW_CELLS, **cells, "uid": str(uid)}, "new")
        return self._apply(planned, blank, _NEW_CELLS | (self.cells(blank) or {}))

    def _stale(self, planned: Planned, facts: ServiceFacts) -> Planned:
        """Someone has changed the service since the row was shown: tell what stands there now, save nothing."""
        present = self.cells(facts, planned.cells.get("way", "")) or dict.fromkeys(COLUMNS, "")
        touched = {change.column: change for change in planned.changes}
        said = "; ".join(
            f"{COLUMNS[name]}: {self.in_words(name, present[name]) or '–'}"
            for name in COLUMNS
            if str(COLUMNS[name]) in touched
        )
        reason = _("Someone has changed this activity meanwhile. It now says: %(now)s.") % {"now": said}
        version = planned.service.changed.isoformat() if planned.service else ""
        cells = {**planned.cells, "version": version}
        return replace(planned, outcome="stale", facts=None, errors={"": reason}, cells=cells)

    def in_words(self, column: str, value: str) -> str:
        """A cell's value as people read it."""
        if column == "place":
            return self.places.get(value) or str(_PLACE_OF_OTHERS.get(value, value))
        return str(dict(CHOICES[column]).get(value, value)) if column in CHOICES else value

    def _apply(self, planned: Planned, base: ServiceFacts, shown: Cells) -> Planned:
        sent = {name: value for name, value in planned.cells.items() if name in COLUMNS}
        # A choice left empty is one not made.
        cells = {**shown, **{name: value for name, value in sent.items() if value or name not in CHOICES}}
        touched = [name for name in COLUMNS if _plain(cells[name]) != _plain(shown[name])]
        errors: dict[str, str] = {}
        facts = base
        if planned.cells.get("way") and not shown["kind"]:
            elsewhere = _("Change this on the first row of the activity. This row is about another time or place.")
            errors = {name: elsewhere for name in touched if name not in _WAY_COLUMNS}
            touched = [name for name in touched if name in _WAY_COLUMNS]
        for name in ("name", "fee_text", "kind", "fee", "status"):
            if name in touched:
                facts, error = self._set(facts, name, cells[name])
                errors |= {name: error} if error else {}
        if "times" in touched or "place" in touched:
            facts, found = self._set_way(facts, planned.cells.get("way", ""), cells, touched)
            errors |= found
        if not cells["name"]:
            errors["name"] = _("The name is missing.")
        if errors:
            return replace(planned, outcome="wrong", errors=errors)
        # What is there already may be said in other words, as when the same row comes a second time.
        if facts == base and planned.outcome != "new":
            return replace(planned, outcome="same")
        changes = tuple(
            Change(str(COLUMNS[name]), self.in_words(name, shown[name]), self.in_words(name, cells[name]))
            for name in touched
        )
        return replace(planned, facts=facts, changes=changes)

    def _set(self, facts: ServiceFacts, name: str, value: str) -> tuple[ServiceFacts, str]:
        if name in CHOICES:
            code = _code(CHOICES[name], value)
            if code is None:
                there = ", ".join(str(label) for _code_, label in CHOICES[name])
                return facts, _("”%(value)s” is not one of these: %(there)s.") % {"value": value, "there": there}
            return replace(facts, **cast("Any", {name: code})), ""
        if len(value) > 300:
            return facts, _("This is too long.")
        texts = {**getattr(facts, name), self.language: value}
        filled = {code: text for code, text in texts.items() if text}
        return replace(facts, **cast("Any", {name: filled})), ""

    def _set_way(
        self, facts: ServiceFacts, key: str, cells: Cells, touched: Sequence[str]
    ) -> tuple[ServiceFacts, dict[str, str]]:
        """Times and place of the row's way to take part; other ways stay as they are."""
        errors: dict[str, str] = {}
        before = _way(facts, key) if key else next(iter(facts.channels), None)
        is_elsewhere = before is not None and before.kind != ChannelKind.PLACE and cells["place"] == before.kind
        place: str | None = before.location if before else ""
        if "place" in touched and not is_elsewhere:
            place = self._place(cells["place"])
        if place is None:
            errors["place"] = _("We do not know the place ”%(place)s”. Add it on the page of places first.") % {
                "place": self.in_words("place", cells["place"])
            }
        schedules = before.schedules if before else ()
        if "times" in touched:
            read = parse_schedule(cells["times"], self.language, today=self.today, before=schedules)
            schedules = read.schedules
            errors |= {} if read else {"times": read.problem}
        if schedules and not place and not is_elsewhere and not errors:
            errors["place"] = _("Choose the place too, so that people know where to come.")
        if errors:
            return facts, errors
        if not place and not is_elsewhere:
            return replace(facts, channels=tuple(way for way in facts.channels if way is not before)), {}
        kind = before.kind if before is not None and is_elsewhere else ChannelKind.PLACE.value
        way = replace(before or ChannelFacts(kind=kind), kind=kind, location=place or "", schedules=schedules)
        ways = tuple(way if each is before else each for each in facts.channels)
        return replace(facts, channels=ways if before is not None else (way, *ways)), {}

    def _place(self, value: str) -> str | None:
        """The place a cell means, by its reference or by its name and address; `None` when there is none."""
        if not value or value in self.places:
            return value
        wanted = _plain(value).casefold()
        found = [
            key for key, label in self.places.items() if wanted in {label.casefold(), label.split(",")[0].casefold()}
        ]
        return found[0] if len(found) == 1 else None


def _way(facts: ServiceFacts, key: str) -> ChannelFacts | None:
    return next((way for way in facts.channels if str(way.uid) == key), None)


def _saved_once(planned: Sequence[Planned]) -> list[Planned]:
    """The rows with the facts of each service on its last changed row only, which holds the changes of all."""
    done: set[UUID] = set()
    found: list[Planned] = []
    for row in reversed(planned):
        uid = row.service.uid if row.service is not None and row.facts is not None else None
        found.append(replace(row, facts=None) if uid in done else row)
        done |= {uid} if uid else set()
    return found[::-1]


def _told_apart(places: Mapping[str, str]) -> dict[str, str]:
    """Places by reference, with a number where two would be called the same."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key, label in places.items():
        number, unique = 1, label
        while unique.casefold() in taken:
            number += 1
            unique = f"{label} ({number})"
        taken.add(unique.casefold())
        found[key] = unique
    return found


def _plain(value: str) -> str:
    """A cell's value as it comes back from a program that tidies spaces and invisible signs."""
    composed = unicodedata.normalize("NFC", value)
    seen = "".join(" " if sign.isspace() else sign for sign in composed if sign.isspace() or sign.isprintable())
    return " ".join(seen.split())[:_LONGEST]


def _code(choices: Sequence[tuple[str, Any]], value: str) -> str | None:
    """The choice a text means: its code, or its word in any language of the interface."""
    wanted = value.casefold()
    for language in INTERFACE_CODES:
        with override(language):
            for code, label in choices:
                if wanted in {code, str(label).casefold()}:
                    return code
    return None


_NEW_CELLS = {**dict.fromkeys(COLUMNS, ""), **_NEW}
