"""What every request must pass and what every answer carries, whatever the page."""

from __future__ import annotations

import re
from typing import IO, Final

from flask import Flask, Response, abort, current_app, request
from flask_login import current_user
from flask_wtf import CSRFProtect

from workshop.config import Config
from workshop.eventloop import sleep
from workshop.rooms.hub import Hub
from workshop.web.addresses import addresses, allowed_origins, known_hosts
from workshop.web.cookies import Sessions, over_tls
from workshop.web.limits import address, too_often

__all__ = ["addresses", "allowed_origins", "host_is_known", "register"]

csrf = CSRFProtect()

_HOST: Final = re.compile(r"(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?", re.ASCII)
HEADERS: Final = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}
FRAMED: Final = frozenset({"surfaces.phone", "surfaces.projector"})
"""What the console shows small in a frame of its own; nothing else is ever in a frame."""
BRINGS_FILES: Final = frozenset({"imports.bring"})
AROUND_FILES: Final = 16_384
"""What a form adds to the file in it, in bytes."""


def register(app: Flask) -> None:
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,  # _refuse_forgeries below decides where
        WTF_CSRF_TIME_LIMIT=None,  # as long as the browser's session: a form may stay open over lunch
        WTF_CSRF_SSL_STRICT=False,  # needs the Referer that we ask browsers not to send
    )
    app.session_interface = Sessions()
    csrf.init_app(app)
    app.before_request(_look_without_touching)
    app.before_request(_refuse_foreign_names)
    app.before_request(_slow_down)
    app.before_request(_let_files_in)
    app.before_request(_refuse_forgeries)
    app.after_request(_add_headers)
    with app.app_context():
        if over_tls():
            app.config.update(SESSION_COOKIE_NAME="__Host-session", SESSION_COOKIE_SECURE=True)


def host_is_known(config: Config, host: str) -> bool:
    """Whether this is one of the server's own names, with any port: a proxy or container may map it."""
    match = _HOST.fullmatch(host.lower())
    return match is not None and match[1] in known_hosts(config)


def _look_without_touching() -> None:
    """HEAD comes to the same function as GET, which takes whatever is not GET for a form that was sent."""
    if request.method == "HEAD":
        request.method = "GET"  # the answer goes without its body all the same: that hangs on the environ


def _refuse_foreign_names() -> None:
    hub: Hub = current_app.extensions["workshop.hub"]
    if not host_is_known(hub.config, request.environ.get("HTTP_HOST", "")):
        abort(400, "host")


def _let_files_in() -> None:
    """Before any form is read: more than usual, and little by little, for a trainer who brings a file."""
    if request.endpoint in BRINGS_FILES and current_user.is_authenticated:
        hub: Hub = current_app.extensions["workshop.hub"]
        request.max_content_length = hub.config.limits.import_bytes + AROUND_FILES
        request.environ["wsgi.input"] = _Unhurried(request.environ["wsgi.input"])


class _Unhurried:
    """What comes in, read so that everybody else has their turn between any two pieces."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        sleep()
        return self._stream.read(size)


def _refuse_forgeries() -> None:
    """Every form carries a token, and so do the console's commands. A phone's carry a header no other site can send."""
    if request.endpoint == "commands" and request.args.get("as") != "console":
        return
    csrf.protect()


def _slow_down() -> None:
    """Forms cost more than pages, most of all passwords. Commands are counted by person, and joining stands in line."""
    if request.method != "GET" and request.endpoint not in ("commands", "door.join"):
        too_often("forms", address())


def _add_headers(response: Response) -> Response:
    own = {name.lower() for name, _ in response.headers}
    for name, value in _headers().items():
        if name.lower() not in own:
            response.headers.add(name, value)
    return response


def _headers() -> dict[str, str]:
    """What an answer carries unless its page said otherwise."""
    headers = {**HEADERS, "Content-Security-Policy": _content_policy(), "Cache-Control": "no-store"}
    if request.endpoint not in FRAMED:
        headers["X-Frame-Options"] = "DENY"
    if over_tls():
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers


def _content_policy() -> str:
    """Sockets are named one by one: Safari before 15.4 does not count them as 'self'.

    Where a browser knows trusted types, no text can become markup or a script at all.
    """
    host = request.environ.get("HTTP_HOST", "").lower()
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    framed = "'self'" if request.endpoint in FRAMED else "'none'"
    return (
        "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
        f"connect-src 'self'{sockets}; object-src 'none'; base-uri 'none'; frame-ancestors {framed}; "
        "form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
