"""Minutes on their way to everyone, and the pages that letters' links lead to, with or without an account."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from raitti.bodies.actions import minutes as acts
from raitti.bodies.actions.answers import answer_call
from raitti.bodies.forms.sitting import CheckersForm, CheckForm, CorrectionForm
from raitti.bodies.meeting_telling import tell_meeting
from raitti.bodies.models import Attendance, Holder, Holding, Meeting, Minutes
from raitti.bodies.queries.attendance import attendances_of, officers_of
from raitti.bodies.queries.meeting_links import attendance_of, check_of, check_token, signing_of, signing_token
from raitti.bodies.queries.meetings import minutes_of
from raitti.bodies.rules import (
    may_answer_call,
    may_check_minutes,
    may_correct_minutes,
    may_publish_minutes,
    may_see_minutes,
    may_see_paper,
    may_send_minutes,
    may_sign_minutes,
    may_write_minutes,
)
from raitti.bodies.rules.meetings import CHAIR, SECRETARY
from raitti.core.addresses import Views, address, slug_of
from raitti.core.audit import LinkHolder
from raitti.core.verdicts import Refused, require
from raitti.workspace.asking import form_page, place_refusal
from raitti.workspace.bodies.agenda import handed_out, paper_or_404
from raitti.workspace.bodies.meetings import meeting_or_404, words_of
from raitti.workspace.rendering import ASK_AGAIN, desk_page, old_link


def _minutes_or_404(meeting: Meeting) -> Minutes:
    found = minutes_of(meeting)
    return found if found is not None else get_object_or_404(Minutes, meeting=meeting)


def _to_minutes(meeting: Meeting, language: str) -> HttpResponse:
    return HttpResponseRedirect(address("meeting_minutes", language, **words_of(meeting)))


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_minutes(request: HttpRequest, language: str, body: UUID, meeting: UUID) -> HttpResponse:
    """The minutes as they stand, how far they have come, and the next step as a button."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    require(may_see_minutes(request.user, found, now=now))
    minutes = _minutes_or_404(found)
    if request.method == "POST":
        if request.POST.get("act") == "publish":
            acts.publish_minutes(minutes, actor=request.user, now=now)
            messages.success(request, _("Published: everyone can read them now."))
        else:
            acts.send_minutes(minutes, actor=request.user, now=now)
            messages.success(request, _("Sent to the two who check them."))
        return _to_minutes(found, language)
    return _minutes_page(request, minutes, now=now)


def _minutes_page(request: HttpRequest, minutes: Minutes, *, now: datetime, form: Any = None) -> HttpResponse:
    found, language = minutes.meeting, str(request.LANGUAGE_CODE)
    checks = list(minutes.checks.select_related("holder"))
    for check in checks:
        check.minutes = minutes
    may_send = may_send_minutes(request.user, minutes, now=now)
    mine = next((check for check in checks if may_check_minutes(request.user, check, now=now)), None)
    context = {
        "body": found.body,
        "meeting": found,
        "minutes": minutes,
        "told": tell_meeting(found, language, is_public=False),
        "checks": checks,
        "may_send": bool(may_send),
        "may_write": bool(may_write_minutes(request.user, found, now=now)),
        "may_publish": bool(may_publish_minutes(request.user, minutes, now=now)),
        "may_correct": bool(may_correct_minutes(request.user, minutes, now=now)),
        "my_check": check_token(mine) if mine is not None else "",
        "my_signatures": _own_signatures(request, minutes, now=now),
        "form": form or (_checkers_form(None, minutes) if may_send else None),
        "public_words": {"year": found.year, "number": found.number, "slug": slug_of(found.body, language)},
        "was_sent_back": form is not None,
    }
    status = 422 if form is not None else 200
    page, words = "workspace/bodies/meetings/minutes.html", words_of(found)
    return desk_page(request, page, context, name="meeting_minutes", words=words, status=status)


def _own_signatures(request: HttpRequest, minutes: Minutes, *, now: datetime) -> list[tuple[str, str]]:
    """As what the reader can sign now, each with the link that does it."""
    officers = officers_of(minutes.meeting)
    leaders = [*officers.get("chair", ()), *officers.get("vice_chair", ())]
    if minutes.meeting.led_by is not None:
        leaders.insert(0, minutes.meeting.led_by)
    found = []
    for role, holders in ((CHAIR, leaders), (SECRETARY, officers.get("secretary", []))):
        holder = next((each for each in holders if each.person_id == request.user.pk), None)
        if holder is not None and may_sign_minutes(request.user, minutes, role, now=now):
            found.append((role, signing_token(minutes, role, holder.pk)))
    return found


def _checkers_form(data: Any, minutes: Minutes) -> CheckersForm:
    people = [(each.holder_id, str(each.holder)) for each in attendances_of(minutes.meeting) if each.is_present]
    named = [check.holder_id for check in minutes.checks.all()]
    return CheckersForm(data, people=people, named=named)


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_checkers(request: HttpRequest, language: str, body: UUID, meeting: UUID) -> HttpResponse:
    """Name the two who check the minutes."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    require(may_see_minutes(request.user, found, now=now))
    minutes = _minutes_or_404(found)
    require(may_send_minutes(request.user, minutes, now=now))
    if request.method != "POST":
        return _to_minutes(found, language)
    form = _checkers_form(request.POST, minutes)
    if form.is_valid():
        named = [get_object_or_404(Holder, pk=form.cleaned_data[name]) for name in ("first", "second")]
        try:
            acts.name_checkers(minutes, named, actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("Saved."))
            return _to_minutes(found, language)
    return _minutes_page(request, minutes, now=now, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_correct(request: HttpRequest, language: str, body: UUID, meeting: UUID) -> HttpResponse:
    """Correct published minutes, for everyone to see."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    require(may_see_minutes(request.user, found, now=now))
    minutes = _minutes_or_404(found)
    require(may_correct_minutes(request.user, minutes, now=now))
    items = list(found.items.order_by("position"))
    form = CorrectionForm(request.POST or None, items=items, language=language)
    if request.method == "POST" and form.is_valid():
        item = next((each for each in items if each.pk == form.cleaned_data["item"]), None)
        texts = {name: form.texts(name) for name in ("text", "reason")}
        try:
            acts.correct_minutes(minutes, **texts, item=item, actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused, language=language)
        else:
            messages.success(request, _("Corrected: it stands beside the minutes for everyone."))
            return _to_minutes(found, language)
    context = {"body": found.body, "meeting": found}
    page = "workspace/bodies/meetings/correct.html"
    return form_page(request, page, context, form=form, name="minutes_correct", words=words_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_answer(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Say whether one comes, and read the papers, by the link of one's own letter."""
    now, attendance = timezone.now(), attendance_of(token)
    if attendance is None or not _is_still_called(attendance):
        return old_link(request, name="meeting_answer", token=token, instead=ASK_AGAIN)
    actor = LinkHolder(str(attendance.holder))
    answering = may_answer_call(actor, attendance, now=now)
    if request.method == "POST":
        answer_call(attendance, request.POST.get("answer", ""), actor=actor, now=now)
        messages.success(request, _("Thank you. Your answer has been written down."))
        return HttpResponseRedirect(address("meeting_answer", language, token=token))
    context = {
        "attendance": attendance,
        "meeting": attendance.meeting,
        "body": attendance.meeting.body,
        "token": token,
        "told": tell_meeting(attendance.meeting, language, is_public=False),
        "answering": answering,
    }
    page, words = "workspace/bodies/meetings/answer.html", {"token": token}
    return desk_page(request, page, context, name="meeting_answer", words=words)


def _is_still_called(attendance: Attendance) -> bool:
    """Whether a link is for somebody who still has the place they were called for, and was asked to come."""
    if attendance.asked is None:
        return False
    holding = attendance.holding
    today = timezone.localdate()
    return holding is None or Holding.objects.on(today).filter(pk=holding.pk).exists()


@require_safe
def meeting_answer_paper(request: HttpRequest, language: str, token: str, paper: UUID) -> HttpResponse:
    """A file of the meeting, by the link of one's own letter."""
    now, attendance = timezone.now(), attendance_of(token)
    if attendance is None or not _is_still_called(attendance):
        return old_link(request, name="meeting_answer", token=token, instead=ASK_AGAIN)
    kept = paper_or_404(attendance.meeting, paper)
    require(may_see_paper(LinkHolder(str(attendance.holder)), kept, now=now))
    return handed_out(kept)


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_check(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Read the draft and say whether it is in order, by the link of one's own letter."""
    now, check = timezone.now(), check_of(token)
    if check is None:
        return old_link(request, name="minutes_check", token=token, instead=ASK_AGAIN)
    actor = LinkHolder(str(check.holder))
    checking = may_check_minutes(actor, check, now=now)
    if not checking and request.method != "POST":
        return _settled(request, check.minutes, str(checking.reason), name="minutes_check", token=token)
    require(checking)
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.check_minutes(check, **form.cleaned_data, actor=actor, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("Thank you. Your answer has been written down."))
            return HttpResponseRedirect(address("minutes_check", language, token=token))
    context = _token_context(check.minutes, language) | {"check": check}
    page = "workspace/bodies/meetings/check.html"
    return form_page(request, page, context, form=form, name="minutes_check", words={"token": token})


def _token_context(minutes: Minutes, language: str) -> dict[str, Any]:
    meeting = minutes.meeting
    told = tell_meeting(meeting, language, is_public=False)
    return {"minutes": minutes, "meeting": meeting, "body": meeting.body, "told": told}


def _settled(request: HttpRequest, minutes: Minutes, reason: str, *, name: str, token: str) -> HttpResponse:
    """For a link whose time has not come or has passed: what is known, and nothing of the draft."""
    context = {"minutes": minutes, "meeting": minutes.meeting, "body": minutes.meeting.body, "reason": reason}
    page = "workspace/bodies/meetings/settled.html"
    return desk_page(request, page, context, name=name, words={"token": token})


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_sign(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Read the minutes and sign them, by the link of one's own letter."""
    now, said = timezone.now(), signing_of(token)
    if said is None:
        return old_link(request, name="minutes_sign", token=token, instead=ASK_AGAIN)
    minutes, role, key = said
    holder = get_object_or_404(Holder, pk=key)
    actor = LinkHolder(str(holder))
    signing = may_sign_minutes(actor, minutes, role, now=now)
    if request.method == "POST":
        acts.sign_minutes(minutes, role, signer=holder, actor=actor, now=now)
        messages.success(request, _("Thank you. You have signed the minutes."))
        return HttpResponseRedirect(address("minutes_sign", language, token=token))
    if not signing:
        return _settled(request, minutes, str(signing.reason), name="minutes_sign", token=token)
    context = _token_context(minutes, language) | {"role": role, "holder": holder}
    page = "workspace/bodies/meetings/sign.html"
    return desk_page(request, page, context, name="minutes_sign", words={"token": token})


VIEWS: Views = {
    "meeting_minutes": meeting_minutes,
    "minutes_checkers": minutes_checkers,
    "minutes_correct": minutes_correct,
    "meeting_answer": meeting_answer,
    "meeting_answer_paper": meeting_answer_paper,
    "minutes_check": minutes_check,
    "minutes_sign": minutes_sign,
}
