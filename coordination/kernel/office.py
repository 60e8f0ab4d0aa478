"""The Flask application of the house: one transaction a request, and no route without a lock."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Flask, Response, g, request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.routing import BaseConverter, IntegerConverter, ValidationError

from coordination.kernel import store
from coordination.kernel.actor import Actor
from coordination.kernel.values import Stale

log = logging.getLogger(__name__)


class UnlockedRoute(RuntimeError):
    """A view was registered without saying who may open it."""


class IdConverter(IntegerConverter):
    """A row's id in an address. Longer numbers than a database holds don't match, so they are a plain 404."""

    regex = r"\d{1,15}"


class DayConverter(BaseConverter):
    """A day in an address, 2026-01-02; one that doesn't exist is a plain 404."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError as impossible:
            raise ValidationError from impossible

    def to_url(self, value: date | str) -> str:
        return str(value)


class Office(Flask):
    """Flask, with the transaction at the edge: an unsafe method that redirects commits, all else rolls back.

    So a GET can't write, a form shown again can't write, and a refusal after a flush leaves nothing behind.
    """

    find_actor: Callable[[], Actor | None]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url_map.converters |= {"id": IdConverter, "day": DayConverter}
        self.find_actor = lambda: None
        self.before_request(self._know_the_actor)

    def _know_the_actor(self) -> None:
        g.actor = None if _is_static(request.endpoint) else self.find_actor()

    def add_url_rule(
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: Any = None,
        provide_automatic_options: bool | None = None,
        **options: Any,
    ) -> None:
        if view_func is not None and not hasattr(view_func, "__policy__") and not _is_static(endpoint):
            raise UnlockedRoute(f"{rule} ({endpoint or view_func.__name__}) doesn't say who may open it")
        super().add_url_rule(rule, endpoint, view_func, provide_automatic_options, **options)

    def dispatch_request(self) -> Response:
        try:
            response = self.make_response(super().dispatch_request())
            if request.method not in store.SAFE_METHODS and 300 <= response.status_code < 400:
                store.commit()
            else:
                store.rollback()
        except (IntegrityError, StaleDataError) as clash:
            # A double click, or two people at once: the second one is told, nothing is half done.
            store.rollback()
            log.info("clash", extra={"endpoint": request.endpoint, "kind": type(clash).__name__})
            raise Stale from clash
        except BaseException:
            store.rollback()
            raise
        return response


def _is_static(endpoint: str | None) -> bool:
    return endpoint is not None and (endpoint == "static" or endpoint.endswith(".static"))
