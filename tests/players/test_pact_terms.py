"""Treaties as the maximiser weighs them: every clause a signed term, treaties of several, keeping and breaking."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import numpy as np
import pytest
from msgspec.structs import replace

from hegemon.counsel.clauses import clause_terms, pact_worth
from hegemon.counsel.danger import danger
from hegemon.counsel.gains import gain_with, hands_freed, knowledge, spoils_shared
from hegemon.counsel.leagues import membership, table_with, terms_of
from hegemon.counsel.weights import load_weights
from hegemon.engine.turn import opening, resolve
from hegemon.players.maximiser import Maximiser, hegemony, keeping, motions, sanctions
from hegemon.players.maximiser.drafts import aims, asked, drafts, overmighty
from hegemon.players.maximiser.mind import Mind, mind_of
from hegemon.players.maximiser.sums import total
from hegemon.world.legality import check
from hegemon.world.orders import Letter, Orders, Term, TreatyTerms
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.treaties import Entry, Motion
from hegemon.world.view import View, view_of
from tests.worlds import sworn

WEIGHTS = load_weights()
MIND = mind_of()
ME = Maximiser()


def start(scenario: str = "ring-8") -> World:
    return opening(open_world(load_scenario(scenario), 5)).fork()


def menaced(percent: int = 160, by: int = 1) -> World:
    """Ring-8 with one state of so much of its army, which everybody dislikes."""
    world = start()
    world.troops[by] = world.troops[by] * percent // 100
    world.opinion[:, by] = -600
    world.opinion[by, by] = 0
    return world.publish()


def strong(share: int = 400_000, who: int = 1) -> World:
    """Ring-8 in which one state holds so much of the world's power, and the arms for it."""
    world = menaced(300, who).fork()
    rest = (1_000_000 - share) // (world.states - 1)
    world.power[:] = rest
    world.power[who] = share
    world.dominant[who] = world.rules.order.turns
    return world.publish()


def named(terms: tuple[Term, ...]) -> dict[str, int]:
    return {t.name: t.amount for t in terms}


BASE = (Term("cover", 4_000, -1), Term("entrapment", -1_000, -1), Term("spoils shared", 2_000, -1))


@pytest.mark.parametrize(
    ("clause", "value", "sign"),
    [("delay", 1, -1), ("secret", True, -1), ("burden", 8, -1), ("chained", True, -1)],
)
def test_a_clause_is_a_term_with_its_sign(clause: str, value: object, sign: int) -> None:
    view = view_of(menaced(), 0)
    plain = TreatyTerms("defence", (0, 2))
    assert clause_terms(view, plain, 0, BASE) == ()
    assert total(clause_terms(view, replace(plain, **{clause: value}), 0, BASE)) * sign > 0


def test_no_separate_peace_ties_oneself_and_holds_who_is_not_trusted() -> None:
    held = []
    for belief in (200, 900):
        world = menaced().fork()
        world.reliability[0, 2] = belief
        said = named(clause_terms(view_of(world.publish(), 0), TreatyTerms("defence", (0, 2), joint=True), 0, BASE))
        assert said["no separate peace"] < 0 <= said["held together to the end"]
        held.append(said["held together to the end"])
    assert held[0] > held[1]


def test_more_of_a_clause_costs_more() -> None:
    view = view_of(menaced(), 0)
    plain = TreatyTerms("defence", (0, 2))
    late = [total(clause_terms(view, replace(plain, delay=d), 0, BASE)) for d in range(3)]
    heavy = [total(clause_terms(view, replace(plain, burden=b), 0, BASE)) for b in (4, 6, 8)]
    dues = [total(clause_terms(view, TreatyTerms("order", (2, 0), dues=d), 0, ())) for d in (0, 20, 80)]
    for costs in (late, heavy, dues):
        assert all(one > two for one, two in pairwise(costs))
    assert total(clause_terms(view, TreatyTerms("order", (0, 2), dues=80), 0, ())) > 0


def test_an_exclusion_takes_cover_and_quarrel_away() -> None:
    view = view_of(menaced(), 0)
    said = named(clause_terms(view, TreatyTerms("defence", (0, 2), exclude=1), 0, ()))
    assert said.get("no help against it", 0) < 0
    assert said.get("out of that quarrel", 0) >= 0


def test_a_larger_share_of_the_spoils_is_worth_more() -> None:
    view = view_of(menaced(40), 0)
    found = [
        total(clause_terms(view, TreatyTerms("coalition", (0, 2), target=1, split=split), 0, BASE))
        for split in ((200, 800), (500, 500), (800, 200))
    ]
    assert found == sorted(set(found))


def test_a_burden_that_the_partner_lacks_is_worth_something() -> None:
    world = menaced().fork()
    world.effort[0] = (9, 1, 0, 0)
    said = named(clause_terms(view_of(world.publish(), 0), TreatyTerms("defence", (0, 2), burden=6), 0, ()))
    assert "blocks that we lack" not in said
    assert said["partners carry their part"] > 0


def test_a_joint_attack_never_pays_less_and_nothing_with_who_brings_nothing() -> None:
    world = menaced(80)
    found = []
    for percent in (0, 50, 100):
        helped = world.fork()
        helped.troops[2] = helped.troops[2] * percent // 100
        found.append(spoils_shared(view_of(helped.publish(), 0), 0, 2, 1))
    assert min(found) >= 0
    assert found[2] > found[0]


def test_gain_rises_with_force_beside_and_falls_with_aid_against() -> None:
    view = view_of(menaced(60), 0)
    more = [gain_with(view, 0, 1, force, 0.0) for force in (0.0, 20.0, 60.0)]
    less = [gain_with(view, 0, 1, 0.0, aid) for aid in (-40.0, 0.0, 40.0)]
    assert more == sorted(more)
    assert less == sorted(less)
    assert more[0] == int(danger(view).gain[0, 1])


def test_a_neutral_frees_hands_only_if_it_would_have_come() -> None:
    bare = view_of(menaced(45), 0)
    bound = view_of(sworn(menaced(45), "defence", 1, 7), 0)
    assert hands_freed(bare, 0, 7) == 0
    assert hands_freed(bound, 0, 7) > 0
    assert any(t.kind == "neutrality" for t in drafts(bound, 7, MIND, aims(bound, MIND))[0])


def test_knowledge_flows_from_the_skilled_and_costs_them() -> None:
    world = start()
    world.quality[3] = 12_000
    view = view_of(world.publish(), 0)
    assert knowledge(view, 0, 3) > 0 >= knowledge(view, 3, 0)
    assert knowledge(view, 0, 4) == 0


def test_a_secret_promise_deters_nobody() -> None:
    for secret in (False, True):
        table = danger(view_of(sworn(menaced(), "defence", 0, 2, secret=secret), 0))
        assert (table.lent[2, 0] > 0).any() != secret


def test_a_league_covers_as_its_members_do_and_helps_against_a_member_too() -> None:
    world = menaced(200, 2)
    league = TreatyTerms("league", (0, 1, 2))
    view = view_of(world, 0)
    after = table_with(view, league)
    assert after.threat[2, 0] <= danger(view).threat[2, 0]
    said = named(membership(view, league, 0))
    assert said.get("cover", 0) + said.get("peace with them", 0) >= 0
    assert said.get("entrapment", 0) <= 0
    assert said.get("buffer", 0) >= 0
    pact = table_with(view, TreatyTerms("defence", (0, 1, 2)))
    assert after.lent[1, 0, 2] > pact.lent[1, 0, 2] == danger(view).lent[1, 0, 2]


def test_one_more_member_covers_no_less() -> None:
    view = view_of(menaced(180), 0)
    two, three = (table_with(view, TreatyTerms("league", parties)) for parties in ((0, 7), (0, 7, 2)))
    assert three.threat[1, 0] <= two.threat[1, 0] <= danger(view).threat[1, 0]


def test_a_motion_is_voted_on_by_what_it_changes() -> None:
    world = menaced(220)
    for parties, target in (((2, 0, 7), 1), ((2, 3, 4), -1)):
        put = world.fork()
        put.motions = (
            Motion(9_001, -1, parties[0], TreatyTerms("league", parties, target=target), parties[1:], 2),
        )
        view = view_of(put.publish(), parties[1])
        votes, records = motions.votes(view, MIND)
        worth = total(pact_worth(view, put.motions[0].terms, parties[1]))
        assert [v.yes for v in votes] == [worth >= 0]
        assert records[0].subject == "motion"
        assert check(view, Orders(parties[1], votes=tuple(votes))) == ()
        assert motions.votes(view_of(put.publish(), 5), MIND) == ([], [])


def proposed(world: World, seat: int) -> set[str]:
    found = set()
    for turn in range(1, 1 + WEIGHTS.motions.every):
        later = world.fork()
        later.turn = turn
        view = view_of(later.publish(), seat)
        item, record = motions.proposal(view, MIND)
        if item is not None:
            assert record is not None
            assert record.options[0].utility > 0
            assert check(view, Orders(seat, propose=(item,))) == ()
            found.add(item.terms.kind)
    return found


def test_states_in_the_same_danger_propose_to_stand_together() -> None:
    assert any(proposed(strong(330_000), seat) for seat in (0, 2))
    assert overmighty(view_of(strong(), 0), MIND) == 1
    assert overmighty(view_of(strong(200_000), 1), MIND) != 1


def test_who_is_aggrieved_asks_for_a_burden() -> None:
    world = sworn(menaced(200), "defence", 0, 2).fork()
    world.ledger = (Entry("burden", "short", 1, 0, 2, 40),)
    view = view_of(world.publish(), 0)
    assert [item.terms.burden for item in motions._grievances(view, MIND)] == [WEIGHTS.pacts.blocks]
    assert motions._grievances(view_of(world, 2), MIND) == []


def test_a_clause_that_irks_is_countered_away() -> None:
    countered = 0
    for percent in range(100, 220, 10):
        view = view_of(menaced(percent), 0)
        good = TreatyTerms("defence", (2, 0), target=1)
        if ME.answer(view, Letter(2, 0, good)).answer != "yes":
            continue
        for clause, value in (("burden", 5), ("secret", True)):
            reply = ME.answer(view, Letter(2, 0, replace(good, **{clause: value})))
            if reply.answer == "yes":
                continue
            assert reply.answer == "counter"
            assert reply.counter is not None
            assert ME.answer(view, Letter(2, 0, reply.counter.terms)).answer == "yes"
            countered += 1
    assert countered


def ordered(dues: int) -> View:
    """Ring-8 with a strong state that has proclaimed an order for dues, as its neighbour sees it."""
    world, _ = resolve(strong(), {1: Orders(1, proclaim=dues)})
    return view_of(world, 2)


def test_dearer_orders_are_worth_less_and_balancing_is_weighed_against_them() -> None:
    cheap, dear = (
        total(pact_worth(view_of(strong(), 2), TreatyTerms("order", (1, 2), dues=dues), 2)) for dues in (0, 100)
    )
    assert cheap > dear
    world = ordered(20).known.fork()
    for turn in range(2, 2 + WEIGHTS.motions.every):
        world.turn = turn
        view = view_of(world.fork().publish(), 2)
        number, record = hegemony.join(view, MIND)
        if record is None:
            continue
        assert {o.name.split()[0] for o in record.options} == {"follow", "stand", "balance"}
        assert (number is not None) == record.options[0].name.startswith("follow")


def test_an_order_is_proclaimed_only_by_who_may_and_where_some_would_follow() -> None:
    assert hegemony.proclaim(view_of(strong(), 0), MIND) == (None, None)
    rate, record = hegemony.proclaim(view_of(strong(), 1), MIND)
    assert record is not None
    assert (rate is not None) == (record.options[0].utility > 0 and record.options[0].name != "proclaim nothing")


def test_sanctions_fall_on_the_foe_of_an_ally_and_are_lifted_when_the_cause_is_gone() -> None:
    world = sworn(start().publish(), "defence", 0, 7).fork()
    world.opinion[0, 6] = -400
    war = world.next_id()
    world.war[6, 7] = world.war[7, 6] = war
    calm = total(sanctions.weighed(view_of(sworn(start().publish(), "defence", 0, 7), 0), 6, MIND))
    assert total(sanctions.weighed(view_of(world.fork().publish(), 0), 6, MIND)) > calm
    laid = lifted = 0
    for turn in range(1, 1 + 4 * WEIGHTS.sanctions.every):
        world.turn = turn
        lay, lift, _ = sanctions.orders(view_of(world.fork().publish(), 0), MIND)
        assert not lift
        laid += 6 in lay
        peace = world.fork()
        peace.war[:] = 0
        peace.sanction[0, 6] = 1
        lifted += 6 in sanctions.orders(view_of(peace.publish(), 0), MIND)[1]
    assert (laid, lifted) == (2, 1), "those that stand are looked over every second time"


def test_trade_that_is_lost_makes_sanctions_worth_less() -> None:
    world = start("europe-1914")
    view = view_of(world.publish(), 0)
    for target in range(1, 6):
        said = named(sanctions.weighed(view, target, MIND))
        assert said.get("trade lost", 0) <= 0 <= said.get("harm to it", 0)
        assert said.get("its ill will", 0) <= 0


def test_a_new_government_looks_over_everything_at_once() -> None:
    world = sworn(start().publish(), "defence", 0, 3).fork()
    world.turn = 5
    number = world.treaties[-1].id
    while (number + world.turn) % 4 == 0:
        world.turn += 1
    old = keeping.departures(view_of(world.fork().publish(), 0), MIND)
    world.regime[0] = world.turn - 1
    assert old == ([], [], [])
    assert keeping.reviewing(view_of(world.fork().publish(), 0))
    world.regime[0] = world.turn - world.rules.home.review
    assert not keeping.reviewing(view_of(world.publish(), 0))


def test_a_word_is_broken_by_order_only_under_arms_and_above_its_price() -> None:
    heavy = replace_pacts(drop=-10_000_000)  # everything is to be left
    world = sworn(menaced(), "defence", 0, 2, notice=4).fork()
    world.turn = 8
    while (world.treaties[-1].id + world.turn) % 4:
        world.turn += 1
    for armed in (0, 3):
        world.mobilised[0] = armed
        view = view_of(world.fork().publish(), 0)
        leave, broken, records = keeping.departures(view, heavy)
        for number in broken:
            assert armed
            record = next(r for r in records if r.subject == "breach")
            assert record.options[0].utility >= max(o.utility for o in record.options[1:])
            assert number == world.treaties[-1].id
        assert not (broken and leave)


def replace_pacts(**changes: int) -> Mind:
    return dataclasses.replace(MIND, weights=replace(WEIGHTS, pacts=replace(WEIGHTS.pacts, **changes)))


def test_every_kind_has_a_worth_with_an_allowed_sign() -> None:
    view = view_of(menaced(150), 0)
    for kind in view.known.rules.kinds:
        terms = TreatyTerms(kind, (0, 2), target=1)
        for term in pact_worth(view, terms, 0):
            if term.name in ("cover", "buffer", "spoils shared", "peace with it", "hands freed"):
                assert term.amount >= 0, (kind, term)
            if term.name in ("entrapment", "prey forgone", "autonomy"):
                assert term.amount <= 0, (kind, term)
    assert np.array_equal(danger(view).gain, danger(view_of(menaced(150), 0)).gain)
    assert asked(1000, 0, MIND.weights.pacts) >= WEIGHTS.pacts.least


def test_clauses_that_stay_are_no_part_of_what_an_amendment_brings() -> None:
    world = sworn(menaced(), "defence", 0, 2, joint=True, chained=True)
    pact = world.treaties[-1]
    view = view_of(world.publish(), 0)
    held = terms_of(pact)
    assert motions.change(view, pact.id, held, 0) == ()
    freed = motions.change(view, pact.id, replace(held, joint=False), 0)
    both = {t.name.removeprefix("an end of ").removeprefix("no more ") for t in freed}
    assert any("separate peace" in name for name in both)
    assert not any("chained" in name for name in both)
