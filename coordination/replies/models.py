"""What a cooperating unit says: replies point by point, push-backs, late explanations, 'we have sent it already'."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordination.consultations.models import Consultee, DossierPart, Point
from coordination.kernel.files import StoredFile
from coordination.kernel.store import Json, Model, Moment, choice, key
from coordination.replies.rules import Answer, Channel, Position, PushBackKind, Weight
from coordination.units.models import Unit

_UNDECIDED = "decided_at IS NULL AND settled_at IS NULL AND withdrawn_at IS NULL"
_DISPUTED = "disputed_at IS NOT NULL AND settled_at IS NULL AND withdrawn_at IS NULL"


class Reply(Model):
    """One submission, or the draft of the next one (`sent_at` empty; at most one a consultee). Every one sent is kept.

    `arrived_at` is the moment that counts: of sending, or of arrival when it came another way (O5). It is in force once
    `confirmed_at` is set. `preliminary`: an 'ý kiến sơ bộ' by telephone or mail in a hỏa tốc matter (O11). `late_…` is
    the explanation written beside a late draft; sending gives it (A5, O16).
    """

    __tablename__ = "reply"
    __table_args__ = (UniqueConstraint("consultee_id", "number"),)

    id: Mapped[int] = key()
    consultee_id: Mapped[int] = mapped_column(ForeignKey("consultee.id"))
    number: Mapped[int] = mapped_column()
    channel: Mapped[Channel] = mapped_column(choice(Channel), default=Channel.WEB)
    drafted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    arrived_at: Mapped[datetime | None] = mapped_column(Moment)
    entered_by_lead: Mapped[bool] = mapped_column(default=False)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    objected_at: Mapped[datetime | None] = mapped_column(Moment)
    objection: Mapped[str] = mapped_column(Text, default="")
    preliminary: Mapped[bool] = mapped_column(default=False, server_default=false())
    complete: Mapped[bool] = mapped_column(default=False)
    letter_number: Mapped[str] = mapped_column(String(60), default="")
    letter_date: Mapped[date | None] = mapped_column()
    signatory: Mapped[str] = mapped_column(String(300), default="")
    remarks: Mapped[str] = mapped_column(Text, default="")
    late_reason: Mapped[str] = mapped_column(Text, default="")
    late_apology: Mapped[str] = mapped_column(Text, default="")
    late_measures: Mapped[str] = mapped_column(Text, default="")
    late_next_date: Mapped[date | None] = mapped_column()
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    consultee: Mapped[Consultee] = relationship()
    opinions: Mapped[list[Opinion]] = relationship(
        order_by="Opinion.id", cascade="all, delete-orphan", back_populates="reply"
    )
    others: Mapped[list[OtherComment]] = relationship(order_by="OtherComment.id", cascade="all, delete-orphan")
    files: Mapped[list[ReplyFile]] = relationship(order_by="ReplyFile.id", cascade="all, delete-orphan")


class Opinion(Model):
    """A reply's answer to one point: position, weight, content, basis, proposed wording; one comment (rule 18).

    `chosen` is the option taken where the point offers options (O9).
    """

    __tablename__ = "opinion"
    __table_args__ = (UniqueConstraint("reply_id", "point_id"), Index("ix_opinion_point_id", "point_id"))

    id: Mapped[int] = key()
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"))
    point_id: Mapped[int] = mapped_column(ForeignKey("point.id"))
    position: Mapped[Position | None] = mapped_column(choice(Position))
    weight: Mapped[Weight | None] = mapped_column(choice(Weight))
    chosen: Mapped[str] = mapped_column(String(500), default="")
    content: Mapped[str] = mapped_column(Text, default="")
    basis: Mapped[str] = mapped_column(Text, default="")
    wording: Mapped[str] = mapped_column(Text, default="")

    reply: Mapped[Reply] = relationship(back_populates="opinions")
    point: Mapped[Point] = relationship()


class OtherComment(Model):
    """A comment beyond the points asked (rule 18); it, too, needs a disposition."""

    __tablename__ = "other_comment"

    id: Mapped[int] = key()
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"), index=True)
    clause: Mapped[str] = mapped_column(String(300), default="")
    weight: Mapped[Weight | None] = mapped_column(choice(Weight))
    content: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text, default="")
    wording: Mapped[str] = mapped_column(Text, default="")


class ReplyFile(Model):
    __tablename__ = "reply_file"

    id: Mapped[int] = key()
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))

    file: Mapped[StoredFile] = relationship()


class PushBack(Model):
    """'Not our function', 'the time does not fit', 'the dossier is unclear or incomplete' (C3), and what became of it.

    `in_time`: made before the due time, so that the ladder rests until the final decision (exact rule 5).
    `restarts`: granted in the first third, so that the limit runs anew from `completed_at`, the day the lead completed
    the dossier (exact rule 4). `withdrawn_at`: the unit answered in full while it still waited. `point_ids`: only
    these points, empty for the whole. `new_part`: the paper added since that raises a second asking for papers (O17).
    """

    __tablename__ = "push_back"
    __table_args__ = (
        Index("ix_push_back_consultee_id", "consultee_id"),
        Index("ix_push_back_decided_at", "decided_at"),
        Index("ix_push_back_undecided", "decide_by", sqlite_where=text(_UNDECIDED), postgresql_where=text(_UNDECIDED)),
        Index("ix_push_back_disputed", "disputed_at", sqlite_where=text(_DISPUTED), postgresql_where=text(_DISPUTED)),
    )

    id: Mapped[int] = key()
    consultee_id: Mapped[int] = mapped_column(ForeignKey("consultee.id"))
    kind: Mapped[PushBackKind] = mapped_column(choice(PushBackKind))
    reason: Mapped[str] = mapped_column(Text)
    competent_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    proposed_due: Mapped[date | None] = mapped_column()
    missing: Mapped[str] = mapped_column(Text, default="")
    share_used: Mapped[float] = mapped_column(default=0.0)
    in_time: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    decide_by: Mapped[datetime] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    answer: Mapped[Answer | None] = mapped_column(choice(Answer))
    answer_reason: Mapped[str] = mapped_column(Text, default="")
    disputed_at: Mapped[datetime | None] = mapped_column(Moment)
    dispute: Mapped[str] = mapped_column(Text, default="")
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    settled: Mapped[Answer | None] = mapped_column(choice(Answer))
    settled_reason: Mapped[str] = mapped_column(Text, default="")
    settled_document: Mapped[str] = mapped_column(String(300), default="")
    avoidance: Mapped[bool] = mapped_column(default=False)
    restarts: Mapped[bool] = mapped_column(default=False)
    completed_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    point_ids: Mapped[list[int] | None] = mapped_column(Json)
    new_part_id: Mapped[int | None] = mapped_column(ForeignKey("dossier_part.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    consultee: Mapped[Consultee] = relationship()
    new_part: Mapped[DossierPart | None] = relationship()
    competent_unit: Mapped[Unit | None] = relationship()

    @property
    def outcome(self) -> Answer | None:
        """The answer in force: the authority's where it settled, else the lead's."""
        return self.settled or self.answer


class LateExplanation(Model):
    """Why a reply is late (A5, O16): for a procedure dossier the apology, the reason and the next date; otherwise the
    reason, the time of the answer and the measures."""

    __tablename__ = "late_explanation"

    id: Mapped[int] = key()
    consultee_id: Mapped[int] = mapped_column(ForeignKey("consultee.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    next_date: Mapped[date | None] = mapped_column()
    apology: Mapped[str] = mapped_column(Text, default="")
    measures: Mapped[str] = mapped_column(Text, default="")
    complete: Mapped[bool] = mapped_column(default=False)
    given_at: Mapped[datetime] = mapped_column(Moment)
    given_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class SentClaim(Model):
    """'We have sent letter number … of …' (O5): reminders rest until the lead answers, at most one working day."""

    __tablename__ = "sent_claim"

    id: Mapped[int] = key()
    consultee_id: Mapped[int] = mapped_column(ForeignKey("consultee.id"), index=True)
    letter_number: Mapped[str] = mapped_column(String(60))
    letter_date: Mapped[date] = mapped_column()
    made_at: Mapped[datetime] = mapped_column(Moment)
    answer_by: Mapped[datetime] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    found: Mapped[bool | None] = mapped_column()
    answer: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    consultee: Mapped[Consultee] = relationship()


class DutyPerson(Model):
    """Who is on duty for a unit in a hỏa tốc matter, with telephone (O11); kept when somebody else takes over."""

    __tablename__ = "duty_person"

    id: Mapped[int] = key()
    consultee_id: Mapped[int] = mapped_column(ForeignKey("consultee.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    telephone: Mapped[str] = mapped_column(String(60))
    named_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    named_at: Mapped[datetime] = mapped_column(Moment)
    over_at: Mapped[datetime | None] = mapped_column(Moment)


class DutyCall(Model):
    """A telephone call to a unit in a hỏa tốc matter: who called whom, when, what was said (O11)."""

    __tablename__ = "duty_call"

    id: Mapped[int] = key()
    consultee_id: Mapped[int] = mapped_column(ForeignKey("consultee.id"), index=True)
    called_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    caller: Mapped[str] = mapped_column(String(300), default="")
    called_at: Mapped[datetime] = mapped_column(Moment)
    whom: Mapped[str] = mapped_column(String(300))
    telephone: Mapped[str] = mapped_column(String(60), default="")
    said: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
