from __future__ import annotations

from hegemon.game.climate import climate_of, climates
from hegemon.game.session import new_game


def test_the_climate_is_that_of_every_turn_played() -> None:
    game = new_game("ring-8", {}, seed=3)
    found = [climate_of(game.world)]
    for _ in range(3):
        game.advance()
        found.append(climate_of(game.world))
    assert climates(game) == tuple(found)
    assert game.seat(game.world.codes[0]).climates() == tuple(found)
    assert [c.turn for c in found] == [1, 2, 3, 4]
    assert len(game.seat(game.world.codes[0]).book()) == game.world.states
