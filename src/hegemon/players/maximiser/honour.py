"""Calls to arms: honoured when friend, spoils and word outweigh the burden; standing replies by the same sums."""

from __future__ import annotations

from hegemon.counsel.danger import Danger, danger
from hegemon.counsel.weights import load_weights
from hegemon.players.maximiser.cadence import slowly
from hegemon.players.maximiser.leanings import of_war
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.sums import best, choose
from hegemon.world.orders import ASK_ME, AT_ONCE, Answer, Record, Standing, Term
from hegemon.world.relations import absent_price
from hegemon.world.view import View

EVERY = 6  # turns: the reply to a treaty's duty is thought over every so many, half as often after the opening


def joining(view: View, caller: int, against: int, word: int, mind: Mind) -> tuple[Term, ...]:
    """Return what joining a friend against an enemy is worth: stake, word kept, less the burden."""
    world, me, table, weights = view.known, view.seat, danger(view), load_weights()
    p = table.position
    fronts = _fronts(view, me)
    power, others = world.power.item(me), world.power.item(against)
    weight = table.brought.item(me, against)
    before = table.odds.item(against, caller)
    stood = table.defender.item(caller, against)
    after = before * stood / (stood + weight + 1.0)
    stake = min(others, world.power.item(caller)) * weights.danger.prize // 1000
    saved = round((before - after) * stake * p.hostile.item(me, against) * 2 * p.near.item(me, against))
    prey = max(0, table.gain.item(me, against))
    foes = 1 + max(1, _fronts(view, against))  # among whom the enemy has to divide itself
    risked = min(power, others) * weights.danger.prize / (2000 * foes)
    hurt = round(table.odds.item(against, me) * risked)
    return tuple([t for t in (
        Term("friend saved", saved, caller),
        Term("spoils", prey, against),
        Term("word kept", word * power // 1_000_000, caller),
        Term("word to the enemy", -round(p.price.item(me, against) * power), against),
        Term("burden", -weights.pacts.burden * power * (1 + fronts) // 2000, -1),
        Term("danger from the enemy", -hurt, against),
        *of_war(view, mind, caller, against),
    ) if t.amount])  # fmt: skip


def _fronts(view: View, state: int) -> int:
    """Return how many a state is at war with."""
    return sum([war > 0 for war in view.known.war[state].tolist()])


def answers(view: View, mind: Mind) -> tuple[list[Answer], list[Record]]:
    """Answer the calls that wait: honour what is worth more than the burden."""
    kinds = view.known.rules.kinds
    given: list[Answer] = []
    records: list[Record] = []
    for call in view.calls:
        treaty = next((t for t in view.known.treaties if t.id == call.treaty), None)
        price = absent_price(view.known.rules, kinds[treaty.kind]) if treaty is not None else 0
        word = price * mind.weights.pacts.honour // 1000
        terms = joining(view, call.caller, call.against, word, mind)
        options = (mind.option("stay out"), mind.option(f"join {view.known.codes[call.caller]}", terms))
        honoured, record = choose(view, "honour", call.caller, options)
        given.append(Answer(call.id, bool(honoured)))
        records.append(record)
    return given, records


def standings(view: View, mind: Mind) -> tuple[tuple[Standing, ...], tuple[Record, ...]]:
    """Give a blank cheque where help is clearly worth it against whoever is likeliest to attack, else be asked.

    Returned are the replies that change, with the sums of each.
    """
    world, me = view.known, view.seat
    found: list[Standing] = []
    records: list[Record] = []
    kinds, every = world.rules.kinds, slowly(world.turn, EVERY)
    now = -world.turn % every
    for treaty in [t for t in world.treaties if t.id % every == now and me in t.parties]:
        kind = kinds[treaty.kind]
        if not kind.aid or (kind.one_way and treaty.parties[0] != me) or not treaty.others(me):
            continue
        friend = treaty.others(me)[0]
        enemy = treaty.target if treaty.target >= 0 else likeliest(danger(view), friend, me)
        if enemy in (me, friend):
            continue
        bound = Term("hands bound beforehand", -int(world.power[me]) // 100)
        terms = (*joining(view, friend, enemy, absent_price(world.rules, kind), mind), bound)
        options = (mind.option(ASK_ME), mind.option(AT_ONCE, terms))
        sure = best(options) == 1
        if (treaty.reply_of(me) == AT_ONCE) != sure:
            found.append(Standing(treaty.id, "at once" if sure else "ask me"))
            records.append(choose(view, "standing", friend, options)[1])
    return tuple(found), tuple(records)


def likeliest(table: Danger, friend: int, me: int) -> int:
    """Return who but the seat is likeliest to attack a friend."""
    risk: list[float] = table.attack[:, friend].tolist()
    risk[me] = 0.0
    return risk.index(max(risk))
