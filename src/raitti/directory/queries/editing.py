"""What those who keep entries need beside the public pages: drafts, unpublished rows, places to choose from."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from raitti.accounts.models import Person
from raitti.core.texts import pick
from raitti.directory.facts import ThingFacts
from raitti.directory.lookup import UID
from raitti.directory.models import Draft, Location, Organisation, Revision, Service
from raitti.directory.snapshots import facts_of, from_json

# Whoever saved within this time is still at it.
_AT_IT = timedelta(minutes=30)
_RECENT = timedelta(days=30)


def draft_of(person: Person, kind: str, uid: UUID) -> Draft | None:
    return Draft.objects.filter(person=person, thing_kind=kind, thing_uid=uid).select_related("organisation").first()


def drafts_of(person: Person) -> QuerySet[Draft]:
    """What a person has begun and not published, the latest first."""
    return Draft.objects.filter(person=person).select_related("organisation").order_by("-saved", "-pk")


def others_drafts(kind: str, uid: UUID, *, but: Person, now: datetime) -> list[tuple[Draft, bool]]:
    """Recent drafts of other people on the same entry, and whether each is being written right now."""
    found = Draft.objects.filter(thing_kind=kind, thing_uid=uid, saved__gte=now - _RECENT).exclude(person=but)
    return [(draft, draft.saved >= now - _AT_IT) for draft in found.select_related("person").order_by("-saved")]


def parts_of(organisation: Organisation) -> tuple[list[Service], list[Location]]:
    """An organisation's services and places, published or not."""
    services = organisation.services.order_by("sort_fi", "pk")
    return list(services), list(organisation.locations.order_by("sort_fi", "pk"))


def places_to_choose(organisation: Organisation, references: list[str], *, language: str) -> dict[str, str]:
    """The organisation's own places and those it meets at, by reference, with name and address as label."""
    uids = [UUID(each.removeprefix(UID)) for each in references if each.startswith(UID)]
    mine = Q(organisation=organisation) | Q(channels__service__organisation=organisation) | Q(uid__in=uids)
    found = Location.objects.filter(mine).distinct().order_by("sort_fi", "pk")
    return {
        f"{UID}{place.uid}": ", ".join(filter(None, (pick(place.name, language).value, place.street, place.city)))
        for place in found
    }


def facts_at(thing: Organisation | Service | Location, moment: datetime) -> ThingFacts:
    """An entry as it was at a moment when someone opened its form, from what later changes kept of it."""
    kind = thing._meta.model_name or ""
    later = Revision.objects.filter(thing_kind=kind, thing_uid=thing.uid, at__gt=moment).exclude(before={})
    first = later.order_by("at", "pk").first()
    return from_json(kind, first.before) if first is not None else facts_of(thing)
