"""A list out of which several are chosen: parties of a treaty, guests of a summit."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from hegemon.tui.widgets.bars import hint_line
from hegemon.tui.widgets.pane import Pane, Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult


class ChooseMany(ModalScreen[tuple[int, ...] | None]):
    """Numbers out of a list, in the order in which they were chosen; escape changes nothing."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("escape", "give_up", "Back", show=False),
        Binding("up,k", "go(-1)", "Up", show=False),
        Binding("down,j", "go(1)", "Down", show=False),
        Binding("space,left,right,x", "flip", "In or out", show=False),
        Binding("enter", "take", "Take", show=False),
    ]

    def __init__(
        self,
        title: str,
        options: list[tuple[Content, int]],
        chosen: tuple[int, ...] = (),
        comment: Callable[[tuple[int, ...]], Content] | None = None,
    ) -> None:
        """Offer options as (line, value); comment: what there is to say about those chosen."""
        super().__init__()
        self.question = title
        self.options = options
        self.chosen = chosen
        self.remark = comment

    def compose(self) -> ComposeResult:
        """The list and the remark."""
        with Vertical(classes="box bare"):
            yield Pane(self.question, wrap=False, id="fields")
            yield Static("", id="comment")
            yield Static(
                hint_line(("↑↓", "choose"), ("space", "in or out"), ("⏎", "done"), ("esc", "back")), classes="hint"
            )

    def on_mount(self) -> None:
        """Show the list."""
        self.query_one(Pane).focus()
        self.paint()

    def paint(self) -> None:
        """Show who is in."""
        rows = []
        for line, value in self.options:
            mark = ("[x] ", "bold #e6a23c") if value in self.chosen else ("[ ] ", "#8b98a5")
            rows.append(Row(Content.assemble(mark, line), value))
        self.query_one(Pane).fill(rows)
        if self.remark is not None:
            self.query_one("#comment", Static).update(self.remark(self.chosen))

    def action_go(self, change: int) -> None:
        """Move the cursor."""
        self.query_one(Pane).go(change)

    def action_flip(self) -> None:
        """Take the one under the cursor in, or out."""
        value = self.query_one(Pane).key
        if isinstance(value, int):
            without = tuple(one for one in self.chosen if one != value)
            self.chosen = without if value in self.chosen else (*self.chosen, value)
            self.paint()

    def on_pane_chosen(self) -> None:
        """Toggle what was clicked."""
        self.action_flip()

    def action_take(self) -> None:
        """Take those chosen."""
        self.dismiss(self.chosen)

    def action_give_up(self) -> None:
        """Change nothing."""
        self.dismiss(None)
