"""The promise audit sets word against deed, and tells no seat what it may not know."""

from __future__ import annotations

import pytest

from hegemon.errors import BadInput
from hegemon.game.audit import Line, Reckoning, audit, reckoned
from hegemon.game.session import new_game
from hegemon.world.events import Event
from hegemon.world.orders import Orders
from hegemon.world.scenario_model import TreatySpec
from tests.worlds import A, B, C, D, agree, bound, cheque, opened, pact, play, stage


def happened(kind: str, turn: int, actor: int, target: int, **more: object) -> Event:
    return Event(kind=kind, turn=turn, phase="diplomacy", actor=actor, target=target, **more)  # type: ignore[arg-type]


EVENTS = [
    happened("signed", 1, A, B, detail="defence"),
    happened("joined", 3, B, C, other=A, detail="defence"),
    happened("entrapped", 3, B, A, other=C, detail="defence"),
    happened("absent", 5, A, B, other=C, detail="defence"),
    happened("burden", 6, A, B, detail="defence"),
    happened("breach", 7, A, B, detail="defence"),
    happened("declared", 7, A, B),
    happened("signed", 8, C, D, detail="defence", secret=True),
]


def test_word_and_deed_of_each_side() -> None:
    assert audit(EVENTS, A, B) == (
        Line(1, "defence", "given"), Line(5, "defence", "absent"), Line(7, "defence", "broken"),
        Line(7, "", "attacked"),
    )  # fmt: skip
    assert audit(EVENTS, B, A) == (
        Line(1, "defence", "given"), Line(3, "defence", "kept"), Line(3, "defence", "against its interest"),
        Line(6, "defence", "short"),
    )  # fmt: skip
    assert audit(EVENTS, B, C) == ()


def test_the_reckoning_counts_the_word_put_to_the_test() -> None:
    assert reckoned(audit(EVENTS, A, B)) == Reckoning(1, 0, 1, 1)
    assert reckoned(audit(EVENTS, A, B)).honour == 0
    assert reckoned(audit(EVENTS, B, A)).honour == 1000
    assert reckoned(()).honour == 1000


def test_a_secret_word_and_a_grievance_are_known_to_their_parties_alone() -> None:
    assert audit(EVENTS, C, D, seat=A) == ()
    assert audit(EVENTS, C, D, seat=D) == (Line(8, "defence", "given"),)
    assert Line(6, "defence", "short") not in audit(EVENTS, B, A, seat=D)


def test_a_played_war_is_audited() -> None:
    first, events = play(opened(), *agree(pact("defence", B, C)))
    world = cheque(stage(first, turn=5, mobilised=1), C, "refuse")
    _, more = play(world, Orders(seat=A, declare=(B,)))
    assert [line.deed for line in audit((*events, *more), C, B)] == ["given", "absent"]
    helped = bound(stage(opened(), turn=5, mobilised=1), TreatySpec("defence", (B, C)))
    _, came = play(cheque(helped, C), Orders(seat=A, declare=(B,)))
    assert "kept" in [line.deed for line in audit(came, C, B)]


def test_a_seat_asks_by_code() -> None:
    game = new_game("ring-8", {}, seed=1)
    seat = game.seat(game.world.codes[0])
    assert seat.audit(*game.world.codes[:2]) == ()
    with pytest.raises(BadInput, match="state"):
        seat.audit("QQQ", game.world.codes[0])
