"""Doctrines: terms that are really weighed, own sums alone, and a way of playing that shows in what is done."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import hegemon
from hegemon.arena.habits import Habits, habits
from hegemon.counsel.danger import TERMS, danger
from hegemon.engine.turn import opening
from hegemon.players.maximiser.bargain import bargain
from hegemon.players.maximiser.mind import Mind, doctrines, mind_of
from hegemon.players.maximiser.war import intent
from hegemon.world.orders import Term, TreatyTerms
from hegemon.world.scenario import load_scenario
from hegemon.world.setup import open_world
from hegemon.world.view import View, view_of

MIXED = ("maximiser", *doctrines())
WORLD = "continents:states=8,provinces=64,seed=1"
RARE = {"dues"}  # terms of treaties that a short game seldom sees


@pytest.fixture(scope="module")
def played() -> Iterator[tuple[dict[str, Habits], Counter[str]]]:
    """Play mixed games, and note what each doctrine did and which terms were weighed."""
    seen: Counter[str] = Counter()
    weigh = Mind.weigh

    def noted(mind: Mind, terms: Iterable[Term]) -> tuple[Term, ...]:
        given = tuple(terms)
        seen.update(term.name for term in given)
        return weigh(mind, given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Mind, "weigh", noted)
        found = habits("ring-8", MIXED, range(4), 30)
        found |= {f"{name} on land": row for name, row in habits(WORLD, MIXED, range(2), 25).items()}
        yield found, seen


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
