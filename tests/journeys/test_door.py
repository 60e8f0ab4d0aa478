"""The door: first sign-in by the mailed link, forgotten password, roles, languages, a session that ended."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.house import House
from tests.journeys.people import Somebody

People = Callable[..., Somebody]


def test_somebody_signs_in_and_is_at_her_desk(person: People) -> None:
    lan = person("lan")
    assert lan.heading == "Việc của tôi"
    lan.reads("Nguyễn Thị Lan", "Sở Tài chính")
