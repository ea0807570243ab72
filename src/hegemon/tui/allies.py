"""Who is bound to whom: who may be called into a war, by the treaties that everybody can read, and the blocs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np

from hegemon.engine.blocs import blocs, bonds, polarisation, signs
from hegemon.engine.calls import summoned
from hegemon.engine.hostility import Hostility
from hegemon.world.relations import under_arms
from hegemon.world.treaties import War

if TYPE_CHECKING:
    from hegemon.world.fixed import Ints
    from hegemon.world.state import World


def promised(world: World, state: int) -> tuple[int, ...]:
    """Return who has a duty or an invitation to help a state that is attacked, whoever attacks, in order of index."""
    found: set[int] = set()
    for treaty in world.treaties:
        kind = world.rules.kinds[treaty.kind]
        if not (kind.aid or kind.invited) or state not in treaty.parties:
            continue
        if kind.one_way:
            found.update(treaty.parties[:1] if treaty.parties[1] == state else ())
        else:
            found.update(treaty.others(state))
    return tuple(sorted(found))


def camps(world: World) -> tuple[Ints, int]:
    """Return the bloc of each state, (S,) -1 none, and the polarisation; before the first turn as they would be found.

    The engine measures them at the end of a turn, so none are on the books of an opening.
    """
    if world.turn > 1 or bool(np.any(world.bloc >= 0)):
        return world.bloc, world.polarisation
    bound = bonds(world)
    return blocs(bound, world.scenario.state_ids), polarisation(signs(world, bound), world.alive)


def may_be_called(world: World, attacker: int, victim: int, caller: int) -> tuple[int, ...]:
    """Return whom a side could call if attacker declared war on victim now and everyone called came, in order.

    caller: attacker or victim, whose side it is. The rounds are those of the engine, chained treaties included.
    """
    number = max((war.id for war in world.wars), default=0) + 1
    ready = under_arms(world, attacker)
    joined = ((attacker, 0, world.turn, -1), (victim, 1, world.turn, -1))
    war = War(number, world.turn, attacker, victim, joined, ready)
    trial = world.fork()
    trial.war[attacker, victim] = trial.war[victim, attacker] = number
    fresh = [Hostility(attacker, victim, number, declared=True)]
    for _ in range(world.states):
        trial.wars = (*world.wars, war)
        calls = [c for c in summoned(trial, fresh) if c.war == number]
        fresh = []
        for call in calls:
            if war.side(call.called) >= 0:
                continue
            war = msgspec.structs.replace(war, joined=(*war.joined, (call.called, call.side, world.turn, -1)))
            for enemy in war.members(1 - call.side):
                if not trial.war[call.called, enemy]:
                    trial.war[call.called, enemy] = trial.war[enemy, call.called] = number
                    fresh.append(Hostility(call.called, enemy, number, declared=False))
        if not fresh:
            break
    return tuple(s for s in war.members(war.side(caller)) if s != caller)
