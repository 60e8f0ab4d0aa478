"""The door: signing in and out, throttled, telling nothing; passwords by mailed links that work once."""

from __future__ import annotations

import re

import pytest

from coordination.kernel.pages import safe_next
from coordination.units import actions, queries
from coordination.units.models import OneTimeLink, SignInTry
from coordination.units.rules import ACCOUNT_TRIES, ADDRESS_TRIES

NEW = "sông Sài Gòn chảy qua thành phố"


@pytest.fixture
def door(browser):
    """The sign-in form, filled in and sent; what is answered at once."""

    def knock(email: str, password: str, *, status=303, next: str = ""):
        data = {"email": email, "password": password, "next": next}
        return browser.post("units.try_sign_in", data, status=status)

    return knock


def link_in(letter) -> str:
    return re.search(r"http://localhost(/password/\S+)", letter.text)[1]


# Signing in and out


def test_the_right_password_opens_the_door_and_leads_to_the_page_that_was_wanted(browser, cast) -> None:
    page = browser.get("units.account", status=303)
    assert page.response.location == "/sign-in?next=/account"
    form = browser.get(page.response.location).form("sign-in")
    after = form.fill(email=cast.lan.email.upper(), password=cast.PASSWORD).submit()
    assert after.path == "/account"
    after.says("Nguyễn Thị Lan", "Sở Tài chính")


def test_who_is_in_already_is_not_asked_again(browser, cast) -> None:
    assert browser.as_(cast.lan).get("units.sign_in", status=303).response.location == "/"


def test_the_session_before_sign_in_is_not_the_one_after(browser, cast, door) -> None:
    browser.get("units.sign_in")
    with browser.client.session_transaction() as session:
        session["left_behind"] = "x"
        token = session.get("csrf_token")
    door(cast.lan.email, cast.PASSWORD)
    with browser.client.session_transaction() as session:
        assert "left_behind" not in session
        assert session.get("csrf_token") != token or token is None


@pytest.mark.parametrize("wanted", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_on_to_another_site(cast, door, wanted) -> None:
    assert safe_next(wanted) is None
    assert door(cast.lan.email, cast.PASSWORD, next=wanted).response.location == "/"


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(browser, cast, door) -> None:
    answers = []
    for email in (cast.lan.email, "khong.co@tphcm.example.vn", "", "x" * 10_000, "<script>alert(1)</script>", "a\0b"):
        answer = door(email, "sai mật khẩu rồi")
        page = browser.get(answer.response.location)
        page.says("Địa chỉ email hoặc mật khẩu chưa đúng")
        answers.append((answer.status, answer.response.location, page.text.replace(email, "")))
    assert len({each[:2] for each in answers}) == 1


def test_what_was_typed_stays_except_the_password(browser, cast, door) -> None:
    page = browser.get(door("lan@x.example", "sai mật khẩu rồi").response.location)
    assert page.form("sign-in").value("email") == "lan@x.example"
    assert page.form("sign-in").value("password") == ""


def test_an_unknown_address_costs_the_same_work_as_a_wrong_password(app, cast, clock, monkeypatch) -> None:
    worked = []
    real = actions.passwords._hasher

    class Counting:
        def verify(self, kept, password):
            worked.append(kept.split("$")[3])
            return real.verify(kept, password)

        def hash(self, password):
            return real.hash(password)

    actions.password_holds("", "warm up")
    monkeypatch.setattr(actions.passwords, "_hasher", Counting())
    for email in (cast.lan.email, "khong.co@tphcm.example.vn"):
        assert actions.sign_in(email, "sai", account_key="k", now=clock.now) is None
    assert len(worked) == 2
    assert worked[0] == worked[1], "the same costs"


def test_somebody_without_access_or_without_a_role_does_not_come_in(browser, cast, db, door) -> None:
    cast.lan.active = False
    page = browser.get(door(cast.lan.email, cast.PASSWORD).response.location)
    page.says("Địa chỉ email hoặc mật khẩu chưa đúng")
    page = browser.get(door(cast.nobody.email, cast.PASSWORD).response.location)
    page.says("Tài khoản chưa được giao vai trò")
    assert browser.get("units.account", status=303).response.location.startswith("/sign-in")


def test_guessing_at_one_account_is_stopped_and_says_until_when(browser, cast, clock, door) -> None:
    for _ in range(ACCOUNT_TRIES):
        door(cast.lan.email, "sai mật khẩu rồi")
    for password in ("sai mật khẩu rồi", cast.PASSWORD):
        page = door(cast.lan.email, password, status=429)
        page.says("Đã thử quá nhiều lần", "09:15")
        assert page.response.headers["Retry-After"] == "901"
    door(cast.mai.email, cast.PASSWORD)
    clock.pass_(minutes=15, seconds=1)
    assert door(cast.lan.email, cast.PASSWORD).response.location == "/"


def test_an_account_that_nobody_has_is_stopped_just_the_same(cast, door) -> None:
    for _ in range(ACCOUNT_TRIES):
        door("khong.co@x.example", "sai mật khẩu rồi")
    door("khong.co@x.example", "sai mật khẩu rồi", status=429)


def test_one_address_guessing_at_many_accounts_is_stopped(cast, door) -> None:
    for n in range(ADDRESS_TRIES):
        door(f"n{n}@x.example", "sai mật khẩu rồi")
    door(cast.lan.email, cast.PASSWORD, status=429)


def test_the_right_password_forgives_the_failures_before_it(cast, db, door) -> None:
    for _ in range(ACCOUNT_TRIES - 1):
        door(cast.lan.email, "sai mật khẩu rồi")
    door(cast.lan.email, cast.PASSWORD)
    for _ in range(ACCOUNT_TRIES - 1):
        door(cast.lan.email, "sai mật khẩu rồi")
    door(cast.lan.email, cast.PASSWORD)


def test_neither_account_nor_address_can_be_read_from_what_is_kept_of_a_failure(cast, db, door) -> None:
    door(cast.lan.email, "sai mật khẩu rồi")
    kept = db.session.query(SignInTry).all()
    assert len(kept) == 2
    assert all(len(each.who) == 64 and "lan" not in each.who for each in kept)


def test_failures_are_forgotten_after_a_while(cast, db, clock, door) -> None:
    door(cast.lan.email, "sai mật khẩu rồi")
    clock.pass_(hours=1)
    door(cast.mai.email, "sai mật khẩu rồi")
    assert db.session.query(SignInTry).count() == 2


def test_signing_out_ends_the_session(browser, cast) -> None:
    lan = browser.as_(cast.lan)
    lan.post("units.sign_out")
    assert lan.get("units.account", status=303).response.location.startswith("/sign-in")


def test_signing_out_everywhere_ends_every_session(browser, cast) -> None:
    here, there = browser.as_(cast.lan), browser.as_(cast.lan)
    here.post("units.sign_out_everywhere")
    for each in (here, there):
        assert each.get("units.account", status=303).response.location.startswith("/sign-in")


@pytest.mark.parametrize("key", ["", "x", "1", "1:x", "1:999999", "999999:1", "1:1:1", "9" * 40 + ":1", "-1:1", "²:1"])
def test_a_made_up_session_opens_nothing(app, cast, key) -> None:
    assert queries.signed_in_person(key) is None


def test_who_is_signed_in_is_found_with_one_statement_roles_included(app, cast, statements) -> None:
    key = f"{cast.two.id}:{cast.two.session_version}"
    statements.clear()
    found = queries.signed_in_person(key)
    assert len(statements) == 1
    assert found is not None
    assert found.get_id() == key
    assert [actor.unit_name for actor, _, _ in found.places] == ["Sở Tư pháp", "Sở Du lịch"]
    assert [actor for actor, _, _ in found.places] == queries.actors_of(cast.two)
    assert queries.actors_of(cast.lan) == [cast.actor("lan")]


def test_a_role_counts_between_its_dates_only(browser, cast, clock, db) -> None:
    (held,) = cast.lan.memberships
    held.until = clock.today
    lan = browser.as_(cast.lan)
    lan.get("units.account")
    clock.pass_days(1)
    assert lan.get("units.account", status=303).response.location.startswith("/sign-in")


# Passwords by mail


def test_a_forgotten_password_is_set_anew_by_the_mailed_link(browser, cast, post, door) -> None:
    page = browser.get("units.forgotten").form().fill(email=cast.lan.email).submit()
    page.says("Nếu địa chỉ này có tài khoản")
    letter = post.letter(to=cast.lan, kind="reset")
    assert cast.lan.name in letter.text
    form = browser.get(link_in(letter)).form()
    form.fill(password=NEW, again=NEW).submit().says("Đã đặt mật khẩu")
    assert door(cast.lan.email, NEW).response.location == "/"


def test_asking_about_nobody_looks_the_same_and_sends_nothing(browser, cast, post) -> None:
    known = browser.post("units.ask_for_link", {"email": cast.lan.email})
    unknown = browser.post("units.ask_for_link", {"email": "khong.co@x.example"})
    assert known.response.location == unknown.response.location
    assert [letter.to_address for letter in post.letters()] == [cast.lan.email]


def test_at_most_three_letters_in_a_quarter_of_an_hour(browser, cast, post) -> None:
    for _ in range(5):
        browser.post("units.ask_for_link", {"email": cast.lan.email})
    assert len(post.letters(kind="reset")) == 3


def test_setting_a_password_ends_every_session(browser, cast, post) -> None:
    lan = browser.as_(cast.lan)
    browser.post("units.ask_for_link", {"email": cast.lan.email})
    browser.post(link_in(post.letter()), {"password": NEW, "again": NEW})
    assert lan.get("units.account", status=303).response.location.startswith("/sign-in")


def test_a_link_works_once(browser, cast, post, door) -> None:
    browser.post("units.ask_for_link", {"email": cast.lan.email})
    path = link_in(post.letter())
    browser.post(path, {"password": NEW, "again": NEW})
    again = browser.post(path, {"password": NEW + "!", "again": NEW + "!"})
    assert again.response.location == path
    browser.get(path).says("Liên kết này đã dùng hoặc đã hết hạn.")
    door(cast.lan.email, NEW)


def test_guessing_at_the_old_password_is_stopped_beside_the_field_and_says_until_when(browser, cast, clock) -> None:
    lan = browser.as_(cast.lan)
    form = lan.get("units.change_password").form("units.keep_changed_password")
    for _ in range(ACCOUNT_TRIES):
        form.fill(old="không phải", password=NEW, again=NEW).submit().says("Mật khẩu hiện nay chưa đúng")
    page = form.fill(old=cast.PASSWORD, password=NEW, again=NEW).submit(status=429)
    page.says("Đổi mật khẩu", "Đã nhập sai quá nhiều lần. Nhập lại được sau 09:15 thứ Hai, 05/10/2026.")
    assert page.soup.select_one("#old-error") is not None
    assert page.response.headers["Retry-After"] == "901"
    clock.pass_(minutes=15, seconds=1)
    form.fill(old=cast.PASSWORD, password=NEW, again=NEW).submit().says("Đã đổi mật khẩu")


def test_opening_a_link_uses_nothing_up(browser, cast, post, db) -> None:
    browser.post("units.ask_for_link", {"email": cast.lan.email})
    for _ in range(3):
        browser.get(link_in(post.letter())).says("Đặt mật khẩu")
    assert db.session.query(OneTimeLink).one().used_at is None


@pytest.mark.parametrize("hours", [1, 1.5, 72])
def test_a_link_that_expired_says_so_and_sends_a_fresh_one(browser, cast, post, clock, hours) -> None:
    browser.post("units.ask_for_link", {"email": cast.lan.email})
    path = link_in(post.letter())
    clock.pass_(hours=hours)
    page = browser.get(path)
    page.says("Liên kết này đã dùng hoặc đã hết hạn.")
    page.lacks(cast.lan.email, cast.lan.name)
    assert browser.post(path, {"password": NEW, "again": NEW}).response.location == path
    page.form("renew").submit().says("Liên kết mới đã được gửi")
    fresh = post.letters(to=cast.lan)[-1]
    assert link_in(fresh) != path
    browser.get(link_in(fresh)).says("Đặt mật khẩu")


def test_a_newer_link_takes_the_place_of_the_older(browser, cast, post) -> None:
    for _ in range(2):
        browser.post("units.ask_for_link", {"email": cast.lan.email})
    old, new = (link_in(letter) for letter in post.letters())
    browser.get(old).says("đã hết hạn")
    browser.get(new).says("Nhập lại mật khẩu mới")


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "..%2f..", "đường"])
def test_a_forged_link_is_nowhere(browser, cast, token) -> None:
    browser.get(f"/password/{token}", status=404)
    browser.post(f"/password/{token}", {"password": NEW, "again": NEW}, status=404)
    browser.post(f"/password/{token}/renew", status=404)


def test_of_a_link_only_its_digest_is_kept(browser, cast, post, db) -> None:
    browser.post("units.ask_for_link", {"email": cast.lan.email})
    token = link_in(post.letter()).removeprefix("/password/")
    assert len(token) >= 43
    assert token not in db.session.query(OneTimeLink).one().digest


def test_pages_of_a_link_are_kept_by_nobody(browser, cast, post) -> None:
    browser.post("units.ask_for_link", {"email": cast.lan.email})
    assert browser.get(link_in(post.letter())).response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "password,again,sentence",
    [
        ("", "", "Nhập mật khẩu mới."),
        ("ngắn", "ngắn", "Mật khẩu cần ít nhất 10 ký tự"),
        ("x" * 10_000, "x" * 10_000, "Mật khẩu dài quá"),
        (NEW, NEW + "x", "Hai lần nhập mật khẩu chưa giống nhau"),
        ("nguyen thi lan 1985", "nguyen thi lan 1985", "Mật khẩu trùng với tên"),
        ("matkhau12345", "matkhau12345", "Mật khẩu này quá phổ biến"),
    ],
)
def test_a_password_that_is_refused_says_why_and_the_link_stays_good(
    browser, cast, post, password, again, sentence
) -> None:
    browser.post("units.ask_for_link", {"email": cast.lan.email})
    path = link_in(post.letter())
    page = browser.post(path, {"password": password, "again": again}, status=422)
    page.says(sentence)
    assert page.form().value("password") == ""
    browser.post(path, {"password": NEW, "again": NEW})


def test_a_letter_is_written_in_its_reader_s_language(browser, cast, post) -> None:
    cast.lan.language = "en"
    browser.post("units.ask_for_link", {"email": cast.lan.email})
    letter = post.letter()
    assert letter.language == "en"
    assert "password" in letter.subject.lower()
    assert "mật khẩu" not in letter.text


def test_one_s_own_password_is_changed_by_who_knows_the_old_one(browser, cast, door) -> None:
    lan, elsewhere = browser.as_(cast.lan), browser.as_(cast.lan)
    form = lan.get("units.change_password").form("units.keep_changed_password")
    form.fill(old="không phải", password=NEW, again=NEW).submit().says("Mật khẩu hiện nay chưa đúng")
    form.fill(old=cast.PASSWORD, password=NEW, again=NEW).submit().says("Đã đổi mật khẩu")
    lan.get("units.account")
    assert elsewhere.get("units.account", status=303).response.location.startswith("/sign-in")
    door(cast.lan.email, NEW)


# Language and role


def test_the_language_is_switched_and_stays_switched(browser, cast) -> None:
    lan = browser.as_(cast.lan)
    assert lan.post("units.language", {"language": "en", "next": "/account"}).response.location == "/account"
    assert cast.lan.language == "en"
    lan.language = "en"
    lan.get("units.account").says("My account")
    lan.post("units.language", {"language": "fr"}, status=400)


def test_the_language_is_switched_before_sign_in_too(browser) -> None:
    browser.post("units.language", {"language": "en", "next": "/sign-in"})
    browser.language = "en"
    browser.get("units.sign_in").says("Sign in")


def test_a_person_with_two_roles_acts_in_one_and_switches(browser, cast) -> None:
    two = browser.as_(cast.two)
    two.get("units.account").row("Sở Tư pháp").says("đang dùng")
    other = cast.actor("two", unit=cast.sdl)
    two.post("units.switch_role", {"membership_id": other.membership_id, "next": "/account"})
    two.get("units.account").row("Sở Du lịch").says("đang dùng")


def test_nobody_switches_to_a_role_of_somebody_else(browser, cast) -> None:
    theirs = cast.actor("dung").membership_id
    for wrong in (theirs, "", "x", "9" * 30):
        browser.as_(cast.lan).post("units.switch_role", {"membership_id": wrong}, status=404)


# The demonstration


def test_outside_the_demonstration_the_door_names_nobody(browser, cast, clock) -> None:
    person = actions.create_person("Người Mẫu", "mau@demo.example", by=cast.actor("admin"), now=clock.now)
    actions.appoint(person, cast.stc, cast.actor("lan").role, by=cast.actor("admin"), now=clock.now)
    browser.get("units.sign_in").lacks("mau@demo.example", "Phoi-hop-2026")


def test_in_the_demonstration_each_person_has_a_button_that_signs_in(app, browser, cast, clock, monkeypatch) -> None:
    from coordination.units.rules import DEMO_PASSWORD

    monkeypatch.setitem(app.config, "DEMO", True)
    person = actions.create_person("Người Mẫu", "mau@demo.example", by=cast.actor("admin"), now=clock.now)
    person.password_hash = actions.hash_password(DEMO_PASSWORD)
    actions.appoint(person, cast.stc, cast.actor("lan").role, by=cast.actor("admin"), now=clock.now)
    page = browser.get("units.sign_in")
    page.says("Người Mẫu", DEMO_PASSWORD, "Sở Tài chính")
    page.lacks(cast.lan.email)
    data = {"email": "mau@demo.example", "password": DEMO_PASSWORD}
    assert browser.post("units.try_sign_in", data).response.location == "/"


def test_time_tells_nothing_about_who_has_an_account(app, cast, clock, monkeypatch) -> None:
    """The same work for a known address as for an unknown one: as many passwords tried, at the same cost."""
    from argon2 import PasswordHasher, extract_parameters

    class Counted(PasswordHasher):
        def verify(self, kept: str, password: str) -> bool:  # type: ignore[override]
            tried.append(extract_parameters(kept))
            return super().verify(kept, password)

    tried: list[object] = []
    monkeypatch.setattr(actions.passwords, "_hasher", Counted(time_cost=2, memory_cost=19 * 1024, parallelism=1))
    monkeypatch.setattr(actions.passwords, "_nobody", "")
    cast.lan.password_hash = actions.hash_password(cast.PASSWORD)
    for email in (cast.lan.email, "khong.co@tphcm.example.vn"):
        assert actions.sign_in(email, "sai", account_key="k", now=clock.now) is None
    known, unknown = tried
    assert known == unknown
