"""The floor: the same rows by the same keys with bare Flask, SQLAlchemy Core and Jinja; no session, roles, layout."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from typing import Any

from flask import Flask, render_template_string, request
from sqlalchemy import Connection, Table, bindparam, create_engine, insert, select, text, update

from coordination.consultations.models import Consultation, Consultee
from coordination.escalation.models import LadderStep
from coordination.escalation.rules import StepOutcome
from coordination.kernel import clock
from coordination.kernel.journal import JournalEntry
from coordination.kernel.outbox import Letter

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
        letters = int(request.form["letters"])
        with engine.begin() as c:
            c.execute(update(CONSULTATION).where(CONSULTATION.c.id == number).values(edition=1))
            asked = c.execute(select(CONSULTEE.c.id).where(CONSULTEE.c.consultation_id == number)).scalars().all()
            _write(c, number, asked, letters)
        return "ok"

    return app


def _table(model: Any) -> Table:
    table: Table = model.__table__
    return table


CONSULTATION, CONSULTEE = _table(Consultation), _table(Consultee)
STEP, ENTRY, LETTER = _table(LadderStep), _table(JournalEntry), _table(Letter)
_runs = count(1_000)


def _write(connection: Connection, consultation_id: int | None, asked: Sequence[int], letters: int) -> None:
    """What an act writes about so many consultees: the row itself, its round or rung, a journal entry, its letters."""
    now, run = clock.now(), next(_runs)
    connection.execute(
        update(CONSULTEE).where(CONSULTEE.c.id == bindparam("key")).values(next_step_at=bindparam("at")),
        [{"key": each, "at": now + timedelta(days=1)} for each in asked],
    )
    steps = {"round": run, "rung": "floor", "outcome": StepOutcome.SENT, "fell_due_at": now, "done_at": now,
             "after_due": True, "words": ""}  # fmt: skip
    connection.execute(insert(STEP), [{"consultee_id": each, **steps} for each in asked])
    entry = {"at": now, "verb": "floor", "person_name": "", "role": "rule", "unit_name": "", "address": "",
             "facts": {"rung": "reminder_1", "round": 1}, "words": "", "words_hash": "", "before_hash": "0" * 64,
             "hash": "0" * 64}  # fmt: skip
    connection.execute(insert(ENTRY), [{**entry, "consultee_id": each} for each in asked])
    letter = {"kind": "floor", "to_name": "", "language": "vi", "subject": "s" * 90, "text": "t" * 500,
              "html": "h" * 2_500, "headers": {}, "posted_at": now, "in_digest": False, "tries": 0,
              "trouble": "", "consultation_id": consultation_id}  # fmt: skip
    connection.execute(
        insert(LETTER),
        [
            {**letter, "name": f"floor-{run}-{each}-{n}", "to_address": f"{n}@demo.example"}
            for each in asked
            for n in range(letters)
        ],
    )


def sweep_floor(url: str, letters: int) -> int:
    """The least that a sweep must do: find the due rows by their index, and write the same rows for all of them."""
    engine = create_engine(url)
    with engine.begin() as c:
        due = c.execute(select(CONSULTEE.c.id).where(CONSULTEE.c.next_step_at <= clock.now())).scalars().all()
        if due:
            _write(c, None, due, letters)
    engine.dispose()
    return len(due)
