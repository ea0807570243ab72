"""Random worlds and random orders, from a seed: plausible, aggressive, and now and then hostile garbage."""

from __future__ import annotations

from random import Random
from typing import Any

import msgspec
import numpy as np

from hegemon.engine.turn import opening
from hegemon.world.orders import (
    AIMS,
    FOCUSES,
    REPLIES,
    Answer,
    Cap,
    Claim,
    Demand,
    Letter,
    Move,
    Orders,
    PeaceTerms,
    Proposal,
    Shift,
    Standing,
    Ticket,
    TreatyTerms,
    Vote,
)  # fmt: skip
from hegemon.world.relations import cession_price
from hegemon.world.rules import load_rules
from hegemon.world.scenario_model import TREATY_KINDS, Scenario, TreatySpec, sealed
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.treaties import Congress, Crisis, Treaty
from tests.worlds import build, geography

HOSTILE = (-1, -7, 10**12, -(10**12), 1 << 62)


def scenario(seed: int, states: int = 0) -> Scenario:
    """Return a random scenario of 2 to 5 states (or so many) and two to four provinces each."""
    rng = Random(f"scenario {seed}")
    s = states or rng.randint(2, 5)
    p = s * rng.randint(2, 4)
    owner = list(range(s)) + [rng.randrange(s) for _ in range(p - s)]
    rng.shuffle(owner)
    borders: dict[tuple[int, int], int] = {}
    for b in range(1, p):
        borders[rng.randrange(b), b] = rng.choice((1, 1, 1, 2, 3))
    for _ in range(p):
        a, b = sorted(rng.sample(range(p), 2))
        borders.setdefault((a, b), rng.choice((1, 1, 2, 3)))

    def over(low: int, high: int, size: int = p) -> np.ndarray[Any, np.dtype[np.int64]]:
        return np.array([rng.randint(low, high) for _ in range(size)], np.int64)

    troops = np.zeros((s, p), np.int64)
    for place, state in enumerate(owner):
        troops[state, place] = rng.choice((0, 5, 20, 60, 140))
        if rng.random() < 0.1:
            troops[rng.randrange(s), place] += 7
    effort = np.zeros((s, 4), np.int64)
    for row in effort:
        for _ in range(10):
            row[rng.randrange(4)] += 1
    opinion = np.array([[rng.randint(-100, 100) for _ in range(s)] for _ in range(s)], np.int64)
    np.fill_diagonal(opinion, 0)
    treaties = []
    for _ in range(rng.randint(0, 2 * s)):
        kind = rng.choice(TREATY_KINDS)
        size = 3 if s > 2 and kind not in ("guarantee", "trade") and rng.random() < 0.25 else 2
        parties = tuple(rng.sample(range(s), size))
        rest = [i for i in range(s) if i not in parties]
        target = rng.choice(rest) if rest and rng.random() < 0.2 else -1
        treaties.append(TreatySpec(kind, parties, rng.random() < 0.5, target, rng.randint(1, 12), rng.randint(1, 3)))
    made = build(
        geography(p, ((a, b, kind) for (a, b), kind in sorted(borders.items())), km=rng.choice((80, 300, 900))),
        tuple(owner),
        tuple(owner.index(i) for i in range(s)),
        province_ids=np.array(rng.sample(range(1, 400), p), np.int64),
        state_ids=np.array(rng.sample(range(1, 90), s), np.int64),
        terrain=over(0, 2), population=over(0, 9000), grain=over(0, 300), ore=over(0, 300), fuel=over(0, 300),
        infrastructure=over(0, 1000), fort=over(0, 3), government=over(0, 3, s), capacity=over(60, 100, s),
        naval=over(0, 100, s), great=np.array([rng.random() < 0.3 for _ in range(s)]), quality=over(70, 150, s),
        stability=over(0, 1000, s), troops=troops, effort=effort, opinion=opinion, treaties=tuple(treaties),
        turns=rng.randint(4, 30),
    )  # fmt: skip
    return sealed(made)


def world(seed: int, states: int = 0) -> World:
    """Return the opening of a random scenario; some have every treaty at once, some have no fog."""
    rng = Random(f"world {seed}")
    given = scenario(seed, states)
    house = {"view.fog": 0} if rng.random() < 0.1 else {}
    fresh = open_world(given, seed, rules=load_rules(house))
    fresh.dominant = np.array([rng.choice((0, 0, 4, 5)) for _ in range(fresh.states)], np.int64)
    replies = rng.random() < 0.7
    fresh.treaties = tuple(
        msgspec.structs.replace(t, replies=tuple(rng.choice(REPLIES) for _ in t.parties)) if replies else t
        for t in fresh.treaties
    )
    fresh.treaties = tuple(_dressed(rng, fresh, t) if rng.random() < 0.4 else t for t in fresh.treaties)
    return opening(fresh)


def _dressed(rng: Random, now: World, treaty: Treaty) -> Treaty:
    """Return a treaty with clauses, or as an offence, a league or a coalition, where that fits."""
    kinds = now.rules.kinds
    kind = treaty.kind if kinds[treaty.kind].one_way else rng.choice((treaty.kind, "offence", "league", "coalition"))
    given = _clauses(rng, now, kind, treaty.parties)
    if kinds[kind].attack and given["target"] < 0:
        return treaty
    return msgspec.structs.replace(treaty, kind=kind, **given)


def _clauses(rng: Random, now: World, kind: str, parties: tuple[int, ...]) -> dict[str, Any]:
    row = now.rules.kinds[kind]
    rest = [i for i in range(now.states) if i not in parties and now.alive[i]]
    named = bool(rest) and (row.attack or (not row.collective and rng.random() < 0.2))
    target = rng.choice(rest) if named else -1
    others = [i for i in rest if i != target]
    excluded = bool(others) and not row.collective and rng.random() < 0.2
    return {
        "chained": rng.random() < 0.5, "target": target, "exclude": rng.choice(others) if excluded else -1,
        "burden": rng.choice((0, 0, 3)), "delay": rng.choice((0, 0, 0, 1, 2)), "joint": rng.random() < 0.4,
        "secret": rng.random() < 0.4, "renew": rng.random() < 0.4,
    }  # fmt: skip


def turn_orders(rng: Random, now: World, garbage: float = 0.1) -> dict[int, Orders]:
    """Return orders for every seat: each on its own, then yes, no or a counter to letters received."""
    given = {seat: _alone(rng, now, seat) for seat in range(now.states) if now.alive[seat]}
    for seat in list(given):
        for letter in given[seat].letters:
            if letter.to in given:
                given = _replied(rng, given, letter)
    for seat in list(given):
        if rng.random() < garbage:
            given[seat] = _garbage(rng, now, given[seat])
    return given


def _replied(rng: Random, given: dict[int, Orders], letter: Letter) -> dict[int, Orders]:
    to, sender, fate = letter.to, letter.sender, rng.random()
    change = msgspec.structs.replace
    if fate < 0.5:
        ticket = Ticket(letter, to, rng.randint(0, 5))
        given[to] = change(given[to], tickets=(*given[to].tickets, ticket))
    elif fate < 0.65 and isinstance(letter.terms, TreatyTerms):
        counter = Letter(to, sender, change(letter.terms, term=rng.randint(1, 9)))
        given[to] = change(given[to], counters=(*given[to].counters, counter))
        if rng.random() < 0.7:
            ticket = Ticket(counter, sender, rng.randint(0, 5))
            given[sender] = change(given[sender], tickets=(*given[sender].tickets, ticket))
    elif fate < 0.8:
        given[to] = change(given[to], refusals=(*given[to].refusals, sender))
    return given


def _alone(rng: Random, now: World, seat: int) -> Orders:
    others = [i for i in range(now.states) if i != seat and now.alive[i]]
    foes = [i for i in others if now.war[seat, i]]
    mine = [t for t in now.treaties if seat in t.parties]
    posture = rng.choice((None, None, "mobilise", "demobilise"))
    if posture == "demobilise" and rng.random() < 0.7:
        posture = None
    letters = []
    for other in rng.sample(others, min(len(others), rng.choice((0, 0, 1, 2)))):
        if now.war[seat, other]:
            letters.append(Letter(seat, other, _peace(rng, now, *rng.sample((seat, other), 2))))
        else:
            letters.append(Letter(seat, other, _treaty(rng, now, seat, other)))
    targets = [i for i in others if not now.war[seat, i]]
    declare = rng.sample(targets, min(len(targets), rng.choice((0, 0, 0, 1, 1, 2))))
    return Orders(
        seat=seat,
        shifts=tuple(Shift(rng.randrange(4), rng.randrange(4)) for _ in range(rng.choice((0, 0, 1, 2)))),
        focus=rng.choice((None, None, rng.randrange(len(FOCUSES)))),
        posture=posture,  # type: ignore[arg-type]
        depot=rng.choice((None, None, rng.randrange(now.provinces))),
        moves=_moves(rng, now, seat, {*foes, *declare}),
        declare=tuple(declare),
        leave=tuple(t.id for t in mine if rng.random() < 0.05),
        breach=tuple(t.id for t in mine if rng.random() < 0.03),
        standing=tuple(Standing(t.id, rng.choice(REPLIES)) for t in mine if rng.random() < 0.2),  # type: ignore[arg-type]
        answers=tuple(Answer(c.id, rng.random() < 0.6) for c in now.calls if c.called == seat and rng.random() < 0.9),
        letters=tuple(letters),
        accept=tuple(o.id for o in now.offers if o.letter.to == seat and rng.random() < 0.6),
        join=tuple(t.id for t in now.treaties if now.rules.kinds[t.kind].open and rng.random() < 0.3),
        proclaim=rng.choice((None, None, 0, 40, 100)),
        sanction=tuple(i for i in others if rng.random() < 0.06),
        lift=tuple(i for i in others if now.sanction[seat, i] and rng.random() < 0.3),
        propose=tuple(_proposal(rng, now, seat) for _ in range(rng.choice((0, 0, 1, 2)))),
        votes=tuple(Vote(m.id, rng.random() < 0.85) for m in now.motions if seat in m.voters and rng.random() < 0.95),
        demand=_demand(rng, now, rng.choice(targets)) if targets and rng.random() < 0.5 else None,
        caps=tuple(_cap(rng, seat, c) for c in now.crises if rng.random() < 0.7),
        summit=_summit(rng, now, targets) if len(targets) > 1 and rng.random() < 0.4 else (),
        claims=tuple(_claim(rng, now, seat, g) for g in now.congresses if seat in dict(g.purses)),
    )


def _demand(rng: Random, now: World, target: int) -> Demand:
    theirs = np.flatnonzero(now.sovereign == target).tolist()
    pacts = [t.id for t in now.treaties if target in t.parties]
    place, treaty = rng.choice(theirs or [-1]), rng.choice(pacts or [-1])
    return Demand(target, rng.choice(AIMS), place, treaty, rng.randint(1, 60))  # type: ignore[arg-type]


def _summit(rng: Random, now: World, others: list[int]) -> tuple[int, ...]:
    at_odds = [(c.challenger, c.target) for c in now.crises if {c.challenger, c.target} <= set(others)]
    return rng.choice(at_odds) if at_odds and rng.random() < 0.8 else tuple(rng.sample(others, 2))


def _cap(rng: Random, seat: int, crisis: Crisis) -> Cap:
    sides = (crisis.challenger, crisis.target)
    side = sides.index(seat) if seat in sides else rng.randrange(2)
    return Cap(crisis.id, side, rng.choice((*range(5), 4, 4)))


def _claim(rng: Random, now: World, seat: int, congress: Congress) -> Claim:
    left, bids = dict(congress.purses)[seat], []
    for place in congress.provinces:
        least = cession_price(now, place)
        price = rng.choice((least, rng.randint(0, max(0, left))))
        left -= price
        bids.append((place, price))
    return Claim(congress.id, tuple(bids))


def _moves(rng: Random, now: World, seat: int, foes: set[int]) -> tuple[Move, ...]:
    found = []
    left = now.troops[seat].copy()
    controller = now.controller
    for place in np.flatnonzero(left).tolist():
        for _ in range(rng.choice((0, 1, 1, 2))):
            path = [place]
            for _ in range(rng.choice((1, 1, 1, 2, 3))):
                near = now.land.neighbours[path[-1]]
                hostile = [n for n in near if controller[n] in foes]
                path.append(rng.choice(hostile if hostile and rng.random() < 0.7 else near))
                if controller[path[-1]] in foes:
                    break
            most = int(left[place])
            if most > 0:
                points = rng.choice((most, most, rng.randint(1, most), min(most, 30)))
                left[place] -= points
                found.append(Move(tuple(path), points))
    rng.shuffle(found)
    return tuple(found)


def _treaty(rng: Random, now: World, seat: int, other: int) -> TreatyTerms:
    parties = (seat, other) if rng.random() < 0.5 else (other, seat)
    return _terms(rng, now, rng.choice(sorted(now.rules.kinds)), parties)


def _terms(rng: Random, now: World, kind: str, parties: tuple[int, ...]) -> TreatyTerms:
    given = _clauses(rng, now, kind, parties)
    if now.rules.kinds[kind].informal and rng.random() < 0.5:
        share = rng.randint(0, 1000)
        given["split"] = (share, 1000 - share, *(0 for _ in parties[2:]))
    return TreatyTerms(kind, parties, term=rng.randint(1, 9), notice=rng.randint(1, 3), **given)


def _proposal(rng: Random, now: World, seat: int) -> Proposal:
    """Return a motion to found, amend, accede or expel, lawful more often than not."""
    living = [i for i in range(now.states) if now.alive[i] and i != seat]
    known = [t for t in now.treaties if seat in t.parties or not t.hidden]
    if not known or rng.random() < 0.4:
        parties = [seat, *rng.sample(living, min(len(living), rng.choice((2, 2, 3))))]
        rng.shuffle(parties)
        return Proposal(-1, _terms(rng, now, rng.choice(("defence", "league", "trade", "coalition")), tuple(parties)))
    treaty = rng.choice(known)
    parties = list(treaty.parties)
    outside = [i for i in living if i not in parties]
    if seat not in parties:
        parties.append(seat)
    elif outside and rng.random() < 0.4:
        parties.append(rng.choice(outside))
    elif len(parties) > 2 and rng.random() < 0.5:
        parties.remove(rng.choice([p for p in parties if p != seat]))
    return Proposal(treaty.id, _terms(rng, now, treaty.kind, tuple(parties)))


def _peace(rng: Random, now: World, winner: int, loser: int) -> PeaceTerms:
    theirs = np.flatnonzero(now.sovereign == loser).tolist()
    pacts = [t.id for t in now.treaties if loser in t.parties and winner not in t.parties]
    if theirs and (now.war[loser] == now.war[loser, winner]).sum() > 1 and rng.random() < 0.5:
        return PeaceTerms(winner, loser, (rng.choice(theirs),), congress=True)
    return PeaceTerms(
        winner,
        loser,
        tuple(rng.sample(theirs, min(len(theirs), rng.choice((0, 0, 1, 1, 2))))),
        rng.choice((0, 0, 50, 150)),
        rng.random() < 0.2,
        tuple(rng.sample(pacts, min(len(pacts), rng.choice((0, 0, 1))))),
        restore=rng.choice([-1, *np.flatnonzero(now.exiled).tolist()]),
        regime=rng.random() < 0.1,
        congress=rng.random() < 0.3,
    )


def _garbage(rng: Random, now: World, orders: Orders) -> Orders:
    """Replace or add things that no seat may order."""

    def any_int() -> int:
        return rng.choice((*HOSTILE, rng.randrange(-2, now.states + 2), rng.randrange(-2, now.provinces + 2)))

    other = rng.randrange(now.states)
    terms: list[TreatyTerms | PeaceTerms] = [
        TreatyTerms(rng.choice(("defence", "vassalage", "")), (any_int(), any_int()), target=any_int(), term=any_int()),
        TreatyTerms("defence", ()), TreatyTerms("defence", (other, other)),
        PeaceTerms(any_int(), any_int(), (any_int(), any_int()), any_int(), True, (any_int(),)),
    ]  # fmt: skip
    letter = Letter(rng.choice((orders.seat, any_int())), any_int(), rng.choice(terms))
    wrong: dict[str, Any] = {
        "seat": any_int(),
        "shifts": (Shift(any_int(), any_int()), Shift(0, 1), Shift(0, 1), Shift(0, 1)),
        "focus": any_int(),
        "depot": any_int(),
        "moves": (
            Move((any_int(), any_int()), any_int()), Move((), 1), Move((0,), 1), Move((0, 0), 5), Move((0, 1, 0, 1), 1),
            Move((0, 1, 2, 3, 4), 9), Move((any_int(), 1), 1 << 62), Move((0, 1), -5), *orders.moves, *orders.moves,
        ),
        "declare": (any_int(), orders.seat, any_int(), *orders.declare, *orders.declare),
        "leave": (any_int(), *orders.leave, *orders.leave, *(t.id for t in now.treaties)),
        "breach": (any_int(), *orders.breach, *orders.breach, *(t.id for t in now.treaties[:2])),
        "standing": (Standing(any_int(), "at once"), *(Standing(t.id, "refuse") for t in now.treaties)),
        "answers": (Answer(any_int(), True), *(Answer(c.id, True) for c in now.calls), *orders.answers),
        "letters": (letter, *orders.letters, *orders.letters),
        "counters": (letter, *orders.letters),
        "accept": (any_int(), *(o.id for o in now.offers), *orders.accept),
        "tickets": (Ticket(letter, any_int(), any_int()), *orders.tickets, *orders.tickets),
        "refusals": (any_int(), any_int(), orders.seat),
        "demand": Demand(any_int(), rng.choice((*AIMS, "moon")), any_int(), any_int(), any_int()),  # type: ignore[arg-type]
        "caps": (*orders.caps, *orders.caps, *(Cap(c.id, any_int(), any_int()) for c in now.crises)),
        "propose": (
            Proposal(any_int(), TreatyTerms("league", (orders.seat, any_int(), any_int()), target=any_int())),
            *(Proposal(t.id, TreatyTerms(t.kind, (orders.seat, other))) for t in now.treaties[:3]), *orders.propose,
        ),
        "votes": (Vote(any_int(), True), *(Vote(m.id, True) for m in now.motions), *orders.votes),
        "summit": (any_int(), other, *orders.summit, *orders.summit),
        "claims": (
            Claim(any_int(), ((any_int(), any_int()),)),
            *(Claim(g.id, ((any_int(), 1 << 62),)) for g in now.congresses),
            *orders.claims, *orders.claims,
        ),
        "join": (any_int(), *(t.id for t in now.treaties), *orders.join, *orders.join),
        "proclaim": any_int(),
        "sanction": (any_int(), orders.seat, other, other, *orders.sanction),
        "lift": (any_int(), orders.seat, other, other, *orders.lift),
    }  # fmt: skip
    chosen = rng.sample(sorted(wrong), rng.randint(1, 5))
    return msgspec.structs.replace(orders, **{name: wrong[name] for name in chosen})
