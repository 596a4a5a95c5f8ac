"""Cookies that no script can read and no other site can send; over TLS also under names that cannot be planted."""

from __future__ import annotations

from functools import lru_cache

from flask import Flask, Request, current_app
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from werkzeug import Response

from workshop.rooms.hub import Hub
from workshop.store.rooms import RoomRow


class Sessions(SecureCookieSessionInterface):
    """Flask's own, with a signer that is made once: making it anew for each request costs more than what it signs."""

    @lru_cache(maxsize=8)  # noqa: B019 (lives as long as the application)
    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        return super().get_signing_serializer(app)


def over_tls() -> bool:
    """Whether browsers reach this server over TLS. Browsers keep Secure cookies from plain HTTP."""
    hub: Hub = current_app.extensions["workshop.hub"]
    return (hub.config.public_url or "").startswith("https://")


def path_of(room: RoomRow) -> str:
    """Cookies of a room are sent to that room alone."""
    return f"/r/{room.id}/"


def _full_name(name: str, path: str) -> str:
    if not over_tls():
        return name
    return f"__Host-{name}" if path == "/" else f"__Secure-{name}"


def set_cookie(response: Response, name: str, value: str, *, max_age: int | None, path: str = "/") -> None:
    """Without ``max_age`` (seconds) the browser forgets it when it closes."""
    response.set_cookie(
        _full_name(name, path), value, max_age=max_age, path=path, secure=over_tls(), httponly=True, samesite="Lax"
    )


def read_cookie(request: Request, name: str, path: str = "/") -> str:
    """What the cookie holds, empty when there is none."""
    return request.cookies.get(_full_name(name, path), "")


def drop_cookie(response: Response, name: str, path: str = "/") -> None:
    response.delete_cookie(_full_name(name, path), path=path, secure=over_tls(), httponly=True, samesite="Lax")
