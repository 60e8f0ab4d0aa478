"""Lists brought in: all or nothing, every bad line named, again updates and never doubles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from coordination.kernel.actor import Role
from coordination.kernel.values import NotReady
from coordination.units import actions, queries
from coordination.units.models import Membership, Person, Unit

HEAD = "Mã đơn vị;Tên đơn vị;Loại đơn vị;Mã đơn vị cấp trên;Hộp thư;Chức năng, nhiệm vụ;Căn cứ\n"
UNITS = HEAD + (
    "SKHCN-VP;Văn phòng Sở;Phòng;SKHCN;;;\n"
    'SKHCN;Sở Khoa học và Công nghệ;Sở;UBND;"skhcn@x.example, vt@x.example";Chuyển đổi số|Sở hữu trí tuệ;QĐ 1/2025\n'
)
PEOPLE = (
    "Email;Họ và tên;Chức vụ;Mã đơn vị;Vai trò;Từ ngày\n"
    "Moi@x.example;Người Mới;Chuyên viên;STC;Chuyên viên, văn thư;01/10/2026\n"
    "moi@x.example;Người Mới;Chuyên viên;STP;Chuyên viên;01/10/2026\n"
)


def units(text: str, cast, clock):
    return actions.import_units(text.encode("utf-8-sig"), by=cast.actor("admin"), now=clock.now)


def people(text: str, cast, clock, **how):
    return actions.import_people(text.encode("utf-8-sig"), by=cast.actor("admin"), now=clock.now, **how)


def refused(act, *args) -> list[tuple[int, str, str]]:
    with pytest.raises(NotReady) as why:
        act(*args)
    return [(f.evidence["line"], f.field, f.code) for f in why.value.findings]


def test_units_come_in_whatever_the_order_of_their_lines(cast, clock) -> None:
    did = units(UNITS, cast, clock)
    assert set(did.added) == {"SKHCN", "SKHCN-VP"}
    above, below = queries.unit_by_code("SKHCN"), queries.unit_by_code("SKHCN-VP")
    assert above is not None
    assert below is not None
    assert above.path == f"{cast.ubnd.path}{above.id}/"
    assert below.path == f"{above.path}{below.id}/"
    assert queries.boxes(above.id) == ["skhcn@x.example", "vt@x.example"]
    assert [(f.name, f.legal_basis) for f in above.functions] == [
        ("Chuyển đổi số", "QĐ 1/2025"), ("Sở hữu trí tuệ", "QĐ 1/2025"),
    ]  # fmt: skip


def test_the_same_list_again_changes_nothing_and_doubles_nothing(cast, clock, db) -> None:
    units(UNITS, cast, clock)
    before = db.session.scalar(select(func.count()).select_from(Unit))
    did = units(UNITS, cast, clock)
    assert (did.added, did.changed, set(did.unchanged)) == ((), (), {"SKHCN", "SKHCN-VP"})
    assert db.session.scalar(select(func.count()).select_from(Unit)) == before
    above = queries.unit_by_code("SKHCN")
    assert above is not None
    assert len(above.functions) == 2


def test_a_known_code_is_updated_and_what_has_no_column_stays(cast, clock) -> None:
    did = units("code,name,kind\nstc,Sở Tài chính Thành phố,sở\n", cast, clock)
    assert did.changed == ("stc",)
    stc = cast.stc
    assert (stc.name, stc.name_folded) == ("Sở Tài chính Thành phố", "so tai chinh thanh pho")
    assert stc.parent_id == cast.ubnd.id
    assert stc.symbol == "STC"
    assert queries.boxes(stc.id) == ["stc@tphcm.example.vn"]


def test_a_unit_that_moves_takes_along_what_is_below_it(cast, clock) -> None:
    units("code,name,kind,parent\nPGV,UBND phường Gò Vấp,ward,VP\n", cast, clock)
    assert cast.govap.path == f"{cast.vp.path}{cast.govap.id}/"
    assert cast.kinhte.path == f"{cast.govap.path}{cast.kinhte.id}/"


def test_one_bad_line_keeps_out_all_the_others(cast, clock, db) -> None:
    before = db.session.scalar(select(func.count()).select_from(Unit))
    found = refused(units, UNITS + "X;;Sở;UBND;;;\nSKHCN;Hai lần;Sở;UBND;;;\nY;Y;Sở;KHONG-CO;;;\n", cast, clock)
    assert found == [(4, "name", "line_cell_empty"), (5, "code", "line_twice"), (6, "parent", "line_parent_unknown")]
    assert db.session.scalar(select(func.count()).select_from(Unit)) == before


def test_five_hundred_bad_lines_are_all_named(cast, clock) -> None:
    lines = "".join(f"M{n};Đơn vị {n};bộ lạc;UBND;;;\n" for n in range(500))
    found = refused(units, HEAD + lines, cast, clock)
    assert [line for line, _, _ in found] == list(range(2, 502))


def test_units_below_each_other_in_a_circle_are_refused(cast, clock) -> None:
    found = refused(units, "code,name,kind,parent\nA,A,sở,B\nB,B,sở,A\n", cast, clock)
    assert [code for _, _, code in found] == ["line_below_itself", "line_below_itself"]
    assert refused(units, "code,name,kind,parent\nA,A,sở,A\n", cast, clock)[0][2] == "line_below_itself"
    assert refused(units, "code,name,kind,parent\nUBND,UBND,ubnd,PGV\n", cast, clock)[0][2] == "line_below_itself"


def test_a_circle_further_up_is_not_blamed_on_the_lines_below_it(cast, clock) -> None:
    found = refused(units, "code,name,kind,parent\nA,A,sở,B\nB,B,sở,A\nC,C,sở,B\n", cast, clock)
    assert [line for line, _, _ in found] == [2, 3]


def test_people_come_in_with_their_roles_and_dates(cast, clock) -> None:
    did = people(PEOPLE, cast, clock)
    assert did.added == ("moi@x.example",)
    person = queries.person_by_email("moi@x.example")
    assert person is not None
    held = {(m.unit.code, m.role, m.since) for m in queries.memberships_of(person.id)}
    first = date(2026, 10, 1)
    assert held == {("STC", Role.OFFICER, first), ("STC", Role.CLERK, first), ("STP", Role.OFFICER, first)}


def test_the_same_people_again_change_nothing_and_double_nothing(cast, clock, db) -> None:
    people(PEOPLE, cast, clock)
    counts = [db.session.scalar(select(func.count()).select_from(each)) for each in (Person, Membership)]
    did = people(PEOPLE, cast, clock)
    assert did.unchanged == ("moi@x.example",)
    assert [db.session.scalar(select(func.count()).select_from(each)) for each in (Person, Membership)] == counts


def test_a_known_address_is_updated(cast, clock) -> None:
    did = people("email;name;unit;roles\nlan@tphcm.example.vn;Nguyễn Thị Thu Lan;STC;chuyên viên\n", cast, clock)
    assert did.changed == ("lan@tphcm.example.vn",)
    assert (cast.lan.name, cast.lan.title) == ("Nguyễn Thị Thu Lan", "Chuyên viên")
    assert len(cast.lan.memberships) == 1


def test_bad_lines_of_people_are_named_with_their_reason(cast, clock) -> None:
    found = refused(
        people,
        PEOPLE + "moi@x.example;Tên Khác;;STC;thủ trưởng;\nx@x.example;X;;KHONG;chuyên viên;\n"
        "y@x.example;Y;;STC;lãnh đạo;\nmoi@x.example;Người Mới;;stc;Văn thư;\nz;Z;;STC;vua;31/02/2026\n",
        cast, clock,
    )  # fmt: skip
    assert found == [
        (4, "name", "line_name_differs"),
        (5, "unit", "line_unit_unknown"),
        (6, "roles", "line_role_needs_authority"),
        (7, "email", "line_twice"),
        (8, "email", "line_email_unknown"),
        (8, "roles", "line_role_unknown"),
        (8, "since", "line_date_unknown"),
    ]
    assert queries.person_by_email("moi@x.example") is None


def test_only_new_people_are_invited_and_only_when_asked(cast, clock, post) -> None:
    text = PEOPLE + "lan@tphcm.example.vn;Nguyễn Thị Lan;;STC;chuyên viên;\n"
    people(text, cast, clock, send_invitations=True)
    assert [letter.to_address for letter in post.letters(kind="invitation")] == ["moi@x.example"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def test_the_command_brings_in_a_list_and_says_what_it_did(run, file, cast) -> None:
    file.write_bytes(UNITS.encode("utf-8-sig"))
    result = run("units", "import", str(file))
    assert (result.exit_code, result.stdout) == (0, "Đã thêm 2, sửa 0, giữ nguyên 0.\n")
    assert queries.unit_by_code("SKHCN") is not None


def test_a_dry_run_says_the_same_and_writes_nothing(run, file, cast) -> None:
    file.write_bytes(UNITS.encode())
    result = run("units", "import", str(file), "--dry-run")
    assert (result.exit_code, result.stdout) == (0, "Chạy thử: sẽ thêm 2, sửa 0, giữ nguyên 0. Chưa ghi gì.\n")
    assert queries.unit_by_code("SKHCN") is None


@pytest.mark.parametrize(
    "content,sentence",
    [
        ((HEAD + "X;;Sở;UBND;;;\n").encode(), "Dòng 2, cột “Tên”: chưa ghi."),
        ((HEAD + "X;Sở X;Sở;UBND;;;\n").encode("cp1258", "replace"), "Tệp không phải mã Unicode UTF-8"),
        (b"", "Tệp không có dòng dữ liệu nào"),
    ],
)
def test_a_list_that_cannot_come_in_ends_the_command_with_its_reasons(run, file, cast, content, sentence) -> None:
    file.write_bytes(content)
    result = run("units", "import", str(file))
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert "Chưa ghi gì." in result.stderr
    assert "Traceback" not in result.output


def test_the_first_administrator_is_entered_by_a_command(app, run, cast) -> None:
    answer = ["people", "create", "--name", "Quản Trị", "--email", "qt@x.example", "--unit", "UBND", "--role"]
    result = run(*answer, "administrator", "--invite")
    assert result.exit_code == 0, result.output
    person = queries.person_by_email("qt@x.example")
    assert person is not None
    assert [actor.role for actor in queries.actors_of(person)] == [Role.ADMINISTRATOR]
    assert "Địa chỉ “qt@x.example” đã dùng" in run(*answer, "administrator", "--invite").stderr
