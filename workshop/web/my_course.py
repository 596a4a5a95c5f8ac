"""My course: what one person wrote, found out and was told, on a page of their own, by their ticket and nobody else's.

A page without a socket: it is there as long as the ticket is, also after the course is over.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from flask import Blueprint, Flask, Response, abort, make_response, redirect, render_template, request, url_for
from icalendar import Alarm, Calendar, Event
from werkzeug import Response as AnyResponse

from workshop.core.course import Words
from workshop.core.report import BlockReport, Fact, Label, Record, RoomReport, Text
from workshop.store.rooms import RoomRow
from workshop.web.auth import hub, who
from workshop.web.downloads import attached, file_name, made
from workshop.web.language import _, pick
from workshop.web.limits import too_often
from workshop.web.pages import find
from workshop.web.snapshots import squeezed

REMIND_AT: Final = dt.timedelta(hours=9)
"""When on the day of a plan its owner is reminded."""

mine = Blueprint("mine", __name__, url_prefix="/r/<room_id>")


@dataclass(frozen=True)
class Reminder:
    """A day that somebody set for themselves, with what they want to have done by then."""

    uid: str
    day: dt.date
    title: str
    lines: tuple[str, ...]
    written: int


def register(app: Flask) -> None:
    app.register_blueprint(mine)
    app.jinja_env.filters["told"] = told
    app.jinja_env.filters["asked"] = asked


@mine.get("/mine")
def page(room_id: str) -> AnyResponse:
    room = find(room_id)
    person = _person(room)
    report = _own(room, person)
    if person is None or report is None:
        return redirect(url_for("door.join", room_id=room.id))
    days = [(day, list(blocks)) for day, blocks in groupby(report.blocks, key=lambda block: block.day)]
    name = hub().live(room.id).picture.people[person].name
    html = render_template(
        "my_course.html", room=room, report=report, days=days, name=name, reminders=reminders(room, report)
    )
    return _private(squeezed(request, make_response(html)))


@mine.get("/mine.ics")
def calendar(room_id: str) -> Response:
    """The days of one's plan for one's own calendar. The same plan gives the same bytes."""
    room = find(room_id)
    report = _own(room, _person(room))
    if report is None:
        abort(403)
    found = reminders(room, report)
    if not found:
        abort(404)
    response = make_response(as_calendar(found))
    response.mimetype = "text/calendar"
    response.headers["Content-Disposition"] = 'attachment; filename="plan.ics"'
    return _private(response)


@mine.get("/mine.pdf")
def handbook(room_id: str) -> Response:
    """All of it as a document; for nobody but the holder of the ticket."""
    room = find(room_id)
    person = _person(room)
    report = _own(room, person)
    if report is None:
        abort(403)
    whose = f"{room.id} {person}"
    content = made(room, "pdf", report, who=whose, turn=whose)
    return _private(attached(content, "application/pdf", file_name(report, _("My course"), "pdf"), room))


def _person(room: RoomRow) -> str | None:
    caller = who(request, room, "phone")
    return caller.person if caller else None


def _own(room: RoomRow, person: str | None) -> RoomReport | None:
    """None for whoever holds no ticket, and for whoever was not let in yet."""
    if person is None or hub().live(room.id).state.members[person].waits:
        return None
    too_often("own pages", (room.id, person))
    return hub().own_report(room.id, person)


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def asked(facts: Iterable[Fact]) -> list[tuple[Text, list[Text]]]:
    """What was asked, once, with all that was answered to it."""
    by_label = groupby(facts, key=lambda fact: fact.label)
    return [(label, [fact.value for fact in answered]) for label, answered in by_label]


def told(text: Text) -> str:
    """A text of a report in the reader's language."""
    match text:
        case Words():
            return pick(text)
        case Label():
            return _(text.text, **text.facts)
        case str():
            return text


# --- reminders ----------------------------------------------------------------------------------------------------


def reminders(room: RoomRow, report: RoomReport) -> list[Reminder]:
    """Every day that stands in the reader's own sheets."""
    found = []
    for block in report.blocks:
        records = [record for section in block.report.sections for record in section.records]
        found += [r for nth, record in enumerate(records) if (r := _reminder(room, block, record, nth))]
    return found


def _reminder(room: RoomRow, block: BlockReport, record: Record, nth: int) -> Reminder | None:
    """The record's day, if it has one; ``nth`` tells it from the others of its block."""
    due = next((str(fact.value) for fact in record.facts if fact.role == "due" and isinstance(fact.value, str)), "")
    try:
        day = dt.date.fromisoformat(due)
    except ValueError:
        return None
    lines = tuple(
        _("{name}: {value}", name=told(fact.label), value=told(fact.value))
        for fact in record.facts
        if fact.role != "due"
    )
    whose = f"{room.id} {block.block} {record.team} {nth} {_person(room)}"
    uid = hashlib.blake2b(whose.encode(), digest_size=12).hexdigest()
    return Reminder(uid, day, pick(block.title), lines, record.minute or room.opened_at)


def as_calendar(found: list[Reminder]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Workshop//My course//")
    calendar.add("version", "2.0")
    for one in found:
        event = Event()
        event.add("uid", f"{one.uid}@workshop")
        event.add("dtstamp", dt.datetime.fromtimestamp(one.written // 1000, dt.UTC))
        event.add("dtstart", one.day)
        event.add("summary", one.title)
        event.add("description", "\n".join(one.lines))
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", one.title)
        alarm.add("trigger", REMIND_AT)
        event.add_component(alarm)
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
