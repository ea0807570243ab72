"""The `hegemon tournament` command: from its options to a printed table."""

from __future__ import annotations

import argparse
import secrets
import sys
from contextlib import closing
from pathlib import Path

import msgspec

from hegemon.arena.progress import Progress
from hegemon.arena.schedule import seat_list, sets_needed
from hegemon.arena.spec import Draft, Spec, merge, read_draft
from hegemon.arena.standings import Tournament
from hegemon.arena.store import FILE, Store
from hegemon.arena.tournament import measure, run_tournament


def run(args: argparse.Namespace) -> int:
    """Plays the tournament that the options ask for and prints its standings; 1 if not one game could be played."""
    spec = _spec(args)
    seats, world = measure(spec.scenario)
    spec = _named(spec)
    entries = seat_list(spec.players, seats)
    sets = sets_needed(spec.games, seats)
    note = f"{sets * seats} games: {sets} mirrored set{'s' if sets != 1 else ''} of {seats} seats"
    if sets * seats != spec.games:
        note = f"--games {spec.games} rounds up to {note}"
    if sys.stderr.isatty() or sets * seats != spec.games or args.seed is None:
        _say(f"{note}; {len(entries) // len(spec.players)} to an entry; seed {spec.seed}")
    with closing(Progress(sys.stderr)) as progress:
        result = run_tournament(
            spec,
            on_event=progress,
            workers=args.workers,
            out=args.out,
            extend=args.extend,
            world=(seats, world),
        )
    print(result.json() if args.json else result.table())
    _report(result)
    return 0 if result.games else 1


def _spec(args: argparse.Namespace) -> Spec:
    drafts = [Draft(seed=_kept_seed(args.out))]
    if args.spec is not None:
        drafts.append(read_draft(args.spec))
    players = None if args.players is None else tuple(args.players)
    drafts.append(
        Draft(scenario=args.scenario, players=players, games=args.games, seed=args.seed, turns=args.turns)
    )
    return merge(drafts)


def _kept_seed(out: str | None) -> int:
    """Returns the seed to use when none is given: the one the store began with, else a new one."""
    if out is not None and (Path(out) / FILE).exists():
        with Store(out) as store:
            kept = store.spec()
        if kept is not None:
            return kept.seed
    return secrets.randbelow(2**31)


def _named(spec: Spec) -> Spec:
    """Returns the spec with each player's name in the one way to write it; BadInput for an unknown player."""
    from hegemon.players.registry import check_player

    return msgspec.structs.replace(spec, players=tuple(map(check_player, spec.players)))


def _report(result: Tournament) -> None:
    for fault in result.void:
        _say(f"game {fault.game} was given up and does not count: {fault.reason}")
    if result.faults:
        first = result.faults[0]
        _say(f"{len(result.faults)} player fault(s); the first, in game {first.game}: {first.reason}")


def _say(line: str) -> None:
    print(f"hegemon: {line}", file=sys.stderr)
