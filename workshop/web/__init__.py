"""Pages and sockets: who is asking, what they see first, how their wishes reach a room. No rule of any activity."""

from __future__ import annotations

from itertools import chain

from flask import Flask

from workshop.rooms.hub import Hub
from workshop.web import (
    account,
    assets,
    auth,
    desk,
    downloads,
    errors,
    handing_over,
    handouts,
    helping,
    imports,
    join,
    language,
    my_course,
    packs,
    pages,
    security,
    trainers,
    turns,
)
from workshop.web.limits import Rates, Tries


def register(app: Flask) -> None:
    """Adds everything but the sockets to an application that has its hub and its secret key."""
    hub: Hub = app.extensions["workshop.hub"]
    app.extensions["workshop.tries"] = Tries(hub.config.limits)
    app.extensions["workshop.rates"] = Rates(hub.config.limits)
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True}
    parts = (
        (language, turns, security, errors, assets),
        (auth, join, pages, my_course, helping, handing_over),
        (desk, downloads, packs, handouts, imports, trainers, account),
    )
    for part in chain.from_iterable(parts):
        part.register(app)
