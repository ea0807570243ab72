"""One turn of play: everyone's view, everyone's decision, the letters between them, and the engine."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from hegemon.game.letters import exchange
from hegemon.game.opening import Opening
from hegemon.game.thinking import Mapper, Thought, Told, think
from hegemon.players.registry import HUMAN
from hegemon.world.events import Event
from hegemon.world.fixed import Bools
from hegemon.world.orders import Letter, Orders, Record, Reply
from hegemon.world.relations import access
from hegemon.world.state import World
from hegemon.world.treaties import Treaty
from hegemon.world.view import View, public_treaties, views_of


@dataclass(slots=True)
class Round:
    """A turn about to be played: the opening world, who may pass where, and the views made so far.

    answers: the sums behind what AI seats answered each other, once their letters went round.
    """

    start: Opening
    world: World
    events: tuple[Event, ...]
    may: Bools
    public: tuple[Treaty | None, ...]
    views: dict[int, View]
    thoughts: dict[int, Thought]
    answers: list[Record]

    @property
    def ai(self) -> tuple[int, ...]:
        """The living seats that a player decides for, ascending."""
        return tuple(s for s, name in enumerate(self.start.players) if name != HUMAN and self.world.alive[s])

    def view(self, seat: int) -> View:
        """Return the view of a seat, made once."""
        return self.seen((seat,))[seat]

    def seen(self, seats: Iterable[int]) -> dict[int, View]:
        """Return the views of seats, made together as far as they were not made before."""
        wanted = tuple(seats)
        missing = [s for s in wanted if s not in self.views]
        if missing:
            made = views_of(self.world, missing, self.events, self.may, self.public)
            self.views.update(zip(missing, made, strict=True))
        return {s: self.views[s] for s in wanted}

    def think(self, map: Mapper = builtins.map, told: Told | None = None) -> None:
        """Let every AI seat decide, once."""
        if not self.thoughts:
            self.thoughts = think(self.start, self.seen(self.ai), map=map, told=told)

    def orders(self, people: Mapping[int, Orders], map: Mapper = builtins.map) -> tuple[dict[int, Orders], list[str]]:
        """Return everyone's orders with their letters answered, and what players did wrong.

        people: the orders of seats that no player decides for. Orders there of an AI seat hold what its answers to
        people bind it to, and are added to what it decides.
        """
        self.think(map)
        faults = [self._fault(s, t) for s, t in self.thoughts.items() if t.fault]
        orders = {s: t.decision.orders for s, t in self.thoughts.items()}
        for seat, bound in people.items():
            orders[seat] = joined(orders[seat], bound) if seat in orders else bound

        def ask(letters: Mapping[int, tuple[Letter, ...]]) -> dict[int, tuple[Reply, ...]]:
            found = think(self.start, self.seen(letters), letters, map)
            faults.extend(self._fault(s, t) for s, t in found.items() if t.fault)
            self.answers += [r.record for s in sorted(found) for r in found[s].replies if r.record is not None]
            return {s: t.replies for s, t in found.items()}

        return exchange(self.world, self.may, orders, self.ai, ask), faults

    def _fault(self, seat: int, thought: Thought) -> str:
        return f"turn {self.world.turn}: {who(self.start, self.world, seat)} {thought.fault}"


def round_of(start: Opening, world: World, events: tuple[Event, ...]) -> Round:
    """Return the round that a published world opens; events are last turn's."""
    return Round(start, world, events, access(world), public_treaties(world), {}, {}, [])


def who(start: Opening, world: World, seat: int) -> str:
    """Return whose fault something is, as a phrase."""
    return f"player {start.players[seat]} of {world.codes[seat]}"


def joined(decided: Orders, bound: Orders) -> Orders:
    """Return a seat's orders with what its answers to another's letters bind it to."""
    return replace(decided, tickets=(*decided.tickets, *bound.tickets), refusals=(*decided.refusals, *bound.refusals))
