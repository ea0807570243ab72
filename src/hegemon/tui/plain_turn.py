"""One seat's turn in text: orders in the making, and the menu that makes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from hegemon import paths
from hegemon.counsel.promises import joining
from hegemon.errors import BadInput
from hegemon.game.chronicle import per_cent, state_name
from hegemon.game.saves import SUFFIX
from hegemon.game.seats import Seat
from hegemon.game.session import Game
from hegemon.game.sums import record_said
from hegemon.tui import draft, plain_pages, things
from hegemon.tui.marches import free_points, marches, may_go
from hegemon.tui.plain_affairs import PlainAffairs
from hegemon.tui.plain_ask import ask, choose, number, pick, tell
from hegemon.tui.plain_treaties import PlainTreaties
from hegemon.world.orders import BRANCHES, FOCUSES, Move
from hegemon.world.relations import attack_price


class Left(Exception):
    """The player has gone back to the menu or out."""


class Turn(PlainTreaties, PlainAffairs):
    """A turn of one seat, asked and told."""

    def __init__(self, game: Game, seat: Seat) -> None:
        super().__init__(game, seat)
        self.done = self.told = False

    def run(self) -> None:
        """Tell the state of things and take orders until the turn is ended."""
        tell(["", *plain_pages.summary(self.view)])
        tell(["News:", *plain_pages.news(self.view)] if self.view.news else [])
        while not self.done:
            waiting = things.mail(self.view)
            acts: list[tuple[str, Callable[[], None]]] = [
                ("effort: move a block", self.effort), ("focus: set the national focus", self.focus),
                ("mobilise or send the reservists home", self.mobilise), ("move troops or attack", self.move),
                ("inbox: crises, calls, votes, letters" + (f" ({waiting} waiting)" if waiting else ""), self.inbox),
                ("propose a treaty", self.propose), ("treaties: leave, break, amend, set replies", self.treaties),
                ("war: declare it", self.war), ("peace: offer it", self.peace),
                ("demand something, and open a crisis", self.demand), ("summit: bring states together", self.summit),
                ("sanctions: lay or lift them", self.sanctions), ("order: proclaim or join one", self.order),
                ("why did a state act as it did", self.why), ("map: table of provinces", self.map),
                ("states: power, armies, relations", lambda: tell(plain_pages.states(self.view))),
                ("aims: what we want beside power", lambda: tell(plain_pages.aims(self.seat), "Nothing beside power.")),
                ("chronicle of the game", lambda: tell(self.seat.chronicle[-60:], "Nothing has happened.")),
                ("orders: list and cancel", self.list), ("save under a name", self.save), ("quit", self.quit),
            ]  # fmt: skip
            picked = choose("What do you do?", [name for name, _ in acts], back="end turn", known=self.told)
            self.told = True
            try:
                if picked is None:
                    self.end()
                else:
                    acts[picked][1]()
            except BadInput as error:
                print(f"{error}.")

    def end(self) -> None:
        """Submit the orders."""
        said = plain_pages.orders_said(self.view, self.orders)
        tell(["Your orders:", *(line for _, _, line in said)] if said else ["No orders."])
        left = things.unanswered(self.view, self.orders)
        tell(["Left undone:", *(f"{thing.text}." for thing in left)] if left else [])
        if choose("End the turn?", ("yes",), back="no") is not None:
            self.seat.submit(self.orders)
            self.done = True

    def effort(self) -> None:
        """Move a block of effort."""
        tell(plain_pages.forecast_said(self.view))
        source = choose("From which branch?", BRANCHES)
        to = None if source is None else choose("To which branch?", BRANCHES)
        if source is not None and to is not None and self.put(draft.with_shift(self.orders, source, to)):
            print("The block moves, and idles this turn.")

    def focus(self) -> None:
        """Set the focus."""
        picked = choose("Which focus?", FOCUSES)
        if picked is not None:
            self.put(draft.with_focus(self.world, self.orders, picked))

    def mobilise(self) -> None:
        """Order the other posture, or take it back."""
        if self.put(draft.with_posture(self.orders, bool(self.world.mobilised[self.me]))):
            print(f"Ordered: {self.orders.posture}." if self.orders.posture else "Taken back.")

    def move(self) -> None:
        """March from a province of ours to another or against a foe's."""
        bases = [p for p in range(self.world.provinces) if free_points(self.view, self.orders, p) > 0]
        picked = choose(
            "From where?",
            [
                f"{plain_pages.place_said(self.world, p)}: {free_points(self.view, self.orders, p)} points"
                for p in bases
            ],
        )
        if picked is None:
            return
        base = bases[picked]
        ways = sorted(marches(self.view, base).values(), key=lambda m: (not m.hostile, len(m.path), m.path))
        moves = self.orders.moves
        most = [may_go(self.view, self.orders, m) for m in ways]
        lines = [
            plain_pages.march_said(self.view, m, (*moves, Move(m.path, max(1, n))))
            for m, n in zip(ways, most, strict=True)
        ]
        picked = choose("Where to?", lines)
        if picked is None:
            return
        way = ways[picked]
        if not most[picked]:
            print("All that can land there this turn has its orders.")
            return
        points = number("How many points, 0 for none", 0, most[picked], most[picked])
        if not points:
            return
        declare = (
            way.against if way.hostile and not way.at_war and way.against not in self.orders.declare else -1
        )
        if declare >= 0 and not self.to_war(declare):
            return
        if self.put(draft.with_move(self.orders, Move(way.path, points), declare)):
            print(f"Ordered: {plain_pages.march_said(self.view, way, self.orders.moves)}.")

    def to_war(self, target: int) -> bool:
        """Ask whether to declare war, with its price and who may be called."""
        coming = joining(self.view, self.me, target)
        for side, text in ((1, "They may call"), (0, "We may call")):
            called = [f"{state_name(self.world, c.state)} ({c.chance // 10}% likely)" for c in coming if c.side == side]
            tell([f"{text} {', '.join(called)}."] if called else [])
        price = attack_price(self.world, self.me, target)
        cost = f" It breaks our word: {per_cent(price)} of power." if price else ""
        return self.sure(f"Declare war on {state_name(self.world, target)}?{cost}")

    def war(self) -> None:
        """Declare war."""
        target = self.state("On whom?")
        if target is not None and self.to_war(target):
            self.put(replace(self.orders, declare=(*self.orders.declare, target)))

    def why(self) -> None:
        """Tell why a state did what it did, as far as the seat may know."""
        state = self.state("Which state?", [s for s in range(self.world.states) if self.world.alive[s]])
        if state is not None:
            records = self.seat.why(self.world.codes[state])[:12]
            tell(
                [line for r in records for line in record_said(self.world, r)],
                "You do not know why it acts as it does.",
            )

    def map(self) -> None:
        """List the provinces of a state."""
        state = self.state("Whose provinces?", [s for s in range(self.world.states) if self.world.alive[s]])
        if state is not None:
            mine = [
                p
                for p in range(self.world.provinces)
                if state in (self.world.sovereign[p], self.world.controller[p])
            ]
            tell([plain_pages.province_said(self.view, p) for p in mine])

    def list(self) -> None:
        """List the orders and the letters sent, and cancel one."""
        self.show_sent()
        said = plain_pages.orders_said(self.view, self.orders)
        picked = pick("Cancel one?", [line for _, _, line in said], "No orders.")
        if picked is None:
            return
        field, index, _ = said[picked]
        value = getattr(self.orders, field)
        whole = not isinstance(value, tuple) or field == "summit"
        left = (() if field == "summit" else None) if whole else value[:index] + value[index + 1 :]
        self.put(replace(self.orders, **{field: left}))

    def save(self) -> None:
        """Save the game under a name."""
        name = "".join(c if c.isalnum() or c in "-_" else "-" for c in ask("Which name?"))[:60] or "game"
        path: Path = paths.saves() / f"{name}{SUFFIX}"
        self.game.save(path)
        print(f"Saved in {path}.")

    def quit(self) -> None:
        """Leave the game; it is kept."""
        raise Left
