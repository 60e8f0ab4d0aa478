"""The administrator's screen: what will move is shown first; nothing changes before it is confirmed."""

from __future__ import annotations

from typing import Any

import pytest

from coordination.kernel.store import db
from coordination.units.models import Succession
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

pytestmark = pytest.mark.req("L2")


def said(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "act": "merge", "on": "05/10/2026", "document_number": "12/NQ-HĐND", "document_date": "01/10/2026",
        "olds": [cast.stp.id], "takes_over": cast.sxd.id, **more,
    }  # fmt: skip


def test_first_what_will_move_then_the_act_and_the_old_name_is_found(
    browser: Browser, make: Maker, cast: Cast, clock: Clock
) -> None:
    part = make.consultee("stp")
    admin = browser.as_(cast.admin)
    shown = admin.post("units.enter_succession", said(cast), status=200)
    assert "Hồ sơ đang được đề nghị góp ý: 1" in " ".join(shown.text.split())
    assert not db.session.query(Succession).count()
    again = admin.post("units.enter_succession", said(cast, back="1"), status=200)
    assert "Xem những gì sẽ chuyển" in again.text
    admin.post("units.enter_succession", said(cast, really="1"))
    db.session.refresh(part)
    assert part.unit_id == cast.sxd.id
    listed = " ".join(admin.get("units.unit_list", query={"q": "tu phap"}).text.split())
    assert "nay là Sở Xây dựng" in listed
    assert "nay là" in admin.get("units.show_unit", unit_id=cast.stp.id).text
    assert "Kế thừa: Sở Tư pháp" in " ".join(admin.get("units.show_unit", unit_id=cast.sxd.id).text.split())
    page = browser.as_(cast.tam).get("overview.consultation", consultation_id=part.consultation_id)
    assert "Sở Xây dựng tiếp tục trả lời thay Sở Tư pháp" in page.text


def test_a_mistake_is_told_beside_the_field_and_nothing_typed_is_lost(browser: Browser, cast: Cast) -> None:
    admin = browser.as_(cast.admin)
    refused = admin.post("units.enter_succession", said(cast, takes_over=""), status=422)
    assert "Chọn đơn vị tiếp nhận công việc đang xử lý." in refused.text
    assert "12/NQ-HĐND" in refused.html
    admin.post("units.enter_succession", said(cast, takes_over=cast.stp.id, really="1"), status=422)
    admin.post("units.enter_succession", said(cast, act="split"), status=422)
    assert not db.session.query(Succession).count()


def test_what_lies_ahead_is_listed_and_called_off(browser: Browser, cast: Cast) -> None:
    admin = browser.as_(cast.admin)
    function = cast.sxd.functions[0]
    ahead = said(
        cast, act="split", on="20/10/2026", olds=[cast.sxd.id], takes_over=cast.stp.id, news=[cast.sdl.id],
        **{f"function-{function.id}": cast.sdl.id},
    )  # fmt: skip
    shown = admin.post("units.enter_succession", ahead, status=200)
    assert function.name in shown.text
    admin.post("units.enter_succession", {**ahead, "really": "1"})
    entered = db.session.query(Succession).one()
    assert entered.functions == {str(function.id): cast.sdl.id}
    assert "Chờ đến ngày" in admin.get("units.successions").text
    admin.post("units.cancel_succession", succession_id=entered.id)
    assert "Đã bỏ" in admin.get("units.successions").text
