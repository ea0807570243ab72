"""Equal-area projections of the sphere: degrees to km east and north of a centre."""

from __future__ import annotations

import math

EARTH_KM = 6371.0072
AZIMUTHAL, EQUAL_EARTH = 0, 1

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796


def azimuthal(place: tuple[float, float], centre: tuple[float, float]) -> tuple[float, float]:
    """Projects latitude and longitude to Lambert's azimuthal equal-area plane (Snyder 1987, p. 182)."""
    lat, lon = math.radians(place[0]), math.radians(place[1] - centre[1])
    middle = math.radians(centre[0])
    cosine = math.sin(middle) * math.sin(lat) + math.cos(middle) * math.cos(lat) * math.cos(lon)
    stretch = math.sqrt(2 / max(1 + cosine, 1e-9)) * EARTH_KM
    east = stretch * math.cos(lat) * math.sin(lon)
    north = stretch * (math.cos(middle) * math.sin(lat) - math.sin(middle) * math.cos(lat) * math.cos(lon))
    return east, north


def equal_earth(place: tuple[float, float], centre: tuple[float, float]) -> tuple[float, float]:
    """Projects latitude and longitude to the Equal Earth plane (Savric, Patterson & Jenny 2018, equations 3 to 5).

    The plane is cut along the meridian opposite the centre's; the centre's latitude moves nothing.
    """
    lon = math.radians((place[1] - centre[1] + 180) % 360 - 180)
    angle = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(place[0])))
    square = angle * angle
    sixth = square * square * square
    slope = 9 * _A4 * sixth * square + 7 * _A3 * sixth + 3 * _A2 * square + _A1
    east = 2 * math.sqrt(3) * lon * math.cos(angle) / (3 * slope)
    north = angle * (_A4 * sixth * square + _A3 * sixth + _A2 * square + _A1)
    return east * EARTH_KM, north * EARTH_KM


PLANES = {AZIMUTHAL: azimuthal, EQUAL_EARTH: equal_earth}


def great_circle_km(one: tuple[float, float], other: tuple[float, float]) -> int:
    """Measures the shortest way over the sphere between two places in degrees, rounded to km (haversine)."""
    lat, lat2 = math.radians(one[0]), math.radians(other[0])
    half = math.sin((lat2 - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(lat2) * math.sin(math.radians(other[1] - one[1]) / 2) ** 2
    return round(2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half))))
