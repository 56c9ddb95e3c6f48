"""What a project does, who works in it and what it costs: the rows plans are made from, one page a row."""

import json
from dataclasses import asdict
from hashlib import blake2b
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.core.addresses import Views, address
from raitti.core.texts import pick
from raitti.core.verdicts import Refused, require
from raitti.planning.files import LARGEST_FILE
from raitti.programmes.actions import work as acts
from raitti.programmes.forms.work import ActivityForm, OverheadForm, PostForm, RowForm, WorkFileForm
from raitti.programmes.models import Project
from raitti.programmes.queries.work import work_of
from raitti.programmes.rules import may_edit_project, may_see_project
from raitti.workspace.asking import form_page, place_refusal
from raitti.workspace.programmes.project import project_or_404
from raitti.workspace.rendering import desk_page


class Sort(NamedTuple):
    """One sort of rows: where facts keep them, and what pages call a new and an old one."""

    kind: acts.Kind
    new: str | Promise
    old: str | Promise


_SORTS = {
    "activity": Sort("activities", gettext_lazy("A new activity"), gettext_lazy("An activity")),
    "post": Sort("posts", gettext_lazy("A new post"), gettext_lazy("A post")),
    "overhead": Sort("overheads", gettext_lazy("A new running cost"), gettext_lazy("A running cost")),
}


@require_safe
def project_work(request: HttpRequest, language: str, project: UUID) -> HttpResponse:
    """All of it, to be looked at and opened row by row."""
    now, found = timezone.now(), project_or_404(project)
    require(may_see_project(request.user, found, now=now))
    context = {
        "project": found,
        "work": work_of(found),
        "may_edit": bool(may_edit_project(request.user, found, now=now)),
    }
    words = {"project": project}
    return desk_page(request, "workspace/programmes/work.html", context, name="project_work", words=words)


def _seen(facts: acts.RowFacts | None) -> str:
    """A mark by which a row is known to be still what it was."""
    if facts is None:
        return ""
    return blake2b(json.dumps(asdict(facts), default=str, sort_keys=True).encode(), digest_size=12).hexdigest()


def _row(project: Project, sort: str, number: int) -> acts.RowFacts:
    rows: tuple[acts.RowFacts, ...] = getattr(work_of(project), _sort(sort).kind)
    if not 1 <= number <= len(rows):
        raise Http404
    return rows[number - 1]


def _sort(word: str) -> Sort:
    if word not in _SORTS:
        raise Http404
    return _SORTS[word]


def _form(project: Project, sort: str, facts: Any, language: str, sent: Any) -> RowForm:
    if sort == "activity":
        others = [row for row in work_of(project).activities if row != facts]
        choices = [(pick(dict(row.name), "fi").value, pick(dict(row.name), language).value) for row in others]
        return ActivityForm(choices, sent, language=language, before=facts)
    kind = PostForm if sort == "post" else OverheadForm
    return kind(sent, language=language, before=facts)


@require_http_methods(["GET", "HEAD", "POST"])
def work_row(request: HttpRequest, language: str, project: UUID, sort: str, number: int) -> HttpResponse:
    """One row, counted from 1; 0 is a new one."""
    now, found = timezone.now(), project_or_404(project)
    require(may_edit_project(request.user, found, now=now))
    which = _sort(sort)
    facts = _row(found, sort, number) if number else None
    form = _form(found, sort, facts, language, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("seen", "") != _seen(facts):
            form.add_error(None, str(acts.CHANGED.reason))
        else:
            try:
                given: dict[str, Any] = {"seen": facts, "actor": request.user, "now": now}
                acts.save_row(found, which.kind, number - 1 if number else None, form.facts(), **given)  # type: ignore[attr-defined]
            except Refused as refused:
                place_refusal(form, refused, language=language)
            else:
                messages.success(request, _("Saved. The next plan counts on it."))
                return HttpResponseRedirect(address("project_work", language, project=project))
    context = {"project": found, "title": which.old if number else which.new, "number": number, "sort": sort}
    context |= {"seen": _seen(facts), "is_old": bool(number)}
    words = {"project": project, "sort": sort, "number": number}
    return form_page(request, "workspace/programmes/work_row.html", context, form=form, name="work_row", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def work_file(request: HttpRequest, language: str, project: UUID) -> HttpResponse:
    """Read everything from a plan file."""
    now, found = timezone.now(), project_or_404(project)
    require(may_edit_project(request.user, found, now=now))
    form = WorkFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            acts.read_work(found, sent.read(LARGEST_FILE + 1), actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("Read. Look whether everything is as it should be."))
            return HttpResponseRedirect(address("project_work", language, project=project))
    words = {"project": project}
    context = {"project": found}
    return form_page(request, "workspace/programmes/work_file.html", context, form=form, name="work_file", words=words)


@require_POST
def work_act(request: HttpRequest, language: str, project: UUID, sort: str, number: int, act: str) -> HttpResponse:
    """Move a row up or down, or take it out."""
    now, found = timezone.now(), project_or_404(project)
    require(may_edit_project(request.user, found, now=now))
    which, facts = _sort(sort), _row(found, sort, number)
    given: dict[str, Any] = {"actor": request.user, "now": now}
    if act == "remove":
        acts.remove_row(found, which.kind, number - 1, seen=facts, **given)
        messages.success(request, _("Removed."))
    elif act in {"up", "down"}:
        acts.move_row(found, which.kind, number - 1, by=-1 if act == "up" else 1, **given)
    else:
        raise Http404
    return HttpResponseRedirect(address("project_work", language, project=project))


VIEWS: Views = {"project_work": project_work, "work_row": work_row, "work_act": work_act, "work_file": work_file}
