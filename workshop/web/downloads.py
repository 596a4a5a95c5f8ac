"""The files a trainer takes home, made while the rooms go on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from flask import Blueprint, Flask, Response, abort, current_app
from flask_login import login_required

from workshop.core.report import RoomReport
from workshop.exports import Format, formats, name_of
from workshop.web.auth import current_user, hub
from workshop.web.jobs import Jobs
from workshop.web.language import _, lang, pick
from workshop.web.limits import too_often

downloads = Blueprint("downloads", __name__)


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
    room = hub().find(room=room_id)
    if form is None or room is None:
        abort(404)
    if room.owner != current_user.trainer.id:
        abort(403, "room")
    too_often("files", current_user.trainer.id)
    report = hub().report(room.id)
    jobs: Jobs = current_app.extensions["workshop.jobs"]
    content = jobs.make(room.id, _module(form), report, lang())
    response = current_app.response_class(content, mimetype=form.MEDIA_TYPE)
    response.headers["Content-Disposition"] = disposition(file_name(report, form), f"workshop-{room.code}.{extension}")
    return response


def file_name(report: RoomReport, form: Format) -> str:
    """The course, the day it was held, and what it is: ``目标与过程管理-20261123-数据.xlsx``."""
    held = datetime.fromtimestamp(report.opened / 1000, UTC) + timedelta(minutes=report.utc_offset_minutes)
    return f"{pick(report.course)}-{held:%Y%m%d}-{_(name_of(form))}.{form.EXTENSION}"


def disposition(name: str, plain_name: str) -> str:
    """RFC 6266: the real name for every present browser, a plain one for what cannot read it."""
    safe = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]+', " ", name).strip(" .")
    return f"attachment; filename=\"{plain_name}\"; filename*=UTF-8''{quote(safe, safe='')}"
