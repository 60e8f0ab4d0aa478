"""A person at a real browser. She sees labels, buttons and sentences, so that is all these words know."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Response, expect

from tests import papers
from tests.cast import PASSWORD
from tests.journeys.house import House

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}
# A machine that does much else at the same time is slow; who passes waits for nothing.
expect.set_options(timeout=20_000)


class Somebody:
    """One browser window. Faults that no person would report (a script that breaks, a refused style) are kept in `faults`."""

    def __init__(self, chromium: Browser, house: House, *, phone: bool = False, **context: Any) -> None:
        self.house = house
        self.context: BrowserContext = chromium.new_context(
            base_url=house.url, viewport=PHONE if phone else DESK, has_touch=phone, locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce", **context,
        )  # fmt: skip
        self.context.set_default_timeout(20_000)
        self.faults: list[str] = []
        self.expected: set[int] = set()
        self.page: Page = self.new_tab()

    def new_tab(self) -> Page:
        """A second page of the same browser; it becomes the one looked at."""
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.on("console", self._heard)
        self.page.on("response", self._answered)
        self.page.on("dialog", lambda dialog: dialog.accept())
        return self.page

    def _heard(self, message: ConsoleMessage) -> None:
        # What the server answered is looked at in `_answered`, which knows the address.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"{self.page.url}: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.faults.append(f"{response.request.method} {response.url} answers {response.status}")

    def close(self) -> None:
        self.context.close()

    # Going about.

    def signs_in(self, who: str, password: str = PASSWORD, *, role: str = "") -> Somebody:
        """Through the door, as everybody."""
        email = self.house.ask(lambda: str(getattr(self.house.cast, who).email))
        self.opens("/sign-in")
        self.types("Email", email, exact=False).types("Mật khẩu", password, exact=False).presses("Đăng nhập")
        if role:
            self.switches_to(role)
        return self

    def switches_to(self, role: str) -> Somebody:
        self.page.locator("[data-menu] summary").first.click()
        self.page.get_by_role("button", name=role).first.click()
        return self

    def opens(self, address: str) -> Somebody:
        self.page.goto(address)
        return self

    def follows(self, words: str, *, exact: bool = False, within: str = "", first: bool = False) -> Somebody:
        """A link by its words; `within` the part of the page that holds these words."""
        link = self._part(within).get_by_role("link", name=words, exact=exact)
        (link.first if first else link).click()
        return self

    def presses(self, words: str, *, within: str = "", exact: bool = True) -> Somebody:
        """A button by its words. The page that it leads to is there afterwards."""
        self.button(words, within=within, exact=exact).click()
        return self

    def button(self, words: str, *, within: str = "", exact: bool = True) -> Locator:
        return self._part(within).get_by_role("button", name=words, exact=exact)

    # Writing.

    def types(self, label: str, words: str, *, within: str = "", exact: bool = True) -> Somebody:
        self.field(label, within=within, exact=exact).fill(words)
        return self

    def field(self, label: str, *, within: str = "", exact: bool = True) -> Locator:
        """A field by its label; a label may end in a mark of its own ('bắt buộc')."""
        wanted = re.compile(rf"^\s*{re.escape(label)}(\s*\(?(bắt buộc|không bắt buộc|\*)\)?)?\s*$") if exact else label
        return self._part(within).get_by_label(wanted)

    def chooses(self, words: str, *, within: str = "", exact: bool = True) -> Somebody:
        """A radio button or box by its words."""
        self.field(words, within=within, exact=exact).check()
        return self

    def selects(self, label: str, option: str, *, within: str = "") -> Somebody:
        self.field(label, within=within).select_option(label=option)
        return self

    def attaches(self, label: str, name: str, content: bytes = papers.PDF, *, within: str = "") -> Somebody:
        upload: Any = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        self.field(label, within=within).first.set_input_files(upload)
        return self

    def unfolds(self, words: str, *, within: str = "") -> Somebody:
        """Open what is folded away behind these words, if it is closed."""
        for fold in self._part(within).locator("details:not([open]) > summary").filter(has_text=words).all():
            fold.click()
        return self

    # Reading.

    def reads(self, *sentences: str, within: str = "") -> Somebody:
        """These sentences stand on the page, visible."""
        for sentence in sentences:
            expect(self._part(within).get_by_text(sentence).filter(visible=True).first).to_be_visible()
        return self

    def misses(self, *sentences: str, within: str = "") -> Somebody:
        for sentence in sentences:
            expect(self._part(within).get_by_text(sentence).filter(visible=True)).to_have_count(0)
        return self

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def shows(self) -> str:
        """Everything on the page, for a report of what went wrong."""
        return "\n".join([self.page.locator("body").inner_text(timeout=1000)[:6000], *self.faults])

    @property
    def scrolls_sideways(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))

    def part(self, words: str) -> Locator:
        return self._part(words)

    def _part(self, words: str) -> Any:
        """The part headed by '§ these words'; else the smallest part that holds them; without words the whole page."""
        if not words:
            return self.page
        if words.startswith("§"):
            headed = words.removeprefix("§").strip()
            main = self.page.locator("main")
            return main.get_by_role("group", name=headed).or_(main.get_by_role("region", name=headed)).last
        parts = "section, article, li, tr, fieldset, form"
        found = self.page.locator(f"main :is({parts})").filter(has_text=words)
        return found.filter(has_not=self.page.locator(f":is({parts})", has_text=words)).last
