"""The direct exchange of the two heads: from the first reminder after the due time, in journal and proof (O14)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordination.escalation import actions, jobs, queries
from coordination.escalation.models import DirectExchange
from coordination.escalation.rules import Ground, Means
from coordination.escalation.words import statement
from coordination.kernel.store import db
from coordination.kernel.values import NotReady
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

pytestmark = pytest.mark.req("L8")
SAID = {"with_whom": "Bà Nguyễn Thị Tâm, Giám đốc", "means": "phone", "result": "Hẹn trả lời ngày mai."}


def test_it_is_kept_from_the_first_reminder_after_the_due_time_and_stands_in_the_proof(
    make: Maker, cast: Cast, browser: Browser, clock: Clock
) -> None:
    consultee = make.consultee()
    here = {"consultee_id": consultee.id}
    dung = browser.as_(cast.dung)
    for stranger, status in ((cast.lan, 403), (cast.tam, 403), (cast.monitor, 403), (cast.hoa, 404)):
        browser.as_(stranger).get("escalation.exchange_form", status=status, **here)
    assert dung.get("escalation.exchange_form", **here).says("Chưa đến bước trao đổi trực tiếp")
    with pytest.raises(NotReady, match="exchange_too_early"):
        actions.record_exchange(
            consultee, held_on=clock.today, with_whom="Bà Tâm", means=Means.PHONE, result="Hẹn.",
            by=make.head("stc"), now=clock.now,
        )  # fmt: skip
    db.session.rollback()
    while queries.first_reminded_after_due(consultee) is None:
        clock.pass_days(1)
        jobs.sweep()
    page = dung.get("overview.consultation", consultation_id=consultee.consultation_id, budget=60)
    page = page.link("Ghi trao đổi trực tiếp").follow(budget=30)
    form = page.form("Ghi nhận trao đổi")
    future = clock.today + timedelta(days=1)
    page = form.fill(**SAID, held_on=future.strftime("%d/%m/%Y")).submit(status=422, budget=30)
    assert page.says("Chọn ngày từ", "đến hôm nay.", SAID["result"])
    page = page.form("Ghi nhận trao đổi").fill(held_on=clock.today.strftime("%d/%m/%Y")).submit(budget=60)
    assert page.says("Đã ghi nhận trao đổi trực tiếp với Sở Tư pháp.", "trao đổi trực tiếp với thủ trưởng đơn vị")
    db.session.expire_all()
    kept = db.session.query(DirectExchange).one()
    assert (kept.means, kept.recorded_by, kept.result) == (Means.PHONE, cast.dung.id, SAID["result"])
    case = actions.open_case(consultee, Ground.NO_ANSWER, by=make.officer("stc"), now=clock.now)
    assert any("trao đổi trực tiếp" in statement(one) for one in case.proof)
