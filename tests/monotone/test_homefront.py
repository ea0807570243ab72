from __future__ import annotations

from random import Random

import numpy as np

from hegemon.engine.homefront import calmed, tired
from hegemon.world.fixed import Ints
from hegemon.world.state import World
from tests.monotone.nudges import more, taken
from tests.monotone.support import FALLS, Law, Where, changed, obeyed, one_way, proves, with_entry, worlds


def unbroken(world: World) -> Ints:
    """Return stability after a turn in which nobody broke a word."""
    return calmed(world, np.zeros(world.states, np.int64))


def unhurt(world: World) -> Ints:
    """Return exhaustion after a turn without losses."""
    return tired(world, {})


def bled(world: World) -> Ints:
    """Return exhaustion after a turn in which everybody lost a hundred points."""
    return tired(world, dict.fromkeys(range(world.states), 100))


def pacified(rng: Random, world: World) -> tuple[World, Where] | None:
    """Take a state out of all its wars."""
    fighting = np.flatnonzero((world.war > 0).any(axis=1)).tolist()
    if not fighting:
        return None
    state, war = rng.choice(fighting), world.war.copy()
    foes = [s for s in range(world.states) if war[state, s]]
    for foe in foes:
        war[state, foe] = war[foe, state] = 0
    return changed(world, war=war), tuple(range(world.states))


def kept_long(rng: Random, world: World) -> tuple[World, Where]:
    """Let a state have been under arms since the first turn, in the tenth."""
    state = rng.randrange(world.states)
    later = changed(with_entry(world, "mobilised", (state,), 1), turn=world.turn)
    return later, state


def tenth(world: World) -> Ints:
    """Return stability in the tenth turn, whose long mobilisations cost."""
    return unbroken(changed(world, turn=max(world.turn, 10)))


@obeyed(
    Law("who was calm stays calmer", calmed, more("stability", 1000), of=unbroken),
    Law("tiredness unsettles", calmed, more("exhaustion", 1000), of=unbroken, own=FALLS),
    Law("hunger unsettles", calmed, more("hungry", 1000), of=unbroken, own=FALLS),
    Law("lost land unsettles", calmed, taken, of=unbroken, own=FALLS),
    Law("who was tired stays more tired", tired, more("exhaustion", 1000), of=unhurt),
    Law("an army bears its losses the better the larger it is", tired, more("troops", 4000), of=bled, own=FALLS),
)
def test_one_thing_more_moves_the_home_front_one_way(law: Law) -> None:
    law.holds()


@proves(calmed)
def test_broken_words_and_long_mobilisation_unsettle() -> None:
    for rng, world in worlds("broken"):
        state, price = rng.randrange(world.states), rng.randint(1, 300)
        none = np.zeros(world.states, np.int64)
        broken = none.copy()
        broken[state] = price
        now, then = calmed(world, none), calmed(world, broken)
        one_way(now, then, FALLS)
        assert (then[~(none < broken)] == now[~(none < broken)]).all()
        assert ((then >= 0) & (then <= 1000))[world.alive].all()
        at_peace = with_entry(world, "mobilised", (state,), 0)
        under_arms, _ = kept_long(rng, world)
        one_way(tenth(at_peace), tenth(changed(under_arms, mobilised=np.where(
            np.arange(world.states) == state, 1, at_peace.mobilised))), FALLS)  # fmt: skip


@proves(tired)
def test_war_and_losses_only_tire_and_peace_only_rests() -> None:
    calmer = 0
    for rng, world in worlds("tired"):
        state, points = rng.randrange(world.states), rng.randint(1, 400)
        now, hurt = tired(world, {}), tired(world, {state: points})
        worse = tired(world, {state: points + rng.randint(1, 400)})
        one_way(hurt, now, FALLS)
        one_way(worse, hurt, FALLS)
        assert ((now >= 0) & (now <= 1000)).all()
        fighting = (world.war > 0).any(axis=1)
        assert (now[fighting & world.home] >= world.exhaustion[fighting & world.home]).all()
        assert (now[~fighting] <= world.exhaustion[~fighting]).all()
        rested = pacified(rng, world)
        if rested is not None:
            one_way(now, tired(rested[0], {}), FALLS)
            calmer += 1
    assert calmer > 5
