"""Plans of all projects of a programme at once: asked for, looked at project by project, given to the projects."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.core.addresses import Views, address
from raitti.core.uploads import takes_files
from raitti.core.verdicts import Refused, require
from raitti.programmes import programme_exporting as exporting
from raitti.programmes.actions import programme_scenarios as acts
from raitti.programmes.drawing import drawings
from raitti.programmes.forms.programme_plans import ProgrammeAskForm, ProgrammeFileForm
from raitti.programmes.models import Programme, ProgrammeScenario, Project
from raitti.programmes.programme_problems import span_of
from raitti.programmes.programme_telling import tell_programme
from raitti.programmes.rules import may_plan_programme
from raitti.workspace.asking import form_page, place_refusal
from raitti.workspace.programmes.programme import programme_or_404
from raitti.workspace.rendering import desk_page
from raitti.workspace.taking import file_to_take

_MOST_SHOWN = 50


@require_safe
def programme_plans(request: HttpRequest, language: str, programme: UUID) -> HttpResponse:
    """What has been asked about all projects at once."""
    now, found = timezone.now(), programme_or_404(programme)
    require(may_plan_programme(request.user, found, now=now))
    context = {"programme": found, "scenarios": list(found.scenarios.all()[:_MOST_SHOWN])}
    page, words = "workspace/programmes/programme_plans.html", {"programme": programme}
    return desk_page(request, page, context, name="programme_plans", words=words)


def _running(programme: Programme) -> list[Project]:
    return list(programme.projects.filter(closed_on=None).order_by("sort_fi", "pk"))


@require_http_methods(["GET", "HEAD", "POST"])
def programme_plan_ask(request: HttpRequest, language: str, programme: UUID) -> HttpResponse:
    """Ask for the best plans of the projects as they are now."""
    now, found = timezone.now(), programme_or_404(programme)
    require(may_plan_programme(request.user, found, now=now))
    today, projects = timezone.localdate(now), _running(found)
    start, end = span_of(projects, year=min(today, found.ends).year)
    initial = {"start": start, "end": end, "on": today, "closes": True}
    form = ProgrammeAskForm(projects, language, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            question = acts.ProgrammeQuestion(**form.question())
            scenario = acts.ask_programme(found, question, actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            return HttpResponseRedirect(address("programme_scenario", language, scenario=scenario.uid))
    page, words = "workspace/programmes/programme_plan_ask.html", {"programme": programme}
    return form_page(request, page, {"programme": found}, form=form, name="programme_plan_ask", words=words)


@takes_files(megabytes=5)
@require_http_methods(["GET", "HEAD", "POST"])
def programme_plan_read(request: HttpRequest, language: str, programme: UUID) -> HttpResponse:
    """Ask the question of a plan file with several projects."""
    now, found = timezone.now(), programme_or_404(programme)
    require(may_plan_programme(request.user, found, now=now))
    form = ProgrammeFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = {"name": form.cleaned_data["name"], "actor": request.user, "now": now}
        try:
            scenario = acts.ask_programme_file(found, form.content(), **said)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            return HttpResponseRedirect(address("programme_scenario", language, scenario=scenario.uid))
    page, words = "workspace/programmes/programme_plan_read.html", {"programme": programme}
    return form_page(request, page, {"programme": found}, form=form, name="programme_plan_read", words=words)


def _scenario(request: HttpRequest, uid: UUID) -> ProgrammeScenario:
    known = ProgrammeScenario.objects.select_related("programme__coordinator", "programme__funder")
    found = get_object_or_404(known, uid=uid)
    require(may_plan_programme(request.user, found.programme, now=timezone.now()))
    return found


@require_safe
def programme_scenario(request: HttpRequest, language: str, scenario: UUID) -> HttpResponse:
    """How far the search is; then what becomes of each project, and who of the shared staff works where."""
    found = _scenario(request, scenario)
    context: dict[str, Any] = {
        "programme": found.programme,
        "scenario": found,
        "may_propose": found.choice is not None and not found.proposed and any(row["project"] for row in found.names),
    }
    if found.choice is not None:
        context["told"] = tell_programme(found, language)
    page, words = "workspace/programmes/programme_scenario.html", {"scenario": scenario}
    return desk_page(request, page, context, name="programme_scenario", words=words)


@require_safe
def programme_part(request: HttpRequest, language: str, scenario: UUID, number: int) -> HttpResponse:
    """One project's plan within those of all: activities, money and work month by month."""
    found = _scenario(request, scenario)
    if not 1 <= number <= len(found.choice or ()):
        raise Http404
    line = tell_programme(found, language).projects[number - 1]
    context = {"programme": found.programme, "scenario": found, "line": line, "told": line.told, **drawings(line.told)}
    page, words = "workspace/programmes/programme_part.html", {"scenario": scenario, "number": number}
    return desk_page(request, page, context, name="programme_part", words=words)


@require_POST
def programme_scenario_act(request: HttpRequest, language: str, scenario: UUID, act: str) -> HttpResponse:
    """Give the projects their parts, stop a search that is good enough, or throw it away."""
    now, found = timezone.now(), _scenario(request, scenario)
    if act == "propose":
        made = acts.propose(found, actor=request.user, now=now)
        words = ngettext(
            "%d project has its part among its plans now. Someone who answers for it at its host can accept it.",
            "%d projects have their parts among their plans now. Those who answer for them at their hosts can accept"
            " them.",
            len(made),
        )
        messages.success(request, words % len(made))
    elif act == "stop":
        acts.stop(found, actor=request.user, now=now)
    elif act == "remove":
        acts.remove(found, actor=request.user, now=now)
        messages.success(request, _("Removed."))
        return HttpResponseRedirect(address("programme_plans", language, programme=found.programme.uid))
    else:
        raise Http404
    return HttpResponseRedirect(address("programme_scenario", language, scenario=scenario))


@require_safe
def programme_scenario_file(request: HttpRequest, language: str, scenario: UUID, form: str) -> HttpResponse:
    """The plans to take along: the plan file always, the others when there is an answer."""
    found = _scenario(request, scenario)
    writers: dict[str, Callable[[], bytes]] = {"toml": found.problem.encode}
    if found.choice is not None:
        writers["json"] = lambda: exporting.programme_json(found, language)
        writers["xlsx"] = lambda: exporting.programme_workbook(found, language)
    if form not in writers:
        raise Http404
    return file_to_take(writers[form], name=found.programme.slug_in(language) or "plan", form=form)


VIEWS: Views = {
    "programme_plans": programme_plans,
    "programme_plan_ask": programme_plan_ask,
    "programme_plan_read": programme_plan_read,
    "programme_scenario": programme_scenario,
    "programme_part": programme_part,
    "programme_scenario_act": programme_scenario_act,
    "programme_scenario_file": programme_scenario_file,
}
