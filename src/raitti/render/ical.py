"""Days and appointments as iCalendar (RFC 5545): feeds that calendars ask for, and invitations in letters (5546)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import TRANSP, Calendar, Event, vCalAddress, vText

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


@dataclass(frozen=True)
class DayNote:
    """Something of a whole day. By its `uid` a calendar knows it again when its day or words have changed."""

    uid: str
    day: date
    title: str
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Appointment:
    """Something from a moment to a moment. `sequence` grows with every change that is told (RFC 5545, 3.8.7.4)."""

    uid: str
    starts: datetime
    ends: datetime
    title: str
    text: str = ""
    place: str = ""
    url: str = ""
    sequence: int = 0
    is_cancelled: bool = False
    stamp: datetime | None = None


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
    return _feed(events, uid=uid, name=name, language=language, url=url)


def appointments(
    told: Iterable[Appointment], *, uid: str, name: str, language: str, url: str, stamp: datetime
) -> bytes:
    """Appointments as a feed; `stamp` is said of those that have none of their own."""
    events = [_event(each, stamp=each.stamp or stamp) for each in told]
    return _feed(events, uid=uid, name=name, language=language, url=url)


def invitation(
    told: Appointment,
    *,
    method: str,
    organizer: tuple[str, str],
    attendee: tuple[str, str],
    language: str,
    stamp: datetime,
) -> bytes:
    """One appointment for one person's calendar (RFC 5546): asked, changed or, with `CANCEL`, taken back.

    `organizer` and `attendee` are a name and an e-mail address each. Nobody else is named in it.
    """
    event = _event(told, stamp=stamp)
    event["ORGANIZER"] = _calendar_address(organizer)
    address = _calendar_address(attendee)
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("NEEDS-ACTION")
    # Answers come by the letter's link: ours is no mail box that reads calendars.
    address.params["RSVP"] = vText("FALSE")
    event.add("ATTENDEE", address, encode=False)
    whole = Calendar()
    whole.add("VERSION", "2.0")
    whole["PRODID"] = f"-//Raitti//Raitti//{language.upper()}"
    whole.add("METHOD", method)
    whole.add_component(event)
    return bytes(whole.to_ical())


def _calendar_address(named: tuple[str, str]) -> vCalAddress:
    name, email = named
    address = vCalAddress(f"mailto:{email}")
    if name:
        address.params["CN"] = vText(name)
    return address


def _event(told: Appointment, *, stamp: datetime) -> Event:
    event = Event.new(
        uid=told.uid,
        stamp=stamp,
        start=told.starts.astimezone(UTC),
        end=told.ends.astimezone(UTC),
        summary=told.title,
        description=told.text or None,
        location=told.place or None,
        url=told.url or None,
    )
    event.add("SEQUENCE", told.sequence)
    event.add("STATUS", "CANCELLED" if told.is_cancelled else "CONFIRMED")
    return event


def _feed(events: list[Event], *, uid: str, name: str, language: str, url: str) -> bytes:
    whole = Calendar.new(
        uid=uid,
        name=name,
        language=language,
        organization="Raitti",
        url=url,
        method=PUBLISH,
        subcomponents=events,
    )
    # It names the program that made the calendar, not the calendar.
    whole["PRODID"] = f"-//Raitti//Raitti//{language.upper()}"
    whole.add("REFRESH-INTERVAL", timedelta(days=1), parameters={"VALUE": "DURATION"})
    return bytes(whole.to_ical())
