"""What the leader asks before a meeting, what members answer, what is brought back after."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raitti.bodies.actions import group_questions as acts
from raitti.bodies.forms.groups import PostForm, QuestionForm, SummaryForm
from raitti.bodies.group_wording import called
from raitti.bodies.models import Body, GroupAnswer, GroupQuestion, Summary
from raitti.bodies.queries.group_pages import answers_to
from raitti.bodies.queries.groups import leader_of, memberships_in
from raitti.bodies.rules import may_answer_question, may_lead_group, may_see_group, may_write_summary
from raitti.core.addresses import Views, address
from raitti.core.uids import read_uid
from raitti.core.verdicts import Refused, require
from raitti.workspace.asking import form_page, has_turn, keep_typed, place_refusal
from raitti.workspace.bodies.groups.group import group_or_404

_ANSWERS = 50


def question_or_404(body: Body, uid: UUID) -> GroupQuestion:
    found = get_object_or_404(GroupQuestion, body=body, uid=uid)
    found.body = body
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def group_question(request: HttpRequest, language: str, group: UUID, question: UUID) -> HttpResponse:
    """A question with its answers and summary; and a field for one's own answer, as long as it is open."""
    now, found = timezone.now(), group_or_404(group)
    require(may_see_group(request.user, found, now=now))
    asked, person = question_or_404(found, question), _person(request)
    memberships = memberships_in(found, person, now=now)
    mine = {each.membership_id: each for each in asked.answers.filter(membership__in=memberships)}
    first = mine.get(memberships[0].pk) if memberships else None
    answering = may_answer_question(person, asked, now=now)
    data = request.POST if request.method == "POST" else None
    form = PostForm(data, memberships=memberships, text=first.text if first else "", label=_("What I answer"))
    words = {"group": group, "question": question}
    if request.method == "POST" and form.is_valid() and has_turn(request, form, now=now):
        try:
            acts.answer_question(
                asked,
                text=form.cleaned_data["text"],
                membership=read_uid(form.cleaned_data.get("membership", "")),
                language=language,
                actor=person,
                now=now,
            )
        except Refused as refused:
            keep_typed(form, refused, "text", codes={"closed", "ended"})
        else:
            messages.success(request, _("Thank you for your answer. You can change it until the question closes."))
            return HttpResponseRedirect(address("group_question", language, **words))
    page = Paginator(answers_to(asked), _ANSWERS).get_page(request.GET.get("page"))
    context = {
        "body": found,
        "question": asked,
        "summary": Summary.objects.filter(question=asked).first(),
        "leader": leader_of(found, on=timezone.localdate(now)),
        "page": page,
        "answers": [
            (each, called(each.membership) if each.membership.is_current else _("former member")) for each in page
        ],
        "answering": answering,
        "answered": bool(mine),
        "is_open": asked.closes > now,
        "leads": bool(may_lead_group(person, found, now=now)),
        "may_bring_back": bool(may_write_summary(person, asked, now=now)),
    }
    page_name = "workspace/bodies/groups/question.html"
    return form_page(request, page_name, context, form=form, name="group_question", words=words)


def _person(request: HttpRequest) -> Any:
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
def group_question_new(request: HttpRequest, language: str, group: UUID) -> HttpResponse:
    """Ask the group something before a meeting."""
    now, found = timezone.now(), group_or_404(group)
    require(may_lead_group(request.user, found, now=now))
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and has_turn(request, form, now=now):
        try:
            made = acts.ask_group(found, form.facts(language), actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("Asked. The members get a letter."))
            return HttpResponseRedirect(address("group_question", language, group=group, question=made.uid))
    page, words = "workspace/bodies/groups/question_form.html", {"group": group}
    return form_page(request, page, {"body": found}, form=form, name="group_question_new", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def group_question_edit(request: HttpRequest, language: str, group: UUID, question: UUID) -> HttpResponse:
    """Ask otherwise while nobody has answered; put off the closing at any time."""
    now, found = timezone.now(), group_or_404(group)
    require(may_lead_group(request.user, found, now=now))
    asked = question_or_404(found, question)
    form = QuestionForm(request.POST if request.method == "POST" else None, question=asked)
    words = {"group": group, "question": question}
    if request.method == "POST" and form.is_valid():
        try:
            acts.change_question(asked, form.facts(asked.language), actor=request.user, now=now)
        except Refused as refused:
            if "field" not in refused.verdict.details:
                form.add_error("title", str(refused.verdict.reason))
            else:
                place_refusal(form, refused)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(address("group_question", language, **words))
    context = {"body": found, "question": asked, "answered": asked.answers.exists()}
    page = "workspace/bodies/groups/question_form.html"
    return form_page(request, page, context, form=form, name="group_question_edit", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def group_summary(request: HttpRequest, language: str, group: UUID, question: UUID) -> HttpResponse:
    """Bring back what the group said and what came of it."""
    now, found = timezone.now(), group_or_404(group)
    require(may_lead_group(request.user, found, now=now))
    asked = question_or_404(found, question)
    require(may_write_summary(request.user, asked, now=now))
    before = Summary.objects.filter(question=asked).first()
    form = SummaryForm(
        request.POST if request.method == "POST" else None,
        text=before.text if before else "",
        is_public=before.is_public if before else False,
    )
    words = {"group": group, "question": question}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            acts.bring_back(
                asked, text=said["text"], is_public=said["is_public"], language=language, actor=request.user, now=now
            )
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("Brought back. Thank you on behalf of the group."))
            return HttpResponseRedirect(address("group_question", language, **words))
    context = {
        "body": found,
        "question": asked,
        "answers": [(each, called(each.membership)) for each in _some(asked)],
        "count": asked.answers.count(),
    }
    page = "workspace/bodies/groups/summary.html"
    return form_page(request, page, context, form=form, name="group_summary", words=words)


def _some(asked: GroupQuestion) -> list[GroupAnswer]:
    """What the leader has before them while writing; the rest is on the question's own page."""
    return list(answers_to(asked)[:_ANSWERS])


VIEWS: Views = {
    "group_question": group_question,
    "group_question_new": group_question_new,
    "group_question_edit": group_question_edit,
    "group_summary": group_summary,
}
