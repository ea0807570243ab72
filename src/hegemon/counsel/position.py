"""The position that a view shows: what the table of danger is reckoned from, in plain arrays."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from hegemon.atlas.geography import CROSSING, OPEN, THIN, Geography
from hegemon.counsel.memory import once_a_group, once_a_view
from hegemon.counsel.pledges import Promises, promises
from hegemon.counsel.weights import DangerWeights, load_weights
from hegemon.world.chance import field, fields
from hegemon.world.fixed import Bools, Ints, fade
from hegemon.world.orders import DIPLOMACY, MILITARY
from hegemon.world.promises import autonomies, drilled
from hegemon.world.rules import Warfare
from hegemon.world.state import World
from hegemon.world.view import GUESS, View, stacked

Floats = NDArray[np.float64]


class Position(Struct, eq=False, gc=False):
    """What matters between S states. Rows act on columns.

    Several seats' positions stand in one with a first axis of N seats on what each sees in its own way (see each).

    power: (S,) ppm. force: (S,) points x quality, soon to be raised included. ready: (S,) part of it that defends.
    near: (S, S) strength that arrives of one. front, landing: (S, S) points that find room by land and by sea.
    through: (S, S) row has a partner next to column. hostile: (S, S) 0..1. word: (S, S, S) [helper, helped, attacker]
    chance that a promise of help is kept; trust: (S,) of it what the helper's word counts. pact: (S, S) no_attack
    treaties. price: (S, S) of the attacker's own power. fresh: (S,) how clear a promise of help newly given would be.
    held: (S,) 0..1 how far a word not to attack holds a state back: less who has broken its word, one's own in full.
    joint: (helper, attacker, target) of words given to attack together, of several seats each with its place in front.
    given: where word, its last axis apart, is not all zero: places in the others one after the other, ascending, of
    several seats; None to look for them.

    Nobody changes one; that Python guards it would cost as much as the numbers, for every seat has its own each turn.
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
    trust: Floats
    fresh: Floats
    held: Floats
    pact: Bools
    price: Floats
    trade: Bools
    war: Bools
    tired: Floats
    joint: tuple[tuple[int, ...], ...] = ()
    given: Ints | None = None

    def each(self) -> list[Position]:
        """Return the position of every seat out of several."""
        joint: list[list[tuple[int, ...]]] = [[] for _ in range(len(self.power))]
        for at, *word in self.joint:
            joint[at].append(tuple(word))
        rows = zip(
            self.power, self.force, self.through, self.word, self.belief, self.trust, self.fresh, self.held,
            self.pact, self.price, self.trade, joint, strict=True,
        )  # fmt: skip
        return [
            Position(
                self.alive, power, force, self.ready, self.near, self.front, self.landing, through, self.hostile, word,
                belief, trust, fresh, held, pact, price, trade, self.war, self.tired, tuple(words),
            )
            for power, force, through, word, belief, trust, fresh, held, pact, price, trade, words in rows
        ]  # fmt: skip


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
    on_land: Floats = np.bincount(pair, by_land, states * states).reshape(shape).astype(np.float64, copy=False)
    at_sea: Floats = np.bincount(pair, by_sea, states * states).reshape(shape).astype(np.float64, copy=False)
    return on_land, at_sea


def fronts(world: World) -> tuple[Floats, Floats]:
    """Return the points that find room on the land borders and the sea crossings of each pair, (S, S) each."""
    return _fronts(world.land, world.rules.war, world.states, world.controller.tobytes())


@lru_cache(maxsize=8)
def _near(half: int, least: int, gap: bytes, states: int) -> Floats:
    return np.maximum(fade(np.frombuffer(gap, np.int64).reshape(states, states), half), least) / 1000


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


def _errors(views: Sequence[View], rule: DangerWeights) -> Ints:
    """Return what misjudged returns for each of some seats of one world, (N, S)."""
    world = views[0].known
    spread = rule.judgement if world.rules.switch.misperception else 0
    who = tuple([(view.known.seed, view.seat) for view in views])
    return _all_misjudged(who, world.turn // rule.season, world.scenario.state_ids.tobytes(), spread)


@lru_cache(maxsize=8)
def _all_misjudged(who: tuple[tuple[int, int], ...], season: int, ids: bytes, spread: int) -> Ints:
    rows = np.arange(len(who))
    noise = fields([key for key, _ in who], season, "judgement", rows[:, None], np.frombuffer(ids, np.int64), spread)
    noise[rows, [seat for _, seat in who]] = 0
    return noise


@lru_cache(maxsize=64)
def _misjudged(key: int, season: int, ids: bytes, spread: int, seat: int) -> Ints:
    noise = field(key, season, "judgement", np.frombuffer(ids, np.int64), spread)
    noise[seat] = 0
    return noise


@once_a_view
def position(view: View) -> Position:
    """Return the position as the view's seat estimates it."""
    found, at = _each(view)
    return found[at]


@once_a_group
def _each(views: tuple[View, ...]) -> list[Position]:
    return positions(views[0])[0].each()


@once_a_group
def positions(views: tuple[View, ...]) -> Position:
    """Return the positions of seats of one world in one, as each estimates it."""
    world, rule = views[0].known, load_weights().danger
    s, seen = world.states, [view.known for view in views]
    counts = world.rules.effort.counts[GUESS[MILITARY]]
    army = np.add.reduce(stacked(views, "troops"), axis=2)
    growth = world.mobilised_output * (counts * world.rules.effort.recruits) / 100_000
    growth = growth - army * (world.rules.effort.upkeep / 100)
    points = np.maximum(army + rule.horizon * growth, army // 2)
    if world.rules.view.fog:
        points = points * (1.0 + _errors(views, rule) / 1000)
    land, sea = fronts(world)
    said = promises(seen, rule)
    alike: dict[int, int] = {}  # seats that know the same papers have read the same
    which = [alike.setdefault(id(each), len(alike)) for each in said]
    read = {at: (each, known) for at, each, known in zip(which, said, seen, strict=True)}.values()
    places, seats = np.arange(len(views)), [view.seat for view in views]
    belief = stacked(views, "reliability")[places, seats] / 1000
    stands = autonomies([known for _, known in read], which, stacked(views, "effort")[:, :, DIPLOMACY]) / 1000
    # A broken word costs all alike, but who broke one before has shown how little that weighs with it.
    held = np.minimum(belief * (1000 / max(1, world.rules.standing.trust)), 1.0)
    held[places, seats] = 1.0
    living = world.home.astype(np.float64)
    trust = belief * stands
    given, word = worded(said, trust)
    return Position(
        alive=world.home,
        power=np.maximum(stacked(views, "power"), 1) * living,
        force=points * (world.quality / 10_000) * living,
        ready=np.where(world.mobilised > 0, 1.0, rule.unready / 1000),
        near=_near(world.rules.power.strength_half, world.rules.power.least, world.gap.tobytes(), s),
        front=land,
        landing=sea,
        through=np.array([_through(each.pact.tobytes(), land.tobytes(), s) for each, _ in read]).take(which, axis=0),
        hostile=(1000 - world.opinion) / 2000,
        word=word,
        belief=belief,
        trust=trust,
        fresh=stands * (fresh_promise(world) / 1000),
        held=held,
        pact=np.array([each.pact for each, _ in read]).take(which, axis=0),
        price=np.array([each.price for each, _ in read]).take(which, axis=0) * held[:, :, None],
        trade=np.array([each.trade for each, _ in read]).take(which, axis=0),
        war=world.war > 0,
        tired=world.exhaustion / 1000,
        joint=tuple((n, *joint) for n, each in enumerate(said) for joint in each.joint),
        given=given,
    )


@lru_cache(maxsize=64)
def _through(pact: bytes, front: bytes, states: int) -> Bools:
    """Return who has a partner next to whom, but does not touch it by land itself."""
    touching = np.frombuffer(front, np.float64).reshape(states, states) > 0
    near: Bools = np.frombuffer(pact, np.int8).reshape(states, states) @ touching.astype(np.int8) > 0
    return near & ~touching


def worded(said: list[Promises], trust: Floats) -> tuple[Ints, Floats]:
    """Return given and word of a position of several seats by the promises that each knows of.

    trust: what each seat makes of each state's word, (N, S) 0..1.
    """
    states, pairs = trust.shape[1], said[0].pact.size
    seat = np.repeat(np.arange(0, len(said) * pairs, pairs), [len(each.given) for each in said])
    given: Ints = seat + np.concatenate([each.given for each in said])
    word = np.zeros((len(said), states, states, states))
    clear = np.concatenate([each.clear for each in said])
    word.reshape(-1, states)[given] = clear * trust.take(given // states)[:, None]
    return given, word
