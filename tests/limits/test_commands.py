"""The calendar on the command line; other programs read it, so its output is fixed (design 8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from coordination.kernel.store import db
from coordination.limits.models import CalendarDay
from coordination.limits.rules import DayKind
from tests.cast import Cast
from tests.clock import Clock

pytestmark = pytest.mark.req("F4", "A9")
Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("add", "2026-08-20", "2"), "2026-08-22"),  # the Saturday worked for 31 August
        (("add", "20/08/2026", "2"), "2026-08-22"),
        (("add", "2026-10-05", "5"), "2026-10-12"),
        (("add", "2026-10-05", "5", "--calendar-days"), "2026-10-12"),  # Saturday the 10th rolls
        (("add", "2026-10-05", "4", "--calendar-days"), "2026-10-09"),
        (("add", "2026-10-10", "1"), "2026-10-13"),  # sent on a Saturday counts as sent on Monday
        (("add", "2026-02-13", "1"), "2026-02-23"),  # over Tết
        (("diff", "2026-10-05", "2026-10-12"), "5"),
        (("diff", "2026-10-12", "2026-10-05"), "-5"),
        (("diff", "2026-10-09", "2026-10-11"), "0"),
    ],
)
def test_days_are_added_and_counted(run: Run, words: tuple[str, ...], answer: str) -> None:
    result = run("calendar", *words)
    assert (result.exit_code, result.stdout) == (0, answer + "\n")


def test_a_year_shows_its_differences_tab_separated(run: Run) -> None:
    result = run("calendar", "show", "2026")
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert ["2026-01-10", "worked"] in [line[:2] for line in lines]
    assert ["2026-09-02", "off", "Quốc khánh"] in lines
    assert [line[0] for line in lines] == sorted(line[0] for line in lines)


def test_the_administrators_days_count_at_once(run: Run, cast: Cast, clock: Clock) -> None:
    db.session.add(CalendarDay(day=date(2026, 10, 6), kind=DayKind.OFF, name="Nghỉ bão", changed_at=clock.now))
    assert run("calendar", "add", "2026-10-05", "1").stdout == "2026-10-07\n"
    assert "2026-10-06\toff\tNghỉ bão" in run("calendar", "show", "2026").stdout


@pytest.mark.parametrize(
    "words",
    [("add", "2026-02-30", "1"), ("add", "hôm nay", "1"), ("add", "2026-10-05", "0"), ("add", "2026-10-05", "x"),
     ("add", "9999-01-01", "1"), ("diff", "2026-10-05", "0001-01-01"), ("show", "1")],
)  # fmt: skip
def test_what_makes_no_sense_gets_a_sentence_and_no_trace(run: Run, words: tuple[str, ...]) -> None:
    result = run("calendar", *words)
    assert result.exit_code != 0
    assert result.stdout == ""
    assert result.stderr.strip()
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_before_the_database_is_made_the_shipped_calendar_answers(run: Run, empty_database: Any) -> None:
    with empty_database():
        assert run("calendar", "add", "2026-08-20", "2").stdout == "2026-08-22\n"
        assert run("calendar", "show", "2026").exit_code == 0
