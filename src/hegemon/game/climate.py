"""The climate of an age: tension, polarisation, treaties and wars turn by turn, read off a game played again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegemon.game.replay import again
from hegemon.world.relations import active_wars

if TYPE_CHECKING:
    from hegemon.game.session import Game
    from hegemon.world.state import World


@dataclass(frozen=True, slots=True)
class Climate:
    """One turn: tension and polarisation per mille, treaties that everybody may know of, wars that go on."""

    turn: int
    tension: int
    polarisation: int
    treaties: int
    wars: int


def climates(game: Game) -> tuple[Climate, ...]:
    """Return the climate at the opening and after each turn played; it resolves every turn once more."""
    return tuple(climate_of(world) for world, _ in again(game))


def climate_of(world: World) -> Climate:
    """Return the climate of a world."""
    known = sum(1 for treaty in world.treaties if not treaty.hidden)
    return Climate(world.turn, world.tension, world.polarisation, known, len(active_wars(world)))
