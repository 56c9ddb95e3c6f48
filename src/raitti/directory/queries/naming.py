"""An organisation by what an operator types for it."""

from uuid import UUID

from django.db.models import Q, QuerySet

from raitti.core.models import Slug
from raitti.directory.models import Organisation, Portal


def organisations_called(typed: str) -> QuerySet[Organisation]:
    """Those that a word of an address, a business ID, a register number, a uid or a portal's key may mean.

    A portal's key means the organisation that looks after it.
    """
    typed = typed.strip()
    slugs = Slug.objects.filter(kind="organisation", slug=typed.casefold()).values("object_id")
    meant = Q(pk__in=slugs) | Q(business_id=typed) | Q(register_number=typed)
    try:
        meant |= Q(uid=UUID(typed))
    except ValueError:
        meant |= Q(pk__in=Portal.objects.filter(key=typed.casefold()).values("steward"))
    return Organisation.objects.filter(meant)
