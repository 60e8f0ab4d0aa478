"""What a lead had to do by a time, and whether it did: the duties of its scorecard (exact rule 28, O12, O20)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from coordination.scorecards.queries.gathered import AnyRow, Gathered


def duties(
    row: AnyRow, consultees: Sequence[AnyRow], found: Gathered, reports: Sequence[AnyRow], now: datetime
) -> tuple[int, int]:
    """(owed, kept in time): push-backs decided, contests answered, draft reports signed or held, submissions accepted.

    What is still within its time is not owed yet; marking adequate replies is no duty.
    """
    kept: list[bool] = []
    for one in consultees:
        for made in found.push_backs[one.id]:
            kept += _done(made.decided_at, made.decide_by, _first(made.withdrawn_at, made.settled_at), now)
        for verdict in found.judged[one.id]:
            if verdict.contested_at is not None:
                kept += _done(verdict.answered_at, verdict.answer_by, verdict.settled_at, now)
    for report in reports:
        acted = _first(report.signed_at, report.held_at)
        if report.unsigned:
            kept.append(False)
        elif acted is not None or report.closed_at is None:  # dropped because everybody answered: nothing was owed
            kept += _done(acted, report.sign_by, None, now)
    kept += [False] * (row.returned_times or 0)
    if row.submitted_at is not None:
        kept.append(True)
    return len(kept), sum(kept)


def _first(*moments: datetime | None) -> datetime | None:
    return min((at for at in moments if at is not None), default=None)


def _done(done_at: datetime | None, until: datetime | None, over_at: datetime | None, now: datetime) -> list[bool]:
    """One duty: kept, missed, or none (still in time, or over before its time was up)."""
    if done_at is not None:
        return [until is None or done_at <= until]
    if until is None or now <= until or (over_at is not None and over_at <= until):
        return []
    return [False]
