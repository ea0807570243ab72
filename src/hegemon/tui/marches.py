"""Where an army may go: shortest marches through open land, with a hostile or closed province only as the last step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegemon.atlas.geography import CROSSING
from hegemon.world.orders import Move
from hegemon.world.relations import access

if TYPE_CHECKING:
    from hegemon.world.orders import Orders
    from hegemon.world.view import View


@dataclass(frozen=True, slots=True)
class March:
    """A way to a province: the path, and the state that must be at war for it (-1: none)."""

    path: tuple[int, ...]
    against: int
    at_war: bool

    @property
    def hostile(self) -> bool:
        """Whether the last step is an attack."""
        return self.against >= 0


def marches(view: View, source: int) -> dict[int, March]:
    """Every province within reach of a source, with the shortest path (ties by the lower province)."""
    world, seat = view.known, view.seat
    may = access(world)[seat]
    controller = world.controller
    found: dict[int, March] = {}
    paths: dict[int, tuple[int, ...]] = {source: (source,)}
    edge = [source]
    for _ in range(world.rules.war.steps):
        following = []
        for province in edge:
            for neighbour in world.land.neighbours[province]:
                if neighbour == source or neighbour in found:
                    continue
                path = (*paths[province], neighbour)
                holder = int(controller[neighbour])
                if may[holder]:
                    found[neighbour] = March(path, -1, False)
                    paths[neighbour] = path
                    following.append(neighbour)
                else:
                    found[neighbour] = March(path, holder, bool(world.war[seat, holder]))
        edge = following
    return found


def free_points(view: View, orders: Orders, province: int) -> int:
    """Points of this seat in a province that no march has taken yet."""
    taken = sum(move.points for move in orders.moves if move.path[0] == province)
    return int(view.known.troops[view.seat, province]) - taken


def may_go(view: View, orders: Orders, march: March) -> int:
    """Points that may still be ordered on a march: those free at its source, and over the sea what can land."""
    free = free_points(view, orders, march.path[0])
    crossing = march.path[-2:]
    if not march.hostile or view.known.land.border[crossing] != CROSSING:
        return free
    landed = sum(move.points for move in orders.moves if move.path[-2:] == crossing)
    return max(0, min(free, view.known.rules.war.landing - landed))


def is_attack(view: View, move: Move) -> bool:
    """Whether a march ends on land that this seat may not simply enter."""
    return not access(view.known)[view.seat, int(view.known.controller[move.path[-1]])]
