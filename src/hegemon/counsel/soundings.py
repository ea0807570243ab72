"""Soundings: what plain treaties with everybody would bring both sides, for all seats and partners at once.

Most treaties that are thought of are no bargain; they are seen to be none here, and their terms are never made.
"""

from __future__ import annotations

import numpy as np

from hegemon.counsel.danger import dangers
from hegemon.counsel.memory import once_a_group
from hegemon.counsel.pacts import commerce, help_counts, quiets, truces_at
from hegemon.counsel.shelter import pair_sums
from hegemon.counsel.weights import load_weights
from hegemon.world.fixed import Ints
from hegemon.world.orders import DIPLOMACY
from hegemon.world.promises import duties
from hegemon.world.rules import Rules
from hegemon.world.treaties import TreatyKind
from hegemon.world.view import View

KINDS = ("defence", "nonaggression", "entente", "trade")

Sounding = list[int]  # what a treaty brings in all, ppm: the seat, and the partner


def sound(view: View) -> list[list[Sounding]]:
    """Return by partner what a treaty of each of KINDS that names no enemy would bring, as the plain sums have it.

    What the seat resents is left out, and help as well for who has nothing to hope of promises of it
    (hegemon.counsel.pacts.quiet).
    """
    found, at = _sound(view)
    return found[at]


@once_a_group
def _sound(views: tuple[View, ...]) -> list[list[list[Sounding]]]:
    world, n = views[0].known, np.arange(len(views))
    me, rules = np.array([view.seat for view in views]), world.rules
    loud = ~np.array(quiets(views[0])[0])
    cover, buffer, drawn = (
        pair_sums(views[0]) if loud.any() else np.zeros((3, len(views), 2, world.states), np.int64)
    )  # fmt: skip
    free = _free(views)
    found = []
    for name in KINDS:
        kind = rules.kinds[name]
        gain = np.zeros((len(views), 2, world.states), np.int64)
        if kind.no_attack:
            truce = truces_at(views[0], kind.price)
            both = truce.calm + truce.prey
            gain[:, 0] += both[n, me]
            gain[:, 1] += both[n, :, me]
        if kind.aid or kind.invited:
            part, price = help_counts(rules, kind)
            whole = np.rint(part * cover) + np.rint(part * buffer) + np.rint(price * drawn)
            gain += whole.astype(np.int64) * loud[:, None, None]
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
        found.append(gain)
    rows: list[list[list[Sounding]]] = np.array(found).transpose(1, 3, 0, 2).tolist()
    return rows


def _free(views: tuple[View, ...]) -> Ints:
    """Return the diplomacy that each state has left beyond its duties, (N, S) per mille of a block."""
    known = [view.known for view in views]
    free: Ints = 1000 * np.array([world.effort[:, DIPLOMACY] for world in known])
    free -= [duties(world) for world in known]
    return free


def _duty(views: tuple[View, ...], free: Ints, kind: TreatyKind) -> Ints:
    """Return what the duties of a kind cost each state, (N, S) ppm, as hegemon.counsel.pacts.autonomy has it."""
    rules: Rules = views[0].known.rules
    power = np.array([view.known.power for view in views])
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
    moved = np.stack([mine * rate // least, power * rate // least], axis=1)
    lost = -moved * np.stack([power, np.broadcast_to(mine, power.shape)], axis=1) // 1_000_000
    behind = quality > own
    gains: Ints = np.where(np.stack([behind, ~behind], axis=1), moved, lost) * apart[:, None]
    return gains
