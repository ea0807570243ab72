"""What a treaty in force is worth, and leaving or breaking it when that has turned: betrayal only where it pays."""

from __future__ import annotations

import msgspec

from hegemon.counsel.balance import balance
from hegemon.counsel.clauses import clause_terms
from hegemon.counsel.danger import danger
from hegemon.counsel.gains import gain_with
from hegemon.counsel.leagues import membership, table_with, terms_of
from hegemon.counsel.pacts import autonomy, drawn_in, help_counts, truce_at
from hegemon.counsel.shelter import kept
from hegemon.counsel.weights import load_weights
from hegemon.players.maximiser.cadence import post, posts, slowly, writing
from hegemon.players.maximiser.leanings import of_pact
from hegemon.players.maximiser.mind import Mind
from hegemon.players.maximiser.subjects import changed_since
from hegemon.players.maximiser.sums import choose
from hegemon.world.fixed import MILLION, Ints
from hegemon.world.orders import Record, Term
from hegemon.world.relations import breach_price, given_price, under_arms
from hegemon.world.treaties import Treaty, TreatyKind
from hegemon.world.view import View


def keep(view: View, treaty: Treaty) -> tuple[Term, ...]:
    """Return what a treaty in force is worth to the seat, by what would be missing without it."""
    base = keep_base(view, treaty)
    return (*base, *clause_terms(view, terms_of(treaty), view.seat, base))


def keep_base(view: View, treaty: Treaty) -> tuple[Term, ...]:
    """Return what a treaty in force is worth by its kind, clauses apart."""
    me, kind = view.seat, view.known.rules.kinds[treaty.kind]
    if len(treaty.parties) > 2 and not kind.order:
        worth = membership(view, terms_of(treaty), me, table_with(view, None, treaty.id), danger(view))
        return (*worth, *resented(view, treaty))
    terms: list[Term] = []
    for partner in treaty.others(me):
        if kind.order and me not in (treaty.parties[0], partner) and partner != treaty.parties[0]:
            continue  # followers owe each other nothing
        terms += _with_one(view, treaty, kind, partner)
    if kind.autonomy:
        terms.append(Term("autonomy", autonomy(view, kind, me), -1))
    return (*(t for t in terms if t.amount), *resented(view, treaty))


def resented(view: View, treaty: Treaty) -> tuple[Term, ...]:
    """Return what staying bound to partners held in grievance costs, <= 0 ppm: burdens, absence, broken words."""
    return resented_by(view, treaty.others(view.seat))


def resented_by(view: View, partners: tuple[int, ...]) -> tuple[Term, ...]:
    """Return what being bound to partners held in grievance costs, <= 0 ppm."""
    world, me = view.known, view.seat
    held = [(p, grudge) for p in partners if (grudge := world.grievance.item(me, p))]
    if not held:
        return ()
    weight, power = load_weights().pacts.resentment, world.power.item(me)
    terms = [Term("resentment", -grudge * power * weight // 1_000_000, p) for p, grudge in held]
    return tuple([term for term in terms if term.amount])


def _with_one(view: View, treaty: Treaty, kind: TreatyKind, partner: int) -> list[Term]:
    rules, me, terms = load_weights(), view.seat, list[Term]()
    power = view.known.power.item(me)
    if kind.aid or kind.invited:
        known = kept(view)
        one = treaty.target

        def against(part: Ints) -> int:
            """Return what a part of the shelter comes to against whom the treaty is for."""
            return sum(part[0, partner].tolist()) if one < 0 else part.item(0, partner, one)

        if not (kind.one_way and treaty.parties[0] == me):
            terms.append(Term("cover", against(known.cover), treaty.target))
        if not (kind.one_way and treaty.parties[0] != me):
            terms.append(Term("buffer", against(known.buffer), partner))
            drawn = against(known.entrapment)
            part = 0 if kind.informal else 1 if kind.aid else 4
            terms.append(Term("entrapment", drawn // part if part else 0, partner))
    if (kind.aid or kind.invited) and treaty.target >= 0:
        stands = round(help_counts(view.known.rules, kind)[0] * balance(view, me, partner, treaty.target))
        terms.append(Term("balance of power", stands, treaty.target))
    if kind.attack and treaty.target >= 0 and danger(view).open[me, treaty.target]:
        came = float(danger(view).brought[partner, treaty.target] * danger(view).position.belief[partner])
        alone = gain_with(view, me, treaty.target, -came * rules.danger.joint / 1000, 0.0)
        more = max(0, int(danger(view).gain[me, treaty.target])) - max(0, alone)
        terms.append(Term("spoils shared", max(0, more), treaty.target))
    if kind.no_attack:
        calmed = truce_at(view, kind.price)
        terms.append(Term("peace with it", calmed.calm.item(me, partner), partner))
        terms.append(Term("prey forgone", -_freed(view, kind, partner), partner))
    if kind.trade:
        terms.append(Term("trade", max(1, power * rules.danger.trade // 1000), partner))
    return terms


def least(view: View, treaty: Treaty, mind: Mind) -> int:
    """Return what a treaty of two without clauses is worth to the seat at the least, ppm: what speaks against it alone.

    A bound that needs no table of promises kept; far below zero where only the sums themselves can tell.
    """
    me, world, kind = view.seat, view.known, view.known.rules.kinds[treaty.kind]
    bare = not (treaty.chained or treaty.joint or treaty.secret or treaty.delay or treaty.burden or treaty.dues
                or treaty.split or treaty.exclude >= 0 or treaty.notice > 1 or kind.order)  # fmt: skip
    if len(treaty.parties) != 2 or not bare:
        return -MILLION
    partner, part = treaty.others(me)[0], mind.terms
    found = 0
    if (kind.aid or kind.invited) and not kind.informal and not (kind.one_way and treaty.parties[0] != me):
        drawn = drawn_in(view)[partner]
        found += (drawn if kind.aid else drawn // 4) * part.get("entrapment", 1000) // 1000
    if kind.no_attack:
        found -= _freed(view, kind, partner) * part.get("prey forgone", 1000) // 1000
    if kind.autonomy:
        found += autonomy(view, kind, me) * part.get("autonomy", 1000) // 1000
    if world.grievance.item(me, partner):
        found += sum(t.amount for t in resented_by(view, (partner,))) * part.get("resentment", 1000) // 1000
    return found


def _freed(view: View, kind: TreatyKind, partner: int) -> int:
    """Return what a word not to attack a partner keeps the seat from, >= 0 ppm."""
    rules, me = load_weights(), view.seat
    power = view.known.power.item(me)
    price = given_price(view.known.rules, kind) * rules.danger.word * power // 1_000_000
    return max(0, danger(view).gain.item(me, partner) + price - rules.war.threshold * power // 1000) // 2


def reviewing(view: View) -> bool:
    """Return whether a new government looks over what its predecessor signed."""
    world = view.known
    since: int = world.regime.item(view.seat)
    return bool(since) and world.turn - since < world.rules.home.review


def departures(view: View, mind: Mind) -> tuple[list[int], list[int], list[Record]]:
    """Return the treaties to give notice of, those to break at once, and why: their worth has turned.

    A word is broken by order only under arms, and where keeping it to the end of its notice would cost more than
    the price.
    """
    world, me = view.known, view.seat
    leave: list[int] = []
    broken: list[int] = []
    records: list[Record] = []
    new, turn = reviewing(view), world.turn
    # Each treaty is looked over about every eighth turn, one of several every 24th, and twice as often in the opening;
    # in turns in which letters are written, for both take the same sums; and all by a new government.
    if not (new or writing(turn)):
        return leave, broken, records
    two, several = posts(turn, slowly(turn, 4)), posts(turn, slowly(turn, 12))
    looked = [t for t in world.treaties
              if me in t.parties and (new or (t.id + post(turn)) % (two if len(t.parties) <= 2 else several) == 0)]
    if not looked:
        return leave, broken, records
    power, armed = world.power.item(me), under_arms(world, me)
    trouble = max(mind.weights.pacts.drop, power // 100)
    if new:
        trouble = trouble * world.rules.home.review_price // 1000
    for treaty in looked:
        if treaty.double or not treaty.others(me) or any(who == me for who, _ in treaty.leaving):
            continue
        wronged = any(world.grievance.item(me, other) for other in treaty.others(me))
        later = new or wronged or changed_since(view, treaty.parties, treaty.since + 1)
        if not later or least(view, treaty, mind) >= -trouble:
            continue  # it could not be left for nothing that is new, or nothing can speak for leaving
        lean = of_pact(view, mind, treaty.kind, treaty.others(me), treaty.target)
        stay = mind.option(f"keep the {treaty.kind}", (*keep(view, treaty), *lean))
        if stay.utility >= -trouble:
            continue  # nothing speaks for leaving: what it costs to stay is less than the trouble
        price = breach_price(world, treaty, me) * mind.weights.danger.word * power // 1_000_000
        # What keeping costs in the turns of notice is its part of the years that a treaty is weighed over.
        notice = stay.utility * treaty.notice // load_weights().pacts.years
        go = mind.option(
            f"give notice of the {treaty.kind}",
            (Term("the trouble of leaving", -trouble, -1), Term("turns of notice", notice, -1)),
        )
        barred = "" if armed else "no force in place"
        if world.rules.kinds[treaty.kind].informal:
            barred = "it may be left at will"
        betray = mind.option(f"break the {treaty.kind}", (Term("word", -price, treaty.others(me)[0]),), barred)
        index, record = choose(view, "treaty", treaty.others(me)[0], (stay, go, betray))
        if index == 2:
            broken.append(treaty.id)
            record = msgspec.structs.replace(record, subject="breach")
        elif index == 1:
            leave.append(treaty.id)
        records.append(record)
    return leave, broken, records
