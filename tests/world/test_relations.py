from __future__ import annotations

import pytest

from hegemon.engine.turn import opening
from hegemon.errors import BadInput
from hegemon.world.promises import tied
from hegemon.world.relations import access, active_wars, command, in_force, war_score, worth
from hegemon.world.rules import load_rules
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.treaties import War
from tests.worlds import A, B, C, D, bound, ints, opened, pinned, play, stage, tiny, warring


def pairs(world: World) -> set[tuple[int, int]]:
    may = access(world)
    return {(a, b) for a in range(4) for b in range(4) if a != b and may[a, b]}


@pytest.mark.parametrize(
    ("kind", "passes"),
    [("nonaggression", False), ("neutrality", False), ("defence", True), ("guarantee", False), ("entente", True),
     ("trade", False)],
)  # fmt: skip
def test_which_treaties_open_borders(kind: str, passes: bool) -> None:
    world = bound(opened(), TreatySpec(kind, (A, B)))
    assert pairs(world) == ({(A, B), (B, A)} if passes else set())


def test_friends_in_a_war_may_pass_and_foes_may_not() -> None:
    world = bound(warring(opened(), ((A, C), (B, D))), TreatySpec("entente", (A, B)))
    assert pairs(world) == {(A, C), (C, A), (B, D), (D, B)}
    over = stage(world, war=0, wars=tuple(War(w.id, 1, A, B, w.joined, ended=2) for w in world.wars))
    assert pairs(over) == {(A, B), (B, A)}
    assert active_wars(over) == ()


def test_without_bases_nobody_stands_on_others_land() -> None:
    rules = pinned({"switch.basing": 0})
    assert pairs(bound(opened(rules=rules), TreatySpec("defence", (A, B)))) == set()
    assert pairs(warring(opened(rules=rules), ((A, C), (B, D)))) == set()
    assert access(opened(rules=rules)).diagonal().all()


def test_which_treaties_stand_between_two_and_what_they_tie_down() -> None:
    world = bound(
        opened(), TreatySpec("defence", (A, B)), TreatySpec("guarantee", (C, D)), TreatySpec("entente", (A, D)),
        TreatySpec("trade", (B, C)),
    )  # fmt: skip
    assert [t.kind for t in in_force(world, A, D)] == ["entente"]
    assert in_force(world, B, D) == ()
    assert tied(world, A) == 150 + 50
    assert tied(world, B) == 150


def test_command_follows_greatness_and_administration() -> None:
    world = opened()
    assert command(world, A) == 3  # a quarter of the land is more than a tenth
    small = stage(world, land_share=ints(99_999, 100_000, 0, 0))
    assert [command(small, s) for s in (A, B, C)] == [2, 3, 2]
    assert command(stage(small, focus=7), A) == 3
    assert command(opened(great=[True] + [False] * 3).fork(), A) == 3


def test_worth_is_the_sum_of_what_land_yields() -> None:
    world = opened(ore=ints(*range(8)))
    assert worth(world).tolist() == [200 + i for i in range(8)]


@pytest.mark.parametrize("house", [{"war.nothing": 1}, {"frontage": 1}, {"war": 1}, {"war.roll": 1}, {"": 1}])
def test_house_rules_that_do_not_exist(house: dict[str, int]) -> None:
    with pytest.raises(BadInput, match="unknown house rule"):
        load_rules(house)


@pytest.mark.parametrize(
    "house",
    [{"view.error": 100}, {"war.frontage": -1}, {"war.excess": 0}, {"war.loss": 101}, {"power.coercion": 1 << 30},
     {"standing.broken": 1001}, {"standing.prestige_decay": 1001}],
)  # fmt: skip
def test_house_rules_stay_in_range(house: dict[str, int]) -> None:
    with pytest.raises(BadInput, match="out of range"):
        load_rules(house)


def test_house_rules_are_whole_numbers() -> None:
    for value in (1.5, "2", True, None):
        with pytest.raises(BadInput, match="whole number"):
            load_rules({"war.frontage": value})  # type: ignore[dict-item]


def test_a_house_rule_changes_its_number_and_no_other() -> None:
    plain, house = load_rules(), load_rules({"war.frontage": 80})
    assert house.war.frontage == 80
    assert house != plain
    assert load_rules({"war.frontage": plain.war.frontage}) == plain
    assert load_rules() == plain


def test_scenarios_carry_house_rules_into_play() -> None:
    world = opening(open_world(tiny(house={"power.hegemon_turns": 1, "power.hegemon": 200_000}), 1))
    after, _ = play(world)
    assert after.over == "hegemony"


def test_no_treaty_shows_in_what_a_war_has_earned() -> None:
    world = warring(opened(), ((A,), (B,)), ((C,), (B,)))
    held = stage(world, occupier=ints(-1, -1, C, -1, -1, -1, -1, -1))
    secret = bound(held, TreatySpec("defence", (A, C)))
    assert war_score(secret, A, B) == war_score(held, A, B) == held.rules.peace.score_least
    together = warring(opened(), ((A, C), (B,)))
    assert war_score(stage(together, occupier=held.occupier), A, B) > held.rules.peace.score_least
