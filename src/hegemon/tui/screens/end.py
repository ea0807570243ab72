"""Reports: power, tension, treaties and wars over time as charts, words against deeds; standings beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen

from hegemon.engine.power import finish, score
from hegemon.errors import BadInput
from hegemon.tui import words
from hegemon.tui.kept import write_table
from hegemon.tui.table import in_thread
from hegemon.tui.widgets import reports
from hegemon.tui.widgets.bars import Line, hint_line
from hegemon.tui.widgets.chart import Series, chart
from hegemon.tui.widgets.pane import Pane, Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from hegemon.game.aims import Standing as Aim
    from hegemon.game.audit import Deed
    from hegemon.game.climate import Climate
    from hegemon.world.state import World


class ReportScreen(Screen[str]):
    """Charts and the promise audit, a page at a time.

    ``history`` holds the power of every state, ppm, one row a turn from the opening.
    """

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("escape,enter,r", "close", "Back", show=False),
        Binding("w", "why", "Why", show=False),
        Binding("p", "replay", "Replay", show=False),
        Binding("tab,right,l", "page(1)", "Next", show=False),
        Binding("shift+tab,left,h", "page(-1)", "Before", show=False),
        Binding("x", "export", "CSV", show=False),
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
        climates: Callable[[], tuple[Climate, ...]] | None = None,
        book: tuple[tuple[Deed, ...], ...] = (),
        aims: tuple[Aim, ...] = (),
    ) -> None:
        """Show a history. lines: what is said about it; first: year of its first row; asking: w and p are answered.

        climates: asked in a thread when first shown; book: what every state did about its word. aims: what the reader
        wants beside power.
        """
        super().__init__()
        self.world = world
        self.history = history
        self.heading = title
        self.lines = lines
        self.aims = aims
        self.first = world.scenario.year if first is None else first
        self.asking = asking
        self.ask_climates = climates
        self.climates: tuple[Climate, ...] | None = None
        self.book = book
        self.pages = ("power", *(("age", "pacts") if climates else ()), *(("words",) if book else ()))
        self.page = "power"

    def compose(self) -> ComposeResult:
        """Chart to the left, standings to the right."""
        yield Line(Content.styled(self.heading, "bold"), id="head")
        with Horizontal(id="body"):
            yield Pane("Power over time", wrap=False, id="chart")
            with Vertical(id="side"):
                yield Pane("Standing", wrap=False, id="standing")
                yield Pane("The story", id="story")
        end = (("esc", "menu"), ("w", "why did it?"), ("p", "play it again"))
        more = (("tab", "next report"),) if len(self.pages) > 1 else ()
        yield Line(hint_line(*(end if self.asking else (("esc", "back"),)), *more, ("x", "export as CSV")), id="foot")

    def on_mount(self) -> None:
        """Fill the panes."""
        standing = self.query_one("#standing", Pane)
        standing.name_it("Order of finish" if self.world.over else "Standing")
        standing.fill(self._standing())
        story = self.query_one("#story", Pane)
        story.display = bool(self.lines or self.aims)
        self.set_class(story.display, "told")
        if self.aims:
            story.name_it("What we want beside power")
        story.fill([*map(reports.aim_row, self.aims), *(Row(Content(line)) for line in self.lines)])
        self.query_one("#standing", Pane).focus()

    def on_resize(self) -> None:
        """Draw the chart for the new size."""
        self.set_class(self.size.width < 100, "narrow")
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        pane = self.query_one("#chart", Pane)
        pane.name_it(reports.TITLES[self.page])
        pane.to_top()
        if self.page == "words":
            pane.fill(reports.word_rows(self.world, self.book))
            return
        if self.page != "power" and self.climates is None:
            pane.fill([Row(Content.styled("reading the turns again …", words.DIM))])
            self._read()
            return
        size, unit = pane.size, reports.UNITS[self.page]
        lines = chart(self._series(), size.width, max(size.height, 6), first=self._first(), unit=unit)
        pane.fill([Row(line) for line in lines])

    def _series(self) -> list[Series]:
        if self.page == "power":
            return reports.power_series(self.world, self.history)
        return reports.climate_series(self.page, self.climates or ())

    def _first(self) -> int:
        return self.first if self.page == "power" else self.world.scenario.year

    @work(exclusive=True, group="climate")
    async def _read(self) -> None:
        if self.ask_climates is not None:
            self.climates = await in_thread(self.ask_climates)
            if self.is_mounted:
                self._draw()

    def action_page(self, change: int) -> None:
        """Go to the next report."""
        self.page = self.pages[(self.pages.index(self.page) + change) % len(self.pages)]
        self._draw()

    def action_export(self) -> None:
        """Write the numbers of the chart as a table."""
        if self.page == "words" or (self.page != "power" and self.climates is None):
            return
        name = f"{self.world.scenario.name}-{self.page}.csv".replace(":", "-")
        try:
            path = write_table(name, reports.table(self._series(), self._first()))
        except BadInput as error:
            self.notify(str(error), severity="warning")
            return
        self.notify(f"written to {path}")

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
        """Move along the standings, or down a long page."""
        self.query_one("#chart" if self.page == "words" else "#standing", Pane).go(change)

    def action_why(self) -> None:
        """Ask why of the state under the cursor."""
        if not self.asking:
            return
        key = self.query_one("#standing", Pane).key
        self.dismiss(f"why {key}")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss("")
