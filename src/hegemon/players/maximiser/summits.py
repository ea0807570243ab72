"""Summits: two others brought to one table where their war would harm the seat, or where prestige is cheap."""

from __future__ import annotations

from math import fsum

import numpy as np

from hegemon.counsel.crises import face, goes_to_war, war_for
from hegemon.counsel.danger import danger
from hegemon.counsel.weights import load_weights
from hegemon.players.maximiser.cadence import due
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import choose
from hegemon.world.orders import Option, Record, Term
from hegemon.world.promises import envoys
from hegemon.world.view import View


def host(view: View, mind: Mind, sent: int) -> tuple[tuple[int, ...], Record | None]:
    """Return the guests of a summit, if bringing two who quarrel to one table is worth an envoy.

    sent: envoys that are on their way already.
    """
    world, me = view.known, view.seat
    if not due(view, mind.weights.summits.every, 1) or envoys(world, me) <= sent:
        return (), None
    if not world.rules.switch.mediation or world.exiled.item(me) or any(world.war[me].tolist()):
        return (), None
    # Outside of a crisis hardly a war is averted: what is to be had is prestige.
    if not world.crises and _raised(view, mind) < load_weights().effort.envoy + _asked(view, mind):
        return (), None
    pairs = _quarrels(view)
    if not pairs:
        return (), None
    options = [mind.option("keep the envoy at home"), *(_weighed(view, *pair, mind) for pair in pairs)]
    chosen, record = choose(view, "summit", (pairs[0][0], *(one for one, _ in pairs)), options)
    return ((), *pairs)[chosen], record


def _quarrels(view: View) -> list[tuple[int, int]]:
    """Return pairs of others in crisis with each other; else the one that dislikes most and could fight."""
    world, me = view.known, view.seat
    open_now = (c for c in world.crises if me not in (c.challenger, c.target))
    found = sorted({(min(c.challenger, c.target), max(c.challenger, c.target)) for c in open_now})
    if not found:
        table = danger(view)
        able = (table.open | table.open.T) & ~world.war.astype(np.bool_)
        able[me], able[:, me] = False, False
        dislike = np.where(able, -(world.opinion + world.opinion.T), 0)
        a, b = divmod(int(dislike.argmax()), world.states)
        if dislike[a, b] > 0:
            found = [(min(a, b), max(a, b))]
    return [pair for pair in found if world.home[list(pair)].all() and not world.war[me, list(pair)].any()]


def _weighed(view: View, one: int, two: int, mind: Mind) -> Option:
    world, me, table = view.known, view.seat, danger(view)
    rule, weights, p, power = mind.weights.summits, load_weights(), table.position, world.power.item(me)
    crisis = any({c.challenger, c.target} == {one, two} for c in world.crises)
    averted = world.rules.crisis.averted / 1000 if crisis else rule.calm / 1000
    chance = float(table.attack[one, two] + table.attack[two, one])
    if crisis:
        chance = goes_to_war(view, one, war_for(view, one, two), 0)
    least = float(min(p.power[one], p.power[two])) * weights.danger.prize / 1000
    share = averted * min(1.0, chance)
    buffer = fsum(
        float(table.odds[a, b]) * least * float(p.near[me, b]) * weights.pacts.buffer / 1000
        for a, b in ((one, two), (two, one)) if not p.pact[me, a]
    )  # fmt: skip
    trade = sum(power * weights.danger.trade / 1000 for k in (one, two) if p.trade[me, k])
    busy = float(table.threat[one, me] + table.threat[two, me]) * weights.pacts.years
    return mind.option(f"bring {world.codes[one]} and {world.codes[two]} to one table", (t for t in (
        Term("prestige", _raised(view, mind), -1),
        Term("their war averted", round(share * (buffer + trade)), -1),
        Term("rivals left with free hands", -round(share * busy), -1),
        Term("an envoy", -weights.effort.envoy, -1),
        Term("what a summit must promise", -_asked(view, mind), -1),
    ) if t.amount))  # fmt: skip


def _raised(view: View, mind: Mind) -> int:
    """Return what the prestige of a summit is worth, ppm: a point more counts for less to who has many."""
    had, enough = max(0, view.known.prestige.item(view.seat)), mind.weights.summits.enough
    return face(view, view.seat, view.known.rules.crisis.mediator) * enough // (enough + had)


def _asked(view: View, mind: Mind) -> int:
    """Return what a summit must promise, ppm."""
    return -(-view.known.power.item(view.seat) * mind.weights.summits.least // 1000)
