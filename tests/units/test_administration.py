"""Units, functions, people, signing: who may, what a form says to bad input, and that nothing typed is lost."""

from __future__ import annotations

import io
from datetime import date

import pytest

from coordination.kernel.actor import Role
from coordination.units import actions, queries
from coordination.units.models import Signatory, UnitGroup

LONG = "Đ" * 10_000
SCRIPT = "<script>alert('x')</script>"
BAD = ["", LONG, SCRIPT, "a\0b", "   ", "💥\u202e", "31/02/2026", "-1", "' OR 1=1 --"]


@pytest.fixture
def admin(browser, cast):
    return browser.as_(cast.admin)


@pytest.fixture
def dung(browser, cast):
    """Head of Sở Tài chính."""
    return browser.as_(cast.dung)


# Units


def test_everybody_signed_in_finds_units_and_their_functions(browser, cast) -> None:
    lan = browser.as_(cast.lan)
    page = lan.get("units.unit_list", query={"q": "so xay"})
    page.row("Sở Xây dựng").says("Sở, ngành")
    page.lacks("Sở Du lịch", "Thêm đơn vị")
    page.link("Sở Xây dựng").follow().says("Quản lý quy hoạch, kiến trúc", "Quyết định của UBND Thành phố")


def test_the_list_filters_by_kind_and_bears_any_search(admin) -> None:
    admin.get("units.unit_list", query={"kind": "ward"}).says("Ủy ban nhân dân phường Gò Vấp")
    admin.get("units.unit_list", query={"kind": "ward"}).lacks("Sở Tư pháp")
    for text in (*BAD, "%", "_", "\\"):
        admin.get("units.unit_list", query={"q": text, "kind": text[:20], "after": text})
    admin.get("units.unit_list", query={"q": "%"}).says("Không có đơn vị nào phù hợp")


def test_a_unit_is_added_and_changed(admin, cast) -> None:
    form = admin.get("units.new_unit").form()
    form.fill(name="Sở Khoa học và Công nghệ", code="SKHCN", kind="department", parent_id=cast.ubnd.id, symbol="SKHCN")
    page = form.fill(active_from="01/03/2025", is_authority=False).submit()
    page.says("Đã thêm đơn vị", "Sở Khoa học và Công nghệ")
    unit = queries.unit_by_code("SKHCN")
    assert unit is not None
    assert unit.path == f"{cast.ubnd.path}{unit.id}/"
    form = page.link("Sửa đơn vị").follow().form()
    assert form.value("active_from") == "01/03/2025"
    form.fill(name="Sở KH và CN", is_authority=True).submit().says("Đã lưu thông tin đơn vị.")
    assert (unit.name, unit.is_authority, unit.active_from) == ("Sở KH và CN", True, date(2025, 3, 1))


def test_a_unit_form_keeps_what_was_typed_and_says_what_is_wrong(admin, cast) -> None:
    form = admin.get("units.new_unit").form()
    page = form.fill(name="Sở Mới", code="stc", kind="department", active_from="31/02/2026").submit(status=422)
    assert page.form().value("name") == "Sở Mới"
    assert page.form().value("active_from") == "31/02/2026"
    page = page.form().fill(active_from="1/7/2025").submit(status=422)
    page.says("Mã “stc” đã dùng cho đơn vị khác.")
    page = page.form().fill(code="SM", active_to="30/6/2025").submit(status=422)
    page.says("Ngày kết thúc sớm hơn ngày bắt đầu.")


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize(
    "field", ["name", "code", "kind", "parent_id", "short_name", "symbol", "address", "active_from", "active_to"]
)
def test_no_field_of_a_unit_breaks_anything(admin, field, bad) -> None:
    data = {"name": "Sở Mới", "code": "SM", "kind": "department"} | {field: bad}
    admin.post("units.create_unit", data, status=(303, 422))


def test_a_unit_cannot_stand_below_itself(admin, cast) -> None:
    form = admin.get("units.edit_unit", unit_id=cast.ubnd.id).form()
    form.fill(parent_id=cast.stc.id).submit(status=422).says("không thể trực thuộc chính mình")
    assert cast.ubnd.parent_id is None


@pytest.mark.req("L2")
def test_a_function_is_written_with_its_legal_basis_and_dates_and_ended(admin, cast) -> None:
    form = admin.get("units.new_function", unit_id=cast.stc.id).form()
    form.submit(status=422).says("Nhập chức năng, nhiệm vụ.", "Nhập văn bản giao chức năng, nhiệm vụ này.")
    page = form.fill(name="Quản lý tài sản công", legal_basis="Điều 2 QĐ 9/2025", valid_from="01/07/2025").submit()
    page.says("Quản lý tài sản công", "Điều 2 QĐ 9/2025", "từ 01/07/2025")
    function = queries.functions_of(cast.stc.id)[-1]
    edit = admin.get("units.edit_function", unit_id=cast.stc.id, function_id=function.id).form()
    edit.fill(valid_to="04/10/2026").submit().says("đến hết 04/10/2026")
    day = date(2026, 10, 5)
    assert function not in queries.functions_of(cast.stc.id, day)
    assert [s.unit for s in queries.suggest("dự thảo về quản lý tài sản công", day)] == []
    assert [s.unit for s in queries.suggest("dự thảo về quản lý tài sản công", date(2026, 10, 4))] == [cast.stc]


def test_a_function_of_another_unit_is_nowhere(admin, cast) -> None:
    other = queries.functions_of(cast.stp.id)[0].id
    admin.get("units.edit_function", unit_id=cast.stc.id, function_id=other, status=404)
    admin.post("units.change_function", {"name": "x"}, unit_id=cast.stc.id, function_id=other, status=404)


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("field", ["name", "legal_basis", "valid_from", "valid_to"])
def test_no_field_of_a_function_breaks_anything(admin, cast, field, bad) -> None:
    data = {"name": "Quản lý tài sản công", "legal_basis": "QĐ"} | {field: bad}
    admin.post("units.assign_function", data, unit_id=cast.stc.id, status=(303, 422))


def test_who_is_no_administrator_changes_no_unit(browser, cast, dung) -> None:
    for who in (dung, browser.as_(cast.lan), browser.as_(cast.monitor), browser.as_(cast.chairman)):
        who.get("units.edit_unit", unit_id=cast.stc.id, status=403)
        who.get("units.new_unit", status=404)
        who.get("units.people_list", status=404)
        who.get("units.show_person", person_id=cast.mai.id, status=404)
        who.get("units.import_list", what="units", status=404)
        who.post("units.change_unit", {"name": "x"}, unit_id=cast.stc.id, status=403)
        who.post("units.create_person", {"name": "x"}, status=404)


# What a unit arranges for itself


def test_a_head_arranges_his_own_unit_and_no_other(dung, browser, cast) -> None:
    for endpoint in ("units.boxes", "units.signing_path", "units.new_signatory", "units.new_group"):
        dung.get(endpoint, unit_id=cast.stc.id)
        dung.get(endpoint, unit_id=cast.stp.id, status=403)
        browser.as_(cast.lan).get(endpoint, unit_id=cast.stc.id, status=403)
    dung.get("units.show_unit", unit_id=cast.stp.id).lacks("Quy trình trình ký", "stp@tphcm.example.vn")


def test_boxes_are_kept_one_a_line(dung, cast) -> None:
    form = dung.get("units.boxes", unit_id=cast.stc.id).form()
    assert form.value("boxes") == "stc@tphcm.example.vn"
    form.fill(boxes="A@x.example; b@x.example\n\na@x.example").submit().says("a@x.example", "b@x.example")
    assert queries.boxes(cast.stc.id) == ["a@x.example", "b@x.example"]


@pytest.mark.parametrize("bad", [LONG, SCRIPT, "a\0b", "khong-phai-email", "a@x.example, b@"])
def test_a_box_that_is_no_address_is_refused_and_stays_typed(dung, cast, bad) -> None:
    page = dung.post("units.keep_boxes", {"boxes": bad}, unit_id=cast.stc.id, status=422)
    assert page.form("units.keep_boxes").value("boxes") == bad.replace("\0", "")
    assert queries.boxes(cast.stc.id) == ["stc@tphcm.example.vn"]


def test_the_signing_path_is_set_in_one_form(dung, cast) -> None:
    form = dung.get("units.signing_path", unit_id=cast.stc.id).form()
    form.fill(title_1="Trưởng phòng", person_1=cast.thu.id, title_2="Giám đốc")
    page = form.submit()
    page.says("Trưởng phòng: Lê Thị Thu", "Giám đốc: thủ trưởng đơn vị (bất kỳ) (ký duyệt)")
    assert [(s.position, s.person_id) for s in queries.steps_of(cast.stc.id)] == [(1, cast.thu.id), (2, None)]
    form = dung.get("units.signing_path", unit_id=cast.stc.id).form()
    form.fill(title_1="", person_1="", title_2="").submit().says("Chưa đặt quy trình")


def test_a_step_with_a_person_and_without_a_name_is_refused(dung, cast) -> None:
    form = dung.get("units.signing_path", unit_id=cast.stc.id).form()
    form.fill(person_2=cast.thu.id).submit(status=422).says("Ghi tên bước")


def test_somebody_of_another_unit_cannot_be_put_on_the_path(dung, cast) -> None:
    data = {"title_1": "Trưởng phòng", "person_1": str(cast.mai.id)}
    dung.post("units.keep_signing_path", data, unit_id=cast.stc.id, status=422)
    assert queries.steps_of(cast.stc.id) == []


def test_a_signatory_is_written_down_and_removed(dung, cast, db) -> None:
    form = dung.get("units.new_signatory", unit_id=cast.stc.id).form()
    form.fill(person_id=cast.dung.id, capacity="TUQ.", title="Giám đốc")
    form.submit(status=422).says("Ký thừa lệnh, thừa ủy quyền phải ghi văn bản giao quyền.")
    page = form.fill(authorised_by="QĐ 12/QĐ-STC ngày 02/01/2026").submit()
    page.says("TUQ. Giám đốc", "QĐ 12/QĐ-STC")
    kept = db.session.query(Signatory).one()
    page.form(f"/units/{cast.stc.id}/signatories/{kept.id}/remove").submit().says("Chưa ghi người ký")


def test_a_group_is_saved_changed_and_removed(dung, cast, db) -> None:
    form = dung.get("units.new_group", unit_id=cast.stc.id).form()
    form.fill(name="Các sở hay hỏi").submit(status=422).says("Nhóm chưa có đơn vị nào.")
    page = form.fill(name="Các sở hay hỏi", unit_ids=[cast.stp.id, cast.sxd.id]).submit()
    page.says("Các sở hay hỏi", "2 đơn vị")
    group = db.session.query(UnitGroup).one()
    form = page.link("Các sở hay hỏi").follow().form("units.keep_group")
    assert set(form.value("unit_ids")) == {str(cast.stp.id), str(cast.sxd.id)}
    form.fill(unit_ids=[cast.sdl.id]).submit().says("1 đơn vị")
    data = {"name": "Các sở hay hỏi", "unit_ids": [str(cast.stp.id)]}
    again = dung.post("units.keep_new_group", data, unit_id=cast.stc.id, status=422)
    again.says("Đã có nhóm tên “Các sở hay hỏi”.")
    dung.post("units.drop_group", unit_id=cast.stc.id, group_id=group.id)
    assert queries.groups_of(cast.stc.id) == []


def test_another_unit_s_group_and_signatory_are_nowhere(dung, cast, clock) -> None:
    by = cast.actor("admin")
    group = actions.keep_group(cast.stp, "Riêng", [cast.sxd.id], by=by, now=clock.now)
    signatory = actions.keep_signatory(cast.stp, cast.tam.id, title="Giám đốc", by=by, now=clock.now)
    dung.get("units.edit_group", unit_id=cast.stc.id, group_id=group.id, status=404)
    dung.post("units.drop_group", unit_id=cast.stc.id, group_id=group.id, status=404)
    dung.post("units.drop_signatory", unit_id=cast.stc.id, signatory_id=signatory.id, status=404)


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize(
    "endpoint,field",
    [
        ("units.keep_signatory", "person_id"), ("units.keep_signatory", "capacity"), ("units.keep_signatory", "title"),
        ("units.keep_signatory", "field"), ("units.keep_signatory", "authorised_by"),
        ("units.keep_signatory", "valid_to"),
        ("units.keep_signing_path", "title_1"), ("units.keep_signing_path", "person_1"),
        ("units.keep_new_group", "name"), ("units.keep_new_group", "unit_ids"), ("units.keep_boxes", "boxes"),
    ],
)  # fmt: skip
def test_no_field_of_a_unit_s_settings_breaks_anything(dung, cast, endpoint, field, bad) -> None:
    good = {"person_id": str(cast.dung.id), "title": "Giám đốc", "name": "Nhóm", "unit_ids": [str(cast.stp.id)]}
    dung.post(endpoint, good | {field: bad}, unit_id=cast.stc.id, status=(303, 422))


# People


def test_a_person_is_entered_given_a_role_and_invited(admin, cast, post) -> None:
    form = admin.get("units.new_person").form()
    page = form.fill(name="Nguyễn Mới", email="MOI@x.example", title="Chuyên viên").submit()
    page.says("Đã thêm Nguyễn Mới.", "Chưa có vai trò nào")
    form = page.link("Giao vai trò").follow().form()
    page = form.fill(unit_id=cast.stc.id, role="officer", since="01/10/2026").submit()
    page.says("Chuyên viên", "Sở Tài chính", "từ 01/10/2026")
    person = queries.person_by_email("moi@x.example")
    page.form("Gửi thư mời đặt mật khẩu").submit().says("Đã gửi thư mời đặt mật khẩu tới moi@x.example.")
    letter = post.letter(to=person, kind="invitation")
    assert "/password/" in letter.text
    assert "Nguyễn Mới" in letter.html


def test_a_role_of_an_authority_is_given_at_an_authority_only(admin, cast) -> None:
    form = admin.get("units.new_role", person_id=cast.nobody.id).form()
    page = form.fill(unit_id=cast.stc.id, role="decision_maker").submit(status=422)
    page.says("Vai trò này chỉ có ở cấp có thẩm quyền")
    page.form().fill(unit_id=cast.ubnd.id, role="decision_maker").submit()
    assert [actor.role for actor in queries.actors_of(cast.nobody)] == [Role.DECISION_MAKER]


def test_a_role_is_ended_by_its_last_day(admin, cast, clock) -> None:
    (held,) = cast.lan.memberships
    form = admin.get("units.edit_role", person_id=cast.lan.id, membership_id=held.id).form()
    form.fill(until="04/10/2026").submit().says("đến hết 04/10/2026")
    assert queries.actors_of(cast.lan, clock.today) == []
    admin.get("units.edit_role", person_id=cast.mai.id, membership_id=held.id, status=404)


def test_an_address_belongs_to_one_person(admin, cast) -> None:
    form = admin.get("units.edit_person", person_id=cast.mai.id).form()
    page = form.fill(email=cast.lan.email.upper()).submit(status=422)
    page.says("đã dùng cho người khác")
    assert cast.mai.email == "mai@tphcm.example.vn"


def test_taking_away_the_access_ends_the_session(admin, browser, cast) -> None:
    lan = browser.as_(cast.lan)
    lan.get("units.account")
    admin.get("units.edit_person", person_id=cast.lan.id).form().fill(active=False).submit()
    lan.get("units.account", status=303)


def test_an_administrator_signs_a_person_out_everywhere(admin, browser, cast) -> None:
    lan = browser.as_(cast.lan)
    page = admin.get("units.show_person", person_id=cast.lan.id)
    page.form(f"/people/{cast.lan.id}/sign-out-everywhere").submit().says("đã được đăng xuất khỏi mọi thiết bị")
    lan.get("units.account", status=303)


def test_people_are_found_by_name_without_accents_or_by_address(admin, cast) -> None:
    admin.get("units.people_list", query={"q": "thi lan"}).row("Nguyễn Thị Lan").says("Sở Tài chính")
    admin.get("units.people_list", query={"q": "MAI@"}).says("Phạm Thị Mai")
    admin.get("units.people_list", query={"q": "khong ai"}).says("Không có người nào phù hợp")
    for text in BAD:
        admin.get("units.people_list", query={"q": text, "after": text})


def test_a_long_list_of_people_goes_on_where_the_page_before_ended(admin, cast, clock) -> None:
    for n in range(130):
        actions.create_person(f"Người {n:03d}", f"n{n}@x.example", by=cast.actor("admin"), now=clock.now)
    first = admin.get("units.people_list", query={"q": "@x.example"})
    first.says("Người 099")
    first.lacks("Người 100")
    second = first.link("Trang sau").follow()
    second.says("Người 100", "Người 129")
    second.lacks("Người 099")


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize(
    "endpoint,field",
    [
        ("units.create_person", "name"), ("units.create_person", "email"), ("units.create_person", "title"),
        ("units.create_person", "language"), ("units.appoint", "unit_id"), ("units.appoint", "role"),
        ("units.appoint", "since"), ("units.appoint", "until"),
    ],
)  # fmt: skip
def test_no_field_of_a_person_breaks_anything(admin, cast, endpoint, field, bad) -> None:
    good = {
        "name": "Nguyễn Mới",
        "email": "moi@x.example",
        "language": "vi",
        "unit_id": str(cast.stc.id),
        "role": "head",
    }
    which = {"person_id": cast.nobody.id} if endpoint == "units.appoint" else {}
    admin.post(endpoint, good | {field: bad}, status=(303, 422), **which)


def test_a_double_click_enters_a_person_once(admin, cast) -> None:
    data = {"name": "Nguyễn Mới", "email": "moi@x.example", "language": "vi", "active": "y"}
    admin.post("units.create_person", data)
    admin.post("units.create_person", data, status=422).says("đã dùng cho người khác")


# Lists


def sheet(text: str):
    return (io.BytesIO(text.encode("utf-8-sig")), "danh-sach.csv")


UNITS = "Mã đơn vị;Tên đơn vị;Loại đơn vị\nSKHCN;Sở Khoa học và Công nghệ;Sở\n"


def test_a_list_is_looked_at_first_and_brought_in_then(admin, cast) -> None:
    form = admin.get("units.import_list", what="units").form()
    preview = form.fill(file=sheet(UNITS)).submit(status=200)
    preview.says("Chưa ghi gì.", "Thêm mới: 1", "SKHCN")
    assert queries.unit_by_code("SKHCN") is None
    preview.form().submit().says("Đã nhập danh sách: thêm 1, sửa 0, giữ nguyên 0.")
    unit = queries.unit_by_code("SKHCN")
    assert unit is not None
    assert unit.name == "Sở Khoa học và Công nghệ"


def test_a_list_with_bad_lines_writes_nothing_and_names_them(admin) -> None:
    form = admin.get("units.import_list", what="units").form()
    page = form.fill(file=sheet(UNITS + "X;;Sở\nY;Y;bộ lạc\n")).submit(status=422)
    page.says("Chưa ghi gì: có 2 chỗ cần sửa", "Dòng 3, cột “Tên”: chưa ghi.", "Dòng 4, cột “Loại đơn vị”")


def test_a_list_of_people_is_brought_in_the_same_way(admin, cast) -> None:
    text = "Email;Họ và tên;Mã đơn vị;Vai trò\nmoi@x.example;<b>Người Mới</b>;STC;Chuyên viên\n"
    form = admin.get("units.import_list", what="people").form()
    form.fill(file=sheet(text)).submit(status=200).form().submit().says("thêm 1")
    person = queries.person_by_email("moi@x.example")
    assert person is not None
    admin.get("units.show_person", person_id=person.id).says("<b>Người Mới</b>")


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b"PK\x03\x04xx", "Mã;Tên\n".encode("utf-16"), b"x" * 400_000])
def test_a_file_that_is_no_list_is_refused_in_words(admin, content) -> None:
    form = admin.get("units.import_list", what="units").form()
    form.fill(file=(io.BytesIO(content), "danh-sach.csv")).submit(status=422)
    admin.post("units.bring_in", {}, what="units", status=422).says("Chưa chọn tệp.")


def test_the_sample_file_has_columns_that_can_be_brought_in(admin) -> None:
    for what in ("units", "people"):
        text = admin.download("units.import_template", what=what).get_data().decode("utf-8-sig")
        page = admin.post("units.bring_in", {"text": text}, what=what, status=422)
        page.says("Tệp không có dòng dữ liệu nào dưới dòng tiêu đề.")
    admin.get("/import/nothing", status=404)


# The pages themselves


def test_every_page_of_the_chapter_stands_in_english_too(browser, cast, clock) -> None:
    actions.set_path(cast.stc, [("Giám đốc", None)], by=cast.actor("admin"), now=clock.now)
    admin = browser.as_(cast.admin, language="en")
    for endpoint, values in (
        ("units.new_unit", {}), ("units.new_person", {}), ("units.account", {}), ("units.change_password", {}),
        ("units.new_function", {"unit_id": cast.stc.id}), ("units.boxes", {"unit_id": cast.stc.id}),
        ("units.import_list", {"what": "units"}), ("units.people_list", {}), ("units.unit_list", {}),
    ):  # fmt: skip
        admin.get(endpoint, **values)
    browser.language = "vi"
    browser.get("units.forgotten")


@pytest.mark.parametrize("endpoint", ["units.unit_list", "units.people_list"])
def test_a_list_asks_the_same_number_of_questions_however_long_it_is(admin, cast, clock, endpoint) -> None:
    before = len(admin.get(endpoint).statements)
    for n in range(60):
        person = actions.create_person(f"Người {n:03d}", f"n{n}@x.example", by=cast.actor("admin"), now=clock.now)
        facts = actions.UnitFacts(f"U{n}", f"Đơn vị {n}", cast.stc.kind, cast.ubnd.id)
        unit = actions.create_unit(facts, by=cast.actor("admin"), now=clock.now)
        actions.appoint(person, unit, Role.OFFICER, by=cast.actor("admin"), now=clock.now)
    assert len(admin.get(endpoint).statements) == before


def test_the_nearest_authority_above_is_found(cast) -> None:
    assert queries.authority_above([cast.stc, cast.stp]) == cast.ubnd
    assert queries.authority_above([cast.stc, cast.kinhte]) == cast.ubnd
    assert queries.authority_above([cast.stc, cast.govap]) == cast.ubnd
    assert queries.authority_above([cast.kinhte]) == cast.govap
    assert queries.authority_above([cast.ubnd, cast.stc]) == cast.ubnd
    assert queries.authority_above([]) is None


def test_units_below_are_those_of_the_day(cast, clock) -> None:
    cast.sdl.active_to = date(2026, 10, 4)
    below = queries.units_below(cast.ubnd.path, clock.today)
    assert cast.ubnd not in below
    assert cast.sdl not in below
    assert cast.kinhte in below
    assert queries.units_below(cast.govap.path, clock.today) == [cast.kinhte]
