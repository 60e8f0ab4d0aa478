"""The reply editor: one page, which saves itself and never overwrites another person's words silently."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, current_app, request
from flask_babel import gettext as _

from coordination.consultations import access as consultations
from coordination.consultations import queries as consultation_queries
from coordination.consultations.models import Consultee, Point
from coordination.kernel import clock
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page, sentence
from coordination.kernel.values import NotReady, Stale
from coordination.replies import actions, queries
from coordination.replies.forms import ReplyForm
from coordination.replies.models import Reply
from coordination.replies.rules import advice
from coordination.replies.views.blueprint import bp
from coordination.replies.views.standing import due_now, late_now, path_of
from coordination.replies.words import POSITIONS, WEIGHTS


@bp.get("/consultees/<id:consultee_id>/reply")
@opens(consultations.consultee, May.REPLY_DRAFT)
def edit(consultee: Consultee) -> Response:
    points = consultation_queries.points_for(consultee)
    draft = queries.draft_of(consultee)
    opinions = draft.opinions if draft else queries.latest_opinions(consultee).values()
    return _editor(consultee, points, draft, ReplyForm.of(points, draft, opinions))


@bp.post("/consultees/<id:consultee_id>/reply")
@opens(consultations.consultee, May.REPLY_DRAFT)
def save(consultee: Consultee) -> Response:
    points = consultation_queries.points_for(consultee)
    form = ReplyForm()
    form.fit(points)
    if not form.validate():
        return _editor(consultee, points, queries.draft_of(consultee), form)
    try:
        reply = _saved(consultee, form)
    except Stale as clash:
        return _clash(consultee, points, clash.theirs, form)
    if form.file.data and not form.does(
        actions.attach, reply, form.file.data, limit=current_app.config["UPLOAD_LIMIT"], by=me(), now=clock.now()
    ):
        return _editor(consultee, points, reply, form)
    return _go_on(consultee, reply, request.form.get("do", ""))


def _saved(consultee: Consultee, form: ReplyForm) -> Reply:
    """The draft as the form says it, the row that a button adds or removes included."""
    before = queries.draft_of(consultee)
    if before is None and form.version.data:  # the page was of a draft that has been sent meanwhile
        raise NotReady("reply_already_sent")
    now, actor = clock.now(), me()
    reply = before or actions.draft_for(consultee, by=actor, now=now)
    drafted, do = form.drafted(), request.form.get("do", "")
    others = list(drafted.others)
    if do == "add_comment":
        others.append(actions.CommentDraft(content=""))
    elif do.startswith("remove_comment-") and do[15:].isdecimal() and int(do[15:]) < len(others):
        del others[int(do[15:])]
    version = form.version.data or 0 if before else reply.version
    actions.save(reply, replace(drafted, others=tuple(others)), version=version, by=actor, now=now)
    if do == "agree":
        actions.agree_to_all(reply, by=actor, now=now)
    elif do.startswith("detach-") and do[7:].isdecimal():
        actions.detach(reply, int(do[7:]), now=now)
    return reply


def _go_on(consultee: Consultee, reply: Reply, do: str) -> Response:
    if request.form.get("autosave"):
        return done("replies.saved", consultee_id=consultee.id)
    if do == "review":
        return done("replies.read", reply_id=reply.id)
    said = _("Đã chọn “Thống nhất” cho các nội dung chưa có góp ý.") if do == "agree" else _("Đã lưu nháp.")
    anchor = "others" if "comment" in do else "files" if do.startswith("detach-") else None
    return done("replies.edit", said=said, anchor=anchor, consultee_id=consultee.id)


@bp.get("/consultees/<id:consultee_id>/reply/saved")
@opens(consultations.consultee, May.REPLY_DRAFT)
def saved(consultee: Consultee) -> Response:
    """The small page to which an autosave leads: when it was saved, and the version that it made (exact rule 25)."""
    return page("replies/saved.html", consultee=consultee, draft=queries.draft_of(consultee))


def _clash(consultee: Consultee, points: list[Point], theirs: Reply, form: ReplyForm) -> Response:
    """Somebody saved meanwhile: both texts are shown, nothing is written; saving again keeps what is in the boxes."""
    form.version.raw_data, form.version.data = None, theirs.version
    return _editor(consultee, points, theirs, form, theirs=theirs, status=409)


def _editor(
    consultee: Consultee,
    points: list[Point],
    draft: Reply | None,
    form: ReplyForm,
    *,
    theirs: Reply | None = None,
    status: int | None = None,
) -> Response:
    now = clock.now()
    said = {o.point_id: queries.facts(o) for o in draft.opinions} if draft else {}
    told: dict[int, list[str]] = {}
    if said:
        for finding in advice({point.id: point.kind for point in points}, said):
            told.setdefault(finding.evidence["point_id"], []).append(sentence(finding))
    shown: dict[str, Any] = {
        "consultation": consultation_queries.loaded(consultee.consultation_id),
        "answered": sum(1 for point in points if point.id in said and said[point.id].answers),
        "due": due_now(consultee, now),
        "late": late_now(consultee, now),
        "path": path_of(draft, me()),
        "positions": POSITIONS,
        "weights": WEIGHTS,
    }
    return page(
        "replies/edit.html", status=status, consultee=consultee, points=points, draft=draft, form=form, theirs=theirs,
        theirs_on={o.point_id: o for o in theirs.opinions} if theirs else {}, told=told, **shown,
    )  # fmt: skip
