"""Every record holds what decided: its sums add up, its flip flips, and the orders do what it says was chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest
from msgspec.structs import replace

from hegemon.game.knowable import kind_of
from hegemon.game.session import new_game
from hegemon.game.sums import record_said
from hegemon.game.why import readable
from hegemon.players.maximiser.sums import best, choose, flipped, total
from hegemon.world.events import Event
from hegemon.world.orders import Flip, Option, Orders, Record, Term
from hegemon.world.records import PROMISED, flip_of
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.view import view_of
from tests.players.deeds import RULES, Turn, done, undone

DOCTRINES = (
    "maximiser", "offensive-realist", "defensive-realist", "balancer", "bandwagoner", "merchant", "isolationist",
    "revisionist",
)  # fmt: skip
GAMES = {
    "ring": ("ring-8", 11, 26, "maximiser"), "doctrines": ("ring-8", 4, 24, ""), "europe": ("europe-1914", 7, 16, ""),
    "skills": ("ring-8", 6, 15, "skills"),
}  # fmt: skip
SKILLS = ("maximiser:novice", "maximiser:strategist", "revisionist:grandmaster:budget=24", "maximiser")
CASTS = {"": DOCTRINES, "skills": SKILLS}


@cache
def played(name: str) -> tuple[tuple[Turn, tuple[Record, ...]], ...]:
    """Every seat's turn of a game, with its records."""
    scenario, seed, turns, player = GAMES[name]
    codes = load_scenario(scenario).codes
    cast = CASTS.get(player, (player,))
    seats = {code: cast[i % len(cast)] for i, code in enumerate(codes)}
    game = new_game(scenario, seats=seats, seed=seed)
    seen: list[tuple[Turn, tuple[Record, ...]]] = []
    for _ in range(turns):
        world = game.world
        game.advance()
        turn = game.turns[-1]
        seen += [(Turn(world, o), tuple(r for r in turn.records if r.seat == o.seat)) for o in turn.orders]
    assert not game.faults
    return tuple(seen)


def records() -> Iterator[Record]:
    for name in GAMES:
        for _, found in played(name):
            yield from found


def test_every_term_is_a_whole_number_with_a_name() -> None:
    for record in records():
        for option in record.options:
            assert option.name
            assert option.utility == sum(term.amount for term in option.terms) == total(option.terms)
            for term in option.terms:
                assert type(term.amount) is int
                assert term.name
                assert term.about >= -1


def test_of_every_term_it_is_known_who_may_know_it() -> None:
    assert not {t.name for r in records() for o in r.options for t in o.terms if kind_of(t.name) == "unknown"}


def test_no_term_is_a_lump_that_says_only_whose_it_is() -> None:
    for record in records():
        for term in (t for o in record.options for t in o.terms if t.name.startswith("what ")):
            assert term.name.endswith(PROMISED), record


@pytest.mark.parametrize("name", GAMES)
def test_in_words_no_choice_stands_without_what_it_was_chosen_over(name: str) -> None:
    for turn, found in played(name):
        for record in found:
            said = record_said(turn.world, record)
            assert len(said) >= 3, said
            assert any(line.startswith(("  over ", "  barred was ", "  It would have been")) for line in said), said


def test_a_move_of_effort_is_told_beside_the_move_that_came_second() -> None:
    moved = [r for r in records() if r.subject == "effort" and r.options[0].name.startswith("a block")]
    assert moved
    assert sum(len(r.options) > 2 for r in moved) >= len(moved) // 2


def test_something_could_be_chosen_and_no_two_options_share_a_name() -> None:
    for record in records():
        names = [option.name for option in record.options]
        assert len(names) > 1, record
        assert len(set(names)) == len(names), record
        assert not record.options[0].barred, record


def test_the_choice_is_the_first_of_the_highest_utility_that_nothing_bars() -> None:
    for record in records():
        assert best(record.options) == 0, record
        rest = [option.utility for option in record.options[1:]]
        assert all(one >= other for one, other in pairwise(rest)), "best first"


def test_the_flip_flips_and_nothing_smaller_does() -> None:
    counted: Counter[str] = Counter()
    for record in records():
        free = [o for o in record.options if not o.barred]
        better = [o for o in record.options if o.barred and o.utility > record.options[0].utility]
        flip = record.flip
        assert (flip is not None) == (bool(better) or (len(free) > 1 and any(o.terms for o in free))), record
        if flip is None:
            continue
        after = flipped(record)
        assert after.options[0].name != record.options[0].name, record
        assert best(after.options) == 0
        if flip.term:
            assert flip.amount
            toward = 1 if flip.amount < 0 else -1
            less = replace(record, stated=Flip(flip.option, flip.term, flip.about, flip.amount + toward))
            assert flipped(less).options[0].name == record.options[0].name, record
            counted["term"] += 1
        else:
            assert flip.amount == 0
            assert record.options[flip.option].barred
            counted["bar"] += 1
    assert counted["term"] > 1000
    assert counted["bar"] > 5


@pytest.mark.parametrize("name", GAMES)
def test_the_orders_do_what_the_records_say_was_chosen(name: str) -> None:
    for turn, found in played(name):
        for record in found:
            assert done(turn, record), (record, turn.orders)


@pytest.mark.parametrize("name", GAMES)
def test_nothing_is_done_or_refused_without_a_record(name: str) -> None:
    for turn, found in played(name):
        assert undone(turn, found) == [], turn.orders


def test_every_kind_of_decision_was_met_with_and_without_a_deed() -> None:
    met = Counter(r.subject for r in records())
    rare = {"order", "congress", "breach", "honour", "plan"}
    assert set(RULES) - set(met) <= rare
    acts = {(r.subject, r.options[0].name.split()[0]) for r in records()}
    assert {("war", "war"), ("war", "no"), ("answer", "sign"), ("answer", "refuse"), ("treaty", "offer"),
            ("peace", "go"), ("crisis", "demand"), ("crisis", "go"), ("effort", "a"), ("effort", "leave"),
            ("posture", "under"), ("posture", "at"), ("placement", "take"), ("sanction", "sanction"),
            ("summit", "bring")} <= acts  # fmt: skip


VIEW = view_of(open_world(load_scenario("ring-8"), 1).publish(), 0)
STAY = Option("stay")


def test_of_equals_the_first_is_chosen_and_the_rest_are_ranked() -> None:
    options = (Option("a", (Term("x", 5),)), Option("b", (Term("x", 9),)), Option("c", (Term("y", 9),)))
    chosen, record = choose(VIEW, "war", (4, 5, 6), options)
    assert (chosen, record.about) == (1, 5)
    assert [o.name for o in record.options] == ["b", "c", "a"]
    assert record.flip == Flip(0, "x", -1, -1)
    assert record.margin == 0


def test_a_bar_on_what_is_better_is_what_would_have_flipped() -> None:
    shut = Option("strike", (Term("x", 50),), "no army is near")
    record = choose(VIEW, "war", 1, (STAY, shut, Option("raid", (Term("x", -3),))))[1]
    assert record.options[0] == STAY
    assert record.flip == Flip(1, "", -1, 0)
    assert flipped(record).options[0].name == "strike"
    assert record.margin == 3


def test_a_threshold_is_the_last_thing_to_flip() -> None:
    terms = (Term("what a war must promise", -900), Term("spoils", 300, 2))
    assert choose(VIEW, "war", 2, (STAY, Option("war", terms)))[1].flip == Flip(1, "spoils", 2, 601)
    assert flip_of((STAY, Option("war", terms[:1]))) == Flip(1, "what a war must promise", -1, 901)


def test_a_term_that_keeps_its_sign_is_the_one_to_flip() -> None:
    terms = (Term("toil", -800), Term("spoils", 400, 2), Term("hazard", -700))
    assert choose(VIEW, "war", 2, (STAY, Option("war", terms)))[1].flip == Flip(1, "spoils", 2, 1101)
    # Unless it would have to become many times what it is.
    terms = (Term("toil", -900), Term("spoils", 100, 2), Term("hazard", -700))
    assert choose(VIEW, "war", 2, (STAY, Option("war", terms)))[1].flip == Flip(1, "toil", -1, 1501)


def test_of_many_options_the_worst_go_unrecorded_but_the_runner_up_stays() -> None:
    shut = [Option(f"shut {n}", (Term("x", 90 - n),), "shut") for n in range(8)]
    options = [STAY, *shut, Option("open", (Term("x", -4),))]
    record = choose(VIEW, "war", 2, options)[1]
    assert len(record.options) == 6
    assert record.options[0] == STAY
    assert record.options[-1].name == "open"
    assert record.margin == 4


def test_where_nothing_has_a_term_nothing_would_have_flipped() -> None:
    assert choose(VIEW, "war", 2, (STAY, Option("go")))[1].flip is None
    with pytest.raises(ValueError, match="nothing would have flipped"):
        flipped(Record(0, 1, "war", 2, (STAY,)))


def test_orders_that_do_otherwise_are_found_out() -> None:
    turn, found = next((t, f) for t, f in played("ring") if t.orders.shifts)
    record = next(r for r in found if r.subject == "effort")
    assert not done(Turn(turn.world, Orders(seat=record.seat)), record)
    assert "shifts" in undone(turn, [r for r in found if r.subject != "effort"])


def test_who_calls_up_its_men_may_be_asked_why_but_not_against_whom() -> None:
    terms = (Term("output of a turn", -1_000), Term("own attack", 9_000, 4), Term("their mobilisation", 1_500, 2))
    record = Record(1, 3, "posture", 4, (Option("under arms", terms), Option("at peace strength")))
    (shown,) = readable([record], [Event("mobilised", 3, "effort", 1, -1)], 0, 1, over=False)
    assert shown.about == -1
    assert {t.about for o in shown.options for t in o.terms} == {-1, 2}
    assert readable([record], [Event("mobilised", 3, "effort", 2, -1)], 0, 1, over=False) == ()


def test_no_option_has_two_terms_of_one_name_about_the_same_state() -> None:
    for record in records():
        for option in record.options:
            named = [(term.name, term.about) for term in option.terms]
            assert len(set(named)) == len(named), option
