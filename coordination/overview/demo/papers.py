"""Small but real papers, made in code: a .docx and a .pdf that say what they are, marked as demonstration data."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html import escape
from typing import IO

from coordination.kernel.words import fold
from coordination.overview.demo.texts import MARK

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OLD = (1980, 1, 1, 0, 0, 0)  # the same content has the same hash on every day


class Paper:
    """A file as a form would hand it over."""

    def __init__(self, filename: str, content: bytes) -> None:
        self.filename: str | None = filename
        self._content = io.BytesIO(content)

    @property
    def stream(self) -> IO[bytes]:
        return self._content


def docx(name: str, paragraphs: Sequence[str]) -> Paper:
    """A text document that Word and LibreOffice open as it is."""
    body = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(each)}</w:t></w:r></w:p>' for each in (*paragraphs, f"({MARK})")
    )
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{_WORD}"><w:body>{body}'
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'
    )
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        for part, text in (
            ("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELATIONS), ("word/document.xml", document)
        ):  # fmt: skip
            package.writestr(zipfile.ZipInfo(part, _OLD), text, zipfile.ZIP_DEFLATED)
    return Paper(f"{name}.docx", kept.getvalue())


def pdf(name: str, lines: Sequence[str]) -> Paper:
    """One page; its standard font has no Vietnamese letters, so the words stand without accents."""
    shown = [_latin(line) for line in (*lines, MARK)]
    drawn = "BT /F1 11 Tf 56 780 Td 16 TL " + " ".join(f"({line}) Tj T*" for line in shown) + " ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn.encode("ascii")),
    ]
    return Paper(f"{name}.pdf", _assembled(objects))


def _assembled(objects: Sequence[bytes]) -> bytes:
    written, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, start = len(objects) + 1, len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    written += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
    return bytes(written)


def _latin(text: str) -> str:
    """Capitals kept where a word begins the line; brackets escaped as the format asks."""
    plain = fold(text).encode("ascii", "replace").decode("ascii")[:95]
    return plain.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").capitalize()
