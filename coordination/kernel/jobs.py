"""The kernel's own job: sending what lies in the outbox."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app

from coordination.kernel import clock, outbox


def send_mail() -> outbox.Delivered:
    """Send the letters that are due, over one connection; safe to run anywhere, any time (design 6)."""
    domain = urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"
    return outbox.deliver(current_app.extensions["post"], clock=clock.now, domain=domain)
