"""The screens of units and people: the door, one's own account, and administration."""

from __future__ import annotations

from coordination.units.views import (  # noqa: F401 - each brings its routes to the blueprint
    absences,
    account,
    importing,
    people,
    reorganising,
    signing_in,
    tree,
    unit_settings,
)
from coordination.units.views.blueprint import bp
from coordination.units.views.door import know_the_actor, quick_when_testing, show_roles

blueprints = (bp,)
setups = (know_the_actor, show_roles, quick_when_testing)
