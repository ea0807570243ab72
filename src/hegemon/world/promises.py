"""What promises of help are worth as they stand: how clearly they are said, and the diplomacy left to keep them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations, starmap

import numpy as np

from hegemon.world.fixed import Ints
from hegemon.world.orders import DIPLOMACY, REPLIES
from hegemon.world.rules import Rules
from hegemon.world.state import World
from hegemon.world.treaties import Treaty, TreatyKind

# The last answers of duties with what they were worked out from, by the id of the treaties: each seat knows its own.
_tied: dict[int, tuple[tuple[Treaty, ...], Rules, list[int]]] = {}
_TIED = 64


_PLACES = {reply: place for place, reply in enumerate(REPLIES)}


def helps(kind: TreatyKind) -> bool:
    """Return whether a kind of treaty promises or invites help."""
    return kind.aid or kind.attack or kind.invited


def drilled(rules: Rules, turns: int) -> int:
    """Return how well partners know each other after some turns in force, per mille."""
    return min(1000, rules.treaties.drill + rules.treaties.drill_turn * max(0, turns))


def consultation(world: World, treaty: Treaty) -> int:
    """Return the turns for which the parties of a treaty deliberate before help comes (Olson 1965, Snyder 1997).

    The clause says how many, each so many members beyond two add one, and so does discord among them.
    """
    rule = world.rules.treaties
    if not world.rules.switch.consultation:
        return 0
    who = treaty.parties
    opinion = world.opinion.item
    if len(who) == 2:
        a, b = who
        discord = abs(opinion(a, b) - opinion(b, a)) > rule.discord
    else:
        mutual = list(starmap(opinion, permutations(who, 2)))
        discord = bool(mutual) and max(mutual) - min(mutual) > rule.discord
    return min(rule.delay_most, treaty.delay + (len(who) - 2) // rule.delay_members + discord)


def spoken(world: World, treaty: Treaty, state: int) -> int:
    """Return how clearly a party's promise of help is said, per mille; nothing for who promises none."""
    return voices(world, treaty)[treaty.parties.index(state)] if state in treaty.parties else 0


def voices(world: World, treaty: Treaty) -> tuple[int, ...]:
    """Return how clearly the parties of a treaty promise help, per mille each: by standing reply and years of drill.

    An invitation and a coalition have a clarity of their own; who deliberates or has given notice is less clear.
    """
    rules, kind = world.rules, world.rules.kinds[treaty.kind]
    rule, many = rules.treaties, len(treaty.parties)
    if not helps(kind):
        return (0,) * many
    stood = drilled(rules, world.turn - treaty.since) * max(0, 1000 - consultation(world, treaty) * rule.delay)
    if kind.invited or kind.informal:
        said = [rule.invited if kind.invited else rule.informal] * many
    else:
        cheque = rule.cheque
        said = [cheque[_PLACES[reply]] for reply in treaty.replies]
    for who, _ in treaty.leaving:
        at = treaty.parties.index(who)
        said[at] = said[at] * rule.leaving // 1000
    if kind.one_way:
        said[1:] = [0] * (many - 1)
    return tuple([one * stood // 1_000_000 for one in said])


def clarity(world: World, treaty: Treaty, state: int) -> int:
    """Return how clearly a state's promise stands, per mille: as it is said, and by the diplomacy left to keep it.

    On a view it is as the seat may know it: replies to others are taken for ask me, others' effort for a guess.
    Snyder 1997: deterrence counts allies at strength x believed reliability x clarity.
    """
    return spoken(world, treaty, state) * stands(world)[state] // 1000


def tied(world: World, state: int) -> int:
    """Return the diplomacy that a state's treaty duties tie down, per mille of a block: the price of autonomy."""
    return duties(world)[state]


def duties(world: World) -> list[int]:
    """Return the diplomacy that treaties tie down of each state, (S,) per mille of a block."""
    rules, treaties, states = world.rules, world.treaties, len(world.alive)
    known = _tied.get(id(treaties))
    if known is not None and known[0] is treaties and known[1] is rules and len(known[2]) == states:
        return known[2]
    duties = [0] * states
    if rules.switch.autonomy:
        kinds = rules.kinds
        for treaty in treaties:
            each = kinds[treaty.kind].autonomy
            if each:
                for state in treaty.parties:
                    duties[state] += each
    if len(_tied) >= _TIED:
        _tied.clear()
    _tied[id(treaties)] = treaties, rules, duties
    return duties


def autonomy(world: World) -> Ints:
    """Return how much of its word each state has the diplomacy to stand by, (S,) per mille (Morrow 1991)."""
    return np.array(stands(world), np.int64)


def stands(world: World) -> list[int]:
    """Return autonomy as plain numbers."""
    have, least = world.effort[:, DIPLOMACY].tolist(), world.rules.treaties.clarity_least
    return [
        1000 if need <= 1000 * blocks else max(1000 * 1000 * blocks // max(need, 1), least)
        for need, blocks in zip(duties(world), have, strict=True)
    ]


def autonomies(worlds: Sequence[World], which: Sequence[int] = (), blocks: Ints | None = None) -> Ints:
    """Return what autonomy returns for each of some views of one world, (N, S).

    which: for each, the one among worlds that knows of the same treaties (default: itself). blocks: of diplomacy as
    each knows them, (N, S), if they are at hand.
    """
    need = np.array([duties(world) for world in worlds])
    if which:
        need = need.take(which, axis=0)
    have = 1000 * (np.array([world.effort[:, DIPLOMACY] for world in worlds]) if blocks is None else blocks)
    short = need > have
    if not np.count_nonzero(short):
        return np.full(need.shape, 1000)
    part = 1000 * np.minimum(have, need) // np.maximum(need, 1)
    return np.where(short, np.maximum(part, worlds[0].rules.treaties.clarity_least), 1000)


def envoys(world: World, state: int) -> int:
    """Return how many states may be written to in a turn; peace offers need no envoy.

    Treaty duties are paid first from the blocks of diplomacy. A government in exile has one envoy left.
    """
    if world.exiled.item(state):
        return 1
    rule = world.rules.effort
    blocks = max(0, 1000 * world.effort.item(state, DIPLOMACY) - duties(world)[state]) // 1000
    return min(rule.envoys_most, rule.envoys + blocks // rule.envoys_each)
