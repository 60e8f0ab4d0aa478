"""What a rule's finding says to people: the sentence its chapter wrote for the code, with the evidence in words."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coordination.kernel.values import Finding
from coordination.kernel.words import day, moment, number

log = logging.getLogger(__name__)

# The kernel's own findings; the chapters bring theirs in `words.FINDINGS`.
FINDINGS: dict[str, Any] = {
    "file_empty": _l("Tệp “%(name)s” không có nội dung. Chọn lại tệp."),
    "file_too_big": _l("Tệp “%(name)s” lớn hơn %(limit)s MB. Giảm dung lượng hoặc chia thành nhiều tệp."),
    "file_type_refused": _l("Tệp “%(name)s” không thuộc loại được nhận. Các loại được nhận: %(allowed)s."),
    "file_type_lies": _l("Nội dung tệp “%(name)s” không đúng với đuôi tệp. Lưu lại đúng định dạng rồi chọn lại."),
    "file_looks_secret": _l(
        "Tệp “%(name)s” có dấu chỉ độ mật. Văn bản có bí mật nhà nước không được đưa lên hệ thống này; "
        "gửi theo quy định về bảo vệ bí mật nhà nước."
    ),
    "file_does_not_open": _l("Tệp “%(name)s” không mở được. Kiểm tra lại tệp trên máy rồi chọn lại."),
}


def sentence(finding: Finding) -> str:
    """The finding as a sentence in the reader's language; a code without one is our fault, and logged."""
    known = current_app.extensions.get("sentences", {})
    said = known.get(finding.code, FINDINGS.get(finding.code))
    if said is None:
        log.error("finding_without_sentence", extra={"code": finding.code})
        return str(_("Chưa thực hiện được việc này vì chưa đủ điều kiện. Tải lại trang và kiểm tra lại."))
    if callable(said):
        return str(said(finding))
    return _filled(str(said), finding)


def sentences(findings: Iterable[Finding]) -> list[str]:
    """Each finding's sentence, in order, none twice."""
    return list(dict.fromkeys(sentence(finding) for finding in findings))


def _filled(said: str, finding: Finding) -> str:
    """Placeholders only: a percent sign in the text stays, a missing piece of evidence is no failing page."""
    return re.sub(r"%\((\w+)\)[sd]", lambda found: _worded(finding.evidence.get(found[1], "…")), said)


def _worded(value: Any) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, float):
        return number(value, 1)
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(_worded(each) for each in value)
    return str(value)
