"""What waits, and what can be raised, in text: crises, calls, congresses, votes, letters; demands, summits, orders."""

from __future__ import annotations

from msgspec.structs import replace

from hegemon.game.chronicle import demand_said, state_name, terms_said
from hegemon.tui import affairs, choices, draft, plain_pages, things, weighing
from hegemon.tui.plain_ask import choose, number, pick, tell
from hegemon.tui.plain_desk import PlainDesk
from hegemon.world.legality_powers import proclaim_fault
from hegemon.world.orders import AIMS, RUNGS, WAR
from hegemon.world.relations import cession_price
from hegemon.world.treaties import Call, Congress, Crisis, Motion, Offer

AIMED = {
    "province": "province", "tribute": "tribute", "regime": "government like ours", "break": "end of a treaty",
    "humble": "bow in public",
}  # fmt: skip


class PlainAffairs(PlainDesk):
    """Answering what waits, and raising affairs of our own."""

    def inbox(self) -> None:
        """Answer a crisis, a call, a congress, a motion or a letter."""
        world, view = self.world, self.view
        crises, congresses, motions = things.crises(view), things.congresses(view), things.motions(view)
        waiting: list[tuple[str, Crisis | Call | Congress | Motion | Offer]] = []
        waiting += [(f"crisis: {affairs.crisis_said(world, c)}", c) for c in crises]
        waiting += [
            (f"call of {state_name(world, c.caller)} against {state_name(world, c.against)}; "
             f"{affairs.call_said(world, c)}", c)
            for c in view.calls
        ]  # fmt: skip
        waiting += [(affairs.congress_said(world, c), c) for c in congresses]
        waiting += [(f"vote: {affairs.motion_said(world, m)}", m) for m in motions]
        waiting += [
            (f"{state_name(world, o.letter.sender)} offers {terms_said(world, o.letter)}", o) for o in view.inbox
        ]
        picked = pick("Which?", [line for line, _ in waiting], "The inbox is empty.")
        if picked is None:
            return
        match waiting[picked][1]:
            case Crisis() as crisis:
                self.crisis(crisis)
            case Congress() as congress:
                self.congress(congress)
            case Motion() as motion:
                self.vote(motion)
            case Call() | Offer() as asked:
                self.answer(asked)

    def answer(self, asked: Call | Offer) -> None:
        """Say yes or no to a call or a letter."""
        answer = choose("What do you say?", ("yes", "no"))
        if answer is None:
            return
        if isinstance(asked, Call):
            self.put(draft.with_answer(self.orders, asked.id, answer == 0))
        elif answer == 0:
            self.put(draft.with_accept(self.orders, self.view, asked.id))
        elif asked.letter.sender not in self.orders.refusals:
            self.put(draft.with_refusal(self.orders, self.view, asked.id))

    def crisis(self, crisis: Crisis) -> None:
        """Seal how far we go in a crisis."""
        tell(self.stakes(crisis))
        side = self.side(crisis)
        if side is None:
            return
        if affairs.is_principal(crisis, self.me):
            rungs = weighing.own_rungs(self.view, crisis)
            best = weighing.advised(rungs)
            lines = [
                f"{r.name}: {'' if i == WAR else f'{r.price} prestige at risk, '}"
                f"worth to us {plain_pages.signed(r.worth)}, the other stops here with {100 * r.other:.0f}%"
                f"{' (counsel)' if i == best else ''}"
                for i, r in enumerate(rungs)
            ]
        else:
            shared = weighing.others_crisis(self.view, crisis).shared
            lines = [f"{name}: {price} prestige at risk" for name, price in zip(RUNGS, shared, strict=True)]
        rung = choose("How far do we go?", lines, back="say nothing")
        if self.put(draft.with_cap(self.orders, crisis.id, side, -1 if rung is None else rung)):
            print("Nothing is sealed." if rung is None else f"Sealed: as far as {RUNGS[rung]}.")

    def side(self, crisis: Crisis) -> int | None:
        """Ask beside whom, unless we are a party."""
        sides = (crisis.challenger, crisis.target)
        if self.me in sides:
            return sides.index(self.me)
        seen = weighing.others_crisis(self.view, crisis)
        return choose(
            "Beside whom?",
            [
                f"{state_name(self.world, s)}: goes to war with {100 * seen.resolve[i]:.0f}%, "
                f"a war beside it is worth {plain_pages.signed(seen.worth[i])}"
                for i, s in enumerate(sides)
            ],
        )

    def stakes(self, crisis: Crisis) -> list[str]:
        """What is at stake in a crisis, and who would come."""
        world, sides = self.world, (crisis.challenger, crisis.target)
        lines = [f"{affairs.crisis_said(world, crisis)}.", affairs.at_stake_said(world, crisis)]
        for state, comers in zip(sides, weighing.who_would_come(self.view, *sides), strict=True):
            said = ", ".join(f"{state_name(world, c.state)} with {c.chance / 10:.0f}%" for c in comers)
            lines += [f"Beside {state_name(world, state)} may come: {said}."] if said else []
        return lines

    def vote(self, motion: Motion) -> None:
        """Vote on a motion, with what it is worth."""
        terms = weighing.motion_terms(self.view, motion)
        parts = "; ".join(f"{t.name} {plain_pages.signed(t.amount)}" for t in terms)
        worth = plain_pages.signed(weighing.motion_worth(self.view, motion))
        print(f"{affairs.motion_said(self.world, motion)}. Worth to us {worth}{f' ({parts})' if parts else ''}.")
        said = choose("How do we vote?", ("yes", "no"))
        if said is not None and self.put(draft.with_vote(self.orders, motion.id, said == 0)):
            print("The vote is sealed." if any(v.motion == motion.id for v in self.orders.votes) else "Taken back.")

    def congress(self, congress: Congress) -> None:
        """Bid on provinces until the claim is written."""
        world, purse = self.world, dict(congress.purses)[self.me]
        tell([f"{state_name(world, s)} has a purse of {p}." for s, p in congress.purses])
        while True:
            claims = self.orders.claims
            bids = dict(next((c.bids for c in claims if c.congress == congress.id), ()))
            left = purse - sum(bids.values())
            lines = [
                f"{world.land.names[p]}: price {cession_price(world, p)}, worth to us "
                f"{plain_pages.signed(weighing.place_worth(self.view, p))}, we bid {bids.get(p, 0)}"
                for p in congress.provinces
            ]
            picked = choose(f"Bid on which? {left} of our purse is left.", lines, back="done")
            if picked is None:
                return
            place = congress.provinces[picked]
            least, most = cession_price(world, place), left + bids.get(place, 0)
            if most < least:
                print(f"It costs {least}, and {most} is left.")
                continue
            bid = number(f"How much, 0 for nothing, else {least} or more", 0, most, least)
            kept = {**bids, place: bid}
            self.put(draft.with_claim(
                self.orders, congress.id, tuple((p, kept[p]) for p in congress.provinces if kept.get(p)),
            ))

    def demand(self) -> None:
        """Make a demand, which opens a crisis."""
        target = self.state("Of whom?", [s for s in choices.living(self.world, self.me) if self.world.home[s]])
        if target is None:
            return
        lawful = choices.demands(self.world, self.me, target)
        if not lawful:
            print(f"{choices.demand_barred(self.world, self.me, target)}.")
            return
        aims = [aim for aim in AIMS if aim in lawful]
        aim = choose("What do we demand?", [AIMED[a] for a in aims])
        if aim is None:
            return
        found = lawful[aims[aim]]
        said = [demand_said(self.world, d, self.me) for d in found]
        at = 0 if len(found) == 1 else choose("Which?", said)
        if at is None:
            return
        rungs = weighing.demand_rungs(self.view, found[at])
        best = weighing.advised(rungs)
        print(
            f"Counsel would go as far as {rungs[best].name}, worth to us {plain_pages.signed(rungs[best].worth)}; "
            f"it would go to war with {100 * rungs[WAR].other:.0f}%."
        )
        if self.sure(f"Demand of {state_name(self.world, target)}: {said[at]}?"):
            self.put(replace(self.orders, demand=found[at]))

    def summit(self) -> None:
        """Bring states to one table."""
        guests: list[int] = []
        most = self.world.rules.crisis.guests
        while len(guests) < most:
            left = [s for s in choices.guests(self.world, self.me) if s not in guests]
            picked = self.state(f"Guest {len(guests) + 1}? 0 when all are named.", left)
            if picked is None:
                break
            guests.append(picked)
        if guests and self.put(replace(self.orders, summit=tuple(guests))):
            print(f"At one table: {affairs.named(self.world, guests)}.")

    def sanctions(self) -> None:
        """Lay sanctions on a state, or lift them."""
        target = self.state("On whom? Those in force are lifted.")
        if target is not None and self.put(draft.with_sanction(self.world, self.orders, target)):
            said = affairs.order_lines(self.world, self.orders)
            tell([f"Ordered: {line}." for field, _, line in said if field in ("sanction", "lift")], "Taken back.")

    def order(self) -> None:
        """Proclaim an order of our own, or join another's."""
        open_to = choices.open_orders(self.world, self.me)
        fault = proclaim_fault(self.world, self.me, 0)
        if fault and not open_to:
            print(f"{fault}.")
            return
        lines = [f"join the order of {state_name(self.world, t.parties[0])}, dues {t.dues / 10:g}%" for t in open_to]
        picked = choose("What?", [*lines, *([] if fault else ["proclaim an order of our own"])])
        if picked is None:
            return
        if picked < len(open_to):
            self.put(draft.with_join(self.orders, open_to[picked].id))
            return
        most = self.world.rules.order.dues_most
        self.put(replace(self.orders, proclaim=number("Dues, per mille of output", 0, most, most // 2)))
