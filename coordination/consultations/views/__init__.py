"""The screens of consultations."""

from coordination.consultations.views import changes, changing, composing, issuing  # noqa: F401 - each brings its routes
from coordination.consultations.views.blueprint import bp

blueprints = (bp,)
