"""Letters to voters: what is voted on until when, and a link by which one votes without signing in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from raitti.bodies.ballot_papers import ballot_link
from raitti.bodies.models import Election, Voter
from raitti.bodies.queries.elections import addressees_of
from raitti.bodies.rules import may_mend_roll
from raitti.core.addresses import full_address
from raitti.core.audit import record
from raitti.core.jobs import job
from raitti.core.texts import pick
from raitti.core.verdicts import require
from raitti.directory.actions.mandate_letters import send

_BATCH = 100


def send_links_later(election: Election) -> None:
    """Have a link written to every voter who has none yet; goes on where it was when its worker is killed."""
    send_links.enqueue(str(election.uid))


@job
def send_links(uid: str) -> None:
    """Write to those voters of an open vote who have not been written to."""
    now = timezone.now()
    waiting = Voter.objects.filter(
        election__uid=UUID(uid), election__state=Election.State.OPEN, invited=False, voted=False, removed=None
    )
    while True:
        with transaction.atomic():
            batch = list(
                waiting.select_related("election__body", "organisation", "holder__person").order_by("pk")[:_BATCH]
            )
            if not batch:
                return
            for voter in batch:
                _write(voter, now=now)
            Voter.objects.filter(pk__in=[voter.pk for voter in batch]).update(invited=True)


def tell_of_cancelling_later(election: Election) -> None:
    """Have everyone on the roll told that there is no vote any more; goes on where it was when its worker is killed."""
    # From now on the mark says who is still to be told: no link is sent any more.
    election.voters.filter(removed=None).update(invited=True)
    tell_of_cancelling.enqueue(str(election.uid))


@job
def tell_of_cancelling(uid: str) -> None:
    """Write to those voters of a cancelled election who have not been told."""
    now = timezone.now()
    waiting = Voter.objects.filter(
        election__uid=UUID(uid), election__state=Election.State.CANCELLED, invited=True, removed=None
    )
    while True:
        with transaction.atomic():
            batch = list(
                waiting.select_related("election__body", "organisation", "holder__person").order_by("pk")[:_BATCH]
            )
            if not batch:
                return
            for voter in batch:
                _tell_of_cancelling(voter, now=now)
            Voter.objects.filter(pk__in=[voter.pk for voter in batch]).update(invited=False)


def _tell_of_cancelling(voter: Voter, *, now: datetime) -> None:
    election = voter.election
    for email, language in addressees_of(voter, now=now):
        with override(language):
            words = {
                "name": pick(election.name, language).value,
                "body": pick(election.body.name, language).value,
                "voter": voter.name,
                "reason": pick(election.cancel_reason, language).value,
            }
            send(
                email,
                language,
                gettext("The election was cancelled: %(name)s") % words,
                gettext("%(body)s has cancelled an election: %(name)s. The link of the letter before leads nowhere.")
                % words,
                gettext("The reason: %(reason)s") % words,
                gettext("All ballots that were cast have been destroyed."),
                why=gettext("You get this letter because %(voter)s is on the roll of this election.") % words,
            )


@transaction.atomic
def remind_voters(election: Election, *, actor: Any, now: datetime) -> int:
    """Send the links once more to all who have not voted; how many. Who they are is told to nobody."""
    require(may_mend_roll(actor, election, now=now))
    asked = election.voters.filter(voted=False, removed=None).update(invited=False)
    record(actor, "reminded voters", election, now=now, changes={"letters": [None, asked]})
    send_links_later(election)
    return asked


def _write(voter: Voter, *, now: datetime) -> None:
    election = voter.election
    for email, language in addressees_of(voter, now=now):
        with override(language):
            words = {
                "name": pick(election.name, language).value,
                "body": pick(election.body.name, language).value,
                "voter": voter.name,
                "closes": said_moment(election.closes),
            }
            sentences = [gettext("%(body)s holds an election: %(name)s.") % words]
            if voter.organisation is not None:
                sentences.append(
                    gettext("%(voter)s has one ballot. Any of its owners can cast it; agree among yourselves who does.")
                    % words
                )
            else:
                sentences.append(gettext("You have one ballot."))
            sentences += [
                gettext("The vote closes on %(closes)s. A ballot cannot be changed once it has been sent.") % words,
                gettext("The vote is secret. Do not pass this letter on: whoever has the link can vote with it once."),
            ]
            link = full_address("ballot_link", language, token=ballot_link(voter))
            send(
                email,
                language,
                gettext("Vote: %(name)s") % words,
                *sentences,
                button=(gettext("Open the ballot"), link),
                why=gettext("You get this letter because %(voter)s is on the roll of this election.") % words,
            )


def said_moment(moment: datetime | None) -> str:
    """A day and hour as people write them."""
    return date_format(timezone.localtime(moment), "j.n.Y H.i") if moment else ""
