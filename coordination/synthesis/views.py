"""Screens of the synthesis: the matrix with its dispositions, the submission, the print view."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _

from coordination.consultations.models import Consultation
from coordination.kernel import clock
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page
from coordination.kernel.sentences import sentence
from coordination.kernel.values import NotReady
from coordination.replies.rules import Position, Weight
from coordination.replies.words import POSITIONS, WEIGHTS
from coordination.synthesis import access, actions, queries
from coordination.synthesis.forms import ConclusionForm, DispositionForm, MatrixFilter, ReturnForm, SubmissionForm
from coordination.synthesis.models import Submission
from coordination.synthesis.queries import Comment, Matrix
from coordination.synthesis.rules import readiness
from coordination.synthesis.words import DISPOSITIONS

bp = Blueprint("synthesis", __name__)
blueprints = (bp,)


@bp.get("/consultations/<id:consultation_id>/synthesis")
@opens(access.consultation, May.SYNTHESIS_SEE)
def matrix(consultation: Consultation) -> Any:
    """What every unit says on every point, and what becomes of each comment."""
    return _matrix_page(consultation, None)


def _matrix_page(consultation: Consultation, form: DispositionForm | None) -> Any:
    whole = queries.matrix(consultation)
    chosen = MatrixFilter(request.args)
    show = str(chosen.show.data or "") if chosen.validate() else ""
    comments = [one for one in whole.comments if _shown(one, show)]
    groups: dict[str, list[Comment]] = {}
    for one in comments:
        groups.setdefault(one.clause or _("Vấn đề khác"), []).append(one)
    form = form or _disposition_form(whole)
    draft = queries.submission_of(consultation.id)
    return page(
        "synthesis/matrix.html", consultation=consultation, whole=whole, groups=groups, form=form, filter=chosen,
        show=show, submission=draft, positions=POSITIONS, weights=WEIGHTS, dispositions=DISPOSITIONS,
        open=sum(1 for one in whole.comments if one.disposition is None),
        return_form=ReturnForm(formdata=None), conclusion=ConclusionForm(formdata=None),
    )  # fmt: skip


def _shown(comment: Comment, show: str) -> bool:
    if show == "open":
        return comment.disposition is None
    if show == "disagree":
        return comment.opinion is not None and comment.opinion.position is Position.DISAGREE
    if show == "condition":
        return comment.said.weight is Weight.CONDITION
    return True


def _disposition_form(whole: Matrix, **kwargs: Any) -> DispositionForm:
    form = DispositionForm(**kwargs)
    form.keys.choices = [(_key(one), one.key) for one in whole.comments]
    return form


def _key(comment: Comment) -> str:
    return f"{comment.key}:{comment.disposition.version if comment.disposition else 0}"


@bp.post("/consultations/<id:consultation_id>/synthesis")
@opens(access.consultation, May.SYNTHESIS_DISPOSE)
def dispose(consultation: Consultation) -> Any:
    """Dispose of the chosen comments, one or many alike."""
    whole = queries.matrix(consultation)
    form = DispositionForm()
    seen = {key.rpartition(":")[0]: key for key in form.keys.data or []}
    # A colleague may have disposed of one meanwhile: then its key is another, and the act says so.
    form.keys.choices = [(seen.get(one.key, _key(one)), one.key) for one in whole.comments]
    if form.validate():
        versions = form.versions()
        chosen = [one for one in whole.comments if one.key in versions]
        by, now = me(), clock.now()
        if form.does(
            actions.dispose,
            consultation,
            chosen,
            form.kind.data,
            form.explanation.data,
            by=by,
            now=now,
            versions=versions,
        ):
            said = _("Đã ghi tiếp thu, giải trình cho %(number)s ý kiến.", number=form.result)
            anchor = chosen[0].key if chosen else None
            return done("synthesis.matrix", said=said, anchor=anchor, consultation_id=consultation.id)
    return _matrix_page(consultation, form)


@bp.get("/consultations/<id:consultation_id>/submission")
@opens(access.consultation, May.SYNTHESIS_SEE)
def submission(consultation: Consultation) -> Any:
    """The submission: position, basis, differences; for who submits also what is still open, and the act."""
    return _submission_page(consultation, None)


def _submission_page(consultation: Consultation, form: SubmissionForm | None) -> Any:
    draft = queries.submission_of(consultation.id)
    whole = queries.matrix(consultation)
    findings = readiness(queries.readiness_facts(consultation, whole, draft))
    if form is None:
        form = SubmissionForm(formdata=None, obj=draft)
        form.version.data = draft.version if draft else 0
    open_items = [sentence(finding) for finding in findings]
    return page(
        "synthesis/submission.html", consultation=consultation, form=form, open_items=open_items,
        submission=draft if _may_read(consultation, draft) else None,
        differing=queries.differing(whole.comments), comments=len(whole.comments),
    )  # fmt: skip


def _may_read(consultation: Consultation, draft: Submission | None) -> bool:
    """What was never submitted is the lead's own paper; whoever else may see the synthesis reads it once submitted."""
    if draft is None or consultation.submitted_at or consultation.concluded_at or draft.returned_times:
        return True
    return access.Relation.LEAD in access.relations(me(), consultation)


@bp.post("/consultations/<id:consultation_id>/submission")
@opens(access.consultation, May.SYNTHESIS_SUBMIT)
def save_submission(consultation: Consultation) -> Any:
    """Keep the submission as it stands."""
    form = SubmissionForm()
    if form.validate() and form.does(actions.save_submission, consultation, by=me(), now=clock.now(), **_parts(form)):
        said = None if "autosave" in request.form else _("Đã lưu.")
        return done("synthesis.submission", said=said, consultation_id=consultation.id)
    return _submission_page(consultation, form)


@bp.post("/consultations/<id:consultation_id>/submit")
@opens(access.consultation, May.SYNTHESIS_SUBMIT)
def submit(consultation: Consultation) -> Any:
    """Keep it, and submit it when nothing is open."""
    form = SubmissionForm()
    if form.validate() and form.does(_save_and_submit, consultation, form):
        return done("synthesis.matrix", said=_("Đã trình hồ sơ."), consultation_id=consultation.id)
    return _submission_page(consultation, form)


def _save_and_submit(consultation: Consultation, form: SubmissionForm) -> Submission:
    by, now = me(), clock.now()
    actions.save_submission(consultation, by=by, now=now, **_parts(form))
    return actions.submit(consultation, by=by, now=now)


def _parts(form: SubmissionForm) -> dict[str, Any]:
    return {
        "version": form.version.data or 0,
        "position": form.position.data or "",
        "basis": form.basis.data or "",
        "differences": form.differences.data or "",
        "no_differences": bool(form.no_differences.data),
    }


@bp.post("/consultations/<id:consultation_id>/submission/return")
@opens(access.consultation, May.SYNTHESIS_CONCLUDE)
def return_submission(consultation: Consultation) -> Any:
    """The authority returns the submission."""
    form = ReturnForm()
    if form.validate() and form.does(
        actions.return_submission, _submitted(consultation), ground=form.ground.data, reason=form.reason.data, by=me(),
        now=clock.now(),
    ):  # fmt: skip
        return done("synthesis.matrix", said=_("Đã trả lại hồ sơ trình."), consultation_id=consultation.id)
    return _judging_page(consultation, return_form=form)


@bp.post("/consultations/<id:consultation_id>/submission/conclude")
@opens(access.consultation, May.SYNTHESIS_CONCLUDE)
def conclude(consultation: Consultation) -> Any:
    """The authority accepts the submission; the consultation is over."""
    form = ConclusionForm()
    if form.validate() and form.does(
        actions.conclude, _submitted(consultation), words=form.words.data or "", by=me(), now=clock.now()
    ):
        return done("synthesis.matrix", said=_("Đã tiếp nhận hồ sơ trình."), consultation_id=consultation.id)
    return _judging_page(consultation, conclusion=form)


def _submitted(consultation: Consultation) -> Submission:
    draft = queries.submission_of(consultation.id)
    if draft is None:
        raise NotReady("not_submitted")
    return draft


def _judging_page(consultation: Consultation, **forms: Any) -> Any:
    whole = queries.matrix(consultation)
    given: dict[str, Any] = {"return_form": ReturnForm(formdata=None), "conclusion": ConclusionForm(formdata=None)}
    return page(
        "synthesis/judge.html", consultation=consultation, submission=queries.submission_of(consultation.id),
        comments=len(whole.comments), form=next(iter(forms.values())), **{**given, **forms},
    )  # fmt: skip


@bp.get("/consultations/<id:consultation_id>/synthesis/print")
@opens(access.consultation, May.SYNTHESIS_SEE)
def print_view(consultation: Consultation) -> Any:
    """The synthesis as a table to print: group or article, who, what, what became of it."""
    whole = queries.matrix(consultation)
    return page(
        "synthesis/print.html", consultation=consultation, whole=whole, dispositions=DISPOSITIONS, positions=POSITIONS,
        agreeing=[c for c in whole.consultees if _agrees(whole, c.id)],
    )  # fmt: skip


def _agrees(whole: Matrix, consultee_id: int) -> bool:
    """Answered, and without any comment."""
    said = [cell for (_point, unit), cell in whole.cells.items() if unit == consultee_id and cell.opinion]
    others = [one for one in whole.others if one.consultee.id == consultee_id]
    return bool(said) and not others and all(cell.comment is None for cell in said)
