"""The crisis ladder: what is at stake, what each rung costs and promises, who would come; a rung is sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from hegemon.tui import affairs, draft, weighing, words
from hegemon.tui.widgets.bars import hint_line
from hegemon.tui.widgets.pane import Pane, Row
from hegemon.world.orders import MOBILISE, NOTE, RUNGS, WAR

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hegemon.counsel.promises import Coming
    from hegemon.tui.desk import Desk
    from hegemon.world.treaties import Crisis

ASIDE = (0, -1)


class CapScreen(ModalScreen[None]):
    """Seal how far we go in a crisis: on our own side, or beside one of two others."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("escape", "dismiss", "Back", show=False),
        Binding("up,k", "go(-1)", "Up", show=False),
        Binding("down,j", "go(1)", "Down", show=False),
        Binding("enter", "seal", "Seal", show=False),
        Binding("x,delete", "unseal", "Take back", show=False),
        Binding("question_mark,f1", "handbook", "Handbook", show=False),
    ]

    def __init__(self, desk: Desk, crisis: Crisis) -> None:
        """Show a crisis to the seat of a desk."""
        super().__init__()
        self.desk = desk
        self.crisis = crisis
        self.own = affairs.is_principal(crisis, desk.me)

    def compose(self) -> ComposeResult:
        """The stakes, the ladder, and who would come."""
        with Vertical(classes="box bare"):
            yield Pane("Crisis", id="stakes")
            yield Pane("How far do we go?" if self.own else "Do we stand by one of them?", id="list", wrap=False)
            keys = (("↑↓", "choose"), ("⏎", "seal"), ("x", "take back"), ("?", "handbook"), ("esc", "back"))
            yield Static(hint_line(*keys), classes="hint")

    def on_mount(self) -> None:
        """Fill both panes; the cursor begins at what is sealed, else at the lowest rung or standing aside."""
        self.query_one("#stakes", Pane).fill([Row(line) for line in stake_lines(self.desk, self.crisis)])
        ladder = self.query_one("#list", Pane)
        ladder.fill(self._rows())
        ladder.focus()
        sealed = next((cap for cap in self.desk.orders.caps if cap.crisis == self.crisis.id), None)
        if sealed is not None:
            ladder.point((sealed.side, sealed.rung))

    def _rows(self) -> list[Row]:
        desk, crisis = self.desk, self.crisis
        sealed = next(((c.side, c.rung) for c in desk.orders.caps if c.crisis == crisis.id), None)
        rows = own_rows(desk, crisis) if self.own else others_rows(desk, crisis)
        mark = Content.styled("  sealed", words.GOOD)
        return [Row(row.text + mark, row.key) if sealed is not None and row.key == sealed else row for row in rows]

    def action_go(self, change: int) -> None:
        """Move the cursor."""
        self.query_one("#list", Pane).go(change)

    def on_pane_chosen(self) -> None:
        """Seal what was clicked."""
        self.action_seal()

    def action_seal(self) -> None:
        """Seal the rung under the cursor."""
        key = self.query_one("#list", Pane).key
        if isinstance(key, tuple):
            side, rung = key
            problem = self.desk.attempt(draft.with_cap(self.desk.orders, self.crisis.id, side, rung))
            if problem:
                self.notify(problem, severity="warning", timeout=6)
                return
        self.dismiss(None)

    def action_unseal(self) -> None:
        """Take the seal off."""
        self.desk.attempt(draft.with_cap(self.desk.orders, self.crisis.id, *ASIDE))
        self.dismiss(None)

    def action_handbook(self) -> None:
        """Read about crises."""
        from hegemon.tui.screens.handbook import HandbookScreen

        self.app.push_screen(HandbookScreen("crisis", self.desk.world.rules))


def stake_lines(desk: Desk, crisis: Crisis) -> list[Content]:
    """Who demands what, what backing down means, and who would come if it is war."""
    world = desk.world
    lines = [words.crisis_said(world, crisis).stylize("bold")]
    lines.append(Content.styled(affairs.at_stake_said(world, crisis), words.DIM))
    beside = weighing.who_would_come(desk.view, crisis.challenger, crisis.target)
    for state, comers in zip((crisis.challenger, crisis.target), beside, strict=True):
        if comers:
            friends = Content(", ").join([_comer(desk, comer) for comer in comers])
            lines.append(Content.assemble("beside ", words.state(world, state), ": ", friends))
    if not any(beside):
        lines.append(Content.styled("Nobody is bound to come to either.", words.DIM))
    return lines


def _comer(desk: Desk, comer: Coming) -> Content:
    if comer.state == desk.me:
        return words.state(desk.world, comer.state) + Content.styled(" (we)", words.DIM)
    return words.state(desk.world, comer.state) + Content.styled(f" {comer.chance / 10:.0f}%", words.DIM)


def own_rows(desk: Desk, crisis: Crisis) -> list[Row]:
    """The ladder of a principal: prestige at risk, what going so far is worth, how far the other may go."""
    side = 0 if desk.me == crisis.challenger else 1
    other = desk.world.codes[crisis.target if side == 0 else crisis.challenger]
    rungs = weighing.own_rungs(desk.view, crisis)
    best = weighing.advised(rungs)
    rows = [Row(Content.styled(f"{'rung':<11}{'at risk':>11}{'worth to us':>13}  {other} stops here", words.DIM))]
    for number, rung in enumerate(rungs):
        risk = "war" if number == WAR else f"{rung.price} prestige"
        line = Content.assemble(
            (f"{rung.name:<11}", "bold"), (f"{risk:>11}", words.BAD if number == WAR else ""), "  ",
            (f"{words.points_of_power(rung.worth):>11}", words.GOOD if rung.worth >= 0 else words.BAD),
            f"  {words.bar(round(1000 * rung.other), 1000, 8)} {100 * rung.other:>3.0f}%",
            ("  counsel" if number == best else "", words.AMBER),
        )  # fmt: skip
        rows.append(Row(line, (side, number)))
    return rows


def others_rows(desk: Desk, crisis: Crisis) -> list[Row]:
    """The choices of a third state: to stand aside, or beside either as far as a rung."""
    world, me = desk.world, desk.me
    seen = weighing.others_crisis(desk.view, crisis)
    rows = [Row(Content.assemble(("stand aside", "bold"), ("  silence does the same", words.DIM)), ASIDE)]
    for side, state in enumerate((crisis.challenger, crisis.target)):
        if world.war[me, state]:
            continue
        told = Content.assemble(
            words.state(world, state, long=True), f" goes to war with {100 * seen.resolve[side]:.0f}%; war beside it ",
            (words.points_of_power(seen.worth[side]), words.GOOD if seen.worth[side] >= 0 else words.BAD),
        )  # fmt: skip
        rows.append(Row(told))
        for rung in range(NOTE, WAR + 1):
            price = seen.shared[rung]
            then = {WAR: ", war if neither does", MOBILISE: ", ready if it is war"}.get(rung, "")
            risk = f"{price} prestige if it backs down{then}"
            rows.append(Row(Content.assemble(f"  as far as {RUNGS[rung]:<11}", (risk, words.DIM)), (side, rung)))
    return rows
