"""The position that a view shows: what the table of danger is reckoned from, in plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from hegemon.atlas.geography import Geography
from hegemon.counsel.memory import once_a_view
from hegemon.counsel.weights import Weights, load_weights
from hegemon.engine.effort import effective, raised, upkeep
from hegemon.engine.power import reach
from hegemon.world.fixed import Bools, Ints
from hegemon.world.orders import MILITARY, REPLIES
from hegemon.world.relations import breach_price
from hegemon.world.rules import Warfare
from hegemon.world.state import World
from hegemon.world.view import GUESS, View

Floats = NDArray[np.float64]
OPEN, THIN, SEA = 1, 2, 3


@dataclass(frozen=True, slots=True, eq=False)
class Position:
    """What matters between S states. Rows act on columns.

    power: (S,) ppm. force: (S,) points x quality, soon to be raised included. ready: (S,) part of it that defends.
    near: (S, S) strength that arrives of one. front, landing: (S, S) points that find room by land and by sea.
    through: (S, S) row has a partner next to column. hostile: (S, S) 0..1. word: (S, S, S) [helper, helped, attacker]
    chance that a promise of help is kept. pact: (S, S) no_attack treaties. price: (S, S) of the attacker's own power.
    """

    alive: Bools
    power: Floats
    force: Floats
    ready: Floats
    near: Floats
    front: Floats
    landing: Floats
    through: Bools
    hostile: Floats
    word: Floats
    belief: Floats
    pact: Bools
    price: Floats
    trade: Bools
    war: Bools
    tired: Floats


@lru_cache(maxsize=8)
def borders(land: Geography) -> tuple[Ints, Ints, Ints]:
    """Return both ends and the kind of every border in either direction, (E,) each."""
    a, b = np.nonzero(land.border)
    return a.astype(np.int64), b.astype(np.int64), land.border[a, b].astype(np.int64)


@lru_cache(maxsize=8)
def _room(land: Geography, rule: Warfare) -> tuple[Floats, Floats]:
    kind = borders(land)[2]
    by_land = np.where(kind == OPEN, rule.frontage, np.where(kind == THIN, rule.frontage_thin, 0))
    return by_land.astype(np.float64), np.where(kind == SEA, rule.landing, 0).astype(np.float64)


def fronts(world: World) -> tuple[Floats, Floats]:
    """Return the points that find room on the land borders and the sea crossings of each pair, (S, S) each."""
    s = world.states
    a, b, _ = borders(world.land)
    by_land, by_sea = _room(world.land, world.rules.war)
    holder = world.controller
    pair = holder[a] * s + holder[b]
    land: Floats = np.bincount(pair, by_land, s * s).reshape(s, s).astype(np.float64)
    sea: Floats = np.bincount(pair, by_sea, s * s).reshape(s, s).astype(np.float64)
    return land, sea


def promises(world: World, seat: int, weights: Weights) -> tuple[Floats, Bools, Floats, Bools]:
    """Return word (S, S, S), pact (S, S), price (S, S) and trade (S, S) of the treaties in force."""
    s, kinds, rule = world.states, world.rules.kinds, weights.danger
    word = np.zeros((s, s, s))
    pact, trade = np.zeros((s, s), np.bool_), np.zeros((s, s), np.bool_)
    price = np.zeros((s, s))
    belief = (world.reliability[seat] / 1000).tolist()
    for treaty in world.treaties:
        kind = kinds[treaty.kind]
        cost = breach_price(world, treaty) * rule.word / 1_000_000
        leaving = {who for who, _ in treaty.leaving}
        for at, a in enumerate(treaty.parties):
            for b in treaty.parties:
                if a == b:
                    continue
                pact[a, b] |= kind.no_attack
                trade[a, b] |= kind.trade
                if kind.no_attack:
                    price[a, b] += cost
                if not (kind.aid or kind.invited) or (kind.one_way and at):
                    continue
                clear = rule.cheque[REPLIES.index(treaty.replies[at])] if kind.aid else rule.invited
                kept = belief[a] * clear / 1000 * (0.3 if a in leaving or b in leaving else 1.0)
                where = slice(None) if treaty.target < 0 else treaty.target
                word[a, b, where] = np.maximum(word[a, b, where], kept)
    return word, pact, price, trade


@once_a_view
def position(view: View) -> Position:
    """Return the position as the view's seat estimates it."""
    world, weights = view.known, load_weights()
    rule = weights.danger
    s = world.states
    growth = raised(world, effective(np.full(s, GUESS[MILITARY]), world.rules)) - upkeep(world)
    points = np.maximum(world.army + rule.horizon * growth, world.army // 2)
    land, sea = fronts(world)
    word, pact, price, trade = promises(world, view.seat, weights)
    pairs = np.arange(s)
    touching = land > 0
    through = (pact.astype(np.int8) @ touching.astype(np.int8) > 0) & ~touching
    war = world.war > 0
    word[pairs, :, pairs] = 0
    word[pairs, pairs, :] = 0
    word[:, pairs, pairs] = 0
    return Position(
        alive=world.alive,
        power=np.maximum(world.power, 1) * np.where(world.alive, 1.0, 0.0),
        force=points * (world.quality / 10_000) * np.where(world.alive, 1.0, 0.0),
        ready=np.where(world.mobilised > 0, 1.0, rule.unready / 1000),
        near=reach(world.gap, world.rules)[1] / 1000,
        front=land,
        landing=sea,
        through=through,
        hostile=(1000 - world.opinion) / 2000,
        word=word,
        belief=world.reliability[view.seat] / 1000,
        pact=pact,
        price=price,
        trade=trade,
        war=war,
        tired=world.exhaustion / 1000,
    )
