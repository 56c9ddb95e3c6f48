"""Finding PTV's records in a file or folder, whichever of its forms they have, and sorting them by what they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from raitti.exchange.reading import check_size, json_files, read_json
from raitti.exchange.rows import Note, Place, Refusal, Unreadable

ORGANISATION, SERVICE, LOCATION, CHANNEL, GENERAL = "organisation", "service", "location", "channel", "general"
# The kind of a flat record by fields that only it has.
_FLAT = (
    ("serviceToOrganization", SERVICE),
    ("organizationType", ORGANISATION),
    ("visitAddress", LOCATION),
    ("statutory", GENERAL),
)
_FLAT_CHANNELS = ("phoneServiceChannelType", "requiresAuthentication", "links", "URL")
_OPEN = (
    ("organizationNames", ORGANISATION),
    ("serviceChannelNames", CHANNEL),
    ("serviceNames", SERVICE),
    ("names", GENERAL),
)


@dataclass(frozen=True)
class Record:
    """One record, where it stood, and the unit (file) it belongs to."""

    data: Mapping[str, Any]
    place: Place
    unit: str


@dataclass
class Gathered:
    """Records by kind: `open` in the open API's form, `flat` in the older one."""

    open: dict[str, list[Record]] = field(default_factory=dict)
    flat: dict[str, list[Record]] = field(default_factory=dict)
    remarks: list[Note | Refusal] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(len(records) for form in (self.open, self.flat) for records in form.values())


def gather(path: Path, *, limit: int) -> Gathered:
    """All records of a file, or of a folder and its subfolders. A broken file of a folder is refused by itself."""
    gathered = Gathered()
    if path.is_dir():
        files = json_files(path)
        if not files:
            raise Unreadable(_("There is no .json file in the folder."), place=Place(file=path.name))
        for file in files:
            name = file.relative_to(path).as_posix()
            try:
                _sort_file(read_json(file, limit=limit), name, gathered)
            except Unreadable as broken:
                place = Place(file=name, row=broken.place.row if broken.place else None)
                gathered.remarks.append(Refusal(unit=name, place=place, reason=broken.reason))
    else:
        check_size(path, limit=limit)
        _sort_file(read_json(path, limit=limit), path.name, gathered)
    if not len(gathered) and not any(isinstance(remark, Refusal) for remark in gathered.remarks):
        raise Unreadable(
            _("Nothing here looks like PTV's organisations, services or channels."), place=Place(file=path.name)
        )
    return gathered


def _sort_file(data: Any, name: str, gathered: Gathered) -> None:
    alone = isinstance(data, Mapping) and "itemList" not in data
    unknown = 0
    for number, each in _records(data):
        place = Place(file=name, row=None if alone else number)
        if not isinstance(each, Mapping):
            reason = _("This is not a record: there should be an object here.")
            gathered.remarks.append(Refusal(unit=name, place=place, reason=reason))
            continue
        form, kind = _kind_of(each)
        if not kind:
            unknown += 1
            continue
        store = gathered.open if form == "open" else gathered.flat
        store.setdefault(kind, []).append(Record(each, place, name))
    if unknown:
        text = _("%d records are not organisations, services or channels of PTV and were passed over.") % unknown
        gathered.remarks.append(Note(text=text, place=Place(file=name)))


def _records(data: Any) -> Iterator[tuple[int, Any]]:
    """A record alone, a list of them, or a page of the open API."""
    if isinstance(data, Mapping):
        data = data.get("itemList", [data])
    yield from enumerate(data if isinstance(data, list) else [data], 1)


def _kind_of(record: Mapping[str, Any]) -> tuple[str, str]:
    for key, kind in _OPEN:
        if isinstance(record.get(key), list):
            return "open", kind
    for key, kind in _FLAT:
        if key in record:
            return "flat", kind
    if any(key in record for key in _FLAT_CHANNELS):
        return "flat", CHANNEL
    return "", ""
