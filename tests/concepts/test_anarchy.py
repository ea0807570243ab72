"""Anarchy: nothing is forbidden, everything has a price."""

from __future__ import annotations

from hegemon.world.legality import check
from hegemon.world.orders import Orders
from hegemon.world.scenario import TreatySpec
from hegemon.world.view import view_of
from tests.worlds import bound, opened, pinned, play, stage

A, B, C = 0, 1, 2


def test_a_broken_word_costs_trust_and_forbids_nothing(house: dict[str, int]) -> None:
    world = stage(bound(opened(rules=pinned(house)), TreatySpec("nonaggression", (A, B))), turn=3, mobilised=1)
    attack = Orders(seat=A, declare=(B,))
    assert not check(view_of(world, A), attack), "no rule forbids it"
    after, _ = play(world, attack)
    assert after.war[A, B]
    assert not after.treaties
    assert after.reliability[B, A] < world.reliability[B, A]
    assert after.reliability[C, A] < world.reliability[C, A]
    assert after.stability[A] < world.stability[A]
    free, _ = play(stage(world, treaties=()), attack)
    for ledger in ("reliability", "opinion"):
        assert getattr(after, ledger)[B, A] < getattr(free, ledger)[B, A], "it is the word that costs, not the war"
    assert after.prestige[A] < free.prestige[A]
