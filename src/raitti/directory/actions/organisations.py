"""Saving organisations and what state they are in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.core.verdicts import require
from raitti.directory.actions import checks, duplicates, indexing, saving
from raitti.directory.actions.saving import Saved
from raitti.directory.actions.services import save_service
from raitti.directory.facts import OrganisationFacts, Texts
from raitti.directory.lookup import Lookup
from raitti.directory.models import Organisation, OrganisationKind, OrganisationStatus, ServiceStatus
from raitti.directory.queries.history import stopped_with
from raitti.directory.rules import may_answer_for_area
from raitti.directory.rules.mandates import PUBLIC_BODIES
from raitti.directory.snapshots import service_facts
from raitti.places.models import Area

# What services become when their organisation is closed or rests: from which states to which.
_SERVICES_FOLLOW: dict[str, tuple[tuple[ServiceStatus, ...], ServiceStatus]] = {
    OrganisationStatus.DISSOLVED: (
        (ServiceStatus.ACTIVE, ServiceStatus.INACTIVE, ServiceStatus.TEMPORARILY_CLOSED),
        ServiceStatus.DEFUNCT,
    ),
    OrganisationStatus.DORMANT: ((ServiceStatus.ACTIVE,), ServiceStatus.TEMPORARILY_CLOSED),
}
# What services and places of an organisation show, or depend on, of it.
_SHOWN_BY_OTHERS = {"name", "publication", "status", "home_municipality", "operating_areas", "is_example"}


@transaction.atomic
def save_organisation(
    facts: OrganisationFacts,
    *,
    actor: Any,
    now: datetime,
    on_behalf_of: Organisation | None = None,
    lookup: Lookup | None = None,
) -> Saved:
    """Make an organisation what the facts say: matched by source id, else by uid, else created.

    Saving the same again is `unchanged` and writes nothing. An identifier that another organisation
    holds is left out, the pair queued as possible duplicates, and a note says so. Raises `Refused`
    with `details` `{"field", "value"}`. Pass one `lookup` to many saves to make them quick.
    """
    lookup = lookup or Lookup()
    found = saving.find(Organisation, facts)
    before = saving.kept_before(found)
    if found is not None:
        facts = saving.of_this_one(facts, found)
    organisation = found or Organisation(**({"uid": facts.uid} if facts.uid else {}))
    parent = lookup.organisation(facts.source, facts.parent) if facts.parent else None
    if facts.parent and (parent is None or parent.pk == organisation.pk):
        checks.refuse("parent", facts.parent, _("The parent organisation is not here."), code="parent")
    fields = saving.common_fields(facts, organisation) | {
        "kind": checks.choice("kind", facts.kind, OrganisationKind.values),
        "alternative_names": checks.words("alternative_names", facts.alternative_names),
        "summary": checks.texts("summary", facts.summary),
        "description": checks.texts("description", facts.description),
        "business_id": checks.business_id(facts.business_id),
        "register_number": checks.register_number(facts.register_number),
        "parent": parent,
        "status": checks.choice("status", facts.status, OrganisationStatus.values),
        "status_since": facts.status_since,
        "status_reason": checks.texts("status_reason", facts.status_reason),
        "founded_year": checks.year("founded_year", facts.founded_year, now=now),
        "home_municipality": checks.area("home_municipality", facts.home_municipality, lookup),
        "languages": checks.languages(facts.languages),
        "website": checks.url(facts.website),
        "email": checks.email(facts.email),
        "phone": checks.phone(facts.phone),
        "is_example": facts.is_example,
    }
    if found is not None and facts.uid is None and found.status_reason and not facts.status_reason:
        # Said here, with a reason: it outlives what a source says again.
        for name in ("status", "status_since", "status_reason"):
            fields.pop(name)
    relations = {
        "operating_areas": checks.areas("operating_areas", facts.operating_areas, lookup),
        "topics": [topic.pk for topic in checks.topics("topics", facts.topics, lookup)],
        "target_groups": [topic.pk for topic in checks.topics("target_groups", facts.target_groups, lookup)],
    }
    _guard_public_body(organisation, fields, relations["operating_areas"], actor=actor, now=now)
    fields |= saving.next_check(fields, fields["home_municipality"] and fields["home_municipality"].pk, lookup)
    clashes, notes = _leave_out_taken(organisation, fields)
    changes = saving.write(organisation, fields, now=now, relations=relations)
    if saving.write_contacts(
        organisation, facts.contacts, is_new=found is None, only_public=facts.only_public_contacts
    ):
        changes["contacts"] = ["…", len(facts.contacts)]
    saved = saving.finish(
        organisation, changes, actor=actor, now=now, before=before, on_behalf_of=on_behalf_of, notes=notes
    )
    lookup.remember(organisation, facts.source, facts.source_id)
    duplicates.suspect(organisation, changes, clashes=clashes, lookup=lookup, now=now)
    if saved.outcome != "unchanged":
        indexing.refresh_organisation(organisation, lookup)
        if found is not None and _SHOWN_BY_OTHERS & changes.keys():
            indexing.refresh_parts(organisation, lookup)
    return saved


def _guard_public_body(
    organisation: Organisation, fields: dict[str, Any], areas: list[int], *, actor: Any, now: datetime
) -> None:
    """Let people call a page a public body's, and change where that body is, only when that is theirs to say."""
    kinds = {fields["kind"], organisation.kind} if organisation.pk else {fields["kind"]}
    if not isinstance(actor, Person) or not kinds & PUBLIC_BODIES:
        return
    home = fields["home_municipality"]
    same = organisation.pk is not None and (organisation.kind, organisation.home_municipality_id) == (
        fields["kind"],
        home.pk if home else None,
    )
    if same and set(areas) == set(organisation.operating_areas.values_list("pk", flat=True)):
        return
    answered_for = [*Area.objects.filter(pk__in=areas), *([home] if home else [])]
    for kind in sorted(kinds & PUBLIC_BODIES):
        require(may_answer_for_area(actor, kind, answered_for, now=now))


def _leave_out_taken(
    organisation: Organisation, fields: dict[str, Any]
) -> tuple[dict[str, Organisation], list[str | Promise]]:
    """Empty the identifiers another organisation holds; who holds which, and a sentence about each."""
    clashes: dict[str, Organisation] = {}
    notes: list[str | Promise] = []
    for field in ("business_id", "register_number"):
        value = fields[field]
        if value is None or value == getattr(organisation, field):
            continue
        holder = Organisation.objects.filter(**{field: value}).exclude(pk=organisation.pk).first()
        if holder is not None:
            clashes[field] = holder
            fields[field] = getattr(organisation, field)
            notes.append(
                _("%(value)s already belongs to %(holder)s; it was left out here and the pair is to be looked at.")
                % {"value": value, "holder": holder}
            )
    return clashes, notes


@transaction.atomic
def set_status(
    organisation: Organisation,
    status: str,
    *,
    since: date | None,
    actor: Any,
    now: datetime,
    reason: Texts | None = None,
    on_behalf_of: Organisation | None = None,
) -> Organisation:
    """Say that an organisation is active, dormant or dissolved since a day, and why.

    A dissolved one stays findable, but what it did ends; of a dormant one it pauses. What stopped with the
    organisation comes back with it, as it was; what had stopped before, or was changed since, stays.
    """
    stopped = stopped_with(organisation)
    before = saving.kept_before(organisation)
    fields = {
        "status": checks.choice("status", status, OrganisationStatus.values),
        "status_since": since,
        "status_reason": checks.texts("status_reason", reason or {}),
    }
    changes = saving.write(organisation, fields, now=now)
    if not changes:
        return organisation
    verb = "set status of organisation"
    saving.finish(organisation, changes, actor=actor, now=now, before=before, on_behalf_of=on_behalf_of, verb=verb)
    lookup = Lookup()
    services_follow(organisation, stopped, actor=actor, now=now, on_behalf_of=on_behalf_of, lookup=lookup)
    indexing.refresh_organisation(organisation, lookup)
    indexing.refresh_parts(organisation, lookup)
    return organisation


def services_follow(
    organisation: Organisation,
    stopped: Mapping[UUID, str],
    *,
    actor: Any,
    now: datetime,
    on_behalf_of: Organisation | None = None,
    lookup: Lookup | None = None,
) -> None:
    """Stop or bring back services with their organisation, whose state is new.

    `stopped` tells what those that stopped with it were until then (`history.stopped_with`, asked before the change).
    """
    lookup = lookup or Lookup()
    follow, becomes = _SERVICES_FOLLOW.get(organisation.status, ((), ServiceStatus.ACTIVE))
    for service in organisation.services.all():
        own = stopped.get(service.uid, service.status)
        facts = replace(service_facts(service), status=becomes if own in follow else own)
        save_service(facts, actor=actor, now=now, on_behalf_of=on_behalf_of, lookup=lookup)
