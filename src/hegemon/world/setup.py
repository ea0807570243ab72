"""Opening a world from a scenario."""

from __future__ import annotations

import numpy as np

from hegemon.world.chance import game_seed
from hegemon.world.rules import Rules, load_rules
from hegemon.world.scenario import Scenario
from hegemon.world.state import ARRAYS, World
from hegemon.world.treaties import Treaty, default_replies


def open_world(
    scenario: Scenario, seed: int | str, game: str = "", rules: Rules | None = None, turns: int | None = None
) -> World:
    """Return the world of turn 1, power not yet measured (the engine's opening does that).

    turns: the turn limit instead of the scenario's.
    """
    rules = rules or load_rules(scenario.house)
    s, p = len(scenario.codes), len(scenario.sovereign)
    zero_s, zero_ss = np.zeros(s, np.int64), np.zeros((s, s), np.int64)
    world = World(
        scenario=scenario,
        rules=rules,
        seed=game_seed(seed, scenario.digest, game),
        turn=1,
        limit=turns or scenario.turns,
        over="",
        victor=-1,
        sovereign=scenario.sovereign,
        occupier=np.full(p, -1, np.int64),
        infrastructure=scenario.infrastructure,
        fort=scenario.fort,
        former=np.full(p, -1, np.int64),
        troops=scenario.troops,
        alive=np.ones(s, np.bool_),
        died=zero_s,
        exiled=zero_s,
        government=scenario.government,
        regime=zero_s,
        beaten=zero_s,
        capital=scenario.capital,
        depot=np.full(s, -1, np.int64),
        effort=scenario.effort,
        idle=np.zeros((s, 4), np.int64),
        focus=zero_s,
        focus_new=zero_s,
        mobilised=zero_s,
        disarmed=zero_s,
        quality=scenario.quality * 100,
        stability=scenario.stability,
        exhaustion=zero_s,
        influence=zero_s,
        prestige=np.full(s, 20, np.int64),
        fallen=zero_s,
        dominant=zero_s,
        cover=zero_s,
        bloc=np.full(s, -1, np.int64),
        leading=zero_s,
        inputs=np.zeros((s, 3), np.int64),
        potential=zero_s,
        mobilised_output=zero_s,
        hungry=zero_s,
        coercion=zero_s,
        output_share=zero_s,
        land_share=zero_s,
        influence_share=zero_s,
        power=zero_s,
        recent=np.zeros((10, s), np.int64),
        opinion=scenario.opinion * 10,
        grievance=zero_ss,
        reliability=np.full((s, s), rules.standing.trust, np.int64),
        war=zero_ss,
        inflicted=zero_ss,
        refused=zero_ss,
        sanction=zero_ss,
        commerce=np.full((s, s), 1000, np.int64),
        gap=zero_ss,
        treaties=(),
        wars=(),
        calls=(),
        offers=(),
        payments=(),
        ledger=(),
        motions=(),
        crises=(),
        congresses=(),
        polarisation=0,
        tension=0,
        serial=0,
    )
    for name in ARRAYS:
        array = getattr(world, name)
        setattr(world, name, np.array(array, np.bool_ if name == "alive" else np.int64))
    world.treaties = tuple(
        Treaty(
            id=world.next_id(),
            kind=spec.kind,
            parties=spec.parties,
            chained=spec.chained,
            target=spec.target,
            since=0,
            until=spec.term,
            notice=spec.notice,
            replies=default_replies(spec.parties),
            exclude=spec.exclude,
            burden=spec.burden,
            delay=spec.delay,
            joint=spec.joint,
            secret=spec.secret and bool(world.rules.switch.secrecy),
            renew=spec.renew,
            term=spec.term,
        )
        for spec in scenario.treaties
        if world.rules.allow.get(spec.kind, 1)
    )
    return world
