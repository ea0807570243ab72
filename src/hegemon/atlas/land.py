"""The shipped land masks, and where a latitude and longitude fall on them."""

from __future__ import annotations

import functools
import io
import math
import zipfile
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hegemon import assets
from hegemon.errors import BadInput

EARTH_KM = 6371.0072
_SNAP = 2


@dataclass(frozen=True, slots=True, eq=False)
class Land:
    """A window of the earth on Lambert's azimuthal equal-area plane (Snyder 1987, p. 182), in square cells.

    mask: (H, W) bool, True is land. centre: degrees. west, north: cells from the window's edge to the centre.
    content: the bytes of the file it came from.
    """

    name: str
    mask: NDArray[np.bool_]
    centre: tuple[float, float]
    cell_km: int
    west: int
    north: int
    content: bytes

    def cell(self, latitude: float, longitude: float) -> tuple[int, int]:
        """Returns the row and column of a place in degrees; it may lie outside the window."""
        lat, lon = math.radians(latitude), math.radians(longitude - self.centre[1])
        middle = math.radians(self.centre[0])
        cosine = math.sin(middle) * math.sin(lat) + math.cos(middle) * math.cos(lat) * math.cos(lon)
        stretch = math.sqrt(2 / max(1 + cosine, 1e-9)) * EARTH_KM / self.cell_km
        east = stretch * math.cos(lat) * math.sin(lon)
        north = stretch * (math.cos(middle) * math.sin(lat) - math.sin(middle) * math.cos(lat) * math.cos(lon))
        return math.floor(self.north - north), math.floor(self.west + east)

    def ashore(self, latitude: float, longitude: float) -> tuple[int, int] | None:
        """Returns the land cell of a place, or the nearest one within two cells of it; None in the sea."""
        row, column = self.cell(latitude, longitude)
        height, width = self.mask.shape
        if 0 <= row < height and 0 <= column < width and self.mask[row, column]:
            return row, column
        near = [(dr * dr + dc * dc, row + dr, column + dc)
                for dr in range(-_SNAP, _SNAP + 1) for dc in range(-_SNAP, _SNAP + 1)]
        for _, r, c in sorted(near):
            if 0 <= r < height and 0 <= c < width and self.mask[r, c]:
                return r, c
        return None


@functools.lru_cache(maxsize=2)
def load_land(name: str) -> Land:
    """Reads a mask from assets/geography; BadInput if there is none of that name."""
    if not name.isascii() or not name.isalnum():
        raise BadInput(f"land {name[:40]!r}: not a name; use one of {', '.join(land_names())}")
    content = assets.read("geography", f"{name}.npz")
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            latitude, longitude, cell, west, north, columns, rows = (int(n) for n in file["frame"])
            bits = np.unpackbits(file["land"], count=rows * columns)
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile):
        raise BadInput(f"asset geography/{name}.npz: not a land mask; install hegemon again") from None
    mask = bits.reshape(rows, columns).astype(np.bool_)
    mask.setflags(write=False)
    return Land(name, mask, (latitude / 1000, longitude / 1000), cell, west, north, content)


def land_names() -> list[str]:
    """Lists the masks that are shipped."""
    return sorted(path.stem for path in (assets.folder() / "geography").glob("*.npz"))


def great_circle_km(one: tuple[float, float], other: tuple[float, float]) -> int:
    """Measures the shortest way over the sphere between two places in degrees, rounded to km (haversine)."""
    lat, lat2 = math.radians(one[0]), math.radians(other[0])
    half = math.sin((lat2 - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(lat2) * math.sin(math.radians(other[1] - one[1]) / 2) ** 2
    return round(2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half))))
