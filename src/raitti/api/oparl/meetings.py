"""What a meeting has told everyone, as OParl's Meeting, AgendaItem, Paper and File.

Nothing confidential, no link, no draft: rows come from `Meeting.objects.public`, outcomes from published minutes alone.
A meeting that is not public was never told of, so none is ever told as deleted.
"""

from typing import Any

from django.db.models import Case, DateTimeField, F, Prefetch, Q, QuerySet, When
from django.db.models.functions import Coalesce, Greatest

from raitti.api.oparl.kinds import Kind, register_kind
from raitti.api.oparl.organizations import organization_url, person_url
from raitti.api.oparl.regions import Region, region_of
from raitti.api.oparl.writing import Writer, url
from raitti.bodies.meeting_exporting import MINUTES, NOTICE
from raitti.bodies.meeting_wording import outcome_in_words, where_of
from raitti.bodies.models import AgendaItem, Attendance, Meeting, Minutes, Paper
from raitti.bodies.queries.meetings import name_of_meeting
from raitti.core.addresses import full_address, slug_of
from raitti.core.uids import read_uid

_OPEN_ITEM = Q(is_confidential=False)
# OParl's own words for how far a meeting has come.
_STATES = {
    Meeting.State.CALLED: "eingeladen",
    Meeting.State.SITTING: "eingeladen",
    Meeting.State.HELD: "durchgeführt",
    Meeting.State.CANCELLED: "eingeladen",
}
_PAPER = "paper-"


def _moments(path: str = "") -> dict[str, Any]:
    """When something of a meeting came and changed: with the meeting, and when its minutes were published."""
    told = Case(
        When(**{f"{path}minutes__state": Minutes.State.PUBLISHED}, then=F(f"{path}minutes__published")),
        output_field=DateTimeField(),
    )
    changed = F(f"{path}changed")
    return {"oparl_created": F(f"{path}called"), "oparl_modified": Greatest(changed, Coalesce(told, changed))}


def _meetings(region: Region | None, *, deleted: bool = False) -> list[QuerySet[Meeting]]:
    found = Meeting.objects.public()
    if region is not None:
        found = found.filter(body__in=region.bodies)
    present = Attendance.objects.filter(presence=Attendance.Presence.PRESENT).select_related("holder")
    items = Prefetch("items", _items_of_all().order_by("position", "pk"))
    rows = found.select_related("body", "minutes").prefetch_related(items, Prefetch("attendances", present))
    return [rows.annotate(**_moments()).order_by("pk")]


def _items_of_all() -> QuerySet[AgendaItem]:
    papers = Prefetch("papers", Paper.objects.filter(_OPEN_ITEM))
    found = AgendaItem.objects.filter(_OPEN_ITEM, meeting__in=Meeting.objects.public())
    return found.select_related("meeting__body", "meeting__minutes").prefetch_related(papers)


def _items(region: Region | None, *, deleted: bool = False) -> list[QuerySet[AgendaItem]]:
    found = _items_of_all()
    if region is not None:
        found = found.filter(meeting__body__in=region.bodies)
    return [found.annotate(**_moments("meeting__")).order_by("pk")]


def _papers(region: Region | None, *, deleted: bool = False) -> list[QuerySet[Paper]]:
    found = Paper.objects.filter(_OPEN_ITEM, item__in=_items(region)[0].values("pk"))
    moments = {"oparl_created": F("added"), "oparl_modified": F("added")}
    return [found.select_related("item__meeting__body").annotate(**moments).order_by("pk")]


def _find_meeting(text: str) -> Meeting | None:
    uid = read_uid(text)
    return _meetings(None)[0].filter(uid=uid).first() if uid else None


def _find_item(text: str) -> AgendaItem | None:
    uid = read_uid(text)
    return _items(None)[0].filter(uid=uid).first() if uid else None


def _find_paper(text: str) -> Paper | None:
    uid = read_uid(text)
    return _papers(None)[0].filter(uid=uid).first() if uid else None


def _find_file(text: str) -> Paper | Meeting | None:
    """A paper's file, or the call or the minutes of a meeting as PDF."""
    kind, _, uid = text.partition("-")
    if f"{kind}-" == _PAPER:
        return _find_paper(uid)
    meeting = _find_meeting(uid)
    if meeting is None or (kind == MINUTES and not _is_told(meeting)):
        return None
    meeting.oparl_file = kind  # type: ignore[attr-defined]
    return meeting if kind in (NOTICE, MINUTES) else None


def _is_told(meeting: Meeting) -> bool:
    """Whether everyone may read what came of a meeting."""
    minutes: Minutes | None = getattr(meeting, "minutes", None)
    return minutes is not None and minutes.state == Minutes.State.PUBLISHED


def _write_meeting(row: Any, writer: Writer) -> dict[str, Any]:
    is_told = _is_told(row)
    people = [person_url(each.holder) for each in row.attendances.all()] if is_told else []
    return writer.object(
        url("meeting", row.uid),
        "Meeting",
        created=row.oparl_created,
        modified=row.oparl_modified,
        name=name_of_meeting(row, writer.language),
        meetingState=_STATES[row.state],
        cancelled=row.state == Meeting.State.CANCELLED,
        start=_local(row.starts),
        end=_local(row.ends),
        organization=[organization_url(row.body.uid)],
        participant=[person for person in people if person],
        invitation=_pdf(row, NOTICE, writer) if row.state != Meeting.State.CANCELLED else None,
        resultsProtocol=_pdf(row, MINUTES, writer) if is_told else None,
        agendaItem=[_write_item(item, writer, row) for item in row.items.all()],
        web=_page(row, writer),
        own={"place": where_of(row, writer.language), "subject": writer.text(row.title)},
    )


def _local(moment: Any) -> str:
    return str(moment.isoformat(timespec="seconds"))


def _write_item(row: Any, writer: Writer, meeting: Any = None) -> dict[str, Any]:
    """An item; of one within its meeting the moments are the meeting's."""
    whole = meeting or row
    is_told = _is_told(meeting or row.meeting)
    return writer.object(
        url("agendaItem", row.uid),
        "AgendaItem",
        created=whole.oparl_created,
        modified=whole.oparl_modified,
        meeting=url("meeting", row.meeting.uid),
        number=str(row.position),
        order=row.position,
        name=writer.text(row.title),
        public=True,
        result=outcome_in_words(row) if is_told else None,
        resolutionText=writer.text(row.decision) if is_told else None,
        auxiliaryFile=[_write_paper_file(paper, writer, row) for paper in row.papers.all()],
        web=_page(row.meeting, writer),
        own={"proposal": writer.text(row.proposal)},
    )


def _write_paper(row: Paper, writer: Writer) -> dict[str, Any]:
    body = row.item.meeting.body
    return writer.object(
        url("paper", row.uid),
        "Paper",
        created=row.added,
        modified=row.added,
        body=url("body", region_of(body.pk)),
        name=row.name,
        date=row.added.date().isoformat(),
        mainFile=_write_paper_file(row, writer, row.item),
        originatorOrganization=[organization_url(body.uid)],
        own={"agendaItem": url("agendaItem", row.item.uid)},
    )


def _write_file(row: Any, writer: Writer) -> dict[str, Any]:
    return _write_paper_file(row, writer, row.item) if isinstance(row, Paper) else _pdf(row, row.oparl_file, writer)


def _write_paper_file(row: Paper, writer: Writer, item: AgendaItem) -> dict[str, Any]:
    return writer.object(
        url("file", f"{_PAPER}{row.uid}"),
        "File",
        created=row.added,
        modified=row.added,
        name=row.name,
        fileName=row.name,
        mimeType=row.media_type,
        size=row.size,
        accessUrl=_address(item.meeting, "body_meeting_paper", writer, paper=row.uid),
        agendaItem=[url("agendaItem", item.uid)],
        paper=[url("paper", row.uid)],
        own={"sha256": row.sha256},
    )


def _pdf(row: Any, what: str, writer: Writer) -> dict[str, Any]:
    """The call or the minutes as PDF, drawn when it is fetched."""
    return writer.object(
        url("file", f"{what}-{row.uid}"),
        "File",
        created=row.oparl_created,
        modified=row.oparl_modified,
        name=name_of_meeting(row, writer.language),
        mimeType="application/pdf",
        accessUrl=_address(row, "body_meeting_file", writer, what=what),
        meeting=[url("meeting", row.uid)],
    )


def _page(meeting: Meeting, writer: Writer) -> str:
    return _address(meeting, "body_meeting", writer)


def _address(meeting: Meeting, page: str, writer: Writer, **words: Any) -> str:
    slug = slug_of(meeting.body, writer.language)
    return full_address(page, writer.language, slug=slug, year=meeting.year, number=meeting.number, **words)


def register() -> None:
    register_kind(Kind("meeting", _meetings, _find_meeting, _write_meeting))
    register_kind(Kind("agendaItem", _items, _find_item, _write_item))
    register_kind(Kind("paper", _papers, _find_paper, _write_paper))
    register_kind(Kind("file", _papers, _find_file, _write_file))
