"""Services that reach a postal code, or are near its municipality's middle."""

from math import cos, radians

from django.db.models import Q, QuerySet

from raitti.directory.models import Channel
from raitti.places.models import Area, AreaKind, PostalCode
from raitti.search.geography import distance_km

_KM_PER_DEGREE = 111.2


def _municipality(postcode: str) -> Area | None:
    found = PostalCode.objects.select_related("municipality").filter(code=postcode.strip()).first()
    return found.municipality if found else None


def covering(found: QuerySet[Channel], postcode: str) -> QuerySet[Channel]:
    """Ways to services whose area holds the postal code; a service without an area counts where its place is."""
    here = _municipality(postcode)
    if here is None:
        return found.none()
    areas = [area for area in (here.pk, here.region_id, here.county_id) if area]
    reaches = Q(service__areas__in=areas) | Q(service__areas__kind=AreaKind.COUNTRY)
    return found.filter(reaches | Q(service__areas=None, location__municipality=here))


def within(found: QuerySet[Channel], postcode: str, metres: float) -> QuerySet[Channel]:
    """Ways at places at most so many metres from the middle of the postal code's municipality."""
    here = _municipality(postcode)
    if here is None or here.latitude is None or here.longitude is None:
        return found.none()
    reach = metres / 1000 / _KM_PER_DEGREE
    wide = reach / max(0.01, cos(radians(here.latitude)))
    # The square finds candidates in the database; the circle is cut out of them here.
    square = found.filter(
        location__latitude__range=(here.latitude - reach, here.latitude + reach),
        location__longitude__range=(here.longitude - wide, here.longitude + wide),
    )
    middle = (here.latitude, here.longitude)
    places = square.order_by().values_list("location_id", "location__latitude", "location__longitude").distinct()
    near = [key for key, lat, lon in places if lat and lon and distance_km(middle, (lat, lon)) * 1000 <= metres]
    return found.filter(location_id__in=near)
