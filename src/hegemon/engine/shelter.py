"""Phase 7, shelter: how much of its safety each state leaves to others' promises, for which it arms less.

Olson and Zeckhauser 1966 on free riding, Snyder 1997 on over-reliance.
"""

from __future__ import annotations

import numpy as np

from hegemon.engine.context import Turn
from hegemon.engine.power import forces, reach
from hegemon.world.fixed import Ints
from hegemon.world.promises import stands, voices
from hegemon.world.relations import hidden
from hegemon.world.state import World


def phase(turn: Turn) -> None:
    """Measure cover anew, and say who has come to count on others for most of its safety."""
    world, before = turn.world, turn.world.cover
    world.cover = covered(world)
    enough = world.rules.effort.sheltered
    was, now = before.tolist(), world.cover.tolist()
    for state in turn.seats:
        if was[state] < enough <= now[state]:
            turn.note("sheltered", state, amount=now[state])


def covered(world: World) -> Ints:
    """Return per mille of each state's safety that promises carry, (S,).

    Allies' force x belief in their word x clarity x reach, against that and its own force. A promise nobody knows of
    deters nobody and shelters nobody; one against a single enemy counts by that enemy's part in what there is to fear.
    """
    nothing, kinds = np.zeros(world.states, np.int64), world.rules.kinds
    if not world.rules.switch.complacency or not any(kinds[t.kind].aid for t in world.treaties):
        return nothing
    force, strength = forces(world), reach(world.gap, world.rules)[1]
    brought = force[:, None] * strength // 1000
    word = _words(world, brought)
    if not np.count_nonzero(word):
        return nothing
    lent = brought * word // 1000 * world.reliability.T // 1000
    helped = np.add.reduce(lent, axis=0)
    cover: Ints = np.where(world.home, 1000 * helped // np.maximum(helped + force, 1), 0)
    return cover


def _words(world: World, brought: Ints) -> Ints:
    """Return how clearly row has promised to help column, (S, S) per mille, the clearest of its promises."""
    kinds, able = world.rules.kinds, stands(world)
    fear: list[list[int]] = []
    word = [[0] * len(able) for _ in able]
    for treaty in world.treaties:
        kind = kinds[treaty.kind]
        if not kind.aid or (treaty.secret and hidden(world, treaty)):
            continue
        said_by = voices(world, treaty)
        if treaty.target < 0 and treaty.exclude < 0:
            for helper, voice in zip(treaty.parties, said_by, strict=True):
                said = voice * able[helper] // 1000
                row = word[helper]
                for helped in treaty.parties if said else ():
                    if said > row[helped] and helped != helper:
                        row[helped] = said
            continue
        if not fear:
            fear = _feared(brought).tolist()
        for helper, voice in zip(treaty.parties, said_by, strict=True):
            said = voice * able[helper] // 1000
            if not said:
                continue
            row, only, never = word[helper], fear[treaty.target], fear[treaty.exclude]
            for helped in treaty.parties:
                part = said * only[helped] // 1000 if treaty.target >= 0 else said
                if treaty.exclude >= 0:
                    part -= said * never[helped] // 1000
                if part > row[helped] and helped != helper:
                    row[helped] = part
    return np.array(word, np.int64)


def _feared(brought: Ints) -> Ints:
    """Return row's part in the force that others could bring against column, (S, S) per mille."""
    other = brought.copy()
    other.ravel()[:: len(other) + 1] = 0
    part: Ints = 1000 * other // np.maximum(np.add.reduce(other, axis=0), 1)
    return part
