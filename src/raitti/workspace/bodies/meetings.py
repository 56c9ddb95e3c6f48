"""Meetings of a body: the list with the year clock, planning, calling, cancelling, and what was decided."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.bodies.actions import meetings as acts
from raitti.bodies.actions.meeting_letters import calendar_of
from raitti.bodies.actions.sitting import finish_task
from raitti.bodies.forms.meetings import MONTHS, CancelForm, DecisionsForm, LateForm, MeetingForm, YearForm
from raitti.bodies.meeting_exporting import MINUTES, NOTICE, decisions_workbook, meeting_pdf
from raitti.bodies.meeting_telling import tell_meeting
from raitti.bodies.meeting_wording import when_of
from raitti.bodies.models import AgendaItem, Body, Meeting, MeetingTask
from raitti.bodies.queries import meetings as listed
from raitti.bodies.queries.attendance import attendances_of, to_be_called
from raitti.bodies.queries.meeting_links import answer_token
from raitti.bodies.queries.statements import waiting_initiatives
from raitti.bodies.rules import (
    may_call_meeting,
    may_cancel_meeting,
    may_change_meeting,
    may_edit_agenda,
    may_finish_task,
    may_plan_meetings,
    may_run_meeting,
    may_see_meetings,
    may_see_minutes,
)
from raitti.core.addresses import Views, address, slug_of
from raitti.core.verdicts import Refused, require
from raitti.render.ical import REQUEST
from raitti.workspace.asking import form_page, place_refusal
from raitti.workspace.bodies.body import body_or_404
from raitti.workspace.rendering import desk_page
from raitti.workspace.taking import file_to_take

_PAST_SHOWN = 30
_DECISIONS_SHOWN = 50
_INITIATIVES_SHOWN = 20


def meeting_or_404(body: UUID, meeting: UUID) -> Meeting:
    """The meeting, with what every page and rule asks of it."""
    found = Meeting.objects.select_related("body__setter", "body__steward", "led_by")
    return get_object_or_404(found, uid=meeting, body__uid=body)


def words_of(meeting: Meeting, **more: Any) -> dict[str, Any]:
    """The words of a meeting's addresses."""
    return {"body": meeting.body.uid, "meeting": meeting.uid, **more}


def to_meeting(meeting: Meeting, language: str) -> HttpResponse:
    return HttpResponseRedirect(address("meeting", language, **words_of(meeting)))


@require_safe
def body_meetings(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """The meetings ahead, what is left to do, the year clock and the meetings held."""
    now, found = timezone.now(), body_or_404(body)
    require(may_see_meetings(request.user, found, now=now))
    year = timezone.localdate(now).year
    past = Paginator(listed.meetings_past(found), _PAST_SHOWN).get_page(request.GET.get("page"))
    tasks = listed.open_tasks(found)
    context = {
        "body": found,
        "ahead": listed.meetings_ahead(found),
        "page": past,
        "tasks": [(task, bool(may_finish_task(request.user, task, now=now))) for task in tasks],
        "years": [(each, months) for each in (year, year + 1) if (months := _clock(found, each))],
        "this_year": year,
        "today": timezone.localdate(now),
        "may_plan": bool(may_plan_meetings(request.user, found, now=now)),
    }
    template, words = "workspace/bodies/meetings/meetings.html", {"body": body}
    return desk_page(request, template, context, name="body_meetings", words=words)


def _clock(body: Body, year: int) -> list[tuple[str, Any, Any]]:
    return [(str(MONTHS[month - 1]), lines, held) for month, lines, held in listed.year_clock(body, year)]


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """Plan a meeting."""
    now, found = timezone.now(), body_or_404(body)
    require(may_plan_meetings(request.user, found, now=now))
    form = MeetingForm(request.POST or None, meeting=None, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = acts.plan_meeting(found, form.facts(), actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused, language=language)
        else:
            messages.success(request, _("Planned. Write its agenda next, then send the call."))
            _tell_overlaps(request, meeting)
            return to_meeting(meeting, language)
    context = {"body": found, "meeting": None}
    page = "workspace/bodies/meetings/meeting_form.html"
    return form_page(request, page, context, form=form, name="meeting_new", words={"body": body})


def _tell_overlaps(request: HttpRequest, meeting: Meeting) -> None:
    """Two meetings at once are allowed, and told."""
    for other in listed.overlapping(meeting):
        words = {"body": other.body, "when": when_of(other)}
        messages.warning(request, _("At the same time there is another meeting: %(body)s, %(when)s.") % words)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_year(request: HttpRequest, language: str, body: UUID, year: int) -> HttpResponse:
    """Plan a year: its meetings at once, and what each month takes up."""
    now, found = timezone.now(), body_or_404(body)
    require(may_plan_meetings(request.user, found, now=now))
    if not 2000 <= year <= 2100:
        raise Http404
    form = YearForm(request.POST or None, body=found, year=year, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.plan_year(found, form.sittings(), actor=request.user, now=now)
            acts.set_year_clock(found, year, form.months(), actor=request.user, now=now)
        except Refused as refused:
            _place_day(form, refused)
        else:
            messages.success(request, _("Saved. Meetings planned: %d.") % len(made))
            for meeting in made:
                _tell_overlaps(request, meeting)
            return HttpResponseRedirect(address("body_meetings", language, body=body))
    context = {"body": found, "year": year}
    page, words = "workspace/bodies/meetings/year.html", {"body": body, "year": year}
    return form_page(request, page, context, form=form, name="meeting_year", words=words)


def _place_day(form: forms.Form, refused: Refused) -> None:
    """One day of many stands in the field of all of them, named."""
    if refused.verdict.details.get("field") == "day":
        form.add_error("days", f"{refused.verdict.details.get('value')}: {refused.verdict.reason}")
    else:
        place_refusal(form, refused)


@require_safe
def meeting(request: HttpRequest, language: str, body: UUID, meeting: UUID) -> HttpResponse:
    """One meeting: when and where, who comes, its agenda, and the one thing to do next."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    require(may_see_meetings(request.user, found.body, now=now))
    attendances = attendances_of(found)
    edits = bool(may_edit_agenda(request.user, found, now=now))
    mine = next((each for each in attendances if each.holder.person_id == request.user.pk), None)
    context = {
        "body": found.body,
        "meeting": found,
        "told": tell_meeting(found, language, is_public=False),
        "when": when_of(found),
        "attendances": attendances,
        "my_token": answer_token(mine) if mine is not None and mine.asked else "",
        "mine": mine,
        "is_late": found.state == Meeting.State.PLANNED and listed.is_late(found, now=now),
        "may_change": bool(may_change_meeting(request.user, found, now=now)),
        "calling": may_call_meeting(request.user, found, now=now),
        "may_cancel": bool(may_cancel_meeting(request.user, found, now=now)),
        "may_edit_agenda": edits,
        "initiatives": list(waiting_initiatives(found.body)[:_INITIATIVES_SHOWN]) if edits else [],
        "may_run": bool(may_run_meeting(request.user, found, now=now)),
        "public_words": {"year": found.year, "number": found.number, "slug": slug_of(found.body, language)},
    }
    page, words = "workspace/bodies/meetings/meeting.html", words_of(found)
    return desk_page(request, page, context, name="meeting", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: HttpRequest, language: str, body: UUID, meeting: UUID) -> HttpResponse:
    """Change when and where a meeting is."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    require(may_change_meeting(request.user, found, now=now))
    form = MeetingForm(request.POST or None, meeting=found, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            changed = acts.change_meeting(found, form.facts(), actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused, language=language)
        else:
            told = changed.state == Meeting.State.CALLED and changed.sequence != found.sequence
            messages.success(request, _("Saved. Those called get a letter of the change.") if told else _("Saved."))
            _tell_overlaps(request, changed)
            return to_meeting(found, language)
    context = {"body": found.body, "meeting": found}
    page = "workspace/bodies/meetings/meeting_form.html"
    return form_page(request, page, context, form=form, name="meeting_edit", words=words_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_call(request: HttpRequest, language: str, body: UUID, meeting: UUID) -> HttpResponse:
    """Look at what goes out to whom, and send it."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    require(may_call_meeting(request.user, found, now=now))
    late = listed.is_late(found, now=now)
    form = LateForm(request.POST or None)
    if not late:
        form.fields.pop("late_reason")
    if request.method == "POST" and form.is_valid():
        try:
            acts.call_meeting(found, **form.cleaned_data, actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("The call is on its way to everyone."))
            return to_meeting(found, language)
    context = {
        "body": found.body,
        "meeting": found,
        "is_late": late,
        "called": [holder for holder, _holding in to_be_called(found)],
        "told": tell_meeting(found, language, is_public=False),
    }
    page = "workspace/bodies/meetings/call.html"
    return form_page(request, page, context, form=form, name="meeting_call", words=words_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_cancel(request: HttpRequest, language: str, body: UUID, meeting: UUID) -> HttpResponse:
    """Call a meeting off, and say why."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    require(may_cancel_meeting(request.user, found, now=now))
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.cancel_meeting(found, **form.cleaned_data, actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("Cancelled. Those who had been called are told."))
            return to_meeting(found, language)
    context = {"body": found.body, "meeting": found, "when": when_of(found)}
    page = "workspace/bodies/meetings/cancel.html"
    return form_page(request, page, context, form=form, name="meeting_cancel", words=words_of(found))


@require_safe
def meeting_file(request: HttpRequest, language: str, body: UUID, meeting: UUID, what: str) -> HttpResponse:
    """The notice or the minutes as PDF, with what is confidential: for those who sit in the body."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    require(may_see_minutes(request.user, found, now=now))
    if what not in (NOTICE, MINUTES):
        raise Http404
    name = f"{slug_of(found.body, language)}-{found.year}-{found.number}-{what}-{language}"
    return file_to_take(lambda: meeting_pdf(found, what, language, is_public=False), name=name, form="pdf")


@require_safe
def meeting_calendar(request: HttpRequest, language: str, body: UUID, meeting: UUID) -> HttpResponse:
    """The meeting for one's own calendar, with the remote link: for those who were called."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    require(may_see_meetings(request.user, found.body, now=now))
    mine = found.attendances.filter(holder__person=request.user.pk).select_related("holder__person").first()
    if mine is None:
        raise Http404
    mine.meeting = found
    made = calendar_of(mine, method=REQUEST, now=now)
    response = HttpResponse(made.encode(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="kokous.ics"'
    return response


@require_POST
def meeting_task_done(request: HttpRequest, language: str, body: UUID, task: UUID) -> HttpResponse:
    """Say that something left to be done is done."""
    now, found = timezone.now(), body_or_404(body)
    require(may_see_meetings(request.user, found, now=now))
    task_found = get_object_or_404(MeetingTask.objects.select_related("owner", "body__steward"), body=found, uid=task)
    finish_task(task_found, note=request.POST.get("note", "")[:300], actor=request.user, now=now)
    messages.success(request, _("Done. It is off the next agenda."))
    return HttpResponseRedirect(address("body_meetings", language, body=body))


def _decisions(request: HttpRequest, body: Body) -> tuple[DecisionsForm, list[AgendaItem]]:
    form = DecisionsForm(request.GET or None)
    wanted = listed.DecisionFilter()
    if form.is_valid():
        wanted = listed.DecisionFilter(**form.cleaned_data)
    return form, listed.decisions_of(body, wanted, only_public=False)


@require_safe
def body_decisions(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """What was decided over the years, to be looked through and taken along."""
    now, found = timezone.now(), body_or_404(body)
    require(may_see_meetings(request.user, found, now=now))
    form, items = _decisions(request, found)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "body": found,
        "form": form,
        "page": Paginator(items, _DECISIONS_SHOWN).get_page(request.GET.get("page")),
        "filters": query.urlencode(),
    }
    template, words = "workspace/bodies/meetings/decisions.html", {"body": body}
    return desk_page(request, template, context, name="body_decisions", words=words)


@require_safe
def body_decisions_file(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """The same as a workbook."""
    now, found = timezone.now(), body_or_404(body)
    require(may_see_meetings(request.user, found, now=now))
    _form, items = _decisions(request, found)
    name = f"{slug_of(found, language)}-{_('decisions')}"
    return file_to_take(lambda: decisions_workbook(found, items, language), name=name, form="xlsx")


VIEWS: Views = {
    "body_meetings": body_meetings,
    "meeting_new": meeting_new,
    "meeting_year": meeting_year,
    "meeting": meeting,
    "meeting_edit": meeting_edit,
    "meeting_call": meeting_call,
    "meeting_cancel": meeting_cancel,
    "meeting_file": meeting_file,
    "meeting_calendar": meeting_calendar,
    "meeting_task_done": meeting_task_done,
    "body_decisions": body_decisions,
    "body_decisions_file": body_decisions_file,
}
