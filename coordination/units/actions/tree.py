"""Units, their boxes, functions, saved groups, signing path and signatories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select, update

from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.kernel.words import fold
from coordination.units.models import (
    Signatory,
    Signing,
    SigningStep,
    Unit,
    UnitBox,
    UnitFunction,
    UnitGroup,
    UnitGroupMember,
)
from coordination.units.rules import MAX_STEPS, Capacity, SigningState, UnitKind

CREATED = Verb.declare("unit.created", _l("Thêm đơn vị %(code)s"), "code")
CHANGED = Verb.declare("unit.changed", _l("Sửa thông tin đơn vị %(code)s"), "code", "changed")
BOXES = Verb.declare("unit.boxes", _l("Đặt hộp thư của đơn vị %(code)s"), "code", "count")
FUNCTION = Verb.declare("unit.function", _l("Ghi chức năng, nhiệm vụ của đơn vị %(code)s"), "code", "function")
PATH = Verb.declare("unit.path", _l("Đặt quy trình trình ký của đơn vị %(code)s, số bước: %(steps)s"), "code", "steps")
SIGNATORY = Verb.declare("unit.signatory", _l("Ghi người ký của đơn vị %(code)s"), "code", "person")
SIGNATORY_GONE = Verb.declare("unit.signatory_removed", _l("Bỏ người ký của đơn vị %(code)s"), "code", "person")
GROUP = Verb.declare("unit.group", _l("Lưu nhóm đơn vị “%(name)s”"), "name", "members")
GROUP_GONE = Verb.declare("unit.group_removed", _l("Bỏ nhóm đơn vị “%(name)s”"), "name")


@dataclass(frozen=True)
class UnitFacts:
    """What an administrator says of a unit."""

    code: str
    name: str
    kind: UnitKind
    parent_id: int | None = None
    short_name: str = ""
    is_authority: bool = False
    symbol: str = ""
    address: str = ""
    active_from: date | None = None
    active_to: date | None = None
    officers_may_send: bool = False


def create_unit(facts: UnitFacts, *, by: Actor, now: datetime) -> Unit:
    """Add a unit to the tree (design 3.1). Raises NotReady for a code in use or dates the wrong way round."""
    _check(facts, None)
    created = Unit(**asdict(facts), name_folded=fold(facts.name), path="/", boxes=[], functions=[])
    db.session.add(created)
    db.session.flush()
    created.path = _path_under(facts.parent_id) + f"{created.id}/"
    db.session.flush()
    journal.record(CREATED, by=by, now=now, subject_id=created.id, code=created.code)
    return created


def change_unit(unit: Unit, facts: UnitFacts, *, by: Actor, now: datetime) -> bool:
    """Change what is known of a unit; moving it moves all below it (design 3.1). Says whether anything changed."""
    _check(facts, unit)
    said: dict[str, Any] = asdict(facts)
    changed = [name for name, value in said.items() if getattr(unit, name) != value]
    if not changed:
        return False
    for name in changed:
        setattr(unit, name, said[name])
    unit.name_folded = fold(unit.name)
    db.session.flush()
    if "parent_id" in changed:
        _move(unit)
    journal.record(CHANGED, by=by, now=now, subject_id=unit.id, code=unit.code, changed=changed)
    return True


def _check(facts: UnitFacts, unit: Unit | None) -> None:
    own_id = unit.id if unit else None
    findings = []
    taken = db.session.scalar(select(Unit.id).where(func.lower(Unit.code) == facts.code.lower()))
    if taken is not None and taken != own_id:
        findings.append(Finding("unit_code_taken", evidence={"value": facts.code}, field="code"))
    if facts.active_from and facts.active_to and facts.active_to < facts.active_from:
        findings.append(Finding("dates_reversed", field="active_to"))
    if facts.parent_id is not None and unit is not None and f"/{unit.id}/" in _path_under(facts.parent_id):
        findings.append(Finding("unit_below_itself", field="parent_id"))
    NotReady.unless(findings)


def _path_under(parent_id: int | None) -> str:
    if parent_id is None:
        return "/"
    parent = db.session.get(Unit, parent_id)
    if parent is None:
        raise NotReady(Finding("unit_parent_unknown", field="parent_id"))
    return parent.path


def move_below(units: Iterable[Unit], parent: Unit | None) -> None:
    """Put units, with all below them, under another one (design 3.1)."""
    for unit in units:
        if parent is None or unit.id != parent.id:
            unit.parent_id = parent.id if parent else None
            db.session.flush()
            _move(unit)


def _move(unit: Unit) -> None:
    before, after = unit.path, _path_under(unit.parent_id) + f"{unit.id}/"
    for below in db.session.scalars(select(Unit).where(Unit.path.startswith(before, autoescape=True))):
        below.path = after + below.path.removeprefix(before)
    db.session.flush()


def set_boxes(unit: Unit, addresses: Iterable[str], *, by: Actor, now: datetime) -> bool:
    """Say which e-mail boxes the unit has (exact rule 8). Says whether anything changed."""
    wanted = list(dict.fromkeys(address.strip().lower() for address in addresses if address.strip()))
    if wanted == [box.address for box in unit.boxes]:
        return False
    keep = {box.address: box for box in unit.boxes}
    unit.boxes = [keep.get(address) or UnitBox(address=address) for address in wanted]
    db.session.flush()
    journal.record(BOXES, by=by, now=now, subject_id=unit.id, code=unit.code, count=len(wanted))
    return True


def assign_function(
    unit: Unit,
    name: str,
    *,
    by: Actor,
    now: datetime,
    legal_basis: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> UnitFunction:
    """Write a function of a unit into the register, with its legal basis and dates (L2)."""
    _check_dates(valid_from, valid_to)
    assigned = UnitFunction(
        name=name, name_folded=fold(name), legal_basis=legal_basis, valid_from=valid_from, valid_to=valid_to
    )
    unit.functions.append(assigned)
    db.session.flush()
    journal.record(FUNCTION, by=by, now=now, subject_id=unit.id, code=unit.code, function=assigned.id)
    return assigned


def change_function(
    function: UnitFunction,
    *,
    by: Actor,
    now: datetime,
    name: str,
    legal_basis: str,
    valid_from: date | None,
    valid_to: date | None,
) -> None:
    """Correct or end a function; consultations that cited it keep it (L2)."""
    _check_dates(valid_from, valid_to)
    function.name, function.name_folded, function.legal_basis = name, fold(name), legal_basis
    function.valid_from, function.valid_to = valid_from, valid_to
    db.session.flush()
    journal.record(FUNCTION, by=by, now=now, subject_id=function.unit_id, code=function.unit.code, function=function.id)


def _check_dates(since: date | None, until: date | None) -> None:
    if since and until and until < since:
        raise NotReady(Finding("dates_reversed", field="valid_to"))


def set_path(unit: Unit, steps: Sequence[tuple[str, int | None]], *, by: Actor, now: datetime) -> None:
    """Set the unit's signing path: one to four steps of title and person, or none (any head signs). Clause O1.

    Papers on their way go on along the new path, at most at its last step.
    """
    if len(steps) > MAX_STEPS:
        raise NotReady(Finding("path_too_long", evidence={"most": MAX_STEPS}))
    for old in db.session.scalars(select(SigningStep).where(SigningStep.unit_id == unit.id)):
        db.session.delete(old)
    db.session.flush()
    db.session.add_all(
        SigningStep(unit_id=unit.id, position=place, title=title, person_id=person_id)
        for place, (title, person_id) in enumerate(steps, start=1)
    )
    last = max(1, len(steps))
    on_their_way = (Signing.unit_id == unit.id) & (Signing.state == SigningState.ON_ITS_WAY)
    db.session.execute(update(Signing).where(on_their_way).values(steps=last))
    db.session.execute(update(Signing).where(on_their_way, Signing.position > last).values(position=last))
    db.session.flush()
    journal.record(PATH, by=by, now=now, subject_id=unit.id, code=unit.code, steps=len(steps))


def keep_signatory(
    unit: Unit,
    person_id: int,
    *,
    by: Actor,
    now: datetime,
    capacity: Capacity = Capacity.NONE,
    title: str = "",
    field: str = "",
    authorised_by: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Signatory:
    """Write down who may sign for the unit, in which capacity and field, on which authority, how long (O1)."""
    _check_dates(valid_from, valid_to)
    if capacity in (Capacity.BY_ORDER, Capacity.BY_AUTHORISATION) and not authorised_by:
        raise NotReady(Finding("signatory_needs_authority", field="authorised_by"))
    kept = Signatory(
        unit_id=unit.id,
        person_id=person_id,
        capacity=capacity,
        title=title,
        field=field,
        authorised_by=authorised_by,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    db.session.add(kept)
    db.session.flush()
    journal.record(SIGNATORY, by=by, now=now, subject_id=unit.id, code=unit.code, person=person_id)
    return kept


def drop_signatory(unit: Unit, signatory: Signatory, *, by: Actor, now: datetime) -> None:
    """Take a signatory off the list; what was signed keeps capacity and title."""
    db.session.delete(signatory)
    db.session.flush()
    journal.record(SIGNATORY_GONE, by=by, now=now, subject_id=unit.id, code=unit.code, person=signatory.person_id)


def keep_group(
    owner: Unit, name: str, unit_ids: Iterable[int], *, by: Actor, now: datetime, group: UnitGroup | None = None
) -> UnitGroup:
    """Keep units that are often asked together under a name; with `group` it is changed."""
    wanted = sorted(set(unit_ids))
    if not wanted:
        raise NotReady(Finding("group_empty", field="unit_ids"))
    taken = db.session.scalar(select(UnitGroup.id).where(UnitGroup.owner_id == owner.id, UnitGroup.name == name))
    if taken is not None and (group is None or taken != group.id):
        raise NotReady(Finding("group_name_taken", evidence={"value": name}, field="name"))
    if group is None:
        group = UnitGroup(owner_id=owner.id, name=name, members=[])
        db.session.add(group)
    group.name = name
    known = {member.unit_id: member for member in group.members}
    group.members = [known.get(unit_id) or UnitGroupMember(unit_id=unit_id) for unit_id in wanted]
    db.session.flush()
    journal.record(GROUP, by=by, now=now, subject_id=owner.id, name=name, members=wanted)
    return group


def drop_group(owner: Unit, group: UnitGroup, *, by: Actor, now: datetime) -> None:
    """Forget a saved group; consultations made with it stay as they are."""
    db.session.delete(group)
    db.session.flush()
    journal.record(GROUP_GONE, by=by, now=now, subject_id=owner.id, name=group.name)
