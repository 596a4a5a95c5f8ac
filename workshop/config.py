"""What the environment decides, read once at start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

FREEZES: Final = {"eventlet": "psycopg", "gevent": "psycopg2"}
"""The engines of the event loop, and the database driver that would stop each for as long as a query takes."""


class Misconfigured(Exception):
    """The environment asks for something that cannot be; the message is one line for the maintainer."""


@dataclass(frozen=True)
class Limits:
    """How much of anything one person, one socket or one room may use. Times in seconds."""

    frame_bytes: int = 16_384
    json_depth: int = 64
    body_bytes: int = 65_536
    commands_a_post: int = 10
    room_people: int = 1_000
    room_events: int = 200_000
    waiting_commands: int = 2_000
    name_characters: int = 24
    title_characters: int = 120
    socket_packets: int = 64
    malformed_frames: int = 5
    sockets_a_person: int = 5
    note_burst: int = 60
    notes_a_minute: int = 20
    moves_a_second: int = 5
    move_burst: int = 20
    wrong_codes_a_minute: int = 20
    wrong_codes_an_hour: int = 100
    wrong_codes_everywhere_a_minute: int = 300
    wrong_seat_codes: int = 5
    sign_in_tries: int = 5
    sign_in_window_s: int = 900
    idle_session_s: int = 12 * 3600
    session_s: int = 72 * 3600
    idle_room_s: int = 3600
    disk_low_mb: int = 500
    disk_alarm_mb: int = 100


@dataclass(frozen=True)
class Config:
    """Where the server listens, where it keeps its data, and under which address people reach it."""

    host: str = "0.0.0.0"
    port: int = 8000
    data_dir: Path = Path("data")
    public_url: str | None = None
    database_url: str | None = None
    secret_key: str | None = None
    courses_dir: Path | None = None
    utc_offset_minutes: int | None = None
    limits: Limits = Limits()

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'workshop.db'}"


def from_environment(environ: Mapping[str, str] = os.environ) -> Config:
    """Raises ``Misconfigured`` for what cannot be, such as a port that is none or an address no phone could open."""
    public_url = environ.get("PUBLIC_URL", "").rstrip("/") or None
    if public_url and not public_url.startswith(("http://", "https://")):
        raise Misconfigured("PUBLIC_URL must start with http:// or https://")
    try:
        port = int(environ.get("PORT", "8000"))
    except ValueError:
        raise Misconfigured("PORT must be a number") from None
    if not 0 < port < 65_536:
        raise Misconfigured("PORT must be between 1 and 65535")
    secret = environ.get("SECRET_KEY") or None
    if secret and len(secret) < 32:
        raise Misconfigured("SECRET_KEY must have at least 32 characters")
    _check_engine(environ.get("WORKSHOP_ASYNC", "eventlet"), environ.get("DATABASE_URL"))
    courses = environ.get("COURSES_DIR")
    return Config(
        host=environ.get("HOST", "0.0.0.0"),
        port=port,
        data_dir=Path(environ.get("DATA_DIR", "data")),
        public_url=public_url,
        database_url=environ.get("DATABASE_URL") or None,
        secret_key=secret,
        courses_dir=Path(courses) if courses else None,
    )


def _check_engine(engine: str, database_url: str | None) -> None:
    if engine not in FREEZES:
        raise Misconfigured(f"WORKSHOP_ASYNC must be one of {', '.join(FREEZES)}")
    try:
        driver = make_url(database_url).get_driver_name() if database_url else None
    except ArgumentError:
        raise Misconfigured("DATABASE_URL cannot be read") from None
    if driver == FREEZES[engine]:
        other = next(name for name in FREEZES if name != engine)
        raise Misconfigured(f"DATABASE_URL: {driver} would freeze {engine}; set WORKSHOP_ASYNC={other}")
