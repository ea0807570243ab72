"""What treaties and wars make of pairs of states: who may pass, what a breach costs, what a war has earned."""

from __future__ import annotations

import numpy as np

from hegemon.world.fixed import Bools, Ints, muldiv
from hegemon.world.orders import DIPLOMACY
from hegemon.world.state import World
from hegemon.world.treaties import Treaty, War


def active_wars(world: World) -> tuple[War, ...]:
    """Return the wars that go on."""
    return tuple(war for war in world.wars if not war.ended)


def in_force(world: World, i: int, j: int) -> tuple[Treaty, ...]:
    """Return the treaties between two states."""
    return tuple(t for t in world.treaties if i in t.parties and j in t.parties)


def access(world: World) -> Bools:
    """Return (S, S): row may march through and stand on column's land: its own, an ally's, a co-belligerent's."""
    may = np.eye(world.states, dtype=np.bool_)
    kinds = world.rules.kinds
    for treaty in world.treaties:
        if kinds[treaty.kind].access:
            for a in treaty.parties:
                may[a, treaty.parties] = True
    wars = active_wars(world)
    fighting = (world.war.sum(axis=1) > 0).tolist()
    for war in wars:
        for side in (0, 1):
            members = [m for m in war.members(side) if fighting[m]]
            if len(members) > 1:
                for a in members:
                    may[a, members] = True
    open_to: Bools = may & (world.war == 0)
    return open_to


def forbids_attack(world: World, treaty: Treaty, attacker: int, victim: int) -> bool:
    """Return whether an attack of one party on another breaks the treaty (after leaving takes effect it does not)."""
    if attacker not in treaty.parties or victim not in treaty.parties:
        return False
    return world.rules.kinds[treaty.kind].no_attack


def breach_price(world: World, treaty: Treaty) -> int:
    """Return what breaking the treaty costs a party, ppm of power (Snyder 1997: the price of a broken word)."""
    price = world.rules.kinds[treaty.kind].price
    return 2 * price if treaty.double else price


def under_arms(world: World, state: int) -> bool:
    """Return whether a state's forces fight at full readiness this turn: mobilised by an order of an earlier turn."""
    return 0 < int(world.mobilised[state]) < world.turn


def attack_price(world: World, attacker: int, victim: int) -> int:
    """Return the breach price of declaring war, over every treaty that forbids it; double if unmobilised."""
    price = sum(
        breach_price(world, t) for t in world.treaties if forbids_attack(world, t, attacker, victim)
    )
    return price if under_arms(world, attacker) else 2 * price


def tied(world: World, state: int) -> int:
    """Return the diplomacy that a state's treaty duties tie down, per mille of a block: the price of autonomy."""
    return sum(world.rules.kinds[t.kind].autonomy for t in world.treaties if state in t.parties)


def envoys(world: World, state: int) -> int:
    """Return how many states may be written to in a turn; peace offers need no envoy.

    Treaty duties are paid first from the blocks of diplomacy.
    """
    rule = world.rules.effort
    blocks = max(0, 1000 * int(world.effort[state, DIPLOMACY]) - tied(world, state)) // 1000
    return min(rule.envoys_most, rule.envoys + blocks // rule.envoys_each)


def command(world: World, state: int) -> int:
    """Return how many provinces a state may attack in a turn."""
    rule = world.rules.war
    great = bool(world.scenario.great[state]) or int(world.land_share[state]) >= 1000 * rule.great_land
    administration = int(world.focus[state]) == 7
    return (rule.attacks_great if great else rule.attacks) + administration


def worth(world: World) -> Ints:
    """Return what each province is worth by its fixed yields, (P,)."""
    return world.scenario.grain + world.scenario.ore + world.scenario.fuel


def war_score(world: World, winner: int, loser: int) -> int:
    """Return the score that a belligerent has earned against another: land held and losses inflicted.

    Every quantity is public, so both sides compute the same score.
    """
    rule = world.rules.peace
    value = worth(world)
    theirs = world.sovereign == loser
    total = max(1, int(value[theirs].sum()))
    friends = access(world)[winner] if world.wars else np.zeros(world.states, np.bool_)
    held = theirs & (world.occupier >= 0) & friends[np.maximum(world.occupier, 0)]
    occupied = muldiv(int(value[held].sum()), rule.score_occupied, total)
    balance = int(world.inflicted[winner, loser] - world.inflicted[loser, winner])
    scale = max(1, int(world.potential[loser]) * 36 // 100)
    return rule.score_least + occupied + muldiv(min(max(0, balance), scale), rule.score_loss, scale)


def cession_price(world: World, province: int) -> int:
    """Return the score that ceding a province costs, by its worth against the mean of the map."""
    value, price = worth(world), world.rules.peace.price_province
    mean = max(1, int(value.sum()) // world.provinces)
    return max(price // 3, muldiv(int(value[province]), price, mean))
