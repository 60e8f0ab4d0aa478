"""What units and people are, as plain values, and the rules that need nothing else."""

from __future__ import annotations

from enum import StrEnum

from coordination.units.rules.absence import Away, absence_findings
from coordination.units.rules.functions import shared_terms
from coordination.units.rules.passwords import password_findings
from coordination.units.rules.sheets import NotASheet, Sheet, SheetRow, read_sheet
from coordination.units.rules.signing_in import (
    ACCOUNT_TRIES,
    ADDRESS_TRIES,
    INVITATION_LASTS,
    LETTERS_PER_WINDOW,
    RESET_LASTS,
    TRY_WINDOW,
    LinkState,
    digest,
    link_state,
    try_key,
    wait_until,
)
from coordination.units.rules.succession import (
    Act,
    Place,
    Wanted,
    going_on,
    line_of,
    path_of,
    succession_findings,
)

__all__ = [
    "ACCOUNT_TRIES",
    "ADDRESS_TRIES",
    "DEMO_DOMAIN",
    "DEMO_PASSWORD",
    "INVITATION_LASTS",
    "LETTERS_PER_WINDOW",
    "MAX_STEPS",
    "RESET_LASTS",
    "TRY_WINDOW",
    "Act",
    "Away",
    "Capacity",
    "LinkState",
    "NotASheet",
    "Place",
    "Sheet",
    "SheetRow",
    "SigningState",
    "UnitKind",
    "Wanted",
    "absence_findings",
    "digest",
    "going_on",
    "line_of",
    "link_state",
    "numbered",
    "password_findings",
    "path_of",
    "read_sheet",
    "shared_terms",
    "succession_findings",
    "try_key",
    "wait_until",
]

# The demonstration's people and their one password; shown on the sign-in page in demo mode only.
DEMO_DOMAIN = "demo.example"
DEMO_PASSWORD = "Phoi-hop-2026"

MAX_STEPS = 4
"""A signing path has one to four steps (O1)."""


class UnitKind(StrEnum):
    """Kinds of units; scores are ranked within one kind (design 4.3)."""

    PEOPLES_COMMITTEE = "peoples_committee"
    OFFICE = "office"
    DEPARTMENT = "department"
    WARD = "ward"
    COMMUNE = "commune"
    DIVISION = "division"
    PUBLIC_SERVICE = "public_service"
    EXTERNAL = "external"


class Capacity(StrEnum):
    """In which capacity a signatory signs (Decree 30/2020, O1)."""

    NONE = ""
    ON_BEHALF = "TM."
    DEPUTY = "KT."
    ACTING = "Q."
    BY_ORDER = "TL."
    BY_AUTHORISATION = "TUQ."


class SigningState(StrEnum):
    ON_ITS_WAY = "on_its_way"
    RETURNED = "returned"
    SIGNED = "signed"


def numbered(number: int, symbol: str) -> str:
    """Number and symbol as Decree 30/2020 writes them: numbers below ten get a zero in front ('05/STC-QLNS')."""
    return f"{number:02d}/{symbol}"
