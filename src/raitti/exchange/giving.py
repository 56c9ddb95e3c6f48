"""Published entries as one file: for one organisation, a region, or all."""

import io
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.core.management.base import CommandError, CommandParser
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from raitti.core.models import Slug
from raitti.directory.models import Organisation, Portal
from raitti.directory.queries import organisations
from raitti.exchange.hsds.package import write_package
from raitti.exchange.spreadsheet.tables import as_csv, as_xlsx, sheets_of


@dataclass(frozen=True)
class Format:
    name: str | Promise
    ending: str
    media_type: str


FORMATS = {
    "xlsx": Format(
        _("Spreadsheet (XLSX): the page, activities and places"),
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "csv": Format(_("Table of activities (CSV)"), "csv", "text/csv; charset=utf-8"),
    "hsds": Format(_("Open Referral HSDS 3.0 (ZIP), for other services"), "zip", "application/zip"),
}


def file_of(only: QuerySet[Organisation] | None, form: str, *, now: datetime, table: str = "services") -> bytes:
    """The published entries of some organisations, or of all, in one of `FORMATS`; `table` says which as CSV."""
    if form == "hsds":
        return _zipped(only, now=now)
    sheets = sheets_of(only)
    return as_xlsx(sheets.values()) if form == "xlsx" else as_csv(sheets[table])


def _zipped(only: QuerySet[Organisation] | None, *, now: datetime) -> bytes:
    made = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "hsds"
        write_package(package, now=now, only=only)
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(package.iterdir()):
                archive.write(path, f"hsds/{path.name}")
    return made.getvalue()


def add_choices(parser: CommandParser) -> None:
    """The options by which an export is narrowed."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--organisation", metavar="SLUG|UID", help="only this organisation and what it does")
    which.add_argument("--portal", metavar="KEY", help="only the region of this portal")


def chosen(*, organisation: str | None, portal: str | None) -> QuerySet[Organisation] | None:
    """The organisations an export was narrowed to; `None` for all. Raises `CommandError`."""
    if organisation:
        found = _organisation(organisation)
        if not found.exists():
            raise CommandError(gettext("There is no published organisation “%s”.") % organisation)
        return found
    if portal:
        row = Portal.objects.filter(key=portal).first()
        if row is None:
            keys = ", ".join(Portal.objects.order_by("key").values_list("key", flat=True))
            sentence = gettext("There is no portal “%(key)s”; there are: %(keys)s.")
            raise CommandError(sentence % {"key": portal, "keys": keys})
        return organisations(row)
    return None


def _organisation(name: str) -> QuerySet[Organisation]:
    try:
        return Organisation.objects.visible_to(None).filter(uid=UUID(name))
    except ValueError:
        ids = Slug.objects.filter(kind="organisation", slug=name).values_list("object_id", flat=True)[:1]
        return Organisation.objects.visible_to(None).filter(pk__in=list(ids))
