"""What treaties and wars make of pairs of states: who may pass, what a breach costs, what a war has earned."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from hegemon.world.fixed import Bools, Ints, muldiv
from hegemon.world.rules import Rules
from hegemon.world.scenario_model import Scenario
from hegemon.world.state import World
from hegemon.world.treaties import Treaty, TreatyKind, War

# The last answers of access with what they were worked out from, by the id of the treaties: each seat knows its own,
# and a turn asks for them many times and changes them seldom.
_Asked = tuple[tuple[Treaty, ...], tuple[War, ...], dict[str, TreatyKind], bytes, Bools]
_asked: dict[int, _Asked] = {}
_ASKED = 64

# The last answer of _sides with what it was worked out from.
_joint: list[tuple[tuple[War, ...], Ints, list[tuple[int, ...]]]] = []

# What each state's land is worth, and what of it each occupier holds; the last answer with what it follows from, for
# all views of an opening ask for the same.
_Lands = tuple[tuple[int, dict[int, int]], ...]
_fallen: list[tuple[Ints, Ints, _Lands]] = []


def active_wars(world: World) -> tuple[War, ...]:
    """Return the wars that go on."""
    return tuple(war for war in world.wars if not war.ended)


def in_force(world: World, i: int, j: int) -> tuple[Treaty, ...]:
    """Return the treaties between two states."""
    return tuple(t for t in world.treaties if i in t.parties and j in t.parties)


def access(world: World) -> Bools:
    """Return (S, S), read-only: row may march through and stand on column's land.

    That is its own, an ally's, a co-belligerent's.
    """
    if not world.rules.switch.basing:
        return _alone(world.states)
    treaties, wars, kinds, war = world.treaties, world.wars, world.rules.kinds, world.war.tobytes()
    known = _asked.get(id(treaties))
    if known and known[0] is treaties and known[1] is wars and known[2] is kinds and known[3] == war:
        return known[4]
    open_to = partners(world)
    if len(_asked) >= _ASKED:
        _asked.clear()
    _asked[id(treaties)] = treaties, wars, kinds, war, open_to
    return open_to


@lru_cache(maxsize=8)
def _alone(states: int) -> Bools:
    own = np.eye(states, dtype=np.bool_)
    own.flags.writeable = False
    return own


def partners(world: World) -> Bools:
    """Return (S, S), read-only: who marches together and shares what its army sees: allies, co-belligerents."""
    kinds, war = world.rules.kinds, world.war
    friends = [treaty.parties for treaty in world.treaties if kinds[treaty.kind].access]
    return _open(len(war), (*friends, *_sides(world)), war.tobytes())


def _sides(world: World) -> list[tuple[int, ...]]:
    """Return who still fights on each side of every war that others have joined; all views of an opening ask for it."""
    wars, war = world.wars, world.war
    for known in _joint:
        if known[0] is wars and known[1] is war:
            return known[2]
    sides: list[tuple[int, ...]] = []
    joint = [w.joined for w in wars if not w.ended and len(w.joined) > 2]
    if joint:
        fighting = list(map(any, war.tolist()))
        for joined in joint:
            sides += [tuple([who for who, side, _, _ in joined if side == one and fighting[who]]) for one in (0, 1)]
    if not war.flags.writeable:
        _joint[:] = [(wars, war, sides)]
    return sides


@lru_cache(maxsize=32)
def _open(states: int, friends: tuple[tuple[int, ...], ...], war: bytes) -> Bools:
    """Return (S, S), read-only: each state and its friends, but for who is at war with whom.

    Every seat knows of other treaties, but seldom of other friends.
    """
    may = bytearray(states * states)
    may[:: states + 1] = bytes([1]) * states
    for group in friends:
        for a in group:
            for b in group:
                may[a * states + b] = 1
    apart = np.frombuffer(war, np.int64).reshape(states, states)
    open_to: Bools = np.frombuffer(may, np.bool_).reshape(states, states) & (apart == 0)
    open_to.flags.writeable = False
    return open_to


def forbids_attack(world: World, treaty: Treaty, attacker: int, victim: int) -> bool:
    """Return whether an attack of one party on another breaks the treaty (after leaving takes effect it does not)."""
    if attacker not in treaty.parties or victim not in treaty.parties:
        return False
    return world.rules.kinds[treaty.kind].no_attack


def broken_by(world: World, attacker: int, victim: int) -> tuple[Treaty, ...]:
    """Return the treaties that war on a state breaks: those with it, and neutrality with who fights beside it."""
    kinds, found = world.rules.kinds, []
    for treaty in world.treaties:
        if attacker not in treaty.parties:
            continue
        kind = kinds[treaty.kind]
        if victim in treaty.parties:
            broken = kind.no_attack
        else:
            broken = kind.neutral and any(_beside(world, p, victim) for p in treaty.others(attacker))
        if broken:
            found.append(treaty)
    return tuple(found)


def _beside(world: World, one: int, two: int) -> bool:
    """Return whether two states fight the same foe in the same war."""
    mine, theirs = world.war[one].tolist(), world.war[two].tolist()
    return any(number > 0 and number == other for number, other in zip(mine, theirs, strict=True))


def breach_price(world: World, treaty: Treaty, state: int = -1) -> int:
    """Return what breaking the treaty costs a party, ppm of power (Snyder 1997: the price of a broken word).

    A new government of that party pays the stated part for its predecessor's word, for some turns.
    """
    price = given_price(world.rules, world.rules.kinds[treaty.kind])
    if treaty.double:
        price *= 2
    if state >= 0 and reviews(world, treaty, state):
        price = price * world.rules.home.review_price // 1000
    return price


def given_price(rules: Rules, kind: TreatyKind) -> int:
    """Return what breaking a treaty of a kind costs, ppm of power; nothing where a word has no reputation."""
    return kind.price if rules.switch.reputation else 0


def absent_price(rules: Rules, kind: TreatyKind) -> int:
    """Return what being absent when called under a kind of treaty costs, ppm of power."""
    return kind.absent if rules.switch.reputation and rules.switch.entrapment else 0


def reviews(world: World, treaty: Treaty, state: int) -> bool:
    """Return whether a state's new government may still drop a treaty that its predecessor signed."""
    regime = int(world.regime[state])
    return treaty.since < regime and world.turn <= regime + world.rules.home.review


def under_arms(world: World, state: int) -> bool:
    """Return whether a state's forces fight at full readiness this turn: mobilised by an order of an earlier turn."""
    return 0 < world.mobilised.item(state) < world.turn


def attack_price(world: World, attacker: int, victim: int) -> int:
    """Return the breach price of declaring war, over every treaty that forbids it; double if unmobilised."""
    price = sum(breach_price(world, t, attacker) for t in broken_by(world, attacker, victim))
    return price if under_arms(world, attacker) else 2 * price


def hidden(world: World, treaty: Treaty) -> bool:
    """Return whether only its parties know of a treaty."""
    return treaty.secret and not treaty.leaked and bool(world.rules.switch.secrecy)


def command(world: World, state: int) -> int:
    """Return how many provinces a state may attack in a turn."""
    rule = world.rules.war
    great = bool(world.scenario.great[state]) or int(world.land_share[state]) >= 1000 * rule.great_land
    administration = int(world.focus[state]) == 7
    return (rule.attacks_great if great else rule.attacks) + administration


def worth(world: World) -> Ints:
    """Return what each province is worth by its fixed yields, (P,) read-only."""
    return _worth(world.scenario)


@lru_cache(maxsize=8)
def _worth(scenario: Scenario) -> Ints:
    value: Ints = scenario.grain + scenario.ore + scenario.fuel
    value.flags.writeable = False
    return value


def war_score(world: World, winner: int, loser: int) -> int:
    """Return the score that a belligerent has earned against another: land held in their war and losses inflicted.

    Every quantity is public, so both sides compute the same score: what allies hold counts by the war that they
    fight in, not by treaties, which may be secret. Who joined after the war was won has none.
    """
    if latecomer(world, winner, loser):
        return 0
    rule = world.rules.peace
    score, fights, inflicted = rule.score_least, world.war.item, world.inflicted.item
    war = fights(winner, loser)
    whole, held = _taken(world, loser)
    taken = sum([value for occupier, value in held.items() if fights(loser, occupier) == war]) if war else 0
    if taken:
        score += muldiv(taken, rule.score_occupied, max(1, whole))
    balance = inflicted(winner, loser) - inflicted(loser, winner)
    if balance > 0:
        scale = max(1, world.potential.item(loser) * rule.score_army // 100)
        score += muldiv(min(balance, scale), rule.score_loss, scale)
    return score


def latecomer(world: World, state: int, foe: int) -> bool:
    """Return whether a belligerent joined a war that others fought and won.

    It has neither dealt nor taken a blow, and joined in the last turn or holds none of the foe's land.
    """
    number, inflicted = world.war.item(state, foe), world.inflicted.item
    if not number or inflicted(state, foe) or inflicted(foe, state):
        return False
    war = next((w for w in world.wars if w.id == number), None)
    if war is None:
        return False
    joined = next((when for who, _, when, _ in war.joined if who == state), war.since)
    return joined > war.since and (joined >= world.turn - 1 or state not in _taken(world, foe)[1])


def _taken(world: World, state: int) -> tuple[int, dict[int, int]]:
    """Return what a state's land is worth, and what of it each occupier holds."""
    sovereign, occupier = world.sovereign, world.occupier
    for known in _fallen:
        if known[0] is sovereign and known[1] is occupier:
            return known[2][state]
    found = _lands(world.scenario, sovereign.tobytes(), occupier.tobytes())
    if not (sovereign.flags.writeable or occupier.flags.writeable):
        _fallen[:] = [(sovereign, occupier, found)]
    return found[state]


@lru_cache(maxsize=8)
def _lands(scenario: Scenario, sovereign: bytes, occupier: bytes) -> _Lands:
    owners, holders, value = np.frombuffer(sovereign, np.int64), np.frombuffer(occupier, np.int64), _worth(scenario)
    held = [dict[int, int]() for _ in scenario.state_ids]
    whole = np.bincount(owners, value, len(held)).astype(np.int64).tolist()  # whole numbers far below 2**53
    places = (holders >= 0).nonzero()[0]
    taken = zip(owners.take(places).tolist(), holders.take(places).tolist(), value.take(places).tolist(), strict=True)
    for owner, holder, worth in taken:
        held[owner][holder] = held[owner].get(holder, 0) + worth
    return tuple(zip(whole, held, strict=True))


def cession_price(world: World, province: int) -> int:
    """Return the score that ceding a province costs, by its worth against the mean of the map."""
    return _prices(world.scenario, world.rules.peace.price_province)[province]


@lru_cache(maxsize=8)
def _prices(scenario: Scenario, price: int) -> list[int]:
    """Return the score that ceding each province costs, (P,), if one of the mean worth costs a price."""
    value: list[int] = _worth(scenario).tolist()
    mean = max(1, sum(value) // len(value))
    return [max(price // 3, muldiv(one, price, mean)) for one in value]
