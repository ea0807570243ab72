"""Runs a tournament: schedule, minus what the store has, played through an executor, settled into standings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager

from hegemon import __version__, assets
from hegemon.arena.executors import SerialExecutor, SlotExecutor, WorkerDied
from hegemon.arena.playing import Event, Play, play_game
from hegemon.arena.schedule import Game, schedule
from hegemon.arena.spec import Spec
from hegemon.arena.standings import Fault, Tournament, settle
from hegemon.arena.store import Store
from hegemon.errors import BadInput, one_line
from hegemon.game.match import MatchResult
from hegemon.world.scenario import load_scenario

# Jobs handed out at a time: enough to keep every process busy, few enough to stop soon.
_WINDOW = 256

Listener = Callable[[Event], None]


def run_tournament(
    spec: Spec,
    executor: Executor | None = None,
    on_event: Listener | None = None,
    *,
    workers: int = 1,
    out: str | None = None,
    extend: bool = False,
    play: Play = play_game,
    world: tuple[int, str] | None = None,
) -> Tournament:
    """Plays every game of `spec` and returns the result, the same whatever executor plays it.

    Without an executor `workers` processes play here (one: this process itself). `out` names a folder that keeps the
    games; running again resumes, and `extend` lets the number of games differ. A game whose worker dies is run
    again once, then given up and reported in `void`, as is a game that raises. `world` is what `measure`
    says of the scenario; `play` plays one game, and must be importable by the executor's processes.
    """
    seats, digest = world if world is not None else measure(spec.scenario)
    games = schedule(spec, seats, digest)
    tell: Listener = on_event or (lambda event: None)
    if out is None:
        outcomes, void = _play_all(games, {}, executor, workers, play, tell, None)
    else:
        with Store(out) as store:
            store.open_for(spec, digest, extend=extend)
            outcomes, void = _play_all(games, store.outcomes(), executor, workers, play, tell, store)
    return settle(games, outcomes, void, spec.seed)


def measure(scenario: str) -> tuple[int, str]:
    """Returns how many seats a scenario has and a digest of it, the rules and the version: of what games depend on."""
    found = load_scenario(scenario)
    facts = hashlib.sha256(f"{__version__} {found.digest}".encode())
    for path in sorted((assets.folder() / "rules").glob("*.toml")):
        facts.update(path.read_bytes())
    return len(found.codes), facts.hexdigest()


def _play_all(
    games: list[Game],
    kept: dict[str, MatchResult],
    executor: Executor | None,
    workers: int,
    play: Play,
    tell: Listener,
    store: Store | None,
) -> tuple[dict[str, MatchResult], list[Fault]]:
    outcomes = {game.id: kept[game.id] for game in games if game.id in kept}
    for done, game in enumerate((game for game in games if game.id in outcomes), 1):
        tell(Event("kept", game, done, len(games)))
    missing = [game for game in games if game.id not in outcomes]
    void: dict[str, Fault] = {}
    if missing:
        with _executor(executor, workers, len(missing)) as chosen:
            for game, result in _results(chosen, missing, play, tell, len(outcomes), len(games)):
                done = len(outcomes) + len(void) + 1
                if isinstance(result, MatchResult):
                    outcomes[game.id] = result
                    if store is not None:
                        store.add(game, result)
                    tell(Event("played", game, done, len(games)))
                else:
                    void[game.id] = Fault(game.id, result)
                    tell(Event("void", game, done, len(games), result))
    return outcomes, [void[game.id] for game in games if game.id in void]


@contextmanager
def _executor(given: Executor | None, workers: int, jobs: int) -> Iterator[Executor]:
    if given is not None:
        yield given
        return
    made: Executor = SerialExecutor() if workers == 1 else SlotExecutor(min(workers, jobs))
    try:
        yield made
    except BaseException:
        made.shutdown(cancel_futures=True)
        raise
    made.shutdown()


def _results(
    executor: Executor, games: list[Game], play: Play, tell: Listener, done: int, total: int
) -> Iterator[tuple[Game, MatchResult | str]]:
    """Yields each game with its outcome, or with the reason why it has none, as they end."""
    waiting = iter(games)
    running: dict[Future[MatchResult], tuple[Game, bool]] = {}
    serial = isinstance(executor, SerialExecutor)
    while True:
        for game in waiting:
            running[executor.submit(play, game)] = (game, False)
            if serial or len(running) >= _WINDOW:
                break
        if not running:
            return
        finished, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in finished:
            game, again = running.pop(future)
            error = future.exception()
            if error is None:
                done += 1
                yield game, future.result()
            elif isinstance(error, BadInput):
                raise error
            elif isinstance(error, WorkerDied) and not again:
                tell(Event("again", game, done, total, one_line(error)))
                running[executor.submit(play, game)] = (game, True)
            else:
                done += 1
                yield game, one_line(f"{type(error).__name__}: {error}", 200)
