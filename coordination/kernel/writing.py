"""What a letter says, from its templates, in the language of the one who reads it; and the links that it carries."""

from __future__ import annotations

from typing import Any

from flask import current_app

from coordination.kernel.outbox import Written
from coordination.kernel.words import in_language


def link(endpoint: str, **values: Any) -> str:
    """The absolute address of a page, by BASE_URL; works outside requests too."""
    path = current_app.url_map.bind("localhost").build(endpoint, values)
    return f"{str(current_app.config['BASE_URL']).rstrip('/')}{path}"


def write(name: str, language: str, context: dict[str, Any]) -> Written:
    """The three parts of the letter `name`, from templates/letters/<name>/, in a language."""
    known = {"link": link, "language": language, **context}
    with in_language(language):
        subject, text, html = (
            current_app.jinja_env.get_template(f"letters/{name}/{part}").render(known)
            for part in ("subject.txt", "body.txt", "body.html")
        )
    return Written(subject.strip(), text.strip() + "\n", html)
