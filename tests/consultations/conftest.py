from __future__ import annotations

import pytest
from werkzeug.routing import Rule


@pytest.fixture(autouse=True)
def _page_of_a_consultation(request: pytest.FixtureRequest) -> None:
    """Letters link to it; while the page itself is not built its address is known here."""
    if "app" in request.fixturenames or "db" in request.fixturenames:
        app = request.getfixturevalue("app")
        if not any(rule.endpoint == "overview.consultation" for rule in app.url_map.iter_rules()):
            app.url_map.add(Rule("/consultations/<id:consultation_id>", endpoint="overview.consultation"))
