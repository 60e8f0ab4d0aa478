"""What became of every comment, and what was submitted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordination.consultations.models import Consultation
from coordination.kernel.store import Json, Model, Moment, choice, key
from coordination.replies.models import Opinion, OtherComment
from coordination.synthesis.rules import DispositionKind


class Disposition(Model):
    """Tiếp thu, giải trình of one comment: of an opinion, or of a comment beyond the points."""

    __tablename__ = "disposition"
    __table_args__ = (CheckConstraint("(opinion_id IS NULL) <> (other_comment_id IS NULL)", name="one_comment"),)

    id: Mapped[int] = key()
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    opinion_id: Mapped[int | None] = mapped_column(ForeignKey("opinion.id"), unique=True)
    other_comment_id: Mapped[int | None] = mapped_column(ForeignKey("other_comment.id"), unique=True)
    kind: Mapped[DispositionKind] = mapped_column(choice(DispositionKind))
    explanation: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    opinion: Mapped[Opinion | None] = relationship()
    other_comment: Mapped[OtherComment | None] = relationship()


class Submission(Model):
    """Hồ sơ trình (L6): the lead's position, its basis, what still differs; drafted, submitted, returned, concluded."""

    __tablename__ = "submission"

    id: Mapped[int] = key()
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), unique=True)
    position: Mapped[str] = mapped_column(Text, default="")
    basis: Mapped[str] = mapped_column(Text, default="")
    differences: Mapped[str] = mapped_column(Text, default="")
    no_differences: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    first_submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    number: Mapped[str] = mapped_column(Text, default="")
    frozen: Mapped[dict[str, Any] | None] = mapped_column(Json)
    returned_times: Mapped[int] = mapped_column(default=0)
    return_reason: Mapped[str] = mapped_column(Text, default="")
    concluded_at: Mapped[datetime | None] = mapped_column(Moment)
    conclusion: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    consultation: Mapped[Consultation] = relationship()
