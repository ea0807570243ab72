"""Peace, staged: what may be asked, what it costs, what it leaves behind; and what happens without it."""

from __future__ import annotations

import msgspec
import numpy as np

from hegemon.engine import diplomacy, economy
from hegemon.engine.context import Turn
from hegemon.world.legality_crisis import demand_fault
from hegemon.world.legality_diplomacy import peace_fault, peace_price
from hegemon.world.orders import Demand, Orders, PeaceTerms, Ticket
from hegemon.world.relations import access, attack_price, cession_price, war_score
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.treaties import Payment
from tests.worlds import A, B, C, D, agree, begun, bound, ints, kinds, opened, peace, placed, play, stage, tiny, warring


def won(occupied: tuple[int, ...] = (2, 3), **changes: object) -> World:
    """A at war with B and holding some of its land."""
    world = warring(opened(tiny(**changes)), ((A,), (B,)))
    occupier = np.full(8, -1)
    occupier[list(occupied)] = A
    stacks = [(A, p, 40) for p in occupied] + [(A, 1, 40), (B, 3, 30), (C, 4, 30), (D, 6, 30)]
    return placed(stage(world, occupier=occupier), *[s for s in stacks if s[0] != B or 3 not in occupied])


def made(world: World, terms: PeaceTerms) -> Turn:
    letter = peace(terms.winner, terms.loser, terms.winner, terms.loser)
    turn = begun(world, *agree(msgspec.structs.replace(letter, terms=terms)))
    diplomacy.phase(turn)
    return turn


def test_score_is_what_is_held_and_destroyed() -> None:
    plain = warring(opened(), ((A,), (B,)))
    least = plain.rules.peace.score_least
    assert war_score(plain, A, B) == war_score(plain, B, A) == least
    assert war_score(won((2,)), A, B) == least + 50
    assert war_score(won(), A, B) == least + 100
    assert war_score(won(), B, A) == least
    hurt = stage(plain, inflicted=np.array([[0, 30, 0, 0], [10, 0, 0, 0], [0] * 4, [0] * 4]))
    assert war_score(hurt, A, B) > least
    assert war_score(hurt, B, A) == least


def test_land_held_by_a_friend_counts_and_by_a_stranger_does_not() -> None:
    world = stage(warring(opened(), ((A, C), (B,))), occupier=ints(-1, -1, C, -1, -1, -1, -1, -1))
    assert war_score(world, A, B) == world.rules.peace.score_least + 50
    world = stage(warring(opened(), ((A,), (B,)), ((C,), (B,))), occupier=ints(-1, -1, C, -1, -1, -1, -1, -1))
    assert war_score(world, A, B) == world.rules.peace.score_least


def test_what_another_enemy_has_taken_is_not_ceded_behind_its_back() -> None:
    """A jackal or a stooge would free it by a peace of its own."""
    taken = ints(-1, -1, C, A, -1, -1, -1, -1)
    apart = stage(warring(opened(), ((A,), (B,)), ((C,), (B,))), occupier=taken)
    assert "CCC holds" in peace_fault(apart, PeaceTerms(A, B, cede=(2,)))
    assert peace_fault(apart, PeaceTerms(A, B, cede=(3,))) == ""
    together = stage(warring(opened(), ((A, C), (B,))), occupier=taken)
    assert "CCC holds" in peace_fault(together, PeaceTerms(A, B, cede=(2,)))
    assert peace_fault(together, PeaceTerms(A, B, cede=(2,), congress=True)) == ""
    also = stage(warring(opened(), ((A, D), (B,)), ((C,), (B,))), occupier=taken)
    assert "CCC holds" in peace_fault(also, PeaceTerms(A, B, cede=(2,), congress=True))


def test_a_truce_with_another_stands_whatever_the_peace_or_the_demand() -> None:
    world = bound(won(), TreatySpec("nonaggression", (B, C)))
    pact = world.treaties[0]
    truce = stage(world, treaties=(msgspec.structs.replace(pact, double=True),))
    asked = PeaceTerms(A, B, break_pacts=(pact.id,))
    assert peace_fault(world, asked) == ""
    assert "only its own treaties" in peace_fault(truce, asked)
    demand = Demand(B, "break", treaty=pact.id)
    assert demand_fault(stage(world, war=0), A, demand) == ""
    assert "only a treaty of its own" in demand_fault(stage(truce, war=0), A, demand)


def test_terms_cost_at_most_the_score() -> None:
    world = won((2,))
    score = war_score(world, A, B)
    assert cession_price(world, 2) == 30
    cheap = PeaceTerms(A, B, cede=(2,))
    dear = PeaceTerms(A, B, cede=(2,), reparations=100, demilitarise=True)
    assert peace_price(world, cheap) == 30 <= score
    assert peace_price(world, dear) == 30 + 20 + 20 > score
    assert peace_fault(world, cheap) == ""
    assert f"cost 70, the war has earned AAA {score}" in peace_fault(world, dear)
    assert peace_fault(world, PeaceTerms(A, B)) == ""
    assert made(world, dear).world.war[A, B]


def test_richer_land_costs_more() -> None:
    rich = won((2,), grain=ints(100, 100, 400, 100, 100, 100, 100, 100))
    assert cession_price(rich, 2) > cession_price(rich, 3)
    assert cession_price(stage(rich), 3) >= 10


def test_a_third_at_most_at_least_one_never_the_last() -> None:
    world = won()
    assert "at most 1" in peace_fault(world, PeaceTerms(A, B, cede=(2, 3)))
    assert "at most 1" in peace_fault(world, PeaceTerms(A, B, cede=(2, 2)))
    lone = stage(world, sovereign=ints(A, A, A, B, C, C, D, D), occupier=-1)
    assert "at most 0" in peace_fault(lone, PeaceTerms(A, B, cede=(3,)))
    wide = stage(world, sovereign=ints(A, A, B, B, B, B, B, B), occupier=ints(-1, -1, A, A, A, A, -1, -1))
    assert peace_fault(wide, PeaceTerms(A, B, cede=(2, 3))) == ""
    assert "at most 2" in peace_fault(wide, PeaceTerms(A, B, cede=(2, 3, 4)))


def test_only_the_losers_own_land_and_treaties() -> None:
    world = bound(won(), TreatySpec("defence", (B, C)), TreatySpec("defence", (C, D)), TreatySpec("trade", (A, B)))
    one, two, three = (t.id for t in world.treaties)
    assert "its own" in peace_fault(world, PeaceTerms(A, B, cede=(4,)))
    assert "its own" in peace_fault(world, PeaceTerms(A, B, cede=(-1,)))
    assert "its own" in peace_fault(world, PeaceTerms(A, B, cede=(10**9,)))
    assert peace_fault(world, PeaceTerms(A, B, break_pacts=(one,))) == ""
    assert "own treaties" in peace_fault(world, PeaceTerms(A, B, break_pacts=(two,)))
    assert "own treaties" in peace_fault(world, PeaceTerms(A, B, break_pacts=(three,)))
    assert "at war" in peace_fault(world, PeaceTerms(A, C))
    assert "at war" in peace_fault(world, PeaceTerms(-1, 99))
    assert "reparations run" in peace_fault(world, PeaceTerms(A, B, reparations=-1))
    assert "reparations run" in peace_fault(world, PeaceTerms(A, B, reparations=151))


def test_a_peace_moves_land_ends_the_war_and_leaves_a_truce_at_double_price() -> None:
    world = won()
    turn = made(world, PeaceTerms(A, B, cede=(3,)))
    after = turn.world
    assert after.sovereign[3] == A
    assert after.sovereign[2] == B
    assert after.occupier.tolist() == [-1] * 8  # what is not ceded is evacuated
    assert after.capital[B] == 2  # the seat of government moves
    assert not after.war.any()
    assert after.wars[0].ended == world.turn
    (truce,) = after.treaties
    assert (truce.kind, set(truce.parties), truce.double) == ("nonaggression", {A, B}, True)
    assert truce.until == world.turn + 8
    assert attack_price(after, A, B) == 20_000  # ready, double
    assert attack_price(stage(after, mobilised=0), A, B) == 40_000
    assert ("peace", A, B) in kinds(turn.events)


def test_the_loser_may_offer_the_peace_too() -> None:
    world = won()
    letter = peace(B, A, A, B, cede=(2,))
    turn = begun(world, *agree(letter))
    diplomacy.phase(turn)
    assert turn.world.sovereign[2] == A


def test_reparations_flow_while_they_last_and_are_conserved() -> None:
    world = won((2,))
    world = placed(world, (A, 2, 40), (B, 3, 30))
    letter = peace(A, B, A, B, reparations=100)
    after, _ = play(world, *agree(letter))
    (payment,) = after.payments
    assert (payment.payer, payment.payee, payment.rate, payment.until) == (B, A, 100, world.turn + 8)
    turn = begun(after)
    economy.phase(turn)
    paid = turn.world.mobilised_output
    free = stage(after, payments=())
    turn = begun(free)
    economy.phase(turn)
    unpaid = turn.world.mobilised_output
    assert paid[B] == unpaid[B] - unpaid[B] * 100 // 1000
    assert paid.sum() == unpaid.sum()
    last, beyond = begun(stage(after, turn=payment.until)), begun(stage(after, turn=payment.until + 1))
    economy.phase(last)
    economy.phase(beyond)
    assert last.world.payments
    assert beyond.world.payments == ()


def test_nobody_pays_more_than_it_has() -> None:
    debts = tuple(Payment(B, payee, 150, 99) for payee in (A, C, D) for _ in range(4))
    turn = begun(stage(opened(), payments=debts))
    economy.phase(turn)
    assert (turn.world.mobilised_output >= 0).all()
    assert turn.world.mobilised_output[B] == 0


def test_a_disarmed_state_may_not_mobilise_and_stands_down() -> None:
    world = won()
    after, events = play(world, *agree(peace(A, B, A, B, demilitarise=True)))
    assert after.disarmed[B] == world.turn + 8
    assert after.mobilised[B] == 0
    assert ("demobilised", B, -1) in kinds(events)
    assert begun(after, Orders(seat=B, posture="mobilise")).orders[B].posture is None
    assert begun(after, Orders(seat=A, posture="demobilise")).orders[A].posture == "demobilise"
    free = stage(after, turn=world.turn + 9)
    assert begun(free, Orders(seat=B, posture="mobilise")).orders[B].posture == "mobilise"


def test_a_peace_that_disarms_says_that_the_order_to_mobilise_fell() -> None:
    world = stage(won(), mobilised=ints(1, 0, 0, 0))
    sender, giver = agree(peace(A, B, A, B, demilitarise=True))
    after, events = play(world, sender, msgspec.structs.replace(giver, posture="mobilise"))
    assert after.mobilised[B] == 0
    assert ("dropped", B, -1) in kinds(events)


def test_a_treaty_can_be_broken_up() -> None:
    world = bound(won(), TreatySpec("defence", (B, C)))
    turn = made(world, PeaceTerms(A, B, break_pacts=(world.treaties[0].id,)))
    assert [t.kind for t in turn.world.treaties] == ["nonaggression"]
    assert not turn.deeds


def test_a_separate_peace_leaves_the_others_at_war() -> None:
    world = placed(warring(opened(), ((A, D), (B, C))), (A, 1, 40), (B, 2, 40))
    turn = made(world, PeaceTerms(A, B))
    after = turn.world
    assert after.war[A, C]
    assert after.war[D, B]
    assert after.war[D, C]
    assert not after.war[A, B]
    assert not after.wars[0].ended
    assert access(after)[A, D]


def test_land_that_a_third_holds_against_the_new_owner_stays_held() -> None:
    occupier = ints(-1, -1, C, -1, -1, -1, -1, -1)
    foes = stage(warring(opened(), ((A,), (B,)), ((C,), (B,)), ((A,), (C,))), occupier=occupier)
    copy = stage(foes, inflicted=np.array([[0, 400, 0, 0], [0] * 4, [0] * 4, [0] * 4]))
    after = made(copy, PeaceTerms(A, B, cede=(2,))).world
    assert after.sovereign[2] == A
    assert after.occupier[2] == C


def test_two_peaces_in_one_turn_cannot_take_what_one_has_taken() -> None:
    world = warring(opened(), ((A,), (B,)), ((C,), (B,)))
    world = stage(world, inflicted=np.array([[0, 400, 0, 0], [0] * 4, [0, 400, 0, 0], [0] * 4]))
    one, two = peace(A, B, A, B, cede=(2,)), peace(C, B, C, B, cede=(2,))
    orders = (
        Orders(seat=A, letters=(one,)), Orders(seat=C, letters=(two,)),
        Orders(seat=B, tickets=(Ticket(one, B, 3), Ticket(two, B, 5))),
    )  # fmt: skip
    turn = begun(world, *orders)
    diplomacy.phase(turn)
    assert turn.world.sovereign[2] == C
    assert turn.world.war[A, B]
    assert "unfit" in [e.kind for e in turn.events]


def test_a_forged_peace_is_no_peace() -> None:
    world = won()
    forged = Orders(seat=B, tickets=(Ticket(peace(A, B, B, A), B, 1),))
    turn = begun(world, forged)
    diplomacy.phase(turn)
    assert turn.world.war[A, B]


def test_capitulation_after_two_turn_ends_wholly_occupied() -> None:
    world = won()
    first, events = play(world)
    assert first.fallen[B] == 1
    assert first.alive[B]
    second, events = play(first)
    assert ("capitulated", B, -1) in kinds(events)
    assert ("eliminated", B, -1) in kinds(events)
    assert not second.alive[B]
    assert second.died[B] == first.turn
    assert second.sovereign[[2, 3]].tolist() == [A, A]
    assert second.occupier.tolist() == [-1] * 8
    assert second.army[B] == 0
    assert second.power[B] == second.coercion[B] == second.land_share[B] == second.influence_share[B] == 0
    assert second.power.sum() == 1_000_000
    assert not second.war.any()
    third, _ = play(second)
    assert third.wars[0].ended
    assert third.power[B] == 0


def test_one_free_province_and_the_count_starts_again() -> None:
    first, _ = play(won())
    freed = stage(first, occupier=ints(-1, -1, A, -1, -1, -1, -1, -1))
    second, _ = play(freed)
    assert second.alive[B]
    assert second.fallen[B] == 0


def test_each_province_goes_to_who_holds_it() -> None:
    world = warring(opened(), ((A, C), (B,)))
    world = stage(world, occupier=ints(-1, -1, C, A, -1, -1, -1, -1), fallen=ints(0, 1, 0, 0))
    world = placed(world, (A, 3, 20), (C, 2, 20))
    after, _ = play(world)
    assert after.sovereign.tolist() == [A, A, C, A, C, C, D, D]


def test_two_states_that_hold_all_of_each_other_do_not_both_vanish() -> None:
    world = warring(opened(), ((A,), (B,)))
    world = stage(world, occupier=ints(B, B, A, A, -1, -1, -1, -1), fallen=ints(2, 2, 0, 0))
    world = placed(world, (A, 2, 20), (A, 3, 20), (B, 0, 20), (B, 1, 20))
    after, _ = play(world)
    assert (after.sovereign >= 0).all()
    assert int(after.alive.sum()) == 3
    survivor = A if after.alive[A] else B
    assert after.sovereign[:4].tolist() == [survivor] * 4


def test_a_chain_of_the_fallen_leaves_no_land_without_owner() -> None:
    world = warring(opened(), ((A,), (B,)), ((B,), (C,)), ((C,), (A,)))
    world = stage(world, occupier=ints(C, C, A, A, B, B, -1, -1), fallen=ints(2, 2, 2, 0))
    world = placed(world, (C, 0, 9), (C, 1, 9), (A, 2, 9), (A, 3, 9), (B, 4, 9), (B, 5, 9))
    after, _ = play(world)
    assert (after.sovereign >= 0).all()
    assert after.alive[after.sovereign].all()


def test_the_treaties_calls_and_debts_of_the_fallen_go_with_them() -> None:
    first, _ = play(won())
    first = bound(first, TreatySpec("trade", (B, C)), TreatySpec("trade", (C, D), target=B))
    first = stage(first, payments=(Payment(B, C, 50, 99), Payment(C, D, 50, 99)))
    after, _ = play(first)
    assert [t.parties for t in after.treaties] == [(C, D)]
    assert [(p.payer, p.payee) for p in after.payments] == [(C, D)]
