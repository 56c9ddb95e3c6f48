"""Rules of notices: who drafts what the public is told of a plan, who stands for it, and when it may be told."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from raitti.core.verdicts import YES, Verdict
from raitti.directory.rules.asking import Actor, any_of, refused, rule
from raitti.programmes.models import Notice, Project
from raitti.programmes.rules.plans import permitted
from raitti.programmes.rules.standing import approver, of_coordination, of_project, still_runs


@rule
def may_see_notices(actor: Actor, project: Project, *, now: datetime) -> Verdict:
    """A project's notices, drafts among them: its people and those who coordinate its programme."""
    return any_of(of_project(actor, project, now=now), of_coordination(actor, project.programme, now=now))


@rule
def may_draft_notice(actor: Actor, project: Project, *, now: datetime) -> Verdict:
    """Having a draft made of the plan in force: the project's people, until it is closed."""
    verdict = of_project(actor, project, now=now) and still_runs(project)
    if verdict and not project.plan_versions.exists():
        return refused(_("No plan has been accepted yet: there is nothing to tell the public."), code="no_plan")
    return verdict


@rule
def may_edit_notice(actor: Actor, notice: Notice, *, now: datetime) -> Verdict:
    """Writing a notice, or throwing a draft away: the project's people, until it is published."""
    return of_project(actor, notice.project, now=now) and _is_not_told(notice)


@rule
def may_approve_notice(actor: Actor, notice: Notice, *, now: datetime) -> Verdict:
    """Standing for a notice: whoever answers for the project at its host."""
    return approver(actor, notice.project, now=now) and _is_not_told(notice)


@rule
def may_publish_notice(actor: Actor, notice: Notice, *, now: datetime) -> Verdict:
    """Telling the public: the project's people, once it is approved and its plan does not wait for permission."""
    verdict = of_project(actor, notice.project, now=now) and _is_not_told(notice)
    if verdict and notice.version is not None:
        verdict = permitted(notice.version)
    if verdict and notice.state != Notice.State.APPROVED:
        return refused(
            _("First someone who answers for the project at its host approves the notice."), code="not_approved"
        )
    return verdict


def _is_not_told(notice: Notice) -> Verdict:
    if notice.state == Notice.State.PUBLISHED:
        return refused(_("The notice has been published and stands as it is. Write another one."), code="published")
    return YES
