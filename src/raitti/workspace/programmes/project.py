"""One's own projects, and the page each is steered from: what is done, what is next."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from raitti.core.addresses import Views
from raitti.core.verdicts import YES, require
from raitti.programmes.models import Project
from raitti.programmes.queries.money import grants_by_project, usable_money
from raitti.programmes.queries.standing import programmes_of, projects_of
from raitti.programmes.queries.steps import way_of, ways_of
from raitti.programmes.rules import may_edit_project, may_see_own_projects, may_see_project
from raitti.programmes.rules.plans import permitted
from raitti.workspace.rendering import desk_page


def project_or_404(uid: UUID) -> Project:
    """The project, with what every page and rule asks of it."""
    known = Project.objects.select_related("host", "programme__coordinator", "programme__funder", "programme__rules")
    return get_object_or_404(known, uid=uid)


@require_safe
def own_projects(request: HttpRequest, language: str) -> HttpResponse:
    """The projects one works for, with what comes next in each, and the programmes one coordinates or reads."""
    now = timezone.now()
    require(may_see_own_projects(request.user, now=now))
    person: Any = request.user
    projects = projects_of(person, now=now)
    ways = ways_of(projects, grants=grants_by_project(projects))
    context = {
        "projects": [(project, ways[project.pk]) for project in projects],
        "programmes": programmes_of(person, now=now),
    }
    return desk_page(request, "workspace/programmes/own.html", context, name="own_projects")


@require_safe
def own_project(request: HttpRequest, language: str, project: UUID) -> HttpResponse:
    """Where a project stands and what comes next."""
    now, found = timezone.now(), project_or_404(project)
    require(may_see_project(request.user, found, now=now))
    today = timezone.localdate(now)
    way = way_of(found)
    is_accepted = any(step.key == "accept" and step.state == "done" for step in way.steps)
    context = {
        "project": found,
        "way": way,
        "permitted": permitted(way.version) if way.version is not None and is_accepted else YES,
        "money": usable_money(found, on=min(today, found.ends)),
        "may_edit": bool(may_edit_project(request.user, found, now=now)),
    }
    words = {"project": project}
    return desk_page(request, "workspace/programmes/project.html", context, name="own_project", words=words)


VIEWS: Views = {"own_projects": own_projects, "own_project": own_project}
