"""The rules of sign-in, passwords, numbers and functions: no application, no database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from coordination.units.rules import (
    ACCOUNT_TRIES,
    TRY_WINDOW,
    LinkState,
    digest,
    link_state,
    numbered,
    password_findings,
    shared_terms,
    try_key,
    wait_until,
)

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "password,code",
    [
        ("", "password_short"),
        ("ngắn quá", "password_short"),
        ("x" * 201, "password_long"),
        ("aaaaaaaaaaaa", "password_common"),
        ("Password12345", "password_common"),
        ("matkhau2026!", "password_common"),
        ("1234567890", "password_common"),
        ("qwertyuiop", "password_common"),
        ("nguyen thi lan 1985", "password_own"),
        ("lan.nguyen85", "password_own"),
        ("mười chữ\0 này", "password_unreadable"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(password: str, code: str) -> None:
    found = password_findings(password, own=("nguyen thi lan", "lan.nguyen@sotaichinh.example"))
    assert [finding.code for finding in found] == [code]


@pytest.mark.parametrize("password", ["sáng nay trời mưa to", "Phoi-hop-2026", "k3t-qua_tot"])
def test_a_sentence_of_one_s_own_is_a_good_password(password: str) -> None:
    assert password_findings(password, own=("nguyen thi lan", "lan@x.example")) == []


def test_the_last_allowed_failure_closes_the_door_until_the_oldest_is_a_quarter_of_an_hour_old() -> None:
    tries = [NOW - timedelta(minutes=10) + timedelta(seconds=i) for i in range(ACCOUNT_TRIES)]
    assert wait_until(tries[:-1], ACCOUNT_TRIES, NOW) is None
    assert wait_until(tries, ACCOUNT_TRIES, NOW) == tries[0] + TRY_WINDOW
    assert wait_until(tries, ACCOUNT_TRIES, NOW + TRY_WINDOW) is None


def test_the_time_of_the_next_try_is_a_full_minute() -> None:
    tries = [NOW + timedelta(seconds=20)] * ACCOUNT_TRIES
    assert wait_until(tries, ACCOUNT_TRIES, NOW + timedelta(minutes=1)) == NOW + timedelta(minutes=16)


def test_failures_older_than_the_window_do_not_count() -> None:
    old = [NOW - TRY_WINDOW for _ in range(100)]
    assert wait_until(old, ACCOUNT_TRIES, NOW) is None


def test_the_name_of_a_try_tells_neither_account_nor_address_and_differs_by_kind() -> None:
    keys = {try_key(kind, "lan@x.example", secret) for kind in ("account", "address") for secret in ("a", "b")}
    assert len(keys) == 4
    assert not any("lan" in key for key in keys)


@pytest.mark.parametrize(
    "used,expires,state",
    [
        (None, NOW + timedelta(seconds=1), LinkState.GOOD),
        (None, NOW, LinkState.OVER),
        (NOW - timedelta(hours=1), NOW + timedelta(hours=1), LinkState.OVER),
    ],
)
def test_a_link_works_once_and_until_it_expires(used: datetime | None, expires: datetime, state: LinkState) -> None:
    assert link_state(used, expires, NOW) is state


def test_any_text_has_a_digest() -> None:
    assert digest("\ud800") != digest("x")


@pytest.mark.parametrize(
    "number,text", [(1, "01/STC-QLNS"), (9, "09/STC-QLNS"), (10, "10/STC-QLNS"), (1234, "1234/STC-QLNS")]
)
def test_numbers_below_ten_have_a_zero_in_front(number: int, text: str) -> None:
    assert numbered(number, "STC-QLNS") == text


@pytest.mark.req("L2")
@pytest.mark.parametrize(
    "text,function,some",
    [
        ("gop y du thao quy che quan ly dat dai", "quan ly dat dai, do dac va ban do", True),
        ("gop y du thao ve ngan sach nam 2027", "tham muu ve ngan sach nha nuoc", True),
        ("gop y du thao quyet dinh", "tham muu ve y te du phong", False),
        ("dat", "quan ly dat dai", True),
        ("", "quan ly dat dai", False),
    ],
)
def test_a_function_is_suggested_when_it_shares_a_term_with_the_subject(text: str, function: str, some: bool) -> None:
    assert bool(shared_terms(text, function)) is some
