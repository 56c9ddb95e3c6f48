"""What can be listed and found of calls: those that are open, what was nominated, and what everyone may see."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from raitti.accounts.models import Person
from raitti.bodies.models import Body, Call, Candidate, Holding, Nomination, Seat
from raitti.bodies.queries.standing import DECIDING, KEEPING
from raitti.core.texts import pick
from raitti.directory.models import Mandate, Organisation, OrganisationStatus, Publication, Role
from raitti.places.models import Area
from raitti.places.queries import municipalities_in

# How many calls of a body its pages list.
_MOST = 50
# Who speaks for an association as one of its own.
_ITS_OWN = frozenset({Role.OWNER, Role.EDITOR})


def public_calls() -> QuerySet[Call]:
    """Calls everyone may see."""
    found = Call.objects.exclude(state=Call.State.DRAFT).filter(body__publication=Publication.PUBLISHED)
    return found.select_related("body__setter", "body__steward", "term").order_by("closes", "pk")


def open_calls(*, now: datetime) -> QuerySet[Call]:
    """Those that take nominations now, the one that closes first before the others."""
    return public_calls().filter(state=Call.State.PUBLISHED, opens__lte=now, closes__gt=now)


def calls_told_of(*, now: datetime) -> QuerySet[Call]:
    """Those the list of calls shows: open now, or to open."""
    return public_calls().filter(state=Call.State.PUBLISHED, closes__gt=now)


def newest_calls() -> list[Call]:
    """What has been published or changed last, for feeds; what was withdrawn is no news."""
    return list(public_calls().exclude(state=Call.State.WITHDRAWN).order_by("-changed", "-pk")[:_MOST])


def call_page(body: int, number: int) -> Call | None:
    """One public call with what its page shows."""
    shown = public_calls().filter(body=body, number=number)
    return shown.prefetch_related(
        Prefetch("seats", Seat.objects.select_related("topic", "area", "organisation"))
    ).first()


@dataclass(frozen=True)
class Appointed:
    """Who got a seat, as everyone may read it: the organisation always, a name by consent only."""

    seat: Seat
    holdings: list[Holding]


def appointed_in(call: Call) -> list[Appointed]:
    """Who was appointed, seat by seat; empty before the decision."""
    if call.state != Call.State.DECIDED:
        return []
    holdings = Holding.objects.filter(candidates__nomination__call=call).distinct()
    seats = call.seats.prefetch_related(
        Prefetch("holdings", holdings.select_related("holder", "nominated_by").order_by("-place", "pk"), to_attr="new")
    )
    return [Appointed(seat, seat.new) for seat in seats]


def public_part(body: Body, language: str, *, now: datetime) -> dict[str, Any]:
    """What a body's public page shows of its calls: those that are open or coming, and the last ones that ended."""
    calls = list(public_calls().filter(body=body).order_by("-opens", "-pk")[:_MOST])
    waiting = {Call.Stage.COMING, Call.Stage.OPEN, Call.Stage.CLOSED}
    staged = [(call, call.stage(now)) for call in calls]
    return {
        "calls": [each for each in staged if each[1] in waiting],
        "past_calls": [each for each in staged if each[1] not in waiting],
    }


def calls_of(body: Body) -> list[Call]:
    """All calls of a body with how many nominations have come."""
    sent = Count("nominations", filter=Q(nominations__state=Nomination.State.SENT))
    return list(body.calls.annotate(sent=sent).order_by("-opens", "-pk")[:_MOST])


def sent_nominations(call: Call) -> list[Nomination]:
    """What was sent, with its candidates: members in their order, each before their deputy."""
    people = Candidate.objects.select_related("wished__topic", "seat").order_by("position", "-as_what", "pk")
    found = call.nominations.filter(state=Nomination.State.SENT).select_related(
        "organisation__home_municipality", "nominated_by"
    )
    return list(found.prefetch_related(Prefetch("candidates", people), "organisation__topics").order_by("sent", "pk"))


def nominations_of(organisation: Organisation, call: Call) -> list[Nomination]:
    """What an organisation nominates in a call: one, or what each of those sent that it was made of."""
    return list(call.nominations.filter(organisation=organisation).order_by("pk"))


def calls_for(organisation: Organisation, *, now: datetime) -> list[Call]:
    """Open calls that concern an organisation, those of its own themes and areas first.

    A call concerns everyone in the body's area (or everyone, where the body names none), unless all its seats
    belong to other organisations or to other types of them.
    """
    topics = set(organisation.topics.values_list("pk", flat=True))
    places = _municipalities_of(organisation)
    found = open_calls(now=now).prefetch_related("body__areas", "body__topics", "seats__topic", "seats__area")
    concerning = []
    for call in found:
        areas = list(call.body.areas.all())
        if areas and places and not _is_inside(places, areas):
            continue
        seats = [seat for seat in call.seats.all() if may_take(organisation, seat)]
        if not seats:
            continue
        themes = {seat.topic_id for seat in seats} | {topic.pk for topic in call.body.topics.all()}
        concerning.append((not topics & themes, call.closes, call.pk, call))
    return [call for *_order, call in sorted(concerning, key=lambda each: each[:3])]


def may_take(organisation: Organisation, seat: Seat) -> bool:
    """Whether a seat can be an organisation's: its own, one of its type, or one that belongs to no organisation."""
    if seat.organisation_id is not None:
        return seat.organisation_id == organisation.pk
    return not seat.organisation_kind or seat.organisation_kind == organisation.kind


def _municipalities_of(organisation: Organisation) -> set[int]:
    """Where an organisation is at home or at work, by the ids of municipalities."""
    works = list(organisation.operating_areas.all())
    inside = municipalities_in(works).values_list("pk", flat=True) if works else []
    home = [organisation.home_municipality_id] if organisation.home_municipality_id else []
    return {*home, *inside, *(area.pk for area in works)}


def _is_inside(places: set[int], areas: list[Area]) -> bool:
    inside = {area.pk for area in areas} | set(municipalities_in(areas).values_list("pk", flat=True))
    return bool(places & inside)


def organisations_to_nominate(person: Person, *, on: date) -> list[Organisation]:
    """The organisations somebody owns or edits; agents nominate from the desk of the one they help."""
    held = Mandate.objects.current(on).filter(person=person, role__in=_ITS_OWN)
    found = Organisation.objects.filter(pk__in=held.values("organisation")).exclude(status=OrganisationStatus.DISSOLVED)
    return list(found.order_by("sort_fi", "pk")[:_MOST])


def speakers_of(organisation: Organisation, *, on: date) -> list[tuple[str, str]]:
    """Where an association reads what concerns its nomination: address and language of its own people, else its own."""
    return _addresses(organisation, _ITS_OWN, on=on)


def keepers_of(body: Body, *, on: date) -> list[tuple[str, str]]:
    """Where who looks after a body and who appoints it read, each address once."""
    found = [*_addresses(body.steward, KEEPING, on=on), *_addresses(body.setter, DECIDING, on=on)]
    return list(dict(found).items())


def _addresses(organisation: Organisation, roles: frozenset[Role], *, on: date) -> list[tuple[str, str]]:
    held = Mandate.objects.current(on).filter(organisation=organisation, role__in=roles, person__is_active=True)
    found = {mandate.person.email: mandate.person.language for mandate in held.select_related("person").order_by("pk")}
    return list(found.items()) or ([(organisation.email, "fi")] if organisation.email else [])


def days_left(call: Call, *, now: datetime) -> int:
    """In how many days a call closes: 0 is today, 1 tomorrow."""
    return (timezone.localdate(call.closes) - timezone.localdate(now)).days


def first_timers(candidates: list[Candidate], body: Body) -> set[int]:
    """The ids of the candidates who have never sat in a body, as far as their addresses tell."""
    emails = {candidate.email.casefold() for candidate in candidates if candidate.email}
    known = Holding.objects.filter(seat__body=body, holder__forgotten=None).values_list(
        "holder__email", "holder__person__email"
    )
    sat = {email.casefold() for pair in known for email in pair if email} & emails
    return {candidate.pk for candidate in candidates if candidate.email.casefold() not in sat}


def of_name(call: Call, language: str) -> str:
    """A call's name in a language, with its body's."""
    return f"{pick(call.name, language)} ({pick(call.body.name, language)})"
