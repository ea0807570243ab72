"""Keeps rasters that took a while between runs; a cache that is broken, hostile or unwritable is as good as none."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hegemon import paths
from hegemon.errors import BadInput

_MOST_BYTES = 4_000_000


def remembered(
    key: str, good: Callable[[NDArray[np.int16]], bool], make: Callable[[], NDArray[np.int16]]
) -> NDArray[np.int16]:
    """Returns the raster kept under a key (a hash of all it was made from) if it is good, else makes and keeps it."""
    found = kept(key, good)
    if found is not None:
        return found
    raster = make()
    try:
        _write(paths.cache() / _file(key), raster)
    except BadInput:
        return raster
    return raster


def kept(key: str, good: Callable[[NDArray[np.int16]], bool]) -> NDArray[np.int16] | None:
    """Returns the raster kept under a key if it is good, None where there is none."""
    found = _read(paths.locate("cache") / _file(key))
    return found if found is not None and good(found) else None


def _file(key: str) -> str:
    return f"raster-{key}.npz"


def _read(path: Path) -> NDArray[np.int16] | None:
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
                return None
        with np.load(path, allow_pickle=False) as file:
            raster = file["raster"]
    except Exception:  # whatever a foreign file makes numpy or zipfile raise, the answer is the same
        return None
    return raster if raster.dtype == np.int16 and raster.ndim == 2 else None


def _write(path: Path, raster: NDArray[np.int16]) -> None:
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
            temporary = file.name
            np.savez_compressed(file, raster=raster)
        os.replace(temporary, path)
    except OSError:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
