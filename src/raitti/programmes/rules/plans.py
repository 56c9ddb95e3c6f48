"""Rules of plans: who asks the optimiser, who accepts its answer, and what an accepted plan allows."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from raitti.core.verdicts import YES, Verdict
from raitti.directory.rules.asking import Actor, any_of, refused, rule
from raitti.programmes.models import ChangeApplication, PlanVersion, Programme, Project, Scenario
from raitti.programmes.queries.permission import unasked, with_doubt
from raitti.programmes.rules.standing import approver, of_coordination, of_project, still_runs


@rule
def may_see_plans(actor: Actor, project: Project, *, now: datetime) -> Verdict:
    """A project's scenarios and plans: its people and those who coordinate its programme."""
    return any_of(of_project(actor, project, now=now), of_coordination(actor, project.programme, now=now))


@rule
def may_plan(actor: Actor, project: Project, *, now: datetime) -> Verdict:
    """Asking the optimiser: the project's people, until it is closed."""
    return of_project(actor, project, now=now) and still_runs(project)


@rule
def may_accept_plan(actor: Actor, scenario: Scenario, *, now: datetime) -> Verdict:
    """Making a solved scenario the plan: whoever answers for the project at its host."""
    verdict = approver(actor, scenario.project, now=now) and still_runs(scenario.project)
    if verdict and (scenario.state != Scenario.State.SOLVED or scenario.choice is None):
        return refused(
            _("There is no plan here to accept: it has not been solved, or has no solution."), code="unsolved"
        )
    return verdict


@rule
def may_act_on_plan(actor: Actor, version: PlanVersion, *, now: datetime) -> Verdict:
    """Working by an accepted plan: not while the funder's permission for it is still to be had."""
    verdict = of_project(actor, version.project, now=now) and still_runs(version.project)
    return verdict and permitted(version)


@rule
def may_ask_permission(actor: Actor, version: PlanVersion, *, now: datetime) -> Verdict:
    """Asking the funder's permission for a plan: the project's people, until it is closed."""
    return of_project(actor, version.project, now=now) and still_runs(version.project)


@rule
def may_plan_programme(actor: Actor, programme: Programme, *, now: datetime) -> Verdict:
    """Asking the optimiser for plans of all projects at once, and reading them: those who coordinate the programme."""
    return of_coordination(actor, programme, now=now)


def permitted(version: PlanVersion) -> Verdict:
    """Whether the funder's permission for a plan is not needed, or has been given."""
    states = {application.state for application in version.change_applications.all()}
    if ChangeApplication.State.REFUSED in states:
        return refused(_("The funder has refused the change this plan needs. Make another plan."), code="refused")
    if states - {ChangeApplication.State.APPROVED}:
        reason = _(
            "This plan changes what the grant was given for. Wait for the funder’s permission before acting on it."
        )
        return refused(reason, code="permission")
    if any(map(unasked, with_doubt(PlanVersion.objects.filter(pk=version.pk)))):
        reason = _("By its costs this plan needs the funder’s permission. Apply for it before acting on the plan.")
        return refused(reason, code="permission")
    return YES
