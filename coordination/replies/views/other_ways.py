"""Late explanations, 'đã gửi văn bản số …', and letters that came another way (O5, O16)."""

from __future__ import annotations

from flask import Response, current_app
from flask_babel import gettext as _

from coordination.consultations import access as consultations
from coordination.consultations import queries as consultation_queries
from coordination.consultations.models import Consultee
from coordination.consultations.rules import Kind
from coordination.kernel import clock, files
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page
from coordination.kernel.values import NotReady
from coordination.replies import access, actions, queries
from coordination.replies.forms import AnswerClaimForm, ClaimForm, ExplanationForm, PaperForm
from coordination.replies.models import SentClaim
from coordination.replies.views.blueprint import bp
from coordination.replies.views.standing import due_now


@bp.get("/consultees/<id:consultee_id>/late-explanation")
@opens(consultations.consultee, May.EXPLANATION_GIVE)
def explanation(consultee: Consultee) -> Response:
    return _explanation_page(consultee, ExplanationForm())


@bp.post("/consultees/<id:consultee_id>/late-explanation")
@opens(consultations.consultee, May.EXPLANATION_GIVE)
def give_explanation(consultee: Consultee) -> Response:
    form = ExplanationForm()
    if form.validate() and form.does(
        actions.explain,
        consultee,
        reason=form.reason.data,
        next_date=form.next_date.data,
        apology=form.apology.data or "",
        measures=form.measures.data or "",
        by=me(),
        now=clock.now(),
    ):
        said = _("Đã gửi báo cáo giải trình.")
        if not form.result.complete:
            said = _("Đã gửi báo cáo giải trình, còn thiếu một số nội dung theo quy định.")
        return done("replies.consultee", said=said, consultee_id=consultee.id)
    return _explanation_page(consultee, form)


def _explanation_page(consultee: Consultee, form: ExplanationForm) -> Response:
    now = clock.now()
    return page(
        "replies/explanation.html",
        consultee=consultee,
        form=form,
        to_citizen=consultee.consultation.kind is Kind.PROCEDURE_DOSSIER,
        until=actions.explain_until(consultee, now),
        due=due_now(consultee, now),
    )


@bp.get("/consultees/<id:consultee_id>/sent-already")
@opens(consultations.consultee, May.REPLY_CLAIM_SENT)
def sent_already(consultee: Consultee) -> Response:
    return page("replies/sent_already.html", consultee=consultee, form=ClaimForm())


@bp.post("/consultees/<id:consultee_id>/sent-already")
@opens(consultations.consultee, May.REPLY_CLAIM_SENT)
def claim_sent(consultee: Consultee) -> Response:
    form = ClaimForm()
    if form.validate() and form.does(
        actions.claim_sent,
        consultee,
        letter_number=form.letter_number.data,
        letter_date=form.letter_date.data,
        by=me(),
        now=clock.now(),
    ):
        said = _("Đã báo cho đơn vị chủ trì. Lịch đôn đốc tạm dừng để kiểm tra văn bản.")
        return done("replies.claim", said=said, claim_id=form.result.id)
    return page("replies/sent_already.html", consultee=consultee, form=form)


@bp.get("/claims/<id:claim_id>")
@opens(access.claim, May.REPLY_SEE)
def claim(claim: SentClaim) -> Response:
    return page("replies/claim.html", claim=claim, consultee=claim.consultee, form=AnswerClaimForm())


@bp.post("/claims/<id:claim_id>")
@opens(access.claim, May.REPLY_ENTER_PAPER)
def answer_claim(claim: SentClaim) -> Response:
    form = AnswerClaimForm()
    if form.validate() and form.does(
        actions.answer_claim,
        claim,
        found=form.found.data == "yes",
        answer=form.answer.data or "",
        by=me(),
        now=clock.now(),
    ):
        if claim.found:
            said = _("Đã xác nhận. Nhập văn bản góp ý của đơn vị vào hệ thống.")
            return done("replies.paper", said=said, consultee_id=claim.consultee_id, claim=claim.id)
        return done("replies.claim", said=_("Đã trả lời đơn vị."), claim_id=claim.id)
    return page("replies/claim.html", claim=claim, consultee=claim.consultee, form=form)


@bp.get("/consultees/<id:consultee_id>/paper-reply")
@opens(consultations.consultee, May.REPLY_ENTER_PAPER)
def paper(consultee: Consultee) -> Response:
    found = next((made for made in reversed(queries.claims([consultee.id])) if made.found), None)
    known = {"letter_number": found.letter_number, "letter_date": found.letter_date} if found else {}
    return _paper_page(consultee, PaperForm.of(consultation_queries.points_for(consultee), **known))


@bp.post("/consultees/<id:consultee_id>/paper-reply")
@opens(consultations.consultee, May.REPLY_ENTER_PAPER)
def enter_paper(consultee: Consultee) -> Response:
    form = PaperForm()
    form.fit(consultation_queries.points_for(consultee))
    if form.validate() and form.does(_enter, consultee, form):
        said = _("Đã nhập văn bản góp ý.")
        if form.result.entered_by_lead:
            said = _("Đã nhập văn bản góp ý. Đơn vị được đề nghị xác nhận trong 02 ngày làm việc.")
        return done("replies.read", said=said, reply_id=form.result.id)
    return _paper_page(consultee, form)


def _enter(consultee: Consultee, form: PaperForm) -> object:
    if queries.unconfirmed_paper(consultee) is not None:
        raise NotReady("paper_waits")
    now, limit = clock.now(), current_app.config["UPLOAD_LIMIT"]
    assert form.file.data is not None
    kept = files.keep(form.file.data, by_person=me().person_id, now=now, limit=limit)
    return actions.enter_paper(consultee, form.drafted(), kept, by=me(), now=now)


def _paper_page(consultee: Consultee, form: PaperForm) -> Response:
    return page(
        "replies/paper.html",
        consultee=consultee,
        form=form,
        points=consultation_queries.points_for(consultee),
        by_lead=me().stands_for(consultee.consultation.lead_unit_id),
    )
