"""Own stocks over turns to come: what a way of moving effort does to arms, rails, skill and voice, and so to power.

Many plans are followed side by side by the engine's formulas in plain numbers, while the others keep the effort that
they are supposed to make. Wars, treaties and marches are left out: for those there are estimate and the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from hegemon.counsel.position import Floats
from hegemon.engine.effort import ARMS, INFRASTRUCTURE, PROPAGANDA, contact, means
from hegemon.engine.power import reach
from hegemon.world.fixed import Bools, Ints
from hegemon.world.orders import DIPLOMACY, ECONOMY, MILITARY, TECHNOLOGY
from hegemon.world.rules import Effort
from hegemon.world.state import World
from hegemon.world.view import View

Split = tuple[int, ...]
Moved = tuple[tuple[int, int], ...]
EVERY = slice(None)


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """What plans come to. Axes: K plans, T turns, t those of them that are seen.

    coercion, output, influence: (K, t) parts of the seat's power, ppm. force: (K, T) points x quality.
    """

    coercion: Floats
    output: Floats
    influence: Floats
    force: Floats


def way(blocks: Sequence[int], goal: Split) -> Moved:
    """Return the blocks that move, from which branch to which, on the way to a goal.

    The branch with most to give gives to the one that lacks most, ties to the first.
    """
    over, moved = [have - want for have, want in zip(blocks, goal, strict=True)], []
    while any(over):
        source, to = over.index(max(over)), over.index(min(over))
        over[source] -= 1
        over[to] += 1
        moved.append((source, to))
    return tuple(moved)


def working(blocks: Sequence[int], moved: Moved, turns: int, steps: int) -> list[list[int]]:
    """Return the blocks that work in each turn, (T, 4), while blocks move so many a turn; a block just moved idles."""
    now, held = list(blocks), list[list[int]]()
    for turn in range(turns):
        going = moved[turn * steps:(turn + 1) * steps]
        if not going:
            return held + [now] * (turns - turn)
        for source, to in going:
            now[source] -= 1
            now[to] += 1
        at_work = list(now)
        for _, to in going:
            at_work[to] -= 1
        held.append([max(0, block) for block in at_work])
    return held


class _Start(NamedTuple):
    """What growth is reckoned from: potential and mobilised output, rails above the base, quality, men to levy."""

    potential: Floats
    drawn: Floats
    rail: Floats
    quality: Floats
    levy: Floats


@dataclass(slots=True)
class _Stocks:
    """Stocks of some states, or of one under some plans. extra: what counts of recruits, rails and voice."""

    army: Floats
    rail: Floats
    quality: Floats
    voice: Floats
    start: _Start
    extra: tuple[Floats, Floats, Floats]

    def grown(self) -> tuple[Floats, Floats]:
        """Return potential and mobilised output as rails and skill have changed since the start."""
        part = (500 + self.rail) / self.start.rail * self.quality / self.start.quality
        return self.start.potential * part, self.start.drawn * part

    def step(self, at: Floats, drawn: Floats, mean: Floats | float, leaked: Floats | float, rule: Effort) -> None:
        """Let a turn of effort do its work. at: (N, 4) blocks that count, tenths of all."""
        funds = drawn * (1000 - rule.levy_part) / 1000 + self.start.levy
        raised = funds * at[:, MILITARY] * (rule.recruits / 100) * self.extra[0]
        self.army = self.army * (1 - rule.upkeep / 100) + raised
        built = rule.growth * at[:, ECONOMY] * self.extra[1]
        self.rail = np.minimum(self.rail * (1 - rule.decay / 1000) + built, 1000.0)
        left = (rule.quality_top - self.quality) / (rule.quality_top - 10_000)
        learnt = rule.quality * at[:, TECHNOLOGY] * left + leaked
        self.quality = np.minimum(self.quality + learnt, float(rule.quality_top))
        won = rule.influence * at[:, DIPLOMACY] * self.extra[2] * drawn / np.maximum(mean, 1.0)
        self.voice = self.voice * (1 - rule.influence_decay / 1000) + won


def course(view: View, blocks: Floats, others: Floats, seen: slice = EVERY) -> Course:
    """Return what plans come to for a view's seat.

    blocks: (K, T, 4) hundredths of blocks as the engine counts them. others: (S, 4) the same of every state. seen: the
    turns in which shares of power are wanted; force is followed in all.
    """
    world, me = view.known, view.seat
    rule, power = world.rules.effort, world.rules.power
    rest = world.home.copy()
    rest[me] = False
    plans, turns = blocks.shape[:2]
    own, theirs = _stocks(world, me, np.full(plans, me)), _stocks(world, me, np.flatnonzero(rest))
    near = contact(world)[me][rest]
    leak = rule.leak * world.rules.switch.diffusion / 1000
    living, their_blocks, effort = int(np.count_nonzero(rest)) + 1, others[rest] / 1000, blocks / 1000
    mine = np.empty((4, turns, plans))  # potential and mobilised output before the turn, force and voice after it
    other = np.empty((4, turns, living - 1))
    for turn in range(turns):
        potential, drawn = own.grown()
        their_potential, their_drawn = theirs.grown()
        every = drawn + their_drawn.sum()
        best = float(theirs.quality[near].max(initial=0.0))
        own.step(effort[:, turn], drawn, every / living, np.maximum(best - own.quality, 0.0) * leak, rule)
        theirs.step(their_blocks, their_drawn, float(every.mean()) / living, 0.0, rule)
        mine[:, turn] = potential, drawn, own.army * own.quality, own.voice
        other[:, turn] = their_potential, their_drawn, theirs.army * theirs.quality, theirs.voice
    shares = np.array(_shares(world, me, rest, mine[:, seen], other[:, seen]))
    whole = (power.coercion + power.output + power.land + power.influence) / 1e6
    shares *= np.array([power.coercion, power.output, power.influence])[:, None, None] / whole
    coercion, output, influence = shares.swapaxes(1, 2)
    return Course(coercion, output, influence, mine[2].T / 10_000)


def _shares(world: World, me: int, rest: Bools, mine: Floats, other: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the seat's shares of coercion, output and influence, (T, K) each.

    mine: (4, T, K), other: (4, T, N) of the states of rest: potential and mobilised output, force and voice.
    """
    matter, strength = (row / 1000 for row in reach(world.gap, world.rules))
    to_me, strength, among = matter[me][rest], strength[me][rest], matter[np.ix_(rest, rest)]
    linked = among.sum(axis=1) - among.diagonal()
    potential, drawn, force, voice = mine
    their_potential, their_drawn, met, their_voice = other
    prestige = np.maximum(world.prestige, 0).astype(np.float64)
    near, far = force[:, :, None], (strength * met)[:, None, :]
    odds = near / np.maximum(near + far, 1e-9)
    near = near * strength
    odds += near / np.maximum(near + met[:, None, :], 1e-9)
    felt = odds @ to_me * potential + (odds @ (to_me * their_potential)[:, :, None])[:, :, 0]
    pairs = to_me.sum() * potential + (their_potential @ (to_me + linked))[:, None]
    said = voice + prestige[me]
    heard = (their_voice.sum(axis=1) + float(prestige[rest].sum()))[:, None]
    return (
        felt / 2 / np.maximum(pairs, 1e-9),
        drawn / np.maximum(drawn + their_drawn.sum(axis=1)[:, None], 1e-9),
        said / np.maximum(said + heard, 1e-9),
    )


def _stocks(world: World, me: int, who: Ints) -> _Stocks:
    """Return the stocks of states, who: (N,) indices, which may name one more than once."""
    rule = world.rules.effort
    count = np.maximum(np.bincount(world.sovereign, minlength=world.states), 1)
    rails = (np.bincount(world.sovereign, world.infrastructure, world.states) / count)[who]
    drawn = world.mobilised_output.astype(np.float64)[who]
    levy = means(world)[who] - drawn * (1000 - rule.levy_part) / 1000
    quality = world.quality.astype(np.float64)[who]
    sheltered = 1 - rule.complacency * world.rules.switch.complacency * world.cover[who] / 1e6
    focus = int(world.focus_new[me])
    arms, rail, voice = (
        1 + rule.focus_bonus / 1000 * (focus == which) * (who == me) for which in (ARMS, INFRASTRUCTURE, PROPAGANDA)
    )
    start = _Start(world.potential.astype(np.float64)[who], drawn, 500 + rails, quality, levy)
    return _Stocks(
        world.army.astype(np.float64)[who], rails, quality, world.influence.astype(np.float64)[who], start,
        (sheltered * arms, rail, voice),
    )  # fmt: skip
