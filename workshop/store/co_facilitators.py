"""Who helps to facilitate one room: invited by a link that works once, bound to the device that opened it.

Only SHA-256 of links and cookies is stored. Revoking deletes the row, so that nothing stands behind the cookie any
more when its holder asks again. Every ``now`` is milliseconds since 1970.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select, update

from workshop.core.errors import Refused
from workshop.store.database import Database
from workshop.store.people import new_token
from workshop.store.seats import hashed
from workshop.store.tables import co_facilitators as table

LINK_MS: Final = 24 * 3_600_000
"""How long a link waits to be opened."""

FACILITATES_MS: Final = 72 * 3_600_000
"""How long a device facilitates after that: as long as a trainer's session at most."""

A_ROOM: Final = 20


@dataclass(frozen=True)
class CoFacilitator:
    """Somebody who may help, with the name the owner gave them; ``opened_at`` is None while their link waits."""

    id: str
    name: str
    created_at: int
    opened_at: int | None


def invite(connection: Connection, room: str, name: str, now: int) -> tuple[str, str]:
    """Their id and the link; raises ``Refused`` when the room has as many as it can have."""
    forget_old(connection, now)
    there = select(func.count()).select_from(table).where(table.c.room == room)
    if connection.execute(there).scalar_one() >= A_ROOM:
        raise Refused("room/helpers_full", most=A_ROOM)
    id_, token = secrets.token_hex(8), new_token()
    connection.execute(insert(table).values(id=id_, room=room, name=name, link=hashed(token), created_at=now))
    return id_, token


def of_room(database: Database, room: str, now: int) -> list[CoFacilitator]:
    """Everybody who facilitates or is invited, in the order of their invitations."""
    columns = (table.c.id, table.c.name, table.c.created_at, table.c.opened_at)
    query = select(*columns).where(table.c.room == room, _counts(now)).order_by(table.c.created_at, table.c.id)
    with database.reading.connect() as connection:
        return [CoFacilitator(*row) for row in connection.execute(query)]


def link_waits(database: Database, room: str, token: str, now: int) -> bool:
    with database.reading.connect() as connection:
        return connection.execute(select(table.c.id).where(_waiting(room, token, now))).first() is not None


def open_link(connection: Connection, room: str, token: str, now: int) -> str | None:
    """Binds the link to one device; returns what goes into its cookie, None for a link that is used or too old."""
    cookie = new_token()
    opened = connection.execute(
        update(table).where(_waiting(room, token, now)).values(cookie=hashed(cookie), opened_at=now)
    )
    return cookie if opened.rowcount == 1 else None


def holder(database: Database, room: str, cookie: str, now: int) -> str | None:
    """Who facilitates this room with this cookie."""
    query = select(table.c.id).where(
        table.c.room == room, table.c.cookie == hashed(cookie), table.c.opened_at > now - FACILITATES_MS
    )
    with database.reading.connect() as connection:
        found: str | None = connection.execute(query).scalar()
        return found


def forget_old(connection: Connection, now: int) -> None:
    """End those whose time is over, and the links that nobody opened."""
    connection.execute(delete(table).where(~_counts(now)))


def revoke(connection: Connection, room: str, id_: str) -> list[bytes]:
    """They facilitate no more, or their link is dead; returns the hashed cookies that ended."""
    theirs = and_(table.c.room == room, table.c.id == id_)
    cookies = connection.execute(select(table.c.cookie).where(theirs)).scalars().all()
    connection.execute(delete(table).where(theirs))
    return [cookie for cookie in cookies if cookie is not None]


def _counts(now: int) -> ColumnElement[bool]:
    return or_(
        and_(table.c.opened_at.is_(None), table.c.created_at > now - LINK_MS),
        and_(table.c.opened_at.is_not(None), table.c.opened_at > now - FACILITATES_MS),
    )


def _waiting(room: str, token: str, now: int) -> ColumnElement[bool]:
    unopened = and_(table.c.cookie.is_(None), table.c.created_at > now - LINK_MS)
    return and_(table.c.room == room, table.c.link == hashed(token), unopened)
