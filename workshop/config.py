"""What the environment decides, read once at start."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Final

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

Network = IPv4Network | IPv6Network

FREEZES: Final = {"eventlet": "psycopg", "gevent": "psycopg2"}
"""The engines of the event loop, and the database driver that would stop each for as long as a query takes."""

LIMIT_PREFIX: Final = "WORKSHOP_LIMIT_"
TABLE_BEGINS: Final = "<!-- limits: written by `run.py protocol` -->"
TABLE_ENDS: Final = "<!-- end of limits -->"
SHORTEST_SECRET: Final = 32
_EXAMPLES: Final = ("secret", "change", "example", "default", "password", "your", "insecure", "placeholder")
_DEBUG: Final = ("FLASK_DEBUG", "WERKZEUG_DEBUG_PIN", "PYTHONINSPECT")
_OFF: Final = ("", "0", "false", "no", "off")
LOG_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")


class Misconfigured(Exception):
    """The environment asks for something that cannot be; the message is one line for the maintainer."""


# --- limits -------------------------------------------------------------------------------------------------------


def _limit(start: int, unit: str, why: str, *, least: int = 1, most: int = 10**9) -> Any:
    """A limit with its start value; ``least`` and ``most`` say what a maintainer may choose instead."""
    return field(default=start, metadata={"unit": unit, "why": why, "least": least, "most": most})


@dataclass(frozen=True)
class Limits:
    """How much of anything one person, one socket, one address or one room may use.

    Each can be set in the environment: ``WORKSHOP_LIMIT_FRAME_BYTES=32768``.
    """

    # what comes in
    frame_bytes: int = _limit(
        16_384,
        "bytes",
        "one message of a socket; four times the longest note with all its escapes",
        least=1_024,
        most=65_536,
    )
    json_depth: int = _limit(8, "levels", "commands are flat; 600 levels broke the fan-out", least=4, most=64)
    json_integer: int = _limit(
        10**15, "as a number", "a whole number from here on is not exact in every browser", most=2**53
    )
    body_bytes: int = _limit(65_536, "bytes", "one HTTP request but an import", least=4_096, most=2**20)
    import_bytes: int = _limit(
        10 * 2**20,
        "bytes",
        "the data of a room from another installation; a full hall's are 1 MB",
        least=2**20,
        most=2**25,
    )
    commands_a_post: int = _limit(
        10, "commands", "a phone sends its queue in tens, so each answer comes soon", most=100
    )

    # what people write
    text_characters: int = _limit(500, "characters as read", "the longest note that a wall can show")
    text_code_points: int = _limit(2_000, "code points", "one emoji of a family is a single character of seven")
    text_bytes: int = _limit(6_144, "bytes of UTF-8", "the same emoji has 25 bytes", most=16_384)
    text_lines: int = _limit(20, "lines", "a card of 10,000 empty lines hides all others")
    name_characters: int = _limit(24, "characters as read", "a name tag", most=60)
    name_bytes: int = _limit(128, "bytes of UTF-8", "24 characters can carry any number of marks", most=1_024)
    title_characters: int = _limit(120, "characters as read", "one line of the desk", most=500)

    # how fast people may go
    note_burst: int = _limit(60, "texts a person", "a phone that comes back flushes its queue")
    notes_a_minute: int = _limit(20, "texts a minute a person", "after the burst; nobody writes faster")
    move_burst: int = _limit(20, "taps a person", "dots placed and taken back in a hurry")
    moves_a_second: int = _limit(5, "taps a second a person", "after the burst")

    # rooms
    room_people: int = _limit(1_000, "people", "what memory and fan-out were measured for")
    room_events: int = _limit(200_000, "events", "two days of a full hall; a fold of 100,000 takes a second", least=20)
    room_notes: int = _limit(5_000, "notes a room", "of all its boards together; each board has its own, far below")
    idle_room_s: int = _limit(3_600, "seconds", "a room nobody was in for so long leaves memory; its log stays")
    waiting_commands: int = _limit(2_000, "commands a room", "what waits for the disk; above it phones keep theirs")

    # the disk
    disk_low_mb: int = _limit(500, "MB free", "below it consoles are told that space gets short")
    disk_alarm_mb: int = _limit(100, "MB free", "below it the log says so too")

    # sign-in and codes; only wrong tries count
    wrong_codes_a_minute: int = _limit(20, "tries a minute an address", "guessing a room by its 8 digits")
    wrong_codes_an_hour: int = _limit(100, "tries an hour an address", "the same, with patience")
    wrong_codes_everywhere_a_minute: int = _limit(
        300, "tries a minute", "the same, from many addresses: 11 days to hit one of 20 rooms"
    )
    wrong_links_a_minute: int = _limit(60, "tries a minute an address", "links to results that open nothing")
    wrong_seat_codes: int = _limit(
        5, "tries a seat", "a seat code has 4 digits; then only the facilitator opens it", most=100
    )
    new_people_a_device: int = _limit(3, "people a device a room a window", "the next one waits for the facilitator")
    new_people_window_s: int = _limit(600, "seconds", "how long new people of a device are counted", most=86_400)
    sign_in_tries: int = _limit(5, "tries an account a window", "then answers come slowly; nobody is locked out")
    sign_in_tries_an_address: int = _limit(50, "tries an address a window", "a training centre shares one address")
    sign_in_window_s: int = _limit(900, "seconds", "how long wrong passwords are remembered", most=86_400)
    idle_session_s: int = _limit(12 * 3600, "seconds", "a trainer who was away for so long signs in again", least=60)
    session_s: int = _limit(72 * 3600, "seconds", "a trainer signs in again after so long", least=60)

    ticket_after_end_s: int = _limit(
        7 * 24 * 3600, "seconds", "how long people may still read their results when a room has ended"
    )

    # how often one may ask by HTTP
    snapshot_burst: int = _limit(100, "snapshots a person or session", "a screen asks once at a time", least=5)
    snapshots_a_second: int = _limit(20, "snapshots a second a person or session", "after the burst")
    post_burst: int = _limit(
        100, "posts of commands a person or session", "the way where WebSocket is blocked", least=5
    )
    posts_a_second: int = _limit(20, "posts a second a person or session", "after the burst")
    join_burst: int = _limit(1_200, "joins an address", "a whole hall scans at once; then it is a machine", least=5)
    joins_a_second: int = _limit(100, "joins a second an address", "after the burst")
    own_page_burst: int = _limit(
        20, "pages a person", "their course, its calendar and handbook; each is made anew", least=5
    )
    own_pages_a_minute: int = _limit(12, "pages a minute a person", "after the burst")
    form_burst: int = _limit(600, "forms an address", "joining is not counted here; a hall is one address", least=5)
    forms_a_minute: int = _limit(300, "forms a minute an address", "after the burst")
    result_burst: int = _limit(
        300, "pages an address", "shared results; a whole hall behind one address opens them", least=5
    )
    results_a_second: int = _limit(5, "pages a second an address", "after the burst; each is made anew")
    file_burst: int = _limit(100, "downloads a trainer", "every file of a room and the picture of each board")
    files_an_hour: int = _limit(120, "downloads an hour a trainer", "after the burst; each is made anew")
    file_jobs: int = _limit(2, "files at once", "each in a process of its own; one at a time for each room", most=64)
    file_seconds: int = _limit(60, "seconds a file", "to wait for its turn, and again to be made", most=600)
    pack_seconds: int = _limit(
        300, "seconds", "to make all files of a room at once, also on a busy machine", most=3_600
    )
    file_mb: int = _limit(512, "MB a file", "memory of the process that makes it", least=64, most=16_384)

    # sockets
    socket_packets: int = _limit(64, "packets a socket", "what waits for a slow screen; then it fetches", least=8)
    socket_bytes: int = _limit(262_144, "bytes a socket", "the same, in bytes", least=32_768, most=2**24)
    slow_socket_s: int = _limit(25, "seconds", "a screen that takes nothing of what waits is cut off", most=600)
    incoming_frames: int = _limit(200, "frames a socket", "at once; nobody taps so fast", least=10)
    incoming_frames_a_second: int = _limit(
        40, "frames a second a socket", "after that; who sends more is read later, and TCP makes them wait"
    )
    incoming_bytes: int = _limit(262_144, "bytes a socket", "at once; a queue of the longest notes", least=16_384)
    incoming_bytes_a_second: int = _limit(32_768, "bytes a second a socket", "after that; read later, too", least=1_024)
    sockets: int = _limit(4_000, "sockets", "what one process was measured for")
    sockets_an_address: int = _limit(3_000, "sockets an address", "a whole hotel is one address")
    arrivals_a_second: int = _limit(
        100, "phones a second", "that open a line after the burst; the rest wait some seconds, the console never"
    )
    arrival_burst: int = _limit(
        1_200, "phones", "a whole hall scans at once; a server that just started has a second's"
    )
    dial_burst: int = _limit(20, "dials a person", "each of their screens anew, some times over", least=2)
    dials_a_second: int = _limit(2, "dials a second a person", "after the burst; a phone dials once a second at most")
    sockets_a_person: int = _limit(5, "sockets a person", "phone, laptop and some forgotten tabs")
    sockets_a_session: int = _limit(10, "sockets a session", "consoles and walls of one sign-in")
    staff_screens: int = _limit(20, "consoles and walls a room", "each sees everything and costs as much")
    ticket_wait_s: int = _limit(10, "seconds", "a socket that does not say whose it is", most=600)
    strangers: int = _limit(1_000, "sockets", "that did not say yet whose they are")
    strangers_an_address: int = _limit(300, "sockets an address", "the same; a hall joins in seconds")
    malformed_frames: int = _limit(5, "frames a socket", "one more and the socket is closed")
    strikes: int = _limit(3, "closed sockets a ticket a minute", "for such frames; then the ticket waits")
    strike_wait_s: int = _limit(60, "seconds", "how long; everything works by HTTP meanwhile", most=86_400)


def limits_from(environ: Mapping[str, str]) -> Limits:
    """The limits with what the environment changes; raises ``Misconfigured`` for a name or number that is none."""
    known = {f"{LIMIT_PREFIX}{limit.name.upper()}": limit for limit in fields(Limits)}
    asked = {name: text for name, text in environ.items() if name.startswith(LIMIT_PREFIX)}
    for name in asked:
        if name not in known:
            raise Misconfigured(f"{name} is no limit; docs/operations.md lists them")
    return Limits(**{known[name].name: _number(name, text, known[name]) for name, text in asked.items()})


def _number(name: str, text: str, limit: Field[Any]) -> int:
    least, most = limit.metadata["least"], limit.metadata["most"]
    if not re.fullmatch(r"[0-9]{1,18}", text) or not least <= int(text) <= most:
        raise Misconfigured(f"{name} must be a whole number from {least} to {most}")
    return int(text)


def table() -> str:
    """The limits for people who run a server, as Markdown."""
    return "\n".join(["| limit | start value | unit | why |", "| --- | ---: | --- | --- |", *_rows()]) + "\n"


def _rows() -> Iterator[str]:
    for limit in fields(Limits):
        yield f"| `{limit.name.upper()}` | {limit.default:,} | {limit.metadata['unit']} | {limit.metadata['why']} |"


def with_limits(document: str) -> str:
    """The document with the present table between its marks."""
    before, rest = document.split(TABLE_BEGINS)
    return f"{before}{TABLE_BEGINS}\n{table()}{TABLE_ENDS}{rest.split(TABLE_ENDS)[1]}"


# --- the rest -----------------------------------------------------------------------------------------------------


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
    trusted_proxies: tuple[Network, ...] = ()
    watchdog_ms: int = 250
    log_level: str = "WARNING"
    limits: Limits = Limits()

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'workshop.db'}"


def from_environment(environ: Mapping[str, str] = os.environ) -> Config:
    """Raises ``Misconfigured`` for what cannot be: a port that is none, an address that no phone could open."""
    public_url = environ.get("PUBLIC_URL", "").rstrip("/") or None
    if public_url and not re.fullmatch(r"https?://[A-Za-z0-9.\[\]:-]+", public_url):
        raise Misconfigured("PUBLIC_URL must look like https://workshop.example, without a path")
    _refuse_debugging(environ)
    _check_engine(environ.get("WORKSHOP_ASYNC") or "eventlet", environ.get("DATABASE_URL"))
    courses = environ.get("COURSES_DIR")
    return Config(
        host=environ.get("HOST", "0.0.0.0"),
        port=_between("PORT", environ.get("PORT", "8000"), 1, 65_535),
        data_dir=Path(environ.get("DATA_DIR", "data")),
        public_url=public_url,
        database_url=environ.get("DATABASE_URL") or None,
        secret_key=_secret(environ.get("SECRET_KEY", "")),
        courses_dir=Path(courses) if courses else None,
        trusted_proxies=_networks(environ.get("TRUSTED_PROXIES", "")),
        watchdog_ms=_between("WORKSHOP_WATCHDOG_MS", environ.get("WORKSHOP_WATCHDOG_MS", "250"), 20, 60_000),
        log_level=_one_of("WORKSHOP_LOG_LEVEL", environ.get("WORKSHOP_LOG_LEVEL", "WARNING").upper(), LOG_LEVELS),
        limits=limits_from(environ),
    )


def _between(name: str, text: str, least: int, most: int) -> int:
    try:
        number = int(text)
    except ValueError:
        raise Misconfigured(f"{name} must be a number") from None
    if not least <= number <= most:
        raise Misconfigured(f"{name} must be between {least} and {most}")
    return number


def _one_of(name: str, text: str, choices: Iterable[str]) -> str:
    if text not in choices:
        raise Misconfigured(f"{name} must be one of {', '.join(choices)}")
    return text


def _secret(key: str) -> str | None:
    """The key that signs cookies, if one was given that nobody could guess."""
    if not key:
        return None
    if len(key) < SHORTEST_SECRET:
        raise Misconfigured(f"SECRET_KEY must have at least {SHORTEST_SECRET} characters")
    if len(set(key)) < 8 or key in (key + key)[1:-1]:
        raise Misconfigured("SECRET_KEY repeats itself; leave it out and one is made")
    if any(word in key.lower() for word in _EXAMPLES):
        raise Misconfigured("SECRET_KEY looks like an example; leave it out and one is made")
    return key


def _refuse_debugging(environ: Mapping[str, str]) -> None:
    for name in _DEBUG:
        if environ.get(name, "").lower() not in _OFF:
            raise Misconfigured(f"{name} is set: a server that people use shows no insides; unset it")


def _networks(text: str) -> tuple[Network, ...]:
    """``10.0.0.5, 192.168.0.0/16``"""
    try:
        found = tuple(ip_network(part) for part in re.split(r"[,\s]+", text.strip()) if part)
    except ValueError as error:
        raise Misconfigured(f"TRUSTED_PROXIES must be addresses or networks: {error}") from None
    if any(network.prefixlen == 0 for network in found):
        raise Misconfigured("TRUSTED_PROXIES must not be everybody")
    return found


def _check_engine(engine: str, database_url: str | None) -> None:
    _one_of("WORKSHOP_ASYNC", engine, FREEZES)
    try:
        driver = make_url(database_url).get_driver_name() if database_url else None
    except ArgumentError:
        raise Misconfigured("DATABASE_URL cannot be read") from None
    if driver == FREEZES[engine]:
        other = next(name for name in FREEZES if name != engine)
        raise Misconfigured(f"DATABASE_URL: {driver} would freeze {engine}; set WORKSHOP_ASYNC={other}")
