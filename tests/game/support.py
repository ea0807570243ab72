from __future__ import annotations

from hegemon.game.session import Game, new_game

CODES = ("NOR", "MIN", "EPA", "WIC", "KRU", "BAS", "KOM", "BAL")
BASELINES = ("turtle", "raider", "trader", "random")


def cast(*people: str) -> dict[str, str]:
    """Seats of ring-8: baselines in turn, people where named."""
    names = {code: BASELINES[i % 4] for i, code in enumerate(CODES)}
    return names | dict.fromkeys(people, "human")


def ring(*people: str, seed: int = 3, turns: int | None = None) -> Game:
    return new_game("ring-8", seats=cast(*people), seed=seed, turns=turns)


def play(game: Game, turns: int) -> Game:
    from hegemon.world.orders import Orders

    for _ in range(turns):
        if game.over:
            break
        for code in game.waiting:
            seat = game.seat(code)
            seat.submit(Orders(seat=seat.state))
        game.advance()
    return game
