"""Preparing an election, opening the vote, mending its roll, and calling it off."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from raitti import voting
from raitti.bodies import election_keys
from raitti.bodies.actions import closing, election_letters
from raitti.bodies.actions.seating import known_holder
from raitti.bodies.election_faults import fault_in_words
from raitti.bodies.facts.elections import CandidateFacts, ElectionFacts, QuotaFacts
from raitti.bodies.facts.seating import HolderFacts
from raitti.bodies.models import Body, Election, ElectionCandidate, ElectionQuota, Holder, Membership, Voter
from raitti.bodies.queries.elections import (
    associations_with_a_vote,
    holders_with_a_vote,
    members_with_a_vote,
    name_of_member,
    problem_of,
)
from raitti.bodies.rules import (
    may_cancel_election,
    may_edit_election,
    may_make_election,
    may_mend_roll,
    may_withdraw_candidate,
)
from raitti.core.audit import record
from raitti.core.sealing import new_keys
from raitti.core.shelf import content_changed
from raitti.core.verdicts import require
from raitti.directory.actions import checks
from raitti.voting.problem import ONE_SEAT_RULES

_LONGEST_VOTE = timedelta(days=92)
_MOST_SEATS, _MOST_CANDIDATES, _MOST_QUOTAS = 100, 200, 30
_BATCH = 500
State = Election.State


@transaction.atomic
def save_election(
    body: Body, facts: ElectionFacts, *, actor: Any, now: datetime, election: Election | None = None
) -> Election:
    """Prepare an election, or make one that is being prepared what the facts say."""
    is_new = election is None
    if election is None:
        body = Body.objects.select_for_update(of=("self",)).select_related("steward").get(pk=body.pk)
        require(may_make_election(actor, body, now=now))
        last: int | None = body.elections.aggregate(last=Max("number"))["last"]
        election = Election(body=body, number=(last or 0) + 1, created=now, is_example=facts.is_example)
    else:
        election = locked(election)
        require(may_edit_election(actor, election, now=now))
    if not 1 <= facts.seats <= _MOST_SEATS:
        checks.refuse("seats", facts.seats, _("Between 1 and 100 can be elected."), code="seats")
    if facts.rule in ONE_SEAT_RULES and facts.seats != 1:
        checks.refuse("seats", facts.seats, _("This rule elects one. Choose another to elect several."), code="one")
    election.name = checks.name(facts.name)
    election.text = checks.texts("text", facts.text)
    election.rule = checks.choice("rule", facts.rule, Election.Rule.values)
    election.roll = checks.choice("roll", facts.roll, Election.Roll.values)
    if election.roll == Election.Roll.GROUP and not body.is_open_group:
        reason = _("People join open groups only. Choose who votes in this body.")
        checks.refuse("roll", facts.roll, reason, code="no_group")
    election.seats, election.closes = facts.seats, facts.closes
    election.save()
    election.areas.set(facts.areas)
    election.topics.set(facts.topics)
    record(actor, "prepared election" if is_new else "changed election", election, now=now)
    return election


@transaction.atomic
def save_candidate(
    election: Election, facts: CandidateFacts, *, actor: Any, now: datetime, candidate: ElectionCandidate | None = None
) -> ElectionCandidate:
    """Put somebody up, or change what is said of them. Their own consent is asked before, with the nomination."""
    election = locked(election)
    require(may_edit_election(actor, election, now=now))
    is_new = candidate is None
    if candidate is None:
        found = election.candidates.aggregate(last=Max("number"))["last"] or 0
        if found >= _MOST_CANDIDATES:
            checks.refuse("name", facts.name, _("There can be 200 candidates at most."), code="many")
        candidate = ElectionCandidate(election=election, number=found + 1)
    name = checks.text("name", facts.name)
    if not name:
        checks.refuse("name", "", _("Give the candidate’s name."), code="missing")
    if election.candidates.exclude(pk=candidate.pk).filter(name=name, organisation=facts.organisation).exists():
        checks.refuse("name", name, _("There is a candidate of this name already."), code="twice")
    fields = checks.short(ElectionCandidate, {"name": name, "text": dict(checks.texts("text", facts.text))})
    candidate.name, candidate.text = fields["name"], fields["text"]
    candidate.organisation, candidate.holder, candidate.nominee = facts.organisation, facts.holder, facts.nominee
    candidate.save()
    record(actor, "put up candidate" if is_new else "changed candidate", election, now=now)
    return candidate


@transaction.atomic
def remove_candidate(candidate: ElectionCandidate, *, actor: Any, now: datetime) -> None:
    """Take a candidate off before the vote opens; the numbers after it move up."""
    election = locked(candidate.election)
    require(may_edit_election(actor, election, now=now))
    candidate.delete()
    for number, one in enumerate(election.candidates.order_by("number"), start=1):
        if one.number != number:
            ElectionCandidate.objects.filter(pk=one.pk).update(number=number)
    record(actor, "removed candidate", election, now=now)


@transaction.atomic
def withdraw_candidate(candidate: ElectionCandidate, *, actor: Any, now: datetime) -> ElectionCandidate:
    """A candidate takes back their consent. Before the vote they leave no trace; while it is open the number stays
    without a name: nobody can choose it any more, and ballots sent before count as if it did not stand on them."""
    election = locked(candidate.election)
    require(may_withdraw_candidate(actor, election, now=now))
    if election.state == State.DRAFT:
        remove_candidate(candidate, actor=actor, now=now)
        return candidate
    candidate.name, candidate.text, candidate.withdrawn = "", "", now
    candidate.organisation = candidate.holder = candidate.nominee = None
    candidate.save()
    record(actor, "withdrew candidate", election, now=now)
    content_changed()
    return candidate


@transaction.atomic
def save_quota(
    election: Election, facts: QuotaFacts, *, actor: Any, now: datetime, quota: ElectionQuota | None = None
) -> ElectionQuota:
    """Say how many of some candidates are elected at least and at most; together all quotas can be kept."""
    election = locked(election)
    require(may_edit_election(actor, election, now=now))
    is_new = quota is None
    quota = quota or ElectionQuota(election=election)
    if is_new and election.quotas.count() >= _MOST_QUOTAS:
        checks.refuse("name", "", _("There can be 30 quotas at most."), code="many")
    quota.name = checks.name(facts.name)
    if facts.at_most is not None and facts.at_most < facts.at_least:
        checks.refuse("at_most", facts.at_most, _("The most cannot be fewer than the least."), code="order")
    quota.at_least, quota.at_most = facts.at_least, facts.at_most
    quota.save()
    quota.candidates.set(election.candidates.filter(number__in=facts.numbers))
    _check(election, field="numbers", ready=False)
    record(actor, "set quota" if is_new else "changed quota", election, now=now)
    return quota


@transaction.atomic
def remove_quota(quota: ElectionQuota, *, actor: Any, now: datetime) -> None:
    election = locked(quota.election)
    require(may_edit_election(actor, election, now=now))
    quota.delete()
    record(actor, "removed quota", election, now=now)


def _check(election: Election, *, field: str = "", ready: bool = True) -> None:
    """Refuse what cannot be counted; while it is being prepared candidates may still be too few."""
    try:
        voting.check_election(problem_of(election))
    except voting.BadElection as bad:
        if ready or bad.fault.code != "too_few_candidates":
            checks.refuse(field, "", fault_in_words(bad.fault), code=bad.fault.code)


@transaction.atomic
def open_election(election: Election, *, actor: Any, now: datetime) -> Election:
    """Fix the roll, draw the lot's seed, make the key, and let the links go out. The key is on the disk before."""
    election = locked(election)
    require(may_edit_election(actor, election, now=now))
    if election.closes is None or election.closes <= now:
        checks.refuse("closes", election.closes, _("Give a moment to come at which the vote closes."), code="past")
    if election.closes > now + _LONGEST_VOTE:
        checks.refuse("closes", election.closes, _("A vote can be open for three months at most."), code="far")
    _check(election, field="candidates")
    if not _make_roll(election, now=now):
        checks.refuse("roll", "", _("There is nobody on the roll. Look at who may vote."), code="nobody")
    private, public = new_keys()
    # One that is there already is of an opening that came to nothing: no ballot was ever sealed with it.
    election_keys.destroy_key(election.uid)
    election_keys.keep_key(election.uid, private)
    election.state, election.opened = State.OPEN, now
    election.seed, election.public_key = secrets.token_hex(16), public.hex()
    election.save()
    record(actor, "opened election", election, now=now, changes={"seed": ["", election.seed]})
    closing.close_later(election)
    election_letters.send_links_later(election)
    content_changed()
    return election


def _make_roll(election: Election, *, now: datetime) -> int:
    rows: Sequence[Voter]
    if election.roll == Election.Roll.HOLDERS:
        holders = holders_with_a_vote(election, now=now)
        rows = [Voter(election=election, holder=one, name=str(one)[:300]) for one in holders]
    elif election.roll == Election.Roll.GROUP:
        rows = _members_on_roll(election, now=now)
    else:
        found = associations_with_a_vote(election)
        rows = [Voter(election=election, organisation=one, name=str(one)[:300]) for one in found]
    Voter.objects.bulk_create(rows, batch_size=_BATCH)
    return len(rows)


def _members_on_roll(election: Election, *, now: datetime) -> list[Voter]:
    """One row for each member of an open group, however many rows of membership they have."""
    rows: dict[tuple[str, int], Voter] = {}
    for member in members_with_a_vote(election):
        name = name_of_member(member)[:300]
        if member.organisation is not None:
            key = ("organisation", member.organisation.pk)
            rows.setdefault(key, Voter(election=election, organisation=member.organisation, name=name))
        else:
            holder = _voting_member(member, now=now)
            rows.setdefault(("holder", holder.pk), Voter(election=election, holder=holder, name=name))
    return list(rows.values())


def _voting_member(member: Membership, *, now: datetime) -> Holder:
    """A member of a group as whoever holds the ballot: known already as somebody who sits, else written down."""
    person = member.person
    if person is not None:
        known = Holder.objects.filter(person=person, forgotten=None).order_by("pk").first()
        if known is not None:
            return known
    email = member.email or (person.email if person is not None else "")
    facts = HolderFacts(name=name_of_member(member)[:200], email=email, language=member.language)
    holder = known_holder(facts, now=now)
    if holder.person is None and person is not None:
        holder.person = person
        holder.save(update_fields=["person"])
    return holder


@transaction.atomic
def remove_voter(voter: Voter, *, reason: str, actor: Any, now: datetime) -> Voter:
    """Take somebody off the roll who should not be on it. A ballot already cast stays: nobody knows which it is."""
    election = locked(voter.election)
    require(may_mend_roll(actor, election, now=now))
    reason = checks.text("reason", reason)
    if not reason:
        checks.refuse("reason", "", _("Say why, for those who ask."), code="missing")
    gone = election.voters.filter(pk=voter.pk, removed=None, voted=False)
    if not gone.update(removed=now, removed_because=reason[:500]):
        why = _("A ballot has been cast with this right to vote, or it is off the roll already. It stays as it is.")
        checks.refuse("reason", reason, why, code="voted")
    record(actor, "took voter off the roll", election, now=now, changes={"roll": [voter.name, None]})
    voter.refresh_from_db()
    return voter


@transaction.atomic
def cancel_election(election: Election, *, reason: dict[str, str], actor: Any, now: datetime) -> Election:
    """Call an election off: all ballots, sealed or open, and the key are destroyed. Why is told to everyone."""
    election = locked(election)
    require(may_cancel_election(actor, election, now=now))
    told = checks.texts("reason", reason)
    if not told:
        checks.refuse("reason", "", _("Say why, so that voters and candidates understand."), code="missing")
    election.sealed_ballots.all().delete()
    election.ballots.all().delete()
    election.candidates.update(place=None)
    election.state, election.public_key, election.cancel_reason = State.CANCELLED, "", told
    election.save()
    transaction.on_commit(lambda: election_keys.destroy_key(election.uid))
    record(actor, "cancelled election", election, now=now)
    if election.opened is not None:
        election_letters.tell_of_cancelling_later(election)
    content_changed()
    return election


def locked(election: Election) -> Election:
    """The election as it stands now, held until the act is done."""
    known = Election.objects.select_for_update(of=("self",)).select_related("body__steward", "body__setter")
    return known.get(pk=election.pk)
