from __future__ import annotations

import msgspec
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hegemon.engine.economy import (
    INDUSTRY,
    bottleneck,
    drawn,
    grain_need,
    hunger,
    output,
    partners,
    production,
    trade,
)
from hegemon.world.scenario_model import TreatySpec
from tests.monotone import support
from tests.monotone.nudges import at_war, fighting, focused, further, holder, more, sovereign, taken
from tests.monotone.support import ANY, FALLS, RISES, Law, changed, obeyed, one_way, proves, with_entry, worlds
from tests.worlds import bound

amounts = st.integers(0, 20_000)


@obeyed(
    Law("better roads gather more", production, more("infrastructure", 1000, holder)),
    Law("more grain gathers more", production, more("scenario.grain", 400, holder)),
    Law("more ore gathers more", production, more("scenario.ore", 400, holder)),
    Law("more fuel gathers more", production, more("scenario.fuel", 400, holder)),
    Law("a longer way gathers less", production, further, own=FALLS),
    Law("occupation robs the owner", production, taken, own=FALLS, others=RISES),
    Law("occupation gathers less in all", production, taken, own=FALLS, of=lambda w: [production(w).sum()] * w.states,
        others=FALLS),
    Law("a focus on grain adds", production, focused(1)),
    Law("a focus on ore adds", production, focused(2)),
    Law("a focus on fuel adds", production, focused(3)),
    Law("a calm state draws more", drawn, more("stability", 1000)),
    Law("a tired state draws less", drawn, more("exhaustion", 1000), own=FALLS),
    Law("what there is is drawn", drawn, more("potential", 9000)),
    Law("capacity draws", drawn, more("scenario.capacity", 100)),
    Law("war surges", drawn, fighting, others=ANY),
    Law("a focus on industry draws", drawn, focused(INDUSTRY)),
    Law("people eat", grain_need, more("scenario.population", 9000, holder)),
    Law("armies eat", grain_need, more("troops", 4000)),
    Law("who has more mouths is no less hungry", hunger, more("troops", 4000)),
)  # fmt: skip
def test_one_thing_more_moves_gathering_drawing_and_eating_one_way(law: Law) -> None:
    law.holds()


@proves(drawn)
def test_arms_in_peace_cost_output_and_nothing_is_drawn_beyond_the_surge() -> None:
    for _, world in worlds("arms in peace"):
        peace = changed(world, war=np.zeros_like(world.war))
        calm = changed(peace, mobilised=np.zeros_like(world.mobilised))
        armed = changed(peace, mobilised=np.ones_like(world.mobilised))
        one_way(drawn(calm), drawn(armed), FALLS)
        most = world.potential * max(world.rules.economy.surge) // 1000 * 11 // 10 + 1
        assert (drawn(world) <= most).all()
        assert (drawn(world)[~world.alive] == 0).all()


@proves(output)
@support.drawn
@given(st.tuples(amounts, amounts, amounts), st.integers(7000, 15000), st.integers(0, 2), st.integers(1, 5000))
def test_output_rises_with_every_input_and_with_quality(now: tuple[int, int, int], q: int, at: int, m: int) -> None:
    then = tuple(x + m * (i == at) for i, x in enumerate(now))

    def made(inputs: tuple[int, ...], quality: int) -> int:
        return int(output(np.array([inputs], np.int64), np.array([quality], np.int64))[0])

    assert made(then, q) >= made(now, q) >= 0
    assert made(now, q + m) >= made(now, q)
    assert made(now, 10_000) <= 3 * min(now), "no plenty makes up for what is scarcest"
    assert made(now, 10_000) <= max(now)


@proves(trade)
def test_trade_moves_only_what_is_over_to_who_is_short_of_it() -> None:
    moved = 0
    for rng, base in worlds("trade"):
        pairs = [rng.sample(range(base.states), 2) for _ in range(rng.randint(1, 6))]
        world = bound(base, *(TreatySpec("trade", (a, b)) for a, b in pairs))
        gathered = np.random.default_rng(rng.getrandbits(32)).integers(0, 3000, (world.states, 3))
        after = trade(world, gathered)
        mean = (gathered.sum(axis=1) // 3)[:, None]
        assert (after.sum(axis=0) == gathered.sum(axis=0)).all(), "trade neither makes nor loses"
        short = gathered < mean
        assert (after[short] >= gathered[short]).all(), "who is short never gives"
        assert (after[~short] <= gathered[~short]).all(), "who has enough never takes"
        assert (np.where(short, mean - after, after - mean) >= 0).all(), "nobody is carried past its own mean"
        idle = ~partners(world).any(axis=1)
        assert (after[idle] == gathered[idle]).all()
        least, now = np.sort(gathered, axis=1)[:, 0], np.sort(after, axis=1)[:, 0]
        assert (now >= least).all(), "the scarcest input of no state grows scarcer"
        moved += int((after != gathered).any())
    assert moved > 5


@proves(partners)
def test_a_trade_treaty_opens_a_pair_and_war_closes_it() -> None:
    for rng, world in worlds("partners"):
        a, b = rng.sample(range(world.states), 2)
        now, then = partners(world), partners(bound(world, TreatySpec("trade", (a, b))))
        assert (then >= now).all()
        assert then[a, b] == (world.war[a, b] == 0 and not (world.sanction[a, b] or world.sanction[b, a]))
        fought = partners(changed(world, war=at_war(world, a, b)))
        assert (fought <= now).all()
        assert not fought[a, b]
        assert (now == now.T).all()
        other = msgspec.structs.replace(world.rules.kinds["trade"], trade=False)
        rules = msgspec.structs.replace(world.rules, kinds={**world.rules.kinds, "trade": other})
        assert (partners(changed(world, rules=rules)) <= now).all()


@proves(bottleneck)
def test_the_bottleneck_is_the_scarcest_input_and_more_of_the_others_never_makes_another_it() -> None:
    for rng, world in worlds("bottleneck"):
        state = rng.randrange(world.states)
        scarce = bottleneck(world, state)
        assert world.inputs[state, scarce] == world.inputs[state].min()
        other = (scarce + rng.randint(1, 2)) % 3
        plenty = with_entry(world, "inputs", (state, other), int(world.inputs[state, other]) + rng.randint(1, 500))
        assert bottleneck(plenty, state) == scarce


@proves(hunger)
def test_who_has_less_grain_is_no_less_hungry_and_who_has_enough_is_not_at_all() -> None:
    hungrier = 0
    for rng, world in worlds("hunger"):
        state = rng.randrange(world.states)
        had = int(world.inputs[state, 0])
        less = with_entry(world, "inputs", (state, 0), rng.randint(0, had))
        one_way(hunger(world), hunger(less), RISES)
        hungrier += int(hunger(less)[state] > hunger(world)[state])
        fed = with_entry(world, "inputs", (state, 0), int(grain_need(world)[state]))
        assert hunger(fed)[state] == 0
        starved = with_entry(world, "inputs", (state, 0), 0)
        assert hunger(starved)[state] == (1000 if world.alive[state] and grain_need(world)[state] else 0)
    assert hungrier


@obeyed(Law("who holds no land eats less than who does", grain_need, taken, own=FALLS, others=ANY))
def test_occupied_land_is_fed_by_who_holds_it(law: Law) -> None:
    law.holds()


def test_a_nudge_names_who_is_meant() -> None:
    for rng, world in worlds("nudges", 5):
        place = rng.randrange(world.provinces)
        assert sovereign(world, (place,)) == world.sovereign[place]
        nudged = more("infrastructure", 2000, holder)(rng, world)
        assert nudged is not None
        assert (nudged[0].infrastructure - world.infrastructure).sum() > 0
        one_way(world.infrastructure, nudged[0].infrastructure, RISES)
