"""Land: who owns it, what it is worth, how it is dealt, and what distance makes of it."""

from __future__ import annotations

import numpy as np

from hegemon.counsel.danger import danger
from hegemon.engine import economy
from hegemon.engine.power import reach
from hegemon.world import scenario
from hegemon.world.fixed import Ints
from hegemon.world.orders import Orders
from hegemon.world.state import World
from hegemon.world.view import view_of
from tests.concepts import lab
from tests.worlds import (
    BORDERS,
    HOME,
    OWNER,
    build,
    geography,
    ints,
    marching,
    opened,
    pinned,
    placed,
    play,
    stage,
    warring,
)

A, B = 0, 1
House = dict[str, int]


def test_only_who_holds_land_is_paid_by_it(house: House) -> None:
    world = opened(rules=pinned(house))
    assert ((world.sovereign >= 0) & (world.sovereign < world.states)).all()
    before = economy.production(world)
    lost = warring(stage(world, occupier=ints(-1, -1, A, -1, -1, -1, -1, -1)), ((A,), (B,)))
    after = economy.production(lost)
    assert after.sum() <= before.sum(), "occupied land pays no more than free land"
    assert (after[B] < before[B]).all()
    assert (after[2:] == before[2:]).all(), "nobody else is paid"
    whole = economy.production(stage(lost, occupier=ints(-1, -1, A, A, -1, -1, -1, -1)))
    assert (whole[B] == 0).all(), "who holds nothing is paid nothing"
    province = world.scenario.grain[3] * (500 + world.infrastructure[3]) // 1000
    assert before[B, 0] <= 2 * province, "a state is paid by its own land alone"


def test_a_gift_of_land_raises_power_five_turns_on(house: House) -> None:
    gains = []
    for seed in range(4):
        world = lab.start(house, seed=seed)
        for state in range(0, 8, 2):
            donor = (state + 1) % 8
            outlying = np.arange(world.provinces) != world.capital[donor]
            given = np.flatnonzero((world.sovereign == donor) & outlying)[:1]
            richer = world.sovereign.copy()
            richer[given] = state
            twin, gifted = lab.held(world, 5), lab.held(_moved(world, richer), 5)
            gains.append(np.log(gifted.output_share[state] / twin.output_share[state]))
    mean, error = np.mean(gains), np.std(gains) / np.sqrt(len(gains))
    assert mean - 2 * error > 0.02


def _moved(world: World, sovereign: Ints) -> World:
    troops = world.troops.copy()
    for province in np.flatnonzero(sovereign != world.sovereign):
        troops[:, province] = 0
    return stage(world, sovereign=sovereign, troops=troops)


def test_endowments_are_unequal_and_fixed(house: House) -> None:
    found = scenario.load_scenario("europe-1914")
    worth = (found.grain + found.ore + found.fuel).astype(np.float64)
    assert worth.std() / worth.mean() > 0.3, "provinces differ"
    held = np.zeros(len(found.codes))
    np.add.at(held, found.sovereign, worth)
    assert np.log(held).std() > 0.8, "and so do states"
    world = lab.start(house)
    after = lab.held(world, 3)
    assert after.scenario is world.scenario, "nothing makes more land"


def test_the_scarcest_input_limits_output(house: House) -> None:
    rng = np.random.default_rng(6)
    for _ in range(50):
        inputs = rng.integers(50, 500, (1, 3))
        quality = ints(10_000)
        base = int(economy.output(inputs, quality)[0])
        more = []
        for resource in range(3):
            richer = inputs.copy()
            richer[0, resource] += 60
            more.append(int(economy.output(richer, quality)[0]) - base)
        scarce, plenty = int(inputs.argmin()), int(inputs.argmax())
        if inputs[0, plenty] > inputs[0, scarce] + 20:
            assert more[scarce] > more[plenty]
    focused = stage(opened(rules=pinned(house)), focus=1)
    assert (economy.production(focused)[:, 0] > economy.production(opened(rules=pinned(house)))[:, 0]).all()


def test_strength_fades_with_distance(house: House) -> None:
    brought, attack, mattering = [], [], []
    for km in (200, 2000):
        world = opened(build(geography(8, BORDERS, km), OWNER, HOME), rules=pinned(house))
        table = danger(view_of(placed(world, (A, 1, 90), (B, 2, 30)), A))
        brought.append(table.brought[A, B])
        attack.append(table.attack[A, B])
        mattering.append(int(reach(world.gap, world.rules)[0][A, B]))
    assert brought[1] < 0.7 * brought[0]
    assert attack[1] < attack[0], "who is far is attacked less"
    assert mattering[1] < mattering[0], "and matters less to what arms are worth"


def test_who_has_no_land_left_is_no_more(house: House) -> None:
    world = warring(opened(rules=pinned(house)), ((A,), (B,)))
    world = placed(world, (A, 1, 200), (A, 3, 60), (B, 2, 1))
    world = stage(world, occupier=ints(-1, -1, -1, A, -1, -1, -1, -1))
    for _ in range(4):
        path = ((1, 2),) if world.controller[2] != A else ()
        world, _ = play(world, marching(A, *((p, 100) for p in path)))
    assert not world.alive[B]
    assert world.power[B] == 0
    assert world.power.sum() == 1_000_000


def test_states_grow_by_building_and_by_taking(house: House) -> None:
    world = lab.start(house)
    built = lab.held(stage(world, effort=ints(2, 6, 1, 1)), 8)
    idle = lab.held(stage(world, effort=ints(6, 2, 1, 1)), 8)
    assert built.potential.sum() > idle.potential.sum() * 101 // 100
    fought = warring(opened(rules=pinned(house)), ((A,), (B,)))
    fought = placed(fought, (A, 1, 200), (B, 2, 10), (B, 3, 10))
    after, _ = play(fought, marching(A, ((1, 2), 150)), Orders(seat=B))
    assert after.controller[2] == A
    assert economy.production(after)[A].sum() > economy.production(fought)[A].sum()
