"""The maximiser's turn: one table, then war, peace, treaties, calls, effort and the campaign from it."""

from __future__ import annotations

from hegemon.counsel.weights import Weights, load_weights
from hegemon.players.maximiser import campaign, effort, honour, keeping, peace, placement, treaties, war
from hegemon.world.orders import Decision, Letter, Orders, PeaceTerms, Record, Reply
from hegemon.world.view import View


class Maximiser:
    """Maximises its expected share of power. weights: how it weighs the terms of its sums."""

    name = "maximiser"

    def __init__(self, weights: Weights | None = None) -> None:
        self.weights = weights or load_weights()

    def decide(self, view: View) -> Decision:
        """Return the orders of a turn, each with the sums that led to it."""
        weights, me, world = self.weights, view.seat, view.known
        plan = war.intent(view, weights)
        foes = {j for j in range(world.states) if world.war[me, j]}
        army = campaign.muster(view, plan, weights)
        declared: tuple[int, ...] = ()
        found = campaign.assaults(view, foes | ({plan.target} if plan.strike else set()), army, weights)
        if plan.strike:
            holders = {int(world.controller[a.place]) for a in found}
            if plan.target in holders:
                declared = (plan.target,)
        moves = [move for assault in found for move in assault.moves]
        moves += placement.placement(view, plan, foes | set(declared), army)
        posture, posture_why = war.posture(view, plan)
        sued, peace_why = peace.offers(view)
        shunned = (plan.target,) if plan.target >= 0 else ()
        written, treaty_why = treaties.letters(view, weights, shunned)
        left, broken, left_why = keeping.departures(view, weights)
        answered, honour_why = honour.answers(view, weights)
        shifts, effort_why = effort.shift(view, weights)
        focus, focus_why = effort.focus(view, bool(foes))
        orders = Orders(
            seat=me,
            shifts=shifts,
            focus=focus,
            posture=posture,
            moves=tuple(moves),
            declare=declared,
            leave=tuple(left),
            breach=tuple(broken),
            standing=honour.standings(view, weights),
            answers=tuple(answered),
            letters=(*sued, *written),
        )
        records = [
            war.war_record(view, plan, declared[0] if declared else -1), *peace_why, *treaty_why, *left_why,
            *honour_why, effort_why, focus_why, posture_why, campaign.assault_record(view, found),
        ]  # fmt: skip
        return Decision(orders, tuple(record for record in records if isinstance(record, Record)))

    def answer(self, view: View, letter: Letter) -> Reply:
        """Return the answer that the sums give; the same letter in the same position has the same answer."""
        if isinstance(letter.terms, PeaceTerms):
            return peace.answer(view, letter)
        return treaties.answer(view, letter, self.weights)


