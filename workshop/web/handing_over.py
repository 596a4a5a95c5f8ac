"""The facilitator hands a seat to another phone: a QR on the console, a name and a button on the phone.

Looking at the link uses nothing up. The press of its button signs the old phone out and tells it.
"""

from __future__ import annotations

from flask import Blueprint, Flask, jsonify, redirect, render_template, request, url_for
from werkzeug import Response

from workshop.core.errors import Refused
from workshop.rooms.clock import now_ms
from workshop.store import hand_over
from workshop.store.rooms import RoomRow
from workshop.web.addresses import base_url
from workshop.web.auth import TICKET, hub, must_facilitate, who
from workshop.web.cookies import path_of, set_cookie
from workshop.web.helping import wish
from workshop.web.join import TICKET_S
from workshop.web.pages import as_qr, find

handing_over = Blueprint("handing_over", __name__, url_prefix="/r/<room_id>")


def register(app: Flask) -> None:
    app.register_blueprint(handing_over)


@handing_over.post("/seat-link")
def seat_link(room_id: str) -> Response:
    """Raises ``Refused`` for somebody who is not in the room."""
    room = find(room_id)
    must_facilitate(request, room)
    person = wish("person")
    if person not in _seated(room):
        raise Refused("room/no_such_person")
    token = hub().write(lambda connection: hand_over.new_link(connection, room.id, person, now_ms()))
    path = url_for("handing_over.seat", room_id=room.id, token=token)
    url = base_url(hub().config, request.args.get("host")) + path
    return jsonify(url=url, qr=as_qr(url), minutes=hand_over.LINK_MS // 60_000)


@handing_over.route("/seat/<token>", methods=["GET", "POST"])
def seat(room_id: str, token: str) -> Response | str | tuple[str, int]:
    room = find(room_id)
    names = _seated(room)
    if request.method == "GET":
        person = hand_over.whose_link(hub().database, room.id, token, now_ms())
        if person not in names:
            return _used_up(room)
        caller = who(request, room, "phone")
        other = names.get(caller.person or "") if caller and caller.person != person else None
        return render_template("seat.html", room=room, name=names[person], other=other)
    taken = hub().write(lambda connection: hand_over.hand_over(connection, room.id, token, now_ms(), names))
    if taken is None or taken.ticket is None:
        return _used_up(room)
    hub().presence(room.id).sign_out(taken.person, "moved")
    response = redirect(path_of(room), 303)
    set_cookie(response, TICKET, taken.ticket, max_age=TICKET_S, path=path_of(room))
    return response


def _seated(room: RoomRow) -> dict[str, str]:
    """Who has a seat that can change hands, and what they are called."""
    picture = hub().live(room.id).picture
    members = picture.state.members.values()
    return {member.id: picture.names.of(member) for member in members if not (member.removed or member.forgotten)}


def _used_up(room: RoomRow) -> tuple[str, int]:
    return render_template("link_used.html", room=room), 410
