"""Reporting to the authority (L8, O12): one draft per consultation, with proof; signed, held once, or gone up unsigned.

A draft that has left is not added to: a unit whose time runs out later comes into the next one.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm.attributes import flag_modified

from coordination.consultations import actions as consultations
from coordination.consultations.models import Consultee
from coordination.consultations.rules import Ending
from coordination.escalation import letters, queries
from coordination.escalation.models import EscalatedCase, Escalation
from coordination.escalation.rules import (
    ABOUT_HAND_BACKS,
    HOLD_AT_MOST,
    SIGN_WITHIN,
    VERIFY_WITHIN,
    Ground,
    check_statement,
    missing_proof,
)
from coordination.kernel import clock, journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady, Stale
from coordination.limits import queries as limits
from coordination.limits.rules import working_days_from
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
PASSED_ON = Verb.declare(
    "escalation.passed_on", _l("Báo cáo chuyển người có thẩm quyền, chưa có phiếu trình"), "escalation_id"
)
DROPPED = Verb.declare(
    "escalation.dropped", _l("Đưa đơn vị ra khỏi dự thảo báo cáo vì không còn căn cứ"), "escalation_id"
)
SETTLED = Verb.declare(
    "escalation.settled", _l("Đưa đơn vị ra khỏi dự thảo báo cáo vì phản hồi đã được giải quyết"), "escalation_id"
)
DEEMED = Verb.declare("consultee.deemed", _l("Coi như thống nhất theo quy định"), "basis")


def open_case(consultee: Consultee, ground: Ground, *, by: Actor, now: datetime) -> EscalatedCase:
    """Put a unit into the consultation's draft report; begins the draft when there is none.

    Raises NotReady saying which proof is missing (exact rule 14), or that the unit is in a report already.
    """
    consultation = consultee.consultation
    if consultation.authority_id is None:
        raise NotReady("no_authority")
    if consultation.submitted_at is not None:
        raise NotReady("already_submitted")
    if consultation.suspended_at is not None:
        raise NotReady("suspended")
    NotReady.unless(missing_proof(ground, queries.proof_facts(consultee, now), now, limits.calendar()))
    if in_the_way(consultee, ground) is not None:
        raise NotReady("already_reported")
    report = queries.draft_of(consultation.id) or _begin(consultee, by=by, now=now)
    tell = not any(clock.local(one.added_at).date() == clock.local(now).date() for one in report.cases)
    case = EscalatedCase(consultee=consultee, ground=ground, proof=queries.statements(consultee), added_at=now)
    report.cases.append(case)
    if report.id is not None:
        flag_modified(report, "drafted_at")  # another version: who is signing what stood before is told so
    db.session.flush()
    _record(OPENED, report, consultee, by=by, now=now, ground=ground, by_rule=by.person_id is None)
    if tell:
        letters.draft_report(report, now=now)
    return case


def in_the_way(consultee: Consultee, ground: Ground) -> EscalatedCase | None:
    """The case that speaks of the same already: in the draft, or with the authority on a ground of the same kind."""
    hand_back = ground in ABOUT_HAND_BACKS
    for case in queries.undecided_cases(consultee):
        if case.escalation.sent_up_at is None or (case.ground in ABOUT_HAND_BACKS) == hand_back:
            return case
    return None


def _begin(consultee: Consultee, *, by: Actor, now: datetime) -> Escalation:
    consultation = consultee.consultation
    assert consultation.authority_id is not None
    sign_by = working_days_from(now, SIGN_WITHIN, limits.calendar())
    begun = Escalation(
        consultation=consultation,
        authority_id=consultation.authority_id,
        by_rule=by.person_id is None,
        drafted_at=now,
        sign_by=sign_by,
        next_look_at=sign_by,
    )
    db.session.add(begun)
    return begun


def deem_agreed(consultee: Consultee, *, by: Actor, now: datetime) -> bool:
    """At the last rung: where the frozen rule says so, silence is agreement and the lead may go on (exact rule 15).

    It scores as no reply, and a reply that still comes before submission replaces it. Whether it was so.
    """
    basis = queries.deemed_basis(consultee)
    if not basis:
        return False
    consultations.close(consultee, Ending.DEEMED, by=by, now=now)
    journal.record(
        DEEMED,
        by=by,
        now=now,
        consultation_id=consultee.consultation_id,
        consultee_id=consultee.id,
        basis=basis,
    )
    return True


def state(
    report: Escalation, *, did: str, proposes: str, effect: str, by: Actor, now: datetime, version: int | None = None
) -> None:
    """The lead's statement: what it did, what it proposes, how progress or quality suffers. Kept as it stands.

    `version`: the one that the person saw; raises Stale when a colleague, or a further unit, changed the draft since.
    """
    _refuse_when_up(report)
    if version is not None and version != report.version:
        raise Stale(report)
    if (report.did, report.proposes, report.effect) == (did, proposes, effect):
        return
    report.did, report.proposes, report.effect = did, proposes, effect
    db.session.flush()
    _record(STATED, report, None, by=by, now=now)


def sign(report: Escalation, *, by: Actor, now: datetime) -> None:
    """The lead's head signs; the report goes up (O12). A unit that has answered meanwhile is taken out first."""
    _refuse_when_up(report)
    if report.consultation.suspended_at is not None:
        raise NotReady("suspended")
    NotReady.unless(check_statement(report.did, report.proposes, report.effect))
    if not _drop_answered(report, by=by, now=now):
        return
    lead: Unit = report.consultation.lead_unit
    report.signed_at, report.signed_by = now, by.person_id
    report.number = units.next_number(lead, clock.local(now).date(), f"BC-{lead.symbol or lead.code}")
    _leave(report, now=now)
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


def wake(report: Escalation, *, by: Actor, now: datetime) -> bool:
    """What happens to a draft when its time has come: after a hold one more day to sign; then it goes up unsigned.

    Whether it went up. Woken too early, or twice, it stays as it is.
    """
    if report.closed_at is not None:
        report.next_look_at = None
        return False
    if report.sent_up_at is not None:
        _pass_on_unverified(report, by=by, now=now)
        return False
    if report.next_look_at is None or now < report.next_look_at:
        return False
    if report.consultation.suspended_at is not None:  # nothing is reported while all stands still
        report.sign_by = working_days_from(now, SIGN_WITHIN, limits.calendar())
        report.next_look_at = report.sign_by
        return False
    if not _drop_answered(report, by=by, now=now):
        return False
    if queries.is_held(report):
        report.sign_by = working_days_from(now, SIGN_WITHIN, limits.calendar())
        report.next_look_at = report.sign_by
        letters.draft_report(report, now=now)
        return False
    if now <= report.sign_by:  # the due second itself is in time
        return False
    go_up_unsigned(report, by=by, now=now)
    return True


def go_up_unsigned(report: Escalation, *, by: Actor, now: datetime) -> None:
    """Neither signed nor held in a working day: up by rule, marked 'đơn vị chủ trì chưa ký' (O12)."""
    report.unsigned = True
    _leave(report, now=now)
    _record(GONE_UP, report, None, by=by, now=now)
    letters.report_up(report, now=now)


def _leave(report: Escalation, *, now: datetime) -> None:
    """What the authority reads stays as it was when the report left: the proof, and how the lead stood then."""
    effect = queries.effect_of(report, clock.local(now).date())
    report.lead_effect = effect.as_json() if effect is not None else None
    report.routed_to = queries.leader_for(report, clock.local(now).date())
    report.sent_up_at = now
    if letters.has_monitor(report, now=now):
        report.verify_by = report.next_look_at = working_days_from(now, VERIFY_WITHIN, limits.calendar())
    else:
        report.passed_on_at, report.next_look_at = now, None
    db.session.flush()


def _pass_on_unverified(report: Escalation, *, by: Actor, now: datetime) -> None:
    """The monitor had a working day; after that the report goes on without him (O13). The due second is in time."""
    if report.passed_on_at is not None or report.verify_by is None:
        report.next_look_at = None
    elif now > report.verify_by:
        report.passed_on_at, report.next_look_at = now, None
        db.session.flush()
        _record(PASSED_ON, report, None, by=by, now=now)
        letters.report_passed_on(report, now=now)


def _drop_answered(report: Escalation, *, by: Actor, now: datetime) -> bool:
    """Whose proof no longer holds before the report leaves is not reported: answered, extended, released, settled.

    Whether somebody is left to report.
    """
    for case in list(report.cases):
        if missing_proof(case.ground, queries.proof_facts(case.consultee, now), now, limits.calendar()):
            report.cases.remove(case)
            verb = SETTLED if case.ground in ABOUT_HAND_BACKS else DROPPED
            _record(verb, report, case.consultee, by=by, now=now)
        else:
            case.proof = queries.statements(case.consultee)
    if not report.cases:
        report.closed_at, report.next_look_at = now, None
    db.session.flush()
    return report.closed_at is None


def _refuse_when_up(report: Escalation) -> None:
    if report.sent_up_at is not None or report.closed_at is not None:
        raise NotReady("report_gone_up")


def _record(
    verb: Verb, report: Escalation, consultee: Consultee | None, *, by: Actor, now: datetime, words: str = "",
    **facts: Any,
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
