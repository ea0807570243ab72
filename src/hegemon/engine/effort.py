"""Phase 3, effort: recruit, mobilise, develop, research and win influence with ten blocks."""

from __future__ import annotations

import numpy as np

from hegemon.engine.bindings import bindings
from hegemon.engine.context import Turn
from hegemon.engine.economy import partners
from hegemon.engine.holdings import holdings
from hegemon.world.fixed import Bools, Ints, apportion, muldiv
from hegemon.world.orders import DIPLOMACY, ECONOMY, MILITARY, TECHNOLOGY
from hegemon.world.rules import Rules
from hegemon.world.state import World

INFRASTRUCTURE, ARMS, FORTIFICATION, PROPAGANDA = 5, 6, 8, 9


def phase(turn: Turn) -> None:
    """Move blocks, then let each branch do its work."""
    world = turn.world
    _shift(turn)
    _posture(turn)
    counts = effective(world.effort - world.idle, world.rules)
    _recruit(turn, counts[:, MILITARY])
    _develop(world, counts[:, ECONOMY])
    home = world.home
    world.quality = np.where(home, researched(world, counts[:, TECHNOLOGY]), world.quality)
    won = influence_won(world, counts[:, DIPLOMACY])
    fading = world.influence * world.rules.effort.influence_decay // 1000
    world.influence = np.where(home, world.influence - fading + won, 0)


def effective(blocks: Ints, rules: Rules) -> Ints:
    """Return what blocks count, hundredths of a block: the fourth and fifth 75, the sixth and later 50 percent."""
    return np.asarray(rules.effort.counts, np.int64)[np.minimum(np.maximum(blocks, 0), 10)]


def _focused(world: World, focus: int, amount: Ints) -> Ints:
    """Return an amount of each state, (S,), with the bonus of those whose focus it is."""
    if focus not in world.focus.tolist():
        return amount
    more: Ints = amount * (1000 + (world.focus == focus) * world.rules.effort.focus_bonus) // 1000
    return more


def means(world: World) -> Ints:
    """Return what armies are raised from, (S,): mobilised output, and men from the land held at home.

    People weigh beside output because agrarian states keep large armies (COW milper against irst and pec).
    """
    rule = world.rules.effort
    men = holdings(world).settled * rule.levy // 1000
    return (world.mobilised_output * (1000 - rule.levy_part) + men * rule.levy_part) // 1000


def raised(world: World, military: Ints) -> Ints:
    """Return points that the military branch can raise, upkeep not yet taken, (S,); the sheltered raise less."""
    rule = world.rules.effort
    pay: Ints = _focused(world, ARMS, means(world) * military * rule.recruits // 100_000)
    if world.rules.switch.complacency and np.count_nonzero(world.cover):
        pay = pay * (1_000_000 - rule.complacency * world.cover) // 1_000_000
    return pay


def upkeep(world: World) -> Ints:
    """Return points that the army's upkeep takes, (S,)."""
    return muldiv(world.army, world.rules.effort.upkeep, 100)


def growth(world: World, economy: Ints) -> Ints:
    """Return per mille of infrastructure that every province held at home gains, (S,)."""
    return _focused(world, INFRASTRUCTURE, world.rules.effort.growth * economy // 1000)


def researched(world: World, technology: Ints) -> Ints:
    """Return the quality after a turn of research and of leaks through borders, trade and ententes, (S,)."""
    rule = world.rules.effort
    q = world.quality
    won: Ints = rule.quality * technology // 1000 * (rule.quality_top - q) // (rule.quality_top - 10_000)
    best = np.maximum.reduce(np.where(contact(world) & world.home, q, 0), axis=1)
    leaked = np.maximum(best - q, 0) * rule.leak * world.rules.switch.diffusion // 1000
    grown: Ints = np.minimum(np.maximum(q + won + leaked, rule.quality_low), rule.quality_top)
    return grown


def influence_won(world: World, diplomacy: Ints) -> Ints:
    """Return influence won this turn, (S,): effort x output against the mean of the living."""
    living, total = int(np.count_nonzero(world.home)), max(1, int(np.add.reduce(world.mobilised_output)))
    # divided once: a mean rounded beforehand would let a little more output win a little less
    won: Ints = world.rules.effort.influence * diplomacy * world.mobilised_output * living // (1000 * total)
    return _focused(world, PROPAGANDA, won)


def influence_held(world: World) -> Ints:
    """Return the influence at which what is won makes up for what fades, (S,)."""
    blocks = effective(world.effort - world.idle, world.rules)
    held: Ints = influence_won(world, blocks[:, DIPLOMACY]) * 1000 // world.rules.effort.influence_decay
    return held


# The last answer of contact with what it was worked out from.
_asked: list[tuple[Bools, Bools, Bools, Bools]] = []


def contact(world: World) -> Bools:
    """Return (S, S), read-only: pairs that touch by border, trade or entente, through which knowledge leaks."""
    border, trade, entente = holdings(world).touching, partners(world), bindings(world).invited
    for known in _asked:
        if known[0] is border and known[1] is trade and known[2] is entente:
            return known[3]
    near = border | trade | entente
    near.ravel()[:: len(near) + 1] = False
    near.flags.writeable = False
    _asked[:] = [(border, trade, entente, near)]
    return near


def _shift(turn: Turn) -> None:
    world = turn.world
    world.idle[:] = 0
    world.focus = world.focus_new.copy()
    for state in turn.seats:
        orders = turn.orders[state]
        for shift in orders.shifts:
            world.effort[state, shift.source] -= 1
            world.effort[state, shift.to] += 1
            world.idle[state, shift.to] += 1
        if orders.focus is not None:
            world.focus_new[state] = orders.focus
        if orders.depot is not None:
            world.depot[state] = orders.depot
    world.idle = np.minimum(world.idle, world.effort)


def _posture(turn: Turn) -> None:
    world = turn.world
    for state in turn.seats:
        posture = turn.orders[state].posture
        if posture == "mobilise" and world.mobilised[state]:
            continue  # a crisis that ended in war has done it already
        if posture == "mobilise" and world.disarmed[state] < world.turn:
            world.mobilised[state] = world.turn
            turn.note("mobilised", state)
        elif posture == "mobilise":
            turn.note("dropped", state, detail="disarmed")
        elif posture == "demobilise" or (world.mobilised[state] and world.disarmed[state] >= world.turn):
            world.mobilised[state] = 0
            turn.note("demobilised", state)


def depot(world: World, state: int) -> int:
    """Return where recruits gather: the chosen province, else the capital, else the best still held; -1 if none."""
    for place in (world.depot.item(state), world.capital.item(state)):
        if place >= 0 and world.sovereign.item(place) == state and world.occupier.item(place) < 0:
            return place
    held = (world.sovereign == state) & (world.occupier < 0)
    if not np.count_nonzero(held):
        return -1
    return int(np.where(held, world.scenario.population * 512 + world.scenario.province_ids % 512, -1).argmax())


def _recruit(turn: Turn, military: Ints) -> None:
    world = turn.world
    army = world.army
    change = (raised(world, military) - muldiv(army, world.rules.effort.upkeep, 100)) * world.alive
    had, ids = army.tolist(), world.scenario.province_ids
    for state, gain in enumerate(change.tolist()):
        if gain > 0:
            place = depot(world, state)
            if place >= 0:
                world.troops[state, place] += gain
        elif gain < 0 and had[state]:
            stand = world.troops[state]
            there = stand.nonzero()[0]
            stand[there] -= apportion(stand.take(there), min(-gain, had[state]), ids.take(there))


def _develop(world: World, economy: Ints) -> None:
    home = world.occupier < 0
    gain = np.where(home, growth(world, economy)[world.sovereign], 0)
    fading = muldiv(world.infrastructure, world.rules.effort.decay, 1000)
    world.infrastructure = np.minimum(np.maximum(world.infrastructure - fading + gain, 0), 1000)
    for state, focus in enumerate(world.focus.tolist()):
        if focus != FORTIFICATION or not world.alive[state]:
            continue
        place = depot(world, state)
        if place >= 0 and world.turn % 2 == 0:
            world.fort[place] = min(3, int(world.fort[place]) + 1)
