"""What treaties alone make of pairs of states: worked out when they change, which is not every turn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hegemon.world.fixed import Bools, Ints
from hegemon.world.relations import hidden
from hegemon.world.rules import Rules
from hegemon.world.state import World
from hegemon.world.treaties import Treaty


@dataclass(frozen=True, slots=True, eq=False)
class Bindings:
    """Pairs of states by the treaties between them, (S, S), read-only.

    warm: opinion that known pacts add a turn, per mille. invited: who shares a treaty that invites to help. sworn: who
    has promised the other help, known to all.
    """

    warm: Ints
    invited: Bools
    sworn: Bools


# The last answer with what it was worked out from.
_asked: list[tuple[tuple[Treaty, ...], Rules, int, Bindings]] = []


def bindings(world: World) -> Bindings:
    """Return the bindings of a world as it stands."""
    treaties, rules, states = world.treaties, world.rules, world.states
    for known in _asked:
        if known[0] is treaties and known[1] is rules and known[2] == states:
            return known[3]
    found = _bindings(world)
    _asked[:] = [(treaties, rules, states, found)]
    return found


def _bindings(world: World) -> Bindings:
    states, kinds, pact = world.states, world.rules.kinds, world.rules.standing.pact
    warm = [[0] * states for _ in range(states)]
    invited, sworn = bytearray(states * states), bytearray(states * states)
    for treaty in world.treaties:
        kind, secret = kinds[treaty.kind], treaty.secret and hidden(world, treaty)
        warms = not (treaty.double or secret)  # what nobody may know of warms nothing that everybody can see
        swears = kind.aid and not (kind.one_way or kind.informal or secret)
        if not (warms or swears or kind.invited):
            continue
        for a in treaty.parties:
            row, base = warm[a], a * states
            for b in treaty.parties:
                if warms and a != b:
                    row[b] += pact
                if kind.invited:
                    invited[base + b] = 1
                if swears:
                    sworn[base + b] = 1
    found = Bindings(
        np.array(warm, np.int64).reshape(states, states),
        np.frombuffer(bytes(invited), np.bool_).reshape(states, states),
        np.frombuffer(bytes(sworn), np.bool_).reshape(states, states),
    )
    found.warm.flags.writeable = False
    return found
