"""Players by name: those shipped, then those that other packages register under hegemon.players."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from hegemon.errors import BadInput, one_line, unknown
from hegemon.players.maximiser.mind import MAXIMISER, doctrines, mind_of, skills

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from hegemon.players.maximiser.mind import Mind
    from hegemon.players.protocol import Player

__all__ = [
    "GROUP", "HUMAN", "MAXIMISER", "check_player", "describe", "kin", "listing", "make_player", "player_names",
]  # fmt: skip

GROUP = "hegemon.players"
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
    """Return one line about a player, its options left aside; BadInput if there is none of that name."""
    base = name.partition(":")[0]
    if base in _SHIPPED:
        return _SHIPPED[base][2]
    if base in doctrines():
        return doctrines()[base].says
    return f"from {_entry(name).value}"


def listing() -> list[str]:
    """Return the lines that tell who can play, and how options are added to a name."""
    known = player_names()
    wide = max(len(name) for name in known) + 2
    rows = {name: f"{name:<{wide}} {describe(name)}" for name in known}
    return [
        *(row for name, row in rows.items() if name not in doctrines()),
        f"Doctrines: the {MAXIMISER} with its own sums weighed another way; each is a player.",
        *(rows[name] for name in doctrines()),
        f"Skill, added after a colon ({MAXIMISER}:novice); statesman where none is named.",
        *(f"{name:<{wide}} {level.says}" for name, level in skills().items()),
        f"Further options: budget=N, simulated turns that a decision may spend ({MAXIMISER}:grandmaster:budget=64);",
        "treaties=none, signs nothing but peace; doctrine=NAME, the same as the doctrine's own name.",
    ]


def make_player(name: str) -> Player:
    """Return a player by its name and options; BadInput if there is none, or if its package cannot be loaded.

    name: of the maximiser and of each doctrine it may carry options, apart by colons: maximiser:novice,
    balancer:grandmaster:budget=64, maximiser:treaties=none.
    """
    minded = _minded(name)
    if minded is not None:
        from hegemon.players.maximiser.player import Maximiser

        return Maximiser(minded)
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
    """Return the one way to write a player's name and options; BadInput if there is no such player."""
    minded = _minded(name)
    if minded is not None:
        return minded.name
    if name not in _SHIPPED:
        _entry(name)
    return name


def kin(name: str) -> str:
    """Return one name for all players that ask for the same sums: the maximiser's for every mind of it."""
    base = name.partition(":")[0]
    return MAXIMISER if base in doctrines() else base


def _minded(name: str) -> Mind | None:
    """Return the mind of a maximiser or a doctrine with its options, None for any other player."""
    base, *options = name.split(":")
    if base == MAXIMISER or base in doctrines():
        return mind_of("" if base == MAXIMISER else base, tuple(options))
    return None


def _registered() -> dict[str, EntryPoint]:
    from importlib.metadata import entry_points

    return {entry.name: entry for entry in entry_points(group=GROUP)}


def _entry(name: str) -> EntryPoint:
    found = _registered().get(name)
    if found is not None:
        return found
    base, *options = name.split(":")
    shown = one_line(name, 60)
    if options and base in _SHIPPED:
        raise BadInput(f"player {shown}: {base} takes no options; name {base} alone, or a maximiser with options")
    if base.partition("=")[0] in (*skills(), "skill", "doctrine", "budget", "treaties"):
        named = next((word for word in options if word == MAXIMISER or word in doctrines()), MAXIMISER)
        rest = ":".join(word for word in (base, *options) if word != named)
        raise BadInput(f"player {shown}: the name stands first, options after it; write {named}:{one_line(rest, 60)}")
    raise unknown("player", base if options else name, player_names())
