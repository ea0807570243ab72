"""Diplomacy: every state at a glance, one state's page with its ledgers, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import work
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen

from hegemon.tui import draft, keys, words
from hegemon.tui.screens.ask import Ask, Choose
from hegemon.tui.screens.composer import TreatyComposer
from hegemon.tui.screens.help import HelpScreen
from hegemon.tui.screens.peace import PeaceComposer
from hegemon.tui.widgets import courts
from hegemon.tui.widgets.bars import KeyLine, Line
from hegemon.tui.widgets.pane import Pane
from hegemon.world.orders import REPLIES, Standing
from hegemon.world.relations import attack_price, breach_price

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hegemon.tui.desk import Desk
    from hegemon.world.treaties import Treaty

NARROW = 110


class DiplomacyScreen(Screen[None]):
    """The matrix to the left, the selected state's page to the right."""

    BINDINGS: ClassVar = keys.bindings("diplomacy")

    def __init__(self, desk: Desk, state: int = -1) -> None:
        """Open at a state."""
        super().__init__()
        self.desk = desk
        others = [s for s in range(desk.world.states) if s != desk.me and desk.world.alive[s]]
        strongest = max(others, key=lambda s: int(desk.world.power[s]), default=desk.me)
        self.state = state if state in others else strongest
        self.table = "relations"
        self.page_first = False

    def compose(self) -> ComposeResult:
        """List and page."""
        yield Line(id="head")
        with Horizontal(id="body"):
            yield Pane("States", wrap=False, id="states")
            yield Pane("", id="page")
        yield Line(id="status")
        yield KeyLine("diplomacy")

    def on_mount(self) -> None:
        """Show everything."""
        self.paint()
        states = self.query_one("#states", Pane)
        states.point(self.state)
        states.focus()

    def on_resize(self) -> None:
        """One page at a time where there is little room."""
        self._arrange()
        self.call_after_refresh(self.paint)

    def _arrange(self) -> None:
        narrow = self.size.width < NARROW
        self.query_one("#states").display = not (narrow and self.page_first)
        self.query_one("#page").display = self.page_first if narrow else self.table == "relations"

    def paint(self) -> None:
        """Show the list, the page and the lines."""
        desk = self.desk
        self.query_one("#head", Line).update(
            Content.assemble(
                ("Diplomacy  ", "bold"),
                words.state(desk.world, desk.me, long=True),
                f"   envoys left {desk.envoys_left()}",
            )
        )
        states = self.query_one("#states", Pane)
        states.name_it(courts.TITLES[self.table])
        states.fill(courts.state_rows(desk, self.table, states.size.width))
        page = self.query_one("#page", Pane)
        page.name_it(desk.world.scenario.state_names[self.state])
        page.fill(courts.page_rows(desk, self.state))
        self.query_one("#status", Line).update(Content(courts.sentence(desk, self.state)))

    def action_go(self, change: int) -> None:
        """Select another state, or scroll its page."""
        if self.page_first and self.size.width < NARROW:
            self.query_one("#page", Pane).go(change)
            return
        states = self.query_one("#states", Pane)
        states.go(change)
        if isinstance(states.key, int):
            self.state = states.key
            self.query_one("#page", Pane).to_top()
            self.paint()

    def action_turn_page(self) -> None:
        """Between the list and the page, where there is room for one."""
        self.page_first = not self.page_first
        self._arrange()

    def on_pane_chosen(self, event: Pane.Chosen) -> None:
        """Propose to the state that was clicked."""
        if isinstance(event.key, int):
            self.state = event.key
            self.paint()
            self.action_propose()

    def action_matrix(self) -> None:
        """Relations with us, then opinions, treaties and wars of all with all."""
        tables = list(courts.TITLES)
        self.table = tables[(tables.index(self.table) + 1) % len(tables)]
        self.page_first = False
        self._arrange()
        self.call_after_refresh(self.paint)

    def action_propose(self) -> None:
        """Offer a treaty."""
        if not self.desk.world.war[self.desk.me, self.state] and self._other():
            self.app.push_screen(TreatyComposer(self.desk, self.state), lambda _: self.paint())
        elif self._other():
            self.action_peace()

    def action_peace(self) -> None:
        """Offer peace."""
        if self.desk.world.war[self.desk.me, self.state]:
            self.app.push_screen(PeaceComposer(self.desk, self.state), lambda _: self.paint())
        else:
            self.notify("peace is made with whom we are at war")

    def _other(self) -> bool:
        return self.state != self.desk.me

    @work(exclusive=True)
    async def action_war(self) -> None:
        """Declare war, after saying what it costs."""
        desk, enemy = self.desk, self.state
        if enemy in desk.orders.declare:
            desk.cancel("declare", desk.orders.declare.index(enemy))
            self.notify("the declaration is taken back")
            self.paint()
            return
        lines = courts.war_lines(desk, enemy, attack_price(desk.world, desk.me, enemy))
        if await self.app.push_screen_wait(Ask("Declare war?", lines, [("y", "declare war")])):
            problem = desk.attempt(replace(desk.orders, declare=(*desk.orders.declare, enemy)))
            if problem:
                self.notify(problem, severity="warning")
            self.paint()

    @work(exclusive=True)
    async def action_treaties(self) -> None:
        """Choose a treaty of ours, then what to do with it."""
        desk = self.desk
        mine = [t for t in desk.world.treaties if desk.me in t.parties]
        if not mine:
            self.notify("we have no treaties")
            return
        first = [t for t in mine if self.state in t.parties]
        rest = [t for t in mine if self.state not in t.parties]
        options = [(words.treaty_line(desk.world, t, desk.me), t) for t in (*first, *rest)]
        treaty = await self.app.push_screen_wait(Choose("Our treaties", list(options)))
        if treaty is not None:
            await self._treat(treaty)
            self.paint()

    async def _treat(self, treaty: Treaty) -> None:
        desk = self.desk
        rule = desk.world.rules.kinds[treaty.kind]
        options: list[tuple[Content | str, str]] = []
        if rule.aid or rule.invited:
            now = treaty.reply_of(desk.me)
            options += [
                (f"when called: {reply}{'  (now)' if reply == now else ''}", reply) for reply in REPLIES
            ]
        price = words.percent(breach_price(desk.world, treaty, desk.me), 2)
        options += [
            (f"give notice: out after {treaty.notice} turns", "leave"),
            (f"break it now: costs {price} of power and our word", "breach"),
        ]
        choice = await self.app.push_screen_wait(Choose("What with it?", options))
        if choice is None:
            return
        orders = desk.orders
        if choice in ("leave", "breach"):
            problem = desk.attempt(
                replace(orders, **{choice: draft.toggled(getattr(orders, choice), treaty.id)})
            )
        else:
            reply = next(r for r in REPLIES if r == choice)
            problem = desk.attempt(draft.with_standing(orders, Standing(treaty.id, reply)))  # type: ignore[arg-type]
        self.notify(problem or "noted; it takes effect when the turn ends")

    def action_why(self) -> None:
        """Why the state did what it did."""
        from hegemon.tui.screens.why import WhyScreen

        self.app.push_screen(WhyScreen(self.desk.world, self.state, self.desk.why(self.state)))

    def action_help(self) -> None:
        """What can be done here."""
        self.app.push_screen(HelpScreen("diplomacy", "treaty-kinds", self.desk.world.rules))

    def action_close(self) -> None:
        """Go back."""
        if self.page_first and self.size.width < NARROW:
            self.action_turn_page()
        else:
            self.dismiss(None)
