"""The desk of a unit's people: as cooperating unit, as lead, and what else waits for the unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, select, union_all

from coordination.assessment.models import Verdict
from coordination.consultations import queries as consultations
from coordination.consultations.models import ChangePaper, Consultation, Consultee, Mending, Suspension
from coordination.consultations.queries import Filters, NotDelivered, ReceivedRow
from coordination.consultations.rules import ConsulteePhase
from coordination.escalation import queries as escalation
from coordination.escalation.models import EscalatedCase, Escalation
from coordination.kernel import clock
from coordination.kernel.actor import Actor, Role
from coordination.kernel.store import db
from coordination.limits import queries as limits
from coordination.limits.rules import judge_by, working_days_from
from coordination.overview.queries.tasks import SHOWN, Task
from coordination.replies.models import Opinion, PushBack, Reply, SentClaim
from coordination.replies.rules import Answer, PushBackKind
from coordination.units import queries as units
from coordination.units.models import Signing, Unit
from coordination.units.rules import SigningState

AnySelect = Select[*tuple[Any, ...]]
CONFIRM_WITHIN = {"confirm_paper": 2, "confirm_preliminary": 1}
WRITERS = (Role.OFFICER, Role.HEAD)


def as_consultee(actor: Actor, unit_id: int, now: datetime) -> Iterable[Task]:
    """What the unit was asked and is still open. One statement."""
    for row in consultations.received(unit_id, Filters(), now=now, size=SHOWN, also=actor.predecessors):
        yield _asked(row, writes=actor.role in WRITERS)


def _asked(row: ReceivedRow, *, writes: bool) -> Task:
    facts = {"subject": row.subject, "number": row.number, "lead": row.lead_name}
    phase = row.standing.phase
    whole = {"consultation_id": row.consultation_id}
    pushed_back = phase is ConsulteePhase.PUSHED_BACK
    if row.standing.suspended and row.standing.owes:
        return Task("stands_still", "overview.consultation", whole, None, facts, ours=False)
    if pushed_back or not row.standing.owes:
        code = "push_back_waits" if pushed_back else "reply_waits"
        return Task(code, "overview.consultation", whole, None, facts, ours=False)
    going_on = {ConsulteePhase.RETURNED: "complete_reply", ConsulteePhase.ACKNOWLEDGED: "reply"}
    if phase not in going_on:
        return Task(
            "acknowledge_and_reply" if writes else "acknowledge",
            "overview.consultation", whole, row.due_at, facts, late=row.standing.overdue, part_id=row.id,
        )  # fmt: skip
    code = going_on[phase]
    if writes:  # who has read the request goes on writing at once
        part, late = {"consultee_id": row.id}, row.standing.overdue
        return Task(code, "replies.edit", part, row.due_at, facts, late=late, part_id=row.id)
    return Task("reply_in_hand", "replies.consultee", {"consultee_id": row.id}, row.due_at, facts, ours=False)


def as_lead(actor: Actor, unit_id: int, now: datetime) -> Iterable[Task]:
    """What the unit is preparing, what it issued and has not submitted, what did not arrive. Three statements."""
    drafts: AnySelect = select(
        Consultation.id, Consultation.subject, Consultation.officer_id, _signing_state().label("signing")
    ).where(Consultation.lead_unit_id == unit_id, Consultation.issued_at.is_(None), Consultation.withdrawn_at.is_(None))
    for row in db.session.execute(drafts.order_by(Consultation.id.desc()).limit(SHOWN)):
        yield from _draft(row, actor)
    for row in db.session.execute(_led(unit_id, now)):
        yield from _issued(row, actor)
    yield from not_delivered(consultations.not_delivered(lead_unit_id=unit_id, size=SHOWN), ours=True)
    yield from _no_opinion_yet(unit_id, now, ours=actor.role in WRITERS)


def _no_opinion_yet(unit_id: int, now: datetime, *, ours: bool) -> Iterable[Task]:
    """Bodies asked by letter that every letter has reached and that have not answered: the lead reports to its own
    authority, and notes that there is no opinion (O6)."""
    rows: AnySelect = (
        select(Consultee.id, Consultee.consultation_id, Consultee.due_at, Consultation.subject, Unit.name)
        .join(Consultation, Consultation.id == Consultee.consultation_id)
        .join(Unit, Unit.id == Consultee.unit_id)
        .where(
            Consultation.lead_unit_id == unit_id,
            Consultation.submitted_at.is_(None),
            Consultee.by_letter.is_(True),
            Consultee.closed_at.is_(None),
            Consultee.answered_at.is_(None),
            Consultee.suspended_at.is_(None),
            Consultee.next_step_at.is_(None),
            Consultee.due_at < now,
        )
        .order_by(Consultee.due_at)
        .limit(SHOWN)
    )
    for row in db.session.execute(rows):
        facts = {"unit": row.name, "subject": row.subject}
        where, values = "consultations.by_letter", {"consultee_id": row.id}
        if not ours:  # a clerk reads, and does not note
            where, values = "overview.consultation", {"consultation_id": row.consultation_id}
        yield Task("no_opinion_yet", where, values, None, facts, ours=ours, since=row.due_at)


def not_delivered(rows: Iterable[NotDelivered], *, ours: bool) -> Iterable[Task]:
    """Issue letters that did not reach their units: a fault of the sender, who mends it (exact rule 8)."""
    for row in rows:
        code = "not_delivered" if row.number == 1 else "not_delivered_many"
        facts = {"subject": row.subject, "unit": row.unit_name, "number": row.number}
        values = {"consultation_id": row.consultation_id}
        yield Task(code, "overview.consultation", values, None, facts, ours=ours, since=row.since)


def _signing_state() -> Any:
    return (
        select(Signing.state)
        .where(Signing.paper == "consultation", Signing.paper_id == Consultation.id)
        .order_by(Signing.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _draft(row: Any, actor: Actor) -> Iterable[Task]:
    values, facts = {"consultation_id": row.id}, {"subject": row.subject or "…"}
    if row.signing == SigningState.SIGNED and actor.role in (Role.CLERK, Role.HEAD):
        yield Task("issue", "consultations.issue", values, None, facts)
    elif row.signing in (SigningState.SIGNED, SigningState.ON_ITS_WAY):
        yield Task("signature_awaited", "consultations.signing", values, None, facts, ours=False)
    elif actor.role is Role.OFFICER or row.officer_id == actor.person_id:
        yield Task("compose", "consultations.compose", values, None, facts)


def _to_judge() -> ColumnElement[bool]:
    return (
        Consultee.answered_at.is_not(None)
        & Consultee.closed_at.is_(None)
        & Consultee.returned_at.is_(None)
        & Consultee.pushed_back_at.is_(None)
    )


def _led(unit_id: int, now: datetime) -> AnySelect:
    arrived = case((Consultee.answered_at > Consultee.due_at, Consultee.answered_at), else_=Consultee.due_at)
    to_judge = func.count(case((_to_judge(), 1)))
    wanted: AnySelect = select(
        Consultation.id, Consultation.subject, Consultation.submit_by, Consultation.suspended_at,
        _mended().label("mended"),
        func.count(Consultee.id).label("asked"), func.count(Consultee.closed_at).label("closed"),
        func.count(Consultee.answered_at).label("answered"), to_judge.label("to_judge"),
        func.min(case((_to_judge(), Consultee.id))).label("first"),
        func.min(case((_to_judge(), arrived))).label("judge_from"),
        func.min(case((Consultee.closed_at.is_(None) & ~_to_judge(), Consultee.due_at))).label("awaited_by"),
    )  # fmt: skip
    return (
        wanted.join(Consultee, Consultee.consultation_id == Consultation.id)
        .where(
            Consultation.lead_unit_id == unit_id,
            Consultation.issued_at.is_not(None),
            Consultation.withdrawn_at.is_(None),
            Consultation.submitted_at.is_(None),
            Consultation.concluded_at.is_(None),
        )
        .group_by(Consultation.id)
        .order_by((to_judge > 0).desc(), Consultation.submit_by, Consultation.id)
        .limit(2 * SHOWN)
    )


def _mended() -> ColumnElement[bool]:
    """Whether the authority has the lead's word that what was suspended is in order again."""
    return exists().where(
        Suspension.consultation_id == Consultation.id,
        Suspension.closed_at.is_(None),
        Mending.suspension_id == Suspension.id,
        Mending.answered_at.is_(None),
    )


def _issued(row: Any, actor: Actor) -> Iterable[Task]:
    values = {"consultation_id": row.id}
    facts = {"subject": row.subject, "open": row.asked - row.closed, "all": row.asked, "number": row.to_judge}
    writes = actor.role in WRITERS
    if row.suspended_at is not None:
        code, ours = ("resumption_awaited", False) if row.mended else ("mend_suspended", actor.role is Role.HEAD)
        since = row.suspended_at
        yield Task(code, "consultations.suspension", values, None, {"subject": row.subject}, ours=ours, since=since)
    if row.to_judge:
        endpoint, where = "overview.consultation", values
        if row.to_judge == 1:
            endpoint, where = "assessment.consultee", {"consultee_id": row.first}
        until = judge_by(row.judge_from, row.answered, limits.calendar())
        yield Task("judge", endpoint, where, until, facts, ours=writes)
    elif row.asked == row.closed:
        due = clock.at(row.submit_by, 17) if row.submit_by else None
        yield Task("synthesise", "synthesis.matrix", values, due, facts, ours=writes)
    if row.asked - row.closed > row.to_judge:
        awaited = {**facts, "open": row.asked - row.closed - row.to_judge}
        yield Task("units_awaited", "overview.consultation", values, row.awaited_by, awaited, ours=False)


def of_unit(actor: Actor, unit_id: int, now: datetime) -> Iterable[Task]:
    """Papers to sign, answers owed to others, draft reports, tasks given. Seven statements."""
    yield from _to_sign(actor)
    yield from _hearings(unit_id, heads=actor.role is Role.HEAD)
    yield from _changes(actor, unit_id)
    yield from _answers_owed(actor, unit_id)
    yield from _reports(actor, unit_id, now)
    for given in escalation.directives_of(unit_id)[:SHOWN]:
        facts, values = {"words": given.words}, {"directive_id": given.id}
        if given.reported_at is None:
            yield Task("do_directive", "escalation.directive", values, given.due_at, facts)
        else:
            yield Task("directive_confirmation_awaited", "escalation.directive", values, None, facts, ours=False)


def _hearings(unit_id: int, *, heads: bool) -> Iterable[Task]:
    """What the authority wishes to hear from the unit before it decides (O14)."""
    for asked in escalation.hearings_open(unit_id)[:SHOWN]:
        facts = {"subject": asked.case.consultee.consultation.subject}
        yield Task("state_view", "escalation.hearing", {"hearing_id": asked.id}, asked.until, facts, ours=heads)


def _to_sign(actor: Actor) -> Iterable[Task]:
    waiting = units.waiting_for(actor, "consultation", "reply", consultations.CHANGE)[:SHOWN]
    drafts = [each.paper_id for each in waiting if each.paper == "consultation"]
    written = [each.paper_id for each in waiting if each.paper == "reply"]
    changes = [each.paper_id for each in waiting if each.paper == consultations.CHANGE]
    of_reply: AnySelect = (
        select(literal("reply"), Reply.id, Consultation.subject, Consultee.due_at)
        .join(Consultee, Consultee.id == Reply.consultee_id)
        .join(Consultation, Consultation.id == Consultee.consultation_id)
        .where(Reply.id.in_(written))
    )
    of_consultation: AnySelect = select(
        literal("consultation"), Consultation.id, Consultation.subject, Consultation.issued_at
    ).where(Consultation.id.in_(drafts))
    of_change: AnySelect = (
        select(literal("change"), ChangePaper.id, Consultation.subject, Consultation.withdrawn_at)
        .join(Consultation, Consultation.id == ChangePaper.consultation_id)
        .where(ChangePaper.id.in_(changes))
    )
    for paper, paper_id, subject, due_at in db.session.execute(union_all(of_reply, of_consultation, of_change)):
        if paper == "reply":
            yield Task("sign_reply", "replies.read", {"reply_id": paper_id}, due_at, {"subject": subject})
        elif paper == consultations.CHANGE:
            yield Task("sign_change", "consultations.change", {"change_id": paper_id}, None, {"subject": subject})
        else:
            values = {"consultation_id": paper_id}
            yield Task("sign_consultation", "consultations.signing", values, None, {"subject": subject})


def _changes(actor: Actor, unit_id: int) -> Iterable[Task]:
    """Letters of change that are being written, or wait for their number (O4). One statement."""
    state = (
        select(Signing.state)
        .where(Signing.paper == consultations.CHANGE, Signing.paper_id == ChangePaper.id)
        .order_by(Signing.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    wanted: AnySelect = select(ChangePaper.id, Consultation.subject, state.label("signing"))
    rows = db.session.execute(
        wanted.join(Consultation, Consultation.id == ChangePaper.consultation_id)
        .where(
            Consultation.lead_unit_id == unit_id, ChangePaper.issued_at.is_(None), ChangePaper.discarded_at.is_(None)
        )
        .order_by(ChangePaper.id)
        .limit(SHOWN)
    )
    for row in rows:
        values, facts = {"change_id": row.id}, {"subject": row.subject}
        if row.signing == SigningState.SIGNED and actor.role in (Role.CLERK, Role.HEAD):
            yield Task("issue_change", "consultations.change", values, None, facts)
        elif row.signing in (SigningState.SIGNED, SigningState.ON_ITS_WAY):
            yield Task("change_awaited", "consultations.change", values, None, facts, ours=False)
        elif actor.role in WRITERS:
            yield Task("write_change", "consultations.change", values, None, facts)


# code → (the page, the name of its parameter, the roles whose act it is)
_OWED: dict[str, tuple[str, str, tuple[Role, ...]]] = {
    "decide_push_back": ("replies.push_back", "push_back_id", (Role.HEAD,)),
    "complete_dossier": ("replies.push_back", "push_back_id", WRITERS),
    "answer_claim": ("replies.claim", "claim_id", (Role.OFFICER, Role.HEAD, Role.CLERK)),
    "answer_contest": ("assessment.verdict", "verdict_id", (Role.HEAD,)),
    "confirm_paper": ("replies.read", "reply_id", (Role.OFFICER, Role.HEAD, Role.CLERK)),
    "confirm_preliminary": ("replies.read", "reply_id", (Role.OFFICER, Role.HEAD, Role.CLERK)),
}


def _answers_owed(actor: Actor, unit_id: int) -> Iterable[Task]:
    """As lead: push-backs, dossiers to complete, claims, contests; as asked unit: papers to confirm. One statement."""
    rows = db.session.execute(union_all(*_owed(unit_id)).limit(5 * SHOWN))
    for code, thing_id, at, subject in rows:
        endpoint, parameter, roles = _OWED[code]
        due: datetime | None = at
        if code in CONFIRM_WITHIN:
            due = working_days_from(at, CONFIRM_WITHIN[code], limits.calendar())
        elif code == "complete_dossier":
            due = None
        yield Task(code, endpoint, {parameter: thing_id}, due, {"subject": subject}, ours=actor.role in roles)


def _owed(unit_id: int) -> list[AnySelect]:
    mine = (
        Consultation.lead_unit_id == unit_id,
        Consultation.submitted_at.is_(None),
        Consultation.withdrawn_at.is_(None),
        Consultation.concluded_at.is_(None),
    )
    granted = func.coalesce(PushBack.settled, PushBack.answer) == Answer.GRANTED.value

    def of(code: str, thing: Any, at: Any) -> AnySelect:
        wanted: AnySelect = select(literal(code), thing, at, Consultation.subject)
        return wanted.join(Consultee, Consultee.consultation_id == Consultation.id)

    push_back = PushBack.consultee_id == Consultee.id
    return [
        of("decide_push_back", PushBack.id, PushBack.decide_by)
        .join(PushBack, push_back)
        .where(*mine, PushBack.decided_at.is_(None), PushBack.settled_at.is_(None), PushBack.withdrawn_at.is_(None)),
        of("complete_dossier", PushBack.id, PushBack.made_at)
        .join(PushBack, push_back)
        .where(
            *mine, granted, PushBack.kind == PushBackKind.UNCLEAR_OR_INCOMPLETE, PushBack.completed_at.is_(None),
            PushBack.withdrawn_at.is_(None), Consultee.ending.is_(None),
        ),
        of("answer_claim", SentClaim.id, SentClaim.answer_by)
        .join(SentClaim, SentClaim.consultee_id == Consultee.id)
        .where(*mine, SentClaim.answered_at.is_(None)),
        of("answer_contest", Verdict.id, Verdict.answer_by)
        .join(Reply, Reply.consultee_id == Consultee.id)
        .join(Opinion, Opinion.reply_id == Reply.id)
        .join(Verdict, Verdict.opinion_id == Opinion.id)
        .where(*mine, Verdict.contested_at.is_not(None), Verdict.settled_at.is_(None), Verdict.answered_at.is_(None)),
        *(
            of(code, Reply.id, Reply.sent_at)
            .join(Reply, Reply.consultee_id == Consultee.id)
            .where(
                Consultee.unit_id == unit_id, Reply.entered_by_lead.is_(True), Reply.sent_at.is_not(None),
                Reply.confirmed_at.is_(None), Reply.objected_at.is_(None), Reply.preliminary.is_(preliminary),
            )
            for code, preliminary in (("confirm_paper", False), ("confirm_preliminary", True))
        ),
    ]  # fmt: skip


def _reports(actor: Actor, unit_id: int, now: datetime) -> Iterable[Task]:
    """Draft reports that wait for the head's signature; one on hold waits for its day."""
    wanted: AnySelect = select(
        Escalation.id, Escalation.sign_by, Escalation.held_until, Consultation.subject,
        func.count(EscalatedCase.id).label("number"),
    )  # fmt: skip
    rows = db.session.execute(
        wanted.join(Consultation, Consultation.id == Escalation.consultation_id)
        .join(EscalatedCase, EscalatedCase.escalation_id == Escalation.id)
        .where(Consultation.lead_unit_id == unit_id, Escalation.closed_at.is_(None), Escalation.sent_up_at.is_(None))
        .group_by(Escalation.id, Consultation.subject)
        .order_by(Escalation.sign_by)
        .limit(SHOWN)
    )
    for row in rows:
        facts = {"subject": row.subject, "number": row.number}
        on_hold = row.held_until is not None and clock.local(now).date() <= row.held_until
        ours = actor.role in WRITERS and not on_hold
        yield Task("sign_report", "escalation.report", {"escalation_id": row.id}, row.sign_by, facts, ours=ours)
