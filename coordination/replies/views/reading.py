"""Reading a reply (each version, for print), signing and sending it; and the page of all that a unit answered."""

from __future__ import annotations

from flask import Response, abort
from flask_babel import gettext as _

from coordination.consultations import access as consultations
from coordination.consultations import actions as consultation_actions
from coordination.consultations import queries as consultation_queries
from coordination.consultations.models import Consultee
from coordination.kernel import clock, files
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page
from coordination.kernel.values import NotReady
from coordination.replies import access, actions, queries
from coordination.replies.forms import ObjectForm, SigningForm
from coordination.replies.models import Reply
from coordination.replies.views.blueprint import bp
from coordination.replies.views.standing import due_now, late_now, path_of, standing_of
from coordination.replies.words import CHANNELS, POSITIONS, PUSH_BACK_KINDS, WEIGHTS
from coordination.units import queries as units
from coordination.units.words import stepped


@bp.get("/consultees/<id:consultee_id>/replies")
@opens(consultations.consultee, May.REPLY_SEE)
def consultee(consultee: Consultee) -> Response:
    """Everything one unit answered and answered back, with what is to be done next."""
    now, ours = clock.now(), me().stands_for(consultee.unit_id) and me().works_in_unit
    ids = [consultee.id]
    draft = queries.draft_of(consultee) if ours else None  # to others an unsent reply doesn't exist (exact rule 24)
    return page(
        "replies/consultee.html",
        consultee=consultee,
        ours=ours,
        leads=me().stands_for(consultee.consultation.lead_unit_id) and me().works_in_unit,
        draft=draft,
        path=path_of(draft, me()),
        sent=queries.sent_replies(consultee),
        push_backs=queries.push_backs(ids),
        claims=queries.claims(ids),
        explanations=queries.explanations(ids),
        standing=standing_of(consultee, now),
        due=due_now(consultee, now),
        late=late_now(consultee, now),
        kinds=PUSH_BACK_KINDS,
        changed=queries.changed_since_reply(consultee),
    )


@bp.post("/consultees/<id:consultee_id>/kept")
@opens(consultations.consultee, May.REPLY_APPROVE)
def keep(consultee: Consultee) -> Response:
    """'Giữ nguyên ý kiến đã gửi' after the lead changed what was issued (O4)."""
    actions.keep(consultee, by=me(), now=clock.now())
    said = _("Đã báo cho đơn vị chủ trì: đơn vị giữ nguyên ý kiến đã gửi.")
    return done("replies.consultee", said=said, consultee_id=consultee.id)


@bp.post("/consultees/<id:consultee_id>/acknowledgement")
@opens(consultations.consultee, May.REPLY_ACKNOWLEDGE)
def acknowledge(consultee: Consultee) -> Response:
    """'Tiếp nhận'; once more says that it is done already."""
    again = consultee.acknowledged_at is not None
    consultation_actions.acknowledge(consultee, by=me(), now=clock.now())
    said = _("Đơn vị đã tiếp nhận từ trước.") if again else _("Đã tiếp nhận hồ sơ lấy ý kiến.")
    return done("replies.consultee", said=said, consultee_id=consultee.id)


@bp.get("/replies/<id:reply_id>")
@opens(access.reply, May.REPLY_SEE)
def read(reply: Reply) -> Response:
    return _sheet(reply, SigningForm(), ObjectForm())


def _sheet(reply: Reply, form: SigningForm | ObjectForm, other: SigningForm | ObjectForm) -> Response:
    consultee, now = reply.consultee, clock.now()
    signing = form if isinstance(form, SigningForm) else other
    objection = form if isinstance(form, ObjectForm) else other
    path = path_of(reply, me())
    return page(
        "replies/read.html",
        form=form,
        signing=signing,
        objection=objection,
        reply=reply,
        consultee=consultee,
        points=consultation_queries.points_for(consultee),
        said={said.point_id: said for said in reply.opinions if queries.facts(said).answers},
        path=path,
        signing_way=stepped(units.stages(path.signing, clock.today())) if path.on_its_way and path.signing else [],
        ours=me().stands_for(consultee.unit_id) and me().works_in_unit,
        late=late_now(consultee, now),
        due=due_now(consultee, now),
        positions=POSITIONS,
        weights=WEIGHTS,
        channels=CHANNELS,
    )


@bp.post("/replies/<id:reply_id>/signing")
@opens(access.reply, May.REPLY_DRAFT)
def send_for_signing(reply: Reply) -> Response:
    """'Trình ký'."""
    actions.send_for_signing(reply, by=me(), now=clock.now())
    return done("replies.read", said=_("Đã trình ký văn bản góp ý."), reply_id=reply.id)


@bp.post("/replies/<id:reply_id>/approval")
@opens(access.reply, May.REPLY_APPROVE)
def approve(reply: Reply) -> Response:
    """'Ký duyệt và gửi', or on to the next step of the path."""
    form = SigningForm()
    if not form.validate():
        return _sheet(reply, form, ObjectForm())
    remark = form.remark.data or ""
    if reply.sent_at is not None:
        raise NotReady("reply_already_sent")
    now, on_its_way = clock.now(), path_of(reply, me()).on_its_way
    sent = (
        actions.pass_on(reply, by=me(), now=now, remark=remark)
        if on_its_way
        else actions.approve(reply, by=me(), now=now)
    )
    said = _("Đã ký duyệt và gửi văn bản góp ý.") if sent else _("Đã trình lên bước tiếp theo.")
    return done("replies.read", said=said, reply_id=reply.id)


@bp.post("/replies/<id:reply_id>/return")
@opens(access.reply, May.REPLY_APPROVE)
def return_draft(reply: Reply) -> Response:
    """'Trả lại' with a remark."""
    form = SigningForm()
    if form.validate() and form.does(
        actions.return_draft, reply, by=me(), now=clock.now(), remark=form.remark.data or ""
    ):
        return done("replies.read", said=_("Đã trả lại dự thảo văn bản góp ý."), reply_id=reply.id)
    return _sheet(reply, form, ObjectForm())


@bp.post("/replies/<id:reply_id>/sending")
@opens(access.reply, May.REPLY_SEND)
def send(reply: Reply) -> Response:
    """'Gửi văn bản góp ý' where the unit lets officers send."""
    actions.send(reply, by=me(), now=clock.now())
    return done("replies.read", said=_("Đã gửi văn bản góp ý."), reply_id=reply.id)


@bp.post("/replies/<id:reply_id>/confirmation")
@opens(access.reply, May.REPLY_CONFIRM_PAPER)
def confirm(reply: Reply) -> Response:
    """The unit: yes, this is our letter (exact rule 22)."""
    actions.confirm_paper(reply, by=me(), now=clock.now())
    return done("replies.read", said=_("Đã xác nhận văn bản góp ý."), reply_id=reply.id)


@bp.post("/replies/<id:reply_id>/objection")
@opens(access.reply, May.REPLY_CONFIRM_PAPER)
def objection(reply: Reply) -> Response:
    """The unit: no, this isn't what we wrote (O5)."""
    form = ObjectForm()
    if form.validate() and form.does(actions.object_to_paper, reply, words=form.words.data, by=me(), now=clock.now()):
        return done("replies.read", said=_("Đã báo cho đơn vị chủ trì."), reply_id=reply.id)
    return _sheet(reply, form, SigningForm())


@bp.get("/replies/<id:reply_id>/files/<id:file_id>")
@opens(access.reply, May.REPLY_SEE)
def file(reply: Reply, file_id: int) -> Response:
    return files.serve(queries.file_of(reply, file_id) or abort(404))
