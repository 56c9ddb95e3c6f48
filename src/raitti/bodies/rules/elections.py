"""Rules of elections: who prepares, votes, closes and publishes. What a ballot says is nobody's to see."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.bodies.models import Body, Call, Election, Voter
from raitti.bodies.rules.seating import may_seat
from raitti.bodies.rules.standing import at_work, keeper, keeper_or_setter, sits
from raitti.core.verdicts import YES, Verdict
from raitti.directory.models import Role
from raitti.directory.rules.asking import Actor, any_of, held, in_person, refused, rule, signed_in, still_open

State = Election.State


@rule
def may_see_elections(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """The list of a body's elections, those being prepared too: its keepers, its setter and those who sit in it."""
    return any_of(keeper_or_setter(actor, body, now=now), sits(actor, body, now=now))


@rule
def may_make_election(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Preparing an election: those who look after the body."""
    return keeper(actor, body, now=now) and at_work(body)


@rule
def may_edit_election(actor: Actor, election: Election, *, now: datetime) -> Verdict:
    """What is voted on, among whom and by which rule, and opening the vote: the body's keepers, until it is open."""
    return keeper(actor, election.body, now=now) and at_work(election.body) and _being_prepared(election)


@rule
def may_take_candidates(actor: Actor, election: Election, call: Call, *, now: datetime) -> Verdict:
    """Putting up those nominated in a call: who prepares the election, once the call has closed and nobody can
    nominate any more, and before it is decided."""
    verdict = may_edit_election(actor, election, now=now)
    if verdict and (call.body_id != election.body_id or call.stage(now) != Call.Stage.CLOSED):
        return refused(
            _("Candidates are taken from a call of this body that has closed and waits for its decision."),
            code="not_closed",
        )
    return verdict


@rule
def may_seat_elected(actor: Actor, election: Election, *, now: datetime) -> Verdict:
    """Giving those elected their seats: whoever seats people in the body, once everyone knows the result."""
    verdict = may_seat(actor, election.body, now=now)
    if verdict and election.state != State.PUBLISHED:
        return refused(_("Publish the result first. Those elected get their seats after that."), code="unpublished")
    return verdict


@rule
def may_see_roll(actor: Actor, election: Election, *, now: datetime) -> Verdict:
    """Who is on the roll, and how many have voted; never who. The body's keepers."""
    return keeper(actor, election.body, now=now)


@rule
def may_mend_roll(actor: Actor, election: Election, *, now: datetime) -> Verdict:
    """Taking somebody off the roll, sending the links anew, and striking a candidate: the keepers, while it is open."""
    return keeper(actor, election.body, now=now) and _open(election)


@rule
def may_withdraw_candidate(actor: Actor, election: Election, *, now: datetime) -> Verdict:
    """Striking a candidate who takes back their consent: the keepers, until the vote has been closed."""
    verdict = keeper(actor, election.body, now=now)
    return verdict and (YES if election.state == State.DRAFT else _open(election))


@rule
def may_close_election(actor: Actor, election: Election, *, now: datetime) -> Verdict:
    """Opening the ballots: the program by itself or the keepers by hand, once the time is over."""
    verdict = keeper(actor, election.body, now=now) and _open(election)
    ends = election.can_close_from
    if verdict and ends is not None and now < ends:
        return refused(
            _("The vote is still on. It can be closed five minutes after its end, when the last ballots have come in."),
            code="early",
        )
    return verdict


@rule
def may_count_election(actor: Actor, election: Election, *, now: datetime) -> Verdict:
    """Counting, which can be done again and says the same: the program by itself or the keepers."""
    verdict = keeper(actor, election.body, now=now)
    if verdict and election.state not in {State.CLOSED, State.COUNTED}:
        return refused(_("There is nothing to count yet, or the result has been published."), code="not_closed")
    return verdict


@rule
def may_publish_election(actor: Actor, election: Election, *, now: datetime) -> Verdict:
    """Publishing the result with all ballots: the keepers, once it is counted."""
    verdict = keeper(actor, election.body, now=now)
    if verdict and election.state != State.COUNTED:
        return refused(_("The ballots have not been counted yet, or the result has been published."), code="uncounted")
    return verdict


@rule
def may_cancel_election(actor: Actor, election: Election, *, now: datetime) -> Verdict:
    """Calling an election off, which destroys all its ballots: the keepers, until the result is published."""
    verdict = keeper(actor, election.body, now=now)
    if verdict and election.state in {State.PUBLISHED, State.CANCELLED}:
        return refused(_("The election is over; it can no longer be cancelled."), code="over")
    return verdict


@rule
def may_see_own_votes(actor: Actor, *, now: datetime) -> Verdict:
    """The list of ballots one can cast: whoever is signed in, and only their own."""
    return signed_in(actor)


@rule
def may_vote(actor: Actor, voter: Voter, *, now: datetime, in_hand: datetime | None = None) -> Verdict:
    """Casting a ballot: for an association any of its owners, for a seat whoever holds it; once, while it is open.

    `in_hand` is when the voter took the ballot they now send.
    """
    return _voter(actor, voter, now=now) and may_cast(voter, now=now, in_hand=in_hand)


@rule
def may_cast(voter: Voter, *, now: datetime, in_hand: datetime | None = None) -> Verdict:
    """Whether a right to vote can be used now, by whoever it belongs to or has the link of its letter."""
    election = voter.election
    if voter.removed is not None:
        why = _("This right to vote has been taken off the roll. Ask those who look after the body why.")
        return refused(why, code="removed")
    if voter.organisation is not None and not (verdict := still_open(voter.organisation)):
        return Verdict(verdict.code, _("The association has been closed, and its right to vote with it."))
    if voter.voted:
        why = _("A ballot has been cast with this right to vote. Nobody knows which it is, so it cannot be changed.")
        return refused(why, code="voted")
    if election.state == State.DRAFT:
        return refused(_("The vote has not been opened yet."), code="not_open")
    if election.state == State.CANCELLED:
        return refused(_("The election has been cancelled."), code="cancelled")
    ends = election.can_close_from if in_hand and election.closes and in_hand < election.closes else election.closes
    if election.state != State.OPEN or ends is None or now >= ends:
        return refused(_("The vote has been closed. Ballots that come later do not count."), code="over")
    return YES


def _voter(actor: Actor, voter: Voter, *, now: datetime) -> Verdict:
    if not (verdict := in_person(actor)):
        return verdict
    if voter.organisation is not None:
        reason = _("The owners of the association’s page cast its ballot.")
        return held(actor, voter.organisation, {Role.OWNER}, now=now, of_its_own=True, otherwise=reason)
    if isinstance(actor, Person) and voter.holder is not None and voter.holder.person_id == actor.pk:
        return YES
    return refused(_("This ballot belongs to somebody else."))


def _being_prepared(election: Election) -> Verdict:
    if election.state == State.DRAFT:
        return YES
    return refused(_("The vote has been opened; what it is about can no longer be changed."), code="opened")


def _open(election: Election) -> Verdict:
    if election.state == State.OPEN:
        return YES
    return refused(_("The vote is not open."), code="not_open")
