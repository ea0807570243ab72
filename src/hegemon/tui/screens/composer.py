"""The treaty composer: kind, named enemy, term; what it obliges to, what it is worth to us, and the answer at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.content import Content

from hegemon.game.chronicle import TREATIES, reply_said, terms_said
from hegemon.tui import forecast, words
from hegemon.tui.screens.ask import Ask
from hegemon.tui.screens.form import Field, Form
from hegemon.world.orders import Letter, PeaceTerms, Reply, TreatyTerms

if TYPE_CHECKING:
    from hegemon.tui.desk import Desk

DUTIES = {
    "nonaggression": "neither attacks the other",
    "neutrality": "neither attacks, nor joins a war against the other",
    "defence": "each joins when the other is attacked; armies may use both lands",
    "guarantee": "the guarantor joins when the protected is attacked",
    "entente": "bases and technology are shared; each is asked when the other is attacked",
    "trade": "surpluses relieve each other's bottlenecks",
}


class LetterForm(Form):
    """A form that ends in a letter: checks it, sends it, shows the answer, and settles a counter."""

    def __init__(self, desk: Desk, to: int) -> None:
        """Write to a state."""
        super().__init__()
        self.desk = desk
        self.to = to
        self.heading = f"Letter to {desk.world.scenario.state_names[to]}"

    def letter(self) -> Letter:
        """The letter as chosen."""
        raise KeyError(self.heading)

    def action_send(self) -> None:
        """Send the letter and show the answer."""
        self.deal(self.letter())

    @work(exclusive=True)
    async def deal(self, letter: Letter) -> None:
        """Send a letter; on a counter ask whether we take it."""
        desk, world = self.desk, self.desk.world
        problem, reply = desk.write(letter)
        if problem:
            self.notify(problem, severity="warning", timeout=6)
            return
        name = world.scenario.state_names[self.to]
        if reply is None:
            self.notify(f"the letter is on its way; {name} answers in its own turn")
            self.dismiss(True)
            return
        self.paint()
        lines: list[Content | str] = [terms_said(world, letter), "", _answer(desk, reply)]
        if reply.answer == "counter" and reply.counter is not None:
            if await self.app.push_screen_wait(Ask(f"{name} answers", lines, [("y", "take the counter")])):
                problem = desk.take_counter(reply)
                self.notify(problem or "agreed; it is signed when the turn ends")
                self.dismiss(True)
            return
        await self.app.push_screen_wait(Ask(f"{name} answers", lines, [("enter", "go on")]))
        if reply.answer == "yes":
            self.dismiss(True)


def _answer(desk: Desk, reply: Reply) -> Content:
    hue = {"yes": words.GOOD, "no": words.BAD}.get(reply.answer, words.AMBER)
    return Content.styled(reply_said(desk.world, reply), hue)


class TreatyComposer(LetterForm):
    """Offer a treaty."""

    def __init__(self, desk: Desk, to: int, kind: str = "") -> None:
        """Offer a treaty to a state."""
        super().__init__(desk, to)
        world, me = desk.world, desk.me
        kinds: list[tuple[Content | str, object]] = []
        for name in world.rules.kinds:
            if name == "guarantee":
                kinds += [("guarantee by us", (name, me, to)), ("guarantee by them", (name, to, me))]
            else:
                kinds.append((TREATIES.get(name, name), (name, me, to)))
        self.kind = Field("Treaty", kinds)
        others = [s for s in range(world.states) if world.alive[s] and s not in (me, to)]
        targets: list[tuple[Content | str, object]] = [("anybody", -1)]
        targets += [(words.state(world, s, long=True), s) for s in others]
        self.target = Field("Against", targets)
        self.chained = Field("Chained", [("no", False), ("yes, also when drawn in by a treaty", True)])
        self.term = Field("Turns", [(str(n), n) for n in (5, 10, 15, 20, 30)], 1)

    def _kind(self) -> tuple[str, int, int]:
        value = self.kind.value
        assert isinstance(value, tuple)
        return value

    def fields(self) -> list[Field]:
        """Fields that the kind has."""
        rule = self.desk.world.rules.kinds[self._kind()[0]]
        if rule.aid or rule.invited:
            return [self.kind, self.target, self.chained, self.term]
        return [self.kind, self.term]

    def letter(self) -> Letter:
        """The offer."""
        name, first, second = self._kind()
        rule = self.desk.world.rules.kinds[name]
        helps = rule.aid or rule.invited
        terms = TreatyTerms(
            kind=name,
            parties=(first, second),
            chained=bool(self.chained.value) if helps else False,
            target=int(str(self.target.value)) if helps else -1,
            term=int(str(self.term.value)),
        )
        return Letter(self.desk.me, self.to, terms)

    def comment(self) -> Content:
        """Duty, price of breaking it, and what it is worth."""
        desk = self.desk
        letter = self.letter()
        rule = desk.world.rules.kinds[self._kind()[0]]
        lines: list[Content | str | tuple[str, str]] = [
            (DUTIES.get(rule.name, ""), ""), "\n",
            (f"breaking it costs {words.percent(rule.price, 2)} of our power", words.DIM), "\n",
            forecast.letter_worth(desk, letter),
            (f"envoys left: {desk.envoys_left()}", words.DIM),
        ]  # fmt: skip
        problems = desk.faults_of(letter)
        if problems:
            lines.append((f"\n{problems}", words.BAD))
        return Content.assemble(*lines)


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
        world = self.desk.world
        loser = self._loser()
        self._for = self.winner.value
        self.provinces = []
        for p in range(world.provinces):
            if world.sovereign[p] == loser and self.winner.value != -1:
                held = world.occupier[p] >= 0
                name = f"{world.land.names[p]}{' (held)' if held else ''}"
                cost = forecast.cession(world, p)
                self.provinces.append(
                    (int(held), Field(name[:13], [("stays", -1), (f"is ceded, price {cost}", p)]))
                )
        self.provinces.sort(key=lambda item: -item[0])
        most = world.rules.economy.reparations_most
        self.money = Field("Reparations", [(f"{r / 10:g}%", r) for r in range(0, most + 1, 25)])
        self.arms = Field("Arms", [("free", False), ("may not mobilise", True)])

    def _loser(self) -> int:
        return self.desk.me if self.winner.value == self.to else self.to

    def changed(self) -> None:
        """Other provinces when the giver changes."""
        if self._for != self.winner.value:
            self._details()

    def fields(self) -> list[Field]:
        """Provinces first those that are held."""
        if self.winner.value == -1:
            return [self.winner]
        return [self.winner, self.money, self.arms, *(field for _, field in self.provinces)]

    def letter(self) -> Letter:
        """The offer."""
        me, loser = self.desk.me, self._loser()
        if self.winner.value == -1:
            return Letter(me, self.to, PeaceTerms(me, self.to))
        winner = self.to if loser == me else me
        cede = tuple(int(str(f.value)) for _, f in self.provinces if f.value != -1)
        terms = PeaceTerms(winner, loser, cede, int(str(self.money.value)), bool(self.arms.value))
        return Letter(me, self.to, terms)

    def comment(self) -> Content:
        """Price and purse."""
        terms = self.letter().terms
        assert isinstance(terms, PeaceTerms)
        price, score = forecast.peace_sums(self.desk.world, terms)
        lines: list[Content | str | tuple[str, str]] = [
            f"the terms cost {price}; the war has earned ",
            words.state(self.desk.world, terms.winner), f" {score}\n",
            forecast.letter_worth(self.desk, self.letter()),
            ("peace offers need no envoy; every peace is also a truce", words.DIM),
        ]  # fmt: skip
        problems = self.desk.faults_of(self.letter())
        if problems:
            lines.append((f"\n{problems}", words.BAD))
        return Content.assemble(*lines)
