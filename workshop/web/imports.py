"""A room from another installation: its data for machines come in, and it stands on the desk as a room that is over.

The file is read in a worker. A room that was brought has the same files as where it comes from, and nothing else.
"""

from __future__ import annotations

from flask import Blueprint, Flask, current_app, make_response, redirect, render_template, request, url_for
from flask_login import login_required
from werkzeug import Response
from werkzeug.exceptions import RequestEntityTooLarge

from workshop.core.errors import Refused
from workshop.rooms.clock import now_ms
from workshop.store import imports as stored
from workshop.store.imports import Brought
from workshop.web.auth import current_user, hub
from workshop.web.desk import me, room_title
from workshop.web.jobs import Jobs
from workshop.web.language import because
from workshop.web.limits import too_often

imports = Blueprint("imports", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(imports)


@imports.get("/rooms/import")
@login_required
def page() -> Response:
    return _page()


@imports.post("/rooms/import")
@login_required
def bring() -> Response:
    too_often("files", me().id)
    try:
        brought = _brought(_file())
    except Refused as refused:
        return _page(because(refused))
    owner = me().id
    room_id = hub().write(lambda connection: stored.bring(connection, owner, brought, now_ms()))
    return redirect(url_for("packs.files", room_id=room_id), 303)


@imports.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Response:
    """Before anything of it was read."""
    if not current_user.is_authenticated:
        return redirect(url_for("imports.page"), 303)
    return _page(because(Refused("import/large", most=_most_mb())), 413)


def _page(problem: str | None = None, status: int = 422) -> Response:
    html = render_template("import.html", trainer=me(), problem=problem, most=_most_mb())
    return make_response(html, status if problem else 200)


def _most_mb() -> int:
    return hub().config.limits.import_bytes // 2**20


def _file() -> bytes:
    came = request.files.get("report")
    data = came.read() if came else b""
    if not data:
        raise Refused("import/no_file")
    if len(data) > hub().config.limits.import_bytes:
        raise Refused("import/large", most=_most_mb())
    if data.startswith(b"PK"):
        raise Refused("import/archive")
    return data


def _brought(data: bytes) -> Brought:
    jobs: Jobs = current_app.extensions["workshop.jobs"]
    found = jobs.take_in(me().id, data)
    title = room_title(found.title, hub().config.limits.title_characters)
    return Brought(title, found.course, found.opened, found.utc_offset_minutes, found.people, found.packed)
