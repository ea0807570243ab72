"""Soundings: what plain treaties with everybody would bring both sides, for all seats and partners at once.

Most treaties that are thought of are no bargain; they are seen to be none here, and their terms are never made.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from hegemon.counsel.balance import balances
from hegemon.counsel.danger import dangers
from hegemon.counsel.memory import once_a_group
from hegemon.counsel.pacts import commerce, help_counts, quiets, truces_at
from hegemon.counsel.shelter import pair_cover, pair_sums
from hegemon.counsel.weights import load_weights
from hegemon.world.fixed import Bools, Ints
from hegemon.world.orders import DIPLOMACY
from hegemon.world.promises import duties
from hegemon.world.treaties import TreatyKind
from hegemon.world.view import View, stacked

KINDS = ("defence", "nonaggression", "entente", "trade")

FAR = 1 << 40  # ppm, beyond any gain

Sounding = list[int]  # what a treaty brings in all, ppm: the seat, and the partner


def sound(view: View, partner: int) -> list[Sounding]:
    """Return what a treaty of each of KINDS with a partner that names no enemy would bring, as the plain sums have it.

    What the seat resents is left out, and help as well for who has nothing to hope of promises of it
    (hegemon.counsel.pacts.quiet).
    """
    gains, at = _gains(view)
    found: list[Sounding] = gains[:, at, :, partner].tolist()
    return found


@once_a_group
def _gains(views: tuple[View, ...]) -> Ints:
    """Return what a treaty of each of KINDS would bring, (4, N, 2, S) ppm: each seat, and each partner."""
    world, n = views[0].known, np.arange(len(views))
    me, rules = np.array([view.seat for view in views]), world.rules
    cover, buffer, drawn = _help(views[0])[0]
    free = _free(views)
    found = np.zeros((len(KINDS), len(views), 2, world.states), np.int64)
    for gain, name in zip(found, KINDS, strict=True):
        kind = rules.kinds[name]
        if kind.no_attack:
            truce = truces_at(views[0], kind.price)
            both = truce.calm + truce.prey
            gain[:, 0] += both[n, me]
            gain[:, 1] += both[n, :, me]
        if kind.aid or kind.invited:
            part, price = help_counts(rules, kind)
            whole = np.rint(part * cover) + np.rint(part * buffer) + np.rint(price * drawn)
            gain += whole.astype(np.int64)
        if kind.invited:
            gain += _knowledge(views)
        if kind.trade and rules.switch.trade:
            pays = commerce(views[0])
            gain[:, 0] += pays[me]
            gain[:, 1] += pays[:, me].T
        if kind.autonomy:
            cost = _duty(views, free, kind)
            gain[:, 0] += cost[n, me][:, None]
            gain[:, 1] += cost
    return found


@once_a_group
def _help(views: tuple[View, ...]) -> Ints:
    """Return cover, buffer and entrapment by promises of help, (3, N, 2, S); nothing for who has no hope of them."""
    loud = ~np.array(quiets(views[0])[0])
    if not np.count_nonzero(loud):
        return np.zeros((3, len(views), 2, views[0].known.states), np.int64)
    helped: Ints = pair_sums(views[0]) * loud[:, None, None]
    return helped


class Hope(Struct, frozen=True, eq=False, gc=False):
    """What a seat might write letters for. Bounds only: what is worth a letter is weighed in full.

    By partner, whether a new treaty might bring both enough, as the plain sums have it: plain, one of KINDS; upon, one
    for a war on the prey; guard, a guarantee; beside, a coalition against the strongest state, or the chief threat.
    prey: who promises most of those that the seat could attack, -1 nobody, and gain: how much. strongest: the state,
    and hungry: of how many it would gain. chief: who threatens the seat most, and threat: by how much. All in ppm.
    """

    plain: list[bool]
    upon: list[bool]
    guard: list[bool]
    beside: tuple[list[bool], list[bool]]
    prey: int
    gain: int
    strongest: int
    hungry: int
    chief: int
    threat: int

    def stands(self, partner: int, enemy: int) -> bool:
        """Return whether a coalition with a partner against an enemy might do, as far as that is known."""
        if enemy == self.strongest:
            return self.beside[0][partner]
        return enemy != self.chief or self.beside[1][partner]


def hope(view: View) -> Hope:
    """Return what a seat might write letters for this turn."""
    found, at = _hopes(view)
    return found[at]


@once_a_group
def _hopes(views: tuple[View, ...]) -> list[Hope]:
    table, n = dangers(views[0])[0], np.arange(len(views))
    me, least = np.array([view.seat for view in views]), load_weights().pacts.least
    could, gains = table.open[n, me], np.where(table.open[n, me], table.gain[n, me], -FAR)
    prey, threat, first = gains.argmax(axis=1), table.threat[n, :, me], foremost(views[0])[0][0]
    chief = threat.argmax(axis=1)
    sums = _gains(views[0])[0]
    both = np.minimum(sums[:, :, 0], sums[:, :, 1]) >= least
    both[KINDS.index("entente")] &= views[0].known.opinion[me] > 0
    both[KINDS.index("defence")] = (sums[0, :, 0] >= least) & (sums[0, :, 1] >= 0)
    plain = np.logical_or.reduce(both)
    # Who could share a war on the prey, or would stand by it.
    upon = table.open[n, :, prey] | (table.lent[n, :, prey, me] > 0.0)
    if np.count_nonzero(_help(views[0])[0]) or np.count_nonzero(balances(views[0])[0]):
        guard, beside = _sheltering(views, first, chief)
    else:
        guard = np.zeros(plain.shape, np.bool_)
        beside = guard, guard
    hungry = np.add.reduce(table.open[n, first] & (table.gain[n, first] > 0), axis=1, dtype=np.int64)
    return [Hope(*row) for row in zip(
        plain.tolist(), upon.tolist(), guard.tolist(), zip(*[part.tolist() for part in beside], strict=True),
        np.where(np.logical_or.reduce(could, axis=1), prey, -1).tolist(), gains[n, prey].tolist(), first.tolist(),
        hungry.tolist(), chief.tolist(), threat[n, chief].tolist(), strict=True,
    )]  # fmt: skip


def _sheltering(views: tuple[View, ...], first: Ints, chief: Ints) -> tuple[Bools, tuple[Bools, Bools]]:
    """Return with whom a guarantee might do, (N, S), and a coalition against the strongest, or the chief threat."""
    n, rule, least = np.arange(len(views)), views[0].known.rules.treaties, load_weights().pacts.least
    (cover, buffer, drawn), power = _help(views[0])[0], _power(views[0])[0]
    me = np.array([view.seat for view in views])
    own, leads = power[n, me][:, None], balances(views[0])[0]
    guards = buffer + drawn >= least
    guard: Bools = (2 * power <= own) & guards[:, 0]
    guard |= (power >= 2 * own) & (cover[:, 0] >= least) & guards[:, 1]
    known = pair_cover(views[0])
    one, two = ((np.minimum(known[n, 0, :, enemy], known[n, 1, :, enemy]) + stands) * rule.informal // rule.cheque[1]
                >= least // 2 for enemy, stands in ((first, leads), (chief, leads * (first == me)[:, None])))
    return guard, (one, two)


def foremost(view: View) -> tuple[tuple[Ints, Ints], int]:
    """Return the strongest state at home as each seat of a group sees it, and its power, with the view's place."""
    return _foremost(view)


@once_a_group
def _foremost(views: tuple[View, ...]) -> tuple[Ints, Ints]:
    power = _power(views[0])[0] * views[0].known.home
    return power.argmax(axis=1), np.maximum.reduce(power, axis=1)


@once_a_group
def _power(views: tuple[View, ...]) -> Ints:
    """Return the power of each state as each seat knows it, (N, S)."""
    return stacked(views, "power")


def _free(views: tuple[View, ...]) -> Ints:
    """Return the diplomacy that each state has left beyond its duties, (N, S) per mille of a block."""
    free: Ints = 1000 * stacked(views, "effort")[:, :, DIPLOMACY]
    free -= [duties(view.known) for view in views]
    return free


def _duty(views: tuple[View, ...], free: Ints, kind: TreatyKind) -> Ints:
    """Return what the duties of a kind cost each state, (N, S) ppm, as hegemon.counsel.pacts.autonomy has it."""
    rules, power = views[0].known.rules, _power(views[0])[0]
    dear = np.where(free < kind.autonomy, 3, 1)
    cost: Ints = -power * (load_weights().pacts.block * kind.autonomy * rules.switch.autonomy) * dear // 1_000_000
    return cost


def _knowledge(views: tuple[View, ...]) -> Ints:
    """Return what the flow of knowledge with each partner brings, (N, 2, S) ppm: the seat, and the partner."""
    world, p, n = views[0].known, dangers(views[0])[0].position, np.arange(len(views))
    me, years = np.array([view.seat for view in views]), load_weights().pacts.years
    if not world.rules.switch.diffusion:
        return np.zeros((len(views), 2, world.states), np.int64)
    quality, power = np.maximum(world.quality, 1), p.power.astype(np.int64)
    own, mine = quality[me][:, None], power[n, me][:, None]
    apart = ~((p.front[me] > 0) | p.trade[n, me])
    # In parts of the lower quality: what the one behind learns, and the other loses of its lead.
    rate = np.abs(own - quality) * (years * world.rules.effort.leak)
    least = 2000 * np.minimum(own, quality)
    behind = quality > own

    def side(moved: Ints, others: Ints, learns: Bools) -> Ints:
        gained: Ints = np.where(learns, moved, -moved * others // 1_000_000) * apart
        return gained

    return np.stack([side(mine * rate // least, power, behind), side(power * rate // least, mine, ~behind)], axis=1)
