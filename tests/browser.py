"""A person at a screen: `browser.as_(cast.lan).get("consultations.edit", consultation_id=1)` is a page looked over.

Every visit passes the house's checks (see `checks`). Forms are posted as a browser posts them, with their token.
"""

from __future__ import annotations

import contextvars
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from coordination.kernel import store
from coordination.kernel.actor import Role
from coordination.units.models import Membership, Person, Unit
from tests import checks, postgres, session

T = TypeVar("T")
# What a page looks like has nothing to do with the database: it is looked at in the run on SQLite.
LOOKED_AT = not postgres.wanted()
BUDGET = 12
# Pages that put together what many chapters know; the number must not grow with what there is to show.
BUDGETS = {
    "overview.desk": 24,
    "overview.consultation": 24,
    "consultations.compose": 24,
    "consultations.issue": 18,
    "consultations.preview": 18,
    "consultations.signing": 22,
    "scorecards.card": 24,
    "scorecards.index": 24,
    "replies.edit": 16,
    "replies.consultee": 16,
    "escalation.together": 16,
    "synthesis.matrix": 18,
    "synthesis.print_view": 18,
    "synthesis.submission": 18,
}
HOUSEKEEPING = re.compile(r"\s*(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|PRAGMA|SET)\b", re.IGNORECASE)


def apart(act: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Do something outside the test's application context, as a request from outside or a command of its own would."""
    return contextvars.Context().run(act, *args, **kwargs)


class Browser:
    """One person's browser (or nobody's, before `as_`)."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.language = "vi"
        self.acts = False

    def as_(
        self, person: Person, role: Role | None = None, *, unit: Unit | None = None, language: str | None = None
    ) -> Browser:
        """A browser of its own, in which that person is signed in (in that role of his, if he has several)."""
        theirs = Browser(self.app)
        if language:
            person.language = language
        theirs.language = person.language
        member = _membership(person, role, unit)
        theirs.acts = member is not None
        store.db.session.commit()
        key, member_id, tongue = f"{person.id}:{person.session_version}", member.id if member else None, person.language
        apart(session.open_for, theirs.client, key, member_id, tongue)
        return theirs

    def get(
        self,
        endpoint: str,
        *,
        status: int = 200,
        budget: int | None = None,
        without: Sequence[str] = (),
        query: Mapping[str, Any] | None = None,
        **values: Any,
    ) -> Page:
        """Visit a page, by its endpoint or path. `without` leaves out house checks by name."""
        return self._visit("GET", self.path(endpoint, **values), (status,), budget, without, query_string=query or None)

    def post(
        self,
        endpoint: str,
        data: Mapping[str, Any] | None = None,
        *,
        status: int | Sequence[int] = 303,
        token: bool = True,
        without: Sequence[str] = (),
        **values: Any,
    ) -> Page:
        """Send data to an address without having seen its form; with a right CSRF token unless `token` is false."""
        sent = dict(data or {})
        if token:
            sent["csrf_token"] = self.token()
        expected = (status,) if isinstance(status, int) else tuple(status)
        return self._visit("POST", self.path(endpoint, **values), expected, 10**6, without, data=sent)

    def download(self, endpoint: str, *, status: int = 200, **values: Any) -> Any:
        """A file as it comes: the response itself."""
        response, _ = self._ask("GET", self.path(endpoint, **values))
        assert response.status_code == status, f"{endpoint} {values} answers {response.status_code}, not {status}"
        return response

    def path(self, endpoint: str, **values: Any) -> str:
        """The path of an endpoint; a path stays as it is."""
        return endpoint if endpoint.startswith("/") else self.adapter.build(endpoint, values)

    @property
    def adapter(self) -> MapAdapter:
        return self.app.url_map.bind("localhost")

    def token(self) -> str:
        """A CSRF token that this browser may use."""
        return apart(session.token_for, self.app, self.client)

    def _visit(
        self,
        method: str,
        path: str,
        expected: Sequence[int],
        budget: int | None,
        without: Sequence[str],
        **request: Any,
    ) -> Page:
        response, statements = self._ask(method, path, **request)
        page = Page(self, method, path, response, statements, budget)
        if page.status not in expected:
            raise AssertionError(
                f"{method} {path} answers {page.status}{page.where_to}, not {expected}\n{page.text[:1500]}"
            )
        page.look_over(without)
        return page

    def _ask(self, method: str, path: str, **request: Any) -> tuple[Any, list[str]]:
        store.db.session.commit()
        with _counting() as statements:
            response = apart(self.client.open, path, method=method, buffered=True, **request)
        response.request.environ["wsgi.input"].close()  # a large upload waits in a file that the client leaves open
        return response, statements


class Page:
    """What came back, already looked over."""

    def __init__(
        self, browser: Browser, method: str, path: str, response: Any, statements: list[str], budget: int | None = None
    ) -> None:
        self.browser, self.method, self.path = browser, method, urlsplit(path).path
        self.response, self.statements = response, statements
        self.status: int = response.status_code
        self.is_html = response.mimetype == "text/html" and not 300 <= self.status < 400
        self.html: str = response.get_data(as_text=True) if self.is_html else ""
        self.language = browser.language
        self.adapter = browser.adapter
        self.budget = BUDGETS.get(self.endpoint, BUDGET) if budget is None else budget

    def look_over(self, without: Sequence[str] = (), *, looked_at: bool = LOOKED_AT) -> None:
        """The house's checks; what leads away or is no page is only asked what it wrote."""
        unknown = set(without) - set(checks.ALL)
        assert not unknown, f"there is no check called {unknown}"
        wanted = checks.ALL if self.is_html and looked_at else checks.OF_STATEMENTS
        faults = [f"{name}: {fault}" for name, check in wanted.items() if name not in without for fault in check(self)]
        if faults:
            listed = "\n  ".join(faults)
            raise AssertionError(f"{self.method} {self.path}\n  {listed}")

    def check_english(self) -> None:
        """On an English page: no Vietnamese but in elements that say lang=vi."""
        faults = list(checks.purely_english(self))
        assert not faults, f"{self.path}\n  " + "\n  ".join(faults)

    @property
    def endpoint(self) -> str:
        try:
            return str(self.adapter.match(self.path, method=self.method)[0])
        except HTTPException:
            return ""

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")

    @cached_property
    def tags(self) -> list[Tag]:
        """Every element, in the order of the page."""
        return [each for each in self.soup.descendants if isinstance(each, Tag)]

    def named(self, *names: str) -> list[Tag]:
        """The elements of these names."""
        return [tag for tag in self.tags if tag.name in names]

    # What it says.

    @property
    def title(self) -> str:
        return checks.words_of(self.soup.title) if self.soup.title else ""

    @property
    def text(self) -> str:
        """What the page says, in one line: its main part, or all of it."""
        return checks.words_of(self.soup.main or self.soup)

    @property
    def where_to(self) -> str:
        return f" to {self.response.location}" if self.response.location else ""

    @cached_property
    def texts(self) -> list[str]:
        return list(checks.visible_texts(self.soup, self.language))

    def says(self, *words: str) -> bool:
        """Whether a person can read all these words on the page; if not, fails with what it does say."""
        for each in words:
            if " ".join(each.split()) not in checks.words_of(self.soup):
                raise AssertionError(f"{self.path} doesn't say '{each}'. It says: {self.text[:3000]}")
        return True

    def lacks(self, *words: str) -> bool:
        """Whether none of these words is on the page; if one is, fails."""
        for each in words:
            if each in checks.words_of(self.soup):
                raise AssertionError(f"{self.path} says '{each}': {self.text[:3000]}")
        return True

    def row(self, words: str) -> Row:
        """The one table row (or list item) that holds these words."""
        for kind in ("tr", "li", "article", "dt"):
            found = [tag for tag in checks.all_of(self.soup.main or self.soup, kind) if words in checks.words_of(tag)]
            found = [tag for tag in found if not any(inner in found for inner in tag.select(kind))]
            if len(found) == 1:
                return Row(self, found[0])
            if found:
                raise AssertionError(f"{self.path} has {len(found)} rows with '{words}'")
        raise AssertionError(f"{self.path} has no row with '{words}': {self.text[:3000]}")

    def links(self) -> list[str]:
        return [checks.spoken(tag) for tag in self.named("a") if tag.has_attr("href")]

    def link(self, words: str) -> Link:
        """The link that says this (whole, or as a part if only one has it)."""
        tags = [tag for tag in self.named("a") if tag.has_attr("href")]
        found = [t for t in tags if checks.spoken(t) == words] or [t for t in tags if words in checks.spoken(t)]
        goals = {str(tag["href"]) for tag in found}
        if len(goals) != 1:
            raise AssertionError(f"{self.path} has {len(goals)} links '{words}'; its links are {self.links()}")
        return Link(self.browser, urljoin(self.path, goals.pop()))

    def buttons(self) -> list[str]:
        """What the buttons say, outside the head of the page."""
        tags = (self.soup.main or self.soup).select("button, input[type=submit]")
        return [checks.spoken(tag) or str(tag.get("value", "")) for tag in tags]

    def has_button(self, words: str) -> bool:
        return any(words in each for each in self.buttons())

    # What can be done on it.

    def forms(self) -> list[Form]:
        return [Form(self, tag) for tag in self.named("form")]

    def form(self, which: str | None = None) -> Form:
        """The form with this id, action (endpoint or end of its path) or button; without a name the only one."""
        tags = checks.all_of(self.soup.main or self.soup, "form") if which is None else self.named("form")
        found = [Form(self, tag) for tag in tags if which is None or Form(self, tag).answers_to(which)]
        if len(found) != 1:
            there = [(each.tag.get("id"), each.action, each.buttons()) for each in self.forms()]
            raise AssertionError(f"{self.path} has {len(found)} forms '{which or ''}'; there are {there}")
        return found[0]

    def __repr__(self) -> str:
        return f"<{self.method} {self.path} {self.status}: {self.text[:2000]}>"


class Link:
    def __init__(self, browser: Browser, href: str) -> None:
        self.browser, self.href = browser, href

    def follow(self, **how: Any) -> Page:
        parts = urlsplit(self.href)
        return self.browser.get(f"{parts.path}?{parts.query}" if parts.query else parts.path, **how)


class Row:
    """A row of a table, or an item of a list."""

    def __init__(self, page: Page, tag: Tag) -> None:
        self.page, self.tag = page, tag
        self.text = checks.words_of(tag)

    def cell(self, head: str) -> str:
        """What stands in the column of this head."""
        table = self.tag.find_parent("table")
        assert table is not None, "the row isn't one of a table"
        heads = [checks.words_of(th) for th in table.select("thead tr:last-of-type > *")]
        wanted = [i for i, each in enumerate(heads) if each == head] or [
            i for i, each in enumerate(heads) if head in each
        ]
        assert len(wanted) == 1, f"the heads of the table are {heads}"
        return checks.words_of(self.tag.find_all(["td", "th"], recursive=False)[wanted[0]])

    def says(self, words: str) -> bool:
        assert words in self.text, f"the row doesn't say '{words}': {self.text}"
        return True

    def link(self, words: str | None = None) -> Link:
        found = {str(a["href"]) for a in self.tag.select("a[href]") if words is None or words in checks.spoken(a)}
        assert len(found) == 1, f"{len(found)} links '{words}' in the row: {self.text}"
        return Link(self.page.browser, urljoin(self.page.path, found.pop()))


class Form:
    """A form being filled in: only fields that are there, only values that could be chosen."""

    def __init__(self, page: Page, tag: Tag) -> None:
        self.page, self.tag = page, tag
        self.filled: dict[str, Any] = {}

    @property
    def action(self) -> str:
        return urljoin(self.page.path, str(self.tag.get("action") or self.page.path))

    @property
    def method(self) -> str:
        return str(self.tag.get("method", "get")).upper()

    def buttons(self) -> list[str]:
        return [checks.spoken(b) or str(b.get("value", "")) for b in self._buttons()]

    def answers_to(self, which: str) -> bool:
        path = urlsplit(self.action).path
        if which in (self.tag.get("id"), path) or path.endswith(f"/{which}") or which in self.buttons():
            return True
        return "." in which and self._endpoint(path) == which

    def _endpoint(self, path: str) -> str:
        try:
            return str(self.page.adapter.match(path, method=self.method)[0])
        except HTTPException:
            return ""

    def controls(self) -> list[Tag]:
        """The fields of the form, those outside that name it included."""
        inside = [t for t in checks.all_of(self.tag, "input", "select", "textarea") if t.has_attr("name")]
        own = str(self.tag.get("id", ""))
        outside = [t for t in self.page.tags if t.get("form") == own and t.has_attr("name") and t.name != "button"]
        return [
            t
            for t in (*inside, *(outside if own else ()))
            if not t.has_attr("disabled") and t.find_parent("fieldset", disabled=True) is None
        ]

    def names(self) -> list[str]:
        """The names of the fields that a person can fill in."""
        hidden = ("hidden", "submit", "button", "image", "reset")
        return list(dict.fromkeys(str(t["name"]) for t in self.controls() if t.get("type") not in hidden))

    def value(self, name: str) -> Any:
        """What stands in a field now: a text, a list for several choices."""
        values = self._standing().getlist(name)
        return values[0] if len(values) == 1 else values or ""

    def fill(self, values: Mapping[str, Any] | None = None, **more: Any) -> Form:
        """Fill fields in: texts, True/False for a box, a list for several choices, (stream, name) for a file."""
        for name, value in {**(values or {}), **more}.items():
            known = [t for t in self.controls() if t["name"] == name]
            assert known, f"the form has no field '{name}', it has {self.names()}"
            self._refuse_impossible(name, known, value)
            self.filled[name] = value
        return self

    def _refuse_impossible(self, name: str, known: list[Tag], value: Any) -> None:
        kind = known[0].get("type", known[0].name)
        if kind == "select":
            offered = {str(o.get("value", checks.words_of(o))) for o in checks.all_of(known[0], "option")}
        elif kind in ("radio", "checkbox") and not isinstance(value, bool):
            offered = {str(t.get("value", "on")) for t in known}
        else:
            return
        chosen = {str(each) for each in value} if isinstance(value, list | tuple | set) else {str(value)}
        assert chosen <= offered, f"'{name}' doesn't offer {chosen - offered}, only {offered}"

    def submit(self, button: str | None = None, *, status: int = 303, **how: Any) -> Page:
        """Press the button (the first, or the one that says this) and go where it leads; `status=422` when refused."""
        page = self.try_submit(button, **how)
        if page.sent_status != status:
            raise AssertionError(
                f"{self.method} {self.action} answers {page.sent_status}{page.where_to}, not {status}: "
                f"{page.text[:2000]}"
            )
        return page

    def try_submit(
        self, button: str | None = None, *, budget: int | None = None, without: Sequence[str] = ()
    ) -> SentPage:
        """Press the button, whatever comes of it."""
        pressed = self._button(button)
        action = (
            urljoin(self.action, str(pressed["formaction"])) if pressed and pressed.get("formaction") else self.action
        )
        data = self._standing()
        if pressed is not None and pressed.get("name"):
            data.add(str(pressed["name"]), str(pressed.get("value", "")))
        return self.send(data, action, budget=budget, without=without)

    def send(
        self, data: Any, action: str | None = None, *, budget: int = BUDGET, without: Sequence[str] = ()
    ) -> SentPage:
        """Post raw data to where the form leads, and follow a redirect as a browser does."""
        browser, action = self.page.browser, action or self.action
        if self.method == "GET":
            response, statements = browser._ask("GET", urlsplit(action).path, query_string=data)
            page = SentPage(browser, "GET", action, response, statements, budget, response.status_code)
        else:
            how = {"content_type": "multipart/form-data"} if self.tag.get("enctype") == "multipart/form-data" else {}
            response, statements = browser._ask("POST", action, data=data, **how)
            page = SentPage(browser, "POST", action, response, statements, 10**6, response.status_code)
        page.look_over(without)
        return page.followed(budget, without) if response.status_code in (302, 303) else page

    def _buttons(self) -> list[Tag]:
        own = str(self.tag.get("id", ""))
        outside = [t for t in self.page.named("button") if own and t.get("form") == own]
        inside = [
            t for t in checks.all_of(self.tag, "button", "input") if t.name == "button" or t.get("type") == "submit"
        ]
        return [t for t in (*inside, *outside) if t.get("type", "submit") == "submit" and not t.has_attr("disabled")]

    def _button(self, words: str | None) -> Tag | None:
        buttons = self._buttons()
        if words is None:
            return buttons[0] if buttons else None
        for each in buttons:
            if words in (checks.spoken(each), each.get("value"), each.get("name")):
                return each
        raise AssertionError(f"the form has no button '{words}', it has {self.buttons()}")

    def _standing(self) -> MultiDict[str, Any]:
        data: MultiDict[str, Any] = MultiDict()
        for tag in self.controls():
            name = str(tag["name"])
            if name in self.filled:
                if name not in data:
                    for value in _successful(tag, self.filled[name]):
                        data.add(name, value)
            else:
                for value in _as_shown(tag):
                    data.add(name, value)
        return data


class SentPage(Page):
    """The page after a form was sent; `sent_status` is what the sending itself was answered with."""

    def __init__(self, *args: Any) -> None:
        *usual, self.sent_status = args
        super().__init__(*usual)

    def followed(self, budget: int | None, without: Sequence[str]) -> SentPage:
        parts = urlsplit(urljoin(self.path, self.response.location))
        assert parts.netloc in ("", "localhost"), f"is sent away to {self.response.location}"
        goal, sent = f"{parts.path}?{parts.query}" if parts.query else parts.path, self.sent_status
        page: Any = self
        for _ in range(3):
            response, statements = self.browser._ask("GET", goal)
            page = SentPage(self.browser, "GET", goal, response, statements, budget, sent)
            page.look_over(without)
            if page.status not in (302, 303):
                break
            goal = urljoin(goal, response.location)
        assert page.status == 200, (
            f"{self.method} {self.path} leads to {goal}, which answers {page.status}: {page.text[:1000]}"
        )
        result: SentPage = page
        return result


def _successful(tag: Tag, value: Any) -> list[Any]:
    if value is True:
        return [str(tag.get("value", "on"))]
    if value is False or value is None:
        return []
    if isinstance(value, list | set) or (isinstance(value, tuple) and tag.get("type") != "file"):
        return [each if isinstance(each, tuple) else str(each) for each in value]
    return [value if isinstance(value, tuple) else str(value)]


def _as_shown(tag: Tag) -> list[Any]:
    kind = tag.get("type", "text") if tag.name == "input" else tag.name
    if kind in ("submit", "button", "image", "reset", "file"):
        return []
    if kind in ("checkbox", "radio"):
        return [str(tag.get("value", "on"))] if tag.has_attr("checked") else []
    if kind == "textarea":
        text = tag.get_text()
        return [text.replace("\r\n", "\n").removeprefix("\n")]
    if kind == "select":
        options = checks.all_of(tag, "option")
        first = [] if tag.has_attr("multiple") else options[:1]
        chosen = [each for each in options if each.has_attr("selected")] or first
        return [str(o.get("value", checks.words_of(o))) for o in chosen]
    return [str(tag.get("value", ""))]


def _membership(person: Person, role: Role | None, unit: Unit | None) -> Membership | None:
    mine = sorted(person.memberships, key=lambda m: m.id)
    found = [m for m in mine if (role is None or m.role is role) and (unit is None or m.unit_id == unit.id)]
    assert found or (role is None and unit is None), f"{person.name} has no such role"
    return found[0] if found else None


@contextmanager
def _counting() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not HOUSEKEEPING.match(statement):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)
