"""What the divisions of Gò Vấp ward ask each other."""

from __future__ import annotations

from coordination.consultations.rules import Kind, PointKind
from coordination.overview.demo.texts import Ask, Dossier, agree, change, disagree, tell

COUNTER = Dossier(
    lead="GV-VP",
    kind=Kind.INTERNAL_PROCEDURE,
    subject="Dự thảo Quy trình nội bộ giải quyết thủ tục {v} tại UBND phường Gò Vấp",
    background="Văn phòng HĐND và UBND phường rà soát quy trình nội bộ thủ tục {v}, cắt giảm thời gian luân chuyển "
    "giữa các phòng.",
    asked="GV-KTHTDT.2 GV-VHXH.2 GV-TTHCC.0 GV-CUDVC.0",
    variants=(
        "cấp phép sử dụng tạm thời vỉa hè",
        "trợ cấp xã hội hằng tháng",
        "đăng ký hộ kinh doanh",
        "chứng thực hợp đồng",
        "cấp phép thi công đào đường",
    ),
    asks=(
        Ask(
            "Bước 2 dự thảo Quy trình",
            "Trung tâm chuyển hồ sơ cho phòng chuyên môn trong 02 giờ làm việc.",
            "Phòng, trung tâm có thống nhất thời gian luân chuyển 02 giờ đối với hồ sơ {v} không?",
            "Thống nhất 02 giờ vì hồ sơ đã số hóa khi tiếp nhận.",
            "Thuyết minh quy trình, mục 2",
            (
                change(
                    "Hồ sơ tiếp nhận sau 15 giờ không kịp kiểm tra thành phần trong ngày.",
                    "Thống kê giờ tiếp nhận của Trung tâm",
                    "Hồ sơ tiếp nhận sau 15 giờ được chuyển trước 9 giờ ngày làm việc tiếp theo.",
                ),
                agree("Thống nhất 02 giờ làm việc."),
                disagree(
                    "Không thống nhất với hồ sơ có trên 10 thành phần: số hóa một bộ mất khoảng 50 phút.",
                    "Biên bản đo thời gian ba ngày liên tiếp",
                ),
            ),
        ),
        Ask(
            "Bước 4 dự thảo Quy trình",
            "Công chức thụ lý xin ý kiến phòng liên quan tối đa 01 lần.",
            "Đề nghị phòng nêu số hồ sơ {v} phải xin ý kiến quá một lần trong 06 tháng và nguyên nhân.",
            "",
            "",
            (
                tell(
                    "Có 07 hồ sơ, đều do thiếu sơ đồ vị trí; nếu bổ sung sơ đồ vào thành phần thì không phải hỏi lại.",
                    "Sổ theo dõi hồ sơ của phòng",
                ),
                tell("Không có hồ sơ phải xin ý kiến lần hai."),
            ),
            PointKind.INFORMATION,
        ),
    ),
    stand="Đề nghị ban hành Quy trình, thời gian luân chuyển 02 giờ, hồ sơ sau 15 giờ chuyển đầu giờ hôm sau.",
    stand_basis="Nghị định 61/2018/NĐ-CP; số liệu theo dõi hồ sơ 06 tháng của Trung tâm.",
)

ALLEYS = Dossier(
    lead="GV-KTHTDT",
    kind=Kind.PLAN_OR_REPORT,
    subject="Dự thảo Kế hoạch nâng cấp {v} trên địa bàn phường Gò Vấp",
    background="Phòng Kinh tế, Hạ tầng và Đô thị lập Kế hoạch nâng cấp {v}, thực hiện theo phương thức Nhà nước và "
    "Nhân dân cùng làm.",
    asked="GV-VP.0 GV-VHXH.0 GV-CUDVC.0 GV-TTHCC.0",
    variants=(
        "14 tuyến hẻm",
        "hệ thống chiếu sáng hẻm",
        "khu vui chơi khu phố",
        "mảng xanh công cộng",
        "điểm tập kết rác",
    ),
    asks=(
        Ask(
            "Mục II dự thảo Kế hoạch",
            "Danh mục ưu tiên theo mức độ ngập và số hộ dân.",
            "Phòng có thống nhất tiêu chí ưu tiên theo mức ngập và số hộ dân khi nâng cấp {v} không?",
            "Thống nhất hai tiêu chí, trọng số bằng nhau.",
            "Biên bản họp khu phố; Thuyết minh Kế hoạch, mục 1",
            (
                change(
                    "Đề nghị thêm tiêu chí có trường học, trạm y tế trong bán kính 200 mét.",
                    "Kiến nghị cử tri kỳ họp gần nhất",
                    "Ưu tiên thứ ba: tuyến có trường học hoặc trạm y tế trong bán kính 200 mét.",
                ),
                agree("Thống nhất hai tiêu chí."),
            ),
        ),
        Ask(
            "Mục IV dự thảo Kế hoạch",
            "Vận động Nhân dân đóng góp 30 % kinh phí.",
            "Mức vận động 30 % kinh phí nâng cấp {v} có phù hợp với điều kiện người dân không?",
            "Giữ 30 % như năm trước, không bắt buộc.",
            "Kết quả vận động năm trước; Tờ trình, mục 3",
            (
                disagree(
                    "Không thống nhất 30 % ở hai khu phố có 61 hộ cận nghèo; năm trước chỉ đạt 12 %.",
                    "Danh sách hộ nghèo, cận nghèo đã phê duyệt",
                ),
                change(
                    "Đề nghị miễn cho hộ nghèo, cận nghèo, gia đình chính sách.",
                    "Luật Thực hiện dân chủ ở cơ sở",
                    "Không vận động đối với hộ nghèo, cận nghèo, gia đình chính sách.",
                ),
            ),
        ),
    ),
    stand="Đề nghị phê duyệt Kế hoạch theo ba tiêu chí, không vận động hộ nghèo, cận nghèo.",
    stand_basis="Luật Thực hiện dân chủ ở cơ sở; biên bản họp khu phố.",
)

WELFARE = Dossier(
    lead="GV-VHXH",
    kind=Kind.PLAN_OR_REPORT,
    subject="Dự thảo Kế hoạch {v} của UBND phường Gò Vấp",
    background="Phòng Văn hóa - Xã hội lập Kế hoạch {v}, cần ý kiến của các phòng về địa điểm, kinh phí và phân công.",
    asked="GV-VP.0 GV-KTHTDT.0 GV-TTHCC.1 GV-CUDVC.1",
    variants=(
        "chăm lo Tết cho hộ khó khăn",
        "rà soát hộ nghèo, hộ cận nghèo",
        "xây dựng khu phố văn hóa",
        "hỗ trợ học nghề cho thanh niên",
        "Ngày hội Văn hóa các dân tộc",
    ),
    asks=(
        Ask(
            "Mục III dự thảo Kế hoạch",
            "Kinh phí 420 triệu đồng từ ngân sách phường và vận động.",
            "Phòng có thống nhất cơ cấu kinh phí thực hiện {v} gồm 60 % ngân sách, 40 % vận động không?",
            "Thống nhất cơ cấu 60/40 trên cơ sở dự toán được giao.",
            "Dự toán phường năm nay; Tờ trình, mục 2",
            (
                disagree(
                    "Không thống nhất: dự toán còn lại của nội dung này là 190 triệu đồng, không đủ 60 %.",
                    "Bảng theo dõi dự toán của phường",
                ),
                change(
                    "Thống nhất; đề nghị chi thành hai đợt.",
                    "Quy chế chi tiêu nội bộ",
                    "Kinh phí cấp hai đợt, đợt hai sau khi quyết toán đợt một.",
                ),
                agree("Thống nhất cơ cấu kinh phí."),
            ),
        ),
        Ask(
            "Mục IV dự thảo Kế hoạch",
            "Phân công từng phòng.",
            "Phòng có thống nhất nội dung, thời hạn được phân công tại Mục IV không, cần điều chỉnh điểm nào?",
            "",
            "",
            (
                tell(
                    "Đề nghị dời thời hạn cung cấp danh sách sang ngày 20 vì số liệu chốt vào ngày 15 hằng tháng.",
                    "Lịch công tác của phòng",
                ),
                tell(
                    "Thực hiện được theo phân công; đề nghị bổ sung khu phố là đầu mối xác minh.",
                    "Kinh nghiệm đợt rà soát trước",
                ),
            ),
            PointKind.OPEN,
        ),
    ),
    stand="Đề nghị ban hành Kế hoạch, kinh phí cấp hai đợt, thời hạn danh sách là ngày 20.",
    stand_basis="Dự toán ngân sách phường; ý kiến các phòng.",
)

ALL = (COUNTER, ALLEYS, WELFARE)
