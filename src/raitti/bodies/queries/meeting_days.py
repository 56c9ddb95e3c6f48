"""A body's public meetings for its page, its calendar and its feed: never drafts, links or what is confidential."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import override

from raitti.bodies.meeting_wording import where_of
from raitti.bodies.models import Body, Meeting, Minutes
from raitti.bodies.queries.meetings import public_meetings
from raitti.core.texts import pick
from raitti.render.ical import Appointment, appointments

_MOST_AHEAD, _MOST_PAST = 12, 12


def public_part(body: Body, language: str) -> dict[str, Any]:
    """What the body's public page shows of its meetings."""
    found = public_meetings(body)
    ahead = [each for each in found if not each.is_over]
    past = [each for each in found if each.is_over]
    return {
        "meetings_ahead": list(reversed(ahead))[:_MOST_AHEAD],
        "meetings_past": past[:_MOST_PAST],
        "has_more_meetings": len(past) > _MOST_PAST,
    }


def has_public_minutes(meeting: Meeting) -> bool:
    minutes: Minutes | None = getattr(meeting, "minutes", None)
    return minutes is not None and minutes.state == Minutes.State.PUBLISHED


def meetings_calendar(body: Body, *, language: str, name: str, url: str, now: datetime) -> bytes:
    """The public meetings as an iCalendar feed; one called off stays in it as cancelled."""
    host = settings.RAITTI_HOST.partition(":")[0]
    with override(language):
        told = [
            Appointment(
                uid=f"{meeting.uid}@{host}",
                starts=meeting.starts,
                ends=meeting.ends,
                title=_title(body, meeting, language),
                place=where_of(meeting, language),
                url=url,
                sequence=meeting.sequence,
                is_cancelled=meeting.state == Meeting.State.CANCELLED,
                stamp=meeting.cancelled or meeting.changed,
            )
            for meeting in public_meetings(body)
        ]
    return appointments(told, uid=str(body.uid), name=name, language=language, url=url, stamp=now)


def _title(body: Body, meeting: Meeting, language: str) -> str:
    name, title = pick(body.name, language).value, pick(meeting.title, language).value
    return f"{name}: {title}" if title else name
