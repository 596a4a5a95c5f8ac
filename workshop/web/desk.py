"""The trainer's desk: the rooms as a table one can scan, a new room in two clicks, the courses as day plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from itertools import groupby
from pathlib import Path
from typing import Final

from flask import Blueprint, Flask, abort, redirect, render_template, request, url_for
from flask_login import login_required
from werkzeug import Response

from workshop.core.course import Agenda, Course, Words
from workshop.core.errors import Refused
from workshop.core.said import TooLong, one_line
from workshop.courses import loader
from workshop.eventloop import in_thread
from workshop.rooms.kinds import missing
from workshop.store.people import Trainer
from workshop.store.rooms import RoomRow
from workshop.web.auth import current_user, hub
from workshop.web.cookies import over_tls
from workshop.web.downloads import offered
from workshop.web.language import _, because, pick

BYTES_A_CHARACTER: Final = 32
"""A family of emoji has 25."""

desk = Blueprint("desk", __name__)


@dataclass(frozen=True)
class Line:
    """One line of a day plan. ``runs`` says whether this version can run the block."""

    at: str
    minutes: float
    title: Words
    kind: str
    module: Words | None
    runs: bool


@dataclass(frozen=True)
class Plan:
    """An agenda as the desk shows it, its lines by day."""

    course: Course
    agenda: Agenda
    days: tuple[tuple[Line, ...], ...]

    @property
    def choice(self) -> str:
        return f"{self.course.id}/{self.agenda.id}"

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for day in self.days for line in day)

    @property
    def minutes(self) -> float:
        return sum(line.minutes for line in self.lines)

    @property
    def not_yet(self) -> int:
        return sum(not line.runs for line in self.lines)


def register(app: Flask) -> None:
    app.register_blueprint(desk)
    app.jinja_env.filters.update(opened=opened, duration=duration, kind_name=kind_name)


def me() -> Trainer:
    trainer: Trainer = current_user.trainer
    return trainer


# --- rooms --------------------------------------------------------------------------------------------------------


@desk.get("/")
def home() -> str:
    """The desk for a trainer; for everybody else one field for the code they were told."""
    if not current_user.is_authenticated:
        return render_template("code.html")
    rooms = hub().rooms_of(me().id)
    return render_template("desk.html", trainer=me(), rooms=rooms, files=offered(), open_to_all=can_be_overheard())


def can_be_overheard() -> bool:
    """Whether passwords and notes go through the air as they are; on the trainer's own machine there is no air."""
    return not over_tls() and request.host.partition(":")[0] not in ("localhost", "127.0.0.1", "[")


@desk.route("/rooms/new", methods=["GET", "POST"])
@login_required
def new_room() -> Response | str | tuple[str, int]:
    plans = in_thread(_plans, hub().config.courses_dir)
    chosen = _chosen(plans, request.values.get("choice"))
    if request.method == "GET":
        return render_template("new_room.html", trainer=me(), plans=plans, chosen=chosen, title=_title_for(chosen))
    if chosen is None:
        abort(404)
    typed, rehearsal = request.form.get("title", ""), request.form.get("rehearsal") == "yes"
    try:
        title = room_title(typed, hub().config.limits.title_characters) or _title_for(chosen)
    except Refused as refused:
        page = render_template(
            "new_room.html", trainer=me(), plans=plans, chosen=chosen, title=typed, rehearsal=rehearsal,
            problem=because(refused),
        )  # fmt: skip
        return page, 422
    room = hub().open_room(me().id, chosen.course, chosen.agenda.id, title, rehearsal=rehearsal)
    return redirect(url_for("surfaces.console", room_id=room.id), 303)


def _chosen(plans: list[Plan], choice: str | None) -> Plan | None:
    if choice is None:
        return plans[0] if plans else None
    return next((plan for plan in plans if plan.choice == choice), None)


def _title_for(plan: Plan | None) -> str:
    return f"{pick(plan.course.title)} · {_today():%m-%d}" if plan else ""


def _today() -> datetime:
    offset = hub().config.utc_offset_minutes
    return datetime.now(UTC).astimezone(None if offset is None else timezone(timedelta(minutes=offset)))


def room_title(typed: str, longest: int) -> str:
    """The title on one line, empty when nothing was typed; raises ``Refused``."""
    try:
        return one_line(typed, longest, BYTES_A_CHARACTER * longest)
    except TooLong:
        raise Refused("desk/title_long", longest=longest) from None
    except ValueError:
        raise Refused("text/unreadable") from None


@desk.route("/rooms/<room_id>/end", methods=["GET", "POST"])
@login_required
def end_room(room_id: str) -> Response | str:
    room = mine(room_id)
    if request.method == "GET":
        return render_template("end_room.html", trainer=me(), room=room)
    if room.ended_at is None:
        hub().live(room.id).facilitate(me().id, "room/end")
    return redirect("/", 303)


@desk.route("/rooms/<room_id>/delete", methods=["GET", "POST"])
@login_required
def delete_room(room_id: str) -> Response | str:
    room = mine(room_id)
    if request.method == "GET":
        return render_template("delete_room.html", trainer=me(), room=room, files=offered())
    hub().delete_room(room.id)
    return redirect("/", 303)


def mine(room_id: str) -> RoomRow:
    """The trainer's own room; somebody else's is answered like one that is not there."""
    room = hub().look_up(room_id)
    if room is None or room.owner != me().id:
        abort(404, "room")
    return room


# --- courses ------------------------------------------------------------------------------------------------------


@desk.get("/courses")
@login_required
def courses() -> str:
    folder = hub().config.courses_dir
    plans = in_thread(_plans, folder)
    by_course = [(course, list(of_it)) for course, of_it in groupby(plans, key=lambda plan: plan.course)]
    broken = in_thread(loader.broken, folder)
    return render_template("courses.html", trainer=me(), courses=by_course, broken=broken)


@desk.get("/courses/<slug>/<agenda_id>")
@login_required
def day_plan(slug: str, agenda_id: str) -> str:
    plans = [plan for plan in in_thread(_plans, hub().config.courses_dir) if plan.course.id == slug]
    plan = next((plan for plan in plans if plan.agenda.id == agenda_id), None)
    if plan is None:
        abort(404)
    return render_template("day_plan.html", trainer=me(), plan=plan, plans=plans)


def _plans(extra: Path | None) -> list[Plan]:
    """Every agenda of every course that can be read. Slow the first time: the packs are read and checked."""
    courses = [loader.load(pack.slug, extra) for pack in loader.available(extra)]
    return [Plan(course, agenda, tuple(_days(course, agenda))) for course in courses for agenda in course.agendas]


def _days(course: Course, agenda: Agenda) -> Iterator[tuple[Line, ...]]:
    modules = {module.id: module.title for module in course.modules}
    for _day, slots in groupby(agenda.slots, key=lambda slot: slot.day):
        lines = []
        for slot in slots:
            block = course.blocks[slot.block]
            module = modules.get(block.module)
            lines.append(Line(slot.at or "", slot.minutes, block.title, block.kind, module, not missing(block)))
        yield tuple(lines)


# --- as the desk writes it ----------------------------------------------------------------------------------------


def opened(room: RoomRow) -> datetime:
    """When the room was opened, by the clock on its wall."""
    return datetime.fromtimestamp(room.opened_at / 1000, timezone(timedelta(minutes=room.utc_offset_minutes)))


def duration(minutes: float) -> str:
    """Minutes up to an hour and a half, then hours."""
    return _("{n} h", n=f"{minutes / 60:.2g}") if minutes > 90 else _("{n} min", n=f"{minutes:g}")


def kind_name(kind: str) -> str:
    """What an activity of this kind is called; its own name for a kind that came later than this page."""
    match kind:
        case "slide":
            return _("Slide pages")
        case "board":
            return _("Board of notes")
        case "sort":
            return _("Sorting")
        case "quiz":
            return _("Self-test")
        case "form":
            return _("Worksheet")
        case "rounds":
            return _("Practice rounds")
        case _:
            return kind
