"""The compose page itself: what may be chosen, what the gate says and where, what a colleague wrote meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask import Response, request

from coordination.consultations import queries
from coordination.consultations.forms import ComposeForm, Offer, as_data
from coordination.consultations.forms.compose import ROW
from coordination.consultations.models import Consultation
from coordination.consultations.rules import Composed, Phase, Step, cannot, gate, in_the_way
from coordination.consultations.words import KINDS, POINT_KINDS, URGENCIES, VISIBILITIES, urgency_said
from coordination.kernel import clock
from coordination.kernel.actor import Role
from coordination.kernel.pages import done, page, sentence
from coordination.kernel.values import Finding
from coordination.kernel.words import day, moment
from coordination.limits import queries as limits
from coordination.limits.rules import DayUnit, allotted
from coordination.limits.words import why
from coordination.units import queries as units
from coordination.units.rules import SigningState, UnitKind
from coordination.units.words import KIND_NAMES

ASKABLE = (
    UnitKind.DEPARTMENT, UnitKind.WARD, UnitKind.COMMUNE, UnitKind.DIVISION, UnitKind.OFFICE, UnitKind.PUBLIC_SERVICE,
)  # fmt: skip
# What is only not written yet: said when somebody wants to go on, not while he is writing.
NOT_YET = frozenset(
    {
        "subject_missing", "no_point", "point_empty", "choice_without_options", "no_lead_position", "no_lead_basis",
        "no_consultee", "submit_by_missing", "return_date_missing", "due_missing",
    }
)  # fmt: skip


def away_unless(consultation: Consultation, phase: Phase) -> Response | None:
    """Who comes too late, or too early, is brought to the consultation and told where it stands."""
    now = queries.phase_of(consultation)
    if now is phase:
        return None
    said = sentence(cannot(now, Step.COMPOSE)[0]) if now is not Phase.DRAFT else None
    return done("overview.consultation", said=said, tone="neutral", consultation_id=consultation.id)


@dataclass(frozen=True)
class Told:
    """One finding beside its field: the sentence, whether it blocks, and the box for the reason to pass it."""

    sentence: str
    blocking: bool
    reason: Any = None


def offer(form: ComposeForm, draft: Consultation) -> None:
    """What may be chosen in this draft."""
    today = clock.today()
    asked = {row.form.unit_id.data for row in form.consultees.entries} - {None}
    active = units.active_units(today)
    names = {unit.id: unit.name for unit in active} | {each.unit_id: each.unit.name for each in draft.consultees}
    functions: dict[int, dict[int, str]] = {
        unit_id: {one.id: one.name for one in found}
        for unit_id, found in queries.functions_in_force(asked, today).items()
    }
    for each in draft.consultees:  # one chosen earlier stays to be seen, though no longer in force
        if each.function is not None:
            functions.setdefault(each.unit_id, {}).setdefault(each.function.id, each.function.name)
    officers = {person.id: person.name for person in units.people_of(
        draft.lead_unit_id, {Role.OFFICER, Role.HEAD}, today)}  # fmt: skip
    above = draft.lead_unit.path
    authorities = {unit.id: unit.name for unit in active if unit.is_authority and above.startswith(unit.path)}
    if draft.authority is not None:
        authorities[draft.authority.id] = draft.authority.name
    form.offer(
        Offer(
            names={unit_id: names[unit_id] for unit_id in sorted(asked) if unit_id in names},
            functions={unit_id: of_unit.items() for unit_id, of_unit in functions.items()},
            units=[(unit.id, unit.name) for unit in active if unit.id not in asked | {draft.lead_unit_id}],
            kinds=[(kind.value, KIND_NAMES[kind]) for kind in ASKABLE],
            groups=[(group.id, group.name) for group in units.groups_of(draft.lead_unit_id)],
            officers=(officers | {draft.officer.id: draft.officer.name}).items(),
            authorities=authorities.items(),
        )
    )


def show(
    draft: Consultation, form: ComposeForm | None = None, *, theirs: Mapping[str, str] | None = None, status: Any = None
) -> Response:
    """The page, with the draft as it stands or, when it was refused, as it was typed."""
    now = clock.now()
    facts = queries.gate_facts(draft, now)
    found = gate(facts)
    waiting = in_the_way(found, queries.reasons_of(draft))
    if form is None:
        form = _fresh(draft, found)
    checking = bool(request.args.get("check"))
    preview = queries.due_preview(draft, now)
    return page(
        "consultations/compose.html", status=status, consultation=draft, form=form, theirs=theirs or {},
        clashed=theirs is not None, told=_told(found, form, checking), checking=checking,
        waiting=list(_listed(waiting)), unit_names=form.unit_names,
        files={part.id: part.file for part in draft.dossier}, preview=preview, working=DayUnit.WORKING,
        why=why(preview.deadline.why) if preview.deadline else [], days=_days(preview, now),
        similar=facts.similar, returned=_returned(draft), urgent_said=_urgent(draft, now),
        short_basis=not any(each.code == "due_below_minimum" for each in found) and _below_minimum(preview),
    )  # fmt: skip


def _below_minimum(preview: queries.DuePreview) -> bool:
    """Whether less time is given than the rule's minimum."""
    return bool(preview.due_at and preview.earliest and preview.due_at < preview.earliest)


def _urgent(draft: Consultation, now: datetime) -> list[str]:
    """What the assigning document means for the time, if there is one (O11)."""
    found = queries.imposed_on(draft, now)
    return urgency_said(found, issued=False) if found is not None else []


def _fresh(draft: Consultation, found: Iterable[Finding]) -> ComposeForm:
    said = queries.composed(draft)
    warnings = [
        (one.code, str(one.evidence.get("about", ""))) for one in found if not one.blocking and not _own_box(one)
    ]
    typed = {"add_function": request.args.get("function", "")[:300], "group_name": request.args.get("group", "")[:200]}
    form = ComposeForm(formdata=None, data={**as_data(said, warnings), **typed})
    offer(form, draft)
    return form


def _own_box(finding: Finding) -> bool:
    """Why a part is missing is written with the part itself."""
    return finding.code == "part_missing" and finding.field.startswith("dossier-")


def _told(found: Iterable[Finding], form: ComposeForm, checking: bool) -> dict[str, list[Told]]:
    """What the gate says, by place: a field's name, or the thing and its field ('point:12/question')."""
    told: dict[str, list[Told]] = {}
    for finding in found:
        if checking or finding.code not in NOT_YET:
            box = None if finding.blocking else form.reason_for(finding)
            told.setdefault(_place(finding), []).append(Told(sentence(finding), finding.blocking, box))
    return told


def _place(finding: Finding) -> str:
    row, about = ROW.fullmatch(finding.field), str(finding.evidence.get("about", ""))
    return f"{about}/{row[3]}" if row and about else finding.field


def _listed(findings: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    """(field on the page, sentence) of all that is still in the way."""
    for finding in findings:
        yield finding.field, sentence(finding)


def _returned(draft: Consultation) -> str:
    """With which remark it came back from its way up."""
    paper = units.signing_of("consultation", draft.id)
    returned = paper is not None and paper.state is SigningState.RETURNED and bool(paper.marks)
    return paper.marks[-1].remark if returned and paper is not None else ""


def _days(preview: queries.DuePreview, now: datetime) -> int | None:
    """How many days the units would have, counted as the rule counts them."""
    if preview.due_at is None:
        return None
    unit = preview.rule.unit if preview.rule else DayUnit.WORKING
    return allotted(now, preview.due_at, unit, limits.calendar())


# Two people in one draft.


def clash(theirs: Consultation, form: ComposeForm) -> Response:
    """Somebody saved meanwhile: nothing is written, both texts are shown; saving again keeps what is in the boxes."""
    now_there = queries.loaded(theirs.id) or theirs
    said = queries.composed(now_there)
    form.take_in(said)
    offer(form, now_there)
    return show(now_there, form, theirs=dict(_differences(form, said)), status=409)


_OWN = (
    "subject", "background", "what_changed", "submit_by", "return_date", "due_at", "kind", "urgency", "visibility",
)  # fmt: skip


def _differences(form: ComposeForm, theirs: Composed) -> Iterator[tuple[str, str]]:
    """Field by field what is stored now, where it isn't what stands on the page."""
    data = as_data(theirs, ())
    yield from _differing(form, data, _OWN)
    for rows, mark, names in (
        ("points", "id", ("clause", "clause_text", "question", "kind", "options", "lead_position", "lead_basis")),
        ("consultees", "unit_id", ("why", "own_due_at")),
        ("dossier", "id", ("name", "missing_because")),
    ):
        stored = {each[mark]: each for each in data[rows]}
        for row in form[rows].entries:
            if row.form[mark].data in stored:
                yield from _differing(row.form, stored[row.form[mark].data], names)


def _differing(form: Any, stored: Mapping[str, Any], names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        if (form[name].data or None) != (stored[name] or None):
            yield form[name].name, _worded(stored[name])


_NAMES: Mapping[Any, Any] = {**KINDS, **URGENCIES, **VISIBILITIES, **POINT_KINDS}


def _worded(value: Any) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return str(_NAMES[value]) if isinstance(value, StrEnum) else str(value or "")
