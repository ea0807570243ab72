"""Phase 7: coercion, shares, the end, victory, score and finish order."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hegemon.engine import power
from hegemon.engine.power import coercion, finish, forces, gaps, measure, reach, score
from hegemon.world.fixed import Ints, shares
from hegemon.world.state import World
from tests.worlds import A, B, C, D, begun, ints, kinds, opened, pinned, play, stage

quick = settings(derandomize=True, max_examples=60, deadline=None, database=None)
four = st.lists(st.integers(0, 3000), min_size=4, max_size=4)
ALL = np.ones(4, np.bool_)


def measured(world: World) -> World:
    copy = world.fork()
    copy.gap = gaps(copy)
    measure(copy)
    return copy


def weigh(force: list[int], output: list[int], world: World) -> Ints:
    return coercion(np.array(force), np.array(output), world.gap, ALL, world.rules)


def test_alike_states_share_alike() -> None:
    world = opened()
    for name in ("output_share", "land_share", "influence_share"):
        assert getattr(world, name).tolist() == [250_000] * 4
    assert world.power.sum() == 1_000_000


def test_the_shares_are_mixed_by_weight() -> None:
    world = stage(opened(), mobilised_output=ints(400, 200, 100, 100), influence=ints(0, 100, 0, 0), prestige=0)
    after = measured(world)
    assert after.output_share.tolist() == [500_000, 250_000, 125_000, 125_000]
    assert after.influence_share.tolist() == [0, 1_000_000, 0, 0]
    mixed = (4 * after.coercion + 3 * after.output_share + 2 * after.land_share + after.influence_share) // 10
    assert np.abs(after.power - mixed).max() <= 1


@quick
@given(four, four, four, st.lists(st.booleans(), min_size=4, max_size=4), st.integers(0, 1000))
def test_shares_sum_exactly_whatever_stands(
    troops: list[int], output: list[int], influence: list[int], alive: list[bool], seed: int
) -> None:
    alive[0] = True
    living = np.array(alive)
    world = opened(seed=seed).fork()
    world.alive[:] = living
    world.troops[:] = 0
    world.troops[:, 0] = np.where(living, troops, 0)
    world.mobilised_output[:] = output
    world.potential[:] = output
    world.influence[:] = influence
    world.prestige[:] = 0
    world.sovereign[:] = [0 if not alive[o] else o for o in world.sovereign.tolist()]
    after = measured(world)
    for name in ("coercion", "output_share", "land_share", "influence_share", "power"):
        values = getattr(after, name)
        assert values.sum() == 1_000_000, name
        assert (values >= 0).all()
        assert (values[~living] == 0).all()


def test_a_total_of_zero_is_split_among_the_living() -> None:
    world = stage(opened(), troops=0, influence=0, prestige=0, mobilised_output=0, potential=0)
    world = stage(world, alive=[True, True, True, False])
    after = measured(world)
    for name in ("coercion", "output_share", "influence_share"):
        assert sorted(getattr(after, name).tolist()) == [0, 333_333, 333_333, 333_334]
        assert getattr(after, name)[D] == 0


def test_coercion_is_relational_and_exact_for_a_pair() -> None:
    world = opened()
    near = np.array([[0, 1], [1, 0]])
    two = np.ones(2, np.bool_)
    raw = coercion(ints(300, 100), ints(100, 100), near, two, world.rules)
    assert abs(int(raw[0]) * 1000 // int(raw.sum()) - 750) <= 1  # at no distance the ratio itself
    far = coercion(ints(300, 100), ints(100, 100), near * 3000, two, world.rules)
    assert 500 < int(far[0]) * 1000 // int(far.sum()) < 750  # distance dulls it
    even = coercion(ints(0, 0), ints(100, 900), near, two, world.rules)
    assert even[0] == even[1]  # nothing against nothing counts half


@quick
@given(four, four)
def test_pairs_split_what_they_matter_to_each_other(force: list[int], output: list[int]) -> None:
    world = opened()
    whole = weigh(force, output, world).sum()
    even = weigh([1, 1, 1, 1], output, world).sum()
    assert abs(int(whole) - int(even)) <= max(10, int(even) // 5000)


@quick
@given(four, st.lists(st.integers(1, 3000), min_size=4, max_size=4), st.integers(0, 3), st.integers(1, 500))
def test_arms_never_lower_coercion_and_disarming_never_raises_it(
    force: list[int], output: list[int], who: int, less: int
) -> None:
    world = opened()
    armed = list(force)
    armed[who] += less
    before, after = weigh(force, output, world), weigh(armed, output, world)
    assert after[who] >= before[who]
    for other in range(4):
        assert other == who or after[other] <= before[other]
    order = np.arange(4)
    assert shares(after, ALL, order)[who] >= shares(before, ALL, order)[who] - 1


def test_with_force_in_proportion_to_output_coercion_is_outputs_share() -> None:
    world = stage(opened(), gap=0)
    output = [100, 200, 300, 400]
    raw = weigh([10 * y for y in output], output, world)
    share = raw * 1000 // raw.sum()
    assert np.abs(share - np.array([100, 200, 300, 400])).max() <= 1


def test_no_index_decides_coercion() -> None:
    world = opened()
    rng = np.random.default_rng(3)
    for _ in range(50):
        force, output = rng.integers(0, 999, 4), rng.integers(1, 999, 4)
        gap = rng.integers(0, 3000, (4, 4))
        gap = np.triu(gap, 1) + np.triu(gap, 1).T
        way = rng.permutation(4)
        straight = coercion(force, output, gap, ALL, world.rules)
        turned = coercion(force[way], output[way], gap[way][:, way], ALL, world.rules)
        assert turned.tolist() == straight[way].tolist()


def test_reach_fades_with_distance_but_never_below_a_twentieth() -> None:
    world = opened()
    distances = np.array([[0, 700, 1400, 2800, 1 << 20]])
    matter, strength = reach(distances, world.rules)
    assert matter[0, 0] == strength[0, 0] == 1000
    assert strength[0, 2] == 500
    assert matter[0].tolist() == sorted(matter[0].tolist(), reverse=True)
    assert matter[0, -1] == strength[0, -1] == 50


def test_gaps_are_the_shortest_routes_between_lands() -> None:
    world = opened()
    assert world.gap[A].tolist() == [0, 300, 300, 300]
    apart = gaps(stage(world, sovereign=ints(A, A, A, B, C, C, D, D)))
    assert apart[B, A] == 300
    assert apart[B, D] == 600
    assert (apart == apart.T).all()
    gone = gaps(stage(world, sovereign=ints(A, A, B, B, C, C, C, C)))
    assert gone[D, A] == 1 << 20


def test_forces_count_whatever_the_posture() -> None:
    world = opened()
    assert forces(stage(world, mobilised=1)).tolist() == forces(world).tolist()
    assert forces(stage(world, quality=15_000)).tolist() == (forces(world) * 3 // 2).tolist()


def settled(world: World) -> tuple[World, list[tuple[str, int, int]]]:
    turn = begun(world)
    power.phase(turn)
    return turn.world, kinds(turn.events)


def strong(world: World) -> World:
    """A above half of everything."""
    return stage(
        world, troops=np.array([[900] + [0] * 7] + [[1] + [0] * 7] * 3), mobilised_output=ints(900, 10, 10, 10),
        potential=ints(900, 10, 10, 10), influence=ints(900, 0, 0, 0), sovereign=ints(A, A, A, B, A, C, A, D),
    )  # fmt: skip


def test_hegemony_is_half_of_power_for_five_turns() -> None:
    world = stage(strong(opened()), turn=5)
    for turn in range(5):
        assert world.leading[A] == turn
        world, events = settled(world)
    assert world.over == "hegemony"
    assert world.victor == A
    assert ("hegemon", A, -1) in events
    broken = stage(world, leading=4, over="", victor=-1, troops=50, mobilised_output=100, influence=0,
                   sovereign=ints(A, A, B, B, C, C, D, D))  # fmt: skip
    again, _ = settled(broken)
    assert again.leading.tolist() == [0] * 4
    assert again.over == ""


def test_crossing_a_mark_is_an_event() -> None:
    world = strong(opened())
    _, events = settled(world)
    assert ("rose", A, -1) in events
    after, _ = settled(world)
    weak = stage(after, troops=50, mobilised_output=100, influence=0, sovereign=ints(A, A, B, B, C, C, D, D))
    _, events = settled(weak)
    assert ("sank", A, -1) in events


def test_the_last_state_standing_wins() -> None:
    world = stage(opened(), alive=[False, True, False, False], sovereign=B)
    after, events = settled(world)
    assert (after.over, after.victor) == ("last standing", B)
    assert ("last", B, -1) in events


def test_the_end_is_uncertain_and_at_most_ten_turns_late() -> None:
    ends = []
    for seed in range(120):
        world = opened(seed=seed)
        late = 0
        while True:
            after, _ = settled(stage(world, turn=20 + late))
            if after.over:
                break
            late += 1
        assert after.over == "the end"
        assert after.victor == -1
        ends.append(late)
        assert settled(stage(world, turn=19))[0].over == ""
    assert min(ends) == 0
    assert max(ends) <= 10
    assert 10 <= sum(e == 0 for e in ends) <= 34  # one in six of 120 is 20
    assert 2.5 < sum(ends) / len(ends) < 5.5


def test_a_world_that_is_over_stays() -> None:
    world = stage(opened(), over="the end")
    after, events = play(world)
    assert after is world
    assert events == ()


def test_score_is_the_mean_of_the_last_ten_turns() -> None:
    world = opened()
    assert score(world).tolist() == [0] * 4
    totals: list[Ints] = []
    for _ in range(12):
        world, _ = play(world)
        totals.append(world.power)
        last = totals[-10:]
        assert score(world).tolist() == (np.sum(last, axis=0) // len(last)).tolist()


def test_finish_order() -> None:
    recent = np.zeros((10, 4), np.int64)
    recent[0] = [100, 300, 300, 0]
    world = stage(opened(), recent=recent, died=ints(0, 4, 9, 3), alive=[True, False, False, False])
    assert finish(world) == [C, B, A, D]
    assert finish(stage(world, alive=[True, True, False, False], died=0))[0] == B
    assert finish(stage(world, victor=D))[0] == D
    tied = stage(opened(), recent=0)
    orders = {tuple(finish(stage(tied, seed=seed))) for seed in range(60)}
    assert {order[0] for order in orders} == {A, B, C, D}  # a draw, not the seat, breaks ties


def test_a_bloc_wins_together_where_the_rules_let_it() -> None:
    for ppm, won in ((0, ""), (500_000, "bloc")):
        rules = pinned({"power.bloc": ppm, "power.hegemon_turns": 1, "power.hegemon": 900_000})
        world = stage(opened(rules=rules), bloc=ints(0, 0, 0, -1), turn=5)
        turn = begun(world)
        power.phase(turn)
        assert turn.world.over == won
        if won:
            strongest = int(np.argmax(turn.world.power[:3]))
            assert turn.world.victor == strongest
            assert {e.target for e in turn.events if e.kind == "bloc wins"} == {0, 1, 2} - {strongest}


def test_a_long_peace_ends_the_game_where_the_rules_let_it() -> None:
    for turns, at, over in ((0, 9, ""), (8, 9, "long peace"), (8, 5, "")):
        turn = begun(stage(opened(rules=pinned({"power.peace": turns})), turn=at))
        power.phase(turn)
        assert (turn.world.over, turn.world.victor) == (over, -1)
    armed = begun(stage(opened(rules=pinned({"power.peace": 8})), turn=9, mobilised=ints(3, 0, 0, 0)))
    power.phase(armed)
    assert not armed.world.over


def test_a_house_rule_says_how_many_turns_the_score_counts() -> None:
    world = stage(opened(rules=pinned({"power.score_turns": 2})), turn=14)
    recent = np.zeros_like(world.recent)
    for turn, power_then in ((13, 300), (12, 100), (11, 7_000)):
        recent[turn % 10] = power_then
    assert score(stage(world, recent=recent)).tolist() == [200] * 4
    ten = stage(opened(), turn=14, recent=recent)
    assert score(ten).tolist() == [740] * 4
