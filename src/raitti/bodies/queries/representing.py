"""Who represents an association: every body where its theme, its area or its kind has a voice, and who speaks there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from raitti.bodies.models import Body, Holding, Seat, Stage
from raitti.directory.lookup import Lookup
from raitti.directory.models import Organisation, Publication, Topic
from raitti.places.models import Area
from raitti.places.queries import municipalities_in

_MOST = 200
_OURS = "ours"
_WHY = {
    _OURS: _("the seat is yours"),
    "above": _("the seat is that of the organisation you belong to"),
    "theme": _("your theme"),
    "area": _("your area"),
    "kind": _("your type of organisation"),
}


@dataclass(frozen=True)
class Voice:
    """A seat that speaks for an association: why it does, who holds it, and an address to reach them at.

    The address is that of the body, else of the organisation that nominated the member, else of who looks after the
    body: never a person's own.
    """

    body: Body
    seat: Seat
    reason: str
    member: Holding | None
    deputy: Holding | None
    address: str

    @property
    def why(self) -> str:
        return str(_WHY[self.reason])

    @property
    def is_ours(self) -> bool:
        return self.reason == _OURS


def voices_of(organisation: Organisation, *, on: date) -> list[Voice]:
    """The seats that speak for an organisation in public bodies at work, its own first, then by body and seat.

    A body speaks for those in its areas; one without areas, for the whole country.
    """
    areas = areas_of(organisation)
    themes = _keys(_topics_of(organisation))
    found = []
    for seat in _seats(organisation, areas, on=on):
        holdings = {holding.place: holding for holding in seat.holdings.all()}
        reason = _reason(seat, holdings.values(), organisation, areas, themes)
        if reason:
            member = holdings.get(Holding.Place.MEMBER)
            voice = Voice(
                seat.body, seat, reason, member, holdings.get(Holding.Place.DEPUTY), _address(seat.body, member)
            )
            found.append(voice)
    return sorted(found, key=lambda voice: not voice.is_ours)[:_MOST]


def _seats(organisation: Organisation, areas: set[int], *, on: date) -> QuerySet[Seat]:
    """The seats that may speak for it, with whoever holds them on a day."""
    bodies = Body.objects.filter(publication=Publication.PUBLISHED).exclude(stage=Stage.ENDED)
    near = bodies.filter(Q(areas=None) | Q(areas__in=areas)).values("pk")
    held = Holding.objects.on(on).select_related("holder", "nominated_by").order_by("since")
    above = [organisation.pk, *([organisation.parent_id] if organisation.parent_id else [])]
    own = Q(organisation__in=above) | Q(holdings__in=Holding.objects.on(on).filter(nominated_by__in=above))
    matching = (
        Q(belongs=Seat.Belongs.THEME, topic__isnull=False)
        | Q(belongs=Seat.Belongs.AREA, area__in=areas)
        | Q(belongs=Seat.Belongs.ORGANISATION_KIND, organisation_kind=organisation.kind)
    )
    seats = Seat.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on), body__in=bodies.values("pk"))
    return (
        seats.filter(own | (matching & Q(body__in=near)))
        .distinct()
        .select_related("body__steward", "body__setter", "topic__vocabulary", "area", "organisation")
        .prefetch_related(Prefetch("holdings", held))
        .order_by("body__sort_fi", "body", "position", "pk")
    )


def _reason(
    seat: Seat, holdings: Iterable[Holding], organisation: Organisation, areas: set[int], themes: set[str]
) -> str:
    behind = {seat.organisation_id, *(holding.nominated_by_id for holding in holdings)}
    if organisation.pk in behind:
        return _OURS
    if organisation.parent_id is not None and organisation.parent_id in behind:
        return "above"
    if seat.belongs == Seat.Belongs.THEME and seat.topic is not None and seat.topic.uri in themes:
        return "theme"
    if seat.belongs == Seat.Belongs.AREA and seat.area_id in areas:
        return "area"
    is_of_kind = seat.belongs == Seat.Belongs.ORGANISATION_KIND and seat.organisation_kind == organisation.kind
    return "kind" if is_of_kind else ""


def _topics_of(organisation: Organisation) -> list[Topic]:
    """What an organisation and its activities that everyone sees are about, and whom they are for."""
    services = organisation.services.filter(publication=Publication.PUBLISHED)
    own = Q(organisations=organisation) | Q(services__in=services)
    own |= Q(target_of_organisations=organisation) | Q(target_of_services__in=services)
    return list(Topic.objects.filter(own).distinct().prefetch_related("broader"))


def _keys(topics: list[Topic]) -> set[str]:
    """The URIs of the topics, of those they fall under, and of our own that mean the same."""
    lookup, uris = Lookup(), set[str]()
    row: Iterable[Topic] = topics
    while fresh := [topic for topic in row if topic.uri not in uris]:
        uris |= {topic.uri for topic in fresh}
        row = [above for topic in fresh for above in topic.broader.all()]
    themes, groups = lookup.browsable(topics)
    return uris | {topic.uri for topic in lookup.own_topics if topic.notation in themes | groups}


def areas_of(organisation: Organisation) -> set[int]:
    """Where an organisation has a voice: where it is at home or at work, what that lies in, and what lies in that."""
    own = [*organisation.operating_areas.all()]
    if organisation.home_municipality is not None:
        own.append(organisation.home_municipality)
    inside = municipalities_in(Area.objects.filter(pk__in=[area.pk for area in own]))
    towns = list(inside.values_list("pk", "region", "county"))
    return {area.pk for area in own} | {key for town in towns for key in town if key is not None}


def _address(body: Body, member: Holding | None) -> str:
    if body.email:
        return body.email
    nominated_by = member.nominated_by if member is not None else None
    return (nominated_by.email if nominated_by is not None else "") or body.steward.email
