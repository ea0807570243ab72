"""The command `hegemon bench`: parts that cost seconds, experiments of many games, and what they print."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from hegemon.arena.branches import house_rules
from hegemon.arena.rows import Row, table
from hegemon.errors import BadInput, unknown

COSTS = ("engine", "ai", "ui", "arena")
EXPERIMENTS = ("effort", "dynamics", "theory", "strength", "living", "conduct", "worlds")


class Told(Protocol):
    """What an experiment found."""

    def table(self) -> str:
        """Returns it as text."""

    def json(self) -> str:
        """Returns it as one line of JSON."""


def run(args: argparse.Namespace, screens: Callable[[], Sequence[Row]]) -> int:
    """Measures what the options name and prints it. screens: what the screens cost, which no room before them knows."""
    many = (*EXPERIMENTS, "ai")
    if args.part not in many and (args.workers or args.chances or args.rule or args.only):
        raise BadInput(f"--workers, --chances, --only and --rule: of {', '.join(many)} alone; name one of them")
    if args.part in EXPERIMENTS:
        found = _played(args)
        print(found.json() if args.json else found.table())
        return 0
    if args.part == "ai":
        return _ai(args)
    from hegemon.arena.bench import measure, start_up

    rows = measure([args.part] if args.part else COSTS)
    if args.part in (None, "ui"):
        rows = [*rows, *start_up(), *screens()]
    print(table(rows, as_json=args.json))
    return 0


def _ai(args: argparse.Namespace) -> int:
    """Prints what the maximiser costs, then, after many games, how strong it is."""
    from hegemon.arena import bench_speed, bench_strength

    only = _only(args, bench_strength.PARTS)
    rows = bench_speed.measure()
    if not args.json:
        print(table(rows, as_json=False), end="\n\n", flush=True)
    found = bench_strength.measure(only, args.chances, _workers(args), house_rules(args.rule), sys.stderr)
    print(found.json(rows) if args.json else found.table())
    return 0


def _played(args: argparse.Namespace) -> Told:
    """Returns what an experiment found."""
    workers, rules, chances = _workers(args), house_rules(args.rule), args.chances
    if args.part == "strength":
        from hegemon.arena import bench_strength

        return bench_strength.measure(_only(args, bench_strength.PARTS), chances, workers, rules, sys.stderr)
    if args.part == "living":
        from hegemon.arena import bench_living

        return bench_living.measure(_only(args, bench_living.PARTS), chances, workers, rules, sys.stderr)
    if args.part == "worlds":
        from hegemon.arena import bench_worlds

        return bench_worlds.measure(_only(args, bench_worlds.PARTS), chances, workers, rules, sys.stderr)
    if args.only:
        raise BadInput("--only: of strength, living, worlds and ai alone; leave it out")
    if args.part == "conduct":
        from hegemon.arena import bench_conduct

        return bench_conduct.measure(chances or bench_conduct.GAMES, workers, rules, sys.stderr)
    if args.part == "effort":
        from hegemon.arena import bench_effort

        return bench_effort.measure(chances or 1, workers, rules, sys.stderr)
    if args.part == "theory":
        from hegemon.arena import bench_theory

        return bench_theory.measure(chances or bench_theory.GAMES, workers, rules, sys.stderr)
    from hegemon.arena import bench_dynamics

    return bench_dynamics.play_all(chances or bench_dynamics.CHANCES, workers, rules, sys.stderr)


def _workers(args: argparse.Namespace) -> int:
    return args.workers or os.cpu_count() or 1


def _only(args: argparse.Namespace, parts: Iterable[str]) -> tuple[str, ...]:
    """Returns the parts of a bench that --only names; BadInput for one that it does not have."""
    for name in args.only or ():
        if name not in parts:
            raise unknown("part", name, tuple(parts), where=f"of `hegemon bench {args.part}`")
    return tuple(args.only or ())
