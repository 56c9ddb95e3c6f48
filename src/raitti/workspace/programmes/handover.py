"""Taking over what is offered, the files and the package that go along, and closing a project."""

from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.core.addresses import Views, address
from raitti.core.uploads import takes_files
from raitti.core.verdicts import Refused, require
from raitti.directory.forms.documents import FileForm
from raitti.exchange.handover.writing import pack_project, pack_structure
from raitti.programmes.actions import answers, attachments
from raitti.programmes.actions.closing import close_project
from raitti.programmes.forms.structures import AcceptForm, DeclineForm, ReasonsForm
from raitti.programmes.models import Archive, Attachment, Structure
from raitti.programmes.queries.structures import missing_steps, steps_of, structures_of, thing_of
from raitti.programmes.rules import (
    may_answer_structure,
    may_change_structure,
    may_close_project,
    may_see_archive,
    may_see_structure,
)
from raitti.workspace.asking import form_page, place_refusal
from raitti.workspace.programmes.project import project_or_404
from raitti.workspace.programmes.structures import (
    context_of,
    structure_or_404,
    structure_page,
    to_structure,
)


@require_http_methods(["GET", "HEAD", "POST"])
def structure_accept(request: HttpRequest, language: str, structure: UUID) -> HttpResponse:
    """Look at what is offered, and take it over."""
    now, found = timezone.now(), structure_or_404(structure)
    require(may_answer_structure(request.user, found, now=now))
    until = timezone.localdate(now) + relativedelta(years=1)
    form = AcceptForm(missing_steps(found), request.POST or None, until=until)
    if request.method == "POST" and form.is_valid():
        given = {"confirmed": form.cleaned_data.get("confirmed", ())}
        given["giver_reads_until"] = form.cleaned_data["giver_reads_until"]
        try:
            done = answers.accept_structure(found, **given, actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            assert done.steward is not None  # noqa: S101 - whoever accepts looks after it
            messages.success(request, _("Thank you. %s looks after it from now on.") % done.steward.name_in(language))
            return to_structure(found, language)
    context = context_of(request, found, now=now) | {
        "attachments": list(found.attachments.all()),
        "taken": [line for line in steps_of(found) if line.taken],
        "thing": thing_of(found),
    }
    page, words = "workspace/programmes/structure_accept.html", {"structure": structure}
    return form_page(request, page, context, form=form, name="structure_accept", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def structure_decline(request: HttpRequest, language: str, structure: UUID) -> HttpResponse:
    """Say no, and why."""
    now, found = timezone.now(), structure_or_404(structure)
    require(may_answer_structure(request.user, found, now=now))
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answers.decline_structure(found, **form.cleaned_data, actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("Your answer is on its way to those who offered it."))
            return HttpResponseRedirect(address("desk", language))
    context = context_of(request, found, now=now) | {"title": _("Decline"), "button": _("We do not take it over")}
    page, words = "workspace/programmes/structure_ask.html", {"structure": structure}
    return form_page(request, page, context, form=form, name="structure_decline", words=words)


@takes_files(megabytes=11)
@require_http_methods(["GET", "HEAD", "POST"])
def structure_attach(request: HttpRequest, language: str, structure: UUID) -> HttpResponse:
    """Let a file go along; the form stands on the structure's page."""
    now, found = timezone.now(), structure_or_404(structure)
    require(may_change_structure(request.user, found, now=now))
    if request.method != "POST":
        return to_structure(found, language)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        name, content = form.cleaned_data["file"]
        try:
            attachments.attach(found, name=name, content=content, actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("The file goes along."))
            return to_structure(found, language)
    return structure_page(request, found, now=now, form=form, status=422)


def _attachment(structure: Structure, uid: UUID) -> Attachment:
    return get_object_or_404(Attachment.objects.select_related("structure"), structure=structure, uid=uid)


@require_safe
def structure_file(request: HttpRequest, language: str, structure: UUID, file: UUID) -> HttpResponse:
    """A file that goes along, for those who see the structure; never shown inside our pages."""
    now, found = timezone.now(), structure_or_404(structure)
    require(may_see_structure(request.user, found, now=now))
    kept = _attachment(found, file)
    return _handed_out(kept.file, kept.name, kept.media_type)


@require_POST
def structure_file_remove(request: HttpRequest, language: str, structure: UUID, file: UUID) -> HttpResponse:
    """Take a file away."""
    now, found = timezone.now(), structure_or_404(structure)
    require(may_change_structure(request.user, found, now=now))
    attachments.remove_attachment(_attachment(found, file), actor=request.user, now=now)
    messages.success(request, _("Removed."))
    return to_structure(found, language)


@require_safe
def structure_package(request: HttpRequest, language: str, structure: UUID) -> HttpResponse:
    """Everything of a structure as one package that another service of this kind takes in."""
    now, found = timezone.now(), structure_or_404(structure)
    require(may_see_structure(request.user, found, now=now))
    return _as_download(pack_structure(found), f"{found.slug_in(language)}.zip", "application/zip")


@require_http_methods(["GET", "HEAD", "POST"])
def project_close(request: HttpRequest, language: str, project: UUID) -> HttpResponse:
    """End a project: its words for later readers, and an archive of all it was."""
    now, found = timezone.now(), project_or_404(project)
    require(may_close_project(request.user, found, now=now))
    help_text = _("What was done, who carries it on, whom to ask. Everyone can read this.")
    label = _("Closing words")
    form = ReasonsForm(request.POST or None, field="words", label=label, language=language, help_text=help_text)
    if request.method == "POST" and form.is_valid():
        try:
            close_project(found, form.written(), pack=pack_project, actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused, language=language)
        else:
            messages.success(request, _("The project has been closed. Its archive is here."))
            return HttpResponseRedirect(address("structures", language, project=project))
    context: dict[str, Any] = {
        "project": found,
        "listed": structures_of(found, on=timezone.localdate(now)),
    }
    page, words = "workspace/programmes/project_close.html", {"project": project}
    return form_page(request, page, context, form=form, name="project_close", words=words)


@require_safe
def project_archive(request: HttpRequest, language: str, project: UUID) -> HttpResponse:
    """A closed project's archive."""
    now, found = timezone.now(), project_or_404(project)
    require(may_see_archive(request.user, found, now=now))
    archive = get_object_or_404(Archive, project=found)
    return _handed_out(archive.file, f"{found.slug_in(language)}.zip", "application/zip")


def _handed_out(file: Any, name: str, media_type: str) -> HttpResponse:
    try:
        with file.open("rb") as opened:
            return _as_download(opened.read(), name, media_type)
    except FileNotFoundError as missing:
        raise Http404 from missing


def _as_download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file that a browser keeps and does not open as a page of ours."""
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


VIEWS: Views = {
    "structure_accept": structure_accept,
    "structure_decline": structure_decline,
    "structure_attach": structure_attach,
    "structure_file": structure_file,
    "structure_file_remove": structure_file_remove,
    "structure_package": structure_package,
    "project_close": project_close,
    "project_archive": project_archive,
}
