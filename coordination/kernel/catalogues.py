"""The English catalogues: one beside each chapter, read from its sources, its templates and the letters it posts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from coordination import CHAPTERS

HOUSE = Path(__file__).resolve().parent.parent
ROOT = HOUSE.parent
TEMPLATES = ROOT / "templates"
PLACES = ("kernel", *CHAPTERS)
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
METHODS = {".py": "python", ".html": "jinja2", ".txt": "jinja2"}
OPTIONS = {"trimmed": "true", "silent": "false", "extensions": "jinja2.ext.do"}
# They change with every run and tell nobody anything.
RESTLESS = tuple(
    f'"{name}'.encode()
    for name in (
        "Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date", "Last-Translator",
        "Language-Team", "Generated-By",
    )
)  # fmt: skip

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
_NAME = re.compile(r"""["']([a-z_]+)["']""")


def _files(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.suffix in METHODS and path.is_file())


def _sources(place: str) -> Iterator[Path]:
    """The files whose texts belong to a place; those of the shared templates belong to the kernel."""
    yield from _files(HOUSE / place, TEMPLATES / place)
    if place == "kernel":
        yield from sorted(HOUSE.glob("*.py"))
        yield TEMPLATES / "base.html"
        yield from _files(*(TEMPLATES / name for name in ("layouts", "components", "errors")))
        yield from sorted(TEMPLATES.glob("letters/_*"))
    for letter in sorted(TEMPLATES.glob("letters/*/")):
        if _owner(letter.name) == place:
            yield from _files(letter)


@cache
def _owner(letter: str) -> str:
    """The first chapter that names this letter, in its `letters` room or else anywhere; the kernel if nobody does."""
    for rooms in ("letters*", "*"):
        for place in CHAPTERS:
            if letter in _named(place, rooms):
                return place
    return "kernel"


@cache
def _named(place: str, rooms: str) -> frozenset[str]:
    sources = [
        path for room in (HOUSE / place).glob(rooms) for path in ([room] if room.is_file() else room.rglob("*.py"))
    ]
    texts = (path.read_text(encoding="utf-8") for path in sources if path.suffix == ".py")
    return frozenset(name for text in texts for name in _NAME.findall(text))


def _po(place: str) -> Path:
    return HOUSE / place / "translations" / "en" / "LC_MESSAGES" / "messages.po"


def read(place: str) -> Catalog:
    """Every text of a place, as found in its sources now."""
    found = Catalog(locale="en", charset="utf-8")
    for source in _sources(place):
        options: dict[str, Any] = OPTIONS if source.suffix != ".py" else {}
        for line, message, comments, context in extract_from_file(
            METHODS[source.suffix], source, keywords=KEYWORDS, options=options
        ):
            where = [(source.relative_to(ROOT).as_posix(), line)]
            found.add(message, None, where, auto_comments=comments, context=context)
    return found


def _places(chapter: str | None) -> tuple[str, ...]:
    return PLACES if chapter is None else (chapter,)


def update(chapter: str | None = None) -> None:
    """Bring the catalogues (or one of them) up to date: new texts come in empty, those that are gone go."""
    for place in _places(chapter):
        found, path = read(place), _po(place)
        if not len(found):
            continue
        known = _load(path)
        known.update(found, no_fuzzy_matching=True)
        known.obsolete.clear()
        known.fuzzy = False
        written = BytesIO()
        write_po(written, known, width=120, sort_output=True, ignore_obsolete=True, no_location=True)
        lines = (line for line in written.getvalue().splitlines(keepends=True) if not line.startswith(RESTLESS))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(lines))


def _load(path: Path) -> Catalog:
    if not path.exists():
        empty = Catalog(locale="en", charset="utf-8", fuzzy=False)
        empty.header_comment = "# English. The texts of the sources are Vietnamese."
        return empty
    with path.open("rb") as source:
        return read_po(source, locale="en")


def compile(chapter: str | None = None) -> None:
    """Make the binary catalogues that the product reads."""
    for place in _places(chapter):
        path = _po(place)
        if path.exists():
            with path.with_suffix(".mo").open("wb") as target:
                write_mo(target, _load(path))


def gaps(chapter: str | None = None) -> list[str]:
    """Texts without English, with a placeholder lost, or not in their catalogue; empty when all is complete."""
    found: list[str] = []
    for place in _places(chapter):
        catalogue = _load(_po(place))
        for message in read(place):
            if message.id:
                found.extend(f"{place}: {trouble}: {_first(message.id)}" for trouble in _troubles(message, catalogue))
    return found


def _troubles(message: Message, catalogue: Catalog) -> Iterator[str]:
    known = catalogue.get(message.id, message.context)
    if known is None:
        yield "not in the catalogue"
        return
    english = known.string if isinstance(known.string, list | tuple) else [known.string]
    if not all(english):
        yield "no English"
    if known.fuzzy:
        yield "marked as doubtful"
    for text in english:
        if text and set(_PLACEHOLDER.findall(str(text))) != set(_PLACEHOLDER.findall(_first(message.id))):
            yield "placeholders differ"


def _first(message_id: object) -> str:
    return str(message_id[0] if isinstance(message_id, list | tuple) else message_id)
