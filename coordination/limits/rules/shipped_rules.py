"""The time-limit rules that come with the product (A9; domain 1 and 2). An administrator checks and completes them.

What was not read in the source itself is marked `to_be_verified`. No shipped rule takes silence for agreement: the
directive asks the lead to report to the authority instead (IV.5.b), and has no such rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coordination.limits.rules.deadline import DayUnit
from coordination.limits.rules.time_limits import ClockStart, Purpose, Silence, TimeLimitRule

DIRECTIVE = "Chỉ thị 06/CT-UBND ngày 18/10/2023 của Chủ tịch Ủy ban nhân dân Thành phố Hồ Chí Minh"
LAW_2015 = "Luật Ban hành văn bản quy phạm pháp luật 2015"
LAW_2025 = "Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15"
DECREE_78 = "Nghị định 78/2025/NĐ-CP"
COORDINATION_2022 = "Quy chế phối hợp ban hành kèm theo Quyết định 2536/QĐ-UBND ngày 27/7/2022"
COORDINATION = "Quy chế phối hợp ban hành kèm theo Quyết định 1750/QĐ-UBND ngày 20/5/2024"
REPORT_SILENCE = "Chỉ thị 06/CT-UBND, mục IV.5.b"

_DIRECTIVE_DAY = date(2023, 10, 18)
_COORDINATION_END = date(2024, 5, 19)
_COORDINATION_DAY = date(2024, 5, 20)
_LAW_2015_DAY = date(2016, 7, 1)
_LAW_2015_END = date(2025, 3, 31)
_LAW_2025_DAY = date(2025, 4, 1)


def shipped_rules() -> tuple[TimeLimitRule, ...]:
    """Every kind of consultation has a rule for comments; the directive's own limits stand beside them (A9)."""
    return (*_comments_on_legal_documents(), *_appraisals(), *_comments_by_practice(), *_procedures())


def _comments_on_legal_documents() -> Iterator[TimeLimitRule]:
    yield TimeLimitRule(
        kind="legal_document", instrument=LAW_2015, legal_basis=f"{LAW_2015}, Điều 129", unit=DayUnit.CALENDAR,
        minimum=10, default=10, maximum=20, silence=Silence.MUST_ESCALATE, silence_basis=REPORT_SILENCE,
        valid_from=_LAW_2015_DAY, valid_to=_LAW_2015_END, to_be_verified=True,
    )  # fmt: skip
    yield TimeLimitRule(
        kind="legal_document", instrument=DECREE_78, legal_basis=DECREE_78, unit=DayUnit.CALENDAR,
        minimum=10, default=10, maximum=20, silence=Silence.MUST_ESCALATE, silence_basis=REPORT_SILENCE,
        valid_from=_LAW_2025_DAY, to_be_verified=True,
    )  # fmt: skip
    yield TimeLimitRule(
        kind="legal_document", purpose=Purpose.POLICY_COMMENT, instrument=LAW_2025, legal_basis=f"{LAW_2025}, Điều 30",
        unit=DayUnit.CALENDAR, minimum=15, default=15, silence=Silence.MUST_ESCALATE, silence_basis=REPORT_SILENCE,
        valid_from=_LAW_2025_DAY,
    )  # fmt: skip
    yield TimeLimitRule(
        kind="legal_document", purpose=Purpose.CHAIRMAN_COMMENT, unit=DayUnit.CALENDAR,
        instrument="Nghị định 187/2025/NĐ-CP",
        legal_basis=f"{DECREE_78}, Điều 51a (bổ sung bởi Nghị định 187/2025/NĐ-CP)",
        minimum=7, default=7, silence=Silence.MUST_ESCALATE, silence_basis=REPORT_SILENCE,
        valid_from=date(2025, 7, 1), to_be_verified=True,
    )  # fmt: skip


def _appraisals() -> Iterator[TimeLimitRule]:
    yield TimeLimitRule(
        kind="legal_document", purpose=Purpose.APPRAISAL, instrument=DIRECTIVE,
        legal_basis="Chỉ thị 06/CT-UBND, mục I.1.b; Luật Ban hành văn bản quy phạm pháp luật 2015, Điều 130",
        unit=DayUnit.CALENDAR, minimum=15, default=15, maximum=15, clock_start=ClockStart.FULL_DOSSIER,
        silence=Silence.MUST_ESCALATE, silence_basis=REPORT_SILENCE, valid_from=_DIRECTIVE_DAY, valid_to=_LAW_2015_END,
    )  # fmt: skip
    yield TimeLimitRule(
        kind="legal_document", purpose=Purpose.APPRAISAL, instrument=DIRECTIVE,
        legal_basis=f"Chỉ thị 06/CT-UBND, mục I.1.b; {DECREE_78}",
        unit=DayUnit.CALENDAR, minimum=15, default=15, maximum=15, clock_start=ClockStart.FULL_DOSSIER,
        silence=Silence.MUST_ESCALATE, silence_basis=REPORT_SILENCE, valid_from=_LAW_2025_DAY, to_be_verified=True,
    )  # fmt: skip
    yield TimeLimitRule(
        kind="legal_document", purpose=Purpose.PROCEDURE_OPINION, instrument=DIRECTIVE,
        legal_basis="Chỉ thị 06/CT-UBND, mục I.1.b; Nghị định 63/2010/NĐ-CP, Điều 9",
        unit=DayUnit.CALENDAR, minimum=10, default=10, maximum=10, clock_start=ClockStart.FULL_DOSSIER,
        silence=Silence.MUST_ESCALATE, silence_basis=REPORT_SILENCE, valid_from=_DIRECTIVE_DAY,
    )  # fmt: skip


def _comments_by_practice() -> Iterator[TimeLimitRule]:
    """No article could be read that fixes these; the numbers are the city's practice, to be checked and replaced."""
    for kind, minimum, default, maximum in (
        ("internal_procedure", 5, 7, 15),
        ("procedure_dossier", 3, 5, 10),
        ("plan_or_report", 5, 7, 15),
        ("other", 5, 7, 15),
    ):
        for instrument, first, last in (
            (COORDINATION_2022, _DIRECTIVE_DAY, _COORDINATION_END),
            (COORDINATION, _COORDINATION_DAY, None),
        ):
            yield TimeLimitRule(
                kind=kind, instrument=instrument, legal_basis=instrument, minimum=minimum, default=default,
                maximum=maximum, silence=Silence.MUST_ESCALATE, silence_basis=REPORT_SILENCE,
                valid_from=first, valid_to=last, to_be_verified=True,
            )  # fmt: skip


def _procedures() -> Iterator[TimeLimitRule]:
    """05 working days: to submit from the ministry's decision, to publish from the Chairman's."""
    for purpose, clause in ((Purpose.SUBMIT, "I.2.a"), (Purpose.PUBLISH, "I.2.b")):
        yield TimeLimitRule(
            kind="internal_procedure", purpose=purpose, instrument=DIRECTIVE,
            legal_basis=f"Chỉ thị 06/CT-UBND, mục {clause}", default=5, maximum=5, valid_from=_DIRECTIVE_DAY,
            clock_start=ClockStart.DECISION, silence=Silence.MUST_ESCALATE, silence_basis=REPORT_SILENCE,
        )  # fmt: skip
