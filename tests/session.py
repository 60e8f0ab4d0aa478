"""Signing in without the sign-in page (which has its own tests): what it would have put into the session."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_wtf.csrf import generate_csrf


def open_for(client: Any, user_key: str, membership_id: int | None, language: str) -> None:
    with client.session_transaction() as session:
        session["_user_id"] = user_key
        session["_fresh"] = True
        session["language"] = language
        if membership_id is not None:
            session["membership_id"] = membership_id


def token_for(app: Flask, client: Any) -> str:
    with client.session_transaction() as session:
        kept = session.get("csrf_token")
    with app.test_request_context():
        from flask import session as fresh

        if kept:
            fresh["csrf_token"] = kept
        token: str = generate_csrf()
        secret = fresh["csrf_token"]
    with client.session_transaction() as session:
        session["csrf_token"] = secret
    return token
