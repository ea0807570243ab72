"""The same game as linear text with numbered choices: for screen readers, pipes and scripts."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from hegemon import paths
from hegemon.engine.power import finish
from hegemon.errors import BadInput
from hegemon.game.chronicle import length_said
from hegemon.game.opening import rules_of
from hegemon.game.pace import seconds, seconds_said
from hegemon.game.par import Par, stale, usual_of
from hegemon.game.saves import SUFFIX, shelf
from hegemon.game.session import Game, load_game, new_game
from hegemon.tui import plain_pages
from hegemon.tui.kept import RESUME
from hegemon.tui.plain_ask import InputEnded, ask, choose, tell
from hegemon.tui.plain_turn import Left, Turn
from hegemon.tui.rivals import Rivals
from hegemon.world.house import STANDARD, house_rules, house_said
from hegemon.world.scenario import Scenario, load_scenario, outline, scenario_names, with_house

PAGE_BREAK = "\f"
FEW = 30  # states with whom some turns are played fast enough to wait for


def run(
    scenario: str | None = None,
    seats: Mapping[str, str] | Sequence[str] = (),
    seed: int | None = None,
    turns: int | None = None,
) -> int:
    """Play in text on standard input and output until the player leaves or the input ends; the exit code.

    seats: codes of people, or players by code.
    """
    try:
        if scenario is None:
            _menu()
        else:
            given = seats if isinstance(seats, Mapping) else dict.fromkeys(seats, "human")
            _play(new_game(scenario, given, seed, turns))
    except InputEnded:
        print()
    except Left:
        pass
    return 0


def _menu() -> None:
    while True:
        picked = choose("Hegemon.", ("new game", "load a game"), back="leave")
        if picked is None:
            return
        try:
            game = _new() if picked == 0 else _load()
            if game is not None:
                _play(game)
        except Left:
            continue
        except BadInput as error:
            print(f"{error}.")


def _new() -> Game | None:
    names = scenario_names()
    picked = choose("Which world?", [f"{name}: {_titled(name)}" for name in names])
    if picked is None:
        return None
    world = load_scenario(names[picked])
    print(world.story)
    print(f"It lasts about {world.turns} turns: {length_said(world.turns, rules_of(world))}.")
    par = usual_of(world, world.turns)
    if par is not None and len(world.codes) <= FEW and (doubt := stale(par, world)):
        print(f"What AI usually scores: {doubt}.")
    rivals = Rivals(people=True)
    rivals.enter(world)
    rivals.given.clear()
    house: dict[str, str] = {}
    while True:
        taken = [world.codes[s] for s in rivals.given]
        free = [s for s in range(len(world.codes)) if s not in rivals.given]
        label = f"Which seat? Taken: {', '.join(taken)}." if taken else "Which seat is yours?"
        seat = choose(label, (
            *(_seat(world, s, par if set(house.values()) <= {STANDARD} else None) for s in free),
            f"rivals: {rivals.said}, {rivals.about('rivals', rivals.rivals)}",
            f"skill: {rivals.skill}, {rivals.about('skill', rivals.skill)}",
            f"house rules: {house_said(house)}",
        ), "begin" if taken else "back")  # fmt: skip
        if seat is None:
            seed = secrets.randbits(63)
            return new_game(with_house(names[picked], house), rivals.seats(seed), seed) if taken else None
        if seat < len(free):
            rivals.choose(free[seat], "human")
            continue
        if seat == len(free) + 2:
            _house(house)
            continue
        key = ("rivals", "skill")[seat - len(free)]
        lines = rivals.choices(key)
        value = choose(rivals.asked(key), [line for line, _ in lines])
        if value is not None:
            rivals.choose(key, lines[value][1])
            if key == "skill":
                print(f"{rivals.skill}: {seconds_said(seconds(names[picked], rivals.skill))}.")


def _seat(world: Scenario, state: int, par: Par | None) -> str:
    """Return a seat to choose, with what AI usually scores there where that is kept for such a game."""
    code = world.codes[state]
    return f"{code} {world.state_names[state]}" + ("" if par is None else f". {par.said(code).removesuffix('.')}")


def _titled(name: str) -> str:
    try:
        return outline(name).title
    except BadInput as error:
        return f"cannot be opened: {error}"


def _house(house: dict[str, str]) -> None:
    """Ask for house rules, one after another, until it is enough."""
    rules = house_rules()
    while True:
        names = list(rules)
        picked = choose("Which house rule?", [f"{n}: {house.get(n, STANDARD)}, {rules[n].says}" for n in names], "done")
        if picked is None:
            return
        settings = rules[names[picked]].settings
        chosen = choose(rules[names[picked]].says.capitalize() + "?", [f"{n}: {s.says}" for n, s in settings.items()])
        if chosen is not None:
            house[names[picked]] = list(settings)[chosen]


def _load() -> Game | None:
    games = shelf(paths.saves())
    picked = choose("Which game?", [f"{g.path.stem}: {g.title}" for g in games])
    return None if picked is None else load_game(games[picked].path)


def _play(game: Game) -> None:
    """Play a game to its end; when the input ends or the player leaves, everything is kept."""
    try:
        game.autosave()
    except BadInput as error:
        print(f"{error}. The game is not saved by itself.")
    try:
        while not game.over:
            shared = len(game.waiting) > 1
            for code in game.waiting:
                if shared:
                    print(PAGE_BREAK)
                    ask(f"The turn of {code}. Press enter when only its player can read this.")
                Turn(game, game.seat(code)).run()
                if shared:
                    print(PAGE_BREAK)
            nobody = all(name != "human" or not game.world.alive[s] for s, name in enumerate(game.start.players))
            if nobody and ask("Nobody's turn: press enter for the next one, or type quit.") == "quit":
                raise Left
            print("The others decide.")
            game.advance()
            tell((*game.notices, *game.turns[-1].faults))
            game.notices.clear()
    except (InputEnded, Left, KeyboardInterrupt):
        _keep(game)
        raise
    tell(plain_pages.end(game, finish(game.world)))


def _keep(game: Game) -> None:
    try:
        path = paths.saves() / f"{RESUME}{SUFFIX}"
        game.save(path)
    except BadInput as error:
        print(f"{error}. The game is not kept.")
    else:
        print(f"The game is kept in {path}.")
