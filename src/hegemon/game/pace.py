"""How long rivals think here: decisions and a simulated turn timed on this machine, times the budget of a skill."""

from __future__ import annotations

from functools import lru_cache
from time import perf_counter

from hegemon.counsel.memory import forget
from hegemon.engine.turn import resolve
from hegemon.game.opening import begin, first_world
from hegemon.game.thinking import decide
from hegemon.players.maximiser.mind import MAXIMISER, skills
from hegemon.world.state import World
from hegemon.world.view import view_of

_TRIAL = 8  # simulated turns by which a budget is timed


@lru_cache(maxsize=64)
def seconds(scenario: str, skill: str) -> float:
    """Return how long the maximisers of a scenario think a turn with a skill, in one process here, at most about.

    A budget is a count of simulated turns, the same everywhere; what it takes is not, and is measured once.
    """
    world = first_world(*begin(scenario, None, {}, 1, None))
    turn = min(_turn(world) for _ in range(2))
    plain, more = (_decision(world, f"{MAXIMISER}:{skill}:budget={budget}") for budget in (0, _TRIAL))
    budget = skills()[skill].budget
    return world.states * (plain + budget * max(turn, (more - plain) / _TRIAL))


def seconds_said(taken: float) -> str:
    """Return how long a turn of thinking takes, as people say it."""
    if taken < 0.1:
        return "under 0.1 s a turn here"
    return f"about {taken:.1f} s a turn here" if taken < 10 else f"about {taken:.0f} s a turn here"


def _turn(world: World) -> float:
    began = perf_counter()
    resolve(world, {})
    return perf_counter() - began


def _decision(world: World, player: str) -> float:
    """Return the seconds of a decision in the first seat: the shorter of two."""
    taken = []
    for _ in range(2):
        forget()
        view = view_of(world, 0)
        began = perf_counter()
        decide(player, view)
        taken.append(perf_counter() - began)
    return min(taken)
