"""Games that can be gone on with; looking for them loads nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hegemon import assets, paths

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".hegemon"
RESUME = "resume"


def saved_games() -> list[Path]:
    """Saved and autosaved games, newest first; none when there is no folder for them."""
    folder = paths.locate("data") / "saves"
    found = [path for path in folder.glob(f"*{SUFFIX}") if path.is_file()] if folder.is_dir() else []
    return sorted(found, key=lambda path: -path.stat().st_mtime)


def example_games() -> list[Path]:
    """Games that come with the program, to watch."""
    folder = assets.saves_folder()
    return sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []


def newest_save() -> Path | None:
    """The game that was played last."""
    return next(iter(saved_games()), None)
