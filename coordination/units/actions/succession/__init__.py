"""Succession of units (design 3.1): entered with its basis, shown first, carried out once."""

from __future__ import annotations

from coordination.units.actions.succession.acting import cancel_succession, carry_out, enter_succession, preview
from coordination.units.actions.succession.carriers import CARRIERS, Carrier, Moving

__all__ = ["CARRIERS", "Carrier", "Moving", "cancel_succession", "carry_out", "enter_succession", "preview"]
