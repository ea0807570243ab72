"""What a scenario file may say: three kinds of typed tables, and nothing besides."""

from __future__ import annotations

import codecs
import re
from typing import Any, TypeVar

import msgspec

from hegemon.errors import BadInput, one_line

MOST_BYTES = 1_000_000
MOST_FAULTS = 50
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]")
_MISSING = re.compile(r"missing required field `(.+?)`")
_EXTRA = re.compile(r"unknown field `(.+?)`")


class _Table(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    pass


class TreatyRow(_Table, frozen=True):
    """A treaty in force: parties by state code; `target` names the state it is aimed at, `exclude` one it is not."""

    kind: str
    parties: tuple[str, ...]
    chained: bool = False
    target: str = ""
    term: int = 20
    notice: int = 1
    source: str = ""
    offence: bool = False
    exclude: str = ""
    burden: int = 0
    delay: int = 0
    joint: bool = False
    secret: bool = False
    renew: bool = False


class OpinionRow(_Table, frozen=True):
    """What one state thinks of another, -100..100; of each other, if mutual."""

    of: str
    about: str
    value: int
    mutual: bool = True


class AimRow(_Table, frozen=True):
    """What a state wants from a game beside power, looked at when the game ends; see world.scenario_aims for the kinds.

    of: whose aim. say: it in words. who: the state it is about. provinces: codes. amount: a number of the kind's own.
    """

    of: str
    say: str
    kind: str
    who: str = ""
    provinces: tuple[str, ...] = ()
    amount: int = 0


class _Head(_Table, frozen=True, kw_only=True):
    title: str
    story: str
    year: int
    turns: int
    sources: tuple[str, ...] = ()
    house: dict[str, int | str] = {}


class EarthProvince(_Table, frozen=True):
    """A province of a map of the earth: a named point, and what lies round it.

    at and also: latitude and longitude in degrees; `also` gives it more ground, islands too. people: in
    thousands. rail: infrastructure, 0..1000. troops: points of its owner's army that stand there.
    """

    code: str
    name: str
    owner: str
    at: tuple[float, float]
    people: int
    grain: int
    ore: int
    fuel: int
    rail: int
    troops: int = 0
    terrain: str = "plain"
    fort: int = 0
    also: tuple[tuple[float, float], ...] = ()


class EarthState(_Table, frozen=True):
    """A state of a map of the earth."""

    code: str
    name: str
    adjective: str
    colour: str
    glyph: str
    government: str
    capital: str
    effort: tuple[int, int, int, int]
    capacity: int = 80
    naval: int = 0
    quality: int = 100
    stability: int = 700
    great: bool = False
    player: str = "maximiser"


class EarthBorder(_Table, frozen=True):
    """A border that the land alone does not tell: thin, a sea crossing, open after all, or none."""

    between: tuple[str, str]
    kind: str
    why: str = ""


class EarthFile(_Head, frozen=True, tag_field="kind", tag="earth", kw_only=True):
    """A scenario on a piece of the earth: `land` names the mask in assets/geography.

    outside: points of land that is out of play, competing with the provinces. reach_km: land farther than
    this from every point is out of play. islands_km: an island without a point goes to the nearest
    province within this distance. figures: what the source says of each state's share of the world's power, ppm.
    """

    land: str
    states: tuple[EarthState, ...]
    provinces: tuple[EarthProvince, ...]
    borders: tuple[EarthBorder, ...] = ()
    treaties: tuple[TreatyRow, ...] = ()
    opinions: tuple[OpinionRow, ...] = ()
    outside: tuple[tuple[float, float], ...] = ()
    reach_km: int = 900
    islands_km: int = 150
    aims: tuple[AimRow, ...] = ()
    figures: dict[str, int] = {}


class RingProvince(_Table, frozen=True):
    """A province of a sector; at: km from the centre, thousandths of the sector's angle."""

    at: tuple[int, int]
    area: int
    people: int
    grain: int
    ore: int
    fuel: int
    rail: int
    troops: int
    coast: bool = False
    capital: bool = False
    terrain: str = "plain"
    fort: int = 0


class RingBorder(_Table, frozen=True):
    """A border from a province of one sector to one `sector` sectors on."""

    between: tuple[int, int]
    km: int
    sector: int = 0
    kind: str = "open"


class CommonState(_Table, frozen=True):
    """What every state of a generated world has alike."""

    effort: tuple[int, int, int, int]
    government: str = "oligarchy"
    capacity: int = 80
    naval: int = 30
    quality: int = 100
    stability: int = 700
    player: str = "maximiser"


class RingFile(_Head, frozen=True, tag_field="kind", tag="ring", kw_only=True):
    """A scenario of equal sectors, one a state."""

    sectors: int
    provinces: tuple[RingProvince, ...]
    borders: tuple[RingBorder, ...]
    state: CommonState


class GeneratedFile(_Head, frozen=True, tag_field="kind", tag="generated", kw_only=True):
    """A scenario on land that is made from a seed. form: of the land. starts: equal or unequal."""

    form: str = "continents"
    starts: str = "equal"
    states: int = 8
    provinces: int = 96
    seed: int = 1
    state: CommonState


ScenarioFile = EarthFile | RingFile | GeneratedFile

T = TypeVar("T")


def shape_faults(content: bytes, where: str) -> list[str]:
    """Lists what does not fit the tables of a scenario file, at most MOST_FAULTS; what does not fit is set aside."""
    try:
        raw = msgspec.toml.decode(content.removeprefix(codecs.BOM_UTF8))
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError) as error:
        return [_no_toml(error, where)]
    found: list[str] = []
    gone: set[str] = set()  # fields that were set aside themselves: that they are missing is no news
    rows = {name: list(range(len(value))) for name, value in raw.items() if isinstance(value, list)}
    while len(found) < MOST_FAULTS:
        try:
            msgspec.convert(raw, ScenarioFile)
            break
        except msgspec.ValidationError as error:
            said, _, path = str(error).partition(" - at `$")
            steps: list[str | int] = [int(n) if n else name for name, n in _STEP.findall(path.rstrip("`"))]
            missing = _MISSING.search(said)
            if missing is None or missing[1] not in gone or len(steps) > 1:
                found.append(f"{_plain(_numbered(str(error), steps, rows))}: {where}; mend or remove that entry")
            extra = _EXTRA.search(said)
            if not _set_aside(raw, [*steps, extra[1]] if extra else steps, rows, gone):
                break
    return found


def _numbered(message: str, steps: list[str | int], rows: dict[str, list[int]]) -> str:
    """Returns a message with the number that its row had before others were set aside."""
    if len(steps) < 2 or not isinstance(steps[1], int) or steps[0] not in rows:
        return message
    return message.replace(f"[{steps[1]}]", f"[{rows[str(steps[0])][steps[1]]}]", 1)


def _set_aside(raw: Any, steps: list[str | int], rows: dict[str, list[int]], gone: set[str]) -> bool:
    """Takes what lies at a path out of decoded tables, the whole row if it is in one; whether that could be."""
    if len(steps) > 1 and isinstance(steps[1], int) and steps[0] in rows:
        raw[steps[0]].pop(steps[1])
        rows[str(steps[0])].pop(steps[1])
        return True
    holder = raw
    for step in steps[:-1]:
        holder = holder[step]
    if not steps or not isinstance(holder, dict) or steps[-1] not in holder:
        return False
    holder.pop(steps[-1])
    gone.add(str(steps[-1]))
    return True


def decode(content: bytes, where: str) -> ScenarioFile:
    """Reads a scenario file into its tables; BadInput says what does not fit and where."""
    if len(content) > MOST_BYTES:
        raise BadInput(f"scenario file too large: {where}: {len(content)} bytes; keep it under {MOST_BYTES}")
    return decode_table(content, where, ScenarioFile)  # type: ignore[arg-type]


def decode_table(content: bytes, where: str, table: type[T]) -> T:
    """Reads TOML into one typed table; BadInput says what does not fit and where."""
    try:
        return msgspec.toml.decode(content.removeprefix(codecs.BOM_UTF8), type=table)
    except msgspec.ValidationError as error:
        raise BadInput(f"{_plain(str(error))}: {where}; mend or remove that entry") from None
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BadInput(_no_toml(error, where)) from None


def _no_toml(error: Exception, where: str) -> str:
    if isinstance(error, RecursionError):
        return f"not a TOML file: {where}: tables within tables, too deep to read; take some out"
    if "limit" in str(error) and "digits" in str(error):
        return f"not a TOML file: {where}: a number has thousands of digits; write a shorter one"
    return f"not a TOML file: {where}: {one_line(error, 160)}; mend the line named"


def _plain(message: str) -> str:
    said, _, path = message.removeprefix("Object ").removeprefix("contains ").partition(" - at `$")
    spot = re.sub(r"\[(\d+)\]", lambda found: f" number {int(found[1]) + 1}", path.rstrip("`")).strip(". ")
    return one_line(f"{said} at {spot}" if spot else said, 200)
