"""How treaties end: by running out, by notice, by a broken word that has a price; a party may go and the rest stay."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec
import numpy as np

from hegemon.engine.context import Deed, Turn
from hegemon.world.fixed import Ints, apportion
from hegemon.world.relations import breach_price, broken_by, hidden
from hegemon.world.state import World
from hegemon.world.treaties import Treaty

Broken = dict[int, dict[int, bool]]  # by treaty: who breaks it, and whether unready


def take_out(turn: Turn, number: int, gone: Collection[int], kind: str = "") -> None:
    """Take parties out of a treaty, with an event of a kind (none if empty) for each other party.

    It ends when fewer than two are left, or when who leads or guarantees goes; an order may stand by its leader alone.
    """
    world = turn.world
    here = next((i for i, t in enumerate(world.treaties) if t.id == number), -1)
    if here < 0:
        return
    treaty = world.treaties[here]
    going = [p for p in treaty.parties if p in gone]
    if not going:
        return
    stay = [i for i, p in enumerate(treaty.parties) if p not in gone]
    row = world.rules.kinds[treaty.kind]
    over = len(stay) < (1 if row.order else 2) or (row.one_way and treaty.parties[0] in gone)
    rest = () if over else (without(world, treaty, stay),)
    world.treaties = (*world.treaties[:here], *rest, *world.treaties[here + 1 :])
    if world.calls:
        world.calls = tuple(
            c for c in world.calls if c.treaty != number or not (over or c.called in gone or c.caller in gone)
        )
    for i, actor in enumerate(going):
        told = treaty.others(actor) if kind == "breach" else tuple(p for p in treaty.parties if p not in going[: i + 1])
        for other in told if kind else ():
            turn.note(kind, actor, other, detail=treaty.kind, secret=hidden(world, treaty))


def without(world: World, treaty: Treaty, stay: list[int]) -> Treaty:
    """Return a treaty with only the parties at some places of it; what stands beside the parties keeps step."""
    parties = tuple(treaty.parties[i] for i in stay)
    shares = [treaty.split[i] for i in stay] if treaty.split else []
    split = apportion(np.array(shares), 1000, world.scenario.state_ids[list(parties)]).tolist() if any(shares) else ()
    return msgspec.structs.replace(
        treaty,
        parties=parties,
        replies=tuple(treaty.replies[i] for i in stay),
        leaving=tuple(pair for pair in treaty.leaving if pair[0] in parties),
        split=tuple(split),
    )


def ruptures(world: World, attacker: int, victim: int, unready: bool = False, broken: Broken | None = None) -> Broken:
    """Return what an attack of one state on another breaks, put to what others break; coalitions are just left."""
    found: Broken = {} if broken is None else broken
    for treaty in broken_by(world, attacker, victim):
        found.setdefault(treaty.id, {})[attacker] = unready
    for treaty in world.treaties:
        both = attacker in treaty.parties and victim in treaty.parties
        if both and world.rules.kinds[treaty.kind].informal:
            found.setdefault(treaty.id, {})[attacker] = unready
    return found


def breach(turn: Turn, broken: Mapping[int, Mapping[int, bool]]) -> None:
    """Break words, all at once: who breaks a treaty pays with every other party and is out of it; the rest stay."""
    world, ids = turn.world, turn.world.scenario.state_ids
    for treaty in world.treaties if broken else ():
        unready = broken.get(treaty.id)
        if not unready:
            continue
        who = sorted(unready, key=lambda state: int(ids[state]))
        informal = world.rules.kinds[treaty.kind].informal
        for breaker in () if informal else who:
            price = breach_price(world, treaty, breaker) * (2 if unready[breaker] else 1)
            turn.broke.add((treaty.id, breaker))
            for other in treaty.others(breaker):
                turn.deeds.append(Deed("breach", breaker, other, price, secret=hidden(world, treaty)))
        take_out(turn, treaty.id, who, "ended" if informal else "breach")


def end_treaty(turn: Turn, treaty: Treaty, kind: str, actor: int) -> None:
    """Take one party out of a treaty without a price, with an event of a kind for each other party."""
    take_out(turn, treaty.id, (actor,), kind)


def separate(turn: Turn, before: Ints) -> None:
    """Break the word of who made a separate peace: a partner in a joint treaty still fights that foe in that war.

    before: world.war as it stood when the peaces of this turn were about to be made.
    """
    world, broken = turn.world, Broken()
    made = (before > 0) & (world.war == 0)
    parted: dict[int, list[tuple[int, int]]] = {}
    for state, foe in zip(*(places.tolist() for places in made.nonzero()), strict=True):
        parted.setdefault(state, []).append((foe, int(before[state, foe])))
    for treaty in world.treaties if parted else ():
        if not treaty.joint or world.rules.kinds[treaty.kind].informal:
            continue
        for party in treaty.parties:
            for other in treaty.others(party) if party in parted else ():
                if any(world.war[other, foe] == war for foe, war in parted[party]):
                    broken.setdefault(treaty.id, {})[party] = False
    breach(turn, broken)


def bury_treaties(turn: Turn, state: int) -> None:
    """Take a state that is no more out of every treaty and motion; treaties made to attack it are at an end."""
    world, kinds = turn.world, turn.world.rules.kinds
    for treaty in world.treaties:
        if state in treaty.parties:
            take_out(turn, treaty.id, (state,))
        elif treaty.target == state and kinds[treaty.kind].attack:
            take_out(turn, treaty.id, treaty.parties, "ended")
    world.motions = tuple(
        m for m in world.motions if state not in (m.proposer, *m.voters, *m.terms.parties, m.terms.target)
    )


def reveal(turn: Turn, number: int) -> None:
    """Make a hidden treaty known to all."""
    world = turn.world
    treaty = next((t for t in world.treaties if t.id == number), None)
    if treaty is None or not hidden(world, treaty):
        return
    world.treaties = tuple(msgspec.structs.replace(t, leaked=True) if t.id == number else t for t in world.treaties)
    for other in treaty.parties[1:]:
        turn.note("leaked", treaty.parties[0], other, detail=treaty.kind)


def hush(turn: Turn, since: int) -> None:
    """Let only their parties know the events from a place in the list on."""
    turn.events[since:] = [msgspec.structs.replace(event, secret=True) for event in turn.events[since:]]
