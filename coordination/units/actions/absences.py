"""Somebody is away between two days and a deputy of the same unit acts meanwhile, on that person's behalf."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from coordination.kernel import journal
from coordination.kernel.actor import AUTHORITY_ROLES, Actor, Role
from coordination.kernel.clock import local
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.units import letters, queries
from coordination.units.models import Absence, Person, Unit
from coordination.units.rules import Away, absence_findings

AWAY = Verb.declare(
    "absence.entered", _l("%(person)s vắng mặt, %(deputy)s xử lý công việc thay"),
    "person", "person_id", "deputy", "deputy_id", "unit", "since", "until",
)  # fmt: skip
BACK = Verb.declare(
    "absence.ended", _l("Kết thúc việc vắng mặt của %(person)s"),
    "person", "person_id", "deputy", "deputy_id", "unit", "until",
)  # fmt: skip


def be_away(
    person: Person,
    deputy: Person,
    unit: Unit,
    *,
    since: date,
    until: date,
    by: Actor,
    now: datetime,
    reason: str = "",
) -> Absence:
    """Enter who is away, from which to which day, and who acts meanwhile (design 3.1). It ends by itself.

    Entered by the person, by the unit's head (not for those who act for an authority), or by the administrator; never
    by a deputy on somebody's behalf. Raises NotReady for a day twice, a chain, oneself, or a deputy of another unit.
    """
    _may_enter(person, unit, by)
    wanted = Away(person.id, deputy.id, unit.id, since, until)
    queries.lock_people({person.id, deputy.id})
    around = queries.absences_meeting({person.id, deputy.id}, since, until) if since <= until else []
    NotReady.unless(
        absence_findings(
            wanted, around, local(now).date(),
            person_serves=bool(queries.serves(person.id, unit.id, since, until)),
            deputy_serves=bool(queries.serves(deputy.id, unit.id, since, until)),
        )
    )  # fmt: skip
    entered = Absence(
        person=person, deputy=deputy, unit=unit, since=since, until=until, reason=reason,
        entered_by=by.person_id, entered_at=now,
    )  # fmt: skip
    db.session.add(entered)
    db.session.flush()
    journal.record(
        AWAY, by=by, now=now, subject_id=entered.id, words=reason, person=person.name, person_id=person.id,
        deputy=deputy.name, deputy_id=deputy.id, unit=unit.code, since=since, until=until,
    )  # fmt: skip
    _tell(entered, by, now)
    return entered


def come_back(absence: Absence, *, by: Actor, now: datetime) -> None:
    """Call an absence off, or end it before its last day: from now on the deputy acts no more."""
    _may_enter(absence.person, absence.unit, by)
    if absence.ended_at is not None:
        return
    absence.ended_at = now
    db.session.flush()
    journal.record(
        BACK, by=by, now=now, subject_id=absence.id, person=absence.person.name, person_id=absence.person_id,
        deputy=absence.deputy.name, deputy_id=absence.deputy_id, unit=absence.unit.code, until=local(now).date(),
    )  # fmt: skip


def may_enter(person: Person, unit: Unit, by: Actor, roles: set[Role]) -> bool:
    """Whether somebody may say that this person, who holds these roles in the unit, is away (design 7)."""
    if by.for_person_id is not None:
        return False
    if by.is_(Role.ADMINISTRATOR) or by.person_id == person.id:
        return True
    return by.is_(Role.HEAD) and by.unit_id == unit.id and not roles & AUTHORITY_ROLES


def _may_enter(person: Person, unit: Unit, by: Actor) -> None:
    roles = {each.role for each in queries.memberships_of(person.id) if each.unit_id == unit.id}
    if not may_enter(person, unit, by, roles):
        raise NotReady(Finding("absence_not_yours", field="person_id"))


def _tell(absence: Absence, by: Actor, now: datetime) -> None:
    """A letter to the deputy, and to the absent person where somebody else entered it."""
    to = [letters.person_receiver(absence.deputy, absence.unit_id)]
    if by.person_id != absence.person_id:
        to.append(letters.person_receiver(absence.person, absence.unit_id))
    context = {
        "person": absence.person.name, "deputy": absence.deputy.name, "unit": absence.unit.name,
        "since": absence.since, "until": absence.until, "address": letters.link("units.account"),
    }  # fmt: skip
    letters.post_to(to, "deputy", f"deputy-{absence.id}", context, now=now)
