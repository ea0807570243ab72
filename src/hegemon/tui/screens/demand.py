"""A demand: its aim and stake, what backing down would cost, who would come, and what counsel expects of each rung."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.content import Content

from hegemon.counsel.crises import province_worth
from hegemon.game.chronicle import demand_said
from hegemon.tui import choices, weighing, words
from hegemon.tui.bargain import gain
from hegemon.tui.screens.form import Field, Form
from hegemon.world.orders import RUNGS, WAR, Demand

if TYPE_CHECKING:
    from hegemon.counsel.promises import Coming
    from hegemon.tui.desk import Desk

AIMS = {
    "province": "a province", "tribute": "a tribute", "regime": "its government", "break": "a treaty broken",
    "humble": "a public bow",
}  # fmt: skip


class DemandForm(Form):
    """Choose what to demand of a state, land of most worth first; enter opens the crisis when the turn ends."""

    verb = "demand"

    def __init__(self, desk: Desk, target: int) -> None:
        """Demand something of a state; there must be something that can be demanded."""
        super().__init__()
        self.desk = desk
        self.rules = desk.world.rules
        self.target = target
        self.heading = f"Demand of {desk.world.scenario.state_names[target]}"
        offered = choices.demands(desk.world, desk.me, target)
        if "province" in offered:
            worth = {d: province_worth(desk.view, desk.me, d.place) for d in offered["province"]}
            offered["province"] = tuple(sorted(worth, key=lambda d: (-worth[d], d.place)))
        self.aim = Field("Aim", [(AIMS[aim], aim) for aim in offered])
        self.stakes = {
            aim: Field("Stake", [(demand_said(desk.world, d, desk.me), d) for d in found])
            for aim, found in offered.items()
        }
        given = desk.orders.demand
        if given is not None and given.target == target:
            self.aim.choose(given.aim)
            self.stakes[given.aim].choose(given)

    def fields(self) -> list[Field]:
        """Aim, and the stake under it."""
        return [self.aim, self.stakes[str(self.aim.value)]]

    def demand(self) -> Demand:
        """The demand as chosen."""
        chosen = self.stakes[str(self.aim.value)].value
        assert isinstance(chosen, Demand)
        return chosen

    def comment(self) -> Content:
        """The rungs with their price and worth, and who would come."""
        desk, world = self.desk, self.desk.world
        demand = self.demand()
        rungs = weighing.demand_rungs(desk.view, demand)
        best = weighing.advised(rungs)
        lines: list[Content | str | tuple[str, str]] = [
            ("Next turn each side seals how far it goes; the lower yields.\n", words.DIM),
            (f"{'':12}  worth to us  prestige if we yield there    it stops there\n", words.DIM),
        ]
        for at, rung in enumerate(rungs):
            cost = "war, if it too" if at == WAR else str(rung.price)
            stops = f"goes to war {rung.other:.0%}" if at == WAR else f"{rung.other:.0%}"
            lines += [
                (f"{'→' if at == best else ' '} {RUNGS[at]:<10}", "bold" if at == best else ""),
                gain(rung.worth).pad_left(5), (f"  {cost:>22}  {stops:>18}\n", words.DIM),
            ]  # fmt: skip
        ours, theirs = weighing.who_would_come(desk.view, desk.me, self.target)
        lines += ["if it comes to war, beside us: ", _comers(desk, ours), "\nbeside it: ", _comers(desk, theirs)]
        said = f"\nits opinion of us falls by {world.rules.standing.crisis / 10:.0f} for the demand alone"
        lines.append((said, words.DIM))
        problem = desk.problem(replace(desk.orders, demand=demand))
        if problem:
            lines.append((f"\n{problem}", words.BAD))
        return Content.assemble(*lines)

    def page(self) -> str:
        """Crises."""
        return "crisis"

    def action_send(self) -> None:
        """Order the demand; one is made a turn."""
        problem = self.desk.attempt(replace(self.desk.orders, demand=self.demand()))
        if problem:
            self.notify(problem, severity="warning", timeout=6)
            return
        self.notify("demanded when the turn ends; next turn the inbox asks how far we go")
        self.dismiss(True)


def _comers(desk: Desk, coming: tuple[Coming, ...]) -> Content:
    """States that may join, with their chances."""
    if not coming:
        return Content.styled("nobody", words.DIM)
    return Content(" ").join([words.state(desk.world, c.state) + f" {c.chance // 10}%" for c in coming])
