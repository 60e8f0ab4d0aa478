"""Reports, their cases, and the tasks that come of them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from coordination.consultations.models import Consultation, Consultee
from coordination.escalation.models import Directive, EscalatedCase, Escalation, Hearing
from coordination.escalation.rules import Ground, LeadEffect, effect_on_lead
from coordination.kernel import clock
from coordination.kernel.store import db
from coordination.limits import queries as limits


def escalation(escalation_id: int) -> Escalation | None:
    return db.session.scalars(
        select(Escalation)
        .where(Escalation.id == escalation_id)
        .options(
            joinedload(Escalation.consultation).joinedload(Consultation.lead_unit),
            joinedload(Escalation.authority),
            selectinload(Escalation.cases).joinedload(EscalatedCase.hearing),
            selectinload(Escalation.cases)
            .joinedload(EscalatedCase.consultee)
            .options(joinedload(Consultee.unit), joinedload(Consultee.consultation)),
        )
    ).one_or_none()


def case(case_id: int) -> EscalatedCase | None:
    return db.session.get(EscalatedCase, case_id)


def open_escalation(consultation_id: int) -> Escalation | None:
    """The latest report of a consultation that is still being drafted or waits for the authority."""
    return db.session.scalars(
        select(Escalation)
        .where(Escalation.consultation_id == consultation_id, Escalation.closed_at.is_(None))
        .order_by(Escalation.drafted_at.desc(), Escalation.id.desc())
    ).first()


def effect_of(report: Escalation, today: date) -> LeadEffect | None:
    """The effect on the lead's own day of submission: as it was when the report left, else as it is today (O12)."""
    if report.lead_effect is not None:
        return LeadEffect.from_json(report.lead_effect)
    if report.sent_up_at is not None:
        return None
    return effect_on_lead(today, report.consultation.submit_by, limits.calendar())


def draft_of(consultation_id: int) -> Escalation | None:
    """The report of a consultation that is being drafted, as it is now, held fast until the end of the transaction."""
    return db.session.scalars(
        select(Escalation)
        .where(
            Escalation.consultation_id == consultation_id,
            Escalation.closed_at.is_(None),
            Escalation.sent_up_at.is_(None),
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def undecided_cases(consultee: Consultee) -> list[EscalatedCase]:
    """Where the unit is named in a report that is being drafted, or that the authority has not decided."""
    wanted = select(EscalatedCase).where(EscalatedCase.consultee_id == consultee.id, EscalatedCase.decided_at.is_(None))
    return list(db.session.scalars(wanted.options(joinedload(EscalatedCase.escalation))))


def was_reported(consultee: Consultee, ground: Ground) -> bool:
    """Whether the unit was ever reported on this ground."""
    wanted = select(EscalatedCase.id).where(EscalatedCase.consultee_id == consultee.id, EscalatedCase.ground == ground)
    return db.session.scalar(wanted.limit(1)) is not None


def of_consultation(consultation_id: int) -> list[Escalation]:
    return list(
        db.session.scalars(
            select(Escalation)
            .where(Escalation.consultation_id == consultation_id)
            .order_by(Escalation.drafted_at)
            .options(selectinload(Escalation.cases))
        )
    )


def is_held(report: Escalation) -> bool:
    """Whether a draft rests because the lead's head held it: until that day is over its time stands still."""
    return report.held_until is not None and clock.local(report.sign_by).date() <= report.held_until


def open_for(authority_id: int) -> list[Escalation]:
    """What waits for this authority's decision, the longest waiting first."""
    return list(
        db.session.scalars(
            select(Escalation)
            .where(
                Escalation.authority_id == authority_id,
                Escalation.closed_at.is_(None),
                Escalation.sent_up_at.is_not(None),
            )
            .order_by(Escalation.sent_up_at)
            .options(
                selectinload(Escalation.cases).selectinload(EscalatedCase.hearing),
                selectinload(Escalation.cases).selectinload(EscalatedCase.consultee).selectinload(Consultee.unit),
                selectinload(Escalation.consultation),
            )
        )
    )


def to_sign(unit_id: int) -> list[Escalation]:
    """Draft reports that wait for the signature of this lead unit's head."""
    return list(
        db.session.scalars(
            select(Escalation)
            .join(Consultation, Consultation.id == Escalation.consultation_id)
            .where(
                Consultation.lead_unit_id == unit_id,
                Escalation.closed_at.is_(None),
                Escalation.sent_up_at.is_(None),
            )
            .order_by(Escalation.sign_by)
            .options(selectinload(Escalation.cases), selectinload(Escalation.consultation))
        )
    )


def directive(directive_id: int) -> Directive | None:
    return db.session.get(Directive, directive_id)


def directives_of(unit_id: int, *, open_only: bool = True) -> list[Directive]:
    wanted = select(Directive).where(Directive.unit_id == unit_id).order_by(Directive.due_at)
    if open_only:
        wanted = wanted.where(Directive.confirmed_at.is_(None))
    return list(db.session.scalars(wanted.options(joinedload(Directive.unit), joinedload(Directive.authority))))


def directives_given(authority_id: int, *, open_only: bool = True) -> list[Directive]:
    wanted = select(Directive).where(Directive.authority_id == authority_id).order_by(Directive.due_at)
    if open_only:
        wanted = wanted.where(Directive.confirmed_at.is_(None))
    return list(db.session.scalars(wanted.options(selectinload(Directive.unit))))


def hearing(hearing_id: int) -> Hearing | None:
    return db.session.get(Hearing, hearing_id)


def hearings_open(unit_id: int) -> list[Hearing]:
    """Where the authority waits for what this unit has to say."""
    wanted = (
        select(Hearing)
        .join(EscalatedCase, EscalatedCase.id == Hearing.case_id)
        .join(Consultee, Consultee.id == EscalatedCase.consultee_id)
        .where(Consultee.unit_id == unit_id, Hearing.said_at.is_(None), EscalatedCase.decided_at.is_(None))
        .order_by(Hearing.until)
    )
    whole = joinedload(Hearing.case).joinedload(EscalatedCase.consultee).joinedload(Consultee.consultation)
    return list(db.session.scalars(wanted.options(whole)))


def is_heard(case: EscalatedCase, now: datetime) -> bool:
    """Whether the unit has been heard: it stated its view, or let the time for it pass (O14)."""
    asked = case.hearing
    return asked is not None and (asked.said_at is not None or now > asked.until)
