"""A congress: the land before it with its price tags, each victor's purse, and our sealed bids."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen

from hegemon.tui import affairs, draft, weighing, words
from hegemon.tui.map.modes import political
from hegemon.tui.map.view import MapView
from hegemon.tui.widgets.bars import Line, hint_line
from hegemon.tui.widgets.pane import Pane, Row
from hegemon.world.relations import cession_price

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hegemon.tui.desk import Desk
    from hegemon.tui.map.palette import Tier
    from hegemon.tui.map.scene import Scene
    from hegemon.world.treaties import Congress

NARROW = 110
NEAR = 2  # step of zoom at which price tags can be read
STEP = 5


class CongressScreen(Screen[None]):
    """Bid on the land of a beaten state. Bids are ordered as they are moved, and sealed when the turn ends."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("escape,enter,q", "close", "Back", show=False),
        Binding("up,k", "go(-1)", "Up", show=False),
        Binding("down,j", "go(1)", "Down", show=False),
        Binding("right,l,plus,equals_sign", "bid(1)", "More", show=False),
        Binding("left,h,minus", "bid(-1)", "Less", show=False),
        Binding("shift+right,L,pageup", f"bid({STEP})", "Much more", show=False),
        Binding("shift+left,H,pagedown", f"bid(-{STEP})", "Much less", show=False),
        Binding("x,delete", "drop", "No bid", show=False),
    ]

    def __init__(self, desk: Desk, congress: Congress, tier: Tier) -> None:
        """Show a congress to the seat of a desk."""
        super().__init__()
        self.desk = desk
        self.congress = congress
        self.tier = tier
        self.purse = dict(congress.purses)[desk.me]

    def compose(self) -> ComposeResult:
        """Map to the left, land and purses to the right."""
        yield Line(id="head")
        with Horizontal(id="body"):
            yield MapView(tier=self.tier, id="map")
            with Vertical(id="side"):
                yield Pane("Before the congress", wrap=False, id="land")
                yield Pane("The victors", id="purses")
        yield Line(id="status")
        yield Line(
            hint_line(("↑↓", "province"), ("←→", "bid"), ("⇧←→", f"by {STEP}"), ("x", "no bid"), ("⏎", "done")),
            id="foot",
        )

    def on_mount(self) -> None:
        """Show the land and go to the first province."""
        desk = self.desk
        self.map.show(desk.world.land)
        self.map.paint_scene(price_tags(desk, self.congress))
        self.paint()
        self.query_one("#land", Pane).focus()
        self.map.select(self._place())
        self.call_after_refresh(self._closer)

    def _closer(self) -> None:
        """Show the land near enough to read its price tags."""
        if self.map.display:
            self.map.zoom(NEAR - self.map.level)
            self.map.reveal(self._place())

    def on_resize(self) -> None:
        """Leave the map out where there is no room for it."""
        narrow = self.size.width < NARROW
        self.map.display = not narrow
        self.query_one("#side").styles.width = "1fr" if narrow else 62

    @property
    def map(self) -> MapView:
        """The map."""
        return self.query_one("#map", MapView)

    @property
    def bids(self) -> dict[int, int]:
        """Our bids as they stand, by province."""
        claims = self.desk.orders.claims
        return dict(next((claim.bids for claim in claims if claim.congress == self.congress.id), ()))

    def _place(self) -> int:
        key = self.query_one("#land", Pane).key
        return key if isinstance(key, int) else -1

    def paint(self) -> None:
        """Show bids and purses."""
        desk, world, bids = self.desk, self.desk.world, self.bids
        spent, title = sum(bids.values()), affairs.congress_said(world, self.congress)
        self.query_one("#head", Line).update(
            Content.assemble(
                (title[:1].upper() + title[1:], "bold"),
                f"   our purse {self.purse}   claimed {spent}   left ",
                (str(self.purse - spent), f"bold {words.GOOD if spent < self.purse else words.AMBER}"),
            )
        )
        self.query_one("#land", Pane).fill(land_rows(desk, self.congress, bids))
        self.query_one("#purses", Pane).fill(purse_rows(desk, self.congress))
        self.query_one("#status", Line).update(Content(self._sentence()))

    def _sentence(self) -> str:
        world, place = self.desk.world, self._place()
        if place < 0:
            return ""
        bid, least = self.bids.get(place, 0), cession_price(world, place)
        ours = f"we bid {bid}" if bid else "we bid nothing"
        return f"{words.place(world, place)} costs {least} or more; {ours}."

    def action_go(self, change: int) -> None:
        """Go to another province; the map shows it."""
        self.query_one("#land", Pane).go(change)
        self.map.select(self._place())
        self.query_one("#status", Line).update(Content(self._sentence()))

    def action_bid(self, change: int) -> None:
        """Raise or lower the bid; it begins at the price, and below it there is none."""
        place, bids = self._place(), self.bids
        if place < 0:
            return
        least, now = cession_price(self.desk.world, place), bids.get(place, 0)
        most = self.purse - sum(bids.values()) + now
        wanted = least if change > 0 and not now else now + change
        if change > 0 and most < least:
            self.notify(f"{words.place(self.desk.world, place)} costs {least}, {most} of our purse is left")
            return
        self._put({**bids, place: min(wanted, most) if wanted >= least else 0})

    def action_drop(self) -> None:
        """Bid nothing for the province."""
        self._put({**self.bids, self._place(): 0})

    def _put(self, bids: dict[int, int]) -> None:
        kept = tuple((p, bids[p]) for p in self.congress.provinces if bids.get(p))
        problem = self.desk.attempt(draft.with_claim(self.desk.orders, self.congress.id, kept))
        if problem:
            self.notify(problem, severity="warning", timeout=6)
        self.paint()

    def action_close(self) -> None:
        """Go back; the bids stand."""
        self.dismiss(None)


def land_rows(desk: Desk, congress: Congress, bids: dict[int, int]) -> list[Row]:
    """Each province with its least price, what it is worth to us, who holds it, and our bid."""
    world = desk.world
    rows = [Row(Content.styled(f"{'':<21}{'price':>6}{'worth to us':>13} {'held by':<8}{'our bid':>8}", words.DIM))]
    holders = dict(zip(congress.provinces, congress.held or (-1,) * len(congress.provinces), strict=True))
    for place in congress.provinces:
        worth, bid, holder = weighing.place_worth(desk.view, place), bids.get(place, 0), holders[place]
        line = Content.assemble(
            (f"{words.place(world, place):<20.20} ", "bold" if bid else ""), f"{cession_price(world, place):>6}",
            (f"{words.points_of_power(worth):>13} ", words.GOOD if worth >= 0 else words.BAD),
            words.state(world, holder) if holder >= 0 else Content.styled("nobody", words.DIM),
            " " * max(1, 8 - (words.state(world, holder).cell_length if holder >= 0 else 6)),
            (f"{bid or '—':>8}", f"bold {words.AMBER}" if bid else words.DIM),
        )  # fmt: skip
        rows.append(Row(line, place))
    return rows


def purse_rows(desk: Desk, congress: Congress) -> list[Row]:
    """What the war has earned each victor; the highest bid takes, of equal ones who holds the land."""
    world = desk.world
    most = max((purse for _, purse in congress.purses), default=1)
    rows = [
        Row(
            Content.assemble(
                words.state(world, state), " ", (words.bar(purse, most, 16), world.scenario.colours[state]), f" {purse}"
            )
        )
        for state, purse in congress.purses
    ]
    told = "Bids are sealed. The highest takes a province, of equal ones who holds it. Purses are lost at the end."
    told += " What nobody claims stays with its owner."
    return [*rows, Row(Content.styled(told, words.DIM))]


def price_tags(desk: Desk, congress: Congress) -> Scene:
    """The political map with a price tag on every province before the congress, hatched by who holds it."""
    world = desk.world
    scene = political(desk.view)
    tags = tuple(
        f"{cession_price(world, p)}" if p in congress.provinces else "" for p in range(world.provinces)
    )
    stripe = np.full(world.provinces, -1, dtype=np.int64)
    for place, holder in zip(congress.provinces, congress.held, strict=False):
        stripe[place] = holder
    return replace(scene, armies=tags, army_slot=world.sovereign, stripe=stripe, first=congress.provinces)
