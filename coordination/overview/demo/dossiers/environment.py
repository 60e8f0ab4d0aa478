"""Waste, land, water, food."""

from __future__ import annotations

from coordination.consultations.rules import Kind, PointKind
from coordination.overview.demo.texts import Ask, Dossier, agree, change, disagree, pick, tell

WASTE = Dossier(
    lead="SNNMT",
    kind=Kind.LEGAL_DOCUMENT,
    subject="Dự thảo Quyết định quy định về {v} trên địa bàn Thành phố",
    background="Triển khai Luật Bảo vệ môi trường, Sở Nông nghiệp và Môi trường dự thảo Quyết định quy định về {v}, "
    "áp dụng thống "
    "nhất cho cả ba khu vực sau sắp xếp.",
    asked="STP.0 STC.1 SXD.0 SKHCN.2 SCT.0 SATTP.0 SDL.0 P-GOVAP.2 P-SAIGON.2 P-THUDUC.2 P-CHOLON.2",
    variants=(
        "phân loại chất thải rắn sinh hoạt tại nguồn",
        "thu gom chất thải cồng kềnh",
        "quản lý chất thải xây dựng",
        "thu gom chất thải nguy hại từ hộ gia đình",
    ),
    asks=(
        Ask(
            "Khoản 2 Điều 5 dự thảo Quyết định",
            "Hộ gia đình giao chất thải cho đơn vị thu gom vào ngày chẵn; chất thải còn lại vào ngày lẻ.",
            "Lịch giao theo ngày chẵn, ngày lẻ tại khoản 2 Điều 5 có phù hợp với năng lực thu gom trên địa bàn đơn "
            "vị không?",
            "Giữ lịch ngày chẵn, ngày lẻ vì dễ nhớ và đã thí điểm đạt 72 % hộ thực hiện.",
            "Báo cáo thí điểm kèm Tờ trình, mục 3",
            (
                change(
                    "Hẻm dưới 2 mét xe cơ giới không vào được; đề nghị giao địa phương quy định lịch riêng cho hẻm "
                    "nhỏ.",
                    "Thống kê 214 hẻm dưới 2 mét của địa phương",
                    "Đối với hẻm rộng dưới 2 mét, UBND phường quy định lịch giao phù hợp và thông báo đến hộ dân.",
                ),
                disagree(
                    "Không thống nhất vì chợ và hàng ăn phát sinh chất thải thực phẩm hằng ngày, để qua ngày gây ô "
                    "nhiễm.",
                    "Phản ánh qua đường dây nóng trong 06 tháng gần nhất",
                ),
                agree("Thống nhất; đơn vị thu gom trên địa bàn xác nhận đủ phương tiện."),
            ),
        ),
        Ask(
            "Điều 9 dự thảo Quyết định",
            "Giá dịch vụ thu theo khối lượng từ năm thứ hai kể từ ngày có hiệu lực.",
            "Lộ trình thu giá theo khối lượng từ năm thứ hai có khả thi không, cần điều kiện gì?",
            "",
            "",
            (
                tell(
                    "Khả thi nếu trong năm thứ nhất trang bị túi có vạch định mức cho hộ gia đình; kinh phí khoảng "
                    "46.000 đồng/hộ/năm.",
                    "Phương án giá đang thẩm định",
                ),
                tell(
                    "Cần phần mềm quản lý khách hàng dùng chung; hiện ba địa bàn dùng ba phần mềm khác nhau.",
                    "Kết quả khảo sát hạ tầng số của đơn vị",
                ),
            ),
            PointKind.OPEN,
        ),
        Ask(
            "Điều 12 dự thảo Quyết định",
            "UBND phường chịu trách nhiệm kiểm tra, xử lý vi phạm hành chính trong phân loại, thu gom.",
            "Đơn vị có thống nhất giao UBND phường kiểm tra, xử lý vi phạm quy định về {v} không?",
            "Thống nhất giao UBND phường vì là cấp gần dân nhất, có thẩm quyền xử phạt.",
            "Nghị định 45/2022/NĐ-CP; Tờ trình, mục 4",
            (
                change(
                    "Thống nhất; đề nghị bổ sung trách nhiệm phối hợp của đơn vị thu gom trong lập biên bản.",
                    "Điều 57 Luật Xử lý vi phạm hành chính",
                    "Đơn vị thu gom cung cấp hình ảnh, thời gian, địa điểm vi phạm trong 24 giờ.",
                ),
                agree("Thống nhất, đúng thẩm quyền theo Nghị định 45/2022/NĐ-CP."),
            ),
        ),
    ),
    stand="Đề nghị ban hành Quyết định; lịch giao do UBND phường điều chỉnh ở hẻm nhỏ; giá theo khối lượng từ năm "
    "thứ hai.",
    stand_basis="Luật Bảo vệ môi trường; Nghị định 45/2022/NĐ-CP; báo cáo thí điểm.",
)

LAND = Dossier(
    lead="SNNMT",
    kind=Kind.PROCEDURE_DOSSIER,
    subject="Hồ sơ HS-{v} đề nghị chuyển mục đích sử dụng đất: xác định sự phù hợp quy hoạch và nghĩa vụ tài chính",
    background="Hồ sơ thủ tục hành chính mã HS-{v} nộp tại Trung tâm Phục vụ hành chính công; cần ý kiến về quy "
    "hoạch, hạ tầng và "
    "nghĩa vụ tài chính trước ngày hẹn trả kết quả.",
    asked="SQHKT.2 STC.1 SXD.0 P-THUDUC.2",
    variants=("26-0417", "26-0688", "26-1025", "26-1302", "26-1540"),
    asks=(
        Ask(
            "Mục 1 Phiếu chuyển hồ sơ",
            "Thửa đất diện tích 312 m², hiện trạng đất trồng cây lâu năm.",
            "Việc chuyển 312 m² sang đất ở theo hồ sơ HS-{v} có phù hợp quy hoạch, lộ giới không?",
            "Phù hợp quy hoạch đất ở hiện hữu chỉnh trang, trừ 28 m² thuộc lộ giới.",
            "Trích lục quy hoạch kèm hồ sơ; cơ sở tại Phiếu thẩm tra",
            (
                change(
                    "Phù hợp đối với 268 m²; phần lộ giới và hành lang rạch là 44 m², không phải 28 m².",
                    "Đồ án quy hoạch phân khu đã phê duyệt",
                    "Diện tích được chuyển mục đích: 268 m²; phần 44 m² giữ nguyên hiện trạng.",
                ),
                agree("Phù hợp; đề nghị ghi rõ 28 m² lộ giới trong quyết định."),
            ),
        ),
        Ask(
            "Mục 3 Phiếu chuyển hồ sơ",
            "Nghĩa vụ tài chính xác định theo bảng giá đất hiện hành.",
            "Đơn vị xác nhận vị trí, hệ số để tính nghĩa vụ tài chính của hồ sơ HS-{v}.",
            "",
            "",
            (
                tell(
                    "Vị trí 2, hệ số 0,8; không thuộc trường hợp miễn, giảm.", "Bảng giá đất do UBND Thành phố ban hành"
                ),
                tell(
                    "Địa phương xác nhận thửa đất tiếp giáp hẻm rộng 4,5 mét, không tranh chấp.",
                    "Biên bản xác minh thực địa",
                ),
            ),
            PointKind.INFORMATION,
        ),
    ),
    stand="Đề nghị cho chuyển mục đích phần diện tích ngoài lộ giới, nghĩa vụ tài chính theo vị trí 2.",
    stand_basis="Luật Đất đai năm 2024; ý kiến về quy hoạch và giá đất.",
)

STREET_FOOD = Dossier(
    lead="SATTP",
    kind=Kind.PLAN_OR_REPORT,
    subject="Dự thảo Kế hoạch kiểm soát an toàn thực phẩm {v}",
    background="Trước cao điểm tiêu dùng, Sở An toàn thực phẩm lập Kế hoạch kiểm soát an toàn thực phẩm {v}, phân "
    "công kiểm tra "
    "giữa ngành và địa phương để không chồng chéo.",
    asked="SYT.0 SCT.0 SGDDT.1 SDL.0 TTTP.0 SDTTG.1 P-BENTHANH.0 P-CHOLON.0 P-GOVAP.0",
    variants=("thức ăn đường phố", "bếp ăn trường học", "dịp Tết Nguyên đán", "mùa lễ hội cuối năm", "chợ đầu mối"),
    asks=(
        Ask(
            "Mục III.1 dự thảo Kế hoạch",
            "Địa phương kiểm tra cơ sở nhỏ lẻ; Sở kiểm tra cơ sở từ 50 suất ăn trở lên.",
            "Ngưỡng 50 suất ăn để phân công kiểm tra {v} có phù hợp không?",
            "Giữ ngưỡng 50 suất để tương ứng năng lực lấy mẫu của địa phương.",
            "Thuyết minh Kế hoạch, mục 2",
            (
                change(
                    "Đề nghị nâng ngưỡng lên 100 suất vì địa phương đã có bộ xét nghiệm nhanh và 02 công chức được "
                    "tập huấn.",
                    "Quyết định phân cấp quản lý an toàn thực phẩm (minh họa)",
                    "Địa phương kiểm tra cơ sở dưới 100 suất ăn mỗi ngày.",
                ),
                agree("Thống nhất ngưỡng 50 suất ăn."),
                disagree(
                    "Không thống nhất dùng số suất ăn làm tiêu chí: bếp ăn bán trú 45 suất vẫn là nhóm nguy cơ cao.",
                    "Hướng dẫn phân nhóm nguy cơ của ngành y tế",
                ),
            ),
        ),
        Ask(
            "Mục III.4 dự thảo Kế hoạch",
            "Chia sẻ kết quả kiểm tra trên cơ sở dữ liệu dùng chung.",
            "Đề nghị đơn vị cho biết số cơ sở, lịch kiểm tra đã có trong năm để tránh trùng lặp.",
            "",
            "",
            (
                tell(
                    "Đơn vị có kế hoạch kiểm tra 36 cơ sở trong quý, danh sách gửi kèm; đề nghị dùng chung một đoàn "
                    "đối với 09 cơ sở trùng.",
                    "Kế hoạch kiểm tra năm đã ban hành",
                ),
                tell("Đơn vị không có kế hoạch kiểm tra riêng, cử 02 người tham gia đoàn chung."),
            ),
            PointKind.INFORMATION,
        ),
    ),
    stand="Đề nghị ban hành Kế hoạch, phân công theo nhóm nguy cơ kết hợp ngưỡng 50 suất ăn, một cơ sở một đoàn "
    "kiểm tra.",
    stand_basis="Luật An toàn thực phẩm; Chỉ thị về không chồng chéo trong kiểm tra doanh nghiệp (minh họa).",
)

CHARGING = Dossier(
    lead="SCT",
    kind=Kind.PLAN_OR_REPORT,
    subject="Dự thảo Kế hoạch phát triển trạm sạc xe điện tại {v}",
    background="Sở Công Thương lập Kế hoạch phát triển trạm sạc xe điện tại {v}, xác định vị trí, điều kiện điện và "
    "phòng cháy.",
    asked="SXD.2 SQHKT.0 SKHCN.2 STC.2 P-BINHTHANH.0 P-ANNHON.0 P-TANDINH.0",
    variants=("bãi giữ xe công cộng", "chung cư cũ", "công viên", "trụ sở cơ quan nhà nước"),
    asks=(
        Ask(
            "Mục II.2 dự thảo Kế hoạch",
            "Trạm sạc đặt trong tầng hầm hoặc ngoài trời có mái che.",
            "Đơn vị chọn vị trí đặt trạm sạc nào tại {v}?",
            "Chọn ngoài trời có mái che để giảm nguy cơ cháy.",
            "Thuyết minh Kế hoạch, mục 2.1",
            (
                pick(
                    "Ngoài trời có mái che",
                    "Chọn ngoài trời: khoảng cách tới lối thoát nạn trên 10 mét, xe chữa cháy tiếp cận được.",
                    "QCVN 06:2022/BXD",
                ),
                pick(
                    "Tầng hầm",
                    "Chọn tầng hầm ở nơi không còn đất trống, với điều kiện có vách ngăn cháy và cắt điện tự động.",
                    "Kết quả khảo sát 14 vị trí trên địa bàn",
                ),
            ),
            PointKind.CHOICE,
            ("Ngoài trời có mái che", "Tầng hầm"),
        ),
        Ask(
            "Mục III.3 dự thảo Kế hoạch",
            "Giá thuê mặt bằng theo bảng giá tài sản công, miễn trong 02 năm đầu.",
            "Đơn vị có thống nhất miễn tiền thuê mặt bằng 02 năm đầu cho nhà đầu tư trạm sạc tại {v} không?",
            "Thống nhất miễn 02 năm đầu để thu hút đầu tư.",
            "Tờ trình, mục 3",
            (
                disagree(
                    "Không thống nhất miễn: pháp luật về tài sản công không quy định trường hợp này, cần cho thuê "
                    "qua đấu giá.",
                    "Luật Quản lý, sử dụng tài sản công, Điều 57",
                ),
                change(
                    "Đề nghị giảm 50 % thay vì miễn.",
                    "Chính sách ưu đãi giao thông xanh (minh họa)",
                    "Giảm 50 % tiền thuê mặt bằng trong 02 năm đầu theo nghị quyết của Hội đồng nhân dân.",
                ),
                agree("Thống nhất chủ trương ưu đãi trong 02 năm đầu."),
            ),
        ),
    ),
    stand="Đề nghị bố trí trạm sạc ngoài trời có mái che; tiền thuê mặt bằng giảm 50 % theo nghị quyết.",
    stand_basis="QCVN 06:2022/BXD; Luật Quản lý, sử dụng tài sản công.",
)

ALL = (WASTE, LAND, STREET_FOOD, CHARGING)
