"""The days off and the days worked that come with the product (domain 6.3, 6.4).

Drawn from the `holidays` package, and what was announced after its table was made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

Names = Mapping[date, str]
NONE: Names = MappingProxyType({})
FIRST_YEAR, LAST_YEAR = 1900, 2199  # further away a date is a slip of the pen

# A day off → the Saturday worked in exchange, where the package does not know of it.
_LATER_SWAPS: Mapping[date, date] = MappingProxyType({date(2026, 1, 2): date(2026, 1, 10)})
# The Saturday → the notice that ordered it, as far as known.
_NOTICES: Mapping[date, str] = MappingProxyType(
    {
        date(2024, 5, 4): "2450/VPCP-KGVX",
        date(2026, 1, 10): "12729/VPCP-KGVX",
        date(2026, 8, 22): "9859/VPCP-KGVX",
    }
)
_PACKAGE_LANGUAGE = {"vi": "vi", "en": "en_US"}
_SWAP_NAMES = {
    "vi": ("Ngày nghỉ (thay cho ngày {:%d/%m/%Y})", "Ngày làm việc bù cho ngày {:%d/%m/%Y}", "Công văn"),
    "en": ("Day off (in exchange for {:%d/%m/%Y})", "Worked in exchange for {:%d/%m/%Y}", "Official Letter"),
}
# The package calls the day before the eve '29 Tết' even in years when it is 28 Chạp; this is true in all.
_RENAMED = {"29 Tết": "Nghỉ Tết Nguyên Đán", "29 of Lunar New Year": "Lunar New Year holiday"}
_EXCHANGED = re.compile(r"thay cho ngày (\d\d)/(\d\d)/(\d{4})")


@lru_cache(maxsize=512)
def shipped_year(year: int, language: str = "vi") -> tuple[Names, Names]:
    """The days off and the days worked of one year, with their names in 'vi' or 'en'."""
    off_name, worked_name, letter = _SWAP_NAMES[language]
    off = {day: _RENAMED.get(name, name) for day, name in _package(year, _PACKAGE_LANGUAGE[language]).items()}
    worked: dict[date, str] = {}
    for day_off, day_worked in _swaps(year).items():
        notice = f", {letter} {_NOTICES[day_worked]}" if day_worked in _NOTICES else ""
        off[day_off] = off_name.format(day_worked) + notice
        worked[day_worked] = worked_name.format(day_off) + notice
    return _only(year, off), _only(year, worked)


def shipped_days(first_year: int, last_year: int) -> tuple[dict[date, str], dict[date, str]]:
    """The days off and the days worked from one year to another, with their Vietnamese names."""
    off: dict[date, str] = {}
    worked: dict[date, str] = {}
    for year in range(first_year, last_year + 1):
        year_off, year_worked = shipped_year(year)
        off |= year_off
        worked |= year_worked
    return off, worked


def shipped_name(day: date, language: str) -> str:
    """The name of a shipped day in 'vi' or 'en'; empty when the day is not one of them."""
    off, worked = shipped_year(day.year, language)
    return off.get(day) or worked.get(day, "")


def no_days(year: int) -> tuple[Names, Names]:
    """The base of a calendar in which nothing differs but what it is given."""
    return NONE, NONE


def _only(year: int, names: Names) -> Names:
    return MappingProxyType({day: name for day, name in names.items() if day.year == year})


def _swaps(year: int) -> dict[date, date]:
    """The swaps that touch a year: its days off, or its Saturdays worked for a day of the year beside it."""
    swaps = {}
    for around in (year - 1, year, year + 1):
        for day, name in _package(around, "vi").items():
            exchanged = _EXCHANGED.search(name)
            if exchanged:
                swaps[day] = date(int(exchanged[3]), int(exchanged[2]), int(exchanged[1]))
    return {**swaps, **_LATER_SWAPS}


@lru_cache(maxsize=1024)
def _package(year: int, language: str) -> Names:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return NONE
    import holidays  # slow to load, and only the first calendar of a process needs it

    return MappingProxyType(dict(holidays.country_holidays("VN", years=year, language=language)))
