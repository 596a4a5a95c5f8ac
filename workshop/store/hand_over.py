"""A seat goes to another phone, or to the first phone of somebody who had none: by a link that works once.

Only the SHA-256 of a link is stored. Every ``now`` is milliseconds since 1970.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from sqlalchemy import Connection, delete, insert, or_, select, update

from workshop.store.database import Database
from workshop.store.people import new_token
from workshop.store.seats import Seat, hashed, new_ticket
from workshop.store.tables import people, seat_links

LINK_MS: Final = 15 * 60_000
"""How long a link waits: the person stands before the facilitator."""


def new_link(connection: Connection, room: str, person: str, now: int) -> str:
    """A link to this person's seat; an earlier one stops working."""
    theirs = (seat_links.c.room == room) & (seat_links.c.person == person)
    connection.execute(delete(seat_links).where(or_(theirs, seat_links.c.created_at <= now - LINK_MS)))
    token = new_token()
    connection.execute(insert(seat_links).values(link=hashed(token), room=room, person=person, created_at=now))
    return token


def whose_link(database: Database, room: str, token: str, now: int) -> str | None:
    """Whose seat the link leads to; None for one that is used or too old."""
    with database.reading.connect() as connection:
        return _whose(connection, room, token, now)


def _whose(connection: Connection, room: str, token: str, now: int) -> str | None:
    query = select(seat_links.c.person).where(
        seat_links.c.room == room, seat_links.c.link == hashed(token), seat_links.c.created_at > now - LINK_MS
    )
    person: str | None = connection.execute(query).scalar()
    return person


def hand_over(connection: Connection, room: str, token: str, now: int, seated: Container[str]) -> Seat | None:
    """The seat with a fresh ticket; the one before is worth nothing, and wrong seat codes are forgotten.

    None for a link that is used or too old, and for somebody who is not ``seated`` any more.
    """
    person = _whose(connection, room, token, now)
    if person is None or person not in seated:
        return None
    connection.execute(delete(seat_links).where(seat_links.c.link == hashed(token)))
    theirs = (people.c.room == room) & (people.c.id == person)
    row = connection.execute(select(people.c.name, people.c.seat_code).where(theirs)).first()
    if row is None:
        return None
    ticket = new_ticket()
    connection.execute(update(people).where(theirs).values(ticket=hashed(ticket), wrong_codes=0))
    return Seat(person, row.name, row.seat_code, ticket)
