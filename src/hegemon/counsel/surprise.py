"""What being caught unready would cost: an attack this turn on an army at its readiness in peace, or under arms."""

from __future__ import annotations

from hegemon.counsel.danger import danger
from hegemon.counsel.weights import DangerWeights
from hegemon.world.view import View


def surprise(view: View, by: int, weights: DangerWeights) -> float:
    """Return what readiness would save the seat of an attack by a state, ppm of its own power.

    By the formulas of the table, on plain numbers: it is asked of few pairs, of which arrays would be slower.
    """
    table, me, war = danger(view), view.seat, view.known.rules.war
    p = table.position
    power, theirs, force = p.power.item(me), p.power.item(by), p.force.item(me) * weights.ground / 1000
    toil, hazard, whole = weights.toil / 1000 * power, weights.hazard / 1000, max(1.0, power)
    attacker, aid, least = table.attacker.item(by, me), table.aid.item(by, me), table.least.item(by, me)
    fixed, share = table.fixed.item(by, me), table.share.item(by, me)
    attacker *= attacker
    attacker *= attacker
    take, cost = weights.prize / 1000, weights.defeat / 1000 * (weights.prize / 1000)
    often, wide = weights.onset / 1000 * p.hostile.item(by, me), max(theirs * (weights.spread / 1000), 1.0)
    risk = []
    for ready in (war.ready_peace / 100, 1.0):
        defender = force * ready + aid
        defender *= defender
        defender *= defender
        met = attacker + defender
        odds = attacker / (met if met > 1e-9 else 1e-9)
        spoils = odds * take * least
        gain = fixed + (spoils * share - theirs * (1.0 - odds) * (cost + hazard * odds))
        wish = gain / wide
        chance = wish * 0.5 / (1.0 + abs(wish)) + 0.5
        risk.append(often * chance * chance * (spoils + toil) / whole * 1_000_000)
    saved: float = risk[0] - risk[1]
    return saved
