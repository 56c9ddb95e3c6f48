"""Bodies, those who sit in them and their memberships as OParl's Organization, Person and Membership."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Max, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from raitti.api.oparl.kinds import Kind, register_kind
from raitti.api.oparl.regions import Region, region_of
from raitti.api.oparl.writing import Writer, url
from raitti.bodies.models import Body, Holder, Holding, Office, Rights
from raitti.bodies.queries.shown import shown_person
from raitti.core.uids import read_number, read_uid
from raitti.directory.models import Organisation, Publication

_SEAT, _OFFICE = "seat-", "office-"
_PUBLIC_SEAT = Q(seat__body__publication=Publication.PUBLISHED)
_PUBLIC_BODY = Q(body__publication=Publication.PUBLISHED)


def _within(region: Region | None, field: str) -> Q:
    return Q() if region is None else Q(**{f"{field}__in": region.bodies})


# Organization: a body. What was public once and is hidden now is told as deleted; drafts are not known at all.


def _bodies(region: Region | None, *, deleted: bool = False) -> list[QuerySet[Body]]:
    known = (Publication.PUBLISHED, Publication.HIDDEN) if deleted else (Publication.PUBLISHED,)
    found = Body.objects.filter(_within(region, "pk"), publication__in=known)
    moments = {"oparl_created": F("created"), "oparl_modified": F("changed")}
    return [_with_all(found).annotate(**moments).order_by("pk")]


def _with_all(found: QuerySet[Body]) -> QuerySet[Body]:
    holdings = Prefetch("seats__holdings", Holding.objects.only("seat", "since", "place").order_by("pk"))
    offices = Prefetch("offices", Office.objects.only("body").order_by("pk"))
    rows = found.select_related("parent", "behind__body")
    return rows.prefetch_related("topics", "terms", "seats", holdings, offices)


def _find_organization(text: str) -> Body | Organisation | None:
    """A body, or an organisation of the directory that sits in one by nomination."""
    uid = read_uid(text)
    if uid is None:
        return None
    known = Body.objects.exclude(publication=Publication.DRAFT)
    found = _with_all(known).filter(uid=uid).first()
    return found or Organisation.objects.visible_to(None).filter(_sits_somewhere(), uid=uid).first()


def _sits_somewhere() -> Q:
    held = Holding.objects.filter(_PUBLIC_SEAT, nominated_by=OuterRef("pk"))
    return Q(Exists(held))


def organization_url(uid: UUID) -> str:
    return url("organization", uid)


def _write_organization(row: Body | Organisation, writer: Writer) -> dict[str, Any]:
    if isinstance(row, Organisation):
        return _write_institution(row, writer)
    above = row.parent or (row.behind.body if row.behind else None)
    seats = [seat for seat in row.seats.all() if seat.ended_on is None]
    return writer.object(
        organization_url(row.uid),
        "Organization",
        created=row.created,
        modified=row.changed,
        deleted=not row.is_public,
        body=url("body", region_of(row.pk)),
        name=writer.text(row.name),
        membership=[
            *(url("membership", f"{_SEAT}{held.pk}") for seat in row.seats.all() for held in seat.holdings.all()),
            *(url("membership", f"{_OFFICE}{office.pk}") for office in row.offices.all()),
        ],
        meeting=url("organization", row.uid, "meeting"),
        post=[writer.text(seat.name) for seat in seats],
        subOrganizationOf=organization_url(above.uid) if above and above.is_public else None,
        organizationType="Gremium",
        classification=str(row.get_kind_display()),
        startDate=_day(_beginning(row)),
        endDate=_day(row.ended_on),
        keyword=[writer.text(topic.name) for topic in row.topics.all()],
        web=writer.page("body", row.slugs),
        own={"summary": writer.text(row.summary), "stage": row.stage, "example": row.is_example},
    )


def _beginning(row: Body) -> date | None:
    terms = [term.starts for term in row.terms.all()]
    days = [day for day in (row.mandated_on, *terms) if day is not None]
    return min(days, default=None)


def _write_institution(row: Organisation, writer: Writer) -> dict[str, Any]:
    """An organisation that has nominated somebody: what `onBehalfOf` leads to."""
    return writer.object(
        organization_url(row.uid),
        "Organization",
        created=row.created,
        modified=row.changed,
        name=writer.text(row.name),
        membership=[],
        organizationType="Institution",
        classification=str(row.get_kind_display()),
        website=row.website,
        web=writer.page("organisation", row.slugs),
        own={"example": row.is_example},
    )


# Membership: a holding or an office. The seat's organisation stays where its holder's name may not be told.


def _memberships(region: Region | None, *, deleted: bool = False) -> list[QuerySet[Any]]:
    # None is ever deleted: what was held stays.
    holdings = Holding.objects.filter(_PUBLIC_SEAT, _within(region, "seat__body"))
    offices = Office.objects.filter(_PUBLIC_BODY, _within(region, "body"))
    of_seats = {"oparl_created": F("created"), "oparl_modified": F("seat__body__changed")}
    of_offices = {"oparl_created": F("body__created"), "oparl_modified": F("body__changed")}
    return [
        _with_seat(holdings).annotate(**of_seats).order_by("pk"),
        offices.select_related("body", "holder").annotate(**of_offices).order_by("pk"),
    ]


def _with_seat(found: QuerySet[Holding]) -> QuerySet[Holding]:
    return found.select_related("seat__body", "holder", "nominated_by")


def _find_membership(text: str) -> Holding | Office | None:
    number = read_number(text.rpartition("-")[2])
    holdings, offices = _memberships(None)
    if text.startswith(_SEAT):
        return holdings.filter(pk=number).first()
    return offices.filter(pk=number).first() if text.startswith(_OFFICE) else None


def _write_membership(row: Holding | Office, writer: Writer) -> dict[str, Any]:
    return _of_office(row, writer) if isinstance(row, Office) else _of_seat(row, writer)


def _of_seat(row: Holding, writer: Writer) -> dict[str, Any]:
    seat, nominator = row.seat, row.nominated_by
    is_open = nominator is not None and nominator.publication == Publication.PUBLISHED
    own: dict[str, Any] = {"seat": writer.text(seat.name)}
    own |= {"onBehalfOfName": writer.text(nominator.name)} if nominator else {}
    return writer.object(
        url("membership", f"{_SEAT}{row.pk}"),
        "Membership",
        created=row.created,
        modified=seat.body.changed,
        person=person_url(row.holder),
        organization=organization_url(seat.body.uid),
        role=str(Holding.Place(row.place).label),
        votingRight=seat.rights == Rights.FULL and row.place == Holding.Place.MEMBER,
        startDate=_day(row.since),
        endDate=_day(row.until),
        onBehalfOf=organization_url(nominator.uid) if nominator and is_open else None,
        own=own,
    )


def _of_office(row: Office, writer: Writer) -> dict[str, Any]:
    return writer.object(
        url("membership", f"{_OFFICE}{row.pk}"),
        "Membership",
        created=row.body.created,
        modified=row.body.changed,
        person=person_url(row.holder),
        organization=organization_url(row.body.uid),
        role=str(Office.Task(row.task).label),
        # Who votes, votes by a seat.
        votingRight=False,
        startDate=_day(row.since),
        endDate=_day(row.until),
    )


def person_url(holder: Holder) -> str | None:
    """Where a person is told of; nowhere without their consent."""
    shown = shown_person(holder)
    return url("person", shown.uid) if shown.uid else None


# Person: who has agreed to be named. Whoever took that back is told as deleted; whoever never agreed is not known.


def _people(region: Region | None, *, deleted: bool = False) -> list[QuerySet[Holder]]:
    held = Holding.objects.filter(_PUBLIC_SEAT, _within(region, "seat__body"), holder=OuterRef("pk"))
    offices = Office.objects.filter(_PUBLIC_BODY, _within(region, "body"), holder=OuterRef("pk"))
    named = ~Q(name="") & Q(withdrawn=None)
    found = Holder.objects.filter(Exists(held) | Exists(offices), consented__isnull=False)
    return [_with_places(found if deleted else found.filter(named)).order_by("pk")]


def _with_places(found: QuerySet[Holder]) -> QuerySet[Holder]:
    holdings, offices = _memberships(None)
    own = [Coalesce(F(field), F("created")) for field in ("consented", "withdrawn", "forgotten")]
    bodies = [
        Coalesce(Max(f"{path}__changed", filter=Q(**{f"{path}__publication": Publication.PUBLISHED})), F("created"))
        for path in ("holdings__seat__body", "offices__body")
    ]
    return found.annotate(oparl_created=F("consented"), oparl_modified=Greatest(*own, *bodies)).prefetch_related(
        Prefetch("holdings", holdings.order_by("-since", "pk")), Prefetch("offices", offices)
    )


def _find_person(text: str) -> Holder | None:
    uid = read_uid(text)
    return _people(None, deleted=True)[0].filter(uid=uid).first() if uid else None


def _write_person(row: Any, writer: Writer) -> dict[str, Any]:
    shown = shown_person(row)
    places: Sequence[Holding | Office] = [*row.holdings.all(), *row.offices.all()]
    bodies = [place.body if isinstance(place, Office) else place.seat.body for place in places]
    return writer.object(
        url("person", row.uid),
        "Person",
        created=row.oparl_created,
        modified=row.oparl_modified,
        deleted=not shown.uid,
        body=url("body", region_of(bodies[0].pk)) if bodies else None,
        name=shown.name,
        membership=[_write_membership(place, writer) for place in places],
    )


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def register() -> None:
    register_kind(Kind("organization", _bodies, _find_organization, _write_organization))
    register_kind(Kind("membership", _memberships, _find_membership, _write_membership))
    register_kind(Kind("person", _people, _find_person, _write_person))
