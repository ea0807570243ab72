from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from hegemon.engine.turn import resolve
from hegemon.world.digest import digest
from tests.property import chaos
from tests.property.invariants import sound, walked
from tests.worlds import begun

seeds = st.integers(0, 1 << 32)


@settings(derandomize=True, max_examples=60, deadline=None, database=None)
@given(seeds)
def test_every_phase_accounts_for_what_it_changes(seed: int) -> None:
    rng, world = Random(seed), chaos.world(seed)
    for _ in range(8):
        turn = begun(world, *chaos.turn_orders(rng, world).values())
        walked(turn)
        turn.world.turn += 1
        world = turn.world.publish()
        if world.over:
            break


@settings(derandomize=True, max_examples=40, deadline=None, database=None)
@given(seeds)
def test_no_orders_crash_a_turn_and_worlds_stay_sound(seed: int) -> None:
    rng, world = Random(seed), chaos.world(seed)
    for _ in range(12):
        before = digest(world)
        after, events = resolve(world, chaos.turn_orders(rng, world, garbage=0.6))
        assert digest(world) == before, "a turn must not touch the world it starts from"
        sound(after)
        assert all(not getattr(after, n).flags.writeable for n in ("troops", "war", "power"))
        assert all(e.turn == world.turn for e in events)
        world = after
