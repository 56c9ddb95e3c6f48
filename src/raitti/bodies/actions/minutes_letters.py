"""Letters about minutes: to those who check them, to those who sign, and to those who write them."""

from datetime import datetime

from django.utils.translation import gettext, override

from raitti.bodies.actions.meeting_letters import address_of
from raitti.bodies.meeting_wording import day_of
from raitti.bodies.models import Holder, Meeting, Minutes, MinutesCheck, Office
from raitti.bodies.queries.attendance import officers_of
from raitti.bodies.queries.meeting_links import check_token, signing_token
from raitti.bodies.rules.meetings import CHAIR, SECRETARY
from raitti.core.addresses import full_address
from raitti.core.texts import pick
from raitti.directory.actions.mandate_letters import send


def _words(meeting: Meeting, language: str) -> dict[str, str]:
    return {"body": pick(meeting.body.name, language).value, "day": day_of(meeting.starts)}


def _why(meeting: Meeting, language: str) -> str:
    return gettext("You get this letter because you sit in %(body)s or work for it.") % _words(meeting, language)


def ask_checker(check: MinutesCheck, *, now: datetime) -> None:
    """Ask one of the two to read the draft and say whether it is in order."""
    email, language = address_of(check.holder)
    if not email:
        return
    meeting = check.minutes.meeting
    with override(language):
        words = _words(meeting, language)
        send(
            email,
            language,
            gettext("Check the minutes: %(body)s, %(day)s") % words,
            gettext("You were chosen to check the minutes of the meeting of %(body)s on %(day)s.") % words,
            gettext("Read the draft. Then say that it is in order, or what is to be mended."),
            button=(gettext("Read and answer"), full_address("minutes_check", language, token=check_token(check))),
            why=_why(meeting, language),
        )


def ask_signatures(minutes: Minutes, *, now: datetime) -> None:
    """Ask the chair of the meeting and the secretary to sign."""
    officers = officers_of(minutes.meeting)
    leaders = [minutes.meeting.led_by] if minutes.meeting.led_by else officers.get(Office.Task.CHAIR, [])
    for role, holders in ((CHAIR, leaders), (SECRETARY, officers.get(Office.Task.SECRETARY, []))):
        for holder in holders:
            _ask_signature(minutes, role, holder)


def _ask_signature(minutes: Minutes, role: str, holder: Holder) -> None:
    email, language = address_of(holder)
    if not email:
        return
    token = signing_token(minutes, role, holder.pk)
    with override(language):
        words = _words(minutes.meeting, language)
        send(
            email,
            language,
            gettext("Sign the minutes: %(body)s, %(day)s") % words,
            gettext("The minutes of the meeting of %(body)s on %(day)s have been checked by two.") % words,
            gettext("Read them and sign. After that they can be published."),
            button=(gettext("Read and sign"), full_address("minutes_sign", language, token=token)),
            why=_why(minutes.meeting, language),
        )


def tell_of_remarks(check: MinutesCheck, *, now: datetime) -> None:
    """Tell the secretary what is to be mended; where there is none, the body's own address."""
    meeting = check.minutes.meeting
    secretaries = officers_of(meeting).get(Office.Task.SECRETARY, [])
    addresses = [address_of(holder) for holder in secretaries] or [(meeting.body.email, "fi")]
    for email, language in addresses:
        if not email:
            continue
        with override(language):
            words = _words(meeting, language)
            page = full_address("meeting_minutes", language, body=meeting.body.uid, meeting=meeting.uid)
            send(
                email,
                language,
                gettext("To be mended in the minutes: %(body)s, %(day)s") % words,
                gettext("Who checks the minutes wants something mended. The minutes are a draft again."),
                quote=check.remarks,
                button=(gettext("Open the minutes"), page),
                why=_why(meeting, language),
            )
