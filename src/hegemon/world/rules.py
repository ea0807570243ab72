"""The numbers of the rules, read from assets/rules; switches are data, read by the formula that they turn off."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct

from hegemon import assets
from hegemon.errors import BadInput
from hegemon.world.rule_ranges import RANGES
from hegemon.world.treaties import TreatyKind


class Power(Struct, frozen=True, forbid_unknown_fields=True):
    """How power is measured and won."""

    coercion: int
    output: int
    land: int
    influence: int
    reach_half: int
    strength_half: int
    least: int
    hegemon: int
    hegemon_turns: int
    bloc: int
    peace: int
    marks: tuple[int, ...]
    score_turns: int
    end_sixths: int
    end_most: int


class Effort(Struct, frozen=True, forbid_unknown_fields=True):
    """What ten blocks of effort buy."""

    counts: tuple[int, ...]
    shifts_peace: int
    shifts_war: int
    recruits: int
    levy: int
    levy_part: int
    upkeep: int
    growth: int
    decay: int
    quality: int
    quality_top: int
    quality_low: int
    leak: int
    influence: int
    influence_decay: int
    focus_bonus: int
    envoys: int
    envoys_each: int
    envoys_most: int
    sheltered: int
    complacency: int


class Economy(Struct, frozen=True, forbid_unknown_fields=True):
    """Yields, extraction and trade."""

    tax_half: int
    occupied: int
    mobilised: int
    surge: tuple[int, int, int, int]
    trade: int
    grain_people: int
    grain_troops: int
    reparations_most: int
    calm: int
    upset: int
    tired: int
    recover: int


class Warfare(Struct, frozen=True, forbid_unknown_fields=True):
    """Movement, battle and occupation."""

    frontage: int
    frontage_thin: int
    excess: int
    flank: int
    flank_most: int
    corps: int
    ground: tuple[int, int, int]
    fort: int
    support: int
    clash: int
    repulse: int
    rout: int
    roll: tuple[int, int]
    loss: int
    loss_rout: int
    loss_winner: int
    ready: int
    ready_soon: int
    ready_peace: int
    supply: tuple[int, int, int, int]
    steps: int
    attacks: int
    attacks_great: int
    great_land: int
    landing: int
    landing_strength: int
    ruin: int
    garrison: int
    fall_turns: int


class Home(Struct, frozen=True, forbid_unknown_fields=True):
    """Stability and exhaustion."""

    stability_rest: int
    exhaustion_war: tuple[int, int, int, int]
    exhaustion_loss: int
    exhaustion_rest: int
    mobilised_after: int
    mobilised_cost: int
    occupied_cost: int
    hunger_cost: int
    exhaustion_cost: int
    breach_cost: tuple[int, int, int, int]
    unrest: int
    change: int
    change_beaten: int
    beaten: int
    change_unrest: int
    settle: int
    review: int
    review_price: int
    subversion: int
    secede: int
    secede_share: int
    secede_calm: int
    secede_share_least: int


class Standing(Struct, frozen=True, forbid_unknown_fields=True):
    """The four ledgers."""

    trust: int
    opinion_decay: int
    grievance_decay: int
    soft: int
    war: int
    breach: int
    honour: int
    pact: int
    echo: int
    kept: int
    kept_seen: int
    broken: int
    broken_seen: int
    prestige_honour: int
    prestige_breach: int
    prestige_decay: int
    balance: int
    friend: int
    burden: int
    burden_slack: int
    burden_trust: int
    sanction: int
    crisis: int
    tension_crisis: int
    tension_armed: int
    tension_memory: int
    summit: int
    spoils: int
    regime: int


class Treaties(Struct, frozen=True, forbid_unknown_fields=True):
    """Clauses: how long allies deliberate, how clear a promise is, how secrets get out."""

    term_most: int
    notice_most: int
    burden_most: int
    members_most: int
    delay_most: int
    delay_members: int
    discord: int
    drill: int
    drill_turn: int
    cheque: tuple[int, int, int]
    invited: int
    informal: int
    delay: int
    leaving: int
    clarity_least: int
    leak: int
    leak_spied: int


class Stakes(Struct, frozen=True, forbid_unknown_fields=True):
    """What joining a war is worth without a given word."""

    foe: int
    ally: int
    front: int


class Order(Struct, frozen=True, forbid_unknown_fields=True):
    """When a dominant state may order the world, and what its order is."""

    share: int
    turns: int
    term: int
    dues_most: int
    opinion: int
    victory: int


class Crises(Struct, frozen=True, forbid_unknown_fields=True):
    """The ladder of a crisis and what mediation does."""

    price: tuple[int, int, int, int]
    stake: int
    tribute: int
    truce: int
    averted: int
    mediator: int
    guests: int


class Switches(Struct, frozen=True, forbid_unknown_fields=True):
    """Mechanisms that are on (1) or off (0)."""

    chaining: int
    reputation: int
    complacency: int
    burden: int
    misperception: int
    autonomy: int
    entrapment: int
    trade: int
    diffusion: int
    sanctions: int
    government: int
    secession: int
    exile: int
    crisis: int
    congress: int
    order: int
    mediation: int
    soft_power: int
    intelligence: int
    balance: int
    basing: int
    consultation: int
    secrecy: int
    occupation: int


class Peace(Struct, frozen=True, forbid_unknown_fields=True):
    """The prices of peace terms."""

    truce: int
    cede_most: int
    price_province: int
    price_reparations: int
    price_demilitarise: int
    price_break: int
    price_regime: int
    price_restore: int
    congress_least: int
    score_loss: int
    score_army: int
    score_occupied: int
    score_least: int


class Sight(Struct, frozen=True, forbid_unknown_fields=True):
    """What a seat sees."""

    fog: int
    error: int
    error_power: int
    spied: int


class Rules(Struct, frozen=True, forbid_unknown_fields=True):
    """All numbers of one game."""

    version: int
    power: Power
    effort: Effort
    economy: Economy
    war: Warfare
    home: Home
    standing: Standing
    peace: Peace
    view: Sight
    treaties: Treaties
    stakes: Stakes
    order: Order
    crisis: Crises
    switch: Switches
    allow: dict[str, int]
    kinds: dict[str, TreatyKind]


_KIND: dict[str, Any] = {
    "aid": False, "one_way": False, "invited": False, "no_attack": False,
    "trade": False, "access": False, "attack": False, "collective": False, "informal": False, "order": False,
    "open": False, "neutral": False, "price": 0, "absent": 0, "autonomy": 0,
}  # fmt: skip


@lru_cache(maxsize=8)
def _standard(name: str) -> dict[str, Any]:
    return tomllib.loads(assets.read("rules", f"{name}.toml").decode())


def load_rules(house: Mapping[str, int] | None = None) -> Rules:
    """Return the standard rules with house rules such as {"war.frontage": 80} put over them.

    Raises BadInput for a house rule that does not exist or does not fit.
    """
    raw = {k: dict(v) if isinstance(v, dict) else v for k, v in _standard("standard").items()}
    kinds = {name: {**_KIND, **row, "name": name} for name, row in raw.pop("treaty").items()}
    for key, value in (house or {}).items():
        section, _, field = key.partition(".")
        table = raw.get(section)
        if not isinstance(table, dict) or field not in table or isinstance(table[field], list):
            raise BadInput(f"unknown house rule {key!r}; house rules are named section.field as in assets/rules")
        if not isinstance(value, int) or isinstance(value, bool):
            raise BadInput(f"house rule {key}: {value!r} is not a whole number; write one")
        least, most = RANGES.get(key, (0, 1 if section in ("switch", "allow") else 1 << 30))
        if not least <= value <= most:
            raise BadInput(f"house rule {key}: {value} is out of range; choose {least} to {most}")
        table[field] = value
    try:
        return msgspec.convert({**raw, "kinds": kinds}, Rules)
    except msgspec.ValidationError as error:
        raise BadInput(f"rules: {error}; mend assets/rules/standard.toml") from None
