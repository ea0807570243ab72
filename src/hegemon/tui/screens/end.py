"""Power of all states over time, as a chart; at the end of the game with the standings beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen

from hegemon.engine.power import finish, score
from hegemon.tui import words
from hegemon.tui.widgets.bars import Line, hint_line
from hegemon.tui.widgets.chart import Series, chart
from hegemon.tui.widgets.pane import Pane, Row

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hegemon.world.state import World


class ReportScreen(Screen[str]):
    """The power chart. ``history`` holds the power of every state, ppm, one row a turn from the opening."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("escape,enter,r", "close", "Back", show=False),
        Binding("w", "why", "Why", show=False),
        Binding("p", "replay", "Replay", show=False),
        Binding("up,k", "go(-1)", "Up", show=False),
        Binding("down,j", "go(1)", "Down", show=False),
    ]

    def __init__(
        self,
        world: World,
        history: list[tuple[int, ...]],
        *,
        title: str,
        lines: tuple[str, ...] = (),
        first: int | None = None,
        asking: bool = False,
    ) -> None:
        """Show a history. lines: what is said about it; first: year of its first row; asking: w and p are answered."""
        super().__init__()
        self.world = world
        self.history = history
        self.heading = title
        self.lines = lines
        self.first = world.scenario.year if first is None else first
        self.asking = asking

    def compose(self) -> ComposeResult:
        """Chart to the left, standings to the right."""
        yield Line(Content.styled(self.heading, "bold"), id="head")
        with Horizontal(id="body"):
            yield Pane("Power over time", wrap=False, id="chart")
            with Vertical(id="side"):
                yield Pane("Standing", wrap=False, id="standing")
                yield Pane("The story", id="story")
        end = (("esc", "menu"), ("w", "why did it?"), ("p", "play it again"))
        yield Line(hint_line(*end if self.asking else (("esc", "back"),)), id="foot")

    def on_mount(self) -> None:
        """Fill the panes."""
        standing = self.query_one("#standing", Pane)
        standing.name_it("Order of finish" if self.world.over else "Standing")
        standing.fill(self._standing())
        story = self.query_one("#story", Pane)
        story.display = bool(self.lines)
        story.fill([Row(Content(line)) for line in self.lines])
        self.query_one("#standing", Pane).focus()

    def on_resize(self) -> None:
        """Draw the chart for the new size."""
        self.set_class(self.size.width < 100, "narrow")
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        pane = self.query_one("#chart", Pane)
        scenario = self.world.scenario
        order = sorted(range(self.world.states), key=lambda s: max(row[s] for row in self.history))
        series = []
        for state in order:
            values = tuple(row[state] / 10_000 if row[state] else None for row in self.history)
            series.append(Series(scenario.codes[state], scenario.colours[state], values))
        pane.fill(
            [Row(line) for line in chart(series, pane.size.width, max(pane.size.height, 6), first=self.first)]
        )

    def _standing(self) -> list[Row]:
        """The order of finish once the game is over; before it, the order of power as it is believed."""
        world, last, first = self.world, self.history[-1], self.history[0]
        over = bool(world.over)
        order = finish(world) if over else sorted(range(world.states), key=lambda s: (-last[s], s))
        scores = score(world).tolist()
        named = f"   {'state':<5} {'score  ' if over else ''}{'power':>6} since {self.first}"
        rows = [Row(Content.styled(named, words.DIM))]
        for place, state in enumerate(order, 1):
            line = Content.assemble(
                (f"{place:>2} ", words.DIM), words.state(world, state),
                (f" {words.percent(scores[state]):>6}" if over else "", "bold"),
                f" {words.percent(last[state]):>6} ", words.trend(last[state] - first[state]),
            )  # fmt: skip
            if not world.alive[state]:
                line = line + Content.styled(
                    f" †{world.scenario.year + int(world.died[state]) - 1}", words.DIM
                )
            rows.append(Row(line, state))
        if over:
            text = f"score: {world.rules.power.score_turns}-turn mean of power"
            rows.append(Row(Content.styled(text, words.DIM)))
        return rows

    def action_replay(self) -> None:
        """Play the game again, to watch."""
        if self.asking:
            self.dismiss("replay")

    def action_go(self, change: int) -> None:
        """Move along the standings."""
        self.query_one("#standing", Pane).go(change)

    def action_why(self) -> None:
        """Ask why of the state under the cursor."""
        if not self.asking:
            return
        key = self.query_one("#standing", Pane).key
        self.dismiss(f"why {key}")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss("")
