"""Letters of reminding and reporting: which, to whom (design 3.7, O12–O14, O27), never with an opinion's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from coordination.consultations.models import Consultation, Consultee
from coordination.consultations.rules import Urgency
from coordination.escalation import queries
from coordination.escalation.models import Contradiction, Directive, EscalatedCase, Escalation, Hearing
from coordination.kernel import clock
from coordination.kernel.actor import BY_RULE, UNIT_ROLES, Role
from coordination.kernel.outbox import Letter
from coordination.kernel.store import db
from coordination.limits import queries as limits
from coordination.limits.rules import DRAFT_NOT_SENT, Rung
from coordination.replies.models import Reply
from coordination.units import letters as units
from coordination.units import queries as unit_queries
from coordination.units.letters import AddressBook, Receiver
from coordination.units.models import Signing
from coordination.units.rules import SigningState

WORKERS = (Role.OFFICER, Role.HEAD)
LEADERS = (Role.DECISION_MAKER, Role.MONITOR)
_LINK = re.compile(r"https?://\S+")


def reminders(steps: Sequence[tuple[Consultee, Rung]], *, now: datetime) -> None:
    """The letters of rungs: to whom the frozen ladder says; before the due time a 'nhắc hạn', after it a 'đôn đốc'.

    After the due time it goes at once, whatever a person's digest setting says (exact rule 16).
    """
    if not steps:
        return
    concerned = {
        unit_id
        for each, _rung in steps
        for unit_id in (each.unit_id, each.consultation.lead_unit_id, each.consultation.authority_id)
        if unit_id is not None
    }
    book, bag = units.AddressBook(concerned, now), units.Postbag(now)
    for consultee, rung in steps:
        assert consultee.due_at is not None
        after = now > consultee.due_at
        key = f"reminder:{consultee.id}:{consultee.round}:{rung.code}"
        context = {"consultee": consultee, "consultation": consultee.consultation}
        about: dict[str, Any] = {"consultation_id": consultee.consultation_id, "consultee_id": consultee.id}
        if consultee.by_letter:
            bag.put(book.boxes(consultee.unit_id), "courtesy", key, context, at_once=True, **about)
            continue
        bag.put(
            _ladder_receivers(consultee, rung.to, book), "reminder_after" if after else "reminder_before", key, context,
            alike=(consultee.consultation_id, consultee.due_at), at_once=after or _pressing(consultee, now), **about,
        )  # fmt: skip
        copies = _ladder_receivers(consultee, rung.copy, book)
        bag.put(copies, "reminder_copy", f"{key}:copy", context, at_once=False, **about)
    bag.post()


def nudges(due: Sequence[tuple[Consultee, Rung, Reply | None]], *, now: datetime) -> None:
    """'Not acknowledged yet' to the unit; 'written and not sent' to whose turn it is: writer, signer, or who sends."""
    if not due:
        return
    book, bag = units.AddressBook({each.unit_id for each, _rung, _draft in due}, now), units.Postbag(now)
    journeys = unit_queries.signings_of("reply", [draft.id for _each, _rung, draft in due if draft is not None])
    for consultee, rung, draft in due:
        assert consultee.due_at is not None
        name, step, to = "acknowledge_missing", "", book.people(consultee.unit_id, [Role(one) for one in UNIT_ROLES])
        if rung.code == DRAFT_NOT_SENT.code and draft is not None:
            step, to = _whose_turn(draft, journeys.get(draft.id), book, now)
            name = "draft_waits"
        bag.put(
            to, name, f"reminder:{consultee.id}:{consultee.round}:{rung.code}",
            {"consultee": consultee, "consultation": consultee.consultation, "step": step, "reply": draft},
            alike=(consultee.consultation_id, consultee.due_at, draft.id if step and draft else None),
            consultation_id=consultee.consultation_id, consultee_id=consultee.id, at_once=_pressing(consultee, now),
        )  # fmt: skip
    bag.post()


def _whose_turn(draft: Reply, journey: Signing | None, book: AddressBook, now: datetime) -> tuple[str, list[Receiver]]:
    """The state of an unsent reply, and who can bring it further (O1)."""
    unit_id = draft.consultee.unit_id
    if journey is not None and journey.state is SigningState.ON_ITS_WAY:
        return "sign", units.signers(journey, BY_RULE, now)
    if journey is not None and journey.state is SigningState.SIGNED:
        return "send", book.people(unit_id, [Role.CLERK, Role.HEAD])
    workers = book.people(unit_id, WORKERS)
    return "write", [each for each in workers if each.person_id == draft.drafted_by] or workers


def _pressing(consultee: Consultee, now: datetime) -> bool:
    """Whether a letter can't wait for the morning: urgent, or the morning letter would come too late to be of use."""
    urgent = consultee.consultation.urgency is not Urgency.ORDINARY
    due_at = consultee.due_at or now
    return urgent or clock.local(due_at).date() <= clock.local(queries.next_digest_at(now, limits.calendar())).date()


def _ladder_receivers(consultee: Consultee, whom: Sequence[str], book: AddressBook) -> list[Receiver]:
    """The people behind a ladder's words: officer, head, unit_box, lead, monitor."""
    consultation = consultee.consultation
    found: list[Receiver] = []
    for one in whom:
        if one in ("officer", "head"):
            found += book.people(consultee.unit_id, [Role(one)])
        elif one == "unit_box":
            found += book.boxes(consultee.unit_id)
        elif one == "lead":
            found += book.people(consultation.lead_unit_id, WORKERS)
        elif one == "monitor" and consultation.authority_id is not None:
            found += book.people(consultation.authority_id, [Role.MONITOR])
    return found


def no_opinion_yet(consultee: Consultee, *, now: datetime) -> None:
    """To the lead: a body asked by letter has not answered; the lead reports to its own authority (O6)."""
    lead = units.receivers(consultee.consultation.lead_unit_id, WORKERS, now)
    _post("no_opinion_yet", consultee, lead, f"no_opinion_yet:{consultee.id}:{consultee.round}", {}, now=now,
          at_once=False)  # fmt: skip


def reminder_by_hand(consultee: Consultee, *, now: datetime, key: int) -> None:
    if consultee.by_letter:
        boxes = units.box_receivers(consultee.unit_id)
        _post("courtesy", consultee, boxes, f"reminder:{consultee.id}:hand:{key}", {}, now=now, at_once=True)
        return
    receivers = units.receivers(consultee.unit_id, WORKERS, now) + units.box_receivers(consultee.unit_id)
    name = "reminder_after" if consultee.due_at is not None and now > consultee.due_at else "reminder_before"
    context = {"rung": "hand", "after_due": name == "reminder_after"}
    _post(name, consultee, receivers, f"reminder:{consultee.id}:hand:{key}", context, now=now, at_once=True)


def draft_report(report: Escalation, *, now: datetime) -> None:
    """To the lead's head, who signs it or holds it once (O12); one a day, however many units it names."""
    lead = report.consultation.lead_unit_id
    key = f"draft_report:{report.id}:{report.version}"
    _post_report("draft_report", report, units.receivers(lead, WORKERS, now), key, now=now)


def report_up(report: Escalation, *, now: datetime) -> None:
    """To the monitor, who verifies and proposes; where there is none, to the leader at once (O13)."""
    if report.passed_on_at is not None:
        report_passed_on(report, now=now)
        return
    receivers = units.receivers(report.authority_id, [Role.MONITOR], now)
    _post_report("report_up", report, receivers, f"report_up:{report.id}", now=now)


def has_monitor(report: Escalation, *, now: datetime) -> bool:
    return bool(units.receivers(report.authority_id, [Role.MONITOR], now))


def report_passed_on(report: Escalation, *, now: datetime) -> None:
    """To the leader in whose field it lies, or to the chairman (O13)."""
    whom = queries.goes_to(report, clock.local(now).date())
    leaders = [one for one in units.receivers(report.authority_id, [Role.DECISION_MAKER], now) if one.person_id in whom]
    _post_report("report_up", report, leaders, f"report_up:{report.id}:leader", now=now)


def conveyed(report: Escalation, *, now: datetime) -> None:
    """The paper that conveys the result, to all concerned: the lead, each unit, the monitor (O13)."""
    book = AddressBook(
        {report.consultation.lead_unit_id, report.authority_id, *(case.consultee.unit_id for case in report.cases)}, now
    )
    whom = book.people(report.consultation.lead_unit_id, WORKERS) + book.people(report.authority_id, [Role.MONITOR])
    for case in report.cases:
        whom += book.people(case.consultee.unit_id, WORKERS) + book.boxes(case.consultee.unit_id)
    _post_report("conveyed", report, whom, f"conveyed:{report.id}", now=now)


def _post_report(name: str, report: Escalation, receivers: list[Receiver], key: str, *, now: datetime) -> None:
    consultation: Consultation = report.consultation
    units.post_to(
        receivers,
        name,
        key,
        {"report": report, "consultation": consultation},
        now=now,
        consultation_id=consultation.id,
    )


def decided(case: EscalatedCase, *, now: datetime) -> None:
    """To the unit, to the lead and to the monitor, at once."""
    consultee = case.consultee
    receivers = units.receivers(consultee.unit_id, WORKERS, now)
    receivers += units.receivers(consultee.consultation.lead_unit_id, WORKERS, now)
    receivers += units.receivers(case.escalation.authority_id, [Role.MONITOR], now)
    _post("decided", consultee, receivers, f"decided:{case.id}", {"case": case}, now=now, at_once=True)


def invited_to_settle(made: Contradiction, *, now: datetime) -> None:
    """To both units, at once: their opinions on one point exclude each other."""
    for mine, other in ((made.first, made.second), (made.second, made.first)):
        receivers = units.receivers(mine.unit_id, WORKERS, now) + units.box_receivers(mine.unit_id)
        key = f"differ:{made.id}:{mine.id}"
        _post("settle_difference", mine, receivers, key, {"other": other.unit}, now=now, at_once=True)


def hearing_asked(asked: Hearing, *, now: datetime) -> None:
    """To the unit, at once: the authority wishes to hear it before it decides (O14)."""
    consultee = asked.case.consultee
    receivers = units.receivers(consultee.unit_id, WORKERS, now) + units.box_receivers(consultee.unit_id)
    _post("hearing_asked", consultee, receivers, f"hearing:{asked.id}", {"hearing": asked}, now=now, at_once=True)


def hearing_said(asked: Hearing, *, now: datetime) -> None:
    """To the authority: the unit has stated its view."""
    case = asked.case
    receivers = units.receivers(case.escalation.authority_id, LEADERS, now)
    key = f"hearing:{asked.id}:said"
    _post("hearing_said", case.consultee, receivers, key, {"hearing": asked, "report": case.escalation}, now=now,
          at_once=True)  # fmt: skip


def directive_given(given: Directive, *, now: datetime) -> None:
    receivers = units.receivers(given.unit_id, WORKERS, now) + units.box_receivers(given.unit_id)
    _post_directive("directive_given", given, receivers, f"directive:{given.id}", now=now)


def directive_reminder(given: Directive, *, now: datetime) -> None:
    receivers = units.receivers(given.unit_id, WORKERS, now) + units.receivers(given.authority_id, [Role.MONITOR], now)
    _post_directive("directive_reminder", given, receivers, f"directive:{given.id}:{given.reminders}", now=now)


def directive_reported(given: Directive, *, now: datetime) -> None:
    receivers = units.receivers(given.authority_id, LEADERS, now)
    key = f"directive:{given.id}:done" + (f":{clock.local(now):%Y%m%d%H%M%S}" if given.returned_at else "")
    _post_directive("directive_reported", given, receivers, key, now=now)


def directive_returned(given: Directive, *, now: datetime) -> None:
    """To the unit, at once: what it reported done is not, in the authority's eyes."""
    receivers = units.receivers(given.unit_id, WORKERS, now) + units.box_receivers(given.unit_id)
    key = f"directive:{given.id}:returned:{clock.local(now):%Y%m%d%H%M%S}"
    _post_directive("directive_returned", given, receivers, key, now=now)


def _post_directive(name: str, given: Directive, receivers: list[Receiver], key: str, *, now: datetime) -> None:
    units.post_to(receivers, name, key, {"directive": given}, now=now, consultee_id=given.consultee_id)


def _post(
    name: str, consultee: Consultee, receivers: list[Receiver], key: str, context: dict[str, object], *, now: datetime,
    at_once: bool,
) -> None:  # fmt: skip
    units.post_to(
        receivers,
        name,
        key,
        {"consultee": consultee, "consultation": consultee.consultation, **context},
        now=now,
        consultation_id=consultee.consultation_id,
        consultee_id=consultee.id,
        at_once=at_once,
    )


def send_digest(person_id: int, since: datetime, *, now: datetime) -> bool:
    """One person's morning letter: subjects and links of what was posted before, nothing else (O27). Whether it went.

    Taking the letters out of the pile and posting the digest is one transaction: who loses the race takes none.
    """
    taken = db.session.execute(
        update(Letter)
        .where(Letter.person_id == person_id, Letter.in_digest, Letter.digested_at.is_(None), Letter.posted_at < since)
        .values(digested_at=now)
        .returning(
            Letter.id,
            Letter.name,
            Letter.kind,
            Letter.consultee_id,
            Letter.subject,
            Letter.text,
            Letter.to_address,
            Letter.to_name,
            Letter.language,
        )
        .execution_options(synchronize_session=False)
    ).all()
    if not taken:
        return False
    rows = _still_awaited(sorted(taken, key=lambda row: int(row.id)))
    if not rows:
        return False
    last = rows[-1]
    items = [{"subject": row.subject, "url": "".join(_LINK.findall(row.text)[-1:])} for row in rows]
    to = Receiver(last.to_address, last.to_name, person_id, language=last.language)
    key = f"digest:{person_id}:{clock.local(since):%Y%m%d}"
    units.post_to([to], "digest", key, {"items": _once(items), "number": len(_once(items))}, now=now)
    return True


# Letters that ask for an act: they stay out of the morning letter once it is done.
ASKING = frozenset({"reminder_before", "reminder_copy", "acknowledge_missing", "draft_waits"})
_TO_SIGN = re.compile(r"(?:reply|draft|change)_to_sign-(\d+)-")


def _still_awaited(rows: Sequence[Any]) -> list[Any]:
    """Without what was answered, ended or signed in the meantime; the nearest due time first (O27)."""
    asked = {row.consultee_id for row in rows if row.consultee_id is not None}
    parts = {each.id: each for each in db.session.scalars(select(Consultee).where(Consultee.id.in_(asked)))}
    papers = {row.id: int(found[1]) for row in rows if (found := _TO_SIGN.match(row.name))}
    waiting = set(
        db.session.scalars(
            select(Signing.id).where(Signing.id.in_(papers.values()), Signing.state == SigningState.ON_ITS_WAY)
        )
    )
    kept = [
        row
        for row in rows
        if (row.id not in papers or papers[row.id] in waiting)
        and not (row.kind in ASKING and row.consultee_id in parts and not queries.clock_runs(parts[row.consultee_id]))
    ]
    due = {each.id: each.due_at for each in parts.values()}
    last = max((at for at in due.values() if at is not None), default=None)
    return sorted(kept, key=lambda row: ((at := due.get(row.consultee_id)) is None, at or last, row.id))


def _once(items: list[dict[str, str]]) -> list[dict[str, str]]:
    """The same subject and link, said twice in a day, is one line."""
    return list({(item["subject"], item["url"]): item for item in items}.values())
