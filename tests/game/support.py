from __future__ import annotations

from hegemon.game.session import Game, new_game
from hegemon.world.orders import Orders
from hegemon.world.scenario import load_scenario

CODES = load_scenario("ring-8").codes
FIRST, SECOND, THIRD, FOURTH = CODES[:4]
BASELINES = ("turtle", "raider", "trader", "random")


def cast(*people: str) -> dict[str, str]:
    """Seats of ring-8: baselines in turn, people where named."""
    names = {code: BASELINES[i % 4] for i, code in enumerate(CODES)}
    return names | dict.fromkeys(people, "human")


def ring(*people: str, seed: int = 3, turns: int | None = None) -> Game:
    return new_game("ring-8", seats=cast(*people), seed=seed, turns=turns)


def play(game: Game, turns: int) -> Game:
    for _ in range(turns):
        if game.over:
            break
        for code in game.waiting:
            seat = game.seat(code)
            seat.submit(Orders(seat=seat.state))
        game.advance()
    return game
