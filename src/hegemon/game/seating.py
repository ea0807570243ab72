"""Who plays each seat: people, players by name, and rivals of a skill and of one doctrine or of dealt ones."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping

import numpy as np

from hegemon.errors import BadInput, unknown
from hegemon.players.maximiser.mind import MAXIMISER, doctrines, skills
from hegemon.players.registry import HUMAN, check_player, kin
from hegemon.world.chance import game_seed, order_of
from hegemon.world.scenario_model import Scenario

MIXED = "mixed"  # every rival has a doctrine of its own, dealt by the seed


def seating(
    scenario: Scenario, given: Mapping[str, str], rivals: str = "", skill: str = "", seed: int | str = 0
) -> dict[str, str]:
    """Return a player for every seat by its code; BadInput for an unknown seat, player, doctrine or skill.

    given: seats with a player of their own or a person. rivals: who plays the rest: a player, MIXED, or empty for
    those of the scenario. skill: of every maximiser that names none, whatever its doctrine.
    """
    for code in given:
        if code not in scenario.codes:
            raise unknown("seat", code, scenario.codes, where=f"in {scenario.name}")
    if skill and skill not in skills():
        raise unknown("skill", skill, tuple(skills()))
    if rivals == HUMAN:
        raise BadInput("rivals: human is no rival; name players from `hegemon players`, or mixed")
    rest = dealt(scenario, seed) if rivals == MIXED else (rivals,) * len(scenario.codes) if rivals else scenario.players
    named = (given.get(code, player) for code, player in zip(scenario.codes, rest, strict=True))
    return {code: skilled(player, skill) for code, player in zip(scenario.codes, named, strict=True)}


def dealt(scenario: Scenario, seed: int | str) -> tuple[str, ...]:
    """Return a doctrine for each seat (the plain maximiser is one), the same for the same seed.

    Each comes up once before any comes up again, whoever plays the other seats.
    """
    kinds = (MAXIMISER, *doctrines())
    key = game_seed(seed, scenario.digest, "doctrines")
    seats = order_of(scenario.state_ids, key, 0, "seats").tolist()
    found = []
    for place in seats:
        again, at = divmod(place, len(kinds))
        found.append(kinds[order_of(np.arange(len(kinds)), key, again, "kinds").tolist().index(at)])
    return tuple(found)


def skilled(player: str, skill: str) -> str:
    """Return a player's name with a skill, if it is a maximiser that names none; BadInput for an unknown player."""
    if player == HUMAN:
        return player
    named = check_player(player)
    has_skill = any(word.removeprefix("skill=") in skills() for word in player.split(":")[1:])
    return named if not skill or kin(player) != MAXIMISER or has_skill else check_player(f"{player}:{skill}")


def asked_for(
    scenario: Scenario, words: Iterable[str], rivals: str, skill: str, seed: int | None, *, people: bool = True
) -> tuple[dict[str, str], int | None]:
    """Return the seating that a command line asks for, and the seed, which a dealing needs; BadInput for bad words.

    words: a state's code or name for a person, or CODE=PLAYER. people: somebody plays, by default the first state.
    """
    codes = {code.casefold(): code for code in scenario.codes}
    codes |= {title.casefold(): code for title, code in zip(scenario.state_names, scenario.codes, strict=True)}
    given: dict[str, str] = {}
    for word in words:
        seat, equals, player = word.partition("=")
        code = codes.get(seat.strip().casefold())
        if code is None:
            raise unknown("seat", seat, scenario.codes, where=f"in {scenario.name}")
        if code in given:
            raise BadInput(f"seat {code}: given twice; name each --seat once")
        given[code] = player.strip() if equals else HUMAN
    if people and HUMAN not in given.values():
        free = [code for code in scenario.codes if code not in given]
        if not free:
            raise BadInput("seats: every one has a player; leave one to a person, or `hegemon watch`")
        given[free[0]] = HUMAN
    if rivals == MIXED and seed is None:
        seed = secrets.randbits(63)
    return seating(scenario, given, rivals, skill, seed or 0), seed
