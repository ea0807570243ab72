"""Questions: the only modals. One with keys to answer by, one with a list to choose from, one for text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from hegemon.tui.widgets.bars import hint_line
from hegemon.tui.widgets.pane import Pane, Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

T = TypeVar("T")


class Ask(ModalScreen[str]):
    """A question with a few answers, each on a key; escape answers with nothing."""

    BINDINGS: ClassVar[list[Binding]] = [Binding("escape", "answer('')", "Back", show=False)]  # type: ignore[assignment]

    def __init__(self, title: str, lines: list[Content | str], answers: list[tuple[str, str]]) -> None:
        """Ask; answers are (Textual key, label); enter stands for the first."""
        super().__init__()
        self.question = title
        self.lines = lines
        self.answers = answers

    def compose(self) -> ComposeResult:
        """Show the question."""
        with Vertical(classes="box") as box:
            box.border_title = Content(self.question)
            for line in self.lines:
                yield Static(line if isinstance(line, Content) else Content(line))
            pairs = [("⏎" if i == 0 else key, label) for i, (key, label) in enumerate(self.answers)]
            yield Static(hint_line(*pairs, ("esc", "back")), classes="hint")

    def on_key(self, event: events.Key) -> None:
        """Answer by key."""
        for i, (key, _) in enumerate(self.answers):
            if event.key == key or (i == 0 and event.key == "enter"):
                event.stop()
                self.dismiss(key)
                return

    def action_answer(self, key: str) -> None:
        """Answer."""
        self.dismiss(key)


class Unkept(Ask):
    """Asks whether to leave a game that cannot be kept; enter stays."""

    def __init__(self, problem: str) -> None:
        """problem: why it cannot be kept, one line."""
        why = Content(f"The game cannot be kept: {problem}.")
        lines: list[Content | str] = [why, "", "If you leave now, it is lost."]
        super().__init__("Leave, and lose the game?", lines, [("n", "stay"), ("y", "leave all the same")])


class Choose(ModalScreen[T | None], Generic[T]):
    """A list of which one is taken; escape takes none."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("escape", "give_up", "Back", show=False),
        Binding("up,k", "go(-1)", "Up", show=False),
        Binding("down,j", "go(1)", "Down", show=False),
        Binding("enter", "take", "Take", show=False),
    ]

    def __init__(
        self, title: str, options: list[tuple[Content | str, T]], *, chosen: T | None = None, hang: int = 0
    ) -> None:
        """Offer options as (line, value).

        hang: the column under which a line goes on if it is too long.
        """
        super().__init__()
        self.question = title
        self.options = options
        self.chosen = chosen
        self.hang = hang

    def compose(self) -> ComposeResult:
        """Show the list."""
        pane = Pane(self.question, id="list")
        texts = [line if isinstance(line, Content) else Content(line) for line, _ in self.options]
        with Vertical(classes="box bare"):
            yield pane
            yield Static(hint_line(("↑↓", "choose"), ("⏎", "take"), ("esc", "back")), classes="hint")
        pane.fill([Row(text, i, self.hang) for i, text in enumerate(texts)])
        for i, (_, value) in enumerate(self.options):
            if value == self.chosen:
                pane.cursor = i

    def on_mount(self) -> None:
        """Let the keys go to the list."""
        self.query_one(Pane).focus()

    def action_go(self, change: int) -> None:
        """Move the cursor."""
        self.query_one(Pane).go(change)

    def action_take(self) -> None:
        """Take what is under the cursor."""
        key = self.query_one(Pane).key
        self.dismiss(self.options[key][1] if isinstance(key, int) else None)

    def action_give_up(self) -> None:
        """Take nothing."""
        self.dismiss(None)

    def on_pane_chosen(self) -> None:
        """Take what was clicked."""
        self.action_take()


class AskText(ModalScreen[str]):
    """A line of text; with ``matches`` the best fitting entries are listed below and the first is taken."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("escape", "give_up", "Back", show=False),
        Binding("up", "go(-1)", "Up", show=False),
        Binding("down", "go(1)", "Down", show=False),
    ]

    def __init__(
        self,
        title: str,
        value: str = "",
        *,
        hint: str = "",
        matches: Callable[[str], list[tuple[str, str]]] | None = None,
    ) -> None:
        """Ask for text; matches: text -> list of (line, value)."""
        super().__init__()
        self.question = title
        self.value = value
        self.hint = hint
        self.matches = matches
        self.found: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        """Show the line."""
        with Vertical(classes="box") as box:
            box.border_title = Content(self.question)
            yield Input(self.value, compact=True)
            if self.matches is not None:
                yield Pane(id="list", wrap=False)
            yield Static(self.hint or hint_line(("⏎", "take"), ("esc", "back")), classes="hint")

    def on_mount(self) -> None:
        """List everything at first."""
        self._list(self.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what fits."""
        self._list(event.value)

    def _list(self, text: str) -> None:
        if self.matches is not None:
            self.found = self.matches(text)[:10]
            pane = self.query_one(Pane)
            pane.cursor = 0
            pane.fill([Row(Content(line), i) for i, (line, _) in enumerate(self.found)])

    def action_go(self, change: int) -> None:
        """Move along the list."""
        if self.matches is not None:
            pane = self.query_one(Pane)
            pane.go(change)
            self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the text, or what fits it best."""
        if self.matches is None:
            self.dismiss(event.value.strip())
            return
        pane = self.query_one(Pane)
        at = pane.key if isinstance(pane.key, int) else 0
        self.dismiss(self.found[at][1] if self.found else "")

    def action_give_up(self) -> None:
        """Take nothing."""
        self.dismiss("")
