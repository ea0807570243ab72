"""What every field of a scenario file means, for people who write one; a test holds it against the tables."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from hegemon.world.scenario_aims import AIM_KINDS
from hegemon.world.scenario_check import (
    BORDER_KINDS,
    MOST_PROVINCES,
    MOST_STATES,
    PROVINCE_RANGES,
    PROVINCES,
    STARTS,
    STATE_RANGES,
    STATES,
    TREATY_RANGES,
)
from hegemon.world.scenario_file import (
    MOST_BYTES,
    AimRow,
    CommonState,
    EarthBorder,
    EarthFile,
    EarthProvince,
    EarthState,
    GeneratedFile,
    OpinionRow,
    RingBorder,
    RingFile,
    RingProvince,
    TreatyRow,
)
from hegemon.world.scenario_model import GOVERNMENTS, TERRAINS, TREATY_KINDS

HEAD = {
    "title": "what lists call it", "story": "a paragraph, told before the game",
    "year": "the label of the first turn", "turns": "the turn from which each may be the last",
    "sources": "where its figures come from", "house": "house rules (page house-rules)",
}  # fmt: skip
_YIELDS = {
    "people": "thousands", "grain": "yield", "ore": "yield", "fuel": "yield", "rail": "infrastructure",
    "troops": "points of its owner's army that stand there, ten to a corps", "fort": "levels of fortress",
    "terrain": f"one of {', '.join(TERRAINS)}",
}  # fmt: skip
_STATE = {
    "government": f"one of {', '.join(GOVERNMENTS)}", "capacity": "how much of its means it can mobilise, per cent",
    "naval": "how much of its army's strength counts at sea, per cent", "quality": "of its arms, per cent",
    "stability": "of its government", "player": "who plays it unless somebody else does (`hegemon players`)",
    "effort": "blocks of military, economy, technology and diplomacy, ten together",
}  # fmt: skip
# Title of a table, the table, what it is, what its fields are beside those of the head.
TABLES: tuple[tuple[str, type[msgspec.Struct], str, dict[str, str]], ...] = (
    ("kind = \"earth\"", EarthFile, "a piece of the real earth; its provinces are points that share the land", {
        "land": "the mask of land in assets/geography", "states": "a row a state", "provinces": "a row a province",
        "borders": "borders that the land alone does not tell", "treaties": "treaties in force",
        "opinions": "what states think of each other", "outside": "points of land that is out of play",
        "reach_km": "land farther than this from every point is out of play",
        "islands_km": "an island without a point goes to the nearest province within this distance",
        "aims": "what seats want beside power", "figures": "the source's share of the world's power by state, ppm",
    }),
    ("states", EarthState, "a state of the earth", {
        "code": "three letters A to Z", "name": "its name", "adjective": "of it, as in French",
        "colour": "of its land, like #4fa3e0", "glyph": "a sign one cell wide", "capital": "the code of a province",
        "great": "whether it opens as a great power", **_STATE,
    }),
    ("provinces", EarthProvince, "a province of the earth", {
        "code": "three letters A to Z", "name": "its name", "owner": "the code of a state",
        "at": "latitude and longitude in degrees, north and east positive", "also": "further points, islands too",
        **_YIELDS,
    }),
    ("borders", EarthBorder, "a border of the earth", {
        "between": "two provinces by code", "kind": f"one of {', '.join(BORDER_KINDS)}", "why": "a word for readers",
    }),
    ("treaties", TreatyRow, "a treaty in force", {
        "kind": f"one of {', '.join(TREATY_KINDS)}",
        "parties": "states by code; of a guarantee the guarantor first",
        "chained": "whether it obliges in wars that a partner was called into", "target": "the enemy that it names",
        "exclude": "the state against whom it does not hold", "term": "turns that it lasts",
        "notice": "turns of notice", "source": "where it is known from", "burden": "military blocks that each owes",
        "offence": "the source records a duty to attack with it; kept, not played",
        "delay": "turns of consultation", "joint": "no separate peace",
        "secret": "known to its parties alone", "renew": "whether it runs on at its term",
    }),
    ("opinions", OpinionRow, "an opinion", {
        "of": "who thinks", "about": "of whom", "value": "foe to friend", "mutual": "whether the other thinks so too",
    }),
    ("aims", AimRow, "an aim; kinds: " + "; ".join(f"{kind}: {says}" for kind, (says, _) in AIM_KINDS.items()), {
        "of": "whose", "say": "the aim in words", "kind": "one of the kinds", "who": "the state that it is about",
        "provinces": "the provinces that it is about", "amount": "the number that it is about",
    }),
    ("kind = \"ring\"", RingFile, "equal sectors; one is written out and stands for all", {
        "sectors": "how many states", "provinces": "a row a province of one sector",
        "borders": "a row a border", "state": "what all states have alike",
    }),
    ("provinces of a ring", RingProvince, "a province of one sector", {
        "at": "km from the middle, and thousandths of the sector's angle", "area": "square km",
        "coast": "whether it lies on the sea", "capital": "whether it is the capital: one of a sector", **_YIELDS,
    }),
    ("borders of a ring", RingBorder, "a border of one sector, or to another", {
        "between": "two provinces of a sector by place, from nought", "km": "between their middles",
        "sector": "how many sectors on the second lies", "kind": "as on the earth, but for none",
    }),
    ("kind = \"generated\"", GeneratedFile, "land made from a seed", {
        "form": "continents, archipelago, pangaea or inland sea", "starts": f"one of {', '.join(STARTS)}",
        "states": "how many", "provinces": "how many", "seed": "the same seed is the same world",
        "state": "what all states have alike",
    }),
    ("state", CommonState, "what all states of a ring or a generated world have alike", _STATE),
)  # fmt: skip
_RANGES: dict[type[msgspec.Struct], dict[str, tuple[int, int]]] = {
    EarthState: STATE_RANGES, CommonState: STATE_RANGES, EarthProvince: PROVINCE_RANGES, RingProvince: PROVINCE_RANGES,
    TreatyRow: TREATY_RANGES, GeneratedFile: {"states": STATES, "provinces": PROVINCES}, RingFile: {"sectors": STATES},
    OpinionRow: {"value": (-100, 100)},
}  # fmt: skip


def told() -> Iterator[str]:
    """Yield lines that tell of every table and field: what it means, its bounds, and what it is if left out."""
    yield f"A file has at most {MOST_BYTES:,} bytes, {MOST_STATES} states and {MOST_PROVINCES} provinces."
    yield ""
    yield "Every file:"
    yield ""
    yield from (_line(field, HEAD[field.name], {}) for field in msgspec.structs.fields(EarthFile) if field.name in HEAD)
    for title, table, says, fields in TABLES:
        yield from ("", f"`{title}`: {says}.", "")
        for field in msgspec.structs.fields(table):
            if field.name in fields:
                yield _line(field, fields[field.name], _RANGES.get(table, {}))


def _line(field: msgspec.structs.FieldInfo, says: str, ranges: dict[str, tuple[int, int]]) -> str:
    bounds = f", {ranges[field.name][0]} to {ranges[field.name][1]}" if field.name in ranges else ""
    if field.required:
        return f"- {field.name}: {says}{bounds}"
    usual = field.default if field.default is not msgspec.NODEFAULT else ""
    shown = "yes" if usual is True else "no" if usual is False else usual
    return f"- {field.name}: {says}{bounds} (left out: {shown if isinstance(shown, int) else shown or 'nothing'})"
