"""Treaties and peace in text: clause by clause, by letter to one state or by vote of several."""

from __future__ import annotations

from msgspec.structs import replace

from hegemon.counsel.leagues import terms_of
from hegemon.game.chronicle import TREATIES, reply_said, state_name, terms_said, treaty_terms_said
from hegemon.game.sums import record_said
from hegemon.players.maximiser.motions import change
from hegemon.tui import choices, draft, plain_pages
from hegemon.tui.affairs import named
from hegemon.tui.plain_ask import choose, number, pick, tell
from hegemon.tui.plain_desk import PlainDesk
from hegemon.world.legality_diplomacy import peace_price
from hegemon.world.orders import Letter, PeaceTerms, Proposal, Reply, Standing, TreatyTerms
from hegemon.world.promises import helps
from hegemon.world.relations import cession_price, war_score
from hegemon.world.treaties import Treaty


class PlainTreaties(PlainDesk):
    """Proposing, amending, leaving and breaking; offering peace."""

    def propose(self) -> None:
        """Write a treaty: to one state a letter, among several a motion."""
        to = self.state("To whom?")
        kinds = choices.kinds(self.world)
        kind = None if to is None else choose("Which treaty?", [TREATIES.get(k, k) for k in kinds])
        if to is None or kind is None:
            return
        parties = (self.me, to)
        rule = self.world.rules.kinds[kinds[kind]]
        if rule.one_way and choose("Who protects whom?", ("we protect them", "they protect us")) == 1:
            parties = (to, self.me)
        terms = TreatyTerms(kinds[kind], parties, notice=0 if rule.informal else 1)
        if rule.attack:
            enemy = self.state("Against whom?", choices.living(self.world, *parties))
            if enemy is None:
                return
            terms = replace(terms, target=enemy)
        written = self.clauses(terms, more=not rule.one_way)
        if written is None:
            return
        if len(written.parties) > 2:
            self.to_vote(Proposal(-1, written))
        else:
            self.send(Letter(self.me, to, written))

    def clauses(self, terms: TreatyTerms, more: bool = False) -> TreatyTerms | None:
        """Ask for clauses until the treaty is written; more: other parties can be asked too."""
        while True:
            print(f"So far: {treaty_terms_said(self.world, terms, named=True)}.")
            names = choices.clauses(self.world, terms.kind)
            lines = [f"{name}: {choices.CLAUSES[name].removeprefix(f'{name}: ')}" for name in names]
            picked = choose("Which clause?", [*lines, *(["party: ask one more state"] if more else [])], "write it so")
            if picked is None:
                return terms
            if picked == len(names):
                fresh = self.state("Which?", choices.living(self.world, *terms.parties))
                if fresh is not None:
                    terms = replace(terms, parties=(*terms.parties, fresh), split=())
            else:
                terms = self.clause(terms, names[picked])

    def clause(self, terms: TreatyTerms, name: str) -> TreatyTerms:
        """Ask for one clause."""
        now, rules = getattr(terms, name), self.world.rules
        if isinstance(now, bool):
            return replace(terms, **{name: not now})
        if name in ("target", "exclude"):
            who = self.state("Which state? 0 for none.", choices.living(self.world, *terms.parties))
            return replace(terms, **{name: -1 if who is None else who})
        if name == "split":
            return replace(terms, split=self.split(terms))
        bounds = {
            "term": (1, 40), "notice": (1, 4), "burden": (0, 5), "delay": (0, rules.treaties.delay_most),
            "dues": (0, rules.order.dues_most),
        }  # fmt: skip
        low, high = bounds[name]
        return replace(terms, **{name: number(f"{name.capitalize()}", low, high, now)})

    def split(self, terms: TreatyTerms) -> tuple[int, ...]:
        """Ask for each party's share of the spoils, in per cent; the last takes what is left."""
        shares: list[int] = []
        for party in terms.parties[:-1]:
            left = 100 - sum(shares)
            usual = min(left, 100 // len(terms.parties))
            shares.append(number(f"Per cent for {state_name(self.world, party)}", 0, left, usual))
        return tuple(10 * share for share in (*shares, 100 - sum(shares)))

    def to_vote(self, proposal: Proposal) -> None:
        """Say what a motion is worth to us and put it to the vote."""
        worth = sum(term.amount for term in change(self.view, proposal.treaty, proposal.terms, self.me))
        print(f"Worth to us {plain_pages.signed(worth)}; every other party must consent next turn.")
        if self.sure("Put it to the vote?") and self.put(draft.with_proposal(self.orders, proposal)):
            print("It goes to the vote when the turn ends.")

    def send(self, letter: Letter) -> None:
        """Say a letter and its worth, send it, print the answer, and offer to take a counter."""
        print(f"We offer {terms_said(self.world, letter)}.")
        print(plain_pages.worth_said(self.view, letter))
        if choose("Send it?", ("yes",), back="no") is None:
            return
        reply: Reply | None = self.seat.send(letter)
        if reply is None:
            print("The letter is on its way; its reader answers next turn.")
            return
        print(f"{state_name(self.world, letter.to)}: {reply_said(self.world, reply)}")
        reason = self.seat.why_answered(letter)
        tell([] if reason is None else record_said(self.world, reason))
        if reply.counter is not None:
            self.send(Letter(self.me, letter.to, reply.counter.terms))

    def treaties(self) -> None:
        """Leave, break or amend a treaty, or set its standing reply; ask to accede to one of others."""
        mine = [t for t in self.world.treaties if self.me in t.parties]
        kinds = self.world.rules.kinds
        others = [
            t for t in self.world.treaties
            if self.me not in t.parties and not t.double and (kinds[t.kind].open or not kinds[t.kind].one_way)
        ]  # fmt: skip
        lines = [plain_pages.treaty_said(self.world, t, self.me) for t in mine]
        lines += [f"of others: {self.foreign(t)}" for t in others]
        picked = pick("Which treaty?", lines, "There are none.")
        if picked is None:
            return
        if picked >= len(mine):
            self.accede(others[picked - len(mine)])
            return
        treaty = mine[picked]
        acts = ["notice: leave it", "break it"]
        answers = helps(kinds[treaty.kind])
        if answers:
            acts += ["help at once when called", "ask me when called", "refuse when called"]
        if not treaty.double:
            acts += ["amend its clauses", "let a state in", "put a party out"]
        act = choose("What?", acts)
        if act is None:
            return
        if act < 2:
            field = ("leave", "breach")[act]
            self.put(replace(self.orders, **{field: draft.toggled(getattr(self.orders, field), treaty.id)}))
        elif answers and act < 5:
            reply = Standing(treaty.id, ("at once", "ask me", "refuse")[act - 2])
            self.put(draft.with_standing(self.orders, reply))
        else:
            self.amend(treaty, act - (5 if answers else 2))

    def foreign(self, treaty: Treaty) -> str:
        """A treaty between others, in a line."""
        return f"{TREATIES.get(treaty.kind, treaty.kind)} of {named(self.world, treaty.parties)}"

    def amend(self, treaty: Treaty, how: int) -> None:
        """Put other clauses, one more party or one party less to the vote."""
        terms = terms_of(treaty)
        if how == 0:
            written = self.clauses(terms)
            if written is None or written == terms:
                return
            terms = written
        elif how == 1:
            fresh = self.state("Which?", choices.living(self.world, *treaty.parties))
            if fresh is None:
                return
            terms = replace(terms, parties=(*treaty.parties, fresh), split=())
        else:
            gone = self.state("Which?", treaty.others(self.me))
            if gone is None:
                return
            terms = replace(terms, parties=tuple(p for p in treaty.parties if p != gone), split=())
        self.to_vote(Proposal(treaty.id, terms))

    def accede(self, treaty: Treaty) -> None:
        """Join what is open to all, or ask its parties to be let in."""
        if self.world.rules.kinds[treaty.kind].open:
            if self.put(draft.with_join(self.orders, treaty.id)):
                print("We join when the turn ends." if self.orders.join else "Taken back.")
            return
        self.to_vote(Proposal(treaty.id, replace(terms_of(treaty), parties=(*treaty.parties, self.me), split=())))

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
            offered = self.peace_terms(terms)
            title = f"Terms cost {price}; the war has earned {score}."
            picked = choose(title, list(offered.values()), back="write it so")
            if picked is None:
                break
            terms = self.term(terms, list(offered)[picked])
        self.send(Letter(self.me, foe, terms))

    def peace_terms(self, terms: PeaceTerms) -> dict[str, str]:
        """What a peace may still contain, by its field."""
        world, winner, loser = self.world, terms.winner, terms.loser
        found = {"cede": "province", "reparations": "reparations", "demilitarise": "disarm: it may not mobilise"}
        if choices.pacts_of(world, loser, winner):
            found["break_pacts"] = "treaty with others ended"
        if choices.exiles(world, winner, loser):
            found["restore"] = "exile: a government comes home"
        if choices.regime_open(world, winner, loser):
            found["regime"] = "government like the winner's"
        if world.rules.switch.congress:
            found["congress"] = "congress: all victors bid for what is ceded"
        return found

    def term(self, terms: PeaceTerms, which: str) -> PeaceTerms:
        """Add a term to a peace, or take a plain yes out again."""
        world = self.world
        if which == "reparations":
            most = world.rules.economy.reparations_most
            return replace(terms, reparations=number("Per mille of output", 0, most, 50))
        if which in ("demilitarise", "regime", "congress"):
            return replace(terms, **{which: not getattr(terms, which)})
        if which == "restore":
            who = self.state("Which?", choices.exiles(world, terms.winner, terms.loser))
            return terms if who is None else replace(terms, restore=who)
        if which == "break_pacts":
            pacts = [t for t in choices.pacts_of(world, terms.loser, terms.winner) if t.id not in terms.break_pacts]
            at = pick("Which?", [self.foreign(t) for t in pacts], "There are no more.")
            return terms if at is None else replace(terms, break_pacts=(*terms.break_pacts, pacts[at].id))
        left = [p for p in range(world.provinces) if world.sovereign[p] == terms.loser and p not in terms.cede]
        lines = [f"{plain_pages.place_said(world, p)}, price {cession_price(world, p)}" for p in left]
        picked = choose("Which?", lines)
        return terms if picked is None else replace(terms, cede=(*terms.cede, left[picked]))

    def show_sent(self) -> None:
        """List the letters that have left, with their answers."""
        tell([plain_pages.sent_said(self.world, sent) for sent in self.seat.sent])
