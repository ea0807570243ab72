"""No order that a type allows breaks a turn, a view, a save or another's answer."""

from __future__ import annotations

from random import Random

import msgspec
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hegemon.engine.turn import resolve
from hegemon.game.codec import WorldData, pack_world, unpack_world
from hegemon.players.registry import make_player
from hegemon.world.digest import digest
from hegemon.world.legality import check, lawful
from hegemon.world.orders import Orders
from hegemon.world.view import view_of
from tests.property import chaos
from tests.property.hostile import twisted
from tests.property.invariants import sound

NAMES = ("maximiser", "turtle", "raider", "trader", "random")


@settings(derandomize=True, max_examples=25, deadline=None, database=None)
@given(st.integers(0, 1 << 32))
def test_no_order_breaks_a_turn(seed: int) -> None:
    rng, world = Random(seed), chaos.world(seed)
    for _ in range(5):
        orders = twisted(rng, world, chaos.turn_orders(rng, world, garbage=0))
        told = {seat: msgspec.msgpack.decode(msgspec.msgpack.encode(o), type=Orders) for seat, o in orders.items()}
        for seat in np.flatnonzero(world.alive).tolist():
            if seat in told and told[seat].seat == seat:
                view = view_of(world, seat)
                kept, problems = lawful(world, told[seat])
                assert check(view, told[seat]) == problems
                assert lawful(world, kept) == (kept, ())
                player = make_player(rng.choice(NAMES))
                for letter in kept.letters[:2]:
                    player.answer(view_of(world, letter.to), letter)
        world, events = resolve(world, told)
        sound(world)
        saved = msgspec.msgpack.decode(msgspec.msgpack.encode(pack_world(world)), type=WorldData)
        assert digest(unpack_world(saved, world.scenario, world.rules)) == digest(world)
        for seat in np.flatnonzero(world.alive).tolist():
            view_of(world, seat, events)
