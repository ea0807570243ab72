"""One treaty: its card, and below it what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import work
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from hegemon.tui import choices, draft, words
from hegemon.tui.screens.composer import TreatyComposer
from hegemon.tui.widgets.bars import hint_line
from hegemon.tui.widgets.card import card_rows, card_title
from hegemon.tui.widgets.pane import Pane, Row
from hegemon.world.orders import REPLIES, Standing
from hegemon.world.promises import helps
from hegemon.world.relations import breach_price

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hegemon.tui.desk import Desk
    from hegemon.world.treaties import Treaty


class TreatyScreen(ModalScreen[None]):
    """The card above, actions below: standing reply, notice, breach, amendment, accession."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("escape,q", "close", "Back", show=False),
        Binding("up,k", "go(-1)", "Up", show=False),
        Binding("down,j", "go(1)", "Down", show=False),
        Binding("pageup", "read(-4)", "Read up", show=False),
        Binding("pagedown,space", "read(4)", "Read on", show=False),
        Binding("enter", "take", "Do", show=False),
    ]

    def __init__(self, desk: Desk, treaty: Treaty) -> None:
        """Show a treaty that the seat knows of."""
        super().__init__()
        self.desk = desk
        self.treaty = treaty

    def compose(self) -> ComposeResult:
        """Card and actions."""
        with Vertical(classes="box bare"):
            yield Pane(card_title(self.treaty), id="card")
            yield Pane("What with it?", id="list")
            keys = (("↑↓", "choose"), ("⏎", "do it"), ("space", "read on"), ("esc", "back"))
            yield Static(hint_line(*keys), classes="hint")

    def on_mount(self) -> None:
        """Show it."""
        card = self.query_one("#card", Pane)
        card.styles.max_height = max(6, self.app.size.height - len(self._actions()) - 6)
        self.query_one("#list", Pane).focus()
        self.paint()

    def paint(self) -> None:
        """Show the card and the actions as they stand."""
        self.query_one("#card", Pane).fill(card_rows(self.desk, self.treaty))
        rows = [Row(line, key) for line, key in self._actions()]
        self.query_one("#list", Pane).fill(rows or [Row(Content.styled("nothing of ours", words.DIM))])

    def _actions(self) -> list[tuple[Content, str]]:
        desk, treaty = self.desk, self.treaty
        world, me, orders = desk.world, desk.me, desk.orders
        kind = world.rules.kinds[treaty.kind]
        if me not in treaty.parties:
            if any(t.id == treaty.id for t in choices.open_orders(world, me)):
                return [(_marked("join it", treaty.id in orders.join), "join")]
            return [] if treaty.double or kind.one_way else [(Content("ask to accede"), "accede")]
        found: list[tuple[Content, str]] = []
        if helps(kind) and not (kind.one_way and treaty.parties[0] != me):
            given = {s.treaty: s.reply for s in orders.standing}
            now = given.get(treaty.id, treaty.reply_of(me))
            said = {"at once": "we join in the same turn", "ask me": "we are asked first", "refuse": "we stay away"}
            others = " or ".join(reply for reply in REPLIES if reply != now)
            line = Content.assemble("when called: ", (now, "bold"), f", {said[now]}", (f"  (or {others})", words.DIM))
            found.append((_marked(line, treaty.id in given), "reply"))
        if not treaty.double:
            found.append((Content("amend its clauses: all must consent"), "amend"))
            if not (kind.one_way and not kind.order):
                found.append((Content("let others in, or put some out"), "members"))
            out = f"give notice: out after {treaty.notice} turn{'s' if treaty.notice != 1 else ''}"
            found.append((_marked("leave it at once" if kind.informal else out, treaty.id in orders.leave), "leave"))
        if not kind.informal:
            price = words.percent(breach_price(world, treaty, me), 2)
            said_now = f"break it now: costs {price} of our power and our word"
            found.append((_marked(said_now, treaty.id in orders.breach), "breach"))
        return found

    def action_go(self, change: int) -> None:
        """Move along the actions."""
        self.query_one("#list", Pane).go(change)

    def action_read(self, change: int) -> None:
        """Scroll the card."""
        self.query_one("#card", Pane).go(change)

    def on_pane_chosen(self) -> None:
        """Do what was clicked."""
        self.action_take()

    @work(exclusive=True)
    async def action_take(self) -> None:
        """Do what is under the cursor."""
        key, desk, treaty = self.query_one("#list", Pane).key, self.desk, self.treaty
        orders = desk.orders
        if key in ("leave", "breach"):
            changed = replace(orders, **{str(key): draft.toggled(getattr(orders, str(key)), treaty.id)})
            self._give(desk.attempt(changed))
        elif key == "join":
            self._give(desk.attempt(draft.with_join(orders, treaty.id)))
        elif key == "reply":
            now = next((s.reply for s in orders.standing if s.treaty == treaty.id), treaty.reply_of(desk.me))
            turned = REPLIES[(REPLIES.index(now) + 1) % len(REPLIES)]
            self._give(desk.attempt(draft.with_standing(orders, Standing(treaty.id, turned))))  # type: ignore[arg-type]
        elif key in ("amend", "members", "accede"):
            await self._change(str(key))
        self.paint()

    async def _change(self, key: str) -> None:
        desk, treaty = self.desk, self.treaty
        other = next(p for p in (*treaty.others(desk.me), desk.me))
        parties = (*treaty.parties, desk.me) if key == "accede" else treaty.parties
        composer = TreatyComposer(desk, other, treaty, parties)
        if key == "members":
            composer.call_after_refresh(composer.action_parties)
        if await self.app.push_screen_wait(composer):
            self.dismiss(None)

    def _give(self, problem: str) -> None:
        self.notify(problem or "noted; it takes effect when the turn ends")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _marked(text: Content | str, given: bool) -> Content:
    """An action, with a mark if it is what stands or is ordered."""
    return Content.assemble(text, ("  ●", words.AMBER) if given else "")
