"""What house rules may be set to, where a formula divides by them or more would overflow or turn one over."""

from __future__ import annotations

RANGES: dict[str, tuple[int, int]] = {
    "view.error": (0, 90), "view.error_power": (0, 900), "war.excess": (1, 1000), "war.support": (1, 1000),
    "war.steps": (1, 6), "economy.tax_half": (1, 100_000), "power.reach_half": (1, 100_000),
    "power.strength_half": (1, 100_000), "power.end_sixths": (1, 1000), "effort.quality_top": (10_001, 30_000),
    "effort.influence_decay": (1, 1000), "effort.envoys_each": (1, 10), "effort.upkeep": (0, 100),
    "effort.decay": (0, 1000), "economy.occupied": (0, 1000), "economy.mobilised": (0, 1000),
    "economy.trade": (0, 1000), "effort.levy_part": (0, 1000), "war.loss": (0, 100), "war.loss_rout": (0, 100),
    "war.loss_winner": (0, 100), "war.ruin": (0, 1000), "peace.cede_most": (1, 1000),
    "peace.price_province": (3, 10_000), "effort.complacency": (0, 1000), "economy.recover": (0, 1000),
    "home.change": (0, 1000), "home.settle": (0, 1000), "home.review_price": (0, 1000), "home.subversion": (0, 1000),
    "home.secede": (0, 1000), "home.secede_share": (1, 1000), "standing.balance": (0, 1000),
    "standing.friend": (1, 1000), "standing.trust": (0, 1000), "standing.burden_slack": (0, 999),
    "standing.tension_memory": (1, 1000), "standing.tension_crisis": (0, 1000), "standing.tension_armed": (0, 1000),
    "treaties.term_most": (1, 1000), "treaties.notice_most": (1, 100), "treaties.burden_most": (0, 10),
    "effort.sheltered": (1, 1000), "order.term": (1, 1000), "economy.calm": (0, 1000), "economy.upset": (0, 1000),
    "economy.tired": (0, 1000), "peace.score_army": (1, 10_000), "power.score_turns": (1, 10),
    "standing.regime": (0, 1000), "treaties.members_most": (2, 64),
    "treaties.delay_members": (1, 64), "treaties.drill": (0, 1000), "treaties.leak": (0, 1000),
    "order.dues_most": (0, 500), "crisis.tribute": (0, 500), "crisis.truce": (0, 40), "crisis.averted": (0, 1000),
    "crisis.guests": (2, 8), "view.spied": (0, 1000), "power.coercion": (0, 1000), "power.output": (0, 1000),
    "power.land": (0, 1000), "power.influence": (0, 1000), "standing.broken": (0, 1000),
    "standing.broken_seen": (0, 1000), "standing.prestige_decay": (0, 1000), "standing.opinion_decay": (0, 1000),
    "standing.grievance_decay": (0, 1000),
}  # fmt: skip
