"""How packages name organisations: by what they are known by anywhere."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from raitti.core.texts import versions
from raitti.directory.actions.organisations import save_organisation
from raitti.directory.facts import OrganisationFacts
from raitti.directory.models import Organisation, OrganisationKind

SOURCE = "handover"


def organisation_name(organisation: Organisation) -> dict[str, Any]:
    return {
        "uid": str(organisation.uid),
        "name": versions(organisation.name),
        "kind": organisation.kind,
        "business_id": organisation.business_id or "",
    }


def organisations_here(*, actor: Any, now: datetime) -> Callable[[Any], Organisation]:
    """Gives the organisation a name means here; one that is not here yet is made, as a draft nobody sees."""

    def find(name: Any) -> Organisation:
        uid, business_id = UUID(name["uid"]), str(name.get("business_id") or "")
        found = Organisation.objects.filter(uid=uid).first()
        if found is None and business_id:
            found = Organisation.objects.filter(business_id=business_id).first()
        if found is not None:
            return found
        kind = name.get("kind")
        facts = OrganisationFacts(
            source=SOURCE,
            source_id=str(uid),
            uid=uid,
            name=dict(name["name"]),
            kind=kind if kind in OrganisationKind.values else OrganisationKind.ASSOCIATION,
            business_id=business_id,
            publication="draft",
        )
        saved: Organisation = save_organisation(facts, actor=actor, now=now).thing
        return saved

    return find
