"""What a person reads when something can't be done: what happened, what to do now, and what had been typed."""

from __future__ import annotations

import logging
import secrets
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from coordination.kernel import clock
from coordination.kernel.sentences import sentences
from coordination.kernel.values import NotReady, Stale

log = logging.getLogger(__name__)

PAGES = {400: "400", 403: "403", 404: "404", 405: "405", 409: "409", 413: "413", 429: "429"}
NOT_KEPT = ("password", "old", "again", "csrf_token", "version", "next", "code")
WORTH_KEEPING = 12


def way_back() -> str | None:
    """The page from which somebody came, if it is one of ours."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host or not parts.path.startswith("/") or parts.path.startswith("//"):
        return None
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _typed() -> list[str]:
    """The longer texts of the refused form, to be shown again: nobody has to write them twice. Never a password."""
    if request.method != "POST":
        return []
    try:
        sent = list(request.form.items(multi=True))
    except HTTPException:
        return []
    texts = [text.replace("\x00", "") for name, text in sent if name.rpartition("-")[2] not in NOT_KEPT]
    return [text for text in texts if len(text.strip()) >= WORTH_KEEPING]


def _refuse(status: int, template: str, **context: Any) -> Response:
    shown = render_template(f"errors/{template}.html", typed=_typed(), way_back=way_back(), **context)
    return make_response(shown, status)


def _again_at(refusal: HTTPException) -> datetime | None:
    """When one may try again, where the refusal knows it."""
    after = getattr(refusal, "retry_after", None)
    return clock.now() + timedelta(seconds=after) if isinstance(after, int) else after


def _on_http(refusal: HTTPException) -> Any:
    code = refusal.code or 500
    if 300 <= code < 400:
        return refusal
    if code >= 500:
        return _on_crash(refusal)
    answer = _refuse(code, PAGES.get(code, "400"), again_at=_again_at(refusal))
    if code in (405, 429):
        for name, value in refusal.get_headers():
            if name in ("Allow", "Retry-After"):
                answer.headers[name] = value
    return answer


def _on_csrf(_refusal: CSRFError) -> Response:
    return _refuse(400, "csrf")


def _on_not_ready(refusal: NotReady) -> Response:
    return _refuse(409, "not_ready", sentences=sentences(refusal.findings))


def _on_stale(_refusal: Stale) -> Response:
    return _refuse(409, "409")


def _on_crash(crash: Exception) -> Response:
    """The page for our own faults. It asks nothing of the database and of nobody, for these may be what failed."""
    incident = secrets.token_hex(4).upper()
    cause = getattr(crash, "original_exception", None) or crash
    log.error("incident %s", incident, exc_info=cause, extra={"incident": incident, "endpoint": request.endpoint})
    shown = current_app.jinja_env.get_template("errors/500.html").render(incident=incident, typed=_typed())
    return make_response(shown, 500)


def init_app(app: Flask) -> None:
    """The pages of refusal; a crash is logged once, with its number."""
    app.log_exception = lambda *_: None  # type: ignore[method-assign]
    app.register_error_handler(CSRFError, _on_csrf)
    app.register_error_handler(HTTPException, _on_http)
    app.register_error_handler(500, _on_crash)
    app.register_error_handler(NotReady, _on_not_ready)
    app.register_error_handler(Stale, _on_stale)
