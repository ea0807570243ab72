"""Promises: what allies add, what makes them count, what they cost, and what they do to who relies on them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from hegemon.counsel.danger import danger
from hegemon.counsel.forecast import marginal
from hegemon.counsel.pacts import worth
from hegemon.engine.effort import raised
from hegemon.engine.shelter import covered
from hegemon.world.orders import MILITARY, Term
from hegemon.world.promises import clarity, envoys
from hegemon.world.rules import Rules
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.view import view_of
from tests.worlds import agree, bound, cheque, ints, marching, opened, pact, pinned, placed, play, stage, warring

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
    fought = warring(opened(rules=pinned(house)), ((B, C), (A,)))
    fought = placed(fought, (B, 2, 60), (C, 4, 60), (A, 1, 60))
    one, two = marching(B, ((2, 1), 60)), marching(C, ((4, 1), 60))
    for orders in ((one,), (two,)):
        assert play(fought, *orders)[0].controller[1] == A, "what neither can take alone"
    assert play(fought, one, two)[0].controller[1] in (B, C), "both take together"


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
    saved = np.zeros(2, np.int64)
    for menace in (40, 45, 50):  # where arms can still tip the scales: the hopeless save nothing by either alone
        world = placed(_menaced(pinned(house)), (A, 1, menace), (B, 2, 60), (C, 4, 60), (D, 6, 60))
        allied = cheque(bound(world, DEFENCE), C)
        saved += [_named("safety", marginal(view_of(w, B))[0][MILITARY]) for w in (world, allied)]
    assert 2 * saved[1] < saved[0], "with an ally a block of arms saves less"
    world = placed(world, (A, 1, 100), (B, 2, 60), (C, 4, 60), (D, 6, 60))
    armed = placed(world, (A, 1, 100), (B, 2, 200), (C, 4, 60), (D, 6, 60))
    cover = [_named("cover", worth(view_of(w, B), "defence", B, C)) for w in (world, armed)]
    assert cover[1] < cover[0], "with arms an ally covers less"
    busy = stage(bound(world, TreatySpec("league", (B, D))), effort=ints(5, 5, 0, 0))
    price = [_named("autonomy", worth(view_of(w, B), "defence", B, C)) for w in (world, busy)]
    assert price[1] < price[0] < 0, "and is dearer to who has no diplomacy left"


def _named(name: str, terms: Iterable[Term]) -> int:
    return sum(term.amount for term in terms if term.name == name)
