"""Watching: a game among AI states, or a kept one again, on the map, with play, pause, step and speed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen

from hegemon.game.chronicle import turn_said
from hegemon.tui import keys, words
from hegemon.tui.map.modes import other_mode, scene_for
from hegemon.tui.map.view import MapView
from hegemon.tui.screens.ask import AskText
from hegemon.tui.screens.find import matches
from hegemon.tui.screens.help import HelpScreen
from hegemon.tui.screens.why import WhyScreen
from hegemon.tui.table import in_thread
from hegemon.tui.telegrams import cascade
from hegemon.tui.widgets import mail
from hegemon.tui.widgets.bars import KeyLine, Line
from hegemon.tui.widgets.pane import Pane, Row
from hegemon.world.events import KINDS

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hegemon.tui.map.palette import Tier
    from hegemon.tui.reel import Reel

SPEEDS = (3.0, 1.5, 0.8, 0.4, 0.15)
NARROW = 100


class WatchScreen(Screen[str]):
    """The map of the truth, standings and chronicle of a reel."""

    BINDINGS: ClassVar = keys.bindings("watch")

    def __init__(self, reel: Reel, tier: Tier) -> None:
        """Watch a reel."""
        super().__init__()
        self.reel = reel
        self.tier = tier
        self.mode = "political"
        self.playing = False
        self.busy = False
        self.speed = 2

    def compose(self) -> ComposeResult:
        """Map, standings, chronicle."""
        yield Line(id="head")
        with Horizontal(id="body"):
            yield MapView(tier=self.tier, id="map")
            with Vertical(id="side"):
                yield Pane("Powers", wrap=False, id="standing")
                yield Pane("Chronicle", id="news")
        yield Line(id="status")
        yield KeyLine("watch")

    def on_mount(self) -> None:
        """Show the first world."""
        self.map.show(self.reel.view().known.land)
        self.paint()
        self.query_one("#standing", Pane).focus()

    def on_resize(self) -> None:
        """Leave the side out where there is no room."""
        narrow = self.size.width < NARROW
        self.query_one("#side").styles.width = 34 if narrow else 46
        self.query_one("#news").display = not narrow or self.size.height >= 22

    @property
    def map(self) -> MapView:
        """The map."""
        return self.query_one("#map", MapView)

    def paint(self) -> None:
        """Show the world as it is now."""
        view = self.reel.view()
        world, scenario = view.known, view.known.scenario
        self.map.paint_scene(scene_for(view, self.mode, self._about()))
        order = sorted(
            (s for s in range(world.states) if world.alive[s]), key=lambda s: (-int(world.power[s]), s)
        )
        before = self.reel.history()[-2] if len(self.reel.history()) > 1 else tuple(world.power.tolist())
        standing = []
        for state in order:
            war = " ".join(world.codes[e] for e in range(world.states) if world.war[state, e])
            line = Content.assemble(
                words.state(world, state),
                f" {words.percent(int(world.power[state])):>6} ",
                words.trend(int(world.power[state]) - before[state]),
                (f"  × {war}" if war else "", words.BAD),
            )
            standing.append(Row(line, state))
        self.query_one("#standing", Pane).fill(standing)
        told = [e for e in view.news if e.kind in KINDS and KINDS[e.kind].weight > 0]
        told.sort(key=lambda e: -KINDS[e.kind].weight)
        news = self.query_one("#news", Pane)
        rows = mail.telegram_rows(world, cascade(view.news)) + mail.affair_rows(world)
        rows += [Row(words.event_line(world, e)) for e in told]
        news.fill(rows or [Row(Content.styled("a quiet year", words.DIM))])
        news.to_top()
        mood = "over" if self.reel.over else "playing" if self.playing else "paused"
        self.query_one("#head", Line).update(
            Content.assemble(
                (f"{scenario.title}  ", "bold"),
                (f"{scenario.year + world.turn - 1}", "bold"),
                (f"  {turn_said(world, '/')}   {mood}", words.DIM),
                (f"   speed {self.speed + 1}/{len(SPEEDS)}", words.DIM),
                (f"   tension {world.tension // 10}%", words.DIM),
                (f"  polarised {world.polarisation // 10}%" if self.size.width >= NARROW else "", words.DIM),
            )
        )
        self.paint_status()

    def _about(self) -> int:
        province = self.map.marks.selected
        return int(self.reel.view().known.controller[province]) if province >= 0 else 0

    def paint_status(self, text: str = "") -> None:
        """Show a sentence."""
        self.query_one("#status", Line).update(Content(text or self._sentence()))

    def _sentence(self) -> str:
        province = self.map.marks.selected
        if province < 0:
            return "space plays, → steps, click or / selects a province"
        world = self.reel.view().known
        return f"{world.land.names[province]}, {world.scenario.state_names[int(world.controller[province])]}"

    # ── keys ──────────────────────────────────────────────────────────────────────────────────────────────

    def action_play(self) -> None:
        """Play or pause."""
        self.playing = not self.playing
        self.paint()
        if self.playing:
            self._run()

    @work(exclusive=True, group="reel")
    async def _run(self) -> None:
        from asyncio import sleep

        while self.playing and not self.reel.over:
            await self._one()
            await sleep(SPEEDS[self.speed])
        self.playing = False
        self.paint()

    def action_step(self) -> None:
        """One turn on."""
        self.playing = False
        if not self.busy and not self.reel.over:
            self._step()

    @work(group="step")
    async def _step(self) -> None:
        await self._one()

    async def _one(self) -> None:
        if self.busy:
            return
        self.busy = True
        try:
            self.paint_status("the states decide …")
            await in_thread(self.reel.step)
        finally:
            self.busy = False
        if self.is_mounted:
            self.paint()

    def action_faster(self) -> None:
        """Play faster."""
        self.speed = min(self.speed + 1, len(SPEEDS) - 1)
        self.paint()

    def action_slower(self) -> None:
        """Play slower."""
        self.speed = max(self.speed - 1, 0)
        self.paint()

    def action_go(self, change: int) -> None:
        """Move along the standings; the map shows the capital."""
        pane = self.query_one("#standing", Pane)
        pane.go(change)
        if isinstance(pane.key, int):
            self.select(int(self.reel.view().known.capital[pane.key]))

    def select(self, province: int) -> None:
        """Select a province."""
        self.map.select(province)
        if self.mode == "ties":
            self.map.paint_scene(scene_for(self.reel.view(), self.mode, self._about()))
        self.paint_status()

    def on_map_view_selected(self, event: MapView.Selected) -> None:
        """Select by mouse."""
        self.select(event.province)

    def action_mode(self, name: str) -> None:
        """Colour the map by something else."""
        self.mode = other_mode(self.mode, name)
        self.paint()

    def action_zoom(self, change: int) -> None:
        """Zoom the map."""
        self.map.zoom(change)

    def action_pan(self, across: int, down: int) -> None:
        """Pan the map."""
        self.map.pan(across / 4, down / 4)

    @work(exclusive=True, group="ask")
    async def action_find(self) -> None:
        """Find a province or a state."""
        world = self.reel.view().known
        found = await self.app.push_screen_wait(AskText("Find", matches=lambda text: matches(world, text)))
        if found:
            self.select(int(found))

    def action_why(self) -> None:
        """Why the selected state did what it did."""
        world = self.reel.view().known
        key = self.query_one("#standing", Pane).key
        state = key if isinstance(key, int) else 0
        self.app.push_screen(WhyScreen(world, state, self.reel.why(state)))

    def action_reports(self) -> None:
        """Power over time."""
        from hegemon.tui.screens.end import ReportScreen

        world = self.reel.view().known
        reel = self.reel
        report = ReportScreen(world, reel.history(), title="Reports", climates=reel.climates, book=reel.book())
        self.app.push_screen(report)

    def action_help(self) -> None:
        """What can be done here."""
        self.app.push_screen(HelpScreen("watch"))

    def action_back(self) -> None:
        """Pause; paused already, go to the menu."""
        if self.playing:
            self.action_play()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Go to the menu."""
        self.playing = False
        self.dismiss("menu")
