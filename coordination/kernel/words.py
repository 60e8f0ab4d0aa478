"""Words for people: languages, Vietnamese letters, dates and numbers as officials write them.

Vietnamese is the language of the sources; English comes from the catalogues of the kernel and of every chapter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask, g, has_request_context, session
from flask_babel import Babel, force_locale, get_locale, get_translations, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from coordination import CHAPTERS
from coordination.kernel import clock
from coordination.kernel.actor import Role

LANGUAGES = ("vi", "en")
HOUSE = Path(__file__).resolve().parent.parent
WEEKDAYS = (
    _l("thứ Hai"),
    _l("thứ Ba"),
    _l("thứ Tư"),
    _l("thứ Năm"),
    _l("thứ Sáu"),
    _l("thứ Bảy"),
    _l("Chủ nhật"),
)
ROLES: dict[Role, Any] = {
    Role.OFFICER: _l("Chuyên viên"),
    Role.HEAD: _l("Thủ trưởng đơn vị"),
    Role.CLERK: _l("Văn thư"),
    Role.DECISION_MAKER: _l("Lãnh đạo cấp có thẩm quyền"),
    Role.MONITOR: _l("Theo dõi, đôn đốc"),
    Role.AUDITOR: _l("Kiểm tra"),
    Role.ADMINISTRATOR: _l("Quản trị"),
    Role.RULE: _l("Theo quy định"),
}

babel = Babel()


# Languages.


def language() -> str:
    """The language of what is being written now: 'vi' or 'en'."""
    locale = get_locale()
    return str(locale.language) if locale is not None else "vi"


@contextmanager
def in_language(wanted: str) -> Iterator[None]:
    """Within the block all words are in that language, whoever is signed in: for letters."""
    with force_locale(wanted if wanted in LANGUAGES else "vi"):
        yield


def _reader() -> str | None:
    """The reader's language: the person's own, else what was chosen before signing in, else Vietnamese."""
    if not has_request_context():
        return None
    actor = g.get("actor")
    wanted = actor.language if actor is not None else session.get("language")
    return wanted if wanted in LANGUAGES else None


# Letters.


def nfc(text: str) -> str:
    """One spelling for one letter: 'ế' typed in two ways is the same 'ế' afterwards."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """A text as it is searched: small letters, no accents, đ as d, single spaces."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in plain if unicodedata.category(c) != "Mn").split())


_ORDER = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_SHAPES = {"\u0306", "\u0302", "\u031b"}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def sort_key(text: str) -> tuple[tuple[int, int, tuple[int, ...], tuple[int, ...]], ...]:
    """The order of a Vietnamese dictionary: syllable by syllable, letters before tones; numbers by their size."""
    return tuple(_syllable_key(part) for part in re.findall(r"\d+|[^\W\d_]+", nfc(text).casefold()))


def _syllable_key(syllable: str) -> tuple[int, int, tuple[int, ...], tuple[int, ...]]:
    if syllable.isdecimal():
        return (0, int(syllable[:18]), (), ())
    letters: list[int] = []
    tones: list[int] = []
    for letter in syllable:
        marks = unicodedata.normalize("NFD", letter)
        shape = unicodedata.normalize("NFC", marks[0] + "".join(m for m in marks[1:] if m in _SHAPES))
        letters.append(_ORDER.get(shape, 100 + ord(shape[0])))
        tones.append(next((_TONES[m] for m in marks[1:] if m in _TONES), 0))
    return (1, 0, tuple(letters), tuple(tones))


# Dates and hours; a moment is shown as an office in Vietnam reads it.


def _day_of(value: date) -> date:
    return clock.local(value).date() if isinstance(value, datetime) else value


def day(value: date | None) -> str:
    """'26/11/2026'; English '26 Nov 2026', because two orders of numbers are read in English."""
    if value is None:
        return ""
    shown = _day_of(value)
    return shown.strftime("%d/%m/%Y") if language() == "vi" else str(format_date(shown, "d MMM y", locale="en"))


def short_day(value: date | None) -> str:
    """'26/11'; English '26 Nov'."""
    if value is None:
        return ""
    shown = _day_of(value)
    return shown.strftime("%d/%m") if language() == "vi" else str(format_date(shown, "d MMM", locale="en"))


def weekday_day(value: date | None) -> str:
    """'thứ Năm, 26/11/2026'."""
    return "" if value is None else f"{WEEKDAYS[_day_of(value).weekday()]}, {day(value)}"


def formal_day(value: date | None) -> str:
    """'ngày 26 tháng 11 năm 2026', with 02 for 2 below ten and for January and February, as in official letters."""
    if value is None:
        return ""
    shown = _day_of(value)
    if language() != "vi":
        return str(format_date(shown, "d MMMM y", locale="en"))
    month = f"{shown.month:02}" if shown.month < 3 else str(shown.month)
    return f"ngày {shown.day:02} tháng {month} năm {shown.year}"


def clock_time(value: datetime | None) -> str:
    """'17:00'."""
    return "" if value is None else clock.local(value).strftime("%H:%M")


def moment(value: datetime | None) -> str:
    """'17:00 thứ Năm, 26/11/2026'."""
    return "" if value is None else _("%(time)s %(day)s", time=clock_time(value), day=weekday_day(value))


def short_moment(value: datetime | None) -> str:
    """'17:00, 26/11'."""
    return "" if value is None else f"{clock_time(value)}, {short_day(value)}"


# Counts.


def two_digits(count: int) -> str:
    """A number in an official letter: 02, 09, 10."""
    return f"{count:02}"


def number(value: float | None, digits: int = 0) -> str:
    """'1.234,5' in Vietnamese, '1,234.5' in English."""
    if value is None:
        return ""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(value, format=pattern, locale=language()))


def percent(value: float | None, digits: int = 0) -> str:
    """A share of 1 as '85 %'."""
    return "" if value is None else f"{number(value * 100, digits)}\u00a0%"


def size(count: int) -> str:
    """The size of a file: '640 KB', '1,2 MB'."""
    return f"{number(count / (1 << 20), 1)} MB" if count >= 1 << 20 else f"{number(max(1, round(count / 1024)))} KB"


def working_days(count: int) -> str:
    """'3 ngày làm việc'."""
    return str(ngettext("%(num)s ngày làm việc", "%(num)s ngày làm việc", count))


def days_left(count: int, calendar: bool = False) -> str:
    """'còn 2 ngày làm việc'; with `calendar` in plain days; on the day itself 'hạn trong hôm nay'."""
    if count <= 0:
        return str(_("hạn trong hôm nay"))
    if calendar:
        return str(ngettext("còn %(num)s ngày", "còn %(num)s ngày", count))
    return str(ngettext("còn %(num)s ngày làm việc", "còn %(num)s ngày làm việc", count))


def days_late(count: int, since: date | None = None) -> str:
    """'quá hạn 3 ngày làm việc (từ 23/11)'; none of them charged to the unit: 'đã qua hạn, …'."""
    if count <= 0:
        return str(_("đã qua hạn, chưa có ngày nào tính cho đơn vị"))
    late = str(ngettext("quá hạn %(num)s ngày làm việc", "quá hạn %(num)s ngày làm việc", count))
    return late if since is None else f"{late} " + _("(từ %(day)s)", day=short_day(since))


def before(value: datetime | None) -> str:
    """'trước 17:00 thứ Năm, 26/11/2026'."""
    return "" if value is None else _("trước %(moment)s", moment=moment(value))


def data(value: Any) -> Any:
    """A text of ours in a sentence of another language is marked as what it is, for those who have it read aloud."""
    if not isinstance(value, str) or language() == "vi":
        return value
    return Markup('<span lang="vi">{}</span>').format(value)


def role_name(role: Role | str) -> str:
    """What a role is called: 'Chuyên viên'."""
    return str(ROLES[Role(role)])


def due_phrase(due_at: datetime, left: int | None = None, late: int | None = None, since: date | None = None) -> str:
    """What a due time means today: what is left, or since when it is overdue (face, principle 2)."""
    if late is not None:
        return days_late(late, since or due_at)
    return before(due_at) if left is None else f"{before(due_at)} – {days_left(left)}"


_FILTERS = (
    day, short_day, weekday_day, formal_day, clock_time, moment, short_moment, two_digits, number, percent, size,
    working_days, days_left, days_late, before, due_phrase, role_name,
)  # fmt: skip


def _text(text: str) -> str:
    """A text of a template in the reader's language; a page has hundreds, and in the source language none is looked
    up."""
    return text if language() == "vi" else str(get_translations().ugettext(text))


def catalogues() -> Iterator[Path]:
    """The folders of translations: the kernel's and those of the chapters that have one."""
    for chapter in ("kernel", *CHAPTERS):
        folder = HOUSE / chapter / "translations"
        if folder.is_dir():
            yield folder


def init_app(app: Flask) -> None:
    """Set languages up, and the words of this room as filters and globals of the templates."""
    app.config["BABEL_DEFAULT_LOCALE"] = "vi"
    app.config["BABEL_DEFAULT_TIMEZONE"] = str(clock.ZONE)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(str(folder) for folder in catalogues())
    babel.init_app(app, locale_selector=_reader)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        _text, lambda one, many, count: get_translations().ungettext(one, many, count), newstyle=True
    )
    named: dict[str, Any] = {each.__name__: each for each in _FILTERS}
    app.jinja_env.filters.update(named)
    app.jinja_env.globals.update(named, lang=language)
