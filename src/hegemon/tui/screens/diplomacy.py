"""Diplomacy: every state at a glance, one state's page with its ledgers, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import work
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen

from hegemon.tui import choices, draft, keys, words
from hegemon.tui.screens import statecraft
from hegemon.tui.screens.ask import Ask, Choose
from hegemon.tui.screens.composer import TreatyComposer
from hegemon.tui.screens.demand import DemandForm
from hegemon.tui.screens.help import HelpScreen
from hegemon.tui.screens.peace import PeaceComposer
from hegemon.tui.screens.treaty import TreatyScreen
from hegemon.tui.widgets import courts, matrix
from hegemon.tui.widgets.bars import KeyLine, Line
from hegemon.tui.widgets.pane import Pane
from hegemon.world.relations import attack_price

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hegemon.tui.desk import Desk
    from hegemon.world.treaties import Treaty

NARROW = 110
# The page of the handbook about each table.
PAGES = {"relations": "interests", "opinion": "interests", "treaties": "treaty-kinds", "blocs": "polarisation"}
# What the list of deals offers.
DEALS = ("propose", "peace", "demand", "sanction", "summit", "order", "treaties", "war", "why")


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
        states.name_it(matrix.TITLES[self.table])
        states.fill(matrix.table_rows(desk, self.table, states.size.width))
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

    def action_read(self, change: int) -> None:
        """Scroll the state's page; where it is hidden, bring it up first."""
        page = self.query_one("#page", Pane)
        if not page.display:
            self.table = "relations"
            self.page_first = self.size.width < NARROW
            self._arrange()
            self.call_after_refresh(self.paint)
            return
        page.go(change)

    def action_turn_page(self) -> None:
        """Between the list and the page, where there is room for one."""
        self.page_first = not self.page_first
        self._arrange()

    def on_pane_chosen(self, event: Pane.Chosen) -> None:
        """List what can be done with the state that was clicked."""
        if isinstance(event.key, int):
            self.state = event.key
            self.paint()
            self.action_deal()

    def action_matrix(self) -> None:
        """Relations with us, then opinions, treaties and wars of all with all."""
        tables = list(matrix.TITLES)
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
        barred = self._barred("war")
        if barred:
            self._say(barred)
            return
        lines = courts.war_lines(desk, enemy, attack_price(desk.world, desk.me, enemy))
        if await self.app.push_screen_wait(Ask("Declare war?", lines, [("y", "declare war")])):
            problem = desk.attempt(replace(desk.orders, declare=(*desk.orders.declare, enemy)))
            if problem:
                self.notify(problem, severity="warning")
            self.paint()

    @work(exclusive=True)
    async def action_demand(self) -> None:
        """Demand something of the state, or say why nothing can be."""
        desk = self.desk
        barred = choices.demand_barred(desk.world, desk.me, self.state)
        if desk.orders.demand is not None and desk.orders.demand.target == self.state:
            desk.cancel("demand", 0)
            self._say("the demand is taken back")
        elif barred:
            self._say(barred)
        else:
            await self.app.push_screen_wait(DemandForm(desk, self.state))
            self.paint()

    @work(exclusive=True)
    async def action_sanction(self) -> None:
        """Lay or lift sanctions."""
        self._say(await statecraft.sanction(self.app, self.desk, self.state))

    @work(exclusive=True)
    async def action_summit(self) -> None:
        """Bring states to one table."""
        self._say(await statecraft.summit(self.app, self.desk, self.state))

    @work(exclusive=True)
    async def action_order(self) -> None:
        """Proclaim an order, or join one."""
        self._say(await statecraft.order(self.app, self.desk))

    def _say(self, text: str) -> None:
        if text:
            self.notify(text)
        self.paint()

    @work(exclusive=True)
    async def action_treaties(self) -> None:
        """Choose a treaty, ours first, and open its card."""
        desk = self.desk
        known = [t for t in desk.world.treaties if {desk.me, self.state} & {*t.parties}]
        if not known:
            self.notify("neither we nor they have a treaty that we know of")
            return
        ours = [t for t in known if desk.me in t.parties]
        both = [t for t in ours if self.state in t.parties]
        rest = [t for t in known if t not in ours]
        listed = [*both, *(t for t in ours if t not in both), *rest]
        options = [(_listed(desk, t), t) for t in listed]
        treaty = await self.app.push_screen_wait(Choose("Our treaties and theirs", list(options)))
        if treaty is not None:
            await self.app.push_screen_wait(TreatyScreen(desk, treaty))
            self.paint()

    @work(exclusive=True)
    async def action_deal(self) -> None:
        """List what can be done with the state, each with its key or why not."""
        desk = self.desk
        options: list[tuple[Content | str, str]] = []
        actions = {action.name: action for action in keys.actions("diplomacy")}
        for name in DEALS:
            action, barred = actions[name], self._barred(name)
            line = Content.assemble((f"{action.shown}  ", f"bold {words.AMBER}"), action.help)
            if barred:
                line = Content.styled(f"{action.shown}  {action.label.lower()}: {barred}", words.DIM)
            options.append((line, "" if barred else name))
        whom = desk.world.scenario.state_names[self.state]
        chosen = await self.app.push_screen_wait(Choose(f"{whom}: what shall we do?", options))
        if chosen:
            self.call_after_refresh(self.run_action, chosen)

    def _barred(self, action: str) -> str:
        """Why something cannot be done with the state now, empty if it can."""
        desk, world, state = self.desk, self.desk.world, self.state
        if action == "why":
            return ""
        if state == desk.me:
            return "" if action in ("treaties", "order", "summit") else "this is us"
        at_war = bool(world.war[desk.me, state])
        if action == "peace" and not at_war:
            return "we are at peace"
        if action == "propose" and at_war:
            return "we are at war; make peace first"
        if action == "demand":
            return choices.demand_barred(world, desk.me, state)
        if action == "sanction":
            return desk.problem(draft.with_sanction(world, desk.orders, state))
        if action == "war" and state not in desk.orders.declare:
            return desk.problem(replace(desk.orders, declare=(*desk.orders.declare, state)))
        return ""

    def action_why(self) -> None:
        """Why the state did what it did."""
        from hegemon.tui.screens.why import WhyScreen

        self.app.push_screen(WhyScreen(self.desk.world, self.state, self.desk.why(self.state)))

    def action_help(self) -> None:
        """What can be done here."""
        self.app.push_screen(HelpScreen("diplomacy", PAGES[self.table], self.desk.world.rules))

    def action_close(self) -> None:
        """Go back."""
        if self.page_first and self.size.width < NARROW:
            self.action_turn_page()
        else:
            self.dismiss(None)


def _listed(desk: Desk, treaty: Treaty) -> Content:
    """A treaty in the list of those known: ours as such, others' dim."""
    line = words.treaty_line(desk.world, treaty, desk.me)
    return line if desk.me in treaty.parties else Content.assemble(("theirs: ", words.DIM), line)
