"""Rules of bodies themselves: who sees them behind the public pages, and who says what they are."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from raitti.bodies.models import Body, Stage, Term
from raitti.bodies.queries.standing import DECIDING, OPENING
from raitti.bodies.rules.standing import at_work, keeper, keeper_or_setter, setter, sits
from raitti.core.verdicts import Verdict
from raitti.directory.models import Organisation, OrganisationStatus
from raitti.directory.rules.asking import Actor, any_of, held, refused, rule, signed_in, still_open


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


@rule
def may_open_body(actor: Actor, steward: Organisation, *, now: datetime) -> Verdict:
    """Opening a body that an organisation is to look after: those who answer for it, while it is open."""
    reason = _("Those open a body who answer for the organisation that is to look after it.")
    return held(actor, steward, OPENING, now=now, of_its_own=True, otherwise=reason) and still_open(steward)


@rule
def may_end_body(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Saying that a body is no more: who answers for it where it is looked after, and who appoints it."""
    reason = _("Those end a body who answer for it: at the organisation that looks after it, or that appoints it.")
    by_steward = held(actor, body.steward, DECIDING, now=now, of_its_own=True, otherwise=reason)
    return any_of(by_steward, setter(actor, body, now=now)) and at_work(body)


@rule
def may_name_setter(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Saying who appoints a body: whoever does; its keepers while it is founded, or where those are closed."""
    verdict = setter(actor, body, now=now)
    if body.setter.status == OrganisationStatus.DISSOLVED or body.stage == Stage.FOUNDING:
        verdict = any_of(verdict, keeper(actor, body, now=now))
    return verdict and at_work(body)


@rule
def may_take_over_body(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Looking after a body whose steward has been closed: who appoints it. Else a body is handed over by offer."""
    verdict = setter(actor, body, now=now) and at_work(body)
    if verdict and body.steward.status != OrganisationStatus.DISSOLVED:
        reason = _("%s looks after this body. It hands it over by an offer that you accept.")
        return refused(reason % body.steward, code="not_closed")
    return verdict


@rule
def may_found_body(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Writing down the steps of a founding: keepers and who appoints, while the body is being founded."""
    verdict = keeper_or_setter(actor, body, now=now) and at_work(body)
    if verdict and body.stage != Stage.FOUNDING:
        return refused(_("The body is at work: its founding is over."), code="founded")
    return verdict


@rule
def may_edit_report(actor: Actor, term: Term, *, now: datetime) -> Verdict:
    """Writing a term's report and publishing it: those who keep the body's papers, also of one that has ended."""
    return keeper(actor, term.body, now=now)
