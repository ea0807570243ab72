"""What a seat may read of why another acted."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from random import Random

import hegemon
from hegemon.game.knowable import GUESSED, PRIVATE, PUBLIC, kind_of
from hegemon.game.sums import flip_said
from hegemon.game.why import FINE, NEXT, POOLED, grain, readable, step
from hegemon.world.events import Event
from hegemon.world.orders import Flip, Option, Record, Term
from hegemon.world.records import flip_of

WAR = Event(kind="declared", turn=3, phase="diplomacy", actor=1, target=2)
RECORD = Record(
    seat=1,
    turn=3,
    subject="war",
    about=2,
    options=(
        Option("war on CCC", (Term("spoils", 20_400, 2), Term("toil", -3_141, 2), Term("secret hope", 777, 3))),
        Option("war on DDD", (Term("spoils", 17_000, 3), Term("what a war must promise", -500))),
    ),
    stated=Flip(0, "spoils", 2, -1_537),
)


def told(seat: int, over: bool = False, event: Event = WAR) -> tuple[Record, ...]:
    return readable([RECORD], [event], seat, 1, over)


def test_onlooker_reads_public_terms_nearly_guesses_rounded_and_the_rest_pooled() -> None:
    (record,) = told(0)
    terms = {t.name: t.amount for t in record.options[0].terms}
    assert terms["toil"] == -3_100
    assert terms["spoils"] == 20_000
    assert terms[POOLED] % grain(terms[POOLED]) == 0
    assert "secret hope" not in terms
    assert record.flip is None


def test_what_a_peace_ends_is_as_public_as_the_war_was() -> None:
    terms = (Term("land", 900, 2), Term("an end of toil of war", 1_234), Term("no more land still to win", -5_600, 2),
             Term("no more of a secret", -100, 3))  # fmt: skip
    record = Record(1, 3, "peace", 2, (Option("peace as before the war", terms), Option("go on with the war")))
    (shown,) = readable([record], [Event(kind="peace", turn=3, phase="diplomacy", actor=1, target=2)], 0, 1, over=False)
    read = {t.name: t.amount for t in shown.options[0].terms}
    assert read["an end of toil of war"] == 1_200
    assert read["no more land still to win"] == -6_000
    assert "no more of a secret" not in read


def test_onlooker_does_not_learn_of_another_plan() -> None:
    (record,) = told(0)
    assert record.options[1].name == NEXT
    assert [t.name for t in record.options[1].terms] == [POOLED]
    assert record.margin >= 0


def test_rounding_never_makes_the_choice_look_the_worse() -> None:
    close = Record(1, 3, "treaty", 2, (Option("leave the trade", (Term("x", 400),)), Option("keep", (Term("y", 399),))))
    event = Event(kind="notice", turn=3, phase="diplomacy", actor=1, target=2, detail="trade")
    for a, b in ((400, 399), (500, 499), (-2_000, -2_001), (1_499, 1_498)):
        options = (Option("leave the trade", (Term("x", a),)), Option("keep trade", (Term("y", b),)))
        record = Record(close.seat, close.turn, close.subject, close.about, options)
        (shown,) = readable([record], [event], 0, 1, over=False)
        assert shown.margin >= 0
        assert shown.options[1].name == "keep trade"


def test_attack_on_oneself_opens_the_sums() -> None:
    assert told(2) == (RECORD,)


def test_end_of_the_game_opens_everything() -> None:
    assert told(0, over=True) == (RECORD,)


def test_deed_unseen_tells_nothing() -> None:
    assert told(0, event=Event(kind="declared", turn=2, phase="diplomacy", actor=1, target=2)) == ()


def names_in_the_source() -> Iterator[str]:
    """Every name that a term is given in so many words."""
    for path in Path(hegemon.__file__).parent.rglob("*.py"):
        if path.parts[-2] in ("counsel", "players", "maximiser"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Term" and node.args:
                    found = node.args[0]
                    if isinstance(found, ast.Constant):
                        yield str(found.value)
                    if isinstance(found, ast.JoinedStr):
                        parts = (p.value if isinstance(p, ast.Constant) else "spoils" for p in found.values)
                        yield "".join(map(str, parts))


def test_of_every_term_it_is_settled_who_may_know_it() -> None:
    names = set(names_in_the_source())
    assert len(names) > 60
    assert not {name for name in names if kind_of(name) == "unknown"}
    assert not PUBLIC & GUESSED
    assert not (PUBLIC | GUESSED) & PRIVATE


def drawn(rng: Random, count: int) -> tuple[Term, ...]:
    names = rng.sample(sorted(PUBLIC)[:6] + sorted(GUESSED)[:6] + sorted(PRIVATE), count)
    return tuple(Term(name, rng.randrange(-30_000, 30_000), rng.choice((-1, 0, 2))) for name in names)


def veiled(subject: str, *options: Option) -> Record:
    """A record of state 1 about state 2 as state 0 reads it, whose own letter it answers if it is an answer."""
    record = Record(1, 3, subject, 0 if subject == "answer" else 2, options)
    event = Event(kind="notice", turn=3, phase="diplomacy", actor=1, target=2, detail="trade")
    (shown,) = readable([record], [event], 0, 1, over=False)
    return shown


def test_what_is_hidden_is_one_rounded_line_whatever_else_the_sum_holds() -> None:
    rng = Random(4)
    for _ in range(400):
        terms = drawn(rng, rng.randrange(1, 9))
        (shown,) = veiled("treaty", Option("leave the trade", terms)).options
        hidden = sum(t.amount for t in terms if kind_of(t.name) == "private")
        pooled = [t for t in shown.terms if t.name == POOLED]
        assert len(pooled) <= 1
        assert all(t.amount % grain(t.amount, kind_of(t.name) == "public") == 0 for t in shown.terms)
        assert abs(sum(t.amount for t in pooled) - hidden) <= grain(hidden) // 2


def test_two_records_subtracted_tell_the_hidden_no_better_than_one() -> None:
    rng = Random(5)
    for _ in range(400):
        base = (*drawn(rng, 5), Term("land", 400_000, 2))
        secret = rng.randrange(-20_000, 20_000)
        one, other = (
            veiled("answer", Option("refuse the defence", (*base, *more)), Option("sign the defence"))
            for more in ((), (Term("safety", secret, 2),))
        )
        change = other.options[0].utility - one.options[0].utility
        assert change % FINE == 0
        pool = [t.amount for t in other.options[0].terms if t.name == POOLED]
        assert all(amount % grain(amount) == 0 for amount in pool)
        # A public term beside the secret moves its own line alone.
        public = Term("word", rng.randrange(-9_000, 9_000), 2)
        third = veiled("answer", Option("refuse the defence", (*base, public, Term("safety", secret, 2))), Option("x"))
        pools = [[t for t in record.options[0].terms if t.name == POOLED] for record in (other, third)]
        assert pools[0] == pools[1]


def test_the_choice_never_reads_as_the_worse_and_its_pool_stays_round() -> None:
    rng = Random(6)
    for _ in range(400):
        options = sorted((Option(f"option {n} of trade", drawn(rng, 4)) for n in range(2)), key=lambda o: -o.utility)
        shown = veiled(rng.choice(("treaty", "answer")), *options)
        assert shown.margin >= 0
        pools = [[t for t in o.terms if t.name == POOLED] for o in shown.options]
        assert all(len(pool) <= 1 for pool in pools)
        assert all(t.amount % grain(t.amount) == 0 for pool in pools for t in pool)


def test_what_barred_a_better_option_is_told_to_nobody_else() -> None:
    war = Option("war on CCC", (Term("spoils", 9_000, 2),), "a secret treaty forbids it")
    options = (Option("leave the trade"), war, Option("keep the trade", (Term("trade", -800, 2),)))
    shown = veiled("treaty", *options)
    assert [o.name for o in shown.options] == ["leave the trade", "keep the trade"]
    assert not any(o.barred for o in shown.options)


def test_a_deed_shows_the_sums_of_its_own_treaty_alone() -> None:
    event = Event(kind="signed", turn=3, phase="diplomacy", actor=1, target=2, detail="trade")
    records = [Record(1, 3, "treaty", 2, (Option(f"offer {kind} with CCC"), Option("offer nothing")))
               for kind in ("trade", "offence")]  # fmt: skip
    assert [r.options[0].name for r in readable(records, [event], 0, 1, over=False)] == ["offer trade with CCC"]


def test_only_who_acts_is_asked_about_a_deed_done_alone() -> None:
    event = Event(kind="declared", turn=3, phase="diplomacy", actor=2, target=1)
    assert told(0, event=event) == ()


def test_what_would_have_flipped_a_choice_is_one_sentence() -> None:
    codes = ("AAA", "BBB", "CCC", "DDD")
    assert flip_said(RECORD, codes) == (
        "Had “spoils” (CCC) brought 0.1537% less, it would have been “war on DDD”, not “war on CCC”."
    )
    options = (Option("wait"), Option("war on CCC", (Term("toil", -900), Term("spoils", 400, 2))))
    record = Record(1, 3, "war", 2, options, Flip(1, "toil", -1, 501))
    assert flip_said(record, codes) == "Had “toil” cost 0.0501% less, it would have been “war on CCC”, not “wait”."
    barred = Record(1, 3, "war", 2, (options[0], Option("war on CCC", (Term("spoils", 400, 2),), "no army is near")),
                    Flip(1, "", -1, 0))  # fmt: skip
    assert flip_said(barred, codes) == "It would have been “war on CCC” (+0.04%), but: no army is near."
    assert flip_said(Record(1, 3, "war", 2, options[:1]), codes) == ""


def test_terms_that_a_rival_thought_of_asking_for_stay_its_own() -> None:
    signed = Option("sign the trade with AAA", (Term("trade", 900, 0),))
    back = Option("write back: trade with AAA, secret", (Term("trade", 800, 0),))
    assert veiled("answer", signed, back).options[1].name == NEXT
    assert veiled("answer", signed, Option("refuse")).options[1].name == "refuse"


def test_what_would_have_flipped_an_answer_is_read_off_what_is_shown() -> None:
    sign = Option("sign the trade with AAA", (Term("trade", 1_234, 0), Term("safety", -9_876, 2)))
    shown = veiled("answer", Option("refuse"), sign)
    assert flip_said(shown, ("AAA", "BBB", "CCC")) == (
        "As far as we may know, had “trade” (AAA) brought 0.89% more, it would have been “sign the trade with AAA”, "
        "not “refuse”."
    )
    assert flip_of(shown.options) is not None
    assert shown.flip is not None
    assert shown.flip.amount % step(shown.options) == 0


def test_the_sums_of_small_states_are_told_as_nearly_as_those_of_great_ones() -> None:
    sign = Option("sign the trade with AAA", (Term("trade", 63, 0), Term("cover", 148, 2), Term("safety", -377, 2)))
    shown = veiled("answer", Option("refuse"), sign)
    assert [t.amount for t in shown.options[1].terms] == [60, 150, -380]
    assert "0.018% more" in flip_said(shown, ("AAA", "BBB", "CCC"))
