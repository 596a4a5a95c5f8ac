"""Pages and sockets: who is asking, what they see first, how their wishes reach a room. No rule of any activity."""

from __future__ import annotations

from flask import Flask

from workshop.rooms.hub import Hub
from workshop.web import account, assets, auth, desk, downloads, errors, join, language, pages, security, trainers
from workshop.web.limits import Tries


def register(app: Flask) -> None:
    """Adds everything but the sockets to an application that has its hub and its secret key."""
    hub: Hub = app.extensions["workshop.hub"]
    app.extensions["workshop.tries"] = Tries(hub.config.limits)
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True}
    for part in (language, security, errors, assets, auth, join, pages, desk, downloads, trainers, account):
        part.register(app)
