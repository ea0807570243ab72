"""Where a seat's stocks will stand if its effort stays, and what one block more would add to them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from hegemon.counsel.memory import once_a_group
from hegemon.engine.effort import means
from hegemon.world.orders import DIPLOMACY, ECONOMY, MILITARY, TECHNOLOGY
from hegemon.world.rules import Effort
from hegemon.world.view import View

LEAST_ARMY = 0.2  # of an army that is assumed to stay, however little is raised
LEAST_VOICE = 40.0  # points of influence below which a share of it is not reckoned


class Stand(NamedTuple):
    """Army, output and influence in the later half of the turns ahead, as parts of what they are now."""

    army: float
    output: float
    influence: float


class Rises(NamedTuple):
    """What a block that counts in full adds in the later half of the turns ahead, as parts of what there will be.

    army: by arms. built: to output by economy, paid: to the army out of it. skill: to quality by technology, and so to
    output, trained: to the army out of that. voice: to influence.
    """

    army: float
    built: float
    paid: float
    skill: float
    trained: float
    voice: float


def grown(share: float, ratio: float) -> float:
    """Return what becomes of a share of a whole when its own part grows by a ratio and the rest stays."""
    return share * ratio / max(1e-9, 1.0 - share + share * ratio)


def outlook(view: View, turns: int) -> tuple[Stand, Rises]:
    """Return where stocks will stand in the later half of so many turns, and what a block in each branch would add.

    The nearer quality comes to its top, the less a further block of technology adds; what output pays for in arms
    comes with the delay at which an army turns over.
    """
    world, me, rule = view.known, view.seat, view.known.rules.effort
    blocks = [rule.counts[b] / 100 for b in world.effort[me].tolist()]
    drawn, funds, rail, q, held = _stocks(view)[0][me]
    army, top = max(1.0, float(np.add.reduce(world.troops[me]))), float(rule.quality_top)
    mean = _mean(view)[0]
    narrowing = rule.quality / 10 * blocks[TECHNOLOGY] / (top - 10_000)
    unit, kept = _responses(rule, narrowing, turns)
    # A turn's worth of one block that counts in full.
    recruits, works, won = funds * rule.recruits / 1000, rule.growth / 10, rule.influence / 10 * drawn / mean
    later = min(1000.0, rail * kept.output + works * blocks[ECONOMY] * unit.built)
    stand = Stand(
        army=max(LEAST_ARMY, kept.army + recruits * blocks[MILITARY] / army * unit.army),
        output=(500 + later) / (500 + rail),
        influence=max(LEAST_VOICE / held, kept.influence + won * blocks[DIPLOMACY] / held * unit.voice),
    )
    built = works / (500 + later) * max(0.0, min(1.0, (1000 - later) / 200))
    learnt = rule.quality / 10 * max(0.0, top - q) / (top - 10_000) / q
    by_output = drawn * (1000 - rule.levy_part) / 1000 / max(1.0, funds)
    paid = recruits * blocks[MILITARY] / (army * stand.army) * by_output
    return stand, Rises(
        army=recruits / (army * stand.army) * unit.army,
        built=built * unit.built,
        paid=built * paid * unit.paid,
        skill=learnt * unit.skill,
        trained=learnt * paid * unit.trained,
        voice=won / (held * stand.influence) * unit.voice,
    )


@once_a_group
def _stocks(views: tuple[View, ...]) -> list[tuple[float, ...]]:
    """Return what everybody knows of every state's stocks.

    Mobilised output, what armies are raised from, mean infrastructure, quality, and what influence is measured against.
    """
    world = views[0].known
    built, places = (np.bincount(world.sovereign, each, world.states) for each in (world.infrastructure, None))
    held = np.maximum(LEAST_VOICE, world.influence + np.maximum(world.prestige, 0))
    stocks = world.mobilised_output, means(world), built / np.maximum(1, places), world.quality, held
    return list(map(tuple, np.array(stocks).T.tolist()))


@once_a_group
def _mean(views: tuple[View, ...]) -> float:
    """Return the mobilised output of the mean state at home."""
    world = views[0].known
    return max(1.0, float(world.mobilised_output.sum()) / max(1, int(world.home.sum())))


@lru_cache(maxsize=64)
def _responses(rule: Effort, narrowing: float, turns: int) -> tuple[Rises, Stand]:
    """Return what one unit a turn adds to each stock, and what is left of what is there, in the later half of turns.

    Each fades at its own rate. narrowing: the part of the way to the top of quality that is studied away in a turn.
    """
    upkeep, decay, leak, fade = rule.upkeep / 100, rule.decay / 1000, rule.leak / 1000, rule.influence_decay / 1000
    now = whole = Rises(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    left = 1.0
    late = [turn for turn in range(turns) if 2 * turn >= turns]
    for turn in range(turns):
        now = Rises(
            army=now.army + 1.0 - upkeep * now.army,
            built=now.built + 1.0 - decay * now.built,
            paid=now.paid + now.built - upkeep * now.paid,
            skill=now.skill + left - (narrowing + leak) * now.skill,
            trained=now.trained + now.skill - upkeep * now.trained,
            voice=now.voice + 1.0 - fade * now.voice,
        )
        left *= 1.0 - narrowing
        if turn in late:
            whole = Rises(*(a + b for a, b in zip(whole, now, strict=True)))
    kept = (sum((1.0 - rate) ** (turn + 1) for turn in late) / len(late) for rate in (upkeep, decay, fade))
    return Rises(*(part / len(late) for part in whole)), Stand(*kept)
