"""Who may facilitate, who is signed in on which device, and which screens may show a room.

Cookies and links hold 128 random bits. Only their SHA-256 is stored, so a copy of the file opens nothing.
Every ``now`` is milliseconds since 1970.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import ColumnElement, Connection, and_, delete, exists, insert, or_, select, update

from workshop.config import Limits
from workshop.core.errors import Refused
from workshop.eventloop import Few, in_thread
from workshop.store.database import Database
from workshop.store.seats import hashed
from workshop.store.tables import screens, staff_sessions, trainers

SHORTEST_PASSWORD: Final = 12
LONGEST_PASSWORD: Final = 128
LONGEST_NAME: Final = 40
LONGEST_NAME_BYTES: Final = 128

SEEN_EVERY_MS: Final = 5 * 60_000
"""How stale "last seen" may grow before it is written again: an idle limit of hours needs no write a request."""

LONGEST_DEVICE: Final = 300

SCREEN_LINK_MS: Final = 3_600_000
"""How long a link for a projector waits to be opened."""

SCREEN_MS: Final = 72 * 3_600_000
"""How long a projector shows a room by a link: as long as a trainer's session at most."""

SCREENS_A_ROOM: Final = 20

_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # OWASP's second choice: 56 ms
_HASHES: Final = Few(2)
"""Each takes 19 MB and a thread that others wait for."""


@dataclass(frozen=True)
class Trainer:
    """Somebody with a password. ``name`` is what they sign in with and what their rooms show as the owner."""

    id: str
    name: str


@dataclass(frozen=True)
class StaffSession:
    """A trainer on one device."""

    trainer: Trainer
    seen_at: int


def new_token() -> str:
    return secrets.token_urlsafe(16)


# --- trainers -----------------------------------------------------------------------------------------------------


def any_trainer(database: Database) -> bool:
    with database.reading.connect() as connection:
        return _any_trainer(connection)


def _any_trainer(connection: Connection) -> bool:
    return bool(connection.execute(select(exists().select_from(trainers))).scalar())


def add_first_trainer(connection: Connection, name: str, password_hash: str, now: int) -> Trainer:
    """Raises ``Refused`` when somebody else was faster."""
    if _any_trainer(connection):
        raise Refused("desk/set_up_already")
    trainer = Trainer(secrets.token_hex(8), name)
    connection.execute(insert(trainers).values(id=trainer.id, name=name, password=password_hash, created_at=now))
    return trainer


def check_password_choice(password: str, name: str) -> None:
    """Raises ``Refused`` for a password that is quickly guessed."""
    if len(password) < SHORTEST_PASSWORD:
        raise Refused("desk/password_short", shortest=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise Refused("desk/password_long", longest=LONGEST_PASSWORD)
    if len(set(password)) < 5 or password.casefold() in (name.casefold() * LONGEST_PASSWORD):
        raise Refused("desk/password_easy")


def hash_password(password: str) -> str:
    """The argon2id hash; takes some 50 ms in a thread of its own."""
    with _HASHES:
        return in_thread(_HASHER.hash, _typed(password))


def sign_in(database: Database, name: str, password: str) -> Trainer | None:
    """The trainer with this name and password. An unknown name costs as much time as a wrong password, and so does the
    name of somebody who left."""
    with database.reading.connect() as connection:
        here = trainers.c.left_at.is_(None)
        row = connection.execute(select(trainers).where(trainers.c.name == name, here)).first()
    with _HASHES:
        kept = row.password if row else in_thread(_nobodys_password)
        right = in_thread(_is_right, kept, _typed(password))
    return Trainer(row.id, row.name) if row and right else None


def _typed(password: str) -> str:
    """One spelling for what different keyboards make of the same keys."""
    return unicodedata.normalize("NFC", password)


def _is_right(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _nobodys_password() -> str:
    return _HASHER.hash(secrets.token_urlsafe(32))


# --- staff sessions -----------------------------------------------------------------------------------------------


def start_session(connection: Connection, trainer: str, now: int, limits: Limits, device: str = "") -> str:
    """A new session; returns what goes into the cookie. Clears away the sessions that are over.

    ``device`` is what the browser says it is.
    """
    forget_old_sessions(connection, now, limits)
    token = new_token()
    row = {"token": hashed(token), "trainer": trainer, "device": device[:LONGEST_DEVICE]}
    connection.execute(insert(staff_sessions).values(**row, created_at=now, seen_at=now))
    return token


def forget_old_sessions(connection: Connection, now: int, limits: Limits) -> None:
    """End the sessions that were idle too long or are too old."""
    connection.execute(
        delete(staff_sessions).where(
            or_(
                staff_sessions.c.seen_at <= now - limits.idle_session_s * 1000,
                staff_sessions.c.created_at <= now - limits.session_s * 1000,
            )
        )
    )


def session_of(database: Database, token: str, now: int, limits: Limits) -> StaffSession | None:
    """The session this cookie belongs to, unless it was idle too long, is too old, or its trainer left."""
    query = (
        select(trainers.c.id, trainers.c.name, staff_sessions.c.seen_at)
        .join(trainers, trainers.c.id == staff_sessions.c.trainer)
        .where(
            staff_sessions.c.token == hashed(token),
            staff_sessions.c.seen_at > now - limits.idle_session_s * 1000,
            staff_sessions.c.created_at > now - limits.session_s * 1000,
            trainers.c.left_at.is_(None),
        )
    )
    with database.reading.connect() as connection:
        row = connection.execute(query).first()
    return StaffSession(Trainer(row.id, row.name), row.seen_at) if row else None


def see_session(connection: Connection, token: str, now: int) -> None:
    connection.execute(update(staff_sessions).where(staff_sessions.c.token == hashed(token)).values(seen_at=now))


def end_session(connection: Connection, token: str) -> None:
    connection.execute(delete(staff_sessions).where(staff_sessions.c.token == hashed(token)))


# --- screens ------------------------------------------------------------------------------------------------------


def new_screen_link(connection: Connection, room: str, now: int) -> str:
    """A link that the first device to open it may show the room's wall with. The oldest screens make place."""
    forget_old_screens(connection, now)
    newest = (
        select(screens.c.link)
        .where(screens.c.room == room)
        .order_by(screens.c.created_at.desc())
        .limit(SCREENS_A_ROOM - 1)
    )
    connection.execute(delete(screens).where(screens.c.room == room, screens.c.link.not_in(newest)))
    token = new_token()
    connection.execute(insert(screens).values(link=hashed(token), room=room, created_at=now))
    return token


def screen_link_waits(database: Database, room: str, token: str, now: int) -> bool:
    """Whether the link can still be opened."""
    query = select(screens.c.link).where(
        screens.c.room == room,
        screens.c.link == hashed(token),
        screens.c.cookie.is_(None),
        screens.c.created_at > now - SCREEN_LINK_MS,
    )
    with database.reading.connect() as connection:
        return connection.execute(query).first() is not None


def open_screen(connection: Connection, room: str, token: str, now: int) -> str | None:
    """Binds the link to one device; returns what goes into its cookie, None for a link opened before or too old."""
    cookie = new_token()
    opened = connection.execute(
        update(screens)
        .where(
            screens.c.room == room,
            screens.c.link == hashed(token),
            screens.c.cookie.is_(None),
            screens.c.created_at > now - SCREEN_LINK_MS,
        )
        .values(cookie=hashed(cookie))
    )
    return cookie if opened.rowcount == 1 else None


def forget_old_screens(connection: Connection, now: int) -> None:
    """End the screens that were opened too long ago, and the links that nobody opened."""
    waits = and_(screens.c.cookie.is_(None), screens.c.created_at > now - SCREEN_LINK_MS)
    connection.execute(delete(screens).where(~or_(waits, _shows(now))))


def is_screen(database: Database, room: str, cookie: str, now: int) -> bool:
    query = select(screens.c.link).where(screens.c.room == room, screens.c.cookie == hashed(cookie), _shows(now))
    with database.reading.connect() as connection:
        return connection.execute(query).first() is not None


def _shows(now: int) -> ColumnElement[bool]:
    return and_(screens.c.cookie.is_not(None), screens.c.created_at > now - SCREEN_MS)
