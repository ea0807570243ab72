"""Where marches lead over the land open to a seat: borders move seldom, so roads are found once and kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress

from hegemon.atlas.geography import Geography
from hegemon.counsel.ground import survey
from hegemon.world.view import View

Paths = dict[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Roads:
    """Roads over open land. parts: the land in parts that a march connects. found: marches by source and steps."""

    neighbours: tuple[tuple[int, ...], ...]
    open: bytes
    parts: tuple[tuple[int, ...], ...]
    found: dict[tuple[int, int], Paths] = field(default_factory=dict)

    def marches(self, source: int, steps: int) -> Paths:
        """Return the shortest path of at most so many steps to each province, by the province; not to be changed."""
        known = self.found.get((source, steps))
        if known is None:
            known = self.found[source, steps] = self._marches(source, steps)
        return known

    def _marches(self, source: int, steps: int) -> Paths:
        paths: Paths = {}
        edge: list[tuple[int, ...]] = [(source,)]
        for _ in range(steps):
            longer = []
            for path in edge:
                for n in self.neighbours[path[-1]]:
                    if self.open[n] and n != source and n not in paths:
                        paths[n] = (*path, n)
                        longer.append(paths[n])
            edge = longer
        return paths


def roads(view: View) -> Roads:
    """Return the roads over the land open to a view's seat."""
    return _roads(view.known.land, bytes(survey(view).open))


@lru_cache(maxsize=48)
def _roads(land: Geography, open_to: bytes) -> Roads:
    parts: list[tuple[int, ...]] = []
    seen: set[int] = set()
    for start in compress(range(len(open_to)), open_to):
        if start in seen:
            continue
        part = [start]
        seen.add(start)
        for p in part:
            for n in land.neighbours[p]:
                if open_to[n] and n not in seen:
                    seen.add(n)
                    part.append(n)
        parts.append(tuple(part))
    return Roads(land.neighbours, open_to, tuple(parts))
