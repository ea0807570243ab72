from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path))
    monkeypatch.setenv("HEGEMON_COLOR", "truecolor")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
