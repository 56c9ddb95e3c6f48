"""A meeting told in one language, for a page or for paper: to everyone, or to those who sit in the body."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from raitti.bodies.meeting_wording import clock_of, day_of, outcome_in_words, quorum_in_words, when_of, where_of
from raitti.bodies.models import (
    AgendaItem,
    Attendance,
    Correction,
    Holder,
    Meeting,
    MeetingTask,
    Minutes,
    Office,
    Paper,
)
from raitti.bodies.queries.attendance import attendances_of, count_of, left_out_of, officers_of, places_of
from raitti.bodies.queries.meetings import (
    agenda_of,
    minutes_of,
    name_of_meeting,
    public_part_of,
    tasks_before,
)
from raitti.core.texts import Text, pick

Standing = AgendaItem.Standing


@dataclass(frozen=True)
class ToldItem:
    """One item of an agenda or of minutes; `notes` are sentences that Raitti adds itself."""

    item: AgendaItem
    number: int
    title: Text
    presenter: str
    text: Text
    proposal: Text
    outcome: str
    decision: Text
    record: Text
    papers: list[Paper]
    notes: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    corrections: list["ToldCorrection"] = field(default_factory=list)


@dataclass(frozen=True)
class ToldCorrection:
    text: Text
    reason: Text
    day: str
    by: str


@dataclass(frozen=True)
class ToldPerson:
    """Who was there for what; to everyone, the name only where its bearer agreed."""

    seat: Text
    name: str
    role: str
    presence: str
    times: str


@dataclass(frozen=True)
class ToldMeeting:
    """All that is told of a meeting; `minutes` is none while there are none to be told."""

    meeting: Meeting
    title: str
    subject: Text
    when: str
    where: str
    items: list[ToldItem]
    people: list[ToldPerson]
    minutes: Minutes | None
    signatures: list[str]
    checkers: list[str]
    corrections: list[ToldCorrection]
    is_public: bool


def tell_meeting(meeting: Meeting, language: str, *, is_public: bool) -> ToldMeeting | None:
    """The meeting in a language; to everyone, none where it is not public."""
    if is_public:
        public = public_part_of(meeting)
        if public is None:
            return None
        meeting, items, minutes = public.meeting, public.items, public.minutes
    else:
        items, minutes = agenda_of(meeting), minutes_of(meeting)
    attendances = attendances_of(meeting) if minutes is not None else []
    offices = _offices(meeting) if minutes is not None else {}
    corrections = _corrections(minutes, language, is_public=is_public)
    return ToldMeeting(
        meeting=meeting,
        title=name_of_meeting(meeting, language),
        subject=pick(meeting.title, language),
        when=when_of(meeting),
        where=where_of(meeting, language),
        items=_items(meeting, items, minutes, attendances, corrections, language, is_public=is_public),
        people=[_person(each, offices, language, is_public=is_public) for each in attendances if each.presence],
        minutes=minutes,
        signatures=_signatures(minutes, is_public=is_public),
        checkers=_checkers(minutes, is_public=is_public),
        corrections=[told for item, told in corrections if item is None],
        is_public=is_public,
    )


def _name(holder: Holder | None, *, is_public: bool) -> str:
    if holder is None or (is_public and not holder.name_is_public):
        return ""
    return str(holder)


def _items(
    meeting: Meeting,
    items: list[AgendaItem],
    minutes: Minutes | None,
    attendances: list[Attendance],
    corrections: list[tuple[int | None, ToldCorrection]],
    language: str,
    *,
    is_public: bool,
) -> list[ToldItem]:
    told = []
    for item in items:
        notes: list[str] = []
        if minutes is not None:
            notes = _notes(meeting, item, minutes, attendances, is_public=is_public)
        tasks = []
        if item.standing == Standing.TASKS:
            left = [task for task in tasks_before(meeting) if _may_tell(task.item, is_public=is_public)]
            tasks = [_task(task, language, is_public=is_public) for task in left]
        elif minutes is not None:
            tasks = [_task(task, language, is_public=is_public) for task in item.tasks.all()]
        told.append(
            ToldItem(
                item=item,
                number=item.position,
                title=pick(item.title, language),
                presenter=_name(item.presenter, is_public=is_public),
                text=pick(item.text, language),
                proposal=pick(item.proposal, language),
                outcome="" if minutes is None or _goes_without_saying(item) else outcome_in_words(item),
                decision=pick(item.decision, language),
                record=pick(item.record, language),
                papers=list(item.papers.all()),
                notes=notes,
                tasks=tasks,
                corrections=[each for key, each in corrections if key == item.pk],
            )
        )
    return told


def _goes_without_saying(item: AgendaItem) -> bool:
    """Opening and closing are told by their hours, not as decisions."""
    told = (Standing.OPENING, Standing.QUORUM, Standing.TASKS, Standing.CLOSING)
    return item.standing in told and item.outcome == AgendaItem.Outcome.NOTED


def _may_tell(item: AgendaItem, *, is_public: bool) -> bool:
    return not (is_public and item.is_confidential)


def _notes(
    meeting: Meeting, item: AgendaItem, minutes: Minutes, attendances: list[Attendance], *, is_public: bool
) -> list[str]:
    """What is known without anybody writing it."""
    if item.standing == Standing.OPENING and meeting.opened:
        return [_("The meeting was opened at %(clock)s.") % {"clock": clock_of(meeting.opened)}]
    if item.standing == Standing.CLOSING and meeting.closed:
        return [_("The meeting was closed at %(clock)s.") % {"clock": clock_of(meeting.closed)}]
    if item.standing == Standing.QUORUM and meeting.called:
        at = item.decided or meeting.opened or timezone.now()
        count = count_of(meeting, at, places=places_of(meeting, attendances))
        called = _("The call went out on %(day)s.") % {"day": day_of(meeting.called)}
        return [called, quorum_in_words(count)]
    if item.standing == Standing.CHECKERS:
        named = _checkers(minutes, is_public=is_public)
        return [_("To check the minutes: %s.") % ", ".join(named)] if named else []
    if not is_public and (left_out := left_out_of(item)):
        names = ", ".join(str(conflict.holder) for conflict in item.conflicts.all() if conflict.holder_id in left_out)
        return [_("Took no part because of an interest of their own: %s.") % names]
    return []


def _task(task: MeetingTask, language: str, *, is_public: bool) -> str:
    who = _name(task.owner, is_public=is_public)
    due = task.due
    parts = [pick(task.text, language).value, who]
    if due:
        parts.append(_("by %(day)s") % {"day": f"{due.day}.{due.month}.{due.year}"})
    return ", ".join(filter(None, parts))


def _offices(meeting: Meeting) -> dict[int, list[str]]:
    """What each holder is in the body besides a seat."""
    found: dict[int, list[str]] = {}
    for task, holders in officers_of(meeting).items():
        for holder in holders:
            found.setdefault(holder.pk, []).append(str(Office.Task(task).label))
    return found


def _person(attendance: Attendance, offices: dict[int, list[str]], language: str, *, is_public: bool) -> ToldPerson:
    holding = attendance.holding
    place = [str(holding.get_place_display())] if holding is not None else []
    times = []
    if attendance.arrived:
        times.append(_("from %s") % clock_of(attendance.arrived))
    if attendance.left:
        times.append(_("until %s") % clock_of(attendance.left))
    return ToldPerson(
        seat=pick(holding.seat.name, language) if holding is not None else Text("", language),
        name=_name(attendance.holder, is_public=is_public),
        role=", ".join([*place, *offices.get(attendance.holder_id, [])]),
        presence=str(attendance.get_presence_display()),
        times=" ".join(times),
    )


def _signatures(minutes: Minutes | None, *, is_public: bool) -> list[str]:
    if minutes is None:
        return []
    signed = (
        (Office.Task.CHAIR, minutes.chair_signed, minutes.chair),
        (Office.Task.SECRETARY, minutes.secretary_signed, minutes.secretary),
    )
    return [
        ", ".join(filter(None, (_name(who, is_public=is_public), str(task.label), day_of(at))))
        for task, at, who in signed
        if at is not None
    ]


def _checkers(minutes: Minutes | None, *, is_public: bool) -> list[str]:
    """Who checks, by name or, to everyone without consent to the name, by seat."""
    if minutes is None:
        return []
    checks = minutes.checks.select_related("holder")
    names = [_name(check.holder, is_public=is_public) for check in checks]
    unnamed = sum(1 for name in names if not name)
    found = [name for name in names if name]
    if unnamed and found:
        found.append(_("another member"))
    elif unnamed:
        found.append(_("two members") if unnamed > 1 else _("a member"))
    return found


def _corrections(minutes: Minutes | None, language: str, *, is_public: bool) -> list[tuple[int | None, ToldCorrection]]:
    if minutes is None:
        return []
    rows = minutes.corrections.select_related("item")
    return [
        (row.item_id, _correction(row, language, is_public=is_public))
        for row in rows
        if _is_told(row, is_public=is_public)
    ]


def _is_told(row: Correction, *, is_public: bool) -> bool:
    return row.item is None or _may_tell(row.item, is_public=is_public)


def _correction(row: Correction, language: str, *, is_public: bool) -> ToldCorrection:
    by = _("those who keep the body’s papers") if is_public else row.made_by
    return ToldCorrection(pick(row.text, language), pick(row.reason, language), day_of(row.made), by)
