"""A machine that plays: turns, the same turns in another order, the same turns again from what was recorded."""

from __future__ import annotations

from random import Random

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hegemon.engine.turn import resolve
from hegemon.world.digest import digest
from hegemon.world.events import KINDS
from hegemon.world.orders import Orders
from hegemon.world.state import World
from hegemon.world.view import view_of
from tests.property import chaos
from tests.property.invariants import sound

seeds = st.integers(0, 1 << 32)


class Playing(RuleBasedStateMachine):
    """A game of random seats; everything told about it is kept, so that it can be told again."""

    world: World

    @initialize(seed=st.integers(0, 200))
    def open(self, seed: int) -> None:
        self.seed = seed
        self.world = chaos.world(seed)
        self.told: list[bytes] = []
        self.digests = [digest(self.world)]

    @rule(seed=seeds, garbage=st.sampled_from((0.0, 0.1, 0.8)))
    def turn(self, seed: int, garbage: float) -> None:
        orders = chaos.turn_orders(Random(seed), self.world, garbage)
        after, events = resolve(self.world, orders)
        assert {e.kind for e in events} <= set(KINDS)
        assert after.turn == self.world.turn + (not self.world.over)
        self.world = after
        self.told.append(msgspec.msgpack.encode(list(orders.values())))
        self.digests.append(digest(after))

    @rule(seed=seeds)
    def hold(self, seed: int) -> None:
        self.world, _ = resolve(self.world, {})
        self.told.append(msgspec.msgpack.encode([]))
        self.digests.append(digest(self.world))

    @precondition(lambda self: not self.world.over)
    @rule(seed=seeds)
    def in_another_order(self, seed: int) -> None:
        rng = Random(seed)
        orders = list(chaos.turn_orders(rng, self.world).items())
        one, _ = resolve(self.world, dict(orders))
        rng.shuffle(orders)
        two, _ = resolve(self.world, dict(orders))
        assert digest(one) == digest(two)

    @rule()
    def look(self) -> None:
        for seat in range(self.world.states):
            view_of(self.world, seat)
        assert digest(self.world) == self.digests[-1]

    @precondition(lambda self: len(self.told) > 2)
    @rule()
    def again(self) -> None:
        world = chaos.world(self.seed)
        for told, want in zip(self.told, self.digests[1:], strict=True):
            orders = msgspec.msgpack.decode(told, type=list[Orders])
            world, _ = resolve(world, {o.seat: o for o in orders})
            assert digest(world) == want

    @invariant()
    def holds(self) -> None:
        if hasattr(self, "world"):
            sound(self.world)


Playing.TestCase.settings = settings(
    derandomize=True, max_examples=25, stateful_step_count=14, deadline=None, database=None
)
TestPlaying = Playing.TestCase
