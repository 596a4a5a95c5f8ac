"""The trainers of this server among themselves: who there is, who is invited, who needs a new password, who left.

A link holds 128 random bits, works once, and only its SHA-256 is stored. Every ``now`` is milliseconds since 1970.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, exists, func, insert, or_, select, update

from workshop.config import Limits
from workshop.core.errors import Refused
from workshop.store.database import Database
from workshop.store.people import Trainer, new_token
from workshop.store.seats import hashed
from workshop.store.tables import rooms, staff_sessions, trainer_links, trainers

INVITATION_MS: Final = 72 * 3_600_000
"""How long somebody who is invited may take to come."""

PASSWORD_LINK_MS: Final = 24 * 3_600_000
"""How long a link waits that sets a new password for somebody who forgot theirs."""

INVITATIONS: Final = 20
"""So many may wait at once."""


@dataclass(frozen=True)
class Colleague:
    """A trainer as the others see them. Times in milliseconds since 1970."""

    id: str
    name: str
    created_at: int
    left_at: int | None
    rooms: int


@dataclass(frozen=True)
class Invitation:
    """A link that still waits to be opened. ``id`` names it and opens nothing."""

    id: str
    made_by: str | None
    created_at: int


# --- who there is -------------------------------------------------------------------------------------------------


def colleagues(database: Database) -> list[Colleague]:
    """Every trainer by name, those who left behind those who are here."""
    of_theirs = select(func.count()).where(rooms.c.owner == trainers.c.id).scalar_subquery().label("rooms")
    columns = (trainers.c.id, trainers.c.name, trainers.c.created_at, trainers.c.left_at, of_theirs)
    query = select(*columns).order_by(trainers.c.left_at.is_not(None), trainers.c.name)
    with database.reading.connect() as connection:
        return [Colleague(*row) for row in connection.execute(query)]


def _must_be_here(connection: Connection, *wanted: str) -> None:
    """Raises ``Refused`` when one of them left or never was: whoever asks may have been sent away meanwhile."""
    query = select(func.count()).select_from(trainers).where(trainers.c.id.in_(wanted), trainers.c.left_at.is_(None))
    if connection.execute(query).scalar_one() != len(set(wanted)):
        raise Refused("desk/no_such_trainer")


# --- coming -------------------------------------------------------------------------------------------------------


def invite(connection: Connection, made_by: str, now: int) -> str:
    """A link with which one more trainer comes in; raises ``Refused`` while too many wait."""
    _must_be_here(connection, made_by)
    connection.execute(delete(trainer_links).where(~_waits(now)))
    waiting = select(func.count()).select_from(trainer_links).where(trainer_links.c.trainer.is_(None))
    if connection.execute(waiting).scalar_one() >= INVITATIONS:
        raise Refused("desk/invitations_full", most=INVITATIONS)
    return _new_link(connection, None, made_by, now)


def invitations(database: Database, now: int) -> list[Invitation]:
    """The invitations that nobody has used yet, the oldest first."""
    columns = (trainer_links.c.link, trainers.c.name, trainer_links.c.created_at)
    query = (
        select(*columns)
        .outerjoin(trainers, trainers.c.id == trainer_links.c.made_by)
        .where(trainer_links.c.trainer.is_(None), _waits(now))
        .order_by(trainer_links.c.created_at)
    )
    with database.reading.connect() as connection:
        return [Invitation(row.link.hex(), row.name, row.created_at) for row in connection.execute(query)]


def revoke_invitation(connection: Connection, invitation: str) -> None:
    """Nothing happens for one that is not there: it was used, or somebody else was faster."""
    try:
        link = bytes.fromhex(invitation)
    except ValueError:
        return
    connection.execute(delete(trainer_links).where(trainer_links.c.link == link, trainer_links.c.trainer.is_(None)))


def invitation_waits(database: Database, token: str, now: int) -> bool:
    with database.reading.connect() as connection:
        return connection.execute(_waiting(token, now).where(trainer_links.c.trainer.is_(None))).first() is not None


def accept(connection: Connection, token: str, name: str, password_hash: str, now: int) -> Trainer | None:
    """The trainer who came with this link; None for a link that is used or too old. Raises ``Refused`` for the name."""
    link = _waiting(token, now).where(trainer_links.c.trainer.is_(None))
    if connection.execute(link).first() is None:
        return None
    if connection.execute(select(exists().where(trainers.c.name == name))).scalar():
        raise Refused("desk/name_taken")
    connection.execute(delete(trainer_links).where(trainer_links.c.link == hashed(token)))
    trainer = Trainer(secrets.token_hex(8), name)
    connection.execute(insert(trainers).values(id=trainer.id, name=name, password=password_hash, created_at=now))
    return trainer


# --- a new password -----------------------------------------------------------------------------------------------


def new_password_link(connection: Connection, trainer: str, made_by: str | None, now: int) -> str:
    """A link with which this trainer sets a new password; an earlier one stops working. ``made_by`` None: the server's
    own keyboard. Raises ``Refused`` for somebody who is not here, and for oneself: that asks for the old password."""
    if trainer == made_by:
        raise Refused("desk/not_yourself")
    _must_be_here(connection, trainer, *filter(None, [made_by]))
    connection.execute(delete(trainer_links).where(or_(trainer_links.c.trainer == trainer, ~_waits(now))))
    return _new_link(connection, trainer, made_by, now)


def whose_password(database: Database, token: str, now: int) -> Trainer | None:
    """Whose password this link sets; None for a link that is used or too old."""
    with database.reading.connect() as connection:
        return _whose_password(connection, token, now)


def _whose_password(connection: Connection, token: str, now: int) -> Trainer | None:
    query = (
        select(trainers.c.id, trainers.c.name)
        .join(trainer_links, trainer_links.c.trainer == trainers.c.id)
        .where(trainer_links.c.link == hashed(token), _waits(now), trainers.c.left_at.is_(None))
    )
    row = connection.execute(query).first()
    return Trainer(row.id, row.name) if row else None


def set_password(
    connection: Connection, token: str, password_hash: str, now: int
) -> tuple[Trainer, list[bytes]] | None:
    """The trainer with their new password and the sessions that ended; None for a link that is used or too old."""
    trainer = _whose_password(connection, token, now)
    return (trainer, change_password(connection, trainer.id, password_hash)) if trainer else None


def change_password(connection: Connection, trainer: str, password_hash: str, but: str | None = None) -> list[bytes]:
    """Ends every session but that with the token ``but``, and every link; returns the hashes of what ended."""
    _must_be_here(connection, trainer)
    connection.execute(update(trainers).where(trainers.c.id == trainer).values(password=password_hash))
    connection.execute(delete(trainer_links).where(trainer_links.c.trainer == trainer))
    return end_sessions(connection, trainer, but=but)


# --- sessions -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Device:
    """A session as its owner tells it from the others. ``id`` names it and opens nothing."""

    id: str
    device: str
    created_at: int
    seen_at: int


def devices(database: Database, trainer: str, now: int, limits: Limits) -> list[Device]:
    """The sessions of a trainer that are alive, the one seen last first."""
    columns = (
        staff_sessions.c.token, staff_sessions.c.device, staff_sessions.c.created_at, staff_sessions.c.seen_at,
    )  # fmt: skip
    query = (
        select(*columns)
        .where(
            staff_sessions.c.trainer == trainer,
            staff_sessions.c.seen_at > now - limits.idle_session_s * 1000,
            staff_sessions.c.created_at > now - limits.session_s * 1000,
        )
        .order_by(staff_sessions.c.seen_at.desc(), staff_sessions.c.created_at.desc())
    )
    with database.reading.connect() as connection:
        return [Device(row.token.hex(), row.device or "", *row[2:]) for row in connection.execute(query)]


def end_sessions(
    connection: Connection, trainer: str, *, only: str | None = None, but: str | None = None
) -> list[bytes]:
    """Ends the sessions of a trainer: all, ``only`` the one with this id, all ``but`` the one with this token."""
    where = staff_sessions.c.trainer == trainer
    if but is not None:
        where &= staff_sessions.c.token != hashed(but)
    tokens: Sequence[bytes] = connection.execute(select(staff_sessions.c.token).where(where)).scalars().all()
    ended = [token for token in tokens if only is None or token.hex() == only]
    connection.execute(delete(staff_sessions).where(staff_sessions.c.token.in_(ended)))
    return ended


# --- leaving ------------------------------------------------------------------------------------------------------


def leave(connection: Connection, trainer: str, by: str, now: int) -> list[bytes]:
    """A trainer signs in no more, their links are dead; returns the sessions that ended. Their rooms stay.

    Nobody sends themselves away, and only somebody who is here sends others: so one always remains.
    """
    if trainer == by:
        raise Refused("desk/not_yourself")
    _must_be_here(connection, by, trainer)
    connection.execute(update(trainers).where(trainers.c.id == trainer).values(left_at=now))
    theirs = or_(trainer_links.c.trainer == trainer, trainer_links.c.made_by == trainer)
    connection.execute(delete(trainer_links).where(theirs))
    return end_sessions(connection, trainer)


def bring_back(connection: Connection, trainer: str, by: str) -> None:
    """A trainer who left signs in again, with the password they had."""
    _must_be_here(connection, by)
    connection.execute(update(trainers).where(trainers.c.id == trainer).values(left_at=None))


def take_over(connection: Connection, room: str, by: str) -> None:
    """A room whose trainer left belongs to another from now on; raises ``Refused`` when its trainer is here."""
    left = select(trainers.c.id).where(trainers.c.left_at.is_not(None))
    _must_be_here(connection, by)
    taken = connection.execute(update(rooms).where(rooms.c.id == room, rooms.c.owner.in_(left)).values(owner=by))
    if taken.rowcount != 1:
        raise Refused("desk/room_not_left")


# --- links --------------------------------------------------------------------------------------------------------


def _new_link(connection: Connection, trainer: str | None, made_by: str | None, now: int) -> str:
    token = new_token()
    connection.execute(
        insert(trainer_links).values(link=hashed(token), trainer=trainer, made_by=made_by, created_at=now)
    )
    return token


def _waits(now: int) -> ColumnElement[bool]:
    made = trainer_links.c.created_at
    return or_(
        and_(trainer_links.c.trainer.is_(None), made > now - INVITATION_MS),
        and_(trainer_links.c.trainer.is_not(None), made > now - PASSWORD_LINK_MS),
    )


def _waiting(token: str, now: int) -> Select[tuple[bytes]]:
    return select(trainer_links.c.link).where(trainer_links.c.link == hashed(token), _waits(now))
