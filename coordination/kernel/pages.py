"""Pages, redirects and refusals: how every view ends, and what a person reads when something can't be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_bootstrap import Bootstrap5
from jinja2 import StrictUndefined
from secure import (
    ContentSecurityPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
    XFrameOptions,
)

from coordination.kernel import refusals
from coordination.kernel.sentences import sentence, sentences
from coordination.kernel.store import SAFE_METHODS

__all__ = [
    "NavigationItem", "back_to", "done", "init_app", "page", "safe_next", "say", "sentence", "sentences",
]  # fmt: skip

STATIC_FOR = timedelta(days=30)


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the navigation; `count` is what waits there, `children` are its parts."""

    url: str
    label: Any
    current: bool = False
    count: int = 0
    children: tuple[Any, ...] = ()


def page(template: str, *, status: int | None = None, **context: Any) -> Response:
    """Show a page. A form with errors that was sent makes it 422. Nothing is kept: only `done` commits."""
    form = context.get("form")
    if status is None:
        refused = request.method not in SAFE_METHODS and form is not None and bool(form.errors_summary())
        status = 422 if refused else 200
    return make_response(render_template(template, page_status=status, **context), status)


def say(said: Any, tone: str = "done") -> None:
    """A sentence on top of the next page. `tone`: done, waiting, late, neutral."""
    if said:
        flash(str(said), tone)


def done(endpoint: str, *, said: Any = None, tone: str = "done", anchor: str | None = None, **values: Any) -> Response:
    """The act is done and kept: 303 to where it shows, with a sentence that says so."""
    say(said, tone)
    return _see(url_for(endpoint, _anchor=anchor, **values))


def back_to(next_url: str | None, endpoint: str, *, said: Any = None, tone: str = "done", **values: Any) -> Response:
    """303 to the wanted page of this product, else to the endpoint; never to another site."""
    say(said, tone)
    return _see(safe_next(next_url) or url_for(endpoint, **values))


def _see(address: str) -> Response:
    return make_response(redirect(address, 303))


def safe_next(wanted: str | None) -> str | None:
    """A path of this product, or None: no host, no scheme, no tricks with slashes and control characters."""
    if not wanted or len(wanted) > 2000 or not wanted.startswith("/") or wanted.startswith("//"):
        return None
    if "\\" in wanted or any(ord(c) <= 32 or 127 <= ord(c) < 160 for c in wanted):
        return None
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc or parts.path.startswith("//") else wanted


def _way(endpoint: str, **values: Any) -> str:
    """The address of an endpoint, or '' where the product has none."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else ""


def _here() -> str:
    """This page's own path, to come back to."""
    if request.method in SAFE_METHODS and request.endpoint is not None:
        return safe_next(request.full_path.rstrip("?")) or "/"
    return refusals.way_back() or "/"


def _asset(filename: str) -> str:
    """A file of ours with its fingerprint, so that a browser may keep it and still gets the new one."""
    return url_for("static", filename=filename, v=_fingerprint(str(current_app.static_folder), filename))


@cache
def _fingerprint(folder: str, filename: str) -> str:
    return sha256((Path(folder) / filename).read_bytes()).hexdigest()[:12]


def _kit(filename: str) -> str:
    """A file of Bootstrap, from inside the installed package."""
    return url_for("bootstrap.static", filename=filename, v=_kit_version())


@cache
def _kit_version() -> str:
    return version("bootstrap-flask")


def _csrf() -> Any:
    macros: Any = current_app.jinja_env.get_template("components/csrf.html").module
    return macros.csrf()


def _product() -> str:
    return str(_("Phối hợp lấy ý kiến"))


def _headers(https: bool) -> Secure:
    policy = (
        ContentSecurityPolicy()
        .default_src("'self'")
        .script_src("'self'")
        .style_src("'self'")
        .img_src("'self'", "data:")
        .object_src("'none'")
        .base_uri("'none'")
        .form_action("'self'")
        .frame_ancestors("'none'")
    )
    return Secure(
        csp=policy,
        hsts=StrictTransportSecurity().max_age(31_536_000) if https else None,
        referrer=ReferrerPolicy().same_origin(),
        xfo=XFrameOptions().deny(),
        xcto=XContentTypeOptions(),
    )


def init_app(app: Flask) -> None:
    """Templates that fail on what is missing, our files and Bootstrap's, headers, and the pages of refusal."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config["BOOTSTRAP_SERVE_LOCAL"] = True
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = STATIC_FOR
    Bootstrap5(app)
    app.jinja_env.globals.update(
        csrf=_csrf, way=_way, asset=_asset, kit=_kit, here=_here, product=_product, safe_next=safe_next
    )
    app.jinja_env.filters["sentence"] = sentence
    app.context_processor(lambda: {"actor": g.get("actor"), "other_actors": g.get("other_actors", ())})
    fixed = _headers(str(app.config.get("BASE_URL", "")).startswith("https:")).headers

    @app.after_request
    def _guard(response: Response) -> Response:
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        if response.mimetype == "text/html":
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    refusals.init_app(app)
