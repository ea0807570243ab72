from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import hegemon
from hegemon import assets
from hegemon.errors import BadInput
from hegemon.world.house import STANDARD, house_rules, read_house, settled
from hegemon.world.rules import load_rules
from hegemon.world.scenario import bare, check_scenario, load_scenario, with_house

EVERY = [(name, setting) for name, rule in house_rules().items() for setting in rule.settings]


@pytest.mark.parametrize(("name", "setting"), EVERY)
def test_every_setting_but_the_standard_changes_the_rules(name: str, setting: str) -> None:
    changed = load_rules(settled({name: setting})) != load_rules()
    assert changed == (setting != STANDARD)
    assert house_rules()[name].settings[setting].says


def test_no_two_house_rules_set_the_same_number() -> None:
    taken: dict[str, str] = {}
    for name, rule in house_rules().items():
        for key in {key for setting in rule.settings.values() for key in setting.rules}:
            assert taken.setdefault(key, name) == name


def test_a_number_written_out_goes_over_what_a_name_sets() -> None:
    assert settled({"losses": "heavy", "war.ruin": 10})["war.ruin"] == 10
    assert settled({"war.ruin": 10, "losses": "heavy"})["war.ruin"] == 10


@pytest.mark.parametrize("text", ["fog", "fog=", "=none", "fog=no", "fgo=none", "war.ruin=x", "war.ruins=1", "fog=3"])
def test_what_is_no_house_rule_is_named(text: str) -> None:
    with pytest.raises(BadInput, match="house rule"):
        read_house([text])


def test_a_house_rule_given_twice_is_named() -> None:
    with pytest.raises(BadInput, match="twice"):
        read_house(["fog=none", "fog=thick"])


def test_a_scenario_takes_house_rules_behind_its_name() -> None:
    plain, open_arms = load_scenario("ring-8"), load_scenario("ring-8+fog=none")
    assert open_arms.house == {"view.fog": 0}
    assert plain.house == {}
    assert plain.digest != open_arms.digest
    assert load_scenario("ring-8+treaties=none+fog=none").name == "ring-8+fog=none+treaties=none"
    assert load_scenario("continents:states=4+fog=none").house == {"view.fog": 0}


def test_house_rules_are_put_over_those_that_a_name_has() -> None:
    assert with_house("ring-8+fog=none", {"fog": "thick"}) == "ring-8+fog=thick"
    assert bare("a+b/ring.toml+fog=none") == ("a+b/ring.toml", "+fog=none")
    assert bare("a+b/ring.toml") == ("a+b/ring.toml", "")


def test_a_file_has_house_rules_by_name(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    text = (assets.folder() / "scenarios" / "ring-8.toml").read_text("utf-8")
    path.write_text(text.replace('kind = "ring"', 'kind = "ring"\nhouse = {fog = "none", "war.ruin" = 400}'), "utf-8")
    assert load_scenario(str(path)).house == {"view.fog": 0, "war.ruin": 400}
    path.write_text(text.replace('kind = "ring"', 'kind = "ring"\nhouse = {fog = "nine", loses = "light"}'), "utf-8")
    found = check_scenario(str(path))
    assert len(found) == 2
    assert "nine" in found[0]
    assert "losses" in found[1]


@pytest.mark.parametrize("numbers", ["", ":states=4,seed=9"])
def test_a_saved_game_of_ones_own_file_keeps_numbers_and_house_rules(tmp_path: Path, numbers: str) -> None:
    path = tmp_path / "own.toml"
    shutil.copy(assets.folder() / "scenarios" / "continents.toml", path)
    game = hegemon.new_game(f"{path}{numbers}+fog=none", seed=1, turns=2)
    game.advance()
    game.save(tmp_path / "game.hegemon")
    path.unlink()
    again = hegemon.load_game(tmp_path / "game.hegemon")
    assert again.digest() == game.digest()
    assert again.world.rules.view.fog == 0
    assert again.notices == []
    assert str(tmp_path) not in again.start.scenario


def test_informal_treaties_leave_coalitions_alone() -> None:
    allowed = load_rules(settled({"treaties": "informal"})).allow
    assert [kind for kind, on in allowed.items() if on] == ["coalition"]
    assert not any(load_rules(settled({"treaties": "none"})).allow.values())
