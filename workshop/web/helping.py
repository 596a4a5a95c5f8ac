"""Who helps to facilitate a room. The trainer who opened it invites and revokes; everything else is shared.

Looking at a link uses nothing up. The press of its button binds this device by a cookie of this room alone.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Flask, abort, jsonify, redirect, render_template, request, url_for
from werkzeug import Response

from workshop.rooms.clock import now_ms
from workshop.store import co_facilitators
from workshop.store.rooms import RoomRow
from workshop.web.addresses import base_url
from workshop.web.auth import HELPER, account_name, hub, must_facilitate, must_own, owns, sign_out_at_once
from workshop.web.cookies import path_of, set_cookie
from workshop.web.pages import find

helping = Blueprint("helping", __name__, url_prefix="/r/<room_id>")


def register(app: Flask) -> None:
    app.register_blueprint(helping)


@helping.get("/helpers")
def helpers(room_id: str) -> Response:
    room = find(room_id)
    must_facilitate(request, room)
    known = co_facilitators.of_room(hub().database, room.id, now_ms())
    return jsonify(helpers=[asdict(helper) for helper in known], owner=owns(request, room))


@helping.post("/helpers")
def invite(room_id: str) -> Response:
    """The link is told once, here."""
    room = find(room_id)
    must_own(request, room)
    name = account_name(wish("name"))
    id_, token = hub().write(lambda connection: co_facilitators.invite(connection, room.id, name, now_ms()))
    path = url_for("helping.helper", room_id=room.id, token=token)
    address = base_url(hub().config, request.args.get("host")) + path
    return jsonify(id=id_, url=address, minutes=co_facilitators.LINK_MS // 60_000)


@helping.post("/helpers/<helper_id>/revoke")
def revoke(room_id: str, helper_id: str) -> Response:
    """From this moment on they see no page, no view, and change nothing; their screens are closed."""
    room = find(room_id)
    must_own(request, room)
    sign_out_at_once(hub().write(lambda connection: co_facilitators.revoke(connection, room.id, helper_id)))
    return jsonify({})


@helping.route("/helper/<token>", methods=["GET", "POST"])
def helper(room_id: str, token: str) -> Response | str | tuple[str, int]:
    room = find(room_id)
    if request.method == "GET":
        if not co_facilitators.link_waits(hub().database, room.id, token, now_ms()):
            return _used_up(room)
        return render_template("helper.html", room=room)
    cookie = hub().write(lambda connection: co_facilitators.open_link(connection, room.id, token, now_ms()))
    if cookie is None:
        return _used_up(room)
    response = redirect(url_for("surfaces.console", room_id=room.id), 303)
    set_cookie(response, HELPER, cookie, max_age=co_facilitators.FACILITATES_MS // 1000, path=path_of(room))
    return response


def _used_up(room: RoomRow) -> tuple[str, int]:
    return render_template("link_used.html", room=room), 410


def wish(field: str) -> str:
    """A text of the JSON that a page's script sent."""
    sent: Any = request.get_json(silent=True)
    found = sent.get(field) if isinstance(sent, dict) else None
    if not isinstance(found, str):
        abort(400)
    return found
