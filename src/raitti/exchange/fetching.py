"""Fetching another HSDS service's entries: all of them the first time, afterwards what has changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

from raitti.exchange.hsds.bundle import Bundle, kind_of
from raitti.exchange.posting import Answer, Unfit, Unreached, call
from raitti.exchange.reading import MEGABYTE, parse_json
from raitti.exchange.rows import Place, Refusal, Unreadable, Wrong
from raitti.exchange.unfetched import Unfetched
from raitti.exchange.values import items_of

# What the standard calls them, and what we do.
KINDS = {"organization": "organisation", "service": "service", "location": "location"}
_PER_PAGE = 100
MOST_PAGES = 400
MOST_BYTES = 128 * MEGABYTE
_PAGE_BYTES = 16 * MEGABYTE
_PAGE_SECONDS = 60
_NOT_MODIFIED = 304
_ORGANISATIONS = {"full": "true", "full_service": "true"}
_SERVICES = {"full": "true"}
# Under which name it is kept, among the validators, what the source can do and when it told everything last.
_SOURCE = "source"
# How long only changes are asked for; what a source does not call a change is noticed after that.
_WHOLE_EVERY = timedelta(days=7)
_OVERLAP = timedelta(seconds=2)


@dataclass
class Fetched:
    """What is new, and the ids of everything the source has now, by kind.

    `validators` is to be kept when all of it has been taken in, and given to the next fetching.
    """

    bundle: Bundle = field(default_factory=lambda: Bundle(may_repeat=True))
    ids: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in KINDS.values()})
    # The organisations that were told of as a whole, and not only in passing by what they do.
    whole: set[str] = field(default_factory=set)
    validators: dict[str, Any] = field(default_factory=dict)
    # Only what changed was asked for: places that are not told of may still be there.
    is_partial: bool = False
    # When the source began to answer, by its own clock; empty when it does not say.
    moment: str = ""
    pages: int = 0
    unchanged_pages: int = 0
    bytes_read: int = 0


def fetch(address: str, *, validators: dict[str, Any], now: datetime) -> Fetched:
    """Walk the pages of an HSDS service, asking only for what differs from last time.

    A source that says it can tell of changed organisations, as ours does, is asked for changes and for the ids of
    everything; once a week, and of any other source, all pages are walked. A page says that it is as before by its ETag
    or Last-Modified; what stood on it is remembered by id. Raises `Unfetched`.
    """
    base = address.partition("?")[0].rstrip("/")
    known = validators.get(_SOURCE, {})
    if (
        known.get("tells_changes")
        and known.get("moment")
        and now - datetime.fromisoformat(known["whole"]) < _WHOLE_EVERY
    ):
        found = _changes(base, known, validators)
    else:
        found = _everything(base, known, validators)
        found.validators[_SOURCE] |= {"tells_changes": _tells_changes(base, found), "whole": now.isoformat()}
    if not found.ids["organisation"] and not found.ids["service"]:
        raise Unfetched("empty")
    return found


def _everything(base: str, known: dict[str, Any], validators: dict[str, Any]) -> Fetched:
    found = Fetched()
    for record in _pages(f"{base}/organizations", dict(_ORGANISATIONS), validators, found):
        found.whole.add(str(record.get("id", "")))
        _take(record, found, base)
    wanted = dict(_SERVICES)
    # Without them here, only the whole list of services tells which of them are still there.
    if found.ids["service"] and known.get("moment"):
        wanted["modified_after"] = known["moment"]
    for record in _pages(f"{base}/services", wanted, validators, found):
        _take(record, found, base)
    found.validators[_SOURCE] = {"moment": found.moment}
    return found


def _changes(base: str, known: dict[str, Any], validators: dict[str, Any]) -> Fetched:
    found = Fetched(is_partial=True, validators=dict(validators))
    since = {"modified_after": known["moment"]}
    for record in _pages(f"{base}/organizations", _ORGANISATIONS | since, validators, found):
        found.whole.add(str(record.get("id", "")))
        _take(record, found, base)
    for record in _pages(f"{base}/services", _SERVICES | since, validators, found):
        _take(record, found, base)
    for name in ("organizations", "services"):
        for record in _pages(f"{base}/{name}", {"minimal": "true"}, validators, found):
            for kind, ids in _ids_on([record]).items():
                found.ids[kind] |= set(ids)
    found.validators[_SOURCE] = known | {"moment": found.moment}
    return found


def _tells_changes(base: str, found: Fetched) -> bool:
    """Whether the source describes itself as one that can be asked for changed organisations and for ids alone."""
    try:
        root = _parsed(_get(f"{base}/", {}, found), base)
        described = root.get("openapi_url") if isinstance(root, dict) else None
        if not isinstance(described, str):
            return False
        paths = _parsed(_get(described, {}, found), described)["paths"]
        listed = next(value for path, value in paths.items() if path.endswith("/organizations"))
        names = {each.get("name") for each in listed["get"]["parameters"]}
    except (Unfetched, AttributeError, KeyError, StopIteration, TypeError):
        return False
    return {"modified_after", "minimal"} <= names


def _pages(
    address: str, wanted: dict[str, str], validators: dict[str, Any], found: Fetched
) -> Iterator[dict[str, Any]]:
    lasting = "modified_after" not in wanted
    for number in range(1, MOST_PAGES + 2):
        if number > MOST_PAGES:
            raise Unfetched("pages", number=MOST_PAGES)
        url = f"{address}?{urlencode(wanted | {'page': number, 'per_page': _PER_PAGE})}"
        known = validators.get(url, {}) if lasting else {}
        answer = _get(url, known, found)
        if answer.status == _NOT_MODIFIED and known:
            found.unchanged_pages += 1
            page = known
            for kind, ids in known["ids"].items():
                found.ids[kind] |= set(ids)
        else:
            data = _parsed(answer, url)
            records = data.get("contents") if isinstance(data, dict) else data
            if not isinstance(records, list):
                raise Unfetched("foreign")
            records = [record for record in records if isinstance(record, dict)]
            pages = data.get("total_pages") if isinstance(data, dict) else 1
            page = {
                "etag": answer.headers.get("etag", ""),
                "modified": answer.headers.get("last-modified", ""),
                "ids": _ids_on(records),
                "is_last": not records or not isinstance(pages, int) or number >= pages,
            }
            yield from records
        if lasting:
            found.validators[url] = page
        if page["is_last"]:
            return


def _get(url: str, known: dict[str, Any], found: Fetched) -> Answer:
    headers = {"Accept": "application/json"}
    if known.get("etag"):
        headers["If-None-Match"] = known["etag"]
    elif known.get("modified"):
        headers["If-Modified-Since"] = known["modified"]
    left = MOST_BYTES - found.bytes_read
    try:
        answer = call("GET", url, headers=headers, most=min(left, _PAGE_BYTES), seconds=_PAGE_SECONDS)
    except Unfit as unfit:
        raise Unfetched("unfit") from unfit
    except Unreached as error:
        if error.trouble == "long":
            raise Unfetched("long", number=min(left, _PAGE_BYTES) // MEGABYTE) from error
        raise Unfetched("silent") from error
    if answer.status not in {200, _NOT_MODIFIED}:
        raise Unfetched("answered", number=answer.status)
    found.pages += 1
    found.moment = found.moment or _moment_of(answer)
    found.bytes_read += len(answer.body)
    return answer


def _parsed(answer: Answer, url: str) -> Any:
    try:
        return parse_json(answer.body, url)
    except Unreadable as broken:
        # What a file's owner could do about it is no use to whoever fetches.
        raise Unfetched("foreign") from broken


def _moment_of(answer: Answer) -> str:
    try:
        said = parsedate_to_datetime(answer.headers.get("date", ""))
    except ValueError:
        return ""
    return (said - _OVERLAP).strftime("%Y-%m-%dT%H:%M:%SZ")


def _take(record: dict[str, Any], found: Fetched, base: str) -> None:
    place = Place(file=base)
    for kind, ids in _ids_on([record]).items():
        found.ids[kind] |= set(ids)
    try:
        found.bundle.add_document(record, place, base)
    except Wrong as wrong:
        found.bundle.remarks.append(Refusal(unit=base, place=place, column=wrong.column, reason=wrong.reason))


def _ids_on(records: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The ids of everything that stands in records, by kind; a record that is broken names none."""
    found: dict[str, set[str]] = {kind: set() for kind in KINDS.values()}

    def look(record: Any, kind: str) -> None:
        if not isinstance(record, dict):
            return
        if isinstance(record.get("id"), str):
            found[kind].add(record["id"])
        try:
            for service in items_of(record.get("services"), "services"):
                look(service, "service")
            for location in items_of(record.get("locations"), "locations"):
                look(location, "location")
            for way in items_of(record.get("service_at_locations"), "service_at_locations"):
                look(way.get("location"), "location")
        except Wrong:
            return

    for record in records:
        kind = KINDS.get(kind_of(record))
        if kind:
            look(record, kind)
            look(record.get("organization"), "organisation")
    return {kind: sorted(ids) for kind, ids in found.items()}
