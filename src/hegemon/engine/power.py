"""Phase 7, power: four shares that sum to exactly 1,000,000, capitulation, elimination, victory and the end."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from hegemon.atlas.geography import Geography
from hegemon.engine import congress, exile, order
from hegemon.engine.context import Turn
from hegemon.world.chance import draw, order_of
from hegemon.world.fixed import Bools, Ints, fade, shares, shares_of
from hegemon.world.relations import worth
from hegemon.world.rules import Rules
from hegemon.world.state import World

FAR = 1 << 20


def forces(world: World) -> Ints:
    """Return points x quality of each state whatever its posture, (S,)."""
    return world.army * world.quality // 100


def gaps(world: World) -> Ints:
    """Return km of the shortest route between sovereign provinces, (S, S); FAR where a state has none."""
    return _gaps(world.land, world.states, world.sovereign.tobytes()).copy()


@lru_cache(maxsize=8)
def _gaps(land: Geography, states: int, sovereign: bytes) -> Ints:
    owner = np.frombuffer(sovereign, np.int64)
    order, count = owner.argsort(kind="stable"), np.bincount(owner, minlength=states)
    owners = count.nonzero()[0]
    starts = (count.cumsum() - count).take(owners)
    rows = np.array([_nearest(land, (owner == state).tobytes()) for state in owners.tolist()])
    least = np.minimum.reduceat(rows.take(order, axis=1), starts, axis=1)
    gap = np.full((states, states), FAR, np.int64)
    gap[owners[:, None], owners] = np.minimum(least, FAR)
    np.fill_diagonal(gap, 0)
    return gap


@lru_cache(maxsize=64)
def _nearest(land: Geography, some: bytes) -> Ints:
    """Return km from each province to the nearest of some, (P,): most states keep their borders when others move."""
    least: Ints = np.minimum.reduce(land.route[np.frombuffer(some, np.bool_)])
    return least


def reach(gap: Ints, rules: Rules) -> tuple[Ints, Ints]:
    """Return how much pairs matter to each other and what a force of one counts at the other, (S, S) per mille."""
    rule = rules.power
    return (
        _faded(gap.tobytes(), len(gap), rule.reach_half, rule.least),
        _faded(gap.tobytes(), len(gap), rule.strength_half, rule.least),
    )


@lru_cache(maxsize=16)
def _faded(gap: bytes, states: int, half: int, least: int) -> Ints:
    """Return what is left over each gap, (S, S) read-only: borders move seldom, and power is measured every turn."""
    left = np.maximum(fade(np.frombuffer(gap, np.int64).reshape(states, -1), half), least)
    left.flags.writeable = False
    return left


def coercion(force: Ints, potential: Ints, gap: Ints, living: Bools, rules: Rules) -> Ints:
    """Return the relational weight of arms of each state, (S,) int64 below 2**41.

    coercion_i = sum_j w_ij c_ij with w_ij = r_ij (Y_i + Y_j) and c_ij = half of F_i/(F_i + l F_j) plus half of
    l F_i/(l F_i + F_j); a pair's two parts sum to 1,000,000 or one less, and no index decides which.
    """
    matter, strength = reach(gap, rules)
    f = force * 1000
    mine, far = f[:, None], force[:, None] * strength
    both, all_armed = mine + force * strength, np.count_nonzero(force) == len(force)
    other = far + f
    if not all_armed:
        both, other = np.maximum(both, 1), np.maximum(other, 1)
    part = 500_000 * mine // both + 500_000 * far // other
    if not all_armed:
        part = np.where((force[:, None] + force[None, :]) == 0, 500_000, part)
    part = (1_000_000 + part - part.T) // 2
    weight = matter * (potential[:, None] + potential[None, :])
    if np.count_nonzero(living) < len(living):
        weight = np.where(living[:, None] & living[None, :], weight, 0)
    weight.ravel()[:: len(weight) + 1] = 0
    weight *= part // 100
    total: Ints = np.add.reduce(weight, axis=1)
    scale = max(1, int(np.maximum.reduce(total)) >> 40)
    return total // scale


def mix(parts: tuple[Ints, Ints, Ints, Ints], rules: Rules, living: Bools, order: Ints) -> Ints:
    """Return power, ppm, from the four shares, ppm each, by the weights of the rules."""
    rule = rules.power
    coerced, drawn, land, influence = parts
    total = rule.coercion * coerced + rule.output * drawn + rule.land * land + rule.influence * influence
    return shares(total, living, order)


def measure(world: World) -> None:
    """Write the four shares and power into the world."""
    order = order_of(world.scenario.state_ids, world.seed, world.turn, "remainder")
    living = world.home
    weights = np.zeros((4, world.states), np.int64)
    weights[0] = coercion(forces(world), world.potential, world.gap, living, world.rules)
    weights[1] = world.mobilised_output
    np.add.at(weights[2], world.sovereign, worth(world))
    weights[3] = world.influence + np.maximum(world.prestige, 0)
    parts = shares_of(weights, living, order)
    one, two, three, four = parts
    world.coercion, world.output_share = one.copy(), two.copy()
    world.land_share, world.influence_share = three.copy(), four.copy()
    world.power = mix((one, two, three, four), world.rules, living, order)


def phase(turn: Turn) -> None:
    """Settle capitulations, measure power, and see whether the game is over."""
    world = turn.world
    before = world.power.copy()
    exile.capitulate(turn)
    congress.prune(world)
    world.gap = gaps(world)
    measure(world)
    world.recent[world.turn % 10] = world.power
    order.count(turn)
    _marks(turn, before)
    _victory(turn)


def _marks(turn: Turn, before: NDArray[np.int64]) -> None:
    world = turn.world
    was, now = before.tolist(), world.power.tolist()
    for state in turn.seats:
        for mark in world.rules.power.marks:
            if was[state] < mark <= now[state]:
                turn.note("rose", state, amount=mark)
            elif now[state] < mark <= was[state]:
                turn.note("sank", state, amount=mark)


def _victory(turn: Turn) -> None:
    world, rule = turn.world, turn.world.rules.power
    first, home = (world.power >= rule.hegemon) | order.wins(world), world.home
    if rule.bloc:
        first |= _camp(world) >= rule.bloc
    world.leading = np.where(home & first, world.leading + 1, 0)
    living = home.nonzero()[0].tolist()
    if len(living) == 1:
        world.over, world.victor = "last standing", living[0]
        turn.note("last", living[0])
        return
    leading = world.leading.tolist()
    if max(leading) >= rule.hegemon_turns:
        power, ids = world.power.tolist(), world.scenario.state_ids.tolist()
        _won(turn, max(range(len(leading)), key=lambda s: (leading[s], power[s], -ids[s])))
        return
    if rule.peace and _quiet(world, rule.peace):
        world.over = "long peace"
        turn.note("long peace", amount=rule.peace)
        return
    late = world.turn - world.limit
    if late >= rule.end_most or (late >= 0 and draw(world.seed, world.turn, "the end") % rule.end_sixths == 0):
        world.over = "the end"
        turn.note("the end")


def _won(turn: Turn, leader: int) -> None:
    """End the game for who led it long enough: a hegemon, the leader of an order, or the strongest of a bloc."""
    world = turn.world
    world.victor = leader
    if world.power[leader] >= world.rules.power.hegemon:
        world.over = "hegemony"
        turn.note("hegemon", leader)
    elif order.wins(world)[leader]:
        world.over = "order"
        turn.note("world order", leader)
    else:
        world.over = "bloc"
        for partner in np.flatnonzero(world.bloc == world.bloc[leader]).tolist():
            if partner != leader:
                turn.note("bloc wins", leader, partner)


def _camp(world: World) -> Ints:
    """Return the power that each state's bloc holds together, (S,) ppm; nothing for who stands alone."""
    together = np.zeros(world.states, np.int64)
    member = world.bloc >= 0
    np.add.at(together, world.bloc[member], world.power[member])
    held: Ints = np.where(member, together[np.maximum(world.bloc, 0)], 0)
    return held


def _quiet(world: World, turns: int) -> bool:
    """Return whether nobody has fought, demanded or been under arms in peace for so many turns."""
    last = max((w.ended or world.turn for w in world.wars), default=0)
    calm = not world.crises and not (world.home & (world.mobilised > 0)).any()
    return calm and world.turn - last >= turns


def score(world: World) -> Ints:
    """Return the mean power of the last turns that count, or of those played if fewer, (S,) ppm."""
    played = min(world.turn - 1, world.rules.power.score_turns)
    mean: Ints = _summed(world) // max(1, played)
    return mean


def _summed(world: World) -> Ints:
    """Return power summed over the last turns that count, (S,) ppm."""
    kept = len(world.recent)
    rows = [turn % kept for turn in range(world.turn - world.rules.power.score_turns, world.turn)]
    total: Ints = world.recent[rows].sum(axis=0)
    return total


def finish(world: World) -> list[int]:
    """Return the states in order of finish: the victor, then score, then last turn alive, then draw."""
    totals = _summed(world)
    order = order_of(world.scenario.state_ids, world.seed, world.turn, "finish")
    last = np.where(world.home, 1 << 30, np.maximum(world.died, world.exiled))

    def key(state: int) -> tuple[bool, int, int, int]:
        return (state != world.victor, -int(totals[state]), -int(last[state]), int(order[state]))

    return sorted(range(world.states), key=key)
