"""Phase 5: who holds too much land, or too much of others', loses the farthest of it when calm is low."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from hegemon.engine import secession
from hegemon.engine.context import Turn
from hegemon.engine.secession import breaking, chance, over_extended
from hegemon.world.state import World
from tests.worlds import A, B, C, D, begun, ints, kinds, opened, pinned, placed, stage, warring

MOST = ints(A, A, B, A, A, A, A, A)  # all land but the march of B
HALVES = {"home.secede_share": 250, "home.secede": 1000, "home.secede_calm": 800}


def empire(house: Mapping[str, int] | None = None, **fields: object) -> World:
    """Return a world in which A holds seven provinces of eight, five of them once of others; C and D are dead."""
    world = opened(rules=pinned({**HALVES, **(house or {})}))
    given: dict[str, object] = {
        "sovereign": MOST, "land_share": ints(875_000, 125_000, 0, 0), "stability": ints(0, 800, 0, 0),
        "alive": [True, True, False, False],
    }  # fmt: skip
    return placed(stage(world, **{**given, **fields}))


def seceded(world: World) -> Turn:
    turn = begun(world)
    secession.phase(turn)
    return turn


def test_the_chance_rises_with_land_and_falls_with_calm() -> None:
    world = empire({"home.secede": 20})
    assert chance(stage(world, land_share=125_000), A) == 0
    shares = (130_000, 200_000, 250_000, 500_000, 900_000)
    rising = [chance(stage(world, land_share=share), A) for share in shares]
    assert rising == sorted(set(rising))
    assert rising[2] == 20 * 2828  # twice the halved threshold: 2^1.5
    assert chance(stage(world, land_share=250_000, stability=400), A) == 20 * 2828 // 2
    assert chance(stage(world, stability=800), A) == 0
    assert over_extended(world) == [A]
    assert over_extended(stage(world, stability=900)) == []


def test_conquerors_count_from_half_the_share() -> None:
    own = empire({"home.secede": 20}, sovereign=ints(A, A, B, B, B, B, B, B), land_share=200_000)
    assert chance(own, A) == 0
    assert chance(stage(own, sovereign=ints(A, B, A, A, B, B, B, B)), A) > 0
    assert chance(stage(own, land_share=500_000), A) == 20 * 2828


def test_a_province_goes_to_whose_it_was_if_that_lives_at_home() -> None:
    turn = seceded(empire())
    assert kinds(turn.events) == [("seceded", A, B)]
    assert turn.events[0].place == 3
    assert turn.world.sovereign[3] == B
    assert (np.delete(turn.world.sovereign, 3) == np.delete(MOST, 3)).all()
    exiled = empire(exiled=ints(0, 2, 0, 0))
    assert breaking(exiled, A) == (-1, -1)  # nobody at home could receive anything


def test_else_to_the_neighbour_of_most_influence() -> None:
    living = [True, False, True, True]
    world = empire(sovereign=ints(A, A, A, A, C, C, D, D), alive=living)
    place, receiver = breaking(stage(world, influence_share=ints(0, 0, 200_000, 300_000)), A)
    assert (place, receiver) == (2, D)  # B is dead; 3 is as far and has no other neighbour
    assert breaking(stage(world, influence_share=ints(0, 0, 300_000, 200_000)), A) == (2, C)


def test_conquered_land_goes_first_then_the_farthest() -> None:
    world = empire(sovereign=ints(A, A, A, B, C, C, D, D), alive=True)
    assert breaking(world, A) == (2, B)
    mine = empire(sovereign=ints(A, A, A, A, A, A, B, B), capital=ints(0, 7, 5, 7), alive=[True, True, False, False])
    first = breaking(mine, A)[0]
    assert world.scenario.sovereign[first] != A


def test_it_spares_the_capital_the_occupied_the_enemy_and_a_core() -> None:
    world = empire()
    assert breaking(stage(world, capital=ints(3, 2, 5, 7)), A)[0] != 3
    assert breaking(stage(world, occupier=ints(-1, -1, -1, B, -1, -1, -1, -1)), A)[0] != 3
    assert breaking(warring(world, ((A,), (B,))), A) == (-1, -1)
    few = empire({"home.secede_share_least": 7})
    assert breaking(few, A) == (-1, -1)
    assert not seceded(few).events


@pytest.mark.parametrize("house", [{"switch.secession": 0}, {"home.secede": 0}])
def test_nothing_breaks_away_without_the_mechanism(house: dict[str, int]) -> None:
    assert not seceded(empire(house)).events


def test_the_garrison_goes_home_and_no_man_is_lost() -> None:
    world = placed(empire(), (A, 3, 70), (A, 0, 5), (B, 2, 9))
    turn = seceded(world)
    assert turn.world.troops[A, 3] == 0
    assert turn.world.army.tolist() == world.army.tolist()
    assert not turn.losses


def test_calm_empires_hold_and_shaky_ones_crumble() -> None:
    def lost(stability: int) -> int:
        found = 0
        for turn in range(1, 200):
            found += len(seceded(stage(empire({"home.secede": 20}), turn=turn, stability=stability)).events)
        return found

    assert lost(800) == 0
    assert 0 < lost(600) < lost(100)
