"""Random positions for the sums: any forces, borders, wars, treaties and beliefs between a few states."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from msgspec.structs import replace

from hegemon.counsel.position import Position

STATES = 4


def position(seed: int, wars: float = 0.15, pacts: float = 0.3) -> Position:
    """Return a position drawn from a seed."""
    rng = np.random.default_rng(seed)
    s = STATES
    force = rng.integers(0, 400, s).astype(np.float64)
    power = rng.integers(1_000, 400_000, s).astype(np.float64)
    front = np.triu(rng.integers(0, 300, (s, s)) * (rng.random((s, s)) < 0.8), 1)
    landing = np.triu(rng.integers(0, 60, (s, s)) * (rng.random((s, s)) < 0.3), 1)
    war = np.triu(rng.random((s, s)) < wars, 1)
    pact = np.triu(rng.random((s, s)) < pacts, 1)
    near = np.triu(rng.uniform(0.05, 1.0, (s, s)), 1)
    war, pact = war | war.T, pact | pact.T
    pact &= ~war
    word = rng.random((s, s, s)) * (rng.random((s, s, s)) < 0.4)
    i = np.arange(s)
    word[i, i, :] = 0
    word[i, :, i] = 0
    word[:, i, i] = 0
    alive = np.ones(s, np.bool_)
    alive[s - 1] = rng.random() < 0.9
    living = alive.astype(np.float64)
    return Position(
        alive=alive,
        power=power * living,
        force=force * living,
        ready=np.where(rng.random(s) < 0.5, 1.0, 0.85),
        near=near + near.T + np.eye(s),
        front=(front + front.T).astype(np.float64),
        landing=(landing + landing.T).astype(np.float64),
        through=rng.random((s, s)) < 0.2,
        hostile=rng.random((s, s)),
        word=word,
        belief=rng.random(s),
        trust=np.full(s, 0.5),
        fresh=np.full(s, 0.7),
        held=rng.random(s),
        pact=pact,
        price=pact * rng.uniform(0.01, 0.2, (s, s)),
        trade=rng.random((s, s)) < 0.2,
        war=war,
        tired=rng.random(s),
    )


def changed(p: Position, name: str, at: tuple[int, ...], value: float) -> Position:
    """Return the position with one entry of one array set."""
    array = getattr(p, name).copy()
    array[at] = value
    return replace(p, **{name: array})


seeds = st.integers(0, 2**32 - 1)
states = st.integers(0, STATES - 1)
