"""A scenario on one page: its map in the terminal's colours and a table of its states, printed and left to scroll."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from textwrap import wrap
from typing import TextIO

from rich.console import Console
from rich.text import Text

from hegemon.engine.turn import opening
from hegemon.tui.map.geometry import rasterise, viewport_at
from hegemon.tui.map.labels import Letterer
from hegemon.tui.map.paint import Marks, compose, write_labels
from hegemon.tui.map.palette import Palette
from hegemon.tui.map.scene import preview
from hegemon.tui.theme import no_colour, tier_of
from hegemon.world.scenario import load_scenario
from hegemon.world.scenario_model import GOVERNMENTS, Scenario
from hegemon.world.setup import open_world

LEAST, MOST = 40, 200


def show(name: str, stream: TextIO | None = None) -> None:
    """Print a scenario; BadInput if there is none of that name. No colours where the stream or NO_COLOR wants none."""
    scenario = load_scenario(name)
    console = Console(file=stream or sys.stdout, highlight=False, soft_wrap=True)
    columns = max(LEAST, min(MOST, shutil.get_terminal_size().columns))
    plain = no_colour() or not console.is_terminal
    console.print(Text(scenario.title, "bold"))
    for paragraph in wrap(scenario.story, columns):
        console.print(Text(paragraph))
    for line in _map(scenario, columns, Palette(tier_of(console.color_system, plain), scenario.colours)):
        console.print(line)
    for line in _table(scenario):
        console.print(line)


def _map(scenario: Scenario, columns: int, palette: Palette) -> Iterator[Text]:
    """Yield the whole map, as many columns wide, two pixels a cell."""
    drawing, scene = scenario.geography.draw(), preview(scenario)
    height, width = drawing.raster.shape
    rows = max(3, round(columns * height / width / 2))
    geometry = rasterise(drawing, viewport_at(drawing, columns, rows, 1.0, height / 2, width / 2))
    frame, grounds = compose(geometry, scene, Marks(), palette)
    write_labels(frame, grounds, Letterer().cells(drawing, geometry, scene, -1), scene, Marks())
    for y in range(rows):
        line = Text(no_wrap=True)
        for segment in frame.strip(y, palette):
            line.append(segment.text, segment.style)
        yield line


def _table(scenario: Scenario) -> Iterator[Text]:
    """Yield a line a state, the strongest first: land, people, army, power at the opening and by the source, regime."""
    world = opening(open_world(scenario, 1))
    figures, known = scenario.figures, sum(scenario.figures.values())
    yield Text(f"{'':<27}{'land':>5}{'people':>9}{'army':>6}{'power':>8}{'source':>8}  government", "dim")
    for state in sorted(range(world.states), key=lambda s: (-int(world.power[s]), s)):
        own = scenario.sovereign == state
        code = scenario.codes[state]
        source = f"{100 * figures[code] / known:.1f}%" if code in figures else ""
        line = Text(f"{scenario.glyphs[state]} {code} {scenario.state_names[state]:<21.21}", scenario.colours[state])
        line.append(
            f"{int(own.sum()):>5}{int(scenario.population[own].sum()) / 1000:>8.1f}M{int(world.army[state]):>6}"
            f"{int(world.power[state]) / 10_000:>7.1f}%{source:>8}  {GOVERNMENTS[int(scenario.government[state])]}",
            "default",
        )
        yield line
    yield Text(f"Treaties in force: {len(scenario.treaties)}. Turns: {scenario.turns}.", "dim")
