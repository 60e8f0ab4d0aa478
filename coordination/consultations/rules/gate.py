"""The gate before issuing (design 3.3; L2 L3 L4 F3 F4 F5, O8, O9): what blocks, and what needs a written reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from coordination.consultations.rules.kinds import Kind, PointKind
from coordination.consultations.rules.texts import is_generic_question, names_a_basis
from coordination.kernel.values import Finding

ABOUT_LIMIT = 100  # of the column that keeps what a reason is about


@dataclass(frozen=True)
class ChecklistPart:
    """A part that a dossier of some kind has; the name is printed as it stands in the letter."""

    name: str
    required: bool = True


# L4: what a full dossier holds, by kind of consultation (domain 2: Law 64/2025, Decree 78/2025; practice of offices).
CHECKLISTS: Mapping[Kind, tuple[ChecklistPart, ...]] = MappingProxyType(
    {
        Kind.LEGAL_DOCUMENT: (
            ChecklistPart("Dự thảo văn bản"),
            ChecklistPart("Dự thảo Tờ trình"),
            ChecklistPart("Bản so sánh, thuyết minh nội dung dự thảo"),
            ChecklistPart("Báo cáo đánh giá tác động", required=False),
        ),
        Kind.INTERNAL_PROCEDURE: (
            ChecklistPart("Dự thảo quy trình nội bộ"),
            ChecklistPart("Dự thảo Tờ trình", required=False),
        ),
        Kind.PROCEDURE_DOSSIER: (
            ChecklistPart("Thành phần hồ sơ thủ tục hành chính"),
            ChecklistPart("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
        ),
        Kind.PLAN_OR_REPORT: (
            ChecklistPart("Dự thảo kế hoạch, báo cáo"),
            ChecklistPart("Dự thảo Tờ trình", required=False),
        ),
        Kind.OTHER: (ChecklistPart("Tài liệu gửi lấy ý kiến"),),
    }
)

_NEEDS_POSITION = frozenset({PointKind.YES_NO, PointKind.CHOICE})


@dataclass(frozen=True)
class PointDraft:
    """A point as the gate sees it; `addressees` counts the consultees it reaches."""

    id: int
    question: str
    kind: PointKind
    options: tuple[str, ...]
    lead_position: str
    lead_basis: str
    addressees: int
    clause: str = ""


@dataclass(frozen=True)
class ConsulteeDraft:
    """A unit asked as the gate sees it; `due` is what the time-limit rules found about its due time."""

    unit_id: int
    unit_name: str
    function: str
    points: int
    active: bool = True
    own_due: bool = False
    due: tuple[Finding, ...] = ()
    external: bool = False
    why: str = ""


@dataclass(frozen=True)
class PartDraft:
    """A dossier part as the gate sees it; `opens`: its file is there and whole."""

    name: str
    required: bool
    has_file: bool
    opens: bool = True


@dataclass(frozen=True)
class Similar:
    """An open consultation of the same lead with the same subject or a same file (exact rule 35)."""

    id: int
    number: str
    subject: str


@dataclass(frozen=True)
class GateFacts:
    """All that the gate looks at. `due`: findings about the default due time; `has_due`: whether there is one."""

    kind: Kind
    subject: str
    lead_unit_id: int
    authority_id: int | None
    today: date
    submit_by: date | None
    return_date: date | None
    has_due: bool
    due: tuple[Finding, ...] = ()
    points: tuple[PointDraft, ...] = ()
    consultees: tuple[ConsulteeDraft, ...] = ()
    dossier: tuple[PartDraft, ...] = ()
    similar: tuple[Similar, ...] = ()
    stamps: tuple[tuple[str, str], ...] = ()
    due_at: datetime | None = None


def gate(facts: GateFacts) -> list[Finding]:
    """Everything that stands between a draft and its issue (design 3.3), in the order of the page."""
    return [
        *_secrecy(facts),
        *_subject(facts),
        *_points(facts),
        *_consultees(facts),
        *_dates(facts),
        *_dossier(facts),
        *_similar(facts),
    ]


def in_the_way(findings: list[Finding], reasons: Mapping[tuple[str, str], str]) -> list[Finding]:
    """What still stops the issue: every block, and each warning without a written reason of its own (design 3.3)."""
    waiting = []
    for found in findings:
        if found.blocking:
            waiting.append(found)
        elif not reasons.get((found.code, str(found.evidence.get("about", ""))), "").strip():
            waiting.append(replace(found, blocking=True, evidence={**found.evidence, "needs_reason": True}))
    return waiting


def _block(code: str, field: str, clause: str = "", **evidence: object) -> Finding:
    return Finding(code, True, clause, evidence, field)


def _warn(code: str, field: str, clause: str, about: str, **evidence: object) -> Finding:
    return Finding(code, False, clause, {"about": about[:ABOUT_LIMIT], **evidence}, field)


def _secrecy(facts: GateFacts) -> Iterator[Finding]:
    for field, stamp in facts.stamps:
        yield _block("secret_stamp", field, "A10", stamp=stamp)


def _subject(facts: GateFacts) -> Iterator[Finding]:
    if not facts.subject.strip():
        yield _block("subject_missing", "subject")
    if facts.authority_id is None:
        yield _block("authority_missing", "authority_id", "L8")


def _points(facts: GateFacts) -> Iterator[Finding]:
    if not facts.points:
        yield _block("no_point", "points", "L3")
    for i, point in enumerate(facts.points):
        yield from _point(i, point)


def _point(i: int, point: PointDraft) -> Iterator[Finding]:
    number, about = i + 1, f"point:{point.id}"
    if not point.question.strip():
        yield _block("point_empty", f"points-{i}-question", "F5", number=number, about=about)
    elif is_generic_question(point.question):
        yield _warn("point_generic", f"points-{i}-question", "F5", about, number=number, words=point.question.strip())
    if point.kind is PointKind.CHOICE and len([option for option in point.options if option.strip()]) < 2:
        yield _block("choice_without_options", f"points-{i}-options", "L3", number=number, about=about)
    if not point.addressees:
        yield _block("point_without_consultee", f"points-{i}-addressees", "L3", number=number, about=about)
    if point.kind in _NEEDS_POSITION:
        if not point.lead_position.strip():
            yield _block("no_lead_position", f"points-{i}-lead_position", "F1", number=number, about=about)
        elif not point.lead_basis.strip() and not names_a_basis(point.lead_position):
            yield _block("no_lead_basis", f"points-{i}-lead_basis", "F1", number=number, about=about)


def _consultees(facts: GateFacts) -> Iterator[Finding]:
    if not facts.consultees:
        yield _block("no_consultee", "consultees", "L2")
    for i, consultee in enumerate(facts.consultees):
        yield from _consultee(i, consultee, facts)


def _consultee(i: int, consultee: ConsulteeDraft, facts: GateFacts) -> Iterator[Finding]:
    about, unit = f"unit:{consultee.unit_id}", consultee.unit_name
    if consultee.unit_id == facts.lead_unit_id:
        yield _block("lead_is_consultee", f"consultees-{i}-unit_id", "L2", unit=unit, about=about)
    if not consultee.active:
        yield _block("unit_not_active", f"consultees-{i}-unit_id", "L2", unit=unit, about=about)
    if consultee.external:
        if not consultee.why.strip():
            yield _block("external_without_why", f"consultees-{i}-function_id", "O6", unit=unit, about=about)
    elif not consultee.function.strip():
        yield _warn("consultee_without_function", f"consultees-{i}-function_id", "L2", about, unit=unit)
    if facts.points and not consultee.points:
        yield _block("consultee_without_point", f"consultees-{i}-unit_id", "L3", unit=unit, about=about)
    if consultee.own_due:
        for found in consultee.due:
            yield replace(
                found, field=f"consultees-{i}-own_due_at", evidence={**found.evidence, "about": about, "unit": unit}
            )


def _dates(facts: GateFacts) -> Iterator[Finding]:
    if facts.submit_by is None:
        yield _block("submit_by_missing", "submit_by", "L1")
    elif facts.submit_by < facts.today:
        yield _block("submit_by_past", "submit_by", "L1", day=facts.submit_by)
    if facts.kind is Kind.PROCEDURE_DOSSIER and facts.return_date is None:
        yield _block("return_date_missing", "return_date", "L9")
    if facts.submit_by and facts.return_date and facts.submit_by > facts.return_date:
        yield _block(
            "submit_by_after_return_date", "submit_by", "L9", day=facts.submit_by, return_date=facts.return_date
        )
    if not facts.has_due:
        if not facts.consultees or any(not consultee.own_due for consultee in facts.consultees):
            yield _block("due_missing", "due_at", "F4")
        return
    for found in facts.due:
        yield replace(found, field="due_at", evidence={"about": "", **found.evidence})


def _dossier(facts: GateFacts) -> Iterator[Finding]:
    there = {part.name: (i, part) for i, part in enumerate(facts.dossier)}
    for wanted in CHECKLISTS[facts.kind]:
        if wanted.required and wanted.name not in there:
            yield _warn("part_missing", "dossier", "L4", f"part:{wanted.name}", name=wanted.name)
    for name, (i, part) in there.items():
        if part.required and not part.has_file:
            yield _warn("part_missing", f"dossier-{i}-file", "L4", f"part:{name}", name=name)
        elif part.has_file and not part.opens:
            yield _warn("part_does_not_open", f"dossier-{i}-file", "L4", f"part:{name}", name=name)


def _similar(facts: GateFacts) -> Iterator[Finding]:
    for one in facts.similar:
        yield _warn(
            "looks_like_open",
            "subject",
            "F3",
            f"consultation:{one.id}",
            id=one.id,
            number=one.number,
            subject=one.subject,
        )
