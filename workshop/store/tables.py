"""The tables. A new kind of activity never needs another one."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

trainers = Table(
    "trainers",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", String(128), nullable=False, unique=True),
    Column("password", Text, nullable=False),  # argon2id hash
    Column("created_at", BigInteger, nullable=False),
    Column("left_at", BigInteger),  # somebody who left signs in no more; their rooms stay
)

trainer_links = Table(
    "trainer_links",
    metadata,
    Column("link", LargeBinary(32), primary_key=True),  # SHA-256 of a one-time link
    Column("trainer", ForeignKey("trainers.id", ondelete="CASCADE")),  # whose password it sets; empty: a new trainer
    Column("made_by", ForeignKey("trainers.id", ondelete="CASCADE")),  # empty: made at the server's own keyboard
    Column("created_at", BigInteger, nullable=False),
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("token", LargeBinary(32), primary_key=True),  # SHA-256 of what the cookie holds
    Column("trainer", ForeignKey("trainers.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("device", Text),  # what the browser says it is, so that its owner can tell the sessions apart
)

rooms = Table(
    "rooms",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("owner", ForeignKey("trainers.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("code", String(8), nullable=False, unique=True),
    Column("join_token", String(32), nullable=False, unique=True),
    Column("course_title", Text, nullable=False),  # both languages, JSON: lists need not read the whole course
    Column("course", Text, nullable=False),  # the course as it was when the room opened, JSON
    Column("agenda", String(64), nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("utc_offset_minutes", Integer, nullable=False, server_default="0"),
    Column("ended_at", BigInteger),
    Column("joining", String(8), nullable=False, server_default="open"),  # as the log says, for who knocks by a code
    Column("seq", BigInteger, nullable=False, server_default="0"),  # head of this room's log
    Column("rehearsal", Boolean, nullable=False, server_default=false()),  # its people are simulated
)

events = Table(
    "events",
    metadata,
    Column("room", ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("block", String(64)),
    Column("data", LargeBinary, nullable=False),  # the event as JSON, with its type
    Column("at", BigInteger),  # left out in anonymous blocks, where the minute could tell who wrote
    Column("deed", BigInteger),  # what a facilitator did at once: the seq of its first event
    Column("cause", String(80)),  # and the type of the command that did it; "undo:12" takes deed 12 back
)

answers = Table(
    "answers",
    metadata,
    Column("room", ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True),
    Column("actor", String(40), primary_key=True),
    Column("command", String(64), primary_key=True),
    Column("body", LargeBinary(16), nullable=False),  # hash of the command: one id never names two wishes
    Column("answer", LargeBinary, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("room", ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True),
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("look", Text, nullable=False),  # the name as the eye confuses it; unique in a room
    Column("seat_code", String(4), nullable=False),
    Column("wrong_codes", Integer, nullable=False, server_default="0"),
    Column("ticket", LargeBinary(32)),  # SHA-256 of what the phone's cookie holds; empty for somebody without a phone
    Column("joined_at", BigInteger, nullable=False),
    Index("ix_people_look", "room", "look", unique=True),
    Index("ix_people_ticket", "ticket"),
)

names = Table(
    "names",
    metadata,
    Column("room", ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True),
    Column("person", String(16), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),  # the log says which of them holds
    Column("name", Text, nullable=False),
)

seat_links = Table(
    "seat_links",
    metadata,
    Column("link", LargeBinary(32), primary_key=True),  # SHA-256 of a one-time link
    Column("room", ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False),
    Column("person", String(16), nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

co_facilitators = Table(
    "co_facilitators",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("room", ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("link", LargeBinary(32), nullable=False, unique=True),  # SHA-256 of a one-time link
    Column("cookie", LargeBinary(32), unique=True),  # SHA-256 of the cookie of the device that opened it
    Column("created_at", BigInteger, nullable=False),
    Column("opened_at", BigInteger),
)

brands = Table(
    "brands",
    metadata,
    Column("room", ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True),
    Column("client", Text, nullable=False),
    Column("colour", String(7), nullable=False),  # #rrggbb
    Column("logo", LargeBinary),  # a PNG of our own making
)

result_links = Table(
    "result_links",
    metadata,
    Column("link", LargeBinary(32), primary_key=True),  # SHA-256 of what was shared
    Column("room", ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
)

imports = Table(
    "imports",
    metadata,
    Column("room", ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True),
    Column("people", Integer, nullable=False),
    Column("report", LargeBinary, nullable=False),  # the data for machines of another installation, packed
)

old_codes = Table(
    "old_codes",
    metadata,
    Column("code", String(8), primary_key=True),  # not given to another room for a while
    Column("dropped_at", BigInteger, nullable=False),
)

pseudonym_keys = Table(
    "pseudonym_keys",
    metadata,
    Column("room", ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True),
    Column("block", String(64), primary_key=True),
    Column("key", LargeBinary(32), nullable=False),
)

screens = Table(
    "screens",
    metadata,
    Column("link", LargeBinary(32), primary_key=True),  # SHA-256 of a one-time projector link
    Column("room", ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("cookie", LargeBinary(32)),  # SHA-256 of the cookie of the screen that opened it
)
