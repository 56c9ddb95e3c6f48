"""Meetings in words: when, where, and how many were there."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from raitti.bodies.models import AgendaItem, Meeting
from raitti.bodies.queries.attendance import Count
from raitti.core.texts import pick


def clock_of(moment: datetime) -> str:
    """A local clock time as people write it in Finland: 9, 13.30."""
    local = timezone.localtime(moment)
    return f"{local.hour}.{local.minute:02}" if local.minute else str(local.hour)


def day_of(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local.day}.{local.month}.{local.year}"


def when_of(meeting: Meeting) -> str:
    """ "12.3.2027 klo 13–15", in the language that is on."""
    words = {"day": day_of(meeting.starts), "begins": clock_of(meeting.starts), "ends": clock_of(meeting.ends)}
    if timezone.localdate(meeting.starts) != timezone.localdate(meeting.ends):
        words["ends"] = f"{day_of(meeting.ends)} {words['ends']}"
    return _("%(day)s at %(begins)s–%(ends)s") % words


def where_of(meeting: Meeting, language: str) -> str:
    """The place, and whether one can take part remotely; never by which link."""
    place = pick(meeting.place, language).value
    if meeting.way == Meeting.Way.REMOTE:
        return _("Remote meeting")
    if meeting.way == Meeting.Way.HYBRID:
        return _("%(place)s and remotely") % {"place": place} if place else _("In one place and remotely")
    return place


def quorum_in_words(count: Count) -> str:
    """What minutes say of the quorum."""
    words = {"present": count.present, "seats": count.seats, "needed": count.needed}
    there = ngettext(
        "%(present)d of the %(seats)d seat that decides was represented; %(needed)d must be.",
        "%(present)d of the %(seats)d seats that decide were represented; %(needed)d must be.",
        count.seats,
    )
    rest = _("The meeting had a quorum.") if count.is_enough else _("The meeting had no quorum.")
    return f"{there % words} {rest}"


def outcome_in_words(item: AgendaItem) -> str:
    """What became of an item, with the tally of a vote; never who voted how."""
    if not item.outcome:
        return ""
    said = str(item.get_outcome_display())
    said = said[:1].upper() + said[1:]
    if not item.was_voted:
        return f"{said}."
    words = {"yes": item.votes_for or 0, "no": item.votes_against or 0, "blank": item.votes_blank or 0}
    return f"{said}: " + _("%(yes)d for, %(no)d against, %(blank)d blank.") % words
