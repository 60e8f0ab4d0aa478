"""Settings: the demonstration needs none, production starts whole or not at all, with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from coordination.settings import Settings, Unset

WHOLE = {
    "COORDINATION_MODE": "production",
    "COORDINATION_SECRET_KEY": "k" * 40,
    "COORDINATION_BASE_URL": "https://phoihop.tphcm.gov.vn/",
    "COORDINATION_DATABASE_URL": "postgresql+psycopg://app:pass-word@db/coordination",
    "COORDINATION_MAIL_HOST": "mail.tphcm.gov.vn",
    "COORDINATION_MAIL_LOGIN": "app",
    "COORDINATION_MAIL_PASSWORD": "pass-word",
    "COORDINATION_MAIL_SENDER": "phoihop@tphcm.gov.vn",
}


@pytest.fixture
def whole(tmp_path: Path) -> dict[str, str]:
    return {**WHOLE, "COORDINATION_DATA_DIR": str(tmp_path)}


def test_with_nothing_set_it_is_the_demonstration_without_a_mail_server(tmp_path: Path) -> None:
    settings = Settings.from_env({"COORDINATION_DATA_DIR": str(tmp_path)})
    assert settings.demo
    assert settings.post is None
    assert settings.database_url == f"sqlite:///{tmp_path / 'coordination.sqlite'}"


def test_the_demonstrations_secret_is_its_own_kept_and_read_by_nobody_else(tmp_path: Path) -> None:
    env = {"COORDINATION_DATA_DIR": str(tmp_path / "a")}
    first, again = Settings.from_env(env), Settings.from_env(env)
    other = Settings.from_env({"COORDINATION_DATA_DIR": str(tmp_path / "b")})
    assert first.secret_key == again.secret_key != other.secret_key
    assert len(first.secret_key) >= 32
    assert (tmp_path / "a" / "demo-secret").stat().st_mode & 0o077 == 0


def test_production_with_everything_starts(whole: dict[str, str]) -> None:
    settings = Settings.from_env(whole)
    assert not settings.demo
    assert settings.base_url == "https://phoihop.tphcm.gov.vn"
    assert settings.post is not None
    assert (settings.post.mode, settings.post.port, settings.post.login) == ("starttls", 587, "app")


@pytest.mark.parametrize("name", ["SECRET_KEY", "BASE_URL", "MAIL_HOST", "MAIL_SENDER", "MAIL_LOGIN", "MAIL_PASSWORD"])
@pytest.mark.parametrize("emptied", [True, False])
def test_half_set_production_is_refused_and_names_what_is_missing(
    whole: dict[str, str], name: str, emptied: bool
) -> None:
    key = f"COORDINATION_{name}"
    if emptied:
        whole[key] = ""
    else:
        del whole[key]
    with pytest.raises(Unset, match=key):
        Settings.from_env(whole)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODE", "prod"), ("MAIL_MODE", "tls"), ("MAIL_PORT", "smtp"), ("MAIL_PORT", "0"), ("MAIL_PORT", "-1"),
        ("UPLOAD_LIMIT_MB", "much"), ("UPLOAD_LIMIT_MB", "0"), ("UPLOAD_LIMIT_MB", "1.5"),
    ],
)  # fmt: skip
def test_a_value_that_makes_no_sense_is_refused_and_shown(whole: dict[str, str], name: str, value: str) -> None:
    whole[f"COORDINATION_{name}"] = value
    with pytest.raises(Unset, match=f"COORDINATION_{name} is '{value}'"):
        Settings.from_env(whole)


def test_a_mail_password_is_never_sent_over_an_open_line(whole: dict[str, str]) -> None:
    whole["COORDINATION_MAIL_MODE"] = "plain"
    with pytest.raises(Unset, match=r"COORDINATION_MAIL_\*: .*open line"):
        Settings.from_env(whole)


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "MAIL_PASSWORD"])
def test_a_secret_may_lie_in_a_file(whole: dict[str, str], tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("from-the-file\n", encoding="utf-8")
    whole[f"COORDINATION_{name}_FILE"] = str(tmp_path / "secret")
    settings = Settings.from_env(whole)
    assert settings.post is not None
    assert "from-the-file" in (settings.secret_key, settings.database_url, settings.post.password)


def test_a_secrets_file_that_is_not_there_is_said(whole: dict[str, str], tmp_path: Path) -> None:
    whole["COORDINATION_SECRET_KEY_FILE"] = str(tmp_path / "gone")
    with pytest.raises(Unset, match="COORDINATION_SECRET_KEY_FILE can't be read"):
        Settings.from_env(whole)


@pytest.mark.parametrize(("mode", "port"), [("plain", 25), ("starttls", 587), ("ssl", 465)])
def test_each_kind_of_mail_server_has_its_usual_port(whole: dict[str, str], mode: str, port: int) -> None:
    whole["COORDINATION_MAIL_MODE"] = mode
    if mode == "plain":
        del whole["COORDINATION_MAIL_LOGIN"], whole["COORDINATION_MAIL_PASSWORD"]
    settings = Settings.from_env(whole)
    assert settings.post is not None
    assert settings.post.port == port


def test_no_secret_is_printed_with_the_settings(whole: dict[str, str]) -> None:
    shown = repr(Settings.from_env(whole))
    assert "k" * 40 not in shown
    assert "pass-word" not in shown


def test_settings_cannot_be_changed_afterwards(whole: dict[str, str]) -> None:
    settings = Settings.from_env(whole)
    with pytest.raises(AttributeError):
        settings.demo = True  # type: ignore[misc]
