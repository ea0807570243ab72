"""Doctrines: terms that are really weighed, own sums alone, and a way of playing that shows in what is done."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

import hegemon
from hegemon.arena.branches import onward, opened
from hegemon.arena.habits import Habits, habits
from hegemon.counsel.danger import TERMS, danger
from hegemon.engine.turn import opening
from hegemon.players.maximiser.bargain import bargain
from hegemon.players.maximiser.honour import joining
from hegemon.players.maximiser.leanings import strongest
from hegemon.players.maximiser.mind import LESS, Mind, doctrines, mind_of
from hegemon.players.maximiser.war import intent
from hegemon.world.orders import Term, TreatyTerms
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.view import View, view_of

MIXED = ("maximiser", *doctrines())
WORLDS = ("ring-8", *(f"continents:states=8,provinces=64,seed={seed}" for seed in (2, 4, 6)))
RARE = {"dues", "balance of power"}  # terms of treaties that a short game seldom sees


@pytest.fixture(scope="module")
def played() -> Iterator[tuple[dict[str, Habits], Counter[str]]]:
    """Play mixed games, and note what each doctrine did and which terms were weighed."""
    seen: Counter[str] = Counter()
    weigh = Mind.weigh

    def noted(mind: Mind, terms: Iterable[Term]) -> tuple[Term, ...]:
        given = tuple(terms)
        seen.update(term.name for term in given)
        seen.update(term.name.removeprefix(less) for term in given for less in LESS if term.name.startswith(less))
        return weigh(mind, given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Mind, "weigh", noted)
        yield habits(WORLDS, MIXED, range(8), 30), seen


def test_every_term_of_a_doctrine_is_one_that_is_weighed(played: tuple[dict[str, Habits], Counter[str]]) -> None:
    named = {term for doctrine in doctrines().values() for term in doctrine.terms}
    assert named - set(played[1]) <= RARE
    assert named - _written() <= set(played[1])


def _written() -> set[str]:
    """Return the names of terms as they stand in the code."""
    found = set(TERMS)
    for room in ("players/maximiser", "counsel"):
        for path in (Path(hegemon.__file__).parent / room).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Term":
                    found.update(str(a.value) for a in node.args[:1] if isinstance(a, ast.Constant))
    return found


def test_doctrines_differ_and_the_plain_maximiser_has_none() -> None:
    assert mind_of().terms == {}
    assert len({tuple(sorted(doctrine.terms.items())) for doctrine in doctrines().values()}) == len(doctrines())
    assert all(part != 1000 for doctrine in doctrines().values() for part in doctrine.terms.values())


@pytest.fixture(scope="module")
def view() -> View:
    return view_of(opening(open_world(load_scenario("europe-1914"), 3)), 0)


@pytest.mark.parametrize("name", doctrines())
def test_others_are_judged_without_doctrine(name: str, view: View) -> None:
    mind = mind_of(name)
    for partner in range(1, view.known.states):
        for kind in ("defence", "nonaggression", "trade", "entente"):
            terms = TreatyTerms(kind, (0, partner))
            ours, plain = bargain(view, terms, partner, mind), bargain(view, terms, partner, mind_of())
            assert ours.theirs == plain.theirs
            assert ours.gain == sum(term.amount for term in ours.mine)


def test_wars_are_ranked_by_weighed_terms_that_add_up(view: View) -> None:
    table = danger(view)
    for name in doctrines():
        mind = mind_of(name)
        plan = intent(view, mind)
        assert [o.utility for o in plan.options] == sorted((o.utility for o in plan.options), reverse=True)
        for target, option in zip(plan.wanted, plan.options, strict=True):
            own = [Term(term, int(amounts[0, target]), target) for term, amounts in table.terms.items()]
            assert {t for t in option.terms if t.about == target} == {t for t in mind.weigh(own) if t.amount}


def test_a_lack_is_weighed_as_what_is_lacking() -> None:
    mind = mind_of("merchant")
    part = doctrines()["merchant"].terms["output"]
    given = tuple(Term(f"{start}output", -1000, -1) for start in ("", "less ", "no more ", "an end of "))
    assert [term.amount for term in mind.weigh(given)] == [-part] * 4


def test_doctrines_are_known_by_what_they_do(played: tuple[dict[str, Habits], Counter[str]]) -> None:
    found = played[0]

    def did(row: str, *names: str) -> float:
        """Return the mean of a habit over doctrines."""
        return sum(found[name][row] for name in names) / len(names)

    def others(row: str, name: str) -> float:
        return did(row, *(other for other in MIXED if other != name))

    assert did("wars begun", "offensive-realist", "revisionist") > did("wars begun", "defensive-realist", "merchant")
    assert did("pacts of help", "defensive-realist", "balancer") > 1.1 * did(
        "pacts of help", "offensive-realist", "isolationist"
    )
    assert did("partners", "isolationist") < 0.9 * others("partners", "isolationist")
    assert did("sanctions", "merchant") < 0.9 * others("sanctions", "merchant")
    assert did("economy", "merchant") == max(row["economy"] for row in found.values())


@pytest.fixture(scope="module")
def moments() -> tuple[View, ...]:
    """Return what every seat sees at eight moments of two games, the same for all who are asked."""
    found: list[View] = []
    for world in WORLDS[:2]:
        point = opened(load_scenario(world), MIXED, 3)
        for _ in range(4):
            point = onward(point, 6)
            found += [view_of(point.world, seat) for seat in range(8) if point.world.home[seat]]
    return tuple(found)


def counted(moments: tuple[View, ...], count: Callable[[View, Mind], int]) -> dict[str, int]:
    """Return how often each doctrine does something in the same positions; the plain maximiser under an empty name."""
    return {name: sum(count(view, mind_of(name)) for view in moments) for name in ("", *doctrines())}


def signed(view: View, mind: Mind, kinds: tuple[str, ...], partners: Iterable[int], target: int = -1) -> int:
    """Return how many treaties of the kinds, with each partner, the mind would sign if they were put to it."""
    world, me = view.known, view.seat
    return sum(
        bargain(view, TreatyTerms(kind, (me, j), target=target), j, mind).good
        for kind in kinds for j in partners if j not in (me, target) and world.home[j] and not world.war[me, j]
    )  # fmt: skip


def test_in_the_same_position_some_begin_wars_and_some_do_not(moments: tuple[View, ...]) -> None:
    wars = counted(moments, lambda view, mind: len(intent(view, mind).begun))
    assert wars["offensive-realist"] > wars[""]
    assert wars["revisionist"] > wars[""]
    assert wars[""] >= wars["defensive-realist"]
    assert wars[""] >= wars["merchant"]
    promised = counted(moments, lambda view, mind: sum(option.utility for option in intent(view, mind).options))
    for bold in ("offensive-realist", "revisionist", "bandwagoner"):
        for wary in ("defensive-realist", "merchant"):
            assert promised[bold] > promised[""] > promised[wary]


def test_in_the_same_position_some_sign_and_some_do_not(moments: tuple[View, ...]) -> None:
    pacts = counted(moments, lambda view, mind: signed(view, mind, ("defence",), range(8)))
    trade = counted(moments, lambda view, mind: signed(view, mind, ("trade",), range(8)))
    peace = counted(moments, lambda view, mind: signed(view, mind, ("nonaggression", "defence"), strongest(view)[:1]))
    league = counted(
        moments, lambda view, mind: signed(view, mind, ("defence", "coalition"), range(8), strongest(view)[0])
    )
    assert pacts["defensive-realist"] > pacts[""] > pacts["isolationist"]
    assert trade["merchant"] > trade[""]
    assert trade["isolationist"] > trade[""]
    assert peace["bandwagoner"] > peace[""]
    assert peace["bandwagoner"] == max(peace.values())
    assert league["balancer"] > league[""]
    assert league["balancer"] == max(league.values())


def test_in_the_same_position_some_join_and_some_stay_out(moments: tuple[View, ...]) -> None:
    def joins(view: View, mind: Mind, foes: Iterable[int]) -> int:
        world, me = view.known, view.seat
        return sum(
            mind.option("join", joining(view, friend, foe, 6000, mind)).utility > 0
            for foe in foes for friend in range(8)
            if len({me, friend, foe}) == 3 and world.home[friend] and world.home[foe] and not world.war[me, friend]
        )  # fmt: skip

    all_wars = counted(moments, lambda view, mind: joins(view, mind, range(8)))
    against = counted(moments, lambda view, mind: joins(view, mind, strongest(view)[:1]))
    assert all_wars["isolationist"] == min(all_wars.values())
    assert all_wars["isolationist"] < all_wars[""]
    assert against["balancer"] == max(against.values())
    assert against["balancer"] > against[""]
