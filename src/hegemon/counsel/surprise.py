"""What being caught unready would cost: an attack this turn on an army at its readiness in peace, or under arms."""

from __future__ import annotations

from hegemon.counsel.danger import danger
from hegemon.counsel.weights import DangerWeights
from hegemon.world.view import View


def surprise(view: View, by: int, weights: DangerWeights) -> float:
    """Return what readiness would save the seat of an attack by a state, ppm of its own power.

    By the formulas of the table of danger, in plain numbers: few are asked about at a time.
    """
    table, me = danger(view), view.seat
    p = table.position
    power, theirs, force = p.power.item(me), p.power.item(by), p.force.item(me) * weights.ground / 1000
    attacker, aid, least = table.attacker.item(by, me), table.aid.item(by, me), table.least.item(by, me)
    share, fixed, hostile = table.share.item(by, me), table.fixed.item(by, me), p.hostile.item(by, me)
    attacker *= attacker
    attacker *= attacker
    take, cost = weights.prize / 1000, weights.defeat / 1000 * (weights.prize / 1000)
    risks = []
    for ready in (view.known.rules.war.ready_peace / 100, 1.0):
        defender = force * ready + aid
        defender *= defender
        defender *= defender
        odds = attacker / max(attacker + defender, 1e-9)
        gain = fixed + (
            odds * take * least * share - theirs * (1.0 - odds) * (cost + weights.hazard / 1000 * odds)
        )
        wish = gain / max(theirs * (weights.spread / 1000), 1.0)
        chance = wish * 0.5 / (1.0 + abs(wish)) + 0.5
        chance = weights.onset / 1000 * hostile * chance * chance
        risks.append(chance * (odds * take * least + weights.toil / 1000 * power) / max(1.0, power) * 1_000_000)
    return risks[0] - risks[1]
