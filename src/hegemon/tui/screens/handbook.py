"""The handbook on the screen: a list that letters narrow down, and the page under its cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from hegemon.game import handbook
from hegemon.tui import words
from hegemon.tui.widgets.bars import hint_line
from hegemon.tui.widgets.pane import Pane, Row

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key

    from hegemon.world.rules import Rules

NARROW = 100


class HandbookScreen(Screen[None]):
    """Every concept of the game, with the numbers of the rules at hand."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("escape", "back", "Back", show=False),
        Binding("slash", "search", "Search", show=False),
        Binding("up,k", "go(-1)", "Up", show=False),
        Binding("down,j", "go(1)", "Down", show=False),
        Binding("pageup", "scroll(-8)", "Page up", show=False),
        Binding("pagedown,space", "scroll(8)", "Page down", show=False),
        Binding("enter,tab,right,l", "open", "Read", show=False),
        Binding("left,h", "list", "List", show=False),
    ]

    def __init__(self, page: str = "", rules: Rules | None = None) -> None:
        """Open at a page; rules: of the game at hand, the standard ones without."""
        super().__init__()
        self.opened = page
        self.rules = rules
        self.reading = bool(page)

    def compose(self) -> ComposeResult:
        """Search, list and page."""
        yield Input(placeholder="search the handbook", id="search")
        with Horizontal(id="body"):
            yield Pane("Handbook", wrap=False, id="list")
            yield Pane("", id="page")
        keys = (("↑↓", "choose"), ("⏎", "read"), ("space", "read on"), ("/", "search"), ("esc", "back"))
        yield Static(hint_line(*keys), classes="hint")

    def on_mount(self) -> None:
        """Show the list at its page."""
        self.query_one(Input).display = False
        self._list("")
        listed = self.query_one("#list", Pane)
        if self.opened:
            listed.point(self.opened)
        listed.focus()
        self._show()
        self._arrange()

    def on_resize(self) -> None:
        """One pane at a time where there is little room."""
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.size.width < NARROW
        listed = self.query_one("#list")
        listed.display = not (narrow and self.reading)
        listed.styles.width = "1fr" if narrow else 36
        self.query_one("#page").display = self.reading or not narrow

    def _list(self, text: str) -> None:
        found = handbook.search(text) if text.strip() else handbook.pages()
        rows = [Row(Content.assemble((f"{p.concept or '':>2} ", words.DIM), p.title), p.name) for p in found]
        self.query_one("#list", Pane).fill(rows or [Row(Content.styled("no page says that", words.DIM))])

    def _show(self) -> None:
        name = self.query_one("#list", Pane).key
        if not isinstance(name, str):
            return
        shown = handbook.page(name)
        title, *body = handbook.lines(shown, self.rules)
        page = self.query_one("#page", Pane)
        page.name_it(title)
        page.fill([_row(line) for line in body])
        page.to_top()

    def action_go(self, change: int) -> None:
        """Choose another page, or read on where only the page is shown."""
        if self.reading and self.size.width < NARROW:
            self.query_one("#page", Pane).go(change)
            return
        self.query_one("#list", Pane).go(change)
        self._show()

    def action_scroll(self, change: int) -> None:
        """Read on."""
        self.query_one("#page", Pane).go(change)

    def action_open(self) -> None:
        """Read the page under the cursor."""
        self.reading = True
        self._show()
        self._arrange()

    def action_list(self) -> None:
        """Back to the list."""
        self.reading = False
        self._arrange()

    def action_search(self) -> None:
        """Type what to look for."""
        self.action_list()
        box = self.query_one(Input)
        box.display = True
        box.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list down."""
        self._list(event.value)
        self._show()

    def on_input_submitted(self) -> None:
        """Read the first page found."""
        self.query_one("#list", Pane).focus()
        self.action_open()

    def on_key(self, event: Key) -> None:
        """Let the arrows choose while letters are typed."""
        if event.key in ("up", "down") and self.query_one(Input).has_focus:
            self.action_go(-1 if event.key == "up" else 1)
            event.stop()

    def on_pane_chosen(self) -> None:
        """Read what was clicked."""
        self.action_open()

    def action_back(self) -> None:
        """End the search, go back to the list, or leave."""
        box = self.query_one(Input)
        if box.display:
            box.value = ""
            box.display = False
            self._list("")
            self.query_one("#list", Pane).focus()
        elif self.reading and self.size.width < NARROW:
            self.action_list()
        else:
            self.dismiss()


def _row(line: str) -> Row:
    head, colon, rest = line.partition(": ")
    if line in handbook.HEADS:
        return Row(Content.styled(line, f"bold {words.AMBER}"))
    if colon and head in ("Look at", "Source", "See also"):
        return Row(Content.assemble((f"{head}: ", words.AMBER), rest))
    return Row(Content(line))
