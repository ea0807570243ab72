"""Staged games on the ring of eight: a duel, a first strike, a rich state among allies, and a game as it goes."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import numpy as np

from hegemon.arena.branches import Point, Rule, onward, opened, ruled
from hegemon.engine.turn import opening
from hegemon.players import tactics
from hegemon.players.registry import HUMAN
from hegemon.world.orders import AT_ONCE, Orders
from hegemon.world.scenario import Scenario, TreatySpec, load_scenario
from hegemon.world.scenario_model import sealed
from hegemon.world.state import World
from hegemon.world.view import view_of

RING = 8
DUEL_TURNS = 40
EQUAL_TURNS = 20
END = 40
_FIRST = 2  # the turn of the attack, a turn after the order to mobilise
_MOST = 5  # provinces of six that decide a duel
_NEAR = (1, -1, 2, -2, 3, -3, 4)
_PRICE = 125  # percent: odds at which the first strike attacks


class Trial(msgspec.Struct, frozen=True):
    """One staged game: its kind, the attacker's force or the rich state's output in percent, allies, its number."""

    kind: str
    ratio: int
    allies: int
    number: int
    rules: tuple[Rule, ...] = ()


def play(trial: Trial) -> tuple[float, ...]:
    """Returns the figures of a trial: see duel, strike, rich and pace."""
    kinds = {"duel": duel, "strike": strike, "rich": rich, "pace": pace}
    return kinds[trial.kind](trial)


def duel(trial: Trial) -> tuple[float, ...]:
    """Returns the turns until the attacker holds five of six provinces, whether it does, and of the first twenty turns
    of war the captures of both sides and whether one side has lost five.
    """
    one, two = _pair(trial)
    now = _opened(trial, (one, two), scaled(_ring(trial), one, trial.ratio))
    homes = {s: now.world.sovereign == s for s in (one, two)}
    captures, wiped, turns, won = 0, 0.0, DUEL_TURNS, 0.0
    for turn in range(1, _FIRST + DUEL_TURNS):
        now = onward(now, 1, lambda world, orders: _forced(trial, world, orders, (one, two), both=True))
        fought = turn - _FIRST + 1
        holder = now.world.controller
        lost = {s: int((holder[homes[s]] == other).sum()) for s, other in ((one, two), (two, one))}
        if fought <= EQUAL_TURNS:
            captures += sum(e.kind in ("captured", "walked in") for e in now.events)
            wiped = max(wiped, float(max(lost.values()) >= _MOST or not now.world.alive[[one, two]].all()))
        if not won and (lost[two] >= _MOST or not now.world.alive[two]):
            turns, won = fought, 1.0
        if won and fought >= EQUAL_TURNS:
            break
    return float(turns), won, float(captures), wiped


def strike(trial: Trial) -> tuple[float, ...]:
    """Returns the points of share that mobilising and striking next turn gains by turn 40 over leaving it."""
    one, two = _pair(trial)
    # One ally on the victim's other side, one in the attacker's back.
    allies = ((two + 1) % RING, (one - 1) % RING)[: trial.allies]
    scenario = scaled(_ring(trial), one, trial.ratio)
    pacts = tuple(TreatySpec("defence", (ally, two), term=100) for ally in allies)
    scenario = sealed(replace(scenario, treaties=pacts))
    share = []
    for struck in (True, False):
        now = _opened(trial, (one, two, *allies), scenario)
        now = onward(now, END, lambda world, orders, go=struck: _struck(trial, world, orders, (one, two), go))  # type: ignore[misc]
        share.append(int(now.world.power[one]) / 1e4)
    return (share[0] - share[1],)


def rich(trial: Trial) -> tuple[float, ...]:
    """Returns at turn 40 the share of a state whose land yields more, the best other share, and wars entered on it."""
    seat = trial.number % RING
    allies = [(seat + step) % RING for step in _NEAR[: trial.allies]]
    scenario = _ring(trial)
    more = np.where(scenario.sovereign == seat, trial.ratio, 100)
    names = ("grain", "ore", "fuel")
    scenario = replace(scenario, **{n: getattr(scenario, n) * more // 100 for n in names})
    pacts = [TreatySpec("defence", (a, b), target=seat, term=100) for a in allies for b in allies if a < b]
    now = _opened(trial, range(RING), sealed(replace(scenario, treaties=tuple(pacts))))
    entered = 0
    for _ in range(END):
        now = onward(now, 1)
        entered += sum(e.kind in ("declared", "mutual war", "joined") and e.target == seat for e in now.events)
    power = now.world.power
    return int(power[seat]) / 1e6, int(np.delete(power, seat).max()) / 1e6, float(entered)


def pace(trial: Trial) -> tuple[float, ...]:
    """Returns war entries a state-turn, captures and deaths in ten turns, state-turns mobilised, the best share."""
    now = _opened(trial, range(RING), _ring(trial))
    entries = captures = lived = armed = 0
    for _ in range(END):
        lived += int(now.world.alive.sum())
        armed += int((now.world.mobilised[now.world.alive] > 0).sum())
        now = onward(now, 1)
        for event in now.events:
            entries += {"declared": 1, "mutual war": 2, "joined": 1}.get(event.kind, 0)
            captures += event.kind in ("captured", "walked in")
    deaths = int((~now.world.alive).sum())
    best = int(now.world.power.max()) / 1e6
    return entries / lived, 10 * captures / END, 10 * deaths / END, armed / lived, best


# ── the stage ─────────────────────────────────────────────────────────────────────────────────────────────


def scaled(scenario: Scenario, seat: int, percent: int) -> Scenario:
    """Returns the scenario with one state's army changed to so many percent."""
    troops = scenario.troops.copy()
    troops[seat] = troops[seat] * percent // 100
    return sealed(replace(scenario, troops=troops))


def _ring(trial: Trial) -> Scenario:
    return ruled(load_scenario("ring-8"), trial.rules)


def _pair(trial: Trial) -> tuple[int, int]:
    return trial.number % RING, (trial.number + 1) % RING


def _opened(trial: Trial, active: range | tuple[int, ...], scenario: Scenario) -> Point:
    """Returns the first turn with maximisers in the active seats, every pact with blank cheques."""
    players = tuple("maximiser" if s in active else HUMAN for s in range(RING))
    point = opened(scenario, players, trial.number)
    world = point.world.fork()
    world.treaties = tuple(
        msgspec.structs.replace(t, replies=(AT_ONCE,) * len(t.parties)) for t in world.treaties
    )
    return Point(point.start, opening(world), ())


def _staged(world: World, seat: int, foe: int, *, attack: bool) -> Orders:
    """Returns orders that mobilise and mass against a foe or, with attack, fall on it."""
    view = view_of(world, seat, ())
    moves = tactics.assault(view, (foe,), _PRICE) if attack else ()
    moves = (*moves, *tactics.spread(view, tactics.menace(view, (foe,)), moves))
    return Orders(
        seat=seat, posture=tactics.posture(view, True), moves=moves, declare=(foe,) if attack else ()
    )


def _forced(
    trial: Trial, world: World, orders: dict[int, Orders], pair: tuple[int, int], *, both: bool
) -> dict[int, Orders]:
    """Returns the orders of a duel: both mobilise, the first attacks, and nobody makes peace or another war."""
    one, two = pair
    if world.turn <= _FIRST:
        return {
            one: _staged(world, one, two, attack=world.turn == _FIRST),
            two: _staged(world, two, one, attack=False) if both or world.turn == _FIRST else Orders(seat=two),
        }
    bare = {"letters": (), "counters": (), "tickets": (), "accept": (), "declare": ()}
    return {s: msgspec.structs.replace(orders[s], **bare) for s in pair if s in orders}


def _struck(
    trial: Trial, world: World, orders: dict[int, Orders], pair: tuple[int, int], go: bool
) -> dict[int, Orders]:
    """Returns the orders of a first strike, or of the same game without it: no war but the staged one begins."""
    # The allies keep their pacts and cheques: what is measured is the strike, not their faith.
    calm = {s: msgspec.structs.replace(o, declare=(), leave=(), standing=()) for s, o in orders.items()}
    if go and world.turn <= _FIRST:
        return calm | _forced(trial, world, orders, pair, both=False)
    return calm
