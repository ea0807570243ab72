"""What a seat supposes of the rest: a world that can be played on from a view, and a view that strays further."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from hegemon.counsel.memory import once_a_view
from hegemon.engine.effort import means
from hegemon.world.chance import field
from hegemon.world.fixed import MILLION, Ints
from hegemon.world.orders import DIPLOMACY, ECONOMY, MILITARY, TECHNOLOGY
from hegemon.world.state import World
from hegemon.world.view import View

SEASON = 2  # turns for which a mistaken opinion of another stands


@once_a_view
def estimate(view: View) -> World:
    """Return a world that the engine can play on, with everything that the seat cannot know as it supposes it.

    Its seed is the seat's own key: what is played on from it never meets the chance of the game itself. What others do
    with their effort is read off what it has brought, which everyone sees.
    """
    world = view.known.share()
    world.effort = supposed(view)
    world.effort.flags.writeable = False
    return world


def supposed(view: View) -> Ints:
    """Return the effort of every state, (S, 4) blocks: the seat's own as it is, of others what keeps their stocks.

    An army that does not change takes as many military blocks as pay its upkeep, and influence as many of diplomacy;
    the rest is thought to be split between economy and technology. Who spies knows better, and keeps what it knows.
    """
    known, rule = view.known, view.known.rules.effort
    effort = known.effort.copy()
    guessed = np.flatnonzero((effort == effort[(view.seat + 1) % known.states]).all(axis=1))
    if len(guessed) < known.states - 1:
        return effort
    counts = np.asarray(rule.counts, np.int64)
    pay = np.maximum(means(known) * rule.recruits, 1)
    arms = known.army * rule.upkeep * 1000 // pay
    mean = max(1, int(known.mobilised_output.sum()) // max(1, int(known.home.sum())))
    voice = known.influence * rule.influence_decay * mean // np.maximum(known.mobilised_output * rule.influence, 1)
    for state in range(known.states):
        if state == view.seat or not known.home[state]:
            continue
        blocks = [0, 0, 0, 0]
        blocks[MILITARY] = min(9, _blocks(counts, int(arms[state])))
        blocks[DIPLOMACY] = min(9 - blocks[MILITARY], _blocks(counts, int(voice[state])))
        rest = 10 - sum(blocks)
        blocks[ECONOMY] = (rest + 1) // 2
        blocks[TECHNOLOGY] = rest - blocks[ECONOMY]
        effort[state] = blocks
    return effort


def _blocks(counts: Ints, hundredths: int) -> int:
    """Return how many blocks count for so much, the nearest of them."""
    return int(np.abs(counts - hundredths).argmin())


def blurred(view: View, error: int) -> View:
    """Return a view whose opinions of others stray by up to error per mille more, made once a view.

    Others' arms, power and word are misjudged, each by a part that stands for a season, drawn by the seat's own key.
    What the seat knows of itself, and everything that makes an order lawful, stays as it is.
    """
    if error <= 0:
        return view
    made = _blurs(view)
    if error not in made:
        made[error] = _blur(view, error)
    return made[error]


@once_a_view
def _blurs(view: View) -> dict[int, View]:
    return {}


def _blur(view: View, error: int) -> View:
    world, me = view.known, view.seat
    season, ids = world.turn // SEASON, world.scenario.state_ids

    def strayed(subject: str) -> Ints:
        noise = field(world.seed, season, subject, ids, error)
        noise[me] = 0
        return 1000 + noise

    known = world.share()
    arms, standing = strayed("blurred arms"), strayed("blurred power")
    known.troops = world.troops * arms[:, None] // 1000
    known.power = np.minimum(world.power * standing // 1000, MILLION)
    known.coercion = np.minimum(world.coercion * arms // 1000, MILLION)
    known.recent = np.minimum(world.recent * standing // 1000, MILLION)
    known.reliability = np.minimum(world.reliability * strayed("blurred word") // 1000, 1000)
    low, high = np.minimum(view.low, known.troops), np.maximum(view.high, known.troops)
    power_low, power_high = np.minimum(view.power_low, known.power), np.maximum(view.power_high, known.power)
    for array in (known.troops, known.power, known.coercion, known.recent, known.reliability,
                  low, high, power_low, power_high):
        array.flags.writeable = False
    return replace(view, known=known, low=low, high=high, power_low=power_low, power_high=power_high)
