"""The demonstration's units, what they are there for, and the fictional people who work in them (domain 9.2, 9.3)."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.kernel.actor import Role
from coordination.units.rules import Capacity, UnitKind

CITY = "UBND"
GO_VAP = "P-GOVAP"
CITY_DECISION = "Quyết định của UBND Thành phố quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức (minh họa)"
WARD_LAW = "Luật Tổ chức chính quyền địa phương năm 2025; phân công của UBND Thành phố (minh họa)"
DIVISION_DECREE = "Nghị định 150/2025/NĐ-CP; Quyết định của UBND phường Gò Vấp về tổ chức phòng chuyên môn (minh họa)"


@dataclass(frozen=True)
class Place:
    """A unit: its titles are the head's and, where the signing path has more steps, those of the steps before."""

    code: str
    name: str
    short: str
    kind: UnitKind
    functions: tuple[str, ...] = ()
    below: str = CITY
    symbol: str = ""
    title: str = "Giám đốc"
    path: tuple[str, ...] = ()
    is_authority: bool = False
    officers_may_send: bool = False

    @property
    def basis(self) -> str:
        """On which legal basis its functions rest."""
        if self.kind is UnitKind.WARD:
            return WARD_LAW
        return DIVISION_DECREE if self.below == GO_VAP else CITY_DECISION


def _department(code: str, name: str, *functions: str, **more: object) -> Place:
    return Place(code, name, name, UnitKind.DEPARTMENT, functions, symbol=code, **more)  # type: ignore[arg-type]


WARD_FUNCTIONS = (
    "Quản lý trật tự đô thị, vỉa hè, lòng đường trên địa bàn phường",
    "Tiếp nhận, giải quyết thủ tục hành chính cấp phường",
    "Quản lý đất đai, môi trường, thu gom chất thải trên địa bàn phường",
    "Quản lý văn hóa, giáo dục, an sinh xã hội trên địa bàn phường",
)


def _ward(code: str, name: str) -> Place:
    return Place(
        code, f"Ủy ban nhân dân phường {name}", f"UBND phường {name}", UnitKind.WARD, WARD_FUNCTIONS,
        symbol="UBND", title="Phó Chủ tịch", officers_may_send=False,
    )  # fmt: skip


def _division(code: str, name: str, title: str, *functions: str, kind: UnitKind = UnitKind.DIVISION) -> Place:
    return Place(
        code, f"{name} phường Gò Vấp", f"{name} (Gò Vấp)", kind, functions,
        below=GO_VAP, symbol=code.removeprefix("GV-"), title=title,
    )  # fmt: skip


UNITS: tuple[Place, ...] = (
    Place(
        CITY, "Ủy ban nhân dân Thành phố Hồ Chí Minh", "UBND Thành phố", UnitKind.PEOPLES_COMMITTEE,
        below="", symbol="UBND", is_authority=True,
    ),
    Place(
        "VP", "Văn phòng Ủy ban nhân dân Thành phố", "Văn phòng UBND Thành phố", UnitKind.OFFICE,
        (
            "Kiểm soát thủ tục hành chính, cho ý kiến về quy định thủ tục hành chính",
            "Theo dõi, đôn đốc việc thực hiện nhiệm vụ do UBND, Chủ tịch UBND Thành phố giao",
        ), symbol="VP", title="Chánh Văn phòng", path=("Trưởng phòng", "Chánh Văn phòng"),
    ),
    _department(
        "SNV", "Sở Nội vụ", "Tổ chức bộ máy, biên chế, vị trí việc làm", "Cải cách hành chính, chế độ công vụ",
        "Lao động, việc làm, an toàn lao động", "Thi đua, khen thưởng", "Văn thư, lưu trữ nhà nước",
    ),
    _department(
        "STP", "Sở Tư pháp", "Thẩm định, góp ý dự thảo văn bản quy phạm pháp luật", "Kiểm tra, rà soát văn bản",
        "Phổ biến, giáo dục pháp luật", "Xử lý vi phạm hành chính, hộ tịch, chứng thực",
    ),
    _department(
        "STC", "Sở Tài chính", "Quản lý ngân sách nhà nước", "Quản lý giá, phí, lệ phí, tài sản công",
        "Quy hoạch, kế hoạch đầu tư công", "Đăng ký doanh nghiệp, hộ kinh doanh",
        path=("Trưởng phòng", "Phó Giám đốc", "Giám đốc"),
    ),
    Place(
        "TTTP", "Thanh tra Thành phố", "Thanh tra Thành phố", UnitKind.DEPARTMENT,
        ("Thanh tra, kiểm tra chuyên ngành", "Tiếp công dân, giải quyết khiếu nại, tố cáo", "Phòng, chống tham nhũng"),
        symbol="TTTP", title="Chánh Thanh tra",
    ),
    _department(
        "SXD", "Sở Xây dựng", "Hạ tầng kỹ thuật đô thị, thoát nước, chiếu sáng, cây xanh",
        "Quản lý xây dựng, cấp phép xây dựng", "Giao thông, vận tải, vỉa hè, lòng đường", "Nhà ở, kinh doanh bất "
        "động sản",
        path=("Trưởng phòng", "Chánh Văn phòng Sở", "Phó Giám đốc", "Giám đốc"),
    ),
    _department(
        "SNNMT", "Sở Nông nghiệp và Môi trường", "Quản lý chất thải rắn, bảo vệ môi trường",
        "Quản lý đất đai, hồ sơ địa chính", "Nông nghiệp, thủy lợi, phòng chống thiên tai", "Tài nguyên nước, khí "
        "tượng",
        path=("Trưởng phòng", "Phó Giám đốc"),
    ),
    _department(
        "SGDDT", "Sở Giáo dục và Đào tạo", "Giáo dục mầm non, phổ thông, tuyển sinh",
        "An toàn trường học, y tế học đường", "Cơ sở vật chất, trang thiết bị giáo dục",
    ),
    _department(
        "SYT", "Sở Y tế", "Y tế dự phòng, phòng chống dịch bệnh", "Khám bệnh, chữa bệnh, y tế cơ sở",
        "Bảo trợ xã hội, trẻ em, giảm nghèo",
    ),
    _department("SATTP", "Sở An toàn thực phẩm", "Quản lý an toàn thực phẩm", "Thức ăn đường phố, bếp ăn tập thể"),
    _department(
        "SCT", "Sở Công Thương", "Thương mại, chợ, trung tâm thương mại", "Năng lượng, điện lực, trạm sạc",
        "Công nghiệp, cụm công nghiệp",
    ),
    _department(
        "SKHCN", "Sở Khoa học và Công nghệ", "Chuyển đổi số, nền tảng dùng chung, dữ liệu số",
        "An toàn thông tin mạng, hạ tầng số", "Tiêu chuẩn, đo lường, chất lượng", "Đổi mới sáng tạo",
    ),
    _department(
        "SVHTT", "Sở Văn hóa và Thể thao", "Di sản văn hóa, quảng cáo, lễ hội", "Thể dục, thể thao quần chúng",
        "Thiết chế văn hóa cơ sở", "Báo chí, thông tin cơ sở",
    ),
    _department("SDL", "Sở Du lịch", "Lữ hành, lưu trú, hướng dẫn du lịch", "Xúc tiến, sản phẩm du lịch"),
    _department("SDTTG", "Sở Dân tộc và Tôn giáo", "Công tác dân tộc", "Công tác tín ngưỡng, tôn giáo"),
    _department(
        "SQHKT", "Sở Quy hoạch - Kiến trúc", "Quy hoạch đô thị và nông thôn", "Kiến trúc, cảnh quan đô thị",
        "Chỉ tiêu quy hoạch, thông tin quy hoạch",
    ),
    _ward("P-SAIGON", "Sài Gòn"), _ward("P-TANDINH", "Tân Định"), _ward("P-BENTHANH", "Bến Thành"),
    _ward("P-BINHTHANH", "Bình Thạnh"), _ward("P-HANHTHONG", "Hạnh Thông"), _ward("P-ANNHON", "An Nhơn"),
    _ward("P-ANHOIDONG", "An Hội Đông"), _ward("P-THONGTAYHOI", "Thông Tây Hội"), _ward("P-THUDUC", "Thủ Đức"),
    _ward("P-CHOLON", "Chợ Lớn"), _ward("P-THUDAUMOT", "Thủ Dầu Một"), _ward("P-VUNGTAU", "Vũng Tàu"),
    Place(
        GO_VAP, "Ủy ban nhân dân phường Gò Vấp", "UBND phường Gò Vấp", UnitKind.WARD, WARD_FUNCTIONS,
        symbol="UBND", title="Phó Chủ tịch", path=("Chánh Văn phòng", "Phó Chủ tịch"), is_authority=True,
    ),
    _division(
        "GV-VP", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "Chánh Văn phòng",
        "Tổng hợp, điều phối hoạt động của UBND phường", "Tư pháp, hộ tịch, kiểm soát thủ tục hành chính",
        "Văn thư, lưu trữ, công nghệ thông tin", kind=UnitKind.OFFICE,
    ),
    _division(
        "GV-KTHTDT", "Phòng Kinh tế, Hạ tầng và Đô thị", "Trưởng phòng", "Tài chính, ngân sách, đầu tư của phường",
        "Trật tự xây dựng, vỉa hè, hạ tầng đô thị", "Đất đai, môi trường, chợ, hộ kinh doanh",
    ),
    _division(
        "GV-VHXH", "Phòng Văn hóa - Xã hội", "Trưởng phòng", "Văn hóa, thể thao, thông tin cơ sở", "Giáo dục, y tế",
        "Nội vụ, lao động, bảo trợ xã hội, giảm nghèo",
    ),
    _division(
        "GV-TTHCC", "Trung tâm Phục vụ hành chính công", "Giám đốc", "Tiếp nhận hồ sơ và trả kết quả thủ tục hành "
        "chính",
        "Hướng dẫn dịch vụ công trực tuyến", kind=UnitKind.PUBLIC_SERVICE,
    ),
    _division(
        "GV-CUDVC", "Trung tâm Cung ứng dịch vụ công", "Giám đốc", "Vệ sinh môi trường, cây xanh, chiếu sáng công cộng",
        "Duy trì công viên, khu vui chơi", kind=UnitKind.PUBLIC_SERVICE,
    ),
)  # fmt: skip

BY_CODE = {place.code: place for place in UNITS}
DEPARTMENTS = tuple(place.code for place in UNITS if place.kind is UnitKind.DEPARTMENT)
WARDS = tuple(place.code for place in UNITS if place.kind is UnitKind.WARD)
DIVISIONS = tuple(place.code for place in UNITS if place.below == GO_VAP)


@dataclass(frozen=True)
class Post:
    """Somebody's place: the first word of the address, the title, the role."""

    address: str
    title: str
    role: Role
    capacity: Capacity = Capacity.NONE


def posts_of(place: Place) -> list[Post]:
    """Who works in a unit: officer, head, clerk, and those who stand on its signing path before the signature."""
    if place.code == CITY:
        return _authority("UBND Thành phố")
    if place.code == "VP":
        head = Post("lanhdao", place.title, Role.HEAD)
    else:
        deputy = place.title.startswith("Phó") or (place.path and place.path[-1].startswith("Phó"))
        head = Post(
            "lanhdao", (place.path or (place.title,))[-1], Role.HEAD, Capacity.DEPUTY if deputy else Capacity.NONE
        )
    found = [Post("chuyenvien", "Chuyên viên", Role.OFFICER), head, Post("vanthu", "Văn thư", Role.CLERK)]
    for number, step in enumerate(place.path[:-1], start=1):
        role = Role.HEAD if step.startswith("Phó") else Role.OFFICER
        found.append(Post(f"buoc{number}", step, role, Capacity.DEPUTY if role is Role.HEAD else Capacity.NONE))
    return found + (_authority("UBND phường") if place.is_authority else [])


def _authority(of: str) -> list[Post]:
    return [
        Post("chutich", f"Chủ tịch {of}", Role.DECISION_MAKER),
        Post("phochutich", f"Phó Chủ tịch {of}", Role.DECISION_MAKER),
        Post("theodoi", "Chuyên viên theo dõi, đôn đốc", Role.MONITOR),
        Post("kiemtra", "Chuyên viên kiểm tra nội bộ", Role.AUDITOR),
    ]


# Who holds a second role: the head of an office also follows the work for the authority.
SECOND_ROLES: tuple[tuple[str, str, str, Role], ...] = (
    ("lanhdao", "GV-VP", GO_VAP, Role.MONITOR),
    ("lanhdao", "VP", CITY, Role.MONITOR),
)

FAMILY = "Nguyễn Trần Lê Phạm Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Lâm Mai Trịnh Tạ".split()
MIDDLE_MEN = "Văn Minh Quốc Hữu Đức Thanh Công Trung Anh Gia".split()
MIDDLE_WOMEN = "Thị Ngọc Thu Kim Bích Thanh Mỹ Hoài Diễm Phương".split()
MEN = (
    "An Bình Cường Dũng Đạt Hải Hiếu Hưng Khánh Khoa Lâm Long Minh Nam Nghĩa Phúc Quân Sơn Tài Thắng Thịnh Tuấn".split()
)
WOMEN = (
    "An Chi Dung Hà Hạnh Hiền Hoa Hương Lan Linh Loan Mai Nga Ngân Nhung Oanh Phượng Quyên Thảo Trang Tuyết Yến".split()
)
