"""Changing what was issued, by letter (O4): which kind, what it says, up to its number; and old editions to read."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, current_app, request
from flask_babel import gettext as _

from coordination.consultations import access, actions, queries
from coordination.consultations.forms import (
    ChangeForm,
    ChangeKindForm,
    IssueForm,
    RemarkForm,
    WithdrawForm,
    change_data,
)
from coordination.consultations.models import ChangePaper, Consultation
from coordination.consultations.rules import (
    ChangeKind,
    ChangePhase,
    Edition,
    PartData,
    Step,
    Wanted,
    change_phase,
    compare,
)
from coordination.consultations.views.blueprint import bp
from coordination.consultations.views.changing import away, still_asked
from coordination.consultations.words import ACTS, CHANGE_KINDS, POINT_FIELDS, POINT_KINDS
from coordination.kernel import clock, files
from coordination.kernel.doors import May, me, opens
from coordination.kernel.files import Upload
from coordination.kernel.pages import done, page, sentence
from coordination.kernel.values import NotReady, Stale
from coordination.units import access as units_access
from coordination.units import queries as units


@bp.get("/consultations/<id:consultation_id>/amend")
@opens(access.consultation, May.CONSULTATION_AMEND)
def amend(consultation: Consultation) -> Response:
    """An error of content or of form? One that is being written goes on."""
    there = queries.open_change(consultation.id)
    if there is not None:
        return done("consultations.change", change_id=there.id)
    return away(consultation, Step.AMEND) or _kind_page(consultation, ChangeKindForm())


def _kind_page(consultation: Consultation, form: ChangeKindForm) -> Response:
    return page("consultations/change_kind.html", consultation=consultation, form=form)


@bp.post("/consultations/<id:consultation_id>/amend")
@opens(access.consultation, May.CONSULTATION_AMEND)
def begin_change(consultation: Consultation) -> Response:
    """Begin the letter."""
    form = ChangeKindForm()
    if form.validate() and form.does(
        actions.draft_change, consultation, ChangeKind(form.kind.data), by=me(), now=clock.now()
    ):
        return done("consultations.edit_change", change_id=form.result.id)
    return _kind_page(consultation, form)


@bp.get("/consultations/<id:consultation_id>/withdraw")
@opens(access.consultation, May.CONSULTATION_WITHDRAW)
def withdraw(consultation: Consultation) -> Response:
    """Say why, then the recalling letter goes its way."""
    there = queries.open_change(consultation.id)
    if there is not None and there.kind is ChangeKind.RECALL:
        return done("consultations.change", change_id=there.id)
    return away(consultation, Step.WITHDRAW) or _withdraw_page(consultation, WithdrawForm())


def _withdraw_page(consultation: Consultation, form: WithdrawForm) -> Response:
    return page("consultations/withdraw.html", consultation=consultation, form=form, asked=still_asked(consultation))


@bp.post("/consultations/<id:consultation_id>/withdraw")
@opens(access.consultation, May.CONSULTATION_WITHDRAW)
def withdraw_now(consultation: Consultation) -> Response:
    """The letter of recall with its reason, ready to be signed."""
    form = WithdrawForm()
    if form.validate() and form.does(_draft_recall, consultation, form.reason.data):
        return done("consultations.change", change_id=form.result.id)
    return _withdraw_page(consultation, form)


def _draft_recall(consultation: Consultation, reason: str) -> ChangePaper:
    by, now = me(), clock.now()
    paper = actions.draft_change(consultation, ChangeKind.RECALL, by=by, now=now)
    actions.save_change(paper, Wanted(what_changed=reason), version=paper.version, by=by, now=now)
    return paper


@bp.get("/changes/<id:change_id>/edit")
@opens(access.change, May.CONSULTATION_AMEND)
def edit_change(change: ChangePaper) -> Response:
    """The letter on one page: what changes, point by point."""
    if queries.phase_of_change(change) is not ChangePhase.DRAFT or change.kind is ChangeKind.RECALL:
        return done("consultations.change", change_id=change.id)
    wanted = Wanted.from_json(change.wanted)
    return _edit_page(change, ChangeForm(formdata=None, data=change_data(wanted, change.version)), wanted)


def _edit_page(change: ChangePaper, form: ChangeForm, wanted: Wanted, *, status: int | None = None) -> Response:
    shown = queries.loaded(change.consultation_id) or change.consultation
    form.offer([(each.unit_id, each.unit.name) for each in still_asked(shown)], wanted.parts)
    known = {point.id: point for point in shown.points}
    return page(
        "consultations/change_edit.html", status=status, change=change, consultation=shown, form=form, known=known,
        kind_names=CHANGE_KINDS, correction=change.kind is ChangeKind.CORRECTION, clashed=status == 409,
        differences=_told(compare(queries.edition_of(shown), queries.wanted_edition(shown, wanted))),
        fields=POINT_FIELDS, acts=ACTS,
    )  # fmt: skip


@bp.post("/changes/<id:change_id>/edit")
@opens(access.change, May.CONSULTATION_AMEND)
def save_change(change: ChangePaper) -> Response:
    """Keep the whole form, then do what the pressed button asks; nothing typed is lost."""
    form, before = ChangeForm(), Wanted.from_json(change.wanted)
    form.offer([(each.unit_id, each.unit.name) for each in still_asked(change.consultation)], before.parts)
    if not form.validate() or not _kept_parts(form):
        return _edit_page(change, form, before)
    now, act = clock.now(), request.form.get("act", "save")
    try:
        wanted = form.wanted(before)
        if not form.does(actions.save_change, change, wanted, version=form.version.data or 0, by=me(), now=now):
            return _edit_page(change, form, before)
    except Stale:
        form.version.raw_data, form.version.data = None, change.version
        return _edit_page(change, form, before, status=409)
    if act == "add_point":
        actions.add_change_point(change, by=me(), now=now)
        count = len(Wanted.from_json(change.wanted).points)
        return done("consultations.edit_change", anchor=f"points-{count - 1}", change_id=change.id)
    if act == "go":
        return done("consultations.change", change_id=change.id)
    return done("consultations.edit_change", said=_("Đã lưu dự thảo công văn."), change_id=change.id)


def _kept_parts(form: ChangeForm) -> bool:
    """The files of the form, checked and kept; one that is refused says so beside the field."""
    form.parts = [part for upload in form.new_files.data or () if (part := _kept_part(form, upload)) is not None]
    return not form.errors_summary()


def _kept_part(form: ChangeForm, upload: Upload) -> PartData | None:
    try:
        kept = actions.keep_file(upload, limit=current_app.config["UPLOAD_LIMIT"], by=me(), now=clock.now())
    except NotReady as refused:
        for finding in refused.findings:
            form.refuse(sentence(finding), "new_files")
        return None
    return PartData(name=kept.name, file_id=kept.id)


@bp.get("/changes/<id:change_id>")
@opens(access.change, May.CONSULTATION_SEE)
def change(change: ChangePaper) -> Response:
    """The letter: before and after side by side, and what is to be done with it."""
    return _sheet(change, RemarkForm(formdata=None), IssueForm(formdata=None))


def _sheet(change: ChangePaper, form: RemarkForm | IssueForm, other: RemarkForm | IssueForm) -> Response:
    shown = queries.loaded(change.consultation_id) or change.consultation
    wanted, signing = Wanted.from_json(change.wanted), units.signing_of(queries.CHANGE, change.id)
    phase = change_phase(signing.state.value if signing else "", change.issued_at, change.discarded_at)
    made = next((each for each in shown.amendments if each.change_id == change.id), None)
    recall = change.kind is ChangeKind.RECALL
    differences: Any = ()
    if not recall:
        differences = queries.differences_of(made) if made else compare(
            queries.edition_of(shown), queries.wanted_edition(shown, wanted.without_empty())
        )  # fmt: skip
    draft = phase is ChangePhase.DRAFT
    waits = queries.change_findings(change, shown, clock.now()) if draft else []
    mine = signing is not None and units_access.may_sign(me(), signing)
    returned = draft and signing is not None and bool(signing.marks)
    return page(
        "consultations/change.html", change=change, consultation=shown, phase=phase.value, recall=recall, made=made,
        wanted=wanted, differences=_told(differences), fields=POINT_FIELDS, acts=ACTS, kind_names=CHANGE_KINDS,
        in_the_way=[sentence(each) for each in waits], mine=mine, form=form,
        remark=form if isinstance(form, RemarkForm) else other, issuing=form if isinstance(form, IssueForm) else other,
        alone=draft and len(units.steps_of(shown.lead_unit_id)) == 0, asked=still_asked(shown),
        returned=signing.marks[-1].remark if returned and signing is not None else "",
    )  # fmt: skip


def _told(differences: Any) -> list[dict[str, Any]]:
    """The differences for the page: each text with its name, kinds of answer in words."""
    return [
        {
            "place": each.place.value, "act": each.act, "number": each.number, "name": each.name,
            "words": [(word.name, _in_words(word.name, word.before), _in_words(word.name, word.after))
                      for word in each.words],
        }
        for each in differences
    ]  # fmt: skip


def _in_words(name: str, value: str) -> str:
    return str({kind.value: said for kind, said in POINT_KINDS.items()}.get(value, value)) if name == "kind" else value


@bp.post("/changes/<id:change_id>/signing")
@opens(access.change, May.CONSULTATION_AMEND)
def send_change(change: ChangePaper) -> Response:
    """'Trình ký'."""
    actions.send_change(change, by=me(), now=clock.now())
    return done("consultations.change", said=_("Đã trình ký."), change_id=change.id)


@bp.post("/changes/<id:change_id>/approval")
@opens(access.change, May.CONSULTATION_APPROVE)
def sign_change(change: ChangePaper) -> Response:
    """'Trình tiếp' or, at the last step, 'Ký duyệt'."""
    form = RemarkForm()
    if form.validate() and form.does(actions.sign_change, change, form.remark.data or "", by=me(), now=clock.now()):
        said = _("Đã ký duyệt. Văn thư cấp số, phát hành.") if form.result else _("Đã trình tiếp.")
        return done("consultations.change", said=said, change_id=change.id)
    return _sheet(change, form, IssueForm(formdata=None))


@bp.post("/changes/<id:change_id>/return")
@opens(access.change, May.CONSULTATION_APPROVE)
def return_change(change: ChangePaper) -> Response:
    """'Trả lại', with a remark."""
    form = RemarkForm()
    if form.validate() and form.does(actions.return_change, change, form.remark.data or "", by=me(), now=clock.now()):
        return done("consultations.change", said=_("Đã trả lại để hoàn thiện."), change_id=change.id)
    return _sheet(change, form, IssueForm(formdata=None))


@bp.post("/changes/<id:change_id>/issue")
@opens(access.change, May.CONSULTATION_ISSUE)
def issue_change(change: ChangePaper) -> Response:
    """Number, date, and out it goes."""
    form = IssueForm()
    if form.validate() and form.does(
        actions.issue_change, change, by=me(), now=clock.now(), number=form.number.data or None,
        issued_on=form.issued_on.data,
    ):  # fmt: skip
        said = _("Đã phát hành Công văn số %(number)s.", number=change.number)
        return done("overview.consultation", said=said, consultation_id=change.consultation_id)
    return _sheet(change, form, RemarkForm(formdata=None))


@bp.post("/changes/<id:change_id>/discard")
@opens(access.change, May.CONSULTATION_AMEND)
def discard_change(change: ChangePaper) -> Response:
    """Throw the draft away."""
    actions.discard_change(change, by=me(), now=clock.now())
    said = _("Đã hủy dự thảo công văn.")
    return done("overview.consultation", said=said, consultation_id=change.consultation_id)


@bp.get("/changes/<id:change_id>/files/<id:file_id>")
@opens(access.change, May.CONSULTATION_SEE)
def change_file(change: ChangePaper, file_id: int) -> Response:
    """A file that goes out with the letter, for those who sign it."""
    known = {part.file_id for part in Wanted.from_json(change.wanted).parts}
    found = queries.stored_file(file_id) if file_id in known else None
    return files.serve(found) if found is not None else abort(404)


@bp.get("/consultations/<id:consultation_id>/editions/<int(max=9999):edition>")
@opens(access.consultation, May.CONSULTATION_SEE)
def edition(consultation: Consultation, edition: int) -> Response:
    """An edition that was in force once, as it stood."""
    shown = queries.loaded(consultation.id) or consultation
    later = next((each for each in shown.amendments if each.edition == edition + 1 and each.after is not None), None)
    if later is None:
        abort(404)
    return page(
        "consultations/edition.html", consultation=shown, number=edition, later=later,
        old=Edition.from_json(later.before), unit_of={each.unit_id: each.unit.name for each in shown.consultees},
        files={part.id: part.file for part in shown.dossier},
    )  # fmt: skip
