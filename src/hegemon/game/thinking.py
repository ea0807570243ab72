"""What AI seats think: in this process, or as tasks of bytes that any mapper of functions can run elsewhere."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec

from hegemon.counsel.memory import side_by_side
from hegemon.errors import one_line
from hegemon.game.codec import ViewData, pack_view, unpack_view
from hegemon.game.opening import Opening, reopen, rules_of
from hegemon.players.protocol import Player
from hegemon.players.registry import kin, make_player
from hegemon.world.orders import Decision, Letter, Orders, Reply
from hegemon.world.view import View

Mapper = Callable[[Callable[[bytes], bytes], Iterable[bytes]], Iterable[bytes]]
Told = Callable[[int], None]


class Task(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A view to decide on or, if there are letters, to answer them from."""

    scenario: str
    text: str
    digest: str
    player: str
    view: ViewData
    letters: tuple[Letter, ...] = ()


class Thought(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A decision or one reply a letter; fault says what the player did wrong, empty if nothing."""

    decision: Decision
    replies: tuple[Reply, ...] = ()
    fault: str = ""


_encode = msgspec.msgpack.Encoder().encode
_read_task = msgspec.msgpack.Decoder(Task)
_read_thought = msgspec.msgpack.Decoder(Thought)


@lru_cache(maxsize=64)
def player_of(name: str) -> Player:
    """Return the one player of that name in this process."""
    return make_player(name)


def decide(name: str, view: View) -> Thought:
    """Return what a player decides; one that fails holds its seat."""
    hold = Decision(Orders(seat=view.seat))
    try:
        found = player_of(name).decide(view)
        if not isinstance(found, Decision) or found.orders.seat != view.seat:
            return Thought(hold, fault="returned no decision of its own seat; its seat held")
    except Exception as error:
        return Thought(hold, fault=f"raised {_said(error)}; its seat held")
    return Thought(found)


def answer(name: str, view: View, letters: Sequence[Letter]) -> Thought:
    """Return a player's reply to each letter; one that fails says no."""
    replies, fault = [], ""
    for letter in letters:
        try:
            reply = player_of(name).answer(view, letter)
            if not isinstance(reply, Reply):
                raise TypeError(f"{type(reply).__name__} is no Reply")
        except Exception as error:
            reply, fault = Reply("no"), f"raised {_said(error)}; its answer was no"
        replies.append(reply)
    return Thought(Decision(Orders(seat=view.seat)), tuple(replies), fault)


def run(task: bytes) -> bytes:
    """Return the thought for a task; the function that a mapper is given."""
    found = _read_task.decode(task)
    scenario = reopen(found.scenario, found.text, found.digest)
    view = unpack_view(found.view, scenario, rules_of(scenario))
    thought = answer(found.player, view, found.letters) if found.letters else decide(found.player, view)
    return _encode(thought)


def think(
    start: Opening,
    views: Mapping[int, View],
    letters: Mapping[int, tuple[Letter, ...]] | None = None,
    map: Mapper = builtins.map,
    told: Told | None = None,
) -> dict[int, Thought]:
    """Return a thought for each seat of views, or for each that has letters.

    map: the built-in one thinks here; any other gets `run` and tasks, and answers in their order. A mapper that
    breaks is replaced by thinking here. told: called with each seat as it is done.
    """
    seats = sorted(views if letters is None else letters)
    asked = letters or {}
    done: dict[int, Thought] = {}
    broken = ""
    if map is not builtins.map and seats:
        tasks = [_task(start, start.players[s], views[s], asked.get(s, ())) for s in seats]
        try:
            for seat, result in zip(seats, map(run, tasks), strict=True):
                done[seat] = _read_thought.decode(result)
                if told is not None:
                    told(seat)
        except Exception as error:
            broken = f"thought here, for its helper failed: {_said(error)}"
    if letters is None:  # who is written to has thought already
        here = [s for s in seats if s not in done]
        kind = {s: kin(start.players[s]) for s in here}
        for name in dict.fromkeys(kind.values()):
            # Players of one kind ask for the same sums, so what one asks for is worked out for all.
            side_by_side(views[s] for s in here if kind[s] == name)
    for seat in seats:
        if seat not in done:
            name, view = start.players[seat], views[seat]
            thought = answer(name, view, asked[seat]) if asked else decide(name, view)
            done[seat] = msgspec.structs.replace(thought, fault=thought.fault or broken) if broken else thought
            if told is not None:
                told(seat)
    return done


def _task(start: Opening, player: str, view: View, letters: tuple[Letter, ...]) -> bytes:
    return _encode(Task(start.scenario, start.text, start.digest, player, pack_view(view), letters))


def _said(error: Exception) -> str:
    return one_line(f"{type(error).__name__}: {error}", 160)
