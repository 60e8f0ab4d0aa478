"""Everything that can be set, read once from the environment; the product refuses to start half-set."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coordination.kernel.post import PostSettings

PREFIX = "COORDINATION_"


class Unset(RuntimeError):
    """A setting is missing or makes no sense; the message says which and what to write."""


@dataclass(frozen=True)
class Settings:
    """The product's settings. `demo` shows demonstration data and passwords, and says so on every page."""

    secret_key: str = field(repr=False)
    database_url: str = field(repr=False)
    data_dir: Path
    base_url: str
    demo: bool
    post: PostSettings | None
    upload_limit: int = 50 << 20
    worker_inside: bool = True
    testing: bool = False

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Settings:
        """Read COORDINATION_* (each secret also as NAME_FILE). Without MODE=production it is the demonstration.

        Raises Unset, with a sentence, when something needed is missing.
        """
        read = _Reader(env)
        mode = read("MODE", "demo")
        if mode not in ("demo", "production"):
            raise Unset(f"{PREFIX}MODE is '{mode}'; write 'demo' or 'production'")
        demo = mode == "demo"
        data_dir = Path(read("DATA_DIR", str(Path(__file__).resolve().parent.parent / "instance")))
        return cls(
            secret_key=read("SECRET_KEY") or (_demo_secret(data_dir) if demo else read.need("SECRET_KEY")),
            database_url=read("DATABASE_URL", f"sqlite:///{data_dir / 'coordination.sqlite'}"),
            data_dir=data_dir,
            base_url=(read("BASE_URL", "http://localhost:8000") if demo else read.need("BASE_URL")).rstrip("/"),
            demo=demo,
            post=read.post(required=not demo),
            upload_limit=read.number("UPLOAD_LIMIT_MB", 50) << 20,
            worker_inside=read("WORKER", "inside") == "inside",
        )


class _Reader:
    def __init__(self, env: Mapping[str, str]) -> None:
        self.env = env

    def __call__(self, name: str, default: str = "") -> str:
        file = self.env.get(f"{PREFIX}{name}_FILE")
        if file:
            try:
                return Path(file).read_text(encoding="utf-8").strip()
            except OSError as unreadable:
                raise Unset(f"{PREFIX}{name}_FILE can't be read: {unreadable.strerror}") from unreadable
        return self.env.get(PREFIX + name, default)

    def need(self, name: str) -> str:
        value = self(name)
        if not value:
            raise Unset(f"{PREFIX}{name} isn't set; production needs it")
        return value

    def number(self, name: str, default: int) -> int:
        value = self(name, str(default))
        if not value.isdigit() or int(value) == 0:
            raise Unset(f"{PREFIX}{name} is '{value}'; write a whole number above 0")
        return int(value)

    def post(self, *, required: bool) -> PostSettings | None:
        """SMTP, or None (letters are kept and shown, not sent) in the demonstration without a mail server."""
        host = self.need("MAIL_HOST") if required else self("MAIL_HOST")
        if not host:
            return None
        mode = self("MAIL_MODE", "starttls")
        if mode not in ("plain", "starttls", "ssl"):
            raise Unset(f"{PREFIX}MAIL_MODE is '{mode}'; write plain, starttls or ssl")
        login, password = self("MAIL_LOGIN"), self("MAIL_PASSWORD")
        if bool(login) != bool(password):
            raise Unset(f"{PREFIX}MAIL_LOGIN and {PREFIX}MAIL_PASSWORD go together")
        try:
            return PostSettings(
                host=host,
                port=self.number("MAIL_PORT", {"plain": 25, "starttls": 587, "ssl": 465}[mode]),
                mode=mode,
                login=login,
                password=password,
                sender_address=self.need("MAIL_SENDER"),
                sender_name=self("MAIL_SENDER_NAME", ""),
                ca_file=self("MAIL_CA_FILE") or None,
            )
        except ValueError as wrong:
            raise Unset(f"{PREFIX}MAIL_*: {wrong}") from wrong


def _demo_secret(data_dir: Path) -> str:
    """The demonstration's own secret, made at the first start and kept, so that people stay signed in."""
    data_dir.mkdir(parents=True, exist_ok=True)
    place = data_dir / "demo-secret"
    if not place.exists():
        place.touch(mode=0o600)
        place.write_text(secrets.token_hex(32), encoding="utf-8")
    return place.read_text(encoding="utf-8")
