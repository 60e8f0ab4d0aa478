"""Which acts make sense just now: so that random lives go deep instead of being refused at each step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from coordination.assessment.models import Verdict
from coordination.assessment.rules import Settlement
from coordination.consultations import queries as consultations
from coordination.consultations.models import Consultee
from coordination.consultations.rules import ConsulteeFacts, overdue, owes
from coordination.escalation import queries
from coordination.escalation.models import Directive
from coordination.escalation.rules import DecisionKind
from coordination.kernel.store import db
from coordination.replies import queries as replies
from coordination.replies.rules import Answer, PushBackKind
from tests.escalation.life import Life

# An act: its name among those of a life, its arguments.
Chance = tuple[str, tuple[Any, ...], dict[str, Any]]


def chances(life: Life) -> list[Chance]:
    """Everything that somebody could sensibly do now; the order is always the same."""
    found = list(_of_whole(life))
    for n, part in enumerate(life.parts):
        found += _of_part(life, n, part)
    return found


def _of_whole(life: Life) -> Iterator[Chance]:
    suspension = consultations.open_suspension(life.id)
    if suspension is not None:
        yield from (("mend", (), {}), ("resume", (), {}))
    else:
        yield "suspend", (), {}
    if len(life.parts) < 3:
        yield "add_unit", (), {}
    if queries.draft_of(life.id) is not None:
        yield from (("sign_report", (), {}), ("hold_report", (2,), {}), ("hold_report", (5,), {}))


def _of_part(life: Life, n: int, part: Consultee) -> Iterator[Chance]:
    facts = ConsulteeFacts.of(part)
    yield from _of_papers(n, part)
    if part.opened_at is None:
        yield from (("deliver", (n,), {}), ("open", (n,), {}), ("acknowledge", (n,), {}))
    if owes(facts) or part.closed_at is not None:
        yield from (("reply", (n,), {"whole": True}), ("reply", (n,), {"whole": False}))
    if part.closed_at is not None:
        return
    if owes(facts):
        yield from (("push_back", (n, kind), {}) for kind in PushBackKind)
        yield from (("claim", (n,), {}), ("extend", (n, 3), {}), ("remind", (n,), {}))
        if overdue(facts, life.now):
            yield "report", (n,), {}
    else:
        yield from (("accept", (n,), {}), ("send_back", (n,), {}))


def _of_papers(n: int, part: Consultee) -> Iterator[Chance]:
    """What waits for an answer about this unit."""
    waiting = replies.open_push_back(part)
    if waiting is not None:
        yield from (("answer_push_back", (n, answer), {}) for answer in Answer)
    made = replies.push_backs([part.id])
    if made and made[-1].answer is Answer.REFUSED and made[-1].disputed_at is None:
        yield "dispute", (n,), {}
    if replies.awaited_dossier(part) is not None:
        yield "complete_dossier", (n,), {}
    if replies.open_claim(part) is not None:
        yield from (("answer_claim", (n,), {"found": found}) for found in (True, False))
    sent = [reply.id for reply in replies.sent_replies(part)]
    judged = [each for each in db.session.scalars(select(Verdict)) if each.opinion.reply_id in sent and each.given_at]
    if judged and judged[-1].contested_at is None:
        yield "contest", (n,), {}
    elif judged and judged[-1].settled_at is None:
        yield "answer_contest", (n,), {}
        yield from (("settle_contest", (n, how), {}) for how in Settlement)
    cases = [case for case in queries.undecided_cases(part) if case.escalation.sent_up_at is not None]
    if cases:
        yield from (("decide", (n, kind, answer, 4), {}) for kind in DecisionKind for answer in Answer)
    wanted = select(Directive).where(Directive.consultee_id == part.id, Directive.confirmed_at.is_(None))
    if db.session.scalars(wanted).first() is not None:
        yield "follow_directive", (n,), {}
