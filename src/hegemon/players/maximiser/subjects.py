"""Which subjects are closed: what was refused is not asked again until something has changed."""

from __future__ import annotations

from collections.abc import Iterable

from hegemon.counsel.memory import once_a_view
from hegemon.counsel.weights import load_weights
from hegemon.world.view import View

# News of wars, treaties, governments and land: what a refusal waits for.
CHANGES = frozenset((
    "declared", "mutual war", "crisis war", "joined", "sided", "peace", "signed", "founded", "acceded", "amended",
    "followed", "proclaimed", "ended", "expired", "expelled", "breach", "fell", "exiled", "restored", "captured",
    "freed", "walked in", "rising", "seceded", "awarded", "capitulated", "eliminated",
))  # fmt: skip


@once_a_view
def stirred(view: View) -> list[int]:
    """Return for every state the last turn in which something changed for it that the seat knows of, 0 never.

    A war began, ended or was joined; a treaty was signed or lapsed; a government changed or went into exile; land
    changed hands. What leaves no mark on the world (a treaty that lapsed, land that was taken) is known from the news
    of the turn before.
    """
    world = view.known
    last = [max(pair) for pair in zip(world.regime.tolist(), world.exiled.tolist(), strict=True)]
    for war in world.wars:
        for who, _, joined, _ in war.joined:
            last[who] = max(last[who], joined, war.ended)
    for treaty in world.treaties:
        for who in treaty.parties:
            last[who] = max(last[who], treaty.since)
    for event in view.news:
        if event.kind in CHANGES:
            for who in (event.actor, event.target, event.other):
                if who >= 0:
                    last[who] = max(last[who], event.turn)
    return last


def changed_since(view: View, states: Iterable[int], turn: int) -> bool:
    """Return whether anything changed for any of these states in a turn or after it, as far as the seat knows.

    states: the two that bargain, and the enemy that the bargain names. What counts stands in stirred.
    """
    last = stirred(view)
    return any(last[state] >= turn for state in states)


def closed(view: View, partner: int, enemy: int = -1) -> bool:
    """Return whether a partner turned the seat down and nothing changed since, for either or for the enemy named.

    Between two at war some turns of fighting are a change too: they have tired both.
    """
    world, me = view.known, view.seat
    refused = int(world.refused[me, partner])
    if not refused:
        return False
    if world.war[me, partner] and world.turn - refused >= load_weights().pacts.closed:
        return False
    return not changed_since(view, (me, partner) if enemy < 0 else (me, partner, enemy), refused)
