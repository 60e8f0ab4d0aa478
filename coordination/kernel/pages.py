"""Pages, redirects and refusals: how every view ends, and what a person reads when something can't be done."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, flash, g, redirect, render_template, request, url_for
from flask_bootstrap import Bootstrap5
from flask_wtf.csrf import CSRFError, generate_csrf
from jinja2 import StrictUndefined
from secure import (
    ContentSecurityPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
    XFrameOptions,
)
from werkzeug.exceptions import HTTPException

from coordination.kernel.values import Finding, NotReady, Stale

log = logging.getLogger(__name__)

PLAIN = (400, 403, 404, 405, 413)


def page(template: str, status: int = 200, **context: Any) -> tuple[str, int]:
    """Show a page. After an unsafe method nothing of the request is kept: only `done` commits."""
    return render_template(template, **context), status


def done(endpoint: str, said: Any = None, **values: Any) -> Any:
    """The act is done: 303 to where it shows, and a sentence that says so."""
    if said:
        flash(str(said))
    return redirect(url_for(endpoint, **values), 303)


def back(wanted: str | None, endpoint: str, said: Any = None, **values: Any) -> Any:
    """303 to the wanted page of this product, else to the endpoint; never to another site."""
    if said:
        flash(str(said))
    return redirect(safe_next(wanted) or url_for(endpoint, **values), 303)


def safe_next(wanted: str | None) -> str | None:
    """A path of this product, or None: no host, no scheme, no tricks with slashes and control characters."""
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return None
    if any(ord(c) < 32 for c in wanted) or "\\" in wanted:
        return None
    parts = urlsplit(wanted)
    return wanted if not parts.scheme and not parts.netloc else None


def sentences(findings: Iterable[Finding]) -> list[str]:
    """What people read for each finding; the chapters know the words (their `words.FINDINGS`)."""
    known = current_app.extensions["sentences"]
    return [_sentence(known.get(finding.code), finding) for finding in findings]


def _sentence(words: Any, finding: Finding) -> str:
    if words is None:
        log.error("finding_without_words", extra={"code": finding.code})
        from flask_babel import gettext

        return gettext("Chưa thực hiện được việc này. Kiểm tra lại các mục đã điền.")
    return str(words(finding)) if callable(words) else str(words)


def _refused(status: int, template: str, **context: Any) -> tuple[str, int]:
    return render_template(f"errors/{template}.html", **context), status


def _on_http(error: HTTPException) -> Any:
    code = error.code or 500
    if 300 <= code < 400:
        return error
    if code == 429:
        return _refused(429, "429", again_at=getattr(error, "again_at", None))
    if code in PLAIN:
        return _refused(code, str(code))
    return _refused(code, "400" if code < 500 else "500", **({} if code < 500 else {"incident": _incident()}))


def _on_csrf(_error: CSRFError) -> Any:
    return _refused(400, "400")


def _on_not_ready(error: NotReady) -> Any:
    return _refused(409, "409", sentences=sentences(error.findings))


def _on_stale(_error: Stale) -> Any:
    from flask_babel import gettext

    said = gettext(
        "Nội dung này vừa được người khác cập nhật, hoặc việc này đã được thực hiện. Mở lại trang để xem bản mới nhất."
    )
    return _refused(409, "409", sentences=[said])


def _on_crash(error: Exception) -> Any:
    incident = _incident()
    log.error("crashed", exc_info=error, extra={"incident": incident, "endpoint": request.endpoint})
    return _refused(500, "500", incident=incident)


def _incident() -> str:
    """A short number that a person can read out and that stands in the log."""
    return secrets.token_hex(4).upper()


def _headers(https: bool) -> Secure:
    csp = (
        ContentSecurityPolicy()
        .default_src("'self'")
        .script_src("'self'")
        .style_src("'self'")
        .img_src("'self'", "data:")
        .font_src("'self'")
        .object_src("'none'")
        .base_uri("'none'")
        .form_action("'self'")
        .frame_ancestors("'none'")
    )
    return Secure(
        csp=csp,
        hsts=StrictTransportSecurity().max_age(31_536_000) if https else None,
        referrer=ReferrerPolicy().same_origin(),
        xfo=XFrameOptions().deny(),
        xcto=XContentTypeOptions(),
    )


def init_app(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config.setdefault("BOOTSTRAP_SERVE_LOCAL", True)
    app.config.setdefault("SEND_FILE_MAX_AGE_DEFAULT", 86_400)
    bootstrap = Bootstrap5(app)
    app.extensions["bootstrap_files"] = bootstrap
    headers = _headers(app.config["BASE_URL"].startswith("https:"))

    @app.after_request
    def _secure(response: Response) -> Response:
        if "Content-Security-Policy" not in response.headers:
            headers.set_headers(response)
        if request.endpoint and not request.endpoint.endswith("static"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.context_processor(_context)
    app.register_error_handler(CSRFError, _on_csrf)
    app.register_error_handler(HTTPException, _on_http)
    app.register_error_handler(NotReady, _on_not_ready)
    app.register_error_handler(Stale, _on_stale)
    if not app.config["TESTING"]:
        app.register_error_handler(Exception, _on_crash)


def _context() -> dict[str, Any]:
    return {"actor": g.get("actor"), "other_actors": g.get("other_actors", []), "csrf_token": generate_csrf}
