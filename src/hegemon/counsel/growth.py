"""Where a seat's stocks will stand if its effort stays, and what one block more would add to them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import fsum
from typing import Any, NamedTuple, TypeVar

import numpy as np

from hegemon.counsel.position import Floats
from hegemon.engine.effort import means
from hegemon.world.orders import DIPLOMACY, ECONOMY, MILITARY, TECHNOLOGY
from hegemon.world.rules import Effort
from hegemon.world.state import World
from hegemon.world.view import View

Number = TypeVar("Number", float, Floats)  # of one seat, or of as many as there are in an array

LEAST_ARMY = 0.2  # of an army that is assumed to stay, however little is raised
LEAST_VOICE = 40.0  # points of influence below which a share of it is not reckoned


class Stand(NamedTuple):
    """Army, output and influence in the later half of the turns ahead, as parts of what they are now.

    A number each, or an array of them by seat.
    """

    army: Any
    output: Any
    influence: Any


class Rises(NamedTuple):
    """What a block that counts in full adds in the later half of the turns ahead, as parts of what there will be.

    army: by arms. built: to output by economy, paid: to the army out of it. skill: to quality by technology, and so to
    output, trained: to the army out of that. voice: to influence. A number each, or an array of them by seat.
    """

    army: Any
    built: Any
    paid: Any
    skill: Any
    trained: Any
    voice: Any


def grown(share: Number, ratio: Number) -> Number:
    """Return what becomes of a share of a whole when its own part grows by a ratio and the rest stays."""
    whole: Number = share * ratio / np.maximum(1e-9, 1.0 - share + share * ratio)
    return whole


def outlook(views: Sequence[View], turns: int) -> tuple[Stand, Rises]:
    """Return where stocks will stand in the later half of so many turns, and what a block in each branch would add.

    Of each of some seats of one world, (N,) each. The nearer quality comes to its top, the less a further block of
    technology adds; what output pays for in arms comes with the delay at which an army turns over.
    """
    world, rule = views[0].known, views[0].known.rules.effort
    me = [view.seat for view in views]
    blocks = [[rule.counts[b] / 100 for b in view.known.effort[view.seat].tolist()] for view in views]
    drawn, funds, rail, q, held = _stocks(world).take(me, axis=1)
    army = np.maximum(1.0, [float(np.add.reduce(view.known.troops[view.seat])) for view in views])
    mean = max(1.0, float(np.add.reduce(world.mobilised_output)) / max(1, int(np.count_nonzero(world.home))))
    top = float(rule.quality_top)
    found = [_responses(rule, rule.quality / 10 * own[TECHNOLOGY] / (top - 10_000), turns) for own in blocks]
    unit, kept = (Rises(*np.array([rises for rises, _ in found]).T), Stand(*np.array([left for _, left in found]).T))
    spent = np.array(blocks).T
    # A turn's worth of one block that counts in full.
    recruits, works, won = funds * rule.recruits / 1000, rule.growth / 10, rule.influence / 10 * drawn / mean
    later = np.minimum(1000.0, rail * kept.output + works * spent[ECONOMY] * unit.built)
    stand = Stand(
        army=np.maximum(LEAST_ARMY, kept.army + recruits * spent[MILITARY] / army * unit.army),
        output=(500 + later) / (500 + rail),
        influence=np.maximum(LEAST_VOICE / held, kept.influence + won * spent[DIPLOMACY] / held * unit.voice),
    )
    built = works / (500 + later) * np.maximum(0.0, np.minimum(1.0, (1000 - later) / 200))
    learnt = rule.quality / 10 * np.maximum(0.0, top - q) / (top - 10_000) / q
    by_output = drawn * (1000 - rule.levy_part) / 1000 / np.maximum(1.0, funds)
    paid = recruits * spent[MILITARY] / (army * stand.army) * by_output
    return stand, Rises(
        army=recruits / (army * stand.army) * unit.army,
        built=built * unit.built,
        paid=built * paid * unit.paid,
        skill=learnt * unit.skill,
        trained=learnt * paid * unit.trained,
        voice=won / (held * stand.influence) * unit.voice,
    )


def _stocks(world: World) -> Floats:
    """Return what everybody knows of every state's stocks, (5, S).

    Mobilised output, what armies are raised from, mean infrastructure, quality, and what influence is measured against.
    """
    built, places = (np.bincount(world.sovereign, each, world.states) for each in (world.infrastructure, None))
    held = np.maximum(LEAST_VOICE, world.influence + np.maximum(world.prestige, 0))
    return np.array((world.mobilised_output, means(world), built / np.maximum(1, places), world.quality, held))


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
    kept = (fsum((1.0 - rate) ** (turn + 1) for turn in late) / len(late) for rate in (upkeep, decay, fade))
    return Rises(*(part / len(late) for part in whole)), Stand(*kept)
