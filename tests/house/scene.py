"""One small world in which every page of the product has something to show, and what its addresses are filled with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from coordination.kernel import store
from coordination.units import actions as units
from coordination.units.actions.people import new_link
from tests.make import Maker

Things = dict[str, Any]


class Scene:
    """`things`: a value for each path parameter; `special`: other values where an endpoint needs another thing."""

    def __init__(self, things: Things, special: Mapping[str, Things]) -> None:
        self.things, self.special = things, special

    def values(self, endpoint: str, arguments: set[str]) -> Things:
        known = {**self.things, **self.special.get(endpoint, {})}
        missing = arguments - set(known)
        assert not missing, f"{endpoint} needs {missing}: tell tests/house/scene.py what to fill in"
        return {name: known[name] for name in arguments}


def build(make: Maker) -> Scene:
    """Sở Tài chính asks Sở Tư pháp, Sở Xây dựng and the ward; nothing has been answered yet in the first of them."""
    cast = make.cast
    draft = make.draft()
    asked = make.consultation(consultees=["stp", "sxd", "govap"])
    _link, token = new_link(cast.mai, timedelta(days=1), now=make.clock.now)
    head, now = cast.actor("tam"), make.clock.now
    group = units.keep_group(cast.stp, "Các sở thường xin ý kiến", [cast.stc.id, cast.sxd.id], by=head, now=now)
    signatory = units.keep_signatory(cast.stp, cast.tam.id, by=head, now=now, title="Giám đốc")
    store.commit()
    consultee = make.of(asked, "stp")
    things: Things = {
        "consultation_id": asked.id,
        "consultee_id": consultee.id,
        "unit_id": cast.stp.id,
        "function_id": cast.stp.functions[0].id,
        "person_id": cast.mai.id,
        "membership_id": cast.mai.memberships[0].id,
        "group_id": group.id,
        "signatory_id": signatory.id,
        "token": token,
        "what": "units",
    }
    special: dict[str, Things] = {name: {"consultation_id": draft.id} for name in ON_DRAFTS}
    return Scene(things, special)


# Endpoints that are about a consultation still being written.
ON_DRAFTS: tuple[str, ...] = ()
