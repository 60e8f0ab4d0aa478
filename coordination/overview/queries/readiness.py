"""What is missing before the product may serve an administration in earnest (design 8, O27)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import extract, func, select

from coordination.kernel import lease, upkeep
from coordination.kernel.actor import Role
from coordination.kernel.files import LocalStore
from coordination.kernel.outbox import Letter
from coordination.kernel.store import db
from coordination.limits.models import CalendarDay
from coordination.limits.rules.shipped import shipped_year
from coordination.settings import Settings
from coordination.units.models import Membership, Person, UnitBox

PUBLIC_MAIL = ("gmail.com", "yahoo.com", "yahoo.com.vn", "outlook.com", "hotmail.com", "icloud.com", "proton.me")
LEAST_SECRET = 32
LEAST_FREE = 2 << 30
QUIET = timedelta(minutes=10)


@dataclass(frozen=True)
class Missing:
    """One finding; a `warning` doesn't hold up production."""

    code: str
    evidence: dict[str, Any] = field(default_factory=dict)
    warning: bool = False


def readiness(settings: Settings, store: LocalStore, *, migrated: bool, now: datetime, today: date) -> list[Missing]:
    """Everything that is missing or worth a look. Migrations first: without the tables nothing else can be asked."""
    found = list(_settings(settings))
    found.extend(_disk(settings, store))
    if not migrated:
        return [*found, Missing("not_migrated")]
    return [*found, *_people(today), *_calendar(today), *_work(settings, now)]


def _settings(settings: Settings) -> Iterator[Missing]:
    if settings.demo:
        yield Missing("demo")
    if len(settings.secret_key) < LEAST_SECRET:
        yield Missing("secret_short", {"least": LEAST_SECRET})
    if not settings.base_url.startswith("https:"):
        yield Missing("no_https", {"url": settings.base_url})
    if settings.post is None:
        yield Missing("no_mail")
    if settings.database_url.startswith("sqlite"):
        yield Missing("sqlite", warning=True)


def _disk(settings: Settings, store: LocalStore) -> Iterator[Missing]:
    free = shutil.disk_usage(settings.data_dir).free
    if free < LEAST_FREE:
        yield Missing("disk_full", {"free": free >> 20})
    place = store.root if store.root.exists() else settings.data_dir
    if not os.access(place, os.R_OK | os.W_OK | os.X_OK):
        yield Missing("files_unreadable", {"folder": str(place)})


def _people(today: date) -> Iterator[Missing]:
    administrators = db.session.scalar(
        select(func.count())
        .select_from(Membership)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.role == Role.ADMINISTRATOR, Person.active, Person.password_hash != "")
        .where(Membership.until.is_(None) | (Membership.until >= today))
    )
    if not administrators:
        yield Missing("no_administrator")
    public = [*_public(Person.email, Person.active), *_public(UnitBox.address, True)]
    if public:
        yield Missing("public_mail", {"count": len(public), "first": public[0]}, warning=True)


def _public(column: Any, where: Any) -> list[str]:
    wanted = select(column).order_by(column)
    if where is not True:
        wanted = wanted.where(where)
    return [each for each in db.session.scalars(wanted) if each.rpartition("@")[2].lower() in PUBLIC_MAIL]


def _calendar(today: date) -> Iterator[Missing]:
    known = set(db.session.scalars(select(extract("year", CalendarDay.day)).distinct()))
    for year in (today.year, today.year + 1):
        if year not in known and not shipped_year(year)[1]:
            yield Missing("calendar_unknown", {"year": year}, warning=True)


def _work(settings: Settings, now: datetime) -> Iterator[Missing]:
    held = lease.standing()
    if held is None or not held.holder or held.expires_at <= now:
        yield Missing("no_worker")
    for run in upkeep.job_runs():
        if run.failed:
            yield Missing("job_failed", {"job": run.name, "error": run.last_error})
        elif run.next_at is not None and run.next_at + QUIET < now:
            yield Missing("job_late", {"job": run.name, "at": run.began_at})
    aside = len(upkeep.set_aside_rows())
    if aside:
        yield Missing("set_aside", {"count": aside})
    failed = db.session.scalar(select(func.count()).select_from(Letter).where(Letter.given_up_at.is_not(None)))
    if failed:
        yield Missing("letters_failed", {"count": failed}, warning=True)
