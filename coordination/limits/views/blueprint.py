"""The blueprint that the screens of this chapter share."""

from flask import Blueprint

bp = Blueprint("limits", __name__)
