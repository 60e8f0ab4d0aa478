"""Budget, prices, public property, investment."""

from __future__ import annotations

from coordination.consultations.rules import Kind, PointKind
from coordination.overview.demo.texts import Ask, Dossier, agree, change, disagree, pick, tell

SPENDING = Dossier(
    lead="STC",
    kind=Kind.LEGAL_DOCUMENT,
    subject="Dự thảo Quyết định của UBND Thành phố quy định mức chi {v}",
    background="Thực hiện chương trình xây dựng văn bản của UBND Thành phố, Sở Tài chính dự thảo Quyết định quy "
    "định mức chi "
    "{v} thay cho các mức đang áp dụng khác nhau tại ba địa bàn trước khi sắp xếp.",
    asked="STP.0 SNV.1 VP.1 SDTTG.0 SYT.2 SGDDT.2 SVHTT.2 P-SAIGON.3 P-GOVAP.3 P-VUNGTAU.3 P-THUDAUMOT.3",
    variants=(
        "tổ chức hội thi, hội diễn cấp Thành phố",
        "bồi dưỡng cộng tác viên dân số",
        "hỗ trợ tổ hòa giải ở cơ sở",
        "thăm hỏi, tặng quà dịp lễ, Tết",
        "tập huấn công nghệ số cộng đồng",
    ),
    asks=(
        Ask(
            "Khoản 1 Điều 4 dự thảo Quyết định",
            "Mức chi hỗ trợ: 1.200.000 đồng/người/đợt, tối đa 02 đợt trong một năm.",
            "Đơn vị có thống nhất mức 1.200.000 đồng/người/đợt đối với nội dung {v} không?",
            "Thống nhất mức 1.200.000 đồng/người/đợt trên cơ sở mặt bằng ba địa bàn và khả năng cân đối ngân sách.",
            "Tờ trình, mục II.2; Điều 8 Luật Ngân sách nhà nước",
            (
                change(
                    "Đề nghị phân hai mức theo thời gian tham gia vì có đợt kéo dài 05 ngày, có đợt chỉ 01 ngày.",
                    "Kế hoạch hoạt động hai năm gần nhất của đơn vị",
                    "Mức chi: 300.000 đồng/người/ngày, tối đa 1.500.000 đồng/người/đợt.",
                ),
                disagree(
                    "Không thống nhất mức 1.200.000 đồng: cao hơn 40 % so với mức chi cùng tính chất tại nghị quyết "
                    "đang có "
                    "hiệu lực, dễ phát sinh so sánh giữa các ngành.",
                    "Nghị quyết của Hội đồng nhân dân Thành phố về chế độ chi hội nghị (minh họa)",
                ),
                change(
                    "Thống nhất mức chi; đề nghị quy định rõ nguồn kinh phí của phường.",
                    "Điều 39 Luật Ngân sách nhà nước",
                    "Kinh phí của phường do ngân sách phường bảo đảm trong dự toán được giao hằng năm.",
                ),
                agree("Thống nhất; mức chi nằm trong khả năng dự toán được giao."),
            ),
        ),
        Ask(
            "Điều 6 dự thảo Quyết định",
            "Thủ trưởng đơn vị sử dụng ngân sách quyết định danh sách và chịu trách nhiệm quyết toán.",
            "Đơn vị có thống nhất giao thủ trưởng đơn vị sử dụng ngân sách quyết định danh sách hưởng hay không?",
            "Thống nhất giao thủ trưởng đơn vị để không phát sinh thủ tục hành chính.",
            "Tờ trình, mục II.4",
            (
                change(
                    "Đề nghị bổ sung niêm yết công khai danh sách trước khi chi để người dân giám sát.",
                    "Luật Thực hiện dân chủ ở cơ sở năm 2022",
                    "Danh sách được niêm yết tại trụ sở đơn vị ít nhất 05 ngày làm việc trước khi chi.",
                ),
                agree("Thống nhất; quy định này giảm một bước trình duyệt so với hiện nay."),
            ),
        ),
        Ask(
            "Điều 9 dự thảo Quyết định",
            "Các nội dung đã được phê duyệt trước ngày Quyết định có hiệu lực tiếp tục thực hiện theo mức đã duyệt.",
            "Quy định chuyển tiếp tại Điều 9 có đủ để xử lý các đợt đang thực hiện tại đơn vị không? Đề nghị nêu "
            "trường hợp còn vướng.",
            "",
            "",
            (
                tell(
                    "Đơn vị còn 02 đợt ký hợp đồng trước ngày dự kiến hiệu lực, thanh toán sau; đề nghị áp dụng mức "
                    "cũ cho cả đợt.",
                    "Hợp đồng đang thực hiện của đơn vị",
                ),
                tell("Không có trường hợp vướng mắc; các đợt của đơn vị đã quyết toán xong trong quý trước."),
            ),
            PointKind.OPEN,
        ),
    ),
    stand="Đề nghị ban hành Quyết định với mức chi như dự thảo, bổ sung quy định niêm yết công khai danh sách.",
    stand_basis="Luật Ngân sách nhà nước; Luật Thực hiện dân chủ ở cơ sở; ý kiến tổng hợp của các đơn vị.",
)

REPORT = Dossier(
    lead="STC",
    kind=Kind.PLAN_OR_REPORT,
    subject="Dự thảo Báo cáo tình hình giải ngân vốn đầu tư công {v} và giải pháp",
    background="Chuẩn bị họp giao ban, Sở Tài chính tổng hợp tình hình giải ngân vốn đầu tư công {v}, nêu nguyên "
    "nhân chậm và "
    "đề xuất điều chuyển vốn giữa các dự án.",
    asked="SXD.0 SNNMT.1 VP.1 TTTP.0 SYT.1 SGDDT.2 SQHKT.2 P-THUDUC P-BINHTHANH",
    variants=("quý I", "6 tháng đầu năm", "quý III", "tháng 10", "11 tháng"),
    asks=(
        Ask(
            "Phụ lục 2 dự thảo Báo cáo",
            "Số liệu giải ngân của từng chủ đầu tư đến ngày cuối kỳ.",
            "Đề nghị đơn vị xác nhận hoặc điều chỉnh số liệu giải ngân {v} của đơn vị tại Phụ lục 2.",
            "",
            "",
            (
                tell(
                    "Số liệu đúng; bổ sung 3,4 tỷ đồng đã có xác nhận thanh toán của Kho bạc trong ngày cuối kỳ.",
                    "Bảng đối chiếu với Kho bạc Nhà nước",
                ),
                tell(
                    "Điều chỉnh giảm 1,1 tỷ đồng do hai hạng mục chuyển sang nguồn sự nghiệp.",
                    "Quyết định điều chỉnh dự toán",
                ),
                tell("Đơn vị xác nhận số liệu tại Phụ lục 2, không có điều chỉnh."),
            ),
            PointKind.INFORMATION,
        ),
        Ask(
            "Mục IV.1 dự thảo Báo cáo",
            "Điều chuyển vốn của dự án giải ngân dưới 40 % sang dự án có khối lượng.",
            "Đơn vị có thống nhất nguyên tắc điều chuyển vốn của dự án giải ngân {v} dưới 40 % không?",
            "Thống nhất điều chuyển để bảo đảm tỷ lệ giải ngân chung trên 95 %.",
            "Thuyết minh Báo cáo, mục 4; Luật Đầu tư công",
            (
                disagree(
                    "Không thống nhất áp dụng chung cho dự án vướng bồi thường: vốn bị điều chuyển thì năm sau "
                    "thiếu nguồn chi trả "
                    "khi người dân bàn giao mặt bằng.",
                    "Phương án bồi thường đã phê duyệt của hai dự án do đơn vị làm chủ đầu tư",
                ),
                change(
                    "Thống nhất nguyên tắc, đề nghị loại trừ dự án đã có quyết định chi trả bồi thường.",
                    "Điều 67 Luật Đầu tư công",
                    "Không điều chuyển vốn của dự án đã có quyết định phê duyệt chi trả bồi thường trong năm.",
                ),
            ),
        ),
    ),
    stand="Đề nghị UBND Thành phố thông qua Báo cáo và nguyên tắc điều chuyển vốn, trừ dự án đã có quyết định chi "
    "trả bồi thường.",
    stand_basis="Luật Đầu tư công; số liệu đối chiếu với Kho bạc Nhà nước.",
)

PROPERTY = Dossier(
    lead="STC",
    kind=Kind.OTHER,
    subject="Phương án sắp xếp, xử lý cơ sở nhà, đất dôi dư sau sắp xếp đơn vị hành chính tại {v}",
    background="Sau khi không tổ chức cấp huyện, một số trụ sở tại {v} dôi dư. Sở Tài chính đề xuất phương án sử "
    "dụng, bán đấu giá "
    "hoặc bàn giao cho địa phương.",
    asked="SXD.3 SQHKT.0 SNNMT.1 SYT.1 SGDDT.2 P-GOVAP.2 P-HANHTHONG.2",
    variants=("khu vực Gò Vấp", "khu vực Bình Thạnh", "khu vực Thủ Đức", "khu vực Thủ Dầu Một", "khu vực Vũng Tàu"),
    asks=(
        Ask(
            "Mục 2 Phương án",
            "Trụ sở dôi dư diện tích 1.860 m² dự kiến giao làm trạm y tế hoặc trường mầm non.",
            "Đơn vị chọn công năng nào cho trụ sở dôi dư 1.860 m² tại {v}?",
            "Chọn giao làm trạm y tế vì trạm hiện hữu chỉ 240 m².",
            "Thuyết minh phương án, mục 2.3",
            (
                pick(
                    "Trạm y tế",
                    "Chọn trạm y tế: trạm hiện hữu không đủ 08 phòng chức năng theo tiêu chí quốc gia về y tế xã.",
                    "Bộ tiêu chí quốc gia về y tế xã (minh họa)",
                ),
                pick(
                    "Trường mầm non",
                    "Chọn trường mầm non: địa bàn thiếu 11 nhóm lớp, hai trường hiện hữu vượt sĩ số.",
                    "Báo cáo mạng lưới trường lớp năm học này",
                ),
            ),
            PointKind.CHOICE,
            ("Trạm y tế", "Trường mầm non"),
        ),
        Ask(
            "Mục 4 Phương án",
            "Thời hạn bàn giao: 45 ngày kể từ ngày phê duyệt.",
            "Thời hạn bàn giao 45 ngày tại {v} có khả thi đối với đơn vị nhận bàn giao không?",
            "Giữ 45 ngày để đưa tài sản vào sử dụng trong năm.",
            "Tờ trình, mục 5",
            (
                change(
                    "Đề nghị kéo dài thành 60 ngày do phải kiểm kê tài sản gắn liền và tách đồng hồ điện, nước.",
                    "Luật Quản lý, sử dụng tài sản công",
                    "Thời hạn bàn giao: 60 ngày kể từ ngày phê duyệt.",
                ),
                agree("Thống nhất 45 ngày; đơn vị đã cử tổ tiếp nhận."),
            ),
        ),
    ),
    stand="Đề nghị giao trụ sở làm trạm y tế, bàn giao trong 60 ngày.",
    stand_basis="Luật Quản lý, sử dụng tài sản công; ý kiến của ngành y tế, giáo dục và địa phương.",
)

ALL = (SPENDING, REPORT, PROPERTY)
