from __future__ import annotations

import msgspec
import numpy as np

from hegemon.world.legality_diplomacy import peace_price
from hegemon.world.orders import DIPLOMACY, PeaceTerms
from hegemon.world.promises import envoys, tied
from hegemon.world.relations import (
    access,
    attack_price,
    breach_price,
    cession_price,
    command,
    latecomer,
    war_score,
    worth,
)
from hegemon.world.scenario_model import TREATY_KINDS, TreatySpec
from hegemon.world.state import World
from tests.monotone.nudges import blocks, column, mirrored, more, overrun, pair, place, signed
from tests.monotone.support import FALLS, RISES, Law, changed, obeyed, one_way, proves, with_entry, worlds
from tests.worlds import bound


def scores(world: World) -> list[list[int]]:
    """Return the score of every state against every other, (S, S) [winner, loser]."""
    return [[war_score(world, a, b) if a != b else 0 for b in range(world.states)] for a in range(world.states)]


def prices(world: World) -> list[int]:
    """Return what ceding each province costs, (P,)."""
    return [cession_price(world, p) for p in range(world.provinces)]


@obeyed(
    Law("losses inflicted earn", war_score, more("inflicted", 4000, pair), of=scores, others=FALLS),
    Law("losses borne cost", war_score, more("inflicted", 4000, mirrored), of=scores, own=FALLS, others=RISES),
    Law("land taken earns, for friends too", war_score, overrun, of=scores, others=RISES),
    Law("a larger foe is hurt less by the same", war_score, more("potential", 9000, column), of=scores, own=FALLS),
    Law("richer land is dearer than other land", cession_price, more("scenario.ore", 400, place), of=prices,
        others=FALLS),
    Law("yields are worth", worth, more("scenario.fuel", 400, place)),
    Law("alliances open land", access, signed("defence", "entente")),
    Law("duties tie", tied, signed(*TREATY_KINDS), of=lambda w: [tied(w, s) for s in range(w.states)]),
    Law("duties take envoys", envoys, signed("defence", "guarantee", "entente"), own=FALLS,
        of=lambda w: [envoys(w, s) for s in range(w.states)], draws=300),
    Law("diplomacy sends envoys", envoys, blocks(DIPLOMACY), of=lambda w: [envoys(w, s) for s in range(w.states)]),
    Law("land commands", command, more("land_share", 1_000_000), of=lambda w: [command(w, s) for s in range(w.states)]),
)  # fmt: skip
def test_one_thing_more_moves_what_pairs_owe_one_way(law: Law) -> None:
    law.holds()


@proves(breach_price, attack_price)
def test_a_word_more_is_dearer_to_break_and_a_surprise_costs_no_less() -> None:
    for rng, world in worlds("prices"):
        a, b = rng.sample(range(world.states), 2)
        sworn = bound(world, TreatySpec(rng.choice(TREATY_KINDS), (a, b)))
        assert attack_price(sworn, a, b) >= attack_price(world, a, b) >= 0
        ready, unready = (with_entry(sworn, "mobilised", (a,), since) for since in (1, 0))
        ready.turn = unready.turn = 5
        assert attack_price(unready, a, b) >= attack_price(ready, a, b)
        for treaty in sworn.treaties:
            twice = msgspec.structs.replace(treaty, double=True)
            once = msgspec.structs.replace(treaty, double=False)
            assert breach_price(sworn, twice) >= breach_price(sworn, once) >= 0


@proves(envoys, command, tied)
def test_envoys_and_attacks_keep_to_their_bounds() -> None:
    for rng, world in worlds("bounds"):
        state, rule = rng.randrange(world.states), world.rules
        assert rule.effort.envoys <= envoys(world, state) <= rule.effort.envoys_most
        assert rule.war.attacks <= command(world, state) <= rule.war.attacks_great + 1
        assert tied(world, state) >= 0
        small = with_entry(world, "scenario.great", (state,), 0)
        assert command(small, state) <= command(with_entry(world, "scenario.great", (state,), 1), state)
        clerks, none = (with_entry(world, "focus", (state,), kind) for kind in (7, 0))
        assert command(clerks, state) == command(none, state) + 1


@proves(war_score, access)
def test_a_score_has_its_floor_and_ceiling_and_war_closes_land() -> None:
    for rng, world in worlds("floor"):
        rule = world.rules.peace
        found = np.array(scores(world))
        late = np.array([[latecomer(world, a, b) for b in range(world.states)] for a in range(world.states)])
        off = ~np.eye(world.states, dtype=np.bool_)
        assert (found[off & ~late] >= rule.score_least).all()
        assert not found[off & late].any()
        assert (found <= rule.score_least + rule.score_occupied + rule.score_loss).all()
        a, b = rng.sample(range(world.states), 2)
        war = world.war.copy()
        war[a, b] = war[b, a] = 999
        one_way(access(changed(world, wars=())), access(changed(world, wars=(), war=war)), FALLS)
        assert access(world).diagonal().all()


@proves(peace_price)
def test_every_term_of_a_peace_has_a_price() -> None:
    for rng, world in worlds("terms"):
        a, b = rng.sample(range(world.states), 2)
        theirs = rng.sample(range(world.provinces), 2)
        asked = PeaceTerms(a, b, cede=tuple(theirs[:1]), reparations=rng.randrange(100))
        more_asked = (
            msgspec.structs.replace(asked, cede=tuple(theirs)),
            msgspec.structs.replace(asked, reparations=asked.reparations + rng.randint(1, 50)),
            msgspec.structs.replace(asked, demilitarise=True),
            msgspec.structs.replace(asked, break_pacts=(1,)),
        )
        assert peace_price(world, PeaceTerms(a, b)) == 0
        for terms in more_asked:
            one_way(peace_price(world, asked), peace_price(world, terms), RISES)
