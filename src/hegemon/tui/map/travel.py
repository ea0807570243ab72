"""Travel over the map by arrow keys: the neighbour that lies best in a direction."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hegemon.atlas.geography import Drawing, Geography

DIRECTIONS: dict[str, tuple[int, int]] = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


def step(
    geography: Geography,
    drawing: Drawing,
    province: int,
    direction: str,
    allowed: tuple[int, ...] | None = None,
) -> int:
    """The province reached from one by a direction; itself when nothing lies there.

    Neighbours come first; where none lies within 60 degrees, the nearest province that does.
    ``allowed`` restricts the answer (targets of a move).
    """
    neighbours = tuple(p for p in geography.neighbours[province] if allowed is None or p in allowed)
    best = _best(drawing, province, direction, neighbours)
    if best < 0:
        everything = tuple(range(len(geography.codes))) if allowed is None else allowed
        best = _best(drawing, province, direction, everything)
    return best if best >= 0 else province


def _best(drawing: Drawing, province: int, direction: str, candidates: tuple[int, ...]) -> int:
    down, across = DIRECTIONS[direction]
    row, column = (int(v) for v in drawing.labels[province])
    best, score = -1, math.inf
    for other in candidates:
        if other == province:
            continue
        y, x = int(drawing.labels[other, 0]) - row, int(drawing.labels[other, 1]) - column
        distance = math.hypot(y, x)
        along = (y * down + x * across) / max(distance, 1e-9)
        if along < 0.5:
            continue
        value = distance * (1 + 3 * (1 - along))
        if value < score:
            best, score = other, value
    return best
