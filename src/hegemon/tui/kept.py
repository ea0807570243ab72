"""Games that can be gone on with; looking for them loads nothing heavy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hegemon import assets, paths

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".hegemon"
RESUME = "resume"
DONE = "done-"
MOST_HEADER = 4_000


def saved_games() -> list[Path]:
    """Saved and autosaved games, newest first; none when there is no folder for them."""
    folder = paths.locate("data") / "saves"
    found = [path for path in folder.glob(f"*{SUFFIX}") if path.is_file()] if folder.is_dir() else []
    return sorted(found, key=lambda path: -path.stat().st_mtime)


def example_games() -> list[Path]:
    """Games that come with the program, to watch."""
    folder = assets.saves_folder()
    return sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []


def unfinished() -> list[Path]:
    """Saves of games that are not over, newest first."""
    return [path for path in saved_games() if not path.name.startswith(DONE)]


def newest_save() -> Path | None:
    """The unfinished game that was played last."""
    return next(iter(unfinished()), None)


def title(path: Path) -> str:
    """What a kept game says of itself in its first line, else the name of its file."""
    try:
        with path.open("rb") as stream:
            found = json.loads(stream.readline(MOST_HEADER))
    except (OSError, ValueError):
        return path.stem
    said = found.get("title") if isinstance(found, dict) else None
    return said[:60] if isinstance(said, str) and said else path.stem


def write_table(name: str, text: str) -> Path:
    """Write a table of numbers into the folder of reports and return its path; BadInput if the folder refuses."""
    from hegemon.game.files import write_whole

    folder = paths.ensure(paths.data() / "reports")
    write_whole(folder / name, text.encode())
    return folder / name
