"""Papers on a unit's signing path (O1), and who may sign for the unit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from coordination.kernel.actor import Actor, Role
from coordination.kernel.store import db
from coordination.units.models import DocumentNumber, Membership, Person, Signatory, Signing, SigningStep
from coordination.units.queries.absences import deputies_on
from coordination.units.queries.people import people_of
from coordination.units.rules import SigningState


def signing(signing_id: int) -> Signing | None:
    return db.session.get(Signing, signing_id)


def signing_of(paper: str, paper_id: int) -> Signing | None:
    """The latest journey of a paper through its unit's signing path."""
    wanted = select(Signing).where(Signing.paper == paper, Signing.paper_id == paper_id)
    return db.session.scalar(wanted.order_by(Signing.id.desc()).limit(1))


def signings_of(paper: str, paper_ids: Collection[int]) -> dict[int, Signing]:
    """By paper: its latest journey, as `signing_of`; one statement."""
    wanted = select(Signing).where(Signing.paper == paper, Signing.paper_id.in_(paper_ids)).order_by(Signing.id)
    return {each.paper_id: each for each in db.session.scalars(wanted)}


def steps_of(unit_id: int) -> list[SigningStep]:
    """The unit's signing path; empty: one step, any head."""
    wanted = select(SigningStep).where(SigningStep.unit_id == unit_id).order_by(SigningStep.position)
    return list(db.session.scalars(wanted))


def step_now(signing: Signing) -> tuple[SigningStep | None, int | None]:
    """The step where a paper lies, and who must look at it; None: any head of the unit.

    A named person who has left the unit holds nobody up: then any head may act.
    """
    row = db.session.execute(
        select(SigningStep, Person.id)
        .outerjoin(
            Person,
            (Person.id == SigningStep.person_id)
            & Person.active
            & Person.memberships.any(Membership.unit_id == SigningStep.unit_id),
        )
        .where(SigningStep.unit_id == signing.unit_id, SigningStep.position == signing.position)
    ).one_or_none()
    return (None, None) if row is None else (row[0], row[1])


@dataclass(frozen=True)
class Stage:
    """One step of a paper's way: who did it (then `at`), or whose it is now or next. Without `title`: the head's."""

    title: str
    names: tuple[str, ...]
    at: datetime | None = None


def stages(signing: Signing, on: date) -> list[Stage]:
    """The whole way of a paper to its signature: what is done, by whom, when; then who has it, and who comes next."""
    rows = db.session.execute(
        select(SigningStep.position, SigningStep.title, Person.name)
        .outerjoin(
            Person,
            (Person.id == SigningStep.person_id)
            & Person.active
            & Person.memberships.any(Membership.unit_id == SigningStep.unit_id),
        )
        .where(SigningStep.unit_id == signing.unit_id)
    )
    path = {position: (title, name) for position, title, name in rows}
    acts = [mark for mark in signing.marks if mark.act in ("passed", "signed")]
    wanted = select(Person).where(Person.id.in_({mark.person_id for mark in acts}))
    people = {each.id: each.name for each in db.session.scalars(wanted)} if acts else {}
    way = [
        Stage(path.get(place, ("", ""))[0], (people[mark.person_id],), mark.at)
        for place, mark in enumerate(acts, start=1)
    ]
    if signing.state is not SigningState.ON_ITS_WAY:
        return way
    left = [path.get(place, ("", None)) for place in range(signing.position, signing.steps + 1)]
    anybody = any(name is None for _title, name in left)
    heads = tuple(each.name for each in people_of(signing.unit_id, {Role.HEAD}, on)) if anybody else ()
    return way + [Stage(title, (name,) if name else heads) for title, name in left]


def signers_now(signing: Signing, on: date) -> list[Person]:
    """Who may pass on, sign or return this paper now, for who is away the deputy: for the letter that tells them."""
    if signing.state is not SigningState.ON_ITS_WAY:
        return []
    _, named = step_now(signing)
    if named is not None:
        turn = list(db.session.scalars(select(Person).where(Person.id == named)))
    else:
        turn = people_of(signing.unit_id, {Role.HEAD}, on)
    deputies = deputies_on([each.id for each in turn], signing.unit_id, on)
    return list(dict.fromkeys(deputies.get(each.id, each) for each in turn))


@dataclass(frozen=True)
class Waiting:
    """A paper that waits for this person."""

    paper: str
    paper_id: int
    signing: Signing


def waiting_for(actor: Actor, *papers: str) -> list[Waiting]:
    """The papers of the unit that lie at a step where this actor may act (of these kinds, or all), oldest first."""
    if actor.unit_id is None or not actor.works_in_unit:
        return []
    wanted = (
        select(Signing, Person.id)
        .outerjoin(SigningStep, (SigningStep.unit_id == Signing.unit_id) & (SigningStep.position == Signing.position))
        .outerjoin(
            Person,
            (Person.id == SigningStep.person_id)
            & Person.active
            & Person.memberships.any(Membership.unit_id == SigningStep.unit_id),
        )
        .where(Signing.unit_id == actor.unit_id, Signing.state == SigningState.ON_ITS_WAY)
        .order_by(Signing.id)
    )
    if papers:
        wanted = wanted.where(Signing.paper.in_(papers))
    head = actor.role is Role.HEAD
    rows: list[tuple[Signing, int | None]] = [(row[0], row[1]) for row in db.session.execute(wanted)]
    return [
        Waiting(found.paper, found.paper_id, found)
        for found, named in rows
        if (head if named is None else named in (actor.person_id, actor.for_person_id))
    ]


def signatories_of(unit_id: int) -> list[Signatory]:
    return list(db.session.scalars(select(Signatory).where(Signatory.unit_id == unit_id).order_by(Signatory.id)))


def signatory(unit_id: int, signatory_id: int) -> Signatory | None:
    return db.session.scalar(select(Signatory).where(Signatory.id == signatory_id, Signatory.unit_id == unit_id))


def signatory_now(unit_id: int, person_id: int, on: date) -> Signatory | None:
    """In which capacity this person signs for the unit on that day; the newest entry counts."""
    wanted = select(Signatory).where(
        Signatory.unit_id == unit_id,
        Signatory.person_id == person_id,
        or_(Signatory.valid_from.is_(None), Signatory.valid_from <= on),
        or_(Signatory.valid_to.is_(None), Signatory.valid_to >= on),
    )
    return db.session.scalar(wanted.order_by(Signatory.id.desc()).limit(1))


def number_given(unit_id: int, year: int, symbol: str) -> int:
    """The last number of this register, 0 when none was given."""
    return (
        db.session.scalar(
            select(DocumentNumber.last).where(
                DocumentNumber.unit_id == unit_id, DocumentNumber.year == year, DocumentNumber.symbol == symbol
            )
        )
        or 0
    )
