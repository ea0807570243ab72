"""What a finished game says of a seat beside its place: its score against the seat's par, and which aims it met."""

from __future__ import annotations

from hegemon.engine.power import score
from hegemon.game.aims import past, standings
from hegemon.game.chronicle import per_cent, state_name
from hegemon.game.par import stale, usual_of
from hegemon.game.session import Game


def verdict(game: Game, state: int) -> list[str]:
    """Return lines about a seat of a game that is over: its score, how that compares, and its aims."""
    world = game.world
    mine, code = int(score(world)[state]), world.codes[state]
    found = standings(world, state, past(game.first_power, game.events))
    return [
        f"{state_name(world, state)} scores {per_cent(mine)}{_compared(game, code, mine)}.",
        *(f"{'✓ met' if standing.met else '✗ missed'}: {standing.aim.say}." for standing in found),
    ]


def _compared(game: Game, code: str, mine: int) -> str:
    par = usual_of(game.world.scenario, game.start.turns)
    if par is None:
        return ""
    better = f"more than {par.percentile(code, mine)}% of {par.games} games by AI in this seat"
    doubt = stale(par, game.world.scenario)
    return f", {better} (usual: {per_cent(par.usual(code))})" + (f"; {doubt}" if doubt else "")
