"""How the lead judges a reply, and how a unit answers back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordination.assessment.rules import Settlement, VerdictKind
from coordination.consultations.models import Consultee
from coordination.kernel.store import Json, Model, Moment, choice, key
from coordination.replies.models import Opinion, Reply


class Verdict(Model):
    """One verdict on one opinion: proposed by an officer, approved by the lead's head (O18), then contestable."""

    __tablename__ = "verdict"

    id: Mapped[int] = key()
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), unique=True)
    kind: Mapped[VerdictKind] = mapped_column(choice(VerdictKind))
    reason: Mapped[str] = mapped_column(Text, default="")
    marked: Mapped[list[str]] = mapped_column(Json, default=list)
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime | None] = mapped_column(Moment)
    given_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    contest_by: Mapped[datetime | None] = mapped_column(Moment)
    contested_at: Mapped[datetime | None] = mapped_column(Moment)
    contest: Mapped[str] = mapped_column(Text, default="")
    answer_by: Mapped[datetime | None] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answer: Mapped[str] = mapped_column(Text, default="")
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    settled: Mapped[Settlement | None] = mapped_column(choice(Settlement))
    settled_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    opinion: Mapped[Opinion] = relationship()


class Return(Model):
    """A reply sent back for completion (X2), with its own due time."""

    __tablename__ = "reply_return"
    __table_args__ = (Index("ix_reply_return_consultee_id", "consultee_id"),)

    id: Mapped[int] = key()
    consultee_id: Mapped[int] = mapped_column(ForeignKey("consultee.id"))
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"), unique=True)
    number: Mapped[str] = mapped_column(String(60), default="")
    words: Mapped[str] = mapped_column(Text, default="")
    sent_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    consultee: Mapped[Consultee] = relationship()
    reply: Mapped[Reply] = relationship()
