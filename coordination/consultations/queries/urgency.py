"""On what ground a time below the rule's minimum stands: the assigning document, or the authority's word (O11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coordination.consultations.models import Consultation, UrgencyRequest
from coordination.consultations.rules import Imposed, imposed
from coordination.kernel.store import db
from coordination.limits import queries as limits
from coordination.limits.rules import TimeLimit, TimeLimitRule, local_day


@dataclass(frozen=True)
class Basis:
    """Why a short time is justified. `imposed`: by rule; otherwise the authority approved times from `from_at` on."""

    document: str
    imposed: Imposed | None = None
    from_at: datetime | None = None

    def covers(self, due_at: datetime | None) -> bool:
        """Whether it covers that due time: what was approved is not shortened further afterwards."""
        return self.from_at is None or (due_at is not None and due_at >= self.from_at)


def _minimum(consultation: Consultation, now: datetime) -> TimeLimit | None:
    """The least time of the rule: the frozen one, or the one in force now for a draft."""
    frozen = TimeLimitRule.from_json(consultation.rule) if consultation.rule else None
    rule = frozen or limits.rule_for(consultation.kind.value, local_day(consultation.issued_at or now))
    return TimeLimit(rule.minimum, rule.unit) if rule is not None and rule.minimum else None


def imposed_on(consultation: Consultation, now: datetime) -> Imposed | None:
    """What the assigning document means for a consultation, issued or as if issued now; None without one."""
    order = consultation.order
    if order is None:
        return None
    issued = consultation.issued_at or now
    return imposed(order.received_at, order.due_on, issued, _minimum(consultation, now), limits.calendar())


def basis_of(consultation: Consultation, due_at: datetime | None, now: datetime) -> Basis | None:
    """The ground on which a short time stands, None where it has none (O11, exact rule 29)."""
    found = imposed_on(consultation, now)
    if found is not None and found.approved and consultation.order is not None:
        return Basis(f"Văn bản số {consultation.order.number} ngày {consultation.order.dated_on:%d/%m/%Y}", found)
    granted = [each for each in consultation.requests if each.approved]
    return Basis(granted[-1].words[:500], from_at=granted[-1].due_at) if granted else None


def urgency_request(request_id: int) -> UrgencyRequest | None:
    return db.session.scalar(
        select(UrgencyRequest)
        .where(UrgencyRequest.id == request_id)
        .options(joinedload(UrgencyRequest.consultation).joinedload(Consultation.lead_unit))
    )


def requests_of(consultation_id: int) -> list[UrgencyRequest]:
    wanted = select(UrgencyRequest).where(UrgencyRequest.consultation_id == consultation_id)
    return list(db.session.scalars(wanted.order_by(UrgencyRequest.id)))


def open_requests(authority_id: int) -> list[UrgencyRequest]:
    """What waits for an authority's word, oldest first."""
    return list(
        db.session.scalars(
            select(UrgencyRequest)
            .where(UrgencyRequest.authority_id == authority_id, UrgencyRequest.decided_at.is_(None))
            .options(joinedload(UrgencyRequest.consultation).joinedload(Consultation.lead_unit))
            .order_by(UrgencyRequest.id)
        )
    )
