"""The turn screen: keys become orders, and the question whether the turn is over."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.content import Content

from hegemon.tui import draft, keys, words
from hegemon.tui.map.modes import other_mode
from hegemon.tui.map.view import MapView
from hegemon.tui.screens.ask import Ask, AskText
from hegemon.tui.screens.find import matches
from hegemon.tui.screens.help import HelpScreen
from hegemon.tui.screens.turn_layout import PANES
from hegemon.tui.screens.turn_orders import TurnOrders
from hegemon.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from hegemon.tui.map.palette import Tier


# The page of the handbook about what is in focus.
CONCEPTS = {
    "map": "battle", "state": "relative-power", "effort": "instruments", "orders": "a-turn", "inbox": "treaty-kinds",
    "news": "interests",
}  # fmt: skip
# And about what is pointed at in the inbox.
LETTERS = {"crisis": "crisis", "call": "war", "congress": "peace", "motion": "motions"}


class TurnScreen(TurnOrders):
    """One screen for the whole game."""

    BINDINGS: ClassVar = keys.bindings("turn")

    def __init__(self, tier: Tier, shared: bool = False) -> None:
        """shared: several people play at this keyboard."""
        super().__init__(tier)
        self.shared = shared
        self.outcomes: asyncio.Queue[str] = asyncio.Queue()

    # ── moving about ──────────────────────────────────────────────────────────────────────────────────────

    def action_go(self, direction: str) -> None:
        """Go in a direction: over the map, along a list, over the bars of effort."""
        desk = self.desk
        if desk is None:
            return
        if self.march is not None:
            self.march.go(direction, self.map)
            self.paint_map()
            self.paint_lines()
        elif self.pane == "map":
            self.select(self.map.step(direction))
        elif direction in ("up", "down"):
            self.query_one(f"#{self.pane}", Pane).go(-1 if direction == "up" else 1)
        elif self.pane == "effort":
            self._block(direction)
        else:
            step = 1 if direction == "right" else -1
            self.show_pane(PANES[(PANES.index(self.pane) + step) % len(PANES)])

    def _block(self, direction: str) -> None:
        """Take a block from a bar (left), or put the one in the hand down (right)."""
        desk, key = self.open_desk, self.query_one("#effort", Pane).key
        if desk is None or not isinstance(key, tuple) or key[0] != "effort":
            return
        branch = int(key[1])
        if direction == "left":
            self.held = -1 if self.held == branch else branch
            self.paint_panes()
        elif self.held < 0:
            self.notify("← takes a block from a bar, → puts it down on another")
        elif self.held != branch:
            source, self.held = self.held, -1
            self.give(desk.attempt(draft.with_shift(desk.orders, source, branch)))

    def action_next_pane(self) -> None:
        """Go to the next pane."""
        self.show_pane(PANES[(PANES.index(self.pane) + 1) % len(PANES)])

    def action_previous_pane(self) -> None:
        """Go to the pane before."""
        self.show_pane(PANES[(PANES.index(self.pane) - 1) % len(PANES)])

    def action_pane(self, name: str) -> None:
        """Go to a pane by name."""
        self.show_pane(name)

    def action_back(self) -> None:
        """Give up a march or a block in the hand; else go to the map."""
        if self.march is not None:
            if self.march.stage == "points":
                self.march.stage = "target"
            else:
                self._stop_march()
            self.paint()
        elif self.held >= 0:
            self.held = -1
            self.paint_panes()
        else:
            self.show_pane("map")

    def action_zoom(self, change: int) -> None:
        """Zoom the map."""
        self.map.zoom(change)
        self.paint_lines()

    def action_pan(self, across: int, down: int) -> None:
        """Pan the map."""
        self.map.pan(across / 4, down / 4)
        self.paint_lines()

    def action_mode(self, name: str) -> None:
        """Colour the map by something else; alliances a second time are the ties of the selected state."""
        if self.desk is not None:
            self.desk.memory.mode = other_mode(self.desk.memory.mode, name)
            self.paint_map()
            self.paint_lines()

    def action_next_thing(self, step: int = 1) -> None:
        """Go to the next thing that needs the player."""
        desk = self.desk
        things = desk.things() if desk is not None else []
        if not things:
            self.notify("nothing needs you; e ends the turn")
            return
        self._thing = (self._thing + step) % len(things)
        thing = things[self._thing]
        self.show_pane(thing.pane)
        if thing.key is not None:
            self.query_one(f"#{thing.pane}", Pane).point(thing.key)
        self.notify(thing.text)

    _thing = -1

    def action_previous_thing(self) -> None:
        """Go to the thing before."""
        self.action_next_thing(-1)

    def on_map_view_selected(self, event: MapView.Selected) -> None:
        """Select, or aim a march, by mouse."""
        if self.march is not None and self.march.stage == "target":
            self.march.aim(event.province, self.map)
            self.paint()
        else:
            self.select(event.province)

    def on_map_view_activated(self) -> None:
        """Act on what was clicked twice."""
        self.action_accept()

    # ── other screens ─────────────────────────────────────────────────────────────────────────────────────

    @work(exclusive=True, group="ask")
    async def action_find(self) -> None:
        """Find a province or a state by name."""
        desk = self.desk
        if desk is None:
            return
        world = desk.world
        found = await self.app.push_screen_wait(AskText("Find", matches=lambda text: matches(world, text)))
        if not found:
            return
        self.show_pane("map")
        if self.march is None:
            self.select(int(found))
        elif self.march.stage == "target" and int(found) in self.march.ways:
            self.march.aim(int(found), self.map)
            self.paint()
        else:
            self.notify(f"this march cannot go to {world.land.names[int(found)]}", severity="warning")

    def action_help(self) -> None:
        """Say what can be done here."""
        rules = self.desk.world.rules if self.desk is not None else None
        page, key = CONCEPTS[self.pane], self.query_one("#inbox", Pane).key
        if self.pane == "inbox" and isinstance(key, tuple):
            page = LETTERS.get(str(key[0]), page)
        self.app.push_screen(HelpScreen("turn", page, rules))

    def action_diplomacy(self) -> None:
        """Open diplomacy at the state that holds the selected province."""
        from hegemon.tui.screens.diplomacy import DiplomacyScreen

        desk = self.open_desk
        if desk is not None:
            place = desk.memory.selected
            state = int(desk.world.sovereign[place]) if place >= 0 else -1
            self.app.push_screen(DiplomacyScreen(desk, state), lambda _: self.paint())

    def action_why(self) -> None:
        """Say why the selected state did what it did."""
        from hegemon.tui.screens.why import WhyScreen

        desk = self.desk
        if desk is not None and desk.memory.selected >= 0:
            state = int(desk.world.controller[desk.memory.selected])
            self.app.push_screen(WhyScreen(desk.world, state, desk.why(state)))

    def action_reports(self) -> None:
        """Show power over time."""
        from hegemon.tui.screens.end import ReportScreen

        desk = self.desk
        if desk is not None:
            first = desk.world.scenario.year + min(desk.memory.powers) - 1
            report = ReportScreen(
                desk.world, desk.history(), title="Reports: power as we believe it", first=first,
                climates=desk.seat.climates, book=desk.seat.book(), aims=desk.seat.aims,
            )  # fmt: skip
            self.app.push_screen(report)

    def action_save(self) -> None:
        """Keep the game under a name."""
        self._out("save")

    def _out(self, outcome: str) -> None:
        if self.desk is not None and not self.busy:
            self.desk.seat.draft = self.desk.orders
            self.outcomes.put_nowait(outcome)

    def action_menu(self) -> None:
        """Go to the menu; the game is kept."""
        self._out("menu")

    def action_run_on(self) -> None:
        """End up to three turns, as long as nothing stirs."""
        if self.open_desk is not None and self.march is None:
            self._out("run")

    @work(exclusive=True, group="ask")
    async def action_end_turn(self) -> None:
        """Say what is left undone, then end the turn."""
        desk = self.open_desk
        if desk is None:
            return
        if self.march is not None:
            self.notify("a march is being ordered: ⏎ orders it, esc gives it up")
            return
        lines: list[Content | str] = [
            Content.assemble(("• ", words.AMBER), line) for line in desk.undone()[:9]
        ]
        lines = lines or ["Nothing is left undone."]
        if await self.app.push_screen_wait(Ask("End the turn?", lines, [("e", "end turn")])):
            self._out("end")
