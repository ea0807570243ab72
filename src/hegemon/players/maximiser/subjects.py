"""Which subjects are closed: what was refused is not asked again until something has changed."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from hegemon.counsel.memory import once_a_view
from hegemon.counsel.weights import load_weights
from hegemon.world.events import Event
from hegemon.world.view import View

# News of wars, treaties, governments and land: what a refusal waits for. Whose they are news of stands beside them:
# of who did it, and of whom it was done to. Who else is named in them (a friend helped, an enemy aimed at) stands as
# it stood.
BOTH = frozenset((
    "declared", "mutual war", "crisis war", "joined", "sided", "peace", "signed", "founded", "ended", "expired",
    "breach", "captured", "walked in", "rising", "seceded", "awarded",
))  # fmt: skip
DOER = frozenset(("acceded", "followed", "proclaimed", "fell", "exiled", "restored", "capitulated", "eliminated"))
OTHER = frozenset(("freed", "expelled"))
LAPSES = frozenset(("ended", "expired", "breach"))
# News of blows that took no land.
BLOWS = frozenset(("clash", "repulsed"))


@once_a_view
def stirred(view: View) -> list[int]:
    """Return for every state the last turn in which something changed for it that the seat knows of, 0 never.

    It began or joined a war that goes on; it signed a treaty, as who makes peace does; its government changed or
    went into exile. What leaves no mark on the world (a treaty that lapsed, land that was taken) is known from the
    news of the turn before.
    """
    world = view.known
    last: list[int] = np.maximum(world.regime, world.exiled).tolist()
    for war in world.wars:
        for who, _, joined, _ in () if war.ended else war.joined:
            last[who] = max(last[who], joined)
    for treaty in world.treaties:
        for who in treaty.parties:
            last[who] = max(last[who], treaty.since)
    for event in view.news:
        kind = event.kind
        if (kind in BOTH or kind in DOER) and event.actor >= 0:
            last[event.actor] = max(last[event.actor], event.turn)
        if event.target >= 0 and (kind in OTHER or (kind in BOTH and not (kind in LAPSES and _stays(view, event)))):
            last[event.target] = max(last[event.target], event.turn)
    return last


def _stays(view: View, event: Event) -> bool:
    """Return whether a treaty that another left may bind its party still: one of several goes on without who went."""
    return any(t.kind == event.detail and event.target in t.parties and t.since < event.turn
               for t in view.known.treaties)


def changed_since(view: View, states: Iterable[int], turn: int) -> bool:
    """Return whether anything changed for any of these states in a turn or after it, as far as the seat knows.

    states: the two that bargain, and the enemy that the bargain names. What counts stands in stirred.
    """
    last = stirred(view)
    return any(last[state] >= turn for state in states)


def closed(view: View, partner: int, enemy: int = -1) -> bool:
    """Return whether a partner turned the seat down and nothing changed since, for either or for the enemy named.

    Between two at war some turns of it are a change too if they still exchange blows, which tire both.
    """
    world, me = view.known, view.seat
    refused = world.refused.item(me, partner)
    if not refused:
        return False
    at_war = world.war.item(me, partner) and world.turn - refused >= load_weights().pacts.closed
    if at_war and _exchanged(view, me, partner):
        return False
    return not changed_since(view, (me, partner) if enemy < 0 else (me, partner, enemy), refused)


def _exchanged(view: View, one: int, two: int) -> bool:
    """Return whether two have struck each other in the turn that has just gone; of earlier ones the seat knows not."""
    return any(e.kind in BLOWS and one in (e.actor, e.target) and two in (e.actor, e.target) for e in view.news)
