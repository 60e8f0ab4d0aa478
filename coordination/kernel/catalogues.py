"""The English catalogues: one beside each chapter, read from its sources and templates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from coordination import CHAPTERS

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "_n": (1, 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
OPTIONS = {"jinja2": {"trimmed": "true", "silent": "false"}}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
# Letters of one chapter lie together under templates/letters; each chapter's letters name their template folders.
_LETTER = re.compile(r"""["']([a-z_]+)["']""")


def places() -> tuple[str, ...]:
    return ("kernel", *CHAPTERS)


def _sources(place: str) -> Iterator[Path]:
    """The folders and files whose texts belong to a place; texts of the shared templates belong to the kernel."""
    yield HERE / place
    if place == "kernel":
        yield from (ROOT / "templates" / name for name in ("layouts", "components", "errors"))
        yield from sorted(HERE.glob("*.py"))
        yield ROOT / "templates" / "base.html"
        yield from sorted((ROOT / "templates" / "letters").glob("_*"))
    else:
        yield ROOT / "templates" / place
        yield from _letters_of(place)


def _letters_of(place: str) -> Iterator[Path]:
    """The letter templates that the chapter's `letters` room names."""
    room = HERE / place / "letters"
    texts = [room.with_suffix(".py")] if room.with_suffix(".py").exists() else sorted(room.glob("*.py"))
    named = {name for path in texts for name in _LETTER.findall(path.read_text(encoding="utf-8"))}
    yield from (path for path in sorted((ROOT / "templates" / "letters").glob("*/")) if path.name in named)


def _po(place: str) -> Path:
    return HERE / place / "translations" / "en" / "LC_MESSAGES" / "messages.po"


def read(place: str) -> Catalog:
    """Every text of a place, as found in its sources now."""
    found = Catalog(locale="en", charset="utf-8")
    for source in _sources(place):
        for name, line, message, comments, context in _texts(source):
            found.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return found


def _texts(source: Path) -> Iterator[tuple[str, int, object, list[str], str | None]]:
    folder = source if source.is_dir() else source.parent
    if not source.exists():
        return
    for name, line, message, comments, context in extract_from_dir(
        str(folder), METHODS, {"**": {}} | {k: v for k, v in OPTIONS.items()}, KEYWORDS
    ):
        if source.is_dir() or name == source.name:
            yield str((folder / name).relative_to(ROOT)), line, message, comments, context


def update() -> None:
    """Bring each catalogue up to date: new texts come in empty, those that are gone go."""
    for place in places():
        found, path = read(place), _po(place)
        if not len(found):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        old = _load(path)
        old.update(found, no_fuzzy_matching=True)
        old.obsolete.clear()
        with path.open("wb") as target:
            write_po(
                target, old, width=120, omit_header=False, sort_output=True, ignore_obsolete=True, no_location=True
            )


def _load(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="en", charset="utf-8", project="coordination", version="")
    with path.open("rb") as source:
        return read_po(source, locale="en")


def compile() -> None:
    """Make the binary catalogues that the product reads."""
    for place in places():
        path = _po(place)
        if path.exists():
            with path.with_suffix(".mo").open("wb") as target:
                write_mo(target, _load(path))


def gaps() -> list[str]:
    """Texts without English, with a placeholder lost, or not in their catalogue; empty when all is complete."""
    found = []
    for place in places():
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
    for text in english:
        if text and set(_PLACEHOLDER.findall(str(text))) != set(_PLACEHOLDER.findall(_first(message.id))):
            yield "placeholders differ"


def _first(message_id: object) -> str:
    return str(message_id[0] if isinstance(message_id, list | tuple) else message_id)
