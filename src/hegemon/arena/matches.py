"""Games of a bench: a world, perhaps with one state enlarged, who sits where, and how it ended.

Games come in mirrored sets, which share a world and a seed and turn the players through its seats.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from hegemon.arena.branches import Rule, ruled
from hegemon.arena.schedule import keyed
from hegemon.arena.trials import scaled
from hegemon.game.match import play_match
from hegemon.world.scenario import load_scenario
from hegemon.world.scenario_model import Scenario


class Match(msgspec.Struct, frozen=True):
    """One game. players: one name a seat. large, percent: the state that is changed in size, -1 none, and to what.

    turns: the limit, 0 the scenario's own.
    """

    world: str
    players: tuple[str, ...]
    seed: int
    turns: int = 0
    large: int = -1
    percent: int = 100
    rules: tuple[Rule, ...] = ()


class Outcome(msgspec.Struct, frozen=True):
    """How a match ended: places, 1 best, and scores, ppm, by seat. faults: turns on which players failed; the first."""

    ranks: tuple[int, ...]
    scores: tuple[int, ...]
    faults: int
    fault: str = ""


def play(match: Match) -> Outcome:
    """Plays a match to its end."""
    result = play_match(stage(match), match.players, seed=match.seed, turns=match.turns or None)
    return Outcome(result.ranks, result.scores, len(result.faults), next(iter(result.faults), ""))


def stage(match: Match) -> Scenario:
    """Returns the scenario that a match is played on."""
    scenario = ruled(load_scenario(match.world), match.rules)
    return scenario if match.large < 0 else scaled(scenario, match.large, match.percent)


def shuffled(entries: Sequence[str], *key: object) -> tuple[str, ...]:
    """Returns the entries in an order drawn by the key."""
    keys = [keyed("order", *key, at) for at in range(len(entries))]
    return tuple(entries[at] for at in sorted(range(len(entries)), key=keys.__getitem__))


def turned(entries: Sequence[str], seats: int) -> list[tuple[str, ...]]:
    """Returns the seatings of a set: each entry comes once to every seat, whatever their numbers."""
    count = len(entries)
    return [tuple(entries[(seat + step) % count] for seat in range(seats)) for step in range(count)]


def swapped(one: str, other: str, seats: int, *key: object) -> list[tuple[str, ...]]:
    """Returns a seating of half and half by a drawn order, and the same with both sides changed over."""
    half = (seats + 1) // 2
    first = shuffled((one,) * half + (other,) * (seats - half), *key)
    return [first, tuple(other if name == one else one for name in first)]


def seats_of(world: str) -> int:
    """Returns how many seats a world has."""
    return len(load_scenario(world).codes)


def mirrored(match: Match, seatings: Sequence[tuple[str, ...]]) -> tuple[Match, ...]:
    """Returns the match in each of the seatings."""
    return tuple(msgspec.structs.replace(match, players=players) for players in seatings)
