"""The list of games of a tournament, the same for everyone who asks.

A mirrored set is one world with one seed, played once for every cyclic rotation of the players over the seats, so
that every player sits in every seat equally often and what the seats are worth cancels. Sets are the independent
observations; games of one set are not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from hegemon.arena.spec import Spec
from hegemon.errors import BadInput


class Game(msgspec.Struct, frozen=True):
    """One game to play: `id` is the hash of everything that decides it, `players` one name a seat."""

    id: str
    set: int
    rotation: int
    scenario: str
    seed: int
    players: tuple[str, ...]
    turns: int


def seat_list(players: Sequence[str], seats: int) -> tuple[str, ...]:
    """Returns one entry a seat by repeating the list evenly; BadInput if the seats are no multiple of it."""
    count = len(players)
    if count > seats:
        raise BadInput(f"{count} players for {seats} seats: too many; name at most {seats}")
    if seats % count:
        fits = ", ".join(str(n) for n in range(1, seats + 1) if seats % n == 0)
        raise BadInput(f"{count} players for {seats} seats: the list cannot repeat evenly; name {fits} players")
    return tuple(players) * (seats // count)


def sets_needed(games: int, seats: int) -> int:
    """Returns the number of whole sets, of as many games as seats, that hold at least `games`."""
    return -(-games // seats)


def schedule(spec: Spec, seats: int, world: str) -> list[Game]:
    """Returns every game in order; `world` is a digest of scenario and rules: changed ones have new games.

    More games are a longer list with the same beginning.
    """
    entries = seat_list(spec.players, seats)
    made: list[Game] = []
    for number in range(sets_needed(spec.games, seats)):
        seed = keyed(spec.seed, "seed", number) >> 1
        keys = [keyed(spec.seed, "seating", number, place) for place in range(seats)]
        order = sorted(range(seats), key=keys.__getitem__)
        seating = [entries[place] for place in order]
        for rotation in range(seats):
            players = tuple(seating[(seat + rotation) % seats] for seat in range(seats))
            facts = (world, spec.scenario, seed, players, spec.turns, number, rotation)
            name = hashlib.sha256(msgspec.json.encode(facts)).hexdigest()[:16]
            made.append(Game(name, number, rotation, spec.scenario, seed, players, spec.turns))
    return made


def keyed(*key: object) -> int:
    """Returns 64 bits drawn by a key."""
    text = repr(("hegemon arena", *key)).encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little")
