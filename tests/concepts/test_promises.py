"""Promises: what allies add, what makes them count, what they cost, and what they do to who relies on them."""

from __future__ import annotations

import numpy as np

from hegemon.counsel.danger import danger
from hegemon.counsel.pacts import worth
from hegemon.engine.effort import raised
from hegemon.engine.shelter import covered
from hegemon.players.maximiser.player import Maximiser
from hegemon.world.relations import clarity, envoys
from hegemon.world.rules import Rules
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.view import view_of
from tests.worlds import agree, bound, cheque, ints, opened, pact, pinned, placed, play, stage

A, B, C, D = range(4)
House = dict[str, int]
DEFENCE = TreatySpec("defence", (B, C))


def _menaced(rules: Rules) -> World:
    """A, strong and hostile, beside B and C."""
    world = placed(opened(rules=rules), (A, 1, 160), (B, 2, 60), (C, 4, 60), (D, 6, 10))
    opinion = np.zeros((4, 4), np.int64)
    opinion[A, (B, C)] = opinion[(B, C), A] = -600
    return stage(world, opinion=opinion)


def test_allies_combine_what_they_have(house: House) -> None:
    world = _menaced(pinned(house))
    alone, together = (danger(view_of(w, A)) for w in (world, bound(world, DEFENCE)))
    assert together.defender[A, B] > alone.defender[A, B] + 10
    assert together.chance[A, B] < alone.chance[A, B]


def test_a_signed_promise_lowers_what_an_attacker_gains(house: House) -> None:
    world = _menaced(pinned(house))
    signed, _ = play(world, *agree(pact("defence", B, C)))
    without, _ = play(world)
    before, after = danger(view_of(without, A)), danger(view_of(signed, A))
    assert after.gain[A, B] < before.gain[A, B]
    assert after.attack[A, B] < before.attack[A, B]


def test_a_clear_promise_deters_more(house: House) -> None:
    gains, clear = [], []
    for reply in ("refuse", "ask me", "at once"):
        world = cheque(bound(_menaced(pinned(house)), DEFENCE), C, reply)
        clear.append(clarity(world, world.treaties[0], C))
        gains.append(int(danger(view_of(world, B)).gain[A, B]))
    assert clear[0] < clear[1] < clear[2]
    assert gains[0] > gains[1] > gains[2]


def test_duties_tie_down_diplomacy(house: House) -> None:
    world = opened(rules=pinned(house), effort=np.tile(ints(4, 3, 1, 2), (4, 1)))
    free = envoys(world, A)
    tied = bound(world, *(TreatySpec(kind, (A, B)) for kind in ("defence", "entente", "neutrality")))
    assert envoys(tied, A) < free
    over = stage(tied, effort=ints(6, 4, 0, 0))
    treaty = over.treaties[0]
    assert clarity(over, treaty, A) < clarity(tied, treaty, A), "who cannot carry its duties is believed less"


def test_who_is_sheltered_arms_less(house: House) -> None:
    world = placed(opened(rules=pinned(house)), (A, 1, 100), (B, 2, 20), (C, 4, 100), (D, 6, 100))
    world = cheque(bound(world, TreatySpec("defence", (B, A)), TreatySpec("defence", (B, C))), A)
    cover = covered(world)
    assert cover[B] > cover[A]
    assert cover[D] == 0
    sheltered, bare = stage(world, cover=cover), stage(world, cover=0)
    blocks = ints(400, 400, 400, 400)
    assert raised(sheltered, blocks)[B] < raised(bare, blocks)[B]
    assert raised(sheltered, blocks)[D] == raised(bare, blocks)[D]
    later, _ = play(world)
    assert later.cover[B] > 300


def test_a_shared_enemy_makes_a_treaty_worth_more(house: House) -> None:
    rules = pinned(house)
    shared = _menaced(rules)
    alone = stage(shared, opinion=np.where(np.arange(4) == A, 900, 0) * (1 - np.eye(4, dtype=np.int64)))
    alone = placed(alone, (A, 0, 20), (B, 2, 60), (C, 4, 60), (D, 6, 10))
    sums = [sum(t.amount for t in worth(view_of(w, B), "defence", B, C)) for w in (shared, alone)]
    assert sums[0] > 2 * max(0, sums[1])
    assert sums[0] > 0


def test_own_force_is_what_a_state_can_be_sure_of(house: House) -> None:
    world = bound(_menaced(pinned(house)), DEFENCE)
    chances = []
    for belief in (200, 900):
        believed = np.full((4, 4), belief)
        trusting = danger(view_of(stage(world, reliability=believed), B))
        armed = placed(_menaced(pinned(house)), (A, 1, 160), (B, 2, 120), (C, 4, 60), (D, 6, 10))
        own = danger(view_of(stage(armed, reliability=believed), B))
        chances.append((int(trusting.chance[A, B]), int(own.chance[A, B])))
    assert chances[0][0] > chances[1][0] + 10, "an ally's force counts by belief in its word"
    assert abs(chances[0][1] - chances[1][1]) <= 2, "one's own does not"
    assert covered(armed)[B] < covered(world)[B]


def test_arms_and_allies_stand_in_for_each_other(house: House) -> None:
    world = _menaced(pinned(house))
    wanted = []
    for case in (world, cheque(bound(world, DEFENCE, TreatySpec("defence", (B, D))), C)):
        decision = Maximiser().decide(view_of(placed(case, (A, 1, 160), (B, 2, 60), (C, 4, 160), (D, 6, 60)), B))
        record = next(r for r in decision.records if r.subject == "effort")
        arms = [
            t.amount
            for option in record.options
            if "to military" in option.name
            for t in option.terms
            if not t.name.startswith("less")
        ]
        wanted.append(max(arms, default=0))
    assert wanted[1] < wanted[0]
