"""Setting anew when entries are to be confirmed, after a portal's policy or borders have changed."""

from collections.abc import Collection

from django.db.models import Model

from raitti.directory.lookup import Lookup
from raitti.directory.models import Location, Organisation, Service
from raitti.places.models import Area

_BATCH = 500


def reschedule(areas: Collection[int]) -> None:
    """Let everything at home in these areas follow the policy of now; what nobody confirmed stays without a day."""
    lookup = Lookup()
    inside = {found.pk for area in Area.objects.filter(pk__in=areas) for found in lookup.municipalities(area)}
    if Area.objects.filter(pk__in=areas, kind="country").exists():
        inside |= set(Area.objects.municipalities().values_list("pk", flat=True))
    _follow(Organisation, "home_municipality_id", inside, lookup)
    _follow(Service, "organisation__home_municipality_id", inside, lookup)
    _follow(Location, "organisation__home_municipality_id", inside, lookup)


def _follow(model: type[Model], home: str, inside: Collection[int], lookup: Lookup) -> None:
    rows = model._default_manager.filter(**{f"{home}__in": inside}).exclude(verified_on=None)
    waiting: list[Model] = []
    for pk, at_home, confirmed, due in rows.values_list("pk", home, "verified_on", "next_check_due"):
        wanted = lookup.policy(at_home).next_check(confirmed)
        if due != wanted:
            waiting.append(model(pk=pk, next_check_due=wanted))
    model._default_manager.bulk_update(waiting, ["next_check_due"], batch_size=_BATCH)
