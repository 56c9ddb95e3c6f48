"""Rules of grants: who reads and who enters the ledger."""

from datetime import datetime

from raitti.core.verdicts import Verdict
from raitti.directory.rules.asking import Actor, any_of, rule
from raitti.programmes.models import Project
from raitti.programmes.rules.standing import for_funder, of_coordination, of_project


@rule
def may_see_ledger(actor: Actor, project: Project, *, now: datetime) -> Verdict:
    """Every line of a project's ledgers: its people, those who coordinate its programme, and the funder's readers."""
    programme = project.programme
    return any_of(
        of_project(actor, project, now=now),
        of_coordination(actor, programme, now=now),
        for_funder(actor, programme, now=now),
    )


@rule
def may_enter_ledger(actor: Actor, project: Project, *, now: datetime) -> Verdict:
    """Adding to a project's ledgers: its people; a closed project's too, as its last account comes afterwards."""
    return of_project(actor, project, now=now)
