"""Reading a point on the map as people have it at hand: two numbers, or a link to a map."""

import re

import utm

# Finland with its sea, in degrees.
_SOUTH, _NORTH, _WEST, _EAST = 59.0, 70.5, 18.5, 32.0
_NUMBER = r"(-?\d{1,3}\.\d+)"
_PAIRS = (
    re.compile(rf"^\s*{_NUMBER}\s*°?\s*N?\s*[,;\s]\s*{_NUMBER}\s*°?\s*E?\s*$", re.IGNORECASE),
    # Google: the marked place before the middle of the view; others name what they mean.
    re.compile(rf"!3d{_NUMBER}!4d{_NUMBER}"),
    re.compile(rf"[?&]m?lat(?:itude)?={_NUMBER}&m?l(?:on|ng)(?:gitude)?={_NUMBER}"),
    re.compile(rf"[?&](?:q|ll|query|destination|center)=(?:loc:)?{_NUMBER}(?:,|%2C){_NUMBER}", re.IGNORECASE),
    re.compile(rf"geo:{_NUMBER},{_NUMBER}"),
    re.compile(rf"@{_NUMBER},{_NUMBER}"),
    re.compile(rf"#map=\d+/{_NUMBER}/{_NUMBER}"),
)
_EASTING = re.compile(r"\b[eE](?:asting)?=(\d{5,6}(?:\.\d+)?)")
_NORTHING = re.compile(r"\b[nN](?:orthing)?=(\d{7}(?:\.\d+)?)")


def read_point(text: str) -> tuple[float, float] | None:
    """The WGS84 latitude and longitude in degrees that a text says; `None` when it says none in Finland.

    Knows pairs such as "65.0121, 25.4651", and the links of Google, OpenStreetMap, Bing, phones and Karttapaikka.
    """
    plain = re.sub(r"(?<=\d),(?=\d{3,}\s*[;\s]\s*\d)|(?<=\d),(?=\d{3,}\s*$)", ".", text.strip())
    for candidate in (text.strip(), plain):
        for pattern in _PAIRS:
            if found := pattern.search(candidate):
                return _in_finland(float(found[1]), float(found[2]))
    east, north = _EASTING.search(text), _NORTHING.search(text)
    # Karttapaikka speaks ETRS-TM35FIN metres (EPSG:3067), which is UTM zone 35 over the whole country.
    metres = (float(east[1]), float(north[1])) if east and north else None
    return _in_finland(*utm.to_latlon(*metres, 35, northern=True, strict=False)) if metres else None


def _in_finland(latitude: float, longitude: float) -> tuple[float, float] | None:
    is_here = _SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST
    return (round(float(latitude), 6), round(float(longitude), 6)) if is_here else None
