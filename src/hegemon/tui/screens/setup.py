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
from hegemon.game.par import BRIEF, stale, usual_of
from hegemon.tui.rivals import NAME, Rivals
from hegemon.tui.screens.ask import AskText, Choose
from hegemon.tui.screens.house import HouseScreen
from hegemon.tui.table import in_thread
from hegemon.tui.widgets.bars import Line, hint_line
from hegemon.tui.widgets.pane import Pane, Row
from hegemon.world.house import STANDARD, house_said
from hegemon.world.scenario import with_house

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hegemon.game.par import Par
    from hegemon.tui.map.palette import Tier
    from hegemon.world.scenario import Scenario

NARROW, WIDTH = 100, 54  # the form is as wide as the screen below the one, else so wide
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
        self.doubts: dict[str, str] = {}  # of each scenario why its par may no longer hold, once that is known

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
        self.paint()

    def _open(self) -> None:
        from hegemon.tui.map.scene import preview
        from hegemon.tui.map.view import MapView
        from hegemon.world.scenario import load_scenario

        try:
            self.scenario = scenario = load_scenario(self.names[self.at])
        except BadInput as error:
            self.scenario = None
            self._refuse(str(error))
            return
        self.rivals.enter(scenario)
        view = self.query_one(MapView)
        view.show(scenario.geography)
        view.paint_scene(preview(scenario))
        self.paint()
        self.time_it()

    def _refuse(self, why: str) -> None:
        """Show nothing of a scenario that cannot be opened but its name and why."""
        from hegemon.tui.map.view import MapView

        self.query_one(MapView).clear()
        rows = [Row(_field("Scenario", self.names[self.at]), "scenario"), *self._notes(f"cannot be opened: {why}")]
        self.query_one("#options", Pane).fill(rows)
        self.query_one("#story", Pane).fill([])

    @property
    def par(self) -> Par | None:
        """What AI usually scores in each seat of a game set up like this, if it is kept."""
        if self.scenario is None or any(now != STANDARD for now in self.house.values()):
            return None
        return usual_of(self.scenario, self.turns or self.scenario.turns)

    def paint(self) -> None:
        """Show the form."""
        scenario = self.scenario
        if scenario is None:
            return
        length, par = self.turns or scenario.turns, self.par
        rows = [
            Row(Content.assemble(("▶ Begin", "bold #e6a23c"), ("   b", "#8b98a5")), "begin"),
            Row(_field("Scenario", scenario.title), "scenario"),
            Row(_field("Length", f"{length} turns, from {scenario.year}"), "turns"),
            *self._notes(length_said(length, rules_of(scenario))),
            Row(_field("Seed", "a new one" if self.seed is None else str(self.seed)), "seed"),
            Row(_field("House", house_said(self.house)), "house"),
            Row(_field("Rivals", self.rivals.said), "rivals"),
            Row(_field("Skill", self.rivals.skill), "skill"),
            *self._notes(self.rivals.skill_said()),
            Row(Content.styled("Seats" if par is None else f"{'Seats':<22}AI scores, % (half)", "#8b98a5")),
        ]
        for state, code in enumerate(scenario.codes):
            player = self.rivals.player(state)
            name = f"{scenario.state_names[state]:<20.20}" if par is None else f"{scenario.state_names[state]:<14.14} "
            line = Content.assemble(
                (f" {scenario.glyphs[state]} {code} {name}", scenario.colours[state]),
                ("" if par is None else f"{par.brief(code):<{BRIEF}} ", "#d5dce3"),
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
            if isinstance(key, int) and (par := self.par) is not None:
                doubt = self.doubts.get(self.names[self.at], "")
                text = " ".join(filter(None, (text, par.said(self.scenario.codes[key]), doubt and f"This {doubt}.")))
            story.name_it("About" if text else "Story")
            story.fill([Row(Content(text or self.scenario.story))])

    @work(exclusive=True, group="pace")
    async def time_it(self) -> None:
        """Measure how long rivals of the chosen skill think here, and whether the par holds, away from the screen."""
        name, skill = self.names[self.at], self.rivals.skill
        if skill not in self.rivals.pace:
            from hegemon.game.pace import seconds

            taken = await in_thread(lambda: seconds(name, skill))
            if name == self.names[self.at]:
                self.rivals.pace[skill] = taken
                self.paint()
        scenario, par = self.scenario, self.par
        if scenario is not None and par is not None and name == self.names[self.at] and name not in self.doubts:
            self.doubts[name] = await in_thread(lambda: stale(par, scenario))
            self._tell()

    def _notes(self, text: str) -> list[Row]:
        """What is said below a field, in lines as wide as the form."""
        room = (self.size.width if self.size.width < NARROW else WIDTH) - 16  # frame, padding, and the field's name
        return [Row(Content.styled(f"{'':<10}  {line}", "#8b98a5")) for line in wrap(text, room)]

    def action_go(self, change: int) -> None:
        """Move along the form."""
        self.query_one("#options", Pane).go(change)
        self._tell()

    def action_change(self, change: int) -> None:
        """Change what is under the cursor."""
        scenario, key = self.scenario, self.query_one("#options", Pane).key
        if key == "scenario":
            self.at = (self.at + change) % len(self.names)
            self._open()
            self.query_one("#options", Pane).point("scenario")
        elif scenario is None:
            return
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
                self.query_one("#options", Pane).point("scenario")
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
            question, now = self.rivals.asked(key), self.rivals.now(key)
            chosen = await self.app.push_screen_wait(Choose(question, lines, chosen=now, hang=NAME))
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
