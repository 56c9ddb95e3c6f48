"""Messages that are reported, decided about, hidden and appealed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from raitti.bodies.actions import group_peace as acts
from raitti.bodies.forms.groups import ReasonForm
from raitti.bodies.group_wording import written_by
from raitti.bodies.queries.group_pages import hidden_posts, waiting_reports
from raitti.bodies.rules import (
    may_answer_appeal,
    may_appeal_post,
    may_hide_post,
    may_keep_group_peace,
    may_report_post,
    may_see_group,
)
from raitti.bodies.rules.group_posts import current_hiding
from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.workspace.asking import form_page, has_turn, place_refusal
from raitti.workspace.bodies.groups.group import group_or_404
from raitti.workspace.bodies.groups.threads import post_or_404
from raitti.workspace.rendering import desk_page


@require_http_methods(["GET", "HEAD", "POST"])
def group_report(request: HttpRequest, language: str, group: UUID, post: UUID) -> HttpResponse:
    """Say that a message should not stand there, and why."""
    now, found = timezone.now(), group_or_404(group)
    require(may_see_group(request.user, found, now=now))
    about = post_or_404(found, post)
    require(may_report_post(request.user, about, now=now))
    form = ReasonForm(_sent(request), label=_("What is wrong with it?"), name="message")
    if request.method == "POST" and form.is_valid() and has_turn(request, form, now=now):
        try:
            acts.report_post(about, message=form.cleaned_data["message"], actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("Thank you. The leader has been told, and you hear what is decided."))
            return HttpResponseRedirect(address("group_thread", language, group=group, thread=about.thread.uid))
    context = {
        "body": found,
        "post": about,
        "writer": written_by(about),
        "title": _("Report a message"),
        "lead": _("The leader of the group reads what you write, and decides. Nobody else learns that it was you."),
        "button": _("Report the message"),
    }
    return _asked(request, context, form, "group_report", {"group": group, "post": post})


@require_safe
def group_peace(request: HttpRequest, language: str, group: UUID) -> HttpResponse:
    """What was reported, what is hidden, and which appeals wait."""
    now, found = timezone.now(), group_or_404(group)
    require(may_keep_group_peace(request.user, found, now=now))
    context = {
        "body": found,
        "reported": [(each, written_by(each), _open_reports(each)) for each in waiting_reports(found)],
        "hidden": [(each, written_by(each.post)) for each in hidden_posts(found)],
    }
    page = "workspace/bodies/groups/peace.html"
    return desk_page(request, page, context, name="group_peace", words={"group": group})


def _open_reports(post: Any) -> list[Any]:
    return [report for report in post.reports.all() if report.answered is None]


@require_http_methods(["GET", "HEAD", "POST"])
def group_decide(request: HttpRequest, language: str, group: UUID, post: UUID) -> HttpResponse:
    """Hide a message for a reason or let it stand; of a hidden one, answer its writer's appeal."""
    now, found = timezone.now(), group_or_404(group)
    require(may_keep_group_peace(request.user, found, now=now))
    about = post_or_404(found, post)
    hiding = current_hiding(about)
    rule = may_hide_post if hiding is None else may_answer_appeal
    require(rule(request.user, about, now=now))
    reports = list(about.reports.filter(answered=None))
    hide, stand = (("hide", _("Hide the message")), ("leave", _("Let it stand")))
    give, keep = (("give", _("Show it again")), ("keep", _("It stays hidden")))
    choices = (give, keep) if hiding is not None else (hide, stand) if reports else ()
    form = ReasonForm(
        _sent(request),
        label=_("Why") if reports or hiding is not None else _("Why it is hidden"),
        help_text=_("Whoever wrote the message, and whoever reported it, reads this."),
        choices=choices,
    )
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, form, about, is_hidden=hiding is not None, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("Decided. Those concerned get a letter."))
            return HttpResponseRedirect(address("group_peace", language, group=group))
    context = {
        "body": found,
        "post": about,
        "writer": written_by(about),
        "reports": reports,
        "hiding": hiding,
        "title": _title(is_hidden=hiding is not None, is_asked=bool(choices)),
        "button": _("Decide") if choices else _("Hide the message"),
    }
    return _asked(request, context, form, "group_decide", {"group": group, "post": post})


def _title(*, is_hidden: bool, is_asked: bool) -> str:
    if is_hidden:
        return _("Answer an appeal")
    return _("Decide about a message") if is_asked else _("Hide the message")


def _decide(request: HttpRequest, form: ReasonForm, post: Any, *, is_hidden: bool, now: Any) -> None:
    act, reason = form.cleaned_data.get("act", "hide"), form.cleaned_data["reason"]
    given = {"actor": request.user, "now": now}
    if is_hidden:
        acts.answer_appeal(post, give_back=act == "give", answer=reason, **given)
    elif act == "leave":
        acts.leave_post(post, answer=reason, **given)
    else:
        acts.hide_post(post, reason=reason, **given)


@require_http_methods(["GET", "HEAD", "POST"])
def group_appeal(request: HttpRequest, language: str, group: UUID, post: UUID) -> HttpResponse:
    """Say why one's hidden message should be seen; also whoever has left the group."""
    now, found = timezone.now(), group_or_404(group)
    about = post_or_404(found, post)
    require(may_appeal_post(request.user, about, now=now))
    form = ReasonForm(_sent(request), label=_("Why should it be seen again?"), name="text")
    if request.method == "POST" and form.is_valid() and has_turn(request, form, now=now):
        try:
            acts.appeal_post(about, text=form.cleaned_data["text"], actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("Sent. Those who look after the group answer you by letter."))
            return HttpResponseRedirect(address("own_groups", language))
    context = {
        "body": found,
        "post": about,
        "writer": written_by(about),
        "hiding": current_hiding(about),
        "title": _("Appeal"),
        "lead": _("You can appeal once. Those who look after the group decide, not whoever hid the message."),
        "button": _("Send the appeal"),
    }
    return _asked(request, context, form, "group_appeal", {"group": group, "post": post})


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _asked(
    request: HttpRequest, context: dict[str, Any], form: ReasonForm, name: str, words: dict[str, Any]
) -> HttpResponse:
    return form_page(request, "workspace/bodies/groups/about_post.html", context, form=form, name=name, words=words)


VIEWS: Views = {
    "group_report": group_report,
    "group_peace": group_peace,
    "group_decide": group_decide,
    "group_appeal": group_appeal,
}
