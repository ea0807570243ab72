"""The menu; it loads nothing that a game needs before it has been painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Center
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from hegemon.tui.widgets.pane import Pane, Row

if TYPE_CHECKING:
    from textual.app import ComposeResult

TITLE = (
    "█ █ █▀▀ █▀▀ █▀▀ █▄ ▄█ █▀█ █▄ █",
    "█▀█ █▀▀ █ █ █▀▀ █ ▀ █ █ █ █ ▀█",
    "▀ ▀ ▀▀▀ ▀▀▀ ▀▀▀ ▀   ▀ ▀▀▀ ▀  ▀",
)
CHOICES = (
    ("new", "New game", "a map, a seat, rivals"),
    ("load", "Load", "a game that was kept"),
    ("watch", "Watch", "AI states among themselves"),
    ("handbook", "Handbook", "the ideas and the rules"),
    ("help", "Keys", "what the keys do"),
    ("quit", "Quit", ""),
)


class MenuScreen(Screen[str]):
    """What to do."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("up,k", "go(-1)", "Up", show=False),
        Binding("down,j", "go(1)", "Down", show=False),
        Binding("enter,space", "take", "Take", show=False),
        Binding("q", "choose('quit')", "Quit", show=False),
        Binding("n", "choose('new')", "New", show=False),
        Binding("question_mark,f1", "choose('help')", "Help", show=False),
    ]

    def __init__(self, resume: str = "", problem: str = "") -> None:
        """resume: what going on would go on with, empty if nothing. problem: what could not be opened."""
        super().__init__()
        self.resume = resume
        self.problem = problem

    def compose(self) -> ComposeResult:
        """Title and choices."""
        hues = ("#e6a23c", "#d08f2f", "#a86f22")
        lines = [Content.styled(line + "\n", hue) for line, hue in zip(TITLE, hues, strict=True)]
        pane = Pane(id="choices", wrap=False)
        quiet = "States share a map with no authority above them.\n^q quits and loses nothing"
        note = Content.styled(self.problem, "#ff6b5e") if self.problem else Content(quiet)
        with Center():
            yield Static(Content.assemble(*lines), id="title")
        with Center():
            yield pane
        with Center():
            yield Static(note, id="note")
        choices = [("continue", "Continue", self.resume), *CHOICES] if self.resume else list(CHOICES)
        pane.fill(
            [
                Row(Content.assemble((f"{name:<10}", "bold"), (text, "#8b98a5")), key)
                for key, name, text in choices
            ]
        )

    def on_mount(self) -> None:
        """Let the keys choose."""
        self.query_one(Pane).focus()

    def action_go(self, change: int) -> None:
        """Move."""
        self.query_one(Pane).go(change)

    def action_take(self) -> None:
        """Take what is under the cursor."""
        self.dismiss(str(self.query_one(Pane).key))

    def action_choose(self, key: str) -> None:
        """Take one by its key."""
        self.dismiss(key)

    def on_pane_chosen(self) -> None:
        """Take what was clicked."""
        self.action_take()


class TooSmall(Screen[None]):
    """Says that the terminal is too small, and keeps the game."""

    def compose(self) -> ComposeResult:
        """Say so."""
        yield Static("Hegemon needs 72×22 characters.\nThe game is kept; enlarge the terminal.\n^q quits.")
