"""Whole games without people: the inner loop of tournaments."""

from __future__ import annotations

import builtins
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import msgspec

from hegemon.engine.power import finish, score
from hegemon.engine.turn import resolve
from hegemon.errors import BadInput
from hegemon.game.opening import begin, first_world
from hegemon.game.rounds import round_of
from hegemon.game.thinking import Mapper
from hegemon.players.registry import HUMAN
from hegemon.world.digest import digest
from hegemon.world.events import Event
from hegemon.world.scenario import Scenario
from hegemon.world.state import World


class MatchResult(msgspec.Struct, frozen=True):
    """How a game ended.

    One entry a seat: players and seats (codes); ranks, 1 best, no ties; scores, mean power of the last ten turns,
    and power at the end, ppm. seed: of the game, hex. digest: of the last world. victory: why the game is over.
    """

    scenario: str
    seed: str
    players: tuple[str, ...]
    seats: tuple[str, ...]
    ranks: tuple[int, ...]
    scores: tuple[int, ...]
    power: tuple[int, ...]
    turns: int
    digest: str
    victory: str
    faults: tuple[str, ...]
    digests: tuple[str, ...] = ()


def play_match(
    scenario: str | Scenario,
    players: Sequence[str] | None = None,
    seed: int | str | None = None,
    turns: int | None = None,
    map: Mapper = builtins.map,
) -> MatchResult:
    """Play a game to its end and return who finished how; the same arguments give the same game.

    players: one name a seat (default: the scenario's). turns: the limit (default: the scenario's), after which the
    end is uncertain as ever. Raises BadInput for an unknown scenario or player.
    """
    start, found = begin(scenario, None if players is None else tuple(players), {}, seed, turns)
    if HUMAN in start.players:
        raise BadInput("players: a match has no seats for people; name players from `hegemon players`")
    world = first_world(start, found)
    events: tuple[Event, ...] = ()
    faults: list[str] = []
    digests: list[str] = []
    with _sweeping_seldom():
        while not world.over:
            orders, wrong = round_of(start, world, events).orders({}, map)
            faults += wrong
            world, events = resolve(world, orders)
            digests.append(digest(world))
    return MatchResult(
        scenario=found.name,
        seed=f"{world.seed:032x}",
        players=start.players,
        seats=found.codes,
        ranks=ranks(world),
        scores=tuple(score(world).tolist()),
        power=tuple(world.power.tolist()),
        turns=len(digests),
        digest=digests[-1],
        victory=world.over,
        faults=tuple(faults),
        digests=tuple(digests),
    )


@contextmanager
def _sweeping_seldom() -> Iterator[None]:
    """Let Python look for cycles seldom: a turn makes tens of thousands of small frozen values, and no cycles."""
    held = gc.get_threshold()
    if held[0]:
        gc.set_threshold(max(held[0], 50_000), *held[1:])
    try:
        yield
    finally:
        gc.set_threshold(*held)


def ranks(world: World) -> tuple[int, ...]:
    """Return each seat's place, (S,), 1 best."""
    places = [0] * world.states
    for place, seat in enumerate(finish(world), 1):
        places[seat] = place
    return tuple(places)
