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
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MEAN = 1500.0
_ELO = 400.0 / math.log(10.0)
# Half a win and half a loss against a player of mean strength: keeps who won everything at a finite rating.
_PRIOR = 0.5
_STEPS = 50
_ENOUGH = 10

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


def fit(counts: Counts, prior: tuple[Ratings, Ratings] | None = None) -> Ratings:
    """Returns Elo ratings (..., n) of the doubled win counts (..., n, n); leading axes are fitted apart.

    prior: wins and losses (..., n) of each player against one of mean strength, half and half by default.
    """
    wins = counts / 2.0
    n = wins.shape[-1]
    met = wins + np.swapaxes(wins, -1, -2)
    won = wins.sum(axis=-1)
    strength: Ratings = np.zeros(wins.shape[:-1])
    up, down = prior if prior is not None else (np.full(n, _PRIOR), np.full(n, _PRIOR))
    for _ in range(_STEPS):
        expected = 1.0 / (1.0 + np.exp(strength[..., None, :] - strength[..., :, None]))
        anchor = 1.0 / (1.0 + np.exp(-strength))
        slope = won - (met * expected).sum(axis=-1) + up - (up + down) * anchor
        bend = met * expected * (1.0 - expected)
        curve = -bend
        curve[..., np.arange(n), np.arange(n)] += bend.sum(axis=-1) + (up + down) * anchor * (1.0 - anchor)
        step = np.linalg.solve(curve, slope[..., None])[..., 0]
        strength = strength + np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < 1e-9:
            break
    weight = bend.sum(axis=-1) + 1e-9
    middle = (weight * strength).sum(axis=-1, keepdims=True) / weight.sum(axis=-1, keepdims=True)
    ratings: Ratings = MEAN + _ELO * (strength - middle)
    return ratings


def rate(sets: Sequence[Sequence[Counts]], seed: int, draws: int = 1000) -> tuple[Ratings, Ratings, Ratings]:
    """Returns ratings and the low and high ends of their 95% intervals, (n,) each.

    sets: for each independent set the doubled win counts (n, n) of its games. Whole sets are resampled, by draws
    keyed by seed, number and draw, so that the same games give the same interval everywhere. Fewer than ten sets may
    agree by chance; then their games are resampled too, and the wider interval counts.
    """
    best = fit(np.sum([game for games in sets for game in games], axis=0))
    low, high = _interval(best, [np.sum(games, axis=0) for games in sets], seed, draws)
    if len(sets) < _ENOUGH:
        by_game = _interval(best, [game for games in sets for game in games], seed, draws)
        low, high = np.minimum(low, by_game[0]), np.maximum(high, by_game[1])
    return best, low, high


def _interval(best: Ratings, units: Sequence[Counts], seed: int, draws: int) -> tuple[Ratings, Ratings]:
    """Returns the 2.5% and 97.5% points of ratings fitted to resampled units, (n,) each.

    With k units a bootstrap spreads too little by sqrt((k-1)/k), and is widened by it. The prior is redrawn with
    every resample (exponential weights, as in D. B. Rubin, "The Bayesian bootstrap", Annals of Statistics 9, 1981),
    so that who has won everything is not rated for certain.
    """
    k = len(units)
    weight = np.zeros((draws, k), dtype=np.int64)
    np.add.at(weight, (np.arange(draws)[:, None], _indices(seed, draws, k)), 1)
    # Integer products are the same on every machine; a float matrix product is not.
    resampled = np.einsum("bs,sij->bij", weight, np.stack(units))
    fitted = fit(resampled, _priors(seed, draws, k, len(best)))
    low, high = np.quantile(fitted, [0.025, 0.975], axis=0)
    wider = math.sqrt(k / max(1, k - 1))
    return np.minimum(best, best + (low - best) * wider), np.maximum(best, best + (high - best) * wider)


def _indices(seed: int, draws: int, k: int) -> NDArray[np.int64]:
    return (_numbers("sets", seed, draws, k, k) % np.uint64(k)).astype(np.int64)


def _priors(seed: int, draws: int, k: int, n: int) -> tuple[Ratings, Ratings]:
    evenly = (_numbers("prior", seed, draws, k, 2 * n) >> np.uint64(11)) * 2.0**-53 + 2.0**-54
    weights = -_PRIOR * np.log(evenly)
    return weights[:, :n], weights[:, n:]


def _numbers(purpose: str, seed: int, draws: int, k: int, width: int) -> NDArray[np.uint64]:
    """Returns 64-bit numbers (draws, width), each row keyed by what it is for."""
    keys = (repr(("hegemon bootstrap", purpose, seed, k, draw)).encode() for draw in range(draws))
    rows = b"".join(hashlib.shake_128(key).digest(8 * width) for key in keys)
    return np.frombuffer(rows, dtype="<u8").reshape(draws, width)
