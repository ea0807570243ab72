"""The position that a view shows: what the table of danger is reckoned from, in plain arrays."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from hegemon.atlas.geography import CROSSING, OPEN, THIN, Geography
from hegemon.counsel.memory import once_a_group, once_a_view
from hegemon.counsel.weights import DangerWeights, load_weights
from hegemon.world.chance import field
from hegemon.world.fixed import Bools, Ints, fade
from hegemon.world.orders import MILITARY
from hegemon.world.promises import autonomy, drilled, voices
from hegemon.world.relations import breach_price, hidden
from hegemon.world.rules import Rules, Warfare
from hegemon.world.state import World
from hegemon.world.treaties import Treaty, TreatyKind
from hegemon.world.view import GUESS, View

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Position:
    """What matters between S states. Rows act on columns.

    Several seats' positions stand in one with a first axis of N seats on what each sees in its own way (see of).

    power: (S,) ppm. force: (S,) points x quality, soon to be raised included. ready: (S,) part of it that defends.
    near: (S, S) strength that arrives of one. front, landing: (S, S) points that find room by land and by sea.
    through: (S, S) row has a partner next to column. hostile: (S, S) 0..1. word: (S, S, S) [helper, helped, attacker]
    chance that a promise of help is kept. pact: (S, S) no_attack treaties. price: (S, S) of the attacker's own power.
    fresh: (S,) how clear a promise of help newly given would be. joint: (helper, attacker, target) of words given to
    attack together, of several seats each with its place in front.
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
    fresh: Floats
    pact: Bools
    price: Floats
    trade: Bools
    war: Bools
    tired: Floats
    joint: tuple[tuple[int, ...], ...] = ()

    def of(self, at: int) -> Position:
        """Return one seat's position out of several."""
        return Position(
            self.alive, self.power[at], self.force[at], self.ready, self.near, self.front, self.landing,
            self.through[at], self.hostile, self.word[at], self.belief[at], self.fresh[at], self.pact[at],
            self.price[at], self.trade[at], self.war, self.tired,
            tuple(entry[1:] for entry in self.joint if entry[0] == at),
        )  # fmt: skip


@lru_cache(maxsize=8)
def borders(land: Geography) -> tuple[Ints, Ints, Ints]:
    """Return both ends and the kind of every border in either direction, (E,) each."""
    a, b = np.nonzero(land.border)
    return a.astype(np.int64), b.astype(np.int64), land.border[a, b].astype(np.int64)


@lru_cache(maxsize=8)
def _room(land: Geography, rule: Warfare) -> tuple[Floats, Floats]:
    kind = borders(land)[2]
    by_land = np.where(kind == OPEN, rule.frontage, np.where(kind == THIN, rule.frontage_thin, 0))
    return by_land.astype(np.float64), np.where(kind == CROSSING, rule.landing, 0).astype(np.float64)


@lru_cache(maxsize=16)
def _fronts(land: Geography, rule: Warfare, states: int, holders: bytes) -> tuple[Floats, Floats]:
    holder = np.frombuffer(holders, np.int64)
    a, b, _ = borders(land)
    by_land, by_sea = _room(land, rule)
    pair = holder[a] * states + holder[b]
    shape = (states, states)
    on_land: Floats = np.bincount(pair, by_land, states * states).reshape(shape).astype(np.float64)
    at_sea: Floats = np.bincount(pair, by_sea, states * states).reshape(shape).astype(np.float64)
    return on_land, at_sea


def fronts(world: World) -> tuple[Floats, Floats]:
    """Return the points that find room on the land borders and the sea crossings of each pair, (S, S) each."""
    return _fronts(world.land, world.rules.war, world.states, world.controller.tobytes())


@lru_cache(maxsize=8)
def _near(half: int, least: int, gap: bytes, states: int) -> Floats:
    return np.maximum(fade(np.frombuffer(gap, np.int64).reshape(states, states), half), least) / 1000


@dataclass(frozen=True, slots=True, eq=False)
class Promises:
    """What treaties in force say. clarity: (S, S, S) [helper, helped, attacker] of a promise as it is said, 0..1.

    joint: (helper, attacker, target) of words given to attack together.
    """

    source: tuple[Treaty, ...]
    clarity: Floats
    pact: Bools
    price: Floats
    trade: Bools
    joint: tuple[tuple[int, int, int], ...] = ()


_promises: OrderedDict[tuple[object, ...], tuple[Rules, Promises]] = OrderedDict()


def promises(world: World, rule: DangerWeights) -> Promises:
    """Return the promises of a world; seats that see the same treaties share the sums.

    Treaties and rules stand beside the result, so that the ids it is found by name no others meanwhile. Opinions are
    part of the key: by their discord allies deliberate longer, and two games may share treaties but not opinions.
    """
    key = (world.states, world.turn, id(world.rules), world.opinion.tobytes(), *map(id, world.treaties))
    found = _promises.get(key)
    if found is None:
        found = world.rules, read_promises(world, world.treaties, rule)
        _promises[key] = found
        if len(_promises) > 32:
            _promises.popitem(last=False)
    return found[1]


def read_promises(world: World, treaties: tuple[Treaty, ...], rule: DangerWeights) -> Promises:
    """Return what treaties say, those of the world or others that might be; what nobody knows of deters nobody."""
    s, kinds = world.states, world.rules.kinds
    clarity = np.zeros((s, s, s))
    pact = [[False] * s for _ in range(s)]
    trade = [[False] * s for _ in range(s)]
    price = [[0.0] * s for _ in range(s)]
    joint: list[tuple[int, int, int]] = []
    for treaty in treaties:
        kind = kinds[treaty.kind]
        cost = breach_price(world, treaty) * rule.word / 1_000_000 if kind.no_attack else 0.0
        leaving = {who for who, _ in treaty.leaving}
        unknown = hidden(world, treaty)
        said_by = (0,) * len(treaty.parties) if unknown else voices(world, treaty)
        for a, said in zip(treaty.parties, said_by, strict=True):
            for b in treaty.parties:
                if a == b:
                    continue
                pact[a][b] |= kind.no_attack
                trade[a][b] |= kind.trade
                price[a][b] += cost
                if kind.attack and treaty.target >= 0:
                    joint.append((a, b, treaty.target))
                if not said or not (kind.aid or kind.invited):
                    continue
                left = world.rules.treaties.leaving if b in leaving and a not in leaving else 1000
                _promised(clarity[a, b], treaty, kind, said * left / 1_000_000)
    i = np.arange(s)
    clarity[i, :, i] = 0
    clarity[i, i, :] = 0
    clarity[:, i, i] = 0
    return Promises(treaties, clarity, np.array(pact), np.array(price), np.array(trade), tuple(joint))


def _promised(row: Floats, treaty: Treaty, kind: TreatyKind, clear: float) -> None:
    """Write a promise of help into a row over attackers, where it is the clearest: only against whom it holds."""
    if treaty.target >= 0:
        row[treaty.target] = max(float(row[treaty.target]), clear)
        return
    spared = [] if kind.collective or len(treaty.parties) == 2 else list(treaty.parties)
    spared += [treaty.exclude] if treaty.exclude >= 0 else []
    held = row[spared].copy()
    np.maximum(row, clear, out=row)
    row[spared] = held


def fresh_promise(world: World) -> int:
    """Return how clearly a promise newly given would be said over the years it is weighed over, per mille."""
    rules = world.rules
    return rules.treaties.cheque[1] * drilled(rules, load_weights().pacts.years // 2) // 1000


def misjudged(view: View, rule: DangerWeights) -> Ints:
    """Return by how much the seat misjudges the force of each state, (S,) per mille; of its own it knows.

    The error stands in the seat's own key and holds for some turns, so that an opinion of strength has a history.
    """
    world = view.known
    ids = world.scenario.state_ids.tobytes()
    spread = rule.judgement if world.rules.switch.misperception else 0
    return _misjudged(world.seed, world.turn // rule.season, ids, spread, view.seat)


@lru_cache(maxsize=64)
def _misjudged(key: int, season: int, ids: bytes, spread: int, seat: int) -> Ints:
    noise = field(key, season, "judgement", np.frombuffer(ids, np.int64), spread)
    noise[seat] = 0
    return noise


@once_a_view
def position(view: View) -> Position:
    """Return the position as the view's seat estimates it."""
    found, at = positions(view)
    return found.of(at)


@once_a_group
def positions(views: tuple[View, ...]) -> Position:
    """Return the positions of seats of one world in one, as each estimates it."""
    world, rule = views[0].known, load_weights().danger
    s, seen = world.states, [view.known for view in views]
    counts = world.rules.effort.counts[GUESS[MILITARY]]
    army = np.array([known.army for known in seen])
    growth = world.mobilised_output * (counts * world.rules.effort.recruits) / 100_000
    growth = growth - army * (world.rules.effort.upkeep / 100)
    points = np.maximum(army + rule.horizon * growth, army // 2)
    if world.rules.view.fog:
        points = points * (1.0 + np.array([misjudged(view, rule) for view in views]) / 1000)
    land, sea = fronts(world)
    said = [promises(known, rule) for known in seen]
    belief = np.array([view.known.reliability[view.seat] for view in views]) / 1000
    stands = np.array([autonomy(known) for known in seen]) / 1000
    touching = land > 0
    living = world.home.astype(np.float64)
    pact = np.array([each.pact for each in said])
    through: Bools = pact.astype(np.int8) @ touching.astype(np.int8) > 0
    return Position(
        alive=world.home,
        power=np.maximum(np.array([known.power for known in seen]), 1) * living,
        force=points * (world.quality / 10_000) * living,
        ready=np.where(world.mobilised > 0, 1.0, rule.unready / 1000),
        near=_near(world.rules.power.strength_half, world.rules.power.least, world.gap.tobytes(), s),
        front=land,
        landing=sea,
        through=through & ~touching,
        hostile=(1000 - world.opinion) / 2000,
        word=np.array([each.clarity for each in said]) * (belief * stands)[:, :, None, None],
        belief=belief,
        fresh=stands * (fresh_promise(world) / 1000),
        pact=pact,
        price=np.array([each.price for each in said]),
        trade=np.array([each.trade for each in said]),
        war=world.war > 0,
        tired=world.exhaustion / 1000,
        joint=tuple((n, *joint) for n, each in enumerate(said) for joint in each.joint),
    )
