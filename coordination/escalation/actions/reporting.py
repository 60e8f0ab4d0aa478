"""Reporting to the authority (L8, O12): one draft per consultation, with proof; signed, held once, or gone up unsigned."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from coordination.consultations import actions as consultations
from coordination.consultations.models import Consultee
from coordination.consultations.rules import Ending
from coordination.escalation import letters, queries
from coordination.escalation.models import EscalatedCase, Escalation
from coordination.escalation.rules import HOLD_AT_MOST, SIGN_WITHIN, Ground, check_statement, missing_proof
from coordination.kernel import clock, journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.limits import queries as limits
from coordination.limits.rules import Silence, TimeLimitRule, working_days_from
from coordination.units import actions as units
from coordination.units.models import Unit

OPENED = Verb.declare(
    "escalation.opened", _l("Lập dự thảo báo cáo cấp có thẩm quyền"), "escalation_id", "ground", "by_rule"
)
STATED = Verb.declare("escalation.stated", _l("Cập nhật nội dung báo cáo của đơn vị chủ trì"), "escalation_id")
HELD = Verb.declare("escalation.held", _l("Tạm dừng báo cáo đến ngày %(until)s"), "escalation_id", "until", "in_time")
SIGNED = Verb.declare("escalation.signed", _l("Ký báo cáo số %(number)s"), "escalation_id", "number", "in_time")
GONE_UP = Verb.declare(
    "escalation.gone_up", _l("Báo cáo chuyển lên theo quy định, đơn vị chủ trì chưa ký"), "escalation_id"
)
DROPPED = Verb.declare("escalation.dropped", _l("Đưa đơn vị ra khỏi dự thảo báo cáo vì đã có ý kiến"), "escalation_id")
DEEMED = Verb.declare("consultee.deemed", _l("Coi như thống nhất theo quy định"), "basis")


def open_case(consultee: Consultee, ground: Ground, *, by: Actor, now: datetime) -> EscalatedCase:
    """Put a unit into the consultation's draft report; begins the draft when there is none.

    Raises NotReady saying which proof is missing (exact rule 14), or that the unit is in the report already. Where the
    frozen rule deems agreement, that is recorded too, so that the lead may go on (exact rule 15).
    """
    consultation = consultee.consultation
    if consultation.authority_id is None:
        raise NotReady("no_authority")
    NotReady.unless(missing_proof(ground, queries.proof_facts(consultee, now), now, limits.calendar()))
    report = queries.open_escalation(consultation.id)
    if report is None:
        report = Escalation(
            consultation=consultation,
            authority_id=consultation.authority_id,
            by_rule=by.person_id is None,
            drafted_at=now,
            sign_by=working_days_from(now, SIGN_WITHIN, limits.calendar()),
        )
        report.next_look_at = report.sign_by
        db.session.add(report)
    elif any(case.consultee_id == consultee.id and case.decided_at is None for case in report.cases):
        raise NotReady("already_reported")
    case = EscalatedCase(
        consultee_id=consultee.id, consultee=consultee, ground=ground, proof=queries.statements(consultee), added_at=now
    )
    report.cases.append(case)
    db.session.flush()
    _record(OPENED, report, consultee, by=by, now=now, ground=ground, by_rule=by.person_id is None)
    _deem(consultee, ground, by=by, now=now)
    if report.sent_up_at is None:
        letters.draft_report(report, now=now)
    return case


def _deem(consultee: Consultee, ground: Ground, *, by: Actor, now: datetime) -> None:
    rule = consultee.consultation.rule
    if ground is not Ground.NO_ANSWER or rule is None or consultee.closed_at is not None:
        return
    frozen = TimeLimitRule.from_json(rule)
    if frozen.silence is Silence.DEEMED_AGREED:
        consultations.close(consultee, Ending.DEEMED, by=by, now=now)
        journal.record(
            DEEMED,
            by=by,
            now=now,
            consultation_id=consultee.consultation_id,
            consultee_id=consultee.id,
            basis=frozen.silence_basis,
        )


def state(report: Escalation, *, did: str, proposes: str, effect: str, by: Actor, now: datetime) -> None:
    """The lead's statement: what it did, what it proposes, how progress or quality suffers. Kept as it stands."""
    _refuse_when_up(report)
    report.did, report.proposes, report.effect = did, proposes, effect
    db.session.flush()
    _record(STATED, report, None, by=by, now=now)


def sign(report: Escalation, *, by: Actor, now: datetime) -> None:
    """The lead's head signs; the report goes up. A unit that has answered meanwhile is taken out first."""
    _refuse_when_up(report)
    NotReady.unless(check_statement(report.did, report.proposes, report.effect))
    _drop_answered(report, by=by, now=now)
    if report.closed_at is not None:
        return
    lead: Unit = report.consultation.lead_unit
    report.signed_at, report.signed_by = now, by.person_id
    report.number = units.next_number(lead, clock.local(now).date(), f"BC-{lead.symbol}")
    report.sent_up_at, report.next_look_at = now, None
    db.session.flush()
    _record(SIGNED, report, None, by=by, now=now, number=report.number, in_time=now <= report.sign_by)
    letters.report_up(report, now=now)


def hold(report: Escalation, *, reason: str, until: date, by: Actor, now: datetime) -> None:
    """The lead's head holds a report once, with a reason, at most 5 working days (exact rule 14)."""
    _refuse_when_up(report)
    if report.held_at is not None:
        raise NotReady("already_held")
    if not reason.strip():
        raise NotReady(Finding("reason_missing", field="reason"))
    calendar, today = limits.calendar(), clock.local(now).date()
    latest = calendar.add(today, HOLD_AT_MOST)
    if not today < until <= latest:
        raise NotReady(Finding("hold_too_long", field="until", evidence={"latest": latest}))
    report.held_at, report.held_until, report.hold_reason = now, until, reason
    report.next_look_at = clock.at(calendar.roll(until), 17)
    db.session.flush()
    _record(HELD, report, None, by=by, now=now, words=reason, until=until, in_time=now <= report.sign_by)


def wake(report: Escalation, *, by: Actor, now: datetime) -> None:
    """What happens to a draft when its time has come: after a hold one more day to sign; then it goes up unsigned."""
    if report.sent_up_at is not None or report.closed_at is not None:
        report.next_look_at = None
        return
    _drop_answered(report, by=by, now=now)
    if report.closed_at is not None:
        return
    hold_over = report.held_until is not None and report.held_at is not None and report.sign_by <= _held_to(report)
    if hold_over:
        report.sign_by = working_days_from(now, SIGN_WITHIN, limits.calendar())
        report.next_look_at = report.sign_by
        letters.draft_report(report, now=now)
    elif now >= report.sign_by:
        go_up_unsigned(report, by=by, now=now)


def _held_to(report: Escalation) -> datetime:
    assert report.held_until is not None
    return clock.at(limits.calendar().roll(report.held_until), 17)


def go_up_unsigned(report: Escalation, *, by: Actor, now: datetime) -> None:
    """Neither signed nor held in a working day: up by rule, marked 'đơn vị chủ trì chưa ký' (O12)."""
    report.sent_up_at, report.unsigned, report.next_look_at = now, True, None
    db.session.flush()
    _record(GONE_UP, report, None, by=by, now=now)
    letters.report_up(report, now=now)


def _drop_answered(report: Escalation, *, by: Actor, now: datetime) -> None:
    """A unit that answered in full before the report left is not reported (no accusation without its proof)."""
    for case in list(report.cases):
        consultee = case.consultee
        answered = consultee.answered_at is not None and consultee.returned_at is None
        if case.ground in (Ground.NO_ANSWER, Ground.INCOMPLETE) and answered:
            report.cases.remove(case)
            _record(DROPPED, report, consultee, by=by, now=now)
    if not report.cases:
        report.closed_at, report.next_look_at = now, None
    db.session.flush()


def _refuse_when_up(report: Escalation) -> None:
    if report.sent_up_at is not None or report.closed_at is not None:
        raise NotReady("report_gone_up")


def _record(
    verb: Verb, report: Escalation, consultee: Consultee | None, *, by: Actor, now: datetime, words: str = "",
    **facts: object,
) -> None:  # fmt: skip
    journal.record(
        verb,
        by=by,
        now=now,
        consultation_id=report.consultation_id,
        consultee_id=consultee.id if consultee else None,
        subject_id=report.id,
        words=words,
        escalation_id=report.id,
        **facts,
    )
