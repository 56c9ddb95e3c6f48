"""Plans of a project: asked for, turned this way and that, compared, accepted, and read years later."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.planning.months import month_of
from raitti.programmes import exporting
from raitti.programmes.actions import scenarios as acts
from raitti.programmes.choices import project_from
from raitti.programmes.drawing import drawings
from raitti.programmes.forms.plans import AcceptForm, AskForm, WhatIfForm, first_question
from raitti.programmes.models import PlanVersion, Project, Scenario
from raitti.programmes.queries.steps import way_of
from raitti.programmes.rules import may_accept_plan, may_plan, may_see_plans
from raitti.programmes.rules.plans import permitted
from raitti.programmes.telling import changes_between, tell
from raitti.programmes.wording import within_month_in_words
from raitti.workspace.asking import form_page, place_refusal
from raitti.workspace.programmes.project import project_or_404
from raitti.workspace.rendering import desk_page
from raitti.workspace.taking import file_to_take

_MOST_SHOWN = 50


@require_safe
def plans(request: HttpRequest, language: str, project: UUID) -> HttpResponse:
    """The plan in force, earlier ones with their reasons, and what has been asked."""
    now, found = timezone.now(), project_or_404(project)
    require(may_see_plans(request.user, found, now=now))
    kept = found.scenarios.filter(is_kept=True).select_related("made_by")[:_MOST_SHOWN]
    context = {
        "project": found,
        "versions": list(found.plan_versions.all()),
        "scenarios": list(kept),
        "may_plan": bool(may_plan(request.user, found, now=now)),
    }
    return desk_page(request, "workspace/programmes/plans.html", context, name="plans", words={"project": project})


@require_http_methods(["GET", "HEAD", "POST"])
def plan_ask(request: HttpRequest, language: str, project: UUID) -> HttpResponse:
    """Ask the optimiser for the best plan of what the project is now."""
    now, found = timezone.now(), project_or_404(project)
    require(may_plan(request.user, found, now=now))
    way = way_of(found)
    initial = first_question(now=now, year=way.grant.year if way.grant else found.ends.year)
    form = AskForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            scenario = acts.ask(found, acts.Question(**form.cleaned_data), actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            return HttpResponseRedirect(address("scenario", language, scenario=scenario.uid))
    context = {"project": found, "way": way}
    words = {"project": project}
    return form_page(request, "workspace/programmes/ask.html", context, form=form, name="plan_ask", words=words)


def _scenario(uid: UUID) -> Scenario:
    known = Scenario.objects.select_related(
        "based_on", "part_of", "project__host", "project__programme__coordinator", "project__programme__funder"
    )
    return get_object_or_404(known, uid=uid)


@require_safe
def scenario(request: HttpRequest, language: str, scenario: UUID) -> HttpResponse:
    """One answer of the optimiser: what goes on and what does not, why, and the knobs to turn."""
    now, found = timezone.now(), _scenario(scenario)
    require(may_see_plans(request.user, found.project, now=now))
    return _scenario_page(request, language, found, now=now)


def _scenario_page(
    request: HttpRequest, language: str, found: Scenario, *, now: Any, form: WhatIfForm | None = None, status: int = 200
) -> HttpResponse:
    turns = may_plan(request.user, found.project, now=now)
    lent = sum((Decimal(fte) for fte in (found.choice or {}).get("lent", {}).values()), Decimal(0))
    # What others lend is not the project's to turn: without it the question would be another.
    if form is None and turns and not lent:
        form = WhatIfForm(project_from(found.problem), found.names, language)
    current = found.project.plan_versions.first()
    is_current = current is not None and current.scenario_id == found.pk
    context: dict[str, Any] = {
        "project": found.project,
        "scenario": found,
        "form": form,
        "may_plan": bool(turns),
        "may_accept": bool(may_accept_plan(request.user, found, now=now)) and not is_current,
        "current": current,
        "is_current": is_current,
        "asks_on": found.is_open,
        "lent": lent,
        "lacks": _lacks(found),
    }
    if found.choice is not None:
        told = tell(found, language)
        context |= {"told": told, **drawings(told)}
        compared = found.based_on if found.based_on and found.based_on.choice else current
        if compared is not None and not (is_current and compared == current):
            context |= {"compared": compared, "changes": changes_between(compared, found, language)}
    words = {"scenario": found.uid}
    page = "workspace/programmes/scenario.html"
    return desk_page(request, page, context, name="scenario", words=words, status=status)


def _lacks(found: Scenario) -> dict[str, Any] | None:
    """What a project without any plan lacks, and from when on."""
    lacks = (found.result or {}).get("lacks")
    return lacks and {"euros": lacks["euros"], "when": within_month_in_words(month_of(lacks["month"]))}


@require_POST
def scenario_what_if(request: HttpRequest, language: str, scenario: UUID) -> HttpResponse:
    """The same question with some figures turned: a trial, which the next one replaces unless it is kept."""
    now, found = timezone.now(), _scenario(scenario)
    require(may_plan(request.user, found.project, now=now))
    form = WhatIfForm(project_from(found.problem), found.names, language, request.POST)
    if not form.is_valid():
        return _scenario_page(request, language, found, now=now, form=form, status=422)
    start = found.based_on if not found.is_kept and found.based_on else found
    trial = acts.ask_again(
        found, form.what_if(), name=_("Trial of %s") % start.name, actor=request.user, now=now, keep=False
    )
    return HttpResponseRedirect(address("scenario", language, scenario=trial.uid))


@require_POST
def scenario_act(request: HttpRequest, language: str, scenario: UUID, act: str) -> HttpResponse:
    """Keep a trial under a name, stop a search that is good enough, or throw a scenario away."""
    now, found = timezone.now(), _scenario(scenario)
    require(may_plan(request.user, found.project, now=now))
    if act == "keep":
        acts.keep(found, name=request.POST.get("name", ""), actor=request.user, now=now)
        messages.success(request, _("Kept. You find it among the project’s plans."))
        return HttpResponseRedirect(address("scenario", language, scenario=found.uid))
    if act == "stop":
        acts.stop(found, actor=request.user, now=now)
        return HttpResponseRedirect(address("scenario", language, scenario=found.uid))
    if act == "remove":
        acts.remove(found, actor=request.user, now=now)
        messages.success(request, _("Removed."))
        return HttpResponseRedirect(address("plans", language, project=found.project.uid))
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def plan_accept(request: HttpRequest, language: str, scenario: UUID) -> HttpResponse:
    """Make an answer the plan, with the reason."""
    now, found = timezone.now(), _scenario(scenario)
    require(may_accept_plan(request.user, found, now=now))
    current = found.project.plan_versions.first()
    form = AcceptForm(request.POST or None, initial={"seen": current.number if current else 0})
    if request.method == "POST" and form.is_valid():
        try:
            version = acts.accept(found, **form.cleaned_data, actor=request.user, now=now)
        except Refused as refused:
            if refused.verdict.code == "overtaken":
                form.add_error(None, str(refused.verdict.reason))
            else:
                place_refusal(form, refused)
        else:
            words = {"project": found.project.uid, "number": version.number}
            if version.change_applications.exists():
                messages.warning(request, _("The plan is accepted, but it needs the funder’s permission first."))
                return HttpResponseRedirect(address("plan_permission", language, **words))
            messages.success(request, _("This is the plan now. Next, tell the public about it."))
            return HttpResponseRedirect(address("plan_version", language, **words))
    told = tell(found, language)
    context = {
        "project": found.project,
        "scenario": found,
        "told": told,
        "current": current,
        "changes": changes_between(current, found, language) if current else [],
    }
    words = {"scenario": scenario}
    return form_page(request, "workspace/programmes/accept.html", context, form=form, name="plan_accept", words=words)


@require_safe
def plan_compare(request: HttpRequest, language: str, project: UUID) -> HttpResponse:
    """Two plans side by side: what runs otherwise, and the figures of both."""
    now, found = timezone.now(), project_or_404(project)
    require(may_see_plans(request.user, found, now=now))
    choices = _comparable(found)
    keys = _asked_pair(request, choices)
    first, second = (choices.get(key) for key in keys)
    context: dict[str, Any] = {
        "project": found,
        "choices": [(key, _label(plan)) for key, plan in choices.items()],
        "a": keys[0],
        "b": keys[1],
    }
    if first is not None and second is not None:
        sides = [tell(first, language), tell(second, language)]
        context |= {
            "sides": [
                (_label(plan), told, drawings(told, key=key), _page_of(plan, language))
                for plan, told, key in zip((first, second), sides, ("first", "second"), strict=True)
            ],
            "changes": changes_between(first, second, language),
        }
    words = {"project": project}
    return desk_page(request, "workspace/programmes/compare.html", context, name="plan_compare", words=words)


def _comparable(project: Project) -> dict[str, Scenario | PlanVersion]:
    """What has an answer, by the word it has in the address: versions first."""
    found: dict[str, Scenario | PlanVersion] = {f"v{each.number}": each for each in project.plan_versions.all()}
    kept = project.scenarios.filter(state=Scenario.State.SOLVED, is_kept=True, choice__isnull=False)
    return found | {str(each.uid): each for each in kept[:_MOST_SHOWN]}


def _asked_pair(request: HttpRequest, choices: dict[str, Scenario | PlanVersion]) -> tuple[str, str]:
    """The two to compare: those asked for, else the plan in force and the newest answer, or the two newest answers."""
    if "a" in request.GET or "b" in request.GET:
        return request.GET.get("a", ""), request.GET.get("b", "")
    versions = {key: plan for key, plan in choices.items() if isinstance(plan, PlanVersion)}
    accepted = next((plan.scenario_id for plan in versions.values()), None)
    answers = [key for key, plan in choices.items() if key not in versions and plan.pk != accepted]
    before, after = (list(versions), answers + list(versions)[1:]) if versions else (answers[1:], answers)
    return (before or [""])[0], (after or [""])[0]


def _page_of(plan: Scenario | PlanVersion, language: str) -> str:
    if isinstance(plan, PlanVersion):
        return address("plan_version", language, project=plan.project.uid, number=plan.number)
    return address("scenario", language, scenario=plan.uid)


def _label(plan: Scenario | PlanVersion) -> str:
    return _("Plan %d") % plan.number if isinstance(plan, PlanVersion) else plan.name


@require_safe
def plan_version(request: HttpRequest, language: str, project: UUID, number: int) -> HttpResponse:
    """An accepted plan as it was accepted, with its reason."""
    now, found = timezone.now(), project_or_404(project)
    require(may_see_plans(request.user, found, now=now))
    version = get_object_or_404(PlanVersion, project=found, number=number)
    told = tell(version, language)
    before = PlanVersion.objects.filter(project=found, number__lt=number).first()
    context = {
        "project": found,
        "version": version,
        "told": told,
        **drawings(told),
        "before": before,
        "changes": changes_between(before, version, language) if before else [],
        "permitted": permitted(version),
        "is_current": not PlanVersion.objects.filter(project=found, number__gt=number).exists(),
    }
    words = {"project": project, "number": number}
    return desk_page(request, "workspace/programmes/version.html", context, name="plan_version", words=words)


@require_safe
def plan_version_file(request: HttpRequest, language: str, project: UUID, number: int, form: str) -> HttpResponse:
    """An accepted plan to take along."""
    now, found = timezone.now(), project_or_404(project)
    require(may_see_plans(request.user, found, now=now))
    version = get_object_or_404(PlanVersion, project=found, number=number)
    return _file(version, form, language, name=f"{found.slug_in(language)}-{number}")


@require_safe
def scenario_file(request: HttpRequest, language: str, scenario: UUID, form: str) -> HttpResponse:
    """A scenario to take along: its plan file always, the others when it has an answer."""
    now, found = timezone.now(), _scenario(scenario)
    require(may_see_plans(request.user, found.project, now=now))
    if found.choice is None and form != "toml":
        raise Http404
    return _file(found, form, language, name=found.project.slug_in(language))


def _file(plan: Scenario | PlanVersion, form: str, language: str, *, name: str) -> HttpResponse:
    writers: dict[str, Callable[[], bytes]] = {
        "toml": lambda: exporting.plan_file(plan),
        "pdf": lambda: exporting.plan_pdf(plan, language),
        "xlsx": lambda: exporting.plan_workbook(plan, language),
    }
    if form not in writers:
        raise Http404
    return file_to_take(writers[form], name=name or "plan", form=form)


VIEWS: Views = {
    "plans": plans,
    "plan_ask": plan_ask,
    "plan_compare": plan_compare,
    "plan_version": plan_version,
    "plan_version_file": plan_version_file,
    "scenario": scenario,
    "scenario_what_if": scenario_what_if,
    "scenario_act": scenario_act,
    "scenario_file": scenario_file,
    "plan_accept": plan_accept,
}
