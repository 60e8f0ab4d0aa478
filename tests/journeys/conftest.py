"""Journeys: the product is served, Chromium looks at it, and every person has a browser of her own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.clock import Clock
from tests.journeys.house import House
from tests.journeys.people import Somebody

HERE = Path(__file__).parent
ON_POSTGRES = ("test_from_draft_to_scorecard.py", "test_double_click.py")
QUIET = (
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-default-apps",
    "--disable-sync", "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check",
    "--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider", "--metrics-recording-only",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each journey is made once: the main story and the double clicks on the database of a large house."""
    for item in items:
        if HERE in Path(item.path).parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.postgres if item.path.name in ON_POSTGRES else pytest.mark.sqlite)


def where() -> str | None:
    """Chromium by the names it has on the usual systems; the one without a window first, it needs half the time."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = where()
    if found is None:
        pytest.skip("Chromium isn't installed here, so nobody can look at the pages as a person does")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def house(chromium: Browser, _new_database: Callable[[str], str], tmp_path: Path, clock: Clock) -> Iterator[House]:
    """The product with the cast in it, on a Monday morning; a database of this journey's own."""
    served = House(_new_database("journey"), tmp_path)
    yield served
    served.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What everybody had before their eyes when a journey failed, and what their browsers complained about."""
    report = yield
    if report.when == "call" and report.failed:
        for each in getattr(item, "people", ()):
            report.sections.append((f"Browser at {each.page.url}", each.shows()))
    return report


@pytest.fixture
def person(chromium: Browser, house: House, request: pytest.FixtureRequest) -> Iterator[Callable[..., Somebody]]:
    """`person("lan")` is signed in; `person()` stands before the door; `person("mai", phone=True)` has a phone in hand."""
    there: list[Somebody] = []
    request.node.people = there

    def come(who: str = "", **how: Any) -> Somebody:
        somebody = Somebody(chromium, house, **how)
        there.append(somebody)
        return somebody.signs_in(who) if who else somebody

    yield come
    for each in there:
        each.close()
    faults = [fault for each in there for fault in each.faults]
    assert not faults, "\n".join(faults)
