"""What a person writes changes what is signed, and nothing that anybody decides that turn."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from hegemon.errors import BadInput
from hegemon.game.session import Game, new_game
from hegemon.world.orders import Letter, Orders, TreatyTerms

SEATS = {"BON": "human"}
ME = 1


def opened() -> Game:
    return new_game("ring-8", seats=SEATS, seed=103)


def decided(game: Game) -> list[Orders]:
    """What AI seats ordered, without what a person's letters bound them to."""
    seat = game.seat("BON")
    seat.submit(Orders(ME))
    game.advance()
    assert not game.faults
    return [replace(o, refusals=(), tickets=(), letters=(), counters=()) for o in game.turns[-1].orders if o.seat != ME]


@pytest.mark.parametrize("to", [0, 2, 7])
def test_a_letter_leaves_what_others_decide_as_it_was(to: int) -> None:
    game, silent = opened(), opened()
    reply = game.seat("BON").send(Letter(ME, to, TreatyTerms("nonaggression", (ME, to))))
    assert reply is not None
    assert decided(game) == decided(silent)


def test_nobody_faults_in_a_game_in_which_a_person_writes_to_everybody_every_turn() -> None:
    game = new_game("ring-8", seats=SEATS, seed=104, turns=12)
    kinds = ("guarantee", "nonaggression", "defence", "trade")
    while not game.over and game.world.turn <= 8 and game.world.home[ME]:
        seat = game.seat("BON")
        for to in range(game.world.states):
            kind = kinds[(to + game.world.turn) % len(kinds)]
            try:
                seat.send(Letter(ME, to, TreatyTerms(kind, (to, ME))))
            except BadInput:
                continue
        seat.submit(Orders(ME))
        game.advance()
    assert game.played >= 6
    assert not game.faults


def test_one_pledge_a_turn_is_had_of_each_however_many_would_be_given_alone() -> None:
    game = new_game("ring-8", seats=SEATS, seed=106)
    found = 0
    for _ in range(10):
        seat = game.seat("BON")
        for to in (s for s in range(8) if s != ME and game.world.home[s]):
            for kind in ("entente", "defence", "nonaggression", "guarantee", "neutrality"):
                terms = TreatyTerms(kind, (to, ME) if kind == "guarantee" else (ME, to))
                try:
                    seat.send(Letter(ME, to, terms))
                except BadInput as error:
                    found += "one pledge a turn" in str(error)
                    continue
        agreed = [s.letter.to for s in seat.sent if s.reply is not None and s.reply.answer == "yes"]
        assert len(agreed) == len(set(agreed))
        seat.submit(Orders(ME))
        game.advance()
    assert found
