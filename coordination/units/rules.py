"""What units and people are, as plain values."""

from __future__ import annotations

from enum import StrEnum


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
