"""One consultation as a whole: who stands where, what each said, what is open; for its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from coordination.assessment import queries as assessment
from coordination.assessment.models import Verdict
from coordination.consultations import queries as consultations
from coordination.consultations.models import Consultation, Consultee, Round
from coordination.consultations.rules import BoxTrouble, ConsulteeFacts, ConsulteePhase, Phase, Standing, standing
from coordination.escalation import queries as escalation
from coordination.escalation.models import Escalation
from coordination.kernel.actor import Actor
from coordination.kernel.store import db
from coordination.limits.rules import NUDGES
from coordination.replies import access as reply_access
from coordination.replies import queries as replies
from coordination.replies.models import LateExplanation, Opinion, PushBack, Reply


@dataclass(frozen=True)
class Part:
    """One cooperating unit's part, as far as the reader may see it."""

    consultee: Consultee
    standing: Standing
    asked: tuple[int, ...]
    replies: tuple[Reply, ...]
    opinions: Mapping[int, Opinion]
    verdicts: Mapping[int, Verdict]
    push_backs: tuple[PushBack, ...]
    explanations: tuple[LateExplanation, ...]
    reminders: int
    own: bool
    sees: bool
    round: Round | None = None
    troubles: tuple[BoxTrouble, ...] = ()

    @property
    def owes(self) -> bool:
        """Whether the unit itself is awaited now; while its push-back waits, the lead is."""
        return self.standing.owes and self.standing.phase is not ConsulteePhase.PUSHED_BACK

    @property
    def answered(self) -> int:
        return sum(1 for point in self.asked if point in self.opinions)


@dataclass(frozen=True)
class Whole:
    """Everything that the page of a consultation shows."""

    consultation: Consultation
    phase: Phase
    parts: tuple[Part, ...]
    reports: tuple[Escalation, ...]

    @property
    def own(self) -> Part | None:
        """The reader's own part, when the reader's unit was asked; of several (after a succession) one that is owed."""
        own = [part for part in self.parts if part.own]
        return next((part for part in own if part.owes), own[0] if own else None)

    @property
    def awaited(self) -> list[Part]:
        """Who owes an answer now."""
        return [part for part in self.parts if part.owes]

    @property
    def to_judge(self) -> list[Part]:
        """Whose answer waits for the lead."""
        return [part for part in self.parts if part.standing.phase is ConsulteePhase.ANSWERED]


def whole(consultation: Consultation, actor: Actor, now: datetime) -> Whole:
    """Read it all in a fixed number of statements, whatever the number of points and units."""
    loaded = consultations.loaded(consultation.id, anew=False) or consultation
    ids = [each.id for each in loaded.consultees]
    asked = consultations.asked_of(loaded)
    by_reply: dict[int, list[Reply]] = {}
    for reply in replies.replies_sent(ids):
        if reply_access.may_read(actor, reply):
            by_reply.setdefault(reply.consultee_id, []).append(reply)
    pushed: dict[int, list[PushBack]] = {}
    for made in replies.push_backs(ids):
        pushed.setdefault(made.consultee_id, []).append(made)
    explained: dict[int, list[LateExplanation]] = {}
    for given in replies.explanations(ids):
        explained.setdefault(given.consultee_id, []).append(given)
    reminded: dict[int, int] = {}
    for step in escalation.reminders(ids):
        if step.outcome.value == "sent" and step.rung not in {"escalate", *NUDGES}:
            reminded[step.consultee_id] = reminded.get(step.consultee_id, 0) + 1
    rounds = _rounds(loaded.id)
    troubles = consultations.delivery_troubles(loaded.consultees)
    opinions = {o.id: o for many in by_reply.values() for r in many for o in r.opinions}
    verdicts = assessment.verdicts_on(list(opinions))
    party = actor.watches or actor.stands_for(loaded.lead_unit_id)
    parts = []
    for each in loaded.consultees:
        own = actor.stands_for(each.unit_id) and actor.works_in_unit and each.issued_at is not None
        sees = party or own
        said = replies.latest(by_reply.get(each.id, []))
        parts.append(
            Part(
                consultee=each,
                standing=standing(ConsulteeFacts.of(each), now),
                asked=tuple(asked.get(each.id, ())),
                replies=tuple(by_reply.get(each.id, ())),
                opinions=said,
                verdicts={o.point_id: verdicts[o.id] for o in said.values() if sees and o.id in verdicts},
                push_backs=tuple(pushed.get(each.id, ())) if sees else (),
                explanations=tuple(explained.get(each.id, ())) if sees else (),
                reminders=reminded.get(each.id, 0) if sees else 0,
                own=own,
                sees=sees,
                round=rounds.get(each.id),
                troubles=tuple(troubles.get(each.id, ())) if party else (),
            )
        )
    reports = escalation.of_consultation(loaded.id) if party else []
    return Whole(
        consultation=loaded,
        phase=consultations.phase_of(loaded),
        parts=tuple(parts),
        reports=tuple(each for each in reports if not actor.watches or each.sent_up_at is not None),
    )


def _rounds(consultation_id: int) -> dict[int, Round]:
    """The round in force of every consultee: since when, why, until when. One statement."""
    rows = db.session.scalars(
        select(Round)
        .join(Consultee, (Consultee.id == Round.consultee_id) & (Consultee.round == Round.number))
        .where(Consultee.consultation_id == consultation_id)
    )
    return {row.consultee_id: row for row in rows}
