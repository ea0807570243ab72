"""The rules' only arithmetic: int64 multiply-divide, square roots and exact apportionment.

Every product is kept below 2**62; the bound is stated where a formula comes near it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import isqrt
from typing import TypeVar, overload

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Number = TypeVar("Number", int, Ints)

MILLION = 1_000_000
FEW = 32  # up to so many numbers, arithmetic on plain integers is quicker than on arrays

__all__ = ["MILLION", "Bools", "Ints", "apportion", "apportion_rows", "fade", "isqrt", "muldiv", "shares", "shares_of"]


@overload
def muldiv(a: int, b: int, c: int) -> int: ...
@overload
def muldiv(a: Ints, b: int | Ints, c: int | Ints) -> Ints: ...
@overload
def muldiv(a: int, b: Ints, c: int | Ints) -> Ints: ...
def muldiv(a: int | Ints, b: int | Ints, c: int | Ints) -> int | Ints:
    """Return a * b / c rounded half up, for a, b >= 0 and c > 0 with a * b < 2**61."""
    return (a * b + c // 2) // c


def fade(distance: Number, half: int) -> Number:
    """Return 1000 / (1 + (distance / half)**2) per mille, the loss-of-strength gradient.

    Distance and half in km, both below 2**20. Source: Boulding 1962, the quadratic form used in GeoSim.
    """
    square = half * half
    return (1000 * square) // (square + distance * distance)


def apportion(weights: Ints, total: int, order: Ints | None = None) -> Ints:
    """Split total into integers in proportion to weights, summing to total exactly.

    weights: (N,) int64 >= 0 with max(weights) * total < 2**62. Left-over units go to the largest
    remainders, ties to the smaller value in order (default: position). All weights zero gives zeros.
    """
    if len(weights) <= FEW:
        return np.array(_split(weights.tolist(), total, _ordered(len(weights), order)), np.int64)
    whole = int(np.add.reduce(weights))
    if whole == 0 or total == 0:
        return np.zeros(len(weights), np.int64)
    product = weights * total
    parts = product // whole
    left = total - int(np.add.reduce(parts))
    if left:
        last = np.arange(len(weights)) if order is None else order
        ranked = np.lexsort((last, parts * whole - product))
        parts[ranked[:left]] += 1
    return parts


def _ordered(many: int, order: Ints | None) -> Sequence[int]:
    """Return the places of so many weights, first those that ties go to."""
    return range(many) if order is None else sorted(range(many), key=order.tolist().__getitem__)


def _split(weights: list[int], total: int, ordered: Sequence[int]) -> list[int]:
    """Return what apportion returns: for few weights plain integers are quicker than arrays."""
    whole = sum(weights)
    if not whole or not total:
        return [0] * len(weights)
    parts = [weight * total // whole for weight in weights]
    left = total - sum(parts)
    if left:
        rest = [weight * total % whole for weight in weights]
        for place in sorted(ordered, key=rest.__getitem__, reverse=True)[:left]:  # ties stay in their order
            parts[place] += 1
    return parts


def apportion_rows(weights: Ints, totals: Ints, order: Ints) -> Ints:
    """Split each total among its row as apportion does, all rows at once.

    weights: (R, N) int64 >= 0 with max(weights) * max(totals) and R * N * sum of any row < 2**62. totals: (R,).
    order: (N,), all different, for ties.
    """
    wide = weights.shape[1]
    flat, parts = weights.ravel(), np.zeros(weights.shape, np.int64)
    if min(totals.tolist(), default=0) > 0:
        there = flat.nonzero()[0]  # what is left over goes to remainders above zero
    else:
        there = (weights * (totals > 0)[:, None]).ravel().nonzero()[0]
    if not len(there):
        return parts
    rows = there // wide
    whole = np.add.reduce(weights, axis=1)
    product, among = flat.take(there) * totals.take(rows), whole.take(rows)
    given = product // among
    parts.ravel()[there] = given
    product -= given * among
    # One key that sorts by row, then the largest remainder, then the tie; each row begins where those before it end.
    keys = (rows * int(whole.max()) - product) * wide + _ranks(order.tobytes()).take(there - rows * wide)
    ends = rows.searchsorted(np.arange(len(totals)))
    ends += np.where(whole > 0, totals, 0) - np.add.reduce(parts, axis=1)
    parts.ravel()[there[keys.argsort()[np.arange(len(there)) < ends.take(rows)]]] += 1
    return parts


@lru_cache(maxsize=8)
def _ranks(order: bytes) -> Ints:
    """Return the rank of each of different numbers."""
    ranks: Ints = np.frombuffer(order, np.int64).argsort().argsort()
    return ranks


def shares(weights: Ints, living: Bools, order: Ints) -> Ints:
    """Return parts per million of weights among the living, summing to 1,000,000 exactly.

    weights: (S,) int64 >= 0, below 2**41. A total of zero is split equally among the living.
    """
    counted = weights * living
    if not np.count_nonzero(counted):
        counted = living.astype(np.int64)
    return apportion(counted, MILLION, order)


def shares_of(weights: Ints, living: Bools, order: Ints) -> Ints:
    """Return the shares of each row of weights, (R, S); as shares, all rows at once."""
    counted = weights * living
    if len(order) <= FEW:
        alive, ordered = living.tolist(), _ordered(len(order), order)
        return np.array([_split(row if any(row) else alive, MILLION, ordered) for row in counted.tolist()], np.int64)
    counted = np.where(counted.any(axis=1, keepdims=True), counted, living)
    return apportion_rows(counted, np.full(len(counted), MILLION), order)
