"""Letters about meetings: calls with an invitation for the calendar, changes, cancellations, deputies asked."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override

from raitti.bodies.meeting_wording import when_of, where_of
from raitti.bodies.models import Attendance, Holder, Meeting
from raitti.bodies.queries.meeting_links import answer_token
from raitti.core.addresses import full_address
from raitti.core.languages import INTERFACE_CODES
from raitti.core.mail import send_letter_later
from raitti.core.texts import pick
from raitti.render.ical import CANCEL, REQUEST, Appointment, invitation


def address_of(holder: Holder) -> tuple[str, str]:
    """Where somebody is written to, and in which language; empty where they are not."""
    person = holder.person
    email = holder.email or (person.email if person is not None and person.is_active else "")
    language = holder.language if holder.language in INTERFACE_CODES else "fi"
    return email, language


def call(attendance: Attendance, *, now: datetime) -> None:
    """Call somebody, with the agenda; a letter's link lets them answer without an account."""
    _send(attendance, "call", now=now)


def tell_of_change(attendance: Attendance, *, now: datetime) -> None:
    """Tell somebody who was called what a meeting is now; it moves in their calendar."""
    _send(attendance, "change", now=now)


def tell_of_cancellation(attendance: Attendance, *, now: datetime) -> None:
    """Tell somebody who was called that there is no meeting; it leaves their calendar."""
    _send(attendance, "cancel", now=now)


def ask_deputy(attendance: Attendance, *, now: datetime) -> None:
    """Ask a deputy to step in for the member, who cannot come."""
    _send(attendance, "deputy", now=now)


def tell_deputy_is_not_needed(attendance: Attendance, *, now: datetime) -> None:
    """Tell a deputy that the member comes after all."""
    _send(attendance, "not_needed", now=now)


def _words(kind: str, meeting: Meeting, attendance: Attendance, language: str) -> tuple[str, list[str]]:
    """A letter's subject and what it says, in the language that is on."""
    seat = attendance.holding.seat.name if attendance.holding is not None else ""
    words = {
        "body": pick(meeting.body.name, language).value,
        "when": when_of(meeting),
        "seat": pick(seat, language).value,
    }
    subject, sentences = {
        "call": (gettext("Call to a meeting: %(when)s"), [gettext("%(body)s meets on %(when)s. You are called.")]),
        "change": (
            gettext("The meeting has changed: %(when)s"),
            [gettext("What was said of a meeting of %(body)s has changed. This is how it is now.")],
        ),
        "cancel": (
            gettext("Cancelled: the meeting on %(when)s"),
            [gettext("The meeting of %(body)s on %(when)s has been cancelled. The reason is below.")],
        ),
        "deputy": (
            gettext("Can you step in on %(when)s?"),
            [
                gettext("The member you are a deputy of cannot come to the meeting of %(body)s on %(when)s."),
                gettext("The seat is: %(seat)s. Please answer whether you can step in."),
            ],
        ),
        "not_needed": (
            gettext("You need not step in on %(when)s"),
            [gettext("The member you are a deputy of comes to the meeting of %(body)s after all. Thank you.")],
        ),
    }[kind]
    return subject % words, [sentence % words for sentence in sentences]


def _send(attendance: Attendance, kind: str, *, now: datetime) -> None:
    email, language = address_of(attendance.holder)
    if not email:
        return
    meeting = attendance.meeting
    is_off = kind in ("cancel", "not_needed")
    with override(language):
        subject, sentences = _words(kind, meeting, attendance, language)
        token = answer_token(attendance)
        context: dict[str, Any] = {
            "sentences": sentences,
            "quote": meeting.cancel_reason if kind == "cancel" else "",
            "late_reason": meeting.late_reason if kind in ("call", "deputy") else "",
            "facts": [] if is_off else _facts(meeting, language),
            "agenda": [] if is_off else agenda_lines(meeting, language),
            "button": None if is_off else (gettext("Answer and read the papers"), _answer_page(token, language)),
            "why": gettext("You get this letter because you sit in %(body)s or work for it.")
            % {"body": pick(meeting.body.name, language).value},
        }
        method = CANCEL if is_off else REQUEST
        calendar = {"method": method, "text": calendar_of(attendance, method=method, now=now)}
        send_letter_later(
            email,
            subject,
            template="meeting",
            language=language,
            context=context,
            reply_to=meeting.body.email,
            calendar=calendar,
        )


def _answer_page(token: str, language: str) -> str:
    return full_address("meeting_answer", language, token=token)


def _facts(meeting: Meeting, language: str) -> Sequence[tuple[str, str]]:
    facts = [(gettext("When"), when_of(meeting)), (gettext("Where"), where_of(meeting, language))]
    return [(label, value) for label, value in facts if value]


def agenda_lines(meeting: Meeting, language: str) -> list[str]:
    """The agenda for those called; what is confidential only by its number: letters lie about."""
    return [
        f"{item.position}. "
        + (gettext("Confidential matter") if item.is_confidential else pick(item.title, language).value)
        for item in meeting.items.order_by("position", "pk")
    ]


def calendar_of(attendance: Attendance, *, method: str, now: datetime) -> str:
    """The invitation for one person's own calendar, the remote link with it."""
    meeting = attendance.meeting
    email, language = address_of(attendance.holder)
    body = pick(meeting.body.name, language).value
    with override(language):
        remote = gettext("Remote link: %s") % meeting.remote_url if meeting.remote_url else ""
        page = gettext("Answer and papers: %s") % _answer_page(answer_token(attendance), language)
        where = where_of(meeting, language)
    told = Appointment(
        uid=f"{meeting.uid}@{settings.RAITTI_HOST.partition(':')[0]}",
        starts=meeting.starts,
        ends=meeting.ends,
        title=f"{body}: {pick(meeting.title, language).value}" if pick(meeting.title, language) else body,
        text="\n".join(filter(None, (remote, page))),
        place=where,
        sequence=meeting.sequence,
        is_cancelled=method == CANCEL,
    )
    organizer = meeting.body.email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    made = invitation(
        told,
        method=method,
        organizer=(body, organizer),
        attendee=(attendance.holder.name, email),
        language=language,
        stamp=now,
    )
    return made.decode()
