"""Schools, health, culture, tourism, labour, religion."""

from __future__ import annotations

from coordination.consultations.rules import Kind, PointKind
from coordination.overview.demo.texts import Ask, Dossier, agree, change, disagree, tell

ENROLMENT = Dossier(
    lead="SGDDT",
    kind=Kind.PLAN_OR_REPORT,
    subject="Dự thảo Kế hoạch tuyển sinh {v} năm học tới",
    background="Sở Giáo dục và Đào tạo xây dựng Kế hoạch tuyển sinh {v} theo địa bàn phường mới, dựa vào nơi ở hiện "
    "tại và bản đồ số.",
    asked="SKHCN.0 SNV.0 STC.0 SYT.2 SATTP.1 TTTP.0 P-GOVAP.3 P-THONGTAYHOI.3 P-ANHOIDONG.3 P-BINHTHANH.3",
    variants=("lớp 1", "lớp 6", "lớp 10", "mầm non 05 tuổi"),
    asks=(
        Ask(
            "Mục II.3 dự thảo Kế hoạch",
            "Phân tuyến theo nơi ở hiện tại, ưu tiên khoảng cách dưới 3 km.",
            "Đơn vị có thống nhất phân tuyến {v} theo nơi ở hiện tại thay cho nơi đăng ký thường trú không?",
            "Thống nhất dùng nơi ở hiện tại đã xác thực trên cơ sở dữ liệu dân cư.",
            "Tờ trình, mục 2; Luật Cư trú",
            (
                change(
                    "Thống nhất; đề nghị có mốc xác định nơi ở để tránh chuyển nơi tạm trú sát ngày tuyển sinh.",
                    "Kinh nghiệm kỳ tuyển sinh trước: 214 trường hợp chuyển tạm trú trong tháng 5",
                    "Nơi ở hiện tại xác định tại thời điểm 90 ngày trước ngày bắt đầu tuyển sinh.",
                ),
                agree("Thống nhất; địa phương đã làm sạch dữ liệu cư trú của trẻ trong độ tuổi."),
            ),
        ),
        Ask(
            "Phụ lục 1 dự thảo Kế hoạch",
            "Số trẻ trong độ tuổi và chỉ tiêu từng trường.",
            "Đề nghị đơn vị xác nhận số trẻ trong độ tuổi tuyển sinh {v} và khả năng tiếp nhận trên địa bàn.",
            "",
            "",
            (
                tell(
                    "Số trẻ trong độ tuổi là 1.482, cao hơn phụ lục 96 trẻ do hai chung cư mới bàn giao.",
                    "Dữ liệu cư trú ngày 30 tháng trước",
                ),
                tell(
                    "Xác nhận số liệu; khả năng tiếp nhận 31 lớp, thiếu 02 phòng học.",
                    "Báo cáo của các trường trên địa bàn",
                ),
            ),
            PointKind.INFORMATION,
        ),
        Ask(
            "Mục IV dự thảo Kế hoạch",
            "Chỉ nhận hồ sơ trực tuyến.",
            "Đơn vị có thống nhất chỉ nhận hồ sơ tuyển sinh trực tuyến, không nhận hồ sơ giấy không?",
            "Thống nhất nhận trực tuyến, trường hỗ trợ nhập thay cho phụ huynh gặp khó khăn.",
            "Thuyết minh Kế hoạch, mục 4",
            (
                disagree(
                    "Không thống nhất bỏ hẳn hồ sơ giấy: khoảng 4 % phụ huynh là công nhân ở trọ chưa có định danh "
                    "mức 2.",
                    "Khảo sát của địa phương tại 12 khu nhà trọ",
                ),
                change(
                    "Đề nghị đặt điểm hỗ trợ tại Trung tâm Phục vụ hành chính công.",
                    "Nghị định 61/2018/NĐ-CP",
                    "UBND phường bố trí ít nhất 01 điểm hỗ trợ nộp hồ sơ trực tuyến trong suốt thời gian tuyển sinh.",
                ),
            ),
        ),
    ),
    stand="Đề nghị ban hành Kế hoạch theo nơi ở hiện tại, nhận hồ sơ trực tuyến có điểm hỗ trợ ở phường.",
    stand_basis="Luật Giáo dục; Luật Cư trú; số liệu do các địa phương xác nhận.",
)

DENGUE = Dossier(
    lead="SYT",
    kind=Kind.PLAN_OR_REPORT,
    subject="Dự thảo Kế hoạch phòng, chống {v} trên địa bàn Thành phố",
    background="Tình hình dịch tễ đầu mùa có chiều hướng tăng; Sở Y tế lập Kế hoạch phòng, chống {v} với phân công "
    "cụ thể cho ngành và địa phương.",
    asked="SGDDT.1 STC.0 SNNMT.0 SVHTT.3 SATTP.1 SDL.0 P-GOVAP.3 P-ANNHON.3 P-THUDUC.3 P-VUNGTAU.3",
    variants=("sốt xuất huyết", "tay chân miệng", "bệnh sởi", "bệnh dại"),
    asks=(
        Ask(
            "Mục III.2 dự thảo Kế hoạch",
            "Mỗi phường lập tổ xung kích 05 người, ra quân sáng thứ Bảy hằng tuần.",
            "Tổ xung kích 05 người ra quân hằng tuần phòng, chống {v} có phù hợp với nhân lực của địa phương không?",
            "Giữ mỗi phường 05 người, chi bồi dưỡng theo mức hiện hành.",
            "Tờ trình, mục 3; Luật Phòng, chống bệnh truyền nhiễm",
            (
                change(
                    "Phường trên 60.000 dân cần số tổ theo khu phố, một tổ không đi hết địa bàn trong tháng.",
                    "Quy mô dân số sau sắp xếp đơn vị hành chính",
                    "Mỗi 20.000 dân lập ít nhất 01 tổ xung kích 05 người.",
                ),
                agree("Thống nhất; tổ xung kích hiện có tiếp tục hoạt động."),
                disagree(
                    "Không thống nhất ra quân cố định thứ Bảy vì trùng ngày tổng vệ sinh; nên để địa phương chọn ngày.",
                    "Lịch tổng vệ sinh do UBND Thành phố phát động",
                ),
            ),
        ),
        Ask(
            "Mục V dự thảo Kế hoạch",
            "Kinh phí do ngân sách các cấp bảo đảm.",
            "Đề nghị đơn vị nêu số kinh phí đã bố trí và phần còn thiếu cho phòng, chống {v}.",
            "",
            "",
            (
                tell(
                    "Đã bố trí 180 triệu đồng; còn thiếu 65 triệu đồng mua hóa chất và máy phun.",
                    "Dự toán được giao đầu năm",
                ),
                tell("Kinh phí trong dự toán thường xuyên, không đề nghị bổ sung."),
            ),
            PointKind.INFORMATION,
        ),
    ),
    stand="Đề nghị ban hành Kế hoạch, số tổ xung kích theo quy mô dân số, địa phương chọn ngày ra quân.",
    stand_basis="Luật Phòng, chống bệnh truyền nhiễm; số liệu dân số và kinh phí do địa phương cung cấp.",
)

FESTIVAL = Dossier(
    lead="SVHTT",
    kind=Kind.PLAN_OR_REPORT,
    subject="Dự thảo Kế hoạch tổ chức {v}",
    background="Sở Văn hóa và Thể thao chủ trì tổ chức {v}; cần ý kiến về địa điểm, giao thông, an toàn và kinh phí.",
    asked="SDL.1 SXD.2 STC.0 SATTP.1 SDTTG.1 P-SAIGON.3 P-BENTHANH.3 P-VUNGTAU.3",
    variants=(
        "Lễ hội Áo dài",
        "Liên hoan âm nhạc đường phố",
        "Giải chạy việt dã",
        "Ngày sách và văn hóa đọc",
        "Đường hoa Tết",
    ),
    asks=(
        Ask(
            "Mục II.1 dự thảo Kế hoạch",
            "Địa điểm chính: đường đi bộ Nguyễn Huệ, cấm xe từ 17 giờ đến 23 giờ.",
            "Thời gian cấm xe từ 17 giờ đến 23 giờ phục vụ {v} có khả thi không?",
            "Giữ khung giờ 17 giờ đến 23 giờ như các kỳ trước.",
            "Thuyết minh Kế hoạch, mục 2",
            (
                change(
                    "Giờ cao điểm chiều kết thúc lúc 19 giờ; cấm xe từ 17 giờ làm ùn tắc ba nút giao.",
                    "Số liệu đếm xe của trung tâm điều hành giao thông",
                    "Thời gian cấm xe: từ 18 giờ 30 đến 23 giờ; thông báo trước 05 ngày.",
                ),
                agree("Thống nhất; địa phương bố trí 04 chốt phân luồng."),
            ),
        ),
        Ask(
            "Mục VI dự thảo Kế hoạch",
            "Tổng kinh phí 6,2 tỷ đồng, trong đó xã hội hóa 70 %.",
            "Đơn vị có thống nhất cơ cấu kinh phí {v} gồm 30 % ngân sách và 70 % xã hội hóa không?",
            "Thống nhất; đã có thư ngỏ của 05 doanh nghiệp đồng hành.",
            "Tờ trình, mục 6",
            (
                disagree(
                    "Không thống nhất phần ngân sách cho hạng mục sân khấu: đã có thiết bị dùng chung đầu tư năm "
                    "trước.",
                    "Sổ tài sản công của đơn vị sự nghiệp trực thuộc",
                ),
                change(
                    "Thống nhất cơ cấu; đề nghị có phương án khi xã hội hóa không đạt.",
                    "Luật Ngân sách nhà nước",
                    "Trường hợp xã hội hóa dưới 70 %, đơn vị chủ trì giảm quy mô, không bổ sung từ ngân sách.",
                ),
            ),
        ),
    ),
    stand="Đề nghị phê duyệt Kế hoạch, cấm xe từ 18 giờ 30, ngân sách không quá 30 %.",
    stand_basis="Kết quả góp ý của các đơn vị; Luật Ngân sách nhà nước.",
)

TOURISM = Dossier(
    lead="SDL",
    kind=Kind.PLAN_OR_REPORT,
    subject="Dự thảo Đề án phát triển sản phẩm du lịch {v}",
    background="Sở Du lịch xây dựng Đề án phát triển sản phẩm du lịch {v}, khai thác lợi thế sau khi mở rộng địa "
    "giới Thành phố.",
    asked="SVHTT.0 SXD.2 SQHKT.1 SDTTG.1 SCT.0 P-VUNGTAU.3 P-CHOLON.3",
    variants=("đường thủy nội đô", "làng nghề", "ẩm thực Chợ Lớn", "biển Vũng Tàu"),
    asks=(
        Ask(
            "Mục III.1 dự thảo Đề án",
            "Hình thành 03 tuyến trọng điểm, mỗi tuyến có điểm dừng và nhà vệ sinh đạt chuẩn.",
            "Danh mục 03 tuyến du lịch {v} có phù hợp quy hoạch và điều kiện hạ tầng do đơn vị quản lý không?",
            "Đề xuất 03 tuyến như dự thảo, ưu tiên tuyến có sẵn bến, bãi.",
            "Thuyết minh Đề án, mục 3",
            (
                change(
                    "Tuyến số 2 đi qua khu vực chưa có bến được công bố, cần lùi sang giai đoạn sau.",
                    "Danh mục bến thủy nội địa đã công bố (minh họa)",
                    "Giai đoạn 1 gồm tuyến số 1 và số 3; tuyến số 2 thực hiện sau khi bến được công bố.",
                ),
                disagree(
                    "Không thống nhất điểm dừng tại cơ sở tín ngưỡng đang trùng tu đến hết năm sau.",
                    "Quyết định phê duyệt dự án trùng tu di tích",
                ),
                agree("Thống nhất danh mục 03 tuyến."),
            ),
        ),
        Ask(
            "Mục V dự thảo Đề án",
            "Chỉ tiêu: 1,2 triệu lượt khách, doanh thu 900 tỷ đồng sau 02 năm.",
            "Chỉ tiêu lượt khách, doanh thu của sản phẩm {v} nên đặt ở mức nào, theo số liệu nào?",
            "",
            "",
            (
                tell(
                    "Nên đặt 0,9 triệu lượt: năng lực bến hiện có 2.600 khách mỗi ngày, mùa mưa giảm một nửa.",
                    "Số liệu khai thác bến 02 năm gần nhất",
                ),
                tell(
                    "Nên giữ 1,2 triệu lượt, điều kiện là có vé liên thông với bảo tàng.",
                    "Kết quả bán vé thử nghiệm quý trước",
                ),
            ),
            PointKind.OPEN,
        ),
    ),
    stand="Đề nghị phê duyệt Đề án với hai tuyến giai đoạn 1 và chỉ tiêu 01 triệu lượt khách.",
    stand_basis="Luật Du lịch; danh mục bến, bãi đã công bố; ý kiến các đơn vị.",
)

LABOUR = Dossier(
    lead="SNV",
    kind=Kind.LEGAL_DOCUMENT,
    subject="Dự thảo Quyết định ban hành Quy định về {v}",
    background="Sở Nội vụ dự thảo Quyết định ban hành Quy định về {v}, thay thế các quy định cấp huyện trước đây.",
    asked="STP.0 STC.0 VP.1 SKHCN.0 TTTP.1 SDTTG.0 SCT.2 P-GOVAP.1 P-THUDAUMOT.1 P-HANHTHONG.1",
    variants=(
        "vị trí việc làm tại UBND phường, xã",
        "chế độ trực và tiếp nhận phản ánh ngoài giờ",
        "lưu trữ hồ sơ điện tử",
        "thi đua, khen thưởng theo chuyên đề",
    ),
    asks=(
        Ask(
            "Điều 5 dự thảo Quy định",
            "Mỗi phường, xã bố trí tối đa 05 vị trí lãnh đạo phòng chuyên môn và tương đương.",
            "Định mức tại Điều 5 Quy định về {v} có phù hợp với khối lượng công việc của đơn vị không?",
            "Giữ định mức chung, phường trên 100.000 dân được cộng thêm 01.",
            "Tờ trình, mục 3; Nghị định 150/2025/NĐ-CP",
            (
                change(
                    "Đề nghị tính theo số hồ sơ tiếp nhận, vì hai phường cùng dân số có lượng hồ sơ chênh nhau 2,3 "
                    "lần.",
                    "Thống kê hồ sơ 06 tháng của Trung tâm Phục vụ hành chính công",
                    "Phường tiếp nhận trên 60.000 hồ sơ một năm được bố trí thêm 01 vị trí.",
                ),
                agree("Thống nhất; phù hợp biên chế được giao."),
            ),
        ),
        Ask(
            "Điều 11 dự thảo Quy định",
            "Chế độ báo cáo hằng tháng qua hệ thống dùng chung.",
            "Đơn vị có thống nhất bỏ báo cáo giấy hằng tháng, chỉ báo cáo qua hệ thống dùng chung không?",
            "Thống nhất để giảm báo cáo trùng lặp.",
            "Kế hoạch chuyển đổi số của Thành phố; Tờ trình, mục 5",
            (
                change(
                    "Thống nhất; đề nghị lùi 03 tháng để kết nối phần mềm hiện có.",
                    "Kết quả kiểm tra kết nối kỹ thuật",
                    "Điều 11 có hiệu lực sau 03 tháng kể từ ngày Quyết định có hiệu lực.",
                ),
                agree("Thống nhất, hệ thống đã sẵn sàng."),
            ),
        ),
        Ask(
            "Điều 14 dự thảo Quy định",
            "Trách nhiệm của người đứng đầu khi để chậm, muộn.",
            "Đơn vị có thống nhất quy định trách nhiệm người đứng đầu tại Điều 14 không?",
            "Thống nhất quy định rõ trách nhiệm người đứng đầu, gắn với đánh giá hằng quý.",
            "Căn cứ Luật Cán bộ, công chức năm 2025; Tờ trình, mục 6",
            (
                disagree(
                    "Không thống nhất cụm từ 'chịu hoàn toàn trách nhiệm' vì có việc phụ thuộc cơ quan phối hợp.",
                    "Nguyên tắc xác định trách nhiệm tại Luật Cán bộ, công chức",
                ),
                change(
                    "Đề nghị quy định căn cứ xác định mức chậm.",
                    "Nguyên tắc đánh giá theo dữ liệu",
                    "Mức độ chậm được xác định theo số liệu của hệ thống theo dõi nhiệm vụ.",
                ),
            ),
        ),
    ),
    stand="Đề nghị ban hành Quy định, bổ sung tiêu chí theo số hồ sơ và căn cứ dữ liệu khi xác định trách nhiệm.",
    stand_basis="Nghị định 150/2025/NĐ-CP; Luật Cán bộ, công chức năm 2025.",
)

ALL = (ENROLMENT, DENGUE, FESTIVAL, TOURISM, LABOUR)
