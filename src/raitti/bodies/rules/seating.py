"""Rules of seats and those who hold them: who seats whom, and what stands in the way of a sitting."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from raitti.accounts.models import Person
from raitti.bodies.models import Body, Holder, Holding, Office, Seat, Term
from raitti.bodies.queries import seating as asked
from raitti.bodies.rules.standing import at_work, keeper_or_setter
from raitti.core.audit import System
from raitti.core.verdicts import YES, Verdict
from raitti.directory.models import Organisation, OrganisationStatus
from raitti.directory.rules.asking import Actor, any_of, refused, rule, signed_in


@rule
def may_change_seats(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Which seats and terms there are: who appoints a body and who keeps its papers, until it has ended."""
    return keeper_or_setter(actor, body, now=now) and at_work(body)


@rule
def may_seat(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Seating people, and giving offices: who appoints, and who writes down for them what they decided.

    While the organisation that appoints is closed, nobody is seated.
    """
    return keeper_or_setter(actor, body, now=now) and at_work(body) and setter_is_open(body)


@rule
def may_end_holding(actor: Actor, holding: Holding, *, now: datetime) -> Verdict:
    """Leaving a seat: whoever holds it, for themselves; who appoints and who keeps the papers, for everyone."""
    return any_of(
        keeper_or_setter(actor, holding.seat.body, now=now),
        _is_it(actor, holding.holder),
    )


@rule
def may_change_holder(actor: Actor, holder: Holder, body: Body, *, now: datetime) -> Verdict:
    """What is known of somebody who sits, and whether everyone sees their name: they themselves, and who keeps a
    body's papers as it was told them."""
    sits_there = Holding.objects.filter(holder=holder, seat__body=body).exists()
    serves_there = Office.objects.filter(holder=holder, body=body).exists()
    if not (sits_there or serves_there):
        return _is_it(actor, holder)
    return any_of(keeper_or_setter(actor, body, now=now), _is_it(actor, holder))


def _is_it(actor: Actor, holder: Holder) -> Verdict:
    if isinstance(actor, System):
        return YES
    if not isinstance(actor, Person) or not actor.is_active:
        return signed_in(actor)
    if holder.person_id == actor.pk:
        return YES
    return refused(_("This belongs to whoever holds the seat, and to those who look after the body."))


def may_be_forgotten(holder: Holder, *, on: date) -> Verdict:
    """Whether somebody can be forgotten: whoever decides in public matters is named to those who sit with them."""
    still = Q(until=None) | Q(until__gte=on)
    if holder.holdings.filter(still).exists() or holder.offices.filter(still).exists():
        return refused(_("They sit or serve still. Write down first that they have left."), code="sits")
    return YES


def setter_is_open(body: Body) -> Verdict:
    """Whether the organisation that appoints is still there."""
    if body.setter.status == OrganisationStatus.DISSOLVED:
        reason = _("%s, which appoints this body, has been closed. Say first who appoints it from now on.")
        return refused(reason % body.setter, code="setter_closed")
    return YES


def may_be_held(seat: Seat, place: str, *, since: date, until: date | None, but: Holding | None = None) -> Verdict:
    """Whether a seat is free for a span: still there, with a deputy's place, and held by nobody then."""
    if seat.ended_on is not None and (until is None or until > seat.ended_on):
        return refused(_("This seat was ended on %s.") % day_in_words(seat.ended_on), code="seat_ended")
    if until is not None and until < since:
        return refused(_("The last day comes before the first."), code="order", field="until")
    if place == Holding.Place.DEPUTY:
        if not seat.has_deputy:
            return refused(_("This seat has no personal deputy."), code="no_deputy", field="place")
        if not seat.holdings.members().on(since).exists():
            reason = _("A deputy stands in for a member, and nobody holds this seat then. Seat the member first.")
            return refused(reason, code="no_member", field="place")
    others = asked.overlapping(seat.holdings.filter(place=place), since=since, until=until)
    if but is not None:
        others = others.exclude(pk=but.pk)
    taken = others.select_related("holder").first()
    if taken is not None:
        said = _("%(who)s holds this seat then. End that first, or choose a later day.") % {"who": taken.holder}
        return refused(said, code="taken", field="since")
    return YES


def may_sit(holder: Holder, body: Body, *, since: date, until: date | None, but: Holding | None = None) -> Verdict:
    """Whether somebody is free for a span: nobody sits in two seats of one body at once, nor as their own deputy."""
    if holder.forgotten is not None:
        return refused(
            _("This person’s name has been removed, as they asked. They cannot be seated."), code="forgotten"
        )
    own = Holding.objects.filter(asked.same_person(holder), seat__body=body)
    if but is not None:
        own = own.exclude(pk=but.pk)
    other = asked.overlapping(own, since=since, until=until).select_related("seat").first()
    if other is not None:
        reason = _("%(who)s holds the seat “%(seat)s” of this body then. Nobody holds two seats of one body at once.")
        return refused(reason % {"who": holder, "seat": other.seat}, code="two_seats", field="name")
    return YES


def may_nominate_to(seat: Seat, organisation: Organisation | None) -> Verdict:
    """Whether somebody can sit in a seat on an organisation's nomination: it is there, the seat not another's."""
    if organisation is None:
        return YES
    if organisation.status == OrganisationStatus.DISSOLVED:
        said = _("%s has been closed. Nobody sits on its nomination.") % organisation
        return refused(said, code="organisation_closed", field="nominated_by")
    if seat.organisation_id is not None and seat.organisation_id != organisation.pk:
        said = _("This seat belongs to %s. Nobody else nominates to it.") % seat.organisation
        return refused(said, code="other_organisation", field="nominated_by")
    if seat.organisation_kind and seat.organisation_kind != organisation.kind:
        reason = _("This seat belongs to a type of organisation: %(kind)s. %(name)s is another one.")
        words = {"kind": seat.get_organisation_kind_display(), "name": organisation}
        return refused(reason % words, code="other_kind", field="nominated_by")
    return YES


def lies_within(term: Term | None, body: Body, *, since: date, until: date | None) -> Verdict:
    """Whether a span lies within one term; a body without terms sits on."""
    if term is None:
        if not body.terms.exists():
            return YES
        reason = _("%s lies in no term of this body. Open the term first, or choose a day within one.") % day_in_words(
            since
        )
        return refused(reason, code="outside_term", field="since")
    if term.ends is not None and until is not None and until > term.ends:
        reason = _("The term ends on %s. Nobody is seated beyond it.") % day_in_words(term.ends)
        return refused(reason, code="outside_term", field="until")
    return YES


def may_sit_again(holder: Holder, organisation: Organisation | None, term: Term | None) -> Verdict:
    """Whether a person, and an organisation, have not sat as many terms on end as a body allows already."""
    if term is None:
        return YES
    body, order = term.body, asked.order_of_terms(term.body)
    if body.most_terms is not None:
        sat = asked.on_end(order, asked.terms_of_person(body, holder) | {term.pk}, term.pk)
        if sat > body.most_terms:
            reason = ngettext_lazy(
                "A person sits in this body for one term on end at most.",
                "A person sits in this body for %(number)d terms on end at most.",
                "number",
            ) % {"number": body.most_terms}
            return refused(reason, code="most_terms", field="name")
    if organisation is not None and body.most_organisation_terms is not None:
        sat = asked.on_end(order, asked.terms_of_organisation(body, organisation) | {term.pk}, term.pk)
        if sat > body.most_organisation_terms:
            reason = ngettext_lazy(
                "An organisation has a member in this body for one term on end at most.",
                "An organisation has a member in this body for %(number)d terms on end at most.",
                "number",
            ) % {"number": body.most_organisation_terms}
            return refused(reason, code="most_organisation_terms", field="nominated_by")
    return YES


def is_first_day_after(holding: Holding, day: date) -> Verdict:
    """Whether a new holder can follow on a day: after the first day of the one before."""
    if day <= holding.since:
        reason = _("The one before sits since %s. Whoever follows begins later than that.") % day_in_words(
            holding.since
        )
        return refused(reason, code="order", field="since")
    if holding.until is not None and day > holding.until + timedelta(days=1):
        reason = _("The one before leaves on %s: seat the new one anew, not in their stead.") % day_in_words(
            holding.until
        )
        return refused(reason, code="over", field="since")
    return YES


def day_in_words(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"
