"""The maximiser's turn: one table, then war, crises, peace, treaties, calls, effort and the campaign from it."""

from __future__ import annotations

import msgspec

from hegemon.counsel.estimate import blurred
from hegemon.players.maximiser import (
    answers,
    arms,
    congress,
    crises,
    effort,
    foresight,
    hegemony,
    honour,
    keeping,
    motions,
    peace,
    plans,
    sanctions,
    summits,
    treaties,
    war,
)
from hegemon.players.maximiser.circumstances import suited
from hegemon.players.maximiser.mind import Mind, mind_of
from hegemon.players.maximiser.war import Intent
from hegemon.world.orders import Decision, Letter, Orders, PeaceTerms, Record, Reply
from hegemon.world.view import View


class Maximiser:
    """Maximises its expected share of power. mind: its doctrine, skill and limits."""

    name: str

    def __init__(self, mind: Mind | None = None) -> None:
        self.mind = mind or mind_of()
        self.name = self.mind.name

    def decide(self, view: View) -> Decision:
        """Return the orders of a turn, each with the sums that led to it."""
        view = blurred(view, self.mind.error)
        mind = suited(view, self.mind)
        if view.known.exiled[view.seat]:
            return _in_exile(view, mind)
        plan, plan_why = plans.intent(view, mind)
        words, said = _words(view, plan, mind)
        if plan.strike and (words.demand is not None or crises.in_crisis(view, plan.target)):
            plan = msgspec.structs.replace(plan, strike=False)  # what caps decide is not decided by surprise as well
        orders, done = _deeds(view, plan, mind, words)
        return Decision(orders, (*_kept(plan_why), *done, *said))

    def answer(self, view: View, letter: Letter) -> Reply:
        """Return the answer that the sums give; the same letter in the same position has the same answer."""
        view = blurred(view, self.mind.error)
        mind = suited(view, self.mind)
        if isinstance(letter.terms, PeaceTerms):
            return peace.answer(view, letter, mind)
        return answers.answer(view, letter, mind)


def _deeds(view: View, plan: Intent, mind: Mind, words: Orders) -> tuple[Orders, tuple[Record, ...]]:
    """Return what is said with what is done with arms and effort beside it."""
    moves, declared, arms_why = arms.ordered(view, plan, foresight.assured(mind))
    posture, posture_why = war.posture(view, plan, mind)
    shifts, effort_why = effort.shift(view, mind)
    focus, focus_why = effort.focus(view, mind)
    orders = msgspec.structs.replace(
        words, shifts=shifts, focus=focus, posture=posture, moves=moves, declare=declared,
    )  # fmt: skip
    return orders, _kept(*arms_why, effort_why, focus_why, posture_why)


def _words(view: View, plan: Intent, mind: Mind) -> tuple[Orders, tuple[Record, ...]]:
    """Return what is said: peace, treaties, votes, crises and everything else that takes no arms."""
    demand, demand_why = crises.demand(view, plan, mind)
    caps, caps_why = crises.caps(view, mind)
    sued, peace_why = peace.offers(view, mind)
    motion, motion_why = motions.proposal(view, mind)
    votes, votes_why = motions.votes(view, mind)
    shunned = {*((plan.target,) if plan.target >= 0 else ()), *((demand.target,) if demand else ())}
    if caps:
        shunned.update(crises.against(view, caps))
    sent = int(motion is not None)
    written, treaty_why = treaties.letters(view, mind, shunned, sent)
    guests, summit_why = summits.host(view, mind, sent + len(written))
    going, broken, left_why = keeping.departures(view, mind)
    answered, honour_why = honour.answers(view, mind)
    standing, standing_why = honour.standings(view, mind)
    laid, lifted, sanction_why = sanctions.orders(view, mind)
    dues, dues_why = hegemony.proclaim(view, mind)
    followed, follow_why = hegemony.join(view, mind)
    claims, claims_why = congress.claims(view, mind)
    orders = Orders(
        seat=view.seat, leave=tuple(going), breach=tuple(broken), standing=standing,
        answers=tuple(answered), letters=(*sued, *written), demand=demand, caps=tuple(caps),
        propose=() if motion is None else (motion,), votes=tuple(votes), sanction=tuple(laid), lift=tuple(lifted),
        proclaim=dues, join=() if followed is None else (followed,), summit=guests, claims=tuple(claims),
    )  # fmt: skip
    return orders, _kept(
        *peace_why, *treaty_why, *left_why, *honour_why, *standing_why, demand_why, *caps_why, motion_why,
        *votes_why, *sanction_why, dues_why, follow_why, summit_why, *claims_why,
    )  # fmt: skip


def _in_exile(view: View, mind: Mind) -> Decision:
    """Return what a government without land may say: peace, its return, and how it votes."""
    sued, peace_why = peace.offers(view, mind)
    votes, votes_why = motions.votes(view, mind)
    return Decision(
        Orders(seat=view.seat, letters=tuple(sued), votes=tuple(votes)), _kept(*peace_why, *votes_why)
    )


def _kept(*records: Record | None) -> tuple[Record, ...]:
    return tuple(filter(None, records))
