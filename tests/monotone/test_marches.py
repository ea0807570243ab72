"""What could fall on a province, and how it stands: more strength, nearer, moves the sums one way only."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from random import Random

import msgspec
import numpy as np

from hegemon.counsel.danger import danger
from hegemon.counsel.ground import survey
from hegemon.counsel.marches import bared, beside, blow, falls, levy, might, safety, stand
from hegemon.players.maximiser.army import struck
from hegemon.players.maximiser.campaign import strikers
from hegemon.players.maximiser.fronts import commands_sea
from hegemon.players.maximiser.honour import likeliest
from hegemon.players.maximiser.mind import mind_of
from hegemon.players.maximiser.war import intent
from hegemon.world.rules import load_rules
from hegemon.world.state import World
from hegemon.world.view import View, view_of
from tests.monotone.support import FALLS, RISES, changed, one_way, proves, with_entry, worlds

RULE = load_rules().war
MIND = mind_of()


def seat_of(rng: Random, world: World) -> int:
    return int(rng.choice(np.flatnonzero(world.home).tolist() or [0]))


def raised(stands: list[int], at: int, more: int) -> list[int]:
    return [x + more * (p == at) for p, x in enumerate(stands)]


@proves(might)
def test_more_troops_and_likelier_enemies_are_more_might() -> None:
    for rng, world in worlds("might", 25):
        view = view_of(world, 0)
        likely = {s: rng.randint(0, 1000) for s in range(1, world.states)}
        before = might(view, likely)
        foe = rng.choice(sorted(likely))
        surer = might(view, {**likely, foe: 1000})
        assert all(a <= b for a, b in zip(before, surer, strict=True))
        assert not any(might(view, {foe: 0}))
        place = rng.randrange(world.provinces)
        more = replace(view, known=with_entry(world, "troops", (foe, place), int(world.troops[foe, place]) + 50))
        assert might(more, likely)[place] >= before[place]


@proves(blow)
def test_who_stands_near_in_greater_strength_strikes_harder() -> None:
    moved = 0
    for rng, world in worlds("blow", 40):
        view = view_of(world, seat_of(rng, world))
        g = survey(view)
        stands = [rng.randint(0, 9000) * (not free) for free in g.open]
        place, at = rng.randrange(world.provinces), rng.randrange(world.provinces)
        stronger = raised(stands, at, rng.randint(1000, 9000))
        one_way(blow(g, RULE, stands, place), blow(g, RULE, stronger, place), RISES)
        moved += blow(g, RULE, stands, place) < blow(g, RULE, stronger, place)
        assert blow(g, RULE, [0] * len(stands), place) == 0
        near = dict.fromkeys(g.neighbours[place], 1000)
        fallen = [0 if p in near else x for p, x in enumerate(stands)]
        assert blow(g, RULE, fallen, place, near) == 0, "nobody marches through what falls to the seat"
        one_way(blow(g, RULE, stands, place), blow(g, RULE, stands, place, dict.fromkeys(near, 400)), FALLS)
    assert moved > 2


@proves(struck)
def test_the_likelier_a_place_falls_the_less_strikes_from_it() -> None:
    for stands in (0, 1, 777, 9000):
        row = [struck(stands, chance) for chance in range(0, 1001, 50)]
        assert row == sorted(row, reverse=True)
        assert (row[0], row[-1]) == (stands, 0)


@proves(safety, bared)
def test_more_men_at_home_never_make_it_dearer_to_send_some_away() -> None:
    """What a province needs against a blow is a number of points, and what is beyond it is free."""
    moved = 0
    for rng, world in worlds("bared", 40):
        g = survey(view_of(world, seat_of(rng, world)))
        place, came, near, gone = rng.randrange(world.provinces), *(rng.randint(1, 9000) for _ in range(3))
        needed = safety(g, RULE, came, place, 60)
        assert falls(came, stand(g, place, needed + 1, 0), RULE, 60) == 0
        assert needed <= safety(g, RULE, came + 500, place, 60)
        left = rng.randint(0, 9000)

        cost = partial(bared, g, RULE, came, place, left=left, gone=gone, beside=near, doubt=60)
        lost = [cost(left=more) for more in range(0, 18000, 500)]
        assert lost == sorted(lost, reverse=True)
        assert 0 <= lost[0] <= 1000
        assert lost[-1] == 0 or needed > 17500
        one_way(cost(), cost(beside=near + 900), FALLS)
        one_way(cost(), cost(gone=gone + 900), RISES)
        assert bared(g, RULE, 0, place, left=0, gone=gone, beside=near, doubt=60) == 0
        moved += lost[0] > lost[-1]
    assert moved > 10


@proves(falls)
def test_odds_make_an_attack_likelier_to_win_up_to_certain() -> None:
    assert falls(0, 0, RULE, 60) == 0
    assert falls(100, 0, RULE, 60) == 1000
    for doubt in (20, 60, 100):
        row = [falls(strength, 1000, RULE, doubt) for strength in range(0, 4000, 25)]
        assert row == sorted(row)
        assert (row[0], row[-1]) == (0, 1000)
        assert 480 <= falls(1000 * RULE.repulse // 100, 1000, RULE, doubt) <= 520
    weaker = [falls(1000, defence, RULE, 60) for defence in range(0, 2000, 25)]
    assert weaker == sorted(weaker, reverse=True)


@proves(stand, beside)
def test_ground_and_friends_next_door_make_a_firmer_stand() -> None:
    for rng, world in worlds("stand", 25):
        g = survey(view_of(world, seat_of(rng, world)))
        place = rng.randrange(world.provinces)
        strength, near = rng.randint(0, 9000), rng.randint(0, 9000)
        now = stand(g, place, strength, near)
        assert now >= strength
        assert stand(g, place, strength + 100, near) >= now
        assert stand(g, place, strength, near + 100) >= now
        assert stand(g, place, 0, near) == 0, "friends help who stands there, not empty land"
        firmer = msgspec.structs.replace(g, held=[x + 25 for x in g.held])
        assert stand(firmer, place, strength, near) >= now
        mine = [rng.randint(0, 60) for _ in g.mine]
        more = [x + 30 for x in mine]
        one_way(beside(g, mine, place, RULE.support), beside(g, more, place, RULE.support), RISES)


@proves(commands_sea)
def test_the_sea_is_commanded_by_the_stronger_side_alone() -> None:
    for rng, world in worlds("sea", 20):
        me, foe = rng.sample(range(world.states), 2)
        calm = changed(world, war=np.zeros_like(world.war), wars=(), treaties=())
        here, there = (commands_sea(view_of(calm, a), {b}) for a, b in ((me, foe), (foe, me)))
        assert not (here and there)
        if here:
            more = changed(calm, troops=calm.troops + 30 * (np.arange(world.states) == me)[:, None])
            assert commands_sea(view_of(more, me), {foe})
            assert commands_sea(view_of(calm, me), set()) or not calm.army[me]


@proves(levy)
def test_output_raises_men_and_an_army_at_hand_costs_some() -> None:
    grown = 0
    for rng, world in worlds("levy", 25):
        foe = rng.randrange(world.states)
        now = levy(view_of(world, 0), foe)
        richer = changed(world, mobilised_output=world.mobilised_output + 500)
        assert levy(view_of(richer, 0), foe) >= now >= 0
        grown += levy(view_of(richer, 0), foe) > now
        crowded = changed(world, troops=world.troops + 20)
        assert levy(view_of(crowded, 0), foe) <= now
    assert grown > 3


@proves(strikers, likeliest)
def test_enemies_surely_strike_and_others_as_the_table_says() -> None:
    for rng, world in worlds("strikers", 25):
        me = seat_of(rng, world)
        view: View = view_of(world, me)
        plan, table = intent(view, MIND), danger(view)
        found = strikers(view, plan, MIND)
        assert me not in found
        assert all(0 <= part <= 1000 for part in found.values())
        for other, part in found.items():
            if world.war[me, other] or other == plan.target:
                assert part == 1000
            else:
                assert table.attack[other, me] > 0
        friend = rng.choice([s for s in range(world.states) if s != me])
        enemy = likeliest(table, friend, me)
        assert table.attack[enemy, friend] == np.delete(table.attack[:, friend], me).max() or enemy == me
