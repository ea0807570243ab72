"""A small made-up land for tests of the map: Voronoi cells on a noisy island, and a scene on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hegemon.atlas.geography import Drawing, Geography
from hegemon.tui.map.scene import Scene

if TYPE_CHECKING:
    from numpy.typing import NDArray

HUES = ("#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#f0e442", "#d55e00", "#8a8f98", "#5f6b7a")
GLYPHS = ("▲", "●", "✚", "◆", "■", "▼", "○", "◇")


def island(provinces: int = 40, height: int = 120, width: int = 160, seed: int = 5) -> Geography:
    """A land of so many provinces in an oval, surrounded by sea."""
    random = np.random.default_rng(seed)
    points = np.stack([random.uniform(0, height, provinces), random.uniform(0, width, provinces)], axis=1)
    y, x = np.indices((height, width))
    distance = (y[None] - points[:, 0, None, None]) ** 2 + (x[None] - points[:, 1, None, None]) ** 2
    raster = distance.argmin(axis=0).astype(np.int16)
    wave = 0.12 * np.sin(y / 6.0) + 0.1 * np.cos(x / 5.0)
    oval = ((y - height / 2) / (height / 2)) ** 2 + ((x - width / 2) / (width / 2)) ** 2 + wave
    raster[oval > 0.9] = -1
    for province in np.flatnonzero(np.bincount(raster[raster >= 0], minlength=provinces) == 0):
        row, column = (int(v) for v in points[province])
        raster[row : row + 3, column : column + 3] = province
    border = np.zeros((provinces, provinces), dtype=np.int8)
    for a, b in ((raster[1:], raster[:-1]), (raster[:, 1:], raster[:, :-1])):
        pairs = (a >= 0) & (b >= 0) & (a != b)
        border[a[pairs], b[pairs]] = border[b[pairs], a[pairs]] = 1
    labels = np.array(
        [np.argwhere(raster == p).mean(axis=0).astype(int) for p in range(provinces)], dtype=np.int64
    )
    drawing = Drawing(raster, labels, 12)
    codes = tuple(chr(65 + p // 26) + chr(65 + p % 26) + "X" for p in range(provinces))
    return Geography(
        codes=codes,
        names=tuple(f"Land of {code}" for code in codes),
        area=np.full(provinces, 1000, dtype=np.int64),
        coast=np.ones(provinces, dtype=np.bool_),
        border=border,
        route=np.ones((provinces, provinces), dtype=np.int64),
        neighbours=tuple(tuple(int(q) for q in np.flatnonzero(row)) for row in border),
        draw=lambda: drawing,
    )


def scene_of(geography: Geography, states: int = 8) -> Scene:
    """States as vertical stripes of the land, one of them occupying a neighbour's provinces."""
    columns = geography.draw().labels[:, 1]
    owner: NDArray[np.int64] = (columns * states // (geography.draw().raster.shape[1] + 1)).astype(np.int64)
    provinces = len(geography.codes)
    return Scene(
        owner=owner,
        tint=owner,
        stripe=np.where((owner == 2) & (np.arange(provinces) % 3 == 0), 3, -1),
        hues=HUES[:states],
        glyphs=GLYPHS[:states],
        codes=geography.codes,
        names=geography.names,
        armies=tuple(f"{GLYPHS[s]}{10 + i}" for i, s in enumerate(owner.tolist())),
        army_slot=owner,
        rank=np.zeros(provinces, dtype=np.int64),
        title="political",
    )
