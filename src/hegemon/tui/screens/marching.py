"""Ordering a march on the map: choose the target, then the points, then enter; the arrow shows before it is ordered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hegemon.tui import words
from hegemon.tui.draft import with_move
from hegemon.tui.map.scene import Arrow
from hegemon.tui.marches import March, free_points, marches, may_go
from hegemon.world.orders import Move

if TYPE_CHECKING:
    from hegemon.tui.desk import Desk
    from hegemon.tui.map.view import MapView


@dataclass(slots=True)
class Marching:
    """A march in the making: stage ``target`` then ``points``."""

    desk: Desk
    source: int
    ways: dict[int, March]
    target: int = -1
    points: int = 0
    typed: str = ""
    stage: str = field(default="target")

    @property
    def most(self) -> int:
        """Points that may go: those free at the source, and over the sea what can land."""
        way = self.way
        if way is None:
            return free_points(self.desk.view, self.desk.orders, self.source)
        return may_go(self.desk.view, self.desk.orders, way)

    @property
    def way(self) -> March | None:
        """The way to the target."""
        return self.ways.get(self.target)

    def go(self, direction: str, view: MapView) -> None:
        """Step among targets, or change the points."""
        if self.stage == "target":
            self.aim(view.step(direction, tuple(sorted(self.ways))), view)
            return
        change = {"right": 1, "left": -1, "up": 10, "down": -10}[direction]
        self.typed = ""
        self.points = min(max(self.points + change, 1), self.most)

    def aim(self, province: int, view: MapView) -> None:
        """Point at a province if it can be reached."""
        if province in self.ways:
            self.target = province
            view.select(province)

    def digit(self, character: str) -> None:
        """Type the points."""
        self.typed = (self.typed + character)[-4:]
        self.points = min(max(int(self.typed), 1), self.most)

    def arrows(self) -> tuple[Arrow, ...]:
        """The march as a ghost over the ordered ones."""
        way = self.way
        if way is None:
            return ()
        steps = list(zip(way.path[:-1], way.path[1:], strict=True))
        return tuple(
            Arrow(a, b, way.hostile and i == len(steps) - 1, "", True) for i, (a, b) in enumerate(steps)
        )

    def sentence(self, odds: str, width: int = 0) -> str:
        """What is asked for now, in the longest words that fit the width."""
        world = self.desk.world
        source = words.place(world, self.source)
        way = self.way
        if way is None:
            return f"March from {source} ({self.most} points): arrows choose where to, esc gives up."
        war = way.hostile and not way.at_war and way.against not in self.desk.orders.declare
        name, code = words.place(world, self.target), world.land.codes[self.target]
        goal, brief = name + (", means war" if war else ""), code + (", war" if war else "")
        tail = f"  {odds}" if odds else ""
        if self.stage == "target":
            told = [
                f"{source} → {goal}{tail}   ⏎ how many  esc back",
                f"→ {goal}{tail}   ⏎ how many",
                f"→ {brief}{tail}  ⏎ go on",
            ]
        else:
            told = [
                f"{self.points}/{self.most} points → {goal}{tail}   ←→1 ↑↓10  ⏎ order",
                f"{self.points}/{self.most} → {goal}{tail}  ←→1 ↑↓10 ⏎",
                f"{self.points}/{self.most} → {brief}{tail}  ←→1 ↑↓10 ⏎",
            ]
        return next((line for line in told if len(line) <= width), told[-1] if width else told[0])

    def order(self) -> str:
        """Order it; returns what is wrong, empty if nothing."""
        way = self.way
        if way is None:
            return "choose a target first"
        declare = way.against if way.hostile and not way.at_war else -1
        return self.desk.attempt(with_move(self.desk.orders, Move(way.path, self.points), declare))


def start(desk: Desk, source: int) -> Marching | str:
    """Begin a march from a province, or say why it cannot begin."""
    if source < 0 or not desk.world.troops[desk.me, source]:
        return "no troops of ours stand there; select a province with our army first"
    if free_points(desk.view, desk.orders, source) <= 0:
        return "every point there has its orders; x in the list of orders cancels one"
    return Marching(desk, source, marches(desk.view, source))
