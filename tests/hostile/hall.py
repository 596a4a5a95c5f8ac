"""Two rooms of one server with somebody of every standing in them, each with a device that asks for anything."""

from __future__ import annotations

import contextlib
import hashlib
import re
import secrets
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from tests.harness.server import Room, Server
from tests.hostile.day import CHOICE, TEAMED, pack
from tests.hostile.raw import Device, Line, Reply

Place = Literal["own", "other"]
Surface = Literal["phone", "console", "projector"]
SURFACES: tuple[Surface, ...] = ("phone", "console", "projector")
PLACES: tuple[Place, ...] = ("own", "other")

IN_MEMORY = ("now", "pulse")
UNSTEADY = {"staff_sessions": "seen_at", "helpers": "seen_at"}
"""Columns that only say when somebody was last there."""


UNHURRIED = {
    "WORKSHOP_LIMIT_POST_BURST": "100000", "WORKSHOP_LIMIT_POSTS_A_SECOND": "10000",
    "WORKSHOP_LIMIT_SNAPSHOT_BURST": "100000", "WORKSHOP_LIMIT_SNAPSHOTS_A_SECOND": "10000",
    "WORKSHOP_LIMIT_DIAL_BURST": "100000",
}  # fmt: skip
"""Who may what is asked here, not how often: one person tries thousands of things in a minute."""


def server_in(folder: Path, command: tuple[str, ...] | None = None) -> Server:
    """A server that offers the hard day, not yet started."""
    options: dict[str, Any] = {"command": command} if command else {}
    return Server(folder, environ={"COURSES_DIR": str(pack(folder)), **UNHURRIED}, **options)


@dataclass
class Hall:
    """Fay's room and Zoe's. ``devices`` are by role; ``ids`` are the people of Fay's room by name."""

    server: Server
    room: Room
    other: Room
    devices: dict[str, Device] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, role: str) -> Device:
        return self.devices[role]

    @property
    def fay(self) -> Device:
        return self.devices["owner"]

    def room_at(self, place: Place) -> Room:
        return self.room if place == "own" else self.other

    # --- what Fay does to set the stage -------------------------------------------------------------------------

    def says(self, type_: str, **fields: Any) -> Reply:
        """Fay's command, which must be granted."""
        reply = self.fay.asks(self.room.id, "console", type_, **fields)
        assert reply.get("ok"), (type_, fields, reply)
        return reply

    def at(self, block: str, step: str) -> None:
        self.says("room/go_to", block=block, step=step)

    @property
    def console(self) -> dict[str, Any]:
        found: dict[str, Any] = self.fay.views(self.room.id, "console")["console"]
        return found

    @property
    def block(self) -> dict[str, Any]:
        """What the console sees of the activity that is on."""
        view = self.console
        found: dict[str, Any] = view["block"][view["now"]["block"]]
        return found

    def by_hand(self, name: str) -> str:
        """Somebody without a phone; returns their id."""
        self.says("room/add_person", name=name)
        return next(person for person, known in self.console["people"].items() if known["name"] == name)

    def somebody(self) -> str:
        return self.by_hand(f"Somebody {secrets.token_hex(3)}")

    def writes(self, role: str, block: str, text: str, **fields: Any) -> str:
        """A note of somebody with a phone; returns its id."""
        reply = self[role].asks(self.room.id, "phone", "board/add_note", block=block, text=text, **fields)
        assert reply.get("ok"), reply
        mine = self.mine(role)["block"][block]["mine"]
        return next(note for note, known in mine.items() if known["text"] == text)

    def mine(self, role: str) -> dict[str, Any]:
        views = self[role].views(self.room.id, "phone")
        found: dict[str, Any] = next(view for address, view in views.items() if address.startswith("person:"))
        return found

    def team_of(self, role: str) -> str:
        return str(self.mine(role)["me"]["team"])

    # --- what is stored, what is seen ---------------------------------------------------------------------------

    def stored(self) -> dict[str, str]:
        """A fingerprint of every table."""
        return fingerprints(self.server.data / "workshop.db")

    def seen(self) -> list[Any]:
        """What Fay's screens, Zoe's, and one phone of each room show."""
        looks = (
            (self.fay, self.room, "console"),
            (self.fay, self.room, "projector"),
            (self["participant"], self.room, "phone"),
            (self["trainer of the other room"], self.other, "console"),
            (self["participant of the other room"], self.other, "phone"),
        )
        return [device.views(room.id, as_) for device, room, as_ in looks]


def rows_of(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the database, read beside the server."""
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        return {table: connection.execute(f'select * from "{table}"').fetchall() for table in tables}


def fingerprints(database: Path) -> dict[str, str]:
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        found = {}
        for (table,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
            columns = [row[1] for row in connection.execute(f'pragma table_info("{table}")')]
            columns = [column for column in columns if column != UNSTEADY.get(table)]
            listed = ", ".join(f'"{column}"' for column in columns)
            rows = sorted(map(repr, connection.execute(f'select {listed} from "{table}"')))
            found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
        return found


# --- who is there -------------------------------------------------------------------------------------------------


def open_hall(server: Server) -> Hall:
    """Everybody takes their place. The server is new and runs."""
    fay = server.first_trainer()
    hall = Hall(server, fay.open_room("Fay's room", CHOICE), fay.open_room("to be Zoe's", CHOICE))
    hall.devices["owner"] = Device(server.address, "Fay", _staff(fay.cookies))
    zoe = _second_trainer(hall, "Zoe", hall.other)
    hall.devices["trainer of the other room"] = zoe
    hall.devices["nobody"] = Device(server.address, "nobody")
    for role, name in (("participant", "Ann"), ("mate", "Ben"), ("removed", "Rex"), ("moved", "Moe")):
        _comes_in(hall, role, name, hall.room)
    _comes_in(hall, "participant of the other room", "Yan", hall.other)
    hall.devices["projector"] = _screen(hall)
    _take_away(hall)
    hall.says("room/draw_teams", count=2)
    hall.at(TEAMED, "write")
    reply = zoe.asks(hall.other.id, "console", "room/go_to", block=TEAMED, step="write")
    assert reply.get("ok"), reply
    return hall


def _staff(cookies: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in cookies.items() if name in ("staff", "session")}


def _comes_in(hall: Hall, role: str, name: str, room: Room) -> None:
    device = Device(hall.server.address, name).join(room.join_path)
    hall.devices[role] = device
    if room is hall.room:
        hall.ids[name] = device.person(room.id)


def add_trainer(hall: Hall, name: str) -> str:
    """A trainer whose password nobody knows; returns their id."""
    trainer, now = secrets.token_hex(8), int(time.time() * 1000)
    with contextlib.closing(sqlite3.connect(hall.server.data / "workshop.db", timeout=10)) as connection, connection:
        connection.execute(
            "insert into trainers (id, name, password, created_at) values (?, ?, '-', ?)", (trainer, name, now)
        )
    return trainer


def _second_trainer(hall: Hall, name: str, room: Room) -> Device:
    """A trainer with a session of their own, who gets a room that Fay opened."""
    trainer, token, now = add_trainer(hall, name), secrets.token_urlsafe(16), int(time.time() * 1000)
    with contextlib.closing(sqlite3.connect(hall.server.data / "workshop.db", timeout=10)) as connection, connection:
        connection.execute(
            "insert into staff_sessions (token, trainer, created_at, seen_at) values (?, ?, ?, ?)",
            (hashlib.sha256(token.encode()).digest(), trainer, now, now),
        )
        connection.execute("update rooms set owner = ? where id = ?", (trainer, room.id))
    return Device(hall.server.address, name, {"staff": token})


def screen_link(hall: Hall) -> str:
    """The path of a fresh link for a projector."""
    made = hall.fay.post_json(f"/r/{hall.room.id}/screen-link", {})
    assert made.status == 200, made.text
    return re.sub(r"^https?://[^/]+", "", made.json()["url"])


def _screen(hall: Hall) -> Device:
    screen = Device(hall.server.address, "the wall")
    answer = screen.post(screen_link(hall))
    assert answer.status == 303, answer.text
    return screen


def _take_away(hall: Hall) -> None:
    """Those whose right is gone, with the cookies they still hold."""
    hall.says("room/remove_person", person=hall.ids["Rex"])
    seat_code = hall.mine("moved")["me"]["seat_code"]
    again = Device(hall.server.address, "Moe's other phone")
    answer = again.post(f"/r/{hall.room.id}/return", {"person": hall.ids["Moe"], "seat_code": seat_code})
    assert answer.status == 303, answer.text
    hall.devices["signed out"] = Device(hall.server.address, "Fay elsewhere", _staff(hall.server.sign_in().cookies))
    kept = dict(hall["signed out"].cookies)
    assert hall["signed out"].post("/sign-out").status == 303
    hall["signed out"].cookies = {**hall["signed out"].cookies, "staff": kept["staff"]}
    hall["signed out"].forget_token()


@contextlib.contextmanager
def lines(*wanted: tuple[Device, Room, Surface]) -> Iterator[list[Line]]:
    """Open sockets, closed at the end."""
    opened = [device.dials(room.id, as_) for device, room, as_ in wanted]
    try:
        yield opened
    finally:
        for line in opened:
            line.close()
