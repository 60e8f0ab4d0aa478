"""Which decisions a case allows, and what a decision must carry (L8, O14, O15)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from coordination.escalation.rules.kinds import DecisionKind, Ground
from coordination.kernel.values import Finding
from coordination.limits.rules import Silence


def deems(silence: Silence | None, basis: str, silent_on: Iterable[bool]) -> bool:
    """Whether silence is agreement: the frozen rule says so and cites its basis, and each point left open is one to
    which silence can be agreement (exact rule 15, O9, O15). `silent_on`: for each such point whether it is."""
    left = list(silent_on)
    return silence is Silence.DEEMED_AGREED and bool(basis.strip()) and bool(left) and all(left)


def allowed_decisions(
    ground: Ground, silence: Silence | None, opinion_required: bool = False, *, answered: bool = False,
    ended: bool = False, heard: bool = False,
) -> tuple[DecisionKind, ...]:  # fmt: skip
    """The closed list for a case. Agreement by silence only where the frozen rule gives it; going on without an opinion
    never where the law requires that opinion (O15). A unit that has answered meanwhile is not directed to answer, nor
    gone on without; what ended by silence ends as the authority says, and is not deemed twice.
    A criticism is offered only once the unit has been heard (O14)."""
    if ground in (Ground.DISPUTE, Ground.UNDECIDED_PUSH_BACK):
        return (DecisionKind.DIRECT_ANSWER, DecisionKind.RELEASE, DecisionKind.RETURN_TO_LEAD)
    if ground is Ground.CONTRADICTION:
        return (DecisionKind.SETTLE_DIFFERENCE, DecisionKind.DIRECT_ANSWER, DecisionKind.RETURN_TO_LEAD)
    out = {DecisionKind.SETTLE_DIFFERENCE}
    silent = ground in (Ground.NO_ANSWER, Ground.INCOMPLETE)
    if answered:
        out |= {DecisionKind.GO_ON_WITHOUT, DecisionKind.DEEM_AGREED}
        out |= {DecisionKind.DIRECT_ANSWER} if silent else set()
    if silence is not Silence.DEEMED_AGREED or not silent or ended:
        out.add(DecisionKind.DEEM_AGREED)
    if not heard:
        out.add(DecisionKind.NOTE_CRITICISM)
    if opinion_required:
        out |= {DecisionKind.GO_ON_WITHOUT, DecisionKind.DEEM_AGREED}
    return tuple(kind for kind in DecisionKind if kind not in out)


_DAY = re.compile(r"\b[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}\b")


def names_paper(text: str) -> bool:
    """Whether a written decision is named by number and date (O14): '05/TB-VP ngày 26/10/2026'."""
    return bool(_DAY.search(text)) and bool(re.search(r"[0-9]", _DAY.sub("", text)))


def check_decision(
    kind: DecisionKind,
    allowed: tuple[DecisionKind, ...],
    words: str,
    number: str,
    due_at: datetime | None,
    now: datetime,
) -> list[Finding]:
    """What a decision must carry: words always, a due time for a task, number and date for a criticism (O14)."""
    found = []
    if kind not in allowed:
        found.append(Finding("decision_not_allowed", clause="L8", field="kind"))
    if not words.strip():
        found.append(Finding("decision_no_words", clause="L8", field="words"))
    if kind is DecisionKind.DIRECT_ANSWER and (due_at is None or due_at <= now):
        found.append(Finding("decision_no_due", clause="A7", field="due_on"))
    if kind is DecisionKind.NOTE_CRITICISM and not names_paper(number):
        found.append(Finding("decision_no_number", clause="L8", field="number"))
    return found
