"""Every page, as Chromium shows it: on a desk and on a phone, in both languages, with axe at its side.

The world is that of the house's tests (`tests.house.scene`), the pages those of the access table. A page is looked over for
the first person who may open it, those that differ from role to role for all who see another one. One database is enough.
"""

from __future__ import annotations

import contextvars
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from coordination import CHAPTERS
from tests import checks, session
from tests.house import access_table, routes, scene
from tests.journeys.house import House
from tests.journeys.people import Somebody

pytestmark = [pytest.mark.sqlite, pytest.mark.timeout(600)]

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 360, "height": 740}
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What is on these depends on who looks.
MANY_FACED = {
    "overview.desk", "overview.consultation", "overview.help", "replies.consultee", "replies.read", "escalation.report",
    "synthesis.matrix", "scorecards.card",
}  # fmt: skip
# One for each way in which pages differ; the others of the access table see the same.
EVERYBODY = ("lan", "dung", "thu", "mai", "tam", "ngoc", "chairman", "monitor", "auditor", "admin")
DOWNLOADS = (".file", ".change_file", ".order_file", ".download", ".import_template")
ELEMENTS = """[...new Set([...document.querySelectorAll('main *')].map(
  (one) => [one.parentElement.tagName, one.tagName, one.className, one.getAttribute('role')].join(' ')))]"""
SHOWN = "document.querySelector('main').innerHTML"


@pytest.fixture(scope="module")
def lively(
    chromium: Browser, _new_database: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[House, scene.Scene]]:
    """The product with something on every page."""
    from coordination.kernel import clock
    from tests.clock import MONDAY

    clock.travel_to(MONDAY)
    served = House(_new_database("every_page"), tmp_path_factory.mktemp("every_page"))
    with served.inside() as make:
        world = scene.build(make)
    yield served, world
    served.close()
    clock.travel_to(None)


def let_in(house: House, somebody: Somebody, who: str, language: str) -> None:
    """Signed in without the door, which has journeys of its own."""
    client = house.app.test_client()

    def card() -> tuple[str, int]:
        person: Any = getattr(house.cast, who)
        return f"{person.id}:{person.session_version}", min(each.id for each in person.memberships)

    with house.inside():
        getattr(house.cast, who).language = language
    key, member = house.ask(card)
    contextvars.Context().run(session.open_for, client, key, member, language)
    cookie: Any = client.get_cookie("session")
    somebody.context.add_cookies([{"name": "session", "value": cookie.value, "url": house.url}])


def addresses(house: House, world: scene.Scene, chapter: str, who: str) -> Iterator[tuple[str, str]]:
    kept = access_table.read()
    adapter = house.app.url_map.bind("localhost")
    for rule in routes.rules(house.app, chapter, of="GET"):
        if kept.get(routes.line_name(rule), {}).get(who) == "o" and not rule.endpoint.endswith(DOWNLOADS):
            yield rule.endpoint, adapter.build(rule.endpoint, world.values(rule.endpoint, set(rule.arguments)))


def faults(somebody: Somebody, axe: Axe, language: str, *, deep: bool) -> Iterator[str]:
    """What is wrong with the page before the eyes, at both widths; `deep`: axe looks at it, where there is a table on the desk, else on the phone."""
    page = somebody.page
    laid_out_wide = page.locator("main table").count() > 0
    for width in (WIDE, NARROW):
        page.set_viewport_size(width)  # type: ignore[arg-type]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            yield f"scrolls sideways at {width['width']} px: {page.evaluate(WIDEST)}"
        if deep and width is (WIDE if laid_out_wide else NARROW):
            found = axe.run(page, options={"runOnly": LEVELS, "resultTypes": ["violations"]})
            for violation in found.response["violations"]:
                where = "; ".join(str(node["target"]) for node in violation["nodes"][:3])
                yield f"axe at {width['width']} px, {violation['id']}: {violation['help']} ({where})"
    text = page.evaluate("document.body.innerText")
    if language == "vi":
        plain = re.sub(r"\S*[@/.]\S+", " ", text)
        english = checks.ENGLISH.intersection(re.findall(r"(?<![\w-])[a-z]{2,}(?![\w-])", plain.casefold()))
        shown = english - {"EN", "must"}
        if shown:
            yield f"has English words: {sorted(shown)}"
    if checks.LEAKED.search(text):
        yield "shows what only the program should see"


WIDEST = """() => [...document.querySelectorAll('main *, header *')]
  .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
  .slice(0, 3).map((one) => one.tagName + '.' + one.className).join(', ')"""


@pytest.mark.parametrize("chapter", CHAPTERS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_is_fit_to_be_seen(
    chromium: Browser, lively: tuple[House, scene.Scene], chapter: str, language: str
) -> None:
    house, world = lively
    axe, wrong = Axe(), []
    looked_at: set[str] = set()
    elements: set[str] = set()
    seen: set[str] = set()
    for who in EVERYBODY:
        wanted = [
            (endpoint, path)
            for endpoint, path in addresses(house, world, chapter, who)
            if endpoint not in looked_at or (endpoint in MANY_FACED and language == "vi")
        ]
        looked_at |= {endpoint for endpoint, _path in wanted}
        if not wanted:
            continue
        somebody = Somebody(chromium, house)
        let_in(house, somebody, who, language)
        for endpoint, path in wanted:
            somebody.page.set_viewport_size(WIDE)  # type: ignore[arg-type]
            somebody.opens(path)
            shown = re.sub(r'name="csrf_token"[^>]*>', "", somebody.page.evaluate(SHOWN))
            if shown not in looked_at:
                looked_at.add(shown)
                # Axe sees each page once, and again for whom it has elements that no page had; in English they only
                # say other words.
                there = set(somebody.page.evaluate(ELEMENTS))
                deep = language == "vi" and (endpoint not in seen or not there <= elements)
                elements |= there
                seen.add(endpoint)
                wrong += [f"{who} {path}: {fault}" for fault in faults(somebody, axe, language, deep=deep)]
        wrong += [f"{who}: {fault}" for fault in somebody.faults]
        somebody.close()
    assert not wrong, "\n".join(dict.fromkeys(wrong))
