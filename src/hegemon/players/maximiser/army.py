"""The army of a turn: what is not yet ordered, what must stay, and what the attacks already chosen have changed."""

from __future__ import annotations

from collections.abc import Callable, Collection

from msgspec import Struct

from hegemon.counsel.ground import Ground
from hegemon.counsel.marches import coming, over, safety, together
from hegemon.counsel.weights import WarWeights
from hegemon.world.orders import Move
from hegemon.world.rules import Warfare


class Assault(Struct, frozen=True, gc=False):
    """One attack. force: points by base; odds: per mille of attack against what will meet it; chance: that it wins."""

    place: int
    odds: int
    chance: int
    moves: tuple[Move, ...]

    @property
    def sources(self) -> set[int]:
        """Return the provinces that men leave for it."""
        return {move.path[0] for move in self.moves}


class Army(Struct):
    """The seat's points not yet ordered, by province, and what stays behind in each, worked out where it is asked for.

    look: what could strike, as counsel.marches.might returns it. power: of the seat; capital: its own, -1 if it holds
    none. worth: what each province carries of its sovereign's power, ppm; man: what a point carries, 1/1000 ppm.
    near: the provinces no more than two borders from each, from where blows fall on it. taken: land that
    others than its sovereign hold, by holder and sovereign. foes: whom it fights, whose land is closed to it from now.
    falling: the chance, per mille, that it takes what it attacks this turn.
    """

    g: Ground
    seat: int
    rule: Warfare
    weights: WarWeights
    left: list[int]
    look: Callable[[], list[int]]
    power: int
    capital: int
    worth: Callable[[int], int]
    near: list[list[int]]
    taken: dict[tuple[int, int], list[int]]
    foes: frozenset[int] = frozenset()
    blows: dict[int, int] = {}
    parts: dict[int, dict[int, int]] = {}
    back: dict[int, int] = {}
    falling: dict[int, int] = {}
    kept: dict[int, tuple[int, int, int]] = {}
    won: dict[int, tuple[int, int, int]] = {}
    seen: list[int] = []
    man: int = 0

    @property
    def stands(self) -> list[int]:
        """Return the strength that could strike, by where it stands; what is attacked is less of it."""
        if not self.seen:
            self.seen = self.look()
        return self.seen

    def blow(self, place: int) -> int:
        """Return the heaviest blow that could fall on a province from what could strike, remembered."""
        found = self.blows.get(place)
        if found is None:
            found = self.blows[place] = together(self.coming(place).values(), self.rule)
        return found

    def coming(self, place: int) -> dict[int, int]:
        """Return what such a blow is made of, by border; not to be changed."""
        found = self.parts.get(place)
        if found is None:
            found = self.parts[place] = coming(self.g, self.rule, self.stands, place, self.falling, self.back)
        return found

    def spent(self, place: int, hit: int, chance: int, gone: Collection[int]) -> int:
        """Return the blow on a province if another falls with such a chance, and who stands in some is spent."""
        parts = self.coming(place)
        if hit not in parts and not gone:
            return self.blow(place)
        parts = {n: strength for n, strength in parts.items() if n not in gone}
        if hit in parts:
            near = struck(self.stands[hit], chance)
            parts[hit] = over(self.rule, self.g.border[place][hit], near, self.back.get(hit, 0), chance)
        return together(parts.values(), self.rule)

    def keep(self, place: int) -> int:
        """Return what losing a province would cost, ppm: nothing where another rules."""
        if self.g.holder[place] != self.seat:
            return 0
        cost = self.worth(place) * self.weights.held // 1000
        return cost + self.power * self.weights.capital // 1000 if place == self.capital else cost

    def held(self, place: int) -> int:
        """Return the garrison without which occupied land rises."""
        return self.rule.garrison + 1 if self.g.sovereign[place] != self.seat else 0  # one may be lost to upkeep

    def stays(self, place: int) -> tuple[int, int, int]:
        """Return the points without which a province is not safe, those of a reserve, and those of a garrison.

        Each holds the next. What could strike is that before any attack was chosen.
        """
        found = self.kept.get(place)
        if found is None:
            found = self.kept[place] = self._stays(place)
        return found

    def _stays(self, place: int) -> tuple[int, int, int]:
        g, held = self.g, self.held(place)
        came = self.blow(place) if place in g.shut and self.keep(place) else 0
        if not came:
            return held, held, held
        mine = g.mine[place]
        stay = max(held, min(mine, came * self.weights.reserve // 1000 * 100 // max(1, g.held[place] * g.punch)))
        whole = safety(g, self.rule, came, place, self.weights.doubt) // max(1, g.punch) + 1
        return max(stay, min(mine, whole)), stay, held

    def send(self, assault: Assault) -> None:
        """Take the points of an attack from what is left; who is attacked is less likely to strike elsewhere."""
        g, place = self.g, assault.place
        for move in assault.moves:
            self.left[move.path[0]] -= move.points
        self.stands[place] = struck(self.stands[place], assault.chance)
        self.falling[place] = assault.chance
        for n in (place, *g.neighbours[place]):
            self.back.pop(n, None)
        for n in self.near[place]:
            self.blows.pop(n, None)
            self.parts.pop(n, None)

    def conquered(self, state: int) -> tuple[int, int, int]:
        """Return how many provinces of a state the seat holds, what they are worth, and how many the state has left."""
        if state not in self.won:
            taken = self.taken.get((self.seat, state), ())
            self.won[state] = len(taken), sum(map(self.worth, taken)), self.g.holder.count(state)
        return self.won[state]


def struck(stands: int, chance: int) -> int:
    """Return the strength that still strikes elsewhere from a province that falls with such a chance, per mille."""
    return stands - stands * chance // 1000
