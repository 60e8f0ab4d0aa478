"""Every page and every form of the product, by nobody in particular: each new screen is covered the day it is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.routing import Rule

from coordination import CHAPTERS
from tests.browser import Browser, Form, Page, apart
from tests.cast import Cast
from tests.house import access_table, routes, scene

pytestmark = pytest.mark.timeout(600)
PEOPLE = [name for name in access_table.PEOPLE if name != "passer-by"]
TOO_LONG = "Dài quá " * 1250
SCRIPT = "<script>alert('xin chào')</script>\"'"
NUL = "trước\0sau"
NO_DAY = "31/02/2026"
PASSED = "01/01/2020"
NO_NUMBER = "-1.5e9"
TOKEN = re.compile(r'name="csrf_token"[^>]*>')
# What a typed text may lose on its way back onto the page: what no keyboard makes, and spaces.
WHITE = dict.fromkeys(map(ord, "\0\r\n\t "), None)


@pytest.fixture
def people(browser: Browser, cast: Cast) -> dict[str, Browser]:
    return {name: browser.as_(getattr(cast, name)) for name in PEOPLE}


def _open(app: Flask, chapter: str, world: scene.Scene, people: dict[str, Browser]) -> Iterator[tuple[str, Rule, str]]:
    """Every page of a chapter for every person who may open it."""
    kept = access_table.read()
    for rule in routes.rules(app, chapter, of="GET"):
        for name, person in people.items():
            if kept.get(routes.line_name(rule), {}).get(name) == "o":
                yield name, rule, person.path(rule.endpoint, **world.values(rule.endpoint, set(rule.arguments)))


def _faults(app: Flask, chapter: str, world: scene.Scene, people: dict[str, Browser]) -> list[str]:
    """Each page for each person; what reads alike for two of them is looked over once."""
    wrong, seen = [], set()
    for name, _rule, path in _open(app, chapter, world, people):
        answer = routes.answer(lambda person=people[name], to=path: person._ask("GET", to))
        if isinstance(answer, Exception):
            wrong.append(f"{name}: {path} crashes: {answer!r}")
            continue
        response, statements = answer
        text = TOKEN.sub("", response.get_data(as_text=True)) if response.mimetype == "text/html" else path
        if 300 <= response.status_code < 400 or text in seen:
            continue
        seen.add(text)
        try:
            Page(people[name], "GET", path, response, statements).look_over()
        except AssertionError as fault:
            wrong.append(f"{name}: {fault}")
    return wrong


@pytest.mark.postgres  # on SQLite the test of the access table looks at each page that opens
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_page_is_in_order_for_everybody_who_may_open_it(
    app: Flask, world: scene.Scene, people: dict[str, Browser], chapter: str
) -> None:
    wrong = _faults(app, chapter, world, people)
    assert not wrong, "\n".join(wrong)


@pytest.mark.sqlite
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_page_is_in_order_in_english(
    app: Flask, world: scene.Scene, browser: Browser, cast: Cast, chapter: str
) -> None:
    people = {
        name: browser.as_(getattr(cast, name), language="en") for name in ("lan", "tam", "thu", "chairman", "admin")
    }
    wrong = _faults(app, chapter, world, people)
    assert not wrong, "\n".join(wrong)


@pytest.mark.sqlite
@pytest.mark.parametrize("number", [10**15, 10**30, -1, "x", "1.5", "%00", "1%0A"])
def test_what_is_no_id_is_no_address(app: Flask, browser: Browser, number: Any) -> None:
    wrong = []
    for rule in routes.rules(app):
        for gone in [name for name in rule.arguments if name.endswith("_id")]:
            path = re.sub(r"<(?:[^:<>]*:)?(\w+)>", lambda m, g=gone: str(number) if m[1] == g else "1", rule.rule)
            try:
                browser.adapter.match(unquote(path), method=routes.method(rule))
            except NotFound:
                continue
            wrong.append(path)
    assert not wrong, "\n".join(wrong)
    assert apart(browser.client.get, f"/consultations/{number}").status_code == 404


@pytest.mark.postgres  # whose columns hold numbers only so large
def test_an_id_that_does_not_exist_is_a_page_that_says_so(
    app: Flask, world: scene.Scene, people: dict[str, Browser]
) -> None:
    wrong, kept = [], access_table.read()
    for rule in routes.rules(app):
        for gone in [name for name in rule.arguments if name.endswith("_id")]:
            values = world.values(rule.endpoint, set(rule.arguments))
            for name, number in (("dung", 10**9), ("tam", 10**15 - 1), ("admin", 10**9)):
                person = people[name]
                path = person.path(rule.endpoint, **{**values, gone: number})
                data = {"data": {"csrf_token": person.token()}} if routes.method(rule) == "POST" else {}
                with routes.undone(person):
                    response = routes.answer(
                        lambda p=person, r=rule, to=path, d=data: p._ask(routes.method(r), to, **d)[0]
                    )
                refused = {403} if kept.get(routes.line_name(rule), {}).get(name) == "x" else set()
                if getattr(response, "status_code", response) not in {404} | refused:
                    wrong.append(f"{name}: {path} answers {getattr(response, 'status_code', repr(response))}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.sqlite
def test_no_post_without_its_token_does_anything(app: Flask, world: scene.Scene, people: dict[str, Browser]) -> None:
    wrong, stolen = [], people["hoa"].token()
    for rule in routes.rules(app, of="POST"):
        for name, data in (("dung", {}), ("admin", {"csrf_token": ""}), ("tam", {"csrf_token": stolen})):
            person = people[name]
            path = person.path(rule.endpoint, **world.values(rule.endpoint, set(rule.arguments)))
            with routes.undone(person):
                response, statements = person._ask("POST", path, data=data)
            if response.status_code != 400 or any(s.lstrip()[:6] in ("INSERT", "UPDATE", "DELETE") for s in statements):
                wrong.append(f"{name}: POST {path} without its token answers {response.status_code}")
    assert not wrong, "\n".join(wrong)


HERE = ("/received?told=1", "/help?told=2")
AWAY = (
    "https://evil.example/", "//evil.example/", "/\\evil.example/", "\\/evil.example", "https:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example/", "/%09/evil.example", "http:///evil.example", " //evil.example", "///evil.example",
)  # fmt: skip


@pytest.mark.sqlite
def test_nobody_is_sent_to_another_site(app: Flask, world: scene.Scene, people: dict[str, Browser]) -> None:
    """Every route that goes where it is told is told every bad address, as a passer-by and as somebody."""
    wrong, listening = [], 0
    for rule in routes.rules(app):
        for person in (Browser(app), people["dung"]):
            told = [_sent_to(rule, person, world, place) for place in HERE]
            if told[0] == told[1]:
                continue
            listening += 1
            for away in AWAY:
                location = _sent_to(rule, person, world, away) or ""
                if (
                    not location.startswith("/")
                    or location.startswith(("//", "/\\"))
                    or re.search(r"[\t\r\n\\]", location)
                ):
                    wrong.append(f"{rule.endpoint} leads to {location!r}")
    assert not wrong, "\n".join(wrong)
    assert listening >= 2, "the sign-in page and the choice of language go where they are told"


def _sent_to(rule: Rule, person: Browser, world: scene.Scene, away: str) -> str | None:
    path = person.path(rule.endpoint, **world.values(rule.endpoint, set(rule.arguments)))
    sent: dict[str, Any] = {"query_string": {"next": away}}
    if routes.method(rule) == "POST":
        sent["data"] = {"csrf_token": person.token(), "next": away, "language": "vi"}
    with routes.undone(person):
        response = routes.answer(lambda: person._ask(routes.method(rule), path, **sent)[0])
    return getattr(response, "location", None)


# Forms. Each is sent as it stands and then with every field spoilt.
# Whatever comes back is a page, and keeps what was typed.


def _forms(
    app: Flask, chapter: str, world: scene.Scene, people: dict[str, Browser]
) -> Iterator[tuple[str, Page, Form]]:
    """Each form of a chapter's pages once: by its action and fields, whoever sees it first."""
    seen = set()
    for name, _rule, path in _open(app, chapter, world, people):
        answer = routes.answer(lambda person=people[name], to=path: person._ask("GET", to))
        if isinstance(answer, Exception):
            continue  # told by the tests of pages
        page = Page(people[name], "GET", path, *answer)
        if not page.is_html:
            continue
        for form in page.forms():
            key = (form.method, form._endpoint(form.action.split("?")[0]) or form.action, tuple(form.names()))
            if form.method == "POST" and key not in seen:
                seen.add(key)
                yield f"{name} on {path}, form to {form.action}", page, form


@pytest.mark.postgres  # the stricter of the two: it takes no NUL, no number too large, no text too long
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_form_breaks_on_anything_typed_into_it(
    app: Flask, world: scene.Scene, people: dict[str, Browser], chapter: str
) -> None:
    wrong: list[str] = []
    looked_at: set[tuple[str, ...]] = set()
    for where, page, form in _forms(app, chapter, world, people):
        for spoilt, data in _spoilt(form):
            with routes.undone(form.page.browser):
                sent = routes.answer(lambda f=form, d=data: f.page.browser._ask("POST", f.action, data=d)[0])
                if isinstance(sent, Exception) or sent.status_code >= 500:
                    wrong.append(f"{where}, {spoilt}: {sent!r}")
                elif sent.status_code in (200, 422) and sent.mimetype == "text/html":
                    again = Page(page.browser, "POST", form.action, sent, [], 10**6)
                    wrong.extend(f"{where}, {spoilt}: {fault}" for fault in _kept(again, form, data))
                    if (shape := (form.action, *_shape(again))) not in looked_at:
                        looked_at.add(shape)
                        wrong.extend(f"{where}, {spoilt}: {fault}" for fault in _faulty(again))
    assert not wrong, "\n".join(wrong)


def _spoilt(form: Form) -> Iterator[tuple[str, Any]]:
    """The form as it stands with one field spoilt at a time (so that it gets as far as it can), then all at once."""
    standing = form._standing()
    typed = list(dict.fromkeys(str(t["name"]) for t in form.controls() if _typed(t)))
    for name in {re.sub(r"\d+", "", each): each for each in typed}.values():  # of rows that are alike, the last one
        for what, value in (("empty", ""), ("too long", TOO_LONG), ("with code and NUL", SCRIPT + NUL)):
            yield f"'{name}' {what}", _with(standing, {name: value})
    days = {"a day that is none": NO_DAY, "a day long passed": PASSED, "no number": NO_NUMBER, "nothing": ""}
    for what, value in days.items():
        yield f"{what} in every field", _with(standing, dict.fromkeys(typed, value))
    chosen = [str(t["name"]) for t in form.controls() if not _typed(t) and t["name"] != "csrf_token"]
    for name in {re.sub(r"\d+", "", each): each for each in chosen}.values():
        yield f"'{name}' with a choice that nobody offered", _with(standing, {name: "9" * 30})
        yield f"'{name}' missing", _with(standing, {name: None})
    yield "nothing at all", type(standing)({"csrf_token": standing.get("csrf_token", "")})


def _with(standing: Any, changes: dict[str, str | None]) -> Any:
    data = standing.copy()
    for name, value in changes.items():
        data.poplist(name)
        if value is not None:
            data.add(name, value)
    return data


def _kept(again: Page, form: Form, data: Any) -> Iterator[str]:
    """What was typed stands in the form again (but a password)."""
    found = {str(t["name"]): t for f in again.forms() for t in f.controls()}
    for tag in form.controls():
        name = str(tag["name"])
        if not _typed(tag) or tag.get("type") == "password" or name not in data or name not in found:
            continue
        shown = found[name].get_text() if found[name].name == "textarea" else str(found[name].get("value", ""))
        was, now = data[name].translate(WHITE), shown.translate(WHITE)
        if was != now and not (len(now) > 100 and tag.get("inputmode") == "numeric" and was.startswith(now)):
            yield f"'{name}' lost what was typed, shows '{shown[:60]}'"


def _shape(again: Page) -> Iterator[str]:
    """The elements of a page, whatever they say: typed code that became code makes another shape."""
    return (tag.name for tag in again.soup.find_all(True))


def _faulty(again: Page) -> Iterator[str]:
    try:
        again.look_over(without=("thrifty", "purely_vietnamese", "leak_free", "leading_somewhere"), looked_at=True)
    except AssertionError as fault:
        yield str(fault)


def _typed(tag: Any) -> bool:
    return tag.name == "textarea" or (
        tag.name == "input"
        and tag.get("type", "text") in ("text", "email", "search", "url", "tel", "number", "date", "time", "password")
    )


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_double_click_on_any_button_breaks_nothing(
    app: Flask, world: scene.Scene, people: dict[str, Browser], chapter: str
) -> None:
    wrong = []
    for where, _page, form in _forms(app, chapter, world, people):
        for button in form._buttons() or [None]:
            data = form._standing()
            if button is not None and button.get("name"):
                data.add(str(button["name"]), str(button.get("value", "")))
            action = str(button.get("formaction")) if button is not None and button.get("formaction") else form.action
            with routes.undone(form.page.browser):
                for turn in ("first", "second"):
                    sent = routes.answer(lambda f=form, d=data, a=action: f.page.browser._ask("POST", a, data=d)[0])
                    if isinstance(sent, Exception) or sent.status_code >= 500:
                        wrong.append(f"{where}, {turn} click: {sent!r}")
                        break
    assert not wrong, "\n".join(wrong)
