"""The administrator's page of jobs: when each ran last, what it did, what lies aside and why.

| address | what |
| --- | --- |
| /jobs | each job's last and next run, what lies aside |
| /jobs/aside/<id>/try | try one again now |
"""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from coordination.escalation import access, words
from coordination.escalation.actions.upkeep import try_again_now
from coordination.escalation.queries import upkeep as queries
from coordination.escalation.views.blueprint import bp
from coordination.kernel import clock
from coordination.kernel.actor import Role
from coordination.kernel.doors import May, me, opens, signed_in
from coordination.kernel.pages import done, page
from coordination.kernel.upkeep import SetAside


@bp.get("/jobs")
@signed_in(Role.ADMINISTRATOR)
def upkeep() -> Any:
    """Each job's last run, and the rows set aside."""
    return page(
        "escalation/upkeep.html",
        runs=queries.runs(),
        laid=queries.laid_aside(),
        holder=queries.holder(),
        now=clock.now(),
        jobs=words.JOBS,
        asides=words.SET_ASIDE,
        did=words.did_words,
        trouble=words.trouble_words,
    )


@bp.post("/jobs/aside/<id:set_aside_id>/try")
@opens(access.set_aside, May.SET_ASIDE_TRY)
def try_set_aside(set_aside: SetAside) -> Any:
    """Try one again with the next sweep."""
    try_again_now(set_aside, by=me(), now=clock.now())
    return done("escalation.upkeep", said=_("Sẽ thực hiện lại trong vòng một phút."))
