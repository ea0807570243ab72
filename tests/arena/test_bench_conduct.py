"""The bench of conduct in small: what counts as a betrayal, a repeated offer, an unwanted war, a war on everyone."""

from __future__ import annotations

import json

import msgspec
import pytest

from hegemon import cli
from hegemon.arena import bench_conduct, conduct
from hegemon.arena.branches import opened
from hegemon.arena.conduct import Conduct, Course, read
from hegemon.arena.deeds import Offers, at_everyone, betrayals, misjudged, unwanted_war
from hegemon.world.orders import (
    Answer,
    Letter,
    Move,
    Option,
    Orders,
    PeaceTerms,
    Record,
    Reply,
    Term,
    TreatyTerms,
)
from hegemon.world.scenario import load_scenario
from hegemon.world.state import World
from hegemon.world.treaties import Call, Treaty, War, default_replies


@pytest.fixture
def world() -> World:
    copy = opened(load_scenario("ring-8"), ("random",) * 8, 1).world.fork()
    copy.turn = 5
    copy.treaties = (
        Treaty(7, "defence", (0, 1), False, -1, 1, 40, 1, default_replies((0, 1))),
        Treaty(8, "trade", (0, 2), False, -1, 1, 40, 1, default_replies((0, 2))),
        Treaty(9, "nonaggression", (0, 3), False, -1, 1, 40, 1, default_replies((0, 3))),
    )
    return copy


def record(subject: str, about: int, *options: Option) -> Record:
    return Record(0, 5, subject, about, options)


def option(worth: int, barred: str = "") -> Option:
    return Option(f"worth {worth}", (Term("it", worth),), barred)


def place(world: World, state: int) -> int:
    return int(world.capital[state])


def test_an_attack_on_a_partner_is_a_betrayal_and_on_a_trader_is_not(world: World) -> None:
    assert betrayals(world, Orders(0, declare=(2, 4)), ()) == []
    [deed] = betrayals(world, Orders(0, declare=(1,)), ())
    assert (deed.kind, deed.about, deed.sums, deed.pays, deed.forced) == ("attack", 1, False, False, False)


def test_force_is_in_place_under_arms_with_an_attack_the_same_turn(world: World) -> None:
    march = (Move((place(world, 0), place(world, 1)), 10),)
    aside = (Move((place(world, 0), place(world, 4)), 10),)
    told = (record("war", 1, option(5), option(0)),)
    world.mobilised[0] = 5
    assert not betrayals(world, Orders(0, declare=(1,), moves=march), told)[0].armed
    world.mobilised[0] = 4
    [deed] = betrayals(world, Orders(0, declare=(1,), moves=march), told)
    assert deed.pays
    assert deed.forced
    assert not betrayals(world, Orders(0, declare=(1,), moves=aside), told)[0].forced
    assert betrayals(world, Orders(0, breach=(9,), moves=march), told)[0].kind == "breach"


def test_a_betrayal_pays_if_nothing_open_was_worth_more(world: World) -> None:
    for options, pays in (
        ((option(-5), option(-9)), True),
        ((option(-5), option(0)), False),
        ((option(-5), option(0, "barred")), True),
        ((option(5, "barred"), option(0)), False),
    ):
        [deed] = betrayals(world, Orders(0, breach=(9,)), (record("breach", 3, *options),))
        assert (deed.sums, deed.pays) == (True, pays)


def test_joining_a_war_against_a_partner_breaks_a_word_too(world: World) -> None:
    world.calls = (Call(20, 1, 7, 1, 0, 3, 6), Call(21, 1, 7, 1, 0, 4, 6))
    yes = Orders(0, answers=(Answer(20, True), Answer(21, True)))
    [deed] = betrayals(world, yes, (record("honour", 1, option(3), option(0)),))
    assert (deed.kind, deed.about, deed.pays, deed.forced) == ("joining", 1, True, True)
    assert betrayals(world, Orders(0, answers=(Answer(20, False),)), ()) == []


def test_a_record_is_misjudged_if_a_better_choice_was_open() -> None:
    assert not misjudged(record("peace", 1, option(3), option(3), option(9, "they would refuse")))
    assert misjudged(record("peace", 1, option(3), option(4)))


def test_a_peace_that_its_sums_prefer_is_not_turned_down() -> None:
    better = record("answer", 1, option(0), option(4))
    assert unwanted_war(Reply("no", gain=5))
    assert unwanted_war(Reply("no", record=better))
    assert not unwanted_war(Reply("no", gain=-5))
    assert not unwanted_war(Reply("yes", gain=5))


def letter(kind: str = "defence", target: int = -1) -> Letter:
    return Letter(4, 5, TreatyTerms(kind, (4, 5), target=target))


def sent(one: Letter, *, refused: bool = True) -> dict[int, Orders]:
    return {4: Orders(4, letters=(one,)), 5: Orders(5, refusals=(4,) if refused else ())}


def test_an_offer_again_is_one_of_the_same_kind_while_nothing_changed(world: World) -> None:
    offers = Offers()
    assert offers.turn(world, sent(letter())) == (1, [])
    assert offers.turn(world, sent(letter("trade"))) == (1, [])
    assert offers.turn(world, sent(letter(target=2))) == (1, [])
    assert offers.turn(world, sent(letter())) == (1, [letter()])
    assert offers.turn(world, sent(letter(), refused=False))[1] == [letter()]
    assert offers.turn(world, sent(letter()))[1] == []


@pytest.mark.parametrize("change", ["war", "treaty", "government", "province", "elsewhere"])
def test_what_has_changed_makes_it_another_question(world: World, change: str) -> None:
    offers, after = Offers(), world.fork()
    offers.turn(world, sent(letter(target=6)))
    if change == "war":
        after.war[6, 2] = after.war[2, 6] = 3
    elif change == "treaty":
        after.treaties = (*after.treaties, Treaty(11, "trade", (5, 7), False, -1, 5, 40, 1, default_replies((5, 7))))
    elif change == "government":
        after.government[4] += 1
    elif change == "province":
        after.occupier[place(after, 6)] = 7
    else:
        after.occupier[place(after, 0)] = 7
    assert bool(offers.turn(after, sent(letter(target=6)))[1]) == (change == "elsewhere")


def test_what_was_signed_and_has_lapsed_since_has_changed_something(world: World) -> None:
    offers, between = Offers(), world.fork()
    offers.turn(world, sent(letter()))
    between.treaties = (*between.treaties, Treaty(11, "trade", (5, 7), False, -1, 5, 40, 1, default_replies((5, 7))))
    assert offers.turn(between, {}) == (0, [])
    assert offers.turn(world, sent(letter()))[1] == []
    assert offers.turn(world, sent(letter()))[1] == [letter()]


def test_a_peace_offered_again_is_the_same_terms_without_a_blow_between(world: World) -> None:
    offers, peace = Offers(), Letter(4, 5, PeaceTerms(4, 5))
    offers.turn(world, sent(peace))
    after = world.fork()
    after.inflicted[5, 4] = 3
    assert offers.turn(after, sent(peace))[1] == []
    assert offers.turn(after, sent(peace))[1] == [peace]
    assert offers.turn(after, sent(Letter(4, 5, PeaceTerms(5, 4))))[1] == []


def test_a_war_on_everyone_is_by_own_choice_on_more_than_half(world: World) -> None:
    joined = ((0, 0, 1, -1), (1, 1, 1, -1))
    wars = [War(10 + j, 1, 0, j, (joined[0], (j, 1, 1, -1))) for j in range(1, 5)]
    for war in wars:
        world.war[0, war.victim] = world.war[war.victim, 0] = war.id
    world.wars = tuple(wars)
    assert at_everyone(world, 0)
    assert not at_everyone(world, 1)
    world.wars = (*wars[:3], msgspec.structs.replace(wars[3], aggressor=4, victim=0))
    assert not at_everyone(world, 0)
    world.wars = (*wars[:3], msgspec.structs.replace(wars[3], aggressor=-1, victim=-1))
    assert at_everyone(world, 0)
    world.exiled[3:] = 2
    world.wars = tuple(wars)
    assert not at_everyone(world, 0)


def test_a_game_is_read_and_the_same_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conduct, "AGAIN", 1)
    job = Course("ring-8", ("maximiser",) * 8, 2, 2)
    found = read(job)
    assert found == read(job)
    assert found.counts["seat-turns"] >= 16
    assert found.counts["asked"] >= 16
    assert not found.counts.get("answered otherwise")
    assert not found.counts.get("misjudged")


def test_whoever_fails_is_told_of() -> None:
    found = read(Course("ring-8", ("random",) * 8, 2, 1))
    assert found.counts["failures"] == 0
    assert found.faults == ()


def test_the_bench_prints_what_it_counted(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    told = Conduct({"letters": 10, "repeated": 2}, (("repeated", "ring-8, seed 0, turn 3: AAA to BBB, trade"),))
    monkeypatch.setattr(bench_conduct, "read", lambda one: told)
    args = ["bench", "conduct", "--chances", "3", "--workers", "1"]
    assert cli.main([*args, "--json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)["rows"]}
    row = rows["offers repeated after a refusal while nothing changed"]
    assert (row["value"], row["count"], row["good"]) == (6, 30, False)
    assert all(row["good"] for name, row in rows.items() if not name.startswith("offers"))
    assert cli.main(args) == 0
    assert "AAA to BBB" in capsys.readouterr().out
    assert cli.main([*args, "--only", "x"]) == 2


def test_the_games_are_of_both_worlds_and_both_casts() -> None:
    games = [bench_conduct.course(n) for n in range(4)]
    assert [game.world for game in games].count("ring-8") == 2
    assert [set(game.players) == {"maximiser"} for game in games] == [True, True, False, False]
