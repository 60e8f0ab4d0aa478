"""Files: what may come in, what is refused with which reason, and how one goes out."""

from __future__ import annotations

import hashlib
import io
import os
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage

from coordination.kernel import files, store
from coordination.kernel.clock import now
from coordination.kernel.files import StoredFile, looks_secret
from coordination.kernel.values import NotReady
from tests import papers

MB = 1 << 20


@pytest.fixture(autouse=True)
def place(app: Any, db: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(app.extensions, "files", files.LocalStore(tmp_path / "files"))
    return tmp_path / "files"


def keep(content: bytes, name: str, limit: int = MB) -> StoredFile:
    return files.keep(FileStorage(io.BytesIO(content), name), by_person=1, now=now(), limit=limit)


def refusal(content: bytes, name: str, limit: int = MB) -> str:
    with pytest.raises(NotReady) as refused:
        keep(content, name, limit)
    (finding,) = refused.value.findings
    assert finding.field == "file"
    assert finding.evidence["name"]
    return finding.code


def kept_names(place: Path) -> list[str]:
    return [each.name for each in place.rglob("*") if each.is_file()]


@pytest.mark.parametrize(("name", "content"), sorted(papers.GOOD.items()))
def test_what_offices_exchange_is_kept_by_its_hash(place: Path, name: str, content: bytes) -> None:
    kept = keep(content, name)
    store.commit()
    digest = hashlib.sha256(content).hexdigest()
    assert (kept.name, kept.sha256, kept.size) == (name, digest, len(content))
    assert kept.media_type == files.ALLOWED[Path(name).suffix]
    assert files.store().path(digest).read_bytes() == content


def test_the_same_content_twice_lies_there_once(place: Path) -> None:
    first, second = keep(papers.PDF, "a.pdf"), keep(papers.PDF, "b.pdf")
    assert first.sha256 == second.sha256
    assert kept_names(place) == [first.sha256]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.exe", b"MZ" + b"0" * 100, "file_type_refused"),
        ("x.html", b"<script>alert(1)</script>", "file_type_refused"),
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file_type_refused"),
        ("x.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 512, "file_type_refused"),
        ("x.pdf.exe", papers.PDF, "file_type_refused"),
        ("pdf", papers.PDF, "file_type_refused"),
        (".pdf", papers.PDF, "file_type_refused"),
        ("", papers.PDF, "file_type_refused"),
        ("x.pdf", b"MZ" + b"0" * 100, "file_type_lies"),
        ("x.pdf", papers.PNG, "file_type_lies"),
        ("x.pdf", b"hello", "file_type_lies"),
        ("x.png", papers.PDF, "file_type_lies"),
        ("x.jpg", papers.PNG, "file_type_lies"),
        ("x.docx", papers.XLSX, "file_type_lies"),
        ("x.xlsx", papers.DOCX, "file_type_lies"),
        ("x.docx", papers.zipped({"readme.txt": b"hello"}), "file_type_lies"),
        ("x.docx", papers.PDF, "file_does_not_open"),
        ("x.docx", b"PK\x03\x04 and then nothing", "file_does_not_open"),
        ("x.docx", papers.DOCX[:-30], "file_does_not_open"),
        ("x.pdf", b"", "file_empty"),
    ],
)
def test_what_is_something_else_is_refused_and_nothing_is_kept(
    place: Path, name: str, content: bytes, code: str
) -> None:
    assert refusal(content, name) == code
    assert kept_names(place) == []


@pytest.mark.parametrize("at", range(40, len(papers.DOCX) - 1, 7))
def test_a_damaged_office_file_never_crashes(place: Path, at: int) -> None:
    damaged = papers.DOCX[:at] + bytes([papers.DOCX[at] ^ 0xFF]) + papers.DOCX[at + 1 :]
    codes = []
    try:
        keep(damaged, "x.docx")
    except NotReady as refused:
        codes = [finding.code for finding in refused.findings]
    assert codes in ([], ["file_does_not_open"], ["file_type_lies"])


def test_one_byte_too_many_is_too_many(place: Path) -> None:
    fits = papers.PDF + b"\0" * (MB - len(papers.PDF))
    assert keep(fits, "x.pdf").size == MB
    assert refusal(fits + b"\0", "x.pdf") == "file_too_big"
    assert len(kept_names(place)) == 1


def test_a_file_that_is_too_big_is_not_read_to_its_end(place: Path) -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            assert size > 0
            self.given += size
            return b"%PDF-1.4" + b"0" * (size - 8)

    endless = Endless()
    with pytest.raises(NotReady, match="file_too_big"):
        files.keep(FileStorage(endless, "x.pdf"), by_person=1, now=now(), limit=MB)  # type: ignore[arg-type]
    assert endless.given <= MB + files.CHUNK


def test_a_zip_bomb_is_refused_without_being_unpacked(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = papers.zipped({"word/document.xml": b" " * (files.READ + 1)})
    assert len(bomb) < MB
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("it was unpacked"))
    assert refusal(bomb, "x.docx") == "file_does_not_open"


def test_many_small_parts_that_make_a_bomb_are_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "UNPACKED", 10 * MB)
    bomb = papers.zipped({"word/document.xml": b"<w:p/>", **{f"{n}.bin": b"0" * MB for n in range(11)}})
    assert refusal(bomb, "x.docx") == "file_does_not_open"


def test_a_locked_office_file_is_refused_since_nobody_could_read_it(place: Path) -> None:
    locked = bytearray(papers.DOCX)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = locked.find(mark)
        while found >= 0:
            locked[found + offset] |= 1
            found = locked.find(mark, found + 1)
    assert refusal(bytes(locked), "x.docx") == "file_does_not_open"


@pytest.mark.parametrize(
    ("given_name", "kept_name"),
    [
        ("C:\\Users\\lan\\Dự thảo.pdf", "Dự thảo.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("a\0b\r\nX-Evil: 1.pdf", "abX-Evil: 1.pdf"),
        ("\u202efdp.pdf", "fdp.pdf"),
        (unicodedata.normalize("NFD", "Tờ trình số 5.pdf"), "Tờ trình số 5.pdf"),
        ("x" * 500 + ".PDF", "x" * 196 + ".PDF"),
        ('"><script>.pdf', '"><script>.pdf'),
    ],
)
def test_only_the_plain_last_part_of_a_name_is_kept(given_name: str, kept_name: str) -> None:
    assert keep(papers.PDF, given_name).name == kept_name


@given(st.text(max_size=400))
def test_no_name_whatever_breaks_anything(name: str) -> None:
    cleaned = files._clean_name(name + ".pdf")
    assert 0 < len(cleaned) <= 204
    assert not set(cleaned) & set("/\\\0\r\n")


SECRET = (
    "MẬT",
    "Số: 15\nMẬT\nKính gửi",
    "TỐI MẬT",
    "TUYỆT MẬT",
    "(MẬT)",
    "Độ MẬT: TỐI MẬT",
    unicodedata.normalize("NFD", "MẬT"),
)
OPEN = ("mật", "BẢO MẬT", "BÍ MẬT NHÀ NƯỚC", "MẬT ĐỘ XÂY DỰNG", "MẬT KHẨU", "BẢO VỆ BÍ MẬT", "MẬTX", "XMẬT", "Tối mật")


@pytest.mark.parametrize("text", SECRET)
def test_a_secrecy_stamp_is_seen_in_a_text(text: str) -> None:
    assert looks_secret(text)


@pytest.mark.parametrize("text", OPEN)
def test_everyday_words_with_the_same_letters_are_no_stamp(text: str) -> None:
    assert not looks_secret(text)


@pytest.mark.parametrize(
    "name",
    ["Kế hoạch (MẬT).pdf", "ke_hoach_mật.pdf", "Tối mật.pdf", "tuyet mat.pdf", unicodedata.normalize("NFD", "Mật.pdf")],
)
def test_a_secrecy_stamp_in_a_name_is_refused(place: Path, name: str) -> None:
    assert refusal(papers.PDF, name) == "file_looks_secret"


@pytest.mark.parametrize("name", ["Quy chế bảo mật.pdf", "Mật độ xây dựng.pdf", "Bí mật nhà nước.pdf", "mật khẩu.pdf"])
def test_everyday_words_in_a_name_are_let_in(name: str) -> None:
    assert keep(papers.PDF, name).name == name


@pytest.mark.parametrize("paper", ["docx", "odt"])
def test_a_secrecy_stamp_inside_a_document_is_refused(place: Path, paper: str) -> None:
    written = papers.docx if paper == "docx" else papers.odt
    assert refusal(written("Sở Tư pháp", "MẬT", "Số: 15/STP"), f"x.{paper}") == "file_looks_secret"
    assert keep(written("Sở Tư pháp", "Quy định mật độ xây dựng"), f"x.{paper}").id is None


def test_a_stamp_broken_into_pieces_by_the_word_processor_is_seen(place: Path) -> None:
    pieces = "<w:p><w:r><w:t>M</w:t></w:r><w:r><w:t>ẬT</w:t></w:r></w:p><w:p><w:r><w:t>Số</w:t></w:r></w:p>"
    assert refusal(papers.zipped({"word/document.xml": pieces.encode()}), "x.docx") == "file_looks_secret"


def test_a_file_goes_out_as_a_download_of_our_type_never_sniffed_or_run(app: Any) -> None:
    kept = keep(papers.PDF, 'Dự thảo "1".pdf')
    with app.test_request_context():
        response = files.serve(kept)
        response.direct_passthrough = False
        assert response.get_data() == papers.PDF
        response.close()
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''D%E1%BB%B1%20th%E1%BA%A3o" in response.headers["Content-Disposition"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_a_half_written_upload_leaves_nothing(place: Path) -> None:
    class Torn(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            if self.tell_once():
                return b"%PDF-1.4"
            raise ConnectionResetError

        _told = False

        def tell_once(self) -> bool:
            self._told, before = True, self._told
            return not before

    with pytest.raises(ConnectionResetError):
        files.keep(FileStorage(Torn(), "x.pdf"), by_person=1, now=now(), limit=MB)  # type: ignore[arg-type]
    assert os.listdir(place) == []
