"""What the screens and the plain game say, word by word."""

from __future__ import annotations

from hegemon.game.chronicle import length_said, turn_said
from hegemon.game.session import Game, new_game
from hegemon.tui.desk import Desk
from hegemon.tui.widgets import panels
from hegemon.world.rules import load_rules


def game(scenario: str = "ring-8", turns: int | None = None, seed: int = 2) -> Game:
    code = {"ring-8": "GAR", "europe-1914": "GMY"}[scenario]
    found = new_game(scenario, {code: "human"}, seed=seed, turns=turns)
    return found


def desk_of(found: Game) -> Desk:
    code = next(code for code, name in found.seats.items() if name == "human")
    return Desk(found.seat(code))


def test_after_the_limit_the_turn_says_that_it_may_be_the_last() -> None:
    world = game(turns=5).world.fork()
    late = "may end any year now"
    for turn, said in ((4, "turn 4 of 5"), (5, f"turn 5 of 5, {late}"), (6, f"turn 6, {late}")):
        world.turn = turn
        assert turn_said(world) == said


def test_the_length_is_read_from_the_rules() -> None:
    assert length_said(40, load_rules()) == "from turn 40 on each may be the last: 1 in 6, turn 50 at latest"
    sooner = load_rules({"power.end_sixths": 3, "power.end_most": 2})
    assert length_said(40, sooner).endswith("1 in 3, turn 42 at latest")
    assert length_said(40, load_rules({"power.end_most": 0})) == "turn 40 is the last"


def test_the_heading_takes_short_words_where_there_is_little_room() -> None:
    desk = desk_of(game("europe-1914"))
    assert "envoys" in panels.head(desk, 118).plain
    assert panels.head(desk, 60).cell_length < panels.head(desk, 118).cell_length
