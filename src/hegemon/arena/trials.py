"""Staged games on the ring of eight: a duel, a first strike, a rich state among allies, and a game as it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

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
_ODDS = 140  # percent: odds at which a staged side attacks
_ARMED = (6, 2, 1, 1)  # the effort towards which both sides of a duel turn


class Trial(msgspec.Struct, frozen=True):
    """One staged game: its kind, the attacker's force or the rich state's output in percent, allies, its number.

    A side that is stronger has more men and as much more land to keep them: an army beyond its means melts away by
    its upkeep before it has fought.
    """

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
    now = _opened(trial, (one, two), _pledged(scaled(_ring(trial), one, trial.ratio), (one, two)))
    homes = {s: now.world.sovereign == s for s in (one, two)}
    captures, wiped, turns, won = 0, 0.0, DUEL_TURNS, 0.0
    for turn in range(1, _FIRST + DUEL_TURNS):
        now = onward(now, 1, partial(_fought, pair=(one, two)))
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
    scenario = _pledged(scenario, (one, two, *allies), pacts)
    share = []
    for struck in (True, False):
        now = _opened(trial, (one, two, *allies), scenario)
        now = onward(now, END, partial(_struck, pair=(one, two), go=struck))
        share.append(int(now.world.power[one]) / 1e4)
    return (share[0] - share[1],)


def rich(trial: Trial) -> tuple[float, ...]:
    """Returns at turn 40 the share of a state whose land yields more, the best other share, and wars entered on it."""
    seat = trial.number % RING
    allies = [(seat + step) % RING for step in _NEAR[: trial.allies]]
    scenario = scaled(_ring(trial), seat, trial.ratio, army=False)
    pacts = [TreatySpec("defence", (a, b), target=seat, term=100) for a in allies for b in allies if a < b]
    now = _opened(trial, range(RING), _pledged(scenario, range(RING), tuple(pacts)))
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


def scaled(scenario: Scenario, seat: int, percent: int, *, army: bool = True) -> Scenario:
    """Returns the scenario with the yields of one state's land, its people and its army changed to so many percent."""
    there = np.where(scenario.sovereign == seat, percent, 100)
    troops = scenario.troops.copy()
    people = scenario.population
    if army:
        troops[seat] = troops[seat] * percent // 100
        people = people * there // 100
    grain, ore, fuel = (field * there // 100 for field in (scenario.grain, scenario.ore, scenario.fuel))
    return sealed(replace(scenario, troops=troops, population=people, grain=grain, ore=ore, fuel=fuel))


def _ring(trial: Trial) -> Scenario:
    return ruled(load_scenario("ring-8"), trial.rules)


def _pair(trial: Trial) -> tuple[int, int]:
    return trial.number % RING, (trial.number + 1) % RING


def _pledged(scenario: Scenario, active: Sequence[int], pacts: tuple[TreatySpec, ...] = ()) -> Scenario:
    """Returns the scenario with pacts, and with a promise of peace to every state that stands outside."""
    aside = [s for s in range(RING) if s not in active]
    peace = tuple(TreatySpec("nonaggression", (s, t), term=100) for s in active for t in aside)
    return sealed(replace(scenario, treaties=(*pacts, *peace)))


def _opened(trial: Trial, active: Sequence[int], scenario: Scenario) -> Point:
    """Returns the first turn with maximisers in the active seats, every pact with blank cheques."""
    players = tuple("maximiser" if s in active else HUMAN for s in range(RING))
    point = opened(scenario, players, trial.number)
    world = point.world.fork()
    world.treaties = tuple(
        msgspec.structs.replace(t, replies=(AT_ONCE,) * len(t.parties)) for t in world.treaties
    )
    return Point(point.start, opening(world), ())


def _staged(world: World, seat: int, foe: int, *, attack: bool, declare: bool = False) -> Orders:
    """Returns orders that mobilise and mass against a foe and, with attack, fall on it where the odds are good."""
    view = view_of(world, seat, ())
    moves = tactics.assault(view, (foe,), _ODDS) if attack else ()
    moves = (*moves, *tactics.spread(view, tactics.menace(view, (foe,)), moves))
    return Orders(
        seat=seat,
        shifts=tactics.shifted(view, _ARMED),
        posture=tactics.posture(view, True),
        moves=moves,
        declare=(foe,) if declare else (),
    )


def _fought(world: World, orders: dict[int, Orders], pair: tuple[int, int]) -> dict[int, Orders]:
    """Returns the orders of a duel: both mobilise, the first strikes next turn, and neither makes peace."""
    one, two = pair
    if world.turn <= _FIRST:
        begins = world.turn == _FIRST
        first = _staged(world, one, two, attack=begins, declare=begins)
        return {one: first, two: _staged(world, two, one, attack=False)}
    bare = {"letters": (), "counters": (), "tickets": (), "accept": (), "declare": (), "leave": (), "breach": ()}
    return {s: msgspec.structs.replace(orders[s], **bare) for s in pair if s in orders}


def _struck(world: World, orders: dict[int, Orders], pair: tuple[int, int], go: bool) -> dict[int, Orders]:
    """Returns the orders of a first strike, or of the same game without it: no war but the staged one begins."""
    # The allies keep their pacts and cheques: what is measured is the strike, not their faith.
    calm = {s: msgspec.structs.replace(o, declare=(), leave=(), standing=()) for s, o in orders.items()}
    one, two = pair
    if go and world.turn <= _FIRST:
        calm[one] = _staged(world, one, two, attack=world.turn == _FIRST, declare=world.turn == _FIRST)
        calm[two] = _staged(world, two, one, attack=False) if world.turn == _FIRST else Orders(seat=two)
    return calm
