"""Players by name: those shipped, then those that other packages register under hegemon.players."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from hegemon.errors import BadInput, one_line, unknown
from hegemon.players.maximiser.mind import doctrines, mind_of

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from hegemon.players.protocol import Player

GROUP = "hegemon.players"
MAXIMISER = "maximiser"
HUMAN = "human"  # a seat for a person, which is no player

_SHIPPED: dict[str, tuple[str, str, str]] = {
    "maximiser": ("maximiser", "Maximiser", "maximises its expected share of power, and can say why"),
    "turtle": ("turtle", "Turtle", "never attacks; arms its borders and signs what keeps it safe"),
    "raider": ("raider", "Raider", "arms, falls on the weakest neighbour when the odds are good, and presses on"),
    "trader": ("trader", "Trader", "grows, trades with everyone, and fights only when attacked"),
    "random": ("random", "Random", "does lawful things at random"),
}


def player_names() -> tuple[str, ...]:
    """Return the names of all players, those shipped first, doctrines of the maximiser among them."""
    shipped = (*_SHIPPED, *doctrines())
    return (*shipped, *sorted(name for name in _registered() if name not in shipped))


def describe(name: str) -> str:
    """Return one line about a player; BadInput if there is none of that name."""
    if name in _SHIPPED:
        return _SHIPPED[name][2]
    if name in doctrines():
        return doctrines()[name].says
    return f"from {_entry(name).value}"


def make_player(name: str) -> Player:
    """Return a player by its name and options; BadInput if there is none, or if its package cannot be loaded.

    name: of the maximiser and of each doctrine it may carry options, apart by colons: maximiser:novice,
    balancer:grandmaster:budget=64, maximiser:treaties=none.
    """
    base, *options = name.split(":")
    if base == MAXIMISER or base in doctrines():
        from hegemon.players.maximiser import Maximiser

        return Maximiser(mind_of("" if base == MAXIMISER else base, tuple(options)))
    if name in _SHIPPED:
        module, label, _ = _SHIPPED[name]
        made: Player = getattr(import_module(f"hegemon.players.{module}"), label)()
        return made
    entry = _entry(name)
    try:
        found: Player = entry.load()()
    except Exception as error:
        why = one_line(f"{type(error).__name__}: {error}", 160)
        raise BadInput(f"player {one_line(name, 60)}: {entry.value} does not load ({why}); mend that package") from None
    return found


def check_player(name: str) -> str:
    """Return the name if a player of that name and options exists; BadInput if not."""
    base, *options = name.split(":")
    if base == MAXIMISER or base in doctrines():
        mind_of("" if base == MAXIMISER else base, tuple(options))
    elif name not in _SHIPPED:
        _entry(name)
    return name


def _registered() -> dict[str, EntryPoint]:
    from importlib.metadata import entry_points

    return {entry.name: entry for entry in entry_points(group=GROUP)}


def _entry(name: str) -> EntryPoint:
    found = _registered().get(name)
    if found is None:
        raise unknown("player", name, player_names())
    return found
