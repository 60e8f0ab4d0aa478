"""Law, procedures, data, inspection, planning; and what a ward asks departments and its neighbours."""

from __future__ import annotations

from coordination.consultations.rules import Kind, PointKind
from coordination.overview.demo.texts import Ask, Dossier, agree, change, disagree, pick, tell

PENALTIES = Dossier(
    lead="STP",
    kind=Kind.LEGAL_DOCUMENT,
    subject="Dự thảo Quyết định ban hành Quy chế phối hợp trong {v}",
    background="Sở Tư pháp dự thảo Quy chế phối hợp trong {v} giữa các Sở và UBND phường, xã, thay thế quy chế ban "
    "hành trước ngày "
    "01 tháng 7 năm 2025.",
    asked="TTTP.0 VP.0 SNV.1 STC.0 SXD.1 SKHCN.0 P-GOVAP.1 P-ANNHON.1 P-CHOLON.1",
    variants=("xử lý vi phạm hành chính", "theo dõi thi hành pháp luật", "quản lý hộ tịch", "trợ giúp pháp lý"),
    asks=(
        Ask(
            "Điều 7 dự thảo Quy chế",
            "Đơn vị được đề nghị cung cấp thông tin trả lời trong 03 ngày làm việc.",
            "Đơn vị có thống nhất thời hạn cung cấp thông tin 03 ngày làm việc trong {v} không?",
            "Thống nhất 03 ngày làm việc; trường hợp phải xác minh thực địa là 05 ngày làm việc.",
            "Tờ trình, mục 3.1",
            (
                change(
                    "Đề nghị quy định riêng khi thông tin nằm ở hồ sơ giấy lưu tại trụ sở cũ.",
                    "Biên bản bàn giao hồ sơ lưu trữ",
                    "Trường hợp phải khai thác hồ sơ giấy, thời hạn là 07 ngày làm việc và phải báo trước trong "
                    "01 ngày.",
                ),
                agree("Thống nhất 03 ngày làm việc."),
            ),
        ),
        Ask(
            "Điều 12 dự thảo Quy chế",
            "Sơ kết hằng quý, tổng kết hằng năm.",
            "Nên sơ kết Quy chế phối hợp trong {v} theo quý hay theo 06 tháng, lý do?",
            "",
            "",
            (
                tell(
                    "Nên sơ kết 06 tháng: số vụ một quý của đơn vị dưới 10, chưa đủ để đánh giá.",
                    "Thống kê hai năm gần nhất",
                ),
                tell(
                    "Nên theo quý trong năm đầu, sau đó 06 tháng, để kịp sửa vướng mắc sau sắp xếp.",
                    "Kinh nghiệm thực hiện quy chế trước",
                ),
            ),
            PointKind.OPEN,
        ),
    ),
    stand="Đề nghị ban hành Quy chế; thời hạn 03 ngày làm việc, hồ sơ giấy 07 ngày làm việc; sơ kết 06 tháng.",
    stand_basis="Luật Xử lý vi phạm hành chính; ý kiến góp ý của các đơn vị.",
)

PROCEDURES = Dossier(
    lead="VP",
    kind=Kind.INTERNAL_PROCEDURE,
    subject="Phương án cắt giảm thời gian giải quyết thủ tục hành chính lĩnh vực {v}",
    background="Văn phòng UBND Thành phố tổng hợp phương án cắt giảm ít nhất 30 % thời gian giải quyết thủ tục lĩnh "
    "vực {v}.",
    asked="STP.1 SDL.0 SATTP.0 SDTTG.1 SKHCN.0 SNV.1 SXD.1 SNNMT.1 SCT.0 P-SAIGON.1 P-THUDAUMOT.1",
    variants=("xây dựng", "đất đai", "hộ tịch", "lao động", "công thương"),
    asks=(
        Ask(
            "Phụ lục 1 Phương án",
            "Cắt giảm từ 20 ngày còn 13 ngày làm việc.",
            "Đơn vị có thống nhất mức cắt giảm còn 13 ngày làm việc đối với thủ tục lĩnh vực {v} không?",
            "Thống nhất 13 ngày làm việc trên cơ sở số liệu hồ sơ giải quyết trước hạn 06 tháng qua.",
            "Báo cáo kiểm soát thủ tục hành chính quý gần nhất",
            (
                change(
                    "Thống nhất với hồ sơ không phải kiểm tra thực địa; hồ sơ phải kiểm tra đề nghị 16 ngày.",
                    "Thống kê: 38 % hồ sơ phải kiểm tra thực địa",
                    "Hồ sơ phải kiểm tra thực địa: 16 ngày làm việc.",
                ),
                disagree(
                    "Không thống nhất vì bước lấy ý kiến liên ngành đã chiếm 10 ngày theo luật chuyên ngành.",
                    "Quy định của luật chuyên ngành về thời gian lấy ý kiến",
                ),
                agree("Thống nhất 13 ngày làm việc."),
            ),
        ),
        Ask(
            "Phụ lục 2 Phương án",
            "Bỏ thành phần hồ sơ đã có trên cơ sở dữ liệu.",
            "Đề nghị đơn vị liệt kê giấy tờ lĩnh vực {v} đã tra cứu được trên cơ sở dữ liệu, có thể bỏ khỏi thành "
            "phần hồ sơ.",
            "",
            "",
            (
                tell(
                    "Bỏ được 03 loại: giấy chứng nhận đăng ký, xác nhận cư trú, bản sao quyết định cấp trước.",
                    "Kết quả kết nối dữ liệu hiện có",
                ),
                tell(
                    "Bỏ được 01 loại; 02 loại còn lại chưa số hóa xong, dự kiến hoàn thành quý tới.",
                    "Kế hoạch số hóa của đơn vị",
                ),
            ),
            PointKind.INFORMATION,
        ),
    ),
    stand="Đề nghị phê duyệt phương án 13 ngày làm việc, 16 ngày với hồ sơ phải kiểm tra thực địa.",
    stand_basis="Nghị định 63/2010/NĐ-CP và các văn bản sửa đổi; báo cáo kiểm soát thủ tục hành chính.",
)

DATA = Dossier(
    lead="SKHCN",
    kind=Kind.PLAN_OR_REPORT,
    subject="Dự thảo Kế hoạch kết nối, chia sẻ dữ liệu {v} của Thành phố",
    background="Sở Khoa học và Công nghệ lập Kế hoạch kết nối, chia sẻ dữ liệu {v} qua nền tảng dùng chung của "
    "Thành phố.",
    asked="STC.0 SNV.4 STP.3 SYT.1 SGDDT.0 SNNMT.1 VP.0 P-BINHTHANH.1 P-TANDINH.1",
    variants=("dân cư phục vụ an sinh", "đất đai", "doanh nghiệp", "camera giao thông"),
    asks=(
        Ask(
            "Mục III.2 dự thảo Kế hoạch",
            "Dữ liệu cập nhật hằng ngày lúc 22 giờ.",
            "Đơn vị có thống nhất tần suất cập nhật dữ liệu {v} hằng ngày không?",
            "Thống nhất cập nhật hằng ngày để phục vụ điều hành.",
            "Kiến trúc tổng thể của Thành phố; Thuyết minh, mục 4",
            (
                change(
                    "Hệ thống của đơn vị chỉ xuất dữ liệu theo tuần; cần nâng cấp giao diện kết nối.",
                    "Hồ sơ kỹ thuật hệ thống hiện có",
                    "Cập nhật hằng tuần trong 06 tháng đầu, hằng ngày từ tháng thứ bảy.",
                ),
                agree("Thống nhất; đơn vị đã kết nối thử nghiệm."),
            ),
        ),
        Ask(
            "Mục IV dự thảo Kế hoạch",
            "Phân quyền khai thác theo vị trí việc làm.",
            "Đơn vị có thống nhất nguyên tắc phân quyền khai thác dữ liệu {v} theo vị trí việc làm không?",
            "Thống nhất, kèm nhật ký truy cập lưu 24 tháng.",
            "Nghị định 13/2023/NĐ-CP; Tờ trình, mục 5",
            (
                disagree(
                    "Không thống nhất lưu nhật ký 24 tháng đối với dữ liệu cá nhân nhạy cảm mà không có đánh "
                    "giá tác động.",
                    "Nghị định 13/2023/NĐ-CP về bảo vệ dữ liệu cá nhân",
                ),
                change(
                    "Đề nghị giao người đứng đầu duyệt danh sách hằng quý.",
                    "Quy chế an toàn thông tin của đơn vị",
                    "Danh sách người được khai thác do thủ trưởng đơn vị phê duyệt, rà soát hằng quý.",
                ),
            ),
        ),
    ),
    stand="Đề nghị ban hành Kế hoạch, cập nhật hằng tuần rồi hằng ngày, danh sách khai thác rà soát hằng quý.",
    stand_basis="Nghị định 13/2023/NĐ-CP; kiến trúc tổng thể của Thành phố.",
)

INSPECTION = Dossier(
    lead="TTTP",
    kind=Kind.PLAN_OR_REPORT,
    subject="Dự thảo Kế hoạch kiểm tra việc {v}",
    background="Thanh tra Thành phố dự thảo Kế hoạch kiểm tra việc {v}, bảo đảm không trùng lặp với kế hoạch của "
    "các Sở.",
    asked="SNV.1 STC.1 VP.1 SATTP.0 SXD.1 SYT.1 SCT.2 P-ANHOIDONG.0 P-THONGTAYHOI.0",
    variants=(
        "tiếp công dân, giải quyết khiếu nại ở cơ sở",
        "quản lý trật tự xây dựng",
        "sử dụng tài sản công",
        "công khai thủ tục hành chính",
    ),
    asks=(
        Ask(
            "Phụ lục dự thảo Kế hoạch",
            "Danh sách 12 đơn vị được kiểm tra.",
            "Danh sách 12 đơn vị kiểm tra việc {v} có trùng với kế hoạch của đơn vị trong năm không?",
            "Giữ danh sách, điều chỉnh khi trùng.",
            "Căn cứ Luật Thanh tra; cơ sở tại Tờ trình, mục 2",
            (
                change(
                    "Trùng 02 đơn vị trong quý tới; đề nghị lùi sang quý sau hoặc lập đoàn liên ngành.",
                    "Kế hoạch kiểm tra của Sở đã ban hành",
                    "Đối với 02 đơn vị trùng, thành lập một đoàn liên ngành do Thanh tra Thành phố làm trưởng đoàn.",
                ),
                agree("Không trùng với kế hoạch của đơn vị."),
            ),
        ),
        Ask(
            "Mục IV dự thảo Kế hoạch",
            "Thời gian kiểm tra tại mỗi đơn vị không quá 05 ngày làm việc.",
            "Thời gian không quá 05 ngày làm việc cho mỗi đơn vị có phù hợp không?",
            "Thống nhất tối đa 05 ngày làm việc để không ảnh hưởng hoạt động của đơn vị.",
            "Thuyết minh Kế hoạch, mục 3",
            (
                disagree(
                    "Không thống nhất mức chung: đơn vị có trên 300 hồ sơ thì 05 ngày chỉ chọn mẫu được dưới 10 %.",
                    "Báo cáo số lượng hồ sơ",
                ),
                agree("Thống nhất không quá 05 ngày làm việc."),
            ),
        ),
    ),
    stand="Đề nghị ban hành Kế hoạch, đoàn liên ngành cho 02 đơn vị trùng, tối đa 05 ngày làm việc.",
    stand_basis="Luật Thanh tra; kế hoạch kiểm tra của các Sở.",
)

PLANNING = Dossier(
    lead="SQHKT",
    kind=Kind.OTHER,
    subject="Đồ án điều chỉnh cục bộ quy hoạch phân khu {v}",
    background="Sở Quy hoạch - Kiến trúc lấy ý kiến về đồ án điều chỉnh cục bộ quy hoạch phân khu {v} trước khi "
    "trình phê duyệt.",
    asked="SXD.0 SNNMT.1 SGDDT.2 STC.2 SVHTT.0 P-THUDUC.2 P-GOVAP.2 P-VUNGTAU.2",
    variants=(
        "khu dân cư Nam rạch Bà Miêu",
        "khu ga Gò Vấp cũ",
        "khu trung tâm hành chính Thủ Đức",
        "ven biển Bãi Sau",
    ),
    asks=(
        Ask(
            "Mục 3 Thuyết minh đồ án",
            "Tăng mật độ xây dựng từ 40 % lên 50 %, dân số tăng 1.900 người.",
            "Hạ tầng do đơn vị quản lý có đáp ứng dân số tăng thêm 1.900 người tại {v} không?",
            "Đáp ứng nếu bổ sung một trường mầm non và nâng đường kính cống chính.",
            "Thuyết minh đồ án, mục 3.4",
            (
                change(
                    "Cần bổ sung 0,4 ha đất giáo dục; bán kính phục vụ của trường hiện hữu đã vượt 1.000 mét.",
                    "QCVN 01:2021/BXD",
                    "Bổ sung 0,4 ha đất trường mầm non tại ô phố ký hiệu B2.",
                ),
                disagree(
                    "Không thống nhất tăng mật độ khi cống chính đang quá tải, khu vực ngập 03 lần trong mùa "
                    "mưa vừa qua.",
                    "Nhật ký trực ngập của đơn vị",
                ),
                agree("Hạ tầng do đơn vị quản lý đáp ứng được."),
            ),
        ),
        Ask(
            "Mục 5 Thuyết minh đồ án",
            "Vị trí công viên: phía Bắc hoặc ven rạch.",
            "Đơn vị chọn vị trí công viên nào trong khu {v}?",
            "Chọn ven rạch để kết hợp hành lang bảo vệ.",
            "Bản vẽ kèm theo; Thuyết minh, mục 5.2",
            (
                pick(
                    "Ven rạch",
                    "Chọn ven rạch: tăng 2.300 m² mảng xanh, không phải di dời hộ dân.",
                    "Hiện trạng sử dụng đất",
                ),
                pick(
                    "Phía Bắc khu đất",
                    "Chọn phía Bắc: gần trường học, 70 % hộ dân đi bộ dưới 500 mét.",
                    "Khảo sát bán kính phục vụ",
                ),
            ),
            PointKind.CHOICE,
            ("Ven rạch", "Phía Bắc khu đất"),
        ),
    ),
    stand="Đề nghị phê duyệt điều chỉnh, bổ sung 0,4 ha đất giáo dục, công viên ven rạch.",
    stand_basis="QCVN 01:2021/BXD; ý kiến các Sở và địa phương.",
)

RELIGION = Dossier(
    lead="SDTTG",
    kind=Kind.OTHER,
    subject="Đề nghị có ý kiến về việc {v}",
    background="Sở Dân tộc và Tôn giáo xem xét việc {v}, cần ý kiến về đất đai, xây dựng, an toàn trước khi trả lời "
    "tổ chức đề nghị.",
    asked="SXD.1 SNNMT.1 SVHTT.0 SQHKT.2 P-CHOLON.3 P-HANHTHONG.3",
    variants=(
        "sửa chữa chánh điện một cơ sở tín ngưỡng",
        "tổ chức lễ hội Nguyên tiêu",
        "mở rộng khuôn viên cơ sở tôn giáo",
        "tổ chức sinh hoạt tại địa điểm mới",
    ),
    asks=(
        Ask(
            "Mục 1 văn bản đề nghị",
            "Địa điểm, thời gian, quy mô theo đơn đề nghị.",
            "Đơn vị có thống nhất chấp thuận việc {v} theo quy mô đề nghị không?",
            "Thống nhất chấp thuận, kèm điều kiện về an toàn cháy, nổ.",
            "Luật Tín ngưỡng, tôn giáo; hồ sơ kèm theo",
            (
                change(
                    "Thống nhất; đề nghị giới hạn 600 người cùng lúc theo diện tích thoát nạn.",
                    "QCVN 06:2022/BXD",
                    "Số người có mặt cùng lúc không quá 600 người.",
                ),
                disagree(
                    "Không thống nhất phần công trình phụ vì nằm trong lộ giới hẻm.", "Bản đồ lộ giới đã phê duyệt"
                ),
                agree("Thống nhất; không ảnh hưởng di tích trong khu vực."),
            ),
        ),
    ),
    stand="Đề nghị chấp thuận, tối đa 600 người cùng lúc, không xây dựng trong lộ giới.",
    stand_basis="Luật Tín ngưỡng, tôn giáo; ý kiến các đơn vị.",
)

NEIGHBOURS = Dossier(
    lead="P-GOVAP",
    kind=Kind.PLAN_OR_REPORT,
    subject="Dự thảo Phương án phối hợp {v} tại khu vực giáp ranh phường Gò Vấp",
    background="UBND phường Gò Vấp đề xuất phương án phối hợp {v} với các phường giáp ranh và Sở quản lý ngành.",
    asked="SXD.2 SNNMT.0 P-HANHTHONG.0 P-ANNHON.0 P-ANHOIDONG.0 P-THONGTAYHOI.0",
    variants=(
        "xử lý điểm ngập đường Dương Quảng Hàm",
        "giải tỏa chợ tự phát",
        "thu gom rác dọc kênh Tham Lương",
        "phân luồng giờ tan trường",
    ),
    asks=(
        Ask(
            "Mục 2 Phương án",
            "Hai phường ra quân cùng giờ, ba ngày trong tuần.",
            "Đơn vị có thống nhất ra quân cùng giờ ba ngày trong tuần để {v} không?",
            "Thống nhất thứ Ba, thứ Năm, thứ Bảy, từ 6 giờ 30.",
            "Biên bản làm việc giữa các phường; Phương án, mục 2.1",
            (
                change(
                    "Đề nghị đổi thứ Bảy sang thứ Hai vì lực lượng dân quân nghỉ luân phiên cuối tuần.",
                    "Lịch trực của Ban Chỉ huy Quân sự phường",
                    "Ra quân vào thứ Hai, thứ Ba, thứ Năm, từ 6 giờ 30.",
                ),
                agree("Thống nhất lịch ra quân."),
            ),
        ),
        Ask(
            "Mục 4 Phương án",
            "Đơn vị thường trực, số điện thoại.",
            "Đề nghị đơn vị cho biết lực lượng, đầu mối trực và phương tiện tham gia {v}.",
            "",
            "",
            (
                tell(
                    "Tham gia 06 người, 01 xe tải nhỏ; đầu mối là Phó Chủ tịch phụ trách đô thị.",
                    "Quyết định phân công của phường",
                ),
                tell(
                    "Sở cử 01 kỹ sư hỗ trợ kỹ thuật, cung cấp 02 máy bơm lưu động khi cần.",
                    "Kế hoạch trực của đơn vị quản lý",
                ),
                tell("Tham gia 04 người, dùng chung camera tại hai nút giao.", "Quy chế phối hợp giữa hai phường"),
            ),
            PointKind.INFORMATION,
        ),
    ),
    stand="Đề nghị thực hiện phương án ba ngày trong tuần, có lực lượng thường trực của từng đơn vị.",
    stand_basis="Biên bản làm việc giữa các phường; ý kiến của Sở quản lý ngành.",
)

ALL = (PENALTIES, PROCEDURES, DATA, INSPECTION, PLANNING, RELIGION, NEIGHBOURS)
