"""From the draft to the issued letter: preview, signing path, number, issue; and the dossier's files."""

from __future__ import annotations

from typing import Any

from flask import Response, abort
from flask_babel import gettext as _

from coordination.consultations import access, actions, queries
from coordination.consultations.forms import IssueForm, ReasonsForm, RemarkForm
from coordination.consultations.models import Consultation, Consultee
from coordination.consultations.rules import Phase, gate, in_the_way
from coordination.consultations.views.blueprint import bp
from coordination.consultations.views.desk import away_unless
from coordination.consultations.words import ROUND_CAUSES, URGENCIES
from coordination.kernel import clock, files
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page, sentence
from coordination.kernel.values import Finding
from coordination.kernel.words import short_moment
from coordination.limits.rules import Deadline, TimeLimitRule
from coordination.limits.words import rule_said, why
from coordination.units import access as units_access
from coordination.units import queries as units
from coordination.units.models import Signing
from coordination.units.rules import SigningState, numbered
from coordination.units.words import MARK_NAMES, stepped

PAPER = "consultation"


def _letter(consultation: Consultation) -> dict[str, Any]:
    """What the letter shows: as it was issued or, before, as it would be if it were issued now."""
    shown = queries.loaded(consultation.id) or consultation
    preview = queries.due_preview(shown, clock.now()) if shown.issued_at is None else None
    frozen = TimeLimitRule.from_json(shown.rule) if shown.rule else None
    rule = preview.rule if preview else frozen
    return {
        "consultation": shown,
        "unit_of": {each.id: each.unit.name for each in shown.consultees},
        "due_at": preview.due_at if preview else shown.due_at,
        "rule_said": rule_said(rule) if rule else [],
        "urgency_names": URGENCIES,
    }


def _waiting(consultation: Consultation) -> list[Finding]:
    """What still stops the issue of a consultation that is loaded whole."""
    return in_the_way(gate(queries.gate_facts(consultation, clock.now())), queries.reasons_of(consultation))


@bp.get("/consultations/<id:consultation_id>/letter")
@opens(access.consultation, May.CONSULTATION_SEE)
def preview(consultation: Consultation) -> Response:
    """The letter as it arrives; for its writers also what is left to do, and 'Trình ký'."""
    letter, phase = _letter(consultation), queries.phase_of(consultation)
    draft = phase is Phase.DRAFT
    steps = units.steps_of(consultation.lead_unit_id) if draft else []
    return page(
        "consultations/preview.html", **letter, draft=draft, phase=phase, steps=[step.title for step in steps],
        in_the_way=[sentence(each) for each in _waiting(letter["consultation"])] if draft else [],
    )  # fmt: skip


@bp.post("/consultations/<id:consultation_id>/signing")
@opens(access.consultation, May.CONSULTATION_SEND_FOR_SIGNING)
def send_for_signing(consultation: Consultation) -> Response:
    """'Trình ký'."""
    actions.send_for_signing(consultation, by=me(), now=clock.now())
    return done("consultations.signing", said=_("Đã trình ký."), consultation_id=consultation.id)


@bp.get("/consultations/<id:consultation_id>/signing")
@opens(access.consultation, May.CONSULTATION_SEE)
def signing(consultation: Consultation) -> Response:
    """For the lead's people: read, then pass on, sign, or return."""
    if access.Relation.LEAD not in access.relations(me(), consultation):
        abort(404)
    return _signing_page(consultation, RemarkForm())


def _signing_page(consultation: Consultation, form: RemarkForm | ReasonsForm) -> Response:
    paper = units.signing_of(PAPER, consultation.id)
    if paper is None:
        return done("overview.consultation", consultation_id=consultation.id)
    letter, actor = _letter(consultation), me()
    shown: Consultation = letter["consultation"]
    waits = [] if shown.issued_at else _waiting(shown)
    asked = [each for each in waits if each.evidence.get("needs_reason")]
    reasons = form if isinstance(form, ReasonsForm) else ReasonsForm(formdata=None, data={"reasons": _rows(asked)})
    stages = units.stages(paper, clock.today())
    step = next((each.title for each in stages if each.at is None), "")
    return page(
        "consultations/signing.html", **letter, form=form,
        remark=form if isinstance(form, RemarkForm) else RemarkForm(formdata=None),
        reasons=reasons, said={_key(each): sentence(each) for each in asked}, step=step,
        in_the_way=[sentence(each) for each in waits if each not in asked], paper=paper, marks=_marks(paper),
        signing_way=_way(paper, stages, shown),
        mine=units_access.may_sign(actor, paper), last=paper.position >= paper.steps,
        phase=queries.phase_of(shown),
    )  # fmt: skip


def _way(paper: Signing, stages: list[units.Stage], consultation: Consultation) -> list[dict[str, Any]]:
    """The whole way of the draft: the steps of the path, then the clerk's number; of one that was returned, nothing."""
    if paper.state is SigningState.RETURNED:
        return []
    state = "waiting" if paper.state is SigningState.ON_ITS_WAY else "current"
    issued = consultation.issued_at
    clerk = {
        "label": _("Cấp số, phát hành"), "state": "done" if issued else state, "when": short_moment(issued),
    }  # fmt: skip
    return [*stepped(stages), clerk]


def _key(finding: Finding) -> tuple[str, str]:
    return finding.code, str(finding.evidence.get("about", ""))


def _rows(findings: list[Finding]) -> list[dict[str, str]]:
    return [{"code": code, "about": about, "reason": ""} for code, about in map(_key, findings)]


def _marks(paper: Signing) -> list[dict[str, Any]]:
    """The paper's way so far, as a timeline has it."""
    people = queries.people_by_ids({mark.person_id for mark in paper.marks})
    return [
        {"at": mark.at, "text": MARK_NAMES[mark.act], "who": people[mark.person_id].name, "detail": mark.remark}
        for mark in paper.marks
    ]


@bp.post("/consultations/<id:consultation_id>/sign")
@opens(access.consultation, May.CONSULTATION_APPROVE)
def sign(consultation: Consultation) -> Response:
    """'Trình tiếp' or, at the last step, 'Ký duyệt'."""
    form = RemarkForm()
    if form.validate() and form.does(actions.sign, consultation, form.remark.data or "", by=me(), now=clock.now()):
        said = _("Đã ký duyệt. Văn thư cấp số, phát hành.") if form.result else _("Đã trình tiếp.")
        return done("overview.consultation", said=said, consultation_id=consultation.id)
    return _signing_page(consultation, form)


@bp.post("/consultations/<id:consultation_id>/return")
@opens(access.consultation, May.CONSULTATION_APPROVE)
def return_draft(consultation: Consultation) -> Response:
    """'Trả lại', with a remark."""
    form = RemarkForm()
    if form.validate() and form.does(
        actions.return_draft, consultation, form.remark.data or "", by=me(), now=clock.now()
    ):
        return done("overview.consultation", said=_("Đã trả lại để hoàn thiện."), consultation_id=consultation.id)
    return _signing_page(consultation, form)


@bp.post("/consultations/<id:consultation_id>/reasons")
@opens(access.consultation, May.CONSULTATION_COMPOSE)
def give_reasons(consultation: Consultation) -> Response:
    """Reasons for what became a warning while the draft waited, so that it needn't be returned for them."""
    form = ReasonsForm()
    given = [row.form for row in form.reasons.entries if row.form.reason.data and row.form.code.data]
    fine = form.validate()
    if fine and not given:
        form.refuse(_("Ghi lý do vào ô rồi bấm lại."))
    if not form.errors_summary() and all(
        form.does(
            actions.give_reason, consultation, each.code.data, each.about.data or "", each.reason.data,
            by=me(), now=clock.now(),
        )
        for each in given
    ):  # fmt: skip
        return done("consultations.signing", said=_("Đã ghi lý do."), consultation_id=consultation.id)
    return _signing_page(consultation, form)


@bp.get("/consultations/<id:consultation_id>/issue")
@opens(access.consultation, May.CONSULTATION_ISSUE)
def issue(consultation: Consultation) -> Response:
    """'Cấp số, phát hành': to whom, by when, then it goes."""
    return away_unless(consultation, Phase.SIGNED) or _issue_page(consultation, IssueForm())


def _issue_page(consultation: Consultation, form: IssueForm) -> Response:
    letter = _letter(consultation)
    shown: Consultation = letter["consultation"]
    waits = [] if shown.issued_at else _waiting(shown)
    return page(
        "consultations/issue.html", **letter, form=form, following=_following(shown),
        in_the_way=[sentence(each) for each in waits],
        own=[each for each in shown.consultees if each.own_due_at is not None],
    )  # fmt: skip


def _following(consultation: Consultation) -> str:
    """The number that the register would give now."""
    lead = consultation.lead_unit
    symbol = lead.symbol or lead.code
    return numbered(units.number_given(lead.id, clock.today().year, symbol) + 1, symbol)


@bp.post("/consultations/<id:consultation_id>/issue")
@opens(access.consultation, May.CONSULTATION_ISSUE)
def issue_now(consultation: Consultation) -> Response:
    """Number, date, and out it goes. Who types the very next number gets it from the register, which so goes on."""
    form = IssueForm()
    if form.validate():
        typed = form.number.data or ""
        number = None if typed in ("", _following(consultation)) else typed
        if form.does(
            actions.issue, consultation, by=me(), now=clock.now(), number=number, issued_on=form.issued_on.data
        ):
            said = _("Đã phát hành Công văn số %(number)s.", number=consultation.number)
            return done("overview.consultation", said=said, consultation_id=consultation.id)
    return _issue_page(consultation, form)


@bp.get("/consultations/<id:consultation_id>/dossier/<id:part_id>")
@opens(access.consultation, May.CONSULTATION_SEE)
def download(consultation: Consultation, part_id: int) -> Response:
    """One file of the dossier."""
    part = queries.part(consultation.id, part_id)
    if part is None or part.file is None:
        abort(404)
    return files.serve(part.file)


@bp.post("/consultees/<id:consultee_id>/opened")
@opens(access.consultee, May.REPLY_ACKNOWLEDGE)
def opened(consultee: Consultee) -> Response:
    """Somebody of the unit has the dossier on the screen (exact rule 8)."""
    actions.open_dossier(consultee, by=me(), now=clock.now())
    return done("overview.consultation", consultation_id=consultee.consultation_id)


@bp.post("/consultees/<id:consultee_id>/send-again")
@opens(access.consultee, May.DELIVERY_SEND_AGAIN)
def send_again(consultee: Consultee) -> Response:
    """'Gửi lại công văn' to the boxes that the unit has now (exact rule 8)."""
    actions.send_again(consultee, by=me(), now=clock.now())
    said = _("Đã gửi lại công văn đến %(unit)s.", unit=consultee.unit.name)
    return done("overview.consultation", said=said, consultation_id=consultee.consultation_id)


@bp.get("/consultees/<id:consultee_id>/due")
@opens(access.consultee, May.CONSULTATION_SEE)
def why_due(consultee: Consultee) -> Response:
    """Every due time that was in force, and why it was that day."""
    rounds = [
        {
            "number": each.number,
            "cause": ROUND_CAUSES[each.cause],
            "due_at": each.due_at,
            "started_at": each.started_at,
            "reason": each.reason if each.cause.value != "issue" else "",
            "why": why(Deadline.from_json(each.due_at, each.why).why),
        }
        for each in queries.rounds_of(consultee.id)
    ]
    return page("consultations/why_due.html", consultee=consultee, consultation=consultee.consultation, rounds=rounds)
