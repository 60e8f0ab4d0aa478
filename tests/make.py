"""Makers: things in a real state, because the product's own verbs brought them there.

    make.consultation(points=3)                       issued by Sở Tài chính to Sở Tư pháp and Sở Xây dựng
    make.draft(consultees=["govap"])                  being written
    consultee = make.consultee("stp")                 one unit in a consultation of its own
    make.reply(consultee)                             sent, agreeing on every point
    make.push_back(consultee, PushBackKind.TIME)

Units and people may be given by the cast's names. Everything happens at the clock's moment.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from coordination.consultations import actions as consultations
from coordination.consultations import queries as consultation_queries
from coordination.consultations.models import Consultation, Consultee
from coordination.consultations.rules import ConsulteeData, Kind, PointData, PointKind
from coordination.kernel import store
from coordination.kernel.actor import Actor, Role
from coordination.kernel.store import db
from coordination.units.models import Membership, Unit
from tests import papers
from tests.cast import Cast, actor_of
from tests.clock import Clock

T = TypeVar("T")
ASKED = ("stp", "sxd")
QUESTIONS = (
    "Đề nghị cho ý kiến về mức chi quy định tại khoản 1 Điều 4 dự thảo.",
    "Đề nghị cho ý kiến về thẩm quyền quyết định quy định tại Điều 6 dự thảo.",
    "Đề nghị cho ý kiến về quy định chuyển tiếp tại Điều 9 dự thảo.",
)


class Maker:
    """See the head of this file."""

    def __init__(self, cast: Cast, clock: Clock) -> None:
        self.cast, self.clock = cast, clock
        self.made = 0

    def kept(self, thing: T) -> T:
        """Committed, as after the request of the person who did it: what the product rolls back later is not this."""
        store.commit()
        return thing

    # Who.

    def unit(self, unit: str | Unit) -> Unit:
        found: Unit = getattr(self.cast, unit) if isinstance(unit, str) else unit
        return found

    def acting(self, unit: str | Unit, *roles: Role) -> Actor:
        """Somebody of a unit in the first of these roles that somebody has."""
        unit = self.unit(unit)
        for role in roles:
            member = db.session.scalars(
                select(Membership).where(Membership.unit_id == unit.id, Membership.role == role).order_by(Membership.id)
            ).first()
            if member is not None:
                return actor_of(member)
        raise LookupError(f"{unit.name} has nobody who is {roles}")

    def officer(self, unit: str | Unit) -> Actor:
        return self.acting(unit, Role.OFFICER, Role.HEAD)

    def head(self, unit: str | Unit) -> Actor:
        return self.acting(unit, Role.HEAD)

    def clerk(self, unit: str | Unit) -> Actor:
        return self.acting(unit, Role.CLERK, Role.HEAD)

    # Consultations.

    def draft(
        self,
        lead: str | Unit = "stc",
        *,
        points: int | Sequence[PointData] = 2,
        consultees: Iterable[str | Unit | ConsulteeData] = ASKED,
        kind: Kind = Kind.OTHER,
        subject: str = "",
        dossier: bool = True,
        reasons: bool = True,
        **composed: Any,
    ) -> Consultation:
        """A consultation that would pass the gate; any field of `Composed` may be given; `reasons` for warnings."""
        self.made += 1
        officer, now = self.officer(lead), self.clock.now
        subject = subject or f"Góp ý dự thảo Quyết định quy định mức chi số {self.made}"
        composed.setdefault("submit_by", self.clock.today + timedelta(days=60))
        if kind is Kind.PROCEDURE_DOSSIER:
            composed.setdefault("return_date", self.clock.today + timedelta(days=60))
        composed.setdefault("background", "Thực hiện chương trình công tác năm 2026.")
        drafted = consultations.draft(secret=False, kind=kind, subject=subject, by=officer, now=now)
        wanted = replace(
            consultation_queries.composed(drafted),
            points=tuple(_points(points)),
            consultees=tuple(self._asked(each) for each in consultees),
            **composed,
        )
        consultations.save(drafted, wanted, by=officer, now=now)
        if dossier:
            self._dossier(drafted, officer)
        if reasons:
            self._reasons(drafted, officer)
        return self.kept(drafted)

    def signed(self, lead: str | Unit = "stc", **how: Any) -> Consultation:
        """Signed by the head, waiting for the clerk."""
        drafted = self.for_signing(lead, **how)
        assert consultations.sign(drafted, by=self.head(lead), now=self.clock.now)
        return self.kept(drafted)

    def for_signing(self, lead: str | Unit = "stc", **how: Any) -> Consultation:
        """Waiting for the head's signature."""
        drafted = self.draft(lead, **how)
        consultations.send_for_signing(drafted, by=self.officer(lead), now=self.clock.now)
        return self.kept(drafted)

    def consultation(
        self, lead: str | Unit = "stc", *, issued: bool = True, delivered: bool = True, **how: Any
    ) -> Consultation:
        """Issued now (or only drafted); `delivered`: its letters have arrived at once."""
        if not issued:
            return self.draft(lead, **how)
        made = self.signed(lead, **how)
        consultations.issue(made, by=self.clerk(lead), now=self.clock.now)
        self.kept(made)
        if delivered:
            for each in made.consultees:
                each.delivered_at = self.clock.now
        return self.kept(made)

    def consultee(self, unit: str | Unit = "stp", lead: str | Unit = "stc", **how: Any) -> Consultee:
        """One unit, asked alone."""
        return self.of(self.consultation(lead, consultees=[unit], **how), unit)

    def of(self, consultation: Consultation, unit: str | Unit) -> Consultee:
        """The part of one unit in a consultation."""
        wanted = self.unit(unit).id
        return next(each for each in consultation.consultees if each.unit_id == wanted)

    def _asked(self, each: str | Unit | ConsulteeData) -> ConsulteeData:
        if isinstance(each, ConsulteeData):
            return each
        unit = self.unit(each)
        function = unit.functions[0].id if unit.functions else None
        return ConsulteeData(unit_id=unit.id, function_id=function, why="Nội dung thuộc phạm vi quản lý của đơn vị.")

    def _dossier(self, drafted: Consultation, officer: Actor) -> None:
        for part in list(drafted.dossier):
            upload = FileStorage(io.BytesIO(papers.PDF), "Tài liệu.pdf")
            consultations.attach(drafted, upload, limit=1 << 20, part_id=part.id, by=officer, now=self.clock.now)

    def _reasons(self, drafted: Consultation, officer: Actor) -> None:
        for finding in consultation_queries.findings(drafted, self.clock.now):
            if not finding.blocking:
                about = str(finding.evidence.get("about", ""))
                consultations.give_reason(
                    drafted, finding.code, about, "Thực hiện chỉ đạo của cấp trên.", by=officer, now=self.clock.now
                )

    # Answers.

    def reply_draft(self, consultee: Consultee | None = None, *positions: Any, content: str = "", **how: Any) -> Any:
        """A reply being written: one position for all points, or one each (None leaves a point open)."""
        from coordination.replies import actions as replies
        from coordination.replies.rules import Position

        consultee = consultee or self.consultee()
        points = consultation_queries.points_for(consultee)
        stands = _spread(positions or (Position.AGREE,), len(points))
        officer, now = self.officer(consultee.unit), self.clock.now
        draft = replies.draft_for(consultee, by=officer, now=now)
        written = tuple(_opinion(point.id, stand, content) for point, stand in zip(points, stands, strict=True))
        replies.save(draft, replies.ReplyDraft(opinions=written, **how), version=draft.version, by=officer, now=now)
        return self.kept(draft)

    def reply(self, consultee: Consultee | None = None, *positions: Any, content: str = "", **how: Any) -> Any:
        """A reply signed by the head and so sent."""
        from coordination.replies import actions as replies

        draft = self.reply_draft(consultee, *positions, content=content, **how)
        unit = draft.consultee.unit
        replies.send_for_signing(draft, by=self.officer(unit), now=self.clock.now)
        assert replies.pass_on(draft, by=self.head(unit), now=self.clock.now)
        return self.kept(draft)

    def push_back(self, consultee: Consultee | None = None, kind: Any = None, **how: Any) -> Any:
        """A push-back that waits for the lead."""
        from coordination.replies import actions as replies
        from coordination.replies.rules import PushBackKind

        consultee = consultee or self.consultee()
        kind = kind or PushBackKind.TIME
        if kind is PushBackKind.TIME:
            how.setdefault("proposed_due", _later(consultee))
        elif kind is PushBackKind.NOT_OUR_FUNCTION:
            how.setdefault("none_known", True)
        else:
            how.setdefault("missing", "Bản thuyết minh nội dung dự thảo")
        how.setdefault("reason", "Nội dung cần thêm thời gian nghiên cứu, phối hợp với các phòng chuyên môn.")
        return self.kept(replies.push_back(consultee, kind, by=self.head(consultee.unit), now=self.clock.now, **how))

    def explanation(self, consultee: Consultee, **how: Any) -> Any:
        """Why the reply is late."""
        from coordination.replies import actions as replies

        said = {
            "reason": "Phải chờ số liệu của các đơn vị trực thuộc.",
            "next_date": self.clock.today + timedelta(days=2),
            "apology": "",
            "measures": "Phân công lại người theo dõi.",
        }
        return self.kept(
            replies.explain(consultee, **{**said, **how}, by=self.head(consultee.unit), now=self.clock.now)
        )

    def returned(self, reply: Any = None, kind: Any = None, **how: Any) -> Any:
        """A reply judged inadequate on its first point and sent back by the lead's head."""
        from coordination.assessment import actions as assessment
        from coordination.assessment.rules import VerdictKind

        reply = reply or self.reply()
        lead = reply.consultee.consultation.lead_unit
        assessment.propose(
            reply.opinions[0], kind or VerdictKind.INCOMPLETE, reason="Chưa nêu rõ căn cứ.", marked=[],
            by=self.officer(lead), now=self.clock.now,
        )  # fmt: skip
        how.setdefault("words", "Đề nghị nêu rõ căn cứ pháp lý.")
        return self.kept(assessment.return_for_completion(reply, by=self.head(lead), now=self.clock.now, **how))

    def accepted(self, consultee: Consultee) -> Consultee:
        """A reply that the lead took note of: the unit's part is closed."""
        from coordination.assessment import actions as assessment

        assessment.accept([consultee], by=self.officer(consultee.consultation.lead_unit), now=self.clock.now)
        return self.kept(consultee)

    # What comes of silence.

    def report(self, consultee: Consultee | None = None) -> Any:
        """The draft of a report to the authority, made by the sweep when the ladder was climbed; days pass."""
        from coordination.escalation import jobs, queries

        consultation_id = (consultee or self.consultee()).consultation_id
        for _day in range(60):
            self.clock.pass_days(1)
            jobs.sweep()
            report = queries.open_escalation(consultation_id)
            if report is not None:
                return report
        raise AssertionError("60 days passed and nothing was reported")

    def report_up(self, report: Any = None) -> Any:
        """A report that the lead's head signed: it lies with the authority."""
        from coordination.escalation import actions as escalation

        report = report or self.report()
        lead, now = report.consultation.lead_unit, self.clock.now
        escalation.state(
            report, did="Đã đôn đốc hai lần bằng văn bản.", proposes="Kính đề nghị có ý kiến yêu cầu đơn vị trả lời.",
            effect="Chậm trình dự thảo.", by=self.officer(lead), now=now,
        )  # fmt: skip
        escalation.sign(report, by=self.head(lead), now=now)
        return self.kept(report)

    def directive(self, report: Any = None, days: int = 7) -> Any:
        """The authority directed the unit to answer."""
        from coordination.escalation import actions as escalation
        from coordination.escalation.models import Directive
        from coordination.escalation.rules import DecisionKind

        report = report if report is not None and report.sent_up_at else self.report_up(report)
        case = report.cases[0]
        escalation.decide(
            case, DecisionKind.DIRECT_ANSWER, words="Giao đơn vị trả lời trước thời hạn.", number="12/TB-VP",
            due_at=self.clock.moment(self.clock.today + timedelta(days=days), 17), by=self.cast.actor("chairman"),
            now=self.clock.now,
        )  # fmt: skip
        return self.kept(db.session.query(Directive).filter_by(case_id=case.id).one())

    def claim(self, consultee: Consultee | None = None) -> Any:
        """'We have sent it already': the lead has to look for it."""
        from coordination.replies import actions as replies

        consultee = consultee or self.consultee()
        made = replies.claim_sent(
            consultee, letter_number="15/STP-VP", letter_date=self.clock.today, by=self.head(consultee.unit),
            now=self.clock.now,
        )  # fmt: skip
        return self.kept(made)


def _points(points: int | Sequence[PointData]) -> Iterable[PointData]:
    if not isinstance(points, int):
        return points
    return (
        PointData(
            clause=f"Điều {number + 4} dự thảo",
            question=QUESTIONS[number % len(QUESTIONS)] + (f" (phần {number + 1})" if number >= len(QUESTIONS) else ""),
            kind=PointKind.YES_NO,
            lead_position="Đề nghị thống nhất như dự thảo.",
            lead_basis="Khoản 2 Điều 30 Luật Ngân sách nhà nước",
        )
        for number in range(points)
    )


def _opinion(point_id: int, stand: Any, content: str) -> Any:
    from coordination.replies import actions as replies
    from coordination.replies.rules import Position

    if stand is None:
        return replies.OpinionDraft(point_id)
    if stand in (Position.AGREE, Position.NOTHING_TO_SAY):
        return replies.OpinionDraft(point_id, stand, content=content)
    return replies.OpinionDraft(
        point_id,
        stand,
        content=content or "Mức chi tại khoản 1 chưa phù hợp khả năng cân đối ngân sách.",
        basis="Điều 8 Luật Ngân sách nhà nước",
        wording="Mức chi tối đa 70% dự toán." if stand is Position.AGREE_WITH_CHANGES else "",
    )


def _spread(given: Sequence[Any], count: int) -> list[Any]:
    assert len(given) in (1, count), f"there are {count} points and {len(given)} positions"
    return list(given) * count if len(given) == 1 else list(given)


def _later(consultee: Consultee) -> date:
    due: datetime | None = consultee.due_at
    assert due is not None
    return due.date() + timedelta(days=7)
