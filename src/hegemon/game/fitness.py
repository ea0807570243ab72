"""Whether a scenario can be played: its file, as the world sees it, and the players that it names."""

from __future__ import annotations

from hegemon.errors import BadInput
from hegemon.players.registry import HUMAN, check_player
from hegemon.world.scenario import check_scenario, load_scenario


def faults_of(scenario: str) -> list[str]:
    """Return everything that is wrong with a scenario by name or file, a line each; empty if it can be played."""
    found = check_scenario(scenario)
    if not found:
        opened = load_scenario(scenario)
        for name in dict.fromkeys(opened.players):
            if name == HUMAN:
                continue
            seats = [code for code, player in zip(opened.codes, opened.players, strict=True) if player == name]
            try:
                check_player(name)
            except BadInput as error:
                found.append(f"player of {', '.join(seats[:8])}: {error}")
    return found
