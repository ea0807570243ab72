"""Whether orders are lawful, in words; screens and the engine call the same function.

It uses only what the seat knows exactly, so a view and the world agree on it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TypeVar

import msgspec

from hegemon.atlas.geography import CROSSING
from hegemon.world.fixed import Bools
from hegemon.world.orders import (
    BRANCHES,
    FOCUSES,
    REPLIES,
    Answer,
    Letter,
    Move,
    Orders,
    PeaceTerms,
    Shift,
    Standing,
    Ticket,
    TreatyTerms,
)  # fmt: skip
from hegemon.world.relations import access, cession_price, command, envoys, in_force, under_arms, war_score
from hegemon.world.state import World
from hegemon.world.view import View

Item = TypeVar("Item")


def check(view: View, orders: Orders) -> tuple[str, ...]:
    """Return what is wrong with orders, one sentence each, empty if all are lawful."""
    if orders.seat != view.seat:
        return (f"orders are for seat {orders.seat}, this seat is {view.seat}; send them from their own seat",)
    return lawful(view.known, orders)[1]


def lawful(world: World, orders: Orders, may: Bools | None = None) -> tuple[Orders, tuple[str, ...]]:
    """Return the lawful part of orders and a sentence for each thing left out.

    may: access(world), if it is at hand.
    """
    seat, problems = orders.seat, list[str]()
    if not 0 <= seat < world.states or not world.alive[seat]:
        return Orders(seat=seat), (f"seat {seat} is not in play; choose one of {', '.join(world.codes)}",)
    may = access(world) if may is None else may

    def keep(items: tuple[Item, ...], judge: Callable[[], Callable[[Item], str]]) -> tuple[Item, ...]:
        if not items:
            return ()
        fault, kept = judge(), []
        for item in items:
            wrong = fault(item)
            if wrong:
                problems.append(wrong)
            else:
                kept.append(item)
        return tuple(kept)

    declare = keep(orders.declare, lambda: _declaration(world, seat))
    focus = orders.focus
    if focus is not None and not 0 <= focus < len(FOCUSES):
        problems.append(f"focus {focus} is unknown; choose 0 to {len(FOCUSES) - 1}")
        focus = None
    posture = orders.posture
    wrong = _posture(world, seat, posture)
    if wrong:
        problems.append(wrong)
        posture = None
    depot = orders.depot
    if depot is not None and not _holds(world, seat, depot):
        problems.append(f"recruits cannot gather at {_place(world, depot)}; choose a province that you hold")
        depot = None
    cleaned = msgspec.structs.replace(
        orders,
        shifts=keep(orders.shifts, lambda: _shift(world, seat)),
        focus=focus,
        posture=posture,
        depot=depot,
        declare=declare,
        moves=keep(orders.moves, lambda: _move(world, seat, declare, may)),
        leave=keep(orders.leave, lambda: lambda t: _party(world, seat, t, leaving=True)),
        breach=keep(orders.breach, lambda: lambda t: _party(world, seat, t, leaving=False)),
        standing=keep(orders.standing, lambda: _standing(world, seat)),
        answers=keep(orders.answers, lambda: _answer(world, seat)),
        letters=keep(orders.letters, lambda: _letters(world, seat)),
        counters=keep(orders.counters, lambda: lambda letter: _letter(world, seat, letter)),
        accept=keep(orders.accept, lambda: _accept(world, seat)),
        tickets=keep(orders.tickets, lambda: _ticket(world, seat)),
        refusals=tuple(s for s in orders.refusals if 0 <= s < world.states),
    )
    return cleaned, tuple(problems)


def treaty_fault(world: World, terms: TreatyTerms) -> str:
    """Return why a treaty cannot be signed, empty if it can."""
    kind = world.rules.kinds.get(terms.kind)
    if kind is None:
        return f"treaty kind {terms.kind!r} is unknown; choose one of {', '.join(world.rules.kinds)}"
    parties = terms.parties
    if len(parties) < 2 or len(set(parties)) != len(parties):
        return "a treaty needs two different parties or more"
    if any(not 0 <= p < world.states or not world.alive[p] for p in parties):
        return "a treaty needs living parties"
    if kind.one_way and len(parties) != 2:
        return f"a {terms.kind} has one guarantor and one protected"
    if not -1 <= terms.target < world.states or terms.target in parties:
        return "the named enemy of a treaty must be another state, or none"
    if not 1 <= terms.term <= 40 or not 1 <= terms.notice <= 4:
        return "a treaty runs 1 to 40 turns, with a notice of 1 to 4"
    for a in parties:
        for b in parties:
            if world.war[a, b]:
                return f"{world.codes[a]} and {world.codes[b]} are at war; make peace first"
    for treaty in in_force(world, parties[0], parties[1]):
        same = treaty.kind == terms.kind and set(treaty.parties) == set(parties)
        if same and not (kind.one_way and treaty.parties != parties) and treaty.until > world.turn + 1:
            return f"the same {terms.kind} is in force until turn {treaty.until}; let it run out or dissolve it"
    return ""


def peace_fault(world: World, terms: PeaceTerms) -> str:
    """Return why a peace cannot be made, empty if it can: every term must be paid by the score of the war."""
    winner, loser = terms.winner, terms.loser
    if not (0 <= winner < world.states and 0 <= loser < world.states) or not world.war[winner, loser]:
        return "peace is made between two states at war with each other"
    own = int((world.sovereign == loser).sum())
    most = min(max(1, own // world.rules.peace.cede_most), own - 1)
    if len(set(terms.cede)) != len(terms.cede) or len(terms.cede) > most:
        return f"{world.codes[loser]} can cede at most {most} different provinces in one peace"
    if any(not 0 <= p < world.provinces or world.sovereign[p] != loser for p in terms.cede):
        return f"{world.codes[loser]} can cede only what is its own"
    if not 0 <= terms.reparations <= world.rules.economy.reparations_most:
        return f"reparations run from 0 to {world.rules.economy.reparations_most} per mille of output"
    known = {t.id for t in world.treaties if loser in t.parties and winner not in t.parties}
    if any(t not in known for t in terms.break_pacts):
        return f"{world.codes[loser]} can be made to leave only its own treaties with others"
    price, score = peace_price(world, terms), war_score(world, winner, loser)
    if price and price > score:
        return f"the terms cost {price}, the war has earned {world.codes[winner]} {score}; ask for less"
    return ""


def peace_price(world: World, terms: PeaceTerms) -> int:
    """Return the score that the terms cost."""
    rule = world.rules.peace
    return (
        sum(cession_price(world, p) for p in terms.cede)
        + rule.price_reparations * terms.reparations // 10
        + rule.price_demilitarise * terms.demilitarise
        + rule.price_break * len(terms.break_pacts)
    )


def _place(world: World, province: int) -> str:
    return world.land.codes[province] if 0 <= province < world.provinces else f"province {province}"


def _holds(world: World, seat: int, province: int) -> bool:
    if not 0 <= province < world.provinces or world.sovereign[province] != seat:
        return False
    return bool(world.occupier[province] < 0)


def _declaration(world: World, seat: int) -> Callable[[int], str]:
    ready = under_arms(world, seat)
    seen: set[int] = set()

    def fault(target: int) -> str:
        if not 0 <= target < world.states or target == seat or not world.alive[target]:
            return f"war cannot be declared on state {target}; choose another living state"
        if world.war[seat, target]:
            return f"you are at war with {world.codes[target]} already"
        if target in seen:
            return f"war on {world.codes[target]} is declared twice"
        if not ready and seen:
            return f"an unmobilised state can attack one target; mobilise first to attack {world.codes[target]} too"
        seen.add(target)
        return ""

    return fault


def _posture(world: World, seat: int, posture: str | None) -> str:
    if posture == "mobilise":
        if world.mobilised[seat]:
            return "you are mobilised already"
        if world.disarmed[seat] >= world.turn:
            return f"the peace forbids you to mobilise through turn {int(world.disarmed[seat])}"
    if posture == "demobilise" and not world.mobilised[seat]:
        return "you are not mobilised"
    return ""


def _shift(world: World, seat: int) -> Callable[[Shift], str]:
    rule = world.rules.effort
    left = rule.shifts_war if world.war[seat].any() else rule.shifts_peace
    blocks = world.effort[seat].tolist()

    def fault(shift: Shift) -> str:
        nonlocal left
        if not (0 <= shift.source < 4 and 0 <= shift.to < 4) or shift.source == shift.to:
            return "an effort block moves from one branch to another"
        if left == 0:
            return "no more effort blocks can move this turn"
        if blocks[shift.source] == 0:
            return f"there is no block left in {BRANCHES[shift.source]}"
        left -= 1
        blocks[shift.source] -= 1
        blocks[shift.to] += 1
        return ""

    return fault


def _move(world: World, seat: int, declare: tuple[int, ...], may: Bools) -> Callable[[Move], str]:
    rule, border, controller = world.rules.war, world.land.border, world.controller.tolist()
    troops, free = world.troops[seat].tolist(), may[seat].tolist()
    for foe in declare:
        free[foe] = False  # who declares war on a friend marches through its land as an enemy
    left: dict[int, int] = {}
    attacked: set[int] = set()
    landed: dict[tuple[int, int], int] = {}
    limit = command(world, seat)

    def fault(move: Move) -> str:
        path, points = move.path, move.points
        if not 2 <= len(path) <= rule.steps + 1:
            return f"a march takes one to {rule.steps} steps"
        if any(not 0 <= p < world.provinces for p in path):
            return "a march leads through provinces that do not exist"
        name = f"the march from {_place(world, path[0])} to {_place(world, path[-1])}"
        spare = left.get(path[0], troops[path[0]])
        if points <= 0 or points > spare:
            return f"{name} takes {points} points, {spare} are free there"
        if any(border[a, b] == 0 for a, b in pairwise(path)):
            return f"{name} crosses no border; march from neighbour to neighbour"
        for step in path[1:-1]:
            if not free[controller[step]]:
                return f"{name} passes {_place(world, step)}, held by {world.codes[controller[step]]}; ask for access"
        holder = controller[path[-1]]
        if not free[holder]:
            if not world.war[seat, holder] and holder not in declare:
                return f"{name} enters land of {world.codes[holder]}; declare war or sign for access"
            if path[-1] not in attacked and len(attacked) == limit:
                return f"{name} is one attack more than your command allows ({limit})"
            if border[path[-2], path[-1]] == CROSSING:
                crossing = (path[-2], path[-1])
                if landed.get(crossing, 0) + points > rule.landing:
                    return f"{name} lands more than {rule.landing} points over one crossing"
                landed[crossing] = landed.get(crossing, 0) + points
            attacked.add(path[-1])
        left[path[0]] = spare - points
        return ""

    return fault


def _party(world: World, seat: int, treaty_id: int, leaving: bool) -> str:
    treaty = next((t for t in world.treaties if t.id == treaty_id), None)
    if treaty is None or seat not in treaty.parties:
        return f"you are no party to treaty {treaty_id}"
    if leaving and treaty.double:
        return "a truce cannot be left before it ends; it can only be broken"
    if leaving and any(who == seat for who, _ in treaty.leaving):
        return f"you have given notice of that {treaty.kind} already"
    return ""


def _standing(world: World, seat: int) -> Callable[[Standing], str]:
    def fault(item: Standing) -> str:
        if item.reply not in REPLIES:
            return f"standing reply {item.reply!r} is unknown; choose one of {', '.join(REPLIES)}"
        wrong = _party(world, seat, item.treaty, leaving=False)
        if wrong:
            return wrong
        treaty = next(t for t in world.treaties if t.id == item.treaty)
        kind = world.rules.kinds[treaty.kind]
        if not (kind.aid or kind.invited) or (kind.one_way and treaty.parties[0] != seat):
            return f"that {treaty.kind} asks no help of you"
        return ""

    return fault


def _answer(world: World, seat: int) -> Callable[[Answer], str]:
    waiting = {c.id for c in world.calls if c.called == seat}

    def fault(item: Answer) -> str:
        if item.call not in waiting:
            return f"call {item.call} does not wait for your answer"
        waiting.discard(item.call)
        return ""

    return fault


def _letter(world: World, seat: int, letter: Letter) -> str:
    if letter.sender != seat:
        return "a letter must be written in your own name"
    if not 0 <= letter.to < world.states or letter.to == seat or not world.alive[letter.to]:
        return "a letter must be addressed to another living state"
    terms = letter.terms
    if isinstance(terms, PeaceTerms):
        if {terms.winner, terms.loser} != {seat, letter.to}:
            return "a peace offer must be between its sender and its receiver"
        return peace_fault(world, terms)
    if set(terms.parties) != {seat, letter.to}:
        return "a treaty offer must be between its sender and its receiver"
    return treaty_fault(world, terms)


def _letters(world: World, seat: int) -> Callable[[Letter], str]:
    addressed: set[int] = set()
    limit = envoys(world, seat)

    def fault(letter: Letter) -> str:
        wrong = _letter(world, seat, letter)
        if wrong or isinstance(letter.terms, PeaceTerms):
            return wrong
        if letter.to not in addressed and len(addressed) == limit:
            return f"all {limit} envoys are under way"
        addressed.add(letter.to)
        return ""

    return fault


def _accept(world: World, seat: int) -> Callable[[int], str]:
    waiting = {o.id for o in world.offers if o.letter.to == seat}

    def fault(offer: int) -> str:
        return "" if offer in waiting else f"offer {offer} does not wait for you"

    return fault


def _ticket(world: World, seat: int) -> Callable[[Ticket], str]:
    def fault(ticket: Ticket) -> str:
        if ticket.giver != seat or ticket.letter.to != seat:
            return "a ticket must be given by the receiver of its letter"
        return _letter(world, ticket.letter.sender, ticket.letter) if 0 <= ticket.letter.sender < world.states else (
            "a ticket needs a living sender"
        )

    return fault
