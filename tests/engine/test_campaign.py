"""Staged battles: what stands where decides exactly; the roll is fixed at 100 unless the roll is the point."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import numpy as np
import pytest

from hegemon.engine import campaign
from hegemon.engine.context import Turn
from hegemon.world.orders import Move, Orders
from hegemon.world.rules import Rules, load_rules
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from tests.worlds import (
    BORDERS,
    HOME,
    OWNER,
    A,
    B,
    C,
    D,
    begun,
    bound,
    build,
    cheque,
    geography,
    ints,
    kinds,
    marching,
    opened,
    placed,
    play,
    stage,
    steady,
    tiny,
    warring,
)

RULES = steady()


def field(
    *stacks: tuple[int, int, int], rules: Rules = RULES, naval: tuple[int, ...] = (10,) * 4, **changes: object
) -> World:
    """A at war with B, everybody mobilised, exactly these troops."""
    scenario = tiny(naval=ints(*naval), **changes)
    return placed(warring(opened(scenario, rules=rules), ((A,), (B,))), *stacks)


def fought(world: World, *orders: Orders) -> Turn:
    """Run only the campaign."""
    turn = begun(world, *orders)
    assert all(turn.orders[o.seat] == o for o in orders), "an order of the test is unlawful"
    campaign.phase(turn)
    return turn


@pytest.mark.parametrize(
    ("attack", "mine", "theirs"),
    [
        # 40 defend on the plain: 4000 x 125; frontage 60
        (40, 32, 33),  # ratio 80: attacker -20% (8), defender 20 x 80/100 = 16% (7)
        (60, 48, 33),  # ratio 120: attacker 12, defender 20 x 100/120 = 17% (7)
    ],
)
def test_under_125_is_repulsed(attack: int, mine: int, theirs: int) -> None:
    turn = fought(field((A, 1, attack), (B, 2, 40)), marching(A, ((1, 2), attack)))
    world = turn.world
    assert kinds(turn.events) == [("repulsed", A, B)]
    assert world.occupier[2] == -1
    assert world.troops[A, 1] == mine
    assert world.troops[A, 2] == 0
    assert world.troops[B, 2] == theirs


def test_from_125_defenders_retreat_and_lose_a_fifth() -> None:
    # 50 x 100 against 32 x 125 is exactly 125
    turn = fought(field((A, 1, 50), (B, 2, 32)), marching(A, ((1, 2), 50)))
    world = turn.world
    assert kinds(turn.events) == [("captured", A, B)]
    assert world.occupier[2] == A
    assert world.sovereign[2] == B
    assert world.troops[A, 2] == 50 - 8  # 20 x 100/125 = 16%
    assert world.troops[B, 2] == 0
    assert world.troops[B, 3] == 32 - 7  # 20%, rounded up
    assert turn.losses == {A: 8, B: 7}
    assert world.inflicted[A, B] == 7
    assert world.inflicted[B, A] == 8


def test_one_point_less_than_125_does_not_take_it() -> None:
    turn = fought(field((A, 1, 49), (B, 2, 32)), marching(A, ((1, 2), 49)))
    assert turn.world.occupier[2] == -1
    assert kinds(turn.events) == [("repulsed", A, B)]


def test_from_200_is_a_rout() -> None:
    # 60 x 100 against 24 x 125 is exactly 200
    turn = fought(field((A, 1, 60), (B, 2, 24)), marching(A, ((1, 2), 60)))
    world = turn.world
    assert world.troops[B, 3] == 24 - 10  # 40%
    assert world.troops[A, 2] == 60 - 6  # 20 x 100/200 = 10%
    almost = fought(field((A, 1, 59), (B, 2, 24)), marching(A, ((1, 2), 59)))
    assert almost.world.troops[B, 3] == 24 - 5  # 20%


def test_the_roll_can_turn_a_battle_either_way() -> None:
    stacks = ((A, 1, 50), (B, 2, 32))
    low = fought(field(*stacks, rules=steady(roll=90)), marching(A, ((1, 2), 50)))
    assert low.world.occupier[2] == -1
    seen = set()
    for seed in range(40):
        world = placed(warring(opened(seed=seed), ((A,), (B,))), (A, 1, 54), (B, 2, 34))
        turn = fought(world, marching(A, ((1, 2), 54)))
        value = turn.events[-1].amount
        assert 54 * 10_000 * 90 // (34 * 125 * 100) <= value <= 54 * 10_000 * 110 // (34 * 125 * 100)
        seen.add(int(turn.world.occupier[2]))
    assert seen == {-1, A}


def test_frontage_open_and_thin() -> None:
    # 100 over an open border count 80: against 51 that is 125; over a thin one they count 65
    turn = fought(field((A, 1, 100), (B, 2, 51)), marching(A, ((1, 2), 100)))
    assert turn.events[-1].amount == 8000 * 100 // (51 * 125)
    thin = opened(rules=RULES)
    thin = placed(warring(thin, ((C,), (B,))), (C, 4, 100), (B, 2, 51))
    turn = fought(thin, marching(C, ((4, 2), 100)))
    assert turn.events[-1].amount == 6500 * 100 // (51 * 125)
    assert turn.world.occupier[2] == -1


def test_a_second_border_with_a_corps_adds_a_tenth() -> None:
    world = field((A, 1, 30), (A, 6, 30), (B, 2, 40))
    world = stage(bound(world, TreatySpec("entente", (A, D))))
    both = fought(world, marching(A, ((1, 2), 30), ((6, 2), 30)))
    assert both.events[-1].amount == 60 * 100 * 110 * 100 // (40 * 100 * 125)
    few = fought(world, marching(A, ((1, 2), 30), ((6, 2), 9)))
    assert few.events[-1].amount == 39 * 100 * 100 * 100 // (40 * 100 * 125)


@pytest.mark.parametrize(("terrain", "fort", "held"), [(0, 0, 125), (1, 0, 156), (2, 0, 188), (0, 2, 175), (2, 3, 263)])
def test_ground_and_forts_hold(terrain: int, fort: int, held: int) -> None:
    terrains, forts = np.zeros(8, np.int64), np.zeros(8, np.int64)
    terrains[2], forts[2] = terrain, fort
    turn = fought(field((A, 1, 60), (B, 2, 40), terrain=terrains, fort=forts), marching(A, ((1, 2), 60)))
    assert turn.events[-1].amount == 6000 * 100 // (40 * held)


def test_capture_ruins_land_and_breaks_a_fort_level() -> None:
    forts = np.zeros(8, np.int64)
    forts[2] = 2
    turn = fought(field((A, 1, 60), fort=forts), marching(A, ((1, 2), 60)))
    assert kinds(turn.events) == [("walked in", A, B)]
    assert turn.world.infrastructure[2] == 350
    assert turn.world.fort[2] == 1
    assert turn.world.troops[A, 2] == 60


def test_friends_next_door_lend_a_third_up_to_the_force_supported() -> None:
    alone = fought(field((A, 1, 60), (B, 2, 30)), marching(A, ((1, 2), 60))).events[-1].amount
    lent = fought(field((A, 1, 60), (B, 2, 30), (B, 3, 60)), marching(A, ((1, 2), 60))).events[-1].amount
    capped = fought(field((A, 1, 60), (B, 2, 30), (B, 3, 300)), marching(A, ((1, 2), 60))).events[-1].amount
    assert alone == 6000 * 100 // (30 * 125)
    assert lent == 6000 * 100 // ((30 + 20) * 125)
    assert capped == 6000 * 100 // ((30 + 30) * 125)


def test_support_is_split_over_battles_and_ends_when_the_friend_is_attacked() -> None:
    borders = (*BORDERS, (4, 3, 1), (2, 5, 1))
    scenario = build(geography(8, borders), (A, A, B, B, C, B, D, D), (0, 3, 4, 7))
    world = warring(opened(scenario, rules=RULES), ((A, C), (B,)))
    stacks = ((A, 1, 60), (C, 4, 60), (B, 2, 30), (B, 5, 30), (B, 3, 60))
    world = placed(world, *stacks)
    # 3 borders on 2 (and not on 5), so 2 has all of the 20
    both = fought(world, marching(A, ((1, 2), 60)), marching(C, ((4, 5), 60)))
    values = {e.place: e.amount for e in both.events}
    assert values[2] == 6000 * 100 // ((30 + 20) * 125)
    assert values[5] == 6000 * 100 // (30 * 125)
    hit = fought(world, marching(A, ((1, 2), 60)), marching(C, ((4, 3), 60)))
    values = {e.place: e.amount for e in hit.events}
    assert values[2] == 6000 * 100 // ((30 + 10) * 125)  # 5 lends its ten, 3 has its own battle


def test_support_between_two_battles_next_door_is_halved() -> None:
    borders = (*(b for b in BORDERS if b[:2] != (2, 4)), (3, 4, 1), (2, 5, 1))
    scenario = build(geography(8, borders), (A, A, B, B, B, C, D, D), (0, 3, 5, 7))
    world = warring(opened(scenario, rules=RULES), ((A,), (B,)))
    world = placed(world, (A, 1, 120), (B, 2, 30), (B, 4, 30), (B, 3, 60))
    turn = fought(world, marching(A, ((1, 2), 60), ((1, 4), 60)))
    values = {e.place: e.amount for e in turn.events}
    assert values == {2: 6000 * 100 // ((30 + 10) * 125), 4: 6000 * 100 // ((30 + 10) * 125)}


def test_unready_attackers_count_forty_and_this_turns_order_seventy_in_defence() -> None:
    world = field((A, 1, 60), (B, 2, 40))
    cold = fought(stage(world, mobilised=0), marching(A, ((1, 2), 60)))
    assert cold.events[-1].amount == 60 * 40 * 100 // (40 * 40 * 125 // 100)
    mixed = world.fork()
    mixed.mobilised[:] = ints(mixed.turn, mixed.turn, 1, 1)
    turn = fought(mixed.publish(), marching(A, ((1, 2), 60)))
    assert turn.events[-1].amount == 2400 * 100 * 100 // (2800 * 125)


def test_quality_multiplies_strength() -> None:
    world = stage(field((A, 1, 50), (B, 2, 40)), quality=ints(15_000, 10_000, 10_000, 10_000))
    turn = fought(world, marching(A, ((1, 2), 50)))
    assert turn.events[-1].amount == 7500 * 100 // (40 * 125)
    assert turn.world.occupier[2] == A


def test_opposing_movers_clash_and_both_go_home_when_nearly_equal() -> None:
    turn = fought(field((A, 1, 60), (B, 2, 50)), marching(A, ((1, 2), 60)), marching(B, ((2, 1), 50)))
    assert [e.kind for e in turn.events] == ["clash"]
    assert turn.world.troops[A, 1] == 60
    assert turn.world.troops[B, 2] == 50
    assert not turn.losses


def test_the_winner_of_a_clash_goes_on_with_its_survivors() -> None:
    turn = fought(field((A, 1, 60), (B, 2, 40)), marching(A, ((1, 2), 60)), marching(B, ((2, 1), 40)))
    kinds_ = [e.kind for e in turn.events]
    assert kinds_[0] == "clash"
    assert kinds_[1] in ("captured", "repulsed")
    # ratio 150: the loser goes home with 32, the winner (13% of 60 = 8) attacks them with 52
    assert turn.events[0].actor == A
    assert turn.events[1].amount == 5200 * 100 // (32 * 125)


def test_marchers_who_miss_each_other_do_not_clash_and_the_beaten_find_their_base_taken() -> None:
    world = field((A, 1, 60), (B, 2, 60), (B, 6, 60))
    world = bound(world, TreatySpec("entente", (B, D)))
    turn = fought(world, marching(A, ((1, 2), 60)), marching(B, ((6, 1), 60)))
    assert "clash" not in [e.kind for e in turn.events]
    assert sorted((e.kind, e.place) for e in turn.events) == [("repulsed", 2), ("walked in", 1)]
    assert turn.world.occupier[1] == B
    assert turn.world.troops[A, 0] == 48  # 1 is lost behind it, home is next to 1


def test_landings_need_sea_power_and_count_half() -> None:
    landed = fought(field((A, 0, 30), (B, 3, 5), naval=(90, 10, 10, 10)), marching(A, ((0, 3), 30)))
    assert landed.events[-1].amount == 30 * 100 * 50 // 100 * 100 // (5 * 125)
    assert landed.world.occupier[3] == A
    stopped = fought(field((A, 0, 30), (B, 3, 30)), marching(A, ((0, 3), 30)))  # equal sea power is not enough
    assert kinds(stopped.events) == [("dropped", A, -1)]
    assert stopped.world.troops[A, 0] == 30
    assert stopped.world.occupier[3] == -1


def test_no_more_than_thirty_land_over_a_crossing() -> None:
    world = field((A, 0, 60), (B, 3, 5), naval=(90, 10, 10, 10))
    turn = begun(world, marching(A, ((0, 3), 31)))
    assert turn.orders[A].moves == ()
    turn = begun(world, marching(A, ((0, 3), 20), ((0, 3), 11)))
    assert turn.orders[A].moves == (Move((0, 3), 20),)


def test_a_defender_retreats_to_its_largest_stack_next_door() -> None:
    scenario = build(geography(8, (*BORDERS, (2, 5, 1))), (A, A, B, B, C, B, D, D), (0, 3, 4, 7))
    world = placed(warring(opened(scenario, rules=RULES), ((A,), (B,))), (A, 1, 300), (B, 2, 30), (B, 3, 6), (B, 5, 9))
    turn = fought(world, marching(A, ((1, 2), 300)))
    assert turn.world.occupier[2] == A
    assert turn.world.troops[B, 5] == 9 + 30 - 12
    assert turn.world.troops[B, 3] == 6


def test_with_nowhere_to_go_the_beaten_surrender() -> None:
    # 3, the only way back, is attacked too
    scenario = tiny(naval=ints(90, 1, 1, 1))
    world = placed(warring(opened(scenario, rules=RULES), ((A,), (B,))), (A, 1, 60), (A, 0, 30), (B, 2, 20))
    turn = fought(world, marching(A, ((1, 2), 60), ((0, 3), 30)))
    surrendered = [e for e in turn.events if e.kind == "surrender"]
    assert [(e.actor, e.place, e.amount) for e in surrendered] == [(B, 2, 12)]
    assert turn.world.troops[B].sum() == 0
    assert turn.losses[B] == 20
    assert turn.world.inflicted[A, B] == 20


def test_three_hostile_sides_all_go_home_unless_one_beats_the_rest() -> None:
    world = warring(opened(rules=RULES), ((A,), (B,)), ((D,), (B,)), ((A,), (D,)))
    even = placed(world, (A, 1, 60), (D, 6, 60), (B, 2, 10))
    turn = fought(even, marching(A, ((1, 2), 60)), marching(D, ((6, 2), 60)))
    assert [e.kind for e in turn.events] == ["standoff"]
    assert turn.world.occupier[2] == -1
    assert turn.world.troops[A, 1] == turn.world.troops[D, 6] == 48
    uneven = placed(world, (A, 1, 60), (D, 6, 10), (B, 2, 10))
    turn = fought(uneven, marching(A, ((1, 2), 60)), marching(D, ((6, 2), 10)))
    # 6000 against 1000 x 125% and D's 1000
    assert turn.world.occupier[2] == A
    assert turn.events[-1].amount == 6000 * 100 // (1000 * 125 // 100 + 1000)


def test_allied_attackers_fight_as_one_and_the_larger_occupies() -> None:
    world = warring(opened(rules=RULES), ((A, D), (B,)))
    world = placed(world, (A, 1, 30), (D, 6, 40), (B, 2, 40))
    turn = fought(world, marching(A, ((1, 2), 30)), marching(D, ((6, 2), 40)))
    assert turn.events[-1].amount == 7000 * 110 // (40 * 125)
    assert turn.world.occupier[2] == D
    assert turn.world.troops[A, 2] > 0


def test_cut_off_forces_count_a_quarter() -> None:
    # B stands on D's land, and A between it and home; A itself is one step out
    world = warring(opened(rules=RULES), ((A,), (B,)))
    world = stage(world, occupier=ints(-1, -1, A, -1, -1, -1, -1, -1))
    world = bound(world, TreatySpec("entente", (B, D)))
    world = placed(world, (A, 0, 60), (A, 2, 20), (B, 6, 40))
    turn = begun(world, marching(B, ((6, 2), 40)))
    campaign.phase(turn)
    assert turn.events[-1].amount == 40 * 25 * 100 // (20 * 75 * 125 // 100)


def test_liberating_for_an_ally_gives_it_back() -> None:
    world = warring(opened(rules=RULES), ((A,), (B, C)))
    world = stage(world, occupier=ints(-1, -1, A, -1, -1, -1, -1, -1))
    world = placed(world, (C, 4, 60), (A, 2, 10))
    turn = fought(world, marching(C, ((4, 2), 60)))
    assert turn.world.occupier[2] == -1
    assert ("freed", C, B) in kinds(turn.events)
    assert turn.world.infrastructure[2] == 500


def test_nothing_is_held_without_the_switch() -> None:
    rules = steady({"switch.occupation": 0})
    stacks, order = ((A, 1, 100), (B, 3, 20)), marching(A, ((1, 2), 100))
    assert fought(field(*stacks), order).world.occupier[2] == A
    turn = fought(field(*stacks, rules=rules), order)
    assert (turn.world.occupier == -1).all()
    assert ("rising", A, B) in kinds(turn.events)


def test_a_thin_garrison_loses_the_land_again() -> None:
    world = stage(warring(opened(rules=RULES), ((A,), (B,))), occupier=ints(-1, -1, A, A, -1, -1, -1, -1))
    world = placed(world, (A, 2, 1), (A, 3, 2))
    turn = fought(world)
    assert turn.world.occupier.tolist() == [-1, -1, -1, A, -1, -1, -1, -1]
    assert kinds(turn.events) == [("rising", A, B)]


def test_an_allys_troops_hold_occupied_land_too() -> None:
    world = stage(warring(opened(rules=RULES), ((A, D), (B,))), occupier=ints(-1, -1, A, -1, -1, -1, -1, -1))
    turn = fought(placed(world, (D, 2, 5)))
    assert turn.world.occupier[2] == A


def test_men_move_once_and_reinforce_before_the_battle() -> None:
    world = field((A, 1, 60), (B, 3, 60))
    turn = fought(world, marching(A, ((1, 2), 60)), marching(B, ((3, 2), 60)))
    assert turn.events[-1].amount == 6000 * 100 // (60 * 125)
    assert begun(world, marching(B, ((3, 2), 60), ((2, 6), 60))).orders[B].moves == (Move((3, 2), 60),)


def test_troops_without_access_go_to_the_nearest_land_that_has_them() -> None:
    world = placed(opened(rules=RULES), (A, 2, 10), (A, 7, 5), (B, 3, 4))
    turn = fought(world)
    assert turn.world.troops[A].tolist() == [0, 15, 0, 0, 0, 0, 0, 0]
    assert turn.world.army.sum() == 19


def test_troops_with_nowhere_to_go_surrender_and_are_booked() -> None:
    scenario = build(geography(8, BORDERS), OWNER, HOME)
    world = opened(scenario, rules=RULES)
    world = stage(world, occupier=ints(B, B, -1, -1, -1, -1, -1, -1))
    world = placed(world, (A, 6, 10), (B, 0, 5), (B, 1, 5))
    turn = fought(world)
    assert turn.world.troops[A].sum() == 0
    assert turn.losses.get(A, 0) == 10


def test_the_attacker_pays_for_what_it_beat_beside_the_defender() -> None:
    world = warring(opened(rules=RULES), ((A,), (B,)), ((D,), (B,)), ((A,), (D,)))
    world = placed(world, (A, 1, 60), (D, 6, 10))
    turn = fought(world, marching(A, ((1, 2), 60)), marching(D, ((6, 2), 10)))
    assert turn.world.occupier[2] == A
    assert turn.losses[D] == 4  # routed: 40%
    assert turn.losses[A] > 0
    assert turn.world.troops[D, 6] == 6


def test_command_limits_attacks_but_not_marches() -> None:
    small = msgspec.structs.replace(RULES, war=msgspec.structs.replace(RULES.war, great_land=1000))
    world = warring(opened(rules=small), ((A,), (B, C, D)))
    world = placed(world, (A, 1, 60), (A, 0, 10))
    three = marching(A, ((1, 2), 10), ((1, 4), 10), ((1, 6), 10), ((0, 1), 10))
    assert begun(world, three).orders[A].moves == (three.moves[0], three.moves[1], three.moves[3])
    again = marching(A, ((1, 2), 10), ((1, 4), 10), ((1, 2), 5))
    assert begun(world, again).orders[A].moves == again.moves
    administered = stage(world, focus=ints(7, 0, 0, 0))
    assert begun(administered, three).orders[A].moves == three.moves
    great = placed(warring(opened(tiny(great=np.array([True, False, False, False])), rules=small), ((A,), (B, C, D))),
                   (A, 1, 60), (A, 0, 10))  # fmt: skip
    assert begun(great, three).orders[A].moves == three.moves


def test_a_march_that_phase_one_closed_is_dropped_with_a_word() -> None:
    world = bound(placed(opened(rules=RULES), (A, 1, 20)), TreatySpec("entente", (A, B)))
    number = world.treaties[0].id
    after, events = play(world, marching(A, ((1, 2), 20)), Orders(seat=B, breach=(number,)))
    assert ("dropped", A, -1) in kinds(events)
    assert events[-1].detail == "closed"
    assert after.troops[A, 2] == 0


def test_a_march_to_a_friend_who_turned_enemy_attacks_nobody() -> None:
    """It was never counted among the attacks or the landings, so it would escape both limits."""
    small = msgspec.structs.replace(RULES, war=msgspec.structs.replace(RULES.war, great_land=1000))
    world = bound(warring(opened(rules=small), ((A,), (C, D))), TreatySpec("entente", (A, B)))
    world = placed(world, (A, 0, 90), (A, 1, 60))
    orders = marching(A, ((1, 4), 20), ((1, 6), 20), ((1, 2), 20), ((0, 3), 90))
    assert begun(world, orders).orders[A].moves == orders.moves
    after, events = play(world, orders, Orders(seat=B, declare=(A,)))
    assert after.war[A, B]
    assert [e.place for e in events if e.kind == "dropped" and e.detail == "closed"] == [2, 3]
    assert {e.place for e in events if e.kind in ("captured", "walked in")} == {4, 6}


def test_a_march_of_men_who_melted_away_says_so() -> None:
    world = field((A, 1, 20), (B, 2, 5))
    turn = begun(world, marching(A, ((1, 2), 20)))
    turn.world.troops[A, 1] = 0
    campaign.phase(turn)
    assert turn.events[0].detail == "spent"
    assert turn.world.troops[A].sum() == 0


def test_three_steps_through_an_allys_land_into_hostile_land() -> None:
    world = bound(warring(opened(rules=RULES), ((A,), (B,))), TreatySpec("entente", (A, D)))
    world = placed(world, (A, 0, 20), (B, 3, 3))
    turn = fought(world, marching(A, ((0, 1, 6, 2), 20)))
    assert turn.world.occupier[2] == A
    assert begun(world, marching(A, ((0, 1, 2, 3), 20))).orders[A].moves == ()


def test_the_same_battle_in_any_order_of_orders() -> None:
    world = warring(opened(), ((A, D), (B, C)))
    orders = [
        marching(A, ((1, 2), 40)), marching(D, ((6, 2), 30)), marching(B, ((2, 1), 20), ((3, 2), 30)),
        marching(C, ((4, 6), 30)),
    ]  # fmt: skip
    results = []
    for rotation in range(4):
        given = orders[rotation:] + orders[:rotation]
        after, _ = play(cheque(world, A), *given)
        results.append(after.troops.tolist())
    assert all(r == results[0] for r in results)


def test_rules_can_be_replaced_whole() -> None:
    assert replace(tiny(), house={"war.roll": 3}).house == {"war.roll": 3}
    assert load_rules({"war.frontage": 80}).war.frontage == 80
