"""Calls: who comes, who is drawn in, how wars grow, and how long allies talk first."""

from __future__ import annotations

import msgspec

from hegemon.counsel.promises import chance
from hegemon.world.orders import Answer, Orders
from hegemon.world.promises import consultation
from hegemon.world.rules import Rules
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.view import view_of
from tests.concepts import lab
from tests.worlds import bound, cheque, kinds, opened, pinned, placed, play, stage

A, B, C, D = range(4)
House = dict[str, int]


def _ready(rules: Rules, *specs: TreatySpec) -> World:
    world = bound(opened(rules=rules), *specs)
    return stage(world, turn=3, mobilised=1)


def test_support_may_fail_and_who_is_left_alone_remembers(house: House) -> None:
    world = _ready(pinned(house), TreatySpec("defence", (B, C)))
    attacked, _ = play(world, Orders(seat=A, declare=(B,)))
    forecast = [_expected(cheque(world, C, reply)) for reply in ("refuse", "ask me", "at once")]
    assert forecast[0] < forecast[1] < forecast[2], "and what is to be expected can be asked"
    assert _expected(stage(world, reliability=100)) < forecast[1]
    call = attacked.calls[0]
    came, _ = play(attacked, Orders(seat=C, answers=(Answer(call.id, True),)))
    stayed, events = play(attacked, Orders(seat=C, answers=(Answer(call.id, False),)))
    assert came.war[C, A]
    assert not stayed.war[C, A], "coming is a choice"
    assert ("abandoned", B, C) in kinds(events)
    assert stayed.reliability[B, C] < world.reliability[B, C] < came.reliability[B, C]


def _expected(world: World) -> int:
    """Return the chance that B gives C's coming to its help against A, per mille."""
    view = view_of(world, B)
    return chance(view, view.known.treaties[0], C, A)


def test_a_given_word_draws_into_a_war_without_a_stake(house: House) -> None:
    world = placed(_ready(pinned(house), TreatySpec("defence", (B, C))), (A, 1, 300), (B, 2, 5), (C, 4, 20), (D, 6, 20))
    world = stage(cheque(world, C), opinion=0)
    after, events = play(world, Orders(seat=A, declare=(B,)))
    assert after.war[C, A]
    entrapped = [e for e in events if e.kind == "entrapped"]
    assert [(e.actor, e.target, e.other) for e in entrapped] == [(C, B, A)]
    assert [(e.holder, e.about) for e in after.ledger if e.ledger == "entrapped"] == [(C, B)]
    left, _ = play(cheque(world, C, "refuse"), Orders(seat=A, declare=(B,)))
    assert left.reliability[B, C] < world.reliability[B, C], "it is the word that draws it in: absence has a price"


def test_chains_make_a_local_war_general(house: House) -> None:
    specs = TreatySpec("defence", (B, C), chained=True), TreatySpec("defence", (A, D), chained=True)
    world = _ready(pinned(house), *specs)
    for state in (B, C, D):
        world = cheque(world, state)
    general, _ = play(world, Orders(seat=A, declare=(B,)))
    assert (general.war > 0).any(axis=1).all(), "the helper's joining calls the attacker's own ally"
    plain = tuple(msgspec.structs.replace(t, chained=False) for t in world.treaties)
    direct, _ = play(stage(world, treaties=plain), Orders(seat=A, declare=(B,)))
    assert (direct.war > 0).any(axis=1).tolist() == [True, True, True, False], "a direct duty stops at the helper"
    local, _ = play(_ready(pinned(house)), Orders(seat=A, declare=(B,)))
    assert (local.war[A] > 0).sum() == 1


def test_the_more_allies_the_longer_they_deliberate(house: House) -> None:
    world = _ready(pinned(house), TreatySpec("league", (B, C)))
    two = world.treaties[0]
    assert consultation(world, two) == 0
    calm = stage(lab.start(house), opinion=0)
    members = [tuple(range(count)) for count in range(2, 9)]
    leagues = [msgspec.structs.replace(two, parties=who, replies=("ask me",) * len(who)) for who in members]
    lags = [consultation(calm, league) for league in leagues]
    assert lags == sorted(lags)
    assert lags[-1] > lags[0], "the more, the longer"
    many = msgspec.structs.replace(two, parties=(B, C, D), replies=("at once",) * 3)
    quarrelling = stage(world, opinion=0).fork()
    quarrelling.opinion[B, C], quarrelling.opinion[C, B] = 900, -900
    slow = consultation(quarrelling, many)
    assert slow > 0, "who disagrees talks longer"
    joint = stage(cheque(world, C), opinion=quarrelling.opinion)
    first, _ = play(joint, Orders(seat=A, declare=(B,)))
    assert not first.war[C, A], "help promised at once waits for the council"
    second, _ = play(first)
    assert second.war[C, A]


def test_treaties_alone_begin_no_war_and_make_one_larger(house: House) -> None:
    specs = [TreatySpec(kind, pair, chained=True) for kind in ("defence", "trade") for pair in ((A, D), (B, C))]
    tied = _ready(pinned(house), *specs)
    quiet = tied
    for _ in range(5):
        quiet, events = play(quiet)
        assert not quiet.war.any()
    assert not [e for e in events if e.kind == "declared"]
    for state in (A, B, C, D):
        tied = cheque(tied, state)
    sizes = []
    for world in (_ready(pinned(house)), tied):
        fought, _ = play(world, Orders(seat=A, declare=(B,)))
        sizes.append(int((fought.war > 0).any(axis=1).sum()))
    assert sizes == [2, 4]
