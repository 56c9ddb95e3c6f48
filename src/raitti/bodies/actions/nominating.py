"""Nominations: written, kept, sent, changed while the call is open, taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from raitti.accounts.models import Person
from raitti.bodies.actions import call_letters
from raitti.bodies.actions.calls import take_step
from raitti.bodies.facts.calls import CandidateFacts, NominationFacts
from raitti.bodies.models import Call, Candidate, FoundingStep, Holding, Nomination, Seat
from raitti.bodies.queries.calls import may_take
from raitti.bodies.rules.calls import may_nominate, may_withdraw_nomination
from raitti.core.audit import record
from raitti.core.languages import INTERFACE_CODES
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions import checks
from raitti.directory.actions.behalf import acting_for
from raitti.directory.models import Organisation

_LONGEST = 4000


@transaction.atomic
def save_nomination(
    call: Call,
    organisation: Organisation,
    facts: NominationFacts,
    *,
    send: bool,
    actor: Any,
    now: datetime,
    nomination: Nomination | None = None,
    seen: str = "",
) -> Nomination:
    """Keep whom an organisation nominates, or send it; what has been sent is changed by the same.

    Only what is sent has to be whole. New candidates are asked for their own yes when it is sent; those left out are
    told. `seen` names the state that was on the page (`changed` in ISO form): of two people of one organisation who
    write at once the second is told, and loses nothing. Raises `Refused`.
    """
    # Held so that nobody nominates twice at once, and none comes in while the call is being changed.
    call = Call.objects.select_for_update(of=("self",)).select_related("body__setter", "body__steward").get(pk=call.pk)
    organisation = Organisation.objects.get(pk=organisation.pk)
    require(may_nominate(actor, call, organisation, now=now))
    known = call.nominations.filter(organisation=organisation)
    found = known.filter(pk=nomination.pk).first() if nomination else known.filter(made_for=organisation.uid).first()
    if seen != stamp(found):
        reason = _("Somebody else of your association has changed this meanwhile. Look at what they wrote, then save.")
        raise Refused(Verdict("overtaken", reason, {"field": "motivation"}))
    is_change = found is not None and found.state == Nomination.State.SENT
    is_sent = send or is_change
    rows = _checked(call, organisation, facts, is_sent=is_sent)
    motivation = checks.text("motivation", facts.motivation)
    if len(motivation) > _LONGEST:
        checks.refuse("motivation", "", _("This is too long: at most 4 000 characters fit."), code="too_long")
    made = found or Nomination(call=call, organisation=organisation, made_for=organisation.uid, created=now)
    made.call, made.organisation = call, organisation
    made.motivation, made.changed = motivation, now
    if isinstance(actor, Person):
        made.nominated_by = actor
    if is_sent:
        made.state, made.sent = Nomination.State.SENT, made.sent if is_change else now
    elif made.state == Nomination.State.WITHDRAWN:
        made.state = Nomination.State.DRAFT
    made.save()
    left_out = _write_candidates(made, rows, language=facts.language)
    verb = "changed nomination" if is_change else "sent nomination" if is_sent else "kept nomination"
    record(actor, verb, made, now=now, on_behalf_of=acting_for(actor, organisation, timezone.localdate(now)))
    if is_sent:
        _ask(made, now=now)
        call_letters.tell_taken_back(left_out, made)
        call_letters.send_receipt(made, actor=actor, is_change=is_change, now=now)
        take_step(call.body, FoundingStep.Step.NOMINATIONS, actor=actor, now=now)
    return made


def stamp(nomination: Nomination | None) -> str:
    """The state of a nomination, to tell whether somebody else has changed it since."""
    return nomination.changed.isoformat() if nomination else ""


def _checked(
    call: Call, organisation: Organisation, facts: NominationFacts, *, is_sent: bool
) -> list[tuple[int, CandidateFacts]]:
    """The candidates that are there, each with the number of its place on the form; whole ones where it is sent."""
    checks.choice("language", facts.language, INTERFACE_CODES)
    rows = [(number, each) for number, each in enumerate(facts.candidates) if not each.is_empty]
    if is_sent and not rows:
        checks.refuse("name_0", "", _("Name at least one candidate."), code="missing")
    if len(rows) > call.candidates_each:
        reason = ngettext_lazy(
            "Each association nominates one candidate at most in this call.",
            "Each association nominates at most %(number)d candidates in this call.",
            "number",
        )
        checks.refuse(f"name_{rows[-1][0]}", "", reason % {"number": call.candidates_each}, code="many")
    seats = {seat.pk: seat for seat in call.seats.all()}
    met: set[str] = set()
    for number, each in rows:
        people = [("", each.name, each.email)]
        if each.deputy_name or each.deputy_email:
            people.append(("deputy_", each.deputy_name, each.deputy_email))
            _check_deputy(call, each, number)
        for prefix, name, email in people:
            checks.short(Candidate, {"name": name})
            _check_person(f"{prefix}name_{number}", name, f"{prefix}email_{number}", email, is_sent=is_sent, met=met)
        if each.wished is not None:
            _check_wish(seats.get(each.wished), organisation, number)
    return rows


def _check_deputy(call: Call, each: CandidateFacts, number: int) -> None:
    if not call.wants_deputies:
        checks.refuse(f"deputy_name_{number}", "", _("This call does not ask for deputies."), code="no_deputy")
    if not (each.name or each.email):
        reason = _("A personal deputy stands in for a member. Name the member too.")
        checks.refuse(f"name_{number}", "", reason, code="no_member")


def _check_person(name_field: str, name: str, email_field: str, email: str, *, is_sent: bool, met: set[str]) -> None:
    name, email = checks.text(name_field, name), checks.email(email, email_field)
    if is_sent and not name:
        checks.refuse(name_field, "", _("Write the candidate’s name."), code="missing")
    if is_sent and not email:
        reason = _("Write the candidate’s e-mail address: they are asked there whether they are willing.")
        checks.refuse(email_field, "", reason, code="missing")
    if email and email.casefold() in met:
        reason = _("This address is here twice. Each candidate answers for themselves, by an address of their own.")
        checks.refuse(email_field, email, reason, code="twice")
    met.add(email.casefold())


def _check_wish(seat: Seat | None, organisation: Organisation, number: int) -> None:
    field = f"wished_{number}"
    if seat is None:
        checks.refuse(field, "", _("This seat is not among those of the call."), code="choice")
    if not may_take(organisation, seat):
        checks.refuse(field, "", _("This seat belongs to others. Choose another one."), code="other")


def _write_candidates(
    nomination: Nomination, rows: Sequence[tuple[int, CandidateFacts]], *, language: str
) -> list[Candidate]:
    """Make the candidates what was written; whoever is still among them keeps their answer. Those left out."""
    before = list(nomination.candidates.all())
    known = {each.email.casefold(): each for each in before if each.email}
    kept: set[int] = set()

    def write(name: str, email: str, **fields: Any) -> Candidate:
        clean_email = checks.email(email)
        row = known.get(clean_email.casefold()) or Candidate(nomination=nomination, language=language)
        row.name, row.email = checks.text("name", name), clean_email
        for field, value in fields.items():
            setattr(row, field, value)
        row.save()
        kept.add(row.pk)
        return row

    for position, (_number, each) in enumerate(rows):
        shared: dict[str, Any] = {"position": position, "wished_id": each.wished}
        member = write(each.name, each.email, as_what=Holding.Place.MEMBER, deputy_of=None, **shared)
        if each.deputy_name or each.deputy_email:
            deputy: dict[str, Any] = {"as_what": Holding.Place.DEPUTY, "deputy_of": member}
            write(each.deputy_name, each.deputy_email, **deputy, **shared)
    gone = [each for each in before if each.pk not in kept]
    nomination.candidates.exclude(pk__in=kept).delete()
    return gone


def _ask(nomination: Nomination, *, now: datetime) -> None:
    """Ask those who have not been asked."""
    new = nomination.candidates.filter(consent=Candidate.Consent.UNASKED).order_by("position", "-as_what", "pk")
    for candidate in new:
        candidate.nomination = nomination
        candidate.consent, candidate.asked = Candidate.Consent.ASKED, now
        candidate.save(update_fields=["consent", "asked"])
        call_letters.ask_consent(candidate)


@transaction.atomic
def withdraw_nomination(nomination: Nomination, *, actor: Any, now: datetime) -> Nomination:
    """Take a nomination back. Its candidates are told, and nothing is kept of them."""
    Call.objects.select_for_update().get(pk=nomination.call_id)
    held = Nomination.objects.select_related("organisation", "call__body__setter", "call__body__steward")
    nomination = held.get(pk=nomination.pk)
    require(may_withdraw_nomination(actor, nomination, now=now))
    call_letters.tell_taken_back(nomination.candidates.all(), nomination)
    nomination.candidates.all().delete()
    nomination.state, nomination.motivation, nomination.changed = Nomination.State.WITHDRAWN, "", now
    nomination.save()
    on_behalf_of = acting_for(actor, nomination.organisation, timezone.localdate(now))
    record(actor, "withdrew nomination", nomination, now=now, on_behalf_of=on_behalf_of)
    return nomination
