"""Bakes the land masks beside this script from Natural Earth's coastlines.

Run it by hand when a window or the cell size changes; the game only reads what it wrote:

    npm pack world-atlas@2 && tar xzf world-atlas-2.*.tgz
    python build_land.py package

The input is TopoJSON (https://github.com/topojson/topojson-specification): arcs of quantised steps that
rings share. Rings are projected to Lambert's azimuthal equal-area plane (Snyder 1987, p. 182), the world's
to Equal Earth (Savric, Patterson & Jenny 2018), filled by scanlines at a sixth of a cell, and a cell is land
if at least half of it is. Lakes are drawn by hand below.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

EARTH_KM = 6371.0072
FINE = 6

AZIMUTHAL, EQUAL_EARTH = 0, 1
ANTARCTIC = -60.0


class Window(NamedTuple):
    """A piece of a plane. centre: lat, lon; cell in km; west, north: cells from the edge to the centre."""

    source: str
    projection: int
    centre: tuple[float, float]
    cell: int
    west: int
    north: int
    columns: int
    rows: int


# The world is cut along 169 degrees west, between Asia and America, so that no land lies on both edges.
WINDOWS = {
    "europe": Window("land-10m.json", AZIMUTHAL, (50.0, 17.0), 12, 196, 166, 428, 350),
    "world": Window("land-50m.json", EQUAL_EARTH, (0.0, 11.0), 40, 314, 206, 682, 378),
}

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

# Those of the rest of the world: wider than one of its larger cells.
FAR_LAKES = (
    ((46.7, -92.1), (47.9, -89.6), (48.7, -88.2), (48.7, -86.4), (47.9, -85.0), (46.6, -84.7), (46.5, -87.3),
     (47.3, -88.2), (46.9, -90.6)),  # Superior
    ((41.7, -87.4), (43.1, -87.8), (44.9, -87.3), (45.9, -86.0), (46.0, -84.9), (45.0, -85.6), (44.0, -86.4),
     (42.9, -86.2), (41.8, -86.8)),  # Michigan
    ((43.1, -82.4), (43.9, -82.8), (45.0, -83.4), (45.9, -84.4), (46.2, -83.0), (45.9, -80.9), (44.7, -80.1),
     (44.9, -81.3), (43.4, -81.7)),  # Huron
    ((41.5, -83.3), (42.1, -83.1), (42.6, -81.2), (42.8, -79.0), (42.2, -79.9), (41.6, -81.6)),  # Erie
    ((43.3, -79.7), (43.9, -79.0), (44.1, -76.6), (43.5, -76.3), (43.3, -77.6)),  # Ontario
    ((50.6, -96.4), (52.0, -97.4), (53.6, -98.8), (53.8, -97.9), (52.2, -96.8)),  # Winnipeg
    ((61.2, -117.0), (61.0, -115.0), (61.4, -112.9), (62.5, -110.0), (62.4, -113.2), (62.4, -115.2)),  # Great Slave
    ((65.2, -123.5), (64.9, -121.0), (65.9, -118.0), (66.6, -119.8), (66.9, -121.5), (66.1, -124.5)),  # Great Bear
    ((0.3, 32.4), (0.2, 34.2), (-0.8, 34.1), (-2.4, 33.4), (-2.6, 32.2), (-1.2, 31.8)),  # Victoria
    ((43.6, 58.3), (45.0, 58.4), (46.6, 59.9), (46.5, 61.6), (45.0, 61.3), (43.7, 60.3)),  # Aral, as it was
    ((51.5, 103.8), (52.2, 106.2), (53.8, 109.0), (55.7, 109.9), (55.5, 109.0), (53.4, 107.0), (51.7, 104.9)),  # Baikal
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


def project(degrees: NDArray[np.float64], window: Window) -> NDArray[np.float64]:
    """Projects (N, 2) longitude and latitude to (N, 2) km east and north of the centre."""
    lon, lat = np.radians(degrees[:, 0] - window.centre[1]), np.radians(degrees[:, 1])
    if window.projection == EQUAL_EARTH:
        return equal_earth(lon, lat)
    middle = np.radians(window.centre[0])
    cosine = np.sin(middle) * np.sin(lat) + np.cos(middle) * np.cos(lat) * np.cos(lon)
    stretch = np.sqrt(2 / np.maximum(1 + cosine, 1e-9)) * EARTH_KM
    east = stretch * np.cos(lat) * np.sin(lon)
    north = stretch * (np.cos(middle) * np.sin(lat) - np.sin(middle) * np.cos(lat) * np.cos(lon))
    return np.stack((east, north), axis=1)


def equal_earth(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Projects radians to (N, 2) km; longitudes may run on beyond the cut (equations 3 to 5 of the source)."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    angle = np.arcsin(np.sqrt(3) / 2 * np.sin(lat))
    square = angle**2
    slope = 9 * a4 * square**4 + 7 * a3 * square**3 + 3 * a2 * square + a1
    east = 2 * np.sqrt(3) * lon * np.cos(angle) / (3 * slope)
    north = angle * (a4 * square**4 + a3 * square**3 + a2 * square + a1)
    return np.stack((east, north), axis=1) * EARTH_KM


def unrolled(ring: NDArray[np.float64], window: Window) -> list[NDArray[np.float64]]:
    """Runs a ring on over the date line, and repeats it wherever its parts show in the window."""
    if window.projection != EQUAL_EARTH:
        return [ring]
    if ring[:, 1].max() < ANTARCTIC:
        return []
    steps = (np.diff(ring[:, 0]) + 180) % 360 - 180
    ring = np.stack((np.concatenate((ring[:1, 0], ring[0, 0] + np.cumsum(steps))), ring[:, 1]), axis=1)
    west = window.centre[1] - 180
    turns = range(int((west - ring[:, 0].max()) // 360), int((west - ring[:, 0].min()) // 360) + 2)
    copies = [ring + np.array([360.0 * turn, 0.0]) for turn in turns]
    return [copy for copy in copies if copy[:, 0].max() > west and copy[:, 0].min() < west + 360]


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


def mask(rings: list[NDArray[np.float64]], window: Window) -> NDArray[np.bool_]:
    """Fills the rings inside a window; True is land."""
    rows, columns = window.rows, window.columns
    land, water = (np.zeros((rows * FINE, columns * FINE + 1), dtype=np.int32) for _ in range(2))
    lakes = LAKES if window.projection == AZIMUTHAL else LAKES[:2] + FAR_LAKES
    for outlines, crossings in ((rings, land), ([np.array(lake)[:, ::-1] for lake in lakes], water)):
        for ring in (copy for outline in outlines for copy in unrolled(outline, window)):
            plane = project(ring, window) * FINE / window.cell
            column, row = plane[:, 0] + window.west * FINE, window.north * FINE - plane[:, 1]
            toggle(crossings, np.stack((column, row), axis=1))
    inside = [np.cumsum(crossings, axis=1)[:, :-1] % 2 == 1 for crossings in (land, water)]
    fine = inside[0] & ~inside[1]
    part = fine.reshape(rows, FINE, columns, FINE).sum(axis=(1, 3))
    land_mask: NDArray[np.bool_] = part * 2 >= FINE * FINE
    return land_mask


def main() -> None:
    """Bakes every window from the files in the folder named on the command line."""
    for name, window in WINDOWS.items():
        land = mask(rings_of(Path(sys.argv[1]) / window.source), window)
        frame = [round(window.centre[0] * 1000), round(window.centre[1] * 1000), *window[3:]]
        kept: dict[str, Any] = {"frame": np.array(frame, dtype=np.int64), "land": np.packbits(land)}
        if window.projection != AZIMUTHAL:
            kept["projection"] = np.array(window.projection, dtype=np.int64)
        path = Path(__file__).with_name(f"{name}.npz")
        np.savez_compressed(path, allow_pickle=False, **kept)
        print(f"{path.name}: {land.sum()} of {land.size} cells are land, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
