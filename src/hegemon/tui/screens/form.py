"""A form of a few fields, each changed with left and right, and lines below that follow what is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from hegemon.tui.widgets.bars import hint_line
from hegemon.tui.widgets.pane import Pane, Row

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hegemon.world.rules import Rules

WIDTH = 72  # cells of the comment of a form
MARGIN = 10  # cells beside it where the terminal is narrow
LEAST = 5  # lines that the fields keep whatever is said below them


@dataclass(slots=True)
class Field:
    """One choice: a name, its values as (text, value), and which is chosen; opens: an action that chooses instead."""

    name: str
    values: list[tuple[Content | str, object]]
    at: int = 0
    opens: str = ""

    @property
    def value(self) -> object:
        """The chosen value."""
        return self.values[self.at][1] if self.values else None

    @property
    def text(self) -> Content:
        """The chosen text."""
        text = self.values[self.at][0] if self.values else "none"
        return text if isinstance(text, Content) else Content(text)

    def choose(self, value: object) -> Field:
        """Choose a value if it is among those offered."""
        self.at = next((i for i, (_, offered) in enumerate(self.values) if offered == value), self.at)
        return self


class Form(ModalScreen[bool]):
    """Fields above, a commentary below; enter is for the subclass."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("escape,q", "close", "Back", show=False),
        Binding("up,k", "go(-1)", "Up", show=False),
        Binding("down,j", "go(1)", "Down", show=False),
        Binding("left,h", "change(-1)", "Less", show=False),
        Binding("right,l,space", "change(1)", "More", show=False),
        Binding("enter", "send", "Send", show=False),
        Binding("question_mark,f1", "handbook", "Handbook", show=False),
    ]

    heading = "Form"
    verb = "send"
    rules: Rules | None = None  # of the game at hand, for the numbers in the handbook

    def compose(self) -> ComposeResult:
        """Fields and commentary."""
        with Vertical(classes="box bare"):
            yield Pane(self.heading, wrap=False, id="fields")
            yield Static("", id="comment")
            yield Static(
                hint_line(("↑↓", "field"), ("←→", "change"), ("⏎", self.verb), ("?", "handbook"), ("esc", "back")),
                classes="hint",
            )

    def on_mount(self) -> None:
        """Show the fields."""
        self.query_one(Pane).focus()
        self.paint()

    def fields(self) -> list[Field]:
        """The fields that matter now."""
        raise KeyError(self.heading)

    def comment(self) -> Content:
        """What there is to say about the choice."""
        return Content("")

    def paint(self) -> None:
        """Show what is chosen."""
        rows = []
        for index, field in enumerate(self.fields()):
            arrows = ("◂ ", " ▸") if len(field.values) > 1 or field.opens else ("  ", "  ")
            line = Content.assemble(
                (f"{field.name:<13}", "#8b98a5"), (arrows[0], "#e6a23c"), field.text, (arrows[1], "#e6a23c")
            )
            rows.append(Row(line, index))
        pane = self.query_one("#fields", Pane)
        pane.fill(rows)
        self._remark(pane)

    def action_go(self, change: int) -> None:
        """Go to another field, about which there may be something else to say."""
        pane = self.query_one(Pane)
        pane.go(change)
        self._remark(pane)

    def _remark(self, pane: Pane) -> None:
        """Say what there is to say, and leave the fields the lines that it does not need."""
        comment, height = self.comment(), self.app.size.height
        pane.border_subtitle = f"{pane.cursor + 1} of {len(pane.rows)}"
        needed = len(comment.wrap(min(WIDTH, self.app.size.width - MARGIN)))
        pane.styles.max_height = max(LEAST, min(height * 55 // 100, height * 94 // 100 - needed - 1))
        self.query_one("#comment", Static).update(comment)

    @property
    def at(self) -> Field | None:
        """The field under the cursor."""
        key = self.query_one(Pane).key if self.is_mounted else None
        fields = self.fields()
        return fields[key] if isinstance(key, int) and key < len(fields) else None

    def action_change(self, change: int) -> None:
        """Choose another value."""
        key = self.query_one(Pane).key
        if isinstance(key, int):
            field = self.fields()[key]
            if field.opens:
                self.call_later(self.run_action, field.opens)
                return
            if field.values:
                field.at = (field.at + change) % len(field.values)
            self.changed()
            self.paint()

    def changed(self) -> None:
        """Follow a change."""

    def on_pane_chosen(self) -> None:
        """Change what was clicked."""
        self.action_change(1)

    def action_send(self) -> None:
        """Do it."""

    def page(self) -> str:
        """The page of the handbook about what is being chosen."""
        return ""

    def action_handbook(self) -> None:
        """Read about what is being chosen."""
        from hegemon.tui.screens.handbook import HandbookScreen

        self.app.push_screen(HandbookScreen(self.page(), self.rules))

    def action_close(self) -> None:
        """Give up."""
        self.dismiss(False)
