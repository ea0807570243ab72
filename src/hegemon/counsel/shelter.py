"""What a promise of help between two would change: danger it takes away, a neighbour it saves, wars it draws one into.

Snyder 1997 on entrapment, Walt 1987 on the shared threat. Every pair and every attacker is reckoned at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import numpy as np
from msgspec import Struct

from hegemon.counsel.danger import Danger, danger, dangers, loss, onset, prize, torn, touching, win
from hegemon.counsel.memory import once_a_group, once_a_view
from hegemon.counsel.position import Floats
from hegemon.counsel.weights import Weights, load_weights
from hegemon.world.fixed import Ints
from hegemon.world.view import View


class Shelter(Struct, frozen=True, eq=False, gc=False):
    """What a promise of help between two changes, ppm of power over the years that a treaty is weighed over.

    Axes (S, S, S) are [state, partner, attacker]. cover: danger that the partner's promise takes from the state.
    buffer: what the state gains because its own promise keeps the partner from being eaten. entrapment: <= 0, what
    the promise may cost it.
    """

    cover: Ints
    buffer: Ints
    entrapment: Ints


class Faced(Struct, frozen=True, eq=False, gc=False):
    """What states face while a promise holds, [attacker, state].

    attacker: strength. fixed: what of the attacker's gain the odds do not move. now, threat: chance and cost of an
    attack as things stand. prey: what an attacker takes.
    """

    attacker: Floats
    fixed: Floats
    now: Floats
    threat: Floats
    prey: Floats


class _Cases(Struct, frozen=True, eq=False, gc=False):
    """Wars in which a promise could count: who is attacked, who might help it, and by whom, (K,) each.

    Each is told by its places in flat arrays of the tables of seats. struck: [attacker, attacked], spared: [attacker,
    helper] of a table; shown, known: the same in what all tables share. foe, victim, friend: [state]. against, beside:
    [helper, attacker] and [helper, attacked]; word: [helper, attacked, attacker]. covered, helping: in the shelter of
    the attacked and in that of the helper.
    """

    struck: Ints
    spared: Ints
    shown: Ints
    known: Ints
    foe: Ints
    victim: Ints
    friend: Ints
    against: Ints
    beside: Ints
    word: Ints
    covered: Ints
    helping: Ints


@lru_cache(maxsize=32)
def _cases(seats: tuple[int, ...], states: int) -> Ints:
    """Return the cases of seats with everybody, each by its own table, or of all with all by one table if none.

    A row of it is a field of _Cases.
    """
    s = states
    if seats:  # a shelter of axes (N, 2, S, S): the seat as the state and as the partner
        table, side, other, foe = np.indices((len(seats), 2, s, s)).reshape(4, -1)
        me = np.array(seats)[table]
        victim, friend = np.where(side, other, me), np.where(side, me, other)
        covered, helping = (((2 * table + part) * s + other) * s + foe for part in (side, 1 - side))
    else:
        victim, friend, foe = np.indices((s, s, s)).reshape(3, -1)
        table = np.zeros(s * s * s, np.int64)
        covered, helping = (victim * s + friend) * s + foe, (friend * s + victim) * s + foe
    row, helper = table * s + foe, table * s + friend
    found = np.array([
        row * s + victim, row * s + friend, foe * s + victim, foe * s + friend, row, table * s + victim, helper,
        helper * s + foe, helper * s + victim, (helper * s + victim) * s + foe, covered, helping,
    ])  # fmt: skip
    return found[:, (victim != friend) & (foe != victim) & (foe != friend)]


def _faced(table: Danger, weights: Weights) -> Faced:
    """Return what states face while a promise holds.

    Strengths will have changed before it ends, so attackers count for more by what nobody can be sure of: who waits
    until a threat is plain finds the others taken (Snyder 1997).
    """
    p, rule = table.position, weights.danger
    attacker = table.attacker * (1.0 + weights.pacts.unsure / 1000)
    power = p.power[..., :, None]
    odds = win(attacker, table.defender)
    gain, fixed = prize(odds, power, table.least, table.share, rule), table.fixed.astype(np.float64)
    gain += fixed
    now = onset(gain, power, p.hostile, rule)
    np.maximum(now, p.war.astype(np.float64), out=now)
    now *= (table.brought > 0).astype(np.float64)
    threat = now * loss(odds, p.power[..., None, :], table.least, rule)
    prey = odds * (rule.prize / 1000)
    prey *= table.least
    return Faced(attacker, fixed, now, threat, prey)


@once_a_group
def faced(views: tuple[View, ...]) -> Faced:
    """Return what states face while a promise holds, by the tables of seats of one world."""
    return _faced(dangers(views[0])[0], load_weights())


def _risk(table: Danger, known: Faced, at: _Cases, more: Floats, weights: Weights) -> tuple[Floats, Floats]:
    """Return the chance of an attack with so much more help in each case, and what the attacked has to lose."""
    p, rule = table.position, weights.danger
    least, power = table.least.take(at.struck), p.power.take(at.foe)
    odds = win(known.attacker.take(at.struck), table.defender.take(at.struck) + more)
    gain = prize(odds, power, least, table.share.take(at.struck), rule)
    gain += known.fixed.take(at.struck)
    attack = onset(gain, power, p.hostile.take(at.shown), rule)
    np.maximum(attack, p.war.astype(np.float64).take(at.shown), out=attack)
    return attack, loss(odds, p.power.take(at.victim), least, rule)


def _saved(known: Faced, at: _Cases, fewer: Floats, weights: Weights) -> Floats:
    """Return the prey that fewer attacks save of the attacked."""
    saved: Floats = np.maximum(fewer, 0.0)
    saved *= known.prey.take(at.struck)
    saved *= float(weights.pacts.years)
    saved *= weights.pacts.buffer / 1000
    return saved


def _reached(table: Danger, at: _Cases) -> Floats:
    """Return how far what an attacker does concerns the helper."""
    p = table.position
    reach: Floats = np.where(p.front > 0, p.near, 0.5 * p.near).take(at.known)
    return reach


def _drawn(table: Danger, known: Faced, at: _Cases, chance: Floats, weights: Weights) -> Floats:
    """Return what wars that come by some chance cost a helper that its promise draws in, <= 0."""
    now = known.now.take(at.spared)
    drawn = chance * (~table.position.war).astype(np.float64).take(at.shown)
    anyway = now / np.maximum(now + drawn, 1e-9)
    cost: Floats = 1.0 - anyway
    cost *= drawn
    cost *= -float(weights.pacts.years)
    cost *= weights.pacts.burden / 1000
    cost *= table.position.power.take(at.friend)
    return cost


def _open(table: Danger, seats: tuple[int, ...]) -> Ints:
    """Return those of the cases in which the attacker can come."""
    return _reaching(seats, len(table.position.alive), (table.brought > 0).tobytes())


@lru_cache(maxsize=8)
def _reaching(seats: tuple[int, ...], states: int, came: bytes) -> Ints:
    """Return the cases in which the attacker comes: who reaches whom changes less often than with what."""
    cases = _cases(seats, states)
    found: Ints = cases.take(np.frombuffer(came, np.bool_).take(cases[0]).nonzero()[0], axis=1)
    return found


def _promised(table: Danger, known: Faced, cases: Ints, weights: Weights) -> Iterator[tuple[Ints, Floats]]:
    """Yield cover, buffer and entrapment by a new promise of help, each with the places where they stand."""
    p, rule, at = table.position, weights.danger, _Cases(*cases)
    beside = p.force[..., :, None] * p.near
    beside *= touching(p, rule)
    clear = torn(p, rule)
    clear *= (p.belief * p.fresh)[..., :, None]
    clearer = clear.take(at.against)
    clearer -= p.word.take(at.word)
    more = np.maximum(table.brought.take(at.against), beside.take(at.beside))
    more *= np.maximum(clearer, 0.0)
    attack, cost = _risk(table, known, at, more, weights)
    cover = known.threat.take(at.struck) - attack * cost
    np.maximum(cover, 0.0, out=cover)
    cover *= float(weights.pacts.years)
    yield at.covered, cover
    yield at.helping, _saved(known, at, known.now.take(at.struck) - attack, weights) * _reached(table, at)
    yield at.helping, _drawn(table, known, at, attack, weights)


def _in_force(table: Danger, known: Faced, cases: Ints, weights: Weights) -> Iterator[tuple[Ints, Floats]]:
    """Yield cover, buffer and entrapment by promises in force, each with the places where they stand."""
    at = _Cases(*cases)
    lent = table.lent.take(at.word)
    some = lent.nonzero()[0]
    helped = _Cases(*cases.take(some, axis=1))
    attack, cost = _risk(table, known, helped, -lent[some], weights)
    cover = attack * cost - known.threat.take(helped.struck)
    cover *= float(weights.pacts.years)
    yield helped.covered, cover
    fewer = attack - known.now.take(helped.struck)
    yield helped.helping, _saved(known, helped, fewer, weights) * _reached(table, helped)
    yield at.helping, _drawn(table, known, at, known.now.take(at.struck), weights)


def _placed(parts: Iterable[tuple[Ints, Floats]], shape: tuple[int, ...]) -> Ints:
    """Return the three parts of a shelter of a shape, each in its places and zero elsewhere."""
    found = np.zeros((3, *shape), np.int64)
    for whole, (at, part) in zip(found.reshape(3, -1), parts, strict=True):
        whole[at] = rounded(part)
    return found


def shelter(table: Danger, weights: Weights) -> Shelter:
    """Return what a new promise of help between any two would change."""
    s = len(table.position.alive)
    return Shelter(*_placed(_promised(table, _faced(table, weights), _open(table, ()), weights), (s, s, s)))


@once_a_group
def _keeps(views: tuple[View, ...]) -> Ints:
    return _of_seats(views, _in_force)


@once_a_view
def kept(view: View) -> Shelter:
    """Return what promises in force are worth to the view's seat: axes (1, S, S) [seat, partner, attacker]."""
    found, at = _keeps(view)
    return Shelter(*found[:, at, :1])


@once_a_group
def _pairs(views: tuple[View, ...]) -> tuple[Ints, Ints]:
    """Return the shelter of seats with everybody, and its sums over attackers.

    Axes (3, N, 2, S, S): cover, buffer and entrapment, of the seat as the state and as the partner.
    """
    known = _of_seats(views, _promised)
    return known, np.add.reduce(known, axis=-1)


_Weigh = Callable[[Danger, Faced, Ints, Weights], Iterator[tuple[Ints, Floats]]]


def _of_seats(views: tuple[View, ...], weigh: _Weigh) -> Ints:
    """Return a shelter of seats with everybody: axes (3, N, 2, S, S), the seat as the state and as the partner."""
    table, known, s = dangers(views[0])[0], faced(views[0])[0], views[0].known.states
    return _placed(weigh(table, known, _opened(views[0])[0], load_weights()), (len(views), 2, s, s))


@once_a_group
def _opened(views: tuple[View, ...]) -> Ints:
    return _open(dangers(views[0])[0], tuple([view.seat for view in views]))


@once_a_view
def sheltered(view: View) -> Shelter:
    """Return the shelter of a view."""
    return shelter(danger(view), load_weights())


@once_a_view
def _own(view: View) -> Shelter:
    """Return the shelter of a view as far as its seat has a part in it, zero elsewhere."""
    (pairs, _), at = _pairs(view)
    s, me, parts = view.known.states, view.seat, []
    for pair in pairs:
        part = np.zeros((s, s, s), np.int64)
        part[me], part[:, me] = pair[at]
        parts.append(part)
    return Shelter(*parts)


def sheltering(view: View, state: int, partner: int) -> Shelter:
    """Return a shelter that holds for a pair of states; what others promise each other is worked out if asked for."""
    return _own(view) if view.seat in (state, partner) else sheltered(view)


def of_two(view: View, state: int, partner: int) -> Ints:
    """Return cover, buffer and entrapment by attacker, (3, 2, S) ppm: of a state by its partner, and the other way."""
    if view.seat not in (state, partner):
        known = sheltered(view)
        return np.array([
            (part[state, partner], part[partner, state]) for part in (known.cover, known.buffer, known.entrapment)
        ])  # fmt: skip
    (pairs, _), at = _pairs(view)
    found: Ints = pairs[:, at, :, partner] if state == view.seat else pairs[:, at, ::-1, state]
    return found


def helped(view: View) -> tuple[list[int], list[int]]:
    """Return what a promise of help would be worth in all, ppm: to the seat with each partner, and to each partner."""
    (_, over), at = _pairs(view)
    mine, theirs = np.add.reduce(over[:, at]).tolist()
    return mine, theirs


def pair_cover(view: View) -> Ints:
    """Return cover by a promise of help of every seat of a group: (N, 2, S, S) against each, own and partners'."""
    cover: Ints = _pairs(view)[0][0][0]
    return cover


def pair_sums(view: View) -> Ints:
    """Return cover, buffer and entrapment against all of every seat of a group: (3, N, 2, S), own and partners'."""
    return _pairs(view)[0][1]


def against(view: View, state: int, partner: int, target: int) -> tuple[int, int, int]:
    """Return cover, buffer and entrapment of a state by a partner against one attacker, -1 against all, in ppm."""
    if target < 0 and view.seat in (state, partner):
        (_, over), at = _pairs(view)
        cover, buffer, drawn = (over[:, at, 0, partner] if state == view.seat else over[:, at, 1, state]).tolist()
        return cover, buffer, drawn
    known = sheltering(view, state, partner)
    where = slice(None) if target < 0 else slice(target, target + 1)
    return (
        int(known.cover[state, partner, where].sum()), int(known.buffer[state, partner, where].sum()),
        int(known.entrapment[state, partner, where].sum()),
    )  # fmt: skip


def rounded(part: Floats) -> Ints:
    """Return sums in ppm as whole numbers."""
    return np.rint(part).astype(np.int64)
