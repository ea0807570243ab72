"""Names, colours and glyphs for the states and provinces of generated worlds."""

from __future__ import annotations

import functools

import msgspec
import numpy as np

from hegemon import assets
from hegemon.atlas.noise import hashed
from hegemon.world.scenario_file import decode_table

_BATCH = 256


class People(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One people: the banner of its state and the syllables of its names."""

    colour: str
    glyph: str
    adjective: str
    starts: tuple[str, ...]
    middles: tuple[str, ...]
    ends: tuple[str, ...]
    realms: tuple[str, ...]


class _Peoples(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    peoples: tuple[People, ...]


@functools.lru_cache(maxsize=1)
def peoples() -> tuple[People, ...]:
    """Reads the peoples of assets/names, in order."""
    return decode_table(assets.read("names", "peoples.toml"), "assets/names/peoples.toml", _Peoples).peoples


class Namer:
    """Gives out names and three-letter codes that no one else in the same world has."""

    def __init__(self, key: int) -> None:
        self._key = key
        self._count = 0
        self._rolls: list[int] = []
        self._names: set[str] = set()
        self._codes: set[str] = set()

    def place(self, people: People) -> tuple[str, str]:
        """Returns the code and name of a province."""
        while True:
            middle = self._pick(people.middles) if self._roll(3) == 0 else ""
            name = self._pick(people.starts) + middle + self._pick(people.ends)
            if name not in self._names:
                return self._claim(name), name

    def state(self, people: People) -> tuple[str, str, str]:
        """Returns the code, name and adjective of a state."""
        while True:
            stem = self._pick(people.starts) + self._pick(people.middles)
            name = stem + self._pick(people.realms)
            if name not in self._names:
                stem = name.rstrip("aeiou") if people.adjective[0] in "aeiou" else name
                return self._claim(name), name, stem + people.adjective

    def _claim(self, name: str) -> str:
        self._names.add(name)
        letters = [letter for letter in name.upper() if letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        for second in range(1, len(letters)):
            for third in range(second + 1, len(letters)):
                code = letters[0] + letters[second] + letters[third]
                if code not in self._codes:
                    self._codes.add(code)
                    return code
        for number in range(26 * 26):
            code = letters[0] + chr(65 + number // 26) + chr(65 + number % 26)
            if code not in self._codes:
                self._codes.add(code)
                return code
        raise AssertionError("more than 676 names with one first letter")

    def _pick(self, among: tuple[str, ...]) -> str:
        return among[self._roll(len(among))]

    def _roll(self, bound: int) -> int:
        if not self._rolls:
            self._rolls = hashed(self._key, np.arange(self._count, self._count + _BATCH)).tolist()[::-1]
            self._count += _BATCH
        return self._rolls.pop() % bound
