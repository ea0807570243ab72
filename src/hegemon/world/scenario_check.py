"""Finds everything wrong with a scenario file, in words that say how to mend it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from hegemon.errors import BadInput, one_line
from hegemon.world.house import settled
from hegemon.world.scenario_aims import faults
from hegemon.world.scenario_file import (
    CommonState,
    EarthFile,
    EarthProvince,
    EarthState,
    GeneratedFile,
    RingFile,
    ScenarioFile,
    TreatyRow,
)
from hegemon.world.scenario_model import BLOCKS, GOVERNMENTS, TERRAINS, TREATY_KINDS

BORDER_KINDS = ("open", "thin", "crossing", "none")
STATES, PROVINCES = (2, 16), (24, 240)
STARTS = ("equal", "unequal")
LEAST_EACH = 3
SEEDS = (0, 2**48)

Found = Iterator[tuple[str, str]]

_CODE = re.compile(r"[A-Z]{3}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
PROVINCE_RANGES = {"people": (0, 200_000), "grain": (0, 5_000), "ore": (0, 5_000), "fuel": (0, 5_000),
                    "rail": (0, 1_000), "troops": (0, 2_000), "fort": (0, 3)}
MOST_STATES, MOST_PROVINCES, MOST_POINTS = 60, 400, 4_000
MOST_TOLD = 500  # faults of a file
TREATY_RANGES = {"term": (1, 500), "notice": (1, 20), "burden": (0, 5), "delay": (0, 2)}
STATE_RANGES = {"capacity": (10, 100), "naval": (0, 100), "quality": (70, 150), "stability": (0, 1_000)}
_MOST_YIELD = 2**18


def problems(file: ScenarioFile, where: str) -> list[str]:
    """Lists what is wrong with a file, one line each: what, where, how to mend it; empty if it is good."""
    found = list(_head(file))
    if isinstance(file, EarthFile):
        found += _earth(file)
    elif isinstance(file, RingFile):
        found += _ring(file)
    else:
        found += _continents(file)
    lines = list(dict.fromkeys(f"{one_line(what, 200)}: {where}; {one_line(mend, 200)}" for what, mend in found))
    if len(lines) > MOST_TOLD:
        lines[MOST_TOLD:] = [f"{len(lines) - MOST_TOLD} more faults: {where}; mend these first"]
    return lines


def _head(file: ScenarioFile) -> Found:
    yield from _text("title", file.title, 80)
    yield from _text("story", file.story, 4_000)
    yield from _range("year", file.year, -10_000, 10_000)
    yield from _range("turns", file.turns, 1, 500)
    for key, value in file.house.items():
        try:
            settled({key: value})
        except BadInput as error:
            yield f"house rules: {error}", "change or remove that house rule"


def _earth(file: EarthFile) -> Found:
    states = [row.code for row in file.states]
    yield from _range("number of states", len(states), 2, MOST_STATES)
    yield from _range("number of provinces", len(file.provinces), 2, MOST_PROVINCES)
    yield from _repeated("state", states)
    yield from _repeated("province", [row.code for row in file.provinces])
    yield from _repeated("state name", [row.name for row in file.states])
    yield from _repeated("province name", [row.name for row in file.provinces])
    provinces = dict.fromkeys(row.code for row in file.provinces)
    yield from _repeated("state or province", [*dict.fromkeys(states), *provinces])
    for row in file.states:
        yield from _state(row, file)
    for province in file.provinces:
        yield from _province(province, states)
    for resource in ("grain", "ore", "fuel"):
        total = sum(getattr(province, resource) for province in file.provinces)
        yield from _range(f"sum of {resource} over all provinces", total, 1, _MOST_YIELD)
    yield from _borders(file)
    for number, treaty in enumerate(file.treaties, 1):
        yield from _treaty(f"treaty number {number}", treaty, states)
    for opinion in file.opinions:
        about = f"opinion of {opinion.of} about {opinion.about}"
        yield from _known(about, "state", (opinion.of, opinion.about), states)
        yield from _range(about, opinion.value, -100, 100)
        if opinion.of == opinion.about:
            yield f"{about} is of itself", "name two different states"
    for number, aim in enumerate(file.aims, 1):
        yield from faults(aim, number, states, provinces)
    yield from _known("figures", "state", file.figures, states)
    for code, share in file.figures.items():
        yield from _range(f"figures: share of {code}", share, 0, 1_000_000)
    yield from _range("reach_km", file.reach_km, 10, 20_000)
    yield from _range("islands_km", file.islands_km, 0, 20_000)
    yield from _places(file)


def _state(row: EarthState, file: EarthFile) -> Found:
    who = f"state {row.code}"
    yield from _code(who, row.code)
    yield from _text(f"{who}: name", row.name, 40)
    yield from _text(f"{who}: adjective", row.adjective, 40)
    if not _COLOUR.fullmatch(row.colour):
        yield f"{who}: colour {row.colour!r} is not a colour", 'write it like "#4fa3e0"'
    if len(row.glyph) != 1 or not row.glyph.isprintable() or not _one_cell(row.glyph):
        yield f"{who}: glyph {row.glyph!r} is not one cell wide", "use one sign like ● ▲ ◆ ■"
    for field, (low, high) in STATE_RANGES.items():
        yield from _range(f"{who}: {field}", getattr(row, field), low, high)
    yield from _common(who, row)
    owners = {province.code: province.owner for province in file.provinces}
    if row.code not in owners.values():
        yield f"{who} has no land", "give it a province or remove it"
    elif row.capital not in owners:
        yield f"{who}: capital {row.capital!r} is no province", "name one of its provinces"
    elif owners[row.capital] != row.code:
        yield f"{who}: capital {row.capital} belongs to {owners[row.capital]}", "name one of its own provinces"


def _one_cell(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) not in "WF" and unicodedata.category(sign)[0] not in "MZ"


def _common(who: str, row: EarthState | CommonState) -> Found:
    if row.government not in GOVERNMENTS:
        yield f"{who}: unknown government {row.government!r}", f"use one of {', '.join(GOVERNMENTS)}"
    if min(row.effort) < 0 or sum(row.effort) != BLOCKS:
        yield f"{who}: effort {list(row.effort)} is not {BLOCKS} blocks", f"four numbers from 0 that sum to {BLOCKS}"
    yield from _text(f"{who}: player", row.player, 80)


def _province(row: EarthProvince, states: list[str]) -> Found:
    what = f"province {row.code}"
    yield from _code(what, row.code)
    yield from _text(f"{what}: name", row.name, 40)
    yield from _known(what, "owner", (row.owner,), states)
    yield from _ground(what, row.terrain)
    for field, (low, high) in PROVINCE_RANGES.items():
        yield from _range(f"{what}: {field}", getattr(row, field), low, high)


def _ground(what: str, terrain: str) -> Found:
    if terrain not in TERRAINS:
        yield f"{what}: unknown terrain {terrain!r}", f"use one of {', '.join(TERRAINS)}"


def _borders(file: EarthFile) -> Found:
    codes = {row.code for row in file.provinces}
    for row in file.borders:
        what = f"border {'-'.join(row.between)}"
        yield from _known(what, "province", row.between, codes)
        if row.between[0] == row.between[1]:
            yield f"{what} joins a province to itself", "name two different provinces"
        if row.kind not in BORDER_KINDS:
            yield f"{what}: unknown kind {row.kind!r}", f"use one of {', '.join(BORDER_KINDS)}"
    yield from _repeated("border", ["-".join(sorted(row.between)) for row in file.borders])


def _treaty(what: str, row: TreatyRow, states: list[str]) -> Found:
    what = f"{what} ({row.kind} {' '.join(row.parties)})"
    if row.kind not in TREATY_KINDS:
        yield f"{what}: unknown treaty kind {row.kind!r}", f"use one of {', '.join(TREATY_KINDS)}"
    yield from _known(what, "party", row.parties, states)
    if len(row.parties) < 2 or len(set(row.parties)) < len(row.parties):
        yield f"{what}: needs two or more different parties", "name each party once"
    if row.kind == "guarantee" and len(row.parties) != 2:
        yield f"{what}: a guarantee has one guarantor and one protected", "write one guarantee for each guarantor"
    for role, named in (("target", row.target), ("exclude", row.exclude)):
        if named:
            yield from _known(what, role, (named,), states)
            if named in row.parties:
                yield f"{what}: its {role} {named} is a party", "name a state outside the treaty"
    if row.kind in ("offence", "coalition") and not row.target:
        yield f"{what}: names no enemy", 'add target = "CODE"'
    for field, (low, high) in TREATY_RANGES.items():
        yield from _range(f"{what}: {field}", getattr(row, field), low, high)


def _places(file: EarthFile) -> Found:
    from hegemon.atlas.land import land_names, load_land

    if file.land not in land_names():
        yield f"unknown land {file.land!r}", f"use one of {', '.join(land_names())}"
        return
    points = len(file.outside) + sum(1 + len(row.also) for row in file.provinces)
    if points > MOST_POINTS:
        yield f"number of points of provinces and of land outside is {points}", f"use at most {MOST_POINTS}"
        return
    land = load_land(file.land)
    taken: dict[tuple[int, int], str] = {}
    spots = [(f"province {row.code}", at) for row in file.provinces for at in (row.at, *row.also)]
    for what, at in [*spots, *(("land outside", at) for at in file.outside)]:
        if not (abs(at[0]) <= 90 and abs(at[1]) <= 180):
            yield f"{what}: {list(at)} is no latitude and longitude", "give degrees, north and east positive"
            continue
        cell = land.ashore(*at)
        if cell is None:
            yield f"{what}: point {list(at)} lies in the sea or off the map", "move it onto land"
        elif taken.setdefault(cell, what) != what:
            yield f"{what}: point {list(at)} falls on the same cell as {taken[cell]}", "move one of them apart"


def _ring(file: RingFile) -> Found:
    size = len(file.provinces)
    yield from _range("sectors", file.sectors, *STATES)
    yield from _range("provinces of a sector", size, 1, 16)
    yield from _common("every state", file.state)
    for field, (low, high) in STATE_RANGES.items():
        yield from _range(f"every state: {field}", getattr(file.state, field), low, high)
    if sum(row.capital for row in file.provinces) != 1:
        yield "a sector has one capital", "mark exactly one province with capital = true"
    for number, row in enumerate(file.provinces):
        what = f"province number {number}"
        yield from _ground(what, row.terrain)
        yield from _range(f"{what}: area", row.area, 1, 10_000_000)
        yield from _range(f"{what}: distance from the centre", row.at[0], 1, 5_000)
        yield from _range(f"{what}: angle", row.at[1], 0, 1_000)
        for field, (low, high) in PROVINCE_RANGES.items():
            yield from _range(f"{what}: {field}", getattr(row, field), low, high)
    for number, border in enumerate(file.borders, 1):
        what = f"border number {number}"
        yield from _range(f"{what}: first province", border.between[0], 0, size - 1)
        yield from _range(f"{what}: second province", border.between[1], 0, size - 1)
        yield from _range(f"{what}: sector", border.sector, 0, file.sectors - 1)
        yield from _range(f"{what}: km", border.km, 1, 5_000)
        if border.between[0] == border.between[1] and not border.sector:
            yield f"{what} joins a province to itself", "name two different provinces"
        if border.kind not in BORDER_KINDS[:3]:
            yield f"{what}: unknown kind {border.kind!r}", f"use one of {', '.join(BORDER_KINDS[:3])}"


def _continents(file: GeneratedFile) -> Found:
    from hegemon.atlas.continents import FORMS

    for field, known in (("form", FORMS), ("starts", STARTS)):
        if getattr(file, field) not in known:
            yield f"unknown {field} {getattr(file, field)!r}", f"use one of {', '.join(known)}"
    yield from _range("states", file.states, *STATES)
    yield from _range("provinces", file.provinces, *PROVINCES)
    yield from _range("seed", file.seed, *SEEDS)
    if file.provinces < LEAST_EACH * file.states:
        yield f"{file.provinces} provinces are too few for {file.states} states", f"give at least {LEAST_EACH} a state"
    yield from _common("every state", file.state)
    for field, (low, high) in STATE_RANGES.items():
        yield from _range(f"every state: {field}", getattr(file.state, field), low, high)


def _code(what: str, code: str) -> Found:
    if not _CODE.fullmatch(code):
        yield f"{what}: code {code!r} is not three letters", "use three letters A to Z"


def _text(what: str, text: str, most: int) -> Found:
    if not text.strip() or len(text) > most:
        yield f"{what} is empty or longer than {most} letters", f"write 1 to {most} letters"
    elif not all(letter.isprintable() or letter.isspace() for letter in text):
        yield f"{what} holds signs that cannot be shown", "remove control characters"
    elif what != "story" and not text.isprintable():
        yield f"{what} has more than one line", "write it in one line, without tabs"


def _range(what: str, value: int, low: int, high: int) -> Found:
    if not low <= value <= high:
        yield f"{what} is {value}", f"use {low} to {high}"


def _known(what: str, role: str, given: Iterable[str], known: Collection[str]) -> Found:
    for code in given:
        if code not in known:
            yield f"{what}: {role} {code!r} is not in this scenario", "use a code that the file defines"


def _repeated(what: str, codes: list[str]) -> Found:
    for code in sorted(code for code, times in Counter(codes).items() if times > 1):
        yield f"{what} {code} stands there twice", "change or remove one"
