"""Text goldens of the crisis ladder and the congress at the least size; the numbers in them are counsel's, left out."""

from __future__ import annotations

import re

import numpy as np
import pytest

from hegemon.tui.screens.caps import CapScreen
from hegemon.tui.screens.congress import CongressScreen
from hegemon.world.scenario import load_scenario
from hegemon.world.treaties import Congress, Crisis
from tests.tui.stage import desk, playing, recast, text, until
from tests.tui.test_pictures import same

CODE = load_scenario("ring-8").codes[0]


def without_numbers(said: str) -> str:
    bare = re.sub("[▏▎▍▌▋▊▉█]", " ", said).replace("counsel", "       ")
    return re.sub(r" +([│╮╯]|$)", r" \1", re.sub(r" *[-+]?\d+(?:\.\d+)?", " 0", bare), flags=re.MULTILINE)


@pytest.mark.parametrize("name", ["own", "others", "congress"])
async def test_affairs_look_as_they_did(name: str) -> None:
    async with playing(CODE, size=(80, 24)) as (app, pilot):
        if name == "congress":
            places = tuple(np.flatnonzero(desk(app).world.sovereign == 2).tolist())[:3]
            recast(app, CODE, congresses=(Congress(902, 1, 0, 2, places, ((0, 90), (1, 40)), (0, 1, -1)),))
        else:
            target = 0 if name == "own" else 2
            recast(app, CODE, crises=(Crisis(900, 0, 1, target, "humble"),))
        await pilot.press("i", "enter")
        await until(pilot, lambda: isinstance(app.screen, (CapScreen, CongressScreen)))
        await pilot.pause(0.2)
        same(f"affairs-{name}", without_numbers(text(app)))
