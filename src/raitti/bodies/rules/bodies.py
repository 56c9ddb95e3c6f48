"""Rules of bodies themselves: who sees them behind the public pages, and who says what they are."""

from datetime import datetime

from raitti.bodies.models import Body
from raitti.bodies.rules.standing import at_work, keeper, keeper_or_setter, sits
from raitti.core.verdicts import Verdict
from raitti.directory.rules.asking import Actor, any_of, rule, signed_in


@rule
def may_see_own_bodies(actor: Actor, *, now: datetime) -> Verdict:
    """The list of one's own bodies: whoever is signed in, and only what they have to do with."""
    return signed_in(actor)


@rule
def may_see_body(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """A body's own pages: its keepers, its setter and those who sit in it."""
    return any_of(keeper_or_setter(actor, body, now=now), sits(actor, body, now=now))


@rule
def may_edit_body(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """What a body says of itself: those who look after it, until it has ended."""
    return keeper(actor, body, now=now) and at_work(body)
