"""Named chance: every draw is a keyed hash of (key, turn, phase, subject), never the next of a stream."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from hegemon.world.fixed import FEW, Ints

STEP, MIX1, MIX2 = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
MASK = (1 << 64) - 1
_STEP, _MIX1, _MIX2 = np.uint64(STEP), np.uint64(MIX1), np.uint64(MIX2)
_16, _27, _30, _31 = np.uint64(16), np.uint64(27), np.uint64(30), np.uint64(31)


def game_seed(seed: int | str, scenario: str, game: str) -> int:
    """Return the 128-bit game seed hashed from a user's seed, a scenario's digest and a game id."""
    text = repr(("hegemon game", str(seed), scenario, game)).encode()
    return int.from_bytes(blake2b(text, digest_size=16).digest(), "little")


@lru_cache(maxsize=256)
def seat_key(seed: int, state: int) -> int:
    """Return the 128-bit key of a seat (permanent state id), from another hash domain than the game's draws."""
    text = repr(("hegemon seat", seed, int(state))).encode()
    return int.from_bytes(blake2b(text, digest_size=16).digest(), "little")


def draw(key: int, turn: int, phase: str, *subject: int) -> int:
    """Return a uniform 64-bit integer for one named event; subjects are permanent ids."""
    text = f"({_text(key)}, {int(turn)}, {phase!r}"
    for one in subject:
        text += f", {int(one)}"
    return int.from_bytes(blake2b(f"{text})".encode(), digest_size=8).digest(), "little")


@lru_cache(maxsize=64)
def _text(key: int) -> str:
    """Return a key in decimals; it is long, and every draw of a game begins with it."""
    return str(int(key))


def between(low: int, high: int, key: int, turn: int, phase: str, *subject: int) -> int:
    """Return an integer from low to high, both included; the bias is below 2**-50 for ranges under 2**14."""
    return low + draw(key, turn, phase, *subject) % (high - low + 1)


def order_of(ids: Ints, key: int, turn: int, phase: str) -> Ints:
    """Return a tie-breaking rank for each permanent id: (N,) int64, a keyed shuffle."""
    subjects = ids.tolist()
    drawn = _draws(key, turn, phase, subjects)
    ranks = np.empty(len(drawn), np.int64)
    for rank, (_, _, i) in enumerate(sorted(zip(drawn, subjects, range(len(drawn)), strict=True))):
        ranks[i] = rank
    return ranks


def _draws(key: int, turn: int, phase: str, subjects: list[int]) -> list[int]:
    """Return draw(key, turn, phase, subject) of each subject; what their texts share is hashed once."""
    shared = blake2b(f"({_text(key)}, {int(turn)}, {phase!r}".encode(), digest_size=8)
    drawn = []
    for subject in subjects:
        one = shared.copy()
        one.update(b", %d)" % subject)
        drawn.append(int.from_bytes(one.digest(), "little"))
    return drawn


def _mixed(base: int, one: int) -> int:
    """Return 48 bits of the finaliser over a base and an id, as field works them out on arrays."""
    z = (one * STEP + base) & MASK
    z = ((z ^ (z >> 30)) * MIX1) & MASK
    z = ((z ^ (z >> 27)) * MIX2) & MASK
    return (z ^ (z >> 31)) >> 16


def field(key: int, turn: int, phase: str, ids: Ints, spread: int) -> Ints:
    """Return integers in -spread..spread, one for each permanent id, by a 64-bit finaliser over one keyed hash.

    ids: int64 array of one axis or more, each below 2**40; the same id has the same value wherever it stands.
    """
    base = draw(key, turn, phase)
    if ids.size <= FEW:
        mixed = [_mixed(base, one) % (2 * spread + 1) - spread for one in ids.ravel().tolist()]
        return np.array(mixed, np.int64).reshape(ids.shape)
    return _finished(ids.astype(np.uint64) * _STEP + np.uint64(base), spread)


def fields(keys: Sequence[int], turn: int, phase: str, rows: Ints, ids: Ints, spread: int | Ints) -> Ints:
    """Return what field returns of several keys at once: of the key at each of rows, for the id beside it.

    rows: places in keys; rows, ids and spread have shapes that go together.
    """
    named = f", {int(turn)}, {phase!r})"
    drawn = [blake2b(f"({_text(key)}{named}".encode(), digest_size=8).digest() for key in keys]
    bases = np.frombuffer(b"".join(drawn), "<u8").astype(np.uint64)
    return _finished(ids.astype(np.uint64) * _STEP + bases[rows], spread)


def _finished(z: NDArray[np.uint64], spread: int | Ints) -> Ints:
    """Return numbers in -spread..spread mixed from 64 bits; z is used up."""
    z ^= z >> _30
    z *= _MIX1
    z ^= z >> _27
    z *= _MIX2
    z ^= z >> _31
    z >>= _16
    # They are below 2**48, so that signed division gives the same.
    mixed, wide = z.view(np.int64), 2 * spread + 1
    if isinstance(spread, int):  # to divide by one number is quicker than to ask for what is left over
        mixed -= mixed // wide * wide
        mixed -= spread
        return mixed
    return mixed % wide - spread
