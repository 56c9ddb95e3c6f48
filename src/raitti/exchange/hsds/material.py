"""The way from an HSDS file, folder or service to rows."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from raitti.exchange.hsds.bundle import Bundle
from raitti.exchange.hsds.records import SOURCE, HsdsReader
from raitti.exchange.hsds.tables import read_package
from raitti.exchange.hsds.web import walk
from raitti.exchange.known import Known
from raitti.exchange.reading import read_json
from raitti.exchange.rows import Material, Place, Refusal, Unreadable, Wrong


def read_hsds(address: str, *, limit: int, source: str = SOURCE, language: str = "") -> Material:
    """The rows of an HSDS JSON file, folder of tables, or service.

    `source` is the name the ids are kept under; `language` the one of texts that do not say theirs
    (else the package's own, else English). Raises `Unreadable`.
    """
    if "://" in address:
        bundle = _from_web(address, limit=limit)
    elif Path(address).is_dir():
        bundle = read_package(Path(address), limit=limit)
    else:
        path = Path(address)
        bundle = Bundle()
        _add_all(read_json(path, limit=limit), path.name, bundle)
    if not len(bundle) and not bundle.remarks:
        raise Unreadable(_("There are no organisations or services in it."), place=Place(file=address))
    reader = HsdsReader(bundle, Known(), source=source, language=language, keeps_ptv_ids=True)
    return Material(items=reader.rows(), total=len(bundle) + len(bundle.remarks))


def _from_web(address: str, *, limit: int) -> Bundle:
    bundle = Bundle(may_repeat=True)
    for name, number, record in walk(address, limit=limit):
        _add(record, Place(file=name, row=number), address, bundle)
    return bundle


def _add_all(data: Any, name: str, bundle: Bundle) -> None:
    """A page, a list or one record."""
    if isinstance(data, Mapping) and isinstance(data.get("contents"), list):
        data = data["contents"]
    alone = not isinstance(data, list)
    for number, record in enumerate([data] if alone else data, 1):
        _add(record, Place(file=name, row=None if alone else number), name, bundle)


def _add(record: Any, place: Place, unit: str, bundle: Bundle) -> None:
    if not isinstance(record, Mapping):
        reason = _("This is not a record: there should be an object here.")
        bundle.remarks.append(Refusal(unit=unit, place=place, reason=reason))
        return
    try:
        bundle.add_document(record, place, unit)
    except Wrong as wrong:
        bundle.remarks.append(Refusal(unit=unit, place=place, column=wrong.column, reason=wrong.reason))
