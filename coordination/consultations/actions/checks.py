"""What every verb checks first: the phase, the version that the person saw, the texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from sqlalchemy import CursorResult, update
from sqlalchemy.orm.attributes import set_committed_value

from coordination.consultations import queries
from coordination.consultations.models import Consultation
from coordination.consultations.rules import Step, cannot, secrecy_stamp, too_long
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady, Stale


def guard(consultation: Consultation, step: Step) -> None:
    """The step exists in the consultation's phase, else NotReady('wrong_phase')."""
    NotReady.unless(cannot(queries.phase_of(consultation), step))


def touch(consultation: Consultation, seen: int | None = None, **values: Any) -> None:
    """Take the next version in one conditional UPDATE: of two people only the first goes on, the other gets Stale."""
    version = consultation.version if seen is None else seen
    db.session.flush()
    taken = db.session.execute(
        update(Consultation)
        .where(Consultation.id == consultation.id, Consultation.version == version)
        .values(version=version + 1, **values)
        .execution_options(synchronize_session=False)
    )
    if cast("CursorResult[Any]", taken).rowcount != 1:
        db.session.refresh(consultation)
        raise Stale(consultation)
    for name, value in {"version": version + 1, **values}.items():
        set_committed_value(consultation, name, value)


def refuse_texts(texts: Iterable[tuple[str, str]]) -> None:
    """Nothing with a secrecy stamp is stored, nor what no column holds (O8, A10)."""
    said = list(texts)
    stamped = [(field, secrecy_stamp(text)) for field, text in said]
    NotReady.unless(Finding("secret_stamp", True, "A10", {"stamp": stamp}, field) for field, stamp in stamped if stamp)
    NotReady.unless(too_long(said))


def need(text: str, code: str, field: str) -> str:
    """The text without its margins; NotReady when nothing is left."""
    if not text.strip():
        raise NotReady(Finding(code, field=field))
    return text.strip()


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The names of what differs."""
    return [name for name, value in after.items() if before.get(name) != value]
