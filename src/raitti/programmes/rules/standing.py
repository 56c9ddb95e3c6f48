"""As what somebody stands towards a project: its own people, its approver, its coordinator, its funder's reader."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.core.verdicts import YES, Verdict
from raitti.directory.models import Role
from raitti.directory.rules.asking import Actor, held, refused
from raitti.programmes.models import Programme, Project
from raitti.programmes.queries.standing import COORDINATING, PEOPLE, READING


def of_project(actor: Actor, project: Project, *, now: datetime, otherwise: str | Promise = "") -> Verdict:
    """The project's own people: those who keep the page of its host."""
    reason = otherwise or _("This belongs to the project’s own people.")
    return held(actor, project.host, PEOPLE, now=now, of_its_own=True, otherwise=reason)


def approver(actor: Actor, project: Project, *, now: datetime) -> Verdict:
    """Who answers for the project at its host: the owners of the host's page."""
    reason = _("The project’s host decides this: someone who owns its page.")
    return held(actor, project.host, {Role.OWNER}, now=now, of_its_own=True, otherwise=reason)


def of_coordination(actor: Actor, programme: Programme, *, now: datetime) -> Verdict:
    """The people of the organisation that coordinates the programme."""
    reason = _("This belongs to those who coordinate the programme.")
    coordinator = programme.coordinator or programme.funder
    return held(actor, coordinator, COORDINATING, now=now, of_its_own=True, otherwise=reason)


def for_funder(actor: Actor, programme: Programme, *, now: datetime) -> Verdict:
    """The funder's own readers."""
    reason = _("This belongs to the programme’s funder.")
    return held(actor, programme.funder, READING, now=now, of_its_own=True, otherwise=reason)


def still_runs(project: Project) -> Verdict:
    """Whether a project has not been closed."""
    if project.closed_on is not None:
        return refused(_("The project has been closed. What it was can be read, not changed."), code="closed")
    return YES
