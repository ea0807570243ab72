"""How a game goes on screen: seat after seat behind curtains, AI states thinking elsewhere, until the end."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from hegemon.errors import BadInput
from hegemon.game.session import load_game, new_game
from hegemon.tui.kept import RESUME, example_games, saved_games, title, unfinished
from hegemon.tui.reel import MOST_TOLD, FileReel, LiveReel
from hegemon.tui.screens.ask import Ask, AskText, Choose, Unkept
from hegemon.tui.screens.curtain import Curtain, Thinking
from hegemon.tui.screens.end import ReportScreen
from hegemon.tui.screens.help import HelpScreen
from hegemon.tui.screens.setup import SetupScreen
from hegemon.tui.screens.turn import TurnScreen
from hegemon.tui.screens.watch import WatchScreen
from hegemon.tui.screens.why import WhyScreen
from hegemon.tui.table import Table, in_thread

if TYPE_CHECKING:
    from collections.abc import Callable

    from hegemon.game.session import Game
    from hegemon.tui.app import HegemonApp
    from hegemon.tui.reel import Reel

RUN = 3
FIRST_WORDS = "arrows select, m marches, d negotiates, tab changes panes, e ends the turn; ? says the rest"


async def follow(app: HegemonApp, choice: str) -> None:
    """Do what was chosen in the menu or on the command line; BadInput for what cannot be opened."""
    if choice == "play":
        await play(app, Table(new_game(app.scenario, app.seats, app.seed, app.turns), app.mapper()))
    elif choice == "watch" and app.beginning == "watch":
        app.beginning = None
        reel = (
            FileReel(Path(app.file))
            if app.file
            else LiveReel(new_game(app.scenario, app.seats, app.seed), app.mapper())
        )
        await watch(app, reel)
    elif choice in ("new", "watch"):
        setup = await app.push_screen_wait(SetupScreen(app.tier, watching=choice == "watch"))
        if setup is None:
            return
        game = new_game(setup.scenario, setup.seats, setup.seed, setup.turns)
        if choice == "watch":
            await watch(app, LiveReel(game, app.mapper()))
        else:
            await play(app, Table(game, app.mapper()))
    elif choice == "load":
        kept = [(f"{_name(game):<16.16} {title(game):<42.42} {_when(game)}", game) for game in saved_games()]
        kept += [(f"{'example':<16} {title(game):<42.42}", game) for game in example_games()]
        if not kept:
            raise BadInput("no game is kept yet; begin a new one")
        path = await app.push_screen_wait(Choose("Load", list(kept)))
        if path is not None:
            await go_on(app, path)
    elif choice == "continue":
        await go_on_with_newest(app)
    elif choice == "handbook":
        from hegemon.tui.screens.handbook import HandbookScreen

        await app.push_screen_wait(HandbookScreen())
    elif choice == "help":
        await app.push_screen_wait(HelpScreen("turn"))


def _name(path: Path) -> str:
    """What kind of save it is, or the name that a person gave it."""
    kinds = {"auto-": "autosave", "done-": "finished", RESUME: "when you left"}
    return next((kind for start, kind in kinds.items() if path.stem.startswith(start)), path.stem)


def _when(path: Path) -> str:
    return time.strftime("%d %b %H:%M", time.localtime(path.stat().st_mtime))


async def go_on_with_newest(app: HegemonApp) -> None:
    """Go on with the newest save that is whole, and say which were passed over; BadInput if none is."""
    damaged = ""
    for path in unfinished():
        try:
            game = load_game(path)
        except BadInput as error:
            damaged = damaged or str(error)
            continue
        if damaged:
            app.notify(
                f"{damaged}. {_name(path).capitalize()} goes on instead.", severity="warning", timeout=15
            )
        await go_on(app, path, game)
        return
    if damaged:
        raise BadInput(damaged)


async def go_on(app: HegemonApp, path: Path, game: Game | None = None) -> None:
    """Go on with a kept game; one without people, or over, is watched."""
    table = Table(game or load_game(path), app.mapper())
    table.resumes = path.stem == RESUME
    for notice in table.game.notices:
        app.notify(notice, severity="warning")
    if table.people and not table.game.over:
        await play(app, table)
    else:
        await watch(app, FileReel(path))


async def watch(app: HegemonApp, reel: Reel) -> None:
    """Show the watch screen until it is left."""
    await app.push_screen_wait(WatchScreen(reel, app.tier))


async def play(app: HegemonApp, table: Table) -> None:
    """Play a game until it is over or left."""
    app.table = table
    problem = table.keep_journal()
    if problem:
        app.notify(problem, severity="warning", timeout=10)
    screen = TurnScreen(app.tier, table.shared)
    await app.push_screen(screen)
    try:
        while not table.game.over:
            if not table.game.waiting:
                if not await outlived(app, table):
                    return
                break
            for code in table.game.waiting:
                while not await one_seat(app, table, screen, code):
                    if await may_leave(app, table):
                        return
            await advance(app, table, screen)
        table.close()
        await the_end(app, table)
    finally:
        _leave(app, screen)


async def may_leave(app: HegemonApp, table: Table) -> bool:
    """Keep the game on the way to the menu; when it cannot be kept, ask whether to go all the same."""
    try:
        table.keep()
    except BadInput as error:
        return await app.push_screen_wait(Unkept(str(error))) == "y"
    return True


def _leave(app: HegemonApp, screen: TurnScreen) -> None:
    """Take the turn screen away, unless the application is closing and has done so."""
    if screen.is_attached and app.is_running:
        screen.clear()
        while app.screen is not screen and len(app.screen_stack) > 2:
            app.pop_screen()
        if app.screen is screen:
            app.pop_screen()


async def one_seat(app: HegemonApp, table: Table, screen: TurnScreen, code: str) -> bool:
    """Let one person play a turn; False when the game is left."""
    game = table.game
    seat = game.seat(code)
    if table.shared:
        screen.clear()
        scenario, state = game.world.scenario, seat.state
        year = scenario.year + game.world.turn - 1
        await app.push_screen_wait(Curtain(scenario.state_names[state], scenario.colours[state], year))
    screen.renew(seat, table.memory(code))
    table.desk = screen.desk
    if not table.shared:
        think_ahead(app, table)
        if game.world.turn == 1:
            screen.notify(FIRST_WORDS, timeout=9)
    if table.running and screen.desk is not None:
        table.running -= 1
        reason = screen.desk.stir()
        if not reason:
            seat.submit(seat.draft)
            return True
        table.running = 0
        app.notify(f"stopped: {reason}")
    while True:
        match await screen.outcomes.get():
            case "end" | "run" as outcome:
                table.running = RUN - 1 if outcome == "run" and not table.shared else 0
                try:
                    seat.submit(seat.draft)
                except BadInput as error:
                    app.notify(str(error), severity="warning", timeout=8)
                    continue
                return True
            case "menu":
                return False
            case "save":
                await save(app, table)


def think_ahead(app: HegemonApp, table: Table) -> None:
    """Let AI seats begin to think while the person does."""
    if app.with_helpers:
        app.run_worker(
            in_thread(lambda: table.game.think(map=table.mapper)), group="ahead", exit_on_error=False
        )


async def advance(app: HegemonApp, table: Table, screen: TurnScreen) -> None:
    """Resolve the turn while AI seats think elsewhere; the map stays alive for a single player."""
    game = table.game
    table.desk = None
    names = dict(zip(game.world.codes, game.world.scenario.state_names, strict=True))
    total = sum(1 for code, player in game.seats.items() if player != "human" and _alive(table, code))
    done: list[str] = []
    thinking = Thinking() if table.shared else None
    if thinking is not None:
        screen.clear()
        await app.push_screen(thinking)
    show: Callable[[str], None] = screen.wait if thinking is None else thinking.wait

    def told(code: str) -> None:
        done.append(code)
        app.call_from_thread(show, f"The states decide … {len(done)} of {total}: {names[code]}")

    show(f"The states decide … 0 of {total}")
    try:
        await in_thread(lambda: game.advance(map=table.mapper, told=told))
    finally:
        if thinking is not None:
            app.pop_screen()
    for notice in (*game.notices, *game.turns[-1].faults):
        app.notify(notice, severity="warning")
    game.notices.clear()


def _alive(table: Table, code: str) -> bool:
    return bool(table.game.world.alive[table.game.world.codes.index(code)])


def _seated(table: Table) -> list[int]:
    return [table.game.world.codes.index(code) for code in table.people]


async def save(app: HegemonApp, table: Table) -> None:
    """Ask for a name and keep the game under it."""
    world = table.game.world
    name = await app.push_screen_wait(
        AskText("Save as", f"{world.scenario.name} {world.scenario.year + world.turn - 1}")
    )
    if name:
        try:
            app.notify(f"saved as {table.keep(name).name}")
        except BadInput as error:
            app.notify(str(error), severity="error", timeout=10)


async def outlived(app: HegemonApp, table: Table) -> bool:
    """When no person's state lives: watch the rest, or stop; whether the end is to be shown."""
    lines = ["No state of yours is left.", "The others go on without you."]
    if await app.push_screen_wait(Ask("Gone", list(lines), [("w", "watch the rest")])):
        await watch(app, LiveReel(table.game, table.mapper))
    return bool(table.game.over)


async def the_end(app: HegemonApp, table: Table) -> None:
    """The power chart, the finish, and every decision record."""
    from hegemon.game.audit import book
    from hegemon.game.chronicle import state_name, told
    from hegemon.game.climate import climates
    from hegemon.game.match import ranks
    from hegemon.game.verdict import verdict
    from hegemon.tui.affairs import end_said
    from hegemon.tui.widgets.panels import ordinal

    game = table.game
    world = game.world
    finish = sorted(range(world.states), key=lambda s: (ranks(world)[s], s))
    said = await in_thread(lambda: {s: verdict(game, s) for s in _seated(table)})  # a par's check plays some turns
    lines = (
        f"{state_name(world, finish[0])} finishes first: {end_said(world)}.",
        *(line for s in said for line in (
            f"{world.codes[s]} finishes {ordinal(ranks(world)[s])}.", *said[s],
        )),
        f"Seed {game.start.seed}.",
        f"Played by {', '.join(f'{code} {player}' for code, player in game.seats.items())}.",
        *told(game.events, world, None, 3),
    )
    while True:
        history = [tuple(row) for row in game.history.tolist()]
        choice = await app.push_screen_wait(ReportScreen(
            world, history, title=f"{world.scenario.title}: the end", lines=lines, asking=True,
            climates=lambda: climates(game), book=book(game.events, world.states),
        ))  # fmt: skip
        if choice == "replay":
            await watch(app, FileReel(game))
            continue
        if not choice.startswith("why "):
            return
        state = int(choice.removeprefix("why "))
        await app.push_screen_wait(WhyScreen(world, state, game.told_by(state, most=MOST_TOLD)))
