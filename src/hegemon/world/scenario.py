"""Scenarios by name or file: find, read, check, write."""

from __future__ import annotations

from hegemon.world.scenario_model import Scenario, TreatySpec

__all__ = ["Scenario", "TreatySpec", "check_scenario", "load_scenario", "scenario_names", "write_scenario"]


def load_scenario(name_or_path: str) -> Scenario:
    """Open a scenario by name or file.

    Raises BadInput for an unknown name or a faulty file.
    """
    raise KeyError(name_or_path)


def check_scenario(name_or_path: str) -> list[str]:
    """List every problem of a scenario, one line each; empty if it is good."""
    return [name_or_path]


def scenario_names() -> list[str]:
    """List the scenarios shipped and the user's own."""
    return []


def write_scenario(scenario: Scenario, path: str) -> None:
    """Write a generated scenario to a file that opens to the same digest."""
