"""The guard is guarded: each check finds the fault it is there for, and a form is sent as a browser sends it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from tests import checks
from tests.browser import Browser, Page

pytestmark = pytest.mark.sqlite  # what a page looks like is looked at there
GOOD = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Việc của tôi – Phối hợp</title></head>
<body><main id="main"><h1>Việc của tôi</h1>
<table><thead><tr><th>Đơn vị</th><th>Hạn</th></tr></thead><tbody>
<tr><td>Sở Tư pháp</td><td>26/11/2026</td></tr><tr><td>Sở Xây dựng</td><td>27/11/2026</td></tr></tbody></table>
<a href="/sign-in">Đăng nhập</a>
<form id="f" method="post" action="/sign-in"><input type="hidden" name="csrf_token" value="t">
<label for="a">Tên</label><input id="a" name="a" value="cũ">
<label for="t">Nội dung</label><textarea id="t" name="t">
dòng một</textarea>
<label><input type="checkbox" name="c" value="1" checked> Đồng ý</label>
<label for="s">Chọn</label>
<select id="s" name="s"><option value="x">X</option><option value="y" selected>Y</option></select>
<fieldset><legend>Loại</legend><label><input type="radio" name="r" value="1"> Một</label>
<label><input type="radio" name="r" value="2"> Hai</label></fieldset>
<input type="file" name="tep" aria-label="Tệp">
<button name="do" value="save">Lưu nháp</button><button name="do" value="send">Trình ký</button></form>
</main></body></html>"""


@pytest.fixture
def page(browser: Browser) -> Callable[..., Page]:
    def made(html: str = GOOD, statements: tuple[str, ...] = (), method: str = "GET", budget: int = 12) -> Page:
        response = SimpleNamespace(status_code=200, mimetype="text/html", location=None, get_data=lambda as_text: html)
        return Page(browser, method, "/sign-in", response, list(statements), budget)

    return made


def faults(page: Page) -> set[str]:
    return {name for name, check in checks.ALL.items() if list(check(page))}


def test_a_good_page_has_no_fault(page: Callable[..., Page]) -> None:
    assert faults(page()) == set()


PLANTED: list[tuple[str, str, str]] = [
    ("valid", "<main id", "<p><div></p></section><main id"),
    ("valid", "<td>Sở Tư pháp</td>", "<td>Sở Tư pháp</td></div>"),
    ("headed", "<h1>Việc của tôi</h1>", "<p>Việc của tôi</p>"),
    ("headed", "<h1>Việc của tôi</h1>", "<h1>Việc khác</h1>"),
    ("headed", "</h1>", "</h1><h1>Việc của tôi</h1>"),
    ("in_its_language", 'lang="vi"', 'lang="en"'),
    ("named_once", 'id="t"', 'id="a"'),
    ("named_once", '<input id="a"', '<input id="a" aria-describedby="gone"'),
    ("named_once", '<a href="/sign-in">', '<a href="#gone">'),
    ("labelled", '<label for="a">Tên</label>', "<span>Tên</span>"),
    ("labelled", '<label for="a">Tên</label>', '<label for="a"></label>'),
    ("speaking", ">Đăng nhập</a>", "></a>"),
    ("speaking", ">Lưu nháp</button>", "><svg></svg></button>"),
    ("speaking", "<a href", '<img src="x.png"><a href'),
    ("leak_free", "26/11/2026", "None"),
    ("leak_free", "26/11/2026", "%(day)s"),
    ("leak_free", "26/11/2026", "{{ day }}"),
    ("purely_vietnamese", "26/11/2026", "Deadline"),
    ("purely_vietnamese", '<input id="a"', '<input id="a" placeholder="Search"'),
    ("guarded", '<input type="hidden" name="csrf_token" value="t">', ""),
    ("guarded", 'name="csrf_token" value="t"', 'name="csrf_token" value=""'),
    ("guarded", 'method="post"', 'method="get"'),
    ("leading_somewhere", '<a href="/sign-in">', '<a href="/nowhere">'),
    ("leading_somewhere", 'action="/sign-in"', 'action="/sign-in/nowhere"'),
    ("without_inline_code", "<button", '<button onclick="x()"'),
    ("without_inline_code", "<table", '<table style="color:red"'),
    ("without_inline_code", "</main>", "<script>x()</script></main>"),
    ("without_inline_code", '<a href="/sign-in">', '<a href="javascript:x()">'),
]


@pytest.mark.parametrize(("check", "good", "bad"), PLANTED)
def test_a_planted_fault_is_found(page: Callable[..., Page], check: str, good: str, bad: str) -> None:
    assert good in GOOD
    spoilt = page(GOOD.replace(good, bad, 1))
    assert check in faults(spoilt)
    with pytest.raises(AssertionError, match=check):
        spoilt.look_over()
    spoilt.look_over(without=sorted(faults(spoilt)))


def test_every_check_has_a_planted_fault() -> None:
    assert {check for check, _, _ in PLANTED} | {"thrifty", "reading_only"} == set(checks.ALL)


def test_what_is_marked_as_english_may_stand_on_a_vietnamese_page(page: Callable[..., Page]) -> None:
    assert faults(page(GOOD.replace("26/11/2026", '<span lang="en">Search</span>', 1))) == set()


def test_vietnamese_on_an_english_page_is_found_unless_it_is_marked_as_data(
    page: Callable[..., Page], browser: Browser
) -> None:
    browser.language = "en"
    shell = '<html lang="en"><title>Tasks</title><h1>Tasks</h1>{}</html>'
    page(shell.format('<p lang="vi">Sở Tư pháp</p>')).check_english()
    with pytest.raises(AssertionError, match="Vietnamese"):
        page(shell.format("<p>Sở Tư pháp</p>")).check_english()


def test_one_statement_over_the_budget_is_found(page: Callable[..., Page]) -> None:
    assert faults(page(statements=("SELECT 1",) * 12)) == set()
    assert faults(page(statements=("SELECT 1",) * 13)) == {"thrifty"}


@pytest.mark.parametrize("write", ["INSERT INTO x", "  update x", "DELETE FROM x"])
def test_a_page_that_writes_is_found_and_an_act_may(page: Callable[..., Page], write: str) -> None:
    assert faults(page(statements=(write,))) == {"reading_only"}
    assert faults(page(statements=(write,), method="POST")) == set()


def test_a_check_that_does_not_exist_cannot_be_left_out(page: Callable[..., Page]) -> None:
    with pytest.raises(AssertionError, match="no check"):
        page().look_over(without=["everything"])


def test_words_rows_and_links_are_found_as_a_person_finds_them(page: Callable[..., Page]) -> None:
    shown = page()
    assert shown.says("Việc của tôi", "Sở Tư pháp")
    assert shown.row("Sở Xây dựng").cell("Hạn") == "27/11/2026"
    assert shown.link("Đăng nhập").href == "/sign-in"
    assert shown.buttons() == ["Lưu nháp", "Trình ký"]
    assert shown.lacks("Sở Du lịch")


MISSING: dict[str, Callable[[Page], object]] = {
    "words": lambda shown: shown.says("Sở Du lịch"),
    "words that are there": lambda shown: shown.lacks("Sở Tư pháp"),
    "a row": lambda shown: shown.row("Sở Du lịch"),
    "one row of several": lambda shown: shown.row("Sở"),
    "a column": lambda shown: shown.row("Sở Tư pháp").cell("Ngày"),
    "a link": lambda shown: shown.link("Gửi"),
    "a form": lambda shown: shown.form("g"),
}


@pytest.mark.parametrize("what", MISSING)
def test_what_is_not_found_fails(page: Callable[..., Page], what: str) -> None:
    shown = page()
    with pytest.raises(AssertionError):
        MISSING[what](shown)


def test_a_form_holds_what_a_browser_would_send(page: Callable[..., Page]) -> None:
    form = page().form()
    assert form.names() == ["a", "t", "c", "s", "r", "tep"]
    standing = {"csrf_token": ["t"], "a": ["cũ"], "t": ["dòng một"], "c": ["1"], "s": ["y"]}
    assert dict(form._standing().lists()) == standing
    form.fill(a="mới", c=False, s="x", r="2")
    assert dict(form._standing().lists()) == {
        "csrf_token": ["t"],
        "a": ["mới"],
        "t": ["dòng một"],
        "s": ["x"],
        "r": ["2"],
    }


@pytest.mark.parametrize("field", [{"b": "x"}, {"s": "z"}, {"r": "3"}])
def test_what_a_person_could_not_fill_in_cannot_be_filled_in(page: Callable[..., Page], field: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        page().form("f").fill(field)


@pytest.mark.parametrize("name", ["f", "/sign-in", "sign-in", "units.try_sign_in", "Trình ký"])
def test_a_form_is_found_by_id_address_endpoint_or_button(page: Callable[..., Page], name: str) -> None:
    assert page().form(name).tag["id"] == "f"


def test_a_person_signs_in_through_the_real_page(browser: Browser, cast: Any, app: Flask) -> None:
    shown = browser.get("units.sign_in")
    landed = (
        shown.form("units.try_sign_in")
        .fill(email=cast.lan.email, password=cast.PASSWORD)
        .try_submit(without=sorted(checks.ALL))
    )
    assert landed.sent_status == 303
    assert browser.get("units.account").says("Nguyễn Thị Lan")


def test_signed_in_by_the_house_is_signed_in_as_by_the_page(browser: Browser, cast: Any) -> None:
    assert browser.as_(cast.lan).get("units.account").says("Nguyễn Thị Lan")
    assert browser.as_(cast.two, unit=cast.sdl).get("units.account").says("Sở Du lịch")
    assert browser.get("units.account", status=303).where_to.startswith(" to /sign-in")
