"""The help panel: every key of a screen and what it does, read from the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from hegemon.tui import keys
from hegemon.tui.widgets.bars import hint_line
from hegemon.tui.widgets.pane import Pane, Row

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hegemon.world.rules import Rules

_COMMON = (
    ("^p", "the palette: every action by name"),
    ("^q", "quit; the game is kept"),
    ("mouse", "click selects, click again acts, the wheel zooms"),
)


class HelpScreen(ModalScreen[None]):
    """Keys of one screen."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("escape,question_mark,f1,enter,q", "dismiss", "Back", show=False),
        Binding("h", "handbook", "Handbook", show=False),
        Binding("up,k", "go(-1)", "Up", show=False),
        Binding("down,j", "go(1)", "Down", show=False),
        Binding("pageup", "go(-10)", "Page up", show=False),
        Binding("pagedown,space", "go(10)", "Page down", show=False),
    ]

    def __init__(self, where: str, page: str = "", rules: Rules | None = None) -> None:
        """Help for a screen. page: of the handbook, about what is in focus; rules: of the game at hand."""
        super().__init__()
        self.where = where
        self.page = page
        self.rules = rules

    def compose(self) -> ComposeResult:
        """List the keys."""
        pane = Pane("Keys", id="list")
        with Vertical(classes="box bare"):
            yield pane
            yield Static(hint_line(("↑↓", "read on"), ("h", _about(self.page)), ("esc", "back")), classes="hint")
        rows = [Row(_line(action.shown, action.help)) for action in keys.actions(self.where)]
        pane.fill([*rows, *(Row(_line(key, text)) for key, text in _COMMON)])

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one(Pane).focus()

    def action_go(self, change: int) -> None:
        """Scroll."""
        self.query_one(Pane).go(change)

    def action_handbook(self) -> None:
        """Open the handbook at the page about what was in focus."""
        from hegemon.tui.screens.handbook import HandbookScreen

        self.app.switch_screen(HandbookScreen(self.page, self.rules))


def _about(page: str) -> str:
    return f"the handbook on {page.replace('-', ' ')}" if page else "the handbook"


def _line(key: str, text: str) -> Content:
    return Content.assemble((f"{key:>6}", "bold #e6a23c"), f"  {text}")
