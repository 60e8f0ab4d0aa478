"""The chapter's blueprint, which the screens add their routes to."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("units", __name__)
