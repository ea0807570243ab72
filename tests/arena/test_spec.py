from __future__ import annotations

from pathlib import Path

import pytest

from hegemon.arena.spec import Draft, Spec, merge, read_draft
from hegemon.errors import BadInput

GOOD = 'name = "spring"\nscenario = "ring-8"\nplayers = ["maximiser", "random"]\ngames = 16\nseed = 5\n'


def test_a_file_is_a_spec_and_flags_win(tmp_path: Path) -> None:
    path = tmp_path / "spring.toml"
    path.write_text(GOOD)
    spec = merge([Draft(seed=99), read_draft(str(path)), Draft(games=8)])
    assert spec == Spec("ring-8", ("maximiser", "random"), games=8, seed=5, name="spring")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD + "colour = 1\n", "unknown field `colour`"),
        (GOOD.replace("16", '"many"'), r"\$\.games"),
        ("players = [", "spec .*: "),
        ("\xff\xfe", "spec .*: "),
    ],
)
def test_a_bad_file_is_one_line_that_says_where(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(BadInput, match=says) as caught:
        read_draft(str(path))
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_missing_parts_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        read_draft(str(tmp_path / "none.toml"))
    with pytest.raises(BadInput, match="without players"):
        merge([Draft(scenario="ring-8")])
    with pytest.raises(BadInput, match="without scenario"):
        merge([Draft(players=("a",))])


@pytest.mark.parametrize("draft", [Draft(games=0), Draft(seed=-1), Draft(turns=100_000), Draft(players=())])
def test_numbers_out_of_range_are_named(draft: Draft) -> None:
    with pytest.raises(BadInput, match="tournament spec: Expected"):
        merge([Draft(scenario="s", players=("a",)), draft])
