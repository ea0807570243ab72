"""Eyes: what cannot be seen is estimated, and who attacks is more often who erred upward."""

from __future__ import annotations

import msgspec
import numpy as np

from hegemon.counsel.danger import danger
from hegemon.world.state import World
from hegemon.world.view import view_of
from tests.concepts import lab
from tests.worlds import stage

House = dict[str, int]


def test_arms_out_of_sight_are_guessed(house: House) -> None:
    world = lab.start(house)
    wrong = 0
    for seat in range(world.states):
        view = view_of(world, seat)
        hidden = (world.troops > 0) & ~view.seen
        hidden[seat] = False
        assert hidden.any()
        wrong += int((view.known.troops != world.troops)[hidden].sum())
        assert ((view.low <= world.troops) & (world.troops <= view.high)).all(), "the truth lies within the range"
        assert (view.known.troops[seat] == world.troops[seat]).all()
    assert wrong > 20
    assert (view_of(world, 0).known.reliability[0, 1:] < 800).all(), "strangers are half believed"


def test_who_would_attack_has_erred_upward(house: House) -> None:
    believed, true = [], []
    for seed in range(12):
        world = lab.start(house, seed=seed)
        for turn in (1, 8, 15, 22):
            moment = stage(world, turn=turn)
            for seat in range(world.states):
                table = danger(view_of(moment, seat))
                truth = danger(view_of(_undeceived(moment), seat))
                best = int(np.where(table.open[seat], table.gain[seat], -(10**9)).argmax())
                believed.append(int(table.chance[seat, best]))
                true.append(int(truth.chance[seat, best]))
    gap = np.array(believed) - np.array(true)
    assert gap.mean() > 2 * gap.std() / np.sqrt(len(gap)) > 0


def _undeceived(world: World) -> World:
    """Return the world as who errs in nothing sees it."""
    seen = stage(world)
    switch = msgspec.structs.replace(seen.rules.switch, misperception=0)
    seen.rules = msgspec.structs.replace(seen.rules, switch=switch)
    return seen
