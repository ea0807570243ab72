"""Bakes the land masks beside this script from Natural Earth's coastlines.

Run it by hand when a window or the cell size changes; the game only reads what it wrote:

    npm pack world-atlas@2 && tar xzf world-atlas-2.*.tgz
    python build_land.py package/land-10m.json

The input is TopoJSON (https://github.com/topojson/topojson-specification): arcs of quantised steps that
rings share. Rings are projected to Lambert's azimuthal equal-area plane (Snyder 1987, p. 182), filled by
scanlines at a sixth of a cell, and a cell is land if at least half of it is. Lakes are drawn by hand below.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

EARTH_KM = 6371.0072
FINE = 6

# name: centre (lat, lon), cell in km, columns west and rows north of the centre, columns, rows
WINDOWS = {"europe": ((50.0, 17.0), 12, 196, 166, 428, 350)}

# Lakes wider than a cell, (lat, lon) round the shore.
LAKES = (
    ((59.95, 31.0), (60.2, 30.9), (60.7, 30.4), (61.1, 30.1), (61.65, 31.0), (61.6, 31.6), (61.2, 32.2),
     (60.8, 32.9), (60.4, 32.9), (60.15, 32.3), (59.92, 31.5)),  # Ladoga
    ((60.9, 35.4), (61.1, 36.2), (61.6, 36.3), (62.2, 35.6), (62.7, 35.1), (62.4, 34.6), (61.8, 34.4),
     (61.3, 34.9)),  # Onega
    ((58.35, 12.4), (58.9, 12.4), (59.3, 13.0), (59.35, 13.5), (58.9, 14.1), (58.6, 13.9), (58.6, 13.2)),  # Vänern
    ((57.8, 14.1), (58.3, 14.25), (58.9, 14.8), (58.7, 15.1), (58.2, 14.75), (57.8, 14.35)),  # Vättern
    ((58.95, 27.0), (59.0, 27.7), (58.75, 28.0), (58.3, 27.8), (57.9, 28.2), (57.85, 27.9), (58.3, 27.3),
     (58.7, 27.0)),  # Peipus
    ((38.35, 42.3), (38.6, 42.3), (39.0, 43.5), (38.7, 43.5), (38.3, 43.0)),  # Van
    ((37.1, 45.3), (37.6, 45.1), (38.2, 45.2), (38.1, 45.8), (37.4, 45.9)),  # Urmia
)


def rings_of(file: Path) -> list[NDArray[np.float64]]:
    """Reads every ring of the land as (N, 2) degrees, longitude first."""
    topology: dict[str, Any] = json.loads(file.read_text("utf-8"))
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + translate for arc in topology["arcs"]]
    rings = []
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                parts = [arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in ring]
                rings.append(np.concatenate([part[:-1] for part in parts]))
    return rings


def project(degrees: NDArray[np.float64], centre: tuple[float, float]) -> NDArray[np.float64]:
    """Projects (N, 2) longitude and latitude to (N, 2) km east and north of the centre."""
    lon, lat = np.radians(degrees[:, 0] - centre[1]), np.radians(degrees[:, 1])
    middle = np.radians(centre[0])
    cosine = np.sin(middle) * np.sin(lat) + np.cos(middle) * np.cos(lat) * np.cos(lon)
    stretch = np.sqrt(2 / np.maximum(1 + cosine, 1e-9)) * EARTH_KM
    east = stretch * np.cos(lat) * np.sin(lon)
    north = stretch * (np.cos(middle) * np.sin(lat) - np.sin(middle) * np.cos(lat) * np.cos(lon))
    return np.stack((east, north), axis=1)


def toggle(crossings: NDArray[np.int32], ring: NDArray[np.float64]) -> None:
    """Adds a closed ring, in pixels (column, row), to the scanline crossings: (rows, columns + 1)."""
    (x0, y0), (x1, y1) = ring.T, np.roll(ring, -1, axis=0).T
    first = np.ceil(np.minimum(y0, y1) - 0.5).astype(np.int64).clip(0, len(crossings))
    last = np.ceil(np.maximum(y0, y1) - 0.5).astype(np.int64).clip(0, len(crossings))
    many = last - first
    edge = np.repeat(np.arange(len(ring)), many)
    row = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many) + first[edge]
    x = x0[edge] + (row + 0.5 - y0[edge]) * (x1 - x0)[edge] / (y1 - y0)[edge]
    column = np.ceil(x - 0.5).astype(np.int64).clip(0, crossings.shape[1] - 1)
    np.add.at(crossings, (row, column), 1)


def mask(rings: list[NDArray[np.float64]], name: str) -> NDArray[np.bool_]:
    """Fills the rings inside a window; True is land."""
    centre, cell, west, north, columns, rows = WINDOWS[name]
    land, water = (np.zeros((rows * FINE, columns * FINE + 1), dtype=np.int32) for _ in range(2))
    lakes = [np.array(lake)[:, ::-1] for lake in LAKES]
    for outlines, crossings in ((rings, land), (lakes, water)):
        for ring in outlines:
            plane = project(ring, centre) * FINE / cell
            toggle(crossings, np.stack((plane[:, 0] + west * FINE, north * FINE - plane[:, 1]), axis=1))
    inside = [np.cumsum(crossings, axis=1)[:, :-1] % 2 == 1 for crossings in (land, water)]
    fine = inside[0] & ~inside[1]
    part = fine.reshape(rows, FINE, columns, FINE).sum(axis=(1, 3))
    land_mask: NDArray[np.bool_] = part * 2 >= FINE * FINE
    return land_mask


def main() -> None:
    """Bakes every window from the file named on the command line."""
    rings = rings_of(Path(sys.argv[1]))
    for name, (centre, cell, west, north, columns, rows) in WINDOWS.items():
        land = mask(rings, name)
        frame = np.array([round(centre[0] * 1000), round(centre[1] * 1000), cell, west, north, columns, rows])
        path = Path(__file__).with_name(f"{name}.npz")
        np.savez_compressed(path, frame=frame.astype(np.int64), land=np.packbits(land))
        print(f"{path.name}: {land.sum()} of {land.size} cells are land, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
