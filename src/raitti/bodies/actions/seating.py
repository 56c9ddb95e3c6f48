"""Seating people in a body, and their leaving it.

`seat_person` is what appoints: calls for nominations, elections and the pages of seats all come here. Each act locks
the body, so that of two at once the second sees what the first did. The rules that stand in a sitting's way
(`rules.seating`) are asked here, whoever calls; who may, is asked here too, unless the caller has asked its own rule
and says so by `is_decided`. Who sits is a `Holder`: `known_holder` finds or makes the one meant.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.accounts.queries import person_of_confirmed_address
from raitti.bodies.actions.changed import body_changed
from raitti.bodies.facts.seating import HolderFacts, Sitting
from raitti.bodies.models import Body, Gender, Holder, Holding, Office, Seat
from raitti.bodies.queries.seating import term_on
from raitti.bodies.rules import seating as rules
from raitti.core.audit import record
from raitti.core.languages import INTERFACE_CODES
from raitti.core.shelf import content_changed
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions import checks

_ONE_DAY = timedelta(days=1)
_FROM_THE_CHAIR = (Office.Task.CHAIR, Office.Task.VICE_CHAIR)


def known_holder(facts: HolderFacts, *, now: datetime) -> Holder:
    """Whoever is meant: known by name and address already, else written down. Call it within a transaction.

    An address alone makes nobody known: several people read one association's mail. Where the address is a confirmed
    one of somebody's account, that person sees what the body's members see.
    """
    name, email = checks.text("name", facts.name), checks.email(facts.email)
    if not name:
        checks.refuse("name", "", _("Write the name of whoever sits."), code="missing")
    language = checks.choice("language", facts.language, INTERFACE_CODES)
    gender = checks.choice("gender", facts.gender, ("", *Gender.values))
    person = person_of_confirmed_address(email) if email else None
    known = Holder.objects.filter(forgotten=None, name__iexact=name)
    meant = Q(email__iexact=email) if email else Q(pk=None)
    if person is not None:
        meant |= Q(person=person)
    holder = known.filter(meant).order_by("pk").first() or Holder(created=now, name=name)
    holder.email, holder.language = email or holder.email, language
    holder.gender = gender or holder.gender
    holder.person = person or holder.person
    if facts.name_is_public and not holder.name_is_public:
        holder.consented, holder.withdrawn = now, None
    checks.short(Holder, {"name": name, "email": holder.email})
    holder.save()
    return holder


@transaction.atomic
def seat_person(
    seat: Seat, who: HolderFacts | Holder, sitting: Sitting, *, actor: Any, now: datetime, is_decided: bool = False
) -> Holding:
    """Seat somebody as a seat's member or as the member's personal deputy.

    Without a last day they sit to the end of the term the first day lies in. Without a nominator, the seat's own
    organisation counts as it. Raises `Refused` with a code, and with `details["field"]` where the facts' field is
    known: `seat_ended`, `no_deputy`, `no_member`, `taken`, `two_seats`, `forgotten`, `outside_term`, `most_terms`,
    `most_organisation_terms`, `organisation_closed`, `other_organisation`, `other_kind`, `setter_closed`.
    """
    body = locked(seat.body)
    seat = Seat.objects.select_related("organisation").get(pk=seat.pk, body=body)
    if not is_decided:
        require(rules.may_seat(actor, body, now=now))
    holder = who if isinstance(who, Holder) else known_holder(who, now=now)
    place = checks.choice("place", sitting.place, Holding.Place.values)
    nominated_by = sitting.nominated_by or seat.organisation
    term = term_on(body, sitting.since)
    since, until = sitting.since, sitting.until or (term.ends if term is not None else None)
    require(rules.setter_is_open(body))
    require(rules.lies_within(term, body, since=since, until=until))
    require(rules.may_be_held(seat, place, since=since, until=until))
    require(rules.may_sit(holder, body, since=since, until=until))
    require(rules.may_nominate_to(seat, nominated_by))
    if place == Holding.Place.MEMBER:
        require(rules.may_sit_again(holder, nominated_by, term))
    holding = Holding.objects.create(
        seat=seat,
        holder=holder,
        place=place,
        term=term,
        nominated_by=nominated_by,
        since=since,
        until=until,
        created=now,
    )
    changes = {"place": [None, place], "since": [None, since.isoformat()]}
    record(actor, "seated person", seat, now=now, on_behalf_of=nominated_by, changes=changes)
    body_changed(body, now=now)
    return holding


@transaction.atomic
def replace_holder(
    holding: Holding, who: HolderFacts | Holder, sitting: Sitting, *, actor: Any, now: datetime
) -> Holding:
    """Seat somebody in another's stead, who leaves the day before; as the same place, within the same term."""
    body = locked(holding.seat.body)
    require(rules.may_seat(actor, body, now=now))
    holding = _fresh(holding)
    require(rules.is_first_day_after(holding, sitting.since))
    _end(holding, on=sitting.since - _ONE_DAY, because=Holding.End.REPLACED)
    sitting = Sitting(
        since=sitting.since,
        until=sitting.until,
        place=holding.place,
        nominated_by=sitting.nominated_by or holding.nominated_by,
    )
    record(actor, "replaced holder of seat", holding.seat, now=now)
    return seat_person(holding.seat, who, sitting, actor=actor, now=now)


@transaction.atomic
def end_holding(
    holding: Holding, *, on: date, because: str = Holding.End.RESIGNED, actor: Any, now: datetime
) -> Holding:
    """Write down that somebody leaves a seat, with their last day in it: they resigned, say, or left consent.

    Whoever leaves as a member leaves the chair too; their deputy stays and stands in until the seat is filled.
    """
    body = locked(holding.seat.body)
    holding = _fresh(holding)
    require(rules.may_end_holding(actor, holding, now=now))
    because = checks.choice("because", because, Holding.End.values)
    if holding.until is not None and holding.until < timezone.localdate(now):
        raise Refused(Verdict("over", _("This ended on %s already.") % rules.day_in_words(holding.until)))
    if holding.until is not None and on > holding.until:
        checks.refuse("on", on, _("It ends before that day anyway."), code="late")
    if on < holding.since and holding.since <= timezone.localdate(now):
        checks.refuse("on", on, _("They began later than that."), code="order")
    _end(holding, on=on, because=because)
    _leave_chair(body, holding, on=on)
    record(actor, "ended sitting", holding.seat, now=now, changes={"until": [None, on.isoformat()], "why": because})
    body_changed(body, now=now)
    return holding


def end_holdings_of(holdings: QuerySet[Holding], *, on: date, because: str, actor: Any, now: datetime) -> list[Holding]:
    """End several that hold for one reason; what had not begun is taken away. Call it within a transaction."""
    ended = []
    still = holdings.filter(Q(until=None) | Q(until__gt=on)).select_related("seat__body", "holder")
    for holding in still.order_by("pk"):
        _end(holding, on=on, because=because)
        _leave_chair(holding.seat.body, holding, on=on)
        record(actor, "ended sitting", holding.seat, now=now, changes={"until": [None, on.isoformat()], "why": because})
        ended.append(holding)
    for body in {each.seat.body_id: each.seat.body for each in ended}.values():
        body_changed(body, now=now)
    return ended


def _end(holding: Holding, *, on: date, because: str) -> None:
    """A sitting that would end before it began never was."""
    if on < holding.since:
        holding.delete()
        return
    holding.until, holding.ended_because = on, because
    holding.save(update_fields=["until", "ended_because"])


def _leave_chair(body: Body, holding: Holding, *, on: date) -> None:
    """The chair and vice chair are members: the office ends with the seat."""
    if holding.place != Holding.Place.MEMBER:
        return
    held = Office.objects.filter(Q(until=None) | Q(until__gt=on), body=body, holder=holding.holder)
    for office in held.filter(task__in=_FROM_THE_CHAIR):
        if office.since > on:
            office.delete()
        else:
            office.until = on
            office.save(update_fields=["until"])


@transaction.atomic
def set_name_public(holder: Holder, body: Body, *, is_public: bool, actor: Any, now: datetime) -> Holder:
    """Take somebody's consent to their name being seen by everyone, or take it back.

    Taken back, it goes from every page, feed and export at once; the seat shows its organisation alone.
    """
    holder = Holder.objects.select_for_update().get(pk=holder.pk)
    require(rules.may_change_holder(actor, holder, body, now=now))
    if is_public == holder.name_is_public:
        return holder
    if is_public:
        holder.consented, holder.withdrawn = now, None
    else:
        holder.withdrawn = now
    holder.save(update_fields=["consented", "withdrawn"])
    # The trail names the body, not the person: what they ask to be forgotten is not kept in it.
    record(actor, "showed name in body" if is_public else "hid name in body", body, now=now)
    body_changed(body, now=now)
    return holder


@transaction.atomic
def change_holder(holder: Holder, body: Body, facts: HolderFacts, *, actor: Any, now: datetime) -> Holder:
    """Correct what is known of somebody who sits: name, address, language, gender. An address that is a confirmed one
    of somebody's account lets that person in; a changed one lets nobody else stay in."""
    holder = Holder.objects.select_for_update().get(pk=holder.pk)
    require(rules.may_change_holder(actor, holder, body, now=now))
    if holder.forgotten is not None:
        raise Refused(Verdict("forgotten", _("This person’s name has been removed, as they asked.")))
    name, email = checks.text("name", facts.name), checks.email(facts.email)
    if not name:
        checks.refuse("name", "", _("Write the name of whoever sits."), code="missing")
    if email.casefold() != holder.email.casefold():
        holder.person = person_of_confirmed_address(email) if email else None
    holder.name, holder.email = name, email
    holder.language = checks.choice("language", facts.language, INTERFACE_CODES)
    holder.gender = checks.choice("gender", facts.gender, ("", *Gender.values))
    checks.short(Holder, {"name": name, "email": email})
    holder.save()
    record(actor, "changed holder in body", body, now=now)
    body_changed(body, now=now)
    return holder


@transaction.atomic
def forget_person(holder: Holder, body: Body, *, actor: Any, now: datetime) -> Holder:
    """Remove somebody's name and address at their wish; refused while they sit or serve anywhere."""
    holder = Holder.objects.select_for_update().get(pk=holder.pk)
    require(rules.may_change_holder(actor, holder, body, now=now))
    require(rules.may_be_forgotten(holder, on=timezone.localdate(now)))
    forget_holder(holder, now=now)
    record(actor, "forgot holder in body", body, now=now)
    return holder


def forget_holder(holder: Holder, *, now: datetime) -> None:
    """Remove somebody's name, address and gender; who held which seat when stays, without them.

    Call it within a transaction, and only where somebody asked for it, or nobody needs them any more.
    """
    holder.name = holder.email = holder.gender = ""
    holder.person, holder.forgotten = None, now
    holder.withdrawn = holder.withdrawn or (now if holder.consented else None)
    holder.save()
    for body in Body.objects.filter(seats__holdings__holder=holder).distinct():
        body_changed(body, now=now)
    content_changed()


def locked(body: Body) -> Body:
    """The body as it is now, to oneself until the transaction ends."""
    Body.objects.select_for_update().get(pk=body.pk)
    return Body.objects.select_related("setter", "steward", "parent").get(pk=body.pk)


def _fresh(holding: Holding) -> Holding:
    of_body = ("seat__body__setter", "seat__body__steward", "seat__organisation")
    return Holding.objects.select_related("holder", "nominated_by", *of_body).get(pk=holding.pk)
