"""Migrations: Alembic through Flask-Migrate, imported when somebody migrates (it would be a quarter of every start)."""

from __future__ import annotations

from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup

from coordination.kernel.store import db

GROUP = "db"


class Commands(AppGroup):
    """The application's commands; those of `flask db` are fetched when they are asked for."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app.name)
        self._app = app

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), GROUP})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == GROUP:
            prepare(self._app)
        return super().get_command(ctx, cmd_name)


def prepare(app: Any) -> None:
    """Make `flask_migrate`'s functions and commands work on this application."""
    if "migrate" not in app.extensions:
        from flask_migrate import Migrate

        Migrate(db=db, render_as_batch=True, compare_type=True).init_app(app, db)


def upgrade(app: Flask) -> None:
    """Bring the database up to date."""
    from flask_migrate import upgrade as to_the_newest

    prepare(app)
    to_the_newest()


def init_app(app: Flask) -> None:
    app.cli = Commands(app)
