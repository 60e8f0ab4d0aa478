"""Administrators keep the calendar and the rules; everybody signed in may read them."""

from __future__ import annotations

from typing import Any

from coordination.kernel.actor import Actor, Role
from coordination.kernel.doors import Door, May
from coordination.kernel.store import db
from coordination.limits.models import LadderRow, RuleRow


def _load(rule_id: int, actor: Actor) -> RuleRow | None:
    return db.session.get(RuleRow, rule_id) if actor.role is Role.ADMINISTRATOR else None


def _load_ladder(ladder_id: int, actor: Actor) -> LadderRow | None:
    return db.session.get(LadderRow, ladder_id) if actor.role is Role.ADMINISTRATOR else None


def _may(actor: Actor, act: May, _row: RuleRow | LadderRow) -> bool:
    return act is May.LIMITS_EDIT and actor.role is Role.ADMINISTRATOR


rule = Door("rule", RuleRow, _load, _may)
ladder = Door("ladder", LadderRow, _load_ladder, _may)
doors: tuple[Door[Any], ...] = (rule, ladder)
