"""The world: everything that exists in a game at the opening of a turn, as flat integer arrays and frozen values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hegemon.atlas.geography import Geography
from hegemon.world.fixed import Bools, Ints
from hegemon.world.rules import Rules
from hegemon.world.scenario import Scenario
from hegemon.world.treaties import Call, Congress, Crisis, Entry, Motion, Offer, Payment, Treaty, War

NOBODY = -1


def _known(axes: str, unit: str, known: str) -> Any:
    return field(metadata={"axes": axes, "unit": unit, "known": known})


def _value(known: str) -> Any:
    return field(metadata={"known": known})


# The last answer of controller with what it follows from: all views of an opening ask for the same.
_held: list[tuple[Ints, Ints, Ints]] = []
# The last answers of home by what they are made of: phases ask again for what few turns change.
_settled: dict[tuple[bytes, bytes], Bools] = {}
_SETTLED = 8


@dataclass(slots=True, eq=False)
class World:
    """One world. Axes: S states, P provinces. Published worlds are read-only; a phase works on a fork.

    Each field's metadata says axes, unit and who may know it: public; own (a state its own entry); row (an
    observer its own row); party (who is named in it); sight (own and what the army can see, else an estimate);
    band (an estimate within bounds that the view gives); secret (nobody).
    """

    scenario: Scenario = _value("public")
    rules: Rules = _value("public")
    seed: int = _value("secret")
    turn: int = _value("public")
    limit: int = _value("public")
    over: str = _value("public")
    victor: int = _value("public")

    sovereign: Ints = _known("P", "state", "public")
    occupier: Ints = _known("P", "state or -1", "public")
    infrastructure: Ints = _known("P", "per mille", "public")
    fort: Ints = _known("P", "levels", "public")
    former: Ints = _known("P", "state that lost it by capitulation and may be restored, -1 none", "public")
    troops: Ints = _known("S P", "points, ten to a corps", "sight")

    alive: Bools = _known("S", "", "public")
    died: Ints = _known("S", "turn, 0 alive", "public")
    exiled: Ints = _known("S", "turn from which its government is in exile, 0 at home", "public")
    government: Ints = _known("S", "0 autocracy, 1 oligarchy, 2 democracy, 3 totalitarian", "public")
    regime: Ints = _known("S", "turn of the last change of government, 0 never", "public")
    beaten: Ints = _known("S", "turn of the last lost war, 0 never", "public")
    capital: Ints = _known("S", "province", "public")
    depot: Ints = _known("S", "province where recruits come, -1 the capital", "own")
    effort: Ints = _known("S 4", "blocks", "own")
    idle: Ints = _known("S 4", "blocks that idle this turn", "own")
    focus: Ints = _known("S", "index of FOCUSES", "own")
    focus_new: Ints = _known("S", "index of FOCUSES ordered this turn", "own")
    mobilised: Ints = _known("S", "turn of the order, 0 at peace", "public")
    disarmed: Ints = _known("S", "last turn in which it may not mobilise", "public")
    quality: Ints = _known("S", "hundredths, 10000 is the mean of the start", "public")
    stability: Ints = _known("S", "per mille", "public")
    exhaustion: Ints = _known("S", "per mille", "public")
    influence: Ints = _known("S", "points", "public")
    prestige: Ints = _known("S", "points", "public")
    fallen: Ints = _known("S", "turn-ends wholly occupied", "public")
    dominant: Ints = _known("S", "turns at or above the share from which an order is proclaimed", "public")
    cover: Ints = _known("S", "per mille of its safety that others' promises carry", "band")
    bloc: Ints = _known("S", "first member of its bloc by permanent id, -1 none", "public")
    leading: Ints = _known("S", "turns above the hegemon's share, or with its order above that of victory", "public")
    inputs: Ints = _known("S 3", "grain, ore, fuel after trade", "public")
    potential: Ints = _known("S", "output", "public")
    mobilised_output: Ints = _known("S", "output", "public")
    hungry: Ints = _known("S", "per mille of need unmet", "public")
    coercion: Ints = _known("S", "ppm", "band")
    output_share: Ints = _known("S", "ppm", "public")
    land_share: Ints = _known("S", "ppm", "public")
    influence_share: Ints = _known("S", "ppm", "public")
    power: Ints = _known("S", "ppm", "band")
    recent: Ints = _known("10 S", "power of the last ten turns, row turn % 10, ppm", "band")

    opinion: Ints = _known("S S", "per mille, what row thinks of column", "public")
    grievance: Ints = _known("S S", "per mille, what row holds against column", "row")
    reliability: Ints = _known("S S", "per mille, row's belief that column keeps its word", "row")
    war: Ints = _known("S S", "id of the war between them, 0 peace", "public")
    inflicted: Ints = _known("S S", "points that row destroyed of column in their war", "public")
    refused: Ints = _known("S S", "turn in which column last turned down a letter or a motion of row, 0 never", "party")
    sanction: Ints = _known("S S", "turn since which row sanctions column, 0 not", "public")
    commerce: Ints = _known("S S", "per mille to which trade between them has recovered", "public")
    gap: Ints = _known("S S", "km of the shortest route between their provinces", "public")

    treaties: tuple[Treaty, ...] = _value("public")
    wars: tuple[War, ...] = _value("public")
    calls: tuple[Call, ...] = _value("party")
    offers: tuple[Offer, ...] = _value("party")
    payments: tuple[Payment, ...] = _value("public")
    ledger: tuple[Entry, ...] = _value("party")
    motions: tuple[Motion, ...] = _value("party")
    crises: tuple[Crisis, ...] = _value("public")
    congresses: tuple[Congress, ...] = _value("public")
    polarisation: int = _value("public")
    tension: int = _value("public")
    serial: int = _value("public")

    @property
    def land(self) -> Geography:
        """The geography, which no turn changes."""
        return self.scenario.geography

    @property
    def states(self) -> int:
        """S, dead states included."""
        return len(self.alive)

    @property
    def provinces(self) -> int:
        """P."""
        return len(self.sovereign)

    @property
    def codes(self) -> tuple[str, ...]:
        """State codes, (S,)."""
        return self.scenario.codes

    @property
    def controller(self) -> Ints:
        """Who holds each province now, (P,): the occupier, else the sovereign; not to be written."""
        sovereign, occupier = self.sovereign, self.occupier
        for known in _held:
            if known[0] is sovereign and known[1] is occupier:
                return known[2]
        found = np.where(occupier >= 0, occupier, sovereign)
        found.flags.writeable = False
        if not (sovereign.flags.writeable or occupier.flags.writeable):
            _held[:] = [(sovereign, occupier, found)]
        return found

    @property
    def home(self) -> Bools:
        """Which states live on land of their own, (S,): neither dead nor in exile; not to be written."""
        alive, exiled = self.alive, self.exiled
        made_of = alive.tobytes(), exiled.tobytes()
        found = _settled.get(made_of)
        if found is None:
            if len(_settled) >= _SETTLED:
                _settled.clear()
            _settled[made_of] = found = alive & (exiled == 0)
            found.flags.writeable = False
        return found

    @property
    def army(self) -> Ints:
        """Points of each state, (S,)."""
        total: Ints = np.add.reduce(self.troops, axis=1)
        return total

    def values(self) -> list[Any]:
        """Return every field in its order, of which World makes the same world."""
        return list(_fields(self))

    def share(self) -> World:
        """Return a world with the same arrays and values, to replace some of them; nothing is copied."""
        return World(*_fields(self))

    def fork(self, whole: bool = False) -> World:
        """Return a copy whose arrays may be written; frozen values are shared.

        Arrays that nobody may write are copied when they are first asked for, the others now. whole: all now, which
        is quicker for who asks for most of them.
        """
        arrays = _arrays(self)
        copy = World.__new__(World) if whole else _Fork.of(arrays)
        for name, held in zip(_SHARED, _shared(self), strict=True):
            setattr(copy, name, held)
        for name, array in zip(ARRAYS, arrays, strict=True):
            if whole or array.flags.writeable:
                setattr(copy, name, array.copy())
        return copy

    def publish(self) -> World:
        """Make every array read-only and return the world."""
        for array in _arrays(self):
            array.setflags(write=False)
        return self

    def next_id(self) -> int:
        """Return a fresh id for a treaty, war, call or offer."""
        self.serial += 1
        return self.serial


class _Fork(World):
    """A fork that copies an array on its first use. origin: the arrays of the world it came from, as ARRAYS.

    A class of its own, for whatever looks for what is not there is slow to find what is.
    """

    __slots__ = ("_origin",)
    _origin: tuple[NDArray[Any], ...]

    @staticmethod
    def of(origin: tuple[NDArray[Any], ...]) -> _Fork:
        """Return a fork without any value yet."""
        fork = _Fork.__new__(_Fork)
        fork._origin = origin
        return fork

    def __getattr__(self, name: str) -> Any:
        if name not in _PLACE:
            raise AttributeError(f"a World has no {name}")
        array = self._origin[_PLACE[name]].copy()
        setattr(self, name, array)
        return array

    def publish(self) -> World:
        """Make every array read-only and return the world, which is a plain one from now on."""
        World.publish(self)
        self._origin = ()
        return self.share()


ARRAYS = tuple(f.name for f in fields(World) if "axes" in f.metadata)
_PLACE = {name: at for at, name in enumerate(ARRAYS)}
_FIELDS = tuple(f.name for f in fields(World))
FIELD = {name: at for at, name in enumerate(_FIELDS)}  # the place of each field among the values
_SHARED = tuple(f.name for f in fields(World) if "axes" not in f.metadata)
_arrays: Callable[[World], tuple[NDArray[Any], ...]] = attrgetter(*ARRAYS)
_fields: Callable[[World], tuple[Any, ...]] = attrgetter(*_FIELDS)
_shared: Callable[[World], tuple[Any, ...]] = attrgetter(*_SHARED)
VALUES = (
    "turn", "limit", "over", "victor", "treaties", "wars", "calls", "offers", "payments", "ledger", "motions", "crises",
    "congresses", "polarisation", "tension", "serial",
)  # fmt: skip
