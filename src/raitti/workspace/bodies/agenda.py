"""The agenda of a meeting: its matters, their order, their files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.bodies.actions import agenda as acts
from raitti.bodies.forms.meetings import ItemForm, PaperForm
from raitti.bodies.models import AgendaItem, Meeting, Paper
from raitti.bodies.queries.attendance import to_be_called
from raitti.bodies.rules import may_edit_agenda, may_edit_item, may_see_paper
from raitti.core.addresses import Views
from raitti.core.uploads import takes_files
from raitti.core.verdicts import Refused, require
from raitti.workspace.asking import form_page, place_refusal
from raitti.workspace.bodies.meetings import meeting_or_404, to_meeting, words_of


def item_or_404(meeting: Meeting, uid: UUID) -> AgendaItem:
    found = get_object_or_404(AgendaItem, meeting=meeting, uid=uid)
    found.meeting = meeting
    return found


def people_of(meeting: Meeting) -> list[tuple[int, str]]:
    """Those called to a meeting, as choices."""
    return [(holder.pk, str(holder)) for holder, _holding in to_be_called(meeting)]


@require_http_methods(["GET", "HEAD", "POST"])
def item_new(request: HttpRequest, language: str, body: UUID, meeting: UUID) -> HttpResponse:
    """Put a matter on the agenda."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    require(may_edit_agenda(request.user, found, now=now))
    form = ItemForm(request.POST or None, item=None, presenters=people_of(found), language=language)
    if request.method == "POST" and form.is_valid():
        try:
            acts.add_item(found, form.facts(), actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused, language=language)
        else:
            messages.success(request, _("It is on the agenda."))
            return to_meeting(found, language)
    context: dict[str, Any] = {"body": found.body, "meeting": found, "item": None}
    page = "workspace/bodies/meetings/item_form.html"
    return form_page(request, page, context, form=form, name="item_new", words=words_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
def item_edit(request: HttpRequest, language: str, body: UUID, meeting: UUID, item: UUID) -> HttpResponse:
    """Change a matter, and what goes along with it."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    kept = item_or_404(found, item)
    require(may_edit_item(request.user, kept, now=now))
    form = ItemForm(request.POST or None, item=kept, presenters=people_of(found), language=language)
    if request.method == "POST" and form.is_valid():
        try:
            acts.change_item(kept, form.facts(), actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused, language=language)
        else:
            messages.success(request, _("Saved."))
            return to_meeting(found, language)
    context = {"body": found.body, "meeting": found, "item": kept}
    page, words = "workspace/bodies/meetings/item_form.html", words_of(found, item=item)
    return form_page(request, page, context, form=form, name="item_edit", words=words)


@require_POST
def item_act(request: HttpRequest, language: str, body: UUID, meeting: UUID, item: UUID, act: str) -> HttpResponse:
    """Move a matter up or down, or take it off the agenda."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    kept = item_or_404(found, item)
    require(may_edit_item(request.user, kept, now=now))
    if act in ("up", "down"):
        acts.move_item(kept, -1 if act == "up" else 1, actor=request.user, now=now)
    elif act == "remove":
        acts.remove_item(kept, actor=request.user, now=now)
        messages.success(request, _("Removed."))
    else:
        raise Http404
    return to_meeting(found, language)


@takes_files(megabytes=11)
@require_http_methods(["GET", "HEAD", "POST"])
def item_paper(request: HttpRequest, language: str, body: UUID, meeting: UUID, item: UUID) -> HttpResponse:
    """Let a file go along with a matter."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    kept = item_or_404(found, item)
    require(may_edit_item(request.user, kept, now=now))
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, content = form.cleaned_data["file"]
        given = {"name": name, "content": content, "is_confidential": form.cleaned_data["is_confidential"]}
        try:
            acts.add_paper(kept, **given, actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("The file goes along."))
            return to_meeting(found, language)
    context = {"body": found.body, "meeting": found, "item": kept}
    page, words = "workspace/bodies/meetings/paper_form.html", words_of(found, item=item)
    return form_page(request, page, context, form=form, name="item_paper", words=words)


def paper_or_404(meeting: Meeting, uid: UUID) -> Paper:
    found = get_object_or_404(Paper.objects.select_related("item"), item__meeting=meeting, uid=uid)
    found.item.meeting = meeting
    return found


@require_safe
def meeting_paper(request: HttpRequest, language: str, body: UUID, meeting: UUID, paper: UUID) -> HttpResponse:
    """A file of a matter; never shown inside our pages."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    kept = paper_or_404(found, paper)
    require(may_see_paper(request.user, kept, now=now))
    return handed_out(kept)


def handed_out(paper: Paper) -> HttpResponse:
    """A file that a browser keeps and does not open as a page of ours."""
    try:
        with paper.file.open("rb") as opened:
            response = HttpResponse(opened.read(), content_type=paper.media_type)
    except FileNotFoundError as missing:
        raise Http404 from missing
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=paper.name) or ""
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_POST
def meeting_paper_remove(request: HttpRequest, language: str, body: UUID, meeting: UUID, paper: UUID) -> HttpResponse:
    """Take a file away."""
    now, found = timezone.now(), meeting_or_404(body, meeting)
    kept = paper_or_404(found, paper)
    require(may_edit_item(request.user, kept.item, now=now))
    acts.remove_paper(kept, actor=request.user, now=now)
    messages.success(request, _("Removed."))
    return to_meeting(found, language)


VIEWS: Views = {
    "item_new": item_new,
    "item_edit": item_edit,
    "item_act": item_act,
    "item_paper": item_paper,
    "meeting_paper": meeting_paper,
    "meeting_paper_remove": meeting_paper_remove,
}
