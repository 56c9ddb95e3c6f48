"""What an entry was, change by change, and who answers for it."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from raitti.directory.models import Organisation, OrganisationStatus, Revision, Service, Thing, ThingKind
from raitti.directory.queries.published import municipality_organisation
from raitti.directory.queries.things import thing_by_uid
from raitti.directory.snapshots import facts_of, to_json


def history_of(thing: Thing) -> QuerySet[Revision]:
    """Every change of an entry, newest first."""
    return Revision.objects.filter(thing_kind=thing._meta.model_name, thing_uid=thing.uid)


def after_of(revision: Revision) -> dict[str, Any]:
    """What a change made of its entry, as kept facts; empty when the entry is gone and nothing tells."""
    later = Revision.objects.filter(thing_kind=revision.thing_kind, thing_uid=revision.thing_uid).filter(
        Q(at__gt=revision.at) | Q(at=revision.at, pk__gt=revision.pk)
    )
    following = later.order_by("at", "pk").first()
    if following is not None:
        return dict(following.before)
    thing = thing_by_uid(revision.thing_kind, revision.thing_uid)
    return to_json(facts_of(thing)) if thing is not None else {}


def afters_of(thing: Thing, revisions: list[Revision]) -> dict[int, dict[str, Any]]:
    """What each of an entry's changes made of it, by the change's id; for many of them at once."""
    found: dict[int, dict[str, Any]] = {}
    oldest_last = sorted(revisions, key=lambda one: (one.at, one.pk), reverse=True)
    for place, revision in enumerate(oldest_last):
        found[revision.pk] = dict(oldest_last[place - 1].before) if place else after_of(revision)
    return found


def stopped_with(organisation: Organisation) -> dict[UUID, str]:
    """The services that stopped when the organisation was closed or paused, each with what it was until then."""
    if organisation.status == OrganisationStatus.ACTIVE:
        return {}
    moments = set()
    for one in _changes_of_status(ThingKind.ORGANISATION, [organisation.uid]):
        moments.add(one.at)
        if one.before["status"] == OrganisationStatus.ACTIVE:
            break
    found: dict[UUID, str] = {}
    changed_since: set[UUID] = set()
    services = organisation.services.values_list("uid", flat=True)
    for one in _changes_of_status(ThingKind.SERVICE, services):
        if one.at not in moments:
            changed_since.add(one.thing_uid)
        elif one.thing_uid not in changed_since:
            found[one.thing_uid] = str(one.before["status"])
    return found


def _changes_of_status(kind: str, uids: Iterable[UUID]) -> Iterator[Revision]:
    """The changes that said anew whether entries are active, newest first."""
    changes = Revision.objects.filter(thing_kind=kind, thing_uid__in=uids)
    return (one for one in changes if "status" in one.fields and one.before)


def keeper_of(thing: Thing) -> Organisation | None:
    """The organisation that answers for an entry; of a place nobody owns, its municipality."""
    if isinstance(thing, Organisation):
        return thing
    if thing.organisation is not None or isinstance(thing, Service):
        return thing.organisation
    return municipality_organisation(thing.municipality) if thing.municipality is not None else None
