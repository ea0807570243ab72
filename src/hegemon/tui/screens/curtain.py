"""The curtain between two people on one keyboard: nothing of any seat is on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Center, Middle
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Curtain(Screen[bool]):
    """Says whose turn it is, and waits."""

    BINDINGS: ClassVar[list[Binding]] = [Binding("enter", "raise_it", "Ready", show=False)]  # type: ignore[assignment]

    def __init__(self, name: str, hue: str, year: int) -> None:
        """Name the seat that is next."""
        super().__init__()
        self.next = name
        self.hue = hue
        self.year = year

    def compose(self) -> ComposeResult:
        """Show the name alone."""
        text = Content.assemble(
            (f"{self.year}\n\n", "#8b98a5"), (self.next, f"bold {self.hue}"), "\n\nhand over the keyboard, then press ",
            ("enter", "bold #e6a23c"),
        )  # fmt: skip
        with Middle(), Center():
            yield Static(text, classes="curtain")

    def action_raise_it(self) -> None:
        """Let the next seat see its turn."""
        self.dismiss(True)


class Thinking(Screen[None]):
    """What is on screen while AI seats think and several people share the keyboard."""

    def compose(self) -> ComposeResult:
        """Show progress alone."""
        with Middle(), Center():
            yield Static("", id="progress", classes="curtain")

    def wait(self, text: str) -> None:
        """Show progress."""
        self.query_one("#progress", Static).update(Content(text))
