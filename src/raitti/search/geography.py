"""Distance, and the squares of the map that make nearness a word of the index."""

from math import asin, ceil, cos, floor, radians, sin, sqrt

EARTH_KM = 6371.0
KM_PER_DEGREE = 111.2
# Squares of about 11 and 56 km a side in Finland: degrees of latitude and longitude, and their prefix.
_FINE = ("0a", 0.1, 0.2)
_COARSE = ("0b", 0.5, 1.0)
_FINE_UP_TO_KM = 25.0
WIDEST_KM = 500.0


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points (latitude, longitude in degrees) along the surface (haversine)."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def _square(prefix: str, row: int, column: int) -> str:
    return f"{prefix}{row + 5000}x{column + 5000}"


def squares(latitude: float, longitude: float) -> list[str]:
    """The tokens of the squares the point lies in."""
    return [_square(prefix, floor(latitude / tall), floor(longitude / wide)) for prefix, tall, wide in (_FINE, _COARSE)]


def squares_around(point: tuple[float, float], km: float) -> list[str]:
    """The tokens of the squares that may hold a point within `km` kilometres, at most `WIDEST_KM`."""
    km = min(km, WIDEST_KM)
    prefix, tall, wide = _FINE if km <= _FINE_UP_TO_KM else _COARSE
    latitude, longitude = point
    high = km / KM_PER_DEGREE
    broad = min(180.0, km / (KM_PER_DEGREE * max(0.05, cos(radians(min(89.0, abs(latitude) + high))))))
    rows = range(floor((latitude - high) / tall), ceil((latitude + high) / tall) + 1)
    columns = range(floor((longitude - broad) / wide), ceil((longitude + broad) / wide) + 1)
    return [_square(prefix, row, column) for row in rows for column in columns]
