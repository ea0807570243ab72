"""Whether diplomacy is lawful, in words: declarations, treaties, peace, letters, answers and tickets."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np

from hegemon.world.legality_crisis import code_of, restored_to, spoils_fault
from hegemon.world.orders import REPLIES, Answer, Letter, PeaceTerms, Standing, Ticket, TreatyTerms
from hegemon.world.promises import envoys, helps
from hegemon.world.relations import cession_price, under_arms
from hegemon.world.spoils import earned
from hegemon.world.state import World


def treaty_fault(world: World, terms: TreatyTerms, amends: int = -1) -> str:
    """Return why a treaty cannot be signed, empty if it can. amends: the treaty whose place it would take, -1 none."""
    kind = world.rules.kinds.get(terms.kind)
    if kind is None:
        return f"treaty kind {terms.kind!r} is unknown; choose one of {', '.join(world.rules.kinds)}"
    if not world.rules.allow.get(terms.kind, 1):
        return f"the rules of this game do not allow a {terms.kind}"
    if kind.order and amends < 0:
        return "an order is proclaimed by who leads it; others join it"
    if kind.order:
        rivals = [t for t in world.treaties if t.id != amends and world.rules.kinds[t.kind].order]
        if any(p in t.parties for t in rivals for p in terms.parties):
            return "nobody can be in two orders; leave one first"
    parties = terms.parties
    who = set(parties)
    if len(parties) < 2 or len(who) != len(parties):
        return "a treaty needs two different parties or more"
    alive = world.alive
    if min(parties) < 0 or max(parties) >= len(alive) or not all(map(alive.item, parties)):
        return "a treaty needs living parties"
    if len(parties) > world.rules.treaties.members_most:
        return f"a treaty has at most {world.rules.treaties.members_most} parties"
    wrong = clause_fault(world, terms)
    if wrong:
        return wrong
    war = world.war.item
    for a, b in combinations(parties, 2):
        if war(a, b):
            return f"{world.codes[a]} and {world.codes[b]} are at war; make peace first"
        if kind.trade and (world.sanction.item(a, b) or world.sanction.item(b, a)):
            return f"sanctions stand between {world.codes[a]} and {world.codes[b]}; they must be lifted first"
    name = terms.kind
    for treaty in [t for t in world.treaties if t.kind == name]:
        same = treaty.id != amends and set(treaty.parties) == who
        if same and not (kind.one_way and treaty.parties != parties) and treaty.until > world.turn + 1:
            return f"the same {terms.kind} is in force until turn {treaty.until}; let it run out, leave it or amend it"
    return ""


def clause_fault(world: World, terms: TreatyTerms) -> str:
    """Return what is wrong with the clauses of a treaty, empty if nothing is."""
    kind, parties, rule = world.rules.kinds[terms.kind], terms.parties, world.rules
    if kind.one_way and not kind.order and len(parties) != 2:
        return f"a {terms.kind} has one guarantor and one protected"
    target, exclude = terms.target, terms.exclude
    for named, role in (
        ((target, "the named enemy of"), (exclude, "the state excluded from")) if target != -1 or exclude != -1 else ()
    ):
        if named != -1 and (not 0 <= named < world.states or named in parties):
            return f"{role} a treaty must be another state, or none"
    if kind.attack and (terms.target < 0 or not world.alive[terms.target]):
        return f"a {terms.kind} must name a living enemy"
    if kind.collective and (terms.target >= 0 or terms.exclude >= 0):
        return f"a {terms.kind} holds against any aggressor; name no enemy and exclude none"
    if terms.exclude >= 0 and terms.exclude == terms.target:
        return "a treaty cannot exclude the enemy that it names"
    least = 0 if kind.informal else 1
    limit = rule.treaties
    if not 1 <= terms.term <= limit.term_most or not least <= terms.notice <= limit.notice_most:
        return f"a treaty runs 1 to {limit.term_most} turns, with a notice of {least} to {limit.notice_most}"
    if not 0 <= terms.burden <= limit.burden_most or not 0 <= terms.delay <= limit.delay_most:
        most = f"{limit.burden_most} military blocks and 0 to {limit.delay_most} turns of consultation"
        return f"a treaty asks 0 to {most}"
    if not 0 <= terms.dues <= (rule.order.dues_most if kind.order else 0):
        return f"dues are paid in an order only, at most {rule.order.dues_most} per mille"
    if kind.open and terms.secret:
        return f"a {terms.kind} that all may join cannot be secret"
    if terms.split:
        shared = len(terms.split) == len(parties) and min(terms.split) >= 0 and sum(terms.split) == 1000
        if not (kind.informal and shared):
            return "spoils are split in a coalition only, by a share for each party, 1000 in all"
    return ""


def peace_fault(world: World, terms: PeaceTerms) -> str:
    """Return why a peace cannot be made, empty if it can: every term must be paid by the score of the war."""
    winner, loser = terms.winner, terms.loser
    states = len(world.alive)
    if not (0 <= winner < states and 0 <= loser < states) or not world.war.item(winner, loser):
        return "peace is made between two states at war with each other"
    if terms.cede:
        own = int(np.count_nonzero(world.sovereign == loser))
        most = max(0, min(max(1, own // world.rules.peace.cede_most), own - 1))
        if len(set(terms.cede)) != len(terms.cede) or len(terms.cede) > most:
            return f"{world.codes[loser]} can cede at most {most} different provinces in one peace"
        if any(not 0 <= p < world.provinces or world.sovereign.item(p) != loser for p in terms.cede):
            return f"{world.codes[loser]} can cede only what is its own"
        taken = _taken_by_others(world, terms)
        if taken >= 0:
            holder = world.codes[int(world.occupier[taken])]
            return f"{holder} holds {world.land.codes[taken]}; ask for it at a congress or leave it out"
    if not 0 <= terms.reparations <= world.rules.economy.reparations_most:
        return f"reparations run from 0 to {world.rules.economy.reparations_most} per mille of output"
    if terms.break_pacts:
        known = {
            t.id for t in world.treaties
            if loser in t.parties and winner not in t.parties and not t.hidden and not t.double
        }
        if any(t not in known for t in terms.break_pacts):
            return f"{world.codes[loser]} can be made to leave only its own treaties with others"
    wrong = spoils_fault(world, terms)
    if wrong:
        return wrong
    price = peace_price(world, terms)
    if price and price > (score := earned(world, terms)):
        return f"the terms cost {price}, the war has earned {world.codes[winner]} {score}; ask for less"
    return ""


def _taken_by_others(world: World, terms: PeaceTerms) -> int:
    """Return a province that terms would take from another enemy of the loser that holds it, -1 if there is none.

    An enemy of the winner too goes on holding it; only a congress gives away what other victors of the war hold.
    """
    war, winner, loser = world.war.item, terms.winner, terms.loser
    number = war(loser, winner) if terms.congress else -1
    for place in terms.cede:
        who = world.occupier.item(place)
        if who not in (-1, winner) and not war(winner, who) and war(loser, who) != number:
            return place
    return -1


def peace_price(world: World, terms: PeaceTerms) -> int:
    """Return the score that the terms cost."""
    rule = world.rules.peace
    return (
        sum(cession_price(world, p) for p in terms.cede)
        + rule.price_reparations * terms.reparations // 10
        + rule.price_demilitarise * terms.demilitarise
        + rule.price_break * len(terms.break_pacts)
        + rule.price_restore * len(restored_to(world, terms.restore, terms.loser))
        + rule.price_regime * terms.regime
    )


def declaration(world: World, seat: int) -> Callable[[int], str]:
    """Return the judge of a seat's declarations of war."""
    ready = under_arms(world, seat)
    seen: set[int] = set()

    def fault(target: int) -> str:
        if not 0 <= target < world.states or target == seat or not world.home[target]:
            return f"war cannot be declared on {code_of(world, target)}; choose another state that lives on its land"
        if world.war[seat, target]:
            return f"you are at war with {world.codes[target]} already"
        if target in seen:
            return f"war on {world.codes[target]} is declared twice"
        if not ready and seen:
            return f"an unmobilised state can attack one target; mobilise first to attack {world.codes[target]} too"
        seen.add(target)
        return ""

    return fault


def party(world: World, seat: int, treaty_id: int, leaving: bool) -> str:
    """Return why a seat cannot leave or break a treaty, empty if it can."""
    treaty = next((t for t in world.treaties if t.id == treaty_id), None)
    if treaty is None or seat not in treaty.parties:
        return f"you are no party to treaty {treaty_id}"
    if leaving and treaty.double:
        return "a truce cannot be left before it ends; it can only be broken"
    if leaving and any(who == seat for who, _ in treaty.leaving):
        return f"you have given notice of that {treaty.kind} already"
    return ""


def standing(world: World, seat: int) -> Callable[[Standing], str]:
    """Return the judge of a seat's standing replies."""

    def fault(item: Standing) -> str:
        if item.reply not in REPLIES:
            return f"standing reply {item.reply!r} is unknown; choose one of {', '.join(REPLIES)}"
        wrong = party(world, seat, item.treaty, leaving=False)
        if wrong:
            return wrong
        treaty = next(t for t in world.treaties if t.id == item.treaty)
        kind = world.rules.kinds[treaty.kind]
        if not helps(kind) or (kind.one_way and treaty.parties[0] != seat):
            return f"that {treaty.kind} asks no help of you"
        return ""

    return fault


def answer(world: World, seat: int) -> Callable[[Answer], str]:
    """Return the judge of a seat's answers to calls."""
    waiting = {c.id for c in world.calls if c.called == seat}

    def fault(item: Answer) -> str:
        if item.call not in waiting:
            return f"call {item.call} does not wait for your answer"
        waiting.discard(item.call)
        return ""

    return fault


def letter_fault(world: World, seat: int, letter: Letter) -> str:
    """Return why a letter cannot be sent, empty if it can."""
    if letter.sender != seat:
        return "a letter must be written in your own name"
    if not 0 <= letter.to < len(world.alive) or letter.to == seat or not world.alive[letter.to]:
        return "a letter must be addressed to another living state"
    terms = letter.terms
    if isinstance(terms, PeaceTerms):
        if {terms.winner, terms.loser} != {seat, letter.to}:
            return "a peace offer must be between its sender and its receiver"
        return peace_fault(world, terms)
    if set(terms.parties) != {seat, letter.to}:
        return "a treaty offer must be between its sender and its receiver"
    return treaty_fault(world, terms)


def letters(world: World, seat: int) -> Callable[[Letter], str]:
    """Return the judge of a seat's letters, which take envoys."""
    addressed: set[int] = set()
    limit = envoys(world, seat)

    def fault(letter: Letter) -> str:
        wrong = letter_fault(world, seat, letter)
        if wrong or isinstance(letter.terms, PeaceTerms):
            return wrong
        if letter.to not in addressed and len(addressed) == limit:
            return f"all {limit} envoys are under way"
        addressed.add(letter.to)
        return ""

    return fault


def accept(world: World, seat: int) -> Callable[[int], str]:
    """Return the judge of the offers that a seat accepts."""
    waiting = {o.id for o in world.offers if o.letter.to == seat}

    def fault(offer: int) -> str:
        return "" if offer in waiting else f"offer {offer} does not wait for you"

    return fault


def ticket(world: World, seat: int) -> Callable[[Ticket], str]:
    """Return the judge of the tickets that a seat gives."""

    def fault(ticket: Ticket) -> str:
        if ticket.giver != seat or ticket.letter.to != seat:
            return "a ticket must be given by the receiver of its letter"
        if not 0 <= ticket.letter.sender < world.states:
            return "a ticket needs a living sender"
        return letter_fault(world, ticket.letter.sender, ticket.letter)

    return fault
