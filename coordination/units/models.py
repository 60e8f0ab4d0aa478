"""Units, their functions, people, memberships, signing; and the register of document numbers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordination.kernel.actor import Role
from coordination.kernel.store import Json, Key, Model, Moment, choice, key
from coordination.units.rules import Act, Capacity, SigningState, UnitKind


class Unit(Model):
    """A place in the tree of the administration. `path` ('/1/7/') makes 'everything below' one comparison.

    An authority (`is_authority`) decides for the units below it; its leaders and office act in the authority's roles.
    After a succession (design 3.1) `predecessors` of the new unit are all whose work it took over, oldest first
    ('/3/5/'); `successors` of the old one those that go on today, the one with the open work (`heir_id`) first.
    """

    __tablename__ = "unit"
    __table_args__ = (Index("ix_unit_path", "path"),)

    id: Mapped[int] = key()
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    name_folded: Mapped[str] = mapped_column(String(300), index=True)
    short_name: Mapped[str] = mapped_column(String(100), default="")
    kind: Mapped[UnitKind] = mapped_column(choice(UnitKind))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    path: Mapped[str] = mapped_column(String(300), default="/")
    is_authority: Mapped[bool] = mapped_column(default=False)
    symbol: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    active_from: Mapped[date | None] = mapped_column()
    active_to: Mapped[date | None] = mapped_column()
    officers_may_send: Mapped[bool] = mapped_column(default=False)
    predecessors: Mapped[str | None] = mapped_column(String(2000))
    successors: Mapped[str | None] = mapped_column(String(2000))
    heir_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))

    boxes: Mapped[list[UnitBox]] = relationship(cascade="all, delete-orphan", order_by="UnitBox.id")
    functions: Mapped[list[UnitFunction]] = relationship(
        cascade="all, delete-orphan", order_by="UnitFunction.id", back_populates="unit"
    )


class UnitBox(Model):
    """An e-mail box of the unit itself; a letter that one of them accepted is delivered (exact rule 8)."""

    __tablename__ = "unit_box"
    __table_args__ = (UniqueConstraint("unit_id", "address"),)

    id: Mapped[int] = key()
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    address: Mapped[str] = mapped_column(String(320))


class UnitFunction(Model):
    """What a unit is there for, on which legal basis, from when to when (L2)."""

    __tablename__ = "unit_function"

    id: Mapped[int] = key()
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(500))
    name_folded: Mapped[str] = mapped_column(String(500), index=True)
    legal_basis: Mapped[str] = mapped_column(String(500), default="")
    valid_from: Mapped[date | None] = mapped_column()
    valid_to: Mapped[date | None] = mapped_column()

    unit: Mapped[Unit] = relationship(back_populates="functions")


class UnitGroup(Model):
    """Units that a unit often asks together, kept under a name."""

    __tablename__ = "unit_group"
    __table_args__ = (UniqueConstraint("owner_id", "name"),)

    id: Mapped[int] = key()
    owner_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))

    members: Mapped[list[UnitGroupMember]] = relationship(cascade="all, delete-orphan")


class UnitGroupMember(Model):
    __tablename__ = "unit_group_member"

    group_id: Mapped[int] = mapped_column(ForeignKey("unit_group.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)


class Person(Model):
    """Somebody who signs in. `session_version` goes up to sign the person out everywhere."""

    __tablename__ = "person"

    id: Mapped[int] = key()
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_folded: Mapped[str] = mapped_column(String(200), index=True)
    title: Mapped[str] = mapped_column(String(200), default="")
    password_hash: Mapped[str] = mapped_column(String(300), default="")
    session_version: Mapped[int] = mapped_column(default=1)
    language: Mapped[str] = mapped_column(String(5), default="vi")
    digest: Mapped[bool] = mapped_column(default=True)
    active: Mapped[bool] = mapped_column(default=True)

    memberships: Mapped[list[Membership]] = relationship(cascade="all, delete-orphan", back_populates="person")


class Membership(Model):
    """A person's role in a unit, between dates. For the authority's roles the unit is the authority."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("person_id", "unit_id", "role"),
        Index("ix_membership_unit_role", "unit_id", "role"),
    )

    id: Mapped[int] = key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    role: Mapped[Role] = mapped_column(choice(Role))
    since: Mapped[date | None] = mapped_column()
    until: Mapped[date | None] = mapped_column()

    person: Mapped[Person] = relationship(back_populates="memberships")
    unit: Mapped[Unit] = relationship()


class SigningStep(Model):
    """One step of a unit's signing path (O1): who looks at a paper before it is signed. The last step signs.

    `person_id` empty: any head of the unit.
    """

    __tablename__ = "signing_step"
    __table_args__ = (UniqueConstraint("unit_id", "position"),)

    id: Mapped[int] = key()
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    position: Mapped[int] = mapped_column()
    title: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Signatory(Model):
    """Who may sign for a unit, in which capacity, in which field, on which authority (O1)."""

    __tablename__ = "signatory"

    id: Mapped[int] = key()
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    capacity: Mapped[Capacity] = mapped_column(choice(Capacity), default=Capacity.NONE)
    title: Mapped[str] = mapped_column(String(200))
    field: Mapped[str] = mapped_column(String(200), default="")
    authorised_by: Mapped[str] = mapped_column(String(300), default="")
    valid_from: Mapped[date | None] = mapped_column()
    valid_to: Mapped[date | None] = mapped_column()


class Signing(Model):
    """A paper on its way through a unit's signing path: 'consultation', 'reply', 'escalation' … and its id."""

    __tablename__ = "signing"
    __table_args__ = (
        Index("ix_signing_paper", "paper", "paper_id"),
        Index("ix_signing_unit_state", "unit_id", "state"),
        # A paper is on its way once: a double click on 'send' meets this.
        Index(
            "uq_signing_on_its_way",
            "paper",
            "paper_id",
            unique=True,
            sqlite_where=text("state = 'on_its_way'"),
            postgresql_where=text("state = 'on_its_way'"),
        ),
    )

    id: Mapped[int] = key()
    paper: Mapped[str] = mapped_column(String(40))
    paper_id: Mapped[int] = mapped_column(Key)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    state: Mapped[SigningState] = mapped_column(choice(SigningState), default=SigningState.ON_ITS_WAY)
    position: Mapped[int] = mapped_column(default=1)
    steps: Mapped[int] = mapped_column(default=1)
    drafted_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime | None] = mapped_column(Moment)
    capacity: Mapped[Capacity] = mapped_column(choice(Capacity), default=Capacity.NONE)
    signatory_title: Mapped[str] = mapped_column(String(200), default="")

    marks: Mapped[list[SigningMark]] = relationship(order_by="SigningMark.id", cascade="all, delete-orphan")


class SigningMark(Model):
    """One act on the path: sent, passed on, returned, signed; by whom, when, with which remark."""

    __tablename__ = "signing_mark"

    id: Mapped[int] = key()
    signing_id: Mapped[int] = mapped_column(ForeignKey("signing.id"), index=True)
    act: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    remark: Mapped[str] = mapped_column(Text, default="")


class DocumentNumber(Model):
    """The last number in a unit's register of outgoing papers, per year and symbol (starts at 1 each 1 January)."""

    __tablename__ = "document_number"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    symbol: Mapped[str] = mapped_column(String(60), primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


class OneTimeLink(Model):
    """A mailed link to set or reset a password: only its digest is kept, it works once, and not for long."""

    __tablename__ = "one_time_link"

    id: Mapped[int] = key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class SignInTry(Model):
    """A failed sign-in, kept for a quarter of an hour to slow guessing down (429); addresses as digests."""

    __tablename__ = "sign_in_try"
    __table_args__ = (Index("ix_sign_in_try_who_at", "who", "at"), Index("ix_sign_in_try_at", "at"))

    id: Mapped[int] = key()
    who: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment)


class Succession(Model):
    """A reorganisation (design 3.1): entered with its basis, carried out once, on its day or at once.

    `olds` and `news` are ids of units, `main_id` is who takes over the open work (made by the act for a new name),
    `functions` says which other successor takes over a function ('<function id>' -> unit id).
    """

    __tablename__ = "succession"
    __table_args__ = (Index("ix_succession_done_at_on", "done_at", "on"),)

    id: Mapped[int] = key()
    act: Mapped[Act] = mapped_column(choice(Act))
    on: Mapped[date] = mapped_column()
    olds: Mapped[list[int]] = mapped_column(Json, default=list)
    news: Mapped[list[int]] = mapped_column(Json, default=list)
    main_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    functions: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    new_name: Mapped[str] = mapped_column(String(300), default="")
    new_code: Mapped[str] = mapped_column(String(40), default="")
    new_symbol: Mapped[str] = mapped_column(String(40), default="")
    document_number: Mapped[str] = mapped_column(String(100))
    document_date: Mapped[date] = mapped_column()
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    moved: Mapped[list[Any]] = mapped_column(Json, default=list)

    main: Mapped[Unit | None] = relationship()


class Absence(Model):
    """Somebody is away from the first to the last day, and a deputy of the same unit acts in the person's roles there.

    `ended_at` is set when it is called off; else it ends by itself.
    """

    __tablename__ = "absence"
    __table_args__ = (
        Index("ix_absence_deputy_id_until", "deputy_id", "until"),
        Index("ix_absence_person_id_until", "person_id", "until"),
    )

    id: Mapped[int] = key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    deputy_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    since: Mapped[date] = mapped_column()
    until: Mapped[date] = mapped_column()
    reason: Mapped[str] = mapped_column(String(300), default="")
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    deputy: Mapped[Person] = relationship(foreign_keys=deputy_id)
    unit: Mapped[Unit] = relationship()
