"""Anarchy: nothing is forbidden, everything has a price."""

from __future__ import annotations

from hegemon.world.orders import Orders
from hegemon.world.scenario import TreatySpec
from tests.worlds import bound, opened, pinned, play, stage

A, B, C = 0, 1, 2


def test_a_broken_word_costs_trust_and_forbids_nothing(house: dict[str, int]) -> None:
    world = stage(bound(opened(rules=pinned(house)), TreatySpec("nonaggression", (A, B))), turn=3, mobilised=1)
    after, _ = play(world, Orders(seat=A, declare=(B,)))
    assert after.war[A, B]
    assert not after.treaties
    assert after.reliability[B, A] < world.reliability[B, A]
    assert after.reliability[C, A] < world.reliability[C, A]
    assert after.stability[A] < world.stability[A]
