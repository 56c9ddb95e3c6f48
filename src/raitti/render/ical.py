"""Days as an iCalendar feed (RFC 5545) for calendars that ask for it again and again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import TRANSP, Calendar, Event


@dataclass(frozen=True)
class DayNote:
    """Something of a whole day. By its `uid` a calendar knows it again when its day or words have changed."""

    uid: str
    day: date
    title: str
    text: str = ""
    url: str = ""


def calendar(notes: Iterable[DayNote], *, uid: str, name: str, language: str, url: str, stamp: datetime) -> bytes:
    """The notes as a calendar; `stamp` is when its content last changed."""
    events = [
        Event.new(
            uid=note.uid,
            stamp=stamp,
            start=note.day,
            end=note.day + timedelta(days=1),
            summary=note.title,
            description=note.text or None,
            url=note.url or None,
            # Something that is due takes nobody's time on that day.
            transparency=TRANSP.TRANSPARENT,
        )
        for note in notes
    ]
    whole = Calendar.new(
        uid=uid,
        name=name,
        language=language,
        organization="Raitti",
        url=url,
        method="PUBLISH",
        subcomponents=events,
    )
    # It names the program that made the calendar, not the calendar.
    whole["PRODID"] = f"-//Raitti//Raitti//{language.upper()}"
    whole.add("REFRESH-INTERVAL", timedelta(days=1), parameters={"VALUE": "DURATION"})
    return bytes(whole.to_ical())
