"""Rules of programme shapes: who weighs one national project against many regional ones, and who reads it."""

from datetime import datetime

from raitti.core.verdicts import Verdict
from raitti.directory.rules.asking import Actor, any_of, rule
from raitti.programmes.models import Programme
from raitti.programmes.rules.standing import for_funder, of_coordination


@rule
def may_see_shapes(actor: Actor, programme: Programme, *, now: datetime) -> Verdict:
    """Studies of a programme's shape: those who coordinate it, and its funder's readers."""
    return any_of(of_coordination(actor, programme, now=now), for_funder(actor, programme, now=now))


@rule
def may_study_shapes(actor: Actor, programme: Programme, *, now: datetime) -> Verdict:
    """Making and changing such studies: those who coordinate the programme."""
    return of_coordination(actor, programme, now=now)
