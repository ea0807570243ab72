"""Saves and autosaves: whole or not there, opened with suspicion, and the game goes on as if never closed."""

from __future__ import annotations

import hashlib
import json
import os
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest

from hegemon.errors import BadInput
from hegemon.game import journal, replay
from hegemon.game.codec import WorldData, pack_view, pack_world, unpack_view, unpack_world
from hegemon.game.files import STALE
from hegemon.game.saves import Body, read_body, shelf
from hegemon.game.session import JOURNALS, Game, load_game
from hegemon.world.digest import digest
from hegemon.world.orders import Letter, Orders, TreatyTerms
from hegemon.world.state import VALUES
from hegemon.world.view import view_of
from tests.game.support import FIRST, play, ring

Edit = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def game() -> Game:
    return play(ring(FIRST), 7)


@pytest.fixture
def saved(game: Game, tmp_path: Path) -> Path:
    path = tmp_path / "game.hegemon"
    game.save(path)
    return path


def refused(path: Path) -> str:
    """The one line with which a file is turned away."""
    with pytest.raises(BadInput) as found:
        load_game(path)
    line = str(found.value)
    assert "\n" not in line
    assert str(path) in line
    assert len(line) < 600
    return line


def tried(path: Path) -> Game | str:
    """The game in a file, or the line with which it is turned away."""
    try:
        return load_game(path)
    except BadInput as error:
        return str(error)


def forged(path: Path, edit: Edit) -> Path:
    """A save whose content was changed by somebody who knows how to make the header fit."""
    body = msgspec.msgpack.decode(msgspec.msgpack.encode(read_body(path)))
    edit(body)
    return packed(path, msgspec.msgpack.encode(body))


def packed(path: Path, raw: bytes) -> Path:
    content = zlib.compress(raw)
    head = json.loads(path.read_bytes().partition(b"\n")[0])
    head |= {"sha256": hashlib.sha256(content).hexdigest(), "len": len(content)}
    path.write_bytes(json.dumps(head).encode() + b"\n" + content)
    return path


def test_save_opens_to_the_same_game(game: Game, saved: Path) -> None:
    again = load_game(saved)
    assert again.digest() == game.digest()
    assert again.digests == game.digests
    assert again.events == game.events
    assert again.seats == game.seats
    assert (again.history == game.history).all()
    assert again.seat(FIRST).view.news == game.seat(FIRST).view.news
    assert not again.notices
    assert replay.verify(saved) == []


def test_game_goes_on_from_a_save_as_if_never_closed(tmp_path: Path) -> None:
    straight = play(ring(FIRST), 9).digests
    stopped = play(ring(FIRST), 4)
    stopped.save(tmp_path / "a")
    assert play(load_game(tmp_path / "a"), 5).digests == straight


@pytest.mark.parametrize("turns", [0, 4, 9, 10, 13])
def test_game_goes_on_from_its_autosave_as_if_never_closed(turns: int, tmp_path: Path) -> None:
    straight = play(ring(FIRST), turns + 3)
    kept = ring(FIRST)
    path = kept.autosave(tmp_path / "auto.hegemon")
    play(kept, turns)
    again = load_game(path)
    assert not again.notices
    assert again.events == kept.events
    assert play(again, 3).digests == straight.digests
    assert replay.verify(path) == []


def test_autosave_can_be_taken_up_again_in_the_same_file(tmp_path: Path) -> None:
    kept = ring(FIRST)
    path = kept.autosave(tmp_path / "auto.hegemon")
    play(kept, 3)
    again = load_game(path)
    assert again.autosave(path) == path
    play(again, 3)
    assert load_game(path).digests == play(ring(FIRST), 6).digests


def test_records_keep_their_sums_and_are_derived_again(tmp_path: Path) -> None:
    played = play(ring(), 12)
    played.save(tmp_path / "a")
    again = load_game(tmp_path / "a")
    assert not any(turn.records for turn in again.turns)
    key = [(r.seat, r.turn, r.subject, r.about, r.options[0].name, r.margin) for r in played.records]
    assert [(r.seat, r.turn, r.subject, r.about, r.options[0].name, r.margin) for r in again.records] == key
    assert key
    outlines = (r for state in range(again.world.states) for r in again.outlines(state))
    assert sorted((r.seat, r.turn, r.subject, r.about, r.options[0].name, r.margin) for r in outlines) == sorted(key)
    assert again.records == played.records


def test_unfinished_turn_is_kept(tmp_path: Path) -> None:
    begun = ring(FIRST)
    seat = begun.seat(FIRST)
    letter = Letter(0, 1, TreatyTerms("trade", (0, 1)))
    reply = seat.send(letter)
    seat.draft = Orders(seat=0, posture="mobilise")
    begun.save(tmp_path / "a")
    again = load_game(tmp_path / "a").seat(FIRST)
    assert again.draft == seat.draft
    assert again.send(letter) == reply
    assert again.sent == seat.sent


def test_game_of_a_dead_person_is_kept_and_opens(tmp_path: Path) -> None:
    game = play(ring(FIRST, turns=1), 20)
    assert game.over
    world = game.world.fork()
    world.alive[0], world.died[0] = False, 1
    kept = msgspec.structs.replace(game.turns[-1], digest=digest(world))
    dead = Game(game.start, world.publish(), [*game.turns[:-1], kept], game.first_power)
    dead.save(tmp_path / "a")
    assert not load_game(tmp_path / "a").seat(FIRST).view.known.alive[0]


def test_user_scenario_travels_in_the_save(tmp_path: Path) -> None:
    from hegemon import assets
    from hegemon.game.session import new_game

    path = tmp_path / "my ring.toml"
    path.write_text(assets.read("scenarios", "ring-8.toml").decode().replace("turns = 40", "turns = 33"))
    mine = play(new_game(str(path), seats=dict.fromkeys(ring().seats, "turtle"), seed=1), 2)
    mine.save(tmp_path / "a")
    path.unlink()
    again = load_game(tmp_path / "a")
    assert again.start.scenario == "my ring.toml"
    assert again.digest() == mine.digest()
    assert again.world.limit == 33


def test_world_and_view_survive_the_codec(game: Game) -> None:
    world = game.world
    raw = msgspec.msgpack.encode(pack_world(world))
    back = unpack_world(msgspec.msgpack.decode(raw, type=WorldData), world.scenario, world.rules)
    assert digest(back) == digest(world)
    view = view_of(world, 0, game.events[-20:])
    data = pack_view(view)
    again = unpack_view(data, world.scenario, world.rules)
    assert pack_view(again) == data
    assert again.news == view.news
    with pytest.raises(ValueError, match="read-only"):
        again.known.troops[0, 0] = 1


def test_every_value_of_a_world_is_in_its_data() -> None:
    assert set(VALUES) <= set(WorldData.__struct_fields__)


def test_save_is_private(saved: Path) -> None:
    assert os.name == "nt" or saved.stat().st_mode & 0o077 == 0


def test_shelf_lists_saves_and_nothing_else(game: Game, saved: Path) -> None:
    (saved.parent / "note.hegemon").write_text("hello")
    (shown,) = shelf(saved.parent)
    assert shown.path == saved
    world = game.world
    assert shown.title.startswith(f"{world.scenario.title} · ")
    assert f"turn {world.turn} · " in shown.title
    assert not shown.autosave


def test_autosaves_are_thinned_out_and_named_saves_are_not(
    game: Game, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEGEMON_HOME", str(tmp_path))
    made = []
    for seed in range(JOURNALS + 3):
        made.append(ring(seed=seed).autosave())
        os.utime(made[-1], (0, 1e9 + seed))
    mine = made[0].with_name("mine.hegemon")
    game.save(mine)
    os.utime(mine, (0, 0))
    last = ring(seed=99).autosave()
    left = [shown.path for shown in shelf(mine.parent)]
    assert left == [last, *reversed(made[3:]), mine]


def test_unwritable_folder_is_said_and_costs_nothing(game: Game, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="choose a folder"):
        game.save(tmp_path / "none" / "a.hegemon")
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="choose a folder"):
        game.autosave(tmp_path / "file" / "a.hegemon")


def test_autosave_that_cannot_go_on_says_so_and_the_game_does(tmp_path: Path) -> None:
    kept = ring(FIRST)
    path = kept.autosave(tmp_path / "auto.hegemon")
    path.unlink()
    play(kept, 2)
    assert len(kept.notices) == 1
    assert "autosave has stopped" in kept.notices[0]
    assert kept.world.turn == 3


def test_missing_file_and_other_files_are_refused(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "none")
    (tmp_path / "text").write_text("not a save\n")
    assert "not a saved game" in refused(tmp_path / "text")
    (tmp_path / "empty").touch()
    refused(tmp_path / "empty")
    refused(tmp_path)


def test_newer_save_says_to_update(saved: Path) -> None:
    head, _, rest = saved.read_bytes().partition(b"\n")
    saved.write_bytes(json.dumps(json.loads(head) | {"version": 3, "new": {}}).encode() + b"\n" + rest)
    assert "written by a newer Hegemon (format 3); update" in refused(saved)


def test_edited_save_is_refused(saved: Path) -> None:
    content = bytearray(saved.read_bytes())
    content[-40] ^= 1
    saved.write_bytes(content)
    assert "damaged" in refused(saved)


def test_bomb_is_not_unpacked(saved: Path) -> None:
    packed(saved, b"\0" * (200 << 20))
    began = time.process_time()
    assert "longer than" in refused(saved)
    assert time.process_time() - began < 5


def test_deep_nesting_is_refused(saved: Path) -> None:
    packed(saved, b"\x91" * 500_000 + b"\xc0")
    assert "no game" in refused(saved)
    packed(saved, b"\x81\xa5start" * 200_000 + b"\xc0")
    assert "no game" in refused(saved)
    saved.write_bytes(b"[" * 3_000 + b"\n")
    refused(saved)


def array(name: str, **change: Any) -> Edit:
    def edit(body: dict[str, Any]) -> None:
        kind, shape, data = body["world"]["arrays"][name]
        new = {"kind": kind, "shape": shape, "data": data} | change
        body["world"]["arrays"][name] = [new["kind"], new["shape"], new["data"]]

    return edit


FORGERIES: dict[str, Edit] = {
    "negative index": array("sovereign", data=b"\xff" * 8 * 48),
    "index too large": array("capital", data=(48).to_bytes(8, "little") * 8),
    "huge number": array("troops", data=(1 << 60).to_bytes(8, "little") * 8 * 48),
    "flag": array("alive", data=b"\2" * 8),
    "wrong type": array("alive", kind="i"),
    "unknown type": array("troops", kind="f"),
    "wrong shape": array("troops", shape=[48, 8]),
    "huge shape": array("troops", shape=[1 << 40, 1 << 40]),
    "negative shape": array("troops", shape=[-8, -48]),
    "short data": array("troops", data=b""),
    "missing array": lambda b: b["world"]["arrays"].pop("troops"),
    "extra array": lambda b: b["world"]["arrays"].update(tanks=["i", [0], b""]),
    "extra field": lambda b: b.update(more=1),
    "missing field": lambda b: b.pop("turns"),
    "world of another turn": lambda b: b["world"].update(turn=3),
    "negative turn": lambda b: b["world"].update(turn=-1),
    "another seed": lambda b: b["world"].update(seed="0" * 32),
    "seed that is none": lambda b: b["world"].update(seed="g" * 32),
    "victor": lambda b: b["world"].update(victor=44),
    "serial": lambda b: b["world"].update(serial=1 << 63),
    "scenario": lambda b: b["start"].update(scenario="atlantis"),
    "scenario outside": lambda b: b["start"].update(scenario="../../../etc/passwd"),
    "scenario text": lambda b: b["start"].update(text="title = 3"),
    "another scenario's digest": lambda b: b["start"].update(digest="0" * 64),
    "limit": lambda b: b["start"].update(turns=-4),
    "player": lambda b: b["start"]["players"].__setitem__(0, "nobody"),
    "too few players": lambda b: b["start"]["players"].pop(),
    "players of the wrong type": lambda b: b["start"].update(players=3),
    "order of nobody": lambda b: b["turns"][0]["orders"][0].update(seat=-1),
    "two orders of a seat": lambda b: b["turns"][0]["orders"].append(b["turns"][0]["orders"][0]),
    "event of nobody": lambda b: b["turns"][0]["events"][0].update(actor=70),
    "event of no kind": lambda b: b["turns"][0]["events"][0].update(kind="plague"),
    "event of another turn": lambda b: b["turns"][1]["events"][0].update(turn=6),
    "power": lambda b: b["turns"][0].update(power=[1 << 63] * 8),
    "power of too few": lambda b: b.update(first_power=[1]),
    "digest": lambda b: b["turns"][-1].update(digest="0" * 32),
    "draft of another seat": lambda b: b["pending"][0][0].update(seat=4),
    "treaty with nobody": lambda b: b["world"]["treaties"][0].update(parties=[0, 99]),
    "treaty of no kind": lambda b: b["world"]["treaties"][0].update(kind="axis"),
    "treaty with too few replies": lambda b: b["world"]["treaties"][0].update(replies=[]),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_forged_save_is_refused_in_one_line(name: str, saved: Path) -> None:
    refused(forged(saved, FORGERIES[name]))


def test_forgery_that_changes_nothing_opens(saved: Path) -> None:
    assert load_game(forged(saved, lambda body: None)).world.turn == 8


def test_truncated_saves_are_refused(saved: Path) -> None:
    content = saved.read_bytes()
    for size in {0, 1, 10, 100, 200, len(content) // 2, len(content) - 1}:
        saved.write_bytes(content[:size])
        refused(saved)
    saved.write_bytes(content + b"x")
    refused(saved)


def test_flipped_bits_are_refused_or_harmless(game: Game, saved: Path) -> None:
    content, lots = saved.read_bytes(), Random(1)
    for _ in range(300):
        at = lots.randrange(len(content)) if lots.random() < 0.5 else lots.randrange(300)
        changed = bytearray(content)
        changed[at] ^= 1 << lots.randrange(8)
        saved.write_bytes(changed)
        # A flip in the header's words for people leaves the game itself whole.
        found = tried(saved)
        assert "\n" not in found if isinstance(found, str) else found.digest() == game.digest()


def test_mutated_bodies_are_refused_or_lead_to_a_sound_world(saved: Path) -> None:
    raw = msgspec.msgpack.encode(read_body(saved))
    lots = Random(2)
    for _ in range(300):
        changed = bytearray(raw)
        for _ in range(lots.randrange(1, 4)):
            at = lots.randrange(len(changed))
            changed[at : at + lots.randrange(3)] = lots.randbytes(lots.randrange(3))
        packed(saved, bytes(changed))
        found = tried(saved)
        if isinstance(found, str):
            assert "\n" not in found
        else:
            assert list(replay.show(saved))
            assert isinstance(replay.verify(saved), list)


def test_torn_autosave_opens_at_its_last_whole_record(tmp_path: Path) -> None:
    kept = ring(FIRST)
    path = kept.autosave(tmp_path / "auto.hegemon")
    play(kept, 12)
    content, lots = path.read_bytes(), Random(3)
    reached = set()
    for cut in [len(content) - 1, *(lots.randrange(1, len(content)) for _ in range(60))]:
        path.write_bytes(content[:cut])
        again = tried(path)
        if isinstance(again, str):
            assert "\n" not in again
            continue
        count = len(again.turns)
        assert again.digests == kept.digests[:count]
        reached.add(count)
    assert max(reached) >= 11
    assert len(reached) > 4


def test_forged_records_are_refused_or_lead_to_a_sound_world(tmp_path: Path) -> None:
    kept = ring(FIRST)
    path = kept.autosave(tmp_path / "auto.hegemon")
    play(kept, 4)
    head, _, frames = path.read_bytes().partition(b"\n")
    raws = [msgspec.msgpack.encode(entry) for entry in journal.entries(frames)[0]]
    lots, opened = Random(4), 0
    for _ in range(200):
        forged, last = head + b"\n", b""
        target = lots.randrange(len(raws))
        for number, raw in enumerate(raws):
            changed = bytearray(raw)
            if number == target:
                for _ in range(lots.randrange(1, 4)):
                    byte = lots.choice((0, 1, 2, 0x7F, 0xC0, 0xFF, lots.randrange(256)))
                    changed[lots.randrange(len(changed))] = byte
            last, frame = journal.framed(last, bytes(changed))
            forged += frame
        path.write_bytes(forged)
        found = tried(path)
        if isinstance(found, str):
            assert "\n" not in found
        else:
            opened += 1
            play(found, 1)
    assert opened


def test_damaged_record_costs_what_follows_and_says_so(tmp_path: Path) -> None:
    kept = ring(FIRST)
    path = kept.autosave(tmp_path / "auto.hegemon")
    play(kept, 6)
    content = bytearray(path.read_bytes())
    content[-30] ^= 4
    path.write_bytes(content)
    again = load_game(path)
    assert again.digests == kept.digests[:5]
    assert "torn" in again.notices[0]


def test_save_under_other_rules_opens_and_verify_says_why(saved: Path) -> None:
    opened = load_game(forged(saved, lambda b: b.update(rules="0" * 32)))
    assert opened.world.turn == 8
    assert "rules have changed" in replay.verify(saved)[0]


def test_verify_names_the_first_turn_and_field_that_differ(saved: Path) -> None:
    def edit(body: dict[str, Any]) -> None:
        body["turns"][3]["orders"][0] |= {"shifts": [[1, 0]], "posture": "mobilise"}

    (said,) = replay.verify(forged(saved, edit))
    assert "turn 4 " in said
    assert "infrastructure" in said  # the block that moved idles, and economy built less
    assert "from its phase effort on" in said


def test_show_tells_every_turn(saved: Path) -> None:
    lines = list(replay.show(saved))
    assert sum(line.startswith("Turn ") for line in lines) == 7
    assert all("\n" not in line for line in lines)


def test_stale_leftovers_are_swept(game: Game, saved: Path) -> None:
    old, fresh = saved.parent / ".a.hegemon.1.part", saved.parent / ".b.hegemon.2.part"
    old.touch()
    fresh.touch()
    os.utime(old, (0, time.time() - 2 * STALE))
    game.save(saved)
    assert not old.exists()
    assert fresh.exists()


def test_body_types_forbid_what_they_do_not_know() -> None:
    assert Body.__struct_config__.forbid_unknown_fields


def test_game_of_older_rules_opens_at_its_last_world_and_verify_says_why_it_cannot_replay() -> None:
    old = Path(__file__).parent.parent / "golden" / "rules-1.hegemon"
    game = load_game(old)
    assert game.world.turn == len(game.turns) + 1
    assert "the rules have changed" in game.notices[0]
    assert replay.verify(old)[0].endswith(game.notices[0])
    assert list(replay.show(old))
    world = game.world
    assert (world.government == world.scenario.government).all()
    assert (world.commerce == 1000).all()
    assert not world.exiled.any()


def test_game_of_a_scenario_that_has_changed_opens_at_its_last_world(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = load_game(saved)
    monkeypatch.setattr("hegemon.game.stored.altered", lambda start: True)
    again = load_game(saved)
    assert again.digest() == before.digest()
    assert "scenario has changed" in again.notices[0]
    again.save(tmp_path / "on.hegemon")
    assert load_game(tmp_path / "on.hegemon").digest() == again.digest()
