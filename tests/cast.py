"""The people and units of a small real world, in every test's database; by name: `cast.lan`, `cast.stc`.

| unit | officer | head | clerk |
| --- | --- | --- | --- |
| Sở Tài chính (`stc`, mostly the lead) | chị Lan `lan` | anh Dũng `dung` | chị Thu `thu` |
| Sở Tư pháp (`stp`, mostly a consultee) | chị Mai `mai` | anh Tâm `tam` | chị Ngọc `ngoc` |
| Sở Xây dựng (`sxd`) | anh Bình `binh` | anh Sơn `son` | chị Vân `van` |
| Sở Du lịch (`sdl`, has nothing to do with it) | chị Hoa `hoa` | anh Phong `phong` | |
| UBND phường Gò Vấp (`govap`, also an authority) | chị Loan `loan` | anh Hùng `hung` | |
| its Phòng Kinh tế, Hạ tầng và Đô thị (`kinhte`) | chị Liên `lien` | anh An `an` | |

UBND Thành phố (`ubnd`; its office `vp`): `chairman` decides, `monitor` follows, `auditor` reads, `admin` administers.
`two` is an officer of Sở Tư pháp and of Sở Du lịch. `ward_chairman` decides for the ward; `nobody` has no role at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from coordination.kernel.actor import Actor, Role
from coordination.kernel.store import db
from coordination.kernel.words import fold
from coordination.units.models import Membership, Person, Unit, UnitBox, UnitFunction
from coordination.units.rules import UnitKind

PASSWORD = "Cây đa bến nước sân đình 1975"


@dataclass(frozen=True)
class _Unit:
    code: str
    name: str
    short_name: str
    kind: UnitKind
    below: str = ""
    symbol: str = ""
    is_authority: bool = False
    functions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Person:
    name: str
    title: str
    roles: tuple[tuple[str, Role], ...] = field(default=())


DECREE = "Quyết định của UBND Thành phố quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Sở"
UNITS: dict[str, _Unit] = {
    "ubnd": _Unit(
        "UBND", "Ủy ban nhân dân Thành phố Hồ Chí Minh", "UBND Thành phố", UnitKind.PEOPLES_COMMITTEE,
        symbol="UBND", is_authority=True,
    ),
    "vp": _Unit("VP", "Văn phòng Ủy ban nhân dân Thành phố", "Văn phòng UBND", UnitKind.OFFICE, "ubnd", "VP"),
    "stc": _Unit(
        "STC", "Sở Tài chính", "Sở Tài chính", UnitKind.DEPARTMENT, "ubnd", "STC",
        functions=(("Quản lý ngân sách nhà nước", DECREE), ("Quản lý giá, phí, lệ phí", DECREE)),
    ),
    "stp": _Unit(
        "STP", "Sở Tư pháp", "Sở Tư pháp", UnitKind.DEPARTMENT, "ubnd", "STP",
        functions=(("Thẩm định dự thảo văn bản quy phạm pháp luật", DECREE), ("Kiểm soát thủ tục hành chính", DECREE)),
    ),
    "sxd": _Unit(
        "SXD", "Sở Xây dựng", "Sở Xây dựng", UnitKind.DEPARTMENT, "ubnd", "SXD",
        functions=(("Quản lý quy hoạch, kiến trúc", DECREE), ("Quản lý hạ tầng kỹ thuật đô thị", DECREE)),
    ),
    "sdl": _Unit(
        "SDL", "Sở Du lịch", "Sở Du lịch", UnitKind.DEPARTMENT, "ubnd", "SDL",
        functions=(("Quản lý hoạt động lữ hành", DECREE),),
    ),
    "govap": _Unit(
        "PGV", "Ủy ban nhân dân phường Gò Vấp", "Phường Gò Vấp", UnitKind.WARD, "ubnd", "UBND", is_authority=True,
        functions=(("Quản lý nhà nước trên địa bàn phường", "Luật Tổ chức chính quyền địa phương"),),
    ),
    "kinhte": _Unit(
        "PGV-KT", "Phòng Kinh tế, Hạ tầng và Đô thị phường Gò Vấp", "Phòng KTHTĐT", UnitKind.DIVISION, "govap",
        "KTHTĐT",
        functions=(("Quản lý hạ tầng đô thị trên địa bàn phường", "Nghị định về cơ quan chuyên môn cấp xã"),),
    ),
}  # fmt: skip

OFF, HEAD, CLERK = Role.OFFICER, Role.HEAD, Role.CLERK
PEOPLE: dict[str, _Person] = {
    "lan": _Person("Nguyễn Thị Lan", "Chuyên viên", (("stc", OFF),)),
    "dung": _Person("Trần Anh Dũng", "Giám đốc", (("stc", HEAD),)),
    "thu": _Person("Lê Thị Thu", "Văn thư", (("stc", CLERK),)),
    "mai": _Person("Phạm Thị Mai", "Chuyên viên", (("stp", OFF),)),
    "tam": _Person("Võ Thành Tâm", "Giám đốc", (("stp", HEAD),)),
    "ngoc": _Person("Đặng Thị Ngọc", "Văn thư", (("stp", CLERK),)),
    "binh": _Person("Hồ Văn Bình", "Chuyên viên", (("sxd", OFF),)),
    "son": _Person("Ngô Thanh Sơn", "Giám đốc", (("sxd", HEAD),)),
    "van": _Person("Đỗ Thị Vân", "Văn thư", (("sxd", CLERK),)),
    "hoa": _Person("Bùi Thị Hoa", "Chuyên viên", (("sdl", OFF),)),
    "phong": _Person("Dương Quốc Phong", "Giám đốc", (("sdl", HEAD),)),
    "loan": _Person("Huỳnh Thị Loan", "Công chức", (("govap", OFF),)),
    "hung": _Person("Phan Văn Hùng", "Phó Chủ tịch", (("govap", HEAD),)),
    "lien": _Person("Vũ Thị Liên", "Chuyên viên", (("kinhte", OFF),)),
    "an": _Person("Lý Thành An", "Trưởng phòng", (("kinhte", HEAD),)),
    "chairman": _Person("Nguyễn Văn Minh", "Chủ tịch", (("ubnd", Role.DECISION_MAKER),)),
    "ward_chairman": _Person("Trương Văn Đức", "Chủ tịch phường", (("govap", Role.DECISION_MAKER),)),
    "monitor": _Person("Trịnh Thị Yến", "Chuyên viên Văn phòng", (("ubnd", Role.MONITOR),)),
    "auditor": _Person("Mai Đăng Khoa", "Thanh tra viên", (("ubnd", Role.AUDITOR),)),
    "admin": _Person("Cao Minh Quang", "Quản trị viên", (("ubnd", Role.ADMINISTRATOR),)),
    "two": _Person("Lâm Thị Hà", "Chuyên viên biệt phái", (("stp", OFF), ("sdl", OFF))),
    "nobody": _Person("Tạ Văn Không", "", ()),
}

_ids: dict[str, int] = {}


class Cast:
    """`cast.lan` is a Person, `cast.stc` a Unit (of the test's own session); `cast.actor("lan")` is who she acts as."""

    PASSWORD = PASSWORD

    def __getattr__(self, name: str) -> Any:
        if name in UNITS:
            return db.session.get_one(Unit, _known()[name])
        if name in PEOPLE:
            return db.session.get_one(Person, _known()[name])
        raise AttributeError(f"nobody is called {name}")

    def actor(self, who: str | Person, role: Role | None = None, unit: Unit | None = None) -> Actor:
        """Who a person acts as; with several roles the first, or the one asked for."""
        person: Person = getattr(self, who) if isinstance(who, str) else who
        for member in sorted(person.memberships, key=lambda m: m.id):
            if (role is None or member.role is role) and (unit is None or member.unit_id == unit.id):
                return actor_of(member)
        raise LookupError(f"{person.name} has no such role")

    def name_of(self, person: Person) -> str:
        """The name by which the cast knows a person."""
        return next(name for name in PEOPLE if _known()[name] == person.id)


def actor_of(member: Membership) -> Actor:
    """As `units.queries.actors_of` makes it; a test there holds the two together."""
    return Actor(
        person_id=member.person_id,
        name=member.person.name,
        role=member.role,
        unit_id=member.unit_id,
        unit_name=member.unit.name,
        unit_path=member.unit.path,
        membership_id=member.id,
        language=member.person.language,
    )


def enter(password_hash: str) -> None:
    """Write the whole cast into an empty database (once a run)."""
    units: dict[str, Unit] = {}
    for name, known in UNITS.items():
        above = units.get(known.below)
        unit = units[name] = Unit(
            code=known.code, name=known.name, name_folded=fold(known.name), short_name=known.short_name,
            kind=known.kind,
            parent_id=above.id if above else None, symbol=known.symbol, is_authority=known.is_authority,
            boxes=[UnitBox(address=f"{known.code.lower()}@tphcm.example.vn")],
            functions=[UnitFunction(name=n, name_folded=fold(n), legal_basis=basis) for n, basis in known.functions],
        )  # fmt: skip
        db.session.add(unit)
        db.session.flush()
        unit.path = f"{above.path if above else '/'}{unit.id}/"
    for name, someone in PEOPLE.items():
        person = Person(
            email=f"{name}@tphcm.example.vn", name=someone.name, name_folded=fold(someone.name), title=someone.title,
            password_hash=password_hash,
        )  # fmt: skip
        person.memberships = [Membership(unit_id=units[code].id, role=role) for code, role in someone.roles]
        db.session.add(person)
        db.session.flush()


def _known() -> dict[str, int]:
    """Ids by name; the same in every database of a run, since each is a copy of one."""
    if not _ids:
        codes = {known.code: name for name, known in UNITS.items()}
        _ids.update({codes[code]: id for id, code in db.session.execute(select(Unit.id, Unit.code)) if code in codes})
        people = db.session.execute(select(Person.id, Person.email)).all()
        _ids.update({email.split("@")[0]: id for id, email in people if email.split("@")[0] in PEOPLE})
    return _ids
