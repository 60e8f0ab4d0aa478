"""Entering a succession, looking at what it will move, carrying it out exactly once, calling it off."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.clock import local
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.units import queries
from coordination.units.actions.succession import structure
from coordination.units.actions.succession.carriers import CARRIERS, Moving
from coordination.units.models import Succession, Unit
from coordination.units.rules import Act, Wanted, succession_findings

ENTERED = Verb.declare(
    "succession.entered", _l("Ghi việc sắp xếp đơn vị %(units)s, từ ngày %(on)s"),
    "units", "act", "on", "olds", "news", "main", "functions", "document", "document_date",
)  # fmt: skip
DONE = Verb.declare(
    "succession.done", _l("Sắp xếp đơn vị %(units)s theo %(document)s"), "units", "act", "on", "document", "heirs"
)
CANCELLED = Verb.declare("succession.cancelled", _l("Bỏ việc sắp xếp đơn vị %(units)s"), "units", "act", "on")
ENDS = Verb.declare(
    "unit.succeeded", _l("%(unit)s: công việc chuyển sang %(heirs)s từ ngày %(on)s"), "unit", "heirs", "on", "act"
)

LABELS: dict[str, Any] = {
    "people": _l("Người dùng chuyển sang đơn vị mới cùng vai trò"),
    "functions": _l("Chức năng, nhiệm vụ"),
    "boxes": _l("Hộp thư"),
    "groups": _l("Nhóm đơn vị hay lấy ý kiến"),
    "below": _l("Đơn vị trực thuộc"),
}


def _check(wanted: Wanted, *, besides: int | None = None) -> None:
    ids = {*wanted.olds, *wanted.heirs}
    known = queries.places(ids)
    findings = []
    if besides is None:
        busy: Collection[int] = queries.units_in_waiting()
        if queries.code_taken(wanted.new_code):
            findings.append(Finding("unit_code_taken", evidence={"value": wanted.new_code}, field="new_code"))
    else:
        busy = ()
    owners = queries.function_owners(list(wanted.functions))
    NotReady.unless([*findings, *succession_findings(wanted, known, owners, busy)])
    if ids - set(known):
        raise NotReady(Finding("succession_old_missing", field="olds"))


def preview(wanted: Wanted) -> list[tuple[Any, int]]:
    """What will move, before anything does: label and number, of the units and of every chapter's open work.

    Raises NotReady like `enter_succession`.
    """
    _check(wanted)
    ending = wanted.ending
    numbers = queries.counts_of_units(ending, wanted.on) if ending else {}
    if wanted.act is Act.ABOLISH:
        numbers = {name: number for name, number in numbers.items() if name in ("groups", "below")}
    if not ending:
        numbers = {"functions": len(wanted.functions)}
    counted = [(LABELS[name], number) for name, number in numbers.items()]
    for carrier in CARRIERS:
        counted += carrier.count(_moving(wanted, wanted.main or 0))
    return counted


def _moving(wanted: Wanted, to: int, functions: dict[int, int] | None = None) -> Moving:
    olds = wanted.ending or wanted.olds
    return Moving(
        olds=frozenset(olds),
        to=to,
        on=wanted.on,
        by_function=dict(wanted.functions if functions is None else functions),
        whole=bool(wanted.ending),
        unchanged_path=wanted.act is Act.RENAME,
    )


def enter_succession(wanted: Wanted, *, by: Actor, now: datetime) -> Succession:
    """Enter a succession with its basis; on its day, or at once where the day has come, it is carried out (3.1).

    Raises NotReady with what is wrong beside each field.
    """
    _check(wanted)
    assert wanted.document_date is not None
    entered = Succession(
        act=wanted.act, on=wanted.on, olds=list(wanted.olds), news=list(wanted.news), main_id=wanted.main,
        functions={str(each): unit for each, unit in wanted.functions.items()}, new_name=wanted.new_name,
        new_code=wanted.new_code, new_symbol=wanted.new_symbol, document_number=wanted.document_number,
        document_date=wanted.document_date, entered_by=by.person_id, entered_at=now, moved=[],
    )  # fmt: skip
    db.session.add(entered)
    db.session.flush()
    journal.record(
        ENTERED, by=by, now=now, subject_id=entered.id, units=_names(wanted.olds), act=wanted.act, on=wanted.on,
        olds=wanted.olds, news=wanted.news, main=wanted.main, functions=wanted.functions,
        document=wanted.document_number, document_date=wanted.document_date,
    )  # fmt: skip
    if wanted.on <= local(now).date():
        carry_out(entered, by=by, now=now)
    return entered


def cancel_succession(succession: Succession, *, by: Actor, now: datetime) -> None:
    """Call off what was entered ahead and hasn't happened yet. Raises NotReady once it has."""
    if not _take(succession, cancelled_at=now):
        raise NotReady("succession_over")
    journal.record(
        CANCELLED, by=by, now=now, subject_id=succession.id, units=_names(succession.olds), act=succession.act,
        on=succession.on,
    )  # fmt: skip


def carry_out(succession: Succession, *, by: Actor, now: datetime) -> bool:
    """Let a succession take effect, once: of two workers only one does it, the other gets False (design 3.1).

    All in the one transaction: the units, their people, and every chapter's open work with its clock as it is.
    """
    wanted = wanted_of(succession)
    if not _take(succession, done_at=now):
        return False
    _check(wanted, besides=succession.id)
    main, functions = structure.rearrange(wanted, by=by, now=now)
    succession.main_id = main.id
    db.session.flush()
    moving = _moving(wanted, main.id, functions)
    for carrier in CARRIERS:
        carrier.carry(moving, by, now)
    heirs = _names(list(dict.fromkeys((main.id, *wanted.news))))
    journal.record(
        DONE, by=by, now=now, subject_id=succession.id, units=_names(wanted.olds), act=wanted.act, on=wanted.on,
        document=wanted.document_number, heirs=heirs,
    )  # fmt: skip
    for old in queries.units_by_ids(wanted.olds).values():
        journal.record(
            ENDS, by=by, now=now, subject_id=old.id, unit=old.name, heirs=heirs, on=wanted.on, act=wanted.act
        )
    return True


def wanted_of(succession: Succession) -> Wanted:
    """A succession as its rules see it."""
    return Wanted(
        act=succession.act,
        on=succession.on,
        olds=tuple(succession.olds),
        news=tuple(succession.news),
        main=succession.main_id,
        functions={int(each): unit for each, unit in succession.functions.items()},
        new_name=succession.new_name,
        new_code=succession.new_code,
        new_symbol=succession.new_symbol,
        document_number=succession.document_number,
        document_date=succession.document_date,
    )


def _take(succession: Succession, **moment: datetime) -> bool:
    """One conditional UPDATE: whoever comes second finds it done, or called off."""
    db.session.flush()
    waiting = (Succession.id == succession.id) & Succession.done_at.is_(None) & Succession.cancelled_at.is_(None)
    taken: Any = db.session.execute(
        update(Succession).where(waiting).values(**moment).execution_options(synchronize_session=False)
    )
    db.session.refresh(succession)
    return bool(taken.rowcount == 1)


def _names(unit_ids: Collection[int]) -> str:
    known: dict[int, Unit] = queries.units_by_ids(unit_ids)
    return ", ".join(known[each].name for each in unit_ids if each in known)
