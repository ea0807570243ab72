"""The autosave: a file that grows by one checksummed record a turn, so that a crash costs at most the last one."""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec

from hegemon.engine.turn import resolve
from hegemon.errors import BadInput
from hegemon.game.codec import WorldData, pack_world
from hegemon.game.files import BINARY, read_most, refused, write_all, write_whole
from hegemon.game.opening import Opening
from hegemon.game.played import Played
from hegemon.game.saves import JOURNAL, check_reopens, header, split
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
)
from hegemon.world.digest import digest
from hegemon.world.state import World

EVERY = 10  # turns between whole worlds in the journal
MOST_RECORD = 8 << 20
_MARK = 16


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One record: how the game began, a turn, or the world as it stands after the turns before."""

    start: Opening | None = None
    rules: str = ""
    first_power: tuple[int, ...] = ()
    turn: Played | None = None
    world: WorldData | None = None


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Entry).decode


class Journal:
    """An open journal; records are chained, so that none can be dropped from the middle or moved."""

    def __init__(self, path: Path, last: bytes) -> None:
        self.path = path
        self._last = last

    @classmethod
    def begin(
        cls, path: Path, start: Opening, first_power: tuple[int, ...], turns: Sequence[Played], world: World
    ) -> Journal:
        """Write a journal of the game so far, whole or not at all; BadInput if the folder refuses."""
        check_reopens(start)
        saved = Saved(start, world, tuple(turns), first_power)
        journal = cls(path, b"")
        entries = [Entry(start=start, rules=rules_mark(world.rules), first_power=first_power)]
        entries += [Entry(turn=turn) for turn in turns]
        content = header(JOURNAL, saved) + b"".join(map(journal._frame, entries))
        write_whole(path, content + journal._frame(Entry(world=pack_world(world))))
        return journal

    def append(self, turn: Played, world: World) -> None:
        """Add a turn; world is the one after it. Every few turns, and at the end, the world goes in too."""
        frames = self._frame(Entry(turn=turn))
        whole = bool(world.over) or (world.turn - 1) % EVERY == 0
        if whole:
            frames += self._frame(Entry(world=pack_world(world)))
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | BINARY)
            try:
                write_all(handle, frames)
                if whole:
                    os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise refused(self.path, error) from None

    def _frame(self, entry: Entry) -> bytes:
        self._last, frame = framed(self._last, _encode(entry))
        return frame


def framed(last: bytes, raw: bytes) -> tuple[bytes, bytes]:
    """Return a record's checksum, which chains it to the one before, and the record as it stands in the file."""
    payload = zlib.compress(raw, 1)
    mark = blake2b(last + payload, digest_size=_MARK).digest()
    return mark, len(payload).to_bytes(4, "little") + mark + payload


def read_journal(path: Path) -> Saved:
    """Return the game in a journal as far as it is whole; notices say what was dropped. BadInput if nothing is."""
    content = read_most(path, MOST_FILE)
    with named(path):
        head, frames = split(content)
        if head.format != JOURNAL:
            raise BadInput("it is not an autosave")
        found, torn = entries(frames)
        first = found[0] if found else Entry()
        if first.start is None:
            raise BadInput("it is damaged from its beginning")
        check_start(first.start)
        turns = [e.turn for e in found if e.turn is not None]
        check_turns(first.start, turns, first.first_power)
        notices = [f"the end of the autosave was torn; the game goes on from turn {len(turns) + 1}"] if torn else []
        return _caught_up(first.start, first, found, turns, notices)


def _caught_up(start: Opening, first: Entry, entries: list[Entry], turns: list[Played], notices: list[str]) -> Saved:
    """Return the game from its last whole world, with the turns after that played again."""
    count, at = 0, -1
    data: WorldData | None = None
    for entry in entries:
        count += entry.turn is not None
        if entry.world is not None:
            data, at = entry.world, count
    if data is None:
        raise BadInput("it is damaged from its beginning")
    world, changed = open_at(start, data, turns[:at], first.rules)
    notices += changed
    for number in range(at, len(turns)):
        after, _ = resolve(world, {o.seat: o for o in turns[number].orders})
        if digest(after) != turns[number].digest:
            notices.append(f"turn {number + 1} does not play again as it did; the game goes on from there")
            return Saved(start, world, tuple(turns[:number]), first.first_power, (), tuple(notices))
        world = after
    return Saved(start, world, tuple(turns), first.first_power, (), tuple(notices))


def entries(frames: bytes) -> tuple[list[Entry], bool]:
    """Return the records up to the first that is not whole, and whether anything was left."""
    found: list[Entry] = []
    last, at, room = b"", 0, MOST_BODY
    while at < len(frames):
        size = int.from_bytes(frames[at : at + 4], "little")
        mark, payload = frames[at + 4 : at + 4 + _MARK], frames[at + 4 + _MARK : at + 4 + _MARK + size]
        if size > MOST_RECORD or len(payload) < size or blake2b(last + payload, digest_size=_MARK).digest() != mark:
            return found, True
        try:
            raw = inflate(payload, min(room, MOST_RECORD))
            found.append(_decode(raw))
        except (BadInput, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return found, True
        room -= len(raw)
        last, at = mark, at + 4 + _MARK + size
    return found, False
