"""The weights of the maximiser's sums, read from assets/rules/ai.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from hegemon import assets
from hegemon.errors import BadInput

Often = Annotated[int, Meta(ge=1)]  # every so many turns
Seldom = Annotated[int, Meta(ge=2)]  # the same of what is thought of beside letters, which take two turns


class DangerWeights(Struct, frozen=True, forbid_unknown_fields=True):
    """What the table of danger is made of, per mille unless the file says otherwise."""

    horizon: int
    judgement: int
    season: int
    prize: int
    defeat: int
    hazard: int
    toil: int
    tired: int
    word: int
    trade: int
    exposure: int
    friendship: int
    ground: int
    unready: int
    friends: int
    crowded: int
    through: int
    far: int
    joint: int
    torn: int
    onset: int
    spread: int


class PactWeights(Struct, frozen=True, forbid_unknown_fields=True):
    """How a treaty's effects on the table are weighed."""

    years: int
    unsure: int
    burden: int
    honour: int
    buffer: int
    block: int
    least: int
    drop: int
    share: int
    named: int
    doubt: int
    closed: int
    resentment: int
    near: int
    strong: int
    balance: int
    feared: int
    blocks: int
    lean: int


class ClauseWeights(Struct, frozen=True, forbid_unknown_fields=True):
    """What the clauses of a treaty are worth."""

    chained: int
    joint: int
    held: int
    block: int
    carried: int
    dues: int


class WarWeights(Struct, frozen=True, forbid_unknown_fields=True):
    """When to strike."""

    threshold: int
    resolve: int
    second: int
    reserve: int
    third: int
    aims: tuple[int, int, int]
    doubt: int
    struck: int
    held: int
    freed: int
    capital: int
    men: int
    theirs: int
    least: int
    alarm: int
    tempted: int
    memory: int
    stay: int


class CrisisWeights(Struct, frozen=True, forbid_unknown_fields=True):
    """What crises, backing and mediation are weighed by."""

    every: Often
    near: int
    least: int
    face: int
    bottleneck: int
    regime: int
    counter: int
    spread: int
    signal: int
    below: tuple[int, int, int, int]
    resentment: int
    backing: int


class MotionWeights(Struct, frozen=True, forbid_unknown_fields=True):
    """When treaties of several are thought of."""

    every: Seldom
    least: int
    members: int
    most: int


class SanctionWeights(Struct, frozen=True, forbid_unknown_fields=True):
    """What sanctions are weighed by."""

    every: Seldom
    least: int
    forestalled: int
    harm: int
    danger: int
    dread: int
    cause: int
    ill: int


class SummitWeights(Struct, frozen=True, forbid_unknown_fields=True):
    """What summits are weighed by."""

    every: Often
    calm: int
    enough: int
    least: int


class CongressWeights(Struct, frozen=True, forbid_unknown_fields=True):
    """What claims are weighed by."""

    border: int
    above: int


class PeaceWeights(Struct, frozen=True, forbid_unknown_fields=True):
    """What going on with a war is worth."""

    held: int
    tire: int
    exhausted: int
    overrun: int
    land: int
    restore: int


class EffortWeights(Struct, frozen=True, forbid_unknown_fields=True):
    """What a block of effort is weighed by."""

    every: Often
    turns: int
    years: int
    doubt: int
    arms: int
    might: int
    stocks: int
    margin: int
    relational: int
    envoy: int


class PlanWeights(Struct, frozen=True, forbid_unknown_fields=True):
    """What who looks ahead expects of rivals."""

    foreseeing: Annotated[int, Meta(ge=1)]
    wide: int
    letters: int
    lasting: int
    daring: int
    threshold: int
    resolve: int
    tempted: int
    reserve: int
    played: int


class CircumstanceWeights(Struct, frozen=True, forbid_unknown_fields=True):
    """From where a circumstance holds that doctrines take up."""

    towers: int
    few: int
    many: int


class Weights(Struct, frozen=True, forbid_unknown_fields=True):
    """All weights of one player."""

    danger: DangerWeights
    pacts: PactWeights
    clauses: ClauseWeights
    war: WarWeights
    crisis: CrisisWeights
    motions: MotionWeights
    sanctions: SanctionWeights
    summits: SummitWeights
    congress: CongressWeights
    peace: PeaceWeights
    effort: EffortWeights
    plans: PlanWeights
    circumstances: CircumstanceWeights


@lru_cache(maxsize=4)
def load_weights(name: str = "ai") -> Weights:
    """Return the weights of a file below assets/rules.

    Raises BadInput for a field that is missing, unknown or no whole number.
    """
    try:
        return msgspec.convert(tomllib.loads(assets.read("rules", f"{name}.toml").decode()), Weights)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadInput(f"weights: {error}; mend assets/rules/{name}.toml") from None
