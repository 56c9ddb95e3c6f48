"""One page to run a meeting with: who is there, what is said and decided, what is left to be done."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.bodies.actions import sitting as acts
from raitti.bodies.forms.sitting import AttendanceForm, ConflictForm, RecordForm, TaskForm
from raitti.bodies.models import AgendaItem, Conflict, Holder, Meeting
from raitti.bodies.queries.attendance import attendances_of, count_of, left_out_of, places_of
from raitti.bodies.queries.meetings import agenda_of, tasks_before
from raitti.bodies.rules import may_run_meeting, may_write_minutes
from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.workspace.asking import place_refusal
from raitti.workspace.bodies.agenda import item_or_404
from raitti.workspace.bodies.meetings import meeting_or_404, to_meeting, words_of
from raitti.workspace.rendering import desk_page, shared_context

_LATELY = timedelta(minutes=10)


@require_safe
def meeting_run(request: HttpRequest, language: str, body: UUID, meeting: UUID) -> HttpResponse:
    """The page a meeting is run with."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    require(may_run_meeting(request.user, found, now=now))
    return _run_page(request, found, now=now)


def _run_page(
    request: HttpRequest, found: Meeting, *, now: datetime, forms: dict[str, Any] | None = None
) -> HttpResponse:
    """The page, with forms that could not be taken as they were sent: `attendance`, or a kind and an item's key."""
    sent, language = forms or {}, str(request.LANGUAGE_CODE)
    attendances = attendances_of(found)
    places = places_of(found, attendances)
    people = [(each.holder_id, str(each.holder)) for each in attendances]
    items = agenda_of(found)
    lines = [
        {
            "item": item,
            "record": sent.get(f"record {item.pk}") or RecordForm(None, item=item, language=language),
            "conflict": sent.get(f"conflict {item.pk}") or ConflictForm(None, item=item, people=people),
            "task": sent.get(f"task {item.pk}") or TaskForm(None, item=item, people=people, language=language),
            "theirs": item if sent.get("theirs") == item.pk else None,
            "count": count_of(found, item.decided or found.closed or now, without=left_out_of(item), places=places),
        }
        for item in items
    ]
    context = {
        "body": found.body,
        "meeting": found,
        "lines": lines,
        "attendance": sent.get("attendance") or AttendanceForm(None, meeting=found, attendances=attendances),
        "count": count_of(found, found.closed or now, places=places),
        "tasks": tasks_before(found),
        "others": _others(request, items, now=now),
        "may_write": bool(may_write_minutes(request.user, found, now=now)),
    }
    status = 422 if sent else 200
    page, words = "workspace/bodies/meetings/run.html", words_of(found)
    return desk_page(request, page, context, name="meeting_run", words=words, status=status)


def _others(request: HttpRequest, items: list[AgendaItem], *, now: datetime) -> list[AgendaItem]:
    """What somebody else has written lately: two who write at once are told of each other."""
    return [
        item
        for item in items
        if item.written and item.written > now - _LATELY and item.written_by != str(request.user)[:200]
    ]


@require_POST
def meeting_act(request: HttpRequest, language: str, body: UUID, meeting: UUID, act: str) -> HttpResponse:
    """Open a meeting or close it."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    require(may_run_meeting(request.user, found, now=now))
    if act == "open":
        acts.open_meeting(found, actor=request.user, now=now)
        messages.success(request, _("The meeting is open. Mark first who is there."))
    elif act == "close":
        acts.close_meeting(found, actor=request.user, now=now)
        messages.success(request, _("The meeting is closed. Read the minutes through and send them to be checked."))
        return HttpResponseRedirect(address("meeting_minutes", language, **words_of(found)))
    else:
        raise Http404
    return HttpResponseRedirect(address("meeting_run", language, **words_of(found)))


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_attendance(request: HttpRequest, language: str, body: UUID, meeting: UUID) -> HttpResponse:
    """Mark who came; the form stands on the meeting's page."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    require(may_write_minutes(request.user, found, now=now))
    if request.method != "POST":
        return to_meeting(found, language)
    form = AttendanceForm(request.POST, meeting=found, attendances=attendances_of(found))
    if form.is_valid():
        led_by = form.cleaned_data["led_by"] or None
        try:
            acts.mark_attendance(found, form.marks(), led_by=led_by, actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("Marked."))
            return _to_run(found, language, "people")
    return _run_page(request, found, now=now, forms={"attendance": form})


def _to_run(found: Meeting, language: str, place: str) -> HttpResponse:
    return HttpResponseRedirect(f"{address('meeting_run', language, **words_of(found))}#{place}")


@require_http_methods(["GET", "HEAD", "POST"])
def item_write(request: HttpRequest, language: str, body: UUID, meeting: UUID, item: UUID) -> HttpResponse:
    """Write what was said and decided: by its button, or by itself while one types.

    Where somebody else has written since, both texts are shown and nothing is lost.
    """
    now, found = timezone.now(), meeting_or_404(body, meeting)
    require(may_write_minutes(request.user, found, now=now))
    kept = item_or_404(found, item)
    if request.method != "POST":
        return to_meeting(found, language)
    form = RecordForm(request.POST, item=kept, language=language)
    theirs = None
    if form.is_valid():
        seen = request.POST.get("again") or form.cleaned_data["version"]
        try:
            kept = acts.write_item(kept, form.facts(), seen=_number(seen), actor=request.user, now=now)
        except Refused as refused:
            theirs = kept.pk if refused.verdict.code == "written_meanwhile" else None
            place_refusal(form, refused, language=language)
        else:
            if not _is_by_itself(request):
                messages.success(request, _("Saved: § %d.") % kept.position)
                return _to_run(found, language, f"i{kept.pk}")
    if _is_by_itself(request):
        return _state(request, kept, form, theirs, now=now)
    return _run_page(request, found, now=now, forms={f"record {kept.pk}": form, "theirs": theirs})


def _number(text: Any) -> int:
    return int(text) if str(text).isdecimal() else -1


def _is_by_itself(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _state(
    request: HttpRequest, item: AgendaItem, form: RecordForm, theirs: int | None, *, now: datetime
) -> HttpResponse:
    """What is said under an item's text after it saved itself, or could not."""
    context = {
        **shared_context(request, name="meeting_run", words=words_of(item.meeting)),
        "item": item,
        "form": form,
        "theirs": item if theirs else None,
        "others": _others(request, list(item.meeting.items.exclude(pk=item.pk)), now=now),
        "is_saved": not form.errors,
    }
    return render(request, "workspace/bodies/meetings/written.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def item_conflict(request: HttpRequest, language: str, body: UUID, meeting: UUID, item: UUID) -> HttpResponse:
    """Note that somebody takes no part in a matter."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    require(may_write_minutes(request.user, found, now=now))
    kept = item_or_404(found, item)
    if request.method != "POST":
        return to_meeting(found, language)
    people = [(each.holder_id, str(each.holder)) for each in attendances_of(found)]
    form = ConflictForm(request.POST, item=kept, people=people)
    if form.is_valid():
        holder = get_object_or_404(Holder, pk=form.cleaned_data["holder"])
        try:
            acts.note_conflict(kept, holder, reason=form.cleaned_data["reason"], actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("Noted: they count neither to the quorum nor to the vote of this matter."))
            return _to_run(found, language, f"i{kept.pk}")
    return _run_page(request, found, now=now, forms={f"conflict {kept.pk}": form})


@require_POST
def conflict_withdraw(request: HttpRequest, language: str, body: UUID, meeting: UUID, pk: int) -> HttpResponse:
    """Take back that somebody takes no part in a matter."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    require(may_write_minutes(request.user, found, now=now))
    conflict = get_object_or_404(Conflict.objects.select_related("item__meeting"), item__meeting=found, pk=pk)
    acts.withdraw_conflict(conflict, actor=request.user, now=now)
    messages.success(request, _("Taken back."))
    return _to_run(found, language, f"i{conflict.item_id}")


@require_http_methods(["GET", "HEAD", "POST"])
def item_task(request: HttpRequest, language: str, body: UUID, meeting: UUID, item: UUID) -> HttpResponse:
    """Leave something to be done."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    require(may_write_minutes(request.user, found, now=now))
    kept = item_or_404(found, item)
    if request.method != "POST":
        return to_meeting(found, language)
    people = [(each.holder_id, str(each.holder)) for each in attendances_of(found)]
    form = TaskForm(request.POST, item=kept, people=people, language=language)
    if form.is_valid():
        try:
            acts.give_task(kept, form.facts(), actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused, language=language)
        else:
            messages.success(request, _("Saved. It comes back on the next agenda until it is done."))
            return _to_run(found, language, f"i{kept.pk}")
    return _run_page(request, found, now=now, forms={f"task {kept.pk}": form})


VIEWS: Views = {
    "meeting_run": meeting_run,
    "meeting_act": meeting_act,
    "meeting_attendance": meeting_attendance,
    "item_write": item_write,
    "item_conflict": item_conflict,
    "conflict_withdraw": conflict_withdraw,
    "item_task": item_task,
}
