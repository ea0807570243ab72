"""What rivals are about to decide: whom an army that is not under arms tempts, and what being under arms would save.

Who attacks has to call up its men a turn before, but who answers only then meets it half ready. To foresee it, the
seat reads its own table as each rival would read its own. Who foresees that needs fewer men behind its attacks.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import msgspec
import numpy as np

from hegemon.counsel.danger import Danger, danger, loss, prize, win
from hegemon.counsel.position import Floats
from hegemon.counsel.weights import load_weights
from hegemon.players.maximiser.mind import Mind
from hegemon.world.orders import Term
from hegemon.world.view import View


def deterred(view: View, mind: Mind) -> tuple[Term, ...]:
    """Return what being under arms saves, for each rival that would gain by an attack only if the seat is not."""
    table, me = danger(view), view.seat
    could = table.open[:, me]
    if not could.any():
        return ()
    rule = load_weights().danger
    unready, ready = (_tempted(table, me, part) for part in (rule.unready / 1000, 1.0))
    saved = loss(unready[0], table.position.power[me], table.least[:, me], rule) * (mind.weights.plans.tempted / 1000)
    found = (could & (unready[1] > 0) & (ready[1] <= 0)).nonzero()[0].tolist()
    return tuple(Term("an attack deterred", round(float(saved[j])), j) for j in found if saved[j] >= 1.0)


@lru_cache(maxsize=64)
def assured(mind: Mind) -> Mind:
    """Return the mind with as small a reserve behind an attack as who foresees attacks has to keep."""
    weights = mind.weights
    war = msgspec.structs.replace(weights.war, reserve=weights.plans.reserve)
    return replace(mind, weights=msgspec.structs.replace(weights, war=war))


def _tempted(table: Danger, me: int, ready: float) -> tuple[Floats, Floats]:
    """Return the odds of an attack on the seat and its gain to each attacker, (S,), were the seat's army so ready."""
    p, rule = table.position, load_weights().danger
    stands = p.force[me] * (ready * rule.ground / 1000) + table.aid[:, me]
    odds = win(table.attacker[:, me], np.asarray(stands))
    gain = table.fixed[:, me] + prize(odds, p.power, table.least[:, me], table.share[:, me], rule)
    return odds, gain
