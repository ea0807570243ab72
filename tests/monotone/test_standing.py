from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np

from hegemon.engine import standing
from hegemon.engine.context import Deed, Turn
from hegemon.engine.standing import drifted
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from tests.monotone.nudges import column, more, pair, switched
from tests.monotone.support import FALLS, RISES, Law, Where, obeyed, one_way, proves, worlds
from tests.worlds import begun, bound


def pact(rng: Random, world: World) -> tuple[World, Where]:
    """Sign a pact; both parties' opinions of each other are meant."""
    a, b = rng.sample(range(world.states), 2)
    return bound(world, TreatySpec("defence", (a, b))), ([a, b], [b, a])


@obeyed(
    Law("liking lasts", drifted, more("opinion", 1000, pair)),
    Law("influence charms", drifted, more("influence_share", 1_000_000, column)),
    Law("pacts warm", drifted, pact),
)
def test_one_thing_more_moves_opinion_one_way(law: Law) -> None:
    law.holds()


def judged(world: World, *deeds: Deed) -> World:
    """Return the world after a turn's deeds have been entered."""
    turn: Turn = begun(world)
    turn.deeds.extend(deeds)
    standing.phase(turn)
    return turn.world


@proves(standing.phase)
def test_a_word_kept_raises_belief_and_a_word_broken_lowers_it_most_with_whom_it_was_given() -> None:
    for rng, world in worlds("words"):
        actor, target = rng.sample(np.flatnonzero(world.alive).tolist(), 2) if world.alive.sum() > 1 else (0, 1)
        none = judged(world)
        kept = judged(world, Deed("honour", actor, target, 16_000))
        one_way(none.reliability, kept.reliability, RISES)
        for kind in ("breach", "absent"):
            broken = judged(world, Deed(kind, actor, target, 16_000))
            one_way(none.reliability, broken.reliability, FALLS)
            assert (broken.reliability[:, actor] <= kept.reliability[:, actor]).all()
            others = np.arange(world.states) != actor
            assert (broken.reliability[:, others] == none.reliability[:, others]).all(), "only the actor's word"
            assert broken.prestige[actor] <= none.prestige[actor]
        assert kept.prestige[actor] >= none.prestige[actor]


@proves(standing.phase)
def test_who_was_given_the_word_learns_most_of_it() -> None:
    for rng, world in worlds("who learns"):
        living = np.flatnonzero(world.alive).tolist()
        if len(living) < 3:
            continue
        actor, target, third = rng.sample(living, 3)
        alike = world.fork()  # where nobody is distrusted meanwhile for carrying too little
        alike.rules = switched(world.rules, burden=0)
        alike.reliability[:, actor] = rng.randint(0, 1000)
        kept = judged(alike, Deed("honour", actor, target, 16_000)).reliability[:, actor]
        broken = judged(alike, Deed("breach", actor, target, 16_000)).reliability[:, actor]
        assert kept[target] >= kept[third] >= alike.reliability[third, actor]
        assert broken[target] <= broken[third] <= alike.reliability[third, actor]


@proves(standing.phase)
def test_a_hostile_act_never_warms_its_victim_or_its_friends_and_help_never_cools_them() -> None:
    for rng, world in worlds("deeds"):
        living = np.flatnonzero(world.alive).tolist()
        if len(living) < 2:
            continue
        actor, target = rng.sample(living, 2)
        none = judged(world)
        fond = none.opinion[:, target] > 0
        fond[[actor, target]] = False, True
        cold = none.opinion[:, target] < 0
        cold[[actor, target]] = False
        for kind in ("war", "breach", "absent"):
            done = judged(world, Deed(kind, actor, target, 16_000))
            one_way(none.opinion[fond, actor], done.opinion[fond, actor], FALLS)
            one_way(none.opinion[cold, actor], done.opinion[cold, actor], RISES)
            one_way(none.grievance, done.grievance, RISES)
            rest = np.arange(world.states) != actor
            assert (done.opinion[:, rest] == none.opinion[:, rest]).all(), "only the actor is judged"
        helped = judged(world, Deed("honour", actor, target, 16_000))
        one_way(none.opinion[fond, actor], helped.opinion[fond, actor], RISES)
        one_way(none.opinion[cold, actor], helped.opinion[cold, actor], FALLS)
        assert (helped.grievance == none.grievance).all()


@proves(standing.phase)
def test_what_a_state_wants_moves_no_opinion() -> None:
    """Desire never leaks into the ledger: land, arms and power as such are not judged."""
    for rng, world in worlds("desire", 20):
        plain = judged(world).opinion
        for name in ("troops", "potential", "power", "land_share"):
            array = getattr(world, name)
            scaled = np.random.default_rng(rng.getrandbits(32)).permutation(array.ravel()).reshape(array.shape)
            copy = world.fork()
            getattr(copy, name)[...] = scaled
            assert (judged(copy).opinion == plain).all(), name


def test_a_dearer_breach_costs_no_less_prestige() -> None:
    for rng, world in worlds("prestige"):
        actor, target = rng.sample(range(world.states), 2)
        deed = Deed("breach", actor, target, rng.randint(0, 40_000))
        dearer = replace(deed, price=deed.price + rng.randint(1, 40_000))
        one_way(judged(world, deed).prestige, judged(world, dearer).prestige, FALLS)
