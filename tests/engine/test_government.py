"""Phase 5: governments fall, follow each other and drop their predecessors' word; propaganda tips shaky rivals."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from hegemon.engine import diplomacy, government, homefront
from hegemon.engine.context import Turn
from hegemon.engine.government import install, pressers, shaken, subverted, successor
from hegemon.engine.turn import resolve
from hegemon.game.chronicle import sentence
from hegemon.world.orders import FOCUSES, Orders
from hegemon.world.relations import attack_price, breach_price, reviews
from hegemon.world.scenario_model import GOVERNMENTS, TreatySpec
from hegemon.world.state import World
from hegemon.world.treaties import Treaty
from tests.worlds import A, B, C, D, begun, bound, ints, kinds, opened, pinned, stage, warring

PROPAGANDA = FOCUSES.index("propaganda")


def fresh(house: Mapping[str, int] | None = None, **fields: object) -> World:
    return stage(opened(rules=pinned(house)), **fields)


def fallen(world: World, turns: int = 400) -> int:
    """Return how many governments fall over many draws of the same situation."""
    count = 0
    for turn in range(world.turn, world.turn + turns):
        now = begun(stage(world, turn=turn, beaten=np.where(world.beaten > 0, turn - 1, 0)))
        government.change(now)
        count += len(now.events)
    return count


def test_the_chance_rises_with_unrest_and_a_lost_war() -> None:
    world = fresh(stability=ints(1000, 500, 500, 290), turn=9, beaten=ints(0, 0, 5, 0))
    assert shaken(world).tolist() == [0, 20_000, 60_000, 4 * 28_400]
    assert shaken(stage(world, turn=10))[C] == 60_000
    assert shaken(stage(world, turn=11))[C] == 20_000  # five turns later it is forgiven


def test_as_many_fall_as_the_chance_says_and_none_without_the_switch() -> None:
    calm, shaky = fresh(stability=1000), fresh(stability=500)
    assert fallen(calm) == 0
    assert 15 <= fallen(shaky) <= 55  # 32 expected of four states over 400 turns at 2%
    assert fallen(fresh(stability=500, beaten=1)) > 2 * fallen(shaky)
    assert fallen(fresh({"switch.government": 0}, stability=0, beaten=1)) == 0


def test_draws_follow_permanent_ids_not_seats() -> None:
    world = fresh(stability=100)
    fell = [begun(stage(world, turn=t)) for t in range(1, 60)]
    for turn in fell:
        government.change(turn)
    found = {(t.world.turn, e.actor) for t in fell for e in t.events}
    assert len({state for _, state in found}) == 4
    assert len({when for when, _ in found}) > 4


def test_another_government_takes_office_and_feelings_fade() -> None:
    opinion = np.array([[0, 500, -500, 1]] * 4) * (1 - np.eye(4, dtype=int))
    turn = begun(fresh(stability=150, opinion=opinion, turn=7))
    install(turn, B, 2)
    world = turn.world
    assert (world.government[B], world.regime[B], world.stability[B]) == (2, 7, 500)
    assert world.opinion[B].tolist() == [0, 0, -250, 0]
    assert world.opinion[:, B].tolist() == [250, 0, 250, 250]
    assert world.opinion[A, C] == -500
    assert [(e.kind, e.actor, e.detail) for e in turn.events] == [("fell", B, "democracy")]


@pytest.mark.parametrize(("start", "before", "after"), [(700, 800, 800), (700, 200, 500), (400, 200, 400)])
def test_it_settles_never_above_the_opening(start: int, before: int, after: int) -> None:
    turn = begun(stage(opened(stability=ints(*[start] * 4)), stability=before))
    install(turn, A, 1)
    assert turn.world.stability[A] == after


def test_the_successor_is_another_kind_and_the_victors_twice_as_likely() -> None:
    world = fresh(turn=3)
    drawn = [successor(stage(world, turn=t), A) for t in range(1, 301)]
    assert set(drawn) == {1, 2, 3}
    assert min(drawn.count(g) for g in (1, 2, 3)) > 70
    truce = Treaty(9, "nonaggression", (B, A), False, -1, 3, 11, 1, ("ask me", "ask me"), double=True)
    ruled = stage(world, government=ints(0, 2, 1, 3), treaties=(truce,))
    beaten = [successor(stage(ruled, seed=key, beaten=ints(3, 0, 0, 0)), A) for key in range(300)]
    assert 120 < beaten.count(2) < 180
    held = stage(ruled, treaties=(), occupier=ints(D, *[-1] * 7))
    assert 120 < [successor(stage(held, seed=k, beaten=ints(3, 0, 0, 0)), A) for k in range(300)].count(3) < 180


def test_a_lost_capital_is_a_lost_war() -> None:
    turn = begun(stage(warring(opened(), ((A,), (B,))), occupier=ints(-1, -1, -1, A, -1, -1, -1, -1)))
    government.change(turn)
    assert turn.world.beaten.tolist() == [0, turn.world.turn, 0, 0]


def test_a_new_government_may_drop_old_treaties_at_part_of_the_price() -> None:
    world = bound(fresh(turn=8, mobilised=1), TreatySpec("defence", (A, B)))
    (pact,) = world.treaties
    assert breach_price(world, pact, A) == breach_price(world, pact) == attack_price(world, A, B) == 16_000
    new = stage(world, regime=ints(6, 0, 0, 0))
    assert reviews(new, pact, A)
    assert not reviews(new, pact, B)
    assert breach_price(new, pact, A) == attack_price(new, A, B) == 8_000
    assert breach_price(new, pact, B) == breach_price(new, pact) == 16_000
    assert breach_price(stage(new, turn=9), pact, A) == 8_000
    assert breach_price(stage(new, turn=10), pact, A) == 16_000


def test_the_price_of_review_is_what_a_breach_costs() -> None:
    def broken(regime: int) -> Turn:
        world = bound(fresh(turn=8, regime=ints(regime, 0, 0, 0)), TreatySpec("defence", (A, B)))
        turn = begun(world, Orders(seat=A, breach=(world.treaties[0].id,)))
        diplomacy.phase(turn)
        return turn

    assert [d.price for d in broken(0).deeds if d.kind == "breach"] == [16_000]
    assert [d.price for d in broken(7).deeds if d.kind == "breach"] == [8_000]


def test_exiles_and_the_dead_have_no_government_to_fall() -> None:
    world = fresh(stability=0, exiled=ints(0, 3, 0, 0), alive=[True, True, False, True])
    states = set()
    for turn in range(1, 80):
        now = begun(stage(world, turn=turn))
        government.change(now)
        states |= {e.actor for e in now.events}
    assert states == {A, D}


def pressed(stability: int, house: Mapping[str, int] | None = None, **fields: object) -> World:
    opinion = np.zeros((4, 4), np.int64)
    opinion[A, B] = -400
    given = {
        "stability": ints(700, stability, 700, 700), "focus": ints(PROPAGANDA, 0, 0, 0), "opinion": opinion,
        "influence_share": ints(500_000, 200_000, 200_000, 100_000),
    }  # fmt: skip
    return fresh({"home.subversion": 100, **(house or {})}, **{**given, **fields})


def test_propaganda_takes_from_the_shaky_and_hardly_from_the_solid() -> None:
    assert subverted(pressed(200)).tolist() == [0, 40, 0, 0]
    assert subverted(pressed(1000)).tolist() == [0, 0, 0, 0]
    assert pressers(pressed(200)).sum() == 1
    assert not subverted(pressed(200, opinion=100)).any()
    assert not subverted(pressed(200, focus=0)).any()
    assert not subverted(pressed(200, {"switch.soft_power": 0})).any()
    more = pressed(200, influence_share=ints(900_000, 50_000, 25_000, 25_000))
    assert subverted(more)[B] > subverted(pressed(200))[B]


@pytest.mark.parametrize(("house", "other"), [({}, A), ({"switch.soft_power": 0}, None)])
def test_unrest_names_who_stirred_it_up(house: dict[str, int], other: int | None) -> None:
    turn = begun(pressed(310, {"switch.government": 0, **house}, exhaustion=300))
    homefront.phase(turn)
    said = [e.other for e in turn.events if e.kind == "unrest"]
    assert said == ([] if other is None else [other])
    told = [sentence(e, turn.world) for e in turn.events if e.kind == "unrest"]
    assert all("stirred up by State A" in text for text in told)
    alone = begun(pressed(305, {"switch.government": 0}, exhaustion=1000))
    homefront.phase(alone)
    assert [e.other for e in alone.events if e.kind == "unrest"] == [-1]


def test_a_shaky_rival_falls_under_pressure_and_a_solid_one_does_not() -> None:
    def after(stability: int, turns: int = 12) -> int:
        world = stage(opened(stability=ints(900, stability, 900, 900), rules=pinned({"switch.government": 0})))
        world = stage(
            world, focus=ints(PROPAGANDA, 0, 0, 0), focus_new=ints(PROPAGANDA, 0, 0, 0),
            influence=ints(900, 50, 50, 50),
        )  # fmt: skip
        for _ in range(turns):
            opinion = world.opinion.copy()
            opinion[A, B] = -500
            world, _ = resolve(stage(world, opinion=opinion), {})
        return int(world.stability[B])

    assert after(350) < 300
    assert after(800) > 750


def test_the_fall_is_told_to_all() -> None:
    world = fresh(stability=0)
    said = [e for t in range(1, 20) for e in resolve(stage(world, turn=t), {})[1] if e.kind == "fell"]
    assert said
    assert {e.detail for e in said} <= set(GOVERNMENTS)
    assert kinds(said)[0][0] == "fell"
