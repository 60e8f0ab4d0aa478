"""The register of an authority's leaders and their fields (O13): dated, kept by the administrator."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from coordination.escalation import queries
from coordination.escalation.models import FieldCharge
from coordination.kernel import clock, journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.units.models import Unit

CHARGED = Verb.declare("field.charged", _l("Phân công lãnh đạo phụ trách lĩnh vực"), "charge_id", "person_id", "field")
ENDED = Verb.declare("field.ended", _l("Thôi phân công phụ trách lĩnh vực"), "charge_id", "last_day")


def put_in_charge(
    authority: Unit, person_id: int, unit: Unit, *, field: str, basis: str, valid_from: date | None,
    valid_to: date | None, by: Actor, now: datetime,
) -> FieldCharge:  # fmt: skip
    """A leader of the authority is in charge of a unit below it and of all below that, between dates."""
    found = []
    if person_id not in queries.leaders(authority.id, clock.local(now).date()):
        found.append(Finding("charge_no_leader", field="leader"))
    if not unit.path.startswith(authority.path) or unit.id == authority.id:
        found.append(Finding("charge_not_below", field="unit_id"))
    if not field.strip():
        found.append(Finding("charge_no_field", field="field"))
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        found.append(Finding("charge_ends_before", field="valid_to"))
    NotReady.unless(found)
    row = FieldCharge(
        authority_id=authority.id, person_id=person_id, unit_id=unit.id, field=field, basis=basis,
        valid_from=valid_from, valid_to=valid_to,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    journal.record(CHARGED, by=by, now=now, subject_id=unit.id, charge_id=row.id, person_id=person_id, field=field)
    return row


def end_charge(row: FieldCharge, *, by: Actor, now: datetime) -> None:
    """No longer in charge after today; reports that went to him stay where they are."""
    today = clock.local(now).date()
    if row.valid_to is not None and row.valid_to <= today:
        raise NotReady("charge_over")
    row.valid_to = today
    db.session.flush()
    journal.record(ENDED, by=by, now=now, subject_id=row.unit_id, charge_id=row.id, last_day=today)
