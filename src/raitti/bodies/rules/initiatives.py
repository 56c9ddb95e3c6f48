"""Rules of initiatives: who sends, sees and answers them."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from raitti.bodies.models import Body, Initiative
from raitti.bodies.rules.standing import at_work, insider, keeper, speaks_for
from raitti.core.verdicts import Verdict
from raitti.directory.models import Organisation
from raitti.directory.rules.asking import Actor, any_of, refused, rule, still_open


@rule
def may_send_initiative(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Sending an initiative for an organisation that is not closed: whoever speaks for it, an agent on its behalf."""
    return speaks_for(actor, organisation, now=now) and still_open(organisation)


@rule
def may_see_initiatives(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """All initiatives sent to a body: its keepers and those who sit in it."""
    return insider(actor, body, now=now)


@rule
def may_see_initiative(actor: Actor, initiative: Initiative, *, now: datetime) -> Verdict:
    """One initiative and where it stands: whoever speaks for the organisation that sent it, and the body."""
    return any_of(insider(actor, initiative.body, now=now), speaks_for(actor, initiative.organisation, now=now))


@rule
def may_take_up_initiative(actor: Actor, initiative: Initiative, *, now: datetime) -> Verdict:
    """Taking an initiative up and putting it on an agenda: the keepers, until it is answered."""
    return keeper(actor, initiative.body, now=now) and at_work(initiative.body) and _unanswered(initiative)


@rule
def may_answer_initiative(actor: Actor, initiative: Initiative, *, now: datetime) -> Verdict:
    """Answering an initiative, with the reasons: the keepers, once."""
    return keeper(actor, initiative.body, now=now) and _unanswered(initiative)


@rule
def may_show_initiative(actor: Actor, initiative: Initiative, *, now: datetime) -> Verdict:
    """Deciding whether everyone can read an initiative: the keepers."""
    return keeper(actor, initiative.body, now=now)


def _unanswered(initiative: Initiative) -> Verdict:
    if initiative.state == Initiative.State.ANSWERED:
        return refused(_("This initiative has been answered already."), code="answered")
    return Verdict()
