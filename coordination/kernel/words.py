"""Words, dates and numbers as a Vietnamese office writes them; English beside them, complete."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Flask, g, has_request_context, session
from flask_babel import Babel, force_locale, format_decimal, get_locale, gettext, lazy_gettext, ngettext

from coordination import CHAPTERS
from coordination.kernel import clock
from coordination.kernel.actor import Role

LANGUAGES = ("vi", "en")
CATALOGUES = tuple(f"{place}/translations" for place in ("kernel", *CHAPTERS))

_WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
# The order of Vietnamese letters and of the marks upon them, for sorting.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_MARKS = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}

ROLES = {
    Role.OFFICER: lazy_gettext("Chuyên viên"),
    Role.HEAD: lazy_gettext("Thủ trưởng đơn vị"),
    Role.CLERK: lazy_gettext("Văn thư"),
    Role.DECISION_MAKER: lazy_gettext("Lãnh đạo"),
    Role.MONITOR: lazy_gettext("Theo dõi, đôn đốc"),
    Role.AUDITOR: lazy_gettext("Kiểm tra"),
    Role.ADMINISTRATOR: lazy_gettext("Quản trị"),
    Role.RULE: lazy_gettext("Theo quy định"),
}


def language() -> str:
    """The language in use: 'vi' or 'en'."""
    locale = get_locale()
    return str(locale) if locale is not None and str(locale) in LANGUAGES else "vi"


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Within the block everything is said in that language (a letter, in its receiver's)."""
    with force_locale(code if code in LANGUAGES else "vi"):
        yield


def nfc(text: str) -> str:
    """Composed letters, so that the same word is the same text."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Without accents and capitals, for searching: 'Sở Xây dựng' and 'so xay dung' are one."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def sort_key(text: str) -> tuple[tuple[int, int], ...]:
    """Vietnamese alphabetical order: letters first (a ă â … d đ …), then the tone marks."""
    return tuple(_place(letter) for letter in nfc(text).casefold())


def _place(letter: str) -> tuple[int, int]:
    parts = unicodedata.normalize("NFD", letter)
    tone = next((_MARKS[c] for c in parts if c in _MARKS), 0)
    base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _MARKS))
    place = _LETTERS.find(base)
    return (place + 1000 if place >= 0 else ord(letter[0]) if ord(letter[0]) < 1000 else 3000 + ord(letter[0]), tone)


def day(value: date | datetime) -> str:
    """26/11/2026"""
    return _local_day(value).strftime("%d/%m/%Y")


def weekday_day(value: date | datetime) -> str:
    """thứ Năm, 26/11/2026"""
    return f"{_WEEKDAYS[language()][_local_day(value).weekday()]}, {day(value)}"


def moment(value: datetime) -> str:
    """17:00 thứ Năm, 26/11/2026"""
    return f"{clock.local(value):%H:%M} {weekday_day(value)}"


def short_moment(value: datetime) -> str:
    """17:00 26/11/2026"""
    return f"{clock.local(value):%H:%M} {day(value)}"


def hour(value: datetime) -> str:
    """16:42"""
    return f"{clock.local(value):%H:%M}"


def _local_day(value: date | datetime) -> date:
    return clock.local(value).date() if isinstance(value, datetime) else value


def two_digits(value: int) -> str:
    """Numbers below ten as official letters write them: 02."""
    return f"{value:02d}" if 0 <= value < 10 else str(value)


def number(value: float, digits: int = 1) -> str:
    """1.234,5 in Vietnamese, 1,234.5 in English."""
    return format_decimal(round(value, digits))


def time_left(working_days: int) -> str:
    """'còn 2 ngày làm việc', 'đến hạn hôm nay', 'quá hạn 3 ngày làm việc'; working days, negative when passed."""
    if working_days == 0:
        return gettext("đến hạn hôm nay")
    if working_days > 0:
        return ngettext("còn %(num)d ngày làm việc", "còn %(num)d ngày làm việc", working_days)
    return ngettext("quá hạn %(num)d ngày làm việc", "quá hạn %(num)d ngày làm việc", -working_days)


def role_name(role: Role | str) -> str:
    return str(ROLES[Role(role)])


def _choose_language() -> str | None:
    if not has_request_context():
        return None
    actor = g.get("actor")
    chosen = session.get("language") or (actor.language if actor else None)
    return chosen if chosen in LANGUAGES else "vi"


def init_app(app: Flask) -> None:
    found = [place for place in CATALOGUES if (Path(app.root_path) / place).is_dir()]
    app.config.update(
        BABEL_DEFAULT_LOCALE="vi",
        BABEL_DEFAULT_TIMEZONE="Asia/Ho_Chi_Minh",
        BABEL_TRANSLATION_DIRECTORIES=";".join(found or ["kernel/translations"]),
    )
    Babel(app, locale_selector=_choose_language)
    filters: dict[str, Any] = {
        "day": day,
        "weekday_day": weekday_day,
        "moment": moment,
        "short_moment": short_moment,
        "hour": hour,
        "two_digits": two_digits,
        "number": number,
        "time_left": time_left,
        "role_name": role_name,
    }
    app.jinja_env.filters.update(filters)
    app.jinja_env.globals.update(role_name=role_name, language=language, time_left=time_left)
