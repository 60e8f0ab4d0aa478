"""Turns of phrase that come back whatever the matter is: vague words, explanations, verdicts, decisions."""

from __future__ import annotations

AGREED = (
    "Thống nhất như dự thảo.",
    "Thống nhất với nội dung và căn cứ mà cơ quan chủ trì nêu.",
    "Thống nhất; nội dung phù hợp với quy định chuyên ngành do đơn vị quản lý.",
)
CHOSEN = "Đơn vị chọn phương án {option}, phù hợp với điều kiện thực tế của ngành, địa bàn."
NOTHING_ON_OPEN = (
    "Nội dung này không phát sinh tại đơn vị trong 12 tháng qua nên không có số liệu, đề xuất thêm.",
    "Qua rà soát, lĩnh vực do đơn vị quản lý không có trường hợp thuộc nội dung được hỏi.",
)
GENERAL_REMARKS = (
    "Đề nghị cơ quan chủ trì rà soát thể thức, viện dẫn văn bản theo Nghị định 30/2020/NĐ-CP trước khi trình.",
    "Đơn vị cử đầu mối phối hợp: Văn phòng, trong giờ hành chính.",
    "Đề nghị gửi lại bản đã tiếp thu để đơn vị chuẩn bị triển khai.",
)
# Domain 8.7: words of every day that answer nothing that was asked.
VAGUE = (
    "Cơ bản thống nhất với nội dung dự thảo, đề nghị cơ quan chủ trì nghiên cứu, hoàn thiện thêm.",
    "Đề nghị thực hiện theo quy định hiện hành.",
    "Đề nghị cơ quan chủ trì rà soát, cân nhắc cho phù hợp với tình hình thực tế.",
    "Đề nghị cơ quan chủ trì chịu trách nhiệm về tính chính xác của số liệu và căn cứ pháp lý.",
    "Nội dung này cần được xem xét thận trọng, bảo đảm hài hòa lợi ích của các bên liên quan.",
)
VERDICTS = (
    ("generic", "Ý kiến chưa nêu cụ thể thống nhất hay không thống nhất với mức, nội dung được hỏi."),
    ("generic", "Ý kiến chưa nêu nội dung đề nghị chỉnh sửa và căn cứ."),
    ("incomplete", "Ý kiến chưa trả lời phần thứ hai của câu hỏi, chưa nêu căn cứ."),
    ("off_topic", "Ý kiến nói về nội dung khác, chưa trả lời câu hỏi đặt ra."),
)
RETURN_WORDS = (
    "Đề nghị quý đơn vị nêu rõ chính kiến, căn cứ và nội dung đề nghị chỉnh sửa đối với nội dung được đánh dấu.",
    "Kính đề nghị quý đơn vị làm rõ, bổ sung để cơ quan chủ trì có cơ sở tiếp thu, giải trình.",
)
CONTESTS = (
    "Đơn vị đã nêu rõ ý kiến tại đoạn hai của nội dung này, căn cứ đã dẫn tại phần chung; đề nghị xem xét lại.",
    "Câu hỏi chỉ đề nghị xác nhận số liệu; đơn vị đã xác nhận số liệu, không có nội dung phải đề nghị chỉnh sửa.",
)
CONTEST_ANSWERS = ("Cơ quan chủ trì giữ đánh giá vì ý kiến chưa gắn với khoản được hỏi; kính trình lãnh đạo xem xét.",)
UPHELD = "Qua xem xét hai bên, ý kiến chưa trả lời trực tiếp nội dung được hỏi; đề nghị đơn vị bổ sung."
OVERTURNED = (
    "Qua xem xét hai bên, ý kiến đã nêu đủ chính kiến và căn cứ đối với nội dung được hỏi; hủy đánh giá "
    "của cơ quan chủ trì."
)
LATE_REASONS = (
    (
        "Do phải chờ số liệu tổng hợp từ các đơn vị trực thuộc, số liệu đến sau thời hạn 02 ngày.",
        "Đơn vị giao một đầu mối tổng hợp, đặt thời hạn nội bộ trước thời hạn trả lời 02 ngày làm việc.",
    ),
    (
        "Do chuyên viên phụ trách được điều động tham gia đoàn kiểm tra, việc bàn giao hồ sơ chậm.",
        "Đơn vị phân công người thay thế khi điều động và kiểm tra hồ sơ đến hạn vào đầu tuần.",
    ),
    (
        "Do nội dung liên quan đến hai phòng chuyên môn còn ý kiến khác nhau, phải họp thống nhất.",
        "Lãnh đạo đơn vị chủ trì họp thống nhất ngay khi tiếp nhận hồ sơ liên quan nhiều phòng.",
    ),
)
APOLOGY = "Đơn vị xin lỗi cơ quan chủ trì và tổ chức, cá nhân nộp hồ sơ vì việc trả lời chậm."
MORE_TIME = (
    "Nội dung cần đo đạc, khảo sát thực tế tại địa bàn; đơn vị đề nghị lùi thời hạn để có số liệu chính xác.",
    "Đơn vị cần lấy ý kiến các đơn vị trực thuộc; đề nghị điều chỉnh thời hạn để bảo đảm chất lượng góp ý.",
)
MORE_TIME_GRANTED = "Đồng ý điều chỉnh thời hạn do đơn vị nêu lý do chính đáng và tiến độ trình vẫn bảo đảm."
MORE_TIME_REFUSED = (
    "Không điều chỉnh được do thời hạn trình UBND đã xác định; đề nghị đơn vị trả lời nội dung đã rõ trước."
)
NOT_OURS = (
    "Nội dung được hỏi không thuộc lĩnh vực quản lý của đơn vị theo quyết định chức năng, nhiệm vụ hiện hành.",
    "Từ ngày 01/7/2025, nhiệm vụ này đã chuyển sang cơ quan khác theo phân công của UBND Thành phố.",
)
NOT_OURS_GRANTED = (
    "Qua đối chiếu danh mục chức năng, nhiệm vụ, thống nhất nội dung không thuộc đơn vị; cơ quan chủ "
    "trì sẽ hỏi đúng cơ quan."
)
NOT_OURS_REFUSED = (
    "Nội dung thuộc chức năng của đơn vị đã ghi trong hồ sơ lấy ý kiến, căn cứ quyết định chức năng, nhiệm vụ đang "
    "có hiệu lực; "
    "đề nghị đơn vị góp ý."
)
DISPUTE = (
    "Đơn vị cho rằng nội dung thuộc cơ quan cấp phép; kính đề nghị cấp có thẩm quyền xem xét trách nhiệm phối hợp."
)
AVOIDED = (
    "Sau khi nghe đơn vị trình bày, nội dung được hỏi thuộc chức năng, nhiệm vụ của đơn vị; việc chuyển trả là né "
    "tránh. Yêu cầu "
    "đơn vị góp ý trong thời hạn còn lại."
)
NOT_AVOIDED = (
    "Nội dung có phần giao thoa giữa hai cơ quan; giao đơn vị góp ý phần thuộc lĩnh vực của mình, không "
    "xem là né tránh."
)
UNHEARD = "Đơn vị chủ trì chưa trả lời phản hồi trong thời hạn; đồng ý để đơn vị trả lời theo thời hạn đã đề nghị."
MISSING = (
    "Phụ lục số liệu hiện trạng nêu tại Tờ trình chưa gửi kèm",
    "Bản đồ vị trí và bảng tính kinh phí chưa có trong hồ sơ",
)
UNCLEAR = "Hồ sơ viện dẫn phụ lục nhưng không gửi kèm nên đơn vị chưa có cơ sở góp ý."
UNCLEAR_GRANTED = "Đúng là còn thiếu phụ lục; cơ quan chủ trì sẽ bổ sung và tính lại thời hạn cho đơn vị."
CLAIM_FOUND = (
    "Đã tìm thấy văn bản tại văn thư, chuyển từ trục liên thông ngày hôm trước; cơ quan chủ trì nhập vào hồ sơ."
)
CLAIM_NOT_FOUND = "Văn thư không nhận được văn bản theo số, ngày đơn vị nêu; kính đề nghị đơn vị gửi lại."
WITHDRAWN = (
    "UBND Thành phố có chỉ đạo mới làm thay đổi phạm vi dự thảo; hồ sơ sẽ được lấy ý kiến lại sau khi hoàn chỉnh."
)
AMENDED = "Bổ sung số liệu cập nhật tại phần bối cảnh; nội dung lấy ý kiến giữ nguyên."
REPORT_DID = (
    "Cơ quan chủ trì đã gửi hồ sơ đầy đủ, đôn đốc theo lịch và trao đổi trực tiếp với lãnh đạo đơn vị, đến nay chưa "
    "nhận được ý kiến.",
    "Đã đôn đốc hai lần bằng văn bản điện tử và một lần qua điện thoại; đơn vị cho biết đang tổng hợp nhưng chưa có "
    "văn bản.",
)
REPORT_PROPOSES = (
    "Kính đề nghị cấp có thẩm quyền giao đơn vị có ý kiến trong 02 ngày làm việc, hoặc cho phép tiếp tục trình.",
    "Kính đề nghị cấp có thẩm quyền cho ý kiến để cơ quan chủ trì hoàn thiện hồ sơ đúng thời hạn trình.",
)
REPORT_EFFECT = (
    "Chưa có ý kiến của đơn vị thì chưa xác định được nguồn lực thực hiện, ảnh hưởng thời hạn trình UBND.",
    "Nội dung chưa có ý kiến là căn cứ của hai điều trong dự thảo; hồ sơ có thể chậm từ 03 đến 05 ngày.",
)
HOLD = "Lãnh đạo đơn vị hứa gửi văn bản trong tuần; tạm dừng báo cáo để chờ ý kiến chính thức."
DIRECTED = (
    "Giao Thủ trưởng đơn vị có ý kiến bằng văn bản về đầy đủ nội dung được hỏi trước thời hạn nêu tại văn bản này "
    "và giải trình lý do chậm.",
    "Yêu cầu đơn vị trả lời cơ quan chủ trì đúng nội dung, đúng thời hạn; báo cáo kết quả về UBND.",
)
GO_ON = "Cho phép cơ quan chủ trì tiếp tục trình, ghi rõ đơn vị không có ý kiến trả lời."
ACCEPTED_EXPLANATION = "Đơn vị đã giải trình có cơ sở do tham gia ứng phó sự cố trên địa bàn; chấp nhận giải trình."
BACK_TO_LEAD = "Đơn vị đã có ý kiến trong thời gian chờ xử lý; cơ quan chủ trì tổng hợp theo thẩm quyền."
DIRECTIVE_DONE = "Đơn vị đã gửi văn bản góp ý đầy đủ nội dung và giải trình lý do chậm trễ."
CONCLUDED = "Thống nhất nội dung trình; giao cơ quan chủ trì hoàn thiện, phát hành theo quy định."
RETURNED_SUBMISSION = (
    "Hồ sơ trình chưa nêu rõ cơ sở đề xuất đối với nội dung còn ý kiến khác nhau; đề nghị bổ sung, trình lại."
)
DIFFERENCES = (
    "Còn ý kiến khác nhau về {clauses}; cơ quan chủ trì đề nghị giữ như dự thảo vì căn cứ đã nêu tại Tờ "
    "trình, ý kiến khác được ghi kèm."
)
ACCEPTED = (
    "Tiếp thu ý kiến, dự thảo đã chỉnh lý tại {clause}.",
    "Tiếp thu, bổ sung nội dung theo đề nghị của đơn vị vào {clause}.",
)
PARTLY = (
    "Tiếp thu một phần: chỉnh lý {clause} theo hướng nêu nguyên tắc; chi tiết sẽ quy định trong văn bản hướng dẫn.",
    "Tiếp thu phần bổ sung đối tượng; giữ mốc thời gian tại {clause} để bảo đảm tiến độ chung.",
)
NOT_ACCEPTED = (
    "Quy định hiện hành đã điều chỉnh nội dung này. Do đó, đề nghị cho giữ {clause} như dự thảo.",
    "Số liệu khảo sát cho thấy mức đề xuất khả thi tại phần lớn địa bàn. Vì vậy, xin giữ {clause} như dự thảo.",
)
NOTED = (
    "Ghi nhận ý kiến thống nhất của đơn vị về {clause}.",
    "Ghi nhận thông tin, số liệu đơn vị cung cấp; đã đưa vào phụ lục kèm Tờ trình.",
)
HEARING = "Đề nghị nêu rõ căn cứ để cho rằng nội dung được hỏi không thuộc chức năng, nhiệm vụ của đơn vị."
HEARD = "Đơn vị đã rà soát lại quy định chức năng, nhiệm vụ và xin tiếp thu để trả lời."
