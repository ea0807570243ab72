"""A game that people play in: seats, letters, turns, faults, and who may know what."""

from __future__ import annotations

import pytest

import hegemon
from hegemon.errors import BadInput
from hegemon.game import thinking
from hegemon.game.knowable import kind_of
from hegemon.game.session import Game
from hegemon.game.why import POOLED
from hegemon.world.events import KINDS, Event
from hegemon.world.orders import Decision, Letter, Orders, PeaceTerms, Reply, Shift, TreatyTerms
from hegemon.world.view import View
from tests.game.support import BASELINES, CODES, FIRST, FOURTH, SECOND, THIRD, cast, play, ring


class Scripted:
    """A player whose answers a test writes."""

    name = "scripted"

    def __init__(self, reply: Reply | None = None, decide: Exception | Orders | None = None) -> None:
        self.reply, self.orders = reply, decide
        self.asked: list[Letter] = []

    def decide(self, view: View) -> Decision:
        if isinstance(self.orders, Exception):
            raise self.orders
        return Decision(self.orders or Orders(seat=view.seat))

    def answer(self, view: View, letter: Letter) -> Reply:
        self.asked.append(letter)
        if self.reply is None:
            raise ZeroDivisionError("no reply")
        return self.reply


@pytest.fixture
def seated(monkeypatch: pytest.MonkeyPatch) -> dict[str, Scripted]:
    """Players put in the place of named ones."""
    found: dict[str, Scripted] = {}
    real = thinking.player_of
    monkeypatch.setattr(thinking, "player_of", lambda name: found.get(name) or real(name))
    return found


def offer(game: Game, sender: str, to: str, kind: str = "trade", term: int = 10) -> Letter:
    a, b = game.seat(sender).state, game.seat(to).state
    return Letter(a, b, TreatyTerms(kind, (a, b), term=term))


def end_turn(game: Game, *codes: str) -> None:
    for code in codes:
        game.seat(code).submit(Orders(seat=game.seat(code).state))
    game.advance()


def signed(game: Game) -> list[tuple[int, int, str]]:
    return [(e.actor, e.target, e.detail) for e in game.turns[-1].events if e.kind == "signed"]


def test_seam_of_the_house_plays_a_game() -> None:
    game = hegemon.new_game("ring-8", seats={FIRST: "human"} | dict.fromkeys(CODES[1:], "turtle"), seed=7, turns=3)
    seat = game.seat(FIRST)
    orders = Orders(seat=seat.view.seat, shifts=(Shift(1, 0),))
    assert seat.check(orders) == ()
    seat.submit(orders)
    game.advance(map=map)
    assert game.world.turn == 2
    assert game.world.effort[0, 0] == seat.view.known.effort[0, 0] == hegemon.new_game("ring-8").world.effort[0, 0] + 1


def test_turn_waits_for_every_person() -> None:
    game = ring(FIRST, SECOND)
    with pytest.raises(BadInput, match=f"{FIRST}, {SECOND}"):
        game.advance()
    waiting = [game.waiting]
    game.seat(FIRST).submit(Orders(seat=0))
    waiting.append(game.waiting)
    game.seat(FIRST).recall()
    waiting.append(game.waiting)
    assert waiting == [(FIRST, SECOND), (SECOND,), (FIRST, SECOND)]


def test_order_of_submission_does_not_matter() -> None:
    def played(*codes: str) -> str:
        game = ring(FIRST, SECOND, THIRD)
        for code in codes:
            state = game.seat(code).state
            game.seat(code).submit(Orders(seat=state, posture="mobilise", shifts=(Shift(1, 0),)))
        game.advance()
        return game.digest()

    assert played(FIRST, SECOND, THIRD) == played(THIRD, FIRST, SECOND)


@pytest.mark.parametrize(
    ("orders", "said"),
    [
        (Orders(seat=1), "orders are for seat 1, this seat is 0"),
        (Orders(seat=0, declare=(-1,)), "state -1"),
        (Orders(seat=0, declare=(99,)), "state 99"),
        (Orders(seat=0, shifts=(Shift(7, 0),)), "effort block"),
        (Orders(seat=0, focus=-3), "focus -3"),
        (Orders(seat=0, depot=4000), "province 4000"),
    ],
)
def test_unlawful_orders_are_refused_in_one_line(orders: Orders, said: str) -> None:
    game = ring(FIRST)
    with pytest.raises(BadInput, match=said) as found:
        game.seat(FIRST).submit(orders)
    assert "\n" not in str(found.value)
    assert game.waiting == (FIRST,)


def test_unknown_names_are_refused_with_the_near_ones() -> None:
    with pytest.raises(BadInput, match=r"seat 'X9X'.*known are"):
        hegemon.new_game("ring-8", seats={"X9X": "human"})
    with pytest.raises(BadInput, match=r"player 'turtel'.*turtle"):
        hegemon.new_game("ring-8", seats={FIRST: "turtel"})
    with pytest.raises(BadInput, match="scenario"):
        hegemon.new_game("rang-8")
    with pytest.raises(BadInput, match="seat 'QQQ'"):
        ring().seat("QQQ")
    with pytest.raises(BadInput, match="raider plays it"):
        ring().seat(SECOND).submit(Orders(seat=1))


def test_yes_of_an_ai_is_signed_the_same_turn(seated: dict[str, Scripted]) -> None:
    seated["turtle"] = Scripted(Reply("yes", gain=5, reason="gain", amount=5))
    game = ring(SECOND)
    reply = game.seat(SECOND).send(offer(game, SECOND, FIRST))
    assert reply is not None
    assert reply.answer == "yes"
    end_turn(game, SECOND)
    assert (1, 0, "trade") in signed(game)


def test_no_of_an_ai_is_remembered_and_becomes_no_offer(seated: dict[str, Scripted]) -> None:
    seated["turtle"] = Scripted(Reply("no", reason="never"))
    game = ring(SECOND)
    game.seat(SECOND).send(offer(game, SECOND, FIRST))
    end_turn(game, SECOND)
    assert game.world.refused[1, 0] == 1
    assert all(o.letter.to != 0 for o in game.world.offers)
    assert (1, 0, "trade") not in signed(game)


def test_same_question_has_the_same_answer_and_is_asked_once(seated: dict[str, Scripted]) -> None:
    seated["turtle"] = scripted = Scripted(Reply("no", reason="never"))
    game = ring(SECOND)
    seat, letter = game.seat(SECOND), offer(game, SECOND, FIRST)
    assert seat.send(letter) == seat.send(letter)
    assert scripted.asked == [letter]


def test_offer_revised_offer_final(seated: dict[str, Scripted]) -> None:
    seated["turtle"] = Scripted(Reply("no", reason="never"))
    game = ring(SECOND)
    seat = game.seat(SECOND)
    seat.send(offer(game, SECOND, FIRST, term=10))
    seat.send(offer(game, SECOND, FIRST, term=11))
    with pytest.raises(BadInput, match="final"):
        seat.send(offer(game, SECOND, FIRST, term=12))
    end_turn(game, SECOND)
    seat.send(offer(game, SECOND, FIRST, term=12))


def test_counter_sent_back_is_accepted_unasked(seated: dict[str, Scripted]) -> None:
    game = ring(SECOND)
    counter = offer(game, FIRST, SECOND, "nonaggression", term=4)
    seated["turtle"] = scripted = Scripted(Reply("counter", gain=923, counter=counter))
    seat = game.seat(SECOND)
    first = seat.send(offer(game, SECOND, FIRST, "nonaggression"))
    assert first is not None
    assert first.counter == counter
    again = seat.send(Letter(1, 0, counter.terms))
    assert again is not None
    assert first.gain == 900, "no more exactly than it is said"
    assert (again.answer, again.gain) == ("yes", 900)
    assert len(scripted.asked) == 1
    end_turn(game, SECOND)
    pact = next(t for t in game.world.treaties if t.kind == "nonaggression" and set(t.parties) == {0, 1})
    assert pact.until == 1 + 4


def test_unlawful_counter_is_a_plain_no(seated: dict[str, Scripted]) -> None:
    game = ring(SECOND)
    seated["turtle"] = Scripted(Reply("counter", counter=Letter(0, 1, TreatyTerms("nonsense", (0, 1)))))
    reply = game.seat(SECOND).send(offer(game, SECOND, FIRST))
    assert reply is not None
    assert reply.answer == "no"


def test_envoys_run_out(seated: dict[str, Scripted]) -> None:
    for name in BASELINES:
        seated[name] = Scripted(Reply("no"))
    game = ring(FIRST)
    seat = game.seat(FIRST)
    envoys = 2 + int(game.world.effort[0, 3]) // 2
    for code in CODES[1 : envoys + 1]:
        seat.send(offer(game, FIRST, code))
    with pytest.raises(BadInput, match="envoys are under way"):
        seat.send(offer(game, FIRST, CODES[envoys + 1]))


def test_unlawful_letters_are_refused_in_one_line() -> None:
    game = ring(FIRST)
    seat = game.seat(FIRST)
    for letter in (
        Letter(0, 0, TreatyTerms("trade", (0, 0))), Letter(1, 2, TreatyTerms("trade", (1, 2))),
        Letter(0, 55, TreatyTerms("trade", (0, 55))), Letter(0, -1, TreatyTerms("trade", (0, -1))),
        Letter(0, 1, PeaceTerms(0, 1)), Letter(0, 1, TreatyTerms("axis", (0, 1))),
    ):
        with pytest.raises(BadInput) as found:
            seat.send(letter)
        assert "\n" not in str(found.value)


def test_letter_between_people_waits_in_the_inbox_and_is_signed_on_acceptance() -> None:
    game = ring(FIRST, SECOND)
    assert game.seat(FIRST).send(offer(game, FIRST, SECOND)) is None
    assert not game.seat(SECOND).view.inbox
    end_turn(game, FIRST, SECOND)
    (waiting,) = (o for o in game.seat(SECOND).view.inbox if o.letter.sender == 0)
    game.seat(SECOND).submit(Orders(seat=1, accept=(waiting.id,)))
    end_turn(game, FIRST)
    assert (0, 1, "trade") in signed(game)


def test_letters_of_people_are_hidden_from_third_seats() -> None:
    game = ring(FIRST, SECOND, THIRD)
    game.seat(FIRST).send(offer(game, FIRST, SECOND))
    end_turn(game, FIRST, SECOND, THIRD)
    third = game.seat(THIRD)
    assert all(o.letter.to == 2 for o in third.view.inbox)
    assert all(e.kind != "offered" or 2 in (e.actor, e.target) for e in third.view.news)


def test_ai_counter_is_put_to_the_ai_that_wrote(seated: dict[str, Scripted]) -> None:
    game = ring()
    wanted = offer(game, SECOND, FIRST, "nonaggression", term=4)
    seated["turtle"] = Scripted(Reply("yes", gain=1), decide=None)
    seated["raider"] = Scripted(Reply("counter", gain=2, counter=wanted))
    first = offer(game, FIRST, SECOND, "nonaggression")
    real = Scripted.decide

    def decide(self: Scripted, view: View) -> Decision:
        return Decision(Orders(seat=0, letters=(first,))) if view.seat == 0 else real(self, view)

    seated["turtle"].decide = decide.__get__(seated["turtle"])  # type: ignore[method-assign]
    game.advance()
    assert wanted in seated["turtle"].asked
    pact = next(t for t in game.world.treaties if set(t.parties) == {0, 1})
    assert pact.until == 1 + 4


def test_player_that_raises_holds_its_seat_and_the_game_goes_on(seated: dict[str, Scripted]) -> None:
    seated["raider"] = Scripted(decide=ValueError("lost\nthe thread"))
    game = ring()
    game.advance()
    assert game.faults[0] == f"turn 1: player raider of {SECOND} raised ValueError: lost the thread; its seat held"
    assert game.turns[0].orders[1] == Orders(seat=1, refusals=game.turns[0].orders[1].refusals)
    game.advance()
    assert game.world.turn == 3


def test_player_that_answers_for_another_seat_holds_its_own(seated: dict[str, Scripted]) -> None:
    seated["raider"] = Scripted(decide=Orders(seat=3, posture="mobilise"))
    game = ring()
    game.advance()
    assert "no decision of its own seat" in game.faults[0]


def test_unlawful_orders_of_a_player_are_dropped_with_an_event(seated: dict[str, Scripted]) -> None:
    seated["raider"] = Scripted(decide=Orders(seat=1, declare=(-5,), focus=77))
    game = ring()
    game.advance()
    assert [e.actor for e in game.turns[0].events if e.kind == "dropped"][:2] == [1, 1]


def test_mapper_that_breaks_is_replaced_by_thinking_here() -> None:
    def broken(*_: object) -> list[bytes]:
        raise OSError("worker is gone")

    game, other = ring(), ring()
    game.advance(map=broken)
    other.advance()
    assert game.digest() == other.digest()
    assert "worker is gone" in game.faults[0]


def test_seat_reads_only_what_it_may_know() -> None:
    game = play(ring(FIRST), 12)
    seat = game.seat(FIRST)
    told = seat.chronicle
    assert told
    hidden = [e for e in game.events if KINDS[e.kind].known == "actor" and e.actor != 0]
    assert hidden
    assert all(e not in seat.view.news for e in hidden)


def test_why_of_a_rival_shows_deeds_seen_and_pools_the_rest() -> None:
    game = play(ring(FIRST), 12)
    seat = game.seat(FIRST)
    wars = [e for e in game.events if e.kind == "declared" and game.seats[CODES[e.actor]] == "raider"]
    assert wars
    found = [r for r in seat.why(CODES[wars[0].actor]) if r.subject == "war"]
    assert {(r.turn, r.about) for r in found} <= {(e.turn, e.target) for e in wars}
    assert found
    for record in found:
        if record.about != 0:  # a war on the seat itself opens the sums
            read = {t.name for o in record.options for t in o.terms} - {POOLED}
            assert {kind_of(name) for name in read} <= {"public", "guessed"}
        assert record.margin >= 0
        assert all(t.amount % 1000 == 0 for o in record.options for t in o.terms if t.name == POOLED)


def test_why_is_whole_for_oneself_and_after_the_end() -> None:
    game = play(ring(turns=4), 20)
    assert game.over
    code = next(c for c in CODES if any(r.seat == CODES.index(c) for r in game.records))
    assert set(game.seat(FIRST).why(code)) == {r for r in game.records if r.seat == CODES.index(code)}


def test_game_that_is_over_takes_nothing_more() -> None:
    game = play(ring(FIRST, turns=1), 30)
    assert game.over
    with pytest.raises(BadInput, match="over"):
        game.advance()
    with pytest.raises(BadInput, match="over"):
        game.seat(FIRST).send(offer(game, FIRST, SECOND))


def test_history_has_the_opening_and_every_turn_and_sums_to_a_million() -> None:
    game = play(ring(), 5)
    assert game.history.shape == (6, 8)
    assert (game.history.sum(axis=1) == 1_000_000).all()


def test_seed_decides_the_game() -> None:
    assert play(ring(seed=1), 4).digests == play(ring(seed=1), 4).digests
    assert play(ring(seed=1), 4).digests != play(ring(seed=2), 4).digests


def test_thinking_ahead_changes_nothing() -> None:
    game, other = ring(), ring()
    heard: list[str] = []
    game.think(told=heard.append)
    game.advance()
    other.advance()
    assert heard == list(CODES)
    assert game.digest() == other.digest()


def test_dead_seat_of_a_person_is_not_waited_for() -> None:
    game = ring(FOURTH)
    world = game.world.fork()
    world.alive[3] = False
    game.round.world = world.publish()
    assert game.waiting == ()


def test_all_events_render_as_sentences() -> None:
    from hegemon.game.chronicle import sentence

    world = ring().world
    for kind in KINDS:
        event = Event(kind, 1, "x", actor=0, target=1, other=2, place=3, amount=500_000, detail="defence")
        said = sentence(event, world)
        assert not said[0].islower()
        assert said.endswith(".")
        assert "{" not in said


def test_casts_have_everyone() -> None:
    assert set(cast()) == set(ring().seats)
