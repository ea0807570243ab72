from __future__ import annotations

from dataclasses import replace
from random import Random

import msgspec
import numpy as np

from hegemon.counsel.balance import balance, balances
from hegemon.counsel.clauses import clause_terms, dues, pact_worth
from hegemon.counsel.danger import danger
from hegemon.counsel.gains import fixed, gain_with, hands_freed, knowledge, spoils_shared
from hegemon.counsel.leagues import membership, table_with
from hegemon.counsel.weights import load_weights
from hegemon.world.orders import MILITARY, Term, TreatyTerms
from hegemon.world.scenario_model import TreatySpec
from hegemon.world.state import World
from hegemon.world.view import View, view_of
from tests.monotone.support import FALLS, RISES, changed, one_way, proves, with_entry, worlds
from tests.worlds import bound

SIGNS = {
    "slower help": -1, "time to deliberate": 1, "unseen, so no deterrence": -1, "no help against it": -1,
    "out of that quarrel": 1, "chained to its friends' wars": -1, "no separate peace": -1,
    "blocks that we lack": -1, "partners carry their part": 1, "autonomy": -1, "prey forgone": -1,
    "entrapment": -1, "spoils shared": 1,
}  # fmt: skip


def three(rng: Random, world: World) -> tuple[int, int, int] | None:
    """Return three states at home, if there are any."""
    living = np.flatnonzero(world.home).tolist()
    if len(living) < 3:
        return None
    a, b, c = rng.sample(living, 3)
    return a, b, c


def ripe(rng: Random, world: World, friend: int, foe: int) -> World:
    """Return the world at peace, full of hate, alike in power and unlike in arms; a friend may be bound to the foe."""
    s = world.states
    calm = changed(
        world, war=np.zeros_like(world.war), wars=(), treaties=(), exhaustion=np.zeros_like(world.exhaustion),
        opinion=np.full_like(world.opinion, -1000), power=np.full_like(world.power, 1_000_000 // s),
        troops=world.troops * np.array([rng.choice((1, 3, 9)) for _ in range(s)])[:, None],
    )  # fmt: skip
    return bound(calm, TreatySpec("defence", (friend, foe))) if rng.random() < 0.6 else calm


def sums(terms: tuple[Term, ...]) -> dict[str, int]:
    """Return the amounts of terms by name."""
    found: dict[str, int] = {}
    for term in terms:
        found[term.name] = found.get(term.name, 0) + term.amount
    return found


@proves(gain_with, fixed)
def test_more_force_beside_one_and_less_aid_against_one_never_lower_what_war_would_gain() -> None:
    for rng, world in worlds("gains", 25):
        picked = three(rng, world)
        if picked is None:
            continue
        me, _, foe = picked
        view = view_of(world, me)
        now = gain_with(view, me, foe, 0.0, 0.0)
        one_way(now, int(danger(view).gain[me, foe]), RISES, 4)
        one_way(int(danger(view).gain[me, foe]), now, RISES, 4)
        assert fixed(danger(view), me, foe) <= 0, "but for the fighting a war only costs"
        force, aid = rng.uniform(0, 300), rng.uniform(0, 300)
        one_way(now, gain_with(view, me, foe, force, 0.0), RISES, 1)
        one_way(now, gain_with(view, me, foe, 0.0, aid), RISES, 1)
        one_way(gain_with(view, me, foe, 0.0, 0.0, 0.5), now, RISES, 1)


@proves(spoils_shared, hands_freed, knowledge)
def test_help_to_attack_and_a_neutral_neighbour_never_lower_what_there_is_to_gain() -> None:
    found: set[str] = set()
    for rng, drawn in worlds("spoils", 60):
        picked = three(rng, drawn)
        if picked is None:
            continue
        me, friend, foe = picked
        world = ripe(rng, drawn, friend, foe)
        view = view_of(world, me)
        shared, freed = spoils_shared(view, me, friend, foe), hands_freed(view, me, friend)
        assert shared >= 0
        assert freed >= 0
        found.update({"shared"} if shared else ())
        found.update({"freed"} if freed else ())
        known = knowledge(view, me, friend)
        wiser = with_entry(world, "quality", (friend,), 15_000)
        if world.quality[friend] >= world.quality[me]:
            assert known >= 0, "who knows less learns"
            one_way(known, knowledge(view_of(wiser, me), me, friend), RISES)
        else:
            assert known <= 0, "who knows more teaches a rival"
    assert found == {"shared", "freed"}


@proves(pact_worth, clause_terms, dues, membership)
def test_clauses_add_and_take_by_their_sign() -> None:
    seen: set[str] = set()
    for rng, world in worlds("clauses", 25):
        picked = three(rng, world)
        if picked is None:
            continue
        me, friend, foe = picked
        view = view_of(world, me)
        plain = TreatyTerms("defence", (me, friend))
        base = pact_worth(view, plain, me)
        for more in (
            {"delay": rng.randint(1, 2)}, {"secret": True}, {"chained": True}, {"joint": True}, {"exclude": foe},
            {"burden": rng.randint(1, 8)},
        ):  # fmt: skip
            terms = msgspec.structs.replace(plain, **more)
            for term in clause_terms(view, terms, me, base):
                assert term.amount * SIGNS.get(term.name, term.amount) > 0, (more, term)
                seen.add(term.name)
        slow, slower = (
            sums(clause_terms(view, msgspec.structs.replace(plain, delay=turns), me, base)) for turns in (1, 2)
        )
        one_way(slow.get("slower help", 0), slower.get("slower help", 0), FALLS)
        one_way(slow.get("time to deliberate", 0), slower.get("time to deliberate", 0), RISES)
        idle = view_of(with_entry(world, "effort", (me, MILITARY), 0), me)
        light, heavy = (
            sums(clause_terms(idle, msgspec.structs.replace(plain, burden=blocks), me, base)) for blocks in (2, 6)
        )
        one_way(light.get("blocks that we lack", 0), heavy.get("blocks that we lack", 0), FALLS)
        one_way(dues(view, 10, friend), dues(view, 60, friend), RISES)
        assert dues(view, 0, friend) == 0
        for name, amount in sums(membership(view, TreatyTerms("league", (me, friend, foe)), me)).items():
            assert amount * SIGNS.get(name, amount) > 0, (name, amount)
    assert {"slower help", "unseen, so no deterrence", "no separate peace", "blocks that we lack"} <= seen


@proves(balance, balances)
def test_standing_against_who_leads_is_worth_more_the_further_it_leads_and_the_stronger_the_partner() -> None:
    strong, moved = 1000 * load_weights().pacts.strong, 0
    for rng, world in worlds("balance", 25):
        picked = three(rng, world)
        if picked is None:
            continue
        me, friend, foe = picked
        own = rng.randint(1, 300_000)
        (low, high), (small, large) = (sorted(rng.randint(0, 900_000) for _ in range(2)) for _ in range(2))
        seen = [
            ranked(world, {me: own, friend: other, foe: first}, me)
            for first, other in ((min(low, strong), small), (low, small), (high, small), (high, large))
        ]
        none, least, more, most = (balance(view, me, friend, foe) for view in seen)
        assert none == 0 <= least
        one_way(least, more, RISES, 1)
        one_way(more, most, RISES, 1)
        moved += most > 0
        view = ranked(world, {me: small, friend: low, foe: 950_000}, me)
        row, at = balances(view)
        others = [k for k in range(world.states) if k not in (me, foe)]
        assert [row.item(at, k) for k in others] == [balance(view, me, k, foe) for k in others]
        assert balance(view, me, friend, foe) == balance(view, friend, me, foe)
        assert row.item(at, me) == row.item(at, foe) == 0
    assert moved


def ranked(world: World, powers: dict[int, int], seat: int) -> View:
    """Return a seat's view of a world in which some have a power, which it knows, and nobody else has any."""
    known = world.fork()
    known.power = np.array([powers.get(k, 0) for k in range(world.states)])
    return replace(view_of(world, seat), known=known)


@proves(table_with)
def test_a_promise_of_several_never_weakens_who_is_promised_to() -> None:
    for rng, world in worlds("tables", 20):
        picked = three(rng, world)
        if picked is None:
            continue
        view = view_of(world, picked[0])
        bare = table_with(view, None)
        league = table_with(view, TreatyTerms("league", picked))
        outside = ~np.isin(np.arange(world.states), picked)  # a member that attacks another is a case of its own
        one_way(bare.aid[outside], league.aid[outside], RISES, 1e-9)
        one_way(bare.odds[outside], league.odds[outside], FALLS, 1e-9)
        assert (league.terms["word"] <= bare.terms["word"]).all(), "a word more is dearer to break"
