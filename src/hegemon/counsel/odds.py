"""The odds of an attack before it is ordered, as a range, by the engine's own formulas and what the seat can see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hegemon.counsel.ground import attack, lent, survey
from hegemon.engine.battle import UNDEFENDED, ratio
from hegemon.world.fixed import Ints
from hegemon.world.orders import Move
from hegemon.world.relations import access
from hegemon.world.view import View


@dataclass(frozen=True, slots=True)
class Odds:
    """Attack against defence in percent: at worst, as estimated, and at best; said: what that would mean."""

    low: int
    mid: int
    high: int
    said: str


def attack_odds(view: View, moves: Sequence[Move], place: int) -> Odds:
    """Return the odds of the moves of a seat that end at a hostile province.

    At worst the foe has all that it may have, is under arms by this turn's order, and the roll is against the seat;
    at best the reverse.
    """
    force: dict[int, int] = {}
    attacked: set[int] = {place}
    for move in moves:
        if move.path[-1] == place:
            force[move.path[-2]] = force.get(move.path[-2], 0) + move.points
        attacked.add(move.path[-1])
    rule = view.known.rules.war
    bad, good = rule.roll
    strength = attack(survey(view), view, force, place)
    worst = _against(view, view.high, place, attacked, surprised=False)
    likely = _against(view, view.known.troops, place, attacked, surprised=False)
    best = _against(view, view.low, place, attacked, surprised=True)
    low, mid, high = (
        _percent(strength, worst, bad), _percent(strength, likely, 100), _percent(strength, best, good)
    )  # fmt: skip
    return Odds(low, mid, high, _said(low, high, rule.repulse, rule.rout))


def _against(view: View, troops: Ints, place: int, attacked: set[int], surprised: bool) -> int:
    """Return the strength that would meet an attack, ground included, if troops stood like this."""
    world, rule = view.known, view.known.rules.war
    unready = rule.ready_peace if surprised else rule.ready_soon
    ready = np.where((world.mobilised > 0) & (world.mobilised < world.turn), rule.ready, unready)
    others = troops * ~access(world)[view.seat][:, None]
    stood: list[int] = ((world.quality * ready // 100) @ others // 100).tolist()
    g = survey(view)
    stack = stood[place]
    return (stack + min(lent(g, stood, place, attacked, rule.support), stack)) * g.held[place] // 100


def _percent(strength: int, defence: int, roll: int) -> int:
    return ratio(strength, 100, defence, 100, roll)


def _said(low: int, high: int, repulse: int, rout: int) -> str:
    if low >= UNDEFENDED:
        return "nobody defends it"
    if low >= rout:
        return "they are routed"
    if low >= repulse:
        return "they fall back" if high < rout else "they fall back, or are routed"
    if high < repulse:
        return "we are repulsed"
    return "it may fall, or we may be repulsed"
