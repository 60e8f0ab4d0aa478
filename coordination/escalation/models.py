"""What was reminded, what was reported with which proof, what was decided, and what was then done about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordination.consultations.models import Consultation, Consultee
from coordination.escalation.rules import DecisionKind, Ground, Means, Paper, StepOutcome
from coordination.kernel.store import Json, Model, Moment, choice, key
from coordination.units.models import Person, Unit


class LadderStep(Model):
    """The ledger of reminders: a rung happens once per consultee and round, whatever restarts or overlaps (L7).

    `rung` is a code of the frozen ladder; for a reminder by hand it is 'hand:<n>'.
    """

    __tablename__ = "ladder_step"
    __table_args__ = (UniqueConstraint("consultee_id", "round", "rung"),)

    id: Mapped[int] = key()
    consultee_id: Mapped[int] = mapped_column(ForeignKey("consultee.id"))
    round: Mapped[int] = mapped_column()
    rung: Mapped[str] = mapped_column(String(40))
    outcome: Mapped[StepOutcome] = mapped_column(choice(StepOutcome))
    fell_due_at: Mapped[datetime] = mapped_column(Moment)
    done_at: Mapped[datetime] = mapped_column(Moment)
    after_due: Mapped[bool] = mapped_column(default=False)
    by_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str] = mapped_column(Text, default="")


class DirectExchange(Model):
    """The lead's head spoke with the unit's head after a reminder had passed unheard: with whom, when, how, what came
    of it (O14)."""

    __tablename__ = "direct_exchange"

    id: Mapped[int] = key()
    consultee_id: Mapped[int] = mapped_column(ForeignKey("consultee.id"), index=True)
    held_on: Mapped[date] = mapped_column()
    with_whom: Mapped[str] = mapped_column(String(300))
    means: Mapped[Means] = mapped_column(choice(Means))
    result: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Escalation(Model):
    """One report to the authority on one consultation: drafted by rule or by hand, signed by the lead's head, held
    once, or gone up unsigned after one working day (O12). At most one draft per consultation: what comes up after it
    has left begins the next, so that nobody is added to what was signed.

    On its way up (O13) it lies with the monitor until `verify_by`, then with the leader in charge (`routed_to`; empty:
    the chairman) from `passed_on_at` on. `conveyed_…`: the paper by which the result was issued.
    """

    __tablename__ = "escalation"
    __table_args__ = (
        Index(
            "uq_escalation_draft",
            "consultation_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL AND sent_up_at IS NULL"),
            postgresql_where=text("closed_at IS NULL AND sent_up_at IS NULL"),
        ),
        Index(
            "ix_escalation_authority_open",
            "authority_id",
            "sent_up_at",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_escalation_next_look_at", "next_look_at"),
    )

    id: Mapped[int] = key()
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    by_rule: Mapped[bool] = mapped_column(default=True)
    drafted_at: Mapped[datetime] = mapped_column(Moment)
    sign_by: Mapped[datetime] = mapped_column(Moment)
    next_look_at: Mapped[datetime | None] = mapped_column(Moment)
    did: Mapped[str] = mapped_column(Text, default="")
    proposes: Mapped[str] = mapped_column(Text, default="")
    effect: Mapped[str] = mapped_column(Text, default="")
    held_at: Mapped[datetime | None] = mapped_column(Moment)
    held_until: Mapped[date | None] = mapped_column()
    hold_reason: Mapped[str] = mapped_column(Text, default="")
    signed_at: Mapped[datetime | None] = mapped_column(Moment)
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    number: Mapped[str] = mapped_column(String(60), default="")
    sent_up_at: Mapped[datetime | None] = mapped_column(Moment)
    unsigned: Mapped[bool] = mapped_column(default=False)
    routed_to: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verify_by: Mapped[datetime | None] = mapped_column(Moment)
    proposed_at: Mapped[datetime | None] = mapped_column(Moment)
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    proposal: Mapped[DecisionKind | None] = mapped_column(choice(DecisionKind))
    proposed_words: Mapped[str] = mapped_column(Text, default="", server_default="")
    proposed_remarks: Mapped[str] = mapped_column(Text, default="", server_default="")
    passed_on_at: Mapped[datetime | None] = mapped_column(Moment)
    conveyed_as: Mapped[Paper | None] = mapped_column(choice(Paper))
    conveyed_number: Mapped[str] = mapped_column(String(60), default="", server_default="")
    conveyed_on: Mapped[date | None] = mapped_column()
    conveyed_at: Mapped[datetime | None] = mapped_column(Moment)
    conveyed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    lead_effect: Mapped[dict[str, Any] | None] = mapped_column(Json)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    consultation: Mapped[Consultation] = relationship()
    authority: Mapped[Unit] = relationship()
    leader: Mapped[Person | None] = relationship(foreign_keys=routed_to)
    cases: Mapped[list[EscalatedCase]] = relationship(
        order_by="EscalatedCase.id", cascade="all, delete-orphan", back_populates="escalation"
    )


class FieldCharge(Model):
    """Which of an authority's leaders is in charge of which unit and all below it, in which field, on which basis."""

    __tablename__ = "field_charge"

    id: Mapped[int] = key()
    authority_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    field: Mapped[str] = mapped_column(String(200))
    basis: Mapped[str] = mapped_column(String(300), default="")
    valid_from: Mapped[date | None] = mapped_column()
    valid_to: Mapped[date | None] = mapped_column()

    authority: Mapped[Unit] = relationship(foreign_keys=authority_id)
    person: Mapped[Person] = relationship()
    unit: Mapped[Unit] = relationship(foreign_keys=unit_id)


class EscalatedCase(Model):
    """One unit in a report: the ground, and the proof as statements with the events that show them."""

    __tablename__ = "escalated_case"
    __table_args__ = (UniqueConstraint("escalation_id", "consultee_id"),)

    id: Mapped[int] = key()
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalation.id"))
    consultee_id: Mapped[int] = mapped_column(ForeignKey("consultee.id"), index=True)
    ground: Mapped[Ground] = mapped_column(choice(Ground))
    proof: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    added_at: Mapped[datetime] = mapped_column(Moment)
    decision: Mapped[DecisionKind | None] = mapped_column(choice(DecisionKind))
    decision_words: Mapped[str] = mapped_column(Text, default="")
    decision_number: Mapped[str] = mapped_column(String(60), default="")
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    escalation: Mapped[Escalation] = relationship(back_populates="cases")
    hearing: Mapped[Hearing | None] = relationship(back_populates="case")
    consultee: Mapped[Consultee] = relationship()


class Hearing(Model):
    """The authority hears a unit before it decides against it in writing (O14): asked, by when, and what it said."""

    __tablename__ = "hearing"

    id: Mapped[int] = key()
    case_id: Mapped[int] = mapped_column(ForeignKey("escalated_case.id"), unique=True)
    question: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    until: Mapped[datetime] = mapped_column(Moment)
    said: Mapped[str] = mapped_column(Text, default="")
    said_at: Mapped[datetime | None] = mapped_column(Moment)
    said_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    case: Mapped[EscalatedCase] = relationship(back_populates="hearing")


class Contradiction(Model):
    """Two opinions that exclude each other (design 3.7): both units are invited to settle; what they said is kept."""

    __tablename__ = "contradiction"
    __table_args__ = (UniqueConstraint("point_id", "first_id", "second_id"),)

    id: Mapped[int] = key()
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("point.id"))
    first_id: Mapped[int] = mapped_column(ForeignKey("consultee.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("consultee.id"))
    about: Mapped[str] = mapped_column(Text)
    first_said: Mapped[str] = mapped_column(Text)
    second_said: Mapped[str] = mapped_column(Text)
    invited_at: Mapped[datetime] = mapped_column(Moment)
    meeting: Mapped[str] = mapped_column(Text, default="")
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    settled: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    consultation: Mapped[Consultation] = relationship()
    first: Mapped[Consultee] = relationship(foreign_keys=first_id)
    second: Mapped[Consultee] = relationship(foreign_keys=second_id)


class Directive(Model):
    """A task the authority gave (A7): addressee, due time, reported done, confirmed, or returned as not done."""

    __tablename__ = "directive"
    __table_args__ = (Index("ix_directive_unit_id_due_at", "unit_id", "due_at"),)

    id: Mapped[int] = key()
    authority_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("escalated_case.id"), index=True)
    consultee_id: Mapped[int | None] = mapped_column(ForeignKey("consultee.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(String(60), default="")
    given_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    next_step_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    reminders: Mapped[int] = mapped_column(default=0)
    reported_at: Mapped[datetime | None] = mapped_column(Moment)
    report: Mapped[str] = mapped_column(Text, default="")
    returned_at: Mapped[datetime | None] = mapped_column(Moment)
    return_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    authority: Mapped[Unit] = relationship(foreign_keys=authority_id)
    unit: Mapped[Unit] = relationship(foreign_keys=unit_id)
    case: Mapped[EscalatedCase | None] = relationship()
