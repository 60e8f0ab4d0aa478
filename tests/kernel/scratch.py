"""A small application with the kernel's words, forms and pages alone: no chapter, no database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask

from coordination.kernel import pages, words

ROOT = Path(__file__).resolve().parents[2]


def application(kind: type[Flask] = Flask, **config: Any) -> Flask:
    app = kind("coordination", root_path=str(ROOT / "coordination"), template_folder=str(ROOT / "templates"))
    app.config.update(SECRET_KEY="only for tests", BASE_URL="http://localhost", UPLOAD_LIMIT=50 << 20, **config)
    words.init_app(app)
    pages.init_app(app)
    return app
