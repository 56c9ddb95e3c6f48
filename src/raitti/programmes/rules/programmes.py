"""Rules of programmes and projects: who sees them behind the public pages, and who says what they are."""

from datetime import datetime

from raitti.core.verdicts import Verdict
from raitti.directory.rules.asking import Actor, any_of, rule, signed_in
from raitti.programmes.models import Programme, Project
from raitti.programmes.rules.standing import for_funder, of_coordination, of_project, still_runs


@rule
def may_see_own_projects(actor: Actor, *, now: datetime) -> Verdict:
    """The list of one's own programmes and projects: whoever is signed in, and only what they have to do with."""
    return signed_in(actor)


@rule
def may_see_programme(actor: Actor, programme: Programme, *, now: datetime) -> Verdict:
    """All projects of a programme side by side: those who coordinate it, and its funder's readers."""
    return any_of(of_coordination(actor, programme, now=now), for_funder(actor, programme, now=now))


@rule
def may_edit_programme(actor: Actor, programme: Programme, *, now: datetime) -> Verdict:
    """What a programme says of itself, and which projects it has: those who coordinate it."""
    return of_coordination(actor, programme, now=now)


@rule
def may_see_project(actor: Actor, project: Project, *, now: datetime) -> Verdict:
    """A project's own pages: its people and those who coordinate its programme."""
    return any_of(of_project(actor, project, now=now), of_coordination(actor, project.programme, now=now))


@rule
def may_edit_project(actor: Actor, project: Project, *, now: datetime) -> Verdict:
    """What a project is, does and costs: its own people, until it is closed."""
    return of_project(actor, project, now=now) and still_runs(project)
