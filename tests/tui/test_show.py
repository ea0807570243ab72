from __future__ import annotations

import io

import pytest

from hegemon.errors import BadInput
from hegemon.tui.show import show
from hegemon.world.scenario import load_scenario


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_scenario_fits_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    stream = io.StringIO()
    show("ring-8", stream)
    lines = stream.getvalue().splitlines()
    scenario = load_scenario("ring-8")
    table = [line for line in lines if "%" in line]
    assert len(table) == len(scenario.codes)
    assert all(any(code in line for line in lines[:-10]) for code in scenario.codes), "every state is on the map"
    assert max(map(len, lines[: -len(table) - 2])) <= columns
    assert "\x1b" not in stream.getvalue()


def test_what_there_is_not_is_named() -> None:
    with pytest.raises(BadInput, match="unknown scenario"):
        show("atlantis", io.StringIO())
