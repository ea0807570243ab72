"""The one model of danger: for every pair, what the attacker may expect of a war, and what the other has to fear.

After the expected-utility theory of war (Bueno de Mesquita 1981) with a ratio contest, the prize capped by the smaller
power, allies weighed by the chance that they come, in parts per million of the world's power.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from hegemon.counsel.memory import once_a_group, once_a_view
from hegemon.counsel.position import Floats, Position, position, positions
from hegemon.counsel.weights import DangerWeights, load_weights
from hegemon.world.fixed import Bools, Ints
from hegemon.world.view import View

TERMS = ("spoils", "defeat", "hazard", "toil", "word", "trade", "exposure", "friendship")
FOUGHT = 3  # the first terms, which the odds move


class Danger(Struct, eq=False, gc=False):
    """The table. Rows attack columns; axes (S, S), money in ppm of power.

    brought: points x quality that row can bring against column. attacker, defender: strengths that meet, aid and
    the others at war included. aid: what of it promises bring, lent: from whom, (S, S, S) [helper, helped,
    attacker]. odds: 0..1 that row wins. least: the power of the smaller. parts: (8, S, S) the terms of gain, whole
    numbers that add up; fixed: what of it the odds do not move. attack: 0..1 that row attacks within a turn. threat:
    what column may expect to lose by it in a turn. open: row could attack column now. The tables of several seats
    stand in one with a first axis of seats, in parts a second. Nobody changes one, as with positions.
    """

    position: Position
    brought: Floats
    attacker: Floats
    defender: Floats
    aid: Floats
    lent: Floats
    share: Floats
    odds: Floats
    least: Floats
    parts: Floats
    gain: Ints
    fixed: Ints
    attack: Floats
    threat: Ints
    open: Bools

    @property
    def terms(self) -> dict[str, Ints]:
        """Each signed part of gain, by name."""
        return dict(zip(TERMS, self.parts.astype(np.int64), strict=True))

    @property
    def chance(self) -> Ints:
        """The odds, per mille."""
        return np.rint(self.odds * 1000).astype(np.int64)

    def each(self, positions: list[Position]) -> list[Danger]:
        """Return every seat's table out of several, with its position."""
        return [Danger(*row) for row in zip(
            positions, self.brought, self.attacker, self.defender, self.aid, self.lent, self.share, self.odds,
            self.least, self.parts.swapaxes(0, 1), self.gain, self.fixed, self.attack, self.threat, self.open,
            strict=True,
        )]  # fmt: skip


def win(attacker: Floats, defender: Floats) -> Floats:
    """Return the chance that the attacker wins, 0..1: a ratio contest of the fourth power, 0:0 counts as lost."""
    a = attacker * attacker
    a *= a
    d = defender * defender
    d *= d
    chance: Floats = a / np.maximum(a + d, 1e-9)
    return chance


def onset(gain: Floats, power: Floats, hostile: Floats, weights: DangerWeights) -> Floats:
    """Return the chance that a state attacks in a turn, rising with its gain and its dislike; it moves neither."""
    u = gain / np.maximum(power * (weights.spread / 1000), 1.0)
    whole = np.abs(u)
    whole += 1.0
    u *= 0.5
    u /= whole
    u += 0.5
    chance: Floats = weights.onset / 1000 * hostile * u
    chance *= u
    return chance


def prize(odds: Floats, power: Floats, least: Floats, share: Floats, weights: DangerWeights) -> Floats:
    """Return spoils, defeat and hazard together, ppm, for attackers of a power against a prize of least."""
    g = weights.prize / 1000
    total: Floats = odds * g
    total *= least
    total *= share
    beaten = odds * (weights.hazard / 1000)
    beaten += weights.defeat / 1000 * g
    beaten *= power * (1.0 - odds)
    total -= beaten
    return total


def room(force: Floats, front: Floats, landing: Floats, weights: DangerWeights) -> Floats:
    """Return the points that bear on a front: what finds room in full, the rest in part, landings half."""
    counted: Floats = np.minimum(force, front)
    by_land: Floats = force - counted
    by_land = by_land * ((front > 0) * (weights.crowded / 1000))
    by_land += counted
    shore: Floats = np.minimum(force, landing)
    shore *= 0.5
    return np.maximum(by_land, shore)


def _rows(values: Floats) -> Floats:
    """Return a number of each state, (.., S), as that of each row, (.., S, S), one after the other in memory.

    To write it out once is quicker than to let every sum spread it anew.
    """
    return values[..., None].repeat(values.shape[-1], axis=-1)


def _columns(values: Floats) -> Floats:
    """Return a number of each state as that of each column, (.., S, S)."""
    return values[..., None, :].repeat(values.shape[-1], axis=-2)


def brought(p: Position, weights: DangerWeights) -> Floats:
    """Return the strength that each row can bring against each column, (S, S)."""
    return _brought(p, _rows(p.force), weights)


def _brought(p: Position, force: Floats, weights: DangerWeights) -> Floats:
    came, states = room(force, p.front, p.landing, weights), force.shape[-1]
    beyond = force * (weights.through / 1000)
    beyond *= p.through.astype(np.float64)
    np.maximum(came, beyond, out=came)
    came *= p.near
    came.reshape(-1, states * states)[:, :: states + 1] = 0.0
    return came


def touching(p: Position, weights: DangerWeights) -> Floats:
    """Return the part of its force that a helper has beside whom it helps, (S, S): more where they touch by land."""
    return np.where(p.front > 0, weights.through / 1000, weights.far / 1000)


def help_of(p: Position, came: Floats, weights: DangerWeights) -> Floats:
    """Return the strength that a helper lends the helped against an attacker, were it to come, (S, S, S)."""
    beside = p.force[..., :, None] * p.near * touching(p, weights)
    lent: Floats = np.maximum(came[..., :, None, :], beside[..., :, :, None])
    return lent


def torn(p: Position, weights: DangerWeights) -> Floats:
    """Return how far a helper is free to act against an attacker, (S, S): less if bound to it by treaty."""
    free = np.where(p.pact, weights.torn / 1000, 1.0)
    free *= (~p.war & p.alive[:, None]).astype(np.float64)
    return free


class Might(NamedTuple):
    """What of a table no promise changes, each of its shape.

    force, power, theirs: the force of the row, its power and the column's. came: what the row can bring, own: what of
    it its wars leave, beside: that and what the column's other enemies add. least: the power of the smaller.
    """

    force: Floats
    power: Floats
    theirs: Floats
    came: Floats
    own: Floats
    beside: Floats
    least: Floats

    def of(self, at: Ints) -> Might:
        """Return that of some of the seats."""
        return Might(*[part.take(at, axis=0) for part in self])


def might(p: Position, weights: DangerWeights) -> Might:
    """Return what of the table for a position no promise changes."""
    force, power, theirs = _rows(p.force), _rows(p.power), _columns(p.power)
    own = beside = came = _brought(p, force, weights)
    if np.count_nonzero(p.war):
        fights = p.war.astype(np.float64)
        pinned = came * fights
        held_down = _rows(np.add.reduce(pinned, axis=-2))
        held_down -= pinned.swapaxes(-1, -2)
        held_down += force
        np.maximum(held_down, 1e-9, out=held_down)
        own = force / held_down
        own *= came
        beside = (1.0 - fights).T @ pinned
        beside -= pinned
        np.maximum(beside, 0.0, out=beside)
        beside *= weights.friends / 1000
        beside += own
    return Might(force, power, theirs, came, own, beside, np.minimum(power, theirs))


def weigh(p: Position, weights: DangerWeights, known: Might | None = None) -> Danger:
    """Return the table for a position, one seat's or several; more force never lowers odds or gain, aid only deters.

    known: its might, if that is at hand.
    """
    force, power, theirs, came, own, attacker, least = known or might(p, weights)
    if p.joint:
        attacker = attacker.copy()
        for *at, helper, leader, target in p.joint:
            if not p.war[helper, target]:
                came_too = came[(*at, helper, target)] * p.belief[(*at, helper)] * (weights.joint / 1000)
                attacker[(*at, leader, target)] += came_too
    lent, aid = aid_of(p, came, weights)
    defender = _columns(p.force * p.ready * (weights.ground / 1000))
    defender += aid
    odds = win(attacker, defender)
    share = own / np.maximum(attacker, 1e-9)
    parts = _parts(p, _Wide(force, power, odds, least, share, came), weights)
    fixed = np.add.reduce(parts[FOUGHT:])
    gain: Floats = np.add.reduce(parts[:FOUGHT])
    gain += fixed
    touch = came > 0
    if np.count_nonzero(p.alive) < len(p.alive):
        touch &= p.alive[:, None] & p.alive
    attack = onset(gain, power, p.hostile, weights)
    war = np.count_nonzero(p.war) > 0
    if war:
        np.maximum(attack, p.war.astype(np.float64), out=attack)
    attack *= touch.astype(np.float64)
    threat = loss(odds, theirs, least, weights)
    threat *= attack
    return Danger(
        position=p, brought=came, attacker=attacker, defender=defender, aid=aid, lent=lent, share=share, odds=odds,
        least=least, parts=parts, gain=gain.astype(np.int64), fixed=fixed.astype(np.int64), attack=attack,
        threat=np.rint(threat, out=threat).astype(np.int64), open=touch & ~p.war if war else touch,
    )  # fmt: skip


def aid_of(p: Position, came: Floats, weights: DangerWeights) -> tuple[Floats, Floats]:
    """Return what promises bring, by helper and in all, worked out only for the pairs between which they stand."""
    states = came.shape[-1]
    lent, aid, word = np.zeros(p.word.shape), np.zeros(came.shape), p.word.reshape(-1, states)
    given = (word @ np.ones(states)).nonzero()[0] if p.given is None else p.given
    if not len(given):
        return lent, aid
    by, pair = given // states, given % (states * states)  # whose help, of those of several seats; in one's own table
    beside = p.force.ravel().take(by) * p.near.take(pair)
    beside *= touching(p, weights).take(pair)
    brings = np.maximum(came.reshape(-1, states).take(by, axis=0), beside[:, None])
    free = torn(p, weights).reshape(-1, states).take(by, axis=0)
    free *= word.take(given, axis=0)
    brings *= free
    lent.reshape(-1, states)[given] = brings
    order, starts, places = _helped(given.tobytes(), states)
    # Helpers of one are added one after the other, whoever else is asked for.
    aid.reshape(-1, states)[places] = np.add.reduceat(brings.take(order, axis=0), starts, axis=0)
    return lent, aid.swapaxes(-1, -2)


@lru_cache(maxsize=32)
def _helped(given: bytes, states: int) -> tuple[Ints, Ints, Ints]:
    """Return the order of promises by who is helped, where each begins in it, and whose they are."""
    places = np.frombuffer(given, np.int64)
    whom = places // (states * states) * states + places % states
    order = whom.argsort(kind="stable")
    whom = whom[order]
    starts = np.concatenate([[0], (whom[1:] != whom[:-1]).nonzero()[0] + 1])
    return order, starts, whom[starts]


def loss(odds: Floats, power: Floats, least: Floats, weights: DangerWeights) -> Floats:
    """Return what the attacked has to lose, ppm: the prize by its odds, and the toil of any war."""
    total: Floats = odds * (weights.prize / 1000)
    total *= least
    total += weights.toil / 1000 * power
    return total


class _Wide(NamedTuple):
    """What the terms of a table are made of, every one an array of its own of the table's shape."""

    force: Floats
    power: Floats
    odds: Floats
    least: Floats
    share: Floats
    came: Floats


def _parts(p: Position, of: _Wide, weights: DangerWeights) -> Floats:
    """Return the terms of the gain, (8, .., S, S), in whole numbers."""
    parts, power, lost = np.empty((len(TERMS), *of.odds.shape)), of.power, 1.0 - of.odds
    np.multiply(of.odds, of.least, out=parts[0])
    parts[0] *= of.share
    parts[0] *= weights.prize / 1000
    np.multiply(lost, power, out=parts[1])
    np.multiply(of.odds, parts[1], out=parts[2])
    parts[2] *= -weights.hazard / 1000
    parts[1] *= -weights.defeat * weights.prize / 1_000_000
    np.multiply(_rows((weights.toil + weights.tired * p.tired) / -1000), power, out=parts[3])
    np.multiply(p.price, power, out=parts[4])
    np.negative(parts[4], out=parts[4])
    np.multiply(power, weights.trade / -1000, out=parts[5])
    parts[5] *= p.trade.astype(np.float64)
    menace = of.came * p.hostile
    menace *= (~(p.war | p.pact)).astype(np.float64).swapaxes(-1, -2)
    others = _rows(np.add.reduce(menace, axis=-2))
    others -= menace.swapaxes(-1, -2)
    others /= np.maximum(of.force, 1.0)
    np.minimum(others, 3.0, out=others)
    np.multiply(others, power, out=parts[6])
    parts[6] *= -weights.exposure / 1000
    np.multiply(np.maximum(1.0 - 2.0 * p.hostile, 0.0) * (-weights.friendship / 1000), power, out=parts[7])
    return np.rint(parts, out=parts)


@once_a_view
def danger(view: View) -> Danger:
    """Return the table of danger as the view's seat estimates it."""
    found, at = _each(view)
    return found[at]


@once_a_group
def _each(views: tuple[View, ...]) -> list[Danger]:
    return dangers(views[0])[0].each([position(view) for view in views])


@once_a_group
def dangers(views: tuple[View, ...]) -> Danger:
    """Return the tables of danger of seats of one world in one."""
    return weigh(positions(views[0])[0], load_weights().danger, mights(views[0])[0])


@once_a_group
def mights(views: tuple[View, ...]) -> Might:
    """Return the might of seats of one world in one."""
    return might(positions(views[0])[0], load_weights().danger)
