from __future__ import annotations

from random import Random

import msgspec
import numpy as np

from hegemon.counsel.position import fresh_promise
from hegemon.counsel.promises import card, joining
from hegemon.counsel.promises import chance as honoured
from hegemon.engine.leaks import chance
from hegemon.engine.shelter import covered
from hegemon.engine.stakes import stake
from hegemon.world.orders import DIPLOMACY, REPLIES
from hegemon.world.promises import autonomy, clarity, consultation, drilled, spoken, stands, voices
from hegemon.world.relations import absent_price, given_price, partners
from hegemon.world.rules import Rules
from hegemon.world.scenario_model import TREATY_KINDS, TreatySpec
from hegemon.world.state import World
from hegemon.world.treaties import Treaty
from hegemon.world.view import INTELLIGENCE, errors_of, sight, view_of
from tests.monotone.nudges import blocks, more, pair, signed, switched
from tests.monotone.support import (
    FALLS,
    RISES,
    STAYS,
    Law,
    changed,
    obeyed,
    one_way,
    proves,
    with_entry,
    worlds,
)
from tests.worlds import bound, cheque

HELPING = ("defence", "guarantee", "entente")


def stakes(world: World) -> list[list[int]]:
    """Return what joining the first state against each other is worth to each, (S, S) [state, foe]; 0 for those two."""
    s = range(world.states)
    return [[stake(world, i, 0, foe) if foe and i not in (0, foe) else 0 for foe in s] for i in s]


def sworn(rng: Random, world: World) -> tuple[World, Treaty]:
    """Return the world with one promise of help more, and that treaty."""
    sides = tuple(rng.sample(range(world.states), 2))
    given = bound(world, TreatySpec(rng.choice(HELPING), sides))
    return given, given.treaties[-1]


@obeyed(
    Law("duties tie the word", autonomy, signed(*TREATY_KINDS), own=FALLS),
    Law("diplomacy frees the word", autonomy, blocks(DIPLOMACY)),
    Law("duties tie the word in plain numbers", stands, signed(*TREATY_KINDS), own=FALLS),
    Law("alliances march together", partners, signed("defence", "entente")),
    Law("who likes the enemy has less at stake", stake, more("opinion", 1000, pair), of=stakes, own=FALLS),
    Law("a trusted ally covers more", covered, more("reliability", 1000), draws=120),
)
def test_one_thing_more_moves_what_words_are_worth_one_way(law: Law) -> None:
    law.holds()


@proves(stake)
def test_a_stronger_friend_has_no_less_at_stake_and_every_other_war_costs_it() -> None:
    moved = 0
    for rng, world in worlds("stakes"):
        if world.states < 3:
            continue
        state, caller, foe = rng.sample(range(world.states), 3)
        now = stake(world, state, caller, foe)
        richer = with_entry(world, "power", (caller,), int(world.power[caller]) + rng.randint(1, 10**5))
        one_way(now, stake(richer, state, caller, foe), RISES)
        place = rng.randrange(world.provinces)
        armed = with_entry(world, "troops", (state, place), int(world.troops[state, place]) + rng.randint(1, 500))
        one_way(now, stake(armed, state, caller, foe), RISES, 1)
        moved += stake(armed, state, caller, foe) != now
        prouder = with_entry(world, "power", (foe,), int(world.power[foe]) + rng.randint(1, 10**5))
        one_way(now, stake(prouder, state, caller, foe), RISES)
        busy = [s for s in range(world.states) if s not in (state, caller, foe) and not world.war[state, s]]
        if busy:
            other = rng.choice(busy)
            war = world.war.copy()
            war[state, other] = war[other, state] = 998
            one_way(now, stake(changed(world, war=war), state, caller, foe), FALLS)
    assert moved > 5


@proves(covered)
def test_cover_is_a_part_of_a_whole_and_falls_with_arms_of_ones_own() -> None:
    some = 0
    for rng, world in worlds("cover"):
        given = bound(world, *(TreatySpec("defence", tuple(rng.sample(range(world.states), 2))) for _ in range(3)))
        now = covered(given)
        assert ((now >= 0) & (now <= 1000)).all()
        state = rng.randrange(world.states)
        place = rng.randrange(world.provinces)
        grown = int(given.troops[state, place]) + rng.randint(1, 500)
        one_way(now[state], covered(with_entry(given, "troops", (state, place), grown))[state], FALLS)
        assert not covered(changed(given, rules=switched(given.rules, complacency=0))).any()
        some += int(now.any())
    assert some > 10


@proves(spoken, voices, clarity, consultation, drilled)
def test_a_promise_is_clearer_for_a_cheque_for_years_and_for_a_prompt_ally() -> None:
    for rng, world in worlds("clarity"):
        given, treaty = sworn(rng, changed(world, turn=20))
        state = treaty.parties[0]

        def said(terms: Treaty, who: int = state, now: World = given) -> tuple[int, int]:
            return spoken(now, terms, who), clarity(now, terms, who)

        ladder = [
            said(next(t for t in cheque(given, state, reply).treaties if t.id == treaty.id))
            for reply in reversed(REPLIES)
        ]
        assert ladder == sorted(ladder)
        assert all(0 <= told[1] <= told[0] <= 1000 for told in ladder)
        assert voices(given, treaty) == tuple(spoken(given, treaty, party) for party in treaty.parties)
        younger = msgspec.structs.replace(treaty, since=rng.randint(1, 20))
        one_way(said(treaty), said(younger), FALLS)
        slower = msgspec.structs.replace(treaty, delay=rng.randint(1, 2))
        one_way(said(treaty), said(slower), FALLS)
        one_way(consultation(given, treaty), consultation(given, slower), RISES)
        assert 0 <= consultation(given, slower) <= world.rules.treaties.delay_most
        going = msgspec.structs.replace(treaty, leaving=((state, 22),))
        one_way(said(treaty), said(going), FALLS)
        freer = with_entry(given, "effort", (state, DIPLOMACY), 10)
        one_way(said(treaty), said(treaty, now=freer), RISES)
        one_way(drilled(world.rules, rng.randint(0, 9)), drilled(world.rules, rng.randint(9, 30)), RISES)
        outsider = [s for s in range(world.states) if s not in treaty.parties]
        if outsider:
            assert said(treaty, rng.choice(outsider)) == (0, 0)


@proves(given_price, absent_price, fresh_promise)
def test_a_word_costs_where_there_is_reputation_and_only_there() -> None:
    for _, world in worlds("prices of words", 3):
        free = switched(world.rules, reputation=0)
        for kind in world.rules.kinds.values():
            dearer = replace_price(kind.price + 500, kind.name, world.rules)
            one_way(given_price(world.rules, kind), given_price(world.rules, dearer.kinds[kind.name]), RISES)
            assert given_price(world.rules, kind) >= 0 == given_price(free, kind)
            assert absent_price(world.rules, kind) >= 0 == absent_price(free, kind)
            assert absent_price(switched(world.rules, entrapment=0), kind) == 0
        assert 0 < fresh_promise(world) <= 1000


def replace_price(price: int, name: str, rules: Rules) -> Rules:
    """Return the rules with another price of a kind."""
    return msgspec.structs.replace(
        rules, kinds={**rules.kinds, name: msgspec.structs.replace(rules.kinds[name], price=price)}
    )


@proves(honoured, card, joining)
def test_a_trusted_word_and_a_cheque_are_likelier_kept_and_deter_by_their_sign() -> None:
    for rng, world in worlds("honoured", 20):
        given, treaty = sworn(rng, changed(world, war=np.zeros_like(world.war), wars=()))
        state, seat = treaty.parties[0], rng.randrange(world.states)
        foe = rng.randrange(world.states)
        if foe in treaty.parties or seat == state:
            continue
        doubted = with_entry(given, "reliability", (seat, state), rng.randint(0, 400))
        trusted = with_entry(given, "reliability", (seat, state), rng.randint(400, 1000))
        ladder = [
            honoured(view_of(doubted, seat), msgspec.structs.replace(treaty, replies=(reply,) * 2), state, foe)
            for reply in reversed(REPLIES)
        ]
        if treaty.kind != "entente":
            assert ladder == sorted(ladder)
        assert all(0 <= chance_of <= 1000 for chance_of in ladder)
        one_way(ladder[1], honoured(view_of(trusted, seat), treaty, state, foe), RISES)
        for promise in card(view_of(given, seat), treaty):
            assert promise.brings >= 0
            assert all(d.odds >= 0 and d.gain >= 0 for d in promise.deters)
        assert all(0 <= who.chance <= 1000 for who in joining(view_of(given, seat), foe, state))


@proves(chance)
def test_spies_never_keep_a_secret() -> None:
    for rng, world in worlds("leaks"):
        given, treaty = sworn(rng, world)
        for switch in (0, 1):
            rules = switched(given.rules, intelligence=switch)
            quiet = changed(given, rules=rules, focus=np.zeros_like(given.focus))
            spied = with_entry(quiet, "focus", (rng.randrange(world.states),), INTELLIGENCE)
            one_way(chance(quiet, treaty), chance(spied, treaty), RISES if switch else STAYS)
            assert 0 <= chance(quiet, treaty) <= chance(spied, treaty) <= 1000


@proves(errors_of, sight)
def test_intelligence_errs_no_more_and_troops_and_friends_see_no_less() -> None:
    for rng, world in worlds("sight"):
        seat = rng.randrange(world.states)
        blind = with_entry(world, "focus", (seat,), 0)
        one_way(errors_of(blind, seat), errors_of(with_entry(world, "focus", (seat,), INTELLIGENCE), seat), FALLS)
        may = np.random.default_rng(rng.getrandbits(32)).random((world.states, world.states)) < 0.3
        seen = sight(world, seat, may)
        place, other = rng.randrange(world.provinces), rng.randrange(world.states)
        there = with_entry(world, "troops", (seat, place), int(world.troops[seat, place]) + 1)
        one_way(seen, sight(there, seat, may), RISES)
        friends = may.copy()
        friends[seat, other] = True
        one_way(seen, sight(world, seat, friends), RISES)
