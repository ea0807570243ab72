from __future__ import annotations

import re

import pytest

from hegemon.errors import BadInput
from hegemon.game import handbook
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
