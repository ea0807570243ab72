"""What saves and journals share: the stored game, and the checks that make it fit to open."""

from __future__ import annotations

import string
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import msgspec

from hegemon.errors import BadInput, one_line
from hegemon.game.codec import LARGEST, WorldData, check_events, unpack_world
from hegemon.game.opening import MOST_TEXT, MOST_TURNS, Opening, altered, reopen, rules_of
from hegemon.game.played import Played
from hegemon.game.seats import Sent
from hegemon.players.registry import HUMAN, check_player
from hegemon.world.chance import game_seed
from hegemon.world.digest import digest
from hegemon.world.fixed import MILLION
from hegemon.world.orders import Orders, Record
from hegemon.world.rules import Rules
from hegemon.world.state import World

MOST_FILE = 32 << 20
MOST_BODY = 128 << 20
_HEX = frozenset(string.hexdigits)

Pending = tuple[tuple[Orders, tuple[Sent, ...]], ...]


@dataclass(frozen=True)
class Saved:
    """A game as it is kept: how it began, its turns, its world, and what people had begun in this turn."""

    start: Opening
    world: World
    turns: tuple[Played, ...]
    first_power: tuple[int, ...]
    pending: Pending = ()
    notices: tuple[str, ...] = ()
    packed: list[msgspec.Raw] = field(default_factory=list)  # turns as a save holds them, as far as they are known


@lru_cache(maxsize=8)
def _mark(encoded: bytes) -> str:
    return blake2b(encoded, digest_size=16).hexdigest()


def rules_mark(rules: Rules) -> str:
    """Return a digest of every number of the rules."""
    return _mark(msgspec.msgpack.encode(rules))


def title_of(start: Opening, world: World, when: bool = True) -> str:
    """Return what a list of saves calls a game; it tells nothing that any seat keeps secret.

    when: with the turn, which a file that grows cannot say in its first line.
    """
    people = [s for s, name in enumerate(start.players) if name == HUMAN]
    who = "AI states" if not people else f"hot-seat of {len(people)}"
    if len(people) == 1:
        who = world.scenario.state_names[people[0]]
    at = f" · turn {world.turn}" if when else ""
    return f"{world.scenario.title}{at} · {who}"


def inflate(packed: bytes, most: int) -> bytes:
    """Return what zlib packed; BadInput if it is damaged, larger than most, or followed by anything."""
    engine = zlib.decompressobj()
    try:
        content = engine.decompress(packed, most)
    except zlib.error:
        raise BadInput("its content is damaged") from None
    if not engine.eof or engine.unused_data or engine.unconsumed_tail:
        raise BadInput(f"its content is longer than {most} bytes, or cut short")
    return content


def check_start(start: Opening) -> None:
    """Raise BadInput unless an opening could have been made here."""
    if not 1 <= start.turns <= MOST_TURNS or len(start.text) > MOST_TEXT or len(start.seed) > 100:
        raise BadInput("how the game began cannot be")
    scenario = reopen(start.scenario, start.text, start.digest)
    if len(start.players) != len(scenario.codes):
        raise BadInput("its players are not one a seat")
    for player in start.players:
        if player != HUMAN:
            check_player(player)


def check_turns(start: Opening, turns: Sequence[Played], first_power: tuple[int, ...]) -> None:
    """Raise BadInput unless every index and number in the turns is within bounds."""
    scenario = reopen(start.scenario, start.text, start.digest)
    states, provinces = len(scenario.codes), len(scenario.sovereign)

    def shares(power: tuple[int, ...]) -> bool:
        return len(power) == states and all(0 <= x <= MILLION for x in power)

    if not shares(first_power):
        raise BadInput("the power at the opening cannot be")
    for number, turn in enumerate(turns, 1):
        check_events(turn.events, states, provinces)
        seats = [o.seat for o in turn.orders]
        good = (
            len(turn.digest) == 32 and _HEX.issuperset(turn.digest) and shares(turn.power)
            and all(0 <= s < states for s in seats) and seats == sorted(set(seats))
            and all(e.turn == number for e in turn.events)
            and all(_sound(r, states) for r in turn.records)
            and all(0 <= s.seat < states and -1 <= s.about < states for s in turn.summaries)
            and all(0 <= x.sender < states and 0 <= x.to < states for x in turn.sent)
        )
        if not good:
            raise BadInput(f"turn {number} cannot be")


def open_at(start: Opening, data: WorldData, turns: Sequence[Played], mark: str) -> tuple[World, tuple[str, ...]]:
    """Return the world after the last of turns and notices about it; BadInput if the two do not belong together.

    A game that an older Hegemon wrote opens at its last world, with a notice why it cannot be played again.
    """
    scenario = reopen(start.scenario, start.text, start.digest)
    rules = rules_of(scenario)
    world = unpack_world(data, scenario, rules)
    ours = world.seed == game_seed(start.seed, start.digest, "") and world.limit == start.turns
    if not ours or world.turn != len(turns) + 1:
        raise BadInput("its world belongs to another game")
    if altered(start):
        return world, ("its scenario has changed since this game began; it goes on with the present one",)
    if mark != rules_mark(rules):
        return world, ("the rules have changed since this game began; it goes on under the present ones",)
    if turns and digest(world) != turns[-1].digest:
        raise BadInput("its world is not what its turns led to")
    return world, ()


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Say of every BadInput inside which file it is about and what to do."""
    try:
        yield
    except BadInput as error:
        raise BadInput(f"save {one_line(path, 200)}: {error}; choose another save") from None


def _sound(record: Record, states: int) -> bool:
    terms = [term for option in record.options for term in option.terms]
    return (
        0 <= record.seat < states and -1 <= record.about < states and bool(record.options)
        and all(-1 <= t.about < states and abs(t.amount) < LARGEST for t in terms)
    )
