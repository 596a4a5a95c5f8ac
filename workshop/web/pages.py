"""The pages of a room: the shell of each live surface, the QR code, and the link that lets a projector in."""

from __future__ import annotations

import io
from typing import Any, Final, Literal

import segno
from flask import Blueprint, Flask, abort, jsonify, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug import Response

from workshop.rooms.asking import Caller
from workshop.rooms.clock import now_ms
from workshop.rooms.kinds import kinds
from workshop.store import people
from workshop.store.rooms import RoomRow
from workshop.web.addresses import base_url, reachable
from workshop.web.assets import Assets, assets_of
from workshop.web.auth import SCREEN, current_user, hub, must_facilitate, owns, to_sign_in, who
from workshop.web.cookies import path_of, set_cookie
from workshop.web.language import lang
from workshop.web.snapshots import in_page, look, squeezed

Surface = Literal["phone", "projector", "console"]
SURFACES: Final[tuple[Surface, ...]] = ("phone", "projector", "console")
THEMES: Final = ("light", "dark")
SCREEN_S: Final = 3 * 24 * 3600

surfaces = Blueprint("surfaces", __name__, url_prefix="/r/<room_id>")


def register(app: Flask) -> None:
    app.register_blueprint(surfaces)
    app.add_url_rule("/healthz", "health", lambda: Response("ok", mimetype="text/plain"))
    app.jinja_env.filters["spaced"] = spaced


def spaced(code: str) -> str:
    """A room's code as it is read aloud."""
    return f"{code[:4]} {code[4:]}"


def find(room_id: str) -> RoomRow:
    room = hub().find(room=room_id)
    if room is None:
        abort(404, "room")
    return room


# --- the shells ---------------------------------------------------------------------------------------------------


@surfaces.get("/")
def phone(room_id: str) -> Response:
    room = find(room_id)
    caller = who(request, room, "phone")
    return _shell(room, "phone", caller) if caller else redirect(url_for("door.join", room_id=room.id))


@surfaces.get("/projector")
def projector(room_id: str) -> Response | tuple[str, int]:
    room = find(room_id)
    if room.brought:
        return redirect(url_for("packs.files", room_id=room.id))
    caller = who(request, room, "projector")
    return _shell(room, "projector", caller) if caller else (render_template("no_screen.html", room=room), 403)


@surfaces.get("/console")
def console(room_id: str) -> Response:
    room = find(room_id)
    if room.brought:
        return redirect(url_for("packs.files", room_id=room.id))
    caller = who(request, room, "console")
    if caller:
        return _shell(room, "console", caller)
    if current_user.is_authenticated:
        abort(403, "room")
    return to_sign_in()


def _shell(room: RoomRow, surface: Surface, caller: Caller) -> Response:
    """What a phone shows first is in its page: on a slow line every question more is a second."""
    first = in_page(look(hub(), room.id, caller)) if surface == "phone" else None
    html = render_template(
        "surface.html", room=room, page=_page(room, surface, caller), first=first, assets=files_of(room, surface)
    )
    response = make_response(html)
    return squeezed(request, response) if surface == "phone" else response


def files_of(room: RoomRow, surface: Surface) -> Assets | None:
    """The files of a surface, with those of the activity that is on."""
    state = hub().live(room.id).picture.state
    if state.block is None:
        return assets_of(surface, lang())
    kind, run = state.course.blocks[state.block].kind, state.runs.get(state.block)
    part = kinds()[kind].phone_file(run.state) if run and surface == "phone" else None
    return assets_of(surface, lang(), kind, part)


def _page(room: RoomRow, surface: Surface, caller: Caller) -> dict[str, Any]:
    """What the script of a surface must know before it has asked anything."""
    config, wanted = hub().config, request.args.get("host")
    page: dict[str, Any] = {
        "room": room.id,
        "as": surface,
        "lang": lang(),
        "base": path_of(room),
        **_ways_in(room, wanted),
        "qr": url_for("surfaces.qr", room_id=room.id, host=wanted if wanted in reachable(config) else None),
    }
    if caller.person:
        page["person"] = caller.person
    if surface == "console":
        page |= {"csrf": generate_csrf(), "addresses": reachable(config), "owner": owns(request, room)}
    if surface == "projector" and owns(request, room):
        page["pictures"] = True
    if request.args.get("theme") in THEMES:
        page["theme"] = request.args["theme"]
    return page


# --- the QR -------------------------------------------------------------------------------------------------------


@surfaces.get("/qr.svg")
def qr(room_id: str) -> Response:
    """The way in as a picture, for whoever is in already."""
    room = find(room_id)
    if not any(who(request, room, surface) for surface in SURFACES):
        abort(403)
    address = f"{base_url(hub().config, request.args.get('host'))}/j/{room.join_token}"
    return Response(as_qr(address), mimetype="image/svg+xml")


def as_qr(address: str) -> str:
    """An SVG picture. Dark on light in both themes: cameras need it so."""
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        picture, kind="svg", xmldecl=False, omitsize=True, border=4, dark="#1c1a17", light="#fff", nl=False
    )
    return picture.getvalue().decode()


@surfaces.post("/new-code")
def new_code(room_id: str) -> Response:
    """Another code and another QR, on every screen at once; the old ones lead nowhere from now on."""
    room = find(room_id)
    caller = who(request, room, "console")
    if caller is None:
        abort(403)
    hub().live(room.id).change_door(caller)
    return jsonify(**_ways_in(find(room.id), request.args.get("host")))


def _ways_in(room: RoomRow, wanted: str | None) -> dict[str, str]:
    base = base_url(hub().config, wanted)
    short = f"{base.split('://', 1)[1]}/{room.code}"
    return {"code": room.code, "join_url": f"{base}/j/{room.join_token}", "short_url": short}


# --- letting a projector in ---------------------------------------------------------------------------------------


@surfaces.post("/screen-link")
def screen_link(room_id: str) -> Response:
    room = find(room_id)
    must_facilitate(request, room)
    token = hub().write(lambda connection: people.new_screen_link(connection, room.id, now_ms()))
    path = url_for("surfaces.screen", room_id=room.id, token=token)
    return jsonify(url=base_url(hub().config, request.args.get("host")) + path, minutes=people.SCREEN_LINK_MS // 60_000)


@surfaces.route("/screen/<token>", methods=["GET", "POST"])
def screen(room_id: str, token: str) -> Response | str | tuple[str, int]:
    """Opening the link asks; only the press of the button uses it up, so that a preview of the link does no harm."""
    room = find(room_id)
    if request.method == "GET":
        if not people.screen_link_waits(hub().database, room.id, token, now_ms()):
            return render_template("no_screen.html", room=room, link_is_used=True), 410
        return render_template("screen.html", room=room)
    cookie = hub().write(lambda connection: people.open_screen(connection, room.id, token, now_ms()))
    if cookie is None:
        return render_template("no_screen.html", room=room, link_is_used=True), 410
    response = redirect(url_for("surfaces.projector", room_id=room.id), 303)
    set_cookie(response, SCREEN, cookie, max_age=SCREEN_S, path=path_of(room))
    return response
