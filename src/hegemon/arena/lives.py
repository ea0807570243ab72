"""One game read for how alive it is: wars entered, partners, calls kept, borders moved, who rose and who balanced."""

from __future__ import annotations

from functools import lru_cache

import msgspec
import numpy as np

from hegemon.arena.balancing import STRONG, WITHIN, Case, watch
from hegemon.arena.branches import Rule, onward, opened, ruled
from hegemon.arena.histories import bound, partners
from hegemon.arena.matches import Match, stage
from hegemon.engine.power import finish, score
from hegemon.world.events import Event
from hegemon.world.rules import load_rules
from hegemon.world.scenario import load_scenario

LIMIT = 100
# Nobody leads long enough to win: the game ends with the clock or with the last but one state.
NO_EARLY_END: tuple[Rule, ...] = (("power.hegemon_turns", 1 << 20),)
ENTRIES = {"declared": 1, "crisis war": 1, "mutual war": 2, "joined": 1, "sided": 1}


class Life(msgspec.Struct, frozen=True):
    """A game to read. players: one name a seat. turns: the limit."""

    world: str
    players: tuple[str, ...]
    seed: int
    turns: int = LIMIT
    rules: tuple[Rule, ...] = ()


class Lived(msgspec.Struct, frozen=True):
    """What a game counted.

    lived: state-turns. entries: states that entered a war by their own or their ally's hand. partners: formal
    partners of help a state, summed over state-turns; tied: those by any treaty that binds, trade apart. kept,
    failed: calls of a duty answered by joining, and by absence. moved: provinces that passed to another sovereign.
    ranks and scores, ppm, by seat. turns played. cases: of states that grew above the mark, as far as decided.
    """

    lived: int
    entries: int
    partners: int
    tied: int
    kept: int
    failed: int
    moved: int
    ranks: tuple[int, ...]
    scores: tuple[int, ...]
    turns: int
    cases: tuple[Case, ...]


class Giant(msgspec.Struct, frozen=True):
    """A game in which one state opens far above the others: which, how large in percent, who plays."""

    world: str
    players: tuple[str, ...]
    seed: int
    seat: int
    percent: int
    rules: tuple[Rule, ...] = ()


def read(life: Life) -> Lived:
    """Plays a game to its limit, without early victory, and returns what it counted."""
    scenario = ruled(load_scenario(life.world), (*life.rules, *NO_EARLY_END))
    now = opened(scenario, life.players, life.seed, life.turns)
    lived = entries = helped = tied = kept = failed = moved = 0
    binding = {name for name, kind in load_rules().kinds.items() if not kind.informal and name != "trade"}
    cases: dict[int, Case] = {}
    began = now.world.turn
    while not now.world.over:
        before = now.world
        lived += int(before.home.sum())
        helped += partners(before)
        tied += bound(before, binding)
        watch(before, cases)
        now = onward(now, 1)
        for event in now.events:
            entries += ENTRIES.get(event.kind, 0)
            kept += owed(event)
            failed += event.kind == "absent"
        moved += int(np.count_nonzero(before.sovereign != now.world.sovereign))
    watch(now.world, cases)
    places = {seat: place for place, seat in enumerate(finish(now.world), 1)}
    return Lived(
        lived, entries, helped, tied, kept, failed, moved,
        ranks=tuple(places[seat] for seat in range(now.world.states)),
        scores=tuple(score(now.world).tolist()),
        turns=now.world.turn - began,
        cases=tuple(case for case in cases.values() if case.told),
    )  # fmt: skip


def owed(event: Event) -> bool:
    """Returns whether an event is a call kept that was a duty: what only invites can be left without a broken word."""
    return event.kind == "joined" and not load_rules().kinds[event.detail].informal


def loom(giant: Giant) -> Case:
    """Plays ten turns beside a giant and returns how the others took it."""
    match = Match(giant.world, giant.players, giant.seed, 0, giant.seat, giant.percent, (*giant.rules, *NO_EARLY_END))
    now = opened(stage(match), giant.players, giant.seed)
    cases: dict[int, Case] = {}
    for _ in range(WITHIN):
        watch(now.world, cases, giant.seat)
        if cases[giant.seat].told or now.world.over:
            break
        now = onward(now, 1)
    watch(now.world, cases, giant.seat)
    return cases[giant.seat]


@lru_cache(maxsize=64)
def size_above(world: str, seat: int) -> int:
    """Returns the least size of a state, in percent by steps of 20, at which it opens above the mark."""
    percent = 100
    while True:
        match = Match(world, (), 0, large=seat, percent=percent)
        scenario = stage(match)
        power = opened(scenario, ("random",) * len(scenario.codes), 0).world.power
        if int(power[seat]) > STRONG:
            return percent
        percent += 20
