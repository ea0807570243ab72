"""What a word is worth: belief, prestige and opinion after it is kept or broken, and with the word switched off."""

from __future__ import annotations

import numpy as np
import pytest

from hegemon.engine import homefront, standing
from hegemon.engine.context import Deed
from hegemon.world.orders import Orders
from hegemon.world.relations import absent_price, attack_price, breach_price
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from tests.worlds import A, B, C, D, begun, bound, cheque, kinds, opened, pinned, play, stage

WIND = {"switch.reputation": 0}
ATTACK = Orders(seat=A, declare=(B,))


def judged(world: World, *deeds: Deed) -> World:
    turn = begun(world)
    turn.deeds.extend(deeds)
    standing.phase(turn)
    return turn.world


def allies(house: dict[str, int] | None = None, **fields: object) -> World:
    world = stage(opened(), turn=5, mobilised=1, rules=pinned(house), **fields)
    return bound(world, TreatySpec("defence", (B, C)), TreatySpec("nonaggression", (A, B)))


@pytest.mark.parametrize("kind", ["breach", "absent", "honour"])
def test_without_reputation_a_word_moves_nothing(kind: str) -> None:
    with_it, without = (
        judged(stage(opened(), rules=pinned(house)), Deed(kind, A, B, 16_000)) for house in ({}, WIND)
    )  # fmt: skip
    plain = judged(opened())
    for name in ("opinion", "grievance", "reliability", "prestige"):
        assert (getattr(without, name) == getattr(plain, name)).all(), name
        if name != "grievance" or kind != "honour":
            assert (getattr(with_it, name) != getattr(plain, name)).any(), name
    assert not without.ledger


def test_without_reputation_war_is_still_resented() -> None:
    world = judged(stage(opened(), rules=pinned(WIND)), Deed("war", A, B))
    assert world.opinion[B, A] < -250


def test_without_reputation_a_breach_has_no_price_and_costs_nothing_at_home() -> None:
    world, wind = allies(), allies(WIND)
    assert attack_price(world, A, B) == breach_price(world, world.treaties[1]) == 10_000
    assert attack_price(wind, A, B) == breach_price(wind, wind.treaties[1]) == 0
    found = []
    for given in (world, wind):
        after, events = play(given, ATTACK)
        assert ("breach", A, B) in kinds(events)
        found.append(int(after.stability[A]))
    assert found[0] < found[1]


@pytest.mark.parametrize(("house", "costs"), [({}, True), (WIND, False), ({"switch.entrapment": 0}, False)])
def test_absence_costs_where_a_given_word_pulls(house: dict[str, int], costs: bool) -> None:
    world = cheque(allies(house), C, "refuse")
    kind = world.rules.kinds["defence"]
    assert (absent_price(world.rules, kind) > 0) == costs
    after, events = play(world, ATTACK)
    assert ("absent", C, B) in kinds(events)
    assert (after.reliability[B, C] < 600) == costs
    assert (after.opinion[B, C] < after.opinion[B, D]) == costs
    assert (after.stability[C] < after.stability[D]) == costs


def test_the_pull_of_a_word_leaves_breaches_alone() -> None:
    world = judged(stage(opened(), rules=pinned({"switch.entrapment": 0})), Deed("breach", A, B, 10_000))
    assert world.reliability[B, A] == 300


def test_a_secret_word_broken_is_judged_by_its_partner_alone() -> None:
    hushed = judged(opened(), Deed("breach", A, B, 16_000, secret=True))
    plain = judged(opened())
    assert hushed.reliability[B, A] == 300
    assert hushed.grievance[B, A] > 0
    others = np.array([A, C, D])
    assert (hushed.reliability[others] == plain.reliability[others]).all()
    assert (hushed.opinion[others] == plain.opinion[others]).all()
    assert hushed.prestige.tolist() == plain.prestige.tolist()


def test_the_home_front_reads_the_price_of_the_deed() -> None:
    turn = begun(opened())
    turn.deeds.append(Deed("breach", A, B, 0))
    homefront.phase(turn)
    assert turn.world.stability[A] == turn.world.stability[B]
