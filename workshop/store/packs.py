"""What stands on the pack of a room, and the links under which its results are shared for a time.

Only the SHA-256 of a link is stored. Every ``now`` is milliseconds since 1970.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from workshop.store.database import Database
from workshop.store.people import new_token
from workshop.store.seats import hashed
from workshop.store.tables import brands, result_links

DAY_MS: Final = 24 * 3_600_000


@dataclass(frozen=True)
class Brand:
    """The client's name, a colour (``#rrggbb``) and a PNG; empty where the trainer chose nothing."""

    client: str = ""
    colour: str = ""
    logo: bytes | None = None


@dataclass(frozen=True)
class Shared:
    """A link that still opens. ``id`` names it without opening it."""

    id: str
    created_at: int
    ends_at: int


def brand_of(database: Database, room: str) -> Brand:
    with database.reading.connect() as connection:
        row = connection.execute(select(brands).where(brands.c.room == room)).first()
    return Brand(row.client, row.colour, row.logo) if row else Brand()


def set_brand(connection: Connection, room: str, brand: Brand) -> None:
    connection.execute(delete(brands).where(brands.c.room == room))
    connection.execute(insert(brands).values(room=room, client=brand.client, colour=brand.colour, logo=brand.logo))


def share(connection: Connection, room: str, days: int, now: int) -> str:
    """A new link, told once; links whose time is over are forgotten."""
    connection.execute(delete(result_links).where(result_links.c.ends_at <= now))
    token = new_token()
    connection.execute(
        insert(result_links).values(link=hashed(token), room=room, created_at=now, ends_at=now + days * DAY_MS)
    )
    return token


def shared(database: Database, room: str, now: int) -> list[Shared]:
    """The links that open now, the newest first."""
    query = select(result_links).where(result_links.c.room == room, result_links.c.ends_at > now)
    with database.reading.connect() as connection:
        rows = connection.execute(query.order_by(result_links.c.created_at.desc(), result_links.c.link))
        return [Shared(row.link.hex(), row.created_at, row.ends_at) for row in rows]


def opens(database: Database, room: str, token: str, now: int) -> int | None:
    """Until when the link opens the results of this room; None for one that does not."""
    query = select(result_links.c.ends_at).where(
        result_links.c.room == room, result_links.c.link == hashed(token), result_links.c.ends_at > now
    )
    with database.reading.connect() as connection:
        ends_at: int | None = connection.execute(query).scalar()
    return ends_at


def revoke(connection: Connection, room: str, link: str) -> None:
    """Takes a link back, by its ``id``."""
    try:
        known = bytes.fromhex(link)
    except ValueError:
        return
    connection.execute(delete(result_links).where(result_links.c.room == room, result_links.c.link == known))
