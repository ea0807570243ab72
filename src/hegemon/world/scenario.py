"""Scenarios by name or file: find, open, check, write."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from hegemon import assets, paths
from hegemon.atlas.geography import FARTHEST
from hegemon.errors import BadInput, one_line, unknown
from hegemon.world.house import read_house, settled
from hegemon.world.scenario_check import STARTS, STATES, problems
from hegemon.world.scenario_file import (
    MOST_BYTES,
    EarthFile,
    GeneratedFile,
    RingFile,
    ScenarioFile,
    decode,
    shape_faults,
)
from hegemon.world.scenario_model import Scenario, TreatySpec

__all__ = [
    "Outline", "Scenario", "TreatySpec", "bare", "check_scenario", "load_scenario", "outline", "scenario_names",
    "with_house", "write_ring", "write_scenario",
]  # fmt: skip

RING = "ring-8"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_NUMBERS = ("states", "provinces", "seed")
_RING = re.compile(r"ring-([1-9][0-9]?)")
_HOUSE = re.compile(r"(?:\+[a-z_.]+=[a-z0-9-]+)+$")


def load_scenario(name_or_path: str) -> Scenario:
    """Opens a scenario by name or file; its arrays are read-only and may be shared.

    A name is one of `scenario_names`, for a generated world with numbers of its own after a colon, as in
    "continents:states=12,provinces=200,seed=3". What ends in .toml is a file. House rules may follow either, each
    after a plus: "ring-8+fog=none+war.ruin=400". Raises BadInput for an unknown name and for the first fault of a file.
    """
    file, name, where = _read(name_or_path)
    return _open(file, name, where)


def check_scenario(name_or_path: str) -> list[str]:
    """Lists every problem of a scenario, one line each: what, where, how to mend it; empty if it is good."""
    try:
        file, name, where = _read(name_or_path)
        return problems(file, where) or _unreachable(_built(file, name), where)
    except BadInput as error:
        return _misshapen(name_or_path) or [str(error)]


def scenario_names() -> list[str]:
    """Lists the scenarios shipped, then the user's own, each in order of name."""
    shipped = sorted(path.stem for path in (assets.folder() / "scenarios").glob("*.toml"))
    own = sorted(path.stem for path in paths.scenarios().glob("*.toml") if _NAME.fullmatch(path.stem))
    return shipped + [name for name in own if name not in shipped]


class Outline(NamedTuple):
    """What a list says of a scenario, which need not be opened for it."""

    title: str
    states: int
    provinces: int
    turns: int


def outline(name: str) -> Outline:
    """Reads what a list says of a scenario by name; BadInput if its file does not fit the tables."""
    file, _, _ = _read(name)
    if isinstance(file, EarthFile):
        states, provinces = len(file.states), len(file.provinces)
    elif isinstance(file, RingFile):
        states, provinces = file.sectors, file.sectors * len(file.provinces)
    else:
        states, provinces = file.states, file.provinces
    return Outline(file.title, states, provinces, file.turns)


def write_scenario(scenario: Scenario, path: str) -> None:
    """Writes a generated scenario to a new file that opens to the same digest; BadInput if that cannot be.

    The file is the generator's own with this scenario's numbers, comments and all, so it can be edited.
    """
    kind, _, numbers = scenario.name.partition(":")
    file, _, where = _read(kind)
    if not isinstance(file, GeneratedFile):
        raise BadInput(f"scenario {kind}: made by hand, not from a seed; copy {where} instead")
    text = _source(kind).read_text("utf-8")
    for name, value in _given(numbers, kind).items():
        written = f'"{value}"' if isinstance(value, str) else str(value)
        text = re.sub(rf'(?m)^{name} = (\d+|"\w+")', f"{name} = {written}", text)
    _write_new(text, path)


def write_ring(states: int, seed: int, path: str) -> None:
    """Writes a ring of so many equal states to a new file, its yields dealt by the seed; BadInput if that cannot be."""
    from hegemon.world.scenario_ring import ring_text

    if not STATES[0] <= states <= STATES[1]:
        raise BadInput(f"ring of {states} states: cannot be; use {STATES[0]} to {STATES[1]}")
    text = _source(RING).read_text("utf-8")
    file = _decoded(text.encode(), RING)
    assert isinstance(file, RingFile)
    _write_new(ring_text(text, file, states, seed), path)


def _write_new(text: str, path: str) -> None:
    target = Path(path).expanduser()
    try:
        with target.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or "cannot be written").lower()
        raise BadInput(f"scenario file {one_line(path, 200)}: {why}; give the name of a new file") from None


def bare(given: str) -> tuple[str, str]:
    """Splits what names a scenario into the name or file, and the house rules behind it with their pluses."""
    found = _HOUSE.search(given)
    return (given[: found.start()], found[0]) if found else (given, "")


def with_house(given: str, rules: Mapping[str, int | str]) -> str:
    """Returns what names a scenario under house rules put over those it has; BadInput for one that does not fit."""
    base, before = bare(given)
    told = read_house(before.split("+")[1:]) | dict(rules)
    settled(told)
    return base + "".join(f"+{key}={value}" for key, value in sorted(told.items()))


def _read(given: str) -> tuple[ScenarioFile, str, str]:
    base, said = bare(given)
    file, name, where = _read_bare(base)
    if not said:
        return file, name, where
    rules = read_house(said.split("+")[1:])
    return msgspec.structs.replace(file, house=file.house | rules), with_house(name, rules), one_line(given, 200)


def _read_bare(given: str) -> tuple[ScenarioFile, str, str]:
    start, _, numbers = given.partition(".toml:") if ".toml:" in given else given.partition(":")
    if given.endswith(".toml") or ".toml:" in given:
        path = Path(given if given.endswith(".toml") else f"{start}.toml").expanduser()
        file, name, where = _decoded(_bytes(path), one_line(path, 200)), one_line(path.stem, 64), one_line(path, 200)
        numbers = "" if given.endswith(".toml") else numbers
    else:
        file, name, where = _shipped(start)
    if not numbers:
        return file, name, where
    if not isinstance(file, GeneratedFile):
        raise BadInput(f"scenario {name}: takes no numbers; leave out {one_line(':' + numbers, 60)}")
    changed = msgspec.structs.replace(file, **_given(numbers, name))
    label = ",".join(f"{number}={getattr(changed, number)}" for number in _NUMBERS)
    label += f",starts={changed.starts}" if changed.starts != file.starts else ""
    return changed, f"{name}:{label}", one_line(given, 80)


def _shipped(name: str) -> tuple[ScenarioFile, str, str]:
    """Reads a scenario by name: one of `scenario_names`, or a ring of another number of states than the shipped one."""
    count = _RING.fullmatch(name)
    if count and name not in scenario_names():
        from hegemon.world.scenario_ring import of_sectors

        path = _source(RING)
        file = _decoded(_bytes(path), path.name)
        assert isinstance(file, RingFile)
        return of_sectors(file, int(count[1])), name, name
    path = _source(name)
    return _decoded(_bytes(path), path.name), name, path.name


def _source(name: str) -> Path:
    if not _NAME.fullmatch(name) or name not in scenario_names():
        raise unknown("scenario", name, scenario_names(), "(or give a file that ends in .toml)")
    path = assets.folder() / "scenarios" / f"{name}.toml"
    return path if path.is_file() else paths.scenarios() / f"{name}.toml"


def _given(numbers: str, name: str) -> dict[str, int | str]:
    found: dict[str, int | str] = {}
    for part in filter(None, numbers.split(",")):
        key, _, value = part.partition("=")
        good = re.fullmatch(r"[0-9]{1,16}", value) if key in _NUMBERS else key == "starts" and value in STARTS
        if not good or key in found:
            example = f"{name}:states=8,provinces=96,seed=1,starts=unequal"
            raise BadInput(f"scenario {name}: cannot read {one_line(part, 60)!r}; write {example}")
        found[key] = int(value) if key in _NUMBERS else value
    return found


def _bytes(path: Path) -> bytes:
    if path.exists() and not path.is_file():
        raise BadInput(f"scenario file {one_line(path, 200)}: not a file; give a file that ends in .toml")
    try:
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or "cannot be read").lower()
        raise BadInput(f"scenario file {one_line(path, 200)}: {why}; give a file that exists") from None


@functools.lru_cache(maxsize=8)
def _decoded(content: bytes, where: str) -> ScenarioFile:
    return decode(content, where)


_opened: dict[tuple[str, bytes], Scenario] = {}


def _open(file: ScenarioFile, name: str, where: str) -> Scenario:
    key = name, msgspec.msgpack.encode(file)
    if key not in _opened:
        found = problems(file, where)
        scenario = _built(file, name) if not found else None
        found = found or (_unreachable(scenario, where) if scenario is not None else [])
        if found or scenario is None:
            more = f" (and {len(found) - 1} more: hegemon scenario check lists them)" if len(found) > 1 else ""
            raise BadInput(found[0] + more)
        while len(_opened) >= 16:
            del _opened[next(iter(_opened))]
        _opened[key] = scenario
    return _opened[key]


def _built(file: ScenarioFile, name: str) -> Scenario:
    if isinstance(file, RingFile):
        from hegemon.world.scenario_ring import open_ring

        return open_ring(name, file)
    if isinstance(file, EarthFile):
        from hegemon.world.scenario_earth import open_earth

        return open_earth(name, file)
    from hegemon.world.scenario_continents import open_continents

    return open_continents(name, file)


def _unreachable(scenario: Scenario, where: str) -> list[str]:
    """Lists the provinces without land and those that no border or crossing leads to."""
    land, found = scenario.geography, []
    reached = land.route < FARTHEST
    most = int(reached.sum(axis=1).argmax())  # whence most can be reached: the others are the orphans
    for province, code in enumerate(land.codes):
        if not land.area[province]:
            found.append(f"province {code} has no land left: {where}; move its point or those round it")
        elif not reached[most, province]:
            found.append(f"province {code} cannot be reached from {land.codes[most]}: {where}; list a crossing to it")
    return found


def _misshapen(given: str) -> list[str]:
    """Lists what does not fit the tables of a file that cannot be read, none if that is not why."""
    base = bare(given)[0]
    try:
        path = Path(base).expanduser() if base.endswith(".toml") else _source(base.partition(":")[0])
        content = _bytes(path)
    except BadInput:
        return []
    return shape_faults(content, one_line(path, 200)) if len(content) <= MOST_BYTES else []
