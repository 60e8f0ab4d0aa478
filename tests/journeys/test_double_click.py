"""An impatient double click does a thing once, with the page's script and without it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from coordination.kernel.journal import JournalEntry
from coordination.kernel.store import db
from tests.journeys.house import House
from tests.journeys.people import Somebody
from tests.make import Maker

People = Callable[..., Somebody]


def issue(make: Maker) -> str:
    return f"/consultations/{make.signed().id}/issue"


def send(make: Maker) -> str:
    draft = make.reply_draft(make.consultee("stp"))
    return f"/replies/{draft.id}"


def decide(make: Maker) -> str:
    return f"/escalations/{make.report_up().id}"


def fill_in_decision(chairman: Somebody) -> None:
    chairman.chooses("Chấp nhận giải trình").types("Nội dung ý kiến xử lý", "Chấp nhận giải trình của đơn vị.")


ACTS: dict[str, tuple[str, Callable[[Maker], str], Callable[[Somebody], object], str, str]] = {
    "issuing": ("thu", issue, lambda _thu: None, "Cấp số, phát hành", "consultation.issued"),
    "sending": ("tam", send, lambda _tam: None, "Ký duyệt và gửi", "reply.sent"),
    "deciding": ("chairman", decide, fill_in_decision, "Ghi ý kiến xử lý", "escalation.decided"),
}


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("act", ACTS)
def test_a_double_click_is_one_act(house: House, person: People, act: str, script: bool) -> None:
    who, prepare, fill_in, button, verb = ACTS[act]
    with house.inside() as make:
        address = prepare(make)
    somebody = person(who, java_script_enabled=script)
    somebody.expected |= {409, 422}  # the second click comes too late: told so, by a page or beside the form
    somebody.opens(address)
    fill_in(somebody)
    somebody.button(button).dblclick()
    somebody.page.wait_for_url(lambda url: not url.endswith("/issue") or "409" in url) if script else None
    somebody.page.wait_for_load_state("networkidle")
    somebody.opens("/")
    done = house.ask(lambda: db.session.scalar(select(func.count()).where(JournalEntry.verb == verb)))
    assert done == 1, act
