"""The `hegemon` command: reads the arguments, calls the room that does the work, says errors in one line.

Nothing heavy is imported here before a command needs it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NoReturn

from hegemon.errors import BadInput, one_line, unknown

_NO_TERMINAL = (
    "no terminal: hegemon draws its screens on one; run `hegemon --plain` for the same game as text, "
    "or `hegemon tournament --help` for games without people"
)
_BENCHES = ("engine", "ai", "ui", "arena", "effort", "dynamics", "theory", "strength", "living", "conduct", "worlds")

Command = Callable[[argparse.Namespace], int]
if TYPE_CHECKING:
    from hegemon.arena.rows import Row

    _Commands = argparse._SubParsersAction["_Parser"]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 done, 2 bad input (a line on stderr), 130 interrupted."""
    # The rules use no linear algebra, and idle BLAS threads cost start-up; a value set by the user stays.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        args = _parser().parse_args(argv)
        command: Command = args.run
        code = command(args)
        sys.stdout.flush()
    except BadInput as error:
        return _complain(str(error))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader has gone; a second complaint while Python closes stdout would reach the user.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        if error.filename is None:
            raise
        why = (error.strerror or "cannot be used").lower()
        return _complain(f"{error.filename}: {why}; name a file or folder that you can read and write")
    return code


def _complain(message: str) -> int:
    sys.stdout.flush()
    print(f"hegemon: {one_line(message, 1000)}", file=sys.stderr)
    return 2


# ── arguments ─────────────────────────────────────────────────────────────────────────────────────────────


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line with the closest word and where to read on."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{message}; see `{self.prog} --help`")

    def parse_known_args(  # type: ignore[override]  # one signature for its overloads
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        # A command's own parser complains about its strange options, so that it can name its own.
        found, rest = super().parse_known_args(args, namespace)
        if rest:
            options = [o for action in self._actions for o in action.option_strings if o.startswith("--")]
            what = "option" if rest[0].startswith("-") else "argument"
            raise unknown(what, rest[0].split("=")[0], options, where=f"of `{self.prog}`")
        return found, rest

    def _check_value(self, action: argparse.Action, value: object) -> None:
        if action.choices is not None and value not in action.choices:
            kind = str(action.metavar or action.dest)
            raise unknown(kind, str(value), action.choices, where=f"of `{self.prog}`")


def _whole(low: int, high: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = low - 1
        if not low <= value <= high:
            shown = one_line(text, 40)
            raise argparse.ArgumentTypeError(f"'{shown}' is not a whole number from {low} to {high}")
        return value

    return number


_SEED = _whole(0, 2**63 - 1)


def _names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",")]
    if not all(names):
        raise argparse.ArgumentTypeError(f"'{one_line(text, 60)}' has an empty name; write names as a,b,c")
    return names


def _parser() -> _Parser:
    parser = _Parser(
        prog="hegemon",
        description="A strategy game of power politics. Without a command it opens the menu.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_const", dest="run", const=_version, help="print it")
    _plain_flag(parser, default=False)
    parser.set_defaults(run=_menu, plain=False)
    commands = parser.add_subparsers(metavar="command", title="commands")

    def add(name: str, run: Command, summary: str) -> _Parser:
        made = commands.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        made.set_defaults(run=run)
        return made

    _add_play(add)
    _add_tournament(add)
    _add_files(add)
    bench = add("bench", _bench, "measure the game here, against yardsticks run in turn")
    bench.add_argument("part", nargs="?", choices=_BENCHES, help="one part of it; without, the first four, no games")
    bench.add_argument("--json", action="store_true", help="print one JSON object")
    bench.add_argument("--workers", type=_whole(1, 512), metavar="N", help="processes of an experiment (all)")
    bench.add_argument("--chances", type=_whole(1, 9999), metavar="N", help="how often each experiment is played")
    bench.add_argument("--only", type=_names, metavar="A,B", help="of strength, living and worlds, these parts alone")
    bench.add_argument("--rule", action="append", metavar="NAME=N", help="play experiments by a house rule")
    return parser


def _plain_flag(parser: argparse.ArgumentParser, default: object = argparse.SUPPRESS) -> None:
    parser.add_argument("--plain", action="store_true", default=default, help="the same game as text")


def _add_play(add: Callable[[str, Command, str], _Parser]) -> None:
    play = add("play", _play, "play a scenario, alone or several on one keyboard")
    play.add_argument("scenario", metavar="SCENARIO")
    play.add_argument(
        "--seat", action="append", type=_names, metavar="CODE[=PLAYER]", help="a seat for a person, or for that player"
    )
    _add_rivals(play)
    play.add_argument("--seed", type=_SEED, metavar="N", help="the same seed is the same world")
    play.add_argument("--turns", type=_whole(1, 1000), metavar="N", help="the turn from which each may be the last")
    _add_house(play)
    _plain_flag(play)
    watch = add("watch", _watch, "watch AI states play a scenario, or a saved game again")
    watch.add_argument("what", metavar="SCENARIO|FILE")
    _add_rivals(watch)
    watch.add_argument("--seed", type=_SEED, metavar="N")
    _add_house(watch)


def _add_house(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--house", action="append", metavar="NAME=SETTING", help="a house rule (see `hegemon handbook house rules`)"
    )


def _add_rivals(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rivals", default="", metavar="NAME", help="who plays the rest: a player, or mixed doctrines")
    parser.add_argument("--skill", default="", metavar="NAME", help="how well they play (see `hegemon players`)")


def _add_tournament(add: Callable[[str, Command, str], _Parser]) -> None:
    many = add("tournament", _tournament, "play many games without people and rate the players")
    many.add_argument("spec", nargs="?", metavar="SPEC.toml", help="the options below as a file")
    many.add_argument("--players", type=_names, metavar="A,B,C", help="who plays (see `hegemon players`)")
    many.add_argument("--scenario", metavar="NAME", help="the world (see `hegemon scenarios`)")
    many.add_argument("--games", type=_whole(1, 1_000_000), metavar="N", help="at least this many games")
    many.add_argument("--turns", type=_whole(1, 10_000), metavar="N", help="end every game after N turns")
    many.add_argument("--seed", type=_SEED, metavar="N", help="the same seed is the same tournament")
    many.add_argument("--workers", type=_whole(1, 512), default=1, metavar="N", help="processes (1)")
    many.add_argument("--executor", choices=("local",), default="local", help="where the processes run")
    many.add_argument("--out", metavar="DIR", help="keep the games there; run again to resume")
    many.add_argument("--extend", action="store_true", help="let --games differ from what DIR began with")
    many.add_argument("--json", action="store_true", help="print the standings as one JSON object")


def _add_files(add: Callable[[str, Command, str], _Parser]) -> None:
    def group(name: str, summary: str) -> _Commands:
        made = add(name, _menu, summary)
        return made.add_subparsers(metavar="command", title="commands", required=True)

    def member(commands: _Commands, name: str, run: Command, summary: str) -> _Parser:
        made = commands.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        made.set_defaults(run=run)
        return made

    replay = group("replay", "read a saved game")
    show = member(replay, "show", _replay_show, "tell the game turn by turn")
    show.add_argument("--why", action="store_true", help="with every decision and the sums behind it")
    verify = member(replay, "verify", _replay_verify, "play it again and compare every turn and every reason")
    for command in (show, verify):
        command.add_argument("file", metavar="FILE")
    add("scenarios", _scenarios, "list the worlds")
    add("players", _players, "list who can play")
    handbook = add("handbook", _handbook, "read about a concept of the game, with the numbers of its rules")
    handbook.add_argument("concept", nargs="*", metavar="CONCEPT", help="a name, a number, or words to look for")
    scenario = group("scenario", "check a world or make one")
    check = member(scenario, "check", _scenario_check, "say everything that is wrong with a scenario")
    check.add_argument("what", metavar="NAME-OR-FILE")
    new = member(scenario, "new", _scenario_new, "generate a world and write it to a file")
    new.add_argument("kind", choices=("continents", "archipelago", "pangaea", "inland-sea", "ring"))
    new.add_argument("--seed", type=_SEED, required=True, metavar="N")
    new.add_argument("--out", required=True, metavar="FILE")
    new.add_argument("--states", type=_whole(2, 16), default=8, metavar="N")
    new.add_argument("--provinces", type=_whole(24, 240), metavar="N", help="96; a ring has six a state")
    new.add_argument("--starts", choices=("equal", "unequal"), default="equal", help="equal; a ring knows no other")
    show = member(scenario, "show", _scenario_show, "draw a scenario's map and list its states")
    show.add_argument("what", metavar="NAME-OR-FILE")
    par = member(scenario, "par", _scenario_par, "measure what each seat of a scenario usually scores")
    par.add_argument("what", metavar="NAME-OR-FILE")
    par.add_argument("--games", type=_whole(1, 100_000), default=100, metavar="N")
    par.add_argument("--workers", type=_whole(1, 512), default=1, metavar="N", help="processes (1)")
    par.add_argument("--out", default="", metavar="FILE", help="keep it there instead of the data folder")


# ── commands ──────────────────────────────────────────────────────────────────────────────────────────────


def _version(args: argparse.Namespace) -> int:
    from hegemon import __version__

    print(f"hegemon {__version__}")
    return 0


def _needs_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BadInput(_NO_TERMINAL)


def _menu(args: argparse.Namespace) -> int:
    if args.plain:
        from hegemon.tui import plain

        return plain.run()
    _needs_terminal()
    from hegemon.tui import app

    return app.run(None)


def _housed(scenario: str, given: Sequence[str] | None) -> str:
    """Returns what names a scenario under the house rules given beside it."""
    if not given:
        return scenario
    from hegemon.world.house import read_house
    from hegemon.world.scenario import with_house

    return with_house(scenario, read_house(given))


def _play(args: argparse.Namespace) -> int:
    args.scenario = _housed(args.scenario, args.house)
    seats, seed = _seats(args, args.scenario, [name for names in args.seat or () for name in names])
    if args.plain:
        from hegemon.tui import plain

        return plain.run(scenario=args.scenario, seats=seats, seed=seed, turns=args.turns)
    _needs_terminal()
    from hegemon.tui import app

    return app.run("play", scenario=args.scenario, seats=seats, seed=seed, turns=args.turns)


def _seats(
    args: argparse.Namespace, scenario: str, given: Iterable[str], *, people: bool = True
) -> tuple[dict[str, str], int | None]:
    from hegemon.game.seating import asked_for
    from hegemon.world.scenario import load_scenario

    return asked_for(load_scenario(scenario), given, args.rivals, args.skill, args.seed, people=people)


def _watch(args: argparse.Namespace) -> int:
    if args.plain:
        raise BadInput("--plain with watch: watching is drawn; read a saved game with `hegemon replay show FILE`")
    from pathlib import Path

    if args.what.endswith(".hegemon") or (Path(args.what).is_file() and not args.what.endswith(".toml")):
        asked = {"--seed": args.seed is not None, "--rivals": args.rivals, "--skill": args.skill, "--house": args.house}
        for option in (name for name, value in asked.items() if value):
            raise BadInput(f"{option} with {args.what}: a saved game has its own; leave {option} out")
        from hegemon.game.session import load_game

        load_game(args.what)
        given = {"file": args.what}
    else:
        args.what = _housed(args.what, args.house)
        seats, seed = _seats(args, args.what, (), people=False)
        given = {"scenario": args.what, "seats": seats, "seed": seed}
    _needs_terminal()
    from hegemon.tui import app

    return app.run("watch", **given)


def _tournament(args: argparse.Namespace) -> int:
    from hegemon.arena.command import run

    return run(args)


def _replay_show(args: argparse.Namespace) -> int:
    from hegemon.game.replay import show

    for line in show(args.file, args.why):
        print(line)
    return 0


def _replay_verify(args: argparse.Namespace) -> int:
    from hegemon.game.replay import verify

    return _verdict(args.file, verify(args.file))


def _scenario_check(args: argparse.Namespace) -> int:
    from hegemon.game.fitness import faults_of

    return _verdict(args.what, faults_of(args.what))


def _verdict(what: str, problems: Sequence[str]) -> int:
    for problem in problems:
        print(f"hegemon: {one_line(problem, 1000)}", file=sys.stderr)
    if not problems:
        print(f"{what}: good")
    return 2 if problems else 0


def _scenarios(args: argparse.Namespace) -> int:
    from hegemon.world.scenario import outline, scenario_names

    for name in scenario_names():
        try:
            found = outline(name)
        except BadInput as error:
            print(f"{name:<16} cannot be opened: {error}")
            continue
        size = f"{found.states} states, {found.provinces} provinces, {found.turns} turns"
        print(f"{name:<16} {found.title} ({size})")
    return 0


def _players(args: argparse.Namespace) -> int:
    from hegemon.players.registry import listing

    print("\n".join(listing()))
    return 0


def _handbook(args: argparse.Namespace) -> int:
    from hegemon.game.handbook import read

    for line in read(" ".join(args.concept)):
        print(line)
    return 0


def _scenario_new(args: argparse.Namespace) -> int:
    from hegemon.world.scenario import load_scenario, outline, write_ring, write_scenario

    if os.path.exists(args.out):
        raise BadInput(f"file {args.out}: is there already; choose another --out")
    if not args.out.endswith(".toml"):
        raise BadInput(f"file {args.out}: could not be opened again; let its name end in .toml")
    if args.kind == "ring":
        if args.provinces or args.starts != "equal":
            raise BadInput("ring: every state has the same six provinces; leave out --provinces and --starts")
        write_ring(args.states, args.seed, args.out)
    else:
        numbers = f"states={args.states},provinces={args.provinces or 96},seed={args.seed},starts={args.starts}"
        write_scenario(load_scenario(f"{args.kind}:{numbers}"), args.out)
    made = outline(args.out)
    print(f"{args.out}: {made.states} states, {made.provinces} provinces; now `hegemon play {args.out}`")
    return 0


def _scenario_show(args: argparse.Namespace) -> int:
    from hegemon.tui.show import show

    show(args.what)
    return 0


def _scenario_par(args: argparse.Namespace) -> int:
    from hegemon.arena.par import measure, table

    par, where = measure(args.what, args.games, args.workers, args.out, sys.stderr)
    print("\n".join(table(par)))
    print(f"{par.games} games of {par.turns} turns and what followed, in {where}")
    return 0


def _bench(args: argparse.Namespace) -> int:
    from hegemon.arena.experiments import run

    def screens() -> list[Row]:
        from hegemon.tui.bench import measure

        return measure()

    return run(args, screens)
