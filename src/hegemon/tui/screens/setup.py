"""Setting a game up: scenario with a drawn preview and its story, who plays each seat and how well, length, seed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen

from hegemon.errors import BadInput
from hegemon.game.chronicle import length_said
from hegemon.game.opening import rules_of
from hegemon.tui.rivals import Rivals
from hegemon.tui.screens.ask import AskText, Choose
from hegemon.tui.screens.house import HouseScreen
from hegemon.tui.table import in_thread
from hegemon.tui.widgets.bars import Line, hint_line
from hegemon.tui.widgets.pane import Pane, Row
from hegemon.world.house import house_said
from hegemon.world.scenario import with_house

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hegemon.tui.map.palette import Tier
    from hegemon.world.scenario import Scenario

NARROW = 100
MOST_DIGITS = 18  # of a seed


@dataclass(frozen=True, slots=True)
class Choice:
    """What was set up."""

    scenario: str
    seats: dict[str, str]
    seed: int | None
    turns: int | None


class SetupScreen(Screen[Choice | None]):
    """The form of a new game."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("escape", "close", "Back", show=False),
        Binding("up,k", "go(-1)", "Up", show=False),
        Binding("down,j", "go(1)", "Down", show=False),
        Binding("left,h", "change(-1)", "Less", show=False),
        Binding("right,l,space", "change(1)", "More", show=False),
        Binding("enter", "take", "Take", show=False),
        Binding("b,f5", "begin", "Begin", show=False),
    ]

    def __init__(self, tier: Tier, *, watching: bool = False) -> None:
        """watching: no seat is played by a person."""
        super().__init__()
        self.tier = tier
        self.watching = watching
        self.names: list[str] = []
        self.at = 0
        self.scenario: Scenario | None = None
        self.rivals = Rivals(people=not watching)
        self.seed: int | None = None
        self.turns: int | None = None
        self.house: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Options to the left, the map to the right."""
        from hegemon.tui.map.view import MapView

        yield Line("Watch" if self.watching else "New game", id="head")
        with Horizontal(id="body"):
            yield Pane("Set-up", wrap=False, id="options")
            with Vertical(id="preview"):
                yield MapView(tier=self.tier, id="map")
                yield Pane("Story", id="story")
        yield Line(
            hint_line(("↑↓", "move"), ("←→", "change"), ("⏎", "choose"), ("b", "begin"), ("esc", "back")),
            id="foot",
        )

    def on_mount(self) -> None:
        """Open the first scenario."""
        from hegemon.world.scenario import scenario_names

        names = scenario_names()
        self.names = [*(n for n in ("europe-1914",) if n in names), *(n for n in names if n != "europe-1914")]
        self.query_one("#options", Pane).focus()
        self._open()

    def on_resize(self) -> None:
        """Leave the preview out where there is no room."""
        self.set_class(self.size.width < NARROW, "narrow")

    def _open(self) -> None:
        from hegemon.tui.map.scene import preview
        from hegemon.tui.map.view import MapView
        from hegemon.world.scenario import load_scenario

        try:
            self.scenario = scenario = load_scenario(self.names[self.at])
        except BadInput as error:
            self.notify(str(error), severity="error")
            return
        self.rivals.enter(scenario)
        view = self.query_one(MapView)
        view.show(scenario.geography)
        view.paint_scene(preview(scenario))
        self.paint()
        self.time_it()

    def paint(self) -> None:
        """Show the form."""
        scenario = self.scenario
        if scenario is None:
            return
        length = self.turns or scenario.turns
        rows = [
            Row(Content.assemble(("▶ Begin", "bold #e6a23c"), ("   b", "#8b98a5")), "begin"),
            Row(_field("Scenario", scenario.title), "scenario"),
            Row(_field("Length", f"{length} turns, from {scenario.year}"), "turns"),
            *(Row(Content.styled(f"{'':<10}  {line}", "#8b98a5")) for line in self._length(length)),
            Row(_field("Seed", "a new one" if self.seed is None else str(self.seed)), "seed"),
            Row(_field("House", house_said(self.house)), "house"),
            Row(_field("Rivals", self.rivals.said), "rivals"),
            Row(_field("Skill", self.rivals.skill), "skill"),
            *(Row(Content.styled(f"{'':<10}  {line}", "#8b98a5")) for line in wrap(self.rivals.skill_said(), 32)),
            Row(Content.styled("Seats", "#8b98a5")),
        ]
        for state, code in enumerate(scenario.codes):
            player = self.rivals.player(state)
            line = Content.assemble(
                (
                    f" {scenario.glyphs[state]} {code} {scenario.state_names[state]:<20.20}",
                    scenario.colours[state],
                ),
                (player, "bold #f0f3f6" if player == "human" else "#8b98a5"),
            )
            rows.append(Row(line, state))
        self.query_one("#options", Pane).fill(rows)
        self._tell()

    def _tell(self) -> None:
        """Say beside the map what is under the cursor: a player, what the rivals are, else the scenario's story."""
        key = self.query_one("#options", Pane).key
        if self.scenario is not None:
            text, story = self.rivals.told(key), self.query_one("#story", Pane)
            story.name_it("About" if text else "Story")
            story.fill([Row(Content(text or self.scenario.story))])

    @work(exclusive=True, group="pace")
    async def time_it(self) -> None:
        """Measure how long rivals of the chosen skill think here, away from the screen."""
        name, skill = self.names[self.at], self.rivals.skill
        if skill in self.rivals.pace:
            return
        from hegemon.game.pace import seconds

        taken = await in_thread(lambda: seconds(name, skill))
        if name == self.names[self.at]:
            self.rivals.pace[skill] = taken
            self.paint()

    def _length(self, turns: int) -> list[str]:
        """When the game ends, in lines as narrow as the form."""
        if self.scenario is None:
            return []
        return wrap(length_said(turns, rules_of(self.scenario)), 32)

    def action_go(self, change: int) -> None:
        """Move along the form."""
        self.query_one("#options", Pane).go(change)
        self._tell()

    def action_change(self, change: int) -> None:
        """Change what is under the cursor."""
        scenario = self.scenario
        if scenario is None:
            return
        key = self.query_one("#options", Pane).key
        if key == "scenario":
            self.at = (self.at + change) % len(self.names)
            self._open()
        elif key == "turns":
            self.turns = min(max((self.turns or scenario.turns) + 5 * change, 5), 200)
        elif key is not None and key not in ("seed", "begin", "house"):
            self.rivals.change(key, change)
            if key == "skill":
                self.time_it()
        self.paint()

    @work(exclusive=True)
    async def action_take(self) -> None:
        """Choose from a list, type, or begin."""
        key = self.query_one("#options", Pane).key
        if key == "begin":
            self.action_begin()
        elif key == "scenario":
            options: list[tuple[Content | str, int]] = [(name, i) for i, name in enumerate(self.names)]
            found = await self.app.push_screen_wait(Choose("Scenario", options, chosen=self.at))
            if found is not None:
                self.at = found
                self._open()
        elif key == "house":
            self.house = await self.app.push_screen_wait(HouseScreen(self.house))
            self.paint()
        elif key == "seed":
            text = await self.app.push_screen_wait(AskText("Seed (a whole number; empty for a new one)"))
            good = text.isdecimal() and len(text) <= MOST_DIGITS
            if text and not good:
                self.notify(f"a seed is a whole number of at most {MOST_DIGITS} digits", severity="warning")
            self.seed = int(text) if good else None
            self.paint()
        elif key is not None and self.rivals.choices(key):
            lines: list[tuple[Content | str, str]] = [*self.rivals.choices(key)]
            chosen = await self.app.push_screen_wait(Choose(self.rivals.asked(key), lines, chosen=self.rivals.now(key)))
            if chosen is not None:
                self.rivals.choose(key, chosen)
                self.time_it()
                self.paint()
        else:
            self.action_change(1)

    def on_pane_chosen(self) -> None:
        """Take what was clicked."""
        self.action_take()

    def action_begin(self) -> None:
        """Begin the game."""
        scenario = self.scenario
        if scenario is None:
            return
        seed = secrets.randbits(63) if self.seed is None else self.seed  # a dealing needs it before the game does
        seats = self.rivals.seats(seed)
        if not self.watching and "human" not in seats.values():
            self.notify(
                "nobody plays: give a seat to a human with ←→, or watch from the menu", severity="warning"
            )
            return
        self.dismiss(Choice(with_house(self.names[self.at], self.house), seats, seed, self.turns))

    def action_close(self) -> None:
        """Back to the menu."""
        self.dismiss(None)


def _field(name: str, text: str) -> Content:
    return Content.assemble((f"{name:<10}", "#8b98a5"), ("◂ ", "#e6a23c"), text, (" ▸", "#e6a23c"))
