"""The pictures of README.md: `python -m tests.journeys.pictures` serves the demonstration, looks at it and writes docs/images/.

The demonstration is made anew (about two minutes); `--data FOLDER` takes one that is there (as COORDINATION_DATA_DIR).
What a picture shows is found by what it is: the report that waits for a decision, a reply that is still owed.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright
from sqlalchemy import Select, func, select

from coordination.consultations import queries
from coordination.consultations.models import Consultation, Consultee, Point
from coordination.consultations.rules import Phase
from coordination.escalation.models import Escalation
from coordination.kernel import clock, migrations
from coordination.kernel.store import db
from coordination.overview import demo
from coordination.units.models import Unit
from coordination.units.rules import DEMO_DOMAIN, DEMO_PASSWORD, UnitKind
from tests.journeys.conftest import QUIET, where
from tests.journeys.house import House

IMAGES = Path(__file__).parents[2] / "docs" / "images"
DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}
LARGEST = 200_000
# The offices' letters are not here; these are the nearest to them that every Linux has, so pictures don't differ.
LETTERS = ":root { --letters: 'Liberation Sans', Arial, sans-serif !important; }"
WHO = {"officer": "chuyenvien.{unit}", "decides": "chutich.ubnd", "monitor": "theodoi.ubnd"}


@dataclass(frozen=True)
class Picture:
    """A page before somebody's eyes. `ready` does what must be done there first (fill in, go to a place)."""

    name: str
    email: str
    path: str
    phone: bool = False
    ready: Callable[[Page], None] = lambda page: None


def wanted() -> Iterator[Picture]:
    """The pictures, with the things of the demonstration that they show."""
    yield Picture("desk", _email("officer", "stc"), "/")
    yield Picture("phone-desk", _email("officer", "stc"), "/", phone=True)
    unsent = db.session.scalars(_longest().where(Consultation.issued_at.is_(None)))
    draft = next((each for each in unsent if queries.phase_of(each) is Phase.DRAFT), None)
    if draft:
        yield Picture("compose", draft.officer.email, f"/consultations/{draft.id}/edit", ready=_at("#points"))
    waiting = select(Escalation).where(Escalation.sent_up_at.isnot(None), Escalation.closed_at.is_(None))
    report = db.session.scalars(waiting.join(Escalation.authority).where(Unit.code == "UBND")).first()
    if report:
        whole = db.session.get_one(Consultation, report.consultation_id)
        yield Picture("consultation", whole.officer.email, f"/consultations/{whole.id}", ready=_at("main ol.stepper"))
        yield Picture("decision", _email("decides"), f"/escalations/{report.id}")
    owed = db.session.scalars(
        select(Consultee)
        .join(Consultee.unit)
        .where(Unit.kind == UnitKind.DEPARTMENT, Consultee.answered_at.is_(None), Consultee.closed_at.is_(None))
        .where(Consultee.pushed_back_at.is_(None), Consultee.due_at > clock.now())
        .order_by(Consultee.due_at, Consultee.id)
    ).first()
    if owed:
        officer = _email("officer", owed.unit.code.lower())
        yield Picture("reply", officer, f"/consultees/{owed.id}/reply", ready=_answer)
    watched = db.session.scalars(select(Unit).where(Unit.code == "SXD")).one()
    year = clock.today().year if clock.today().month > 2 else clock.today().year - 1
    yield Picture("scorecard", _email("monitor"), f"/units/{watched.id}/scorecard?period={year}")


def _email(who: str, unit: str = "") -> str:
    return f"{WHO[who].format(unit=unit)}@{DEMO_DOMAIN}"


def _longest() -> Select[Consultation]:
    points = select(func.count(Point.id)).where(Point.consultation_id == Consultation.id).scalar_subquery()
    return select(Consultation).order_by(points.desc(), Consultation.id)


def _at(place: str) -> Callable[[Page], None]:
    """Scrolled so that this stands near the top, with a little of what is above it."""

    def scroll(page: Page) -> None:
        page.locator(place).evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top + window.scrollY - 12)")

    return scroll


def _answer(page: Page) -> None:
    """The first point answered as an official would, not yet saved."""
    point = page.locator("form#reply section").first
    point.get_by_label("Thống nhất, đề nghị chỉnh sửa").check()
    point.get_by_label("Nội dung góp ý").fill("Đề nghị quy định rõ cơ quan kiểm tra và thời gian thực hiện từng bước.")
    _at("form#reply section >> nth=0")(page)


@contextmanager
def served(folder: Path) -> Iterator[House]:
    """The product with its demonstration, on a free port of this computer."""
    house = House(f"sqlite:///{folder / 'coordination.sqlite'}", folder, demo=True)
    try:
        with house.app.app_context():
            migrations.upgrade(house.app)
            if db.session.scalar(select(Unit.id).limit(1)) is None:
                demo.load()
        yield house
    finally:
        house.close()


def take(chromium: Browser, house: House, picture: Picture) -> Path:
    """Sign in, go there, and keep what is on the screen."""
    context = chromium.new_context(
        base_url=house.url, viewport=PHONE if picture.phone else DESK, has_touch=picture.phone, locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh", color_scheme="light", reduced_motion="reduce", bypass_csp=True,
    )  # fmt: skip
    page = _signed_in(context, picture.email)
    page.goto(picture.path)
    page.add_style_tag(content=LETTERS)
    picture.ready(page)
    page.mouse.move(0, 0)
    file = IMAGES / f"{picture.name}.png"
    page.screenshot(path=file)
    context.close()
    return file


def _signed_in(context: BrowserContext, email: str) -> Page:
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("#sign-in [name=email]", email)
    page.fill("#sign-in [name=password]", DEMO_PASSWORD)
    page.click("#sign-in button[type=submit]")
    page.wait_for_url(lambda address: "sign-in" not in address)
    return page


def main() -> int:
    words = argparse.ArgumentParser(description="Take the pictures of README.md from the demonstration.")
    words.add_argument("--data", type=Path, help="a folder with a demonstration that is loaded already; a copy is used")
    found = where()
    data: Path | None = words.parse_args().data
    if found is None:
        print("Chromium isn't installed here, so there is nobody to take the pictures.", file=sys.stderr)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "data"
        shutil.copytree(data, folder) if data else folder.mkdir()
        with served(folder) as house, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=found, args=[*QUIET, "--lang=vi-VN"])
            with house.app.app_context():
                pictures = list(wanted())
            files = [take(chromium, house, picture) for picture in pictures]
            chromium.close()
    for file in files:
        print(
            f"{file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file}: {file.stat().st_size // 1000} kB"
        )
    heavy = [file.name for file in files if file.stat().st_size > LARGEST]
    if heavy:
        print(f"Heavier than {LARGEST // 1000} kB: {', '.join(heavy)}", file=sys.stderr)
    return 1 if heavy else 0


if __name__ == "__main__":
    sys.exit(main())
