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
from hegemon.atlas.projections import AZIMUTHAL, PLANES
from hegemon.errors import BadInput

_SNAP = 2


@dataclass(frozen=True, slots=True, eq=False)
class Land:
    """A window of the earth on an equal-area plane, in square cells.

    mask: (H, W) bool, True is land. centre: degrees. west, north: cells from the window's edge to the centre.
    content: the bytes of the file it came from. projection: which plane, a key of `projections.PLANES`.
    """

    name: str
    mask: NDArray[np.bool_]
    centre: tuple[float, float]
    cell_km: int
    west: int
    north: int
    content: bytes
    projection: int = AZIMUTHAL

    def cell(self, latitude: float, longitude: float) -> tuple[int, int]:
        """Returns the row and column of a place in degrees; it may lie outside the window."""
        east, north = PLANES[self.projection]((latitude, longitude), self.centre)
        return math.floor(self.north - north / self.cell_km), math.floor(self.west + east / self.cell_km)

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
            projection = int(file["projection"]) if "projection" in file else AZIMUTHAL
            if projection not in PLANES:
                raise ValueError(projection)
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile):
        raise BadInput(f"asset geography/{name}.npz: not a land mask; install hegemon again") from None
    mask = bits.reshape(rows, columns).astype(np.bool_)
    mask.setflags(write=False)
    return Land(name, mask, (latitude / 1000, longitude / 1000), cell, west, north, content, projection)


def land_names() -> list[str]:
    """Lists the masks that are shipped."""
    return sorted(path.stem for path in (assets.folder() / "geography").glob("*.npz"))
