"""The verbs of units and people."""

from __future__ import annotations

from coordination.units.actions.absences import be_away, come_back, may_enter
from coordination.units.actions.importing import Imported, import_people, import_units
from coordination.units.actions.numbers import next_number
from coordination.units.actions.passwords import hash_password, password_holds, quick_passwords
from coordination.units.actions.people import (
    appoint,
    change_person,
    create_person,
    end_membership,
    invite,
    prefer,
    sign_out_everywhere,
)
from coordination.units.actions.signing import pass_on, return_paper, send_for_signing
from coordination.units.actions.signing_in import (
    change_own_password,
    mail_reset,
    note_failure,
    request_reset,
    set_first_password,
    set_password_by_link,
    sign_in,
)
from coordination.units.actions.succession import (
    CARRIERS,
    Carrier,
    Moving,
    cancel_succession,
    carry_out,
    enter_succession,
    preview,
)
from coordination.units.actions.tree import (
    UnitFacts,
    assign_function,
    change_function,
    change_unit,
    create_unit,
    drop_group,
    drop_signatory,
    keep_group,
    keep_signatory,
    set_boxes,
    set_path,
)

__all__ = [
    "CARRIERS",
    "Carrier",
    "Imported",
    "Moving",
    "UnitFacts",
    "appoint",
    "assign_function",
    "be_away",
    "cancel_succession",
    "carry_out",
    "change_function",
    "change_own_password",
    "change_person",
    "change_unit",
    "come_back",
    "create_person",
    "create_unit",
    "drop_group",
    "drop_signatory",
    "end_membership",
    "enter_succession",
    "hash_password",
    "import_people",
    "import_units",
    "invite",
    "keep_group",
    "keep_signatory",
    "mail_reset",
    "may_enter",
    "next_number",
    "note_failure",
    "pass_on",
    "password_holds",
    "prefer",
    "preview",
    "quick_passwords",
    "request_reset",
    "return_paper",
    "send_for_signing",
    "set_boxes",
    "set_first_password",
    "set_password_by_link",
    "set_path",
    "sign_in",
    "sign_out_everywhere",
]
