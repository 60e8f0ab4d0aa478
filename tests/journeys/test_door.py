"""The door: first sign-in by the mailed link, forgotten password, roles, languages, a session that ended."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.cast import PASSWORD
from tests.journeys.house import House
from tests.journeys.people import Somebody

People = Callable[..., Somebody]
NEW = "Thuyền về có nhớ bến chăng 1962"


def link_in(text: str) -> str:
    found = re.search(r"https?://\S+", text)
    assert found, text
    return found.group()


def test_a_new_colleague_comes_in_by_the_link_in_her_letter(house: House, person: People) -> None:
    admin = person("admin")
    admin.opens("/people/new").types("Họ và tên", "Lưu Thị Cúc").types("Địa chỉ email", "cuc.lt@stp.example")
    admin.presses("Lưu")
    admin.follows("Giao vai trò").selects("Đơn vị", "Sở Tư pháp").selects("Vai trò", "Chuyên viên").presses("Lưu")
    admin.presses("Gửi thư mời đặt mật khẩu")
    house.jobs()

    letter = house.mails("cuc.lt@stp.example", kind="invitation")[0]
    assert "Lưu Thị Cúc" in letter.text
    cuc = person()
    cuc.opens(link_in(letter.text))
    cuc.types("Mật khẩu mới", NEW).types("Nhập lại mật khẩu mới", NEW).presses("Đặt mật khẩu")
    cuc.types("Địa chỉ email", "cuc.lt@stp.example").types("Mật khẩu", NEW).presses("Đăng nhập")
    assert cuc.heading == "Việc của tôi"

    another = person()
    another.opens(link_in(letter.text)).misses("Nhập lại mật khẩu mới")


def test_who_forgot_the_password_gets_a_link_and_the_old_browser_is_out(house: House, person: People) -> None:
    office = person("mai")
    home = person()
    home.opens("/sign-in").follows("Quên mật khẩu")
    home.types("Địa chỉ email", house.ask(lambda: str(house.cast.mai.email))).presses("Gửi liên kết đặt lại mật khẩu")
    home.reads("Nếu địa chỉ này có tài khoản")
    home.opens(link_in(house.mails("mai", kind="reset")[0].text))
    home.types("Mật khẩu mới", NEW).types("Nhập lại mật khẩu mới", NEW).presses("Đặt mật khẩu")
    home.reads("Đã đặt mật khẩu")
    office.opens("/")
    assert office.heading == "Đăng nhập"


def test_who_works_for_two_units_changes_hats(house: House, person: People) -> None:
    two = person("two")
    two.reads("Sở Tư pháp")
    two.switches_to("Sở Du lịch")
    assert two.page.locator(".head .menu-strong").first.inner_text() == "Sở Du lịch"


def test_the_language_follows_the_person(person: People) -> None:
    lan = person("lan")
    lan.presses("EN", exact=False)
    assert lan.page.locator("html").get_attribute("lang") == "en"
    lan.presses("VI", exact=False)
    assert lan.heading == "Việc của tôi"


def test_a_link_in_a_letter_leads_through_the_door_to_the_very_thing(house: House, person: People) -> None:
    with house.inside() as make:
        make.consultation(subject="Góp ý quy chế quản lý nhà ở xã hội", consultees=["stp"])
    house.jobs()
    letter = house.mails("stp", kind="issue")[0]
    mai = person()
    mai.opens(link_in(letter.text))
    assert mai.heading == "Đăng nhập"
    mai.types("Địa chỉ email", house.ask(lambda: str(house.cast.mai.email))).types("Mật khẩu", PASSWORD).presses(
        "Đăng nhập"
    )
    mai.reads("Góp ý quy chế quản lý nhà ở xã hội")


def test_words_typed_when_the_session_had_ended_come_back(house: House, person: People) -> None:
    """Session over in mid-typing: the page says so and keeps the words; after signing in again they are in the form."""
    with house.inside() as make:
        consultee = make.consultee("stp").id
    mai = person("mai")
    mai.opens(f"/consultees/{consultee}/reply")
    mai.context.clear_cookies()
    mai.expected |= {400, 401}
    words = "Đề nghị bổ sung nguyên tắc phân bổ kinh phí theo số dân."
    mai.field("Nội dung góp ý").first.fill(words)
    mai.reads("phiên làm việc đã hết hạn")
    assert mai.field("Nội dung góp ý").first.input_value() == words
    mai.signs_in("mai")
    mai.opens(f"/consultees/{consultee}/reply")
    mai.reads("Nội dung gõ dở lần trước đã được đưa lại vào trang")
    assert mai.field("Nội dung góp ý").first.input_value() == words
