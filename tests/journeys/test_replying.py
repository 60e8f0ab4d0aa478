"""Ways a reply may take: returned and completed, pushed back, on paper, written by two people at once."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from coordination.consultations.models import Consultee
from coordination.kernel.store import db
from coordination.replies.models import Opinion
from tests.journeys.house import House
from tests.journeys.people import Somebody

People = Callable[..., Somebody]


def asked(house: House, unit: str = "stp", points: int = 2) -> int:
    """Sở Tài chính asked this unit, the letter has arrived."""
    with house.inside() as make:
        return make.consultee(unit, points=points).id


def the(house: House, consultee_id: int) -> Consultee:
    return house.ask(lambda: db.session.get_one(Consultee, consultee_id))


def test_a_vague_reply_is_returned_and_completed(house: House, person: People) -> None:
    consultee = asked(house, points=1)
    mai = person("mai")
    mai.opens(f"/consultees/{consultee}/reply")
    mai.chooses("Thống nhất, đề nghị chỉnh sửa").types("Nội dung góp ý", "Đề nghị rà soát cho phù hợp quy định.")
    mai.presses("Xem lại, trình ký hoặc gửi").presses("Trình ký")
    tam = person("tam")
    tam.follows("Xem và ký").presses("Ký duyệt và gửi")

    house.clock.pass_(hours=2)
    house.jobs()
    lan = person("lan")
    lan.follows("Xem xét", first=True)
    lan.chooses("Đề nghị nêu cụ thể")
    lan.unfolds("Lý do và câu chữ chưa rõ").types("Lý do", "Chưa nêu quy định nào cần rà soát.").presses("Lưu đề xuất")
    dung = person("dung")
    dung.opens(f"/consultees/{consultee}/assessment")
    dung.types("Lời đề nghị", "Đề nghị nêu rõ quy định cần rà soát.").presses("Đề nghị làm rõ, bổ sung")
    dung.reads("Đã đề nghị làm rõ, bổ sung")

    house.jobs()
    mai.opens("/").follows("Bổ sung", first=True)
    mai.types("Nội dung góp ý", "Khoản 1 Điều 4 vượt mức chi tối đa.")
    mai.unfolds("Căn cứ").types("Căn cứ", "Khoản 3 Điều 12 Thông tư 40/2017/TT-BTC").types(
        "Đề nghị sửa thành", "Mức chi tối đa 70% dự toán."
    )
    mai.presses("Xem lại, trình ký hoặc gửi").presses("Trình ký")
    tam.opens("/").follows("Xem và ký").presses("Ký duyệt và gửi")
    house.clock.pass_(hours=2)
    lan.opens(f"/consultees/{consultee}/assessment").reads("Khoản 1 Điều 4 vượt mức chi tối đa.").presses("Ghi nhận")
    assert the(house, consultee).closed_at is not None


def test_who_is_not_competent_says_so_is_refused_and_the_authority_settles(house: House, person: People) -> None:
    consultee = asked(house)
    tam = person("tam")
    tam.opens(f"/consultees/{consultee}/replies").follows("Phản hồi đề nghị phối hợp")
    tam.follows("Chọn cách này", within="Không thuộc chức năng, nhiệm vụ")
    tam.selects("Cơ quan có thẩm quyền", "Sở Xây dựng").types("Lý do", "Quản lý quy hoạch thuộc Sở Xây dựng.")
    tam.presses("Gửi phản hồi")

    dung = person("dung")
    dung.follows("Trả lời", first=True)
    dung.chooses("Không chấp thuận").types("Lý do", "Nội dung hỏi về thẩm định văn bản, thuộc Sở Tư pháp.")
    dung.presses("Gửi trả lời").reads("Phản hồi đã được xử lý")

    tam.page.reload()
    tam.types("Lý do đề nghị cấp có thẩm quyền xem xét", "Việc thẩm định đã xong ở lần trước.")
    tam.presses("Đề nghị cấp có thẩm quyền xem xét").reads("đang chờ ý kiến của cấp có thẩm quyền")
    house.days_pass(1)
    dung.opens("/").follows("Xem và ký", first=True)
    dung.types("Đơn vị chủ trì đã làm gì", "Đã trả lời phản hồi.", exact=False)
    dung.types("Đề xuất của đơn vị chủ trì", "Giao Sở Tư pháp trả lời.").types(
        "Ảnh hưởng đến tiến độ, chất lượng", "Chậm trình."
    )
    dung.presses("Ký và trình báo cáo")

    chairman = person("chairman")
    chairman.opens("/escalations").follows("Cho ý kiến", first=True)
    chairman.chooses("Không chấp thuận").types("Nội dung ý kiến xử lý", "Sở Tư pháp trả lời theo chức năng thẩm định.")
    chairman.presses("Ghi ý kiến xử lý")
    tam.opens("/").reads("Trả lời")
    assert the(house, consultee).pushed_back_at is None


def test_a_reply_on_paper_counts_once_the_unit_confirms_it(house: House, person: People) -> None:
    consultee = asked(house, points=1)
    house.days_pass(2)
    thu = person("thu")
    thu.opens(f"/consultees/{consultee}/paper-reply")
    thu.page.get_by_label("Nhận qua").select_option(index=1)
    thu.types("Số, ký hiệu văn bản", "88/STP-XDVB").types("Ngày văn bản", "06/10/2026").types(
        "Người ký", "Giám đốc Võ Thành Tâm"
    )
    thu.types("Ngày đến", "07/10/2026").attaches("Bản chụp văn bản", "Công văn 88.pdf")
    thu.chooses("Thống nhất").presses("Lưu văn bản góp ý").reads("đang chờ đơn vị xác nhận")
    assert the(house, consultee).answered_at is None

    ngoc = person("ngoc")
    ngoc.follows("Xác nhận", first=True).presses("Xác nhận đúng văn bản của đơn vị")
    arrived = the(house, consultee).answered_at
    assert arrived is not None
    assert house.clock.moment("2026-10-07").date() == arrived.date()


def test_two_officers_in_one_reply_lose_nothing(house: House, person: People) -> None:
    consultee = asked(house, points=1)
    mai, two = person("mai"), person("two")
    for each in (mai, two):
        each.opens(f"/consultees/{consultee}/reply")
    mai.types("Nội dung góp ý", "Điều 4: đề nghị giảm mức chi.").presses("Lưu nháp").reads("Đã lưu nháp")

    two.expected.add(409)
    two.types("Nội dung góp ý", "Điều 4: đề nghị giữ mức chi.").presses("Lưu nháp")
    two.reads("Người khác vừa lưu văn bản này", "Điều 4: đề nghị giảm mức chi.")
    assert two.field("Nội dung góp ý").input_value() == "Điều 4: đề nghị giữ mức chi."

    two.types("Nội dung góp ý", "Điều 4: đề nghị giảm mức chi từ năm 2027.").presses("Lưu nháp").reads("Đã lưu nháp")
    mai.opens(f"/consultees/{consultee}/reply")
    assert mai.field("Nội dung góp ý").input_value() == "Điều 4: đề nghị giảm mức chi từ năm 2027."


def test_a_draft_saves_itself_and_says_when(house: House, person: People) -> None:
    consultee = asked(house, points=1)
    mai = person("mai", phone=True)
    mai.opens(f"/consultees/{consultee}/reply")
    mai.types("Nội dung góp ý", "Đề nghị làm rõ nguồn kinh phí.")
    mai.reads("đã lưu")
    house.clock.pass_(minutes=5)
    with mai.page.expect_response(lambda answer: answer.url.endswith("/reply/saved")):
        mai.unfolds("Căn cứ").types("Căn cứ", "Điều 8 Luật Ngân sách nhà nước")
    kept = house.ask(lambda: db.session.scalars(select(Opinion)).all())
    assert [each.basis for each in kept] == ["Điều 8 Luật Ngân sách nhà nước"]
