from __future__ import annotations

from hegemon.engine.supply import supplied
from hegemon.world.relations import access
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from tests.worlds import A, B, D, bound, ints, opened, stage, warring


def supply(world: World, state: int) -> list[int]:
    return supplied(world, state, access(world))


def test_full_at_home_and_none_where_one_may_not_pass() -> None:
    assert supply(opened(), A) == [100, 100, 25, 25, 25, 25, 25, 25]


def test_friendly_land_joined_to_it_supplies_in_full() -> None:
    assert supply(bound(opened(), TreatySpec("entente", (A, D))), A) == [100, 100, 25, 25, 25, 25, 100, 100]
    assert supply(bound(opened(), TreatySpec("nonaggression", (A, D))), A)[6] == 25


def test_one_step_out_and_further() -> None:
    world = stage(warring(opened(), ((A,), (B,))), occupier=ints(-1, -1, A, A, -1, -1, -1, -1))
    assert supply(world, A) == [100, 100, 75, 75, 25, 25, 25, 25]  # 3 is next to home over the sea
    inland = stage(world, occupier=ints(-1, -1, A, -1, -1, -1, A, A))
    assert supply(inland, A) == [100, 100, 75, 25, 25, 25, 75, 50]


def test_land_cut_off_from_the_capital_is_no_source() -> None:
    world = stage(opened(), sovereign=ints(A, B, B, B, B, B, A, A))
    assert supply(world, A) == [100, 25, 25, 25, 25, 25, 25, 25]


def test_if_the_capital_is_lost_any_land_held_at_home_is_a_source() -> None:
    world = stage(warring(opened(), ((A,), (B,))), occupier=ints(B, -1, -1, -1, -1, -1, -1, -1))
    assert supply(world, A) == [25, 100, 25, 25, 25, 25, 25, 25]
