"""How a rule is asked: by whom, about which organisation, when; and what every rule stands on."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.accounts.queries import lacks_needed_second_factor
from raitti.core.audit import System
from raitti.core.verdicts import NOT_ALLOWED, SECOND_FACTOR, SIGN_IN, YES, Verdict
from raitti.directory.models import STAFF_ROLES, Organisation, OrganisationStatus, Role
from raitti.directory.queries.mandates import mandates_of, roles_over

Actor = Person | AnonymousUser | System | None
Asked = ParamSpec("Asked")
RULES: dict[str, Callable[..., Verdict]] = {}
_listeners: ContextVar[tuple[list[str], ...]] = ContextVar("listeners", default=())


def rule(function: Callable[Asked, Verdict]) -> Callable[Asked, Verdict]:
    """Make a function a rule: listed in `RULES`, and heard by `asked()`."""

    @wraps(function)
    def ask(*args: Asked.args, **kwargs: Asked.kwargs) -> Verdict:
        for heard in _listeners.get():
            heard.append(function.__name__)
        return function(*args, **kwargs)

    RULES[function.__name__] = ask
    return ask


@contextmanager
def asked() -> Iterator[list[str]]:
    """The names of the rules asked within the block, so that tests can tell a page that asks none."""
    heard: list[str] = []
    before = _listeners.set((*_listeners.get(), heard))
    try:
        yield heard
    finally:
        _listeners.reset(before)


def refused(reason: str | Promise, *, code: str = NOT_ALLOWED, **details: Any) -> Verdict:
    return Verdict(code, reason, details)


def is_person(actor: Actor) -> bool:
    return isinstance(actor, Person) and actor.is_active


def signed_in(actor: Actor) -> Verdict:
    """Whether somebody is there at all."""
    if isinstance(actor, System) or is_person(actor):
        return YES
    return refused(_("Sign in first."), code=SIGN_IN)


def in_person(actor: Actor) -> Verdict:
    """Whether somebody is there for whom this can be their own: not the program."""
    return refused(_("Only people do this.")) if isinstance(actor, System) else signed_in(actor)


def roles(actor: Actor, organisation: Organisation, *, now: datetime) -> frozenset[Role]:
    """The roles an actor has over an organisation, whether or not a second factor is still missing."""
    if not isinstance(actor, Person) or not actor.is_active:
        return frozenset()
    return roles_over(actor, organisation, on=timezone.localdate(now))


def own_roles(actor: Actor, organisation: Organisation, *, now: datetime) -> frozenset[Role]:
    """The roles an actor has by mandates of the organisation itself, not by looking after its area."""
    if not isinstance(actor, Person) or not actor.is_active:
        return frozenset()
    found = mandates_of(actor, on=timezone.localdate(now))
    return frozenset(Role(each.role) for each in found if each.organisation_id == organisation.pk)


def held(
    actor: Actor,
    organisation: Organisation,
    wanted: Collection[Role],
    *,
    now: datetime,
    otherwise: str | Promise = "",
    of_its_own: bool = False,
) -> Verdict:
    """Whether an actor has one of the wanted roles over an organisation; the program itself has them all.

    With `of_its_own` only mandates of the organisation itself count. Roles of the staff, and what follows from
    them, count only for people who sign in with a second factor, where that is required.
    """
    if isinstance(actor, System):
        return YES
    if not isinstance(actor, Person) or not actor.is_active:
        return signed_in(actor)
    found = own_roles if of_its_own else roles
    if not found(actor, organisation, now=now) & frozenset(wanted):
        return refused(otherwise or _("This belongs to those who look after the page."))
    as_staff = with_second_factor(actor)
    if as_staff or own_roles(actor, organisation, now=now) & frozenset(wanted) - STAFF_ROLES:
        return YES
    return as_staff


def with_second_factor(person: Person) -> Verdict:
    """Whether someone may use a role of the staff as they sign in now."""
    if not lacks_needed_second_factor(person):
        return YES
    return refused(
        _("Your role opens only to those who sign in with a second step. Set one up on your own page first."),
        code=SECOND_FACTOR,
    )


def still_open(organisation: Organisation) -> Verdict:
    """Whether an organisation has not been closed for good."""
    if organisation.status == OrganisationStatus.DISSOLVED:
        return refused(_("The association has been closed. Open it again first."), code="closed")
    return YES


def any_of(*verdicts: Verdict) -> Verdict:
    """The first yes; else the no that can still be helped by a second step; else the first no."""
    if any(verdicts):
        return YES
    return next((each for each in verdicts if each.code == SECOND_FACTOR), verdicts[0])
