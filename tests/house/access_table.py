"""Who may go where: one line a route, one column a person of the cast (see `tests.cast`) and one for a passer-by.

    o  opened      x  refused (403)      -  doesn't exist for this person (404)      >  brought to the sign-in page

Each line was read and found right by somebody. `HOUSE_WRITE=1 pytest tests/house/test_access_table.py` proposes lines
for new routes (and prints docs/access.md anew); look at them before you commit.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PLACE = ROOT / "tests" / "house" / "access_table.txt"
PRINTED = ROOT / "docs" / "access.md"
WRITE = bool(os.environ.get("HOUSE_WRITE"))

PEOPLE: dict[str, str] = {
    "passer-by": "passer-by",
    "nobody": "no role",
    "lan": "lead: officer",
    "dung": "lead: head",
    "thu": "lead: clerk",
    "mai": "consultee: officer",
    "tam": "consultee: head",
    "ngoc": "consultee: clerk",
    "binh": "other consultee: officer",
    "hung": "ward, consultee: head",
    "hoa": "outsider: officer",
    "phong": "outsider: head",
    "chairman": "decision maker",
    "ward_chairman": "ward's decision maker",
    "monitor": "monitor",
    "auditor": "auditor",
    "admin": "administrator",
}
Row = dict[str, str]


def read() -> dict[str, Row]:
    """The lines as they stand: route → person → sign."""
    table: dict[str, Row] = {}
    if not PLACE.exists():
        return table
    lines = [line for line in PLACE.read_text(encoding="utf-8").splitlines() if line.strip()]
    people = re.split(r"\s+", lines[0].strip())[1:]
    for line in lines[1:]:
        method, endpoint, *signs = line.split()
        table[f"{method:<4} {endpoint}"] = dict(zip(people, signs, strict=True))
    return table


def write(table: dict[str, Row]) -> None:
    width = max((len(name) for name in table), default=8) + 2
    head = "route".ljust(width) + "  ".join(PEOPLE)
    lines = [head]
    for name in sorted(table, key=lambda n: (n[5:], n[:4])):
        lines.append(name.ljust(width) + "  ".join(table[name][p].ljust(len(p)) for p in PEOPLE).rstrip())
    PLACE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def printed(table: dict[str, Row]) -> str:
    """The same for a reader: docs/access.md."""
    head = "| route | " + " | ".join(PEOPLE.values()) + " |"
    rule = "| --- |" + " :-: |" * len(PEOPLE)
    shown = {"o": "●", "x": "403", "-": "404", ">": "sign in"}
    rows = [
        f"| `{name[:4].strip()} {name[5:]}` | " + " | ".join(shown[table[name][p]] for p in PEOPLE) + " |"
        for name in sorted(table, key=lambda n: (n[5:], n[:4]))
    ]
    return "\n".join(
        [
            "# Who may go where",
            "",
            "One line a route, one column a kind of person. Printed from the table that the tests hold the product to",
            "(`tests/house/access_table.txt`): each cell is tried in every run, a route without a line fails.",
            "",
            "● opened · 403 refused · 404 doesn't exist for this person · sign in: brought to the sign-in page",
            "",
            "The consultation is led by a department, two departments and a ward are asked, the outsider is one that",
            "has nothing to do with it. A person with several roles acts in one of them at a time.",
            "",
            head,
            rule,
            *rows,
            "",
        ]
    )
