"""The formulas of battle: frontage, strength, ground, ratio and losses; all monotone in force."""

from __future__ import annotations

from dataclasses import dataclass

from hegemon.atlas.geography import OPEN
from hegemon.world.fixed import muldiv
from hegemon.world.rules import Rules, Warfare
from hegemon.world.state import World

UNDEFENDED = 10_000  # the ratio, percent, where nobody defends


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attack fell: won, routed, and what each side loses, percent of its points."""

    won: bool
    rout: bool
    loser: int
    winner: int


def front(points: int, border: int, rule: Warfare) -> int:
    """Return the points of a side that count over one border: the frontage in full, the excess in part.

    border: 1 open, 2 thin, 3 crossing.
    """
    width = rule.frontage if border == OPEN else rule.frontage_thin
    return points if points <= width else width + (points - width) // rule.excess


def readiness(world: World, state: int, defending: bool) -> int:
    """Return the readiness of a state's forces, percent."""
    rule, since = world.rules.war, world.mobilised.item(state)
    if 0 < since < world.turn:
        return rule.ready
    return rule.ready_soon if since and defending else rule.ready_peace


def strength(points: int, quality: int, supply: int, ready: int) -> int:
    """Return points x quality x supply x readiness; one healthy point of mean quality is 100."""
    return points * quality * supply * ready // 1_000_000


def flank(borders: int, rule: Warfare) -> int:
    """Return the percent that attacking over so many borders with a corps each gives."""
    return 100 + min(rule.flank_most, rule.flank * (borders - 1)) if borders > 1 else 100


def ground(terrain: int, fort: int, rule: Warfare) -> int:
    """Return the percent that ground and forts give a defender."""
    return rule.ground[terrain] + rule.fort * fort


def ratio(attack: int, flanked: int, defence: int, held: int, roll: int) -> int:
    """Return attack against defence in percent, ground and roll in; UNDEFENDED where nobody defends.

    attack, defence below 2**31; flanked, held and roll percent.
    """
    if defence <= 0:
        return UNDEFENDED
    return min(UNDEFENDED - 1, attack * flanked * roll // (defence * held))


def outcome(value: int, rules: Rules) -> Outcome:
    """Return what a ratio means and costs; the weaker the loser, the less the winner pays."""
    rule = rules.war
    won = value >= rule.repulse
    rout = value >= rule.rout
    weaker, stronger = min(value, 100), max(value, 100)
    paid = muldiv(rule.loss_winner, weaker, stronger)
    return Outcome(won, rout, rule.loss_rout if rout else rule.loss, paid)


def lost(points: int, percent: int) -> int:
    """Return the points that a loss takes, rounded up so that small forces wear out."""
    return (points * percent + 99) // 100
