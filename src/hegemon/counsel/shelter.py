"""What a promise of help between two would change: danger it takes away, a neighbour it saves, wars it draws one into.

Snyder 1997 on entrapment, Walt 1987 on the shared threat. Every pair and every attacker is reckoned at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hegemon.counsel.danger import Danger, danger, dangers, help_of, loss, onset, prize, torn, touching, win
from hegemon.counsel.memory import once_a_group, once_a_view
from hegemon.counsel.position import Floats
from hegemon.counsel.weights import Weights, load_weights
from hegemon.world.fixed import Ints
from hegemon.world.view import View

_Lift = Callable[[NDArray[Any]], NDArray[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Shelter:
    """What a promise of help between two changes, ppm of power over the years that a treaty is weighed over.

    Axes (S, S, S) are [state, partner, attacker]. cover: danger that the partner's promise takes from the state.
    buffer: what the state gains because its own promise keeps the partner from being eaten. entrapment: <= 0, what
    the promise may cost it.
    """

    cover: Ints
    buffer: Ints
    entrapment: Ints


def shelter(table: Danger, weights: Weights) -> Shelter:
    """Return what a new promise of help between any two would change."""
    p = table.position
    clear = (p.belief * p.fresh)[:, None] * torn(p, weights.danger)
    more = help_of(p, table.brought, weights.danger) * np.maximum(clear[:, None, :] - p.word, 0.0)
    parts = _changed(table, more.transpose(1, 0, 2), lambda m: m[:, None, :], lambda m: m.transpose(1, 0, 2), weights)
    i = np.arange(len(p.power))
    for part in parts:
        part[i, i, :] = 0.0
        part[i, :, i] = 0.0
        part[:, i, i] = 0.0
    return Shelter(*map(rounded, parts))


def _changed(table: Danger, more: Floats, mine: _Lift, swap: _Lift, weights: Weights) -> tuple[Floats, Floats, Floats]:
    """Return cover, buffer and entrapment by axes that hold [state, partner, attacker], more being the help added.

    mine: lifts an array of [state, attacker] to these axes. swap: puts the partner in the state's place.
    """
    p, rule, pact = table.position, weights.danger, weights.pacts
    years = float(pact.years)
    own = mine(np.broadcast_to(p.power[..., :, None], table.odds.shape))
    power = mine(np.broadcast_to(p.power[..., None, :], table.odds.shape))
    both = np.minimum(p.power[..., :, None], p.power[..., None, :])
    least, now = mine(both), mine(table.attack.swapaxes(-1, -2))
    odds = win(mine(table.attacker.swapaxes(-1, -2)), mine(table.defender.swapaxes(-1, -2)) + more)
    fixed = table.gain - table.terms["spoils"] - table.terms["defeat"] - table.terms["hazard"]
    gain = mine(fixed.swapaxes(-1, -2)) + prize(odds, power, least, mine(table.share.swapaxes(-1, -2)), rule)
    attack = onset(gain, power, mine(p.hostile.T), rule)
    attack = np.where(mine(p.war.T), 1.0, attack) * mine((table.brought > 0).swapaxes(-1, -2))
    bare = mine(table.threat.swapaxes(-1, -2)).astype(np.float64)
    cover = np.maximum(bare - attack * loss(odds, own, least, rule), 0.0) * years
    prey = mine((table.odds * rule.prize / 1000 * both).swapaxes(-1, -2))
    reach = mine(np.where(p.front > 0, p.near, 0.5 * p.near).T)
    buffer = swap(np.maximum(now - attack, 0.0) * prey * years * (pact.buffer / 1000)) * reach
    drawn = swap(np.where(mine(p.war.T), 0.0, attack))
    anyway = now / np.maximum(now + drawn, 1e-9)
    return cover, buffer, -drawn * (1.0 - anyway) * years * (pact.burden / 1000) * own


@once_a_group
def _pairs(views: tuple[View, ...]) -> tuple[Shelter, list[list[list[list[int]]]]]:
    """Return the shelter of seats with everybody: axes (N, 2, S, S), the seat as the state and as the partner.

    Beside it its sums over attackers: cover, buffer and entrapment of each seat, two lists over the others each.
    """
    table, weights = dangers(views[0])[0], load_weights()
    p, n, me = table.position, np.arange(len(views)), np.array([view.seat for view in views])
    shape = table.odds.shape

    def mine(matrix: NDArray[Any]) -> NDArray[Any]:
        lifted = np.empty((len(views), 2, *shape[1:]), matrix.dtype)
        matrix = np.broadcast_to(matrix, shape)
        lifted[:, 0] = matrix[n, me][:, None, :]
        lifted[:, 1] = matrix
        return lifted

    def swap(lifted: NDArray[Any]) -> NDArray[Any]:
        return lifted[:, ::-1]

    beside = p.force[:, :, None] * p.near * touching(p, weights.danger)
    stands = np.stack([beside[n, :, me], beside[n, me]], axis=1)[..., None]
    said = np.stack([p.word[n, :, me], p.word[n, me]], axis=1)
    clear = swap(mine((p.belief * p.fresh)[:, :, None] * torn(p, weights.danger)))
    more = np.maximum(swap(mine(table.brought)), stands) * np.maximum(clear - said, 0.0)
    parts = _changed(table, more, mine, swap, weights)
    i = np.arange(shape[1])
    for part in parts:
        part[:, :, i, i] = 0.0
        part[n, :, me] = 0.0
        part[n, :, :, me] = 0.0
    found = Shelter(*map(rounded, parts))
    return found, [part.sum(axis=-1).tolist() for part in (found.cover, found.buffer, found.entrapment)]


@once_a_view
def sheltered(view: View) -> Shelter:
    """Return the shelter of a view."""
    return shelter(danger(view), load_weights())


@once_a_view
def _own(view: View) -> Shelter:
    """Return the shelter of a view as far as its seat has a part in it, zero elsewhere."""
    (pairs, _), at = _pairs(view)
    s, me, parts = view.known.states, view.seat, []
    for pair in (pairs.cover, pairs.buffer, pairs.entrapment):
        part = np.zeros((s, s, s), np.int64)
        part[me], part[:, me] = pair[at]
        parts.append(part)
    return Shelter(*parts)


def sheltering(view: View, state: int, partner: int) -> Shelter:
    """Return a shelter that holds for a pair of states; what others promise each other is worked out if asked for."""
    return _own(view) if view.seat in (state, partner) else sheltered(view)


def helped(view: View) -> tuple[list[int], list[int]]:
    """Return what a promise of help would be worth in all, ppm: to the seat with each partner, and to each partner."""
    (_, (cover, buffer, drawn)), at = _pairs(view)
    mine, theirs = (list(map(sum, zip(cover[at][k], buffer[at][k], drawn[at][k], strict=True))) for k in (0, 1))
    return mine, theirs


def against(view: View, state: int, partner: int, target: int) -> tuple[int, int, int]:
    """Return cover, buffer and entrapment of a state by a partner against one attacker, -1 against all, in ppm."""
    if target < 0 and view.seat in (state, partner):
        (_, (cover, buffer, drawn)), at = _pairs(view)
        side, other = (0, partner) if state == view.seat else (1, state)
        return cover[at][side][other], buffer[at][side][other], drawn[at][side][other]
    known = sheltering(view, state, partner)
    where = slice(None) if target < 0 else slice(target, target + 1)
    return (
        int(known.cover[state, partner, where].sum()), int(known.buffer[state, partner, where].sum()),
        int(known.entrapment[state, partner, where].sum()),
    )  # fmt: skip


def rounded(part: Floats) -> Ints:
    """Return sums in ppm as whole numbers."""
    return np.rint(part).astype(np.int64)
