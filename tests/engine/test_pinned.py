"""The numbers that staged tests count with stay as they are, whatever is tuned in the game's own."""

from __future__ import annotations

from msgspec.structs import asdict

from hegemon.world.rules import load_rules
from tests.worlds import NUMBERS, pinned


def test_every_pinned_number_is_still_a_rule() -> None:
    rules = asdict(load_rules())
    for name, numbers in NUMBERS.items():
        if name == "treaty":
            assert set(numbers) <= set(rules["kinds"])
        elif name != "version":
            assert set(numbers) <= set(asdict(rules[name])), name


def test_pinned_numbers_hold_and_house_rules_go_over_them() -> None:
    assert pinned().war.frontage == NUMBERS["war"]["frontage"]
    assert pinned({"war.frontage": 7}).war.frontage == 7
    assert pinned().war.ground == tuple(NUMBERS["war"]["ground"])
    assert pinned().kinds["defence"].price == NUMBERS["treaty"]["defence"]["price"]
