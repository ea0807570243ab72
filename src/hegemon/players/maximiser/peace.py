"""Peace: the terms that both sides prefer to going on, as far as the war has earned them."""

from __future__ import annotations

import numpy as np

from hegemon.counsel.terms import instead, land
from hegemon.players.maximiser.sums import recorded
from hegemon.players.maximiser.treaties import writes
from hegemon.world.legality_crisis import restored_to
from hegemon.world.legality_diplomacy import peace_fault, peace_price
from hegemon.world.orders import Letter, Option, PeaceTerms, Record, Reply, Term
from hegemon.world.relations import cession_price, war_score
from hegemon.world.spoils import purses, victors
from hegemon.world.view import View


def bundles(view: View, winner: int, loser: int) -> list[PeaceTerms]:
    """Return terms that the war has earned the winner, from the status quo upward."""
    world, rule = view.known, view.known.rules.peace
    found = [PeaceTerms(winner, loser)]
    if world.exiled[loser]:
        return found
    if world.exiled[winner]:
        return [*found, PeaceTerms(winner, loser, restore=winner)]
    score = war_score(world, winner, loser)
    own = int((world.sovereign == loser).sum())
    most = min(max(1, own // rule.cede_most), own - 1)
    worth = land(view).tolist()
    held = np.flatnonzero((world.sovereign == loser) & (world.occupier == winner)).tolist()
    held.sort(key=lambda p: (-worth[p], p))
    ceded: list[int] = []
    left = score
    for p in held:
        price = cession_price(world, p)
        if len(ceded) < most and price <= left:
            left -= price
            ceded.append(p)
            found.append(PeaceTerms(winner, loser, cede=tuple(ceded)))
    rate = min(world.rules.economy.reparations_most, 10 * left // max(1, rule.price_reparations))
    if rate >= 20 and score > rule.score_least:
        found.append(PeaceTerms(winner, loser, cede=tuple(ceded), reparations=rate))
    if score > rule.score_least:
        found += _political(view, winner, loser, left, tuple(ceded))
    return found


def _political(view: View, winner: int, loser: int, left: int, ceded: tuple[int, ...]) -> list[PeaceTerms]:
    """Return terms beyond land and money: a congress of the victors, an exile brought home, a government changed."""
    world, rule = view.known, view.known.rules.peace
    found = []
    for exile in np.flatnonzero(world.exiled > 0).tolist():
        back = restored_to(world, exile, loser)
        if back and not world.war[winner, exile]:
            found.append(PeaceTerms(winner, loser, restore=exile))
    if left >= rule.price_regime and world.government[winner] != world.government[loser]:
        found.append(PeaceTerms(winner, loser, cede=ceded, regime=True))
    war = int(world.war[winner, loser])
    if world.rules.switch.congress and len(victors(world, war, loser)) >= rule.congress_least:
        land_lost = np.flatnonzero((world.sovereign == loser) & (world.occupier >= 0)).tolist()
        own = int((world.sovereign == loser).sum())
        most = min(max(1, own // rule.cede_most), own - 1)
        worth = land(view).tolist()
        purse = sum(score for _, score in purses(world, war, loser))
        chosen: list[int] = []
        for p in sorted(land_lost, key=lambda p: (-worth[p], p)):
            price = cession_price(world, p)
            if len(chosen) < most and price <= purse:
                chosen.append(p)
                purse -= price
        if chosen:
            found.append(PeaceTerms(winner, loser, cede=tuple(sorted(chosen)), congress=True))
    return [terms for terms in found if not peace_fault(world, terms)]


def balance(view: View, terms: PeaceTerms, state: int) -> Option:
    """Return what peace on these terms brings a state above going on with the war, as an option."""
    return Option(describe(view, terms), instead(view, terms, state))


def describe(view: View, terms: PeaceTerms) -> str:
    """Return the terms as the name of an option."""
    codes = view.known.codes
    parts = [view.known.land.codes[p] for p in terms.cede]
    if terms.reparations:
        parts.append(f"{terms.reparations} per mille")
    if terms.congress:
        return f"peace: a congress on {', '.join(parts)} of {codes[terms.loser]}"
    if terms.restore >= 0:
        return f"peace: {codes[terms.restore]} is restored"
    if terms.regime:
        parts.append("a new government")
    if not parts and not terms.demilitarise and not terms.break_pacts:
        return "peace as before the war"
    return f"peace: {codes[terms.loser]} gives {', '.join(parts) or 'way'}"


def offers(view: View) -> tuple[list[Letter], list[Record]]:
    """Return a peace offer to each enemy where one is better for both than going on."""
    world, me = view.known, view.seat
    letters, records = [], []
    for foe in (j for j in range(world.states) if world.war[me, j] and writes(view, j)):
        best: tuple[int, PeaceTerms, Option] | None = None
        seen: list[Option] = []
        for terms in (*bundles(view, me, foe), *bundles(view, foe, me)[1:]):
            mine = balance(view, terms, me)
            theirs = balance(view, terms, foe).utility
            seen.append(mine)
            if mine.utility >= 0 and theirs >= 0 and (best is None or mine.utility > best[0]):
                best = (mine.utility, terms, mine)
        war = Option("go on with the war")
        if best is None:
            rest = tuple(o for o in seen if o.utility <= 0)[:3] or ()
            barred = [o for o in seen if o.utility > 0][:1]
            if barred:
                short = barred[0]
                refused = Term("they would refuse", -short.utility - 1, foe)
                rest = (Option(short.name, (*short.terms, refused)), *rest)
            records.append(recorded(view, "peace", foe, war, rest))
            continue
        if not peace_fault(world, best[1]):
            letters.append(Letter(me, foe, best[1]))
        records.append(recorded(view, "peace", foe, best[2], (war,)))
    return letters, records


def answer(view: View, letter: Letter) -> Reply:
    """Take what is better than going on; else name the terms that would do, if the war has earned them."""
    terms, me = letter.terms, view.seat
    assert isinstance(terms, PeaceTerms)
    world = view.known
    fault = peace_fault(world, terms)
    if fault or me not in (terms.winner, terms.loser) or letter.sender not in (terms.winner, terms.loser):
        return Reply("no", reason="price" if "cost" in fault else "unfit", about=letter.sender)
    gain = balance(view, terms, me).utility
    if gain >= 0:
        return Reply("yes", gain=gain, reason="gain", amount=gain)
    for other in sorted(bundles(view, me, letter.sender)[1:], key=lambda t: peace_price(world, t)):
        mine = balance(view, other, me).utility
        theirs = balance(view, other, letter.sender).utility
        if mine >= 0 and theirs >= 0 and not peace_fault(world, other):
            return Reply("counter", gain=mine, reason="losing", amount=mine, counter=Letter(me, letter.sender, other))
    asked_much = terms.loser == me and peace_price(world, terms) > 0
    return Reply("no", gain=gain, reason="price" if asked_much else "losing", amount=gain)

