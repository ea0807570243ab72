"""Answers to letters: pure, by worth, with a share of what both gain, and binding when they write back."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Iterator
from functools import cache

import pytest
from msgspec.structs import replace

from hegemon.counsel import memory
from hegemon.counsel.clauses import pact_worth
from hegemon.counsel.weights import load_weights
from hegemon.engine.turn import opening, resolve
from hegemon.game.letters import exchange
from hegemon.players.maximiser import Maximiser, crises, keeping, motions, peace, treaties
from hegemon.players.maximiser.bargain import ASKED, bargain, both
from hegemon.players.maximiser.circumstances import suited
from hegemon.players.maximiser.drafts import asked
from hegemon.players.maximiser.leanings import of_pact
from hegemon.players.maximiser.mind import doctrines, mind_of
from hegemon.players.maximiser.subjects import changed_since, closed, stirred
from hegemon.players.maximiser.sums import flipped, total
from hegemon.players.registry import make_player
from hegemon.world.chance import draw
from hegemon.world.events import Event
from hegemon.world.legality_diplomacy import peace_fault, treaty_fault
from hegemon.world.orders import Letter, PeaceTerms, Reply, TreatyTerms
from hegemon.world.relations import access
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.treaties import Treaty, War
from hegemon.world.view import View, view_of

ME = Maximiser()
KINDS = ("nonaggression", "neutrality", "defence", "offence", "entente", "league", "trade", "guarantee", "coalition")


@cache
def openings(seed: int = 3, turns: int = 22) -> tuple[View, ...]:
    """Views of a game among maximisers, every seat of every third turn."""
    world = opening(open_world(load_scenario("ring-8"), seed))
    players = [make_player(n) for n in ("maximiser", "raider") * 4]
    seen: list[View] = []
    events: tuple[Event, ...] = ()
    while world.turn <= turns and not world.over:
        may = access(world)
        views = {s: view_of(world, s, events, may) for s in range(world.states) if world.home[s]}
        if world.turn % 3 == 0:
            seen += views.values()
        decided = {s: players[s].decide(v).orders for s, v in views.items()}

        def ask(box: object, views: dict[int, View] = views) -> dict[int, tuple[Reply, ...]]:
            assert isinstance(box, dict)
            return {s: tuple(players[s].answer(views[s], letter) for letter in got) for s, got in box.items()}

        world, events = resolve(world, exchange(world, may, decided, tuple(views), ask))
    return tuple(seen)


def lot(*about: int, below: int) -> int:
    """Return a number 0..below-1, always the same for what it is about."""
    return draw(7, 1, "letters", *about) % below


def random_terms(view: View, other: int, at: int) -> TreatyTerms:
    """Return a treaty with any mixture of clauses; it need not be lawful."""
    me, s = view.seat, view.known.states
    dice = iter(range(1000))

    def roll(below: int) -> int:
        return lot(view.turn, me, other, at, next(dice), below=below)

    pair = (me, other) if roll(2) else (other, me)
    third, part = roll(s), roll(1001)
    return TreatyTerms(
        KINDS[roll(len(KINDS))], pair, chained=not roll(4), target=third if roll(2) else -1, term=1 + roll(20),
        notice=1 + roll(4) * (roll(2)), exclude=roll(s) if not roll(4) else -1, burden=roll(6) * (not roll(3)),
        delay=roll(3) * (not roll(2)), joint=not roll(3), secret=not roll(4), renew=bool(roll(2)),
        split=(part, 1000 - part) if not roll(6) else (),
    )  # fmt: skip


def random_letters(view: View, each: int) -> Iterator[Letter]:
    world, me = view.known, view.seat
    for other in range(world.states):
        if other == me or not world.alive[other]:
            continue
        if world.war[me, other]:
            for terms in (*peace.bundles(view, me, other), *peace.bundles(view, other, me)):
                yield Letter(other, me, terms)
                yield Letter(other, me, replace(terms, reparations=lot(view.turn, me, other, 5, below=150)))
            continue
        for at in range(each):
            yield Letter(other, me, random_terms(view, other, at))


def test_a_counter_sent_back_is_signed_and_every_answer_has_its_sums() -> None:
    said = {"yes": 0, "no": 0, "counter": 0}
    for view in openings()[::5]:
        for letter in random_letters(view, 6):
            reply = ME.answer(view, letter)
            said[reply.answer] += 1
            assert reply.record is not None
            assert reply.record.subject == "answer"
            chosen = reply.record.options[0].name
            assert chosen.startswith({"yes": "sign", "counter": "write back"}.get(reply.answer, ("refuse", "go on")))
            if reply.record.flip is not None:
                assert flipped(reply.record).options[0].name != chosen
            if reply.counter is not None:
                assert reply.counter.to == letter.sender
                back = Letter(letter.sender, view.seat, reply.counter.terms)
                again = ME.answer(view, back)
                assert again.answer == "yes", (letter, reply)
                assert again.gain == reply.gain
    assert all(said.values()), said


@pytest.mark.parametrize("name", ["maximiser", "offensive-realist", "isolationist"])
def test_no_variation_of_a_treaty_signs_below_its_share(name: str) -> None:
    player = make_player(name)
    assert isinstance(player, Maximiser)
    signed = 0
    for view in openings()[::8]:
        mind = suited(view, player.mind)
        pacts = mind.weights.pacts
        for letter in random_letters(view, 12):
            terms = letter.terms
            if not isinstance(terms, TreatyTerms):
                continue
            reply = player.answer(view, letter)
            for agreed in (terms,) if reply.answer == "yes" else (reply.counter.terms,) if reply.counter else ():
                assert isinstance(agreed, TreatyTerms)
                signed += 1
                mine, theirs = both(view, agreed, letter.sender)
                lent = of_pact(view, mind, agreed.kind, (letter.sender,), agreed.target)
                gain = total(mind.weigh((*mine, *lent)))
                assert not treaty_fault(view.known, agreed)
                assert gain >= pacts.least
                assert gain * 1000 >= pacts.share * (gain + max(0, theirs)) - 1000
                assert reply.gain == gain
            if reply.reason == "crisis":
                assert letter.sender in crises.against(view, crises.caps(view, mind)[0])
            elif reply.answer != "yes" and not treaty_fault(view.known, terms):
                weighed = bargain(view, terms, letter.sender, mind)
                assert weighed.gain < weighed.need, "refused what brings its share"
    assert signed


def test_what_ends_sooner_or_binds_longer_is_worth_no_more() -> None:
    watched = 0
    for view in openings()[::5]:
        for other in range(view.known.states):
            if other == view.seat or not view.known.home[other] or view.known.war[view.seat, other]:
                continue
            pair = (view.seat, other)
            whole, short, bound = (
                total(pact_worth(view, TreatyTerms("defence", pair, term=term, notice=notice), view.seat))
                for term, notice in ((10, 1), (1, 1), (10, 4))
            )
            assert abs(short) <= abs(whole) + 1
            assert bound <= whole
            watched += whole > 0
    assert watched


def test_a_guarantee_the_other_way_round_is_another_treaty() -> None:
    for view in openings()[::6]:
        for treaty in view.known.treaties:
            if treaty.kind == "guarantee" and view.seat in treaty.parties:
                one, two = treaty.parties
                other = two if one == view.seat else one
                assert both(view, TreatyTerms("guarantee", (two, one)), other) != both(
                    view, TreatyTerms("guarantee", (one, two)), other
                )


def test_peace_that_is_better_than_war_is_never_turned_down() -> None:
    taken = 0
    for view in openings()[::2]:
        for letter in random_letters(view, 0):
            if not isinstance(letter.terms, PeaceTerms) or peace_fault(view.known, letter.terms):
                continue
            sued = peace.weighed(view, letter.terms, letter.sender, ME.mind)
            reply = ME.answer(view, letter)
            if reply.answer == "no":
                assert sued.gain < 0
            if reply.answer == "counter":
                assert reply.gain >= sued.gain
            if reply.answer == "yes":
                taken += 1
                assert sued.gain >= 0
                assert reply.gain == sued.gain
    assert taken


def replies(views: tuple[View, ...]) -> list[str]:
    return [f"{r.answer} {r.gain} {r.reason} {r.counter}" for view in views for x in random_letters(view, 4)
            for r in (ME.answer(view, x),)]


def test_the_same_letter_has_the_same_answer_in_any_order_and_process() -> None:
    views = openings(3, 7)
    first = replies(views)
    memory.forget()
    assert [line for view in reversed(views) for line in reversed(replies((view,)))] == first[::-1]
    script = "from tests.players.test_answers import openings, replies; print('\\n'.join(replies(openings(3, 7))))"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines() == first


def test_who_wrote_signs_a_counter_that_its_own_sums_allow() -> None:
    seen = 0
    for view in openings()[::6]:
        for letter in random_letters(view, 8):
            reply = ME.answer(view, letter)
            if reply.counter is None or not isinstance(reply.counter.terms, TreatyTerms):
                continue
            sender = next((v for v in openings() if v.turn == view.turn and v.seat == letter.sender), None)
            if sender is not None:
                seen += 1
                within = bargain(sender, reply.counter.terms, view.seat, ME.mind).good
                assert (ME.answer(sender, reply.counter).answer == "yes") == within
    assert seen


def test_what_a_bargain_must_bring_stands_in_the_sums() -> None:
    for doctrine in ("", *doctrines()):
        mind = mind_of(doctrine)
        assert 100 <= mind.weights.pacts.share <= 500
        view = openings()[0]
        found = bargain(view, TreatyTerms("defence", (0, 1)), 1 if view.seat == 0 else 0, mind)
        option = found.option("sign")
        assert option.utility == found.gain - found.need
        assert any(t.name == ASKED and t.amount == -found.need for t in option.terms)
        assert asked(found.gain, found.theirs, mind.weights.pacts) == found.need


def test_who_signs_no_treaties_offers_votes_for_and_accepts_none_but_makes_peace() -> None:
    loner = make_player("maximiser:treaties=none")
    assert isinstance(loner, Maximiser)
    peaces = 0
    for view in openings()[::3]:
        orders = loner.decide(view).orders
        assert not any(isinstance(x.terms, TreatyTerms) for x in orders.letters)
        assert orders.propose == ()
        assert orders.join == ()
        assert orders.proclaim is None
        assert not any(v.yes for v in orders.votes)
        for letter in random_letters(view, 2):
            reply = loner.answer(view, letter)
            if isinstance(letter.terms, TreatyTerms):
                assert reply.answer == "no"
            peaces += reply.answer == "yes"
    assert peaces
    assert treaties.letters(openings()[0], loner.mind, (), 0) == ([], [])
    assert motions.proposal(openings()[0], loner.mind) == (None, None)


def test_nothing_changed_means_no_war_treaty_government_or_land() -> None:
    for view in openings()[::7]:
        known = view.known.fork()
        last = view.turn - 1
        known.refused[view.seat] = last
        other = next(s for s in range(known.states) if s != view.seat and known.home[s] and not known.war[view.seat, s])
        known.treaties = tuple(replace(t, since=0) for t in known.treaties)
        known.wars, known.regime[:] = (), 0
        known.exiled[:] = 0
        calm = dataclasses.replace(view, known=known, news=())
        assert closed(calm, other)
        assert not changed_since(calm, (view.seat, other), last)
        fell = known.fork()
        fell.regime[other] = last
        assert not closed(dataclasses.replace(calm, known=fell), other)


def test_peace_that_was_refused_is_offered_again_while_blows_are_struck_not_because_time_passed() -> None:
    found, wait = 0, load_weights().pacts.closed
    for view in openings():
        me, foes = view.seat, view.known.war[view.seat].nonzero()[0].tolist()
        if not foes or view.turn <= wait:
            continue
        found += 1
        known, foe, last = view.known.fork(), foes[0], view.turn - 1
        other = next(s for s in range(known.states) if s not in (me, foe))
        known.treaties = tuple(replace(t, since=0) for t in known.treaties)
        known.wars, known.regime[:], known.exiled[:] = (), 0, 0
        known.refused[me, foe] = view.turn - wait
        calm = dataclasses.replace(view, known=known, news=())
        late = known.fork()
        late.refused[me, foe] = last
        assert closed(calm, foe)
        for kind in ("clash", "repulsed"):
            blow, elsewhere = (Event(kind, last, "campaign", foe, struck) for struck in (me, other))
            assert not closed(dataclasses.replace(calm, news=(blow,)), foe)
            assert closed(dataclasses.replace(calm, news=(elsewhere,)), foe)
            assert closed(dataclasses.replace(calm, known=late, news=(blow,)), foe)
    assert found


def test_news_that_only_names_a_state_changes_nothing_for_it() -> None:
    view = openings()[0]
    known, turn = view.known.fork(), view.turn - 1
    me, other, third = view.seat, *[s for s in range(known.states) if s != view.seat][:2]
    known.treaties, known.wars, known.regime[:], known.exiled[:] = (), (), 0, 0
    calm = dataclasses.replace(view, known=known, news=())
    # Who made peace before the rest of a war did: for it nothing ended when that war did.
    over = known.fork()
    over.wars = (War(1, 1, other, third, ((other, 0, 1, -1), (third, 1, 1, -1), (me, 1, 1, -1)), ended=turn),)
    assert stirred(dataclasses.replace(calm, known=over)) == [0] * known.states
    for kind, who in (("signed", {me, other}), ("joined", {me, other}), ("freed", {other}), ("fell", {me}),
                      ("amended", set[int]())):
        told = dataclasses.replace(calm, news=(Event(kind, turn, "", me, other, third),))
        assert {s for s, last in enumerate(stirred(told)) if last} == who, kind
    # A treaty of several goes on for who stays in it.
    league = Treaty(5, "league", (other, third), False, -1, 1, 90, 1, ("ask me", "ask me"))
    left = dataclasses.replace(calm, news=(Event("ended", turn, "", me, other, detail="league"),))
    assert stirred(left)[other] == turn
    known.treaties = (league,)
    left = dataclasses.replace(calm, known=known, news=left.news)
    assert [stirred(left)[s] for s in (me, other)] == [turn, 1]


def test_nothing_signed_is_left_while_nothing_changed() -> None:
    left = 0
    for view in openings():
        going, broken, records = keeping.departures(view, ME.mind)
        new = keeping.reviewing(view)
        for number in (*going, *broken):
            treaty = next(t for t in view.known.treaties if t.id == number)
            left += 1
            wronged = any(view.known.grievance[view.seat, k] for k in treaty.others(view.seat))
            assert new or wronged or changed_since(view, treaty.parties, treaty.since + 1)
        for record in records:
            assert record.options[0].utility >= max(o.utility for o in record.options[1:] if not o.barred)


def test_help_that_a_treaty_in_force_never_promised_is_not_missed_in_it() -> None:
    world = opening(open_world(load_scenario("europe-1914"), 31))
    me, partner, spared = (world.codes.index(code) for code in ("ITA", "GMY", "UKG"))
    view = view_of(world, me)
    treaty = next(t for t in view.known.treaties if set(t.parties) == {me, partner} and t.kind == "defence")
    assert treaty.exclude == spared
    missed = [t for t in keeping.keep(view, treaty) if t.name == "no help against it"]
    assert not missed
    terms = TreatyTerms("defence", (me, partner), exclude=spared)
    assert not any(t.name == "no help against it" for t in both(view, terms, partner)[0])
