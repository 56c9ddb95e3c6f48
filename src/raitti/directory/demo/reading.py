"""Reading the invented associations from their files, strictly: a slip is told with file and id."""

import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from pathlib import Path
from typing import Any

from raitti.directory.actions.own_topics import own_uri
from raitti.directory.facts import (
    ChannelFacts,
    ContactFacts,
    LocationFacts,
    OrganisationFacts,
    ScheduleFacts,
    ServiceFacts,
)

SOURCE = "demo"
FOLDER = Path(__file__).resolve().parents[1] / "data" / "demo"
_ORGANISATION = {
    *("id", "kind", "name", "alternative_names", "summary", "description", "home", "areas", "founded", "topics"),
    *("target_groups", "languages", "website", "email", "phone", "contact_role", "verified", "location", "service"),
}
_LOCATION = {
    *("id", "name", "description", "street", "postal_code", "city", "municipality", "latitude", "longitude"),
    *("accessibility", "accessibility_note", "directions"),
}
_SERVICE = {
    *("id", "name", "kind", "format", "summary", "description", "eligibility", "min_age", "max_age", "fee"),
    *("fee_text", "languages", "topics", "target_groups", "channels", "schedule", "areas", "alternative_names"),
}
_CHANNEL = {"kind", "location", "url", "phone", "note"}
_SCHEDULE = {"channel", "starts_on", "opens", "closes", "rrule", "except", "note"}


class DemoFault(ValueError):
    """A slip in the demo's own files: a sentence naming the file and the id."""


@dataclass(frozen=True)
class DemoOrganisation:
    """One invented organisation with its places and what it does; `file` is where it is written."""

    file: str
    organisation: OrganisationFacts
    locations: tuple[LocationFacts, ...]
    services: tuple[ServiceFacts, ...]


def read_organisations(folder: Path = FOLDER) -> list[DemoOrganisation]:
    """All organisations of a folder's files, in order. Raises `DemoFault`; ids must be unique across files."""
    found: list[DemoOrganisation] = []
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise DemoFault(f"{path.name} cannot be read: {error}.") from error
        for row in data.get("organisation", ()):
            one = _organisation(path.name, row)
            for name in _names(one):
                if name in seen:
                    raise DemoFault(f"{path.name}: there is a {name} in {seen[name]} already.")
                seen[name] = path.name
            found.append(one)
    places = {place.source_id for one in found for place in one.locations}
    for one in found:
        for service in one.services:
            for channel in service.channels:
                if channel.location and channel.location not in places:
                    raise DemoFault(f"{one.file}: {service.source_id} is at {channel.location}, which is no place.")
    return found


def _names(one: DemoOrganisation) -> list[str]:
    places = [f"place {place.source_id}" for place in one.locations]
    services = [f"service {service.source_id}" for service in one.services]
    return [f"organisation {one.organisation.source_id}", *places, *services]


def _organisation(file: str, row: Mapping[str, Any]) -> DemoOrganisation:
    where = f"{file}: {row.get('id', 'an organisation without an id')}"
    _check(where, row, _ORGANISATION, needed=("id", "kind", "name", "summary", "home", "topics"))
    return _reading(
        where,
        lambda: DemoOrganisation(
            file=file,
            organisation=OrganisationFacts(
                source=SOURCE,
                source_id=row["id"],
                name=row["name"],
                kind=row["kind"],
                alternative_names=tuple(row.get("alternative_names", ())),
                summary=row["summary"],
                description=row.get("description", {}),
                home_municipality=row["home"],
                operating_areas=tuple(row.get("areas", ())),
                founded_year=row.get("founded"),
                **_described(row),
                website=row.get("website", ""),
                email=row.get("email", ""),
                phone=row.get("phone", ""),
                contacts=_contacts(row),
                verified_on=row.get("verified"),
                is_example=True,
            ),
            locations=tuple(_location(file, row["id"], each) for each in row.get("location", ())),
            services=tuple(_service(file, row["id"], each) for each in row.get("service", ())),
        ),
    )


def _location(file: str, organisation: str, row: Mapping[str, Any]) -> LocationFacts:
    where = f"{file}: {row.get('id', f'a place of {organisation} without an id')}"
    _check(where, row, _LOCATION, needed=("id", "name", "municipality"))
    plain = {name: value for name, value in row.items() if name != "id"}
    return LocationFacts(source=SOURCE, source_id=row["id"], organisation=organisation, **plain)


def _service(file: str, organisation: str, row: Mapping[str, Any]) -> ServiceFacts:
    where = f"{file}: {row.get('id', f'a service of {organisation} without an id')}"
    _check(where, row, _SERVICE, needed=("id", "name", "kind", "topics"))
    schedules: dict[int, list[ScheduleFacts]] = {}
    channels = row.get("channels", [])
    for each in row.get("schedule", ()):
        _check(where, each, _SCHEDULE, needed=("channel", "starts_on"))
        if not 0 <= each["channel"] < len(channels):
            raise DemoFault(f"{where} has times for channel {each['channel']}, which is not there.")
        schedules.setdefault(each["channel"], []).append(_reading(where, partial(_schedule, each)))
    for channel in channels:
        _check(where, channel, _CHANNEL, needed=("kind",))
    same = ("name", "kind", "format", "summary", "description", "eligibility", "min_age", "max_age", "fee", "fee_text")
    return ServiceFacts(
        source=SOURCE,
        source_id=row["id"],
        organisation=organisation,
        channels=tuple(
            ChannelFacts(**channel, schedules=tuple(schedules.get(index, ()))) for index, channel in enumerate(channels)
        ),
        alternative_names=tuple(row.get("alternative_names", ())),
        areas=tuple(row.get("areas", ())),
        **_described(row),
        **{name: row[name] for name in same if name in row},
    )


def _schedule(row: Mapping[str, Any]) -> ScheduleFacts:
    return ScheduleFacts(
        starts_on=_day(row["starts_on"]),
        opens=time.fromisoformat(row["opens"]) if "opens" in row else None,
        closes=time.fromisoformat(row["closes"]) if "closes" in row else None,
        rrule=row.get("rrule", ""),
        except_dates=tuple(_day(day) for day in row.get("except", ())),
        note=row.get("note", {}),
    )


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _contacts(row: Mapping[str, Any]) -> tuple[ContactFacts, ...]:
    if "contact_role" not in row:
        return ()
    reach = {"email": row.get("email", ""), "phone": row.get("phone", "")}
    return (ContactFacts(role=row["contact_role"], **reach, is_public=True),)


def _described(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "topics": tuple(own_uri(key) for key in row.get("topics", ())),
        "target_groups": tuple(own_uri(key) for key in row.get("target_groups", ())),
        "languages": tuple(row.get("languages", ())),
    }


def _check(where: str, row: Mapping[str, Any], known: Collection[str], *, needed: Collection[str]) -> None:
    for name in row:
        if name not in known:
            raise DemoFault(f"{where} says “{name}”, which means nothing here.")
    for name in needed:
        if not row.get(name) and row.get(name) != 0:
            raise DemoFault(f"{where} lacks “{name}”.")


def _reading(where: str, read: Callable[[], Any]) -> Any:
    try:
        return read()
    except (TypeError, ValueError, KeyError) as error:
        if isinstance(error, DemoFault):
            raise
        raise DemoFault(f"{where} cannot be read: {error}.") from error
