"""Phase 6, leaks: secret treaties get out, sooner where somebody spies; what is out counts for everybody."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import msgspec
import numpy as np

from hegemon.engine.context import Turn
from hegemon.world.chance import field
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
    places, ids = _places(tuple(world.rules.kinds)), world.scenario.state_ids.item
    subjects = np.array([_subject(t, places[t.kind], ids) for t in secrets])
    drawn = field(world.seed, world.turn, "leak", subjects, 500) + 500
    most = world.rules.treaties.leak * max(1, world.rules.treaties.leak_spied)
    out = {
        t.id for t, value in zip(secrets, drawn.tolist(), strict=True)
        if value < most + 1 and value * 1000 < chance(world, t) * 1001
    }  # fmt: skip
    for treaty in secrets:
        if treaty.id in out:
            first, second = treaty.parties[:2]
            turn.note("leaked", first, second, other=treaty.target, detail=treaty.kind)
    if out:
        world.treaties = tuple(
            msgspec.structs.replace(t, leaked=True) if t.id in out else t for t in world.treaties
        )


@lru_cache(maxsize=8)
def _places(kinds: tuple[str, ...]) -> dict[str, int]:
    return {kind: place for place, kind in enumerate(sorted(kinds))}


def _subject(treaty: Treaty, kind: int, ids: Callable[[int], int]) -> int:
    """Return a number for a secret that its kind, its age and the permanent ids of its parties make, below 2**40."""
    found = kind * 1009 + treaty.since
    for party in sorted(map(ids, treaty.parties)):
        found = (found * 4099 + party) % (1 << 40)
    return found


def chance(world: World, treaty: Treaty) -> int:
    """Return per mille at which a secret gets out this turn."""
    rule = world.rules
    spies = np.flatnonzero(world.home & (world.focus == INTELLIGENCE)).tolist() if rule.switch.intelligence else []
    spied = any(spy not in treaty.parties for spy in spies)
    return min(1000, rule.treaties.leak * (rule.treaties.leak_spied if spied else 1))
