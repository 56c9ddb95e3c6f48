"""As what somebody stands towards a body: its keepers, its setter, those who sit in it."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.bodies.models import Body, Holding, Office, Stage
from raitti.bodies.queries.standing import DECIDING, KEEPING, SPEAKING_FOR, offices_of
from raitti.core.audit import System
from raitti.core.verdicts import YES, Verdict
from raitti.directory.models import Organisation
from raitti.directory.rules.asking import Actor, any_of, held, refused, signed_in


def keeper(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Who keeps a body's papers: its steward's people, and whoever is its secretary now."""
    reason = _("This belongs to those who look after the body.")
    if _has_office(actor, body, {Office.Task.SECRETARY}, now=now):
        return YES
    return held(actor, body.steward, KEEPING, now=now, of_its_own=True, otherwise=reason)


def setter(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Who appoints: those who answer for the organisation that set the body up."""
    reason = _("This belongs to the organisation that appoints the body.")
    return held(actor, body.setter, DECIDING, now=now, of_its_own=True, otherwise=reason)


def keeper_or_setter(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    return any_of(keeper(actor, body, now=now), setter(actor, body, now=now))


def sits(actor: Actor, body: Body, *, now: datetime, deputies: bool = True) -> Verdict:
    """Who holds a seat or an office of the body today; with `deputies` false, members and offices alone."""
    if isinstance(actor, System):
        return YES
    if not isinstance(actor, Person) or not actor.is_active:
        return signed_in(actor)
    today = timezone.localdate(now)
    holdings = Holding.objects.on(today).filter(seat__body=body, holder__person=actor)
    if not deputies:
        holdings = holdings.members()
    if holdings.exists() or _has_office(actor, body, set(Office.Task), now=now):
        return YES
    return refused(_("This belongs to those who sit in the body."))


def insider(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Who sees what is not public: keepers and those who sit in the body."""
    return any_of(keeper(actor, body, now=now), sits(actor, body, now=now))


def speaks_for(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Who nominates, signs and joins for an association."""
    return held(actor, organisation, SPEAKING_FOR, now=now)


def at_work(body: Body) -> Verdict:
    """Whether a body has not ended."""
    if body.stage == Stage.ENDED:
        return refused(_("The body has ended. What it was can be read, not changed."), code="ended")
    return YES


def _has_office(actor: Actor, body: Body, tasks: set[Office.Task], *, now: datetime) -> bool:
    if not isinstance(actor, Person) or not actor.is_active:
        return False
    return offices_of(actor, on=timezone.localdate(now)).filter(body=body, task__in=tasks).exists()
