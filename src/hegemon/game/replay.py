"""Saved games played again: checked turn by turn, or told as a chronicle."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from hegemon.engine.turn import resolve
from hegemon.errors import BadInput
from hegemon.game.chronicle import once, sentence, year_of
from hegemon.game.opening import first_world, reopen
from hegemon.game.played import first_difference, first_seat
from hegemon.game.session import Game, load_game
from hegemon.game.sums import record_said
from hegemon.world.digest import digest
from hegemon.world.events import KINDS, Event
from hegemon.world.orders import Orders
from hegemon.world.state import World


def verify(path: str | Path) -> list[str]:
    """Return why a saved game does not play again as it did, one line a problem; empty if it does.

    Names the first turn that differs, its first field that does, and the phase if an event tells it; or the first turn
    and seat whose player no longer gives the reasons it gave. BadInput if the file cannot be opened.
    """
    game = load_game(path)
    if game.notices:
        return [f"{path}: {notice}" for notice in game.notices]
    for number, (world, events) in enumerate(again(game)):
        turn = game.turns[number - 1] if number else None
        if turn is not None and (digest(world) != turn.digest or events != turn.events):
            what = first_difference(world, turn.marks) or "none, only the news"
            phase = _phase(events, turn.events)
            where = f" from its phase {phase} on" if phase else ""
            return [f"{path}: turn {number} does not play again as it did{where}; the first field that differs: {what}"]
        seat = _unlike(game, world, number)
        if seat >= 0:
            who = f"{world.codes[seat]} ({game.start.players[seat]})"
            said = f"turn {number + 1} does not give again the reasons it gave"
            return [f"{path}: {said}; the first seat that differs: {who}"]
    return []


def _unlike(game: Game, world: World, number: int) -> int:
    """Return the first seat that reasons otherwise in the turn after so many, -1 if none does or none is kept."""
    turn = game.turns[number] if number < game.played else None
    if turn is None or not turn.reasons:
        return -1
    shadow = Game(game.start, world, game.turns[:number], game.first_power)
    orders = {o.seat: o for o in turn.orders}
    for code in shadow.waiting:
        seat = shadow.seat(code)
        try:
            for letter in turn.sent:
                if letter.sender == seat.state:
                    seat.send(letter)
            seat.submit(orders.get(seat.state, Orders(seat=seat.state)))
        except BadInput:
            return seat.state
    shadow.advance()
    return first_seat(shadow.turns[-1].reasons, turn.reasons)


def show(path: str | Path, why: bool = False) -> Iterator[str]:
    """Return the chronicle of a saved game line by line; BadInput if the file cannot be opened.

    why: with every decision, what was weighed in it term by term, and what would have flipped it.
    """
    game = load_game(path)
    world = game.world
    names = world.scenario.state_names
    yield f"{world.scenario.title}: {len(game.turns)} turns played, seed {game.start.seed}"
    yield from (f"{code} {names[s]}: {game.start.players[s]}" for s, code in enumerate(world.codes))
    for number, turn in enumerate(game.turns, 1):
        yield ""
        ranked = sorted(range(world.states), key=lambda s: (-turn.power[s], s))[:3]
        top = ", ".join(f"{world.codes[s]} {turn.power[s] / 10_000:.1f}%" for s in ranked)
        yield f"Turn {number}, {year_of(world, number)}: {top}"
        yield from (f"  {sentence(e, world)}" for e in once(turn.events) if KINDS[e.kind].weight)
        yield from (f"  ({fault})" for fault in turn.faults)
        for state in range(world.states) if why else ():
            for record in game.reasons(number, state):
                head, *sums = record_said(world, record, whole=True)
                yield from (f"  {world.codes[state]} {head}", *(f"  {line}" for line in sums))
    if game.over:
        won = f"the victor is {names[world.victor]}" if world.victor >= 0 else "nobody is hegemon"
        yield ""
        yield f"The game is over ({game.over}); {won}."


def digests(path: str | Path) -> Iterator[str]:
    """Return each turn's digest of a saved game, a line each; BadInput if the file cannot be opened."""
    for number, found in enumerate(load_game(path).digests, 1):
        yield f"{number} {found}"


def _phase(now: tuple[Event, ...], then: tuple[Event, ...]) -> str:
    """Return the phase of the first event that differs, empty if none does."""
    for a, b in zip_longest(now, then):
        if a != b:
            return (a or b).phase
    return ""


def again(game: Game) -> Iterator[tuple[World, tuple[Event, ...]]]:
    """Return the opening world of an open game, then each played turn's with what happened."""
    start = game.start
    world = first_world(start, reopen(start.scenario, start.text, start.digest))
    yield world, ()
    for turn in game.turns:
        world, events = resolve(world, {o.seat: o for o in turn.orders})
        yield world, events
