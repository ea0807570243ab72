"""What a game keeps of why: answers too, whole or derived again, and never before the eyes of who wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from hegemon.errors import BadInput
from hegemon.game import replay, thinking
from hegemon.game.played import reasons
from hegemon.game.saves import read_body
from hegemon.game.session import Game, load_game, new_game
from hegemon.game.why import POOLED
from hegemon.players.protocol import Player
from hegemon.world.orders import Decision, Letter, Option, Orders, Record, Reply, Term, TreatyTerms
from hegemon.world.view import View
from tests.game.support import CODES, FIRST, SECOND, play, ring
from tests.game.test_saves import forged

TURNS = 5


class Candid:
    """A player that keeps the sums of its answers, which are its own affair."""

    def __init__(self, player: Player) -> None:
        self.player = player
        self.name = player.name

    def decide(self, view: View) -> Decision:
        found = self.player.decide(view)
        sums = Record(view.seat, view.turn, "focus", -1, (Option("a", (Term("x", view.turn),)), Option("b")))
        return replace(found, records=(*found.records, sums))

    def answer(self, view: View, letter: Letter) -> Reply:
        reply = self.player.answer(view, letter)
        sums = Record(view.seat, view.turn, "answer", letter.sender, (
            Option("refuse the letter"), Option("sign it", (Term("a secret", -4_321, letter.sender),)),
        ))  # fmt: skip
        return replace(reply, record=reply.record or sums)


@pytest.fixture(autouse=True)
def candid(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    found = thinking.player_of
    with monkeypatch.context() as patch:
        patch.setattr(thinking, "player_of", lambda name: Candid(found(name)))
        yield


def offer(game: Game, kind: str = "nonaggression", to: str = SECOND) -> Letter:
    me, other = CODES.index(FIRST), CODES.index(to)
    return Letter(me, other, TreatyTerms(kind, (me, other)))


def talked(turns: int = TURNS) -> Game:
    """A game in which a person writes every turn: a letter, a revised one, and one that goes with the orders."""
    game = ring(FIRST)
    for number in range(turns):
        seat = game.seat(FIRST)
        for kind in ("defence", "entente")[: 1 + number % 2]:
            seat.send(offer(game, kind))
        fresh = offer(game, "trade", CODES[3])
        orders = Orders(seat=seat.state, letters=(fresh,))
        seat.submit(Orders(seat=seat.state) if seat.check(orders) else orders)
        game.advance()
    return game


def answers(game: Game) -> list[Record]:
    return [r for r in game.records if r.subject == "answer"]


def test_the_game_keeps_why_letters_were_answered_as_they_were() -> None:
    game = talked()
    mine = [r for r in answers(game) if r.about == CODES.index(FIRST)]
    assert {r.seat for r in mine} == {CODES.index(SECOND), 3}
    assert len([r for r in mine if r.seat != 3]) == sum(1 + n % 2 for n in range(TURNS)), "revised offers too"


def test_who_wrote_never_holds_the_sums(tmp_path: Path) -> None:
    game = ring(FIRST)
    seat = game.seat(FIRST)
    reply = seat.send(offer(game))
    assert reply is not None
    assert reply.record is None
    assert all(sent.reply is None or sent.reply.record is None for sent in seat.sent)
    game.save(tmp_path / "a.hegemon")
    body = read_body(tmp_path / "a.hegemon")
    assert b"a secret" not in msgspec.msgpack.encode(body.pending)
    game.seat(FIRST).submit(Orders(seat=seat.state))
    game.advance()
    assert b"a secret" not in msgspec.msgpack.encode(game.turns[-1].orders)
    assert b"a secret" not in msgspec.msgpack.encode(game.seat(FIRST).view.news)


def test_who_wrote_may_ask_why_at_once_and_reads_it_veiled() -> None:
    game = ring(FIRST)
    seat = game.seat(FIRST)
    assert not seat.why(SECOND)
    seat.send(offer(game))
    (record,) = [r for r in seat.why(SECOND) if r.subject == "answer"]
    assert [o.name for o in record.options] == ["refuse the letter", "sign it"]
    told = [t for o in record.options for t in o.terms]
    assert [(t.name, t.amount) for t in told] == [(POOLED, -4_300)]
    seat.submit(Orders(seat=seat.state))
    game.advance()
    assert any(r.subject == "answer" for r in seat.why(SECOND))
    assert not any(r.subject == "answer" for r in seat.why(CODES[2]))


@pytest.mark.parametrize("ending", ["save", "autosave"])
def test_a_loaded_game_tells_the_same_reasons(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "game.hegemon"
    game = talked()
    if ending == "save":
        game.save(path)
    else:
        game.autosave(path)
    again = load_game(path)
    for number in range(1, TURNS + 1):
        for state in range(len(CODES)):
            assert again.reasons(number, state) == game.reasons(number, state)
    assert {msgspec.json.encode(r) for r in again.records} == {msgspec.json.encode(r) for r in game.records}
    assert again.told_by(1) == game.told_by(1)
    assert again.seat(FIRST).why(SECOND) == game.seat(FIRST).why(SECOND)


def test_letters_of_an_unfinished_turn_keep_their_reasons_over_a_load(tmp_path: Path) -> None:
    game = play(ring(FIRST), 2)
    game.seat(FIRST).send(offer(game))
    game.save(tmp_path / "game.hegemon")
    again = load_game(tmp_path / "game.hegemon")
    assert again.seat(FIRST).why(SECOND) == game.seat(FIRST).why(SECOND) != ()
    for one in (game, again):
        one.seat(FIRST).submit(Orders(seat=0))
        one.advance()
    assert again.turns[-1] == game.turns[-1]


def test_a_save_holds_choice_runner_up_margin_and_a_digest(tmp_path: Path) -> None:
    game = talked()
    game.save(tmp_path / "game.hegemon")
    body = read_body(tmp_path / "game.hegemon")
    for kept, turn in zip(body.turns, game.turns, strict=True):
        assert kept.records == ()
        assert kept.reasons == turn.reasons == reasons(turn.records, len(CODES))
        for short, record in zip(kept.summaries, turn.records, strict=True):
            assert (short.choice, short.utility) == (record.options[0].name, record.options[0].utility)
            if short.runner_up:
                assert short.utility - short.runner_up_utility == record.margin


def test_verify_gives_the_reasons_again_and_names_who_does_not(tmp_path: Path) -> None:
    path = tmp_path / "game.hegemon"
    talked().save(path)
    assert replay.verify(path) == []

    def lie(body: dict[str, list[dict[str, bytes]]]) -> None:
        marks = bytearray(body["turns"][2]["reasons"])
        marks[4 * 5] ^= 1
        body["turns"][2]["reasons"] = bytes(marks)

    (line,) = replay.verify(forged(path, lie))
    assert "turn 3" in line
    assert CODES[5] in line


def test_verify_names_a_player_that_thinks_otherwise_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "game.hegemon"
    game = talked()
    game.save(path)
    monkeypatch.setattr(Candid, "decide", lambda self, view: self.player.decide(view))
    (line,) = replay.verify(path)
    assert "turn 1 does not give again the reasons" in line
    # What is told then is what the file holds, a sum a choice.
    told = [r for r in load_game(path).reasons(1, 2) if r.subject == "focus" and r.options[0].name == "a"]
    assert [[t.name for t in o.terms] for r in told for o in r.options] == [["sum"], ["sum"]]


@pytest.mark.parametrize("field", ["sender", "to"])
def test_letters_of_nobody_are_turned_away(tmp_path: Path, field: str) -> None:
    path = tmp_path / "game.hegemon"
    talked(2).save(path)

    def strange(body: dict[str, list[dict[str, list[dict[str, int]]]]]) -> None:
        body["turns"][0]["sent"][0][field] = 99

    with pytest.raises(BadInput):
        load_game(forged(path, strange))


def test_a_whole_game_of_maximisers_is_derived_again(tmp_path: Path) -> None:
    path = tmp_path / "game.hegemon"
    game = new_game("ring-8", seed=5, turns=8)
    for _ in range(8):
        game.advance()
    game.save(path)
    again = load_game(path)
    assert sum(r.options[0].terms[:1] == (Term("sum", r.options[0].utility),) for r in again.records) == 0
    assert again.records == tuple(sorted(game.records, key=lambda r: (r.turn, r.seat)))
    assert replay.verify(path) == []


def test_reasons_are_the_same_wherever_they_are_thought() -> None:
    def elsewhere(run: Callable[[bytes], bytes], tasks: Iterable[bytes]) -> Iterable[bytes]:
        return [run(task) for task in tasks]

    here, there = (new_game("ring-8", seed=9, seats={"GAR": "balancer"}) for _ in range(2))
    for _ in range(6):
        here.advance()
        there.advance(map=elsewhere)
    assert [turn.reasons for turn in here.turns] == [turn.reasons for turn in there.turns]
    assert any(r.subject == "answer" for r in there.records)
