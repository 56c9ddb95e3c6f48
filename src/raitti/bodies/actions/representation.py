"""Representatives: named, asked for their consent by letter, seated where the other body is here, ended, reporting."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.bodies.actions import representation_letters
from raitti.bodies.actions.representing import seat_representative, unseat_representative
from raitti.bodies.actions.statements import person_of
from raitti.bodies.facts.statements import NamedFacts, RepresentationFacts
from raitti.bodies.models import Body, Holder, Holding, ReportBack, Representation, Representative, Seat
from raitti.bodies.queries.representation import sitting_at
from raitti.bodies.rules import (
    may_confirm_representation,
    may_end_representation,
    may_name_representative,
    may_report_back,
)
from raitti.core.audit import LinkHolder, record
from raitti.core.links import read, sign
from raitti.core.shelf import content_changed
from raitti.core.texts import translated, versions
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions import checks

LONGEST_REPORT = 10_000
_PURPOSE = "representation"
_LINK_HOLDS = timedelta(days=60)


@transaction.atomic
def name_representative(body: Body, facts: RepresentationFacts, *, actor: Any, now: datetime) -> Representation:
    """Name whom a body sends to another body's seat or to a group outside; they are asked by letter."""
    body = Body.objects.select_for_update().get(pk=body.pk)
    require(may_name_representative(actor, body, now=now))
    seat = _seat(facts, body, now=now)
    outside = {} if seat is not None else checks.texts("outside", facts.outside)
    if seat is None and not outside:
        checks.refuse("outside", "", _("Say where the body is represented."), code="missing")
    if facts.until is not None and facts.until < facts.since:
        checks.refuse("until", facts.until, _("The last day comes before the first."), code="order")
    _require_free(body, seat, outside, facts)
    representation = Representation.objects.create(
        body=body,
        seat=seat,
        outside=translated(**outside),
        outside_url="" if seat is not None else checks.url(facts.outside_url, "outside_url"),
        since=facts.since,
        until=facts.until,
        is_example=facts.is_example,
        created=now,
    )
    member = _ask(representation, facts.member, Holding.Place.MEMBER, now=now)
    if facts.deputy is not None:
        _ask(representation, facts.deputy, Holding.Place.DEPUTY, now=now, beside=member)
    record(actor, "named representative", representation, now=now)
    if seat is not None and may_confirm_representation(actor, representation, now=now):
        representation = confirm_representation(representation, actor=actor, now=now)
    elif seat is not None:
        representation_letters.ask_setter(representation, now=now)
    return representation


def _seat(facts: RepresentationFacts, body: Body, *, now: datetime) -> Seat | None:
    if facts.seat is None:
        return None
    seat = Seat.objects.select_for_update(of=("self",)).select_related("body__setter").filter(pk=facts.seat).first()
    if seat is None or not seat.body.is_public:
        checks.refuse("seat", facts.seat, _("There is no such seat."), code="unknown")
    if seat.body_id == body.pk:
        checks.refuse("seat", seat, _("This is the body’s own seat. Representatives are named to others."), code="own")
    if seat.ended_on is not None or seat.body.ended_on is not None:
        checks.refuse("seat", seat, _("This seat has been ended."), code="ended")
    return seat


def _require_free(body: Body, seat: Seat | None, outside: dict[str, str], facts: RepresentationFacts) -> None:
    """One representation of a body in one place at a time; a seat is held by one at a time whoever named them."""
    others = Representation.objects.within(facts.since, facts.until)
    if seat is not None:
        taken = others.filter(seat=seat).select_related("body").first()
        field = "seat"
    else:
        names = {word.casefold() for word in outside.values()}
        same = (one for one in others.filter(body=body, seat=None) if names & _folded(one))
        taken, field = next(same, None), "outside"
    if taken is not None:
        reason = _("A representative has been named here for the same time already. End that first.")
        checks.refuse(field, str(taken), reason, code="overlap")
    if (
        seat is not None
        and (sitting := sitting_at(seat, Holding.Place.MEMBER, since=facts.since, until=facts.until)).exists()
    ):
        if sitting.filter(holder=facts.member.holder).exists():
            checks.refuse("member", "", _("This person holds this seat already."), code="twice")
        checks.refuse("seat", seat, _("Somebody sits here at that time. Their sitting is ended first."), code="taken")


def _folded(representation: Representation) -> set[str]:
    return {word.casefold() for word in versions(representation.outside).values()}


def _ask(
    representation: Representation,
    named: NamedFacts,
    place: Holding.Place,
    *,
    now: datetime,
    beside: Representative | None = None,
) -> Representative:
    holder = _holder(representation.body, named, place, now=now)
    field = "deputy" if place == Holding.Place.DEPUTY else "member"
    if beside is not None and (
        holder == beside.holder or (holder.email and holder.email.lower() == beside.holder.email.lower())
    ):
        checks.refuse(field, "", _("The deputy has to be somebody else."), code="same")
    made = Representative.objects.create(representation=representation, holder=holder, place=place, asked=now)
    representation_letters.ask(made, token=answer_token(made), now=now)
    return made


def _holder(body: Body, named: NamedFacts, place: Holding.Place, *, now: datetime) -> Holder:
    """A holder of the body itself, or somebody new with a name and an address."""
    field = "deputy" if place == Holding.Place.DEPUTY else "member"
    if named.holder is not None:
        known = Holder.objects.filter(holdings__seat__body=body, pk=named.holder, forgotten=None).first()
        if known is None:
            checks.refuse(field, named.holder, _("This person does not sit in the body."), code="unknown")
        if not known.email:
            checks.refuse(field, named.holder, _("This person has no e-mail address to ask at."), code="address")
        return known
    name, email = checks.text(f"{field}_name", named.name), checks.email(named.email, f"{field}_email")
    if not name:
        checks.refuse(f"{field}_name", "", _("Give the name of the representative."), code="missing")
    if not email:
        checks.refuse(f"{field}_email", "", _("Give an address: nobody is named without being asked."), code="missing")
    return Holder.objects.create(created=now, **checks.short(Holder, {"name": name, "email": email}))


def answer_token(representative: Representative) -> str:
    """The words of the link by which somebody says yes or no."""
    return sign(_PURPOSE, str(representative.uid))


def representative_of(token: str) -> Representative | None:
    """Whom the link of a letter asks; nobody where it is too old or not ours."""
    uid = read(_PURPOSE, token, max_age=_LINK_HOLDS)
    known = Representative.objects.select_related("representation__body", "representation__seat__body", "holder")
    return known.filter(uid=uid).first() if isinstance(uid, str) else None


@transaction.atomic
def answer_naming(
    representative: Representative, *, accepts: bool, name_public: bool, now: datetime, person: Any = None
) -> Representative:
    """Say yes or no by the link of the letter; the name is shown only of those who agree to it. Answered once.

    Whoever answers signed in reports back by that account from then on.
    """
    representative = _held(representative)
    if not representative.is_waiting:
        raise Refused(Verdict("answered", _("You have answered this already, or nobody waits for it any more.")))
    by = LinkHolder("representative")
    if not accepts:
        representative.declined = now
        representative.save(update_fields=["declined"])
        record(by, "declined representation", representative.representation, now=now)
    else:
        holder = representative.holder
        if name_public and not holder.name_is_public:
            holder.consented, holder.withdrawn = now, None
        if holder.person is None and isinstance(person, Person):
            holder.person = person
        holder.save(update_fields=["consented", "withdrawn", "person"])
        representative.accepted = now
        representative.save(update_fields=["accepted"])
        record(by, "accepted representation", representative.representation, now=now)
        _seat_if_ready(representative, actor=by, now=now)
    representation_letters.tell_keepers_of_answer(representative, now=now)
    content_changed()
    return representative


def _held(representative: Representative) -> Representative:
    Representative.objects.select_for_update().get(pk=representative.pk)
    known = Representative.objects.select_related("representation__body__steward", "representation__seat__body")
    return known.select_related("holder").get(pk=representative.pk)


@transaction.atomic
def confirm_representation(representation: Representation, *, actor: Any, now: datetime) -> Representation:
    """Take in whom another body named to a seat; those who have said yes sit there from now on."""
    Representation.objects.select_for_update().get(pk=representation.pk)
    representation = Representation.objects.select_related("body", "seat__body__setter").get(pk=representation.pk)
    require(may_confirm_representation(actor, representation, now=now))
    representation.confirmed = now
    representation.save(update_fields=["confirmed"])
    record(actor, "confirmed representative", representation, now=now)
    for each in representation.representatives.select_related("holder"):
        each.representation = representation
        _seat_if_ready(each, actor=actor, now=now)
    content_changed()
    return representation


def _seat_if_ready(representative: Representative, *, actor: Any, now: datetime) -> None:
    """Seat somebody who has said yes at a seat whose body has said yes."""
    representation = representative.representation
    if representation.seat is None or representation.confirmed is None or representative.accepted is None:
        return
    if representative.holding is None and representative.ended_on is None:
        representative.holding = seat_representative(representative, actor=actor, now=now)
        representative.save(update_fields=["holding"])


@transaction.atomic
def end_representation(
    representation: Representation, *, on: date, reason: str = "", actor: Any, now: datetime
) -> Representation:
    """Say which day is the last one; where somebody sits by it, the seat falls empty then."""
    Representation.objects.select_for_update().get(pk=representation.pk)
    representation = Representation.objects.select_related("body__steward", "seat__body").get(pk=representation.pk)
    require(may_end_representation(actor, representation, now=now))
    if on < representation.since:
        checks.refuse("on", on, _("The last day comes before the first."), code="order")
    if representation.until is not None and representation.until < timezone.localdate(now):
        checks.refuse("on", on, _("This has ended."), code="ended")
    fields = checks.short(Representation, {"ended_reason": checks.text("reason", reason)})
    before, representation.until, representation.ended_reason = representation.until, on, fields["ended_reason"]
    representation.save(update_fields=["until", "ended_reason"])
    for each in representation.representatives.filter(declined=None, ended_on=None).select_related("holding"):
        each.ended_on = on
        each.save(update_fields=["ended_on"])
        if each.holding is not None:
            unseat_representative(each.holding, on=on, actor=actor, now=now)
    changes = {"until": [before.isoformat() if before else None, on.isoformat()]}
    record(actor, "ended representation", representation, now=now, changes=changes)
    content_changed()
    return representation


@transaction.atomic
def report_back(representation: Representation, *, on: date, text: str, actor: Any, now: datetime) -> ReportBack:
    """Tell the body what happened in the other place."""
    require(may_report_back(actor, representation, now=now))
    words = checks.text("text", text)
    if not words:
        checks.refuse("text", "", _("Write what happened."), code="missing")
    if len(words) > LONGEST_REPORT:
        checks.refuse("text", words, _("This is too long: at most 10 000 characters fit."), code="long")
    if on > timezone.localdate(now):
        checks.refuse("on", on, _("This day has not come yet."), code="future")
    report = ReportBack.objects.create(
        representation=representation, on=on, text=words, person=person_of(actor), written=now
    )
    record(actor, "reported back", representation, now=now)
    return report
