"""One small world in which every page of the product has something to show, and what its addresses are filled with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coordination.kernel import store
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
    store.commit()
    consultee = make.of(asked, "stp")
    things: Things = {
        "consultation_id": asked.id,
        "consultee_id": consultee.id,
        "unit_id": cast.stp.id,
        "function_id": cast.stp.functions[0].id,
        "person_id": cast.mai.id,
        "membership_id": cast.mai.memberships[0].id,
        "group_id": 10**6,
        "signatory_id": 10**6,
        "token": "not-a-token",
        "what": "units",
    }
    special: dict[str, Things] = {name: {"consultation_id": draft.id} for name in ON_DRAFTS}
    return Scene(things, special)


# Endpoints that are about a consultation still being written.
ON_DRAFTS: tuple[str, ...] = ()
