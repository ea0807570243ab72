"""Whether others balance against a state that has grown too strong: the first pact against it within ten turns.

A case begins when a state opens a turn with more than two fifths of the world's power, once a game. It is met by a
treaty of help or of attack among at least two others that is signed in the ten turns from then on (or, if it names
the strong state, was in force already), and that either names the state as the enemy, or, without naming anybody,
binds only states that it threatens and holds against it. A state threatens those at whom its army, less what the
distance takes, exceeds their own and what anybody else could bring there (Walt 1987: power, proximity and offensive
capability; intentions are left out).
"""

from __future__ import annotations

import msgspec
import numpy as np

from hegemon.engine.power import forces, reach
from hegemon.world.state import World
from hegemon.world.treaties import Treaty

STRONG = 400_000
WITHIN = 10


class Case(msgspec.Struct):
    """A state above the mark: who and since when; the turn in which others were bound against it, and named it, -1 not.

    watched: turns seen so far.
    """

    state: int
    since: int
    met: int = -1
    named: int = -1
    watched: int = 0

    @property
    def told(self) -> bool:
        """Says whether the case is decided: met, or watched for the whole time."""
        return self.met >= 0 or self.watched >= WITHIN


def watch(world: World, cases: dict[int, Case], marked: int = -1) -> None:
    """Look at the opening of a turn: begin cases, and see which of those that run are met.

    cases: by state, added to. marked: a state that is a case whatever its power, -1 none.
    """
    for state in np.flatnonzero((world.power > STRONG) & world.home).tolist():
        cases.setdefault(state, Case(state, world.turn))
    if marked >= 0:
        cases.setdefault(marked, Case(marked, world.turn))
    for case in cases.values():
        case.watched = world.turn - case.since
        if case.watched > WITHIN:
            continue
        for treaty in world.treaties:
            if case.named < 0 and names(world, treaty, case.state):
                case.named = max(treaty.since, case.since)
            new = treaty.since >= case.since
            if case.met < 0 and (case.named >= 0 or (new and unites(world, treaty, case.state))):
                case.met = max(treaty.since, case.since)


def names(world: World, treaty: Treaty, strong: int) -> bool:
    """Returns whether a treaty binds others against a state by name."""
    kind = world.rules.kinds[treaty.kind]
    helps = kind.aid or kind.attack or kind.invited
    return helps and treaty.target == strong and strong not in treaty.parties


def unites(world: World, treaty: Treaty, strong: int) -> bool:
    """Returns whether a treaty that names nobody binds states to each other that a state threatens, against it too."""
    kind = world.rules.kinds[treaty.kind]
    if not kind.aid or kind.one_way or treaty.target >= 0 or strong in (*treaty.parties, treaty.exclude):
        return False
    fear = threatened(world, strong)
    return all(fear[party] for party in treaty.parties)


def threatened(world: World, strong: int) -> list[bool]:
    """Returns for each state whether another's army, less what the distance takes, exceeds its own and all others'."""
    force = forces(world)
    carried = force[:, None] * reach(world.gap, world.rules)[1] // 1000
    np.fill_diagonal(carried, force)
    least = carried[strong] > np.delete(carried, strong, axis=0).max(axis=0)
    found: list[bool] = (least & world.home).tolist()
    found[strong] = False
    return found
