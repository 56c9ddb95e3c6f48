"""The published directory as tables: one for organisations, one for what they do, one for where."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from raitti.core.languages import CONTENT_CODES
from raitti.core.texts import versions
from raitti.directory.models import Location, Organisation, Service
from raitti.exchange.hsds import selecting

_PAGE = 500
_LONGEST_CELL = 32_000
# What a spreadsheet would take for a formula, unless it is a telephone number or another number.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-][\d ().,/-]*")
_COMMON = ("source", "source_id", "uid")


@dataclass(frozen=True)
class Sheet:
    """A table: its name, its columns and its rows. The headers are those `raitti import organisations` knows."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Mapping[str, Any]]


def _in_all(*fields: str) -> tuple[str, ...]:
    return tuple(f"{field}.{code}" for field in fields for code in CONTENT_CODES)


ORGANISATION = (
    "id", "name", *_in_all("name"), "kind", "status", "business_id", "register_number", "parent",
    "founded_year", "home_municipality", "operating_areas", "topics", "target_groups", "languages", "website",
    "email", "phone", *_in_all("summary", "description"), "alternative_names", "verified_on", *_COMMON,
)  # fmt: skip
SERVICE = (
    "id", "organisation", "organisation_name", "name", *_in_all("name"), "kind", "format", "status", "topics",
    "target_groups", "languages", "areas", "min_age", "max_age", "fee", "website", "places", "times",
    *_in_all("summary", "description", "eligibility", "fee_text"), "verified_on", *_COMMON,
)  # fmt: skip
LOCATION = (
    "id", "organisation", "name", *_in_all("name"), "street", "postal_code", "city", "municipality", "latitude",
    "longitude", *_in_all("description", "directions"), "verified_on", *_COMMON,
)  # fmt: skip


def sheets_of(only: QuerySet[Organisation] | None) -> dict[str, Sheet]:
    """The tables of the published directory, or of some organisations in it."""
    organisations, services, locations = selecting.organizations(), selecting.services(), selecting.locations()
    if only is not None:
        organisations, services = organisations.filter(pk__in=only), services.filter(organisation__in=only)
        locations = locations.filter(Q(organisation__in=only) | Q(channels__service__in=services)).distinct()
    return {
        "organisations": Sheet("organisations", ORGANISATION, _rows(organisations, _organisation)),
        "services": Sheet("services", SERVICE, _rows(services, _service)),
        "locations": Sheet("locations", LOCATION, _rows(locations, _location)),
    }


def _rows(found: QuerySet[Any], shape: Any) -> Iterator[Mapping[str, Any]]:
    for row in found.order_by("pk").iterator(chunk_size=_PAGE):
        yield shape(row)


def _texts(row: Any, *fields: str) -> dict[str, str]:
    return {f"{field}.{code}": text for field in fields for code, text in versions(getattr(row, field)).items()}


def _common(row: Any) -> dict[str, Any]:
    own = f"{row.source}:{row.source_id}" if row.source_id else str(row.uid)
    return {
        "id": own,
        "name": str(row),
        "source": row.source,
        "source_id": row.source_id,
        "uid": str(row.uid),
        "verified_on": row.verified_on,
    }


def _codes(areas: Iterable[Any]) -> str:
    return "; ".join(sorted(str(area) for area in areas))


def _topics(topics: Iterable[Any]) -> str:
    return "; ".join(sorted(topic.uri for topic in topics))


def _organisation(row: Organisation) -> dict[str, Any]:
    return (
        _common(row)
        | _texts(row, "name", "summary", "description")
        | {
            "kind": row.kind,
            "status": row.status,
            "business_id": row.business_id,
            "register_number": row.register_number,
            "parent": str(row.parent) if row.parent else "",
            "founded_year": row.founded_year,
            "home_municipality": str(row.home_municipality or ""),
            "operating_areas": _codes(row.operating_areas.all()),
            "topics": _topics(row.topics.all()),
            "target_groups": _topics(row.target_groups.all()),
            "languages": "; ".join(row.languages),
            "website": row.website,
            "email": row.email,
            "phone": row.phone,
            "alternative_names": "; ".join(row.alternative_names),
        }
    )


def _service(row: Service) -> dict[str, Any]:
    ways = list(row.channels.all())
    times = [schedule for way in ways for schedule in way.schedules.all()]
    return (
        _common(row)
        | _texts(row, "name", "summary", "description", "eligibility", "fee_text")
        | {
            "organisation": str(row.organisation.uid),
            "organisation_name": str(row.organisation),
            "kind": row.kind,
            "format": row.format,
            "status": row.status,
            "topics": _topics(row.topics.all()),
            "target_groups": _topics(row.target_groups.all()),
            "languages": "; ".join(row.languages),
            "areas": _codes(row.areas.all()),
            "min_age": row.min_age,
            "max_age": row.max_age,
            "fee": row.fee,
            "website": row.website,
            "places": "; ".join(str(way.location or way.url or way.phone) for way in ways),
            "times": "; ".join(_time(schedule) for schedule in times),
        }
    )


def _time(schedule: Any) -> str:
    hours = f" {schedule.opens:%H:%M}–{schedule.closes:%H:%M}" if schedule.opens and schedule.closes else ""
    return f"{schedule.starts_on.isoformat()}{hours} {schedule.rrule}".strip()


def _location(row: Location) -> dict[str, Any]:
    return (
        _common(row)
        | _texts(row, "name", "description", "directions")
        | {
            "organisation": str(row.organisation or "") if _is_shown(row.organisation) else "",
            "street": row.street,
            "postal_code": row.postal_code,
            "city": row.city,
            "municipality": str(row.municipality or ""),
            "latitude": row.latitude,
            "longitude": row.longitude,
        }
    )


def _is_shown(organisation: Organisation | None) -> bool:
    return organisation is not None and organisation.publication == "published"


def _harmless(value: Any) -> Any:
    """A text that no spreadsheet takes for a formula."""
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.startswith(_FORMULA) and not _NUMBER.fullmatch(value) else value


def as_csv(sheet: Sheet) -> bytes:
    """A table as CSV in UTF-8 with its mark, so that Excel reads ä and ö."""
    text = io.StringIO()
    writer = csv.DictWriter(text, sheet.columns, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for row in sheet.rows:
        writer.writerow({key: _harmless(value) for key, value in row.items()})
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """Tables as the sheets of a workbook; every text is a text, never a formula."""
    # Taken in here, for it takes 35 MB that a process which only answers pages can do without.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "C2"
        page.append([_cell(page, name, bold=True) for name in sheet.columns])
        for row in sheet.rows:
            page.append([_cell(page, row.get(name)) for name in sheet.columns])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _cell(page: Any, value: Any, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST_CELL]
    cell = WriteOnlyCell(page, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
