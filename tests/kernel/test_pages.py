"""How views end: pages, redirects, and refusals that say what happened and keep what was typed."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Blueprint, Flask, abort, g, request
from flask.testing import FlaskClient
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader
from werkzeug.exceptions import TooManyRequests

from coordination.kernel.actor import Actor, Role
from coordination.kernel.forms import HouseForm, WordsField
from coordination.kernel.pages import NavigationItem, back_to, done, page, safe_next
from coordination.kernel.values import Finding, NotReady, Stale
from tests.kernel import scratch

FORM = """
{% extends "layouts/page.html" %}{% from "components/field.html" import field %}
{% from "components/error_summary.html" import error_summary %}
{% block title %}Soạn{% endblock %}
{% block main %}{{ error_summary(form) }}
<form method="post" action="/form">{{ form.hidden_tag() }}{{ field(form.subject) }}</form>
{% endblock %}
"""
TYPED = "Một đoạn góp ý dài <script> không ai muốn gõ lại"


class SubjectForm(HouseForm):
    subject = WordsField("Trích yếu", required="Ghi trích yếu.")


def _views() -> Blueprint:
    bp = Blueprint("overview", __name__)

    @bp.get("/")
    def desk() -> Any:
        return page("form.html", form=SubjectForm(), tab_count=3)

    @bp.post("/form")
    def send() -> Any:
        form = SubjectForm()
        if form.validate():
            return done("overview.desk", said="Đã lưu.", anchor="x")
        return page("form.html", form=form)

    @bp.post("/back")
    def back() -> Any:
        return back_to(request.form.get("next"), "overview.desk")

    @bp.route("/refuse/<what>", methods=["GET", "POST"])
    def refuse(what: str) -> Any:
        raised: dict[str, Exception] = {
            "not-ready": NotReady(Finding("early"), Finding("early")),
            "stale": Stale(),
            "crash": ValueError("our fault"),
            "429-until": TooManyRequests(retry_after=datetime(2026, 11, 26, 9, 20, tzinfo=UTC)),
        }
        raise raised[what] if what in raised else abort(int(what))

    return bp


@pytest.fixture
def house() -> Flask:
    app = scratch.application(DEMO=False)
    app.jinja_env.loader = ChoiceLoader([DictLoader({"form.html": FORM}), FileSystemLoader(scratch.ROOT / "templates")])
    app.extensions["sentences"] = {"early": "Hạn sớm hơn mức tối thiểu."}
    CSRFProtect(app)
    app.register_blueprint(_views())
    app.add_url_rule("/switch-role", "units.switch_role", lambda: "", methods=["POST"])

    @app.before_request
    def somebody() -> None:
        g.actor = Actor(1, "Nguyễn Thị Lan", Role.OFFICER, 1, "Sở Tư pháp") if "nobody" not in request.args else None

    return app


@pytest.fixture
def client(house: Flask) -> FlaskClient:
    return house.test_client()


def _token(client: FlaskClient) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/").text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("wanted", ["/", "/consultations/7?tab=2", "/search?q=s%E1%BB%9F", "/a//b"])
def test_a_path_of_ours_may_be_gone_back_to(wanted: str) -> None:
    assert safe_next(wanted) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        None, "", "https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example",
        "javascript:alert(1)", "evil.example", "/\t/evil.example", "/ok\r\nSet-Cookie: a=b", " /ok", "/\x7fok",
        "/" + "a" * 3000,
    ],
)  # fmt: skip
def test_no_other_site_may_be_gone_back_to(wanted: str | None) -> None:
    assert safe_next(wanted) is None


def test_going_back_falls_back_to_a_page_of_ours(client: FlaskClient) -> None:
    token = _token(client)
    for wanted, goal in [("/form", "/form"), ("//evil.example", "/"), ("", "/")]:
        answer = client.post("/back", data={"csrf_token": token, "next": wanted})
        assert (answer.status_code, answer.location) == (303, goal)


def test_an_act_is_answered_by_a_redirect_and_a_sentence(client: FlaskClient) -> None:
    answer = client.post("/form", data={"csrf_token": _token(client), "subject": "Dự thảo"})
    assert (answer.status_code, answer.location) == (303, "/#x")
    shown = client.get("/").text
    assert "Đã lưu." in shown
    assert "Đã lưu." not in client.get("/").text


def test_a_refused_form_is_shown_again_with_what_is_wrong(client: FlaskClient) -> None:
    answer = client.post("/form", data={"csrf_token": _token(client), "subject": ""})
    assert answer.status_code == 422
    assert "<title>Có lỗi: Soạn" in answer.text
    assert '<a href="#subject">Ghi trích yếu.</a>' in answer.text
    assert 'aria-describedby="subject-error"' in answer.text


def test_what_waits_stands_in_the_title_of_the_tab(client: FlaskClient) -> None:
    assert "<title>(3) Soạn" in client.get("/").text


@pytest.mark.parametrize(
    ("what", "status", "words"),
    [
        ("not-ready", 409, "Hạn sớm hơn mức tối thiểu."),
        ("stale", 409, "Nội dung này vừa thay đổi"),
        ("403", 403, "Vai trò hiện nay không làm được việc này"),
        ("404", 404, "Không tìm thấy trang này"),
        ("413", 413, "50 MB"),
        ("415", 415, "Thao tác chưa thực hiện được"),
        ("429", 429, "Chờ 15 phút rồi thực hiện lại."),
        ("429-until", 429, "Thực hiện lại được sau 16:20 thứ Năm, 26/11/2026."),
    ],
)
@pytest.mark.parametrize("who", ["", "?nobody=1"])
def test_a_refusal_says_what_happened_and_keeps_what_was_typed(
    client: FlaskClient, what: str, status: int, words: str, who: str
) -> None:
    sent = {"csrf_token": _token(client), "reason": TYPED, "password": "never shown again", "old": "a secret of mine"}
    answer = client.post(f"/refuse/{what}{who}", data=sent)
    assert answer.status_code == status
    assert words in answer.text
    assert TYPED.replace("<", "&lt;").replace(">", "&gt;") in answer.text
    assert "never shown again" not in answer.text
    assert "a secret of mine" not in answer.text
    assert answer.text.count("<h1>") == 1


def test_a_form_that_lost_its_token_keeps_what_was_typed(client: FlaskClient) -> None:
    answer = client.post("/form", data={"subject": TYPED})
    assert answer.status_code == 400
    assert "Phiên làm việc đã hết hạn" in answer.text
    assert "Một đoạn góp ý dài &lt;script&gt;" in answer.text


def test_an_address_without_a_page_and_a_button_without_a_form(client: FlaskClient) -> None:
    assert client.get("/nowhere").status_code == 404
    answer = client.get("/form")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_a_crash_shows_a_number_that_is_in_the_log(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = client.get("/refuse/crash")
    shown = re.search(r"<strong>([0-9A-F]{8})</strong>", answer.text)
    assert answer.status_code == 500
    assert shown is not None
    logged = [record for record in caplog.records if shown[1] in record.getMessage()]
    assert len(caplog.records) == len(logged) == 1
    assert logged[0].exc_info is not None
    assert "our fault" not in answer.text


def test_every_answer_carries_the_headers_that_guard_it(house: Flask, client: FlaskClient) -> None:
    for path in ("/", "/nowhere", "/refuse/crash"):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert "Strict-Transport-Security" not in headers
        assert headers["Cache-Control"] == "private, no-cache"


def test_everything_a_page_needs_comes_from_here(client: FlaskClient) -> None:
    shown = client.get("/").text
    parts = re.findall(r'(?:href|src)="((?:/static|/bootstrap)[^"]+)"', shown)
    assert len(parts) == 5
    assert not re.search(r'(?:href|src)="(?:https?:)?//', shown)
    for each in parts:
        answer = client.get(each)
        assert answer.status_code == 200
        assert "max-age=2592000" in answer.headers["Cache-Control"]
        answer.close()


def test_the_head_offers_roles_and_navigation(house: Flask, client: FlaskClient) -> None:
    @house.context_processor
    def around() -> dict[str, Any]:
        return {
            "navigation": [NavigationItem("/", "Việc của tôi", current=True, count=5)],
            "other_actors": [Actor(1, "Nguyễn Thị Lan", Role.CLERK, 2, "Sở Y tế", membership_id=7)],
        }

    shown = client.get("/").text
    assert "Việc của tôi" in shown
    assert 'aria-current="page"' in shown
    assert "Chuyên viên" in shown
    assert 'name="membership_id" value="7"' in shown
    assert "Bản minh họa" not in shown
    house.config["DEMO"] = True
    assert "Bản minh họa" in client.get("/").text
