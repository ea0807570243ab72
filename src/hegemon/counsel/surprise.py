"""What being caught unready would cost: an attack this turn on an army at its readiness in peace, or under arms."""

from __future__ import annotations

import numpy as np

from hegemon.counsel.danger import Danger, dangers, loss, onset, prize, win
from hegemon.counsel.memory import once_a_group
from hegemon.counsel.position import Floats
from hegemon.counsel.weights import DangerWeights
from hegemon.world.fixed import Ints
from hegemon.world.view import View


def surprise(view: View, weights: DangerWeights) -> list[float]:
    """Return what readiness would save the seat of an attack by each state, (S,) ppm of its own power."""
    known, at = _known(view)
    if weights not in known:
        known[weights] = _surprises(view, weights).tolist()
    return known[weights][at]


@once_a_group
def _known(views: tuple[View, ...]) -> dict[DangerWeights, list[list[float]]]:
    """Return the surprises of an opening by the weights of who asks; filled as they are asked for."""
    return {}


def _surprises(view: View, weights: DangerWeights) -> Floats:
    """Return the surprises of all seats asked beside a view, (N, S)."""
    table, me = dangers(view)[0], _seats(view)[0]
    unready, ready = _risk(table, me, view.known.rules.war.ready_peace / 100, weights), _risk(table, me, 1.0, weights)
    return unready - ready


@once_a_group
def _seats(views: tuple[View, ...]) -> Ints:
    return np.array([view.seat for view in views])


def _risk(table: Danger, me: Ints, ready: float, weights: DangerWeights) -> Floats:
    """Return what seats may lose to an attack by each state with their armies so ready, (N, S) ppm of own power."""
    p, n = table.position, np.arange(len(me))
    power, force = p.power[n, me][:, None], p.force[n, me][:, None]
    least = table.least[n, :, me]
    odds = win(table.attacker[n, :, me], force * weights.ground / 1000 * ready + table.aid[n, :, me])
    gain = table.fixed[n, :, me] + prize(odds, p.power, least, table.share[n, :, me], weights)
    chance = onset(gain, p.power, p.hostile[:, me].T, weights)
    risk: Floats = chance * loss(odds, power, least, weights) / np.maximum(1.0, power) * 1_000_000
    return risk
