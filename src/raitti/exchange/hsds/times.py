"""Opening times between HSDS's schedule records and rules of repetition."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from raitti.core.recurrence import parts_of, validate
from raitti.core.texts import pick
from raitti.directory.facts import ScheduleFacts
from raitti.directory.models import Schedule
from raitti.directory.wording.leaving_out import is_known
from raitti.exchange.hsds.details import Details, attributes, child_id, without_empty
from raitti.exchange.values import ALWAYS, WEEKDAYS, day_of, days_since, items_of, text_of, time_of

_DAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_HOME = ZoneInfo("Europe/Helsinki")


def schedules_from(value: Any, language: str, note: Callable[[str], None]) -> tuple[ScheduleFacts, ...]:
    """Schedule records as facts; one that cannot be followed is left out with a note."""
    found = []
    for record in items_of(value, "schedules"):
        facts = _schedule(record, language)
        if facts is None:
            said = text_of(record.get("description")) or text_of(record.get("byday")) or text_of(record.get("id"))
            note(_("An opening time could not be read and was left out: “%s”.") % said[:80])
        else:
            found.append(facts)
    return tuple(found)


def _schedule(record: Mapping[str, Any], language: str) -> ScheduleFacts | None:
    details = Details(items_of(record.get("attributes"), "attributes"))
    days = {name: day_of(text_of(record.get(name))) for name in ("dtstart", "valid_from", "valid_to", "until")}
    opens, closes = time_of(text_of(record.get("opens_at"))), time_of(text_of(record.get("closes_at")))
    if opens and opens == closes:
        opens = closes = None
    said = text_of(record.get("notes")) or text_of(record.get("description"))
    rule = details.text("rrule") or _rule(record, days["until"] or days["valid_to"])
    start = days["dtstart"] or days["valid_from"]
    if not rule and start is None:
        return None
    if rule:
        try:
            validate(rule)
        except ValueError:
            return None
    first = start or ALWAYS
    weekdays = parts_of(rule).get("BYDAY", "").split(",") if rule else []
    if not details and parts_of(rule).get("FREQ") == "WEEKLY" and weekdays != [""]:
        first = days_since(first, weekdays)
    return ScheduleFacts(
        starts_on=first,
        opens=opens,
        closes=closes,
        rrule=rule,
        except_dates=tuple(day for text in details.items("except_dates") if (day := day_of(text))),
        leaves_out=tuple(each for each in details.items("leaves_out") if is_known(each)),
        note=details.texts("note") or ({} if details or not said else {language: said}),
    )


def _rule(record: Mapping[str, Any], until: date | None) -> str:
    """The rule the record's own fields write. Weeks and days of the year are not followed."""
    frequency = text_of(record.get("freq")).upper()
    days = [day.strip() for day in text_of(record.get("byday")).upper().split(",")]
    days = [day for day in days if (found := _DAY.fullmatch(day)) and (frequency == "MONTHLY" or not found[1])]
    if not frequency:
        frequency = "WEEKLY" if days else ""
    if frequency not in {"WEEKLY", "MONTHLY"}:
        return ""
    parts = [f"FREQ={frequency}"]
    interval, count = text_of(record.get("interval")), text_of(record.get("count"))
    if interval.isdigit() and int(interval) > 1:
        parts.append(f"INTERVAL={int(interval)}")
    if days:
        parts.append(f"BYDAY={','.join(days)}")
    month_days = text_of(record.get("bymonthday")).replace(" ", "")
    if frequency == "MONTHLY" and month_days and re.fullmatch(r"-?\d+(,-?\d+)*", month_days):
        parts.append(f"BYMONTHDAY={month_days}")
    if until:
        parts.append(f"UNTIL={until:%Y%m%d}")
    elif count.isdigit() and int(count) > 0:
        parts.append(f"COUNT={int(count)}")
    week_start = text_of(record.get("wkst")).upper()
    if week_start in WEEKDAYS and week_start != "MO":
        parts.append(f"WKST={week_start}")
    return ";".join(parts)


def schedule_records(found: Iterable[Schedule], owner: Any) -> list[dict[str, Any]]:
    """HSDS records of a thing's schedules; `owner` is the uid their ids are made from."""
    return [_record(schedule, owner, number) for number, schedule in enumerate(found)]


def _record(schedule: Schedule, owner: Any, number: int) -> dict[str, Any]:
    key = child_id(owner, "schedule", number)
    parts = parts_of(schedule.rrule)
    until = parts.get("UNTIL", "")[:8]
    end = f"{until[:4]}-{until[4:6]}-{until[6:]}" if len(until) == 8 else None
    frequency = parts.get("FREQ", "")
    day = schedule.starts_on.isoformat()
    weekdays = parts.get("BYDAY") or (",".join(WEEKDAYS) if frequency == "DAILY" else None)
    return without_empty(
        {
            "id": key,
            "valid_from": day,
            "valid_to": end or (None if schedule.rrule else day),
            "dtstart": day,
            "timezone": _offset(schedule.starts_on, schedule.opens),
            "until": end,
            "count": int(parts["COUNT"]) if parts.get("COUNT", "").isdigit() else None,
            "wkst": parts.get("WKST") if parts.get("WKST") in WEEKDAYS else None,
            "freq": {"DAILY": "WEEKLY"}.get(frequency, frequency)
            if frequency in {"DAILY", "WEEKLY", "MONTHLY"}
            else None,
            "interval": int(parts["INTERVAL"]) if parts.get("INTERVAL", "").isdigit() else None,
            "byday": weekdays,
            "bymonthday": parts.get("BYMONTHDAY"),
            "description": pick(schedule.note, "fi").value,
            "opens_at": schedule.opens.isoformat() if schedule.opens else None,
            "closes_at": schedule.closes.isoformat() if schedule.closes else None,
            "attributes": attributes(
                key,
                "schedule",
                {
                    "rrule": schedule.rrule,
                    "except_dates": list(schedule.except_dates),
                    "leaves_out": list(schedule.leaves_out),
                    "note": schedule.note,
                    "kept": True,
                },
            ),
        }
    )


def _offset(day: date, opens: time | None) -> float:
    """Hours from UTC on the day: 2 in winter, 3 in summer."""
    moment = datetime.combine(day, opens or time(12), tzinfo=_HOME)
    offset = moment.utcoffset()
    return offset.total_seconds() / 3600 if offset else 0
