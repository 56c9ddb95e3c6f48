"""Notices of a project: drafted from its plan, edited in three languages, approved, published, mailed."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.core.addresses import Views, address, full_address, slug_of
from raitti.core.languages import INTERFACE_LANGUAGES
from raitti.core.texts import pick, versions
from raitti.core.verdicts import Refused, require
from raitti.programmes.actions import notices as acts
from raitti.programmes.forms.notices import NoticeForm
from raitti.programmes.models import Notice, Project
from raitti.programmes.rules import (
    may_approve_notice,
    may_draft_notice,
    may_edit_notice,
    may_publish_notice,
    may_see_notices,
)
from raitti.programmes.templatetags.notices import blocks
from raitti.workspace.asking import form_page, place_refusal
from raitti.workspace.programmes.project import project_or_404
from raitti.workspace.rendering import desk_page

# Programs of our time take about 2 000 letters.
_LONGEST_MAIL_ADDRESS = 1900


@require_http_methods(["GET", "HEAD", "POST"])
def own_notices(request: HttpRequest, language: str, project: UUID) -> HttpResponse:
    """All notices of a project; a draft of the plan in force is one press away."""
    now, found = timezone.now(), project_or_404(project)
    require(may_see_notices(request.user, found, now=now))
    if request.method == "POST":
        notice = acts.draft_notice(found, actor=request.user, now=now)
        return HttpResponseRedirect(address("own_notice", language, project=project, number=notice.number))
    context = {
        "project": found,
        "notices": list(found.notices.all()),
        "may_draft": bool(may_draft_notice(request.user, found, now=now)),
    }
    words = {"project": project}
    return desk_page(request, "workspace/programmes/notices.html", context, name="own_notices", words=words)


def _notice(project: Project, number: int) -> Notice:
    notice = get_object_or_404(Notice.objects.select_related("version"), project=project, number=number)
    notice.project = project
    return notice


@require_safe
def own_notice(request: HttpRequest, language: str, project: UUID, number: int) -> HttpResponse:
    """One notice as readers will see it in each language, and what can be done with it."""
    now, found = timezone.now(), project_or_404(project)
    require(may_see_notices(request.user, found, now=now))
    notice = _notice(found, number)
    publishing = may_publish_notice(request.user, notice, now=now)
    names = dict(INTERFACE_LANGUAGES)
    codes = sorted(
        versions(notice.text), key=lambda code: (code != language, list(names).index(code) if code in names else 9)
    )
    context = {
        "project": found,
        "notice": notice,
        "texts": [(code, names.get(code, code), *_letter(notice, code)) for code in codes],
        "may_edit": bool(may_edit_notice(request.user, notice, now=now)),
        "may_approve": bool(may_approve_notice(request.user, notice, now=now)),
        "publishing": publishing,
        "waits": publishing.code in {"permission", "refused"} and publishing.reason,
    }
    words = {"project": project, "number": number}
    return desk_page(request, "workspace/programmes/notice.html", context, name="own_notice", words=words)


def _letter(notice: Notice, code: str) -> tuple[str, str, str, str]:
    """A notice in one language: its title, its text, all of it as a letter, and where writing one begins."""
    title, text = pick(notice.title, code).value, pick(notice.text, code).value
    return title, text, _mailable(notice, code), _mail_address(notice, code)


def _mail_address(notice: Notice, code: str) -> str:
    """An address that begins a letter: what fits of the text, and where all of it is; nothing before it is published.

    Programs for letters cut longer addresses off.
    """
    if notice.state != Notice.State.PUBLISHED:
        return ""
    text = pick(notice.text, code).value.replace("\r\n", "\n").strip()
    paragraphs = text.split("\n\n")
    with override(code):
        rest = _("Read it all: %s") % _public_address(notice, code)

    def begun(count: int) -> str:
        body = "\n\n".join([*paragraphs[:count], rest]).replace("\n", "\r\n")
        return f"mailto:?subject={quote(pick(notice.title, code).value)}&body={quote(body)}"

    count = len(paragraphs)
    while count and (len(begun(count)) > _LONGEST_MAIL_ADDRESS or _is_heading(paragraphs[count - 1])):
        count -= 1
    return begun(count)


def _is_heading(paragraph: str) -> bool:
    """Whether something would be expected after it."""
    return blocks(f"{paragraph}\n\n…")[0].kind == "heading"


def _public_address(notice: Notice, code: str) -> str:
    language = code if code in dict(INTERFACE_LANGUAGES) else "fi"
    return full_address("notice", language, slug=slug_of(notice.project, language), number=notice.number)


def _mailable(notice: Notice, code: str) -> str:
    """The text as a letter, with where it is found once it is published."""
    title, text = pick(notice.title, code).value, pick(notice.text, code).value
    parts = [title, text]
    if notice.state == Notice.State.PUBLISHED:
        parts.append(_public_address(notice, code))
    return "\n\n".join(parts) + "\n"


@require_safe
def own_notice_text(request: HttpRequest, language: str, project: UUID, number: int, tongue: str) -> HttpResponse:
    """A notice in one language as a plain text to be mailed."""
    now, found = timezone.now(), project_or_404(project)
    require(may_see_notices(request.user, found, now=now))
    notice = _notice(found, number)
    if tongue not in versions(notice.text):
        raise Http404
    response = HttpResponse(_mailable(notice, tongue), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug_of(found, tongue)}-{number}-{tongue}.txt"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def own_notice_edit(request: HttpRequest, language: str, project: UUID, number: int) -> HttpResponse:
    """Write a notice in each language."""
    now, found = timezone.now(), project_or_404(project)
    notice = _notice(found, number)
    require(may_edit_notice(request.user, notice, now=now))
    form = NoticeForm(request.POST or None, notice=notice, language=language)
    words: dict[str, Any] = {"project": project, "number": number}
    if request.method == "POST" and form.is_valid():
        texts = {name: form.written(name) for name in ("title", "text")}
        try:
            acts.edit_notice(notice, **texts, actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("Saved. Read it through once more below."))
            return HttpResponseRedirect(address("own_notice", language, **words))
    context = {"project": found, "notice": notice}
    page = "workspace/programmes/notice_edit.html"
    return form_page(request, page, context, form=form, name="own_notice_edit", words=words)


@require_POST
def own_notice_act(request: HttpRequest, language: str, project: UUID, number: int, act: str) -> HttpResponse:
    """Approve a notice, publish it, or throw a draft away."""
    now, found = timezone.now(), project_or_404(project)
    require(may_see_notices(request.user, found, now=now))
    notice = _notice(found, number)
    if act == "remove":
        acts.remove_notice(notice, actor=request.user, now=now)
        messages.success(request, _("Removed."))
        return HttpResponseRedirect(address("own_notices", language, project=project))
    if act == "approve":
        acts.approve_notice(notice, actor=request.user, now=now)
        messages.success(request, _("Approved. It can be published now."))
    elif act == "publish":
        acts.publish_notice(notice, actor=request.user, now=now)
        messages.success(request, _("Published: it stands on the project’s page and in the feed."))
    else:
        raise Http404
    return HttpResponseRedirect(address("own_notice", language, project=project, number=number))


VIEWS: Views = {
    "own_notices": own_notices,
    "own_notice": own_notice,
    "own_notice_edit": own_notice_edit,
    "own_notice_text": own_notice_text,
    "own_notice_act": own_notice_act,
}
