"""The screens of consultations."""

from coordination.consultations.views import (  # noqa: F401 - each brings its routes
    by_letter,
    calendar,
    changes,
    changing,
    composing,
    issuing,
    suspending,
    urgency,
)
from coordination.consultations.views.blueprint import bp

blueprints = (bp,)
