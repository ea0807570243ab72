"""Why a state did what it did: its decision records, as far as the seat may know them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from hegemon.game.sums import barred, flip_said, places, runner_up, signed
from hegemon.game.why import NEXT
from hegemon.tui import words
from hegemon.tui.widgets.bars import hint_line
from hegemon.tui.widgets.pane import Pane, Row

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hegemon.world.orders import Option, Record
    from hegemon.world.state import World

MOST_RECORDS = 30


class WhyScreen(ModalScreen[None]):
    """Decisions of one state, latest first: the choice and the runner-up with their terms, what flips it."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("escape,w,enter,q", "dismiss", "Back", show=False),
        Binding("up,k", "go(-1)", "Up", show=False),
        Binding("down,j", "go(1)", "Down", show=False),
        Binding("pageup", "go(-10)", "Page up", show=False),
        Binding("pagedown,space", "go(10)", "Page down", show=False),
    ]

    def __init__(self, world: World, state: int, records: tuple[Record, ...]) -> None:
        """Show the records of a state."""
        super().__init__()
        self.world = world
        self.state = state
        self.records = records

    def compose(self) -> ComposeResult:
        """List the records."""
        pane = Pane(f"Why did {self.world.scenario.state_names[self.state]} …", id="list")
        with Vertical(classes="box bare tall"):
            yield pane
            yield Static(hint_line(("↑↓", "read on"), ("esc", "back")), classes="hint")
        pane.fill(record_rows(self.world, self.records))

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one(Pane).focus()

    def action_go(self, change: int) -> None:
        """Scroll."""
        self.query_one(Pane).go(change)


def record_rows(world: World, records: tuple[Record, ...]) -> list[Row]:
    """Records as rows of text."""
    rows: list[Row] = []
    for record in records[:MOST_RECORDS]:
        year = world.scenario.year + record.turn - 1
        about = (
            Content.assemble(" about ", words.state(world, record.about, long=True))
            if record.about >= 0
            else Content("")
        )
        rows.append(Row(Content.assemble((f"{year}  {record.subject}", f"bold {words.AMBER}"), about)))
        digits = places(record)
        runner = runner_up(record)
        rows.extend(_option_rows(world, record.options[0], "", digits))
        if runner is not None:
            mark = "" if runner.name == NEXT else "next best: "
            rows.extend(_option_rows(world, runner, mark, digits, style=words.DIM))
        for option in barred(record):
            shut = f"   Barred: {option.name}, {signed(option.utility, digits)}: {option.barred}"
            rows.append(Row(Content.styled(shut, words.DIM)))
        said = flip_said(record, world.codes)
        if said:
            rows.append(Row(Content.styled(f"   {said}", "italic")))
        rows.append(Row(Content("")))
    return rows or [Row(Content.styled("nothing that we have seen of it needs a reason", words.DIM))]


def _option_rows(world: World, option: Option, mark: str, digits: int, style: str = "") -> list[Row]:
    rows = [Row(Content.assemble(_signed(option.utility, digits), f"  {mark}", (option.name, style or "bold")))]
    for term in (t for t in option.terms if t.amount):
        about = (
            Content.assemble(" (", words.state(world, term.about), ")") if term.about >= 0 else Content("")
        )
        rows.append(Row(Content.assemble("    ", _signed(term.amount, digits), (f"  {term.name}", style), about)))
    return rows


def _signed(ppm: int, digits: int) -> Content:
    return Content.styled(f"{signed(ppm, digits):>{digits + 6}}", words.GOOD if ppm >= 0 else words.BAD)
