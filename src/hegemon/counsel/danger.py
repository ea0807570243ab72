"""The one model of danger: for every pair, what the attacker may expect of a war, and what the other has to fear.

After the expected-utility theory of war (Bueno de Mesquita 1981) with a ratio contest, the prize capped by the smaller
power, allies weighed by the chance that they come, in parts per million of the world's power.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hegemon.counsel.memory import once_a_group
from hegemon.counsel.position import Floats, Position, position, positions
from hegemon.counsel.weights import DangerWeights, load_weights
from hegemon.world.fixed import Bools, Ints
from hegemon.world.view import View

TERMS = ("spoils", "defeat", "hazard", "toil", "word", "trade", "exposure", "friendship")
FOUGHT = 3  # the first terms, which the odds move


@dataclass(slots=True, eq=False)
class Danger:
    """The table. Rows attack columns; axes (S, S), money in ppm of power.

    brought: points x quality that row can bring against column. attacker, defender: strengths that meet, aid and
    the others at war included. aid: what of it promises bring, lent: from whom, (S, S, S) [helper, helped,
    attacker]. odds: 0..1 that row wins. least: the power of the smaller. parts: (8, S, S) the terms of gain, which
    add up exactly; fixed: what of it the odds do not move. attack: 0..1 that row attacks within a turn. threat: what
    column may expect to lose by it in a turn. open: row could attack column now. The tables of several seats stand in
    one with a first axis of seats, in parts a second. Nobody changes one, as with positions.
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
    parts: Ints
    gain: Ints
    fixed: Ints
    attack: Floats
    threat: Ints
    open: Bools

    @property
    def terms(self) -> dict[str, Ints]:
        """Each signed part of gain, by name."""
        return dict(zip(TERMS, self.parts, strict=True))

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
    a = a * a
    d = defender * defender
    d = d * d
    chance: Floats = a / np.maximum(a + d, 1e-9)
    return chance


def onset(gain: Floats, power: Floats, hostile: Floats, weights: DangerWeights) -> Floats:
    """Return the chance that a state attacks in a turn, rising with its gain and its dislike; it moves neither."""
    u = gain / np.maximum(power * (weights.spread / 1000), 1.0)
    whole = 1.0 + np.abs(u)
    u *= 0.5
    u /= whole
    u += 0.5
    chance: Floats = weights.onset / 1000 * hostile * u
    chance *= u
    return chance


def prize(odds: Floats, power: Floats, least: Floats, share: Floats, weights: DangerWeights) -> Floats:
    """Return spoils, defeat and hazard together, ppm, for attackers of a power against a prize of least."""
    g = weights.prize / 1000
    lost = weights.defeat / 1000 * g
    total: Floats = odds * g * least * share - power * (1.0 - odds) * (lost + weights.hazard / 1000 * odds)
    return total


def room(force: Floats, front: Floats, landing: Floats, weights: DangerWeights) -> Floats:
    """Return the points that bear on a front: what finds room in full, the rest in part, landings half."""
    shore: Floats = np.minimum(force, landing)
    shore *= 0.5
    by_land: Floats = np.maximum(force - front, 0.0)
    by_land *= weights.crowded / 1000
    by_land += np.minimum(force, front)
    return np.where(front > 0, np.maximum(by_land, shore), shore)


def brought(p: Position, weights: DangerWeights) -> Floats:
    """Return the strength that each row can bring against each column, (S, S)."""
    force = p.force[..., :, None]
    came = room(force, p.front, p.landing, weights)
    np.maximum(came, p.through * (force * (weights.through / 1000)), out=came)
    came *= p.near
    own = np.arange(came.shape[-1])
    came[..., own, own] = 0.0
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
    return np.where(p.war, 0.0, np.where(p.pact, weights.torn / 1000, 1.0)) * p.alive[:, None]


def weigh(p: Position, weights: DangerWeights) -> Danger:
    """Return the table for a position, one seat's or several; more force never lowers odds or gain, aid only deters."""
    came = brought(p, weights)
    force, power, theirs = p.force[..., :, None], p.power[..., :, None], p.power[..., None, :]
    own, attacker, war = came, came, p.war.any()
    if war:
        pinned = came * p.war
        held_down = pinned.sum(axis=-2)[..., :, None] - pinned.swapaxes(-1, -2)
        own = came * (force / np.maximum(force + held_down, 1e-9))
        with_me = (1.0 - p.war.astype(np.float64)).T @ pinned - pinned
        attacker = own + np.maximum(with_me, 0.0) * (weights.friends / 1000)
    if p.joint:
        attacker = attacker.copy() if attacker is came else attacker
        for *at, helper, leader, target in p.joint:
            if not p.war[helper, target]:
                came_too = came[(*at, helper, target)] * p.belief[(*at, helper)] * (weights.joint / 1000)
                attacker[(*at, leader, target)] += came_too
    lent, aid = aid_of(p, came, weights)
    defender = (p.force * p.ready)[..., None, :] * (weights.ground / 1000) + aid
    odds = win(attacker, defender)
    least = np.minimum(power, theirs)
    share = own / np.maximum(attacker, 1e-9)
    parts = _parts(p, odds, least, share, came, weights)
    gain: Ints = np.add.reduce(parts)
    touch = came > 0
    touch &= p.alive[:, None] & p.alive
    attack = onset(gain.astype(np.float64), power, p.hostile, weights)
    if war:
        attack = np.where(p.war, 1.0, attack)
    attack *= touch
    threat = np.rint(attack * loss(odds, theirs, least, weights)).astype(np.int64)
    return Danger(
        position=p, brought=came, attacker=attacker, defender=defender, aid=aid, lent=lent, share=share, odds=odds,
        least=least, parts=parts, gain=gain, fixed=np.add.reduce(parts[FOUGHT:]), attack=attack, threat=threat,
        open=touch & ~p.war if war else touch,
    )  # fmt: skip


def aid_of(p: Position, came: Floats, weights: DangerWeights) -> tuple[Floats, Floats]:
    """Return what promises bring, by helper and in all, worked out only for the pairs between which they stand."""
    lent, aid = np.zeros(p.word.shape), np.zeros(came.shape)
    given = np.nonzero(p.word @ np.ones(len(p.alive))) if p.given is None else p.given
    if not len(given[0]):
        return lent, aid
    by = given[:-1]
    beside = (p.force[..., :, None] * p.near * touching(p, weights))[given]
    free = torn(p, weights)[by]
    lent[given] = np.maximum(came[by], beside[:, None]) * (p.word[given] * free)
    # Along an axis that is not the last it adds one helper after the other, whoever else is asked for.
    np.add.reduce(lent, axis=-3, out=aid)
    return lent, aid.swapaxes(-1, -2)


def loss(odds: Floats, power: Floats, least: Floats, weights: DangerWeights) -> Floats:
    """Return what the attacked has to lose, ppm: the prize by its odds, and the toil of any war."""
    total: Floats = odds * (weights.prize / 1000) * least + weights.toil / 1000 * power
    return total


def _parts(p: Position, odds: Floats, least: Floats, share: Floats, came: Floats, weights: DangerWeights) -> Ints:
    power, lost = p.power[..., :, None], 1.0 - odds
    menace = np.where(p.war | p.pact.swapaxes(-1, -2), 0.0, came * p.hostile).swapaxes(-1, -2)
    others = (menace.sum(axis=-1)[..., :, None] - menace) / np.maximum(p.force[..., :, None], 1.0)
    np.minimum(others, 3.0, out=others)
    parts = np.empty((len(TERMS), *odds.shape))
    np.multiply(odds * least * share, weights.prize / 1000, out=parts[0])
    np.multiply(lost * power, -weights.defeat * weights.prize / 1_000_000, out=parts[1])
    np.multiply(odds * lost * power, -weights.hazard / 1000, out=parts[2])
    parts[3] = ((weights.toil + weights.tired * p.tired) / -1000 * p.power)[..., :, None]
    np.multiply(p.price, -power, out=parts[4])
    np.multiply(p.trade, power * (-weights.trade / 1000), out=parts[5])
    others *= power
    np.multiply(others, -weights.exposure / 1000, out=parts[6])
    np.multiply(np.maximum(1.0 - 2.0 * p.hostile, 0.0) * power, -weights.friendship / 1000, out=parts[7])
    return np.rint(parts, out=parts).astype(np.int64)


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
    return weigh(positions(views[0])[0], load_weights().danger)
