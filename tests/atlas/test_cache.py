from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from hegemon.atlas.cache import remembered

TRUE = np.arange(6, dtype=np.int16).reshape(2, 3)


def good(raster: NDArray[np.int16]) -> bool:
    return raster.shape == TRUE.shape


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path))
    return tmp_path


def ask(calls: list[int]) -> NDArray[np.int16]:
    def make() -> NDArray[np.int16]:
        calls.append(1)
        return TRUE

    return remembered("key", good, make)


def kept(home: Path) -> Path:
    return next((home / "cache").glob("raster-*.npz"))


def test_made_once_then_read(home: Path) -> None:
    calls: list[int] = []
    for _ in range(3):
        assert np.array_equal(ask(calls), TRUE)
    assert len(calls) == 1
    assert [path.suffix for path in (home / "cache").iterdir()] == [".npz"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"\x80\x04." * 9, os.urandom(500)])
def test_a_broken_file_is_made_again(home: Path, content: bytes) -> None:
    calls: list[int] = []
    ask(calls)
    kept(home).write_bytes(content)
    assert np.array_equal(ask(calls), TRUE)
    assert len(calls) == 2
    assert np.array_equal(ask(calls), TRUE)
    assert len(calls) == 2


@pytest.mark.parametrize(
    "foreign",
    [np.zeros((3, 3), np.int16), np.zeros((2, 3), np.float64), np.array([[{}]], dtype=object), np.zeros(9, np.int16)],
)
def test_a_foreign_array_is_ignored(home: Path, foreign: NDArray[np.generic]) -> None:
    calls: list[int] = []
    ask(calls)
    np.savez(kept(home), raster=foreign, allow_pickle=True)
    assert np.array_equal(ask(calls), TRUE)
    assert len(calls) == 2


def test_a_bomb_is_not_unpacked(home: Path) -> None:
    calls: list[int] = []
    ask(calls)
    np.savez_compressed(kept(home), raster=np.zeros((3000, 3000), np.int16))
    assert kept(home).stat().st_size < 100_000
    assert np.array_equal(ask(calls), TRUE)
    assert len(calls) == 2


def test_without_a_folder_the_game_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("HEGEMON_HOME", str(blocked))
    calls: list[int] = []
    assert np.array_equal(ask(calls), TRUE)
    assert np.array_equal(ask(calls), TRUE)
    assert len(calls) == 2
