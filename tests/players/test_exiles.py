"""Every player can sit in exile, and beside one."""

from __future__ import annotations

import pytest

from hegemon.engine.turn import resolve
from hegemon.players.registry import make_player
from hegemon.world.legality import check
from hegemon.world.orders import Letter, PeaceTerms, TreatyTerms
from hegemon.world.view import view_of
from tests.property.invariants import sound
from tests.worlds import A, B, C, D, ints, opened, placed, play, stage, warring


@pytest.mark.parametrize("name", ["maximiser", "random", "raider", "trader", "turtle"])
def test_a_player_in_exile_decides_and_answers(name: str) -> None:
    world = warring(opened(), ((A,), (B, C)))
    world = stage(world, occupier=ints(-1, -1, A, A, -1, -1, -1, -1), fallen=ints(0, 1, 0, 0))
    world, events = play(placed(world, (A, 2, 60), (A, 3, 60), (A, 1, 60), (C, 4, 90), (C, 5, 60), (D, 6, 30)))
    assert world.exiled[B]
    player = make_player(name)
    for _ in range(4):
        views = {seat: view_of(world, seat, events) for seat in range(4) if world.alive[seat]}
        for to in (s for s in views if s != B):
            offer = PeaceTerms(A, B) if to == A else TreatyTerms("defence", (B, to))
            player.answer(views[to], Letter(B, to, offer))
            offer = PeaceTerms(A, B, restore=B) if to == A else TreatyTerms("defence", (B, to))
            player.answer(views[B], Letter(to, B, offer))
        orders = {seat: player.decide(view).orders for seat, view in views.items()}
        assert all(check(views[seat], given) == () for seat, given in orders.items())
        world, events = resolve(world, orders)
        sound(world)
        if not world.alive[B] or world.home[B]:
            break
