"""The treaty composer: kind, parties, clauses; what each does, what it is worth to all, and the answer at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import work
from textual.content import Content

from hegemon.counsel.bands import estimate
from hegemon.counsel.leagues import terms_of
from hegemon.game.chronicle import TREATIES, reply_said, terms_said
from hegemon.tui import bargain, choices, draft, forecast, words
from hegemon.tui.screens.ask import Ask
from hegemon.tui.screens.clause_fields import NAMES, clause_fields
from hegemon.tui.screens.form import Field, Form
from hegemon.tui.screens.many import ChooseMany
from hegemon.tui.screens.why import WhyScreen
from hegemon.tui.widgets.pane import Pane
from hegemon.world.orders import Letter, Proposal, Reply, TreatyTerms

if TYPE_CHECKING:
    from hegemon.tui.desk import Desk
    from hegemon.world.treaties import Treaty

DUTIES = {
    "nonaggression": "neither attacks the other",
    "neutrality": "neither attacks, nor joins a war against the other",
    "defence": "each joins when the other is attacked; armies may use both lands",
    "guarantee": "the guarantor joins when the protected is attacked",
    "entente": "bases and technology are shared; each is asked when the other is attacked",
    "trade": "surpluses relieve each other's bottlenecks",
    "offence": "each joins an attack on the enemy that is named; armies may use both lands",
    "league": "all join against any aggressor, members too",
    "coalition": "binds nobody: joint pressure on a named enemy, spoils shared, left at will",
    "order": "the leader protects, followers pay dues and trade with it",
}
PAGES = {
    "target": "common-threat", "exclude": "entrapment", "chained": "chains", "burden": "burden-sharing",
    "delay": "consultation", "joint": "peace", "term": "impermanence", "notice": "impermanence",
    "renew": "stale-treaties", "secret": "clauses", "dues": "order", "split": "treaties-and-coalitions",
}  # fmt: skip


class LetterForm(Form):
    """A form that ends in a letter: checks it, sends it, shows the answer, and settles a counter."""

    def __init__(self, desk: Desk, to: int) -> None:
        """Write to a state."""
        super().__init__()
        self.desk = desk
        self.rules = desk.world.rules
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
        lines: list[Content | str] = [Content(terms_said(world, letter)), "", _answer(desk, reply)]
        counter = reply.answer == "counter" and reply.counter is not None
        reason = desk.seat.why_answered(letter)
        keys = [("y", "take the counter") if counter else ("enter", "go on"), *([("w", "why")] if reason else [])]
        while (key := await self.app.push_screen_wait(Ask(f"{name} answers", lines, keys))) == "w":
            await self.app.push_screen_wait(WhyScreen(world, self.to, (reason,) if reason else ()))
        if counter and key:
            problem = desk.take_counter(reply)
            self.notify(problem or "agreed; it is signed when the turn ends")
        if reply.answer == "yes" or (counter and key):
            self.dismiss(True)


def _answer(desk: Desk, reply: Reply) -> Content:
    hue = {"yes": words.GOOD, "no": words.BAD}.get(reply.answer, words.AMBER)
    return Content.styled(reply_said(desk.world, reply), hue)


class TreatyComposer(LetterForm):
    """Offer a treaty by letter, found one of several, or move to change one in force."""

    def __init__(self, desk: Desk, to: int, amends: Treaty | None = None, parties: tuple[int, ...] = ()) -> None:
        """Write to a state; amends: the treaty to be changed; parties: who is to be in it, if not the two of us."""
        super().__init__(desk, to)
        world, me = desk.world, desk.me
        self.amends = amends
        self.members = parties or (amends.parties if amends is not None else (me, to))
        self.parties = Field("Parties", [], opens="parties")
        start = _now(amends, world.turn) if amends is not None else TreatyTerms("", self.members)
        if amends is not None:
            kind = TREATIES.get(amends.kind, amends.kind)
            self.kind = Field("Treaty", [(kind, (amends.kind, False))])
            self.heading = f"Change the {kind}"
        else:
            self.kind = Field("Treaty", self._kinds())
        self.clauses = clause_fields(world, self.members, start)
        self._follow()

    def _kinds(self) -> list[tuple[Content | str, object]]:
        found: list[tuple[Content | str, object]] = []
        for name in choices.kinds(self.desk.world):
            rule = self.desk.world.rules.kinds[name]
            said = TREATIES.get(name, name)
            if rule.one_way:
                found += [(f"{said} by us", (name, False)), (f"{said} by them", (name, True))]
            else:
                found.append((f"{said}{' (informal)' if rule.informal else ''}", (name, False)))
        return found

    @property
    def name_of_kind(self) -> str:
        """The kind chosen."""
        value = self.kind.value
        return str(value[0]) if isinstance(value, tuple) else ""

    def _follow(self) -> None:
        """Keep what depends on other fields in step with them."""
        world = self.desk.world
        names = Content(" ").join([words.state(world, p) for p in self.members])
        self.parties.values = [(names, self.members)]
        target = self.clauses["target"]
        if self.name_of_kind and world.rules.kinds[self.name_of_kind].attack and target.value == -1:
            target.at = min(1, len(target.values) - 1)

    def fields(self) -> list[Field]:
        """Kind, parties, and the clauses that matter to the kind."""
        shown = [name for name in choices.clauses(self.desk.world, self.name_of_kind)
                 if name != "exclude" or self.clauses["target"].value == -1]  # fmt: skip
        return [self.kind, self.parties, *(self.clauses[name] for name in shown)]

    def changed(self) -> None:
        """An attack names its enemy."""
        self._follow()

    def paint(self) -> None:
        """Show what is chosen, under the name of who is written to."""
        super().paint()
        if self.amends is None:
            others = [p for p in self.members if p != self.desk.me]
            name = self.desk.world.scenario.state_names[others[0]] if len(others) == 1 else ""
            self.query_one(Pane).name_it(f"Letter to {name}" if name else "A treaty of several, put to the vote")

    @work(exclusive=True)
    async def action_parties(self) -> None:
        """Choose who is to be a party beside us."""
        desk, world, me = self.desk, self.desk.world, self.desk.me
        inside = self.amends is not None and me in self.amends.parties
        offered = [s for s in choices.living(world, me) if inside or self.amends is None]
        lines = [(Content.assemble(words.state(world, s, long=True), _tie(desk, s)), s) for s in offered]
        if not lines:
            self.notify("who accedes asks for itself alone")
            return
        chosen = await self.app.push_screen_wait(
            ChooseMany("Parties beside us", lines, tuple(p for p in self.members if p != me))
        )
        if chosen is None:
            return
        stay = tuple(p for p in self.members if p == me or p in chosen)
        self.members = (*stay, *(s for s in chosen if s not in stay))
        self.clauses = clause_fields(world, self.members, self.terms())
        self._follow()
        self.paint()

    def terms(self) -> TreatyTerms:
        """The treaty as chosen."""
        value, kind = self.kind.value, self.desk.world.rules.kinds[self.name_of_kind]
        turned = isinstance(value, tuple) and bool(value[1])
        shown = {field.name for field in self.fields()}
        given = {name: field.value for name, field in self.clauses.items() if NAMES[name] in shown}
        if kind.informal:
            given["notice"] = 0
        parties = tuple(reversed(self.members)) if turned else self.members
        return TreatyTerms(self.name_of_kind, parties, **given)  # type: ignore[arg-type]

    def letter(self) -> Letter:
        """The offer."""
        return Letter(self.desk.me, self.to, self.terms())

    def proposal(self) -> Proposal | None:
        """What is put to the vote instead of written to one state, None if it goes by letter."""
        if self.amends is not None:
            return Proposal(self.amends.id, self.terms())
        return Proposal(-1, self.terms()) if len(self.members) != 2 else None

    def action_send(self) -> None:
        """Send the letter, or put it to the vote."""
        proposal, desk = self.proposal(), self.desk
        if proposal is None:
            self.to = next(p for p in self.members if p != desk.me)
            self.deal(self.letter())
            return
        problem = desk.attempt(draft.with_proposal(desk.orders, proposal))
        if problem:
            self.notify(problem, severity="warning", timeout=6)
            return
        self.notify("put to the vote when the turn ends; it stands if all consent in the next")
        self.dismiss(True)

    def comment(self) -> Content:
        """Duty, the clause under the cursor, the price of breaking it, and what it is worth."""
        desk = self.desk
        rule = desk.world.rules.kinds[self.name_of_kind]
        proposal = self.proposal()
        if proposal is None:
            problem = desk.faults_of(self.letter())
            ours = bargain.made_of(estimate(desk.view, self.letter(), desk.me))
            worth = forecast.letter_worth(desk, self.letter()) + ours
        else:
            problem = desk.problem(draft.with_proposal(desk.orders, proposal))
            worth = bargain.motion_worth(desk, proposal) if len(self.members) > 1 else Content("")
        price = f"breaking it costs {words.percent(rule.price, 2)} of our power" if rule.price else "nothing breaks it"
        sent = "all must consent next turn" if proposal is not None else "answered at once"
        lines: list[Content | str | tuple[str, str]] = [
            (DUTIES.get(rule.name, ""), ""), self._clause(), "\n", worth,
            (f"{price}; {sent}; envoys left: {desk.envoys_left()}", words.DIM),
        ]  # fmt: skip
        if problem:
            lines.append((f"\n{problem}", words.BAD))
        return Content.assemble(*lines)

    def page(self) -> str:
        """What is written about the clause under the cursor."""
        here = self.at
        if here is self.parties:
            return "motions"
        return next((PAGES.get(name, "") for name, field in self.clauses.items() if field is here), "treaty-kinds")

    def _clause(self) -> Content:
        """What the clause under the cursor means."""
        here = self.at
        name = next((name for name, field in self.clauses.items() if field is here), "")
        if here is self.parties:
            many = self.desk.world.rules.treaties.delay_members
            waits = self.clauses["delay"] in self.fields()
            slower = f"; every {many} members beyond two, help is a turn slower" if waits else ""
            text = f"→ chooses more: three or more are put to the vote{slower}"
        else:
            text = choices.CLAUSES.get(name, "")
        return Content.styled(f"\n{text}", words.AMBER) if text else Content("")


def _now(treaty: Treaty, turn: int) -> TreatyTerms:
    """The terms of a treaty with the turns that it still has."""
    return replace(terms_of(treaty), term=min(40, max(1, treaty.until - turn)))


def _tie(desk: Desk, state: int) -> Content:
    """What stands between a state and us, in a few words."""
    if desk.world.war[desk.me, state]:
        return Content.styled("  at war with us", words.BAD)
    return Content.styled(f"  thinks {int(desk.world.opinion[state, desk.me]) / 10:+.0f} of us", words.DIM)
