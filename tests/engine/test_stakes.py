"""Entrapment and abandonment: what joining is worth without the word, and who is logged by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegemon.engine import diplomacy
from hegemon.engine.context import Turn
from hegemon.engine.stakes import snyder, stake
from hegemon.world.events import Event
from hegemon.world.orders import Orders
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.treaties import Entry
from tests.worlds import A, B, C, D, begun, bound, cheque, ints, kinds, opened, play, stage

ATTACK = Orders(seat=A, declare=(B,))


def ready(*specs: TreatySpec, **fields: object) -> World:
    return bound(stage(opened(), turn=5, mobilised=1, **fields), *specs)


def hating(world: World, state: int, foe: int, opinion: int) -> World:
    changed = world.opinion.copy()
    changed[state, foe] = opinion
    return stage(world, opinion=changed)


def talked(world: World, *orders: Orders) -> Turn:
    turn = begun(world, *orders)
    diplomacy.phase(turn)
    return turn


def test_a_hated_foe_next_door_is_worth_a_fight_and_a_friend_is_not() -> None:
    world = ready()
    values = [stake(hating(world, C, A, o), C, B, A) for o in (1000, 0, -1000)]
    assert values == sorted(values)
    assert values[0] < 0 < values[-1]


def test_the_stake_is_the_same_before_and_after_joining() -> None:
    world = cheque(ready(TreatySpec("defence", (B, C))), C)
    before = stake(world, C, B, A)
    after = talked(world, ATTACK).world
    assert after.war[C, A]
    assert stake(after, C, B, A) == before


@given(st.integers(-1000, 900), st.integers(1, 100), st.integers(0, 400), st.integers(0, 200))
def test_what_raises_a_stake(opinion: int, colder: int, force: int, more: int) -> None:
    world = hating(ready(), C, A, opinion)
    assert stake(hating(world, C, A, max(-1000, opinion - colder)), C, B, A) >= stake(world, C, B, A)
    front = rule_front(world)
    busy = world.war.copy()
    busy[C, D] = busy[D, C] = 99
    assert stake(stage(world, war=busy), C, B, A) <= stake(world, C, B, A) - front + 1
    armed = world.troops.copy()
    armed[C] = 0
    armed[C, 4] = force
    stronger = armed.copy()
    stronger[C, 4] += more
    assert stake(stage(world, troops=stronger), C, B, A) >= stake(stage(world, troops=armed), C, B, A)


def rule_front(world: World) -> int:
    return world.rules.stakes.front * int(world.power[C]) // 1000


def test_who_joins_against_its_interest_is_entrapped_by_name() -> None:
    world = hating(cheque(ready(TreatySpec("defence", (B, C))), C), C, A, 1000)
    amount = -stake(world, C, B, A)
    assert amount > 0
    turn = talked(world, ATTACK)
    (event,) = [e for e in turn.events if e.kind == "entrapped"]
    assert (event.actor, event.target, event.other, event.amount) == (C, B, A, amount)
    assert Entry("entrapped", "defence", 5, C, B, amount) in turn.world.ledger


def test_who_joins_what_it_wants_anyway_is_not() -> None:
    world = hating(cheque(ready(TreatySpec("defence", (B, C))), C), C, A, -1000)
    turn = talked(world, ATTACK)
    assert ("joined", C, A) in kinds(turn.events)
    assert "entrapped" not in {e.kind for e in turn.events}
    assert not turn.world.ledger


@pytest.mark.parametrize(("kind", "left"), [("defence", True), ("entente", False)])
def test_only_a_duty_left_undone_is_abandonment(kind: str, left: bool) -> None:
    world = cheque(ready(TreatySpec(kind, (B, C))), C, "refuse")
    turn = talked(world, ATTACK)
    assert ("absent", C, B) in kinds(turn.events)
    assert (("abandoned", B, C) in kinds(turn.events)) == left
    assert ([(e.ledger, e.holder, e.about) for e in turn.world.ledger] == [("abandoned", B, C)]) == left


def test_the_ledger_of_a_turn_outlasts_it() -> None:
    world = cheque(ready(TreatySpec("defence", (B, C))), C, "refuse")
    after, _ = play(world, ATTACK)
    assert ("abandoned", B, C) in [(e.ledger, e.holder, e.about) for e in after.ledger]


def test_the_index_of_snyder_counts_entrapped_less_abandoned() -> None:
    def events(**counts: int) -> list[Event]:
        return [Event(kind=k, turn=1, phase="", other=0) for k, n in counts.items() for _ in range(n)]

    assert snyder([]) == 0
    assert snyder(events(joined=3, entrapped=1, absent=1)) == 250
    assert snyder(events(joined=2, absent=2, abandoned=2)) == -500
    assert snyder(events(joined=1, entrapped=1, absent=1, abandoned=1)) == 0


def test_stakes_are_small_so_that_honour_is_sometimes_against_interest() -> None:
    world = ready(power=ints(250_000, 250_000, 250_000, 250_000))
    assert stake(world, C, B, A) < world.rules.kinds["defence"].absent
