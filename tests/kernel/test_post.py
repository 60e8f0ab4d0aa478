"""Mail over real SMTP: whole, once, over one safe connection; and each way in which a server can say no."""

from __future__ import annotations

import logging
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import idna
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.kernel import mail
from coordination.kernel.post import (
    Accepted,
    NullPost,
    Outcome,
    PostSettings,
    ReadyLetter,
    Refused,
    SmtpPost,
    Trouble,
    Unreachable,
    message_id_for,
)
from coordination.kernel.smtp import NoSession, Session
from tests import smtp
from tests.clock import Clock

NOW = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
LOGIN = ("ph%E1%BB%91i-h%E1%BB%A3p", "correct horse")
LINK = "https://phoi-hop.example.vn/consultees/1734?from=letter&step=" + "a1B2-" * 40 + "#tra-loi"
TEXT = f"""Kính gửi Sở Tài chính,

Đề nghị góp ý về dự thảo Quyết định trước 17 giờ 00 ngày 12/10/2026.
.
From dòng này không được thêm dấu.

{LINK}
"""
HTML = (
    f'<p>Đề nghị góp ý về dự thảo <b>Quyết định</b>.</p>\n<p><a href="{LINK.replace("&", "&amp;")}">Mở hồ sơ</a></p>\n'
)
LETTER = ReadyLetter(
    message_id=message_id_for("issue:17:34:lan@example.vn", "phoi-hop.example.vn"),
    to_address="lan@stc.example.vn",
    to_name="Nguyễn Thị Lan",
    subject="Đề nghị góp ý về dự thảo Quyết định quy định chức năng, nhiệm vụ của Sở Tài chính thành phố Hồ Chí Minh",
    text=TEXT,
    html=HTML,
)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> smtp.Authority:
    return smtp.Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def server() -> Iterator[smtp.Server]:
    with smtp.plain() as running:
        yield running


def sent(to: PostSettings, letter: ReadyLetter = LETTER) -> Outcome:
    with SmtpPost(to) as post:
        return post.send(letter)


def trouble(outcome: Outcome) -> Trouble | None:
    assert not isinstance(outcome, Accepted)
    return Trouble.of(outcome.reason)


# What arrives.


def test_both_parts_arrive_whole_with_their_accents_and_the_link(server: smtp.Server) -> None:
    assert sent(server.settings()) == Accepted()
    (got,) = server.mails
    assert got.message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in got.message.iter_parts()] == ["text/plain", "text/html"]
    assert got.part("plain") == TEXT
    assert got.part("html") == HTML
    assert LINK in got.part("plain")


def test_the_headers_are_ours_and_each_is_there_once(server: smtp.Server, clock: Clock) -> None:
    settings = server.settings(sender_name="Hệ thống phối hợp")
    assert sent(settings, replace(LETTER, reply_to="van-thu@stp.example.vn", headers={"X-Kind": "issue"})) == Accepted()
    message = server.mails[0].message
    assert message.get_all("Message-ID") == [LETTER.message_id]
    assert message.get_all("Subject") == [LETTER.subject]
    assert message.get_all("From") == [f"Hệ thống phối hợp <{smtp.SENDER}>"]
    assert message.get_all("To") == ["Nguyễn Thị Lan <lan@stc.example.vn>"]
    assert message.get_all("Date") == ["Mon, 05 Oct 2026 09:00:00 +0700"]
    assert message.get_all("Auto-Submitted") == ["auto-generated"]
    assert message.get_all("Reply-To") == ["van-thu@stp.example.vn"]
    assert message.get_all("X-Kind") == ["issue"]
    assert (server.mails[0].sender, server.mails[0].recipients) == (smtp.SENDER, ["lan@stc.example.vn"])


def test_decomposed_accents_are_sent_composed(server: smtp.Server) -> None:
    apart: dict[str, Any] = {
        name: unicodedata.normalize("NFD", getattr(LETTER, name)) for name in ("subject", "to_name", "text", "html")
    }
    assert apart["subject"] != LETTER.subject
    assert sent(server.settings(), replace(LETTER, **apart)) == Accepted()
    assert server.mails[0].message["Subject"] == LETTER.subject
    assert server.mails[0].message["To"].addresses[0].display_name == LETTER.to_name
    assert server.mails[0].part("plain") == TEXT


def test_every_line_is_short_and_ascii_so_that_any_server_on_the_way_can_pass_it_on(server: smtp.Server) -> None:
    letter = replace(LETTER, to_name="Ủy ban nhân dân " * 15)
    assert sent(server.settings(), letter) == Accepted()
    assert (
        sent(server.settings(), replace(letter, text="Hạn trả lời: ngày mai\n", html="<p>Ngày mai</p>")) == Accepted()
    )
    for got in server.mails:
        assert got.raw.isascii()
        assert max(len(line) for line in got.raw.splitlines()) <= 120


@pytest.mark.parametrize("path", ["/etc/passwd", __file__])
def test_a_text_that_is_a_path_is_a_text_and_no_attachment(server: smtp.Server, path: str) -> None:
    assert sent(server.settings(), replace(LETTER, text=path, html=path, subject=path)) == Accepted()
    (got,) = server.mails
    assert got.part("plain").strip() == got.part("html").strip() == path
    assert list(got.message.iter_attachments()) == []
    assert b"NOW = datetime" not in got.raw


def test_a_domain_with_accents_is_spelled_as_mail_servers_know_it(server: smtp.Server) -> None:
    settings = server.settings(sender_address="he-thong@phối-hợp.vn")
    assert sent(settings, replace(LETTER, to_address="lan@sở-tài-chính.vn")) == Accepted()
    assert server.mails[0].recipients == ["lan@xn--s-ti-chnh-s1a1mq649a.vn"]
    local, domain = server.mails[0].sender.split("@")
    assert (local, idna.decode(domain)) == ("he-thong", "phối-hợp.vn")
    assert server.mails[0].message["To"].addresses[0].addr_spec == server.mails[0].recipients[0]


@settings(deadline=None, max_examples=150)
@given(st.text(st.sampled_from("ăâđêôơưấềộếÊ \",;<>()@:\\.abcXYZ=?_'-"), max_size=200))
def test_any_name_and_subject_are_read_as_written(words: str) -> None:
    """The library's own folding loses or adds spaces in long Vietnamese headers; ours may not."""
    words = unicodedata.normalize("NFC", words).strip()
    message = mail.compose(replace(LETTER, to_name=words, subject=words), "a@example.vn", "", NOW)
    written = {name: value.replace("\n ", " ") for name, value in message.raw_items() if name in ("Subject", "To")}
    name, address = parseaddr(written["To"])
    assert address == LETTER.to_address
    for read in (written["Subject"], name):
        assert str(make_header(decode_header(read))).split() == words.split()


# One connection, made safe.


def test_twenty_letters_take_one_connection(server: smtp.Server) -> None:
    with SmtpPost(server.settings()) as post:
        outcomes = [post.send(replace(LETTER, message_id=f"<{n}@example.vn>")) for n in range(20)]
    assert outcomes == [Accepted()] * 20
    assert server.connections == 1
    assert [got.message["Message-ID"] for got in server.mails] == [f"<{n}@example.vn>" for n in range(20)]


def test_starttls_with_login_and_a_sender_that_is_not_the_login(authority: smtp.Authority) -> None:
    with smtp.starttls(authority, LOGIN) as server:
        settings = server.settings(login=LOGIN[0], password=LOGIN[1], ca_file=authority.file)
        with SmtpPost(settings) as post:
            assert [post.send(LETTER), post.send(LETTER)] == [Accepted()] * 2
        assert server.connections == 1
        assert server.mails[1].part("plain") == TEXT
        assert server.mails[1].sender == smtp.SENDER


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not:UserWarning")  # the test server doesn't see SSL as TLS
def test_ssl_with_login(authority: smtp.Authority) -> None:
    with smtp.over_ssl(authority, LOGIN) as server:
        assert sent(server.settings(login=LOGIN[0], password=LOGIN[1], ca_file=authority.file)) == Accepted()
        assert server.mails[0].part("html") == HTML


def test_a_certificate_of_an_unknown_authority_is_not_trusted(authority: smtp.Authority, tmp_path: Path) -> None:
    other = smtp.Authority(tmp_path)
    with smtp.starttls(authority) as open_first, smtp.over_ssl(authority) as closed:
        for server in (open_first, closed):
            for trusted in (None, other.file):
                outcome = sent(server.settings(ca_file=trusted))
                assert isinstance(outcome, Unreachable)
                assert trouble(outcome) is Trouble.CERTIFICATE
            assert server.mails == []


def test_a_certificate_of_another_server_is_not_trusted(authority: smtp.Authority) -> None:
    with smtp.starttls(authority, name="mail.example.vn") as server:
        outcome = sent(server.settings(ca_file=authority.file))
        assert (type(outcome), trouble(outcome)) == (Unreachable, Trouble.CERTIFICATE)
        assert server.mails == []


def test_a_missing_file_of_authorities_is_said(server: smtp.Server, tmp_path: Path) -> None:
    outcome = sent(server.settings(mode="starttls", ca_file=str(tmp_path / "none.pem")))
    assert (type(outcome), trouble(outcome)) == (Unreachable, Trouble.CERTIFICATE)


def test_nothing_is_sent_openly_when_the_server_knows_no_starttls(server: smtp.Server) -> None:
    outcome = sent(server.settings(mode="starttls"))
    assert (type(outcome), trouble(outcome)) == (Unreachable, Trouble.CONNECTION)
    assert server.mails == []


def test_a_wrong_login_is_said_and_no_letter_slips_through_without_it(authority: smtp.Authority) -> None:
    with smtp.starttls(authority, LOGIN) as server:
        settings = server.settings(login=LOGIN[0], password="wrong", ca_file=authority.file)
        with SmtpPost(settings) as post:
            outcomes = [post.send(LETTER) for _ in range(5)]
        assert {type(outcome) for outcome in outcomes} == {Unreachable}
        assert {trouble(outcome) for outcome in outcomes} == {Trouble.LOGIN}
        assert server.connections == 1, "a wrong password isn't tried again for each letter"
        with SmtpPost(settings) as post:
            assert trouble(post.send(LETTER)) is Trouble.LOGIN
        assert server.mails == []


def test_a_session_without_its_login_is_not_taken_for_a_good_one(authority: smtp.Authority) -> None:
    with smtp.starttls(authority, LOGIN, login_required=False) as server:
        wrong = Session(server.settings(login=LOGIN[0], password="wrong", ca_file=authority.file))
        message = mail.compose(LETTER, smtp.SENDER, "", NOW)
        for _ in range(2):
            with pytest.raises(NoSession, match="login: 535"):
                wrong.send(to=LETTER.to_address, contents=message)
        wrong.close()
        assert server.mails == []
        assert server.connections == 2


def test_a_server_that_wants_a_login_which_is_not_set_keeps_the_letter_for_later(authority: smtp.Authority) -> None:
    with smtp.starttls(authority, LOGIN) as server:
        outcome = sent(server.settings(ca_file=authority.file))
        assert (type(outcome), trouble(outcome)) == (Unreachable, Trouble.SENDER)


# Servers that say no.


def test_a_refused_recipient_is_for_good_and_the_next_letter_goes_on(server: smtp.Server) -> None:
    with SmtpPost(server.settings()) as post:
        server.rcpt = "550 5.1.1 No such person"
        refused = post.send(LETTER)
        server.rcpt = ""
        assert post.send(LETTER) == Accepted()
    assert refused == Refused("recipient: 550 5.1.1 No such person")
    assert server.connections == 1


@pytest.mark.parametrize(
    "answers, expected",
    [
        ({"rcpt": "451 4.7.1 Try again later"}, Unreachable("recipient: 451 4.7.1 Try again later")),
        ({"data": "451 4.3.0 Try again later"}, Unreachable("message: 451 4.3.0 Try again later")),
        ({"data": "554 5.6.0 Not wanted"}, Refused("message: 554 5.6.0 Not wanted")),
        ({"rcpt": "421 4.3.2 Closing"}, Unreachable("recipient: 421 4.3.2 Closing")),
        ({"rcpt": "530 5.7.0 Sign in first"}, Unreachable("login: 530 5.7.0 Sign in first")),
    ],
)
def test_4xx_is_for_later_and_5xx_for_good(answers: dict[str, str], expected: Outcome) -> None:
    with smtp.plain(**answers) as server:
        assert sent(server.settings()) == expected
        assert server.mails == []


def test_a_connection_lost_after_the_mail_is_for_later_and_not_repeated_at_once() -> None:
    """The server may have taken it: the outbox tries again by and by, with the same Message-ID."""
    with smtp.plain(drops=True) as server:
        started = time.monotonic()
        with SmtpPost(server.settings()) as post:
            outcome = post.send(LETTER)
            assert (type(outcome), trouble(outcome)) == (Unreachable, Trouble.CONNECTION)
            assert len(server.mails) == 1
            server.drops = False
            assert post.send(LETTER) == Accepted()
        assert time.monotonic() - started < 3
        assert server.connections == 2


def test_a_server_that_hangs_up_again_and_again_is_left_alone_until_the_next_round() -> None:
    with smtp.plain(drops=True) as server, SmtpPost(server.settings()) as post:
        assert {trouble(post.send(LETTER)) for _ in range(10)} == {Trouble.CONNECTION}
        assert server.connections == 3
        server.drops = False
        with post:
            assert post.send(LETTER) == Accepted()


def test_a_server_that_is_down_is_for_later_and_asked_once_a_round(server: smtp.Server) -> None:
    post = SmtpPost(server.settings(port=smtp.nobody_there()))
    with post:
        outcomes = [post.send(LETTER), post.send(LETTER)]
    assert {(type(outcome), trouble(outcome)) for outcome in outcomes} == {(Unreachable, Trouble.CONNECTION)}


def test_a_server_that_says_nothing_is_given_up_in_time() -> None:
    with smtp.silent() as port:
        settings = PostSettings(smtp.HOST, port, smtp.SENDER, mode="plain", timeout=0.2)
        started = time.monotonic()
        with SmtpPost(settings) as post:
            outcomes = [post.send(LETTER) for _ in range(50)]
        assert {trouble(outcome) for outcome in outcomes} == {Trouble.CONNECTION}
        assert time.monotonic() - started < 2


# Letters and settings that can't be.


@pytest.mark.parametrize("bad", ["\r\nBcc: all@example.vn", "\nBcc: all@example.vn", "\r", "\x00", "\u2028", "\ud800"])
@pytest.mark.parametrize("where", ["subject", "to_name", "to_address", "message_id", "reply_to", "headers"])
def test_a_line_break_in_a_header_is_refused(where: str, bad: str) -> None:
    before = getattr(LETTER, where) or "lan@example.vn"
    changed: dict[str, Any] = {where: {"X-Kind": f"issue{bad}"} if where == "headers" else f"{before}{bad}"}
    letter = replace(LETTER, **changed)
    with pytest.raises(ValueError, match=r"control character|address|Message-ID"):
        mail.compose(letter, smtp.SENDER, "", NOW)
    with NullPost() as kept:
        assert isinstance(kept.send(letter), Refused)
        assert not kept.letters


def test_an_impossible_letter_is_refused_and_the_rest_goes_on(server: smtp.Server) -> None:
    with SmtpPost(server.settings()) as post:
        outcome = post.send(replace(LETTER, subject="Hồ sơ\r\nBcc: all@example.vn"))
        assert outcome == Refused("content: the subject holds a line break or another control character")
        assert post.send(LETTER) == Accepted()
        assert trouble(post.send(replace(LETTER, text="\ud800"))) is Trouble.CONTENT
    assert [got.recipients for got in server.mails] == [[LETTER.to_address]]


@pytest.mark.parametrize(
    "address",
    ["", "lan", "lan@", "@example.vn", "lan nguyen@example.vn", "lân@example.vn", "lan@example.vn, mai@example.vn",
     "Lan <lan@example.vn>", "lan@exa mple.vn", "lan@example..vn", ".lan@example.vn", "lan@" + "a" * 70 + ".vn",
     "l" * 250 + "@a.vn"],
)  # fmt: skip
def test_an_impossible_address_is_refused_without_asking_a_server(address: str) -> None:
    settings = PostSettings(smtp.HOST, smtp.nobody_there(), smtp.SENDER, mode="plain")
    outcome = sent(settings, replace(LETTER, to_address=address))
    assert (type(outcome), trouble(outcome)) == (Refused, Trouble.ADDRESS)


@pytest.mark.parametrize("name", ["Bcc", "from", "Message-ID", "Content-Type", "X Kind", "X-Kind:", ""])
def test_a_letter_can_not_set_a_header_of_ours(name: str) -> None:
    with pytest.raises(ValueError, match="can't set this header"):
        mail.compose(replace(LETTER, headers={name: "x"}), smtp.SENDER, "", NOW)


def test_a_long_link_in_a_header_stays_in_one_piece() -> None:
    message = mail.compose(replace(LETTER, headers={"List-Unsubscribe": f"<{LINK}>"}), smtp.SENDER, "", NOW)
    assert f"<{LINK}>\r\n".encode() in message.as_bytes()


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"mode": "tls"}, "plain, starttls, ssl"),
        ({"login": "a"}, "go together"),
        ({"password": "a"}, "go together"),
        ({"mode": "plain", "login": "a", "password": "b"}, "open line"),
        ({"login": "a", "password": "mật khẩu"}, "don't take"),
        ({"sender_address": "he-thong@"}, "domain"),
        ({"sender_address": "he thong@example.vn"}, "mail can reach"),
        ({"sender_name": "A\r\nBcc: b@example.vn"}, "control character"),
    ],
)
def test_settings_that_make_no_sense_are_refused_in_a_sentence(changes: dict[str, str], sentence: str) -> None:
    given: dict[str, Any] = {"host": "mail.example.vn", "port": 587, "sender_address": smtp.SENDER, **changes}
    with pytest.raises(ValueError, match=sentence):
        PostSettings(**given)


# The rest.


def test_no_password_no_address_and_no_content_get_into_logs(
    authority: smtp.Authority, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "correct horse, wrong battery"
    with smtp.starttls(authority, LOGIN) as server:
        logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd's own
        good = server.settings(login=LOGIN[0], password=LOGIN[1], ca_file=authority.file)
        wrong = replace(good, password=secret)
        caplog.clear()
        assert sent(good) == Accepted()
        outcome = sent(wrong)
        said = "".join(
            f"{record.getMessage()} {record.__dict__}" for record in caplog.records if record.name != "asyncio"
        )
    assert "mail_server_unusable" in said
    shown = said + "".join(capfd.readouterr()) + repr([good, wrong, outcome, LETTER])
    for hidden in (secret, LOGIN[1], "Đề nghị", LINK):
        assert hidden not in shown
    assert LETTER.to_address not in said


def test_the_same_letter_has_the_same_message_id_and_tells_nothing() -> None:
    one = message_id_for("reminder:17:2:lan@example.vn", "phối-hợp.vn")
    assert one == message_id_for("reminder:17:2:lan@example.vn", "phối-hợp.vn")
    assert one != message_id_for("reminder:17:3:lan@example.vn", "phối-hợp.vn")
    assert one.isascii()
    assert "lan" not in one
    assert len(one) < 78


@pytest.mark.parametrize("domain", ["localhost", "127.0.0.1", "::1", "my_host", "phoi-hop.example.vn"])
def test_any_place_of_the_product_makes_a_message_id(domain: str) -> None:
    letter = replace(LETTER, message_id=message_id_for("x", domain))
    assert mail.compose(letter, smtp.SENDER, "", NOW)["Message-ID"] == letter.message_id


def test_without_a_server_the_last_letters_are_kept_to_be_read() -> None:
    with NullPost(keep=2) as post:
        for n in range(3):
            assert post.send(replace(LETTER, subject=f"Thư {n}")) == Accepted()
    assert [letter.subject for letter in post.letters] == ["Thư 1", "Thư 2"]
