"""Scales the provinces of a scenario file until each state's opening power is what the file's figures say.

Not run by the game: `python assets/scenarios/fit_shares.py FILE...` rewrites grain, ore, fuel and troops of the
provinces where they stand, one province a line, and leaves every other letter of the file alone. Run twice, it changes
next to nothing.

What each state is fitted to. A figure's share is taken of the sum of all figures. A state without a figure gets one by
its people, at the median of what the source gives a head in small states. Small states are then softened upward, so
that each is a seat worth playing: great powers give up LIFT of their shares, evenly, and a small state gets its own
share or c x its square root, whichever is more, with the one c that spends exactly what was given.

How. All of a state's yields are multiplied by one number, its troops by that number to the power ARMS (armies were
drafted after the source's, and should stay in their order), so that the spread over its provinces and its scarcest
input stay as they were drafted; grain, ore and fuel are then brought back to a mean of 100 a province and troops to 27,
and all of it is repeated until nothing moves. People are left alone: they are counted in heads.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from hegemon.engine.turn import opening
from hegemon.world.scenario import Scenario, load_scenario
from hegemon.world.setup import open_world
from hegemon.world.state import World

LIFT = 0.04
ARMS = 0.1
MEAN, MEAN_TROOPS = 100, 27
ROUNDS, STEP = 120, 0.7
YIELDS = ("grain", "ore", "fuel")
LEAST = {"grain": 5, "ore": 2, "fuel": 2}

Floats = NDArray[np.float64]


def sought(scenario: Scenario) -> tuple[Floats, Floats]:
    """Return the share of each state by the source, states that it does not know by people, and the share to fit."""
    people = np.bincount(scenario.sovereign, scenario.population, len(scenario.codes))
    figure = np.array([scenario.figures.get(code, 0) for code in scenario.codes], dtype=np.float64)
    known = (figure > 0) & ~scenario.great
    figure = np.where(figure > 0, figure, people * np.median(figure[known] / people[known]))
    share = figure / figure.sum()
    small = ~scenario.great
    return share, np.where(small, _softened(share * small, share[~small].sum() * LIFT), share * (1 - LIFT))


def _softened(share: Floats, gift: float) -> Floats:
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        spent = np.maximum(share, middle * np.sqrt(share)).sum() - share.sum()
        low, high = (middle, high) if spent < gift else (low, middle)
    return np.maximum(share, low * np.sqrt(share))


def measured(scenario: Scenario) -> World:
    """Return the world as a game opens."""
    return opening(open_world(scenario, 1))


def fitted(scenario: Scenario) -> Scenario:
    """Return the scenario with yields and troops scaled, in whole numbers."""
    target, owner, count = sought(scenario)[1], scenario.sovereign, len(scenario.sovereign)
    drafted = {name: getattr(scenario, name).astype(np.float64) for name in YIELDS}
    armies = scenario.troops.astype(np.float64)
    size = np.ones(len(scenario.codes))
    for _ in range(ROUNDS):
        grain, ore, fuel = (_whole(drafted[name] * size[owner], MEAN * count, LEAST[name]) for name in YIELDS)
        troops = _whole(armies * size[:, None] ** ARMS, MEAN_TROOPS * count, 0)
        troops[armies > 0] = np.maximum(troops[armies > 0], 1)
        scenario = replace(scenario, grain=grain, ore=ore, fuel=fuel, troops=troops)
        size *= (target * 1e6 / np.maximum(measured(scenario).power, 1)) ** STEP
        size /= np.exp(np.log(size).mean())
    return scenario


def _whole(value: Floats, total: int, least: int) -> NDArray[np.int64]:
    found: NDArray[np.int64] = np.rint(value * total / value.sum()).astype(np.int64)
    return np.maximum(found, least)


def rewritten(text: str, scenario: Scenario) -> str:
    """Return the text of a file with the scenario's yields and troops in the lines of its provinces."""
    troops = scenario.troops.sum(axis=0)
    for index, code in enumerate(scenario.geography.codes):
        line = re.search(rf'(?m)^ *\{{code = "{code}", .*$', text)
        if line is None:
            raise SystemExit(f"province {code}: not on a line of its own")
        new = line[0]
        for name in YIELDS:
            new = re.sub(rf"\b{name} = \d+", f"{name} = {int(getattr(scenario, name)[index])}", new, count=1)
        new = re.sub(r"\btroops = \d+", f"troops = {int(troops[index])}", new, count=1)
        text = text[: line.start()] + new + text[line.end() :]
    return text


def table(scenario: Scenario) -> str:
    """Return each state's share by the source, as fitted and as the game opens, in per cent, and who is hungry."""
    world = measured(scenario)
    share, target = sought(scenario)
    lines = ["state      source   fitted   opens   land  output coerces  influence  points"]
    for state in np.argsort(-share, kind="stable").tolist():
        parts = (world.land_share, world.output_share, world.coercion, world.influence_share)
        four = "  ".join(f"{part[state] / 1e4:6.2f}" for part in parts)
        great = "*" if scenario.great[state] else " "
        guessed = " " if scenario.figures.get(scenario.codes[state]) else "?"
        hungry = f"  hungry {world.hungry[state] / 10:.0f}%" if world.hungry[state] else ""
        lines.append(
            f"{scenario.codes[state]} {great} {guessed}  {share[state]:8.2%} {target[state]:8.2%} "
            f"{world.power[state] / 1e4:6.2f}%  {four} {int(world.army[state]):8}{hungry}"
        )
    return "\n".join(lines)


def main() -> None:
    """Fit the files named, or only show how they stand."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="show the shares, change nothing")
    given = parser.parse_args()
    for path in given.files:
        scenario = load_scenario(str(path))
        if not given.show:
            path.write_text(rewritten(path.read_text("utf-8"), fitted(scenario)), "utf-8")
            scenario = load_scenario(str(path))
        print(f"{path.name}: {len(scenario.geography.codes)} provinces\n{table(scenario)}")


if __name__ == "__main__":
    main()
