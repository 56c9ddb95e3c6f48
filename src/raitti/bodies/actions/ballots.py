"""Casting a ballot: taken once, sealed at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raitti import voting
from raitti.bodies.ballot_papers import Paper, read_in_hand, seal_paper
from raitti.bodies.election_faults import fault_in_words
from raitti.bodies.models import Election, SealedBallot, Voter
from raitti.bodies.queries.elections import hold_open, paper_for, problem_of
from raitti.bodies.rules import may_cast, may_vote
from raitti.core.audit import LinkHolder, System, record
from raitti.core.verdicts import require
from raitti.directory.actions import checks


def cast_ballot(voter: Voter, choices: Sequence[int], *, in_hand: str, actor: Any, now: datetime) -> str:
    """Cast a voter's one ballot and give its receipt; `in_hand` is the token of the page it was looked at on.

    `actor` is who has signed in, or a `LinkHolder` who came by the link of the voter's letter. Raises `Refused`,
    and then nothing has been kept of it.
    """
    with transaction.atomic():
        hold_open(voter.election_id)
        voter = Voter.objects.select_related("election__body", "organisation", "holder").get(pk=voter.pk)
        taken = read_in_hand(voter, in_hand)
        given = taken.given if taken else None
        if isinstance(actor, LinkHolder):
            require(may_cast(voter, now=now, in_hand=given))
        else:
            require(may_vote(actor, voter, now=now, in_hand=given))
        if taken is None:
            why = _("This page has become too old. Look at your ballot once more and send it then.")
            checks.refuse("in_hand", "", why, code="in_hand")
        numbers, candidates = look_at(voter.election, choices)
        # Of two that are sent at once one finds the vote unused; the other waits for it and finds it used.
        if not Voter.objects.filter(pk=voter.pk, voted=False, removed=None).update(voted=True):
            require(may_cast(Voter.objects.select_related("election", "organisation").get(pk=voter.pk), now=now))
        sealed = seal_paper(voter.election, Paper(taken.receipt, numbers), candidates=candidates)
        SealedBallot.objects.create(election=voter.election, sealed=sealed)
        # Not who: that stands on the roll, and what they chose stands nowhere.
        record(System("voter"), "cast ballot", voter.election, now=now)
    return taken.receipt


def look_at(election: Election, choices: Sequence[int]) -> tuple[tuple[int, ...], int]:
    """A ballot as it will be sealed, and how many candidates there are. Raises `Refused` for what cannot be counted.

    A blank ballot is one; a candidate who withdrew cannot be chosen.
    """
    candidates = list(election.candidates.all())
    known = {one.number: one for one in candidates}
    for number in choices:
        if number not in known:
            checks.refuse("choices", number, _("There is no candidate with this number."), code="unknown")
        if known[number].withdrawn is not None:
            why = _("Candidate number %d has withdrawn. Choose without this candidate.") % number
            checks.refuse("choices", number, why, code="withdrawn")
    if len(set(choices)) < len(choices):
        checks.refuse("choices", "", _("Choose each candidate once."), code="twice")
    numbers = tuple(choices) if election.is_ranked else tuple(sorted(choices))
    problem = problem_of(election)
    try:
        voting.check_ballot(problem, paper_for(problem, numbers))
    except voting.BadElection as bad:
        checks.refuse("choices", "", fault_in_words(bad.fault), code=bad.fault.code)
    return numbers, len(candidates)
