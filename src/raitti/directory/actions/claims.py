"""Claiming an entry as one's own association's, and what becomes of the claim."""

from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.core.addressees import is_bounced
from raitti.core.audit import System, record
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions import claim_letters as letters
from raitti.directory.actions.mandates import give_mandate, lock
from raitti.directory.actions.matters import close_matter, open_for
from raitti.directory.models import Claim, MatterKind, Organisation, Role
from raitti.directory.proofs import MOST_BYTES, kind_of_proof
from raitti.directory.queries.claims import agents_for, claims_awaiting_link
from raitti.directory.queries.mandates import has_owner
from raitti.directory.rules import (
    may_answer_claim_link,
    may_claim,
    may_decide_claim,
    may_prove_claim,
    may_withdraw_claim,
)


@transaction.atomic
def claim_organisation(
    organisation: Organisation,
    *,
    way: str,
    actor: Person,
    now: datetime,
    position: str = "",
    message: str = "",
    proof: bytes = b"",
) -> Claim:
    """Ask for an existing entry as one's own. Its owners, where there are any, are told and asked first.

    `proof` is the content of a file, needed for the way `register`. Raises `Refused` with `details` `{"field"}`.
    """
    organisation, way = lock(organisation), Claim.Way(way)
    require(may_claim(actor, organisation, now=now))
    if way == Claim.Way.ADDRESS and not organisation.email:
        _refuse("way", _("The page has no e-mail address. Choose another way."))
    if way == Claim.Way.ADDRESS and is_bounced(organisation.email):
        _refuse("way", _("Mail to the page’s e-mail address does not arrive. Choose another way."))
    if way == Claim.Way.AGENT and not agents_for(organisation, on=timezone.localdate(now)).exists():
        _refuse("way", _("There is no association agent in this municipality. Choose another way."))
    words = {"position": position.strip(), "message": message.strip()}
    claim = Claim(organisation=organisation, person=actor, way=way, created=now, **words)
    if way == Claim.Way.REGISTER:
        claim.proof.save(f"{claim.uid}.{_kind_of(proof)}", ContentFile(proof), save=False)
    claim.save()
    record(actor, "claimed organisation", organisation, now=now, changes={"way": [None, way.value]})
    open_for(claim)
    if has_owner(organisation, on=timezone.localdate(now)):
        letters.ask_owners(claim, now=now)
    elif way == Claim.Way.ADDRESS:
        _send_link(claim, now=now)
    return claim


def _kind_of(proof: bytes) -> str:
    if not proof:
        _refuse("proof", _("Add the extract from the Register of Associations as a file."))
    if len(proof) > MOST_BYTES:
        _refuse("proof", _("The file is too big. It can be 10 megabytes at most."))
    kind = kind_of_proof(proof)
    if not kind:
        _refuse("proof", _("The file must be a PDF, or a JPG or PNG picture. This one could not be read."))
    return kind


def _refuse(field: str, reason: str | Promise) -> None:
    raise Refused(Verdict("invalid", reason, {"field": field}))


def _send_link(claim: Claim, *, now: datetime) -> None:
    claim.link_sent = now
    claim.save(update_fields=["link_sent"])
    letters.send_link(claim)


@transaction.atomic
def send_waiting_links(*, now: datetime) -> int:
    """Write to the entries' own addresses where the owners have had their time and not answered; how many."""
    waiting = [claim for claim in claims_awaiting_link() if may_answer_claim_link(None, claim, now=now)]
    for claim in waiting:
        _send_link(claim, now=now)
        record(System("claims"), "sent claim link", claim, now=now)
    return len(waiting)


@transaction.atomic
def prove_claim(claim: Claim, *, actor: Person, now: datetime) -> Claim:
    """Become an owner by the link that went to the entry's own address."""
    claim = _locked(claim)
    require(may_prove_claim(actor, claim, now=now))
    return _accept(claim, by=actor, how="by the entry’s own address", now=now)


@transaction.atomic
def deny_claim(claim: Claim, *, now: datetime) -> Claim:
    """Say by that same link that nobody there knows of the claim; no account is needed."""
    claim = _locked(claim)
    require(may_answer_claim_link(None, claim, now=now))
    reason = _("The association answered from its own e-mail address that this is not right.")
    spoken = letters.in_language_of(claim.person, reason)
    return _refuse_claim(claim, spoken, by=System("the page’s own address"), now=now)


@transaction.atomic
def accept_claim(claim: Claim, *, actor: Any, now: datetime) -> Claim:
    """Make whoever asked an owner of the page. Claims beside this one wait on, now for the new owner too."""
    claim = _locked(claim)
    require(may_decide_claim(actor, claim, now=now))
    return _accept(claim, by=actor, now=now)


@transaction.atomic
def refuse_claim(claim: Claim, reason: str, *, actor: Any, now: datetime) -> Claim:
    """Say no, with a reason that whoever asked gets to read."""
    claim = _locked(claim)
    require(may_decide_claim(actor, claim, now=now))
    if not reason.strip():
        _refuse("reason", _("Say why, so that the one who asked knows what to do next."))
    return _refuse_claim(claim, reason.strip(), by=actor, now=now)


@transaction.atomic
def withdraw_claim(claim: Claim, *, actor: Any, now: datetime) -> Claim:
    """Take one's own claim back."""
    claim = _locked(claim)
    require(may_withdraw_claim(actor, claim, now=now))
    return settle_claim(claim, Claim.State.WITHDRAWN, by=actor, now=now)


def _locked(claim: Claim) -> Claim:
    lock(claim.organisation)
    return Claim.objects.select_related("organisation", "person").get(pk=claim.pk)


def _accept(claim: Claim, *, by: Any, now: datetime, how: str = "") -> Claim:
    if not claim.person.is_active:
        _refuse("", _("The account of the one who asked is closed."))
    given_by = f"{by} {how}".strip() if how else str(by)
    settle_claim(claim, Claim.State.ACCEPTED, by=by, now=now)
    letters.tell_owners(claim, now=now)
    give_mandate(claim.person, claim.organisation, Role.OWNER, actor=by, now=now, given_by=given_by)
    letters.tell_decision(claim)
    return claim


def _refuse_claim(claim: Claim, reason: str, *, by: Any, now: datetime) -> Claim:
    settle_claim(claim, Claim.State.REFUSED, by=by, now=now, reason=reason)
    letters.tell_decision(claim)
    return claim


def settle_claim(claim: Claim, state: Claim.State, *, by: Any, now: datetime, reason: str = "") -> Claim:
    """Write down what became of a claim, take it from the queue and remove its proof."""
    claim.state, claim.reason, claim.decided, claim.decided_by = state, reason, now, str(by)[:200]
    forget_proof(claim)
    claim.save(update_fields=["state", "reason", "decided", "decided_by", "proof"])
    record(by, f"{state.value} claim", claim.organisation, now=now)
    close_matter(kind=MatterKind.CLAIM, about_uid=claim.uid, by=by, outcome=state.label, now=now)
    return claim


def forget_proof(claim: Claim) -> None:
    """Remove the file when the transaction has come to its end, and its name at once."""
    if claim.proof:
        name, storage = str(claim.proof.name), claim.proof.storage
        transaction.on_commit(lambda: storage.delete(name))
        claim.proof = ""
