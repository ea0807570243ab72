"""House rules before a game: one setting of each, with what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from hegemon.tui import words
from hegemon.tui.widgets.bars import hint_line
from hegemon.tui.widgets.pane import Pane, Row
from hegemon.world.house import STANDARD, house_rules

if TYPE_CHECKING:
    from textual.app import ComposeResult


class HouseScreen(ModalScreen[dict[str, str]]):
    """Choose house rules; what is dismissed with are those that are not as usual."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("escape,enter", "close", "Done", show=False),
        Binding("up,k", "go(-1)", "Up", show=False),
        Binding("down,j", "go(1)", "Down", show=False),
        Binding("left,h", "change(-1)", "Before", show=False),
        Binding("right,l,space", "change(1)", "Next", show=False),
    ]

    def __init__(self, chosen: dict[str, str]) -> None:
        """chosen: rules that are not as usual, by name."""
        super().__init__()
        self.chosen = dict(chosen)

    def compose(self) -> ComposeResult:
        """The rules, and what the one under the cursor means."""
        with Vertical(classes="box bare"):
            yield Pane("House rules", id="list", wrap=False)
            yield Pane(id="about")
            yield Static(hint_line(("↑↓", "move"), ("←→", "change"), ("⏎", "done")), classes="hint")

    def on_mount(self) -> None:
        """Let the keys go to the list."""
        self._show()
        self.query_one("#list", Pane).focus()

    def _show(self) -> None:
        pane = self.query_one("#list", Pane)
        pane.fill([Row(_line(name, self.chosen.get(name, STANDARD)), name) for name in house_rules()])
        name = pane.key
        if isinstance(name, str):
            rule, now = house_rules()[name], self.chosen.get(name, STANDARD)
            about = self.query_one("#about", Pane)
            about.name_it(rule.says)
            about.fill([
                Row(Content.styled(f"{setting}: {told.says}", words.GOOD if setting == now else words.DIM))
                for setting, told in rule.settings.items()
            ])

    def action_go(self, change: int) -> None:
        """Move the cursor."""
        self.query_one("#list", Pane).go(change)
        self._show()

    def action_change(self, change: int) -> None:
        """Take the next setting of the rule under the cursor."""
        name = self.query_one("#list", Pane).key
        if isinstance(name, str):
            settings = list(house_rules()[name].settings)
            now = settings[(settings.index(self.chosen.get(name, STANDARD)) + change) % len(settings)]
            self.chosen = {**self.chosen, name: now}
            self._show()

    def on_pane_chosen(self) -> None:
        """Change what was clicked."""
        self.action_change(1)

    def action_close(self) -> None:
        """Be done."""
        self.dismiss({name: now for name, now in self.chosen.items() if now != STANDARD})


def _line(name: str, setting: str) -> Content:
    hue = words.DIM if setting == STANDARD else "bold #f0f3f6"
    return Content.assemble((f"{name:<10}", words.DIM), ("◂ ", "#e6a23c"), (setting, hue), (" ▸", "#e6a23c"))
