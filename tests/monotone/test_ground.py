from __future__ import annotations

from random import Random

import numpy as np
from msgspec.structs import replace

from hegemon.counsel.ground import Ground, attack, defence, lent, survey
from hegemon.counsel.odds import attack_odds
from hegemon.world.orders import Move
from hegemon.world.state import World
from hegemon.world.view import View, view_of
from tests.monotone.nudges import more, place
from tests.monotone.support import FALLS, RISES, Law, obeyed, one_way, proves, with_entry, worlds


def seen(world: World) -> View:
    """Return the view of the first seat."""
    return view_of(world, 0)


def stood(world: World) -> list[int]:
    """Return the strength that stands in each province against the first seat."""
    return list(survey(seen(world)).stood)


@obeyed(
    Law("better troops stand firmer", survey, more("quality", 15_000, lambda w, at: slice(None)), of=stood),
    Law("forts hold", survey, more("fort", 3, place), of=lambda w: survey(seen(w)).held),
    Law("one's own quality punches", survey, more("quality", 15_000, lambda w, at: slice(None)),
        of=lambda w: [survey(seen(w)).punch]),
)  # fmt: skip
def test_one_thing_more_moves_the_ground_one_way(law: Law) -> None:
    law.holds()


def spread(rng: Random, g: Ground, goal: int) -> dict[int, int]:
    """Return points by base against a province."""
    return {n: rng.randint(1, 120) for n in g.neighbours[goal] if rng.random() < 0.7}


@proves(survey, defence, lent, attack)
def test_more_men_and_more_sides_attack_no_worse_and_more_battles_leave_less_to_lend() -> None:
    for rng, world in worlds("ground"):
        view = seen(world)
        g = survey(view)
        goal = rng.randrange(world.provinces)
        support = world.rules.war.support
        if not g.neighbours[goal]:
            continue
        force = spread(rng, g, goal)
        base = rng.choice(g.neighbours[goal])
        stronger = {**force, base: force.get(base, 0) + rng.randint(1, 80)}
        assert attack(g, view, stronger, goal) >= attack(g, view, force, goal) >= 0
        some, all_of_them = set(g.neighbours[goal][:1]), set(g.neighbours[goal])
        shares = [lent(g, g.stood, goal, busy, support) for busy in (all_of_them, some, set())]
        assert shares == sorted(shares)
        assert shares[0] == 0
        held = [defence(g, goal, busy, support) for busy in (all_of_them, some, set())]
        assert held == sorted(held)
        assert defence(g, goal, set(), support + 1) <= held[-1], "who lends one in more lends no more"
        at = rng.choice((goal, base))
        firmer = replace(g, stood=[x + 500 * (p == at) for p, x in enumerate(g.stood)])
        assert defence(firmer, goal, set(), support) >= held[-1]
        walled = replace(g, held=[x + 25 * (p == goal) for p, x in enumerate(g.held)])
        assert defence(walled, goal, set(), support) >= held[-1]
        assert (np.array(g.mine) >= 0).all()
        assert (np.array(g.foreign) >= 0).all()


@proves(attack_odds)
def test_the_odds_shown_rise_with_the_men_sent_and_fall_with_the_men_met() -> None:
    risen = 0
    for rng, world in worlds("odds", 60):
        view = seen(world)
        g = survey(view)
        goal = rng.randrange(world.provinces)
        if not g.neighbours[goal] or g.open[goal]:
            continue
        base, points = rng.choice(g.neighbours[goal]), rng.randint(1, 60)
        few = attack_odds(view, [Move((base, goal), points)], goal)
        many = attack_odds(view, [Move((base, goal), points + rng.randint(1, 200))], goal)
        assert 0 <= few.low <= few.mid <= few.high
        for name in ("low", "mid", "high"):
            one_way(getattr(few, name), getattr(many, name), RISES)
        foe = int(world.controller[goal])
        if foe != view.seat:
            met = with_entry(world, "troops", (foe, goal), int(world.troops[foe, goal]) + rng.randint(5, 90))
            more_met = attack_odds(seen(met), [Move((base, goal), points)], goal)
            one_way(few.mid, more_met.mid, FALLS)
            one_way(few.low, more_met.low, FALLS)
            risen += more_met.mid < few.mid
        also = attack_odds(view, [Move((base, goal), points), Move((goal, base), 1)], goal)
        one_way(few.mid, also.mid, RISES)  # who is attacked next door lends nothing
    assert risen > 5
