"""Each opinion beside its question, the lead's verdict beside it, and what follows (O18)."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response
from flask_babel import gettext as _
from flask_babel import ngettext

from coordination.assessment import actions, queries
from coordination.assessment.forms import AcceptManyForm, JudgeForm, ReturnForm
from coordination.assessment.models import Verdict
from coordination.assessment.rules import VerdictKind, may_contest
from coordination.assessment.views.blueprint import bp
from coordination.assessment.words import SETTLEMENTS, VERDICTS
from coordination.consultations import access as consultations
from coordination.consultations import queries as consultation_queries
from coordination.consultations.models import Consultation, Consultee
from coordination.kernel import clock
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page
from coordination.kernel.sentences import sentence
from coordination.kernel.values import NotReady
from coordination.replies import queries as replies
from coordination.replies.models import Opinion, Reply
from coordination.replies.words import POSITIONS, WEIGHTS


@bp.get("/consultees/<id:consultee_id>/assessment")
@opens(consultations.consultee, May.REPLY_SEE)
def consultee(consultee: Consultee) -> Response:
    """The unit's latest reply with what was thought of it; the lead judges here."""
    return _judging_page(consultee)


def _latest(consultee: Consultee) -> Reply | None:
    return next((one for one in reversed(replies.sent_replies(consultee)) if replies.in_force(one)), None)


def _judged(reply: Reply | None, opinions: Mapping[int, Opinion]) -> dict[int, Verdict]:
    """Verdicts on the standing opinions; a proposal is shown to the lead alone (exact rule 24)."""
    found = queries.verdicts_on([opinion.id for opinion in opinions.values()])
    if reply is not None and _leads(reply.consultee):
        return found
    return {opinion_id: one for opinion_id, one in found.items() if one.given_at is not None}


def _leads(consultee: Consultee) -> bool:
    return me().works_in_unit and me().stands_for(consultee.consultation.lead_unit_id)


def _judging_page(consultee: Consultee, form: JudgeForm | None = None, returning: ReturnForm | None = None) -> Response:
    now, reply = clock.now(), _latest(consultee)
    sent = replies.sent_replies(consultee)
    standing = replies.latest(sent)
    judged = _judged(reply, standing)
    own = [standing[point] for point in standing if reply is not None and standing[point].reply_id == reply.id]
    until = queries.judging_until(reply) if reply is not None else None
    open_now = (
        reply is not None
        and consultee.closed_at is None
        and consultee.returned_at is None
        and until is not None
        and now <= until
    )
    shown = form or JudgeForm.of(own, judged)
    return page(
        "assessment/consultee.html",
        consultee=consultee,
        reply=reply,
        points=consultation_queries.points_for(consultee),
        standing=standing,
        judged=judged,
        contestable={
            one.id
            for one in judged.values()
            if not may_contest(queries.facts(one, queries.completed_at(one, sent)), now)
        },
        until=until,
        open_now=open_now,
        leads=_leads(consultee),
        proposed=[one for one in judged.values() if one.given_at is None and one.kind is not VerdictKind.ADEQUATE],
        acceptable=consultee.closed_at is None and consultee.answered_at is not None and consultee.returned_at is None,
        returns=queries.returns_of([consultee.id]),
        form=returning if returning is not None and returning.errors_summary() else shown,
        judging=shown,
        returning=returning or ReturnForm(),
        verdicts=VERDICTS,
        settlements=SETTLEMENTS,
        positions=POSITIONS,
        weights=WEIGHTS,
    )


@bp.post("/consultees/<id:consultee_id>/assessment")
@opens(consultations.consultee, May.JUDGE_PROPOSE)
def judge(consultee: Consultee) -> Response:
    """Keep what is proposed on each opinion; the lead's head approves it."""
    form, reply = JudgeForm(), _latest(consultee)
    if reply is None:
        raise NotReady("reply_not_in_force")
    if not form.validate():
        return _judging_page(consultee, form)
    opinions = {opinion.id: opinion for opinion in reply.opinions}
    for index, row in enumerate(form.verdicts):
        kind, opinion = row.form.kind.data, opinions.get(row.form.opinion_id.data)
        if kind is None or opinion is None:
            continue
        try:
            actions.propose(
                opinion, kind, reason=row.form.reason.data or "", marked=row.form.words_marked(), by=me(),
                now=clock.now(),
            )  # fmt: skip
        except NotReady as not_ready:
            for finding in not_ready.findings:
                form.refuse(sentence(finding), f"verdicts-{index}-{finding.field or 'kind'}")
    if form.errors_summary():
        return _judging_page(consultee, form)
    said = _("Đã lưu. Thủ trưởng đơn vị duyệt rồi mới gửi đến đơn vị được đề nghị góp ý.")
    return done("assessment.consultee", said=said, consultee_id=consultee.id)


@bp.post("/consultees/<id:consultee_id>/return")
@opens(consultations.consultee, May.JUDGE_RETURN)
def return_for_completion(consultee: Consultee) -> Response:
    """'Đề nghị làm rõ, bổ sung', by the lead's head."""
    form, reply = ReturnForm(), _latest(consultee)
    if reply is None:
        raise NotReady("reply_not_in_force")
    if form.validate() and form.does(
        actions.return_for_completion,
        reply,
        words=form.words.data or "",
        due_at=form.due_at.data,
        by=me(),
        now=clock.now(),
    ):
        said = _("Đã đề nghị đơn vị làm rõ, bổ sung.") if form.result else _("Đã báo cho đơn vị ý kiến còn chưa rõ.")
        return done("assessment.consultee", said=said, consultee_id=consultee.id)
    return _judging_page(consultee, returning=form)


@bp.post("/consultees/<id:consultee_id>/acceptance")
@opens(consultations.consultee, May.JUDGE_PROPOSE)
def accept(consultee: Consultee) -> Response:
    """'Ghi nhận' one unit's reply."""
    actions.accept([consultee], by=me(), now=clock.now())
    return done("assessment.consultee", said=_("Đã ghi nhận văn bản góp ý."), consultee_id=consultee.id)


@bp.get("/consultations/<id:consultation_id>/acceptance")
@opens(consultations.consultation, May.JUDGE_PROPOSE)
def choose_accepted(consultation: Consultation) -> Response:
    """Every unit that answered in full, all ticked: 'Ghi nhận' in one act."""
    waiting = queries.acceptable(consultation.id)
    form = AcceptManyForm(consultees=[each.id for each in waiting])
    form.offer(waiting)
    return page("assessment/accept_many.html", consultation=consultation, waiting=waiting, form=form)


@bp.post("/consultations/<id:consultation_id>/acceptance")
@opens(consultations.consultation, May.JUDGE_PROPOSE)
def accept_many(consultation: Consultation) -> Response:
    waiting = queries.acceptable(consultation.id)
    form = AcceptManyForm()
    form.offer(waiting)
    if not waiting:
        raise NotReady("nothing_to_accept")
    if form.validate():
        chosen = [each for each in waiting if each.id in set(form.consultees.data)]
        if form.does(actions.accept, chosen, by=me(), now=clock.now()):
            said = ngettext(
                "Đã ghi nhận văn bản góp ý của %(num)d đơn vị.",
                "Đã ghi nhận văn bản góp ý của %(num)d đơn vị.",
                form.result,
            )
            return done("assessment.choose_accepted", said=said, consultation_id=consultation.id)
    return page("assessment/accept_many.html", consultation=consultation, waiting=waiting, form=form)
