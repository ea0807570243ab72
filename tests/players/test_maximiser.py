"""The maximiser over whole games: lawful, honest about its sums, pure, and true to its word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from hegemon.counsel import memory
from hegemon.counsel.weights import load_weights
from hegemon.engine.turn import opening, resolve
from hegemon.game.letters import exchange
from hegemon.players.maximiser import Maximiser
from hegemon.players.maximiser.subjects import changed_since, closed
from hegemon.players.maximiser.sums import flipped
from hegemon.players.registry import make_player
from hegemon.world.events import REASONS, Event
from hegemon.world.legality import check
from hegemon.world.orders import Decision, Letter, PeaceTerms, Record, Reply, TreatyTerms
from hegemon.world.relations import access
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.view import View, view_of

ME = Maximiser()
FIELDS = {
    "ring-8": ("maximiser",) * 8,
    "mixed": ("maximiser", "raider", "maximiser", "turtle", "maximiser", "random", "maximiser", "raider"),
    "europe-1914": ("maximiser",) * 21,
}


@cache
def played(field: str) -> tuple[tuple[View, Decision], ...]:
    """Every view and decision of the maximisers in the first turns of a game."""
    scenario = load_scenario("europe-1914" if field == "europe-1914" else "ring-8")
    world = opening(open_world(scenario, 11))
    players = [make_player(name) for name in FIELDS[field]][: world.states]
    events: tuple[Event, ...] = ()
    seen: list[tuple[View, Decision]] = []
    while world.turn <= (14 if field == "europe-1914" else 30) and not world.over:
        may = access(world)
        views = {s: view_of(world, s, events, may) for s in range(world.states) if world.alive[s]}
        decisions = {s: players[s].decide(view) for s, view in views.items()}
        seen += [(views[s], d) for s, d in decisions.items() if players[s].name == "maximiser"]

        def ask(box: object, views: dict[int, View] = views) -> dict[int, tuple[Reply, ...]]:
            assert isinstance(box, dict)
            return {s: tuple(players[s].answer(views[s], letter) for letter in got) for s, got in box.items()}

        orders = exchange(world, may, {s: d.orders for s, d in decisions.items()}, tuple(views), ask)
        world, events = resolve(world, orders)
    return tuple(seen)


def records() -> Iterator[tuple[View, Record]]:
    for field in FIELDS:
        for view, decision in played(field):
            for record in decision.records:
                yield view, record


@pytest.mark.parametrize("field", FIELDS)
def test_its_orders_are_lawful(field: str) -> None:
    for view, decision in played(field):
        assert check(view, decision.orders) == ()


def test_it_thinks_of_everything() -> None:
    subjects = {record.subject for _, record in records()}
    assert {"war", "peace", "treaty", "effort", "focus", "posture", "placement"} <= subjects
    assert {"crisis", "motion", "sanction", "summit"} <= subjects


def test_it_uses_every_means_of_peace_and_pressure() -> None:
    used = {name for field in FIELDS for _, decision in played(field)
            for name in ("demand", "caps", "propose", "votes", "sanction", "lift", "summit", "letters", "leave")
            if getattr(decision.orders, name)}
    assert used >= {"demand", "caps", "propose", "votes", "sanction", "summit", "letters"}


def test_caps_and_votes_are_never_left_silent() -> None:
    for field in FIELDS:
        for view, decision in played(field):
            own = {c.id for c in view.known.crises if view.seat in (c.challenger, c.target)}
            assert own <= {cap.crisis for cap in decision.orders.caps}
            asked = {m.id for m in view.known.motions if view.seat in m.voters}
            assert asked == {vote.motion for vote in decision.orders.votes}
            for crisis in view.known.crises:
                if view.seat == crisis.challenger:
                    assert crisis.target not in decision.orders.declare


def test_the_choice_of_a_record_is_the_best_of_its_options() -> None:
    for _, record in records():
        first, rest = record.options[0], record.options[1:]
        assert all(first.utility >= other.utility for other in rest if not other.barred), record
        assert rest or record.subject == "focus", record


def test_records_say_what_would_have_changed_them() -> None:
    for view, record in records():
        assert record.seat == view.seat
        assert record.turn == view.turn
        free = [option for option in record.options if not option.barred]
        if any(option.terms for option in free) and len(free) > 1:
            assert record.flip
            assert flipped(record).options[0].name != record.options[0].name


def test_the_same_view_has_the_same_decision() -> None:
    for view, decision in played("mixed")[::9]:
        memory.forget()
        assert ME.decide(view) == decision


def letters(view: View) -> Iterator[Letter]:
    """Letters of every kind that others could write to a seat."""
    world, me = view.known, view.seat
    for other in range(world.states):
        if other == me or not world.alive[other]:
            continue
        if world.war[me, other]:
            yield Letter(other, me, PeaceTerms(winner=other, loser=me))
            mine = [p for p in range(world.provinces) if world.sovereign[p] == me and world.occupier[p] == other]
            if mine:
                yield Letter(other, me, PeaceTerms(winner=other, loser=me, cede=(mine[0],)))
            continue
        for kind in world.rules.kinds:
            yield Letter(other, me, TreatyTerms(kind, (other, me)))
            yield Letter(other, me, TreatyTerms(kind, (me, other), term=20))
        enemy = next(s for s in range(world.states) if s not in (me, other))
        yield Letter(other, me, TreatyTerms("defence", (other, me), target=enemy))


def test_answers_are_pure_and_counters_offered_back_are_accepted() -> None:
    answered = {"yes": 0, "no": 0, "counter": 0}
    for field in FIELDS:
        for view, _ in played(field)[::5]:
            for letter in letters(view):
                reply = ME.answer(view, letter)
                answered[reply.answer] += 1
                assert reply == ME.answer(view, letter)
                assert reply.reason in REASONS
                if reply.answer == "counter":
                    assert reply.counter is not None
                    assert (reply.counter.sender, reply.counter.to) == (view.seat, letter.sender)
                    back = Letter(letter.sender, view.seat, reply.counter.terms)
                    assert ME.answer(view, back).answer == "yes"
    assert all(answered.values()), answered


def test_it_never_takes_a_loss_by_treaty() -> None:
    least, signed = load_weights().pacts.least, 0
    for view, _ in played("mixed")[::7]:
        for letter in letters(view):
            reply = ME.answer(view, letter)
            if reply.answer == "yes":
                signed += 1
                assert reply.gain >= (least if isinstance(letter.terms, TreatyTerms) else 0)
    assert signed


def test_it_declares_war_only_under_arms_and_with_an_attack_ordered() -> None:
    declared = 0
    for field in FIELDS:
        for view, decision in played(field):
            world = view.known
            for target in decision.orders.declare:
                declared += 1
                assert 0 < world.mobilised[view.seat] < view.turn
                ends = {move.path[-1] for move in decision.orders.moves}
                assert any(world.controller[p] == target for p in ends)
                war = next(r for r in decision.records if r.subject == "war" and r.about == target)
                assert war.options[0].name.startswith("war on")
                assert war.options[0].utility > 0
    assert declared


def test_it_does_not_ask_again_who_refused_while_nothing_changed() -> None:
    again = shut = 0
    for field in FIELDS:
        for view, decision in played(field):
            sent = [x for x in decision.orders.letters if isinstance(x.terms, TreatyTerms)]
            for letter in sent:
                assert isinstance(letter.terms, TreatyTerms)
                assert not closed(view, letter.to, letter.terms.target)
                again += bool(view.known.refused[view.seat, letter.to])
            if not sent or view.turn < 3 or shut > 8:
                continue
            known = view.known.fork()
            known.refused[view.seat] = view.turn - 1
            later = replace(view, known=known.publish())
            for letter in ME.decide(later).orders.letters:
                if isinstance(letter.terms, TreatyTerms):
                    who = (view.seat, letter.to, max(letter.terms.target, letter.to))
                    assert changed_since(later, who, view.turn - 1)
            shut += 1
    assert again, "nobody who once refused was ever asked again"
    assert shut


def test_peace_is_never_offered_below_going_on() -> None:
    offered = [r for _, r in records() if r.subject == "peace" and r.options[0].name.startswith("peace")]
    assert offered
    assert all(record.options[0].utility >= 0 for record in offered)
