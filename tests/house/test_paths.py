from __future__ import annotations

import stat
from pathlib import Path

import pytest

from hegemon import assets, paths
from hegemon.errors import BadInput, one_line, unknown

KINDS = {"data": "DATA", "config": "CONFIG", "state": "STATE", "cache": "CACHE"}


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("HEGEMON_HOME", raising=False)
    for kind in KINDS.values():
        monkeypatch.delenv(f"XDG_{kind}_HOME", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("bad", ["", "relative", "./here"])
def test_an_empty_or_relative_xdg_variable_counts_as_unset(
    kind: str, bad: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unset = paths.locate(kind)
    assert unset.is_relative_to(tmp_path / "home")
    monkeypatch.setenv(f"XDG_{KINDS[kind]}_HOME", bad)
    assert paths.locate(kind) == unset
    monkeypatch.setenv(f"XDG_{KINDS[kind]}_HOME", str(tmp_path / "given"))
    assert paths.locate(kind) == tmp_path / "given" / "hegemon"


def test_the_variable_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    paths.locate("data")
    assert os.environ["XDG_DATA_HOME"] == "relative"


def test_hegemon_home_holds_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path / "mine"))
    made = [paths.data(), paths.config(), paths.state(), paths.cache(), paths.saves()]
    assert len(set(made)) == 5
    for folder in made:
        assert folder.is_dir()
        assert folder.is_relative_to(tmp_path / "mine")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert paths.saves().is_relative_to(paths.data())


def test_a_relative_home_counts_from_where_the_program_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEGEMON_HOME", "here")
    assert paths.locate("data") == tmp_path / "here" / "data"


def test_looking_makes_nothing(tmp_path: Path) -> None:
    paths.locate("cache")
    paths.scenarios()
    assert not (tmp_path / "home").exists()


def test_a_folder_that_cannot_be_is_named_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path / "file"))
    with pytest.raises(BadInput, match=r"folder .*file/data: not a directory; make it writable or set") as caught:
        paths.saves()
    assert "\n" not in str(caught.value)


def test_assets_are_found_in_a_checkout_and_in_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for package, data in (("repo/src/hegemon", "repo"), ("site-packages/hegemon", "site-packages/hegemon")):
        (tmp_path / package).mkdir(parents=True)
        prefix = "" if data == "repo" else "_"
        for kind in ("assets", "saves"):
            (tmp_path / data / f"{prefix}{kind}").mkdir()
        monkeypatch.setattr(assets, "_PACKAGE", tmp_path / package)
        assert assets.folder() == tmp_path / data / f"{prefix}assets"
        assert assets.saves_folder() == tmp_path / data / f"{prefix}saves"
    with pytest.raises(BadInput, match=r"asset rules/none\.toml: .*install hegemon again"):
        assets.read("rules", "none.toml")


def test_foreign_text_becomes_one_printable_line() -> None:
    assert one_line("a\nb\x1b[31m\tc") == "a b [31m c"
    assert len(one_line("x" * 1000, 50)) == 50


def test_an_unknown_name_is_answered_with_close_ones() -> None:
    error = str(unknown("player", "Maximizer", ["maximiser", "random"]))
    assert error == "unknown player 'Maximizer'; did you mean maximiser? Known are: maximiser, random"
    assert str(unknown("seat", "\x1b", ["AAA"], "in ring-8")) == "unknown seat '' in ring-8; known are: AAA"
