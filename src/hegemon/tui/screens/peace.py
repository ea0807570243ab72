"""The peace composer: who gives what, priced against what the war has earned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from hegemon.game.chronicle import TREATIES
from hegemon.tui import choices, forecast, words
from hegemon.tui.screens.composer import LetterForm
from hegemon.tui.screens.form import Field
from hegemon.world.orders import Letter, PeaceTerms
from hegemon.world.scenario_model import GOVERNMENTS
from hegemon.world.spoils import earned, purses

if TYPE_CHECKING:
    from hegemon.tui.desk import Desk
    from hegemon.world.treaties import Treaty


class PeaceComposer(LetterForm):
    """Offer peace: who gives what, priced against what the war has earned."""

    def __init__(self, desk: Desk, to: int) -> None:
        """Offer peace to an enemy."""
        super().__init__(desk, to)
        self.heading = f"Peace with {desk.world.scenario.state_names[to]}"
        self.winner = Field(
            "Who gains", [("we take", desk.me), ("we give", to), ("nobody: as before the war", -1)]
        )
        self._details()

    def _details(self) -> None:
        world, loser, winner = self.desk.world, self._loser(), self._winner()
        rule = world.rules.peace
        self._for = self.winner.value
        held, free = list[Field](), list[Field]()
        for p in range(world.provinces):
            if world.sovereign[p] == loser:
                name, cost = world.land.names[p], forecast.cession(world, p)
                here = " (held)" if world.occupier[p] >= 0 else ""
                field = Field("Land", [(f"{name}{here} stays", -1), (f"{name}{here} is ceded, price {cost}", p)])
                (held if here else free).append(field)
        self.provinces = [*held, *free]
        most = world.rules.economy.reparations_most
        self.money = Field("Reparations", [(f"{r / 10:g}% of output", r) for r in range(0, most + 1, 25)])
        self.arms = Field(
            "Arms", [("free", False), (f"may not mobilise, price {rule.price_demilitarise}", True)]
        )
        back = [(Content.assemble(words.state(world, s, long=True), " comes home"), s)
                for s in choices.exiles(world, winner, loser)]  # fmt: skip
        self.restore = Field("Exile", [("nobody comes home", -1), *back])
        regime: list[tuple[Content | str, object]] = [("stays", False)]
        if choices.regime_open(world, winner, loser):
            ours = GOVERNMENTS[int(world.government[winner])]
            regime.append((f"{ours}, like the winner's, price {rule.price_regime}", True))
        self.regime = Field("Government", regime)
        self.congress = Field("Congress", [("what is ceded goes to the winner", False), ("victors bid for it", True)])
        self.pacts = [
            Field("Treaty", [(f"keeps its {_pact(self.desk, t, loser)}", -1),
                             (f"leaves its {_pact(self.desk, t, loser)}, price {rule.price_break}", t.id)])
            for t in choices.pacts_of(world, loser, winner)
        ]  # fmt: skip

    def _loser(self) -> int:
        return self.desk.me if self.winner.value == self.to else self.to

    def _winner(self) -> int:
        return self.to if self._loser() == self.desk.me else self.desk.me

    def changed(self) -> None:
        """Other provinces when the giver changes."""
        if self._for != self.winner.value:
            self._details()

    def fields(self) -> list[Field]:
        """Provinces first those that are held; choices that there are."""
        if self.winner.value == -1:
            return [self.winner]
        world = self.desk.world
        several = len(purses(world, int(world.war[self._winner(), self._loser()]), self._loser()))
        special = [field for field in (self.restore, self.regime) if len(field.values) > 1]
        if several >= world.rules.peace.congress_least and world.rules.switch.congress:
            special.append(self.congress)
        return [self.winner, self.money, self.arms, *special, *self.pacts, *self.provinces]

    def letter(self) -> Letter:
        """The offer."""
        me, loser = self.desk.me, self._loser()
        if self.winner.value == -1:
            return Letter(me, self.to, PeaceTerms(me, self.to))
        terms = PeaceTerms(
            self._winner(), loser,
            cede=tuple(int(str(f.value)) for f in self.provinces if f.value != -1),
            reparations=int(str(self.money.value)), demilitarise=bool(self.arms.value),
            break_pacts=tuple(int(str(f.value)) for f in self.pacts if f.value != -1),
            restore=int(str(self.restore.value)), regime=bool(self.regime.value), congress=bool(self.congress.value),
        )  # fmt: skip
        return Letter(me, self.to, terms)

    def page(self) -> str:
        """How wars end."""
        return "exile" if self.at is self.restore else "peace"

    def comment(self) -> Content:
        """Price and purse."""
        desk, world = self.desk, self.desk.world
        terms = self.letter().terms
        assert isinstance(terms, PeaceTerms)
        price = forecast.peace_sums(world, terms)[0]
        whose: Content | str = "all victors together" if terms.congress else words.state(world, terms.winner)
        lines: list[Content | str | tuple[str, str]] = [
            f"the terms cost {price}; the war has earned ", whose, f" {earned(world, terms)}\n",
            forecast.letter_worth(desk, self.letter()),
            ("peace offers need no envoy; every peace is also a truce", words.DIM),
        ]  # fmt: skip
        if terms.congress:
            lines.append(("\na congress makes peace for all who fight it in this war", words.AMBER))
        problems = desk.faults_of(self.letter())
        if problems:
            lines.append((f"\n{problems}", words.BAD))
        return Content.assemble(*lines)


def _pact(desk: Desk, treaty: Treaty, state: int) -> str:
    others = ", ".join(desk.world.codes[p] for p in treaty.others(state))
    return f"{TREATIES.get(treaty.kind, treaty.kind)} with {others}"
