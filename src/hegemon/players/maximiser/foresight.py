"""What rivals may be about to decide: whom an army that is not under arms tempts, and what being under arms saves.

Who attacks has to call up its men a turn before, but who answers only then meets it half ready. Who foresees that
counts the danger before anybody mobilises, and needs fewer men behind its attacks.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import msgspec

from hegemon.counsel.danger import danger
from hegemon.counsel.surprise import surprise
from hegemon.counsel.weights import load_weights
from hegemon.players.maximiser.mind import Mind
from hegemon.world.orders import Term
from hegemon.world.view import View


def deterred(view: View, tempted: int) -> tuple[Term, ...]:
    """Return what being under arms saves of the attacks that each state at peace with the seat may make, ppm of power.

    The chance of an attack and its odds fall once the seat's army is ready, as the table of danger reckons both.
    tempted: how much of that counts, per mille.
    """
    table, rule = danger(view), load_weights().danger
    power = float(table.position.power[view.seat])
    near = table.open[:, view.seat].nonzero()[0].tolist()
    saved = ((j, round(tempted * surprise(view, j, rule) * power / 1_000_000_000)) for j in near)
    return tuple(Term("an attack deterred", amount, j) for j, amount in saved if amount > 0)


def part(mind: Mind) -> int:
    """Return the part of unprepared attacks that a mind foresees, per mille: it grows with its budget."""
    whole = mind.weights.plans.foreseeing
    return 1000 * min(mind.budget, whole) // whole


@lru_cache(maxsize=64)
def assured(mind: Mind) -> Mind:
    """Return the mind as it foresees attacks: it counts those that arms deter, and keeps fewer men behind its own.

    Who looks far enough begins wars for the initiative as well: who is under arms already strikes first. A doctrine
    that asks more of a war than others do asks it still.
    """
    seen, weights = part(mind), mind.weights
    if not seen:
        return mind
    tempted = max(weights.war.tempted, weights.plans.tempted * seen // 1000)
    reserve = weights.war.reserve + (weights.plans.reserve - weights.war.reserve) * seen // 1000
    war = msgspec.structs.replace(weights.war, reserve=reserve, tempted=tempted)
    if mind.budget >= weights.plans.daring and weights.war.threshold <= load_weights().war.threshold:
        war = msgspec.structs.replace(
            war, threshold=min(war.threshold, weights.plans.threshold), resolve=min(war.resolve, weights.plans.resolve)
        )
    return replace(mind, weights=msgspec.structs.replace(weights, war=war))
