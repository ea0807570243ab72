"""Where marches lead over the land open to a seat: the parts of it that they connect, and ways from one place."""

from __future__ import annotations

from functools import lru_cache
from itertools import compress

from hegemon.atlas.geography import Geography
from hegemon.counsel.ground import Ground, survey
from hegemon.world.view import View


def parts(view: View) -> tuple[tuple[int, ...], ...]:
    """Return the land open to a view's seat in parts that marches connect, each ascending; borders move seldom."""
    return _parts(view.known.land, bytes(survey(view).open))


@lru_cache(maxsize=48)
def _parts(land: Geography, open_to: bytes) -> tuple[tuple[int, ...], ...]:
    found: list[tuple[int, ...]] = []
    seen: set[int] = set()
    neighbours = land.neighbours
    for start in compress(range(len(open_to)), open_to):
        if start in seen:
            continue
        part = [start]
        seen.add(start)
        for p in part:
            for n in neighbours[p]:
                if n not in seen and open_to[n]:
                    seen.add(n)
                    part.append(n)
        found.append(tuple(sorted(part)))
    return tuple(found)


def ways(g: Ground, source: int, steps: int) -> dict[int, tuple[int, int]]:
    """Return where a march of at most so many steps leads: by province the steps, and where it comes from."""
    found = {source: (0, source)}
    neighbours, passable = g.neighbours, g.open
    edge = [source]
    for step in range(1, steps + 1):
        further = []
        for p in edge:
            for n in neighbours[p]:
                if n not in found and passable[n]:
                    found[n] = (step, p)
                    further.append(n)
        edge = further
    del found[source]
    return found


def path(ways: dict[int, tuple[int, int]], goal: int) -> tuple[int, ...]:
    """Return the march to a province, from where ways were asked for."""
    found = [goal]
    while found[-1] in ways:
        found.append(ways[found[-1]][1])
    return tuple(reversed(found))
