"""The experiments of `hegemon bench`: what the rules make of effort and of war, printed as tables."""

from __future__ import annotations

import argparse
import os
import sys

from hegemon.arena.branches import house_rules


def run(args: argparse.Namespace) -> int:
    """Plays the experiment that the options name and prints what it found."""
    workers = args.workers or os.cpu_count() or 1
    rules = house_rules(args.rule)
    if args.part == "effort":
        from hegemon.arena.bench_effort import measure

        report = measure(args.chances or 1, workers, rules, sys.stderr)
        print(report.json() if args.json else report.table())
        return 0
    if args.part == "theory":
        from hegemon.arena import bench_theory

        told = bench_theory.measure(args.chances or bench_theory.GAMES, workers, rules, sys.stderr)
        print(told.json() if args.json else told.table())
        return 0
    from hegemon.arena.bench_dynamics import CHANCES, json, play_all, table

    found = play_all(args.chances or CHANCES, workers, rules, sys.stderr)
    print(json(found) if args.json else table(found))
    return 0
