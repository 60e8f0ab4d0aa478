"""Forms of the door, of one's own account, and of people and their roles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice

from coordination.kernel.forms import (
    ChoiceField,
    DayField,
    EmailField,
    HiddenField,
    HouseForm,
    PasswordField,
    RadiosField,
    WordsField,
    YesField,
)
from coordination.kernel.values import Finding

LANGUAGES = [SelectChoice("vi", _l("Tiếng Việt")), SelectChoice("en", _l("Tiếng Anh"))]


class SignInForm(HouseForm):
    email = WordsField(_l("Địa chỉ email"), max=320)
    password = PasswordField(_l("Mật khẩu"))
    next = HiddenField()


class ForgottenForm(HouseForm):
    email = EmailField(_l("Địa chỉ email"), required=_l("Nhập địa chỉ email dùng để đăng nhập."))


class SetPasswordForm(HouseForm):
    password = PasswordField(
        _l("Mật khẩu mới"),
        required=_l("Nhập mật khẩu mới."),
        hint=_l("Ít nhất 10 ký tự; một câu dễ nhớ là tốt nhất. Không dùng họ tên hoặc địa chỉ email."),
    )
    again = PasswordField(_l("Nhập lại mật khẩu mới"), required=_l("Nhập mật khẩu mới một lần nữa."))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        right = bool(super().validate(*args, **kwargs))
        if right and self.password.data != self.again.data:
            self.blame([Finding("passwords_differ", field="again")])
            return False
        return right


class ChangePasswordForm(SetPasswordForm):
    old = PasswordField(_l("Mật khẩu hiện nay"), required=_l("Nhập mật khẩu hiện nay."))


class SettingsForm(HouseForm):
    language = RadiosField(_l("Ngôn ngữ"), choices=LANGUAGES)
    digest = YesField(_l("Gộp thư thông thường thành một thư mỗi buổi sáng"))


class PersonForm(HouseForm):
    name = WordsField(_l("Họ và tên"), required=_l("Nhập họ và tên."), max=200)
    email = EmailField(
        _l("Địa chỉ email"), required=_l("Nhập địa chỉ email."), hint=_l("Dùng để đăng nhập và nhận thư.")
    )
    title = WordsField(_l("Chức vụ"), max=200)
    language = RadiosField(_l("Ngôn ngữ"), choices=LANGUAGES, default="vi")
    active = YesField(_l("Được đăng nhập"), default=True)

    def facts(self) -> dict[str, Any]:
        return {
            "name": self.name.data,
            "email": self.email.data,
            "title": self.title.data or "",
            "language": self.language.data or "vi",
            "active": bool(self.active.data),
        }


class DatesForm(HouseForm):
    since = DayField(_l("Từ ngày"))
    until = DayField(_l("Đến hết ngày"), hint=_l("Để trống nếu chưa có ngày kết thúc."))

    def dates(self) -> dict[str, Any]:
        return {"since": self.since.data, "until": self.until.data}


class RoleForm(DatesForm):
    unit_id = ChoiceField(_l("Đơn vị"), required=_l("Chọn đơn vị."))
    role = ChoiceField(_l("Vai trò"), required=_l("Chọn vai trò."))

    def offer(self, units: Iterable[Any], roles: Mapping[Any, Any]) -> None:
        self.unit_id.choices = [("", _l("Chọn đơn vị")), *((str(unit.id), unit.name) for unit in units)]
        self.role.choices = [("", _l("Chọn vai trò")), *((role.value, name) for role, name in roles.items())]
