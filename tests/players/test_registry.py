"""Players of other packages: listed without being loaded, loaded by name, refused in one line when broken."""

from __future__ import annotations

from importlib import metadata

import pytest

from hegemon.errors import BadInput
from hegemon.game.match import play_match
from hegemon.players import registry
from hegemon.players.registry import describe, make_player, player_names
from hegemon.players.turtle import Turtle


class Stranger(Turtle):
    name = "stranger"


class Broken:
    def __init__(self) -> None:
        raise RuntimeError("half\ninstalled")


class Entry:
    """Stands in for an entry point."""

    loaded = 0

    def __init__(self, name: str, found: type) -> None:
        self.name, self.value, self._found = name, f"elsewhere:{found.__name__}", found

    def load(self) -> type:
        Entry.loaded += 1
        return self._found


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [Entry("stranger", Stranger), Entry("broken", Broken), Entry("turtle", Broken)]

    def entry_points(group: str) -> list[Entry]:
        assert group == registry.GROUP
        return entries

    monkeypatch.setattr(metadata, "entry_points", entry_points)
    monkeypatch.setattr(Entry, "loaded", 0)


def test_names_are_listed_without_loading() -> None:
    assert player_names()[-2:] == ("broken", "stranger")
    assert describe("stranger") == "from elsewhere:Stranger"
    assert Entry.loaded == 0


def test_stranger_plays() -> None:
    result = play_match("ring-8", ["stranger", "turtle"] * 4, seed=1, turns=2)
    assert result.players[0] == "stranger"
    assert not result.faults


def test_shipped_player_is_not_replaced() -> None:
    assert isinstance(make_player("turtle"), Turtle)


def test_broken_package_is_one_line() -> None:
    with pytest.raises(BadInput, match="player broken: elsewhere:Broken does not load") as found:
        make_player("broken")
    assert "\n" not in str(found.value)
