"""Rules of getting in: who calls for nominations, who nominates, who sees candidates, and who appoints."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from raitti.bodies.models import Body, Call, Candidate, Nomination
from raitti.bodies.queries.standing import DECIDING, SPEAKING_FOR
from raitti.bodies.rules.standing import at_work, keeper_or_setter, speaks_for
from raitti.core.verdicts import YES, Verdict
from raitti.directory.models import Organisation
from raitti.directory.rules.asking import Actor, any_of, held, refused, rule, signed_in, still_open

_STAGE = Call.Stage


@rule
def may_see_calls(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """All calls of a body with what has come: who looks after it, and who appoints it."""
    return keeper_or_setter(actor, body, now=now)


@rule
def may_open_call(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Drafting a call: who looks after a body and who appoints it, until it has ended."""
    return keeper_or_setter(actor, body, now=now) and at_work(body)


@rule
def may_change_call(actor: Actor, call: Call, *, now: datetime) -> Verdict:
    """Writing, publishing, changing and prolonging a call: the same, until it is decided or withdrawn."""
    return keeper_or_setter(actor, call.body, now=now) and at_work(call.body) and _not_ended(call)


@rule
def may_withdraw_call(actor: Actor, call: Call, *, now: datetime) -> Verdict:
    """Taking a published call back for a reason: who appoints, and who looks after the body for them."""
    own = keeper_or_setter(actor, call.body, now=now) and _not_ended(call)
    if own and call.state == Call.State.DRAFT:
        return refused(_("This call has not been published. Remove the draft instead."), code="draft")
    return own


@rule
def may_remove_call(actor: Actor, call: Call, *, now: datetime) -> Verdict:
    """Throwing a draft away: nobody has seen it yet."""
    own = keeper_or_setter(actor, call.body, now=now)
    if own and call.state != Call.State.DRAFT:
        return refused(_("This call has been published. Withdraw it instead, and say why."), code="published")
    return own


@rule
def may_see_open_calls(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """The open calls that concern an association: who speaks for it."""
    return speaks_for(actor, organisation, now=now)


@rule
def may_choose_nominator(actor: Actor, *, now: datetime) -> Verdict:
    """Coming from a call's page to say for whom one nominates: whoever is signed in, and only their own."""
    return signed_in(actor)


@rule
def may_nominate(actor: Actor, call: Call, organisation: Organisation, *, now: datetime) -> Verdict:
    """Nominating for an association: who speaks for it, an agent on its behalf, while the call is open.

    An association closed for good nominates nobody.
    """
    return speaks_for(actor, organisation, now=now) and still_open(organisation) and _takes_nominations(call, now=now)


@rule
def may_see_nomination(actor: Actor, nomination: Nomination, *, now: datetime) -> Verdict:
    """A nomination with its candidates: who speaks for the association; once sent, those it was sent to."""
    own = speaks_for(actor, nomination.organisation, now=now)
    if nomination.state != Nomination.State.SENT:
        return own
    return any_of(own, keeper_or_setter(actor, nomination.call.body, now=now))


@rule
def may_withdraw_nomination(actor: Actor, nomination: Nomination, *, now: datetime) -> Verdict:
    """Taking a nomination back: who speaks for the association, until the call is decided."""
    own = held(actor, nomination.organisation, SPEAKING_FOR, now=now) and _not_ended(nomination.call)
    if own and nomination.state == Nomination.State.WITHDRAWN:
        return refused(_("This nomination has been taken back already."), code="withdrawn")
    return own


@rule
def may_see_candidates(actor: Actor, call: Call, *, now: datetime) -> Verdict:
    """Candidates side by side, and the balance: who looks after the body and who appoints it, nobody else."""
    return keeper_or_setter(actor, call.body, now=now)


@rule
def may_propose(actor: Actor, call: Call, *, now: datetime) -> Verdict:
    """Putting a choice together: who looks after the body and who appoints it, once the call has closed."""
    return keeper_or_setter(actor, call.body, now=now) and at_work(call.body) and _has_closed(call, now=now)


@rule
def may_appoint(actor: Actor, call: Call, *, now: datetime) -> Verdict:
    """Appointing: those who answer for the organisation that set the body up, once the call has closed."""
    own = held(
        actor,
        call.body.setter,
        DECIDING,
        now=now,
        of_its_own=True,
        otherwise=_("Only those who answer for the organisation that appoints the body decide this."),
    )
    return own and at_work(call.body) and _has_closed(call, now=now)


@rule
def may_answer_as_candidate(candidate: Candidate | None) -> Verdict:
    """Answering by the link of a candidate's letter: whoever has it, while it leads somewhere.

    Before the decision they say yes or no; one who was appointed can still withdraw.
    """
    if candidate is None:
        return refused(_("This link leads nowhere any more."), code="gone")
    call, nomination = candidate.nomination.call, candidate.nomination
    if candidate.holding_id is not None:
        return YES
    if call.state in {Call.State.DECIDED, Call.State.WITHDRAWN}:
        return refused(_("This call has been decided or withdrawn. Nothing waits for your answer."), code="ended")
    if nomination.state != Nomination.State.SENT:
        return refused(_("The association has taken its nomination back. You need not answer."), code="withdrawn")
    return YES


def _not_ended(call: Call) -> Verdict:
    if call.state == Call.State.DECIDED:
        return refused(_("This call has been decided."), code="decided")
    if call.state == Call.State.WITHDRAWN:
        return refused(_("This call has been withdrawn."), code="withdrawn")
    return YES


def _takes_nominations(call: Call, *, now: datetime) -> Verdict:
    stage = call.stage(now)
    if stage == _STAGE.CLOSED:
        return refused(_("This call has closed. Nominations are not taken in any more."), code="closed")
    if stage in {_STAGE.DRAFT, _STAGE.COMING}:
        return refused(_("This call is not open yet."), code="early")
    return _not_ended(call)


def _has_closed(call: Call, *, now: datetime) -> Verdict:
    if call.stage(now) in {_STAGE.DRAFT, _STAGE.COMING, _STAGE.OPEN}:
        return refused(_("This call has not closed yet: more nominations can come."), code="open")
    return _not_ended(call)
