"""A letter that changes what was issued, on its way: written, signed along the unit's path, returned, thrown away (O4).

Nothing of the consultation changes before the letter is issued (`amending`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm.attributes import flag_modified

from coordination.consultations import letters, queries
from coordination.consultations.actions import verbs
from coordination.consultations.actions.checks import guard, need, refuse_texts, touch
from coordination.consultations.actions.signing import signatory_of
from coordination.consultations.models import ChangePaper, Consultation
from coordination.consultations.queries.changes import CHANGE
from coordination.consultations.rules import MOST_POINTS, ChangeKind, ChangePhase, PointData, Step, Wanted
from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady, Stale
from coordination.units import actions as units_actions
from coordination.units import queries as units
from coordination.units.models import Signing, SigningMark
from coordination.units.rules import SigningState


def draft_change(consultation: Consultation, kind: ChangeKind, *, by: Actor, now: datetime) -> ChangePaper:
    """Begin a letter of change; of the same kind the one that is being written goes on (O4).

    Only one at a time: NotReady('change_open') while another kind is on its way.
    """
    guard(consultation, Step.WITHDRAW if kind is ChangeKind.RECALL else Step.AMEND)
    there = queries.open_change(consultation.id)
    if there is not None:
        if there.kind is not kind:
            raise NotReady(Finding("change_open", clause="O4", field="kind"))
        return there
    touch(consultation)
    begun = ChangePaper(
        consultation_id=consultation.id,
        consultation=consultation,
        kind=kind,
        wanted=queries.wanted_now(queries.loaded(consultation.id) or consultation).as_json(),
        edition_from=consultation.edition,
        drafted_by=by.person_id,
        created_at=now,
    )
    db.session.add(begun)
    db.session.flush()
    _record(verbs.CHANGE_DRAFTED, begun, by, now)
    return begun


def save_change(paper: ChangePaper, wanted: Wanted, *, version: int, by: Actor, now: datetime) -> None:
    """Keep the form as it stands; Stale when somebody saved since `version` (O4).

    Points of the consultation that aren't in it are to be taken away, those without an id are new.
    """
    check_phase(paper, ChangePhase.DRAFT)
    if paper.version != version:
        raise Stale(paper)
    refuse_texts(wanted.texts())
    if len(wanted.points) > MOST_POINTS:
        raise NotReady(Finding("too_many_points", evidence={"limit": MOST_POINTS}, field="points"))
    known = {point.id for point in paper.consultation.points}
    points = tuple(each if each.id in known else replace(each, id=None) for each in wanted.points)
    before = Wanted.from_json(paper.wanted)
    usable = queries.usable_files(
        [part.file_id for part in wanted.parts if part.file_id],
        by.person_id,
        [part.file_id for part in before.parts if part.file_id],
    )
    parts = tuple(part for part in wanted.parts if part.name.strip() and part.file_id in usable)
    said = replace(wanted, points=points, parts=parts).as_json()
    if said != paper.wanted:
        paper.wanted = said
        flag_modified(paper, "wanted")
    db.session.flush()


def add_change_point(paper: ChangePaper, *, by: Actor, now: datetime) -> None:
    """An empty point at the end of what will be asked."""
    said = Wanted.from_json(paper.wanted)
    save_change(paper, replace(said, points=(*said.points, PointData())), version=paper.version, by=by, now=now)


def discard_change(paper: ChangePaper, *, by: Actor, now: datetime) -> None:
    """Throw a draft away; the journal keeps that there was one."""
    check_phase(paper, ChangePhase.DRAFT)
    paper.discarded_at = now
    db.session.flush()
    _record(verbs.CHANGE_DISCARDED, paper, by, now)


def send_change(paper: ChangePaper, *, by: Actor, now: datetime) -> Signing:
    """'Trình ký': only what can be issued goes up (O1, O4); from then on the text stands."""
    check_phase(paper, ChangePhase.DRAFT)
    check_ready(paper, now)
    paper.wanted = Wanted.from_json(paper.wanted).without_empty().as_json()
    db.session.flush()
    sent = units_actions.send_for_signing(
        CHANGE, paper.id, paper.consultation.lead_unit_id, by=by, now=now, consultation_id=paper.consultation_id
    )
    letters.change_to_sign(paper, sent, by=by, now=now)
    return sent


def sign_change(paper: ChangePaper, remark: str = "", *, by: Actor, now: datetime) -> bool:
    """'Ký duyệt', or 'trình tiếp' (O1); a head signs a draft of his in one act. True when this act signed it."""
    if queries.phase_of_change(paper) is ChangePhase.DRAFT:
        send_change(paper, by=by, now=now)
    check_phase(paper, ChangePhase.ON_ITS_WAY)
    signing = _signing(paper)
    signed = units_actions.pass_on(signing, by=by, now=now, remark=remark, consultation_id=paper.consultation_id)
    if signed:
        paper.signatory = signatory_of(signing)
        db.session.flush()
    else:
        letters.change_to_sign(paper, signing, by=by, now=now)
    return signed


def return_change(paper: ChangePaper, remark: str, *, by: Actor, now: datetime) -> None:
    """'Trả lại' with a remark (O1): on its way, or signed and not yet issued."""
    check_phase(paper, ChangePhase.ON_ITS_WAY, ChangePhase.SIGNED)
    remark = need(remark, "signing_remark_missing", "remark")
    signing = _signing(paper)
    if signing.state is SigningState.ON_ITS_WAY:
        units_actions.return_paper(signing, by=by, now=now, remark=remark, consultation_id=paper.consultation_id)
        return
    paper.signatory = ""
    signing.state = SigningState.RETURNED
    signing.marks.append(SigningMark(act="returned", person_id=by.person_id, at=now, remark=remark))
    db.session.flush()
    _record(verbs.CHANGE_UNSIGNED, paper, by, now, remark)


def check_phase(paper: ChangePaper, *wanted: ChangePhase) -> None:
    """NotReady when the paper is at another step by now: somebody was faster, or this page was open twice."""
    now = queries.phase_of_change(paper)
    if now not in wanted:
        raise NotReady(Finding("change_wrong_phase", evidence={"phase": now.value}))


def check_ready(paper: ChangePaper, now: datetime) -> None:
    """NotReady with all that stands between it and its issue; an edition made in between makes it void."""
    consultation = queries.loaded(paper.consultation_id) or paper.consultation
    guard(consultation, Step.WITHDRAW if paper.kind is ChangeKind.RECALL else Step.AMEND)
    if paper.edition_from != consultation.edition:
        raise NotReady(Finding("change_overtaken", clause="O4"))
    NotReady.unless(queries.change_findings(paper, consultation, now))


def _signing(paper: ChangePaper) -> Signing:
    signing = units.signing_of(CHANGE, paper.id)
    assert signing is not None, "a phase with a signing has one"
    return signing


def _record(verb: Verb, paper: ChangePaper, by: Actor, now: datetime, words: str = "") -> None:
    journal.record(
        verb, by=by, now=now, consultation_id=paper.consultation_id, subject_id=paper.id, words=words,
        paper_id=paper.id, change=paper.kind,
    )  # fmt: skip
