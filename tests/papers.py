"""Small papers of each kind that offices exchange, made in memory."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from html import escape


def zipped(parts: Mapping[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return kept.getvalue()


def docx(*paragraphs: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{escape(each)}</w:t></w:r></w:p>" for each in paragraphs)
    return zipped(
        {"[Content_Types].xml": b"<Types/>", "word/document.xml": f"<w:document>{body}</w:document>".encode()}
    )


def odt(*paragraphs: str) -> bytes:
    body = "".join(f"<text:p>{escape(each)}</text:p>" for each in paragraphs)
    return zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": f"<office>{body}</office>".encode()}
    )


def _png() -> bytes:
    def part(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")

    size = (1).to_bytes(4, "big")
    head = part(b"IHDR", size + size + b"\x08\x02\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(b"\0\0\0\0")) + part(b"IEND", b"")


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
PNG = _png()
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
DOCX = docx("Dự thảo Quyết định", "Điều 1. Phạm vi điều chỉnh")
XLSX = zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
ODT = odt("Dự thảo Quyết định")
ODS = zipped({"content.xml": b"<office/>"})
GOOD = {
    "Dự thảo.pdf": PDF, "Dự thảo.docx": DOCX, "Phụ lục.xlsx": XLSX, "Dự thảo.odt": ODT, "Phụ lục.ods": ODS,
    "Bản đồ.png": PNG, "Ảnh.jpg": JPEG, "Ảnh.jpeg": JPEG,
}  # fmt: skip
