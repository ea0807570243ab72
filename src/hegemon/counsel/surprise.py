"""What being caught unready would cost: an attack this turn on an army at its readiness in peace, or under arms."""

from __future__ import annotations

import numpy as np

from hegemon.counsel.danger import dangers
from hegemon.counsel.memory import once_a_group
from hegemon.counsel.weights import DangerWeights
from hegemon.world.view import View


def surprise(view: View, by: int, weights: DangerWeights) -> float:
    """Return what readiness would save the seat of an attack by a state, ppm of its own power."""
    (known, views), at = _known(view)
    saved = known.get(weights)
    if saved is None:
        saved = known[weights] = _saved(views, weights)
    return saved[at][by]


@once_a_group
def _known(views: tuple[View, ...]) -> tuple[dict[DangerWeights, list[list[float]]], tuple[View, ...]]:
    """Return what readiness would save each of some seats by weights, filled as they are asked for; and the seats."""
    return {}, views


def _saved(views: tuple[View, ...], weights: DangerWeights) -> list[list[float]]:
    """Return what surprise returns for each of some seats by each state, (N, S), by the formulas of the table."""
    table, n, me = dangers(views[0])[0], np.arange(len(views)), np.array([view.seat for view in views])
    p, war = table.position, views[0].known.rules.war
    power, theirs, hostile = p.power[n, me][:, None], p.power, p.hostile[:, me].T
    attacker, least = table.attacker[n, :, me], table.least[n, :, me]
    attacker *= attacker
    attacker *= attacker
    # On the first axis: at its readiness in peace, and under arms.
    ready = np.array((war.ready_peace / 100, 1.0))[:, None, None]
    defender = p.force[n, me][:, None] * weights.ground / 1000 * ready + table.aid[n, :, me]
    defender *= defender
    defender *= defender
    take, cost = weights.prize / 1000, weights.defeat / 1000 * (weights.prize / 1000)
    odds = attacker / np.maximum(attacker + defender, 1e-9)
    spoils = odds * take * least
    gain = table.fixed[n, :, me] + (
        spoils * table.share[n, :, me] - theirs * (1.0 - odds) * (cost + weights.hazard / 1000 * odds)
    )
    wish = gain / np.maximum(theirs * (weights.spread / 1000), 1.0)
    chance = wish * 0.5 / (1.0 + np.abs(wish)) + 0.5
    chance = weights.onset / 1000 * hostile * chance * chance
    risk = chance * (spoils + weights.toil / 1000 * power) / np.maximum(1.0, power) * 1_000_000
    saved: list[list[float]] = (risk[0] - risk[1]).tolist()
    return saved
