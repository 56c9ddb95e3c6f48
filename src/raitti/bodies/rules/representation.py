"""Rules of representatives: who names them, who confirms and ends them, who reports back."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.bodies.models import Body, Representation, Representative
from raitti.bodies.rules.standing import at_work, insider, keeper, setter
from raitti.core.verdicts import YES, Verdict
from raitti.directory.rules.asking import Actor, any_of, refused, rule


@rule
def may_see_representation(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Whom a body has named where, with what they brought back: its keepers and those who sit in it."""
    return insider(actor, body, now=now)


@rule
def may_name_representative(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Naming a representative to another body or a group outside: the keepers of a body at work."""
    return keeper(actor, body, now=now) and at_work(body)


@rule
def may_confirm_representation(actor: Actor, representation: Representation, *, now: datetime) -> Verdict:
    """Taking in whom another body has named to a seat: those who appoint the body the seat belongs to."""
    if representation.seat is None:
        return refused(_("This group is not in Raitti: nothing waits for a confirmation here."), code="outside")
    allowed = setter(actor, representation.seat.body, now=now) and at_work(representation.seat.body)
    if allowed and representation.confirmed is not None:
        return refused(_("This has been confirmed already."), code="confirmed")
    if allowed and representation.until is not None and representation.until < timezone.localdate(now):
        return refused(_("This has ended."), code="ended")
    return allowed


@rule
def may_end_representation(actor: Actor, representation: Representation, *, now: datetime) -> Verdict:
    """Ending a representation: the keepers of the body that named it."""
    return keeper(actor, representation.body, now=now)


@rule
def may_report_back(actor: Actor, representation: Representation, *, now: datetime) -> Verdict:
    """Telling the body what happened in the other place: its representatives there, and its keepers."""
    own = keeper(actor, representation.body, now=now)
    if own or not isinstance(actor, Person) or not actor.is_active:
        return own
    named = Representative.objects.filter(representation=representation, holder__person=actor)
    if named.exclude(accepted=None).exists():
        return YES
    return any_of(own, refused(_("This belongs to the representatives and to those who look after the body.")))


@rule
def may_answer_naming(known: Representative | None) -> Verdict:
    """Saying yes or no to being named: whoever holds the link of the letter."""
    if known is None:
        return refused(_("The link is too old or incomplete. Take one from a newer letter."), code="link")
    return YES
