"""Who sits where: skills put on those that have none, doctrines dealt by the seed, and bad words in one line."""

from __future__ import annotations

from collections import Counter

import pytest

from hegemon import cli
from hegemon.errors import BadInput
from hegemon.game.pace import seconds, seconds_said
from hegemon.game.seating import MIXED, asked_for, dealt, seating, skilled
from hegemon.players.maximiser.mind import doctrines
from hegemon.world.scenario import load_scenario

RING = load_scenario("ring-8")
EUROPE = load_scenario("europe-1914")


def test_rivals_and_skill_leave_given_seats_as_they_are() -> None:
    given = {"GAR": "human", "BON": "merchant:novice", "ALU": "turtle", "WIC": "balancer"}
    found = seating(RING, given, "maximiser:doctrine=merchant", "grandmaster")
    assert list(found) == list(RING.codes)
    assert tuple(found.values())[:4] == ("human", "merchant:novice", "turtle", "balancer:grandmaster")
    assert set(tuple(found.values())[4:]) == {"merchant:grandmaster"}
    assert seating(RING, {}) == dict(zip(RING.codes, RING.players, strict=True))


@pytest.mark.parametrize(
    ("player", "skill", "name"),
    [
        ("maximiser", "novice", "maximiser:novice"),
        ("maximiser:treaties=none", "novice", "maximiser:novice:treaties=none"),
        ("maximiser:statesman", "novice", "maximiser"),
        ("balancer:skill=strategist", "novice", "balancer:strategist"),
        ("balancer", "", "balancer"),
        ("raider", "novice", "raider"),
        ("human", "novice", "human"),
    ],
)
def test_a_skill_is_for_maximisers_that_name_none(player: str, skill: str, name: str) -> None:
    assert skilled(player, skill) == name


def test_doctrines_are_dealt_evenly_and_by_the_seed() -> None:
    kinds = {"maximiser", *doctrines()}
    assert len(kinds) == 8
    for seed in range(5):
        assert set(dealt(RING, seed)) == kinds
        assert set(Counter(dealt(EUROPE, seed)).values()) <= {2, 3}
    assert dealt(RING, 3) == dealt(RING, "3")
    assert len({dealt(RING, seed) for seed in range(20)}) == 20
    people = seating(RING, {"GAR": "human"}, MIXED, "", 3)
    assert tuple(people.values())[1:] == dealt(RING, 3)[1:]


def test_a_command_line_names_people_and_players() -> None:
    seats, seed = asked_for(EUROPE, ["germany", "FRN=maximiser:doctrine=balancer"], MIXED, "novice", None)
    assert (seats["GMY"], seats["FRN"]) == ("human", "balancer:novice")
    assert seed is not None
    assert asked_for(EUROPE, ["germany", "FRN=balancer"], MIXED, "novice", seed) == (seats, seed)
    assert asked_for(RING, ["GAR=turtle"], "", "", None) == (seating(RING, {"GAR": "turtle", "BON": "human"}), None)
    assert "human" not in asked_for(RING, [], "", "", 1, people=False)[0].values()


@pytest.mark.parametrize(
    ("words", "rivals", "skill", "said"),
    [
        (["GAX"], "", "", "did you mean GAR"),
        (["GAR", "gar=turtle"], "", "", "given twice"),
        (["GAR=turtel"], "", "", "did you mean turtle"),
        (["GAR"], "mixt", "", "unknown player 'mixt'"),
        (["GAR"], "human", "", "human is no rival"),
        (["GAR"], "", "grandmister", "did you mean grandmaster"),
        ([f"{code}=turtle" for code in RING.codes], "", "", "leave one to a person"),
    ],
)
def test_bad_words_are_one_line(words: list[str], rivals: str, skill: str, said: str) -> None:
    with pytest.raises(BadInput, match=said) as found:
        asked_for(RING, words, rivals, skill, 1)
    assert "\n" not in str(found.value)


def test_a_saved_game_has_rivals_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["watch", "some.hegemon", "--skill", "novice"]) == 2
    assert "--skill" in capsys.readouterr().err


def test_thinking_is_timed_by_its_budget() -> None:
    shallow, deep = seconds("ring-8", "statesman"), seconds("ring-8", "grandmaster")
    assert 0 < shallow < deep
    assert seconds("ring-8", "grandmaster") == deep
    assert seconds_said(0.01) == "under 0.1 s a turn here"
    assert seconds_said(1.24) == "about 1.2 s a turn here"
    assert seconds_said(31.6) == "about 32 s a turn here"
