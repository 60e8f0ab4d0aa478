"""One small world in which every page of the product has something to show, and what its addresses are filled with."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from werkzeug.datastructures import FileStorage

from coordination.assessment.models import Verdict
from coordination.consultations import actions as consultations
from coordination.consultations.rules import ChangeKind, PartData, SuspensionGround, Wanted
from coordination.escalation import actions as escalation
from coordination.escalation import queries
from coordination.kernel import files, store, upkeep
from coordination.kernel.words import fold
from coordination.limits import actions as limits
from coordination.limits import queries as limit_queries
from coordination.limits.models import DayKind
from coordination.limits.rules import default_ladder
from coordination.replies.models import Reply, ReplyFile
from coordination.replies.rules import Position
from coordination.units import actions as units
from coordination.units.actions.people import new_link
from coordination.units.models import Unit, UnitBox
from coordination.units.rules import Act, UnitKind
from coordination.units.rules import Wanted as Reorganised
from tests import papers
from tests.make import Maker

ASKED = ("stp", "sxd", "govap")
Things = dict[str, Any]
Special = dict[str, Things]


class Scene:
    """`things`: a value for each path parameter; `special`: other values where an endpoint needs another thing."""

    def __init__(self, things: Things, special: Mapping[str, Things]) -> None:
        self.things, self.special = things, special

    def values(self, endpoint: str, arguments: set[str]) -> Things:
        known = {**self.things, **self.special.get(endpoint, {})}
        missing = arguments - set(known)
        assert not missing, f"{endpoint} needs {missing}: tell tests/house/scene.py what to fill in"
        return {name: known[name] for name in arguments}


def build(make: Maker) -> Scene:
    """Sở Tài chính asks Sở Tư pháp, Sở Xây dựng and the ward, in a consultation for each thing that may become of one.

    In that of `consultation_id` nothing has happened yet.
    """
    things: Things = {**_reported(make), **_answered(make), **_administered(make), **_suspended(make)}
    changes = _changed(make)
    draft_asked = make.draft()
    asked = consultations.ask_urgency(draft_asked, "Họp gấp.", by=make.head("stc"), now=make.clock.now)
    things["urgency_request_id"] = asked.id
    things["change_id"] = changes["consultations.change"]["change_id"]
    asked = make.consultation(consultees=ASKED)
    consultee = make.of(asked, "stp")
    things |= {
        "consultation_id": asked.id,
        "consultee_id": consultee.id,
        "part_id": asked.dossier[0].id,
        "act": "time",
        "year": 2026,
    }
    draft, waiting, signed = make.draft().id, make.for_signing().id, make.signed().id
    reply_draft = make.reply_draft(make.consultee("stp"))
    synthesis = _collected(make)
    store.commit()
    special = _special(draft, waiting, signed, reply_draft, synthesis, things.pop("unsigned"))
    by_letter = {"consultee_id": _asked_by_letter(make)}
    special |= {f"consultations.{name}": by_letter for name in ("by_letter", "no_opinion", "receipt")}
    return Scene(things, {**special, **changes})


def _reported(make: Maker) -> Things:
    """Three silences: a report that waits for the lead's head, one that lies with the authority, one decided."""
    silent = [make.of(make.consultation(consultees=ASKED), "stp") for _ in range(3)]
    first = make.report(silent[0])
    up, decided = (queries.open_escalation(each.consultation_id) for each in silent[1:])
    directive = make.directive(make.report_up(decided))
    up = make.report_up(up)
    hearing = escalation.hear(
        up.cases[0], question="Đề nghị nêu ý kiến.", until=make.clock.now + timedelta(days=3),
        by=make.cast.actor("chairman"), now=make.clock.now,
    )  # fmt: skip
    upkeep.put_aside("directive", directive.id, KeyError(), now=make.clock.now)
    store.db.session.flush()
    return {
        "set_aside_id": upkeep.set_aside_rows()[0].id,
        "hearing_id": hearing.id, "contradiction_id": _differing(make), "unsigned": first.id, "escalation_id": up.id, "case_id": up.cases[0].id, "directive_id": directive.id,
    }  # fmt: skip


def _differing(make: Maker) -> int:
    """Two opinions that exclude each other."""
    made = make.consultation(consultees=ASKED)
    one, two = make.of(made, "stp"), make.of(made, "sxd")
    return escalation.mark(
        made.points[0], (one, "Thống nhất."), (two, "Không thống nhất."), by=make.officer("stc"), now=make.clock.now
    ).id


def _answered(make: Maker) -> Things:
    replied = make.reply(make.of(make.consultation(consultees=ASKED), "stp"), Position.DISAGREE)
    file = files.keep(
        FileStorage(io.BytesIO(papers.PDF), "Văn bản góp ý.pdf"), by_person=None, now=replied.sent_at, limit=1 << 20
    )
    replied.files.append(ReplyFile(file=file))
    judged = make.reply(make.of(make.consultation(consultees=ASKED), "stp"), Position.DISAGREE)
    make.returned(judged)
    pushed = make.push_back(make.of(make.consultation(consultees=ASKED), "stp"))
    claimed = make.claim(make.of(make.consultation(consultees=ASKED), "stp"))
    store.db.session.flush()
    verdict = store.db.session.query(Verdict).filter_by(opinion_id=judged.opinions[0].id).one()
    return {
        "reply_id": replied.id, "file_id": file.id, "verdict_id": verdict.id, "push_back_id": pushed.id,
        "claim_id": claimed.id,
    }  # fmt: skip


def _suspended(make: Maker) -> Things:
    """A proposed suspension that waits for the authority."""
    made = consultations.propose_suspension(
        make.consultation(consultees=ASKED), SuspensionGround.TOO_SHORT, "Thời hạn quá ngắn.",
        by=make.cast.actor("monitor"), now=make.clock.now,
    )  # fmt: skip
    return {"suspension_id": make.kept(made).id}


def _asked_by_letter(make: Maker) -> int:
    """A ministry, which has no account."""
    name = "Bộ Tài chính"
    body = Unit(code="BTC", name=name, name_folded=fold(name), kind=UnitKind.EXTERNAL, path="/9000/", functions=[],
                boxes=[UnitBox(address="vanthu@botaichinh.example")])  # fmt: skip
    store.db.session.add(body)
    store.db.session.flush()
    return make.consultee(body, delivered=False).id


def _collected(make: Maker) -> int:
    """Everybody answered and was taken note of: the synthesis can be written."""
    whole = make.consultation(consultees=["stp"])
    make.reply(make.of(whole, "stp"), Position.DISAGREE)
    make.accepted(make.of(whole, "stp"))
    return whole.id


def _changed(make: Maker) -> Special:
    """Letters that change what was issued: one being written, one on its way, one signed, one issued."""
    now, by = make.clock.now, make.officer("stc")
    upload = FileStorage(io.BytesIO(papers.PDF), "Phụ lục.pdf")
    made = []
    for _place in range(4):
        issued = make.consultation(consultees=ASKED)
        kept = consultations.keep_file(upload, limit=1 << 20, by=by, now=now)
        upload.stream.seek(0)
        paper = consultations.draft_change(issued, ChangeKind.REPLACEMENT, by=by, now=now)
        wanted = replace(
            Wanted.from_json(paper.wanted), what_changed="Bổ sung phụ lục.", background="Bối cảnh mới.",
            parts=(PartData(name="Phụ lục", file_id=kept.id),),
        )  # fmt: skip
        consultations.save_change(paper, wanted, version=paper.version, by=by, now=now)
        made.append((paper, kept.id))
    drafted, sent, signed, out = (paper for paper, _file in made)
    for paper in (sent, signed, out):
        consultations.send_change(paper, by=by, now=now)
    for paper in (signed, out):
        consultations.sign_change(paper, by=make.head("stc"), now=now)
    consultations.issue_change(out, by=make.clerk("stc"), now=now)
    at = {
        "edit_change": drafted, "save_change": drafted, "send_change": drafted, "discard_change": drafted,
        "sign_change": sent, "return_change": sent, "issue_change": signed, "change": out,
    }  # fmt: skip
    special: Special = {f"consultations.{name}": {"change_id": paper.id} for name, paper in at.items()}
    special["consultations.change_file"] = {"change_id": out.id, "file_id": made[-1][1]}
    kept = files.keep(upload, by_person=by.person_id, now=now, limit=1 << 20)
    ordered = make.signed(consultees=ASKED)
    said = consultations.OrderData("12/UBND-TH", make.clock.today, make.clock.today + timedelta(days=20), now)
    consultations.record_order(ordered, said, kept, by=by, now=now)
    consultations.issue(ordered, by=make.clerk("stc"), now=now)
    special["consultations.order_file"] = {"consultation_id": ordered.id}
    special["consultations.edition"] = {"consultation_id": out.consultation_id, "edition": 1}
    return special


def _administered(make: Maker) -> Things:
    cast, head, now = make.cast, make.cast.actor("tam"), make.clock.now
    _link, token = new_link(cast.mai, timedelta(days=1), now=now)
    group = units.keep_group(cast.stp, "Các sở thường xin ý kiến", [cast.stc.id, cast.sxd.id], by=head, now=now)
    signatory = units.keep_signatory(cast.stp, cast.tam.id, by=head, now=now, title="Giám đốc")
    day, admin = date(2026, 12, 31), cast.actor("admin")
    limits.declare_day(day, DayKind.OFF, name="Nghỉ theo thông báo", document="15/TB-VP", by=admin, now=now)
    charge = escalation.put_in_charge(
        cast.ubnd, cast.chairman.id, cast.sdl, field="Du lịch", basis="", valid_from=None, valid_to=None, by=admin, now=now
    )  # fmt: skip
    ladder = limits.set_ladder("other", default_ladder(), date(2026, 12, 1), by=admin, now=now, today=now.date())
    rule = limits.adopt_rule(limit_queries.rules()[0], note="Ghi nhận lại", by=admin, now=now)
    later = make.clock.today + timedelta(days=200)
    away = units.be_away(cast.ngoc, cast.mai, cast.stp, since=later, until=later + timedelta(days=3), by=head, now=now)
    merger = Reorganised(
        Act.MERGE,
        later,
        (cast.kinhte.id,),
        main=cast.vp.id,
        document_number="12/NQ-HĐND",
        document_date=make.clock.today,
    )
    ahead = units.enter_succession(merger, by=admin, now=now)
    return {
        "absence_id": away.id, "succession_id": ahead.id,
        "unit_id": cast.stp.id, "function_id": cast.stp.functions[0].id, "person_id": cast.mai.id,
        "membership_id": cast.mai.memberships[0].id, "group_id": group.id, "signatory_id": signatory.id, "token": token,
        "charge_id": charge.id, "what": "units", "day": day, "rule_id": rule.id, "ladder_id": ladder.id,
    }  # fmt: skip


def _special(draft: int, waiting: int, signed: int, reply_draft: Reply, synthesis: int, unsigned: int) -> Special:
    """Endpoints that are about a thing in another state than the one that most of them show."""
    states: dict[tuple[str, int], tuple[str, ...]] = {
        ("consultation_id", draft): (
            "consultations.compose", "consultations.save", "consultations.saved", "consultations.preview",
            "consultations.discard", "consultations.discard_now", "consultations.send_for_signing",
            "consultations.order", "consultations.record_order", "consultations.drop_order",
        ),
        ("consultation_id", waiting): (
            "consultations.signing", "consultations.sign", "consultations.return_draft", "consultations.give_reasons",
        ),
        ("consultation_id", signed): ("consultations.issue", "consultations.issue_now"),
        ("consultation_id", synthesis): (
            "synthesis.matrix", "synthesis.dispose", "synthesis.print_view", "synthesis.submission",
            "synthesis.save_submission", "synthesis.submit",
        ),
        ("consultee_id", reply_draft.consultee_id): ("replies.edit", "replies.save", "replies.saved"),
        ("reply_id", reply_draft.id): (
            "replies.send_for_signing", "replies.approve", "replies.return_draft", "replies.send",
        ),
        ("escalation_id", unsigned): ("escalation.report", "escalation.state", "escalation.sign", "escalation.hold"),
    }  # fmt: skip
    return {endpoint: {name: value} for (name, value), endpoints in states.items() for endpoint in endpoints}
