"""What an address has to do with an organisation's page, and what of it ends when its reader says: no longer mine."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from raitti.directory.models import Mandate, Organisation, Role
from raitti.directory.queries.addressees import own_addresses
from raitti.directory.queries.mandates import current_mandates, owners_of


@dataclass(frozen=True)
class Leaving:
    """The roles that end, the last owner's that stays until somebody else has it, and whether the page shows it."""

    ends: tuple[Mandate, ...]
    stays: Mandate | None
    is_on_page: bool


def leaving_of(organisation: Organisation, address: str, *, now: datetime) -> Leaving:
    """What becomes of an address that no longer looks after a page; roles held as one's work are not for a link."""
    on, address = timezone.localdate(now), address.lower()
    own = [
        mandate
        for mandate in current_mandates(organisation, on=on)
        if mandate.person.email.lower() == address and mandate.role in {Role.OWNER, Role.EDITOR}
    ]
    others = any(owner.email.lower() != address for owner in owners_of(organisation, on=on))
    stays = next((mandate for mandate in own if mandate.role == Role.OWNER and not others), None)
    is_on_page = address in {each.lower() for each in own_addresses(organisation)}
    return Leaving(tuple(mandate for mandate in own if mandate != stays), stays, is_on_page)
