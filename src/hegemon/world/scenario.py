"""Scenarios by name or file: find, read, check, write."""

from __future__ import annotations

import functools
import os
import re
from pathlib import Path

from hegemon import assets, paths
from hegemon.errors import BadInput, one_line, unknown
from hegemon.world.scenario_file import MOST_BYTES, EarthFile, RingFile, ScenarioFile, decode
from hegemon.world.scenario_model import Scenario, TreatySpec

__all__ = ["Scenario", "TreatySpec", "check_scenario", "load_scenario", "scenario_names", "write_scenario"]

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def load_scenario(name_or_path: str) -> Scenario:
    """Opens a scenario by name or file; its arrays are read-only and may be shared.

    A name is one of `scenario_names`; anything with a folder or ending in .toml is a file. Raises BadInput for an
    unknown name or a faulty file.
    """
    where, name, content = _find(name_or_path)
    return _open(where, name, content)


def check_scenario(name_or_path: str) -> list[str]:
    """Lists every problem of a scenario, one line each; empty if it is good."""
    try:
        load_scenario(name_or_path)
    except BadInput as error:
        return [str(error)]
    return []


def scenario_names() -> list[str]:
    """Lists the scenarios shipped, then the user's own, each in order of name."""
    shipped = sorted(path.stem for path in (assets.folder() / "scenarios").glob("*.toml"))
    own = sorted(path.stem for path in paths.scenarios().glob("*.toml") if _NAME.fullmatch(path.stem))
    return shipped + [name for name in own if name not in shipped]


def write_scenario(scenario: Scenario, path: str) -> None:
    """Writes a generated scenario to a file that opens to the same digest."""


def _find(given: str) -> tuple[str, str, bytes]:
    if given.endswith(".toml") or os.sep in given or "/" in given:
        return given, Path(given).stem, _read(Path(given))
    if not _NAME.fullmatch(given) or given not in scenario_names():
        raise unknown("scenario", given, scenario_names(), "(or give a file ending in .toml)")
    path = assets.folder() / "scenarios" / f"{given}.toml"
    path = path if path.is_file() else paths.scenarios() / f"{given}.toml"
    return str(path), given, _read(path)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "cannot be read"
        raise BadInput(f"scenario file {one_line(path, 200)}: {why.lower()}; give a file that exists") from None


@functools.lru_cache(maxsize=16)
def _open(where: str, name: str, content: bytes) -> Scenario:
    return _build(name, decode(content, where))


def _build(name: str, file: ScenarioFile) -> Scenario:
    if isinstance(file, RingFile):
        from hegemon.world.scenario_ring import open_ring

        return open_ring(name, file)
    if isinstance(file, EarthFile):
        from hegemon.world.scenario_earth import open_earth

        return open_earth(name, file)
    raise AssertionError(name)
