"""Setting anew when entries are to be confirmed, after a portal's policy or borders have changed."""

from collections.abc import Collection

from django.db.models import F

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


def _follow(
    model: type[Organisation] | type[Service] | type[Location], home: str, inside: Collection[int], lookup: Lookup
) -> None:
    rows = model._default_manager.filter(**{f"{home}__in": inside}).exclude(verified_on=None).annotate(at_home=F(home))
    waiting = []
    for row in rows.only("verified_on", "next_check_due").iterator(chunk_size=_BATCH):
        due = lookup.policy(row.at_home).next_check(row.verified_on)  # type: ignore[attr-defined]
        if row.next_check_due != due:
            row.next_check_due = due
            waiting.append(row)
    model._default_manager.bulk_update(waiting, ["next_check_due"], batch_size=_BATCH)
