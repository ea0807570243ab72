from __future__ import annotations

import re

import pytest

from hegemon.errors import BadInput
from hegemon.game import handbook
from hegemon.tui import keys
from hegemon.world.rules import load_rules


def test_pages_are_found_by_name_title_and_number() -> None:
    for page in handbook.pages():
        assert handbook.page(page.name) is page
        assert handbook.page(page.title.upper()) is page
        if page.concept:
            assert handbook.page(str(page.concept)) is page
    with pytest.raises(BadInput, match="anarchy"):
        handbook.page("anarchi")


def test_titles_concepts_and_names_are_unique() -> None:
    for key in ("name", "title"):
        found = [getattr(p, key) for p in handbook.pages()]
        assert len(found) == len(set(found)), key
    assert sorted(p.concept for p in handbook.pages() if p.concept) == list(range(1, handbook.CONCEPTS + 1))


@pytest.mark.parametrize("page", handbook.pages(), ids=lambda page: page.name)
def test_numbers_come_from_the_rules(page: handbook.Page) -> None:
    text = "\n".join(handbook.lines(page))
    assert "{" not in text
    written = re.sub(r"\{[^}]*\}", "", page.idea + page.text)
    assert not re.search(r"\d", written), "a number is written in the rule files only"
    names = {p.name for p in handbook.pages()}
    assert set(page.see) <= names, page.see
    if page.concept:
        assert page.look
        assert page.source


def test_a_game_with_house_rules_reads_its_own_numbers() -> None:
    rules = load_rules({"war.frontage": 77})
    assert handbook.filled("{war.frontage} points", rules) == "77 points"
    assert handbook.filled("{power.hegemon:ppm}, {standing.broken:permille}") == "50%, 50%"
    assert handbook.filled("{war.ground.1} {war.ground}") == "156 125, 156, 188"
    with pytest.raises(BadInput, match=r"war\.nothing"):
        handbook.filled("{war.nothing}")


def test_search_puts_titles_first() -> None:
    assert handbook.search("anarchy")[0].name == "anarchy"
    assert not handbook.search("no such words anywhere")


def test_a_reader_gets_the_page_or_the_list() -> None:
    assert handbook.read("anarchy")[0].startswith("Anarchy")
    assert handbook.read("1") == handbook.read("ANARCHY")
    assert len(handbook.read("")) == len(handbook.pages())
    with pytest.raises(BadInput, match="zeppelin"):
        handbook.read("zeppelin")


def test_every_switch_and_kind_is_told_of() -> None:
    rules = load_rules({"switch.trade": 0})
    told = handbook.filled("{switches}\n{allowed}", rules).splitlines()
    assert [line.split(":")[0] for line in told] == [
        *(f"- switch.{name}{', off here' if name == 'trade' else ''}" for name in rules.switch.__struct_fields__),
        *(f"- allow.{name}" for name in rules.allow),
    ]
    assert all(line.split(": ")[1].strip() for line in told)
    assert all("(page " in line for line in told if line.startswith("- switch"))


def test_lists_are_made_of_the_rules() -> None:
    rules = load_rules({"war.frontage": 77})
    numbers = handbook.filled("{numbers}", rules).splitlines()
    assert any(line.startswith("- war.frontage = 77: ") for line in numbers)
    assert handbook.filled("{blocks}").splitlines()[4] == "| 4 | 3.75 | 0.75 |"
    assert len(handbook.filled("{kinds}").splitlines()) == 1 + len(rules.kinds)
    with pytest.raises(BadInput, match="nothing"):
        handbook.filled("{nothing}")


def test_tables_stand_in_columns() -> None:
    rows = [line for line in handbook.lines(handbook.page("governments")) if line.startswith("|")]
    assert len(rows) == 5
    assert len({line.index("|", 1) for line in rows}) == 1


def test_units_read_as_people_say_them() -> None:
    assert handbook.filled("{effort.recruits:blockpercent} {effort.growth:blockpermille}") == "2.4% 1%"
    assert handbook.filled("{standing.war:score} {war.loss:percent} {order.victory:ppm}") == "30 20% 66.67%"


@pytest.mark.parametrize("page", handbook.pages(), ids=lambda page: page.name)
def test_keys_that_a_page_names_exist(page: handbook.Page) -> None:
    for line in page.look:
        screen = "diplomacy" if " in diplomacy" in line else "turn"
        known = {action.shown for action in keys.actions(screen)}
        for key in re.findall(r"`([^` ]{1,2})`", line):
            assert key in known, f"{key} is no key of the {screen} screen"
