"""Where an army goes: attacks that more men make no worse, and marches that end nearer to where men are needed."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import numpy as np
from msgspec.structs import replace

from hegemon.counsel.ground import Ground, survey
from hegemon.counsel.marches import coming, over, together
from hegemon.counsel.reach import arriving, assailable, room
from hegemon.players.maximiser.army import Army
from hegemon.players.maximiser.campaign import assaults, muster
from hegemon.players.maximiser.fronts import aims, bound, fronts
from hegemon.players.maximiser.mind import mind_of
from hegemon.players.maximiser.placement import distances, downhill, stationed
from hegemon.players.maximiser.war import intent
from hegemon.world.rules import load_rules
from hegemon.world.state import World
from hegemon.world.view import View, view_of
from tests.monotone.support import FALLS, RISES, changed, one_way, proves, worlds

RULE = load_rules().war
MIND = mind_of()


def marching(rng: Random, world: World) -> tuple[View, set[int], Army]:
    """A seat that fights everybody else, and its army, with more men than it had."""
    me = int(rng.choice(np.flatnonzero(world.home).tolist() or [0]))
    war = np.ones_like(world.war) * ((np.arange(world.states) == me)[:, None] != (np.arange(world.states) == me))
    troops = world.troops.copy()
    troops[me, (world.controller == me) & (troops[me] > 0)] += rng.randint(0, 200)
    view = view_of(changed(world, war=war, wars=(), treaties=(), troops=troops), me)
    foes = set(range(world.states)) - {me}
    army = muster(view, intent(view, MIND), MIND)
    army.foes = frozenset(foes)
    return view, foes, army


@proves(over, together, coming)
def test_what_comes_over_a_border_rises_with_who_stands_there_and_falls_with_the_chance_that_it_is_taken() -> None:
    for kind in (1, 2, 3):
        row = [abs(over(RULE, kind, near, 700, 0)) for near in range(0, 20_000, 500)]
        assert row == sorted(row)
        likelier = [abs(over(RULE, kind, 900, 4000, falling)) for falling in range(0, 1001, 100)]
        assert likelier == sorted(likelier, reverse=True)
        assert (over(RULE, kind, 900, 0, 0) < 0) == (kind == 3), "what comes over the sea is told by its sign"
    for rng, world in worlds("coming", 30):
        g = survey(view_of(world, 0))
        place, at = rng.randrange(world.provinces), rng.randrange(world.provinces)
        stands = [rng.randint(0, 9000) * (not free) for free in g.open]
        stronger = [x + 5000 * (p == at and not g.open[p]) for p, x in enumerate(stands)]
        before, after = (coming(g, RULE, x, place, {}, {}) for x in (stands, stronger))
        assert set(before) <= set(after) <= set(g.neighbours[place])
        if at != place:
            assert all(abs(after[n]) >= abs(strength) for n, strength in before.items())
            one_way(together(before.values(), RULE), together(after.values(), RULE), RISES)
        assert together((), RULE) == 0


@proves(aims, bound)
def test_the_bound_of_a_front_lies_above_every_attack_on_it_and_rises_with_the_men() -> None:
    weighed = risen = 0
    for rng, world in worlds("bound", 60):
        view, foes, army = marching(rng, world)
        near = aims(view, foes, MIND)
        assert all(army.g.holder[place] in foes for place in near)
        for most, front in fronts(view, army, MIND):
            assert front.place in near
            assert front.met(army, ()) == front.meets == near[front.place] + front.raised
            assert bound(army, front, MIND) == most > 0
            one_way(most, bound(army, replace(front, meets=front.meets + 500), MIND), FALLS)
            more = replace(front, whole=front.whole + 40, strength=front.strength + 40 * army.g.punch)
            one_way(most, bound(army, more, MIND), RISES)
            risen += bound(army, more, MIND) > most
        bounds = {army.g.holder[front.place]: most for most, front in reversed(fronts(view, army, MIND))}
        _, records = assaults(view, foes, army, MIND)
        for record in records[:1]:
            for option in record.options:
                if option.name != "stand":
                    weighed += 1
                    assert option.utility <= bounds[option.terms[0].about] + army.man // 500, "two men are rounded"
    assert weighed > 20
    assert risen > 5


@proves(assailable, room, arriving)
def test_what_is_assailable_grows_with_the_men_and_is_nothing_without_them() -> None:
    found = more = 0
    least = RULE.repulse * (200 - MIND.weights.war.doubt) // 200
    for rng, world in worlds("assailable", 40):
        foes = set(range(1, world.states))
        could = assailable(view_of(world, 0), foes, least)
        assert list(could) == sorted(could)
        assert all(survey(view_of(world, 0)).holder[place] in foes for place in could)
        mine = np.arange(world.states)[:, None] == 0
        stronger = world.troops + mine * (world.controller == 0) * rng.randint(0, 40)
        wider = assailable(view_of(changed(world, troops=stronger), 0), foes, least)
        assert set(could) <= set(wider)
        found, more = found + len(could), more + len(wider)
        assert not assailable(view_of(changed(world, troops=world.troops * ~mine), 0), foes, least)
    assert 0 < found < more
    for kind in (1, 2, 3):
        full, most = room(kind, RULE)
        assert 0 < full <= most
        assert 0 < arriving(kind, RULE) <= 100


def standing(rng: Random, g: Ground) -> dict[int, int]:
    return {p: rng.randint(1, 90) for p in g.room if rng.random() < 0.6}


@proves(stationed)
def test_men_are_wanted_by_need_and_no_more_of_them_than_there_are() -> None:
    for rng, world in worlds("stationed", 40):
        g = survey(view_of(world, 0))
        left = standing(rng, g)
        need = {p: rng.random() * 30 + 0.1 for p in g.room if rng.random() < 0.4}
        wanted = stationed(g, 0, need, left, RULE.landing)
        assert all(points >= 0 for points in wanted.values())
        assert sum(wanted.values()) <= sum(left.values()) + 0.001
        if not need:
            continue
        place = rng.choice(sorted(need))
        urgent = stationed(g, 0, {**need, place: need[place] * 2}, left, RULE.landing)
        assert urgent[place] >= wanted[place] - 0.001
        here = rng.choice(g.room)
        more = stationed(g, 0, need, {**left, here: left.get(here, 0) + 50}, RULE.landing)
        assert all(more[p] >= wanted[p] - 0.001 for p in need)


@proves(distances, downhill)
def test_every_march_ends_nearer_to_a_goal_and_more_goals_are_no_further() -> None:
    walked = 0
    for rng, world in worlds("downhill", 40):
        g = survey(view_of(world, 0))
        if len(g.room) < 3:
            continue
        one, two, source = (rng.choice(g.room) for _ in range(3))
        far = distances(g, [one])
        both = distances(g, sorted({one, two}))
        assert far[one] == both[two] == 0
        assert all(a >= b for a, b in zip(far, both, strict=True))
        assert all((0 <= far[p] < 99) == (g.part[p] == g.part[one]) for p in range(world.provinces))
        for steps in (1, 2, 3):
            way = downhill(g, far, source, steps)
            assert way[0] == source
            assert all(b in g.neighbours[a] and g.open[b] for a, b in pairwise(way))
            if far[source] < 99:
                assert len(way) == 1 + min(steps, far[source])
                assert far[way[-1]] == far[source] - len(way) + 1
                walked += len(way) > 1
            else:
                assert way == (source,)
    assert walked > 10
