"""Play the shipped example games again and write them with their chronicles: `python -m tests.golden.make`.

Run it after a change of the rules, and read the difference of the chronicles before it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hegemon import assets
from hegemon.game import replay
from hegemon.game.saves import SUFFIX
from hegemon.game.session import new_game

GAMES = {"ring-8": 8, "europe-1914": 1914, "continents": 12}  # scenario to seed
HERE = Path(__file__).parent


def shipped(name: str) -> Path:
    """Where an example game stands."""
    return assets.saves_folder() / f"{name}{SUFFIX}"


def chronicle(name: str) -> Path:
    """Where what happens in it is written down."""
    return HERE / f"{name}.txt"


def told(path: Path) -> Iterator[str]:
    """A game as lines: what happened, and the digest of every turn."""
    yield from replay.show(path)
    yield ""
    yield from replay.digests(path)


def main() -> None:
    """Play, save and write down every example game."""
    for name, seed in GAMES.items():
        game = new_game(name, seed=seed)
        while not game.over:
            game.advance()
        if game.faults:
            raise SystemExit("\n".join(game.faults))
        game.save(shipped(name))
        lines = list(told(shipped(name)))
        chronicle(name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{name}: {len(game.turns)} turns, {shipped(name).stat().st_size} bytes, {lines[-1]}")


if __name__ == "__main__":
    main()
