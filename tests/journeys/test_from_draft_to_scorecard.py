"""The main story: Sở Tài chính asks two departments. One answers well from a phone, the other has to be told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.house import House
from tests.journeys.people import Somebody

People = Callable[..., Somebody]

SUBJECT = "Góp ý dự thảo Quyết định quy định mức chi tổ chức hội nghị của Thành phố"
POINTS = (
    ("Khoản 1 Điều 4", "Mức chi 150.000 đồng mỗi đại biểu mỗi buổi đã phù hợp khả năng cân đối ngân sách chưa?"),
    ("Điều 6", "Thẩm quyền phê duyệt giao thủ trưởng đơn vị dự toán cấp I có đúng phân cấp hiện hành không?"),
)


@pytest.mark.req("L2", "L3", "L4", "F1", "F2", "F3")
def test_from_draft_to_scorecard(house: House, person: People) -> None:
    lan, dung, thu = person("lan"), person("dung"), person("thu")
    lan_composes(lan)
    dung_signs_and_thu_issues(house, dung, thu)
    unit_a_answers_well(house, person)
    lan_takes_note_of(house, lan, "Sở Tư pháp")
    unit_b_is_silent(house)
    dung_reports(house, dung)
    chairman = person("chairman", phone=True)
    the_chairman_decides(house, chairman)
    unit_b_answers_late(house, person)
    lan_takes_note_of(house, lan, "Sở Xây dựng")
    lan_writes_the_synthesis(lan)
    dung_submits(dung)
    the_chairman_concludes(chairman)
    the_scorecards_tell(person, lan)


def lan_composes(lan: Somebody) -> None:
    """Monday, 9 o'clock: secrecy first; then what, whom, by when, and the papers."""
    lan.follows("Lấy ý kiến mới").chooses("Không có").presses("Tiếp tục")
    lan.selects("Loại việc", "Nội dung khác").types("Trích yếu", SUBJECT)
    lan.types("Bối cảnh", "Thực hiện chương trình ban hành văn bản quy phạm pháp luật năm 2026.")
    for number, (clause, question) in enumerate(POINTS, start=1):
        lan.presses("Thêm một nội dung")
        here = f"§Nội dung {number:02d}"
        lan.types("Điều, khoản của dự thảo", clause, within=here)
        lan.types("Nội dung cần lấy ý kiến", question, within=here)
        lan.types("Chính kiến của đơn vị chủ trì", "Thống nhất như dự thảo.", within=here)
        lan.types("Cơ sở của chính kiến", "Thuyết minh kèm dự thảo, mục 3.", within=here)
    for function in ("thẩm định", "quy hoạch"):
        lan.types("Theo chức năng, nhiệm vụ", function).presses("Thêm theo chức năng")
    lan.reads("Sở Tư pháp", "Sở Xây dựng", within="§3. Hỏi ai")
    lan.types("Ngày", "14/10/2026", within="§Thời hạn trả lời chung").types(
        "Ngày đơn vị chủ trì phải trình", "30/11/2026"
    )
    lan.attaches("Tệp", "Dự thảo Quyết định.pdf", within="§5. Hồ sơ").presses("Lưu nháp")
    lan.reads("Dự thảo Quyết định.pdf", "Dự thảo đã đủ")
    lan.presses("Xem công văn và trình ký")
    lan.reads(SUBJECT, POINTS[0][1], "Sở Tư pháp", "Sở Xây dựng", "14/10/2026")
    lan.presses("Trình ký").reads("Đã trình ký")


def dung_signs_and_thu_issues(house: House, dung: Somebody, thu: Somebody) -> None:
    """The same morning: the head reads and signs, the records clerk numbers and sends."""
    dung.opens("/").follows("Xem và ký").reads(POINTS[1][1]).presses("Ký duyệt").reads("Đã ký")
    house.clock.pass_(minutes=30)
    thu.opens("/").follows("Cấp số, phát hành").presses("Cấp số, phát hành").reads("Đã phát hành", "01/STC")
    house.jobs()
    for unit in ("stp", "sxd"):
        letter = house.mails(unit, kind="issue")[0]
        assert SUBJECT in letter.subject + letter.text
        assert POINTS[0][1] not in letter.text


def unit_a_answers_well(house: House, person: People) -> None:
    """Wednesday, between two meetings: Sở Tư pháp answers point by point on a phone."""
    house.days_pass(2)
    mai = person("mai", phone=True)
    mai.follows("Mở hồ sơ").reads(SUBJECT, "Đề nghị trả lời").presses("Tiếp nhận")
    mai.opens("/").follows("Trả lời").reads("Đã trả lời 00/02 nội dung")
    first, second = f"§Nội dung 01 · {POINTS[0][0]}", f"§Nội dung 02 · {POINTS[1][0]}"
    mai.chooses("Thống nhất, đề nghị chỉnh sửa", within=first).unfolds("Căn cứ", within=first)
    mai.types("Nội dung góp ý", "Mức chi cao hơn mức tối đa Bộ Tài chính quy định.", within=first)
    mai.types("Căn cứ", "Khoản 3 Điều 12 Thông tư số 40/2017/TT-BTC", within=first)
    mai.types("Đề nghị sửa thành", "“Mức chi tối đa 100.000 đồng/đại biểu/buổi”.", within=first)
    mai.chooses("Thống nhất", within=second)
    mai.presses("Xem lại, trình ký hoặc gửi").presses("Trình ký")
    assert not mai.scrolls_sideways
    tam = person("tam", phone=True)
    tam.follows("Xem và ký").reads("Mức chi cao hơn").presses("Ký duyệt và gửi").reads("Đã gửi lúc")
    assert house.mails("lan", kind="reply_sent")


def unit_b_is_silent(house: House) -> None:
    """Nobody at Sở Xây dựng answers: reminded before the due time, twice after it, then a draft report is written."""
    house.days_pass(12)
    assert house.clock.today.isoformat() == "2026-10-19"
    assert house.mails("binh", kind="reminder_before")
    assert len(house.mails("son", kind="reminder_after")) == 2
    assert not house.mails("tam", kind="reminder_after")


def dung_reports(house: House, dung: Somebody) -> None:
    """The draft lies with the lead's head: proof on one page, three sentences of his own, signed."""
    dung.opens("/").reads("Ký báo cáo về 1 đơn vị").follows("Xem và ký")
    dung.reads("Sở Xây dựng", "Chưa có ý kiến").misses("Sở Tư pháp")
    dung.types("Đơn vị chủ trì đã làm gì", "Đã đôn đốc hai lần bằng văn bản, đã trao đổi trực tiếp.")
    dung.types("Đề xuất của đơn vị chủ trì", "Kính đề nghị giao Sở Xây dựng trả lời trước ngày 26/10/2026.")
    dung.types("Ảnh hưởng đến tiến độ, chất lượng", "Chậm trình dự thảo Quyết định.")
    dung.presses("Ký và trình báo cáo").reads("Đã ký và trình báo cáo")


def the_chairman_decides(house: House, chairman: Somebody) -> None:
    """One screen, on a phone: what, who, proof, proposal; 'giao đơn vị trả lời'."""
    chairman.opens("/escalations").follows("Cho ý kiến")
    chairman.reads(SUBJECT, "Sở Xây dựng", "Đã đôn đốc hai lần")
    chairman.chooses("Giao đơn vị trả lời trước một ngày")
    chairman.types("Nội dung ý kiến xử lý", "Giao Sở Xây dựng trả lời đủ các nội dung được hỏi.")
    chairman.types("Ngày", "26/10/2026", within="§Phải trả lời trước").presses("Ghi ý kiến xử lý").reads(
        "Đã ghi ý kiến xử lý"
    )
    assert not chairman.scrolls_sideways
    house.jobs()


def unit_b_answers_late(house: House, person: People) -> None:
    """Wednesday after: Sở Xây dựng answers, explains why late, and reports its task done."""
    house.days_pass(2)
    binh = person("binh")
    binh.reads("Thực hiện nhiệm vụ được giao").follows("Mở hồ sơ").follows("Soạn ý kiến")
    binh.reads("quá hạn")
    for number, (clause, _question) in enumerate(POINTS, start=1):
        binh.chooses("Thống nhất", within=f"§Nội dung {number:02d} · {clause}")
    binh.types("Lý do trễ hạn", "Phải chờ số liệu của 168 phường, xã, đặc khu.")
    binh.types("Thời điểm trả lời hoặc ngày hẹn trả tiếp theo", "21/10/2026")
    binh.types("Biện pháp khắc phục", "Phân công lại người theo dõi, đối chiếu hằng tuần.")
    binh.presses("Xem lại, trình ký hoặc gửi").presses("Trình ký")
    son = person("son")
    son.follows("Xem và ký").reads("Phải chờ số liệu").presses("Ký duyệt và gửi").reads("Đã gửi lúc")
    son.opens("/").follows("Xem nhiệm vụ").types("Kết quả thực hiện", "Đã gửi văn bản góp ý.").presses(
        "Báo cáo đã thực hiện"
    )
    house.jobs()


def lan_takes_note_of(house: House, lan: Somebody, unit: str) -> None:
    """The answers are clear: nothing is asked back, the unit's part is closed."""
    house.clock.pass_(hours=1)
    lan.opens("/sent").follows(SUBJECT).follows(f"Xem phần của {unit}")
    lan.follows("Xem xét từng ý kiến").presses("Ghi nhận").reads("Đã ghi nhận")


def lan_writes_the_synthesis(lan: Somebody) -> None:
    lan.opens("/").follows("Tổng hợp").reads("Còn 1 ý kiến cần tiếp thu, giải trình")
    lan.chooses("Sở Tư pháp").chooses("Tiếp thu", within="§Cách xử lý")
    lan.types("Nội dung tiếp thu, giải trình", "Đã sửa khoản 1 Điều 4 theo mức của Thông tư 40/2017/TT-BTC.")
    lan.presses("Ghi tiếp thu, giải trình").reads("Mọi ý kiến đã được tiếp thu, giải trình")


def dung_submits(dung: Somebody) -> None:
    dung.opens("/").follows("Tổng hợp").follows("Soạn hồ sơ trình")
    dung.types("Chính kiến của đơn vị chủ trì", "Kính đề nghị ban hành Quyết định như dự thảo đã chỉnh sửa.")
    dung.types("Cơ sở của đề xuất", "02/02 đơn vị đã có ý kiến, đều thống nhất.")
    dung.chooses("Không còn vấn đề nào có ý kiến khác nhau").presses("Trình hồ sơ").reads("Đã trình")


def the_chairman_concludes(chairman: Somebody) -> None:
    chairman.opens("/").follows("Xem hồ sơ").reads("Kính đề nghị ban hành Quyết định")
    chairman.types("Ý kiến khi tiếp nhận", "Đồng ý, trình ký ban hành.").presses("Tiếp nhận, kết thúc")
    chairman.reads("Hồ sơ đã kết thúc")


def the_scorecards_tell(person: People, lan: Somebody) -> None:
    """Sở Tư pháp lost nothing; Sở Xây dựng lost for five days and a second reminder; each figure opens to its case."""
    cards = {"stp": person("tam"), "sxd": person("son"), "stc": lan}
    for who in cards:
        cards[who].opens("/").follows("Kết quả đánh giá")
    cards["stp"].reads("Trả lời đúng hạn: 1/1", "Trọn điểm")
    cards["sxd"].reads("Trả lời đúng hạn: 0/1", "Không phải đôn đốc: 0/1", "24,0 điểm")
    lan.selects("Vai trò", "Là đơn vị chủ trì").presses("Lọc").reads("Là đơn vị chủ trì")
    for card in cards.values():
        card.follows(SUBJECT)
        assert card.heading == SUBJECT
    lan.reads("Giao Sở Xây dựng trả lời")
