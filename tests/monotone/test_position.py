from __future__ import annotations

from random import Random

import msgspec
import numpy as np

from hegemon.counsel.pledges import Promises, promises
from hegemon.counsel.position import fronts, misjudged, position
from hegemon.counsel.weights import load_weights
from hegemon.world.scenario_model import TREATY_KINDS, TreatySpec
from hegemon.world.state import World
from hegemon.world.view import view_of
from tests.monotone.nudges import more, signed
from tests.monotone.support import ANY, FALLS, RISES, Law, Where, changed, obeyed, one_way, proves, with_entry, worlds
from tests.worlds import bound, cheque

RULE = load_weights().danger


def force(world: World) -> object:
    """Return the forces that the first seat reckons with."""
    return position(view_of(world, 0)).force


def said(world: World) -> Promises:
    """Return what treaties say, as who knows of all of them reads it."""
    return promises((world,), RULE)[0]


def promised(world: World) -> object:
    """Return the clarity of all promises where duties tie no diplomacy."""
    free = msgspec.structs.replace(world.rules.switch, autonomy=0)
    return said(changed(world, rules=msgspec.structs.replace(world.rules, switch=free))).clarity


def own_troops(rng: Random, world: World) -> tuple[World, Where] | None:
    """Give the first seat more troops on land it holds."""
    held = np.flatnonzero(world.controller == 0).tolist()
    if not held or not world.home[0]:
        return None
    place = rng.choice(held)
    return with_entry(world, "troops", (0, place), int(world.troops[0, place]) + rng.randint(1, 300)), 0


@obeyed(
    Law("troops are force", position, own_troops, of=force),
    Law("quality is force", position, more("quality", 15_000), of=force),
    Law("output will be force", position, more("mobilised_output", 9000), of=force),
    Law("liking disarms hate", position, more("opinion", 1000, lambda world, at: at), own=FALLS, others=ANY,
        of=lambda w: position(view_of(w, 0)).hostile),
    Law("exhaustion is tiredness", position, more("exhaustion", 1000), of=lambda w: position(view_of(w, 0)).tired),
    Law("a treaty more forbids no less", promises, signed(*TREATY_KINDS), of=lambda w: said(w).pact),
    Law("a treaty more costs no less", promises, signed(*TREATY_KINDS), of=lambda w: said(w).price),
    Law("a treaty more trades no less", promises, signed(*TREATY_KINDS), of=lambda w: said(w).trade),
    Law("a treaty more promises no less, but for the diplomacy it ties", promises, signed(*TREATY_KINDS), of=promised),
)  # fmt: skip
def test_one_thing_more_moves_the_position_one_way(law: Law) -> None:
    law.holds()


@proves(promises)
def test_a_blank_cheque_promises_most_and_a_refusal_least_and_nobody_promises_to_itself() -> None:
    for rng, world in worlds("cheques"):
        a, b = rng.sample(range(world.states), 2)
        sworn = bound(world, TreatySpec("defence", (a, b)))
        refused, asked, sure = (
            said(cheque(sworn, a, reply)).clarity for reply in ("refuse", "ask me", "at once")
        )  # fmt: skip
        one_way(refused, asked, RISES)
        one_way(asked, sure, RISES)
        assert ((sure >= 0) & (sure <= 1)).all()
        i = np.arange(world.states)
        for rows in (sure[i, i], sure[i, :, i], sure[:, i, i]):
            assert not rows.any()


@proves(fronts)
def test_wider_frontage_finds_no_less_room_and_a_front_has_two_sides() -> None:
    for _, world in worlds("fronts"):
        land, sea = fronts(world)
        assert (land >= 0).all()
        assert (land == land.T).all()
        assert (sea == sea.T).all()
        war = world.rules.war
        wide = msgspec.structs.replace(war, frontage=war.frontage + 9, landing=war.landing + 9)
        wider = fronts(changed(world, rules=msgspec.structs.replace(world.rules, war=wide)))
        one_way(land, wider[0], RISES)
        one_way(sea, wider[1], RISES)


@proves(misjudged)
def test_a_seat_knows_its_own_force_and_errs_on_others_within_the_stated_bound() -> None:
    for rng, world in worlds("misjudged"):
        seat = rng.randrange(world.states)
        error = misjudged(view_of(world, seat), RULE)
        assert error[seat] == 0
        assert (np.abs(error) <= RULE.judgement).all()
        assert (position(view_of(world, seat)).force >= 0).all()
