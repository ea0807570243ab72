"""What the reports say: lines over time for the charts and their tables, and every state's words against its deeds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from textual.content import Content

from hegemon.game.chronicle import TREATIES
from hegemon.tui import words
from hegemon.tui.widgets.chart import Series
from hegemon.tui.widgets.pane import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hegemon.game.aims import Standing
    from hegemon.game.audit import Deed
    from hegemon.game.climate import Climate
    from hegemon.world.state import World

TITLES = {
    "power": "Power over time", "age": "Tension and polarisation", "pacts": "Treaties in force, and wars",
    "words": "Words and deeds",
}  # fmt: skip
UNITS = {"power": "%", "age": "%", "pacts": ""}
_DEEDS = {
    "kept": ("stood by", words.GOOD), "entrapped": ("entrapped by", words.AMBER),
    "absent": ("stayed away from", words.BAD),
    "broken": ("broke its word to", words.BAD), "abandoned": ("abandoned by", words.AMBER),
}  # fmt: skip


def aim_row(standing: Standing) -> Row:
    """An aim, and whether it is met as things stand."""
    sign, hue = ("✓ ", words.GOOD) if standing.met else ("✗ ", words.BAD) if standing.lost else ("· ", words.DIM)
    return Row(Content.assemble((sign, hue), (standing.aim.say, hue)))


def power_series(world: World, history: Sequence[tuple[int, ...]]) -> list[Series]:
    """Each state's share of power, per cent; the greatest drawn last."""
    scenario, found = world.scenario, []
    for state in sorted(range(world.states), key=lambda s: max(row[s] for row in history)):
        values = tuple(row[state] / 10_000 if row[state] else None for row in history)
        found.append(Series(scenario.codes[state], scenario.colours[state], values))
    return found


def climate_series(page: str, climates: Sequence[Climate]) -> list[Series]:
    """Tension and polarisation in per cent, or how many treaties and wars."""
    if page == "age":
        return [
            Series("blocs", "#56b4e9", tuple(c.polarisation / 10 for c in climates)),
            Series("tension", words.BAD, tuple(c.tension / 10 for c in climates)),
        ]
    return [
        Series("wars", words.BAD, tuple(float(c.wars) for c in climates)),
        Series("treaties", words.GOOD, tuple(float(c.treaties) for c in climates)),
    ]


def table(series: Sequence[Series], first: int) -> str:
    """The numbers of a chart as comma-separated values, a year a line."""
    lines = [",".join(["year", *(line.name for line in series)])]
    for row in range(max((len(line.values) for line in series), default=0)):
        cells = [line.values[row] if row < len(line.values) else None for line in series]
        lines.append(",".join([str(first + row), *("" if cell is None else f"{cell:g}" for cell in cells)]))
    return "\n".join(lines) + "\n"


def word_rows(world: World, book: Sequence[Sequence[Deed]]) -> list[Row]:
    """A line of counts for every state that was ever put to the test, and below it whom it concerns and when."""
    rows: list[Row] = []
    order = sorted(range(world.states), key=lambda s: (-len(book[s]), s))
    for state in order:
        deeds = book[state]
        if not deeds:
            continue
        count = Counter(deed.deed for deed in deeds)
        tested = count["kept"] + count["absent"] + count["broken"]
        kept = f"kept {count['kept']} of {tested}" if tested else "never called"
        rows.append(Row(Content.assemble(words.state(world, state, long=True), f"  {kept}"), ("state", state)))
        for name, (said, hue) in _DEEDS.items():
            told = [_deed(world, deed) for deed in deeds if deed.deed == name]
            if told:
                rows.append(Row(Content.assemble((f"   {said} ", hue), Content(", ").join(told))))
    return rows or [Row(Content.styled("nobody's word was put to the test yet", words.DIM))]


def _deed(world: World, deed: Deed) -> Content:
    year = world.scenario.year + deed.turn - 1
    word = TREATIES.get(deed.word, "")
    return words.state(world, deed.towards) + Content.styled(f" {year}{f' {word}' if word else ''}", words.DIM)
