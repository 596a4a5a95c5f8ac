"""The files a trainer takes home, made while the rooms go on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import quote

from flask import Blueprint, Flask, Response, abort, current_app, request
from flask_login import login_required

from workshop.core.report import BlockReport, BoardPicture, Reader, Report, RoomReport, Section
from workshop.eventloop import in_thread
from workshop.exports import Format, formats, name_of
from workshop.exports._brand import Branding
from workshop.exports._handouts import Handout
from workshop.exports._import import unpacked
from workshop.exports._pen import Pen
from workshop.exports._picture import NARROWEST, WIDEST, boards
from workshop.store import packs
from workshop.store.imports import packed_report
from workshop.store.rooms import RoomRow
from workshop.web.auth import current_user, hub
from workshop.web.jobs import Jobs
from workshop.web.language import _, lang, pick
from workshop.web.limits import too_often

downloads = Blueprint("downloads", __name__)
TEAM_FILES: Final = ("pdf", "docx")
BOARD_PIXELS: Final = 1920


@dataclass(frozen=True)
class File:
    """A format as the desk offers it."""

    extension: str
    title: str


def register(app: Flask) -> None:
    app.register_blueprint(downloads)
    app.extensions["workshop.jobs"] = Jobs(app.extensions["workshop.hub"].config.limits)


def offered() -> list[File]:
    return [File(extension, _(form.TITLE)) for extension, form in _by_extension().items()]


def _by_extension() -> dict[str, Format]:
    """All at once first, then the workbook: it opens in the office programs as it is meant."""
    first = ("zip", "xlsx")
    ordered = sorted(
        formats().values(), key=lambda form: first.index(form.EXTENSION) if form.EXTENSION in first else len(first)
    )
    return {form.EXTENSION: form for form in ordered}


def _module(form: Format) -> str:
    return next(name for name, known in formats().items() if known is form)


@downloads.get("/r/<room_id>/export.<extension>")
@login_required
def export(room_id: str, extension: str) -> Response:
    """At any time, also of a room that is still running."""
    form = _by_extension().get(extension)
    room = owned(room_id)
    if form is None:
        abort(404)
    report = report_of(room)
    content = made(room, _module(form), report, who=current_user.trainer.id)
    return attached(content, form.MEDIA_TYPE, file_name(report, _(name_of(form)), extension), room)


@downloads.get("/r/<room_id>/team/<team>.<extension>")
@login_required
def of_team(room_id: str, team: str, extension: str) -> Response:
    """What a team takes home: what everybody may see, and what only its members saw."""
    form = _by_extension().get(extension) if extension in TEAM_FILES else None
    room = owned(room_id)
    known = hub().live(room.id).picture.state.teams.get(team)
    if form is None or known is None:
        abort(404)
    report = hub().report(room.id, Reader("team", team))
    content = made(room, _module(form), report, who=current_user.trainer.id)
    return attached(content, form.MEDIA_TYPE, file_name(report, Pen(report, lang()).team(known.label), extension), room)


@downloads.get("/r/<room_id>/board/<block>/<int:number>.<extension>")
@login_required
def board(room_id: str, block: str, number: int, extension: str) -> Response:
    """One board as it hangs, ``?wide=`` pixels wide."""
    room = owned(room_id)
    report = report_of(room)
    found = next((one for name, at, one in boards(report) if (name, at) == (block, number)), None)
    return _picture(room, report, block, found, number, extension)


@downloads.get("/r/<room_id>/board/<block>.<extension>")
@downloads.get("/r/<room_id>/board/<block>/of/<owner>.<extension>")
@login_required
def board_on_the_wall(room_id: str, block: str, extension: str, owner: str | None = None) -> Response:
    """The board that hangs on the wall: the room's, or that of the team or person everybody looks at."""
    room = owned(room_id)
    report, whose = report_of(room), _label(room, owner)
    hung = [(at, one) for name, at, one in boards(report) if name == block]
    number, found = next(((at, one) for at, one in hung if owner is None or one.owner == whose), (0, None))
    return _picture(room, report, block, found, number, extension)


def _label(room: RoomRow, owner: str | None) -> str | None:
    """What a report calls this team or person; an id that nobody has stands for itself, and no board is called so."""
    picture = hub().live(room.id).picture
    if owner is None:
        return None
    if owner in picture.state.teams:
        return picture.state.teams[owner].label
    return picture.people[owner].name if owner in picture.people else owner


def _picture(
    room: RoomRow, report: RoomReport, block: str, found: BoardPicture | None, number: int, extension: str
) -> Response:
    wide = request.args.get("wide", BOARD_PIXELS, type=int)
    if found is None or extension not in ("png", "svg") or not NARROWEST <= wide <= WIDEST:
        abort(404)
    title = next(pick(one.title) for one in report.blocks if one.block == block)
    alone = replace(report, blocks=tuple(_only(found, one) for one in report.blocks if one.block == block))
    content = made(room, f"board-{wide}.{extension}", alone, who=current_user.trainer.id)
    media = "image/png" if extension == "png" else "image/svg+xml"
    return attached(content, media, file_name(report, f"{title} {number}", extension), room)


def report_of(room: RoomRow) -> RoomReport:
    """The client's report of a room, also of one that was brought."""
    if room.brought:
        return in_thread(unpacked, packed_report(hub().database, room.id))
    return hub().report(room.id)


def _only(board: BoardPicture, block: BlockReport) -> BlockReport:
    return replace(block, report=Report((Section(block.title, boards=(board,)),)))


def owned(room_id: str) -> RoomRow:
    room = hub().find(room=room_id)
    if room is None:
        abort(404)
    if room.owner != current_user.trainer.id:
        abort(403, "room")
    return room


def made(room: RoomRow, form: str, report: RoomReport | Handout, who: str, turn: str = "") -> bytes:
    """The file with the brand of the room, when it is the turn of the room, or of ``turn``.

    Raises ``Refused``, and 429 for somebody who asks too often.
    """
    too_often("files", who)
    jobs: Jobs = current_app.extensions["workshop.jobs"]
    kept = packs.brand_of(hub().database, room.id)
    return jobs.make(turn or room.id, form, report, lang(), Branding(kept.client, kept.logo, kept.colour))


def attached(content: bytes, media: str, name: str, room: RoomRow) -> Response:
    response = current_app.response_class(content, mimetype=media)
    plain = f"workshop-{room.code}.{name.rpartition('.')[2]}"
    response.headers["Content-Disposition"] = disposition(name, plain)
    return response


def file_name(report: RoomReport, what: str, extension: str) -> str:
    """The course, the day it was held, and what it is: ``目标与过程管理-20261123-数据.xlsx``."""
    held = datetime.fromtimestamp(report.opened / 1000, UTC) + timedelta(minutes=report.utc_offset_minutes)
    return f"{pick(report.course)}-{held:%Y%m%d}-{what}.{extension}"


def disposition(name: str, plain_name: str) -> str:
    """RFC 6266: the real name for every present browser, a plain one for what cannot read it."""
    safe = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]+', " ", name).strip(" .")
    return f"attachment; filename=\"{plain_name}\"; filename*=UTF-8''{quote(safe, safe='')}"
