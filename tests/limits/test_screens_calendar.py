"""A change of the calendar: first shown, then made once; open due times move later only, and all are told (rule 7)."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from coordination.consultations import actions as consultations
from coordination.consultations import queries as consultation_queries
from coordination.consultations.models import Consultation, Consultee, Round
from coordination.consultations.rules import RoundCause
from coordination.escalation.jobs import sweep
from coordination.kernel import journal, store
from coordination.kernel.journal import JournalEntry
from coordination.kernel.outbox import Letter
from coordination.limits import queries
from coordination.limits.models import CalendarChange, CalendarDay
from coordination.limits.rules import DayChange, DayKind
from coordination.overview import words as overview_words
from tests.browser import Browser, Page
from tests.browser import _counting as counting
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

pytestmark = pytest.mark.req("F4", "A9")
STORM = {
    "day": "07/10/2026", "kind": "off", "name": "Nghỉ bão số 12", "document": "Công điện 15/CĐ-TTg",
    "reason": "Bão số 12 đổ bộ.",
}  # fmt: skip
STORM_DAY = [DayChange(date(2026, 10, 7), DayKind.OFF, "Nghỉ bão số 12", "Công điện 15/CĐ-TTg")]


def previewed(browser: Browser, cast: Cast, typed: dict[str, str] = STORM) -> Page:
    form = browser.as_(cast.admin).get("consultations.add_day").form("Xem hạn nào thay đổi")
    return form.fill(typed).submit(status=200)


def storm(cast: Cast, clock: Clock, changes: list[DayChange] = STORM_DAY) -> CalendarChange:
    found = consultations.preview_calendar(changes, now=clock.now)
    made = consultations.change_calendar(
        changes,
        reason="Bão số 12 đổ bộ.",
        edition=queries.edition(),
        stamp=found.stamp,
        by=cast.actor("admin"),
        now=clock.now,
    )
    store.commit()
    return made


def verbs() -> list[str]:
    journal.write_waiting(store.db.session())
    return [entry.verb for entry in store.db.session.query(JournalEntry).order_by(JournalEntry.id)]


def test_the_preview_names_what_would_move_and_writes_nothing(
    browser: Browser, cast: Cast, make: Maker, clock: Clock
) -> None:
    asked = make.consultation()
    page = previewed(browser, cast)
    page.says(
        "Hạn sẽ lùi: 2.", "thứ Tư, 07/10/2026: Ngày nghỉ – Nghỉ bão số 12 (Công điện 15/CĐ-TTg)", "Bão số 12 đổ bộ.",
        "17:00 thứ Năm, 15/10/2026", "17:00 thứ Tư, 14/10/2026", cast.stp.name, cast.stc.name, asked.number,
    )  # fmt: skip
    assert asked.subject not in page.text  # the administrator sees no content that is not his unit's
    assert queries.calendar().is_working(date(2026, 10, 7))
    assert store.db.session.scalars(select(CalendarDay)).all() == []
    assert make.of(asked, "stp").round == 1


def test_the_act_moves_each_once_in_a_new_round_told_and_journalled(
    browser: Browser, cast: Cast, make: Maker, clock: Clock
) -> None:
    asked = make.consultation()
    consultations.acknowledge(make.of(asked, "stp"), by=make.officer("stp"), now=clock.now)
    page = previewed(browser, cast).form("Ghi vào lịch và lùi thời hạn").submit()
    page.says("Đã ghi vào lịch. Số thời hạn đã lùi và báo cho các đơn vị: 2.", "Nghỉ bão số 12", "Công điện 15/CĐ-TTg")
    part = make.of(asked, "stp")
    store.db.session.refresh(part)
    assert (part.round, part.due_at, part.agreed_due_at) == (2, *[clock.moment("2026-10-15 17:00")] * 2)
    assert part.original_due_at == clock.moment("2026-10-14 17:00")
    assert part.next_step_at == clock.moment("2026-10-13 09:00")
    rounds = consultation_queries.rounds_of(part.id)
    assert [(each.number, each.cause, each.reason) for each in rounds][1:] == [
        (2, RoundCause.CALENDAR, "Bão số 12 đổ bộ.")
    ]
    why = overview_words.limits.why(consultation_queries.deadlines_in_force([part])[part.id].why)
    assert why[-1] == "Lịch làm việc thay đổi nên hạn chuyển từ thứ Tư, 14/10/2026 đến thứ Năm, 15/10/2026."
    assert verbs().count("consultee.calendar_moved") == 2
    assert "calendar.declared" in verbs()
    letters = store.db.session.scalars(select(Letter).where(Letter.kind == "calendar_moved")).all()
    assert {each.to_address for each in letters if each.consultee_id == part.id} >= {cast.tam.email, cast.mai.email}
    assert all("Thời hạn cũ: trước 17:00 thứ Tư, 14/10/2026." in each.text for each in letters if each.language == "vi")
    assert all("Bão số 12 đổ bộ." in each.text for each in letters)
    lead = store.db.session.scalars(select(Letter).where(Letter.kind == "calendar_moved_lead")).all()
    assert {each.to_address for each in lead} == {cast.lan.email, cast.dung.email}
    assert "Số đơn vị có hạn mới: 02." in lead[0].text
    timeline = browser.as_(cast.lan).get("overview.consultation", consultation_id=asked.id)
    timeline.says(
        f"Lịch làm việc thay đổi, hạn của {cast.stp.name} chuyển từ 17:00 thứ Tư, 14/10/2026 đến 17:00 thứ Năm, 15/10/2026"
    )


def test_a_second_click_finds_it_done_and_moves_nothing_again(
    browser: Browser, cast: Cast, make: Maker, clock: Clock
) -> None:
    asked = make.consultation()
    form = previewed(browser, cast).form("Ghi vào lịch và lùi thời hạn")
    form.submit()
    form.submit().says("Lịch đã được thay đổi trước đó, lần này không ghi thêm gì.")
    part = make.of(asked, "stp")
    store.db.session.refresh(part)
    assert part.round == 2
    assert verbs().count("consultee.calendar_moved") == 2
    assert [made.moved for made in queries.calendar_changes()] == [2]


def test_a_preview_that_is_no_longer_true_is_shown_anew_and_moves_nothing(
    browser: Browser, cast: Cast, make: Maker, clock: Clock
) -> None:
    make.consultation()
    form = previewed(browser, cast).form("Ghi vào lịch và lùi thời hạn")
    later = make.consultation()
    page = form.submit(status=409)
    page.says("Lịch hoặc thời hạn đã thay đổi từ lúc xem trước.", "Hạn sẽ lùi: 4.")
    assert queries.calendar().is_working(date(2026, 10, 7))
    page.form("Ghi vào lịch và lùi thời hạn").submit().says("lùi và báo cho các đơn vị: 4.")
    assert make.of(later, "stp").due_at == clock.moment("2026-10-15 17:00")


def test_a_preview_upon_an_older_calendar_is_shown_anew(
    browser: Browser, cast: Cast, make: Maker, clock: Clock
) -> None:
    make.consultation()
    form = previewed(browser, cast).form("Ghi vào lịch và lùi thời hạn")
    storm(cast, clock, [DayChange(date(2026, 12, 31), DayKind.OFF, "Nghỉ", "")])
    form.submit(status=409).form("Ghi vào lịch và lùi thời hạn").submit().says("các đơn vị: 2.")


def test_due_times_that_would_come_earlier_are_listed_and_left(
    browser: Browser, cast: Cast, make: Maker, clock: Clock
) -> None:
    asked = make.consultation()
    saturday = {**STORM, "day": "10/10/2026", "kind": "worked", "name": "Làm bù"}
    page = previewed(browser, cast, saturday)
    page.says(
        "Hạn lẽ ra đến sớm hơn, được giữ nguyên: 2.", "thứ Ba, 13/10/2026", "Không thời hạn nào đang mở thay đổi."
    )
    page.form("Ghi vào lịch").submit().says("lùi và báo cho các đơn vị: 0.")
    part = make.of(asked, "stp")
    assert (part.round, part.due_at) == (1, clock.moment("2026-10-14 17:00"))
    assert queries.calendar().is_working(date(2026, 10, 10))
    assert queries.calendar_changes()[0].left == 2


def test_taking_the_day_back_leaves_the_due_times_that_it_moved(
    browser: Browser, cast: Cast, make: Maker, clock: Clock
) -> None:
    asked = make.consultation()
    storm(cast, clock)
    admin = browser.as_(cast.admin)
    page = admin.get("limits.calendar").row("Nghỉ bão số 12").page.link("Bỏ").follow()
    page = page.form("Xem hạn nào thay đổi").fill(reason="Bão đổi hướng.").submit(status=200)
    page.says("theo lịch có sẵn", "được giữ nguyên: 2.")
    page.form("Ghi vào lịch").submit()
    assert queries.calendar().is_working(date(2026, 10, 7))
    assert make.of(asked, "stp").due_at == clock.moment("2026-10-15 17:00")
    assert queries.added_days(2026) == []


def test_who_has_answered_or_was_closed_or_was_due_before_does_not_move(cast: Cast, make: Maker, clock: Clock) -> None:
    asked = make.consultation(consultees=("stp", "sxd"))
    make.reply(make.of(asked, "stp"))
    withdrawn = make.consultation()
    consultations.withdraw(withdrawn, "Nhầm.", by=make.head("stc"), now=clock.now)
    store.commit()
    found = consultations.preview_calendar(STORM_DAY, now=clock.now)
    assert [each.consultee_id for each in found.moved] == [make.of(asked, "sxd").id]
    after = [DayChange(date(2026, 10, 15), DayKind.OFF, "Nghỉ", "")]
    assert consultations.preview_calendar(after, now=clock.now).moved == ()


@pytest.mark.req("C2")
def test_a_change_after_the_due_time_moves_what_is_awaited_and_not_the_lateness(
    cast: Cast, make: Maker, clock: Clock
) -> None:
    part = make.consultee("stp")
    clock.at("2026-10-15 10:00")
    storm(cast, clock, [DayChange(date(2026, 10, 14), DayKind.OFF, "Nghỉ bão", "")])
    assert part.due_at == clock.moment("2026-10-15 17:00")
    assert part.agreed_due_at == clock.moment("2026-10-14 17:00")


def test_a_due_time_that_then_passes_the_day_of_submission_is_marked(
    browser: Browser, cast: Cast, make: Maker, clock: Clock
) -> None:
    make.consultation(submit_by=date(2026, 10, 14))
    previewed(browser, cast).says("sau ngày phải trình 14/10/2026")
    storm(cast, clock)
    lead = store.db.session.scalars(select(Letter).where(Letter.kind == "calendar_moved_lead")).first()
    assert lead is not None
    assert "Có hạn mới sau ngày phải trình (14/10/2026)." in lead.text


@pytest.mark.req("L7")
def test_the_ladder_follows_the_new_calendar(cast: Cast, make: Maker, clock: Clock) -> None:
    """A reminder two working days before an unmoved due time falls earlier once a day between is off."""
    part = make.consultee("stp", due_at=clock.moment("2026-10-23 17:00"))
    consultations.acknowledge(part, by=make.officer("stp"), now=clock.now)
    store.commit()
    clock.at("2026-10-08")
    sweep(clock.now)
    store.db.session.refresh(part)
    assert part.next_step_at == clock.moment("2026-10-21 09:00")
    storm(cast, clock, [DayChange(date(2026, 10, 22), DayKind.OFF, "Nghỉ", "")])
    assert (part.round, part.due_at) == (1, clock.moment("2026-10-23 17:00"))
    sweep(clock.now)
    store.db.session.refresh(part)
    assert part.next_step_at == clock.moment("2026-10-20 09:00")


def test_many_move_in_sets(cast: Cast, make: Maker, clock: Clock) -> None:
    """Twenty-one due times take the statements of three: rounds, letters, journal and clocks are written in sets."""
    counts = []
    for day, wanted in ((7, 2), (8, 20)):
        while store.db.session.query(Consultee).count() < wanted:
            make.consultation(consultees=("stp", "sxd", "govap"))
        with counting() as statements:
            moved = storm(cast, clock, [DayChange(date(2026, 10, day), DayKind.OFF, "Nghỉ", "")]).moved
        assert moved == store.db.session.query(Consultee).count()
        counts.append(statements)
    few, many = (len(each) for each in counts)
    assert many <= few + 2, counts[1]
    assert store.db.session.query(Round).filter_by(cause=RoundCause.CALENDAR).count() == 3 + 21


SWAPS = "Ngày nghỉ;Ngày làm bù;Tên;Văn bản\n09/10/2026;10/10/2026;Nghỉ hoán đổi;9/VPCP\n2026-12-31\t2026-12-26"


def test_swap_days_are_imported_all_together(browser: Browser, cast: Cast, make: Maker, clock: Clock) -> None:
    form = browser.as_(cast.admin).get("consultations.import_days").form("Xem hạn nào thay đổi")
    page = form.fill(text=SWAPS, reason="Theo thông báo.").submit(status=200)
    page.says("Nghỉ hoán đổi – Ngày nghỉ (thay cho ngày 10/10/2026) (9/VPCP)", "Ngày làm việc bù cho ngày 31/12/2026")
    page.form("Ghi vào lịch").submit()
    calendar = queries.calendar()
    assert [calendar.is_working(date(2026, *d)) for d in ((10, 9), (10, 10), (12, 31), (12, 26))] == [False, True] * 2
    assert len(queries.calendar_changes()) == 1


def test_swap_days_come_from_a_file_as_a_spreadsheet_writes_it(browser: Browser, cast: Cast) -> None:
    form = browser.as_(cast.admin).get("consultations.import_days").form("Xem hạn nào thay đổi")
    file = (io.BytesIO(("\ufeff" + SWAPS.replace("\n", "\r\n")).encode()), "hoan-doi.csv")
    form.fill(file=file, reason="Theo thông báo.").submit(status=200).says("thứ Bảy, 26/12/2026: Ngày làm việc bù")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", ["Dán danh sách hoặc chọn tệp."]),
        ("09/10/2026;10/10/2026\n31/02/2026;x", ["Dòng 2: Ngày “31/02/2026” không có trong lịch."]),
        ("09/10/2026;ngày mai\nhôm qua", ["Dòng 1: Nhập theo dạng", "Dòng 2: Nhập theo dạng"]),
        (";;Nghỉ", ["Dòng 1: thiếu ngày nghỉ và ngày làm bù."]),
        (
            "10/10/2026;09/10/2026",
            ["Dòng 1: Ngày 10/10/2026 vốn là ngày nghỉ.", "Dòng 1: Ngày 09/10/2026 vốn là ngày làm việc."],
        ),
        ("09/10/2026\n\n09/10/2026", ["Dòng 3: Ngày 09/10/2026 ghi hai lần."]),
        ("02/09/2026;05/09/2026", ["Dòng 1: Ngày 02/09/2026 vốn là ngày nghỉ."]),
    ],
)
def test_one_bad_line_and_none_is_taken(browser: Browser, cast: Cast, text: str, sentences: list[str]) -> None:
    form = browser.as_(cast.admin).get("consultations.import_days").form("Xem hạn nào thay đổi")
    page = form.fill(text=text, reason="Theo thông báo.").submit(status=422)
    page.says(*sentences)
    assert page.form("Xem hạn nào thay đổi").value("text").strip() == text.strip()
    assert queries.added_days(2026) == []


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"01/01/2026\n" * 20_000])
def test_a_file_that_is_no_list_is_refused_beside_its_field(browser: Browser, cast: Cast, content: bytes) -> None:
    form = browser.as_(cast.admin).get("consultations.import_days").form("Xem hạn nào thay đổi")
    page = form.fill(file=(io.BytesIO(content), "x.csv"), reason="Theo thông báo.").submit(status=422)
    page.says("tệp" if content[0] == 255 else "Tệp quá dài")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"day": "31/02/2026"}, "31/02/2026"),
        ({"day": ""}, "Nhập ngày."),
        ({"day": "01/01/0001"}, "01/01/0001"),
        ({"day": "10/10/2026"}, "Ngày 10/10/2026 vốn là ngày nghỉ."),
        ({"name": ""}, "Nhập tên"),
        ({"name": "x" * 10_000}, "nhiều nhất 200 ký tự"),
        ({"document": "x" * 400}, "nhiều nhất 300 ký tự"),
        ({"reason": ""}, "Nêu lý do để các đơn vị"),
        ({"reason": "x" * 600}, "nhiều nhất 500 ký tự"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused_beside_its_field(
    browser: Browser, cast: Cast, typed: dict[str, str], sentence: str
) -> None:
    form = browser.as_(cast.admin).get("consultations.add_day").form("Xem hạn nào thay đổi")
    page = form.fill({**STORM, **typed}).submit(status=422)
    page.says(sentence)
    if "document" not in typed:
        assert page.form("Xem hạn nào thay đổi").value("document") == STORM["document"]


def test_a_day_that_is_there_already_is_refused(browser: Browser, cast: Cast, clock: Clock) -> None:
    storm(cast, clock)
    form = browser.as_(cast.admin).get("consultations.add_day").form("Xem hạn nào thay đổi")
    form.fill(STORM).submit(status=422).says("Ngày 07/10/2026 đã có trong phần bổ sung của lịch.")
    day = date(2026, 10, 7)
    form = browser.as_(cast.admin).get("consultations.remove_day", day=day).form("Xem hạn nào thay đổi")
    form.submit(status=422).says("Nêu lý do để các đơn vị")


@pytest.mark.parametrize(
    "days",
    [
        "",
        "x",
        "[]",
        "{}",
        "[1]",
        '[{"day": "2026-13-01", "kind": null}]',
        '[{"day": "0001-01-01", "kind": "off", "name": "", "document": ""}]',
    ],
)
def test_an_act_without_its_preview_writes_nothing(browser: Browser, cast: Cast, days: str) -> None:
    page: Any = browser.as_(cast.admin).post(
        "consultations.change_calendar", {"days": days, "stamp": "x", "edition": "9" * 30}
    )
    assert page.status == 303
    assert queries.edition() == 0


def test_every_page_is_whole_in_english(browser: Browser, cast: Cast, make: Maker, clock: Clock) -> None:
    make.consultation()
    storm(cast, clock)
    admin = browser.as_(cast.admin, language="en")
    for endpoint in ("consultations.add_day", "consultations.import_days"):
        admin.get(endpoint).check_english()
    admin.get("consultations.remove_day", day=date(2026, 10, 7)).check_english()
    form = admin.get("consultations.add_day").form("See which due times change")
    form.fill({**STORM, "day": "08/10/2026"}).submit(status=200).check_english()
    assert store.db.session.query(Consultation).count() == 1
