"""Telegrams: how a war spread, as a tree of who honours whom, read off the events of one turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hegemon.world.events import Event

_ROOTS = {"declared": "declares war on", "mutual war": "exchanges declarations with", "crisis war": "goes to war with"}
_BRANCHES = {"joined": "stands by", "sided": "stands by", "absent": "leaves alone"}


@dataclass(frozen=True, slots=True)
class Telegram:
    """One line: depth in the tree, who does what to whom, against whom, under which kind of treaty.

    loss: what an entrapped state loses by it, ppm of power, 0 if it gains.
    """

    depth: int
    actor: int
    verb: str
    target: int
    against: int = -1
    under: str = ""
    loss: int = 0


def cascade(events: Sequence[Event]) -> tuple[Telegram, ...]:
    """Return the tree of the wars that began or spread, depth first; empty if nobody came to anybody's side."""
    branches = [e for e in events if e.kind in _BRANCHES]
    if not branches:
        return ()
    losses = {(e.actor, e.target): e.amount for e in events if e.kind == "entrapped"}
    told: set[int] = set()
    lines: list[Telegram] = []

    def below(friend: int, depth: int) -> None:
        for at, event in enumerate(branches):
            helped = event.target if event.kind == "absent" else event.other
            if helped != friend or at in told:
                continue
            told.add(at)
            lines.append(_branch(event, depth, losses))
            if event.kind != "absent":
                below(event.actor, depth + 1)

    for root in (e for e in events if e.kind in _ROOTS):
        lines.append(Telegram(0, root.actor, _ROOTS[root.kind], root.target))
        below(root.target, 1)
        below(root.actor, 1)
    for at, event in enumerate(branches):
        if at not in told:
            told.add(at)
            lines.append(_branch(event, 0, losses))
            if event.kind != "absent":
                below(event.actor, 1)
    return tuple(lines)


def _branch(event: Event, depth: int, losses: dict[tuple[int, int], int]) -> Telegram:
    helped, foe = (event.target, event.other) if event.kind == "absent" else (event.other, event.target)
    loss = losses.get((event.actor, helped), 0) if event.kind == "joined" else 0
    return Telegram(depth, event.actor, _BRANCHES[event.kind], helped, foe, event.detail, loss)
