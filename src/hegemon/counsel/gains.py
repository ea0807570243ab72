"""What else a treaty buys: spoils of a joint attack, hands freed by a neutral, knowledge that flows; ppm of power."""

from __future__ import annotations

from typing import Any

import numpy as np

from hegemon.counsel.danger import Danger, danger, prize, win
from hegemon.counsel.weights import load_weights
from hegemon.world.view import View


def fixed(table: Danger, attacker: int, target: int) -> int:
    """Return the part of an attacker's gain that the odds do not move, ppm."""
    part: int = table.fixed.item(attacker, target)
    return part


def gain_with(view: View, state: int, target: int, more: float, less: float, share: float = 1.0) -> int:
    """Return what a state would gain by war on a target with more force beside it and less aid against it, ppm.

    more, less: points x quality. share: of the spoils that its own force would earn it beside the added force.
    """
    table, rule = danger(view), load_weights().danger
    power: Any = table.position.power.item(state)
    least: Any = min(power, table.position.power.item(target))
    brings: Any = table.attacker.item(state, target) + more
    meets: Any = max(table.defender.item(state, target) - less, 0.0)
    odds = win(brings, meets)
    part: Any = table.share.item(state, target) * share
    won = prize(odds, power, least, part, rule)
    return fixed(table, state, target) + round(float(won))


def spoils_shared(view: View, state: int, partner: int, target: int) -> int:
    """Return what a partner's word to attack a target together adds to the state's gain from that war, >= 0 ppm."""
    table, rule = danger(view), load_weights().danger
    p = table.position
    if target in (state, partner) or not table.open.item(state, target) or p.war.item(partner, target):
        return 0
    more = table.brought.item(partner, target) * p.belief.item(partner) * rule.joint / 1000
    own = table.attacker.item(state, target)
    if own <= 0.0 or more <= 0.0:
        return 0
    # Its promise to help the target, if it has given one, would fall away.
    together = gain_with(view, state, target, more, table.lent.item(partner, target, state), own / (own + more))
    return max(0, max(0, together) - max(0, table.gain.item(state, target)))  # who wins alone need not share


def hands_freed(view: View, state: int, partner: int) -> int:
    """Return what the best prey is worth more to a state if the partner stays out of its wars, >= 0 ppm."""
    table, weights = danger(view), load_weights().danger
    p = table.position
    if p.pact[state, partner]:
        return 0
    lent = table.lent[partner, :, state] * (1.0 - weights.torn / 1000) * p.belief[partner]
    best = 0
    for target in np.flatnonzero((lent > 0.0) & table.open[state]).tolist():
        now = int(table.gain[state, target])
        best = max(best, max(0, gain_with(view, state, target, 0.0, float(lent[target]))) - max(0, now))
    return best


def knowledge(view: View, state: int, partner: int) -> int:
    """Return what the flow of knowledge between two brings a state: its own gain less the other's, ppm.

    Nothing where they touch already, by land or by trade.
    """
    world, table, weights = view.known, danger(view), load_weights()
    p = table.position
    if not world.rules.switch.diffusion or p.front[state, partner] > 0 or p.trade[state, partner]:
        return 0
    mine, theirs = int(world.quality[state]), int(world.quality[partner])
    years, leak = weights.pacts.years, world.rules.effort.leak
    if theirs > mine:
        return int(p.power[state]) * years * leak * (theirs - mine) // (2000 * max(1, mine))
    share = int(p.power[state]) * years * leak * (mine - theirs) // (2000 * max(1, theirs))
    return -share * int(p.power[partner]) // 1_000_000
