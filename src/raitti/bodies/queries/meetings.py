"""Meetings of a body: those ahead and those held, what waits in them, and what was decided over the years."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from raitti.bodies.models import (
    AgendaItem,
    Body,
    Conflict,
    Holding,
    Meeting,
    MeetingTask,
    Minutes,
    Paper,
    YearClockLine,
)
from raitti.core.texts import pick, versions


def meetings_ahead(body: Body) -> list[Meeting]:
    """Those planned, called or going on, the next first."""
    open_still = (Meeting.State.PLANNED, Meeting.State.CALLED, Meeting.State.SITTING)
    return list(body.meetings.filter(state__in=open_still).order_by("starts", "pk"))


def meetings_past(body: Body) -> QuerySet[Meeting]:
    """Those held or called off, the last first, with their minutes."""
    done = (Meeting.State.HELD, Meeting.State.CANCELLED)
    return body.meetings.filter(state__in=done).select_related("minutes").order_by("-starts", "-pk")


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """A meeting's items in their order, with papers and who takes no part."""
    conflicts = Prefetch("conflicts", Conflict.objects.select_related("holder"))
    tasks = Prefetch("tasks", MeetingTask.objects.select_related("owner"))
    found = meeting.items.select_related("presenter").prefetch_related("papers", conflicts, tasks)
    items = list(found.order_by("position", "pk"))
    for item in items:
        item.meeting = meeting
    return items


def minutes_of(meeting: Meeting) -> Minutes | None:
    found = Minutes.objects.select_related("chair", "secretary").filter(meeting=meeting).first()
    if found is not None:
        found.meeting = meeting
    return found


def overlapping(meeting: Meeting) -> list[Meeting]:
    """Other meetings at the same time: the body's own, and those somebody of it is called to."""
    day = timezone.localdate(meeting.starts)
    holders = Holding.objects.on(day).filter(seat__body=meeting.body_id).values("holder")
    shared = Holding.objects.on(day).filter(holder__in=holders).values("seat__body")
    found = Meeting.objects.filter(body__in=shared) | Meeting.objects.filter(body=meeting.body_id)
    found = found.filter(starts__lt=meeting.ends, ends__gt=meeting.starts)
    found = found.exclude(pk=meeting.pk).exclude(state=Meeting.State.CANCELLED)
    return list(found.select_related("body").distinct().order_by("starts", "pk")[:10])


def tasks_before(meeting: Meeting) -> list[MeetingTask]:
    """What had been left to do before a meeting and was not done when it began: it is on the meeting's agenda."""
    day = timezone.localdate(meeting.starts)
    found = MeetingTask.objects.filter(Q(done_on=None) | Q(done_on__gte=day), body=meeting.body_id)
    earlier = found.filter(item__meeting__starts__lt=meeting.starts).exclude(item__meeting=meeting.pk)
    return list(earlier.select_related("owner", "item__meeting").order_by("due", "pk"))


def open_tasks(body: Body) -> list[MeetingTask]:
    """What is left to do in a body, the most urgent first."""
    found = MeetingTask.objects.filter(body=body, done_on=None).select_related("owner", "item__meeting")
    return sorted(found, key=lambda each: (each.due or date.max, each.pk))


def year_clock(body: Body, year: int) -> list[tuple[int, list[YearClockLine], list[Meeting]]]:
    """The months of a year that have something: what is taken up, and the meetings."""
    lines = list(body.year_clock.filter(year=year))
    meetings = list(body.meetings.filter(year=year).exclude(state=Meeting.State.CANCELLED).order_by("starts"))
    found = []
    for month in range(1, 13):
        own = [line for line in lines if line.month == month]
        held = [each for each in meetings if each.local_day.month == month]
        if own or held:
            found.append((month, own, held))
    return found


def is_late(meeting: Meeting, *, now: datetime) -> bool:
    """Whether a call that went out now would come later than the body's own rule allows."""
    days = (timezone.localdate(meeting.starts) - timezone.localdate(now)).days
    return days < meeting.body.notice_days


@dataclass(frozen=True)
class DecisionFilter:
    """What of the decisions is looked for."""

    words: str = ""
    outcome: str = ""
    first: date | None = None
    last: date | None = None


def decisions_of(body: Body, wanted: DecisionFilter, *, only_public: bool) -> list[AgendaItem]:
    """What was decided in meetings that were held, the latest first; with `only_public` what everyone may read."""
    items = AgendaItem.objects.filter(meeting__body=body, standing="").exclude(outcome="")
    if only_public:
        items = items.filter(
            is_confidential=False, meeting__in=Meeting.objects.public(), meeting__minutes__state=Minutes.State.PUBLISHED
        )
    else:
        items = items.filter(meeting__state=Meeting.State.HELD)
    if wanted.outcome:
        items = items.filter(outcome=wanted.outcome)
    found = items.select_related("meeting").order_by("-meeting__starts", "position", "pk")
    return [item for item in found if _is_wanted(item, wanted)]


def _is_wanted(item: AgendaItem, wanted: DecisionFilter) -> bool:
    day = timezone.localdate(item.meeting.starts)
    if (wanted.first and day < wanted.first) or (wanted.last and day > wanted.last):
        return False
    # Texts are kept as escaped JSON, which no database can look into.
    texts = (item.title, item.decision, item.proposal, item.record)
    said = " ".join(words for text in texts for words in versions(text).values()).casefold()
    return all(word in said for word in wanted.words.casefold().split())


@dataclass(frozen=True)
class PublicMeeting:
    """What everyone may know of a meeting: nothing confidential, no link, no minutes before they are published."""

    meeting: Meeting
    items: list[AgendaItem]
    minutes: Minutes | None

    @property
    def papers(self) -> list[Paper]:
        return [paper for item in self.items for paper in item.papers.all()]


def public_meetings(body: Body) -> list[Meeting]:
    """A body's meetings for everyone, the latest first, with whether their minutes can be read."""
    found = list(Meeting.objects.public().filter(body=body).select_related("minutes").order_by("-starts", "-pk"))
    return [_without_link(meeting, body) for meeting in found]


def public_meeting(body_key: int, year: int, number: int) -> Meeting | None:
    """A public meeting of a body by its number, without the link of those who take part."""
    found = (
        Meeting.objects.public()
        .select_related("body__steward", "body__setter")
        .filter(body=body_key, year=year, number=number)
        .first()
    )
    return _without_link(found, found.body) if found is not None else None


def public_part_of(meeting: Meeting) -> PublicMeeting | None:
    """The same of a meeting at hand; none of one that is not public."""
    if not Meeting.objects.public().filter(pk=meeting.pk).exists():
        return None
    papers = Prefetch("papers", Paper.objects.filter(is_confidential=False))
    minutes = minutes_of(meeting)
    if minutes is not None and minutes.state != Minutes.State.PUBLISHED:
        minutes = None
    tasks = Prefetch("tasks", MeetingTask.objects.select_related("owner"))
    shown = meeting.items.filter(is_confidential=False).select_related("presenter").prefetch_related(papers, tasks)
    items = list(shown.order_by("position", "pk"))
    for item in items:
        item.meeting = meeting
        if minutes is None:
            _forget_outcome(item)
    return PublicMeeting(_without_link(meeting, meeting.body), items, minutes)


def _forget_outcome(item: AgendaItem) -> None:
    """What was written of it stays in the draft."""
    item.outcome = item.written_by = ""
    item.decision = item.record = ""
    item.votes_for = item.votes_against = item.votes_blank = None


def _without_link(meeting: Meeting, body: Body) -> Meeting:
    meeting.body = body
    meeting.remote_url = meeting.late_reason = ""
    return meeting


def name_of_meeting(meeting: Meeting, language: str) -> str:
    """ "Järjestöneuvottelukunta 2/2026"."""
    return f"{pick(meeting.body.name, language).value} {meeting.number}/{meeting.year}"
