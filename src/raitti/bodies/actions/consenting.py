"""A candidate's own yes or no, by the link of a letter; and what happens when somebody withdraws it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from raitti.bodies.actions import call_letters
from raitti.bodies.actions.election_nominees import strike_nominee
from raitti.bodies.actions.seating import end_holding, set_name_public
from raitti.bodies.models import Call, Candidate, Gender, Holding, Nomination
from raitti.bodies.rules.calls import may_answer_as_candidate
from raitti.core.audit import LinkHolder, record
from raitti.core.daily import daily
from raitti.core.links import read
from raitti.core.verdicts import require
from raitti.directory.actions import checks

# As long as somebody may sit by it; what it leads to is removed before that where they do not.
_LINK_LASTS = timedelta(days=6 * 366)
# A reminder comes once, after so long a silence.
PATIENCE = timedelta(days=5)
BY_LINK = LinkHolder("candidate")


def candidate_of_token(token: str) -> Candidate | None:
    """Whose link it is; `None` when it is not ours, or what it led to is no longer here."""
    uid = read(call_letters.CANDIDATE, token, max_age=_LINK_LASTS)
    if not isinstance(uid, str):
        return None
    return _whole().filter(uid=UUID(uid)).first()


def _whole() -> Any:
    return Candidate.objects.select_related(
        "wished",
        "seat",
        "holding__seat__body__setter",
        "holding__seat__body__steward",
        "holding__holder",
        "nomination__organisation",
        "nomination__call__body__setter",
        "nomination__call__body__steward",
    )


@transaction.atomic
def answer_as_candidate(
    candidate: Candidate, *, is_willing: bool, name_is_public: bool = False, gender: str = "", now: datetime
) -> Candidate:
    """Take a candidate's answer; it can be changed until the decision.

    A no takes them out of whatever choice they were in, and the association is told. Somebody who has been appointed
    leaves the seat by it, today being their last day, and their name is public no longer; the seat's keepers are told.
    """
    Call.objects.select_for_update().get(pk=candidate.nomination.call_id)
    candidate = _whole().get(pk=candidate.pk)
    require(may_answer_as_candidate(candidate))
    candidate.gender = checks.choice("gender", gender, ("", *Gender.values))
    candidate.name_is_public = name_is_public and is_willing
    if candidate.holding is not None:
        _answer_as_appointed(candidate, is_willing=is_willing, now=now)
    else:
        _answer_before_decision(candidate, is_willing=is_willing, now=now)
    candidate.answered = now
    candidate.save()
    if not (candidate.is_willing and candidate.name_is_public):
        strike_nominee(candidate, now=now)
    return candidate


def _answer_before_decision(candidate: Candidate, *, is_willing: bool, now: datetime) -> None:
    consents = Candidate.Consent
    before = candidate.consent
    if is_willing:
        candidate.consent = consents.GIVEN
        verb = "gave consent as candidate"
    elif before in {consents.GIVEN, consents.WITHDRAWN}:
        candidate.consent, verb = consents.WITHDRAWN, "withdrew as candidate"
    else:
        candidate.consent, verb = consents.DECLINED, "declined as candidate"
    if candidate.consent == before:
        return
    if not is_willing:
        candidate.seat, candidate.place, candidate.gender = None, "", ""
        call_letters.tell_of_no(candidate, now=now)
    record(BY_LINK, verb, candidate.nomination, now=now)


def _answer_as_appointed(candidate: Candidate, *, is_willing: bool, now: datetime) -> None:
    holding = candidate.holding
    assert holding is not None  # noqa: S101 - asked by the caller
    body, today = candidate.nomination.call.body, timezone.localdate(now)
    if is_willing:
        set_name_public(holding.holder, body, is_public=candidate.name_is_public, actor=BY_LINK, now=now)
        return
    if candidate.consent == Candidate.Consent.WITHDRAWN:
        return
    set_name_public(holding.holder, body, is_public=False, actor=BY_LINK, now=now)
    candidate.consent = Candidate.Consent.WITHDRAWN
    if holding.until is None or holding.until >= today:
        if holding.since > today:
            # What never began leaves no trace; the candidate's row must not go with it.
            candidate.holding = None
            candidate.save(update_fields=["holding"])
        end_holding(holding, on=today, because=Holding.End.CONSENT, actor=BY_LINK, now=now)
    call_letters.tell_of_leaving(candidate, now=now)
    record(BY_LINK, "withdrew as candidate", candidate.nomination, now=now)


@daily("remind candidates to answer")
def remind_candidates(now: datetime) -> None:
    """Ask once more, once, whoever has not answered while the call waits for its decision."""
    silent = _whole().filter(
        consent=Candidate.Consent.ASKED,
        asked__lte=now - PATIENCE,
        reminded=None,
        nomination__state=Nomination.State.SENT,
        nomination__call__state=Call.State.PUBLISHED,
    )
    for candidate in silent.order_by("pk"):
        with transaction.atomic():
            # Of two workers at once only one writes.
            if Candidate.objects.filter(pk=candidate.pk, reminded=None).update(reminded=now):
                call_letters.ask_consent(candidate, is_reminder=True)
