"""A paper's way along a unit's signing path: sent, passed on, returned with a remark, signed at the end (O1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.clock import local
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady, Stale
from coordination.units import access, queries
from coordination.units.models import Person, Signing, SigningMark
from coordination.units.rules import Capacity, SigningState

SENT = Verb.declare("signing.sent", _l("Trình ký"), "paper", "paper_id", "steps")
PASSED = Verb.declare("signing.passed", _l("Trình tiếp, bước %(step)s"), "paper", "paper_id", "step")
RETURNED = Verb.declare("signing.returned", _l("Trả lại dự thảo trình ký"), "paper", "paper_id", "step")
SIGNED = Verb.declare("signing.signed", _l("Ký duyệt"), "paper", "paper_id", "capacity")


def send_for_signing(
    paper: str, paper_id: int, unit_id: int, *, by: Actor, now: datetime, consultation_id: int | None = None
) -> Signing:
    """Send a paper on its way through the unit's signing path ('Trình ký', O1). Without a path: one step, any head.

    Raises NotReady(signing_on_its_way) when it is on its way already.
    """
    latest = queries.signing_of(paper, paper_id)
    if latest is not None and latest.state is SigningState.ON_ITS_WAY:
        raise NotReady("signing_on_its_way")
    unit_id = queries.heir_of(unit_id)
    steps = max(1, len(queries.steps_of(unit_id)))
    sent = Signing(
        paper=paper,
        paper_id=paper_id,
        unit_id=unit_id,
        state=SigningState.ON_ITS_WAY,
        position=1,
        steps=steps,
        drafted_by=_person(by),
        capacity=Capacity.NONE,
        signatory_title="",
        marks=[SigningMark(act="sent", person_id=_person(by), at=now, remark="")],
    )
    db.session.add(sent)
    db.session.flush()
    journal.record(
        SENT, by=by, now=now, consultation_id=consultation_id, subject_id=sent.id,
        paper=paper, paper_id=paper_id, steps=steps,
    )  # fmt: skip
    return sent


def pass_on(
    signing: Signing, *, by: Actor, now: datetime, remark: str = "", consultation_id: int | None = None
) -> bool:
    """Pass the paper on to the next step, or sign it at the last one: True when this act signed it (O1).

    Raises NotReady when it isn't on its way or not with this person, Stale when somebody else was quicker.
    """
    _check_turn(signing, by)
    step, last = signing.position, signing.position >= signing.steps
    signatory = queries.signatory_now(signing.unit_id, _person(by), local(now).date()) if last else None
    if last:
        _move(
            signing,
            state=SigningState.SIGNED,
            signed_by=_person(by),
            signed_at=now,
            capacity=signatory.capacity if signatory else Capacity.NONE,
            signatory_title=signatory.title if signatory else _title(by),
        )
        facts: dict[str, Any] = {"capacity": signing.capacity}
    else:
        _move(signing, position=step + 1)
        facts = {"step": step + 1}
    _mark(signing, "signed" if last else "passed", by, now, remark)
    journal.record(
        SIGNED if last else PASSED, by=by, now=now, words=remark, consultation_id=consultation_id,
        subject_id=signing.id, paper=signing.paper, paper_id=signing.paper_id, **facts,
    )  # fmt: skip
    return last


def return_paper(
    signing: Signing, *, by: Actor, now: datetime, remark: str, consultation_id: int | None = None
) -> None:
    """Return the paper to its drafter, with a remark that says why ('Trả lại', O1)."""
    _check_turn(signing, by)
    if not remark.strip():
        raise NotReady(Finding("signing_remark_missing", field="remark"))
    step = signing.position
    _move(signing, state=SigningState.RETURNED)
    _mark(signing, "returned", by, now, remark)
    journal.record(
        RETURNED, by=by, now=now, consultation_id=consultation_id, subject_id=signing.id, words=remark,
        paper=signing.paper, paper_id=signing.paper_id, step=step,
    )  # fmt: skip


def _check_turn(signing: Signing, by: Actor) -> None:
    if signing.state is not SigningState.ON_ITS_WAY:
        raise NotReady("signing_not_on_its_way")
    if not access.may_sign(by, signing):
        raise NotReady("signing_not_with_you")


def _move(signing: Signing, **values: object) -> None:
    """One conditional UPDATE from the step that was seen, so that a double click doesn't pass two steps."""
    db.session.flush()
    moved: Any = db.session.execute(
        update(Signing)
        .where(Signing.id == signing.id, Signing.state == SigningState.ON_ITS_WAY, Signing.position == signing.position)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount != 1:
        raise Stale
    db.session.refresh(signing)


def _mark(signing: Signing, act: str, by: Actor, now: datetime, remark: str) -> None:
    signing.marks.append(SigningMark(act=act, person_id=_person(by), at=now, remark=remark.strip()))
    db.session.flush()


def _person(by: Actor) -> int:
    if by.person_id is None:
        raise ValueError("only a person signs")
    return by.person_id


def _title(by: Actor) -> str:
    person = db.session.get(Person, by.person_id)
    return person.title if person else ""
