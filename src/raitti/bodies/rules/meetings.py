"""Rules of meetings: who plans, calls and runs them, who sees what is not public, and who stands for the minutes."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.bodies.models import (
    AgendaItem,
    Attendance,
    Body,
    Meeting,
    MeetingTask,
    Minutes,
    MinutesCheck,
    Office,
    Paper,
)
from raitti.bodies.queries.meetings import public_part_of
from raitti.bodies.queries.standing import offices_of
from raitti.bodies.rules.standing import at_work, insider, keeper
from raitti.core.audit import System
from raitti.core.verdicts import YES, Verdict
from raitti.directory.rules.asking import Actor, any_of, refused, rule, signed_in

Task = Office.Task
LEADS = frozenset({Task.CHAIR, Task.VICE_CHAIR})
# As what somebody signs minutes.
CHAIR, SECRETARY = "chair", "secretary"


@rule
def may_see_meetings(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """A body's meetings with all that is not public: those who keep its papers or sit in it."""
    return insider(actor, body, now=now)


@rule
def may_plan_meetings(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Planning meetings and the year clock: those who keep the body's papers, and who leads it."""
    return _leads(actor, body, now=now) and at_work(body)


@rule
def may_change_meeting(actor: Actor, meeting: Meeting, *, now: datetime) -> Verdict:
    """When and where a meeting is: the same people, until it begins."""
    return _leads(actor, meeting.body, now=now) and at_work(meeting.body) and _is_ahead(meeting)


@rule
def may_call_meeting(actor: Actor, meeting: Meeting, *, now: datetime) -> Verdict:
    """Sending the call: the same people, once, to a meeting that has not begun and has something to take up."""
    verdict = may_change_meeting(actor, meeting, now=now)
    if verdict and meeting.state == Meeting.State.CALLED:
        return refused(_("The call has gone out already. What you change is told to everyone called."), code="called")
    if verdict and meeting.starts <= now:
        return refused(_("The meeting would have begun already. Give it another day first."), code="past")
    if verdict and not meeting.items.filter(standing="").exists():
        return refused(_("There is nothing on the agenda yet. Add a matter first."), code="no_agenda")
    return verdict


@rule
def may_cancel_meeting(actor: Actor, meeting: Meeting, *, now: datetime) -> Verdict:
    """Calling a meeting off: the same people, until it begins."""
    if meeting.state in (Meeting.State.SITTING, Meeting.State.HELD):
        verdict = _leads(actor, meeting.body, now=now)
        return verdict and refused(
            _("The meeting has begun and there are minutes of it: it cannot be cancelled any more."), code="begun"
        )
    return may_change_meeting(actor, meeting, now=now)


@rule
def may_edit_agenda(actor: Actor, meeting: Meeting, *, now: datetime) -> Verdict:
    """What is on the agenda: those who keep the papers, who leads and who presents, until the meeting is over."""
    presents = _has_office(actor, meeting.body, {Task.PRESENTER}, now=now)
    verdict = any_of(presents, _leads(actor, meeting.body, now=now)) and at_work(meeting.body)
    if verdict and meeting.is_over:
        return refused(_("The meeting is over: its agenda stands as it was."), code="over")
    return verdict


@rule
def may_edit_item(actor: Actor, item: AgendaItem, *, now: datetime) -> Verdict:
    """One item of the agenda: the same people, until something has been decided of it."""
    verdict = may_edit_agenda(actor, item.meeting, now=now)
    if verdict and item.outcome:
        return refused(_("This has been decided: it stays where and as it was taken up."), code="decided")
    return verdict


@rule
def may_see_paper(actor: Actor, paper: Paper, *, now: datetime) -> Verdict:
    """A file of an agenda: everyone, once the meeting is public and it is not confidential; else those who sit."""
    public = public_part_of(paper.item.meeting)
    if public is not None and paper in public.papers:
        return YES
    return insider(actor, paper.item.meeting.body, now=now)


@rule
def may_answer_call(actor: Actor, attendance: Attendance, *, now: datetime) -> Verdict:
    """Saying whether one comes: whoever was called, or has the letter's link, until the meeting begins."""
    verdict = any_of(_is_holder(actor, attendance.holder.person_id), keeper(actor, attendance.meeting.body, now=now))
    if verdict and attendance.meeting.state != Meeting.State.CALLED:
        return refused(_("The meeting has begun, is over or was cancelled: there is nothing to answer."), code="over")
    return verdict


@rule
def may_run_meeting(actor: Actor, meeting: Meeting, *, now: datetime) -> Verdict:
    """Opening a meeting, marking who is there, closing it: those who keep the papers, and who leads."""
    verdict = _leads(actor, meeting.body, now=now) and at_work(meeting.body)
    if verdict and meeting.state == Meeting.State.PLANNED:
        return refused(_("Nobody has been called to this meeting yet. Send the call first."), code="not_called")
    if verdict and meeting.state == Meeting.State.CANCELLED:
        return refused(_("The meeting was cancelled."), code="cancelled")
    return verdict


@rule
def may_write_minutes(actor: Actor, meeting: Meeting, *, now: datetime) -> Verdict:
    """What was said and decided: the same people, from when the meeting begins until the draft goes to be checked."""
    verdict = may_run_meeting(actor, meeting, now=now)
    if verdict and meeting.state == Meeting.State.CALLED:
        return refused(_("The meeting has not been opened yet."), code="not_open")
    state = Minutes.objects.filter(meeting=meeting).values_list("state", flat=True).first() if verdict else None
    if verdict and state != Minutes.State.DRAFT:
        return refused(_("The minutes are no longer a draft: what is wrong in them is corrected visibly."), code="sent")
    return verdict


@rule
def may_see_minutes(actor: Actor, meeting: Meeting, *, now: datetime) -> Verdict:
    """Minutes before they are published, and what is confidential in them: those who keep the papers or sit."""
    return insider(actor, meeting.body, now=now)


@rule
def may_finish_task(actor: Actor, task: MeetingTask, *, now: datetime) -> Verdict:
    """Saying that something is done: whoever was to do it, those who keep the papers, and who leads."""
    verdict = any_of(_is_holder(actor, task.owner.person_id), _leads(actor, task.body, now=now))
    if verdict and task.done_on is not None:
        return refused(_("This has been done already."), code="done")
    return verdict


@rule
def may_send_minutes(actor: Actor, minutes: Minutes, *, now: datetime) -> Verdict:
    """Naming who checks the minutes and sending them the draft: those who keep the papers, and who leads."""
    verdict = _leads(actor, minutes.meeting.body, now=now)
    if verdict and minutes.state != Minutes.State.DRAFT:
        return refused(_("The minutes have gone to be checked already."), code="sent")
    return verdict


@rule
def may_check_minutes(actor: Actor, check: MinutesCheck, *, now: datetime) -> Verdict:
    """Saying whether minutes are in order: whoever was named to check them, while they are being checked."""
    verdict = _is_holder(actor, check.holder.person_id)
    if verdict and check.minutes.state != Minutes.State.TO_CHECK:
        return refused(_("The minutes are not being checked now."), code="not_now")
    return verdict


@rule
def may_sign_minutes(actor: Actor, minutes: Minutes, role: str, *, now: datetime) -> Verdict:
    """Signing minutes off: who led the meeting as its chair, and the body's secretary, once both checkers agree."""
    led_by = minutes.meeting.led_by
    if role == CHAIR:
        of_meeting = _is_holder(actor, led_by.person_id if led_by is not None else None)
        verdict = any_of(of_meeting, _has_office(actor, minutes.meeting.body, LEADS, now=now))
        has_signed = minutes.chair_signed is not None
    else:
        verdict = _has_office(actor, minutes.meeting.body, {Task.SECRETARY}, now=now)
        has_signed = minutes.secretary_signed is not None
    if verdict and minutes.state in (Minutes.State.DRAFT, Minutes.State.TO_CHECK):
        return refused(_("First the two checkers say that the minutes are in order."), code="not_checked")
    if verdict and has_signed:
        return refused(_("This has been signed already."), code="signed")
    return verdict


@rule
def may_publish_minutes(actor: Actor, minutes: Minutes, *, now: datetime) -> Verdict:
    """Letting everyone read minutes: those who keep the papers, once they are checked and signed off."""
    verdict = keeper(actor, minutes.meeting.body, now=now)
    if verdict and minutes.state == Minutes.State.PUBLISHED:
        return refused(_("The minutes have been published."), code="published")
    if verdict and minutes.state in (Minutes.State.DRAFT, Minutes.State.TO_CHECK):
        return refused(_("First the two checkers say that the minutes are in order."), code="not_checked")
    if verdict and minutes.state == Minutes.State.CHECKED:
        return refused(_("First the chair and the secretary sign the minutes."), code="not_signed")
    return verdict


@rule
def may_correct_minutes(actor: Actor, minutes: Minutes, *, now: datetime) -> Verdict:
    """Correcting published minutes, for everyone to see: those who keep the papers."""
    verdict = keeper(actor, minutes.meeting.body, now=now)
    if verdict and minutes.state != Minutes.State.PUBLISHED:
        return refused(_("Only published minutes are corrected. A draft is simply written anew."), code="unpublished")
    return verdict


def _leads(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    return any_of(keeper(actor, body, now=now), _has_office(actor, body, LEADS, now=now))


def _has_office(actor: Actor, body: Body, tasks: set[Task] | frozenset[Task], *, now: datetime) -> Verdict:
    if isinstance(actor, System):
        return YES
    if not isinstance(actor, Person) or not actor.is_active:
        return signed_in(actor)
    if offices_of(actor, on=timezone.localdate(now)).filter(body=body, task__in=tasks).exists():
        return YES
    return refused(_("This belongs to those who lead the body or keep its papers."))


def _is_holder(actor: Actor, person_key: int | None) -> Verdict:
    """Whether this is somebody's own; the program stands for whoever has a letter's link."""
    if isinstance(actor, System):
        return YES
    if not isinstance(actor, Person) or not actor.is_active:
        return signed_in(actor)
    return YES if actor.pk == person_key else refused(_("This is for somebody else to answer."))


def _is_ahead(meeting: Meeting) -> Verdict:
    if meeting.state == Meeting.State.CANCELLED:
        return refused(_("The meeting was cancelled."), code="cancelled")
    if not meeting.is_ahead:
        return refused(_("The meeting has begun or is over: it stays as it was."), code="begun")
    return YES
