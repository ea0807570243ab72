"""Every formula is watched: what returns numbers has a test of its direction or its sign, or a reason to have none."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import hegemon.counsel
import hegemon.engine
import hegemon.players.maximiser
import hegemon.world
from tests.monotone import support

ROOMS = (hegemon.engine, hegemon.counsel, hegemon.players.maximiser, hegemon.world)
NUMBERS = {
    "int", "float", "Ints", "Floats", "Bools", "Number", "tuple", "list", "dict", "Term", "Option", "Outcome", "Odds",
    "Band", "Shelter", "Truce", "Danger", "Outlook", "Forecast", "Promises", "Position", "Ground",
}  # fmt: skip

# Modules whose numbers are no formulas.
NO_FORMULAS = {
    "hegemon.world.chance": "draws have no direction; tests/world/test_chance.py has their spread",
    "hegemon.world.digest": "a digest has no direction",
    "hegemon.counsel.memory": "what is remembered is worked out elsewhere",
}
# Functions that return numbers and yet have no direction.
EXCUSED = {
    "writes the world or the turn; its phase's tests have it": {
        "engine.blocs.phase", "engine.crisis.lose_face",
    },
    "reads an order": {"engine.crisis.rung_of"},
    "an index of a place, a state or a government, which has no direction": {
        "engine.effort.depot", "engine.holdings.edges", "engine.occupation.nearest", "engine.exile.protector",
        "engine.government.presser", "engine.government.successor", "engine.secession.breaking",
        "engine.secession.over_extended", "engine.summit.mediators", "counsel.position.borders",
        "counsel.reach.approaches", "counsel.reach.around", "players.maximiser.fronts.enemies",
        "players.maximiser.crises.against", "players.maximiser.drafts.feared", "players.maximiser.drafts.likely",
        "players.maximiser.sums.best",
        "players.maximiser.subjects.stirred", "world.spoils.victors", "world.legality_pacts.voters",
        "world.legality_crisis.restored_to", "players.maximiser.cadence.rhythm",
        "players.maximiser.cadence.slowly", "players.maximiser.cadence.pause", "players.maximiser.cadence.post",
        "players.maximiser.cadence.posts", "players.maximiser.cadence.before_next",
    },
    "counts what happened": {"engine.stakes.snyder"},
    "the sums of promises, which reads what it is given": {
        "counsel.pledges.read_promises", "counsel.position.worded",
    },
    "reads the shelter of a pair": {"counsel.shelter.of_two"},
    "rounds, and nothing else": {"counsel.shelter.rounded"},
    "several at once, each of which is watched alone": {
        "counsel.position.positions", "counsel.danger.dangers", "world.promises.autonomies",
        "counsel.pacts.truces_at", "counsel.shelter.pair_sums", "counsel.shelter.pair_cover",
        "counsel.soundings.foremost", "world.promises.duties", "counsel.leagues.tables_with",
    },
}  # fmt: skip


def formulas() -> dict[str, str]:
    """Return every public function of the rooms that returns numbers alone, by name, with what it returns."""
    found: dict[str, str] = {}
    for room in ROOMS:
        for module in pkgutil.iter_modules(room.__path__, room.__name__ + "."):
            if module.name in NO_FORMULAS or ".scenario" in module.name:
                continue
            for name, member in vars(importlib.import_module(module.name)).items():
                function = inspect.unwrap(member) if callable(member) else member
                if name.startswith("_") or not inspect.isfunction(function) or member.__module__ != module.name:
                    continue
                returned = str(inspect.get_annotations(function).get("return", ""))
                words = set(re.findall(r"\w+", returned))
                if words and words <= NUMBERS and inspect.signature(function).parameters:
                    found[support.name_of(member)] = returned
    return found


def watched() -> dict[str, set[str]]:
    """Return the tests of each formula, all modules of this folder read."""
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        importlib.import_module(f"tests.monotone.{path.stem}")
    return support.proven


def excused() -> set[str]:
    return {f"hegemon.{name}" for names in EXCUSED.values() for name in names}


def test_every_formula_has_a_test_of_its_direction_or_its_sign() -> None:
    missing = sorted(set(formulas()) - set(watched()) - excused())
    assert not missing, f"mark a test in tests/monotone with @proves for each, or say in EXCUSED why not: {missing}"


def test_only_what_returns_numbers_and_is_not_watched_is_excused() -> None:
    known = set(formulas())
    assert not sorted(excused() - known), "no such formula; take it from EXCUSED"
    assert not sorted(excused() & set(watched())), "watched after all; take it from EXCUSED"


def test_inspection_finds_formulas_and_no_writers() -> None:
    found = formulas()
    assert "hegemon.engine.battle.ratio" in found
    assert "hegemon.counsel.danger.win" in found
    assert "hegemon.counsel.danger.danger" in found, "what is wrapped is still found"
    assert "hegemon.engine.power.measure" not in found
    assert len(found) > 100
