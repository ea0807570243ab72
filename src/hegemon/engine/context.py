"""A turn being worked out: the fork that phases write on, the lawful orders, and what has happened so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hegemon.world.events import Event
from hegemon.world.orders import Orders
from hegemon.world.state import World
from hegemon.world.treaties import Treaty


@dataclass(frozen=True, slots=True)
class Deed:
    """An act that others judge, of actor towards target, in ppm of its price.

    kind: war, breach, absent, honour, sanction.
    secret: the word was given in a hidden treaty, of which nobody else can judge.
    """

    kind: str
    actor: int
    target: int
    price: int = 0
    secret: bool = False


@dataclass(slots=True)
class Turn:
    """The working state of one turn. seats: living states in the order of their permanent ids.

    losses: points lost, by state. summits: (host, guests) that met. quarrels: pairs of guests at odds at the opening.
    broke: (treaty, state) of the words broken this turn. expelled: (treaty as it was, who) of those put out this turn.
    opened: the world as the turn began, if it is at hand.
    """

    world: World
    orders: dict[int, Orders]
    seats: tuple[int, ...]
    phase: str = ""
    events: list[Event] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    losses: dict[int, int] = field(default_factory=dict)
    summits: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    quarrels: set[frozenset[int]] = field(default_factory=set)
    broke: set[tuple[int, int]] = field(default_factory=set)
    expelled: list[tuple[Treaty, int]] = field(default_factory=list)
    opened: World | None = None

    def note(self, kind: str, actor: int = -1, target: int = -1, **more: Any) -> None:
        """Record an event of this turn and phase."""
        self.events.append(Event(kind, self.world.turn, self.phase, int(actor), int(target), **more))
