"""What a seat may know: nothing hidden shows, whatever it is changed to; the truth lies within the bounds given."""

from __future__ import annotations

from dataclasses import fields
from random import Random

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegemon.engine.shelter import covered
from hegemon.engine.turn import opening, resolve
from hegemon.world.chance import seat_key
from hegemon.world.digest import digest
from hegemon.world.events import KINDS, Event, visible
from hegemon.world.orders import Letter, TreatyTerms
from hegemon.world.relations import access
from hegemon.world.rules import load_rules
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import ARRAYS, World
from hegemon.world.treaties import Call, Entry, Motion, Offer
from hegemon.world.view import View, sight, view_of
from tests.property import chaos
from tests.worlds import A, B, C, D, bound, opened, placed, stage, sworn, warring

seeds = st.integers(0, 1 << 32)
DECLARED = {f.name: f.metadata["known"] for f in fields(World)}


def told(view: View) -> tuple[object, ...]:
    """Return everything that a view says, to compare."""
    arrays = (view.low, view.high, view.seen, view.power_low, view.power_high)
    known = {name: getattr(view.known, name).tolist() for name in ARRAYS}
    return digest(view.known), known, [a.tolist() for a in arrays], view.news, view.seat, view.inbox, view.calls


def with_others(world: World, seat: int, name: str, rng: Random) -> World:
    """Return the world with what is hidden from a seat in one field set to something else."""
    copy = world.fork()
    array = getattr(copy, name)
    for state in range(world.states):
        if state != seat:
            row = array[state]
            array[state] = np.array([rng.randint(0, 9) for _ in range(row.size)]).reshape(row.shape)
    assert (getattr(copy, name) != getattr(world, name)).any()
    return copy.publish()


@pytest.mark.parametrize("name", [name for name in ARRAYS if DECLARED[name] in ("own", "row")])
def test_what_others_keep_to_themselves_does_not_show(name: str) -> None:
    rng = Random(name)
    world = chaos.world(7, states=4)
    for seat in range(4):
        assert told(view_of(with_others(world, seat, name, rng), seat)) == told(view_of(world, seat))
        mine = getattr(view_of(world, seat).known, name)[seat]
        assert mine.tolist() == getattr(world, name)[seat].tolist()


@pytest.mark.parametrize("name", [name for name in ARRAYS if DECLARED[name] == "public"])
def test_what_is_public_is_told_exactly(name: str) -> None:
    world = chaos.world(9, states=4)
    for seat in range(4):
        assert getattr(view_of(world, seat).known, name).tolist() == getattr(world, name).tolist()


def test_there_is_nothing_that_nobody_declared() -> None:
    handled = {"public", "own", "row", "sight", "band", "party", "secret"}
    assert set(DECLARED.values()) <= handled
    assert {n for n, k in DECLARED.items() if k == "secret"} == {"seed"}
    assert {n for n, k in DECLARED.items() if k == "party"} == {"calls", "offers", "ledger", "motions", "refused"}
    assert {n for n, k in DECLARED.items() if k == "sight"} == {"troops"}
    assert {n for n, k in DECLARED.items() if k == "band"} == {"coercion", "power", "recent", "cover"}


def test_who_turned_down_whose_letter_is_known_to_these_two() -> None:
    world = stage(opened(), refused=np.array([[0, 3, 0, 0], [0] * 4, [0, 4, 0, 0], [0] * 4]))
    for seat, knows in ((A, {3}), (B, {3, 4}), (C, {4}), (D, set())):
        assert set(view_of(world, seat).known.refused.ravel().tolist()) - {0} == knows


def test_no_standing_reply_can_be_read_off_anothers_cover() -> None:
    world = opening(bound(opened(), TreatySpec("defence", (B, C))))
    sure = stage(world, treaties=(msgspec.structs.replace(world.treaties[0], replies=("at once", "at once")),))
    sure.cover = covered(sure)
    assert sure.cover[B] > world.cover[B] > 0
    for seat in (A, D):
        assert told(view_of(sure, seat)) == told(view_of(world, seat))
    assert view_of(sure, B).known.cover[B] == sure.cover[B]


def test_calls_offers_and_ledgers_of_others_do_not_show() -> None:
    world = bound(warring(opened(), ((A,), (B,))), TreatySpec("defence", (B, C)))
    number = world.treaties[0].id
    letter = Letter(B, C, TreatyTerms("trade", (B, C)))
    busy = stage(
        world,
        calls=(Call(90, 1, number, B, C, A, 9),),
        offers=(Offer(91, letter),),
        ledger=(Entry("grievance", "war", 1, B, C, 300),),
    )
    for seat in (A, D):
        assert told(view_of(busy, seat)) == told(view_of(world, seat))
    mine = view_of(busy, C)
    assert [c.id for c in mine.calls] == [90]
    assert [o.letter for o in mine.inbox] == [letter]
    assert len(mine.known.ledger) == 1
    caller = view_of(busy, B)
    assert [c.id for c in caller.known.calls] == [90], "who calls knows of its call"
    assert caller.calls == (), "and has none to answer"
    assert caller.known.ledger == busy.ledger
    assert view_of(busy, B).inbox == ()


def test_standing_replies_are_known_to_the_parties_only() -> None:
    world = bound(opened(), TreatySpec("defence", (B, C)))
    cheque = stage(world, treaties=(msgspec.structs.replace(world.treaties[0], replies=("at once", "refuse")),))
    for seat in (A, D):
        assert told(view_of(cheque, seat)) == told(view_of(world, seat))
    for seat in (B, C):
        assert view_of(cheque, seat).known.treaties == cheque.treaties


def test_a_hidden_treaty_does_not_show_to_who_is_no_party() -> None:
    world = sworn(opened(), "defence", B, C, target=A, secret=True)
    bare = stage(world, treaties=())
    leaked = stage(world, treaties=(msgspec.structs.replace(world.treaties[0], leaked=True),))
    for seat in (A, D):
        assert told(view_of(world, seat)) == told(view_of(bare, seat))
        assert view_of(leaked, seat).known.treaties == leaked.treaties
    for seat in (B, C):
        assert view_of(world, seat).known.treaties == world.treaties


def test_motions_do_not_show_to_who_has_no_say() -> None:
    world = sworn(opened(), "trade", C, D)
    motion = Motion(90, -1, A, TreatyTerms("league", (A, B, C)), (B, C), 2)
    moved = stage(world, motions=(motion,))
    assert told(view_of(moved, D)) == told(view_of(world, D))
    for seat in (A, B, C):
        assert view_of(moved, seat).known.motions == (motion,)


@settings(derandomize=True, max_examples=25, deadline=None, database=None)
@given(seeds)
def test_no_secret_shows_in_any_turn(seed: int) -> None:
    rng, world = Random(seed), chaos.world(seed)
    for _ in range(5):
        world, events = resolve(world, chaos.turn_orders(rng, world))
        veiled = [t for t in world.treaties if t.hidden and world.rules.switch.secrecy and not world.over]
        for seat in range(world.states):
            view = view_of(world, seat, events)
            mine = {t.id for t in view.known.treaties}
            assert not [t for t in veiled if seat not in t.parties and t.id in mine]
            assert not [e for e in view.news if e.secret and seat not in (e.actor, e.target)]
            assert all(seat in (m.proposer, *m.voters) for m in view.known.motions)


def test_a_view_carries_its_own_key_and_not_the_games() -> None:
    world = opened()
    keys = [view_of(world, seat).known.seed for seat in range(4)]
    assert keys == [seat_key(world.seed, int(i)) for i in world.scenario.state_ids]
    assert len({*keys, world.seed}) == 5


@settings(derandomize=True, max_examples=40, deadline=None, database=None)
@given(seeds)
def test_the_truth_lies_within_the_bounds(seed: int) -> None:
    rng, world = Random(seed), chaos.world(seed)
    for _ in range(4):
        for seat in range(world.states):
            view = view_of(world, seat)
            assert (view.low <= world.troops).all()
            assert (world.troops <= view.high).all()
            assert (view.low <= view.known.troops).all()
            assert (view.known.troops <= view.high).all()
            assert (view.power_low <= world.power).all()
            assert (world.power <= view.power_high).all()
            assert (view.known.troops[:, view.seen] == world.troops[:, view.seen]).all()
            assert (view.known.troops[seat] == world.troops[seat]).all()
        world, _ = resolve(world, chaos.turn_orders(rng, world))


def test_arms_out_of_sight_are_an_estimate_within_a_quarter() -> None:
    world = placed(opened(), (A, 0, 100), (B, 3, 1000), (B, 2, 1000), (C, 5, 1000), (D, 7, 1000))
    view = view_of(world, A)
    assert view.seen.tolist() == [True, True, True, True, True, False, True, False]
    assert view.known.troops[B].tolist() == [0, 0, 1000, 1000, 0, 0, 0, 0]
    estimates = {int(view_of(stage(world, turn=t), A).known.troops[C, 5]) for t in range(1, 60)}
    assert len(estimates) > 20
    assert min(estimates) >= 750
    assert max(estimates) <= 1250
    assert {int(view_of(world, s).known.troops[D, 7]) for s in (A, B, C)} != {1000}
    guess = int(view.known.troops[C, 5])
    assert abs(int(view.low[C, 5]) - guess * 100 // 125) <= 2  # as close as the error allows
    assert abs(int(view.high[C, 5]) - guess * 100 // 75) <= 3


def test_the_same_position_gives_the_same_estimate() -> None:
    world = opened()
    assert told(view_of(world, A)) == told(view_of(world.fork().publish(), A))


def test_sight_reaches_over_borders_of_land_and_troops_and_friends() -> None:
    world = placed(opened(), (A, 6, 5))
    assert sight(world, A, access(world)).tolist() == [True] * 5 + [False, True, True]
    allied = bound(placed(opened()), TreatySpec("defence", (A, C)))
    assert sight(allied, A, access(allied)).all() == False  # noqa: E712
    assert sight(allied, A, access(allied))[5]


def test_without_fog_or_when_the_game_is_over_all_arms_are_known() -> None:
    clear = stage(opened(), rules=load_rules({"view.fog": 0}))
    over = stage(opened(), over="the end")
    for world in (clear, over):
        view = view_of(world, A)
        assert view.known.troops.tolist() == view.low.tolist() == view.high.tolist() == world.troops.tolist()
        assert view.known.power.tolist() == world.power.tolist()
    assert view_of(over, A).known.effort.tolist() == over.effort.tolist()
    assert view_of(clear, A).known.effort[B].tolist() == [3, 3, 2, 2]


def test_views_are_read_only_and_leave_the_world_alone() -> None:
    world = opened()
    before = digest(world)
    view = view_of(world, A)
    for name in ARRAYS:
        with pytest.raises(ValueError, match="read-only"):
            getattr(view.known, name)[...] = 0
    for array in (view.low, view.high, view.seen, view.power_low, view.power_high):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
    fork = view.known.fork()
    fork.troops[:] = 0
    assert digest(world) == before


def test_news_is_what_the_seat_may_know() -> None:
    events = tuple(
        Event(kind=kind, turn=1, phase="x", actor=B, target=C, other=-1, detail="secret") for kind in KINDS
    )  # fmt: skip
    world = opened()
    for seat in range(4):
        news = view_of(world, seat, events).news
        assert {e.kind for e in news} == {
            kind for kind, k in KINDS.items()
            if k.known == "public" or (k.known == "parties" and seat in (B, C)) or (k.known == "actor" and seat == B)
        }  # fmt: skip
        assert all(visible(e, seat) for e in news)
