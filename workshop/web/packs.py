"""The pack of a room on the desk: every file by what it is for, what stands on it, and the results as a page to share.

The page of results opens for whoever has its link, until its time is over or the trainer takes it back. It shows what
the client's report shows.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Flask, abort, make_response, redirect, render_template, request, url_for
from flask_login import login_required
from PIL import Image, UnidentifiedImageError
from werkzeug import Response
from werkzeug.exceptions import TooManyRequests

from workshop.core.errors import Refused
from workshop.eventloop import in_thread
from workshop.exports._brand import ACCENT, is_colour
from workshop.exports._document import outline
from workshop.exports._pen import Pen
from workshop.exports._picture import boards
from workshop.exports._wall import title as whose_board
from workshop.rooms.clock import now_ms
from workshop.store import packs as stored
from workshop.store.rooms import RoomRow
from workshop.web.addresses import base_url
from workshop.web.auth import hub
from workshop.web.desk import me, mine, room_title
from workshop.web.downloads import TEAM_FILES, File, offered, report_of
from workshop.web.handouts import printable
from workshop.web.language import because, lang
from workshop.web.limits import address, too_often, tries
from workshop.web.snapshots import squeezed

DAYS: Final = (1, 7, 30, 90)
"""For how long results can be shared."""
LOGO_KB: Final = 48
"""The logo as it is uploaded; a whole request holds no more than 64 KB."""
LOGO_PIXELS: Final = 4_000_000
LOGO_SIDE: Final = 800
"""The longer side of the logo as it is kept."""
DOCUMENTS: Final = ("docx", "pdf", "pptx")

packs = Blueprint("packs", __name__)


@dataclass(frozen=True)
class Wall:
    """A board that can be taken home as a picture."""

    block: str
    number: int
    title: str


def register(app: Flask) -> None:
    app.register_blueprint(packs)


@packs.get("/rooms/<room_id>/files")
@login_required
def files(room_id: str) -> Response:
    return _page(mine(room_id))


def _page(room: RoomRow, link: str | None = None, problem: str | None = None) -> Response:
    report = report_of(room)
    pen = Pen(report, lang())
    named = {block.block: pen.text(block.title) for block in report.blocks}
    teams = hub().live(room.id).picture.state.teams.values()
    html = render_template(
        "files.html",
        trainer=me(),
        room=room,
        kinds=_kinds(),
        teams=[(team.id, pen.team(team.label)) for team in sorted(teams, key=lambda team: team.number)],
        team_files=TEAM_FILES,
        walls=[
            Wall(block, number, f"{named[block]} · {whose_board(board, pen)}")
            for block, number, board in boards(report)
        ],
        **printable(room),
        brand=stored.brand_of(hub().database, room.id),
        accent=ACCENT,
        shared=stored.shared(hub().database, room.id, now_ms()),
        days=DAYS,
        logo_kb=LOGO_KB,
        link=link,
        problem=problem,
    )
    return make_response(html, 422 if problem else 200)


def _kinds() -> tuple[list[File], list[File], list[File]]:
    """All at once, documents for people, data for programs."""
    known = offered()
    documents = [file for file in known if file.extension in DOCUMENTS]
    data = [file for file in known if file.extension not in (*DOCUMENTS, "zip")]
    return [file for file in known if file.extension == "zip"], documents, data


# --- what stands on the pack --------------------------------------------------------------------------------------


@packs.post("/rooms/<room_id>/brand")
@login_required
def brand(room_id: str) -> Response:
    room = mine(room_id)
    old = stored.brand_of(hub().database, room.id)
    try:
        new = stored.Brand(_client(), _colour(), None if request.form.get("no_logo") else _logo(old.logo))
    except Refused as refused:
        return _page(room, problem=because(refused))
    hub().write(lambda connection: stored.set_brand(connection, room.id, new))
    return redirect(url_for("packs.files", room_id=room.id), 303)


def _client() -> str:
    return room_title(request.form.get("client", ""), hub().config.limits.title_characters)


def _colour() -> str:
    colour = request.form.get("colour", "").strip()
    if colour and not is_colour(colour):
        raise Refused("brand/colour")
    return colour


def _logo(old: bytes | None) -> bytes | None:
    """The logo that came along, drawn anew, else the one before."""
    came = request.files.get("logo")
    data = came.read() if came else b""
    if not data:
        return old
    if len(data) > LOGO_KB * 1024:
        raise Refused("brand/logo_large", most=LOGO_KB)
    return in_thread(_drawn_anew, data)


def _drawn_anew(data: bytes) -> bytes:
    """A PNG of our own making: nothing but the picture is kept of what came."""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > LOGO_PIXELS:
                raise Refused("brand/logo_pixels", most=LOGO_PIXELS // 1_000_000)
            kept = image.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Refused("brand/logo_unreadable") from None
    kept.thumbnail((LOGO_SIDE, LOGO_SIDE))
    target = io.BytesIO()
    kept.save(target, "PNG", optimize=True)
    return target.getvalue()


# --- results to share ---------------------------------------------------------------------------------------------


@packs.post("/rooms/<room_id>/share")
@login_required
def share(room_id: str) -> Response:
    room = mine(room_id)
    days = request.form.get("days", type=int)
    if days not in DAYS:
        abort(400)
    token = hub().write(lambda connection: stored.share(connection, room.id, days, now_ms()))
    path = url_for("packs.results", room_id=room.id, token=token)
    return _page(room, link=base_url(hub().config, request.args.get("host")) + path)


@packs.post("/rooms/<room_id>/share/<link>/revoke")
@login_required
def revoke(room_id: str, link: str) -> Response:
    room = mine(room_id)
    hub().write(lambda connection: stored.revoke(connection, room.id, link))
    return redirect(url_for("packs.files", room_id=room.id), 303)


@packs.get("/r/<room_id>/results/<token>")
def results(room_id: str, token: str) -> Response:
    if wait_s := tries().link_wait_s(address()):
        raise TooManyRequests(retry_after=wait_s)
    too_often("results", address())
    room = hub().find(room=room_id)
    ends_at = stored.opens(hub().database, room_id, token, now_ms())
    if room is None or ends_at is None:
        tries().wrong_link(address())
        return make_response(render_template("results_over.html"), 410)
    report = report_of(room)
    pen = Pen(report, lang())
    whole = in_thread(outline, report, pen)
    client = stored.brand_of(hub().database, room.id).client
    html = render_template("results.html", whole=whole, client=client, until=pen.date(ends_at))
    response = squeezed(request, make_response(html))
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
