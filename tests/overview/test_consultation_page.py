"""The page of one consultation: who owes what now, what each said, what happened; for each of those who may open it."""

from __future__ import annotations

import pytest

from coordination.replies.rules import Position
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

BUDGET = 34
PAGE = "overview.consultation"


@pytest.mark.req("A11", "F4")
def test_a_unit_reads_by_when_it_must_answer_and_why_that_day(browser: Browser, cast: Cast, make: Maker) -> None:
    asked = make.consultation()
    page = browser.as_(cast.mai).get(PAGE, consultation_id=asked.id, budget=BUDGET)
    page.says("Đề nghị trả lời trước", "Vì sao hạn là", "Ngày gửi không tính vào thời hạn.", "Soạn ý kiến")
