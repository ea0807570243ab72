"""What a seat may read of why another acted."""

from __future__ import annotations

from hegemon.game.why import NEXT, POOLED, ROUNDED, readable
from hegemon.world.events import Event
from hegemon.world.orders import Flip, Option, Record, Term

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
    flip=Flip(0, "spoils", 2, -1_537),
)


def told(seat: int, over: bool = False, event: Event = WAR) -> tuple[Record, ...]:
    return readable([RECORD], [event], seat, 1, over)


def test_onlooker_reads_public_terms_exactly_guesses_rounded_and_the_rest_pooled() -> None:
    (record,) = told(0)
    terms = {t.name: t.amount for t in record.options[0].terms}
    assert terms["toil"] == -3_141
    assert terms["spoils"] == 20_000
    assert terms[POOLED] % ROUNDED == 0
    assert "secret hope" not in terms
    assert record.flip is None


def test_what_a_peace_ends_is_as_public_as_the_war_was() -> None:
    terms = (Term("land", 900, 2), Term("an end of toil of war", 1_234), Term("no more land still to win", -5_600, 2),
             Term("no more of a secret", -100, 3))  # fmt: skip
    record = Record(1, 3, "peace", 2, (Option("peace as before the war", terms), Option("go on with the war")))
    (shown,) = readable([record], [Event(kind="peace", turn=3, phase="diplomacy", actor=1, target=2)], 0, 1, over=False)
    read = {t.name: t.amount for t in shown.options[0].terms}
    assert read["an end of toil of war"] == 1_234
    assert read["no more land still to win"] == -6_000
    assert "no more of a secret" not in read


def test_onlooker_does_not_learn_of_another_plan() -> None:
    (record,) = told(0)
    assert record.options[1].name == NEXT
    assert [t.name for t in record.options[1].terms] == [POOLED]
    assert record.margin >= 0


def test_rounding_never_makes_the_choice_look_the_worse() -> None:
    close = Record(1, 3, "treaty", 2, (Option("leave", (Term("x", 400),)), Option("keep", (Term("y", 399),))))
    event = Event(kind="notice", turn=3, phase="diplomacy", actor=1, target=2)
    for a, b in ((400, 399), (500, 499), (-2_000, -2_001), (1_499, 1_498)):
        options = (Option("leave", (Term("x", a),)), Option("keep", (Term("y", b),)))
        record = Record(close.seat, close.turn, close.subject, close.about, options)
        (shown,) = readable([record], [event], 0, 1, over=False)
        assert shown.margin >= 0
        assert shown.options[1].name == "keep"


def test_attack_on_oneself_opens_the_sums() -> None:
    assert told(2) == (RECORD,)


def test_end_of_the_game_opens_everything() -> None:
    assert told(0, over=True) == (RECORD,)


def test_deed_unseen_tells_nothing() -> None:
    assert told(0, event=Event(kind="declared", turn=2, phase="diplomacy", actor=1, target=2)) == ()
