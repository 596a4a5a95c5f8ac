"""Logs of rehearsed rooms as they were stored, kept for ever: every later version has to read them.

    python -m tests.rehearsal.golden record     rehearses both agendas and keeps their logs beside those that are there
    python -m tests.rehearsal.golden digest     writes down anew what the logs that are there lead to

A log is one line of JSON about the room, then one for each event, packed with xz. Beside it stands what the version
that recorded it made of it: a digest of all that each kind of screen shows at the end of every block, and of every
block of the reports. Where a later version draws a screen otherwise on purpose, ``digest`` is run again; the logs stay.
"""

from __future__ import annotations

import hashlib
import lzma
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from immutables import Map
from pydantic import BaseModel

from tests.harness.checker import Stored, stored
from tests.harness.history import History
from tests.harness.server import Server
from workshop.core.activity import (
    CONSOLE,
    PHONES,
    PROJECTOR,
    Audience,
    circle_audience,
    person_audience,
    team_audience,
)
from workshop.core.course import Course
from workshop.core.report import CLIENT, Reader
from workshop.rehearsal.walk import Plan
from workshop.rooms.aliases import has_pseudonyms
from workshop.rooms.live import Known, after_event
from workshop.rooms.state import fresh_room
from workshop.rooms.takeaway import room_report
from workshop.rooms.views import Door, Names
from workshop.store.database import open_database
from workshop.store.event_log import LoggedEvent
from workshop.store.rooms import course_of

FOLDER = Path(__file__).with_name("golden")
AGENDAS, PEOPLE = ("one_day", "two_day"), 8
ENDING = ".log.xz"


# --- a log in a file ----------------------------------------------------------------------------------------------


def write(path: Path, log: Stored, course: Course, agenda: str) -> None:
    names = log.fresh.names
    head = {
        "course": orjson.loads(course.model_dump_json()), "agenda": agenda, "title": log.door.title,
        "code": log.door.code, "seat_codes": dict(names.seat_code),
        "names": [[person, n, name] for (person, n), name in sorted(names.name.items())],
        "keys": {block: key.hex() for block, key in log.keys.items()},
    }  # fmt: skip
    lines = [orjson.dumps(head, option=orjson.OPT_SORT_KEYS)]
    for event in log.events:
        data = orjson.loads(event.data)
        lines.append(orjson.dumps([event.seq, event.block, data, event.at, event.deed, event.cause]))
    path.write_bytes(lzma.compress(b"\n".join(lines), preset=9 | lzma.PRESET_EXTREME))


def read(path: Path) -> Stored:
    first, *lines = lzma.decompress(path.read_bytes()).split(b"\n")
    head = orjson.loads(first)
    course = Course.model_validate_json(orjson.dumps(head["course"]))
    names = Names(Map({(person, n): name for person, n, name in head["names"]}), Map(head["seat_codes"]))
    events = [
        LoggedEvent(seq, block, orjson.dumps(data), at, deed, cause)
        for seq, block, data, at, deed, cause in map(orjson.loads, lines)
    ]
    return Stored(
        head=len(events),
        door=Door(head["title"], head["code"]),
        fresh=Known(fresh_room(course, head["agenda"]), 0, names, {}),
        events=events,
        answers={},
        keys={block: bytes.fromhex(key) for block, key in head["keys"].items()},
    )


# --- what it leads to ---------------------------------------------------------------------------------------------


def digest(log: Stored) -> dict[str, dict[str, str]]:
    """By block: what its screens showed when it was left, and what the reports hold of it in the end."""
    known, found = log.fresh, dict[str, dict[str, str]]()
    for event in log.events:
        before, known = known, after_event(known, event)
        if before.state.block and known.state.block != before.state.block:
            found[before.state.block] = _screens(log, before)
    found["the end"] = _screens(log, known)
    for reader, name in ((CLIENT, "client"), *((Reader("person", one), one) for one in sorted(known.state.members))):
        kept = "client" if name == "client" else "handbooks"
        for block in room_report(log.picture(known), 0, 480, reader).blocks:
            of = found.setdefault(block.block, {})
            of[kept] = _sha([of.get(kept, "") if kept == "handbooks" else "", block])
    return found


def _screens(log: Stored, known: Known) -> dict[str, str]:
    picture, state = log.picture(known), known.state
    hidden = state.block is not None and has_pseudonyms(state.course.blocks[state.block])
    kinds: dict[str, list[Audience]] = {
        "phones": [PHONES],
        "projector": [PROJECTOR],
        "console": [CONSOLE],
        "teams": [team_audience(team) for team in sorted(state.teams)],
        "people": [] if hidden else [person_audience(person, None) for person in sorted(state.members)],
        "circles": [
            circle_audience(state.block or "", group)
            for group in sorted({group for groups in picture.circles.values() for group in groups})
        ],
    }
    return {kind: _sha([picture.view(one) for one in audiences]) for kind, audiences in kinds.items() if audiences}


def _sha(found: Any) -> str:
    option = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
    return hashlib.sha256(orjson.dumps(found, _plain, option)).hexdigest()[:12]


def _plain(found: Any) -> Any:
    match found:
        case BaseModel():
            return found.model_dump(mode="json")
        case frozenset() | set():
            return sorted(found)
        case _:
            return str(found)


# --- recording ----------------------------------------------------------------------------------------------------


def kept() -> Iterator[Path]:
    return iter(sorted(FOLDER.glob(f"*{ENDING}")))


def digest_beside(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(ENDING) + ".json")


def record() -> None:
    from tests.rehearsal.watching import walked

    version = 1 + len({path.name.split("-")[0] for path in kept()})
    FOLDER.mkdir(exist_ok=True)
    for agenda in AGENDAS:
        with tempfile.TemporaryDirectory() as folder, Server(Path(folder)) as server:
            room = walked(server, agenda, Plan(people=PEOPLE), History()).room
            log = stored(server.database_url, room.id)
            database = open_database(server.database_url)
            course, _ = course_of(database, room.id)
            database.close()
        path = FOLDER / f"{version}-{agenda}{ENDING}"
        write(path, log, course, agenda)
        write_digest(path)
        sys.stdout.write(f"{path.name}: {len(log.events)} events, {path.stat().st_size // 1024} KiB\n")


def write_digest(path: Path) -> None:
    digest_beside(path).write_bytes(orjson.dumps(digest(read(path)), option=orjson.OPT_INDENT_2) + b"\n")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["record"]:
            record()
        case ["digest"]:
            for one in kept():
                write_digest(one)
        case _:
            sys.exit(__doc__)
