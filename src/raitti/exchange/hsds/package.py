"""The directory as HSDS's tabular data package: one CSV table for each kind of record, and what binds them."""

import csv
import json
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from raitti.core.slugs import former_words
from raitti.directory.models import THINGS, Organisation, Topic, Vocabulary
from raitti.exchange.hsds import selecting
from raitti.exchange.hsds.columns import TABLES
from raitti.exchange.hsds.details import DETAILS_TAXONOMY, child_id
from raitti.exchange.hsds.writing import Record, Writer
from raitti.exchange.rows import Unreadable

# Where a nested list of records goes, and the column in which it names the thing it belongs to.
_CHILDREN = {
    "phones": "phone",
    "contacts": "contact",
    "schedules": "schedule",
    "addresses": "address",
    "languages": "language",
    "accessibility": "accessibility",
    "service_areas": "service_area",
    "organization_identifiers": "organization_identifier",
}
_PAGE = 500
_LANGUAGE = "fi"


def write_package(
    folder: Path,
    *,
    now: datetime,
    only: QuerySet[Organisation] | None = None,
    told: Callable[[], None] = lambda: None,
) -> dict[str, int]:
    """Write the published directory into a folder, whole or not at all; the number of rows by table.

    `only` narrows it to these organisations with what they do and the places they do it in.
    An earlier package in the folder is replaced. Raises `Unreadable` for a folder with other things in it.
    """
    folder = folder.resolve()
    if folder.exists() and not folder.is_dir():
        raise Unreadable(_("%s is a file, not a folder.") % folder)
    if folder.exists() and any(folder.iterdir()) and not (folder / "datapackage.json").is_file():
        raise Unreadable(_("%s holds other files; choose an empty folder.") % folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        counts = _fill(building, now=now, only=only, told=told)
        building.chmod(0o755)
        old = building.with_name(f"{building.name}-old")
        if folder.exists():
            folder.rename(old)
        building.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return counts


@transaction.atomic
def _fill(
    folder: Path, *, now: datetime, only: QuerySet[Organisation] | None, told: Callable[[], None]
) -> dict[str, int]:
    tables = _Tables(folder)
    writer = Writer(_LANGUAGE, former={kind: former_words(kind) for kind in THINGS})
    organizations, services = selecting.organizations(), selecting.services()
    others = selecting.locations().filter(organisation=None)
    if only is not None:
        organizations, services = organizations.filter(pk__in=only), services.filter(organisation__in=only)
        others = selecting.locations().exclude(organisation__in=only).filter(channels__service__in=services).distinct()
    try:
        for organisation in organizations.order_by("id").iterator(chunk_size=_PAGE):
            record = writer.organization(organisation, parts=True)
            for location in record.pop("locations", []):
                tables.add("location", location)
            tables.add("organization", record)
            told()
        for location in others.order_by("id").iterator(chunk_size=_PAGE):
            # The package names no organisation that is not in it.
            tables.add("location", writer.location(location) | {"organization_id": ""})
        for service in services.order_by("id").iterator(chunk_size=_PAGE):
            _add_service(tables, writer.service(service, full=True, nested=True), str(service.organisation.uid))
            told()
        _add_taxonomies(tables, writer)
        language = {"id": child_id(DETAILS_TAXONOMY["id"], "language"), "name": "Texts", "language": _LANGUAGE}
        tables.add("meta_table_description", language | {"character_set": "UTF-8"})
    finally:
        tables.close()
    package = {
        "name": "human_services_data",
        "title": "Raitti: associations, services and places",
        "description": "Published entries of the directory. Contacts that are not public are left out.",
        "profile": "tabular-data-package",
        "version": "3.0.0",
        "created": now.isoformat(timespec="seconds"),
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": [_resource(name, table) for name, table in TABLES.items() if tables.counts[name]],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    return dict(tables.counts)


def _add_service(tables: "_Tables", record: Record, organisation: str) -> None:
    ways = record.pop("service_at_locations", [])
    # A number that belongs to one way stands there; the row names the service besides.
    record["phones"] = []
    for way in ways:
        location = way.pop("location")
        if location["location_type"] == "virtual":
            tables.add("location", location | {"organization_id": organisation})
        way["location_id"] = location["id"]
        way["service_id"] = record["id"]
        way["phones"] = [phone | {"service_id": record["id"]} for phone in way.get("phones", [])]
    tables.add("service", record | {"organization_id": organisation})
    for way in ways:
        tables.add("service_at_location", way)


def _add_taxonomies(tables: "_Tables", writer: Writer) -> None:
    tables.add("taxonomy", DETAILS_TAXONOMY)
    for term in tables.detail_terms.values():
        tables.add("taxonomy_term", term | {"taxonomy_id": DETAILS_TAXONOMY["id"]})
    for vocabulary in Vocabulary.objects.order_by("key"):
        tables.add("taxonomy", writer.taxonomy(vocabulary))
    codes: set[str] = set()
    topics = Topic.objects.select_related("vocabulary").prefetch_related("broader").order_by("id")
    for topic in topics.iterator(chunk_size=_PAGE):
        term = writer.term(topic, parent=next(iter(topic.broader.all()), None))
        # The package wants codes unique over all taxonomies.
        if term.get("code") in codes:
            del term["code"]
        codes.add(term.get("code", ""))
        tables.add("taxonomy_term", term)


class _Tables:
    """CSV files open for writing, one for each table that has a row."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writers: dict[str, Any] = {}
        self._files: list[Any] = []
        self._seen: set[str] = set()
        self.counts: dict[str, int] = defaultdict(int)
        self.detail_terms: dict[str, Record] = {}

    def add(self, table: str, record: Record, **owner: str) -> None:
        """Write a record's row, and the rows of everything nested in it."""
        if record["id"] in self._seen:
            return
        self._seen.add(record["id"])
        columns = TABLES[table].columns
        self._writer(table).writerow({name: record.get(name, owner.get(name, "")) for name in columns})
        self.counts[table] += 1
        for key, child in _CHILDREN.items():
            for each in record.get(key, []):
                self.add(child, each, **{f"{table}_id": record["id"]})
        self._add_attributes(record.get("attributes", []))

    def _add_attributes(self, found: Iterable[Record]) -> None:
        for each in found:
            term = each["taxonomy_term"]
            if each["link_type"] == "detail":
                self.detail_terms.setdefault(term["id"], term)
            self.add(
                "attribute", {k: v for k, v in each.items() if k != "taxonomy_term"} | {"taxonomy_term_id": term["id"]}
            )

    def _writer(self, table: str) -> Any:
        if table not in self._writers:
            file = (self._folder / TABLES[table].file).open("w", encoding="utf-8", newline="")
            self._files.append(file)
            writer = csv.DictWriter(file, TABLES[table].columns, extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            self._writers[table] = writer
        return self._writers[table]

    def close(self) -> None:
        for file in self._files:
            file.flush()
            os.fsync(file.fileno())
            file.close()


def _resource(name: str, table: Any) -> dict[str, Any]:
    fields = [{"name": column, "type": table.types.get(column, "string")} for column in table.columns]
    for each in fields:
        each["constraints"] = {"required": each["name"] in table.required}
    return {
        "name": name,
        "path": table.file,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": "id"},
    }
