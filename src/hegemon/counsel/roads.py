"""The land open to a seat as marches see it: its edge, and the parts of it that they connect; borders move seldom."""

from __future__ import annotations

from functools import lru_cache
from itertools import compress

from msgspec import Struct

from hegemon.atlas.geography import Geography

FAR = bytes((0xFF, 99)) + bytes(254)  # by whether land is open: -1 and 99, as signed bytes


class Roads(Struct, eq=False, gc=False):
    """open: whether the seat may stand there, (P,). room: where it may, ascending.

    shut: by province of it the neighbours that are not open, if it has any. beyond: all of those, ascending. part: in
    which part of the room a province is, those that a march can reach from each other sharing a number, (P,); -1 if it
    is not open. parts: how many there are. unreached: what a count of marches begins with, 99 for what is open and -1
    for the rest, (P,).
    """

    open: list[bool]
    room: list[int]
    shut: dict[int, list[int]]
    beyond: tuple[int, ...]
    part: list[int]
    parts: int
    unreached: list[int]


@lru_cache(maxsize=64)
def roads(land: Geography, open_to: bytes) -> Roads:
    """Return the roads of a seat. open_to: whether it may stand in each province, (P,), one byte each."""
    neighbours = land.neighbours
    room = list(compress(range(len(open_to)), open_to))
    part = [-1] * len(open_to)
    shut: dict[int, list[int]] = {}
    count = 0
    for start in room:
        if part[start] >= 0:
            continue
        part[start] = count
        walked = [start]
        for p in walked:
            beyond = []
            for n in neighbours[p]:
                if part[n] < 0:
                    if open_to[n]:
                        part[n] = count
                        walked.append(n)
                    else:
                        beyond.append(n)
            if beyond:
                shut[p] = beyond
        count += 1
    outside = tuple(sorted(set().union(*shut.values())))
    # Bytes are told as what they stand for at once; numpy takes longer to begin than this takes.
    may, unreached = list(memoryview(open_to).cast("?")), memoryview(open_to.translate(FAR)).cast("b").tolist()
    return Roads(may, room, shut, outside, part, count, unreached)
