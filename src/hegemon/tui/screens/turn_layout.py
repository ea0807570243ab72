"""How the turn screen looks: the map, my state, effort, orders, letters and the chronicle, at every size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen

from hegemon.tui import forecast, things
from hegemon.tui.desk import Desk, Memory
from hegemon.tui.map.modes import scene_for
from hegemon.tui.map.palette import slot_ink
from hegemon.tui.map.view import MapView
from hegemon.tui.screens import marching
from hegemon.tui.widgets import account, mail, panels
from hegemon.tui.widgets.bars import KeyLine, Line
from hegemon.tui.widgets.pane import Pane, Row

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from hegemon.game.seats import Seat
    from hegemon.tui.map.palette import Tier

PANES = ("map", "state", "effort", "orders", "inbox", "news")
# What is on screen together with a pane when there is no room for all.
PAGES = {
    "map": ("map",), "state": ("state", "place"), "effort": ("effort", "orders"),
    "orders": ("effort", "orders"), "inbox": ("inbox",), "news": ("news",),
}  # fmt: skip
NARROW, TALL = 110, 52


class TurnLayout(Screen[None]):
    """What is on the turn screen: ``renew`` gives it a seat, ``clear`` takes everything off it."""

    def __init__(self, tier: Tier) -> None:
        """Make an empty screen."""
        super().__init__()
        self.tier = tier
        self.desk: Desk | None = None
        self.march: marching.Marching | None = None
        self.pane = "map"
        self.held = -1
        self.busy = ""

    def compose(self) -> ComposeResult:
        """Lay out the map and the panes."""
        yield Line(id="head")
        yield Line(id="tabs")
        with Horizontal(id="body"):
            with Vertical(id="land"):
                yield MapView(tier=self.tier, id="map")
                yield Line(id="legend")
            with Vertical(id="side"):
                yield Pane("State", id="state")
                yield Pane("Effort: now → in five turns", id="effort", wrap=False)
                yield Pane("Province", id="place")
                yield Pane("Orders", id="orders")
                yield Pane("Inbox", id="inbox")
                yield Pane("Chronicle", id="news")
        yield Line(id="status")
        yield KeyLine("turn")

    # ── a seat comes and goes ─────────────────────────────────────────────────────────────────────────────

    def renew(self, seat: Seat, memory: Memory) -> None:
        """Show the turn of a seat."""
        self.remember()
        self.desk = desk = Desk(seat, memory)
        self.march, self.held, self.busy = None, -1, ""
        view = self.map
        if view.geography is not desk.world.land:
            view.show(desk.world.land)
        if memory.selected < 0:
            memory.selected = int(desk.world.capital[desk.me])
        view.zoom_level = memory.zoom
        view.centre = memory.centre or view.centre_of(memory.selected)
        view.select(memory.selected)
        self.query_one("#news", Pane).to_top()
        # Mail comes up by itself, and goes again with the turn.
        usual = "map" if memory.pane == "inbox" else memory.pane
        waits = things.mail(desk.view) > 0
        self._book = "inbox" if waits else "news"
        self.show_pane("inbox" if waits else usual)
        self.paint()

    def clear(self) -> None:
        """Take everything of the seat off the screen, map and panes alike."""
        self.remember()
        self.desk = self.march = None
        for pane in self.query(Pane):
            pane.fill([])
        for name in ("head", "tabs", "legend", "status"):
            self.query_one(f"#{name}", Line).update("")
        self.map.clear()

    def remember(self) -> None:
        """Keep where the seat was looking."""
        if self.desk is not None:
            self.desk.memory.zoom, self.desk.memory.centre = self.map.zoom_level, self.map.centre
            self.desk.memory.pane = self.pane

    def wait(self, text: str) -> None:
        """Show that others think; the map stays alive, orders are closed."""
        self.busy = text
        self.paint_lines()

    @property
    def map(self) -> MapView:
        """The map."""
        return self.query_one("#map", MapView)

    @property
    def owner(self) -> int:
        """The state that holds the selected province; a government in exile still stands for its old capital."""
        desk = self.desk
        if desk is None or desk.memory.selected < 0:
            return -1
        place, world = desk.memory.selected, desk.world
        if world.exiled[desk.me] and place == int(world.capital[desk.me]):
            return desk.me
        return int(world.controller[place])

    # ── painting ──────────────────────────────────────────────────────────────────────────────────────────

    def paint(self) -> None:
        """Show the desk as it is now."""
        self.paint_map()
        self.paint_panes()

    def paint_map(self) -> None:
        """Show the map in the mode of the moment, with the marches ordered and in the making."""
        desk = self.desk
        if desk is not None:
            arrows = desk.arrows() + (self.march.arrows() if self.march else ())
            self.map.paint_scene(scene_for(desk.view, desk.memory.mode, self.owner), arrows)

    def paint_panes(self) -> None:
        """Show the panes and lines as the desk is now."""
        desk = self.desk
        if desk is None:
            return
        self.query_one("#effort", Pane).fill(
            panels.effort_rows(desk, self.held, forecast.effort_forecast(desk))
        )
        self.query_one("#orders", Pane).fill(panels.order_rows(desk))
        self.query_one("#inbox", Pane).fill(mail.inbox_rows(desk))
        self.query_one("#news", Pane).fill(mail.news_rows(desk.view, desk.told))
        self.paint_selection()

    def paint_selection(self) -> None:
        """Show what is selected: its state, its land, and one sentence."""
        desk = self.desk
        if desk is None:
            return
        place, owner = desk.memory.selected, self.owner
        state = self.query_one("#state", Pane)
        state.name_it(desk.world.scenario.state_names[owner])
        state.fill(account.account_rows(desk, owner))
        self.query_one("#place", Pane).fill(panels.place_rows(desk, place))
        self.paint_lines()

    def paint_lines(self) -> None:
        """Show heading, tabs, legend and status."""
        desk = self.desk
        if desk is None:
            return
        self.query_one("#head", Line).update(panels.head(desk, self.size.width - 2))
        self.query_one("#tabs", Line).update(self._tabs())
        self.query_one("#legend", Line).update(self._legend())
        status = self.busy or panels.selection_sentence(desk, desk.memory.selected)
        if self.march is not None:
            status = self.march.sentence(forecast.odds_text(self.march), self.size.width - 2)
            lines = forecast.odds_lines(self.march)
            if lines:
                self.query_one("#place", Pane).fill([Row(line) for line in lines])
        self.query_one("#status", Line).update(Content(status))
        cell = self.map.cell_of(desk.memory.selected) if self.pane == "map" else None
        if cell is not None:
            # The hardware cursor follows the selection; braille displays read there.
            self.app.cursor_position = self.map.region.offset + cell

    def _tabs(self) -> Content:
        names = {"map": "Map", "state": "State", "effort": "Effort", "orders": "Orders", "inbox": "Inbox",
                 "news": "Chronicle"}  # fmt: skip
        parts: list[tuple[str, str]] = []
        for pane in PANES:
            here = pane == self.pane
            parts += [(f" {names[pane]} ", "bold #0d1117 on #e6a23c" if here else "#8b98a5"), (" ", "")]
        return Content.assemble(*parts)

    def _legend(self) -> Content:
        scene = self.map.scene
        if scene is None or not scene.legend:
            return Content("")
        parts: list[tuple[str, str]] = [(f"{scene.title}  ", "bold")]
        for line in scene.legend:
            colour = self.map.palette.colour(slot_ink(line.slot, 1))
            parts += [
                (f"{line.glyph} ", colour.get_truecolor().hex if colour else ""),
                (f"{line.text}  ", "#d5dce3"),
            ]
        return Content.assemble(*parts)

    # ── panes ─────────────────────────────────────────────────────────────────────────────────────────────

    def on_resize(self) -> None:
        """Arrange the panes for the new size."""
        self.lay_out()

    def show_pane(self, name: str) -> None:
        """Go to a pane."""
        self.pane = name
        self.lay_out()
        self.query_one(f"#{name}").focus()
        self.paint_lines()

    def lay_out(self) -> None:
        """Decide what is in sight: everything, or one page at a time."""
        narrow, tall = self.size.width < NARROW, self.size.height >= TALL
        self.set_class(narrow, "narrow")
        self.set_class(self.size.width >= 180, "wide")
        self.query_one("#tabs").display = narrow
        if narrow:
            shown = PAGES[self.pane]
        elif tall:
            shown = ("map", "state", "effort", "place", "orders", "inbox", "news")
        else:
            book = self.pane if self.pane in ("orders", "inbox", "news") else self._book
            self._book = book
            shown = ("map", "state", "effort", "place", book)
        self.query_one("#land").display = "map" in shown
        self.query_one("#side").display = shown != ("map",)
        for pane in ("state", "effort", "place", "orders", "inbox", "news"):
            self.query_one(f"#{pane}").display = pane in shown

    _book = "news"

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the mouse into a pane."""
        name = event.widget.id
        if name in PANES and name != self.pane:
            self.pane = name
            self.lay_out()
            self.paint_lines()
