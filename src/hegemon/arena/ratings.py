"""Ratings from finishing orders: Bradley-Terry on the pairs of every game, intervals by resampling whole sets.

A game of n seats is taken apart into its pairs of different players; a tie is half a win for both. The strengths are
those of R. A. Bradley and M. E. Terry, "Rank analysis of incomplete block designs", Biometrika 39 (1952), found by
Newton's method and shown on the Elo scale, where 400 points are odds of ten to one. 1500 is the mean weighted by how
much the games tell of each player: one that always loses is far below by an amount nobody knows, and that must not
move the others. Pairs of one game depend on one another, and so do the games of a mirrored set, so intervals come
from a bootstrap over sets.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

MEAN = 1500.0
_ELO = 400.0 / math.log(10.0)
# Half a win and half a loss against a player of mean strength: keeps who won everything at a finite rating.
_PRIOR = 0.5
_STEPS = 50
_NORMAL = 1.959964
_T = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228)

Counts = NDArray[np.int64]
Ratings = NDArray[np.float64]


def pair_counts(players: Sequence[str], ranks: Sequence[int], names: Sequence[str]) -> Counts:
    """Returns wins (n, n) of row over column in one game, two for a win and one for a tie.

    players, ranks: one entry a seat, rank 1 best. Seats of one player are not compared with each other.
    """
    index = {name: i for i, name in enumerate(names)}
    who = np.array([index[player] for player in players], dtype=np.int64)
    order = np.array(ranks, dtype=np.int64)
    better = 1 + np.sign(order[None, :] - order[:, None])
    counts = np.zeros((len(names), len(names)), dtype=np.int64)
    np.add.at(counts, (who[:, None], who[None, :]), better)
    np.fill_diagonal(counts, 0)
    return counts


def fit(counts: Counts) -> Ratings:
    """Returns Elo ratings (..., n) of the doubled win counts (..., n, n); leading axes are fitted apart."""
    wins = counts / 2.0
    n = wins.shape[-1]
    met = wins + np.swapaxes(wins, -1, -2)
    won = wins.sum(axis=-1)
    strength: Ratings = np.zeros(wins.shape[:-1])
    for _ in range(_STEPS):
        expected = 1.0 / (1.0 + np.exp(strength[..., None, :] - strength[..., :, None]))
        anchor = 1.0 / (1.0 + np.exp(-strength))
        slope = won - (met * expected).sum(axis=-1) + _PRIOR - 2.0 * _PRIOR * anchor
        bend = met * expected * (1.0 - expected)
        curve = -bend
        curve[..., np.arange(n), np.arange(n)] += bend.sum(axis=-1) + 2.0 * _PRIOR * anchor * (1.0 - anchor)
        step = np.linalg.solve(curve, slope[..., None])[..., 0]
        strength = strength + np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < 1e-9:
            break
    weight = bend.sum(axis=-1) + 1e-9
    middle = (weight * strength).sum(axis=-1, keepdims=True) / weight.sum(axis=-1, keepdims=True)
    ratings: Ratings = MEAN + _ELO * (strength - middle)
    return ratings


def rate(sets: Sequence[Counts], seed: int, draws: int = 1000) -> tuple[Ratings, Ratings, Ratings]:
    """Returns ratings and the low and high ends of their 95% intervals, (n,) each.

    sets: doubled win counts (n, n) of each independent set, at least one. The draws are keyed by seed, number of
    sets and draw, so the same games give the same interval everywhere. With k sets a bootstrap spreads too little
    by sqrt((k-1)/k) and takes the spread it found for certain; the interval is widened by that and by what Student's
    t of k - 1 exceeds the normal. One observation has no spread to resample: its interval is plus
    and minus 800, a hundredfold in odds each way.
    """
    stacked = np.stack(sets)
    best = fit(stacked.sum(axis=0))
    k = len(sets)
    if k == 1:
        return best, best - 800.0, best + 800.0
    chosen = _indices(seed, draws, k)
    weight = np.zeros((draws, k), dtype=np.int64)
    np.add.at(weight, (np.arange(draws)[:, None], chosen), 1)
    # Integer products are the same on every machine; a float matrix product is not.
    resampled = np.einsum("bs,sij->bij", weight, stacked)
    fitted = fit(resampled)
    low, high = np.quantile(fitted, [0.025, 0.975], axis=0)
    wider = math.sqrt(k / (k - 1)) * _student(k - 1) / _NORMAL
    return best, np.minimum(best, best + (low - best) * wider), np.maximum(best, best + (high - best) * wider)


def _student(freedom: int) -> float:
    """Returns the 97.5% quantile of Student's t: exact up to 10, then two terms of its expansion (error < 0.004)."""
    if freedom <= len(_T):
        return _T[freedom - 1]
    z = _NORMAL
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)


def _indices(seed: int, draws: int, k: int) -> NDArray[np.int64]:
    rows: Iterable[bytes] = (_stream(seed, k, draw) for draw in range(draws))
    numbers = np.frombuffer(b"".join(rows), dtype="<u8").reshape(draws, k)
    return (numbers % np.uint64(k)).astype(np.int64)


def _stream(seed: int, k: int, draw: int) -> bytes:
    key = repr(("hegemon bootstrap", seed, k, draw)).encode()
    return hashlib.shake_128(key).digest(8 * k)
