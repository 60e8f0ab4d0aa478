"""A consultation, its points, its consultees, its dossier, and every due time that was ever in force."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordination.consultations.rules import (
    ChangeKind,
    Ending,
    Kind,
    Part,
    PointKind,
    RoundCause,
    SuspensionGround,
    Urgency,
    Visibility,
)
from coordination.kernel.files import StoredFile
from coordination.kernel.store import Json, Model, Moment, choice, key
from coordination.units.models import Person, Unit, UnitFunction

_OPEN = "issued_at IS NOT NULL AND withdrawn_at IS NULL AND submitted_at IS NULL AND concluded_at IS NULL"

_TO_JUDGE = "answered_at IS NOT NULL AND closed_at IS NULL AND returned_at IS NULL AND next_step_at IS NULL"


class Consultation(Model):
    """One request for opinions. Phases are derived (`rules.phase`) from the moments below; none is stored.

    `rule` and `ladder` are the time-limit rule and the ladder in force at issue, frozen as JSON.
    """

    __tablename__ = "consultation"
    __table_args__ = (
        Index("ix_consultation_lead_unit_id_issued_at", "lead_unit_id", "issued_at", "id"),
        Index("ix_consultation_authority_id_issued_at", "authority_id", "issued_at", "id"),
        Index("ix_consultation_lead_unit_id_id", "lead_unit_id", "id"),
        Index(
            "ix_consultation_open",
            "lead_unit_id",
            "id",
            sqlite_where=text(_OPEN),
            postgresql_where=text(_OPEN),
        ),
    )
    __mapper_args__ = {"version_id_col": None}

    id: Mapped[int] = key()
    lead_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    authority_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[Kind] = mapped_column(choice(Kind), default=Kind.OTHER)
    urgency: Mapped[Urgency] = mapped_column(choice(Urgency), default=Urgency.ORDINARY)
    visibility: Mapped[Visibility] = mapped_column(choice(Visibility), default=Visibility.AFTER_SYNTHESIS)
    subject: Mapped[str] = mapped_column(String(1000), default="")
    subject_folded: Mapped[str] = mapped_column(String(1000), default="", index=True)
    background: Mapped[str] = mapped_column(Text, default="")
    submit_by: Mapped[date | None] = mapped_column()
    return_date: Mapped[date | None] = mapped_column()
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    number: Mapped[str] = mapped_column(String(60), default="")
    issued_on: Mapped[date | None] = mapped_column()
    signatory: Mapped[str] = mapped_column(String(300), default="")
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("consultation.id"))
    what_changed: Mapped[str] = mapped_column(Text, default="")
    rule: Mapped[dict[str, Any] | None] = mapped_column(Json)
    ladder: Mapped[dict[str, Any] | None] = mapped_column(Json)
    urgency_approved: Mapped[bool] = mapped_column(default=False)
    urgency_basis: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    issued_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    concluded_at: Mapped[datetime | None] = mapped_column(Moment)
    suspended_at: Mapped[datetime | None] = mapped_column(Moment)
    edition: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)

    lead_unit: Mapped[Unit] = relationship(foreign_keys=lead_unit_id)
    authority: Mapped[Unit | None] = relationship(foreign_keys=authority_id)
    officer: Mapped[Person] = relationship()
    points: Mapped[list[Point]] = relationship(
        primaryjoin="(Consultation.id == Point.consultation_id) & Point.removed_at.is_(None)",
        order_by="Point.position", cascade="all, delete-orphan", back_populates="consultation",
    )  # fmt: skip
    consultees: Mapped[list[Consultee]] = relationship(
        order_by="Consultee.id", cascade="all, delete-orphan", back_populates="consultation"
    )
    dossier: Mapped[list[DossierPart]] = relationship(order_by="DossierPart.id", cascade="all, delete-orphan")
    waivers: Mapped[list[GateReason]] = relationship(order_by="GateReason.id", cascade="all, delete-orphan")
    amendments: Mapped[list[Amendment]] = relationship(order_by="Amendment.edition", cascade="all, delete-orphan")
    order: Mapped[AssigningOrder | None] = relationship(cascade="all, delete-orphan", back_populates="consultation")
    requests: Mapped[list[UrgencyRequest]] = relationship(
        order_by="UrgencyRequest.id", cascade="all, delete-orphan", back_populates="consultation"
    )


class Point(Model):
    """One thing on which an opinion is asked (L3), with the lead's own position (needed where silence could agree).

    `added_at` and `removed_at`: by a letter that replaced the first (O4); what was answered on it stays.
    """

    __tablename__ = "point"

    id: Mapped[int] = key()
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    position: Mapped[int] = mapped_column()
    clause: Mapped[str] = mapped_column(String(300), default="")
    clause_text: Mapped[str] = mapped_column(Text, default="")
    question: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[PointKind] = mapped_column(choice(PointKind), default=PointKind.YES_NO)
    options: Mapped[list[str]] = mapped_column(Json, default=list)
    lead_position: Mapped[str] = mapped_column(Text, default="")
    lead_basis: Mapped[str] = mapped_column(Text, default="")
    for_everyone: Mapped[bool] = mapped_column(default=True)
    added_at: Mapped[datetime | None] = mapped_column(Moment)
    removed_at: Mapped[datetime | None] = mapped_column(Moment)

    consultation: Mapped[Consultation] = relationship(back_populates="points")
    addressees: Mapped[list[PointAddressee]] = relationship(cascade="all, delete-orphan", back_populates="point")


class Consultee(Model):
    """One cooperating unit in one consultation.

    `due_at` is the due time in force; `agreed_due_at` the one that scores use (exact rule 6: the one in force when it
    first passed); `original_due_at` the one of the issue letter. `round` counts the due times in force (rule 12).
    `next_step_at` is when the ladder must look at it again, or after a full answer when the lead's time to judge is
    over; written by every verb that moves or closes its clock.
    `answered_at` is the arrival of the latest complete reply, `partly_answered_at` of the latest partial one;
    `by_letter`: asked by letter only, and never late, judged, scored or reported: a body that is not ours, or a unit of
    ours in which nobody signs in, until it has confirmed the receipt (O6).
    `returned_at` and `pushed_back_at` are set only while a return or a hand-back is open, `suspended_at`
    only while the whole consultation stands still. `answered_before_at` is the
    arrival of the first complete reply to what was asked before points were added (O4): its timeliness is not lost.
    `kept_edition` is the edition for which the unit said that its opinions stand.
    """

    __tablename__ = "consultee"
    __table_args__ = (
        UniqueConstraint("consultation_id", "unit_id"),
        Index(
            "ix_consultee_next_step_at",
            "next_step_at",
            sqlite_where=text("next_step_at IS NOT NULL"),
            postgresql_where=text("next_step_at IS NOT NULL"),
        ),
        Index(
            "ix_consultee_open",
            "unit_id",
            "due_at",
            "id",
            sqlite_where=text("issued_at IS NOT NULL AND closed_at IS NULL"),
            postgresql_where=text("issued_at IS NOT NULL AND closed_at IS NULL"),
        ),
        Index("ix_consultee_unit_id_issued_at", "unit_id", "issued_at", "id"),
        Index(  # answered, and nobody has yet noted when the lead's time to judge ends
            "ix_consultee_to_judge",
            "answered_at",
            sqlite_where=text(_TO_JUDGE),
            postgresql_where=text(_TO_JUDGE),
        ),
        Index(
            "ix_consultee_undelivered",
            "issued_at",
            sqlite_where=text("issued_at IS NOT NULL AND delivered_at IS NULL"),
            postgresql_where=text("issued_at IS NOT NULL AND delivered_at IS NULL"),
        ),
    )

    id: Mapped[int] = key()
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    function_id: Mapped[int | None] = mapped_column(ForeignKey("unit_function.id"))
    why: Mapped[str] = mapped_column(String(1000), default="")
    own_due_at: Mapped[datetime | None] = mapped_column(Moment)
    issued_at: Mapped[datetime | None] = mapped_column(Moment)
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    original_due_at: Mapped[datetime | None] = mapped_column(Moment)
    agreed_due_at: Mapped[datetime | None] = mapped_column(Moment)
    round: Mapped[int] = mapped_column(default=1)
    next_step_at: Mapped[datetime | None] = mapped_column(Moment)
    delivered_at: Mapped[datetime | None] = mapped_column(Moment)
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    acknowledged_at: Mapped[datetime | None] = mapped_column(Moment)
    pushed_back_at: Mapped[datetime | None] = mapped_column(Moment)
    suspended_at: Mapped[datetime | None] = mapped_column(Moment)
    partly_answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_before_at: Mapped[datetime | None] = mapped_column(Moment)
    kept_edition: Mapped[int | None] = mapped_column()
    returned_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    ending: Mapped[Ending | None] = mapped_column(choice(Ending))
    waived: Mapped[bool] = mapped_column(default=False)
    by_letter: Mapped[bool] = mapped_column(default=False, server_default=false())
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    consultation: Mapped[Consultation] = relationship(back_populates="consultees")
    unit: Mapped[Unit] = relationship()
    function: Mapped[UnitFunction | None] = relationship()
    rounds: Mapped[list[Round]] = relationship(order_by="Round.number", cascade="all, delete-orphan")


class PointAddressee(Model):
    """A point that is addressed to some consultees only (`Point.for_everyone` is false)."""

    __tablename__ = "point_addressee"

    point_id: Mapped[int] = mapped_column(ForeignKey("point.id"), primary_key=True)
    consultee_id: Mapped[int] = mapped_column(ForeignKey("consultee.id"), primary_key=True, index=True)

    point: Mapped[Point] = relationship(back_populates="addressees")
    consultee: Mapped[Consultee] = relationship()


class Round(Model):
    """One due time in force for one consultee, why, and since when; never changed afterwards."""

    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("consultee_id", "number"),)

    id: Mapped[int] = key()
    consultee_id: Mapped[int] = mapped_column(ForeignKey("consultee.id"))
    number: Mapped[int] = mapped_column()
    cause: Mapped[RoundCause] = mapped_column(choice(RoundCause))
    started_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    why: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    reason: Mapped[str] = mapped_column(Text, default="")


class Holding(Model):
    """Who held a part of a consultation until a day, before its successor took over (design 3.1).

    Scores give a case to the unit that held it when it counted; pages say who was asked by name at the time.
    """

    __tablename__ = "holding"

    id: Mapped[int] = key()
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    consultee_id: Mapped[int | None] = mapped_column(ForeignKey("consultee.id"), index=True)
    part: Mapped[Part] = mapped_column(choice(Part))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    until: Mapped[date] = mapped_column()

    unit: Mapped[Unit] = relationship()


class DossierPart(Model):
    """A part that the dossier should have (L4): a file, or the reason why it is missing."""

    __tablename__ = "dossier_part"

    id: Mapped[int] = key()
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    required: Mapped[bool] = mapped_column(default=False)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    missing_because: Mapped[str] = mapped_column(Text, default="")

    file: Mapped[StoredFile | None] = relationship()


class GateReason(Model):
    """A warning of the gate that the lead passed, and the written reason shown to every consultee."""

    __tablename__ = "gate_reason"
    __table_args__ = (UniqueConstraint("consultation_id", "code", "about"),)

    id: Mapped[int] = key()
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    code: Mapped[str] = mapped_column(String(60))
    about: Mapped[str] = mapped_column(String(100), default="")
    reason: Mapped[str] = mapped_column(Text)


_OPEN_CHANGE = "issued_at IS NULL AND discarded_at IS NULL"


class ChangePaper(Model):
    """A letter that changes what was issued (O4), from its draft along the signing path to its number and date.

    `wanted` is what it will make of the consultation (`rules.Wanted`); `edition_from` the edition it was written on.
    """

    __tablename__ = "change_paper"
    __table_args__ = (
        Index(
            "ix_change_paper_open",
            "consultation_id",
            unique=True,
            sqlite_where=text(_OPEN_CHANGE),
            postgresql_where=text(_OPEN_CHANGE),
        ),
        Index("ix_change_paper_consultation_id", "consultation_id"),
    )

    id: Mapped[int] = key()
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    kind: Mapped[ChangeKind] = mapped_column(choice(ChangeKind))
    wanted: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    edition_from: Mapped[int] = mapped_column()
    drafted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    signatory: Mapped[str] = mapped_column(String(300), default="")
    number: Mapped[str] = mapped_column(String(60), default="")
    issued_on: Mapped[date | None] = mapped_column()
    issued_at: Mapped[datetime | None] = mapped_column(Moment)
    discarded_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    consultation: Mapped[Consultation] = relationship()


class Suspension(Model):
    """An issued consultation made to stand still (O25): proposed by the monitor, decided by the authority, mended by
    the lead, and let go on by the authority. At most one at a time; `closed_at` ends it in whatever way."""

    __tablename__ = "suspension"
    __table_args__ = (
        Index(
            "uq_suspension_open",
            "consultation_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_suspension_consultation_id", "consultation_id"),
    )

    id: Mapped[int] = key()
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    ground: Mapped[SuspensionGround] = mapped_column(choice(SuspensionGround))
    reason: Mapped[str] = mapped_column(Text)
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    granted: Mapped[bool | None] = mapped_column()
    decision: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closing: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    consultation: Mapped[Consultation] = relationship()
    mendings: Mapped[list[Mending]] = relationship(order_by="Mending.id", cascade="all, delete-orphan")

    @property
    def stands(self) -> bool:
        """Whether the consultation stands still because of it."""
        return self.granted is True and self.closed_at is None

    @property
    def mending(self) -> Mending | None:
        """The lead's word that all is in order, while the authority has not answered it."""
        last = self.mendings[-1] if self.mendings else None
        return last if last is not None and last.answered_at is None else None

    @property
    def asked_for_more(self) -> Mending | None:
        """What the authority found not yet in order, while the lead is awaited."""
        last = self.mendings[-1] if self.mendings else None
        return last if last is not None and last.answered_at is not None else None


class Mending(Model):
    """The lead's word that a suspended consultation is in order again, and what the authority answered."""

    __tablename__ = "mending"

    id: Mapped[int] = key()
    suspension_id: Mapped[int] = mapped_column(ForeignKey("suspension.id"), index=True)
    mended_at: Mapped[datetime] = mapped_column(Moment)
    words: Mapped[str] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answer: Mapped[str] = mapped_column(Text, default="")


class Amendment(Model):
    """What changed after issue, by which letter, and when everybody was told.

    `before` and `after` are the two editions (`rules.Edition`), so that the old one stays readable.
    """

    __tablename__ = "amendment"

    id: Mapped[int] = key()
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    edition: Mapped[int] = mapped_column()
    what_changed: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    before: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    after: Mapped[dict[str, Any] | None] = mapped_column(Json)
    change_id: Mapped[int | None] = mapped_column(ForeignKey("change_paper.id"))

    change: Mapped[ChangePaper | None] = relationship()


class AssigningOrder(Model):
    """The document from above by which the work was assigned, and when the lead had it (O11).

    `round_the_clock`: it says that the work goes on outside office hours.
    """

    __tablename__ = "assigning_order"

    id: Mapped[int] = key()
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), unique=True)
    number: Mapped[str] = mapped_column(String(60))
    dated_on: Mapped[date] = mapped_column()
    due_on: Mapped[date] = mapped_column()
    received_at: Mapped[datetime] = mapped_column(Moment)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    round_the_clock: Mapped[bool] = mapped_column(default=False)

    consultation: Mapped[Consultation] = relationship(back_populates="order")
    file: Mapped[StoredFile | None] = relationship()


_UNDECIDED_REQUEST = "decided_at IS NULL"


class UrgencyRequest(Model):
    """The lead asks the authority to approve a time shorter than the rule's minimum, and its answer (O11, rule 29)."""

    __tablename__ = "urgency_request"
    __table_args__ = (
        Index(
            "ix_urgency_request_undecided",
            "consultation_id",
            unique=True,
            sqlite_where=text(_UNDECIDED_REQUEST),
            postgresql_where=text(_UNDECIDED_REQUEST),
        ),
        Index("ix_urgency_request_consultation_id", "consultation_id"),
        Index("ix_urgency_request_authority_id", "authority_id", "decided_at"),
    )

    id: Mapped[int] = key()
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    authority_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    due_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    approved: Mapped[bool | None] = mapped_column()
    words: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    consultation: Mapped[Consultation] = relationship(back_populates="requests")
    authority: Mapped[Unit] = relationship()
