"""The floor: the same rows by the same keys with bare Flask, SQLAlchemy Core and Jinja; no session, roles, layout."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, render_template_string, request
from sqlalchemy import create_engine, text

LIST = """<!doctype html><title>x</title><table>{% for r in rows %}
<tr><td>{{ r.due_at }}</td><th><a href="/item/{{ r.id }}">
{{ r.subject }}</a><br>{{ r.number }}</th><td>{{ r.lead }}</td><td>{{ r.closed_at }}</td></tr>{% endfor %}</table>"""
ITEM = """<!doctype html><title>{{ c.subject }}</title><h1>{{ c.subject }}</h1>
{% for p in points %}<h3>{{ p.clause }}</h3><p>{{ p.question }}</p>{% endfor %}
<table>{% for r in rows %}<tr><td>{{ r.due_at }}</td><th>{{ r.name }}</th></tr>{% endfor %}</table>
<ol>{% for e in entries %}<li>{{ e.verb }} {{ e.at }}</li>{% endfor %}</ol>"""
WAITING = "unit_id=:unit AND issued_at IS NOT NULL AND closed_at IS NULL"


def floor(url: str) -> Flask:
    """A bare application over the same store."""
    app, engine = Flask("floor"), create_engine(url)

    @app.get("/list/<int:unit>")
    def a_list(unit: int) -> str:
        with engine.connect() as c:
            rows = c.execute(
                text(
                    "SELECT e.id, e.due_at, e.closed_at, t.subject, t.number, u.name AS lead FROM consultee e "
                    "JOIN consultation t ON t.id = e.consultation_id JOIN unit u ON u.id = t.lead_unit_id "
                    f"WHERE e.{WAITING.replace(' AND ', ' AND e.')} ORDER BY e.due_at, e.id LIMIT 51"
                ),
                {"unit": unit},
            ).all()
        return render_template_string(LIST, rows=rows[:50])

    @app.get("/item/<int:number>")
    def item(number: int) -> str:
        with engine.connect() as c:
            one = c.execute(text("SELECT id, subject, number FROM consultation WHERE id=:n"), {"n": number}).one()
            rows = c.execute(
                text(
                    "SELECT e.due_at, u.name FROM consultee e JOIN unit u ON u.id=e.unit_id WHERE e.consultation_id=:n"
                ),
                {"n": number},
            ).all()
            points = c.execute(text("SELECT clause, question FROM point WHERE consultation_id=:n"), {"n": number}).all()
            entries = c.execute(
                text("SELECT verb, at FROM journal_entry WHERE consultation_id=:n ORDER BY place DESC LIMIT 100"),
                {"n": number},
            ).all()
        return render_template_string(ITEM, c=one, rows=rows, points=points, entries=entries)

    @app.post("/issue/<int:number>")
    def issue(number: int) -> str:
        now = datetime.now(UTC)  # noqa: TID251 - the floor has no clock of ours
        units = [int(u) for u in request.form.getlist("unit")]
        with engine.begin() as c:
            c.execute(text("UPDATE consultation SET edition=edition+1 WHERE id=:n"), {"n": number})
            c.execute(
                text("UPDATE consultee SET round=round+1 WHERE consultation_id=:n AND unit_id=:u"),
                [{"n": number, "u": u} for u in units],
            )
            _letters(c, f"issue-{number}-{now.timestamp()}", units, now)
        return "ok"

    return app


def _letters(connection: Any, key: str, units: list[int], now: datetime) -> None:
    moment = now.replace(tzinfo=None) if connection.dialect.name == "sqlite" else now
    connection.execute(
        text(
            "INSERT INTO letter (name, kind, to_address, to_name, language, subject, text, html, headers, posted_at, "
            "in_digest, tries, trouble) VALUES (:name, 'floor', :to, '', 'vi', 's', 't', 'h', '{}', :at, :no, 0, '')"
        ),
        [{"name": f"{key}-{u}", "to": f"hop.{u}@demo.example", "at": moment, "no": False} for u in units],
    )


def sweep_floor(url: str, now: datetime) -> int:
    """The least that a sweep must do: find the due rows, one UPDATE, an event row and a letter row for each."""
    engine = create_engine(url)
    moment = now.replace(tzinfo=None) if engine.dialect.name == "sqlite" else now
    with engine.begin() as c:
        due = c.execute(text("SELECT id FROM consultee WHERE next_step_at <= :now"), {"now": moment}).scalars().all()
        c.execute(
            text("UPDATE consultee SET next_step_at=:then WHERE next_step_at <= :now"),
            {"now": moment, "then": moment + timedelta(days=1)},
        )
        if due:
            c.execute(
                text(
                    "INSERT INTO ladder_step "
                    "(consultee_id, round, rung, outcome, fell_due_at, done_at, after_due, words) "
                    "VALUES (:id, 1, 'floor', 'sent', :at, :at, :yes, '')"
                ),
                [{"id": i, "at": moment, "yes": True} for i in due],
            )
            _letters(c, f"sweep-{now.timestamp()}", list(due), now)
    engine.dispose()
    return len(due)
