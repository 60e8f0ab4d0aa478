"""Files: kept by SHA-256 outside the web root, checked by content, served only through a chapter's locks (design 6)."""

from __future__ import annotations

import hashlib
import lzma
import os
import re
import tempfile
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import IO, Protocol

import filetype
from flask import Response, current_app, send_file
from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from coordination.kernel.store import Key, Model, Moment, db, key
from coordination.kernel.values import Finding, NotReady

CHUNK = 1 << 16
OFFICE_OPEN = "application/vnd.openxmlformats-officedocument."
# What offices exchange: the ending and the content must agree; the type sent back is ours, never the sender's.
ALLOWED: dict[str, str] = {
    ".pdf": "application/pdf",
    ".docx": OFFICE_OPEN + "wordprocessingml.document",
    ".xlsx": OFFICE_OPEN + "spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
# The stamp itself, not a word with it inside: 'bảo mật', 'bí mật nhà nước', 'mật độ', 'mật khẩu' are everyday words.
_STAMP = r"(?<!\w)(?:TUYỆT MẬT|TỐI MẬT|TUYET MAT|TOI MAT|(?<!BẢO )(?<!BÍ )MẬT(?! (?:ĐỘ|KHẨU|MÃ|THIẾT)(?!\w)))(?!\w)"
SECRECY_STAMP = re.compile(_STAMP)
_NAME_STAMP = re.compile(_STAMP, re.IGNORECASE)
# What an office file may unpack to: all of it, and the part that is read here.
UNPACKED, READ = 1 << 30, 64 << 20
# Everything that Python's zip reader may say about a file that isn't one, or is damaged or locked.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, OSError, EOFError, ValueError,
)  # fmt: skip


class StoredFile(Model):
    """A file that somebody gave us. The content is found by its hash; the name is what the person called it."""

    __tablename__ = "stored_file"

    id: Mapped[int] = key()
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(300))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    uploaded_at: Mapped[datetime] = mapped_column(Moment)
    uploaded_by: Mapped[int | None] = mapped_column(Key)


class Upload(Protocol):
    """What a form hands over (werkzeug's FileStorage)."""

    filename: str | None

    @property
    def stream(self) -> IO[bytes]: ...


@dataclass(frozen=True)
class LocalStore:
    """Content by hash in folders of the instance; writing the same content twice is harmless."""

    root: Path

    def path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def keep(self, sha256: str, temporary: Path) -> None:
        place = self.path(sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(temporary, place)


def store() -> LocalStore:
    kept: LocalStore = current_app.extensions["files"]
    return kept


def looks_secret(text: str) -> bool:
    """Whether a text carries a secrecy stamp: MẬT, TỐI MẬT, TUYỆT MẬT in capitals (O8)."""
    return SECRECY_STAMP.search(unicodedata.normalize("NFC", text)) is not None


def keep(upload: Upload, *, by_person: int | None, now: datetime, limit: int) -> StoredFile:
    """Check a file and keep it. `limit` in bytes.

    Raises NotReady with one of file_empty, file_too_big, file_type_refused, file_type_lies, file_looks_secret,
    file_does_not_open; nothing is kept then.
    """
    name = _clean_name(upload.filename or "")
    ending = PurePath(name).suffix.lower()
    if ending not in ALLOWED:
        raise _refused("file_type_refused", name, allowed=", ".join(e[1:].upper() for e in ALLOWED))
    if _NAME_STAMP.search(PurePath(name).stem.replace("_", " ")):
        raise _refused("file_looks_secret", name)
    root = store().root
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=root, delete=False) as temporary:
        place = Path(temporary.name)
        try:
            size, sha256 = _copy(upload.stream, temporary, limit, name)
            temporary.flush()
            _check_content(place, ending, name)
            store().keep(sha256, place)
        except BaseException:
            place.unlink(missing_ok=True)
            raise
    kept = StoredFile(
        sha256=sha256, name=name, media_type=ALLOWED[ending], size=size, uploaded_at=now, uploaded_by=by_person
    )
    db.session.add(kept)
    return kept


def _copy(source: IO[bytes], target: IO[bytes], limit: int, name: str) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    while chunk := source.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise _refused("file_too_big", name, limit=limit >> 20)
        digest.update(chunk)
        target.write(chunk)
    if size == 0:
        raise _refused("file_empty", name)
    return size, digest.hexdigest()


def _check_content(place: Path, ending: str, name: str) -> None:
    guessed = filetype.guess(str(place))
    if ending in {".docx", ".xlsx", ".odt", ".ods"}:
        _check_package(place, ending, name)
    elif guessed is None or guessed.mime != ALLOWED[ending]:
        raise _refused("file_type_lies", name)


def _check_package(place: Path, ending: str, name: str) -> None:
    """An office file is a zip with a known part inside; bombs and broken ones are refused before anybody opens them."""
    inside = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".odt": "content.xml", ".ods": "content.xml"}
    try:
        with zipfile.ZipFile(place) as package:
            parts = {part.filename: part.file_size for part in package.infolist()}
            if inside[ending] not in parts:
                raise _refused("file_type_lies", name)
            if sum(parts.values()) > UNPACKED or parts[inside[ending]] > READ:
                raise _refused("file_does_not_open", name)
            text = _text_of(package.read(inside[ending]))
    except BROKEN as broken:
        raise _refused("file_does_not_open", name) from broken
    if looks_secret(text):
        raise _refused("file_looks_secret", name)


def _text_of(xml: bytes) -> str:
    """The words of a document's XML: a paragraph a line, the pieces of a word together."""
    return re.sub(rb"<[^>]+>", b"", re.sub(rb"</(?:w|text):[ph]>", b"\n", xml)).decode("utf-8", "replace")


def _clean_name(name: str) -> str:
    """The last part of a name, without control characters; at most 200 characters, the ending kept."""
    last = unicodedata.normalize("NFC", re.split(r"[\\/]", name)[-1])
    plain = "".join(c for c in last if c.isprintable()).strip()
    path = PurePath(plain or "tệp")
    return path.stem[: 200 - len(path.suffix)] + path.suffix


def _refused(code: str, name: str, **evidence: object) -> NotReady:
    return NotReady(Finding(code, evidence={"name": name, **evidence}, field="file"))


def serve(kept: StoredFile) -> Response:
    """Send a file as a download, with our type, never to be sniffed or run."""
    response = send_file(
        store().path(kept.sha256), mimetype=kept.media_type, as_attachment=True, download_name=kept.name
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
