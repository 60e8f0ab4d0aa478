"""Streets, building, planning, trees and drainage."""

from __future__ import annotations

from coordination.consultations.rules import Kind, PointKind
from coordination.overview.demo.texts import Ask, Dossier, agree, change, disagree, pick, tell

PAVEMENT = Dossier(
    lead="SXD",
    kind=Kind.PLAN_OR_REPORT,
    subject="Dự thảo Kế hoạch sắp xếp, sử dụng tạm thời một phần vỉa hè ngoài mục đích giao thông trên {v}",
    background="Thực hiện chương trình chỉnh trang đô thị của Thành phố, Sở Xây dựng lập Kế hoạch sắp xếp, sử dụng tạm "
    "thời một phần vỉa hè trên {v}, bảo đảm lối đi bộ thông suốt và việc kinh doanh ổn định của hộ dân.",
    asked="STC.1 STP.0 VP.1 SDL.0 SATTP.1 SVHTT.0 SQHKT.1 SKHCN.0 P-SAIGON P-BENTHANH P-TANDINH P-GOVAP",
    variants=(
        "đường Lê Lợi",
        "đường Phan Văn Trị",
        "đường Nguyễn Thái Sơn",
        "đường Hai Bà Trưng",
        "đường Châu Văn Liêm",
    ),
    asks=(
        Ask(
            "Mục II.1 dự thảo Kế hoạch",
            "Vỉa hè được sử dụng tạm thời phải còn lối đi bộ thông suốt có chiều rộng tối thiểu 1,5 mét.",
            "Đơn vị có thống nhất chiều rộng tối thiểu 1,5 mét dành cho người đi bộ trên {v} hay không?",
            "Thống nhất mức 1,5 mét; đoạn có trạm dừng xe buýt giữ tối thiểu 2,0 mét.",
            "Kết quả khảo sát hiện trạng của Sở Xây dựng; Điều 25a Nghị định 100/2013/NĐ-CP",
            (
                change(
                    "Thống nhất mức tối thiểu 1,5 mét; riêng trước cổng trường học, bệnh viện lưu lượng người đi bộ "
                    "giờ "
                    "cao điểm gấp ba lần bình thường, đề nghị quy định mức riêng.",
                    "Số liệu đếm người đi bộ tháng gần nhất của địa phương",
                    "Trước cổng trường học, bệnh viện trong phạm vi 30 mét, lối đi bộ rộng tối thiểu 2,5 mét.",
                ),
                disagree(
                    "Không thống nhất mức 1,5 mét đối với đoạn vỉa hè dưới 3 mét: trừ bồn cây và tủ điện thì phần "
                    "còn lại "
                    "không đủ cho xe lăn tránh nhau.",
                    "QCVN 10:2014/BXD về xây dựng công trình bảo đảm người khuyết tật tiếp cận sử dụng",
                ),
                agree("Thống nhất; mức này phù hợp hiện trạng vỉa hè từ 4 mét trở lên trên tuyến."),
            ),
        ),
        Ask(
            "Mục II.3 dự thảo Kế hoạch",
            "Thời gian sử dụng tạm thời vỉa hè để kinh doanh: từ 6 giờ đến 22 giờ hằng ngày.",
            "Khung giờ sử dụng từ 6 giờ đến 22 giờ trên {v} có phù hợp với công tác quản lý của đơn vị không?",
            "Giữ khung giờ 6 giờ đến 22 giờ để thống nhất với giờ thu gom rác và vệ sinh đường phố.",
            "Tờ trình dự thảo, mục 3.2",
            (
                change(
                    "Đề nghị kết thúc lúc 21 giờ 30 để lực lượng vệ sinh làm việc trước khi cấm xe tải nhỏ lưu thông.",
                    "Hợp đồng dịch vụ vệ sinh môi trường trên địa bàn",
                    "Thời gian sử dụng: từ 6 giờ đến 21 giờ 30 hằng ngày.",
                ),
                change(
                    "Đề nghị loại trừ giờ cao điểm đưa đón học sinh tại đoạn có trường học.",
                    "Ghi nhận ùn tắc của Đội quản lý trật tự đô thị trong quý vừa qua",
                    "Đoạn trước trường học không sử dụng vỉa hè từ 6 giờ 30 đến 7 giờ 30 và từ 16 giờ đến 17 giờ 30.",
                ),
            ),
        ),
        Ask(
            "Mục IV.2 dự thảo Kế hoạch",
            "Lực lượng kiểm tra do UBND phường bố trí.",
            "Đề nghị đơn vị cho biết lực lượng, phương tiện có thể bố trí để kiểm tra hằng ngày trên {v}.",
            "",
            "",
            (
                tell(
                    "Đơn vị bố trí 02 tổ, mỗi tổ 03 người, kiểm tra vào 07 giờ, 16 giờ và 20 giờ; cần thêm 04 máy "
                    "bộ đàm.",
                    "Quyết định phân công nhiệm vụ năm nay của đơn vị",
                ),
                tell(
                    "Đơn vị cử 01 công chức phối hợp kiểm tra đột xuất mỗi tuần một lần và dùng chung dữ liệu camera."
                ),
            ),
            PointKind.INFORMATION,
        ),
    ),
    stand="Đề nghị ban hành Kế hoạch với chiều rộng lối đi bộ tối thiểu 1,5 mét, trước trường học và bệnh viện 2,5 "
    "mét.",
    stand_basis="Nghị định 100/2013/NĐ-CP; kết quả khảo sát hiện trạng và ý kiến của các đơn vị.",
)

GREENERY = Dossier(
    lead="SXD",
    kind=Kind.OTHER,
    subject="Phương án thay thế, di dời cây xanh phục vụ thi công nâng cấp hệ thống thoát nước {v}",
    background="Để thi công hệ thống thoát nước {v}, đơn vị thi công đề nghị di dời, thay thế một số cây xanh; Sở "
    "Xây dựng "
    "lấy ý kiến về số lượng, vị trí trồng lại và thời điểm thi công.",
    asked="SNNMT.0 SVHTT.0 SQHKT.1 P-BINHTHANH.2 P-HANHTHONG.2",
    variants=("đường Nguyễn Kiệm", "đường Ung Văn Khiêm", "rạch Xuyên Tâm", "đường Quang Trung", "đường Lê Quang Định"),
    asks=(
        Ask(
            "Mục 2 Phương án",
            "Di dời 42 cây, đốn hạ 11 cây có nguy cơ ngã đổ.",
            "Đơn vị chọn phương án di dời nào đối với 42 cây trên {v}?",
            "Chọn phương án di dời về vườn ươm rồi trồng lại sau thi công.",
            "Báo cáo đánh giá hiện trạng cây xanh kèm theo, mục 4",
            (
                pick(
                    "Di dời về vườn ươm, trồng lại sau thi công",
                    "Chọn phương án vườn ươm vì 38 cây có đường kính dưới 30 cm, tỷ lệ sống khi di dời trên 80 %.",
                    "Báo cáo đánh giá hiện trạng cây xanh, phụ lục 1",
                ),
                pick(
                    "Trồng ngay tại công viên gần nhất",
                    "Chọn phương án trồng ngay tại công viên: giảm một lần bứng, chi phí thấp hơn khoảng 30 %.",
                    "Đơn giá dịch vụ công ích do UBND Thành phố ban hành",
                ),
            ),
            PointKind.CHOICE,
            ("Di dời về vườn ươm, trồng lại sau thi công", "Trồng ngay tại công viên gần nhất"),
        ),
        Ask(
            "Mục 4 Phương án",
            "Thời gian thi công từ 22 giờ đến 5 giờ sáng hôm sau.",
            "Đơn vị có thống nhất thi công di dời cây vào ban đêm, từ 22 giờ đến 5 giờ trên {v} không?",
            "Thống nhất thi công ban đêm để không gây ùn tắc.",
            "Thuyết minh phương án tổ chức giao thông, mục 2",
            (
                change(
                    "Thống nhất thi công ban đêm nhưng không quá ba đêm liên tiếp trước cùng một khu nhà ở.",
                    "QCVN 26:2010/BTNMT về tiếng ồn",
                    "Không thi công quá 03 đêm liên tiếp trên cùng một đoạn dài 100 mét.",
                ),
                agree("Thống nhất; đề nghị thông báo cho tổ dân phố trước ít nhất 03 ngày."),
            ),
        ),
    ),
    stand="Đề nghị chấp thuận di dời 42 cây về vườn ươm, trồng lại trong vòng 60 ngày sau khi hoàn thành thi công.",
    stand_basis="Nghị định 64/2010/NĐ-CP về quản lý cây xanh đô thị; báo cáo đánh giá hiện trạng.",
)

ALL = (PAVEMENT, GREENERY)
