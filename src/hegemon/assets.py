"""Finds the data that travels with the code: in a checkout beside `src`, in a wheel inside the package."""

from __future__ import annotations

from pathlib import Path

from hegemon.errors import BadInput

_PACKAGE = Path(__file__).resolve().parent


def _find(name: str) -> Path:
    beside = _PACKAGE.parent.parent / name
    return beside if _PACKAGE.parent.name == "src" and beside.is_dir() else _PACKAGE / f"_{name}"


def folder() -> Path:
    """Returns the folder of rules, scenarios, geography, themes and names."""
    return _find("assets")


def saves_folder() -> Path:
    """Returns the folder of shipped example games."""
    return _find("saves")


def read(*parts: str) -> bytes:
    """Returns the bytes of one asset, named by its path below the assets folder; BadInput if missing."""
    path = folder().joinpath(*parts)
    try:
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or "cannot be read"
        raise BadInput(f"asset {'/'.join(parts)}: {path}: {why}; install hegemon again") from None


def names(part: str, suffix: str) -> list[str]:
    """Returns the names of the assets in a folder that end so, sorted."""
    return sorted(path.name for path in folder().joinpath(part).glob(f"*{suffix}"))
