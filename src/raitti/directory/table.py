"""An organisation's services as rows of a table: what each row shows, and what its changes would do.

A row holds texts only, as a browser or a spreadsheet sends them. A cell left as it was shown changes nothing,
so that what a row does not show is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

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
_NEW = {"kind": ServiceKind.OTHER.value, "fee": FeeKind.UNKNOWN.value, "status": ServiceStatus.ACTIVE.value}
# The way a service's times and place are told in its row, where it has several.
_PLACE_OF_OTHERS = {ChannelKind.ONLINE: gettext_lazy("online"), ChannelKind.PHONE: gettext_lazy("by phone")}
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
        return replace(self, outcome="wrong", errors={**self.errors, column: reason})


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
        self.places = places_to_choose(organisation, references, language=language)

    def shown(self) -> list[dict[str, str]]:
        """Every service as a row of cells, with its id and the version that is shown."""
        return [self._with_key(service, service_facts(service)) for service in self.services.values()]

    def blank(self) -> dict[str, str]:
        """A row for a new service."""
        return dict(_NEW_CELLS)

    def _with_key(self, service: Service, facts: ServiceFacts) -> dict[str, str]:
        return {"uid": str(service.uid), "version": service.changed.isoformat(), **self.cells(facts)}

    def cells(self, facts: ServiceFacts) -> dict[str, str]:
        way = facts.channels[0] if facts.channels else None
        return {
            "name": facts.name.get(self.language) or next(iter(facts.name.values()), ""),
            "kind": facts.kind,
            "times": schedule_text(way.schedules, self.language, today=self.today) if way else "",
            "place": way.location if way else "",
            "fee": facts.fee,
            "fee_text": facts.fee_text.get(self.language, ""),
            "status": facts.status,
        }

    def place_words(self, facts: ServiceFacts) -> str:
        """Where a service is when it is not at a place that can be chosen."""
        kind = facts.channels[0].kind if facts.channels else ""
        return str(_PLACE_OF_OTHERS.get(cast("ChannelKind", kind), ""))

    def plan(self, sent: Iterable[Cells]) -> list[Planned]:
        """What each row would do; rows without anything in them are passed over."""
        planned: list[Planned] = []
        seen: set[str] = set()
        for cells in sent:
            clean = {name: str(value).strip()[: _LONGEST + 1] for name, value in cells.items()}
            if not clean.get("uid") and not any(clean.get(name) for name in ("name", "times", "place", "fee_text")):
                continue
            one = self._plan_one(clean)
            if clean.get("uid") and clean["uid"] in seen:
                one = one.wrong("", _("This activity is in two rows. Leave the id empty in the one that is new."))
            seen.add(clean.get("uid", ""))
            planned.append(one)
        return planned

    def _plan_one(self, cells: dict[str, str]) -> Planned:
        if not cells.get("uid"):
            blank = ServiceFacts(source="", source_id="", organisation=f"{UID}{self.organisation.uid}", name={})
            return self._apply(Planned({**_NEW_CELLS, **cells}, "new"), blank, _NEW_CELLS | self.cells(blank))
        uid = read_uid(cells["uid"])
        service = self.services.get(uid) if uid else None
        if service is None:
            reason = _("This activity is not here any more. To add it as a new one, leave its id empty.")
            return Planned(cells, "wrong", errors={"": reason})
        seen = parse_datetime(cells.get("version", ""))
        now_facts = service_facts(service)
        is_old = seen is None or seen < service.changed
        base = cast("ServiceFacts", facts_at(service, seen)) if is_old and seen else now_facts
        planned = self._apply(Planned(cells, "changed", service), base, self.cells(base))
        if is_old and planned.outcome == "changed":
            return self._stale(planned, now_facts)
        return planned

    def _stale(self, planned: Planned, facts: ServiceFacts) -> Planned:
        """Someone has changed the service since the row was shown: tell what stands there now, save nothing."""
        present = self.cells(facts)
        touched = {change.column: change for change in planned.changes}
        said = "; ".join(
            f"{COLUMNS[name]}: {self.in_words(name, present[name]) or '–'}"
            for name in COLUMNS
            if str(COLUMNS[name]) in touched
        )
        reason = _("Someone has changed this activity meanwhile. It now says: %(now)s.") % {"now": said}
        version = planned.service.changed.isoformat() if planned.service else ""
        return replace(planned, outcome="stale", errors={"": reason}, cells={**planned.cells, "version": version})

    def in_words(self, column: str, value: str) -> str:
        """A cell's value as people read it."""
        if column == "place":
            return self.places.get(value, value)
        return str(dict(CHOICES[column]).get(value, value)) if column in CHOICES else value

    def _apply(self, planned: Planned, base: ServiceFacts, shown: Cells) -> Planned:
        sent = {name: value for name, value in planned.cells.items() if name in COLUMNS}
        # A choice left empty is one not made.
        cells = {**shown, **{name: value for name, value in sent.items() if value or name not in CHOICES}}
        touched = [name for name in COLUMNS if cells[name] != shown[name]]
        errors: dict[str, str] = {}
        facts = base
        for name in ("name", "fee_text", "kind", "fee", "status"):
            if name in touched:
                facts, error = self._set(facts, name, cells[name])
                errors |= {name: error} if error else {}
        if "times" in touched or "place" in touched:
            facts, found = self._set_way(facts, cells, touched)
            errors |= found
        if not cells["name"]:
            errors["name"] = _("The name is missing.")
        if errors:
            return replace(planned, outcome="wrong", errors=errors)
        if not touched and planned.outcome != "new":
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
        self, facts: ServiceFacts, cells: Cells, touched: Sequence[str]
    ) -> tuple[ServiceFacts, dict[str, str]]:
        """Times and place of the first way to take part; further ways stay as they are."""
        errors: dict[str, str] = {}
        first = facts.channels[0] if facts.channels else None
        place = self._place(cells["place"]) if "place" in touched else (first.location if first else "")
        if place is None:
            errors["place"] = _("We do not know the place ”%(place)s”. Add it on the page of places first.") % {
                "place": cells["place"]
            }
        read = parse_schedule(cells["times"], self.language, today=self.today, before=first.schedules if first else ())
        if not read:
            errors["times"] = read.problem
        is_elsewhere = first is not None and first.kind != ChannelKind.PLACE
        if read.schedules and not place and not is_elsewhere and not errors:
            errors["place"] = _("Choose the place too, so that people know where to come.")
        if errors:
            return facts, errors
        if not place and not is_elsewhere:
            return replace(facts, channels=facts.channels[1:]), {}
        kind = ChannelKind.PLACE.value if place else (first.kind if first else ChannelKind.PLACE.value)
        way = replace(first or ChannelFacts(kind=kind), kind=kind, location=place or "", schedules=read.schedules)
        return replace(facts, channels=(way, *facts.channels[1:])), {}

    def _place(self, value: str) -> str | None:
        """The place a cell means, by its reference or by its name and address; `None` when there is none."""
        if not value or value in self.places:
            return value
        wanted = value.casefold()
        found = [
            key for key, label in self.places.items() if wanted in {label.casefold(), label.split(",")[0].casefold()}
        ]
        return found[0] if len(found) == 1 else None


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
