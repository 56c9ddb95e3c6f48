"""Saving an entry of whichever kind its facts are."""

from datetime import datetime
from typing import Any

from raitti.directory.actions.organisations import save_organisation
from raitti.directory.actions.saving import Saved
from raitti.directory.actions.services import save_location, save_service
from raitti.directory.facts import LocationFacts, OrganisationFacts, ThingFacts
from raitti.directory.lookup import Lookup
from raitti.directory.models import Organisation


def save_thing(
    facts: ThingFacts,
    *,
    actor: Any,
    now: datetime,
    on_behalf_of: Organisation | None = None,
    lookup: Lookup | None = None,
) -> Saved:
    """Make an organisation, a service or a place what the facts say; see `save_organisation`."""
    if isinstance(facts, OrganisationFacts):
        return save_organisation(facts, actor=actor, now=now, on_behalf_of=on_behalf_of, lookup=lookup)
    if isinstance(facts, LocationFacts):
        return save_location(facts, actor=actor, now=now, on_behalf_of=on_behalf_of, lookup=lookup)
    return save_service(facts, actor=actor, now=now, on_behalf_of=on_behalf_of, lookup=lookup)
