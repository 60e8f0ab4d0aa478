"""How migrations reach the database: through the application's own engine; batch mode for SQLite."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy import JSON

from coordination.kernel import store
from coordination.kernel.store import db


def run() -> None:
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            user_module_prefix="store.",
            render_item=_spelled,
            include_object=_ours,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


def _ours(_thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    return not (kind == "table" and name == "alembic_version")


def _spelled(kind: str, thing: object, _context: object) -> str | bool:
    """Our column types by their plain names, so that an old migration never depends on the code of today."""
    if kind == "type" and isinstance(thing, store.Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, JSON):
        return "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')"
    return False


run()
