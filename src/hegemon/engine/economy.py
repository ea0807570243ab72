"""Phase 2, economy: yields under the scarcest input, trade, what mobilisation and tribute take."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from hegemon.atlas.geography import Geography
from hegemon.engine import order, sanctions
from hegemon.engine.context import Turn
from hegemon.engine.holdings import holdings
from hegemon.world.fixed import Bools, Ints, fade, muldiv
from hegemon.world.scenario import Scenario
from hegemon.world.state import World

GRAIN, ORE, FUEL = range(3)
RESOURCES = ("grain", "ore", "fuel")
INDUSTRY = 4


def phase(turn: Turn) -> None:
    """Gather yields, trade, feed, and draw output; every change is written into the world."""
    world = turn.world
    sanctions.settle(world)
    gathered = production(world)
    world.inputs = trade(world, gathered)
    world.hungry = hunger(world)
    world.potential = np.where(world.alive, output(world.inputs, world.quality), 0)
    world.mobilised_output = drawn(world)
    _pay(world)
    order.pay(world)
    hungry = world.hungry.tolist()
    for state in turn.seats:
        if hungry[state] >= 100:
            turn.note("hunger", state, amount=hungry[state])


@lru_cache(maxsize=8)
def _endowment(scenario: Scenario) -> Ints:
    return np.stack([scenario.grain, scenario.ore, scenario.fuel])


def production(world: World) -> Ints:
    """Return grain, ore and fuel that each state gathers, (S, 3).

    A province yields its endowment x (500 + infrastructure)/1000, less with the distance from the capital of who
    holds it; an occupier gets the stated part.
    """
    rule = world.rules.economy
    held, states = holdings(world), world.states
    near = _taxed(world.land, rule.tax_half)
    part = near.take(world.capital[held.controller] * world.provinces + _places(world.provinces))
    part *= world.infrastructure + 500
    taken = world.occupier >= 0
    if np.count_nonzero(taken):
        part = np.where(taken, part * rule.occupied // 1000, part)
    yields = _endowment(world.scenario) * part // 1_000_000
    summed = np.zeros(3 * states, np.int64)
    np.add.at(summed, held.slots, yields.ravel())
    total = summed.reshape(3, states).T.copy()
    for state, focus in enumerate(world.focus.tolist()):
        if 1 <= focus <= 3:
            total[state, focus - 1] += int(total[state, focus - 1]) * world.rules.effort.focus_bonus // 1000
    return total


@lru_cache(maxsize=8)
def _places(provinces: int) -> Ints:
    return np.arange(provinces)


@lru_cache(maxsize=4)
def _taxed(land: Geography, half: int) -> Ints:
    """Return what is left of a province's yield over the route from a capital, (P, P) per mille."""
    return fade(land.route, half)


# The last answer of partners with what it was worked out from: a turn asks twice, and they change seldom.
_asked: list[tuple[Bools, bytes, bytes, bool, Bools]] = []


def partners(world: World) -> Bools:
    """Return (S, S), read-only: the pairs that trade by treaty, not at war and without sanctions between them."""
    if not world.rules.switch.trade:
        return np.zeros((world.states, world.states), np.bool_)
    by_treaty, war, laid = sanctions.trading(world), world.war.tobytes(), world.sanction.tobytes()
    count = bool(world.rules.switch.sanctions)
    for known in _asked:
        if known[0] is by_treaty and known[1:4] == (war, laid, count):
            return known[4]
    open_to: Bools = by_treaty & (world.war == 0)
    if np.count_nonzero(world.sanction):
        open_to &= ~sanctions.sanctioned(world)
    open_to.flags.writeable = False
    _asked[:] = [(by_treaty, war, laid, count, open_to)]
    return open_to


def trade(world: World, gathered: Ints) -> Ints:
    """Return inputs after trade, (S, 3); each resource sums to what was gathered.

    What a state has of a resource above the mean of its three flows to partners that have less than theirs, half
    of the smaller of surplus and need, each shared out evenly over partners; less while trade between two recovers.
    """
    sellers, buyers = (ends.tolist() for ends in partners(world).nonzero())
    if not sellers:
        return gathered
    had, part, commerce = gathered.tolist(), world.rules.economy.trade, world.commerce.item
    traded = [row.copy() for row in had]
    for state in {*sellers, *buyers}:  # what one partner may have of each resource, or owes below zero
        row, count = had[state], max(1, sellers.count(state))
        mean = sum(row) // 3
        had[state] = [(of - mean) // count if of >= mean else -((mean - of) // count) for of in row]
    for seller, buyer in zip(sellers, buyers, strict=True):
        open_to = commerce(seller, buyer)
        for of, (spare, lack) in enumerate(zip(had[seller], had[buyer], strict=True)):
            if spare > 0 > lack:
                flow = min(spare, -lack) * part // 1000 * open_to // sanctions.WHOLE
                traded[seller][of] -= flow
                traded[buyer][of] += flow
    return np.array(traded, np.int64)


def output(inputs: Ints, quality: Ints) -> Ints:
    """Return potential output, (S,): the harmonic mean of the inputs times quality; each input below 2**19."""
    g, o, f = inputs[:, 0], inputs[:, 1], inputs[:, 2]
    mean: Ints = 3 * g * o * f // np.maximum(g * o + o * f + f * g, 1)
    mean = mean * quality // 10_000
    return mean


def drawn(world: World) -> Ints:
    """Return mobilised output, (S,): potential x capacity, less by unrest, tiredness and the men under arms.

    Kugler and Domke 1986: what is drawn matters beside what there is.
    """
    rule, unrest = world.rules.economy, world.rules.home.unrest
    bonus = 1000 + world.rules.effort.focus_bonus // 4
    found = (world.potential * world.scenario.capacity // 100).tolist()
    fighting, government, focus = world.war.tolist(), world.government.tolist(), world.focus.tolist()
    stability, exhaustion, armed = world.stability.tolist(), world.exhaustion.tolist(), world.mobilised.tolist()
    for state, living in enumerate(world.alive.tolist()):
        calm = rule.calm + stability[state] * (1000 - rule.calm) // 1000
        if stability[state] < unrest:
            calm = calm * rule.upset // 1000
        got = found[state] * calm // 1000 * (1000 - exhaustion[state] * rule.tired // 1000) // 1000
        if armed[state] > 0:
            if any(fighting[state]):
                got = got * rule.surge[government[state]] // 1000
            got = got * (1000 - rule.mobilised) // 1000
        if focus[state] == INDUSTRY:
            got = got * bonus // 1000
        found[state] = got if living else 0
    return np.array(found, np.int64)


def grain_need(world: World) -> Ints:
    """Return the grain that people and armies eat, (S,)."""
    rule = world.rules.economy
    return holdings(world).ruled * rule.grain_people // 1000 + world.army * rule.grain_troops // 1000


def hunger(world: World) -> Ints:
    """Return the part of the grain needed that each living state lacks, (S,) per mille."""
    need = grain_need(world)
    short: Ints = np.maximum(need - world.inputs[:, GRAIN], 0)
    if not np.count_nonzero(short):
        return short  # as in most turns
    return np.where(world.alive, muldiv(np.minimum(short, need), 1000, np.maximum(need, 1)), 0)


def bottleneck(world: World, state: int) -> int:
    """Return which input a state is shortest of: 0 grain, 1 ore, 2 fuel."""
    return int(world.inputs[state].argmin())


def _pay(world: World) -> None:
    due = [
        (p, int(world.mobilised_output[p.payer]) * p.rate // 1000) for p in world.payments if p.until >= world.turn
    ]
    for payment, owed in due:
        amount = min(owed, int(world.mobilised_output[payment.payer]))
        world.mobilised_output[payment.payer] -= amount
        world.mobilised_output[payment.payee] += amount
    world.payments = tuple(p for p, _ in due)
