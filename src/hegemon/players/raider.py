"""The raider: arms, waits for good odds, falls on the weakest neighbour and presses on."""

from __future__ import annotations

from hegemon.players import tactics
from hegemon.world.legality_crisis import demand_fault
from hegemon.world.legality_diplomacy import peace_fault
from hegemon.world.orders import WAR, Answer, Decision, Demand, Letter, Option, Orders, PeaceTerms, Record, Reply, Term
from hegemon.world.relations import war_score
from hegemon.world.view import View

EFFORT = (7, 2, 1, 0)
ODDS = 140  # percent of attack to defence in a battle
SUPERIOR = 125  # percent of the victim's army before war is declared


class Raider:
    """Fights one neighbour at a time, and seldom signs."""

    name = "raider"

    def decide(self, view: View) -> Decision:
        """Return a raider's orders."""
        world, seat = view.known, view.seat
        foes = tactics.enemies(view)
        prey = -1 if foes else self._prey(view)
        ready = bool(world.mobilised[seat])
        against = foes or ((prey,) if prey >= 0 and ready else ())
        attacks = tactics.assault(view, against, ODDS, surprise=not foes) if against else ()
        declare = (prey,) if prey >= 0 and attacks else ()
        orders = Orders(
            seat=seat,
            shifts=tactics.shifted(view, EFFORT),
            focus=6 if world.focus[seat] != 6 else None,
            posture=tactics.posture(view, bool(foes) or prey >= 0),
            declare=declare,
            moves=(*attacks, *tactics.spread(view, tactics.menace(view, against), attacks)),
            answers=tuple(Answer(call.id, call.against in tactics.neighbours(world, seat)) for call in view.calls),
            letters=tuple(letter for foe in foes for letter in self._demand(view, foe)),
            demand=self._tribute(view, prey) if prey >= 0 and not ready else None,
            caps=tactics.caps(view, WAR),
            votes=tactics.votes(view, ("offence", "coalition")),
            claims=tactics.claims(view),
        )
        return tactics.decided(view, orders, self._records(view, prey, declare))

    def answer(self, view: View, letter: Letter) -> Reply:
        """Make peace when it pays or must; sign non-aggression only with who is stronger than us."""
        terms, world, seat = letter.terms, view.known, view.seat
        if isinstance(terms, PeaceTerms):
            return tactics.weigh_peace(view, terms)
        if terms.kind == "trade":
            return Reply("yes", gain=500, reason="gain", amount=500)
        arms = tactics.strength(world)
        if terms.kind == "nonaggression" and arms[letter.sender] > 2 * arms[seat]:
            return Reply("yes", gain=2_000, reason="gain", amount=2_000)
        return Reply("no", reason="prey")

    def _prey(self, view: View) -> int:
        world, seat = view.known, view.seat
        arms = tactics.strength(world)
        weak = [n for n in tactics.neighbours(world, seat)
                if not tactics.pledged(world, seat, n) and 100 * arms[seat] >= SUPERIOR * arms[n]]
        return min(weak, key=lambda n: (int(arms[n]), n), default=-1)

    def _tribute(self, view: View, prey: int) -> Demand | None:
        """Ask for tribute first, while the army gathers."""
        demand = Demand(prey, "tribute", rate=view.known.rules.crisis.tribute)
        return None if demand_fault(view.known, view.seat, demand) else demand

    def _demand(self, view: View, foe: int) -> tuple[Letter, ...]:
        """Ask for what the war has earned, once it has earned a province."""
        world, seat = view.known, view.seat
        if war_score(world, seat, foe) < 2 * world.rules.peace.price_province:
            return ()
        held = tuple(p for p in range(world.provinces) if world.sovereign[p] == foe and world.occupier[p] == seat)
        for count in range(len(held), 0, -1):
            terms = PeaceTerms(winner=seat, loser=foe, cede=held[:count])
            if not peace_fault(world, terms):
                return (Letter(seat, foe, terms),)
        return ()

    def _records(self, view: View, prey: int, declare: tuple[int, ...]) -> tuple[Record, ...]:
        if prey < 0:
            return ()
        world, seat = view.known, view.seat
        edge = int(tactics.strength(world)[seat] - tactics.strength(world)[prey])
        strike = Option("declare war", (Term("our army above theirs", edge, prey),))
        if not declare:
            strike = Option(strike.name, strike.terms, "no attack with good odds" if edge > 0 else "")
        options = (strike, Option("wait")) if declare else (Option("wait"), strike)
        return (Record(seat, world.turn, "war", prey, options, stated=None),)
