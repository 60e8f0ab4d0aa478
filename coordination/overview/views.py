"""The desk, one consultation, the lists, search, help. It reads and links; acts are done in the chapters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Flask, abort, g, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coordination.assessment.words import VERDICTS
from coordination.consultations import queries as consultations
from coordination.consultations.models import Consultation, Consultee
from coordination.consultations.queries import Filters, Scope
from coordination.consultations.rules import Kind, Phase
from coordination.consultations.words import (
    CHANGE_KINDS,
    CONSULTEE_PHASES,
    KINDS,
    PHASES,
    URGENCIES,
    state,
    trouble,
)
from coordination.escalation import queries as escalation
from coordination.kernel import clock
from coordination.kernel.actor import AUTHORITY_ROLES, UNIT_ROLES, Actor, Role
from coordination.kernel.doors import May, me, opens, signed_in
from coordination.kernel.forms import ChoiceField, SearchForm, WordsField, YesField, enum_choices
from coordination.kernel.pages import NavigationItem, page
from coordination.kernel.words import role_name
from coordination.limits import queries as limits
from coordination.limits.rules import working_days_left
from coordination.limits.words import CAUSES, PARTIES, PARTY_SIGNS
from coordination.overview import access, queries, words
from coordination.overview.queries import Group, Happening, Task, UnitWaiting, Whole
from coordination.replies import queries as replies
from coordination.replies.words import POSITIONS
from coordination.scorecards import queries as scorecards

bp = Blueprint("overview", __name__)
blueprints = (bp,)

PAGE = 50
HELP = ("officer", "head", "clerk", "decision_maker", "monitor", "auditor", "administrator")


class ListForm(SearchForm):
    """The filters of a list, kept in its address."""

    FILTERS = ("q", "phase", "kind", "overdue", "drafts", "closed")

    q = WordsField(_l("Số, trích yếu"), max=200)
    phase = ChoiceField(_l("Giai đoạn"), choices=enum_choices(PHASES, empty=_l("Tất cả")), coerce=Phase)
    kind = ChoiceField(_l("Loại việc"), choices=enum_choices(KINDS, empty=_l("Tất cả")), coerce=Kind)
    overdue = YesField(_l("Chỉ hồ sơ có đơn vị quá hạn"))


@bp.get("/")
@signed_in()
def desk() -> Any:
    """The first page: what to do, by when."""
    actor, now = me(), clock.now()
    if actor.role is Role.ADMINISTRATOR:
        return page("overview/administrator.html")
    calendar = limits.calendar()
    groups: dict[Group, list[tuple[Task, int | None]]] = {group: [] for group in Group}
    tasks = queries.desk(actor, now)
    late = _late([task.part_id for task in tasks if task.late and task.part_id is not None], now)
    for task in tasks:
        left = working_days_left(now, task.due_at, calendar) if task.due_at is not None else None
        groups[task.group(now)].append((task, -late[task.part_id] if task.part_id in late else left))
    ours = sum(len(found) for group, found in groups.items() if group is not Group.WAITING)
    ahead = [task.due_at for task, _left in groups[Group.WAITING] if task.due_at is not None and task.due_at > now]
    pressing = len(groups[Group.OVERDUE]) + len(groups[Group.TODAY])
    return page(
        "overview/desk.html", groups=groups, names=words.GROUPS, sentence=words.task_sentence, button=words.task_button,
        ours=ours, waiting=Group.WAITING, late=Group.OVERDUE, charged=late, tab_count=pressing,
        awaited_by=min(ahead, default=None),
        digest_at=escalation.next_digest_at(now, calendar),
    )  # fmt: skip


@bp.get("/consultations/<id:consultation_id>")
@opens(access.consultation, May.CONSULTATION_SEE)
def consultation(consultation: Consultation) -> Any:
    """The page of one consultation: who owes what now, what each said, what happened."""
    actor, now = me(), clock.now()
    before = request.args.get("before", type=int)
    whole = queries.whole(consultation, actor, now)
    entries, more = queries.timeline(whole.consultation, actor, before=before)
    calendar = limits.calendar()
    left = {
        part.consultee.id: working_days_left(now, part.consultee.due_at, calendar)
        for part in whole.parts
        if part.consultee.due_at is not None
    }
    delays = scorecards.delays([part.consultee.id for part in whole.parts if part.sees], now)
    return page(
        "overview/consultation.html", whole=whole, consultation=whole.consultation, more=more, left=left,
        late={consultee_id: each.late for consultee_id, each in delays.items()}, waited=queries.shared_days(delays),
        entries=[_entry(each) for each in entries], files=list(_files(whole.consultation)), verdict_names=VERDICTS,
        positions=POSITIONS, why=_reasons(whole), rule_said=words.rule_said(whole.consultation.rule),
        changed=replies.changed_since_reply(whole.own.consultee) if whole.own else None,
    )  # fmt: skip


def _late(consultee_ids: Sequence[int], now: datetime) -> dict[int, int]:
    """How many days late each of these is: those charged to the unit, from the delay ledger (exact rule 10)."""
    return {consultee_id: each.late for consultee_id, each in scorecards.delays(consultee_ids, now).items()}


@bp.get("/consultations/<id:consultation_id>/waiting")
@opens(access.consultation, May.CONSULTATION_SEE)
def waiting(consultation: Consultation) -> Any:
    """For whom it waited, day by day: the units that the reader may see, and the sums."""
    actor, now = me(), clock.now()
    if consultation.issued_at is None:
        abort(404)
    party = actor.watches or actor.stands_for(consultation.lead_unit_id)
    seen = [each for each in consultation.consultees if each.issued_at and (party or actor.stands_for(each.unit_id))]
    found = queries.waiting(consultation, seen, actor, now)
    return page("overview/waiting.html", consultation=consultation, waiting=found, everybody=party)


def _waiting_of(consultee: Consultee) -> UnitWaiting | None:
    """What the page of one unit's part shows of its days; for the templates of the chapters below."""
    units = queries.waiting(consultee.consultation, [consultee], me(), clock.now()).units
    return units[0] if units else None


def _late_days_of(consultee: Consultee) -> int:
    return _late([consultee.id], clock.now()).get(consultee.id, 0)


def _reasons(whole: Whole) -> dict[int, list[str]]:
    """Why each unit's due time is that day, where the reader may know."""
    return {part.consultee.id: words.why_due(part) for part in whole.parts if part.sees}


def _who(happening: Happening) -> Any:
    """Who did it; a deputy is named with the absent person on whose behalf it was done."""
    if happening.on_behalf:
        return _("%(deputy)s, thay %(person)s", deputy=happening.who, person=happening.on_behalf)
    return happening.who or role_name(happening.role)


def _entry(happening: Happening) -> dict[str, Any]:
    """A line of the timeline, worded."""
    return {
        "id": f"e{happening.id}",
        "at": happening.at,
        "text": words.happened(happening.said, happening.facts, happening.about),
        "who": _who(happening),
        "unit": happening.unit,
        "detail": happening.words,
    }


def _files(consultation: Consultation) -> Iterable[dict[str, Any]]:
    """The dossier's files, with the way to each."""
    for part in consultation.dossier:
        if part.file is not None:
            url = url_for("consultations.download", consultation_id=consultation.id, part_id=part.id)
            yield {"name": f"{part.name} – {part.file.name}", "url": url, "size": part.file.size}


@bp.get("/sent")
@signed_in(*UNIT_ROLES)
def sent() -> Any:
    """'Đã gửi đi': what the unit leads."""
    return _sent_list(Scope(lead_unit_id=me().unit_id, also=me().predecessors), _("Đã gửi đi"), "overview.sent")


@bp.get("/below")
@signed_in(*AUTHORITY_ROLES)
def below() -> Any:
    """Everything issued below the authority."""
    return _sent_list(
        Scope(authority_id=me().unit_id, also=me().predecessors), _("Hồ sơ lấy ý kiến của các đơn vị"), "overview.below"
    )


def _sent_list(scope: Scope, title: str, endpoint: str) -> Any:
    form, drafts = ListForm(request.args), request.args.get("drafts") == "1"
    filters = _filters(form, drafts=drafts)
    found = consultations.sent(scope, filters, now=clock.now(), after=request.args.get("after"), size=PAGE + 1)
    return page(
        "overview/sent.html", form=form, rows=found[:PAGE], title=title, endpoint=endpoint, drafts=drafts,
        older=_older(endpoint, found), newer=_newer(endpoint),
    )  # fmt: skip


@bp.get("/received")
@signed_in(*UNIT_ROLES)
def received() -> Any:
    """'Được đề nghị góp ý': what the unit was asked."""
    form, closed = ListForm(request.args), request.args.get("closed") == "1"
    unit_id, now = me().unit_id, clock.now()
    if unit_id is None:
        abort(404)
    filters = _filters(form, closed=closed)
    found = consultations.received(
        unit_id, filters, now=now, after=request.args.get("after"), size=PAGE + 1, also=me().predecessors
    )
    calendar = limits.calendar()
    left = {row.id: working_days_left(now, row.due_at, calendar) for row in found}
    late = _late([row.id for row in found if row.standing.overdue], now)
    return page(
        "overview/received.html", form=form, rows=found[:PAGE], closed=closed, left=left, late=late,
        older=_older("overview.received", found), newer=_newer("overview.received"),
    )  # fmt: skip


def _filters(form: ListForm, *, drafts: bool = False, closed: bool = False) -> Filters:
    valid = form.validate()
    data = form.data if valid else {}
    return Filters(
        phase=str(data.get("phase") or ""),
        kind=str(data.get("kind") or ""),
        overdue=bool(data.get("overdue")),
        text=str(data.get("q") or ""),
        drafts=drafts,
        closed=closed,
    )


def _older(endpoint: str, found: list[Any]) -> str:
    if len(found) <= PAGE:
        return ""
    return _way(endpoint, {**request.args.to_dict(), "after": found[PAGE - 1].cursor})


def _newer(endpoint: str) -> str:
    """Back to the first page; the browser's own way back leads to the page before."""
    if "after" not in request.args:
        return ""
    return _way(endpoint, {k: v for k, v in request.args.items() if k != "after"})


def _way(endpoint: str, asked: dict[str, str]) -> str:
    """The same list with what was asked of it; only filters of ours go on into the new address."""
    kept = {name: value for name, value in asked.items() if name in (*ListForm.FILTERS, "after")}
    return f"{url_for(endpoint)}?{urlencode(kept)}"


@bp.get("/search")
@signed_in()
def search() -> Any:
    """Find by number or words of the subject, with or without accents."""
    text = " ".join(request.args.get("q", "").split())[:200]
    actor, now = me(), clock.now()
    led: list[Any] = []
    asked: list[Any] = []
    if text and actor.unit_id is not None and actor.role is not Role.ADMINISTRATOR:
        wanted = Filters(text=text)
        also = actor.predecessors
        lead, authority = (actor.unit_id, None) if actor.works_in_unit else (None, actor.unit_id)
        scope = Scope(lead_unit_id=lead, authority_id=authority, also=also)
        led = consultations.sent(scope, wanted, now=now, size=PAGE)
        if actor.works_in_unit:
            asked = consultations.received(actor.unit_id, wanted, now=now, size=PAGE, also=also)
            closed = Filters(text=text, closed=True)
            asked += consultations.received(actor.unit_id, closed, now=now, size=PAGE, also=also)
    return page("overview/search.html", text=text, led=led, asked=asked)


@bp.get("/help")
@signed_in()
def help() -> Any:
    """The guide of the role in hand, five minutes long."""
    return page("overview/help.html", role=me().role.value)


def _navigation() -> dict[str, Any]:
    actor: Actor | None = g.get("actor")
    return {
        "navigation": _items(actor) if actor is not None else (),
        "phases": PHASES,
        "consultee_phases": CONSULTEE_PHASES,
        "waiting_of": _waiting_of,
        "late_days_of": _late_days_of,
        "parties": PARTIES,
        "party_signs": PARTY_SIGNS,
        "causes": CAUSES,
        "consultee_state": state,
        "box_trouble": trouble,
        "kinds": KINDS,
        "urgencies": URGENCIES,
        "change_kinds": CHANGE_KINDS,
    }


def _items(actor: Actor) -> tuple[NavigationItem, ...]:
    """At most five entries for a role (face)."""
    entries: list[tuple[str, Any, tuple[tuple[str, Any], ...]]] = [("overview.desk", _("Việc của tôi"), ())]
    if actor.works_in_unit:
        children = (("overview.sent", _("Đã gửi đi")), ("overview.received", _("Được đề nghị góp ý")))
        entries.append(("overview.sent", _("Lấy ý kiến"), children))
    if actor.watches:
        entries.append(("escalation.inbox", _("Chờ ý kiến xử lý"), ()))
        entries.append(("overview.below", _("Hồ sơ lấy ý kiến"), ()))
    if actor.works_in_unit or actor.watches:
        entries.append(("escalation.directives", _("Nhiệm vụ được giao"), ()))
        entries.append(("scorecards.index", _("Kết quả đánh giá"), ()))
    if actor.role is Role.ADMINISTRATOR:
        entries.append(("units.unit_list", _("Đơn vị"), ()))
        entries.append(("units.people_list", _("Người dùng"), ()))
        kept = (("limits.calendar", _("Lịch làm việc")), ("limits.rules", _("Quy định thời hạn")),
                ("limits.ladders", _("Các bước nhắc")))  # fmt: skip
        entries.append(("limits.calendar", _("Lịch làm việc, thời hạn"), kept))
        entries.append(("escalation.upkeep", _("Công việc định kỳ"), ()))
    return tuple(_item(*entry) for entry in entries)


def _item(endpoint: str, label: Any, children: tuple[tuple[str, Any], ...]) -> NavigationItem:
    below = tuple(NavigationItem(url_for(e), words, request.endpoint == e) for e, words in children)
    here = request.endpoint == endpoint and not below  # the part of it is marked, not both
    return NavigationItem(url_for(endpoint), label, here, children=below)


def _setup(app: Flask) -> None:
    app.context_processor(_navigation)


setups = (_setup,)
