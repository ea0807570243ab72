"""The army of a turn: what is not yet ordered, what must stay, and what the attacks already chosen have changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from hegemon.counsel.ground import Ground
from hegemon.counsel.marches import blow
from hegemon.world.orders import Move
from hegemon.world.rules import Warfare


@dataclass(frozen=True, slots=True)
class Assault:
    """One attack. force: points by base; odds: per mille of attack against what will meet it; chance: that it wins."""

    place: int
    odds: int
    chance: int
    moves: tuple[Move, ...]

    @property
    def sources(self) -> set[int]:
        """Return the provinces that men leave for it."""
        return {move.path[0] for move in self.moves}


@dataclass(slots=True)
class Army:
    """The seat's points not yet ordered, by province, and what stays behind in each.

    held: the garrison without which occupied land rises; stay: that, and a reserve against what could fall on it;
    safe: that, and all that makes it safe against it.
    stands: what could strike, as counsel.marches.might returns it. keep: what losing each province would cost,
    worth: what each carries of its sovereign's power, ppm. foes: whom it fights, whose land is closed to it from now.
    falling: the chance, per mille, that it takes what it attacks this turn.
    """

    left: list[int]
    held: list[int]
    stay: list[int]
    safe: list[int]
    stands: list[int]
    keep: list[int]
    worth: list[int]
    foes: frozenset[int] = frozenset()
    ways: dict[int, list[tuple[int, ...]]] = field(default_factory=dict)
    blows: dict[int, int] = field(default_factory=dict)
    falling: dict[int, int] = field(default_factory=dict)
    won: dict[int, tuple[int, int, int]] = field(default_factory=dict)

    def blow(self, g: Ground, rule: Warfare, place: int) -> int:
        """Return the heaviest blow that could fall on a province from what could strike, remembered."""
        if place not in self.blows:
            self.blows[place] = blow(g, rule, self.stands, place, self.falling)
        return self.blows[place]

    def send(self, g: Ground, assault: Assault) -> None:
        """Take the points of an attack from what is left; who is attacked is less likely to strike elsewhere."""
        place = assault.place
        for move in assault.moves:
            self.left[move.path[0]] -= move.points
        self.stands[place] = struck(self.stands[place], assault.chance)
        self.falling[place] = assault.chance
        for near in (place, *g.neighbours[place]):
            self.blows.pop(near, None)
            for n in g.neighbours[near]:
                self.blows.pop(n, None)

    def conquered(self, g: Ground, seat: int, state: int) -> tuple[int, int, int]:
        """Return how many provinces of a state the seat holds, what they are worth, and how many the state has left."""
        if state not in self.won:
            taken = [p for p in g.room if g.holder[p] == seat and g.sovereign[p] == state]
            self.won[state] = len(taken), sum(self.worth[p] for p in taken), g.holder.count(state)
        return self.won[state]


def struck(stands: int, chance: int) -> int:
    """Return the strength that still strikes elsewhere from a province that falls with such a chance, per mille."""
    return stands - stands * chance // 1000


def ways(g: Ground, army: Army, base: int, steps: int) -> list[tuple[int, ...]]:
    """Return paths of at most so many steps over open land that end at a base, shortest first, itself included."""
    if base not in army.ways:
        found: list[tuple[int, ...]] = [(base,)]
        seen = {base}
        edge = found
        for _ in range(steps):
            longer = []
            for path in edge:
                for n in g.neighbours[path[0]]:
                    if n not in seen and g.open[n] and g.holder[n] not in army.foes:
                        seen.add(n)
                        longer.append((n, *path))
            found = found + longer
            edge = longer
        army.ways[base] = [path for path in found if g.mine[path[0]]]
    return army.ways[base]
