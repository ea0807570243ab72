from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from hegemon.counsel.estimate import blurred
from hegemon.counsel.memory import forget
from hegemon.counsel.weights import load_weights
from hegemon.engine.turn import opening, resolve
from hegemon.players.maximiser import cadence, courses, drafts, foresight, plans, treaties, war
from hegemon.players.maximiser.mind import doctrines, mind_of, skills
from hegemon.players.maximiser.sums import flipped
from hegemon.players.registry import make_player
from hegemon.world.legality import check
from hegemon.world.orders import Decision, Record
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.state import World
from hegemon.world.view import View, view_of

LOOKING = ("maximiser:strategist", "maximiser:grandmaster", "maximiser:budget=1", "maximiser:budget=13")


@pytest.fixture(scope="module")
def worlds() -> list[World]:
    """The openings of a dozen turns of ring-8, some of them at war."""
    now = opening(open_world(load_scenario("ring-8"), 9))
    found = []
    names = ("maximiser", "raider")
    for _ in range(12):
        found.append(now)
        now, _ = resolve(now, {s: make_player(names[s % 2]).decide(view_of(now, s)).orders for s in range(now.states)})
    return found


def _decided(name: str, view: View) -> Decision:
    return make_player(name).decide(view)


def test_skills_differ_by_look_ahead_and_by_error_alone() -> None:
    levels = list(skills().values())
    assert [level.budget for level in levels] == sorted(level.budget for level in levels)
    assert levels[0].error > levels[1].error == levels[2].error == levels[3].error == 0
    assert levels[0].budget == levels[1].budget == 0 < levels[2].budget < levels[3].budget


@pytest.mark.parametrize("name", LOOKING)
def test_who_looks_ahead_gives_lawful_orders_and_the_same_twice(name: str, worlds: list[World]) -> None:
    for world in worlds[::4]:
        view = view_of(world, 1)
        first = _decided(name, view)
        assert check(view, first.orders) == ()
        forget()
        assert _decided(name, view_of(world, 1)) == first


def test_orders_follow_the_record_of_effort(worlds: list[World]) -> None:
    for world in worlds[::3]:
        for seat in range(0, world.states, 3):
            decision = _decided("maximiser:strategist", view_of(world, seat))
            record = _of(decision, "effort")
            held = record.options[0].name == "leave effort as it is"
            assert held == (decision.orders.shifts == ())
            assert len({option.name for option in record.options}) == len(record.options)


@pytest.mark.parametrize("subject", ["effort", "plan"])
def test_the_flip_of_a_simulated_choice_flips_it(subject: str, worlds: list[World]) -> None:
    seen = 0
    for world in worlds:
        for seat in range(0, world.states, 2):
            for record in _decided("maximiser:grandmaster:budget=96", view_of(world, seat)).records:
                if record.subject == subject and record.flip is not None:
                    seen += 1
                    assert flipped(record).options[0].name != record.options[0].name
        if seen >= 6:
            return
    assert seen


def test_a_war_played_out_is_begun_only_if_it_pays(worlds: list[World]) -> None:
    seen = 0
    for world in worlds:
        for seat in range(world.states):
            mind = mind_of("", ("grandmaster", "budget=96"))
            plan, record = plans.intent(view_of(world, seat), mind)
            if record is None:
                continue
            seen += 1
            hold = record.options[0].name == "hold"
            assert hold == (plan.target < 0)
            assert (max(option.utility for option in plan.options) > 0) != hold
        if seen >= 4:
            return
    assert seen


def test_a_budget_is_counted_in_simulated_turns() -> None:
    mind = mind_of("", ("grandmaster",))
    sizes = [courses.size(budget, 40, mind) for budget in (1, 6, 12, 48)]
    for budget, (count, turns) in zip((1, 6, 12, 48), sizes, strict=True):
        assert count * turns <= max(2 * courses.FEWEST, budget * mind.weights.effort.stocks)
    assert sizes == sorted(sizes)
    assert courses.size(48, 3, mind)[1] == courses.FEWEST


def test_a_small_budget_plays_out_no_war(worlds: list[World]) -> None:
    edge = 2 * load_weights().plans.wide
    for mind in (mind_of("", ("budget=6",)), mind_of("", ("grandmaster", f"budget={edge - 1}"))):
        assert all(plans.intent(view_of(world, 0), mind)[1] is None for world in worlds[:4])


def test_how_far_a_mind_must_look_to_foresee_attacks_and_to_play_wars_out_is_a_weight() -> None:
    rule, war = load_weights().plans, load_weights().war
    last = -1
    for budget in (0, 1, rule.foreseeing // 2, rule.foreseeing, 2 * rule.wide - 1, 2 * rule.wide):
        mind = mind_of("", (f"budget={budget}",))
        assert foresight.part(mind) == min(1000, 1000 * budget // rule.foreseeing) >= last
        seen = foresight.assured(mind).weights.war
        assert seen.tempted == rule.tempted * foresight.part(mind) // 1000
        assert min(war.reserve, rule.reserve) <= seen.reserve <= max(war.reserve, rule.reserve)
        assert plans.far(mind) == (budget >= 2 * rule.wide)
        last = foresight.part(mind)
    assert last == 1000
    plain = mind_of("", ("budget=20",))
    easy = msgspec.structs.replace(plain.weights, plans=msgspec.structs.replace(rule, foreseeing=20, wide=10))
    assert foresight.part(plain) < 1000
    assert not plans.far(plain)
    near = replace(plain, weights=easy)
    assert foresight.part(near) == 1000
    assert plans.far(near)


def test_who_looks_far_writes_to_everybody_every_turn(worlds: list[World]) -> None:
    grand = mind_of("", ("grandmaster",))
    assert grand.writes_always
    assert not any(mind_of("", (name,)).writes_always for name in skills() if name != "grandmaster")
    edge = load_weights().plans.letters
    assert [mind_of("", (f"budget={n}",)).writes_always for n in (edge - 1, edge)] == [False, True]
    written: dict[bool, list[int]] = {True: [], False: []}
    for world in worlds:
        for seat in range(world.states):
            view = view_of(world, seat)
            for mind in (grand, mind_of()):
                letters = treaties.letters(view, mind, (), 0)[0]
                if not cadence.writing(world.turn):
                    assert mind is grand or not letters
                written[mind is grand].append(len(letters))
    assert sum(written[True]) > sum(written[False]) > 0


def test_who_looks_far_writes_treaties_that_run_on(worlds: list[World]) -> None:
    edge = load_weights().plans.lasting
    assert [mind_of("", (f"budget={n}",)).writes_to_last for n in (edge - 1, edge)] == [False, True]
    grand = mind_of("", ("grandmaster",))
    assert grand.writes_to_last
    found: dict[bool, set[tuple[str, bool]]] = {True: set(), False: set()}
    for world in worlds:
        for seat in range(world.states):
            view = view_of(world, seat)
            for mind in (grand, mind_of()):
                for partner in range(world.states):
                    if partner != seat:
                        aim = drafts.aims(view, mind)
                        found[mind is grand] |= {(t.kind, t.renew) for t in drafts.drafts(view, partner, mind, aim)[0]}
    assert {("defence", True), ("entente", True)} <= found[True]
    assert all(renew == (kind not in drafts.PASSING) for kind, renew in found[True])
    assert not any(renew for kind, renew in found[False] if kind != "trade")


def test_who_looks_far_begins_wars_for_the_initiative(worlds: list[World]) -> None:
    rule, war_rule = load_weights().plans, load_weights().war
    seen = [foresight.assured(mind_of("", (f"budget={n}",))).weights.war for n in (rule.daring - 1, rule.daring)]
    assert [(w.threshold, w.resolve) for w in seen] == [
        (war_rule.threshold, war_rule.resolve), (rule.threshold, rule.resolve),
    ]  # fmt: skip
    assert rule.resolve <= rule.threshold < 0 < war_rule.threshold
    wary = {name for name in doctrines()
            if foresight.assured(mind_of(name, ("grandmaster",))).weights.war.threshold != rule.threshold}
    assert wary == {name for name in doctrines() if mind_of(name).weights.war.threshold > war_rule.threshold}
    assert wary == {"defensive-realist", "isolationist", "merchant"}
    begun = {"grandmaster": 0, "statesman": 0}
    for world in worlds:
        for seat in range(world.states):
            view = view_of(world, seat)
            if world.war[seat].any():
                continue
            for name in begun:
                plan = war.intent(view, foresight.assured(mind_of("", (name,))))
                begun[name] += len(plan.begun)
                for option in plan.options:
                    asked = next(t for t in option.terms if t.name in (war.INITIATIVE, "what a war must promise"))
                    assert (asked.name == war.INITIATIVE) == (asked.amount > 0) == (name == "grandmaster")
    assert begun["grandmaster"] > begun["statesman"]


def test_a_novice_sees_less_clearly_than_a_statesman(worlds: list[World]) -> None:
    view = view_of(worlds[6], 0)
    novice = mind_of("", ("novice",))
    assert blurred(view, novice.error) is not view
    differ = sum(_decided("maximiser:novice", view_of(world, 0)).orders.shifts
                 != _decided("maximiser", view_of(world, 0)).orders.shifts for world in worlds)
    assert differ


def _of(decision: Decision, subject: str) -> Record:
    return next(record for record in decision.records if record.subject == subject)
