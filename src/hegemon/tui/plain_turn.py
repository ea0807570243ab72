"""One seat's turn in text: orders in the making, and the menu that makes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace

from hegemon import paths
from hegemon.errors import BadInput
from hegemon.game.chronicle import TREATIES, per_cent, reply_said, state_name, terms_said
from hegemon.game.saves import SUFFIX
from hegemon.game.seats import Seat
from hegemon.game.session import Game
from hegemon.tui import draft, plain_pages
from hegemon.tui.allies import may_be_called
from hegemon.tui.marches import free_points, marches
from hegemon.tui.plain_ask import ask, choose, number, pick, tell
from hegemon.world.legality_diplomacy import peace_price
from hegemon.world.orders import (
    BRANCHES,
    FOCUSES,
    Letter,
    Move,
    Orders,
    PeaceTerms,
    Reply,
    Standing,
    TreatyTerms,
)
from hegemon.world.relations import attack_price, cession_price, war_score


class Left(Exception):
    """The player has gone back to the menu or out."""


class Turn:
    """A turn of one seat, asked and told."""

    def __init__(self, game: Game, seat: Seat) -> None:
        self.game, self.seat, self.view = game, seat, seat.view
        self.world, self.me = self.view.known, self.view.seat
        self.done = self.told = False

    @property
    def orders(self) -> Orders:
        """The orders as they stand; the seat keeps them."""
        return self.seat.draft

    def run(self) -> None:
        """Tell the state of things and take orders until the turn is ended."""
        tell(["", *plain_pages.summary(self.view)])
        tell(["News:", *plain_pages.news(self.view)] if self.view.news else [])
        while not self.done:
            waiting = len(self.view.inbox) + len(self.view.calls)
            acts: list[tuple[str, Callable[[], None]]] = [
                ("effort: move a block", self.effort), ("focus: set the national focus", self.focus),
                ("mobilise or send the reservists home", self.mobilise), ("move troops or attack", self.move),
                ("inbox: answer letters and calls" + (f" ({waiting} waiting)" if waiting else ""), self.inbox),
                ("propose a treaty", self.propose), ("treaties: leave, break, set replies", self.treaties),
                ("war: declare it", self.war), ("peace: offer it", self.peace),
                ("why did a state act as it did", self.why), ("map: table of provinces", self.map),
                ("states: power, armies, relations", lambda: tell(plain_pages.states(self.view))),
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

    def put(self, orders: Orders) -> bool:
        """Take new orders if they are lawful; else say why not."""
        problems = self.seat.check(orders)
        tell([f"{problem}." for problem in problems[:1]])
        if not problems:
            self.seat.draft = orders
        return not problems

    def end(self) -> None:
        """Submit the orders."""
        said = plain_pages.orders_said(self.view, self.orders)
        tell(["Your orders:", *(line for _, _, line in said)] if said else ["No orders."])
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
        free = free_points(self.view, self.orders, base)
        ways = sorted(marches(self.view, base).values(), key=lambda m: (not m.hostile, len(m.path), m.path))
        moves = self.orders.moves
        lines = [plain_pages.march_said(self.view, m, (*moves, Move(m.path, free))) for m in ways]
        picked = choose("Where to?", lines)
        if picked is None:
            return
        way = ways[picked]
        points = number("How many points", 1, free, free)
        declare = (
            way.against if way.hostile and not way.at_war and way.against not in self.orders.declare else -1
        )
        if declare >= 0 and not self.sure(declare):
            return
        if self.put(draft.with_move(self.orders, Move(way.path, points), declare)):
            print(f"Ordered: {plain_pages.march_said(self.view, way, self.orders.moves)}.")

    def sure(self, target: int) -> bool:
        """Ask whether to declare war, with its price and who may be called."""
        for who, text in ((target, "They may call"), (self.me, "We may call")):
            called = may_be_called(self.world, self.me, target, who)
            tell([f"{text} {', '.join(state_name(self.world, s) for s in called)}."] if called else [])
        price = attack_price(self.world, self.me, target)
        cost = f" It breaks our word: {per_cent(price)} of power." if price else ""
        return (
            choose(f"Declare war on {state_name(self.world, target)}?{cost}", ("yes",), back="no") is not None
        )

    def inbox(self) -> None:
        """Answer a letter or a call."""
        world = self.world
        lines = [
            f"call of {state_name(world, c.caller)} against {state_name(world, c.against)}"
            for c in self.view.calls
        ]
        lines += [
            f"{state_name(world, o.letter.sender)} offers {terms_said(world, o.letter)}"
            for o in self.view.inbox
        ]
        picked = pick("Which?", lines, "The inbox is empty.")
        if picked is None:
            return
        answer = choose("What do you say?", ("yes", "no"))
        if answer is None:
            return
        if picked < len(self.view.calls):
            self.put(draft.with_answer(self.orders, self.view.calls[picked].id, answer == 0))
            return
        offer = self.view.inbox[picked - len(self.view.calls)]
        if answer == 0:
            self.put(draft.with_accept(self.orders, self.view, offer.id))
        elif offer.letter.sender not in self.orders.refusals:
            self.put(draft.with_refusal(self.orders, self.view, offer.id))

    def state(self, title: str, among: Sequence[int] | None = None) -> int | None:
        """Ask for a living state."""
        found = (
            among
            if among is not None
            else [s for s in range(self.world.states) if self.world.alive[s] and s != self.me]
        )
        picked = choose(title, [plain_pages.state_said(self.view, s) for s in found])
        return None if picked is None else found[picked]

    def propose(self) -> None:
        """Write a treaty and hear the answer."""
        to = self.state("To whom?")
        kinds = list(self.world.rules.kinds)
        kind = None if to is None else choose("Which treaty?", [TREATIES.get(k, k) for k in kinds])
        if to is None or kind is None:
            return
        parties, target = (self.me, to), -1
        rule = self.world.rules.kinds[kinds[kind]]
        if rule.one_way and choose("Who protects whom?", ("we protect them", "they protect us")) == 1:
            parties = (to, self.me)
        if rule.aid and choose("Against whom?", ("anyone", "a named enemy")) == 1:
            named = self.state(
                "Which enemy?",
                [s for s in range(self.world.states) if self.world.alive[s] and s not in parties],
            )
            target = -1 if named is None else named
        term = number("For how many turns", 1, 40, 10)
        self.send(Letter(self.me, to, TreatyTerms(kinds[kind], parties, target=target, term=term)))

    def send(self, letter: Letter) -> None:
        """Say what a letter is worth, send it, print the answer, and offer to take a counter."""
        print(plain_pages.worth_said(self.view, letter))
        if choose("Send it?", ("yes",), back="no") is None:
            return
        reply: Reply | None = self.seat.send(letter)
        if reply is None:
            print("The letter is on its way; its reader answers next turn.")
            return
        print(f"{state_name(self.world, letter.to)}: {reply_said(self.world, reply)}")
        if reply.counter is not None:
            self.send(Letter(self.me, letter.to, reply.counter.terms))

    def treaties(self) -> None:
        """Leave or break a treaty, or set its standing reply."""
        mine = [t for t in self.world.treaties if self.me in t.parties]
        lines = [plain_pages.treaty_said(self.world, t, self.me) for t in mine]
        picked = pick("Which treaty?", lines, "There are none.")
        if picked is None:
            return
        treaty = mine[picked]
        act = choose(
            "What?",
            (
                "notice: leave it",
                "break it",
                "help at once when called",
                "ask me when called",
                "refuse when called",
            ),
        )
        if act == 0:
            self.put(replace(self.orders, leave=(*self.orders.leave, treaty.id)))
        elif act == 1:
            self.put(replace(self.orders, breach=(*self.orders.breach, treaty.id)))
        elif act is not None:
            reply = Standing(treaty.id, ("at once", "ask me", "refuse")[act - 2])
            self.put(draft.with_standing(self.orders, reply))

    def war(self) -> None:
        """Declare war."""
        target = self.state("On whom?")
        if target is not None and self.sure(target):
            self.put(replace(self.orders, declare=(*self.orders.declare, target)))

    def peace(self) -> None:
        """Offer peace, with terms that the war has earned."""
        foes = [s for s in range(self.world.states) if self.world.war[self.me, s]]
        if not foes:
            print("There is no war.")
            return
        foe = self.state("To whom?", foes)
        who = None if foe is None else choose("Who gives?", ("nobody", "they give", "we give"))
        if foe is None or who is None:
            return
        winner, loser = (foe, self.me) if who == 2 else (self.me, foe)
        terms = PeaceTerms(winner=winner, loser=loser)
        while who:
            score, price = war_score(self.world, winner, loser), peace_price(self.world, terms)
            picked = choose(
                f"Terms cost {price}; the war has earned {score}.",
                ("a province", "reparations", "no mobilising while it lasts"),
                back="write it so",
            )
            if picked is None:
                break
            terms = self.term(terms, picked)
        self.send(Letter(self.me, foe, terms))

    def term(self, terms: PeaceTerms, which: int) -> PeaceTerms:
        """Add a term to a peace."""
        if which == 1:
            most = self.world.rules.economy.reparations_most
            return replace(terms, reparations=number("Per mille of output", 0, most, 50))
        if which == 2:
            return replace(terms, demilitarise=True)
        left = [
            p
            for p in range(self.world.provinces)
            if self.world.sovereign[p] == terms.loser and p not in terms.cede
        ]
        picked = choose(
            "Which?",
            [f"{plain_pages.place_said(self.world, p)}, price {cession_price(self.world, p)}" for p in left],
        )
        return terms if picked is None else replace(terms, cede=(*terms.cede, left[picked]))

    def why(self) -> None:
        """Tell why a state did what it did, as far as the seat may know."""
        state = self.state("Which state?", [s for s in range(self.world.states) if self.world.alive[s]])
        if state is not None:
            records = self.seat.why(self.world.codes[state])[:12]
            tell(
                [line for r in records for line in plain_pages.record_said(self.world, r)],
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
        tell(
            [
                f"Sent to {state_name(self.world, s.letter.to)}: {terms_said(self.world, s.letter)}. "
                + (reply_said(self.world, s.reply) if s.reply else "No answer yet.")
                for s in self.seat.sent
            ]
        )
        said = plain_pages.orders_said(self.view, self.orders)
        picked = pick("Cancel one?", [line for _, _, line in said], "No orders.")
        if picked is None:
            return
        field, index, _ = said[picked]
        value = getattr(self.orders, field)
        left = value[:index] + value[index + 1 :] if isinstance(value, tuple) else None
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
