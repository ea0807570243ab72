"""Structural balance: the signed graph, its triads, its camps; and that wanting plays no part in it."""

from __future__ import annotations

import msgspec
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hegemon.engine import standing
from hegemon.engine.blocs import blocs, bonds, drift, polarisation, pressure, signs, triads
from hegemon.world.fixed import Ints
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.treaties import Crisis
from tests.worlds import A, B, C, D, begun, bound, ints, opened, pinned, play, stage, warring

LEAGUE = (TreatySpec("defence", (A, B), term=40), TreatySpec("defence", (C, D), term=40))


def graph(*pairs: tuple[int, int, int], states: int = 4) -> Ints:
    sign = np.zeros((states, states), np.int64)
    for a, b, s in pairs:
        sign[a, b] = sign[b, a] = s
    return sign


def felt(world: World, *pairs: tuple[int, int, int]) -> World:
    opinion = np.zeros((world.states, world.states), np.int64)
    for a, b, value in pairs:
        opinion[a, b] = opinion[b, a] = value
    return stage(world, opinion=opinion)


def camps(world: World) -> tuple[list[int], int]:
    tied = bonds(world)
    bloc = blocs(tied, world.scenario.state_ids)
    return bloc.tolist(), polarisation(signs(world, tied), world.alive)


def test_triads_are_counted_once_each() -> None:
    assert triads(graph()) == (0, 0)
    assert triads(graph((A, B, 1), (B, C, 1), (A, C, 1))) == (1, 0)
    assert triads(graph((A, B, -1), (B, C, -1), (A, C, 1))) == (1, 0)
    assert triads(graph((A, B, -1), (B, C, -1), (A, C, -1))) == (0, 1)
    assert triads(graph((A, B, 1), (B, C, 1), (A, C, -1), (A, D, 1), (B, D, 1))) == (1, 1)


@given(st.integers(0, 2**32 - 1))
def test_triads_agree_with_counting_by_hand(seed: int) -> None:
    upper = np.triu(np.random.default_rng(seed).integers(-1, 2, (6, 6)), 1)
    sign = upper + upper.T
    products = [
        int(sign[a, b] * sign[b, c] * sign[a, c]) for a in range(6) for b in range(a) for c in range(b)
    ]  # fmt: skip
    assert triads(sign) == (products.count(1), products.count(-1))


def test_war_comes_before_bonds_and_bonds_before_opinion() -> None:
    world = felt(warring(opened(), ((A,), (B,))), (A, B, 900), (A, C, -900), (C, D, 900), (B, D, -900))
    world = bound(world, TreatySpec("defence", (A, C)))
    sign = signs(world, bonds(world))
    assert (sign[A, B], sign[A, C], sign[C, D], sign[B, D], sign[A, D]) == (-1, 1, 1, -1, 0)
    assert (sign == sign.T).all()


def test_the_friend_of_a_friend_is_liked_and_the_friend_of_a_foe_is_not() -> None:
    world = felt(opened(), (A, B, 600), (B, C, 600), (A, D, -600))
    moved = drift(stage(world, rules=pinned({"standing.balance": 20})), signs(world, bonds(world)))
    assert moved[A, C] == moved[C, A] == 20
    assert moved[B, D] == moved[D, B] == -20
    assert moved[A, B] == 0  # they have no third in common
    enemies = felt(opened(), (A, B, -600), (B, C, -600))
    assert drift(stage(enemies, rules=pinned({"standing.balance": 20})), signs(enemies, bonds(enemies)))[A, C] == 20


def balanced_after(turns: int, switch: int) -> int:
    world = felt(opened(), (A, B, 700), (B, C, 700), (A, C, -300), (A, D, -700), (B, D, -400), (C, D, 100))
    world = stage(world, rules=pinned({"standing.balance": 60, "standing.opinion_decay": 0, "switch.balance": switch}))
    for _ in range(turns):
        world, _ = play(world)
    return triads(signs(world, bonds(world)))[0]


def test_balance_makes_two_camps_of_a_quarrel_and_without_it_the_quarrel_stays() -> None:
    assert balanced_after(15, 1) > balanced_after(0, 1)
    assert balanced_after(15, 0) <= balanced_after(0, 0) + 1
    assert balanced_after(15, 1) > balanced_after(15, 0)


def test_blocs_are_named_after_their_smallest_permanent_id() -> None:
    world = bound(opened(), *LEAGUE)
    ids = world.scenario.state_ids.tolist()
    bloc, _ = camps(world)
    assert bloc == [min((A, B), key=ids.__getitem__)] * 2 + [min((C, D), key=ids.__getitem__)] * 2
    chain = bound(opened(), TreatySpec("defence", (A, B)), TreatySpec("defence", (B, D)))
    bloc, _ = camps(chain)
    assert bloc == [min((A, B, D), key=ids.__getitem__)] * 2 + [-1] + [min((A, B, D), key=ids.__getitem__)]
    assert camps(bound(opened(), TreatySpec("guarantee", (A, B)), TreatySpec("entente", (C, D))))[0] == [-1] * 4


def test_who_fights_the_same_foe_is_a_bloc() -> None:
    world = warring(opened(), ((A,), (B, C)))
    ids = world.scenario.state_ids.tolist()
    assert camps(world)[0] == [-1, *[min((B, C), key=ids.__getitem__)] * 2, -1]


def test_a_secret_pact_makes_no_public_bloc() -> None:
    world = bound(opened(), LEAGUE[0])
    veiled = stage(world, treaties=(msgspec.structs.replace(world.treaties[0], secret=True),))
    assert camps(veiled)[0] == [-1] * 4
    assert standing.drifted(veiled)[A, B] == standing.drifted(opened())[A, B]
    assert standing.drifted(world)[A, B] > standing.drifted(veiled)[A, B]


def test_polarisation_grows_with_hostility_between_two_blocs_and_falls_with_imbalance() -> None:
    world = bound(opened(), *LEAGUE)
    across = [(a, c, -600) for a in (A, B) for c in (C, D)]
    levels = [camps(felt(world, *across[:n]))[1] for n in range(5)]
    assert levels[0] == 0
    assert 0 < levels[1] < 1000 == levels[4]
    crossed = felt(world, *across[:3], (B, D, 600))
    assert camps(crossed)[1] < 1000


def test_two_foes_alone_make_little_of_a_polarised_world() -> None:
    apart = [camps(felt(opened(), *((a, c, -600) for a, c in pairs)))[1] for pairs in ([(A, B)], [(A, B), (C, D)])]
    assert apart == [500, 500]
    assert camps(felt(opened(), (A, B, -600), (A, C, 600), (B, C, -600)))[1] == 750
    assert camps(felt(opened(), *((a, b, -600) for a in range(4) for b in range(a))))[1] == 0


def test_tension_follows_arms_crises_and_wars_of_great_powers() -> None:
    world = opened(great=np.ones(4, np.bool_))
    assert pressure(world) == 0
    armed = stage(world, mobilised=ints(1, 1, 0, 0))
    crisis = stage(world, crises=(Crisis(1, 1, A, B, "humble"),))
    assert pressure(armed) == 250
    assert pressure(crisis) == 250
    assert pressure(warring(world, ((A,), (B,)))) >= 500
    tense, _ = play(stage(world, mobilised=1))
    assert tense.tension > 0
    calm = stage(tense, mobilised=0)
    for _ in range(12):
        calm, _ = play(calm)
    assert calm.tension == 0
    small = stage(opened(great=np.zeros(4, np.bool_)), land_share=0, mobilised=1)
    assert pressure(small) == 0


def test_the_world_carries_its_blocs() -> None:
    after, _ = play(bound(opened(), *LEAGUE))
    assert after.bloc[A] == after.bloc[B] != after.bloc[C] == after.bloc[D]


def test_wanting_a_neighbours_land_moves_no_opinion() -> None:
    """Two worlds that differ only in what there is to gain of a neighbour think the same of it."""
    poor = opened()
    rich = opened(grain=ints(100, 100, 400, 400, 100, 100, 100, 100), ore=ints(100, 100, 300, 300, 100, 100, 100, 100))
    weak = stage(rich, troops=np.where(np.arange(4)[:, None] == B, 1, rich.troops))
    start = np.array([[0, -300, 200, 0], [100, 0, 0, 0], [300, 0, 0, -400], [0, 0, -400, 0]])
    found = []
    for world in (poor, rich, weak):
        at = stage(world, opinion=start, influence_share=250_000)
        for _ in range(3):
            turn = begun(at)
            standing.phase(turn)
            at = turn.world
        found.append(at.opinion.tolist())
    assert found[0] == found[1] == found[2]
