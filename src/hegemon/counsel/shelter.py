"""What a promise of help between two would change: danger it takes away, a neighbour it saves, wars it draws one into.

Snyder 1997 on entrapment, Walt 1987 on the shared threat. Every pair and every attacker is reckoned at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hegemon.counsel.danger import Danger, danger, dangers, help_of, loss, onset, prize, torn, touching, win
from hegemon.counsel.memory import once_a_group, once_a_view
from hegemon.counsel.position import Floats
from hegemon.counsel.weights import Weights, load_weights
from hegemon.world.fixed import Bools, Ints
from hegemon.world.view import View


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


_Lift = Callable[[NDArray[Any]], NDArray[Any]]


class _Side(NamedTuple):
    """The table turned to the attacked: axes [..., state, partner, attacker], that of partners one long.

    now, threat: chance and cost of an attack as things stand. prey: what an attacker takes of the state. reach: how
    far what an attacker does concerns it. war, came: whether they fight, whether they can.
    """

    own: Floats
    power: Floats
    least: Floats
    attacker: Floats
    defender: Floats
    fixed: Ints
    share: Floats
    hostile: Floats
    war: Bools
    came: Bools
    now: Floats
    threat: Floats
    prey: Floats
    reach: Floats


class Faced(NamedTuple):
    """What the sides of a table are cut from: [attacker, state], those of seats apart, then those all seats share.

    now, threat, prey: those of a side, which are among apart too.
    """

    apart: tuple[NDArray[Any], ...]
    shared: tuple[NDArray[Any], ...]
    now: Floats
    threat: Floats
    prey: Floats


def _faced(table: Danger, weights: Weights) -> Faced:
    """Return what states face while a promise holds.

    Strengths will have changed before it ends, so attackers count for more by what nobody can be sure of: who waits
    until a threat is plain finds the others taken (Snyder 1997).
    """
    p, rule = table.position, weights.danger
    attacker = table.attacker * (1.0 + weights.pacts.unsure / 1000)
    power, came = p.power[..., :, None], table.brought > 0
    odds = win(attacker, table.defender)
    gain = prize(odds, power, table.least, table.share, rule)
    gain += table.fixed
    now = np.where(p.war, 1.0, onset(gain, power, p.hostile, rule))
    now *= came
    threat = now * loss(odds, p.power[..., None, :], table.least, rule)
    prey = odds * (rule.prize / 1000)
    prey *= table.least
    return Faced(
        (table.least, attacker, table.defender, table.fixed, table.share, came, now, threat, prey),
        (p.hostile, p.war, np.where(p.front > 0, p.near, 0.5 * p.near)), now, threat, prey,
    )  # fmt: skip


@once_a_group
def faced(views: tuple[View, ...]) -> Faced:
    """Return what states face while a promise holds, by the tables of seats of one world."""
    return _faced(dangers(views[0])[0], load_weights())


def _own_faced(view: View) -> Faced:
    """Return what states face by the table of a view's seat alone."""
    known, at = faced(view)
    apart = tuple([each[at] for each in known.apart])
    return Faced(apart, known.shared, known.now[at], known.threat[at], known.prey[at])


def _side(known: Faced, own: Floats, power: Floats, lift: _Lift, shared: _Lift | None = None) -> _Side:
    """Return a side of a table. lift, shared: put arrays of [attacker, state] on the axes of the side."""
    least, attacker, defender, fixed, share, came, now, threat, prey = map(lift, known.apart)
    hostile, war, reach = map(shared or lift, known.shared)
    return _Side(
        own, power, least, attacker, defender, fixed, share, hostile, war, came, now, threat, prey, reach
    )


def _helped(side: _Side, more: Floats, weights: Weights) -> tuple[Floats, Floats, Floats]:
    """Return what help added changes for the state: danger taken away, prey saved, chance that the helper is drawn in.

    more: by the axes of the side, that of partners in full.
    """
    attack, odds = _risk(side, more, weights)
    hurt = attack * loss(odds, side.own, side.least, weights.danger)
    cover, saved = side.threat - hurt, side.now - attack
    np.maximum(cover, 0.0, out=cover)
    cover *= float(weights.pacts.years)
    return cover, _saved(side, saved, weights), np.where(side.war, 0.0, attack)


def _risk(side: _Side, more: Floats, weights: Weights) -> tuple[Floats, Floats]:
    """Return the chance of an attack with so much more help, and its odds."""
    odds = win(side.attacker, side.defender + more)
    gain = prize(odds, side.power, side.least, side.share, weights.danger)
    gain += side.fixed
    attack = np.where(side.war, 1.0, onset(gain, side.power, side.hostile, weights.danger))
    attack *= side.came
    return attack, odds


def _saved(side: _Side, fewer: Floats, weights: Weights) -> Floats:
    """Return the prey that fewer attacks save of the state."""
    saved: Floats = np.maximum(fewer, 0.0)
    for times in (side.prey, float(weights.pacts.years), weights.pacts.buffer / 1000):
        saved *= times
    return saved


def _helping(side: _Side, saved: Floats, drawn: Floats, weights: Weights) -> tuple[Floats, Floats]:
    """Return buffer and entrapment of a state by what its own promise changes for its partner."""
    anyway = side.now / np.maximum(side.now + drawn, 1e-9)
    cost = -drawn * (1.0 - anyway)
    for times in (float(weights.pacts.years), weights.pacts.burden / 1000, side.own):
        cost *= times
    return saved * side.reach, cost


def shelter(table: Danger, weights: Weights) -> Shelter:
    """Return what a new promise of help between any two would change."""
    p = table.position
    clear = (p.belief * p.fresh)[:, None] * torn(p, weights.danger)
    more = help_of(p, table.brought, weights.danger) * np.maximum(clear[:, None, :] - p.word, 0.0)
    side = _side(_faced(table, weights), p.power[:, None, None], p.power, lambda m: m.T[:, None, :])
    cover, saved, drawn = _helped(side, more.transpose(1, 0, 2), weights)
    parts = (cover, *_helping(side, saved.transpose(1, 0, 2), drawn.transpose(1, 0, 2), weights))
    i = np.arange(len(p.power))
    for part in parts:
        part[i, i, :] = 0.0
        part[i, :, i] = 0.0
        part[:, i, i] = 0.0
    return Shelter(*map(rounded, parts))


@once_a_view
def kept(view: View) -> Shelter:
    """Return what promises in force are worth to the view's seat: axes (1, S, S) [seat, partner, attacker]."""
    table, weights, me = danger(view), load_weights(), view.seat
    known, power = _own_faced(view), table.position.power
    seat = _side(known, power[me], power, lambda m: m[:, me])
    other = _side(known, power[:, None], power, lambda m: m.T)
    attack, odds = _risk(seat, -table.lent[:, me, :], weights)
    cover = attack * loss(odds, seat.own, seat.least, weights.danger) - seat.threat
    cover *= float(weights.pacts.years)
    saved = _saved(other, _risk(other, -table.lent[me], weights)[0] - other.now, weights)
    parts = (cover, *_helping(seat, saved, np.where(other.war, 0.0, other.now), weights))
    for part in parts:
        np.fill_diagonal(part, 0.0)
        part[me, :] = 0.0
        part[:, me] = 0.0
    return Shelter(*(rounded(part)[None] for part in parts))


@once_a_group
def _pairs(views: tuple[View, ...]) -> tuple[Shelter, list[list[list[list[int]]]]]:
    """Return the shelter of seats with everybody: axes (N, 2, S, S), the seat as the state and as the partner.

    Beside it its sums over attackers: cover, buffer and entrapment of each seat, two lists over the others each.
    """
    table, weights = dangers(views[0])[0], load_weights()
    p, n, me = table.position, np.arange(len(views)), np.array([view.seat for view in views])
    came, beside = table.brought, p.force[:, :, None] * p.near * touching(p, weights.danger)
    clear = (p.belief * p.fresh)[:, :, None] * torn(p, weights.danger)
    # Help of each partner against each attacker, to the seat and from it.
    to_me = np.maximum(came, beside[n, :, me][:, :, None]) * np.maximum(clear - p.word[n, :, me], 0.0)
    mine = np.maximum(came[n, me][:, None, :], beside[n, me][:, :, None])
    by_me = mine * np.maximum(clear[n, me][:, None, :] - p.word[n, me], 0.0)
    known, power = faced(views[0])[0], p.power[:, None, :]
    seat = _side(
        known, p.power[n, me][:, None, None], power, lambda m: m[n, :, me][:, None, :], lambda m: m[:, me].T[:, None, :]
    )
    other = _side(known, p.power[:, :, None], power, lambda m: m.swapaxes(1, 2), lambda m: m.T)
    cover, saved, drawn = _helped(seat, to_me, weights)
    covered, spared, follows = _helped(other, by_me, weights)
    sides = (cover, *_helping(seat, spared, follows, weights)), (covered, *_helping(other, saved, drawn, weights))
    i, found = np.arange(came.shape[-1]), []
    for pair in zip(*sides, strict=True):
        whole = np.stack(pair, axis=1)
        np.rint(whole, out=whole)
        part = whole.astype(np.int64)
        part[:, :, i, i] = 0
        part[n, :, me] = 0
        part[n, :, :, me] = 0
        found.append(part)
    return Shelter(*found), [part.sum(axis=-1).tolist() for part in found]


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
