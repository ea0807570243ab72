"""Noise from keyed integer hashes: the same on every machine, and no draw moves another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_ONE = 1 << 10


def hashed(key: int, *coordinates: NDArray[np.int64] | int) -> NDArray[np.uint64]:
    """Hashes a key and coordinates (arrays that broadcast) to 64 bits.

    The mixer is splitmix64 (Steele, Lea & Flood 2014), applied once for each coordinate.
    """
    state = _mix(np.asarray([key & (1 << 64) - 1], dtype=np.uint64))
    for coordinate in coordinates:
        state = _mix(state ^ np.asarray(coordinate, dtype=np.int64).astype(np.uint64))
    return state


def draw(key: int, bound: int, *coordinates: int) -> int:
    """Draws one integer 0..bound-1 for a key and a place."""
    return int(hashed(key, *coordinates)[0] % np.uint64(bound))


def smooth(shape: tuple[int, int], spacing: int, amplitude: int, key: int) -> NDArray[np.int64]:
    """Makes a smooth field of whole numbers in -amplitude..amplitude, hills about `spacing` cells wide.

    Value noise on a lattice (Perlin 1985, section on noise functions), blended by 3t²-2t³ in thousandths.
    """
    height, width = shape
    rows, row_blend = _blend(height, spacing)
    columns, column_blend = _blend(width, spacing)
    corners = hashed(key, np.arange(rows[-1] + 2)[:, None], np.arange(columns[-1] + 2))
    lattice = (corners >> np.uint64(40)).astype(np.int64) % (2 * amplitude + 1) - amplitude
    across = lattice[:, columns] * (_ONE - column_blend) + lattice[:, columns + 1] * column_blend
    down = across[rows] * (_ONE - row_blend[:, None]) + across[rows + 1] * row_blend[:, None]
    return (down // (_ONE * _ONE)).astype(np.int64)


def rugged(shape: tuple[int, int], spacing: int, amplitude: int, key: int) -> NDArray[np.int64]:
    """Adds three layers of smooth noise, each half as wide and half as high as the one before."""
    total = np.zeros(shape, dtype=np.int64)
    for layer in range(3):
        if spacing >> layer and amplitude >> layer:
            total += smooth(shape, spacing >> layer, amplitude >> layer, key * 7 + layer)
    return total


def _blend(size: int, spacing: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    place = np.arange(size, dtype=np.int64)
    part: NDArray[np.int64] = place % spacing * _ONE // spacing
    return place // spacing, part * part * (3 * _ONE - 2 * part) // (_ONE * _ONE)


def _mix(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    value = value + np.uint64(0x9E3779B97F4A7C15)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    result: NDArray[np.uint64] = value ^ (value >> np.uint64(31))
    return result
