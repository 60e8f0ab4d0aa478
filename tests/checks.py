"""The house's checks: what every page of the product keeps to, looked at on each visit of every test.

Each check gets a page and yields sentences about what is wrong. A test can leave one out by its name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import html5lib
from bs4 import Comment, Tag
from bs4.element import NavigableString
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

if TYPE_CHECKING:
    from tests.browser import Page

Check = Callable[["Page"], Iterator[str]]

# Words that no Vietnamese word looks like (e-mail, PDF and Excel are Vietnamese by now).
ENGLISH = frozenset(
    """
    and back cancel choice choose click close confirm create date deadline delete detail details download draft edit
    error
    failed field file filter found from invalid link list loading login logout must name next none open page password
    please previous remind remove reply required return role save search select send sign status submit this unit update
    upload user username valid value view welcome with your
    """.split()
)
LEAKED = re.compile(r"%\(\w+\)|\{[{%]|[%}]\}|\bUndefined\b|<[\w.]+ object at|\blazy_gettext\b|\bNaN\b|\bnull\b")
LEAKED_VALUE = re.compile(r"\b(None|True|False)\b")  # words of English, too: looked for on Vietnamese pages
ADDRESS = re.compile(r"[@/.].")
WORD = re.compile(r"(?<![\w-])[A-Za-z]{2,}(?![\w-])")
DIACRITICS = re.compile(r"[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
POINTING = {"for", "aria-describedby", "aria-labelledby", "aria-controls", "form", "list"}
SPOKEN = ("placeholder", "aria-label", "title", "alt")
SILENT = ("script", "style", "template", "noscript")
# Letters without a sign of markup among them, between two tags; and figures wherever they stand.
WORDS_AND_NUMBERS = re.compile(r"(?<=>)[^<>&]+(?=<)|\d+")
_found_valid: set[int] = set()


def valid(page: Page) -> Iterator[str]:
    """Whether the page is HTML, by the parser of the standard; pages that differ in words and numbers only, once."""
    shape = hash(WORDS_AND_NUMBERS.sub("", page.html))
    if shape in _found_valid:
        return
    parser = html5lib.HTMLParser()
    parser.parse(page.html)
    for (line, _column), code, details in parser.errors[:5]:
        near = page.html.splitlines()[line - 1].strip() if line <= len(page.html.splitlines()) else ""
        yield f"line {line} is not valid HTML ({code} {details or ''}): {near[:160]}"
    if not parser.errors:
        _found_valid.add(shape)


def headed(page: Page) -> Iterator[str]:
    heads = page.named("h1")
    if len(heads) != 1:
        yield f"has {len(heads)} h1"
        return
    head, title = words_of(heads[0]), page.title
    if not head:
        yield "its h1 is empty"
    bare = re.sub(
        r"^(\(\d+\)|[^–:]{1,25}:)\s+", "", title
    )  # the count, or that something is to be mended, stands before
    if not bare.startswith(head) and not title.startswith(head):
        yield f"its title '{title}' doesn't start with its h1 '{head}'"


def in_its_language(page: Page) -> Iterator[str]:
    root = page.soup.html
    lang = root.get("lang") if root else None
    if lang != page.language:
        yield f"is marked lang={lang!r}, the reader's language is {page.language!r}"


def named_once(page: Page) -> Iterator[str]:
    ids = Counter(str(tag["id"]) for tag in page.tags if tag.has_attr("id"))
    for doubled in sorted(name for name, times in ids.items() if times > 1):
        yield f"has the id '{doubled}' {ids[doubled]} times"
    for tag in page.tags:
        for attribute in POINTING & tag.attrs.keys():
            for wanted in str(tag[attribute]).split():
                if wanted not in ids:
                    yield f"{attribute}='{wanted}' of <{tag.name}> points to nothing"
    for tag in page.named("a"):
        href = str(tag.get("href", ""))
        if href.startswith("#") and href[1:] not in ids:
            yield f"the link {tag['href']} points to nothing"


def labelled(page: Page) -> Iterator[str]:
    targets = {str(label["for"]): words_of(label) for label in page.named("label") if label.get("for")}
    for tag in page.named("input", "select", "textarea"):
        if tag.get("type") in ("hidden", "submit", "button", "image", "reset"):
            continue
        around = tag.find_parent("label")
        if not (
            targets.get(str(tag.get("id", "")))
            or (around is not None and words_of(around))
            or str(tag.get("aria-label", "")).strip()
            or tag.get("aria-labelledby")
        ):
            yield f"the field '{tag.get('name')}' has no label"


def speaking(page: Page) -> Iterator[str]:
    for tag in page.tags:
        pressed = tag.name in ("button", "summary") or (tag.name == "a" and tag.has_attr("href"))
        if (pressed or tag.get("role") == "button") and not spoken(tag):
            yield f"<{tag.name} {tag.get('href') or tag.get('name') or tag.get('class') or ''}> has no text"
    for tag in page.named("input"):
        if tag.get("type") in ("submit", "button") and not str(tag.get("value", "")).strip():
            yield "a button has no text"
    for tag in page.named("img"):
        if not tag.has_attr("alt"):
            yield f"the picture {tag.get('src')} has no text"


def leak_free(page: Page) -> Iterator[str]:
    for text in page.texts:
        if found := LEAKED.search(text) or (page.language == "vi" and LEAKED_VALUE.search(text)):
            yield f"shows '{found.group()}': …{text.strip()[:120]}"


def purely_vietnamese(page: Page) -> Iterator[str]:
    if page.language != "vi":
        return
    for text in page.texts:
        plain = " ".join(word for word in text.split() if not ADDRESS.search(word))
        found = ENGLISH.intersection(word.casefold() for word in WORD.findall(plain))
        if found:
            yield f"has English on a Vietnamese page, {sorted(found)}: …{text.strip()[:120]}"


def purely_english(page: Page) -> Iterator[str]:
    """Opt-in (`page.check_english()`): what is data in Vietnamese stands in an element with lang=vi."""
    for text in page.texts:
        if DIACRITICS.search(text):
            yield f"has Vietnamese on an English page: …{text.strip()[:120]}"


def guarded(page: Page) -> Iterator[str]:
    for form in page.named("form"):
        tokens = form.find_all("input", attrs={"name": "csrf_token"})
        if str(form.get("method", "get")).lower() == "post":
            if len(tokens) != 1 or not tokens[0].get("value"):
                yield f"the form to {form.get('action')} carries {len(tokens)} CSRF tokens"
        elif tokens:
            yield f"the form to {form.get('action')} shows its CSRF token in an address"


def leading_somewhere(page: Page) -> Iterator[str]:
    """No link and no form of ours leads to an address that the product doesn't have."""
    for tag in page.tags:
        if tag.name != "form" and not tag.has_attr("formaction") and not (tag.name == "a" and tag.has_attr("href")):
            continue
        address = str(tag.get("href") or tag.get("formaction") or tag.get("action") or page.path)
        method = "GET" if tag.name == "a" else str(tag.get("method", "get" if tag.name == "form" else "post")).upper()
        parts = urlsplit(address)
        if (
            parts.scheme not in ("", "http", "https")
            or parts.netloc not in ("", "localhost")
            or address.startswith("#")
        ):
            continue
        try:
            page.adapter.match(parts.path or page.path, method=method)
        except RequestRedirect:
            continue
        except HTTPException as nowhere:
            yield f"<{tag.name}> leads to {method} {address}, which is {nowhere.code}"


def without_inline_code(page: Page) -> Iterator[str]:
    for tag in page.tags:
        bad = [name for name in tag.attrs if name.startswith("on") or name == "style"]
        if bad:
            yield f"<{tag.name}> has {bad}: the content policy forbids code and styles in attributes"
        if str(tag.get("href", "")).strip().lower().startswith("javascript:"):
            yield "has a javascript: link"
    for tag in page.named("script"):
        if not tag.has_attr("src") and not tag.has_attr("nonce") and tag.get("type") != "application/json":
            yield f"has a script of its own without a nonce: {tag.get_text()[:80]}"


def thrifty(page: Page) -> Iterator[str]:
    if len(page.statements) > page.budget:
        listed = "\n    ".join(" ".join(each.split())[:150] for each in page.statements)
        yield f"took {len(page.statements)} SQL statements, its budget is {page.budget}:\n    {listed}"


def reading_only(page: Page) -> Iterator[str]:
    if page.method == "GET":
        for statement in page.statements:
            if re.match(r"\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE)\b", statement, re.IGNORECASE):
                yield f"writes while only asked to show: {' '.join(statement.split())[:150]}"


ALL: dict[str, Check] = {
    check.__name__: check
    for check in (
        valid, headed, in_its_language, named_once, labelled, speaking, leak_free, purely_vietnamese, guarded,
        leading_somewhere, without_inline_code, thrifty, reading_only,
    )
}  # fmt: skip
OF_STATEMENTS: dict[str, Check] = {"thrifty": thrifty, "reading_only": reading_only}


def all_of(tag: Tag, *names: str) -> list[Tag]:
    """Every element of these names within a tag, in their order; quicker than a selector."""
    return [each for each in tag.descendants if isinstance(each, Tag) and each.name in names]


def words_of(tag: Tag) -> str:
    """What a tag says, in one line."""
    return " ".join(tag.get_text(" ").split())


def spoken(tag: Tag) -> str:
    """What a screen reader says for a link or a button."""
    if label := str(tag.get("aria-label", "")).strip():
        return label
    inside = tag.find_all(True)
    pictures = " ".join(str(each.get("alt", "")) for each in inside if each.name == "img")
    named = " ".join(str(each.get("aria-label", "")) for each in inside)
    return " ".join(f"{words_of(tag)} {pictures} {named}".split())


def visible_texts(soup: Tag, language: str) -> Iterator[str]:
    """Every text that a person sees or hears, in elements that are not marked as another language."""
    for node in soup.find_all(string=True):
        if not isinstance(node, NavigableString) or isinstance(node, Comment) or not node.strip():
            continue
        parent = node.parent
        if parent is not None and parent.name not in SILENT and _language_of(parent) in (language, None):
            yield str(node)
    for tag in soup.find_all(True):
        said = [str(tag[attribute]) for attribute in SPOKEN if attribute in tag.attrs]
        if said and _language_of(tag) in (language, None):
            yield from said
        if tag.name == "input" and tag.get("type") in ("submit", "button"):
            yield str(tag.get("value", ""))


def _language_of(tag: Tag | None) -> str | None:
    while tag is not None:
        if tag.get("lang"):
            return str(tag["lang"])
        if tag.name in SILENT:
            return "silent"
        tag = tag.parent
    return None
