from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hegemon.engine.blocs import blocs, bonds, drift, polarisation, pressure, signs, triads
from hegemon.engine.government import pressers, shaken, subverted
from hegemon.engine.order import together, warmth, wins
from hegemon.engine.sanctions import sanctioned, trading
from hegemon.engine.secession import chance, conquered
from hegemon.world.fixed import Ints
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.treaties import Treaty
from tests.monotone.nudges import at_war, more, pair
from tests.monotone.support import (
    EVERY,
    FALLS,
    RISES,
    Law,
    Where,
    changed,
    drawn,
    obeyed,
    one_way,
    proves,
    with_entry,
    worlds,
)
from tests.worlds import bound

seeds = st.integers(0, 2**32 - 1)


def graph(seed: int) -> Ints:
    """Return a signed graph of three to eight states."""
    rng = np.random.default_rng(seed)
    s = int(rng.integers(3, 9))
    sign = np.triu(rng.integers(-1, 2, (s, s)), 1)
    return sign + sign.T


def feelings(world: World) -> Ints:
    """Return the signed graph where nobody is bound."""
    return signs(world, np.zeros((world.states, world.states), np.bool_))


def breaking(world: World) -> list[int]:
    """Return the chance that land breaks away from each state."""
    return [chance(world, s) for s in range(world.states)]


def ruled(rng: Random, world: World) -> tuple[World, int, tuple[int, ...]]:
    """Return the world with an order in force, its leader and its followers."""
    name = next(kind.name for kind in world.rules.kinds.values() if kind.order)
    parties = tuple(rng.sample(range(world.states), min(world.states, 3)))
    order = Treaty(10**6, name, parties, False, -1, 0, 40, 1, ("ask me",) * len(parties))
    return changed(world, treaties=(*world.treaties, order)), parties[0], parties[1:]


def sanctions(rng: Random, world: World) -> tuple[World, Where]:
    """Let one state sanction another."""
    a, b = rng.sample(range(world.states), 2)
    return with_entry(world, "sanction", (a, b), 1), ([a, b], [b, a])


def both_ways(world: World, where: Where) -> Where:
    """Return a pair of states in either direction."""
    assert isinstance(where, tuple)
    a, b = where
    return ([a, b], [b, a])


def everybody(world: World, where: Where) -> Where:
    """Return all states."""
    return EVERY


def taken_over(rng: Random, world: World) -> tuple[World, Where]:
    """Let a state have a province that was another's at the start."""
    place = rng.randrange(world.provinces)
    new = rng.choice([s for s in range(world.states) if s != world.scenario.sovereign[place]])
    return with_entry(world, "sovereign", (place,), new), new


def deals(rng: Random, world: World) -> tuple[World, Where]:
    """Sign a trade treaty."""
    return bound(world, TreatySpec("trade", tuple(rng.sample(range(world.states), 2)))), EVERY


def pledges(rng: Random, world: World) -> tuple[World, Where]:
    """Sign a promise of help."""
    return bound(world, TreatySpec("defence", tuple(rng.sample(range(world.states), 2)))), EVERY


@obeyed(
    Law("calm holds a government", shaken, more("stability", 1000), own=FALLS),
    Law("calm resists propaganda", subverted, more("stability", 1000), own=FALLS),
    Law("influence presses on the disliked", subverted, more("influence_share", 1_000_000, everybody), draws=200),
    Law("liking stops the pressing", pressers, more("opinion", 1000, pair), own=FALLS, draws=400),
    Law("calm holds land", chance, more("stability", 1000), of=breaking, own=FALLS),
    Law("too much land breaks", chance, more("land_share", 1_000_000), of=breaking),
    Law("land that was another's is conquered", conquered, taken_over, others=FALLS),
    Law("a bond more binds no less", bonds, pledges),
    Law("liking makes friends", signs, more("opinion", 1000, both_ways), of=feelings),
    Law("power holds", together, more("power", 900_000), others=RISES),
    Law("power wins", wins, more("power", 900_000), others=RISES),
    Law("sanctions bite both", sanctioned, sanctions),
    Law("a treaty more trades no less", trading, deals),
)  # fmt: skip
def test_one_thing_more_moves_the_camps_one_way(law: Law) -> None:
    law.holds()


@proves(shaken, subverted, drift)
def test_risks_and_pressures_are_never_below_nothing_and_a_lost_war_shakes() -> None:
    for rng, world in worlds("shaken"):
        state = rng.randrange(world.states)
        calm = with_entry(world, "beaten", (state,), 0)
        lost = with_entry(world, "beaten", (state,), max(1, world.turn))
        one_way(shaken(calm), shaken(lost), RISES)
        assert (shaken(world) >= 0).all()
        assert (subverted(world) >= 0).all()
        sign = feelings(world)
        moved = drift(world, sign)
        third = np.abs(sign) @ np.abs(sign)
        pull = np.where(third > 0, 1000 * (sign @ sign) // np.maximum(third, 1) - world.opinion, 0)
        assert (moved * pull >= 0).all(), "opinions drift towards balance, never away"
        assert (np.abs(moved) <= np.abs(pull)).all(), "and never beyond it"


@proves(triads, polarisation)
@drawn
@given(seeds, st.integers(0, 7), st.integers(0, 7))
def test_triads_are_counted_whole_and_enmity_between_camps_polarises(seed: int, i: int, j: int) -> None:
    sign = graph(seed)
    s = len(sign)
    balanced, other = triads(sign)
    closed = sum(
        bool(sign[a, b] and sign[b, c] and sign[a, c]) for a in range(s) for b in range(a) for c in range(b)
    )
    assert balanced >= 0
    assert other >= 0
    assert balanced + other == closed
    assert triads(np.abs(sign)) == (closed, 0), "friends alone are in balance"
    living, half = np.ones(s, np.bool_), s // 2 + s % 2
    bloc = np.where(np.arange(s) < half, 0, half)
    camps = np.where((bloc[:, None] == bloc[None, :]), 1, -1) - np.eye(s, dtype=np.int64)
    assert polarisation(camps, living) == 1000
    assert 0 <= polarisation(sign, living) <= 1000
    assert polarisation(np.abs(sign), living) == 0, "without enmity there are no camps"
    softer = camps.copy()
    a, b = i % half, half + j % (s - half)
    softer[a, b] = softer[b, a] = 0
    one_way(polarisation(camps, living), polarisation(softer, living), FALLS)


@proves(blocs)
@drawn
@given(seeds, st.integers(0, 7), st.integers(0, 7))
def test_a_bond_more_only_joins_blocs(seed: int, i: int, j: int) -> None:
    bound_now = graph(seed) > 0
    s = len(bound_now)
    ids = np.random.default_rng(seed).permutation(50)[:s]
    i, j = i % s, j % s
    then = bound_now.copy()
    if i != j:
        then[i, j] = then[j, i] = True
    one, two = blocs(bound_now, ids), blocs(then, ids)
    together_now = (one[:, None] == one[None, :]) & (one >= 0)[:, None]
    together_then = (two[:, None] == two[None, :]) & (two >= 0)[:, None]
    one_way(together_now, together_then, RISES)
    assert i == j or two[i] == two[j] >= 0
    assert ((one >= 0) == bound_now.any(axis=1)).all()


@proves(warmth, together, wins, sanctioned, pressure)
def test_an_order_warms_and_gathers_power_and_war_only_strains() -> None:
    for rng, world in worlds("orders"):
        given_order, leader, followers = ruled(rng, world)
        one_way(warmth(world), warmth(given_order), RISES)
        assert (warmth(given_order) == warmth(given_order).T).all()
        one_way(together(world)[leader], together(given_order)[leader], RISES)
        one_way(wins(world)[leader], wins(given_order)[leader], RISES)
        assert len(followers) >= 1
        assert (sanctioned(world) == sanctioned(world).T).all()
        a, b = rng.sample(range(world.states), 2)
        fought = changed(world, war=at_war(world, a, b), mobilised=np.zeros_like(world.mobilised))
        calm = changed(world, mobilised=np.zeros_like(world.mobilised))
        one_way(pressure(calm), pressure(fought), RISES)
        at_peace = changed(calm, war=np.zeros_like(world.war))
        one_way(pressure(at_peace), pressure(with_entry(at_peace, "mobilised", (a,), 1)), RISES)
        assert 0 <= pressure(world) <= 1000
