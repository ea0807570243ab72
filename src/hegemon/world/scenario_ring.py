"""Opens a scenario of equal sectors: every array is one sector's, repeated."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from hegemon.atlas.geography import CROSSING, OPEN, THIN
from hegemon.atlas.noise import hashed
from hegemon.atlas.ring import Sector, ring
from hegemon.world.house import settled
from hegemon.world.scenario_file import RingFile, RingProvince
from hegemon.world.scenario_model import GOVERNMENTS, TERRAINS, Scenario, sealed
from hegemon.world.scenario_names import Namer, peoples

BORDERS = {"open": OPEN, "thin": THIN, "crossing": CROSSING}
_NAMES_KEY, _DEALT = 8, 211
_SECTOR = re.compile(r"(?m)^sector = (\d+)$")


def of_sectors(file: RingFile, count: int) -> RingFile:
    """Return the ring with another number of sectors: who lay across the lake does so still, the rest by neighbours."""
    borders = []
    for row in file.borders:
        ahead = count // 2 if 2 * row.sector == file.sectors else row.sector
        if ahead < count:
            borders.append(replace(row, sector=ahead))
    title = f"Ring of {count}"
    story = f"The ring of eight with {count} states: equal land, wealth and arms round one lake."
    return replace(file, sectors=count, borders=tuple(borders), title=title, story=story)


def ring_text(text: str, file: RingFile, count: int, seed: int) -> str:
    """Return a ring's file with another number of sectors, as `of_sectors` has it, and its yields dealt anew by a seed.

    text: the file that was read; each resource keeps its yields, so that every ring has as much of it.
    """
    other = of_sectors(file, count)
    head, *blocks = text.split("[[borders]]\n")
    blocks[-1], state = blocks[-1].split("\n[state]", 1)
    head = re.sub(r"(?m)^sectors = \d+", f"sectors = {count}", head)
    head = re.sub(r'(?m)^title = ".*"', f'title = "{other.title}"', head)
    head = re.sub(r'(?s)story = """.*?"""', f'story = """\n{other.story}"""', head)
    for stream, resource in enumerate(("grain", "ore", "fuel"), _DEALT):
        written = re.compile(rf"(?m)(?<=^{resource} = )\d+")
        found = written.findall(head)
        order = np.argsort(hashed(seed * 131 + stream, np.arange(len(found))), kind="stable")
        dealt = iter([found[at] for at in order.tolist()])
        head = written.sub(lambda _, dealt=dealt: next(dealt), head)  # type: ignore[misc]  # bound as it is now
    ahead = {row.sector for row in other.borders}
    kept = []
    for block in blocks:
        said = _SECTOR.search(block)
        on = int(said[1]) if said else 0
        on = count // 2 if 2 * on == file.sectors else on
        if on in ahead:
            kept.append(_SECTOR.sub(f"sector = {on}", block))
    return "[[borders]]\n".join((head, *kept)) + "\n[state]" + state


def open_ring(name: str, file: RingFile) -> Scenario:
    """Builds the scenario of a checked ring file; province k of state s has index s × size + k."""
    count, size = file.sectors, len(file.provinces)
    namer = Namer(_NAMES_KEY)
    states = [namer.state(people) for people in peoples()[:count]]
    places = [namer.place(people) for people in peoples()[:count] for _ in range(size)]
    land = ring(_sector(file), tuple(code for code, _ in places), tuple(label for _, label in places))
    home = next(k for k, province in enumerate(file.provinces) if province.capital)
    troops = np.zeros((count, count * size), dtype=np.int64)
    for state in range(count):
        troops[state, state * size:(state + 1) * size] = [p.troops for p in file.provinces]
    return sealed(Scenario(
        name=name,
        title=file.title,
        story=" ".join(file.story.split()),
        year=file.year,
        turns=file.turns,
        digest="",
        geography=land,
        province_ids=np.arange(1, count * size + 1, dtype=np.int64),
        sovereign=np.repeat(np.arange(count, dtype=np.int64), size),
        terrain=_round(file, lambda p: TERRAINS.index(p.terrain)),
        population=_round(file, lambda p: p.people),
        grain=_round(file, lambda p: p.grain),
        ore=_round(file, lambda p: p.ore),
        fuel=_round(file, lambda p: p.fuel),
        infrastructure=_round(file, lambda p: p.rail),
        fort=_round(file, lambda p: p.fort),
        state_ids=np.arange(1, count + 1, dtype=np.int64),
        codes=tuple(code for code, _, _ in states),
        state_names=tuple(label for _, label, _ in states),
        adjectives=tuple(adjective for _, _, adjective in states),
        colours=tuple(people.colour for people in peoples()[:count]),
        glyphs=tuple(people.glyph for people in peoples()[:count]),
        government=np.full(count, GOVERNMENTS.index(file.state.government), dtype=np.int64),
        capacity=np.full(count, file.state.capacity, dtype=np.int64),
        naval=np.full(count, file.state.naval, dtype=np.int64),
        great=np.zeros(count, dtype=np.bool_),
        capital=np.arange(count, dtype=np.int64) * size + home,
        quality=np.full(count, file.state.quality, dtype=np.int64),
        stability=np.full(count, file.state.stability, dtype=np.int64),
        troops=troops,
        effort=np.tile(np.array(file.state.effort, dtype=np.int64), (count, 1)),
        players=(file.state.player,) * count,
        opinion=np.zeros((count, count), dtype=np.int64),
        treaties=(),
        house=settled(file.house),
        sources=file.sources,
    ))


def _sector(file: RingFile) -> Sector:
    return Sector(
        count=file.sectors,
        places=tuple(province.at for province in file.provinces),
        area=tuple(province.area for province in file.provinces),
        coast=tuple(province.coast for province in file.provinces),
        borders=tuple((*row.between, row.sector, BORDERS[row.kind], row.km) for row in file.borders),
    )


def _round(file: RingFile, value: Callable[[RingProvince], int]) -> NDArray[np.int64]:
    return np.tile(np.array([value(province) for province in file.provinces], dtype=np.int64), file.sectors)
