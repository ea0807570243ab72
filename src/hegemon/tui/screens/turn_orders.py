"""Orders by key: marches, answers, posture, focus, depot, undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import work
from textual.content import Content

from hegemon.tui import draft, words
from hegemon.tui.screens import marching
from hegemon.tui.screens.ask import Ask, Choose
from hegemon.tui.screens.caps import CapScreen
from hegemon.tui.screens.congress import CongressScreen
from hegemon.tui.screens.turn_layout import TurnLayout
from hegemon.tui.widgets import courts
from hegemon.tui.widgets.pane import Pane
from hegemon.world.orders import FOCUSES
from hegemon.world.relations import attack_price

if TYPE_CHECKING:
    from textual import events

    from hegemon.tui.desk import Desk


class TurnOrders(TurnLayout):
    """What a key does to the orders in the making."""

    @property
    def open_desk(self) -> Desk | None:
        """The desk, unless there is none or the others are thinking."""
        return None if self.busy else self.desk

    def give(self, problem: str) -> None:
        """Say what is wrong, or show the desk anew."""
        if problem:
            self.notify(problem, severity="warning", timeout=6)
        self.paint()

    def select(self, province: int) -> None:
        """Select a province."""
        if self.desk is not None and province >= 0:
            self.desk.memory.selected = province
            self.map.select(province)
            if self.desk.memory.mode == "ties":
                self.paint_map()
            self.paint_selection()

    def action_move(self) -> None:
        """Begin a march from the selected province."""
        desk = self.open_desk
        if desk is None or self.march is not None:
            return
        begun = marching.start(desk, desk.memory.selected)
        if isinstance(begun, str):
            self.notify(begun, severity="warning")
            return
        self.march = begun
        self.show_pane("map")
        hostile = frozenset(p for p, way in begun.ways.items() if way.hostile)
        self.map.set_targets(frozenset(begun.ways) - hostile, hostile)
        self.paint()

    def _stop_march(self) -> None:
        self.march = None
        self.map.set_targets()
        if self.desk is not None:
            self.map.select(self.desk.memory.selected)

    def on_key(self, event: events.Key) -> None:
        """Type the points of a march."""
        if self.march is not None and self.march.stage == "points" and event.key.isdigit():
            event.stop()
            event.prevent_default()
            self.march.digit(event.key)
            self.paint_lines()

    def action_accept(self) -> None:
        """Act on what is selected."""
        desk = self.open_desk
        if desk is None:
            return
        if self.march is not None:
            self._march_on()
        elif self.pane == "map":
            mine = desk.memory.selected >= 0 and desk.world.troops[desk.me, desk.memory.selected]
            if mine:
                self.action_move()
            else:
                self.action_diplomacy()
        else:
            self.act_on(self.query_one(f"#{self.pane}", Pane).key)

    @work(exclusive=True, group="march")
    async def _march_on(self) -> None:
        march, desk = self.march, self.desk
        if march is None or desk is None or march.way is None:
            self.notify("choose a target with the arrows first")
            return
        if march.most <= 0:
            self.notify("all that can land there this turn has its orders")
            return
        if march.stage == "target":
            march.stage, march.points = "points", march.most
        else:
            way = march.way
            if way.hostile and not way.at_war and way.against not in desk.orders.declare:
                price = attack_price(desk.world, desk.me, way.against)
                lines = courts.war_lines(desk, way.against, price)
                if not await self.app.push_screen_wait(Ask("War?", lines, [("y", "declare war")])):
                    return
            problem = march.order()
            self._stop_march()
            self.give(problem)
            return
        self.paint()

    def on_pane_chosen(self, event: Pane.Chosen) -> None:
        """Act on a row that was clicked."""
        self.act_on(event.key)

    def act_on(self, key: object) -> None:
        """Act on a row by its key."""
        desk = self.open_desk
        if desk is None or not isinstance(key, tuple):
            return
        match key:
            case ("call", int(call)):
                self.give(desk.attempt(draft.with_answer(desk.orders, call, True)))
            case ("offer", int(offer)):
                self.give(desk.attempt(draft.with_accept(desk.orders, desk.view, offer)))
            case ("motion", int(motion)):
                self.give(desk.attempt(draft.with_vote(desk.orders, motion, True)))
            case ("crisis", int(number)):
                self.open_crisis(number)
            case ("congress", int(number)):
                self.open_congress(number)
            case ("event", int(province), _):
                self.select(province)
            case ("actor", int(state)) if state >= 0:
                self.select(int(desk.world.capital[state]))
            case ("focus", _):
                self.action_focus_choice()
            case ("order", "moves", int(index)):
                self.select(desk.orders.moves[index].path[-1])
            case ("order", "caps", int(index)):
                self.open_crisis(desk.orders.caps[index].crisis)
            case ("order", "claims", int(index)):
                self.open_congress(desk.orders.claims[index].congress)
            case _:
                self.notify("← takes a block from a bar, → puts it down on another; x cancels an order")

    def action_cancel(self) -> None:
        """Cancel what is selected: an order, an answer, or the marches from a province."""
        desk = self.open_desk
        if desk is None:
            return
        key = self.query_one(f"#{self.pane}", Pane).key if self.pane != "map" else None
        match key:
            case ("order", str(name), int(index)):
                desk.cancel(name, index)
            case ("call", int(call)):
                self.give(desk.attempt(draft.with_answer(desk.orders, call, False)))
            case ("offer", int(offer)):
                self.give(desk.attempt(draft.with_refusal(desk.orders, desk.view, offer)))
            case ("motion", int(motion)):
                self.give(desk.attempt(draft.with_vote(desk.orders, motion, False)))
            case ("crisis", int(number)):
                self.give(desk.attempt(draft.with_cap(desk.orders, number, 0, -1)))
            case ("congress", int(number)):
                self.give(desk.attempt(draft.with_claim(desk.orders, number, ())))
            case _ if self.pane == "map":
                left = tuple(m for m in desk.orders.moves if m.path[0] != desk.memory.selected)
                desk.draft.put(replace(desk.orders, moves=left))
        self.paint()

    def open_crisis(self, number: int) -> None:
        """Show a crisis, to seal how far we go in it."""
        desk = self.open_desk
        crisis = next((c for c in desk.world.crises if c.id == number), None) if desk is not None else None
        if desk is not None and crisis is not None:
            self.app.push_screen(CapScreen(desk, crisis), lambda _: self.paint())

    def open_congress(self, number: int) -> None:
        """Show a congress, to bid at it."""
        desk = self.open_desk
        congress = next((c for c in desk.world.congresses if c.id == number), None) if desk is not None else None
        if desk is not None and congress is not None:
            self.app.push_screen(CongressScreen(desk, congress, self.tier), lambda _: self.paint())

    def action_mobilise(self) -> None:
        """Order the other posture."""
        desk = self.open_desk
        if desk is not None:
            self.give(desk.attempt(draft.with_posture(desk.orders, bool(desk.world.mobilised[desk.me]))))

    def action_depot(self) -> None:
        """Let recruits gather in the selected province."""
        desk = self.open_desk
        if desk is not None:
            self.give(desk.attempt(replace(desk.orders, depot=desk.memory.selected)))

    @work(exclusive=True, group="ask")
    async def action_focus_choice(self) -> None:
        """Choose the national focus."""
        desk = self.open_desk
        if desk is None:
            return
        options: list[tuple[Content | str, int]] = []
        for i, name in enumerate(FOCUSES):
            text = words.focus_text(desk.world, i)
            if text:
                options.append((Content.assemble((f"{name:<15}", "bold"), (text, words.DIM)), i))
        chosen = await self.app.push_screen_wait(
            Choose("Focus", options, chosen=int(desk.world.focus_new[desk.me]))
        )
        if chosen is not None:
            self.give(desk.attempt(draft.with_focus(desk.world, desk.orders, chosen)))

    def action_undo(self) -> None:
        """Take the last order back."""
        desk = self.open_desk
        if desk is not None and not desk.draft.undo():
            self.notify("nothing to undo")
        self.paint()

    def action_redo(self) -> None:
        """Give it again."""
        desk = self.open_desk
        if desk is not None and not desk.draft.redo():
            self.notify("nothing to redo")
        self.paint()

    def action_diplomacy(self) -> None:
        """Open diplomacy; the screen above knows how."""
