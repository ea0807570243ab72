"""Saved games: a line of JSON that says what follows, then the game, packed; read with every check a stranger needs."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from hegemon import __version__
from hegemon.errors import BadInput, one_line
from hegemon.game.codec import WorldData, pack_world
from hegemon.game.files import read_most, write_whole
from hegemon.game.opening import Opening, reopen
from hegemon.game.played import Played, shortened
from hegemon.game.seats import Sent
from hegemon.game.stored import (
    MOST_BODY,
    MOST_FILE,
    Saved,
    check_start,
    check_turns,
    inflate,
    named,
    open_at,
    rules_mark,
    title_of,
)
from hegemon.world.orders import Orders

VERSION = 1
SAVE, JOURNAL = "hegemon save", "hegemon journal"
MOST_HEADER = 4_000
LEVEL = 2  # of compression: a fifth larger than the best, in a third of its time
SUFFIX = ".hegemon"


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """The first line of a file; later versions may add to it."""

    format: Literal["hegemon save", "hegemon journal"]
    version: int
    rules: int = 0
    engine: str = ""
    title: str = ""
    sha256: str = ""
    len: int = 0


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything else. rules: a digest of the numbers the game was played by."""

    start: Opening
    rules: str
    world: WorldData
    turns: tuple[Played, ...]
    first_power: tuple[int, ...]
    pending: tuple[tuple[Orders, tuple[Sent, ...]], ...]


@dataclass(frozen=True, slots=True)
class Shelved:
    """A save as a list shows it; autosave: it is a journal. when: seconds since 1970."""

    path: Path
    title: str
    autosave: bool
    when: float


class _Writing(msgspec.Struct):
    """The fields of Body on their way into a file, turns packed already."""

    start: Opening
    rules: str
    world: WorldData
    turns: list[msgspec.Raw]
    first_power: tuple[int, ...]
    pending: tuple[tuple[Orders, tuple[Sent, ...]], ...]


_encode = msgspec.msgpack.Encoder().encode
_body = msgspec.msgpack.Decoder(Body)
_header = msgspec.json.Decoder(Header)


def write_save(path: Path, saved: Saved) -> None:
    """Write a game to a file, whole or not at all; BadInput if it cannot be opened again or the folder refuses."""
    check_reopens(saved.start)
    content = zlib.compress(_encode(_as_body(saved)), LEVEL)
    head = header(SAVE, saved, sha256=hashlib.sha256(content).hexdigest(), length=len(content))
    write_whole(path, head + content)


def read_save(path: Path) -> Saved:
    """Return the game in a file; BadInput in one line if it is damaged, newer, hostile or no save."""
    body = read_body(path)
    with named(path):
        check_start(body.start)
        check_turns(body.start, body.turns, body.first_power)
        world, notices = open_at(body.start, body.world, body.turns, body.rules)
    return Saved(body.start, world, body.turns, body.first_power, body.pending, notices)


def read_body(path: Path) -> Body:
    """Return a save's body: of the right size, whole, of a known version and typed; its content not yet checked."""
    content = read_most(path, MOST_FILE)
    with named(path):
        head, packed = split(content)
        if head.format != SAVE or head.len != len(packed) or head.sha256 != hashlib.sha256(packed).hexdigest():
            raise BadInput("it is damaged or cut short")
        raw = inflate(packed, MOST_BODY)
        try:
            return _body.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise BadInput(f"its content is no game ({one_line(error, 120)})") from None


def split(content: bytes) -> tuple[Header, bytes]:
    """Return a file's header and what follows it; BadInput if it has none or comes from a newer Hegemon."""
    line, found, _ = content[:MOST_HEADER].partition(b"\n")
    try:
        head = _header.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        head = None
    if not found or head is None:
        raise BadInput("it is not a saved game")
    if head.version > VERSION:
        raise BadInput(f"it was written by a newer Hegemon (format {head.version}); update Hegemon to open it")
    if head.version < 1:
        raise BadInput("it is not a saved game")
    return head, content[len(line) + 1 :]


def header(kind: str, saved: Saved, sha256: str = "", length: int = 0) -> bytes:
    """Return the first line of a file."""
    world = saved.world
    fields = {
        "format": kind, "version": VERSION, "rules": world.rules.version, "engine": __version__,
        "title": one_line(title_of(saved.start, world, kind == SAVE), 200), "sha256": sha256, "len": length,
    }  # fmt: skip
    return msgspec.json.encode(fields) + b"\n"


def is_journal(path: Path) -> bool:
    """Return whether a file is an autosave; BadInput if it cannot be read."""
    with named(path):
        return _peek(path).format == JOURNAL


def shelf(folder: Path) -> tuple[Shelved, ...]:
    """Return the saves in a folder, newest first; what is none of ours is left out."""
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        try:
            head, when = _peek(path), path.stat().st_mtime
        except (BadInput, OSError):
            continue
        found.append(Shelved(path, one_line(head.title, 200), head.format == JOURNAL, when))
    return tuple(sorted(found, key=lambda s: (-s.when, s.autosave, s.path.name)))


def thin_out(folder: Path, most: int) -> None:
    """Remove the oldest autosaves in a folder until at most so many are left; saves that people named stay."""
    for old in [found for found in shelf(folder) if found.autosave][most:]:
        old.path.unlink(missing_ok=True)


def check_reopens(start: Opening) -> None:
    """Raise BadInput if the game's scenario could not be found again by its name or text."""
    try:
        reopen(start.scenario, start.text, start.digest)
    except BadInput as error:
        raise BadInput(f"this game cannot be saved: {error}") from None


def _peek(path: Path) -> Header:
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_HEADER)
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or "cannot be read").lower()
        raise BadInput(f"it {why}" if why.startswith("cannot") else why) from None
    return split(content)[0]


def _as_body(saved: Saved) -> _Writing:
    """Return what is written, records in short: a game that is opened derives them again when somebody asks."""
    known = saved.packed
    known += [msgspec.Raw(_encode(shortened(turn))) for turn in saved.turns[len(known) :]]
    return _Writing(
        start=saved.start,
        rules=rules_mark(saved.world.rules),
        world=pack_world(saved.world),
        turns=list(known),
        first_power=saved.first_power,
        pending=saved.pending,
    )
