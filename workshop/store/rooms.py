"""The list of rooms: who opened them, how people find them, what course they copied."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Executable, Select, bindparam, delete, exists, func, insert, select, update

from workshop.core.course import Course, Words
from workshop.store.database import Database
from workshop.store.tables import imports, old_codes, people, rooms

CODES_REST_MS: Final = 30 * 24 * 3_600_000
"""How long a code that was dropped is not given to another room."""


@dataclass(frozen=True)
class RoomRow:
    """A room as lists show it. Times in milliseconds since 1970."""

    id: str
    owner: str
    title: str
    code: str
    join_token: str
    course_title: Words
    agenda: str
    opened_at: int
    utc_offset_minutes: int
    ended_at: int | None
    joining: str
    rehearsal: bool
    people: int
    brought: bool
    """Whether it is the report of another installation, and nothing in it can go on."""

    @property
    def answers_to_code(self) -> bool:
        """Whether the typed code leads here. While nobody may join it is answered like a code that no room has."""
        return self.ended_at is None and self.joining != "closed"


def new_code() -> str:
    """Eight digits: no input method has to be switched on a Chinese phone, and guessing takes days."""
    return f"{secrets.randbelow(90_000_000) + 10_000_000}"


def new_join_token() -> str:
    """What the QR holds: 128 random bits."""
    return secrets.token_urlsafe(16)


def free_code(connection: Connection, now: int) -> str:
    """A code that no room has, ended or not, and that none had lately: an old slip of paper leads nobody astray."""
    resting = old_codes.c.dropped_at > now - CODES_REST_MS
    code = new_code()
    while (
        connection.execute(select(rooms.c.id).where(rooms.c.code == code)).first()
        or connection.execute(select(old_codes.c.code).where(old_codes.c.code == code, resting)).first()
    ):
        code = new_code()
    return code


def open_room(
    connection: Connection, owner: str, course: Course, agenda: str, title: str, now: int, utc_offset_minutes: int
) -> str:
    """A new room with a copy of the course; returns its id."""
    room = secrets.token_hex(5)
    connection.execute(
        insert(rooms).values(
            id=room,
            owner=owner,
            title=title,
            code=free_code(connection, now),
            join_token=new_join_token(),
            course_title=course.title.model_dump_json(),
            course=course.model_dump_json(),
            agenda=agenda,
            opened_at=now,
            utc_offset_minutes=utc_offset_minutes,
        )
    )
    return room


def mark_rehearsal(room: str) -> Executable:
    """The statement that says, for good, that the people of the room are simulated."""
    return update(rooms).where(rooms.c.id == room).values(rehearsal=True)


def end_room(room: str, at: int | None) -> Executable:
    """The statement that lists the room as ended (None: as open again), to be stored with the event that says so."""
    return update(rooms).where(rooms.c.id == room).values(ended_at=at)


def set_joining(room: str, to: str) -> Executable:
    """The statement that lists who may come in, to be stored with the event that says so."""
    return update(rooms).where(rooms.c.id == room).values(joining=to)


def change_door(room: str, old_code: str, code: str, join_token: str, now: int) -> list[Executable]:
    """The statements that give the room another code and QR, to be stored with the event that says so."""
    changed = update(rooms).where(rooms.c.id == room).values(code=code, join_token=join_token)
    return [changed, *_lay_aside(old_code, now)]


def _lay_aside(code: str, now: int) -> list[Executable]:
    rested = delete(old_codes).where(old_codes.c.dropped_at <= now - CODES_REST_MS)
    return [rested, insert(old_codes).values(code=code, dropped_at=now)]


def delete_room(connection: Connection, room: str, now: int) -> None:
    """Everything that the room ever held. Its code rests like any other that was dropped."""
    code = connection.execute(select(rooms.c.code).where(rooms.c.id == room)).scalar()
    if code is not None:
        connection.execute(delete(rooms).where(rooms.c.id == room))
        for statement in _lay_aside(code, now):
            connection.execute(statement)


_COLUMNS = (
    rooms.c.id, rooms.c.owner, rooms.c.title, rooms.c.code, rooms.c.join_token, rooms.c.agenda, rooms.c.opened_at,
    rooms.c.utc_offset_minutes, rooms.c.ended_at, rooms.c.joining, rooms.c.rehearsal, rooms.c.course_title,
    func.coalesce(
        select(imports.c.people).where(imports.c.room == rooms.c.id).scalar_subquery(),
        select(func.count()).where(people.c.room == rooms.c.id).scalar_subquery(),
    ).label("people"),
    exists().where(imports.c.room == rooms.c.id).label("brought"),
)  # fmt: skip
_BY_ID, _BY_CODE, _BY_TOKEN = (
    select(*_COLUMNS).where(column == bindparam("value")) for column in (rooms.c.id, rooms.c.code, rooms.c.join_token)
)
"""Made once: every request asks one of them, and making a query costs more than its answer."""


def _rows(database: Database, query: Select[tuple[object, ...]], **given: str) -> list[RoomRow]:
    with database.reading.connect() as connection:
        return [
            RoomRow(**{**row, "course_title": Words.model_validate_json(row["course_title"])})
            for row in connection.execute(query, given).mappings()
        ]


def rooms_of(database: Database, owner: str) -> list[RoomRow]:
    """A trainer's rooms, the newest first."""
    return _rows(database, select(*_COLUMNS).where(rooms.c.owner == owner).order_by(rooms.c.opened_at.desc()))


def find(
    database: Database, *, room: str | None = None, code: str | None = None, token: str | None = None
) -> RoomRow | None:
    """The room with this id, code or join token."""
    if room is not None:
        found = _rows(database, _BY_ID, value=room)
    elif code is not None:
        found = _rows(database, _BY_CODE, value=code)
    else:
        found = _rows(database, _BY_TOKEN, value=token or "")
    return found[0] if found else None


def course_of(database: Database, room: str) -> tuple[Course, str]:
    """The course as it was when the room opened, and the agenda; raises KeyError for a room that is not there."""
    with database.reading.connect() as connection:
        row = connection.execute(select(rooms.c.course, rooms.c.agenda).where(rooms.c.id == room)).first()
    if row is None:
        raise KeyError(room)
    return Course.model_validate_json(row.course), row.agenda
