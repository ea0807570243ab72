"""Everything that can be done at the keyboard can be done in text: votes, crises, congresses, clauses, sanctions."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from hegemon.game.rounds import round_of
from hegemon.game.session import Game, new_game
from hegemon.tui.plain_ask import InputEnded
from hegemon.tui.plain_turn import Turn
from hegemon.world.events import Event
from hegemon.world.orders import Cap, Proposal, TreatyTerms, Vote
from hegemon.world.relations import cession_price
from hegemon.world.scenario import load_scenario
from hegemon.world.treaties import Call, Congress, Crisis, Motion, Treaty, War

CODES = load_scenario("ring-8").codes


class Talk:
    """A seat's turn in a world that is changed in some fields: takes lines, returns what was printed."""

    def __init__(self, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.patch, self.capsys = patch, capsys
        self.game: Game = new_game("ring-8", {CODES[0]: "human"}, 1)

    def recast(self, news: tuple[Event, ...] = (), **values: object) -> None:
        world = self.game.world.fork()
        for name, value in values.items():
            setattr(world, name, value)
        self.game.round = round_of(self.game.start, world.publish(), news)

    def __call__(self, *lines: str) -> str:
        self.patch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        with pytest.raises(InputEnded):
            Turn(self.game, self.game.seat(CODES[0])).run()
        return self.capsys.readouterr().out

    @property
    def orders(self) -> object:
        return self.game.seat(CODES[0]).draft


@pytest.fixture
def talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Talk:
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path))
    return Talk(monkeypatch, capsys)


def draft(talk: Talk, name: str) -> Any:
    return getattr(talk.orders, name)


def test_a_treaty_has_its_clauses_one_by_one(talk: Talk) -> None:
    out = talk(
        "propose", "1", "defensive", "chained:", "burden:", "3", "delay:", "1", "joint:", "secret:", "renew:", "term:",
        "15", "0", "yes", "orders:",
    )  # fmt: skip
    for clause in ("chained", "3 military blocks", "1 turn of consultation", "no separate peace", "secret", "15 turns"):
        assert clause in out
    assert "Worth to us" in out


def test_a_treaty_of_three_goes_to_the_vote(talk: Talk) -> None:
    out = talk("propose", "1", "league", "party:", "1", "0", "yes", "orders:", "1", "orders:")
    assert "every other party must consent" in out
    assert "put to the vote: a league of" in out
    assert draft(talk, "propose") == ()


def test_a_treaty_in_force_is_amended_by_vote(talk: Talk) -> None:
    pact = Treaty(800, "defence", (0, 2), False, -1, 1, 20, 1, ("ask me", "ask me"))
    talk.recast(treaties=(pact,))
    talk("treaties:", "1", "amend", "burden:", "2", "0", "yes")
    (proposal,) = draft(talk, "propose")
    assert isinstance(proposal, Proposal)
    assert (proposal.treaty, proposal.terms.burden) == (800, 2)
    talk("treaties:", "1", "let", "1", "yes")
    (proposal,) = draft(talk, "propose")
    assert len(proposal.terms.parties) == 3


def test_how_far_we_go_is_sealed_in_our_crisis_and_in_anothers(talk: Talk) -> None:
    talk.recast(crises=(Crisis(900, 0, 1, 0, "tribute", rate=30), Crisis(901, 0, 2, 3, "humble")))
    out = talk("0", "0", "inbox:", "1", "mobilise:", "inbox:", "2", "2", "war:", "orders:")
    assert "Left undone:" in out
    assert "how far do we go?" in out
    assert "(counsel)" in out
    assert "Both at war: it is war" in out
    assert draft(talk, "caps") == (Cap(900, 1, 2), Cap(901, 1, 4))
    talk("inbox:", "1", "0")
    assert draft(talk, "caps") == (Cap(901, 1, 4),)


def test_votes_and_calls_are_answered(talk: Talk) -> None:
    pact = Treaty(800, "defence", (0, 2), False, -1, 1, 20, 1, ("ask me", "ask me"))
    motion = Motion(901, -1, 1, TreatyTerms("league", (1, 0, 2), burden=3), (0, 2), 1)
    talk.recast(treaties=(pact,), motions=(motion,), calls=(Call(903, 1, 800, 2, 0, 3, 2),))
    out = talk("inbox:", "1", "yes", "inbox:", "2", "no", "orders:")
    assert "deliberate until" in out
    assert "Worth to us" in out
    assert draft(talk, "votes") == (Vote(901, False),)
    assert "vote no" in out


def test_bids_at_a_congress_are_written_down(talk: Talk) -> None:
    world = talk.game.world
    places = tuple(np.flatnonzero(world.sovereign == 2).tolist())[:2]
    least = cession_price(world, places[1])
    talk.recast(congresses=(Congress(902, 1, 0, 2, places, ((0, least + 9), (1, 40)), (0, 1)),))
    out = talk("inbox:", "1", "2", str(least + 4), "0", "orders:")
    assert "has a purse of" in out
    assert draft(talk, "claims")[0].bids == ((places[1], least + 4),)
    assert "claim at the congress" in out


def test_a_demand_is_made_with_what_counsel_would_dare(talk: Talk) -> None:
    out = talk("demand", "1", "bow", "yes", "orders:")
    assert "Counsel would go as far as" in out
    assert draft(talk, "demand") is not None
    assert "a public bow" in out


def test_summits_and_sanctions_are_ordered_and_taken_back(talk: Talk) -> None:
    out = talk("summit:", "1", "1", "0", "sanctions:", "1", "orders:", "0", "sanctions:", "1")
    assert "At one table" in out
    assert "lay sanctions on" in out
    assert "Taken back." in out
    assert len(draft(talk, "summit")) == 2


def test_an_order_is_joined_or_refused_with_the_reason(talk: Talk) -> None:
    assert "an order needs" in talk("order:")
    order = Treaty(805, "order", (1,), False, -1, 1, 20, 1, ("ask me",), dues=40, renew=True)
    talk.recast(treaties=(order,))
    out = talk("order:", "1", "orders:")
    assert "dues 4%" in out
    assert draft(talk, "join") == (805,)


def test_a_peace_may_change_a_government_or_call_a_congress(talk: Talk) -> None:
    world = talk.game.world.fork()
    world.war[0, 1] = world.war[1, 0] = 700
    government = world.government.copy()
    government[1] = (government[0] + 1) % 4
    war = War(700, 1, 0, 1, ((0, 0, 1, -1), (1, 1, 1, -1)))
    talk.recast(war=world.war, wars=(war,), government=government)
    out = talk("peace:", "1", "they", "government", "congress:", "0", "no")
    assert "government like the winner's" in out
    assert "its government for one like that of" in out


def test_the_summary_says_what_carries_us_and_telegrams_how_a_war_spread(talk: Talk) -> None:
    sanction = talk.game.world.sanction.copy()
    sanction[2, 0] = 1
    news = (
        Event("declared", 1, "diplomacy", actor=3, target=1),
        Event("joined", 1, "diplomacy", actor=2, target=3, other=1, detail="defence"),
    )
    talk.recast(news, sanction=sanction)
    out = talk()
    assert "Government:" in out
    assert "Sanctions on us by" in out
    assert "polarised" in out
    assert "stands by" in out
