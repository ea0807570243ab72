"""Phase 6, leaks: secret treaties get out, sooner where somebody spies; what is out counts for everybody."""

from __future__ import annotations

import msgspec

from hegemon.engine.context import Turn
from hegemon.world.chance import draw
from hegemon.world.relations import hidden
from hegemon.world.state import World
from hegemon.world.treaties import Treaty
from hegemon.world.view import INTELLIGENCE


def phase(turn: Turn) -> None:
    """Draw for each secret whether it gets out this turn, by the permanent ids of its parties."""
    world = turn.world
    secrets = [t for t in world.treaties if t.secret and hidden(world, t)]
    if not secrets:
        return
    ids, names = world.scenario.state_ids, sorted(world.rules.kinds)
    out: set[int] = set()
    for treaty in secrets:
        subject = (names.index(treaty.kind), treaty.since, *sorted(int(ids[p]) for p in treaty.parties))
        if draw(world.seed, world.turn, "leak", *subject) % 1000 < chance(world, treaty):
            out.add(treaty.id)
            first, second = treaty.parties[:2]
            turn.note("leaked", first, second, other=treaty.target, detail=treaty.kind)
    if out:
        world.treaties = tuple(
            msgspec.structs.replace(t, leaked=True) if t.id in out else t for t in world.treaties
        )


def chance(world: World, treaty: Treaty) -> int:
    """Return per mille at which a secret gets out this turn."""
    rule = world.rules
    spying = world.home & (world.focus == INTELLIGENCE)
    spying[list(treaty.parties)] = False
    spied = bool(rule.switch.intelligence) and bool(spying.any())
    return min(1000, rule.treaties.leak * (rule.treaties.leak_spied if spied else 1))
