"""From the draft to the issued letter: preview, signing path, number, issue; and the dossier's files."""

from __future__ import annotations

from typing import Any

from flask import abort
from flask_babel import gettext as _

from coordination.consultations import access, actions, queries
from coordination.consultations.forms import IssueForm, RemarkForm
from coordination.consultations.models import Consultation, Consultee
from coordination.consultations.rules import Phase, in_the_way
from coordination.consultations.views.blueprint import bp
from coordination.kernel import clock, files
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page
from coordination.kernel.sentences import sentence
from coordination.limits.words import why
from coordination.units import access as unit_access
from coordination.units import queries as units


@bp.get("/consultations/<id:consultation_id>/preview")
@opens(access.consultation, May.CONSULTATION_COMPOSE)
def preview(consultation: Consultation) -> Any:
    """The letter as it will arrive, and what happens when it is sent for signing."""
    return _preview_page(consultation)


def _preview_page(consultation: Consultation) -> Any:
    now = clock.now()
    loaded = queries.loaded(consultation.id) or consultation
    found = in_the_way(queries.findings(loaded, now), queries.reasons_of(loaded))
    shown = queries.due_preview(loaded, now)
    return page(
        "consultations/preview.html", consultation=loaded, in_the_way=[sentence(f) for f in found], preview=shown,
        why=why(shown.deadline.why) if shown.deadline else [], draft=queries.phase_of(loaded) is Phase.DRAFT,
    )  # fmt: skip


@bp.post("/consultations/<id:consultation_id>/send-for-signing")
@opens(access.consultation, May.CONSULTATION_SEND_FOR_SIGNING)
def send_for_signing(consultation: Consultation) -> Any:
    """'Trình ký'."""
    actions.send_for_signing(consultation, by=me(), now=clock.now())
    return done("overview.consultation", said=_("Đã trình ký."), consultation_id=consultation.id)


@bp.get("/consultations/<id:consultation_id>/signing")
@opens(access.consultation, May.CONSULTATION_SEE)
def signing(consultation: Consultation) -> Any:
    """For those on the path: read, then pass on, sign, or return."""
    return _signing_page(consultation, RemarkForm())


def _signing_page(consultation: Consultation, form: RemarkForm) -> Any:
    actor = me()
    paper = units.signing_of("consultation", consultation.id)
    if paper is None or actor.unit_id != consultation.lead_unit_id:
        abort(404)
    loaded = queries.loaded(consultation.id) or consultation
    shown = queries.due_preview(loaded, clock.now())
    return page(
        "consultations/signing.html", consultation=loaded, signing=paper, form=form, preview=shown,
        mine=unit_access.may_sign(actor, paper), last=paper.position >= paper.steps, phase=queries.phase_of(loaded),
    )  # fmt: skip


@bp.post("/consultations/<id:consultation_id>/sign")
@opens(access.consultation, May.CONSULTATION_SEE)
def sign(consultation: Consultation) -> Any:
    """'Trình tiếp' or, at the last step, 'Ký duyệt'; whose turn it is, the path says."""
    if me().unit_id != consultation.lead_unit_id:
        abort(403)
    form = RemarkForm()
    if form.validate() and form.does(actions.sign, consultation, form.remark.data or "", by=me(), now=clock.now()):
        said = _("Đã ký. Văn thư cấp số và phát hành.") if form.result else _("Đã trình tiếp.")
        return done("overview.consultation", said=said, consultation_id=consultation.id)
    return _signing_page(consultation, form)


@bp.post("/consultations/<id:consultation_id>/return")
@opens(access.consultation, May.CONSULTATION_SEE)
def return_draft(consultation: Consultation) -> Any:
    """'Trả lại', with a remark."""
    if me().unit_id != consultation.lead_unit_id:
        abort(403)
    form = RemarkForm()
    if form.validate() and form.does(
        actions.return_draft, consultation, form.remark.data or "", by=me(), now=clock.now()
    ):
        return done("overview.consultation", said=_("Đã trả lại người soạn."), consultation_id=consultation.id)
    return _signing_page(consultation, form)


@bp.get("/consultations/<id:consultation_id>/issue")
@opens(access.consultation, May.CONSULTATION_ISSUE)
def issue(consultation: Consultation) -> Any:
    """'Cấp số, phát hành': to whom, by when, then it goes."""
    return _issue_page(consultation, IssueForm())


def _issue_page(consultation: Consultation, form: IssueForm) -> Any:
    now = clock.now()
    loaded = queries.loaded(consultation.id) or consultation
    lead = loaded.lead_unit
    following = units.number_given(lead.id, clock.today().year, lead.symbol or lead.code) + 1
    found = in_the_way(queries.findings(loaded, now), queries.reasons_of(loaded))
    return page(
        "consultations/issue.html", consultation=loaded, form=form, preview=queries.due_preview(loaded, now),
        following=f"{following:02d}/{lead.symbol or lead.code}", in_the_way=[sentence(f) for f in found],
    )  # fmt: skip


@bp.post("/consultations/<id:consultation_id>/issue")
@opens(access.consultation, May.CONSULTATION_ISSUE)
def issue_now(consultation: Consultation) -> Any:
    """Number, date, and out it goes."""
    form = IssueForm()
    if form.validate() and form.does(
        actions.issue, consultation, by=me(), now=clock.now(), number=form.number.data or None,
        issued_on=form.issued_on.data,
    ):  # fmt: skip
        return done("overview.consultation", said=_("Đã phát hành."), consultation_id=consultation.id)
    return _issue_page(consultation, form)


@bp.get("/consultations/<id:consultation_id>/dossier/<id:part_id>")
@opens(access.consultation, May.CONSULTATION_SEE)
def download(consultation: Consultation, part_id: int) -> Any:
    """One file of the dossier."""
    part = next((each for each in consultation.dossier if each.id == part_id), None)
    if part is None or part.file is None:
        abort(404)
    return files.serve(part.file)


@bp.post("/consultees/<id:consultee_id>/opened")
@opens(access.consultee, May.REPLY_ACKNOWLEDGE)
def opened(consultee: Consultee) -> Any:
    """Somebody of the unit has the dossier on the screen (exact rule 8)."""
    if consultee.opened_at is None:
        actions.open_dossier(consultee, by=me(), now=clock.now())
    return done("overview.consultation", consultation_id=consultee.consultation_id)
