"""Peace: the terms that both sides prefer to going on, as far as the war has earned them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from hegemon.counsel.terms import instead, instead_sum, land, taken
from hegemon.counsel.weights import PactWeights, load_weights
from hegemon.players.maximiser.fronts import enemies
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.subjects import closed
from hegemon.players.maximiser.sums import choose, total
from hegemon.world.legality_crisis import restored_to
from hegemon.world.legality_diplomacy import peace_fault, peace_price
from hegemon.world.orders import Letter, Option, PeaceTerms, Record, Reply, Term
from hegemon.world.relations import cession_price, war_score
from hegemon.world.spoils import purses, victors
from hegemon.world.view import View

WAR = Option("go on with the war")


def bundles(view: View, winner: int, loser: int) -> list[PeaceTerms]:
    """Return terms that the war may have earned the winner, from the status quo upward; not all need be lawful."""
    world, rule = view.known, view.known.rules.peace
    found = [PeaceTerms(winner, loser)]
    if world.exiled.item(loser):
        return found
    if world.exiled.item(winner):
        return [*found, PeaceTerms(winner, loser, restore=winner)]
    score = war_score(world, winner, loser)
    ceded: list[int] = []
    left = score
    for p in _dearest(view, taken(view).held.get((winner, loser), ()), loser):
        price = cession_price(world, p)
        if price <= left:
            left -= price
            ceded.append(p)
            found.append(PeaceTerms(winner, loser, cede=tuple(ceded)))
            if len(ceded) == _most(view, loser):
                break
    rate = min(world.rules.economy.reparations_most, 10 * left // max(1, rule.price_reparations))
    if rate >= 20 and score > rule.score_least:
        found.append(PeaceTerms(winner, loser, cede=tuple(ceded), reparations=rate))
    if score > rule.score_least:
        found += _political(view, winner, loser, left, tuple(ceded))
    return found


def _most(view: View, loser: int) -> int:
    """Return how many provinces a loser can cede in one peace."""
    own = taken(view).owned[loser]
    return min(max(1, own // view.known.rules.peace.cede_most), own - 1)


def _dearest(view: View, places: Iterable[int], loser: int) -> list[int]:
    """Return land that a loser might cede, what is worth most first; none if it can cede nothing."""
    worth = land(view).item
    return sorted(places, key=lambda p: (-worth(p), p)) if _most(view, loser) > 0 else []


def _political(view: View, winner: int, loser: int, left: int, ceded: tuple[int, ...]) -> list[PeaceTerms]:
    """Return terms beyond land and money: a congress of the victors, an exile brought home, a government changed."""
    world, rule = view.known, view.known.rules.peace
    found = []
    for exile in [k for k, since in enumerate(world.exiled.tolist()) if since > 0]:
        back = restored_to(world, exile, loser)
        if back and not world.war[winner, exile]:
            found.append(PeaceTerms(winner, loser, restore=exile))
    if left >= rule.price_regime and world.government.item(winner) != world.government.item(loser):
        found.append(PeaceTerms(winner, loser, cede=ceded, regime=True))
    war = world.war.item(winner, loser)
    if world.rules.switch.congress and len(victors(world, war, loser)) >= rule.congress_least:
        lost = [p for (_, owner), places in taken(view).held.items() if owner == loser for p in places]
        purse = sum([score for _, score in purses(world, war, loser)])
        chosen: list[int] = []
        for p in _dearest(view, lost, loser):
            price = cession_price(world, p)
            if len(chosen) < _most(view, loser) and price <= purse:
                chosen.append(p)
                purse -= price
        if chosen:
            found.append(PeaceTerms(winner, loser, cede=tuple(sorted(chosen)), congress=True))
    return found


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
    parts += ["disarms"] if terms.demilitarise else []
    parts += [f"treaty {number}" for number in terms.break_pacts]
    if not parts:
        return "peace as before the war"
    return f"peace: {codes[terms.loser]} gives {', '.join(parts)}"


class Sued(Struct, frozen=True, gc=False):
    """Terms of peace as they are weighed: own gain by doctrine, the enemy's as estimated, and what is asked."""

    terms: PeaceTerms
    gain: int
    theirs: int
    need: int

    @property
    def fair(self) -> bool:
        """Whether it leaves the enemy its share of what both gain above going on, as the seat judges it."""
        return self.theirs >= _share(self.theirs, self.gain, load_weights().pacts)


def _share(mine: int, theirs: int, pacts: PactWeights) -> int:
    return pacts.share * (max(0, mine) + max(0, theirs)) // 1000


def weighed(view: View, terms: PeaceTerms, foe: int, mind: Mind) -> Sued:
    """Return a peace with a foe as the seat weighs it."""
    gain = total(_own(view, terms, mind)) if mind.terms else instead_sum(view, terms, view.seat)
    theirs = instead_sum(view, terms, foe)
    return Sued(terms, gain, theirs, _share(gain, theirs, mind.weights.pacts))


def _own(view: View, terms: PeaceTerms, mind: Mind) -> tuple[Term, ...]:
    """Return the terms of the seat's own gain, made only of a peace that is told of."""
    return mind.weigh(instead(view, terms, view.seat))


def _between(view: View, foe: int, mind: Mind) -> list[Sued]:
    """Return every peace that the war has earned either of the two, as far as it could be made.

    Who would rather go on than have peace as before the war takes no worse terms: unless a congress would rid it of
    other enemies too, only the other can win it over.
    """
    me, alone = view.seat, not (_many(view, view.seat) or _many(view, foe))
    plain = weighed(view, PeaceTerms(me, foe), foe, mind)
    giving = plain.gain >= 0 > plain.theirs
    ours = [] if alone and giving else bundles(view, me, foe)[1:]
    theirs = [] if alone and not giving else bundles(view, foe, me)[1:]
    return [plain, *[weighed(view, terms, foe, mind) for terms in (*ours, *theirs)]]


def _many(view: View, state: int) -> bool:
    """Return whether a state is at war with several."""
    foes: list[int] = [war for war in view.known.war[state].tolist() if war]
    return len(foes) > 1


def sues(view: View, foe: int) -> bool:
    """Return whether it is the seat's turn to offer a foe peace, so that two like minds do not write at once.

    A seat does so every second turn; of two seats whose turns fall together, one in turn.
    """
    ids, turn = view.known.scenario.state_ids, view.turn
    mine, other = ids.item(view.seat), ids.item(foe)
    if (turn - mine) % 2:
        return False
    return (mine - other) % 2 != 0 or (mine < other) == (turn // 2 % 2 == 0)


def offers(view: View, mind: Mind) -> tuple[list[Letter], list[Record]]:
    """Return a peace offer to each enemy where one is better for both than going on, and why.

    Who refused is not written to before something has changed, and no terms are thought of for it.
    """
    me = view.seat
    letters: list[Letter] = []
    records: list[Record] = []
    for foe in [j for j in enemies(view) if sues(view, j) and not closed(view, j)]:
        found, bars, kept = _lawful(view, _between(view, foe, mind))
        options = [Option(describe(view, found[i].terms), _own(view, found[i].terms, mind), bars[i]) for i in kept]
        index, record = choose(view, "peace", foe, (*options, WAR))
        records.append(record)
        if index < len(kept):
            letters.append(Letter(me, foe, found[kept[index]].terms))
    return letters, records


def _lawful(view: View, found: list[Sued]) -> tuple[list[Sued], list[str], list[int]]:
    """Return terms without those that the war has not earned, as far as they would be told of.

    Beside them stand why each would be in vain, and which are told of.
    """
    while True:
        bars = ["" if x.theirs >= 0 else "they would refuse" for x in found]
        kept = _telling(found, bars)
        wrong = {i for i in kept if peace_fault(view.known, found[i].terms)}
        if not wrong:
            return found, bars, kept
        found = [x for i, x in enumerate(found) if i not in wrong]


def _telling(found: list[Sued], bars: list[str]) -> list[int]:
    """Return which terms of peace are worth telling of: the best that could be had, and the best that could not."""
    ranked = sorted(range(len(found)), key=lambda i: (-found[i].gain, i))
    free, shut = [i for i in ranked if not bars[i]], [i for i in ranked if bars[i]]
    return sorted((*free[:2], *shut[:2]))


def answer(view: View, letter: Letter, mind: Mind) -> Reply:
    """Take peace that is better than going on and brings the seat its share of what both gain; else write back.

    A peace that the sums prefer is never turned down: below the share it is signed where nothing better fits both.
    """
    terms, me = letter.terms, view.seat
    assert isinstance(terms, PeaceTerms)
    world, foe = view.known, letter.sender
    fault = peace_fault(world, terms)
    if fault or me not in (terms.winner, terms.loser) or foe not in (terms.winner, terms.loser):
        barred = Option(_signed(view, terms), barred=fault or "it is between others")
        record = choose(view, "answer", foe, (barred, WAR))[1]
        return Reply("no", reason="price" if "cost" in fault else "unfit", about=foe, record=record)
    sued = weighed(view, terms, foe, mind)
    backs = [] if sued.gain >= sued.need else _instead_of(view, terms, foe, mind)
    fits = [x for x in backs if x.gain >= max(x.need, sued.gain + 1) and x.theirs >= 0]
    fair = any(x.fair for x in fits)
    better = "better is to be had" if fits and sued.gain >= 0 else ""
    sign = Option(_signed(view, terms), _own(view, terms, mind), better)
    bars = [_unfit(x, sued.gain, fair) for x in backs]
    kept = _telling(backs, bars)
    options = [Option(f"write back: {describe(view, backs[i].terms)}", _own(view, backs[i].terms, mind), bars[i])
               for i in kept]
    index, record = choose(view, "answer", foe, (sign, *options, WAR))
    if index == 0:
        return Reply("yes", gain=sued.gain, reason="gain", amount=sued.gain, record=record)
    if index <= len(kept):
        back = backs[kept[index - 1]]
        return Reply("counter", gain=back.gain, reason="losing", amount=back.gain, counter=Letter(me, foe, back.terms),
                     record=record)
    asked_much = terms.loser == me and peace_price(world, terms) > 0
    return Reply("no", gain=sued.gain, reason="price" if asked_much else "losing", amount=sued.gain, record=record)


def _signed(view: View, terms: PeaceTerms) -> str:
    return f"sign as written: {describe(view, terms)}"


def _instead_of(view: View, terms: PeaceTerms, foe: int, mind: Mind) -> list[Sued]:
    """Return the other terms of peace that the war allows, each weighed."""
    return [x for x in _between(view, foe, mind) if x.terms != terms and not peace_fault(view.known, x.terms)]


def _unfit(back: Sued, offered: int, fair: bool) -> str:
    """Return why terms cannot be written back, empty if they can.

    offered: what the letter itself would gain. fair: some terms leave both their share.
    """
    if 0 <= offered >= back.gain:
        return "no better than what is offered"
    if back.theirs < 0:
        return "they would refuse"
    if back.gain < back.need:
        return "less than our share"
    return "it leaves them less than their share" if fair and not back.fair else ""
