"""The people of a room: what they are called and how they prove who they are. Names live here and in no log."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex
from sqlalchemy import Connection, Executable, bindparam, delete, insert, select, update

from workshop.store.database import Database
from workshop.store.prepared import Filled, Prepared, Statement
from workshop.store.tables import names, people, pseudonym_keys

_LOOKALIKES = str.maketrans(
    "асеорхуіјѕԁһӏкмтвнАСЕОРХУІЈЅКМТВНοαιρνκΑΒΕΖΗΙΚΜΝΟΡΤΥΧ0１1l|",
    "aceopxyijsdhlkmtbhaceopxyijskmtbhoaipvkabezhikmnoptyxoiiii",
)
_UNSEEN = regex.compile(r"[\s\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\u2800]+")


@dataclass(frozen=True)
class Seat:
    """A person's place in a room. ``ticket`` is shown once, for the cookie of their phone."""

    person: str
    name: str
    seat_code: str
    ticket: str | None = None


def new_ticket() -> str:
    """128 random bits."""
    return secrets.token_urlsafe(16)


def hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


@lru_cache(maxsize=2_048)
def look(name: str) -> str:
    """The name as the eye confuses it with others: width, case, invisible marks and look-alike letters folded.

    Letters are replaced before and after folding: a Greek ``Η`` looks like ``H``, the ``η`` it folds to like nothing.
    Kept, since everybody who comes back is compared with all who are there.
    """
    folded = unicodedata.normalize("NFKC", name).translate(_LOOKALIKES).casefold()
    return _UNSEEN.sub("", folded).translate(_LOOKALIKES)


def unlike(name: str, is_taken: Callable[[str], bool]) -> str:
    """The name, with a number behind it when somebody in the room already looks like that; asked by ``look``."""
    if not is_taken(look(name)):
        return name
    number = 2
    while is_taken(look(f"{name} {number}")):
        number += 1
    return f"{name} {number}"


_ADD_PERSON, _ADD_NAME = Prepared(people.insert()), Prepared(names.insert())


def take_seat(room: str, seat: Seat, now: int) -> list[Statement]:
    """What gives somebody a place, to be stored with the event that says they joined."""
    taken = {
        "room": room,
        "id": seat.person,
        "name": seat.name,
        "look": look(seat.name),
        "seat_code": seat.seat_code,
        "wrong_codes": 0,
        "ticket": hashed(seat.ticket) if seat.ticket else None,
        "joined_at": now,
    }
    return [Filled(_ADD_PERSON, taken), add_name(room, seat.person, 0, seat.name)]


def add_name(room: str, person: str, n: int, name: str) -> Statement:
    """One more name of this person; the log says which of them holds."""
    return Filled(_ADD_NAME, {"room": room, "person": person, "n": n, "name": name})


def be_called(room: str, person: str, name: str) -> Executable:
    """The name by which this person is found when they come back."""
    return update(people).where(people.c.room == room, people.c.id == person).values(name=name, look=look(name))


def forget(room: str, person: str) -> list[Executable]:
    """Name, ticket and seat code are gone; that somebody was there stays."""
    nobody = {"name": "", "look": f"\x1f{person}", "seat_code": "", "ticket": None}
    return [
        update(people).where(people.c.room == room, people.c.id == person).values(nobody),
        delete(names).where(names.c.room == room, names.c.person == person),
    ]


def make_key(room: str, block: str, key: bytes) -> Executable:
    return insert(pseudonym_keys).values(room=room, block=block, key=key)


def destroy_key(room: str, block: str) -> Executable:
    """With ``secure_delete`` the bytes are overwritten, not only forgotten."""
    return delete(pseudonym_keys).where(pseudonym_keys.c.room == room, pseudonym_keys.c.block == block)


@dataclass(frozen=True)
class Known:
    """What is known of the people of a room besides the log: their names by number, and their seat codes.

    ``called`` holds the name under which each is found when they come back.
    """

    names: dict[tuple[str, int], str]
    seat_codes: dict[str, str]
    called: dict[str, str]


def everybody(database: Database, room: str) -> Known:
    called = select(names.c.person, names.c.n, names.c.name).where(names.c.room == room)
    seated = select(people.c.id, people.c.name, people.c.seat_code).where(people.c.room == room)
    with database.reading.connect() as connection:
        by_number = {(row.person, row.n): row.name for row in connection.execute(called)}
        rows = connection.execute(seated.order_by(people.c.joined_at, people.c.id)).all()
    codes = {row.id: row.seat_code for row in rows if row.seat_code}
    return Known(by_number, codes, {row.id: row.name for row in rows if row.name})


def open_keys(database: Database, room: str) -> dict[str, bytes]:
    query = select(pseudonym_keys.c.block, pseudonym_keys.c.key).where(pseudonym_keys.c.room == room)
    with database.reading.connect() as connection:
        return {row.block: row.key for row in connection.execute(query)}


_HOLDER = select(people.c.id).where(people.c.ticket == bindparam("held"), people.c.room == bindparam("in_room"))
"""Made once: every request of a phone asks it."""


def holder(database: Database, room: str, ticket: str) -> str | None:
    """Who holds this ticket in this room."""
    with database.reading.connect() as connection:
        found: str | None = connection.execute(_HOLDER, {"held": hashed(ticket), "in_room": room}).scalar()
        return found


@dataclass(frozen=True)
class WrongCode:
    """The seat was not handed over; so many tries are left."""

    left: int


def return_to_seat(
    connection: Connection, room: str, name: str, seat_code: str, tries: int, sent_out: Sequence[str] = ()
) -> Seat | WrongCode | None:
    """Give the seat to the phone that knows its code; the phone that had it is signed out.

    None when nobody of that name is there any more. After ``tries`` wrong codes the seat opens only by the
    facilitator's hand.
    """
    where = (people.c.room == room) & (people.c.look == look(name)) & people.c.id.not_in(sent_out)
    columns = (people.c.id, people.c.name, people.c.seat_code, people.c.wrong_codes)
    row = connection.execute(select(*columns).where(where)).first()
    if row is None:
        return None
    if row.wrong_codes >= tries:
        return WrongCode(0)
    typed = unicodedata.normalize("NFKC", seat_code).strip()  # a Chinese keyboard writes １２３４
    if not secrets.compare_digest(row.seat_code.encode(), typed.encode(errors="replace")):
        connection.execute(update(people).where(where).values(wrong_codes=people.c.wrong_codes + 1))
        return WrongCode(tries - row.wrong_codes - 1)
    ticket = new_ticket()
    connection.execute(update(people).where(where).values(ticket=hashed(ticket), wrong_codes=0))
    return Seat(row.id, row.name, row.seat_code, ticket)
