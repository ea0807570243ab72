"""Phases 5 and 6: exhaustion, stability, opinion, grievance, reliability, prestige."""

from __future__ import annotations

import numpy as np
import pytest

from hegemon.engine import homefront, standing
from hegemon.engine.context import Deed, Turn
from hegemon.engine.homefront import calmed, tired
from hegemon.engine.standing import REMEMBERED, drifted
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.treaties import Entry
from tests.worlds import A, B, C, D, begun, bound, ints, kinds, opened, pinned, stage, warring

NONE = np.zeros(4, np.int64)


def judged(world: World, *deeds: Deed) -> World:
    turn = begun(world)
    turn.deeds.extend(deeds)
    standing.phase(turn)
    return turn.world


def test_war_tires_by_government_and_peace_rests() -> None:
    world = warring(opened(government=ints(0, 1, 2, 3)), ((A, C), (B, D)))
    assert tired(world, {}).tolist() == [20, 25, 35, 15]
    rested = stage(opened(), exhaustion=ints(100, 30, 0, 1000))
    assert tired(rested, {}).tolist() == [40, 0, 0, 940]


def test_losses_tire_by_their_part_of_the_army() -> None:
    world = warring(opened(), ((A,), (B,)))
    army = int(world.army[A])
    assert tired(world, {A: army})[A] == 20 + army * 500 // (2 * army)
    assert tired(world, {A: 10})[A] < tired(world, {A: 20})[A]
    assert tired(stage(world, exhaustion=990), {A: army})[A] == 1000


def test_calm_returns_by_itself_up_to_the_opening() -> None:
    world = stage(opened(), stability=ints(500, 690, 700, 900))
    assert calmed(world, NONE).tolist() == [520, 700, 700, 900]


@pytest.mark.parametrize(
    ("changes", "cost"),
    [
        ({"exhaustion": 500}, 30),
        ({"hungry": 500}, 30),
        ({"occupier": ints(-1, B, -1, A, -1, A, -1, A)}, 30),
        ({"turn": 9, "mobilised": 6}, 10),
        ({"turn": 9, "mobilised": 7}, 0),
    ],
)
def test_what_stability_costs(changes: dict[str, object], cost: int) -> None:
    world = stage(opened(), **changes)
    assert calmed(world, NONE)[A] == 700 - cost


def test_a_broken_word_costs_calm_by_government_and_price() -> None:
    world = opened(government=ints(0, 1, 2, 3))
    turn = begun(world)
    turn.deeds.extend(Deed("breach", state, B if state != B else A, 10_000) for state in range(4))
    homefront.phase(turn)
    assert turn.world.stability.tolist() == [690, 680, 660, 690]
    turn = begun(world)
    turn.deeds.append(Deed("absent", C, A, 16_000))
    turn.deeds.append(Deed("honour", A, C, 16_000))
    homefront.phase(turn)
    assert turn.world.stability.tolist() == [700, 700, 700 - 64, 700]


def test_unrest_is_said_once() -> None:
    rules = pinned({"switch.government": 0})
    turn = begun(stage(opened(rules=rules), stability=ints(305, 200, 700, 700), exhaustion=1000))
    homefront.phase(turn)
    assert kinds(turn.events) == [("unrest", A, -1)]


def test_opinion_and_grievance_fade_and_pacts_warm() -> None:
    world = stage(opened(), opinion=np.array([[0, 500, -500, 0]] * 4) * (1 - np.eye(4, dtype=int)), grievance=500)
    after = judged(world)
    soft = drifted(world)[3, 1] - (500 - 15)
    assert after.opinion[0, 1] == 485 + soft
    assert after.opinion[0, 2] == -485 + soft
    assert after.grievance[0, 1] == 460
    warm = judged(bound(world, TreatySpec("entente", (A, B))))
    assert warm.opinion[A, B] - after.opinion[A, B] == 20
    assert warm.opinion[B, A] - after.opinion[B, A] == 20
    assert warm.opinion[A, C] == after.opinion[A, C]


def test_soft_power_warms_everybody_towards_the_influential() -> None:
    world = stage(opened(), influence_share=ints(1_000_000, 0, 0, 0), opinion=0)
    after = judged(world)
    assert after.opinion[:, A].tolist() == [0, 20, 20, 20]
    assert (after.opinion[:, 1:] == 0).all()


def test_wanting_land_alone_moves_no_opinion() -> None:
    world = stage(warring(opened(), ((A,), (B,))), opinion=0, influence_share=0)
    assert (judged(world).opinion == 0).all()


def test_a_deed_moves_its_victim_most_and_others_by_what_they_think_of_the_victim() -> None:
    opinion = np.zeros((4, 4), np.int64)
    opinion[C, B], opinion[D, B] = 800, -800
    world = stage(opened(), opinion=opinion, influence_share=0)
    after, calm = judged(world, Deed("war", A, B)), judged(world)
    moved = after.opinion - calm.opinion
    assert moved[B, A] == -300
    assert moved[C, A] < 0 < moved[D, A]
    assert abs(moved[C, A]) < 300
    assert (moved[:, [B, C, D]] == 0).all()
    assert after.grievance[B, A] == 300
    assert after.grievance[A, B] == after.grievance[C, A] == 0
    facts = {(e.ledger, e.kind, e.holder, e.about, e.amount) for e in after.ledger}
    assert facts == {("opinion", "war", B, A, -300), ("grievance", "war", B, A, 300)}


def test_opinions_stay_in_bounds_and_ledgers_forget() -> None:
    world = stage(opened(), opinion=-990 * (1 - np.eye(4, dtype=int)), grievance=990, turn=40)
    old = Entry("opinion", "war", 40 - REMEMBERED, B, A, -300)
    young = Entry("opinion", "war", 41 - REMEMBERED, B, A, -300)
    after = judged(stage(world, ledger=(old, young)), Deed("breach", A, B, 40_000), Deed("war", A, B))
    assert after.opinion.min() == -1000
    assert after.grievance.max() == 1000
    assert old not in after.ledger
    assert young in after.ledger
    assert after.opinion.diagonal().tolist() == [0] * 4
    assert after.prestige[A] == 0


@pytest.mark.parametrize(("kind", "up"), [("honour", True), ("breach", False), ("absent", False)])
def test_belief_follows_the_word(kind: str, up: bool) -> None:
    world = opened()
    after = judged(world, Deed(kind, A, B, 10_000))
    moved = after.reliability - world.reliability
    assert (moved[B, A] > moved[C, A] > 0) if up else (moved[B, A] < moved[C, A] < 0)
    assert (moved[:, [B, C, D]] == 0).all()
    assert bool(after.prestige[A] > after.prestige[C]) is up


def test_war_alone_breaks_no_word() -> None:
    world = opened()
    assert (judged(world, Deed("war", A, B)).reliability == world.reliability).all()


def test_nobody_has_opinions_of_the_dead() -> None:
    world = stage(opened(), alive=[True, True, True, False], opinion=300)
    after = judged(world)
    assert (after.opinion[D] == 0).all()
    assert (after.opinion[:, D] == 0).all()


def test_every_deed_of_the_engine_is_judged() -> None:
    for kind in ("war", "breach", "absent", "honour"):
        turn = Turn(world=opened().fork(), orders={}, seats=())
        turn.deeds.append(Deed(kind, A, B, 1000))
        standing.phase(turn)
        assert turn.world.ledger
