"""Rooms that were brought from another installation: a report to make files of, and nothing that goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, insert, select

from workshop.core.course import Agenda, Course, Words
from workshop.store import rooms
from workshop.store.database import Database
from workshop.store.tables import imports

BROUGHT: Final = "brought"
"""What the course and the agenda of such a room are called; there is nothing in them."""


@dataclass(frozen=True)
class Brought:
    """What a list shows of a report, and the report itself, checked and packed (see ``exports/_import.py``)."""

    title: str
    course: Words
    opened: int
    utc_offset_minutes: int
    people: int
    report: bytes


def bring(connection: Connection, owner: str, brought: Brought, now: int) -> str:
    """A new room that is over, with the day on which it was held; returns its id."""
    nothing = Agenda(id=BROUGHT, mode="full", title=brought.course, slots=())
    course = Course(id=BROUGHT, title=brought.course, modules=(), agendas=(nothing,), blocks={})
    clock = brought.utc_offset_minutes
    room = rooms.open_room(connection, owner, course, BROUGHT, brought.title, brought.opened, clock)
    connection.execute(rooms.end_room(room, now))
    connection.execute(rooms.set_joining(room, "closed"))
    connection.execute(insert(imports).values(room=room, people=brought.people, report=brought.report))
    return room


def packed_report(database: Database, room: str) -> bytes:
    """The report of a room that was brought; raises KeyError for any other."""
    with database.reading.connect() as connection:
        packed: bytes | None = connection.execute(select(imports.c.report).where(imports.c.room == room)).scalar()
    if packed is None:
        raise KeyError(room)
    return packed
