from __future__ import annotations

import numpy as np

from hegemon.engine.supply import steps_away, supplied
from tests.monotone.support import FALLS, RISES, one_way, proves, with_entry, worlds


@proves(supplied, steps_away)
def test_friends_and_land_never_cut_supply_and_enemies_never_mend_it() -> None:
    moved = 0
    for rng, world in worlds("supply", 150):
        state, other = rng.sample(range(world.states), 2)
        may = np.random.default_rng(rng.getrandbits(32)).random((world.states, world.states)) < 0.3
        np.fill_diagonal(may, True)
        now = supplied(world, state, may)
        assert set(now) <= set(world.rules.war.supply)
        friends, foes = may.copy(), may.copy()
        friends[state, other], foes[state, other] = True, False
        one_way(now, supplied(world, state, friends), RISES)
        one_way(now, supplied(world, state, foes), FALLS)
        holder = world.controller.tolist()
        one_way(steps_away(world, state, may, holder), steps_away(world, state, friends, holder), FALLS)
        place = rng.randrange(world.provinces)
        capital = int(world.capital[state])
        seated = world.sovereign[capital] == state == world.controller[capital]
        if seated and world.controller[place] != state:
            freed = -1 if world.sovereign[place] == state else state
            held = supplied(with_entry(world, "occupier", (place,), freed), state, may)
            one_way(now, held, RISES)
            moved += held != now
    assert moved > 5


@proves(supplied)
def test_at_the_seat_of_government_supply_is_full() -> None:
    for rng, world in worlds("at home"):
        state = rng.randrange(world.states)
        capital = int(world.capital[state])
        if world.sovereign[capital] == state == world.controller[capital]:
            assert supplied(world, state, np.eye(world.states, dtype=np.bool_))[capital] == world.rules.war.supply[0]
