"""Finding provinces and states by a few letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hegemon.world.state import World


def matches(world: World, text: str) -> list[tuple[str, str]]:
    """Lines and province numbers that fit: codes first, then beginnings, then anything that contains the letters."""
    wanted = text.strip().casefold()
    found: list[tuple[int, str, str]] = []
    for state, name in enumerate(world.scenario.state_names):
        code = world.codes[state]
        place = _fit(wanted, code, name)
        if place is not None:
            found.append(
                (place, f"{world.scenario.glyphs[state]} {code}  {name}", str(int(world.capital[state])))
            )
    for province, name in enumerate(world.land.names):
        code = world.land.codes[province]
        place = _fit(wanted, code, name)
        if place is not None:
            owner = world.codes[int(world.sovereign[province])]
            found.append((place, f"  {code}  {name} ({owner})", str(province)))
    found.sort(key=lambda item: item[0])
    return [(line, value) for _, line, value in found]


def _fit(wanted: str, code: str, name: str) -> int | None:
    code, name = code.casefold(), name.casefold()
    if not wanted:
        return 2
    if code == wanted:
        return 0
    if name.startswith(wanted) or code.startswith(wanted):
        return 1
    return 3 if wanted in name else None
