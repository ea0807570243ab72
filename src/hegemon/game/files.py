"""Files that are either whole or not there: written aside, forced to disk, moved into place."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from hegemon.errors import BadInput, one_line

STALE = 3600  # seconds after which an unfinished file is nobody's any more
PRIVATE = 0o600
BINARY = getattr(os, "O_BINARY", 0)  # Windows would mend line ends otherwise


def write_whole(path: Path, content: bytes) -> None:
    """Put content at path at once or not at all, readable by its user alone; BadInput if the folder refuses."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        sweep(path.parent)
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | BINARY, PRIVATE)
        try:
            write_all(handle, content)
            os.fsync(handle)
        finally:
            os.close(handle)
        os.replace(aside, path)
        _sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise refused(path, error) from None


def write_all(handle: int, content: bytes) -> None:
    """Write every byte, however many calls that takes."""
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]


def read_most(path: Path, most: int) -> bytes:
    """Return a file's bytes; BadInput if it cannot be read or holds more than most."""
    try:
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or "cannot be read").lower()
        raise BadInput(f"save {one_line(path, 200)}: {why}; give a saved game that exists") from None
    if len(content) > most:
        raise BadInput(f"save {one_line(path, 200)}: larger than {most} bytes; it is not a game of ours")
    return content


def sweep(folder: Path) -> None:
    """Remove what an interrupted write left in a folder more than an hour ago."""
    limit = time.time() - STALE
    for left in folder.glob(".*.part"):
        with suppress(OSError):  # another process may sweep too, and what is not ours may stay
            if left.stat().st_mtime < limit:
                left.unlink()


def refused(path: Path, error: OSError) -> BadInput:
    """Return the error for a path that cannot be written."""
    why = (error.strerror or "cannot be written").lower()
    return BadInput(f"save {one_line(path, 200)}: {why}; choose a folder that you can write to")


def _sync_folder(folder: Path) -> None:
    # Windows cannot open a folder, and needs no sync of it.
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
